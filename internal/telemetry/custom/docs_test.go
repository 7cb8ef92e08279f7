package custom

import (
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"go.yaml.in/yaml/v3"

	"mevbot/internal/event"
)

// documented reads the definitions and the calls of curl from the page.
func documented(t testing.TB) (list []Definition, calls [][3]string) {
	t.Helper()
	data, err := os.ReadFile("../../../docs/custom-metrics.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "```yaml\n")
	text, rest, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("the page has no example")
	}
	var page struct {
		Metrics struct {
			Custom []map[string]any `yaml:"custom"`
		} `yaml:"metrics"`
	}
	if err := yaml.Unmarshal([]byte(text), &page); err != nil {
		t.Fatal(err)
	}
	inJSON, err := json.Marshal(page.Metrics.Custom)
	if err != nil {
		t.Fatal(err)
	}
	if err := one(inJSON, &list); err != nil { // a key that does not exist is an error
		t.Fatal(err)
	}
	curl := regexp.MustCompile(`curl -X (\w+) .*localhost:9090/api/custom-metrics(\S+) \\\n\s+-d '(.*)'`)
	for _, m := range curl.FindAllStringSubmatch(rest, -1) {
		calls = append(calls, [3]string{m[1], m[2], m[3]})
	}
	return list, calls
}

func TestTheExamplesOfThePage(t *testing.T) {
	list, calls := documented(t)
	if len(list) < 5 || len(calls) != 2 {
		t.Fatalf("%d examples, %d calls", len(list), len(calls))
	}
	m, reg := start(t, Options{Definitions: list})
	l := m.Listener()
	l.Dropped(event.Dropped{Reason: "gas", Net: ether(2)})
	l.Dropped(event.Dropped{Reason: "gas"})
	l.RPCCall(event.RPCCall{Method: "eth_call", Duration: 20 * time.Millisecond, Err: errors.New("context deadline exceeded")})
	l.SwapSettled(event.SwapSettled{Outcome: event.Exact, Lead: 150 * time.Millisecond})
	l.SwapSettled(event.SwapSettled{Outcome: event.Exact, Lead: 50 * time.Millisecond})
	l.Called(event.Called{To: common.HexToAddress("0xA4b000000000000000000073657175656e636572"), Selector: 0xa9059cbb})
	l.Called(event.Called{Selector: 0xa9059cbb})
	l.Reorg(event.Reorg{Depth: 2})
	call := client(t, m)
	for _, c := range calls {
		if got := call(c[0], c[1], c[2]); got.status >= 300 {
			t.Errorf("%s %s: %d %s", c[0], c[1], got.status, got.body)
		}
	}
	want(t, reg, Prefix+"missed_profit_ether_total", `missed_profit_ether_total{reason="gas",size="inf"} 2`)
	want(t, reg, Prefix+"early_predictions_total", `early_predictions_total{outcome="exact"} 1`)
	want(t, reg, Prefix+"rival_calls_total", `rival_calls_total{selector="0xa9059cbb"} 1`)
	want(t, reg, Prefix+"reorg_depth_blocks", `reorg_depth_blocks 2`)
	want(t, reg, Prefix+"fills_total", `
		fills_total{venue="a"} 1
		fills_total{venue="b"} 2`)
	got := strings.Join(lines(t, reg, Prefix+"node_call_seconds"), "\n")
	if !strings.Contains(got, `node_call_seconds_bucket{end="timeout",method="eth_call",le="0.05"} 1`) {
		t.Error(got)
	}
	want(t, reg, "mev_bot_custom_metric_errors_total", ``)
}

// The reference is what a reader looks a field up in.
func TestTheReferenceNamesEverything(t *testing.T) {
	got := Reference()
	for _, line := range []string{
		"| Opportunity | Net | ether | yes |",
		"| Opportunity | Block | block number | no |",
		"| RPCCall | Err | text, nil if none | compared only |",
		"| `host(URL)` | ",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("%q is not in the reference", line)
		}
	}
}
