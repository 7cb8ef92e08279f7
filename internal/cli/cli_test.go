//go:build !nodevnet

package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mevbot/internal/artifact"
	"mevbot/internal/demo"
)

// run executes a command line in this process.
func run(ctx context.Context, t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Execute(ctx, args, nil, &out, &errs)
	return code, out.String(), errs.String()
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhatIsTypedWrongIsUsage(t *testing.T) {
	for _, args := range [][]string{
		{"trade"},
		{"run", "now"},
		{"run", "--quickly"},
		{"stop"},
		{"resume"},
		{"risk", "daily_loss"},
		{"config", "init"},
		{"--set", "nonsense", "config", "validate"},
		{"demo", "--duration", "0s"},
		{"demo", "--duration", "soon"},
		{"feed", "decode"},
		{"trades", "--count", "0"},
		{"integrity", "--count", "0"},
		{"integrity", "--count", "101"},
		{"integrity", "now"},
	} {
		code, _, stderr := run(t.Context(), t, args...)
		if code != exitUsage || !oneLine(stderr) {
			t.Errorf("%q: exit %d, %q; want %d and one line", args, code, stderr, exitUsage)
		}
	}
}

func oneLine(stderr string) bool {
	return strings.HasPrefix(stderr, "mev-bot: ") && strings.Count(stderr, "\n") == 1
}

func TestEveryCommandOfThisVersionIsThere(t *testing.T) {
	_, help, _ := run(t.Context(), t, "--help")
	for name := range strings.FieldsSeq("run demo devnet config pools quote price gas feed opps trades pnl keys status risk integrity stop resume replay record search simulate contract rpc doctor version completion") {
		if !strings.Contains(help, "\n  "+name+" ") {
			t.Errorf("%s is not in the help", name)
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		if code, out, _ := run(t.Context(), t, "completion", shell); code != exitOK || out == "" {
			t.Errorf("completion %s: exit %d, %d bytes", shell, code, len(out))
		}
	}
}

func TestAnUnknownKeyNamesFileLineAndTheNearestKey(t *testing.T) {
	file := write(t, t.TempDir(), "bot.yaml", "chain:\n  profile: local\nmetrics:\n  lisen: 127.0.0.1:9090\n")
	code, _, stderr := run(t.Context(), t, "config", "validate", "-c", file)
	if code != exitConfig {
		t.Errorf("exit %d, want %d", code, exitConfig)
	}
	for _, want := range []string{"bot.yaml:4", "lisen", "listen"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("%q does not name %q", stderr, want)
		}
	}
}

func TestDecodeSaysWhyAFrameIsUnusable(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"cut.json": `{"version":1,"messa`, "other.json": `{"version":9,"messages":[]}`, "empty.json": ""} {
		code, _, stderr := run(t.Context(), t, "feed", "decode", write(t, dir, name, text))
		if code == exitOK || !oneLine(stderr) {
			t.Errorf("%s: exit %d, %q", name, code, stderr)
		}
	}
}

// chainFixture is a local chain that mines while the test runs.
func chainFixture(t *testing.T) *demo.Local {
	t.Helper()
	if _, err := artifact.Load("UniswapV3Pool"); errors.Is(err, artifact.ErrMissing) {
		t.Skip("the real contracts are missing: run make contracts")
	}
	dir := t.TempDir()
	local, err := demo.StartLocal(t.Context(), demo.LocalOptions{
		Seed: 1, Dir: dir, Listen: demo.Listen{HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0"},
		Logger: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = local.Chain.Run(ctx, local.Market) }()
	t.Cleanup(func() { cancel(); <-done; local.Close() })
	return local
}

// quiet are the listeners on free ports.
var quiet = []string{"--set", "metrics.listen=127.0.0.1:0", "--set", "profile.listen=127.0.0.1:0"}

func TestWhatIsWrongAtTheStartHasItsExitCode(t *testing.T) {
	local := chainFixture(t)
	config, err := os.ReadFile(local.ConfigFile)
	if err != nil {
		t.Fatal(err)
	}
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	dir := t.TempDir()
	garbage := write(t, dir, "garbage.db", strings.Repeat("this is no database ", 500))
	wrongPassword := write(t, dir, "password", "wrong\n")
	open := write(t, dir, "open", "secret\n")
	if err := os.Chmod(open, 0o644); err != nil {
		t.Fatal(err)
	}
	foreign := write(t, dir, "foreign.yaml", strings.NewReplacer("profile: local", "profile: custom\n  id: 4242\n  genesis: 0", "live_chain_id: 412346", "live_chain_id: 4242").Replace(string(config)))
	for _, tc := range []struct {
		name, file, say string
		set             []string
		code            int
	}{
		{"occupied port", local.ConfigFile, "metrics.listen", []string{"--set", "metrics.listen=" + busy.Addr().String()}, exitUnreachable},
		{"no node", local.ConfigFile, "rpc.http", []string{"--set", "rpc.http=http://127.0.0.1:1"}, exitUnreachable},
		{"wrong chain", foreign, "4242", nil, exitCorrupt},
		{"database is garbage", local.ConfigFile, "garbage.db", []string{"--set", "store.path=" + garbage}, exitCorrupt},
		{"database folder is a file", local.ConfigFile, "store.path", []string{"--set", "store.path=" + filepath.Join(garbage, "x.db")}, exitUnreachable},
		{"wrong password", local.ConfigFile, "password", []string{"--set", "keys.password_file=" + wrongPassword}, exitConfig},
		{"password open to all", local.ConfigFile, "chmod 600", []string{"--set", "keys.password_file=" + open}, exitConfig},
		{"live without chain id", local.ConfigFile, "live_chain_id", []string{"--set", "trading.live_chain_id=0"}, exitConfig},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
			defer cancel()
			args := append(append([]string{"run", "-c", tc.file, "--set", "log.level=error"}, quiet...), tc.set...)
			code, _, stderr := run(ctx, t, args...)
			last := stderr[strings.LastIndex(strings.TrimSuffix(stderr, "\n"), "\n")+1:]
			if code != tc.code || !strings.Contains(last, tc.say) || !oneLine(last) {
				t.Errorf("exit %d, want %d; said %q, want %q in it", code, tc.code, last, tc.say)
			}
		})
	}
}

