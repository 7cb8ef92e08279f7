package custom

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"pgregory.net/rapid"

	"mevbot/internal/event"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files anew; read the difference")

// bad are definitions that must be refused; testdata/bad.golden has what is said.
var bad = []string{
	// names and texts
	`{}`,
	`{"name":"mev_bot_custom_","type":"counter","help":"X."}`,
	`{"name":"Trades_total","type":"counter","help":"X."}`,
	`{"name":"trades-total","type":"counter","help":"X."}`,
	`{"name":"metric_errors_total","type":"counter","help":"X."}`,
	`{"name":"trades_count","type":"gauge","help":"X."}`,
	`{"name":"trades_total","help":"X."}`,
	`{"name":"trades_total","type":"summary","help":"X."}`,
	`{"name":"trades_total","type":"counter"}`,
	`{"name":"trades_total","type":"counter","help":"two\nlines"}`,
	`{"name":"trades","type":"counter","help":"X."}`,
	`{"name":"trades_total","type":"gauge","help":"X."}`,
	`{"name":"wait_milliseconds","type":"gauge","help":"X."}`,
	// labels and numbers
	`{"name":"trades_total","type":"counter","help":"X.","labels":[{"name":"le"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","labels":[{"name":"__name__"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","labels":[{"name":"a"},{"name":"a"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","labels":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"},{"name":"e"},{"name":"f"},{"name":"g"},{"name":"h"},{"name":"i"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","max_values":-1}`,
	`{"name":"trades_total","type":"counter","help":"X.","max_values":10001}`,
	`{"name":"trades_total","type":"counter","help":"X.","buckets":[1]}`,
	`{"name":"wait_seconds","type":"histogram","help":"X.","buckets":[1,1]}`,
	// events
	`{"name":"trades_total","type":"counter","help":"X.","event":"Trade"}`,
	`{"name":"trades_total","type":"counter","help":"X.","filter":"true"}`,
	`{"name":"trades_total","type":"counter","help":"X.","value":"1"}`,
	`{"name":"trades_total","type":"counter","help":"X.","labels":[{"name":"a","expression":"'x'"}]}`,
	`{"name":"depth","type":"gauge","help":"X.","event":"Reorg"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Reorg","labels":[{"name":"a"}]}`,
	// expressions: syntax, names and types
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"Net >"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"Net > 1 &&\n  Nett < 2"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"net > 1"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"FastFeedVoid","filter":"Bytes > 1"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"Net"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"Net > 'x'"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","value":"Tier"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"RPCCall","value":"Err"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"RPCCall","filter":"Err"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"Tier matches '['"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"Tier matches Tier"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"FeedState","labels":[{"name":"a","expression":"host(Connected)"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"FeedState","labels":[{"name":"a","expression":"Connected ? 'yes' : 0"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"FeedState","labels":[{"name":"a","expression":"['x']"}]}`,
	// expressions: what is not available
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"any(Hops, # == 1)"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"repeat(Tier, 1000000) == ''"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"exec(Tier)"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"Len in 1..1000000000"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"let x = Tier + Tier; x == ''"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"$env['Net'] > 1"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"Tier.String() == ''"}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","filter":"now().Year() > 1"}`,
	// labels: what would make a series for each value
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","labels":[{"name":"a","expression":"Block"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","labels":[{"name":"a","expression":"'block ' + string(Block / 1000)"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Called","labels":[{"name":"a","expression":"Tx"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Called","labels":[{"name":"a","expression":"lower(To)"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Decoded","labels":[{"name":"a","expression":"Seq"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Opportunity","labels":[{"name":"a","expression":"pool(Hops[0])"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"Dropped","labels":[{"name":"a","expression":"ID"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"RPCCall","labels":[{"name":"a","expression":"Err"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"RPCCall","labels":[{"name":"a","expression":"Err ?? ''"}]}`,
	`{"name":"trades_total","type":"counter","help":"X.","event":"RPCCall","labels":[{"name":"a","expression":"string(Err)"}]}`,
}

func long() []Definition {
	d := Definition{Name: "trades_total", Type: TypeCounter, Help: "X.", Event: "Opportunity"}
	name, help, nodes, text := d, d, d, d
	name.Name = strings.Repeat("a", 65)
	help.Help = strings.Repeat("a", 513)
	nodes.Filter = strings.Repeat("!", 200) + "true"
	text.Filter = "Tier == '" + strings.Repeat("a", 1024) + "'"
	buckets := d
	buckets.Type, buckets.Name = TypeHistogram, "wait_seconds"
	for i := range 65 {
		buckets.Buckets = append(buckets.Buckets, float64(i))
	}
	return []Definition{name, help, nodes, text, buckets}
}

func TestBadDefinitionsAreExplained(t *testing.T) {
	var out bytes.Buffer
	say := func(shown string, d Definition) {
		err := d.Check()
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.Field == "" || wrong.Problem == "" {
			t.Errorf("%s: %v: no field and problem named", shown, err)
		}
		fmt.Fprintf(&out, "%s\n  %v\n\n", shown, err)
	}
	for _, text := range bad {
		var d Definition
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			t.Fatal(err)
		}
		say(text, d)
	}
	for _, d := range long() {
		say("one that is too long", d)
	}
	const golden = "testdata/bad.golden"
	if *rewrite {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, out.Bytes()) {
		t.Errorf("the messages differ from %s; run with -rewrite and read the difference:\n%s", golden, out.String())
	}
}

// pieces are what generated expressions are made of.
func expression(r *rapid.T) string {
	piece := rapid.SampledFrom([]string{
		"Net", "Gas", "Len", "Tier", "Again", "Block", "Hops", "Hops[0]", "Err", "Nope", "1", "0", "0.5", "-1", "'x'", "\"\"", "true", "nil",
		"+", "-", "*", "/", "%", "**", "==", "!=", "<", ">", "&&", "||", "!", "not", "?", ":", "??", "(", ")", "[", "]", ",", "in", "matches", "contains", "..", "|",
		"abs(", "len(", "string(", "pool(", "band(", "host(", "int(", "max(", "map(", "#", "{", "}", "let a =", ";", "$env", ".", "?.", "\x00", "\xff",
	})
	return strings.Join(rapid.SliceOfN(piece, 1, 12).Draw(r, "pieces"), " ")
}

// drawDefinition takes a good definition and, most times, makes one thing of it
// odd.
func drawDefinition(r *rapid.T) Definition {
	pick := func(good ...string) string { return rapid.SampledFrom(good).Draw(r, "good") }
	odd := func() string { return rapid.OneOf(rapid.String(), rapid.Custom(expression)).Draw(r, "odd") }
	d := Definition{
		Name: "trades_total", Type: TypeCounter, Help: "Help.", Event: "Opportunity", Filter: pick("", "Net > 0", "Len % 2 == 0"),
		Value: pick("", "Net", "1", "Len / 0", "band(Gas, 1) == '1' ? 2 : 3.5"), MaxValues: rapid.IntRange(0, 20).Draw(r, "max"),
	}
	for i := range rapid.IntRange(0, 3).Draw(r, "labels") {
		d.Labels = append(d.Labels, Label{Name: fmt.Sprint("label", i), Expression: pick("Tier", "band(Net, 1, 2)", "Len", "Again", "Net > Gas")})
	}
	switch pick("counter", "gauge", "histogram") {
	case "gauge":
		d.Name, d.Type, d.Value = "depth", TypeGauge, "Len"
	case "histogram":
		d.Name, d.Type, d.Value = "gain_ether", TypeHistogram, "Net"
		d.Buckets = rapid.SliceOfN(rapid.Float64(), 0, 3).Draw(r, "buckets")
	}
	switch rapid.IntRange(0, 12).Draw(r, "what is odd") {
	case 0:
		d.Name = odd()
	case 1:
		d.Type = Type(odd())
	case 2:
		d.Help = odd()
	case 3:
		d.Event = odd()
	case 4, 5:
		d.Filter = odd()
	case 6, 7:
		d.Value = odd()
	case 8, 9:
		d.Labels = append(d.Labels, Label{Name: "odd", Expression: odd()})
	case 10:
		d.Labels = append(d.Labels, Label{Name: odd(), Expression: "Tier"})
	}
	return d
}

// Whatever a definition says, it is refused with a reason or what it makes is
// clean, also after facts.
func TestAnyDefinitionIsRefusedOrClean(t *testing.T) {
	accepted := 0
	rapid.Check(t, func(r *rapid.T) {
		if tryDefinition(r, drawDefinition(r)) {
			accepted++
		}
	})
	if accepted == 0 {
		t.Error("none was accepted: the generator is of no use")
	}
	t.Logf("%d accepted", accepted)
}

type failer interface {
	Fatalf(string, ...any)
}

func tryDefinition(t failer, d Definition) bool {
	reg := prometheus.NewPedanticRegistry()
	m, err := New(Options{Registerer: reg, Definitions: []Definition{d}})
	if err != nil {
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.Problem == "" || strings.ContainsAny(wrong.Problem, "\n\r") {
			t.Fatalf("%+v: refused with %q", d, err)
		}
		return false
	}
	l := m.Listener()
	for i := range 30 {
		l.Opportunity(event.Opportunity{Net: ether(uint64(i)), Len: i, Tier: strings.Repeat("é\n", i)})
		l.RPCCall(event.RPCCall{Err: errors.New("x"), Method: strconv.Itoa(i)})
		l.Reorg(event.Reorg{Depth: i})
	}
	problems, err := testutil.GatherAndLint(reg)
	if err != nil || len(problems) > 0 {
		t.Fatalf("%+v: %v %v", d, problems, err)
	}
	if used, budget := m.guard.Series(); used > budget {
		t.Fatalf("%+v: %d series of %d", d, used, budget)
	}
	return true
}

func FuzzExpression(f *testing.F) {
	for _, text := range append([]string{"Net > 1 ? 'a' : 'b'", "Err contains 'x'"}, bad...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, e := range []string{"Opportunity", "Attempt"} {
			d := Definition{Name: "fuzz_total", Type: TypeCounter, Help: "Fuzz.", Event: e}
			filter, value, label := d, d, d
			filter.Filter, value.Value, label.Labels = text, text, []Label{{"x", text}}
			for _, d := range []Definition{filter, value, label} {
				tryDefinition(t, d)
			}
		}
	})
}
