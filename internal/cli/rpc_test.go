//go:build !nodevnet

package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mevbot/internal/rpc"
)

// oneNode answers every call: a chain's id, or a head number.
func oneNode(t *testing.T, id, head string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct {
			ID     json.RawMessage `json:"id"`
			Method string          `json:"method"`
		}
		_ = json.NewDecoder(r.Body).Decode(&q)
		result := head
		if q.Method == "eth_chainId" {
			result = id
		}
		fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%s,"result":%q}`, q.ID, result)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// Without a bot the configured endpoints are asked once: one that answers, one
// of another chain, one that is down.
func TestEndpointsWithoutABot(t *testing.T) {
	dir := t.TempDir()
	file := write(t, dir, "bot.yaml", fmt.Sprintf(`chain: {profile: local}
feed: {urls: ["ws://127.0.0.1:9642"]}
control: {socket: %s}
rpc:
  endpoints:
    - {name: good, http: %q, rate: 50}
    - {name: foreign, http: %q}
    - {name: down, http: "http://127.0.0.1:1/k3y"}
dex:
  base_token: 0x82aF49447D8a07e3bd95BD0d56f35241523fBab1
  factories:
    - {name: v2, family: uniswap_v2, address: 0x0000000000000000000000000000000000000002, fee_bps: 30}
`, filepath.Join(dir, "none.sock"), oneNode(t, "0x64aba", "0x2a"), oneNode(t, "0x1", "0x2a")))
	code, out, stderr := run(t.Context(), t, "rpc", "ls", "-c", file, "--json")
	var list []rpc.EndpointStatus
	if err := json.Unmarshal([]byte(out), &list); code != exitOK || err != nil || len(list) != 3 {
		t.Fatalf("exit %d, %q, %q: %v", code, out, stderr, err)
	}
	if good := list[0]; good.Name != "good" || good.Why != "" || good.Head != 42 || good.Chain != 412346 || good.Left < 1 {
		t.Errorf("%+v", good)
	}
	if !strings.Contains(list[1].Why, "serves chain 1") || !strings.Contains(list[2].Why, "refused") || strings.Contains(out, "k3y") {
		t.Errorf("%+v", list[1:])
	}
	code, out, _ = run(t.Context(), t, "rpc", "ls", "-c", file)
	if lines := strings.Split(strings.TrimSpace(out), "\n"); code != exitOK || len(lines) != 4 || !strings.Contains(lines[2], "out: serves chain 1") {
		t.Errorf("exit %d\n%s", code, out)
	}
	code, out, stderr = run(t.Context(), t, "rpc", "bench", "-c", file, "--calls", "20", "--json")
	var benches []rpc.Bench
	if err := json.Unmarshal([]byte(out), &benches); code != exitOK || err != nil || len(benches) != 3 {
		t.Fatalf("exit %d, %q, %q: %v", code, out, stderr, err)
	}
	if b := benches[0]; b.Calls != 20 || b.Failed != 0 || b.P50MS <= 0 || b.P99MS < b.P50MS {
		t.Errorf("%+v", b)
	}
	if b := benches[2]; b.Failed != b.Calls || b.Error == "" {
		t.Errorf("%+v", b)
	}
	for _, args := range [][]string{{"rpc", "drain"}, {"rpc", "prefer", "a", "b"}, {"rpc", "bench", "--calls", "0"}, {"rpc", "ls", "x"}} {
		if code, _, stderr := run(t.Context(), t, append(args, "-c", file)...); code != exitUsage || !oneLine(stderr) {
			t.Errorf("%q: exit %d, %q", args, code, stderr)
		}
	}
	if code, _, stderr := run(t.Context(), t, "rpc", "drain", "good", "-c", file); code != exitUnreachable || !strings.Contains(stderr, "no bot answers") {
		t.Errorf("drain without a bot: exit %d, %q", code, stderr)
	}
}

// An operator moves the reads of a running bot that has two doors to its node.
func TestEndpointsOfARunningBot(t *testing.T) {
	local := chainFixture(t)
	ctx, cancel := context.WithCancel(t.Context())
	type result struct {
		code   int
		stderr string
	}
	ended := make(chan result, 1)
	node := local.Chain.HTTPURL()
	go func() {
		code, _, stderr := run(ctx, t, append([]string{"run", "-c", local.ConfigFile, "--set", "rpc.http=" + node + "," + node}, quiet...)...)
		ended <- result{code, stderr}
	}()
	ask := func(args ...string) (list []rpc.EndpointStatus, stderr string) {
		_, out, stderr := run(t.Context(), t, append(args, "-c", local.ConfigFile, "--json")...)
		_ = json.Unmarshal([]byte(out), &list)
		return list, stderr
	}
	until := func(what string, ok func(list []rpc.EndpointStatus) bool) {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
			list, _ := ask("rpc", "ls")
			if len(list) == 2 && ok(list) {
				return
			}
			if time.Now().After(deadline) {
				cancel()
				t.Fatalf("%s: never; %+v; %+v", what, list, <-ended)
			}
		}
	}
	until("the first is used and followed", func(l []rpc.EndpointStatus) bool { return l[0].InUse && l[0].Followed && l[1].Head > 0 })
	if list, stderr := ask("rpc", "prefer", "node-2"); len(list) != 2 || !list[1].Preferred {
		t.Errorf("prefer: %+v, %q", list, stderr)
	}
	until("the preferred one is used", func(l []rpc.EndpointStatus) bool { return l[1].InUse })
	if list, stderr := ask("rpc", "drain", "node-2"); len(list) != 2 || !list[1].Drained {
		t.Errorf("drain: %+v, %q", list, stderr)
	}
	until("the drained one is not used", func(l []rpc.EndpointStatus) bool { return l[0].InUse && !l[1].InUse })
	if _, stderr := ask("rpc", "drain", "node"); !strings.Contains(stderr, "last one that") {
		t.Errorf("the last one can be drained: %q", stderr)
	}
	if list, stderr := ask("rpc", "drain", "node-2", "--undo"); len(list) != 2 || list[1].Drained {
		t.Errorf("drain --undo: %+v, %q", list, stderr)
	}
	if list, stderr := ask("rpc", "prefer", "auto"); len(list) != 2 || list[1].Preferred {
		t.Errorf("prefer auto: %+v, %q", list, stderr)
	}
	cancel()
	if r := <-ended; r.code != exitOK {
		t.Errorf("run ended with %d: %s", r.code, r.stderr)
	}
}
