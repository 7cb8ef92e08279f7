//go:build !nodevnet

package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

// check, lag and tail against the local chain's feed: two URLs of it, and one
// that nobody listens on.
func TestFeedCommands(t *testing.T) {
	local := chainFixture(t)
	url := local.Chain.FeedURL()
	two := "feed.urls=['" + url + "','" + url + "?again']"
	code, out, stderr := run(t.Context(), t, "feed", "check", "-c", local.ConfigFile, "--json", "--set", two)
	if code != exitOK || strings.Count(out, `"ok":true`) != 2 || !strings.Contains(out, `"version":"2","chain_id":"412346"`) {
		t.Errorf("check: exit %d, %s, %s", code, out, stderr)
	}
	code, out, _ = run(t.Context(), t, "feed", "check", "-c", local.ConfigFile, "--set", "feed.urls=["+url+",ws://127.0.0.1:1]")
	if code != exitCheck || !strings.Contains(out, "refused") {
		t.Errorf("check with a dead feed: exit %d, %s", code, out)
	}
	if code, out, _ = run(t.Context(), t, "feed", "check", "-c", local.ConfigFile, "--set", "feed.urls=[ws://127.0.0.1:1]"); code != exitUnreachable {
		t.Errorf("check of a dead feed: exit %d, %s", code, out)
	}
	if code, out, stderr = run(t.Context(), t, "feed", "check", "-c", local.ConfigFile, "--set", "chain.id=5", "--set", "trading.live_chain_id=5"); code != exitCorrupt {
		t.Errorf("check of another chain: exit %d, %s, %s", code, out, stderr)
	}
	if code, _, stderr = run(t.Context(), t, "feed", "tail", "-c", local.ConfigFile, "--set", "feed.urls=[]"); code != exitUsage || !strings.Contains(stderr, "feed.urls") {
		t.Errorf("tail without a feed: exit %d, %s", code, stderr)
	}
	code, out, stderr = run(t.Context(), t, "feed", "tail", "-c", local.ConfigFile, "--count", "2", "--json", "--set", two)
	var row tailRow
	first, _, _ := strings.Cut(out, "\n")
	if err := json.Unmarshal([]byte(first), &row); code != exitOK || err != nil || row.Bytes == 0 || row.Feed == "" || row.Received.IsZero() {
		t.Errorf("tail: exit %d, %v, %s, %s", code, err, out, stderr)
	}
	code, out, stderr = run(t.Context(), t, "feed", "lag", "-c", local.ConfigFile, "--json", "--for", "3s", "--set", two)
	for line := range strings.Lines(out) {
		var lag lagRow
		if err := json.Unmarshal([]byte(line), &lag); err != nil || lag.Messages < 4 || lag.Heads < 3 || lag.LeadP50 <= 0 || lag.BehindMost > 1000 {
			t.Errorf("lag: %v, %s", err, line)
		}
	}
	if code != exitOK || strings.Count(out, "\n") != 2 {
		t.Errorf("lag: exit %d, %s, %s", code, out, stderr)
	}
}