// The bot and an operator beside it: status, stop, resume, pools, quote,
// trades, doctor, and an orderly end.
func TestAnOperatorAtWork(t *testing.T) {
	local := chainFixture(t)
	ctx, cancel := context.WithCancel(t.Context())
	type result struct {
		code   int
		stderr string
	}
	ended := make(chan result, 1)
	go func() {
		code, _, stderr := run(ctx, t, append([]string{"run", "-c", local.ConfigFile}, quiet...)...)
		ended <- result{code, stderr}
	}()
	status := func() map[string]any {
		code, out, _ := run(t.Context(), t, "status", "-c", local.ConfigFile, "--json")
		var s map[string]any
		if code != exitOK || json.Unmarshal([]byte(out), &s) != nil {
			return map[string]any{}
		}
		return s
	}
	for deadline := time.Now().Add(time.Minute); status()["started"] != true; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			cancel()
			t.Fatalf("not started: %+v", <-ended)
		}
	}
	if code, out, stderr := run(t.Context(), t, "stop", "-c", local.ConfigFile, "--why", "lunch"); code != exitOK || !strings.Contains(out, "pause (lunch") {
		t.Errorf("stop: exit %d, %q, %q", code, out, stderr)
	}
	if s := status(); s["level"] != "pause" {
		t.Errorf("status after stop: %v", s)
	}
	if code, out, stderr := run(t.Context(), t, "resume", "-c", local.ConfigFile, "--why", "back"); code != exitOK || !strings.Contains(out, "level run") {
		t.Errorf("resume: exit %d, %q, %q", code, out, stderr)
	}
	if code, out, stderr := run(t.Context(), t, "pools", "ls", "-c", local.ConfigFile, "--json"); code != exitOK || strings.Count(out, `"address"`) < 60 {
		t.Errorf("pools: exit %d, %d pools, %q", code, strings.Count(out, `"address"`), stderr)
	}
	if code, out, stderr := run(t.Context(), t, "quote", "-c", local.ConfigFile, "--in", "WETH", "--out", "USDC", "--amount", "1.5"); code != exitOK || strings.Count(out, "\n") < 3 {
		t.Errorf("quote: exit %d, %q, %q", code, out, stderr)
	}
	if code, out, stderr := run(t.Context(), t, "trades", "-c", local.ConfigFile, "--json"); code != exitOK || !json.Valid([]byte(out)) {
		t.Errorf("trades: exit %d, %q, %q", code, out, stderr)
	}
	if code, out, stderr := run(t.Context(), t, "feed", "tail", "-c", local.ConfigFile, "--count", "3"); code != exitOK || strings.Count(out, "\n") != 3 {
		t.Errorf("feed tail: exit %d, %q, %q", code, out, stderr)
	}
	code, out, stderr := exitCheck, "", ""
	for deadline := time.Now().Add(time.Minute); code == exitCheck && time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		code, out, stderr = run(t.Context(), t, "integrity", "-c", local.ConfigFile, "--json") // until the first snapshot is taken
	}
	if code != exitOK || !strings.Contains(out, `"state":"ok"`) {
		t.Errorf("integrity: exit %d, %q, %q", code, out, stderr)
	}
	if code, out, stderr := run(t.Context(), t, "integrity", "-c", local.ConfigFile, "--count", "1"); code != exitOK || !strings.Contains(out, "integrity ok at") {
		t.Errorf("integrity: exit %d, %q, %q", code, out, stderr)
	}
	cancel()
	if r := <-ended; r.code != exitOK {
		t.Errorf("run ended with %d: %s", r.code, r.stderr)
	}
	if code, out, stderr := run(t.Context(), t, append([]string{"doctor", "-c", local.ConfigFile}, quiet...)...); code != exitOK {
		t.Errorf("doctor: exit %d, %q, %q", code, out, stderr)
	}
}
