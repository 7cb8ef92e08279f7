//go:build !nodevnet

package cli

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"mevbot/internal/config"
	"mevbot/internal/risk"
)

// blocked fills a port with clients that never finish their request.
func blocked(t *testing.T, address string) {
	t.Helper()
	for range 64 {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		fmt.Fprint(conn, "GET /health HTTP/1.1\r\nX-Never: ")
	}
}

// hold keeps other programs from writing to a database.
func hold(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(t.Context(), `BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	return func() { _ = db.Close() }
}

// The limits of a running bot and of its database; stops with the HTTP port
// blocked and the database locked; a resume needs its reason.
func TestStopsAndLimits(t *testing.T) {
	local := chainFixture(t)
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().String()
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	type result struct {
		code   int
		stderr string
	}
	ended := make(chan result, 1)
	go func() {
		code, _, stderr := run(ctx, t, "run", "-c", local.ConfigFile, "--set", "metrics.listen="+port, "--set", "profile.enabled=false", "--set", "log.level=warn")
		ended <- result{code, stderr}
	}()
	limits := func() (r risk.Report) {
		_, out, _ := run(t.Context(), t, "risk", "-c", local.ConfigFile, "--json")
		_ = json.Unmarshal([]byte(out), &r)
		return r
	}
	for deadline := time.Now().Add(time.Minute); !limits().Allowed; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			cancel()
			t.Fatalf("not trading: %+v, %+v", limits(), <-ended)
		}
	}
	values := map[string]risk.Usage{}
	for _, u := range limits().Limits {
		values[u.Limit] = u
	}
	for _, name := range []string{risk.DailyLoss, risk.Balance, risk.StaleData, risk.GasDay} {
		if u := values[name]; u.State != "ok" || u.Value == "" || u.Left == "" {
			t.Errorf("%s: %+v", name, u)
		}
	}
	blocked(t, port)
	if code, out, stderr := run(t.Context(), t, "stop", "-c", local.ConfigFile, "--why", "lunch", "--level", "drain"); code != exitOK || !strings.Contains(out, "level drain (lunch") {
		t.Errorf("stop with the HTTP port blocked: exit %d, %q, %q", code, out, stderr)
	}
	if code, _, stderr := run(t.Context(), t, "resume", "-c", local.ConfigFile); code != exitUsage || !strings.Contains(stderr, "--why") {
		t.Errorf("resume without a reason: exit %d, %q", code, stderr)
	}
	cfg, err := config.Load(config.Sources{File: local.ConfigFile})
	if err != nil {
		t.Fatal(err)
	}
	release := hold(t, cfg.Store.Path)
	stopped := make(chan int, 1)
	go func() {
		code, _, _ := run(t.Context(), t, "stop", "-c", local.ConfigFile, "--why", "leak", "--level", "kill")
		stopped <- code
	}()
	for deadline := time.Now().Add(4 * time.Second); limits().Level != "kill"; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the kill waits for the locked database: %+v", limits())
		}
	}
	release()
	if code := <-stopped; code != exitOK {
		t.Errorf("kill over a locked database: exit %d", code)
	}
	cancel()
	if r := <-ended; r.code != exitOK {
		t.Errorf("run ended with %d: %s", r.code, r.stderr)
	}
	if code, out, stderr := run(t.Context(), t, "risk", "-c", local.ConfigFile); code != exitOK || !strings.Contains(out, "no bot is running") || !strings.Contains(out, "level kill (leak") {
		t.Errorf("risk without a bot: exit %d, %q, %q", code, out, stderr)
	}
}
