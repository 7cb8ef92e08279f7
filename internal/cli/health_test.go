//go:build !nodevnet

package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mevbot/internal/health"
)

// A running bot with a check of the operator's own, asked over its socket and at
// its port; and the order in which it goes down.
func TestHealthCommands(t *testing.T) {
	local := chainFixture(t)
	var broken atomic.Bool
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if broken.Load() {
			w.WriteHeader(http.StatusBadGateway)
		}
	}))
	defer page.Close()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().String()
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	own := fmt.Sprintf(`[{name: page, type: http, url: "%s/s3cr3t", interval: 200ms, fail_after: 2}, {name: shop, type: tcp, address: "%s", needs: [page], interval: 200ms}]`,
		page.URL, strings.TrimPrefix(page.URL, "http://"))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan string, 1)
	go func() {
		code, _, stderr := run(ctx, t, "run", "-c", local.ConfigFile, "--set", "metrics.listen="+port, "--set", "profile.enabled=false",
			"--set", "log.level=warn", "--set", "health.checks="+own, "--set", "health.interval=1s")
		ended <- fmt.Sprint(code, " ", stderr)
	}()
	says := func(args ...string) (int, string) {
		code, out, stderr := run(t.Context(), t, append([]string{"health", "-c", local.ConfigFile}, args...)...)
		return code, out + stderr
	}
	until := func(what string, f func() bool) {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); !f(); time.Sleep(100 * time.Millisecond) {
			if time.Now().After(deadline) {
				cancel()
				code, out := says()
				t.Fatalf("%s: never; health says %d %s; the bot: %s", what, code, out, <-ended)
			}
		}
	}
	until("healthy", func() bool { code, _ := says(); return code == exitOK })
	var report health.Report
	_, out := says("--json")
	if err := json.Unmarshal([]byte(out), &report); err != nil || report.Modules["gas"].Needs[0] != "rpc" || report.Modules["page"].Status != health.Healthy {
		t.Fatalf("%v: %s", err, out)
	}
	broken.Store(true)
	until("the page is broken", func() bool {
		code, out := says()
		return code == exitCheck && strings.Contains(out, "needs page, which is unhealthy")
	})
	if _, out = says("--url", "http://"+port); !strings.Contains(out, "degraded") || !strings.Contains(out, "answers 502, want 200 to 399") || strings.Contains(out, "s3cr3t") {
		t.Errorf("at the port: %s", out)
	}
	if code, out := says("events", "--count", "50"); code != exitOK || !strings.Contains(out, "shop") || !strings.Contains(out, "answers 502") {
		t.Errorf("events: %d %s", code, out)
	}
	until("a snapshot shows it", func() bool {
		_, out := says("history", "--count", "1")
		return strings.Contains(out, "page unhealthy, shop unhealthy")
	})
	if code, out := says("history", "--count", "0"); code != exitUsage || !strings.Contains(out, "want 1 or more") {
		t.Errorf("no history: %d %s", code, out)
	}
	if code, out := says("events", "--count", "9999"); code != exitRuntime || !strings.Contains(out, "want a number from 1 to 500") {
		t.Errorf("too many events: %d %s", code, out)
	}
	if code, out := says("--url", "http://127.0.0.1:1"); code != exitUnreachable {
		t.Errorf("nobody there: %d %s", code, out)
	}
	notReady := make(chan bool, 1)
	go func() { notReady <- turnsNotReady("http://" + port + "/readyz") }()
	cancel()
	if end := <-ended; !strings.HasPrefix(end, "0 ") {
		t.Errorf("the bot ended with %s", end)
	}
	if !<-notReady {
		t.Error("a bot that stops went down ready")
	}
	if code, out := says(); code != exitUnreachable || !strings.Contains(out, "no bot answers") {
		t.Errorf("without a bot: %d %s", code, out)
	}
}

// turnsNotReady asks until nobody answers, and says whether the last answer was
// that the bot is stopping.
func turnsNotReady(url string) bool {
	last := ""
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
		resp, err := http.Get(url) //nolint:noctx // loopback, short
		if err != nil {
			break
		}
		text, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		last = fmt.Sprint(resp.StatusCode, string(text))
	}
	return strings.HasPrefix(last, "503") && strings.Contains(last, "the bot is stopping")
}
