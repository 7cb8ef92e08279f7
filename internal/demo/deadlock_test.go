package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"mevbot/internal/app"
	"mevbot/internal/config"
)

// loops are all that the street of a bot on the local chain has.
var loops = []string{
	"blocks", "books", "contests", "coverage", "coverage_facts", "execute", "fastfeed", "fastfeed_reader", "fastfeed_told",
	"feed", "feed_1", "follower", "gas", "gas_history", "heads", "health", "health_history", "history", "order", "overhearer",
	"pipeline", "price", "risk", "rpc", "telemetry",
}

// wedge holds the goroutine that next turns a loop. Whoever else gives a beat in
// its name, such as a ticker beside it, gets through, and would keep it alive.
type wedge struct {
	mu      sync.Mutex
	loop    string
	held    bool
	release chan struct{}
	turned  map[string]bool
}

func (w *wedge) turn(loop string) {
	w.mu.Lock()
	w.turned[loop] = true
	if loop != w.loop || w.held {
		w.mu.Unlock()
		return
	}
	w.held = true
	release := w.release
	w.mu.Unlock()
	<-release
}

func (w *wedge) hold(loop string) (release func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.loop, w.held, w.release = loop, false, make(chan struct{})
	held := w.release
	return sync.OnceFunc(func() {
		w.mu.Lock()
		w.loop = ""
		w.mu.Unlock()
		close(held)
	})
}

// liveness is what the live probe answers.
type liveness struct {
	code   int
	Status string           `json:"status"`
	Stuck  map[string]int64 `json:"stuck_seconds"`
}

func askLive(t *testing.T, url string) (l liveness) {
	t.Helper()
	resp, err := http.Get(url + "/health/live") //nolint:noctx // loopback, short
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err == nil {
		err = json.Unmarshal(text, &l)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	l.code = resp.StatusCode
	return l
}

// Each loop of a trading bot is wedged in turn: the live probe says so once its
// limit is over, and a goroutine dump shows where; when the loop goes on the bot
// is live again.
func TestEachWedgedLoopIsFound(t *testing.T) {
	needArtifacts(t)
	dir := t.TempDir()
	logger := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError + 1}))
	listen := freeListen
	listen.FastFeed = "127.0.0.1:0"
	local, err := StartLocal(t.Context(), LocalOptions{Seed: 7, Dir: dir, Listen: listen, Logger: logger, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer local.Close()
	cfg, err := config.Load(config.Sources{File: local.ConfigFile, Flags: map[string]string{
		"metrics.listen": "127.0.0.1:0", "profile.enabled": "false", "metric_store.enabled": "false",
	}})
	if err != nil {
		t.Fatal(err)
	}
	cfg.Health.Watchdog, cfg.Health.Interval = 3*time.Second, time.Second // shorter than an operator may have it
	w := &wedge{turned: map[string]bool{}}
	bot, err := app.New(app.Options{Config: cfg, Version: "test", Logger: logger, Turn: w.turn})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var work sync.WaitGroup
	defer work.Wait()
	defer cancel()
	work.Go(func() { _ = local.Run(ctx) })
	ended := make(chan error, 1)
	work.Go(func() { ended <- bot.Run(ctx) })
	select {
	case <-bot.Started():
	case err := <-ended:
		t.Fatal(err)
	}
	url := bot.ProbeURL()
	waitFor(t, "every loop turns", func() string {
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, loop := range loops {
			if !w.turned[loop] {
				return loop + " has not"
			}
		}
		for loop := range w.turned {
			if !strings.Contains(" "+strings.Join(loops, " ")+" ", " "+loop+" ") {
				t.Fatalf("loop %s is not in the list of this test", loop)
			}
		}
		return ""
	})
	for _, loop := range loops {
		t.Run(loop, func(t *testing.T) { wedgeAndRelease(t, w, loop, url, dir) })
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// wedgeAndRelease wedges a loop. One that is slow just before is found, and dumped, where
// it is slow: then it is wedged anew.
func wedgeAndRelease(t *testing.T, w *wedge, loop, url, dir string) {
	for range 3 {
		waitFor(t, "live before "+loop+" is wedged", func() string {
			if l := askLive(t, url); l.code != http.StatusOK || l.Status != "alive" {
				return fmt.Sprintf("%+v", l)
			}
			return ""
		})
		for _, old := range dumps(t, dir) {
			if err := os.Remove(old); err != nil {
				t.Fatal(err)
			}
		}
		if foundWedged(t, w, loop, url, dir) {
			return
		}
	}
	t.Errorf("no dump shows where %s is wedged", loop)
}

// foundWedged says whether a dump shows the wedge.
func foundWedged(t *testing.T, w *wedge, loop, url, dir string) (shown bool) {
	release := w.hold(loop)
	defer release()
	waitFor(t, loop+" is wedged", func() string {
		l := askLive(t, url)
		if _, ok := l.Stuck[loop]; !ok || l.code != http.StatusInternalServerError || l.Status != "deadlock_detected" {
			return fmt.Sprintf("%+v", l)
		}
		return ""
	})
	waitFor(t, loop+" is dumped", func() string {
		for _, file := range dumps(t, dir) {
			text, err := os.ReadFile(file)
			if err == nil && strings.HasSuffix(string(text), "\n") {
				shown = shown || strings.Contains(string(text), "(*wedge).turn")
				return ""
			}
		}
		return "no dump"
	})
	return shown
}

func dumps(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "health", "goroutines-*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// waitFor waits until f has nothing to say against it.
func waitFor(t *testing.T, what string, f func() string) {
	t.Helper()
	said := ""
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if said = f(); said == "" {
			return
		}
	}
	t.Fatalf("%s: not within 30 s: %s", what, said)
}
