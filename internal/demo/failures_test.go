//go:build failures

package demo

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mevbot/deploy/alerts"
	"mevbot/internal/app"
	"mevbot/internal/risk"
	"mevbot/internal/telemetry/metricstore"
)

// watcher is a monitor beside the bot: it reads the bot's metrics from outside with
// the shipped rules, and keeps what fires.
type watcher struct {
	mu    sync.Mutex
	fired map[string][]metricstore.Alert // by name, one for each time that it began
}

func (w *watcher) hear(_ context.Context, list []metricstore.Alert) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range list {
		name := a.Labels["alertname"]
		known := w.fired[name]
		i := slices.IndexFunc(known, func(k metricstore.Alert) bool {
			return k.StartsAt.Equal(a.StartsAt) && maps.Equal(k.Labels, a.Labels)
		})
		if i < 0 {
			w.fired[name] = append(known, a)
			continue
		}
		known[i] = a
	}
}

// fires says how often an alert began, and whether it still fires.
func (w *watcher) fires(name string) (began int, now bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.fired[name] {
		now = now || a.EndsAt.After(time.Now())
	}
	return len(w.fired[name]), now
}

// told are the alerts that were told, but for the one that always is.
func (w *watcher) told() (names []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for name, list := range w.fired {
		if name != "BotWatchdog" {
			names = append(names, fmt.Sprintf("%s(%s) %d", name, list[0].Labels["severity"], len(list)))
		}
	}
	slices.Sort(names)
	return names
}

// monitored starts a monitor of a bot, until the test ends.
func monitored(t *testing.T, url string) *watcher {
	t.Helper()
	w := &watcher{fired: map[string][]metricstore.Alert{}}
	s, err := metricstore.New(metricstore.Options{
		Dir: filepath.Join(t.TempDir(), "monitor"), Target: &metricstore.Target{URL: url + "/metrics"}, ScrapeInterval: 5 * time.Second,
		Rules: alerts.Files(), Notify: w.hear,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return w
}

// world is what a failure is made in.
type world struct {
	*testing.T
	local  *Local
	bot    *app.App
	remote *app.Remote
	watch  *watcher
	wedge  *wedge
	stop   func() // ends the bot
}

// failure is made real in a running bot.
type failure struct {
	name string
	set  map[string]string // of the configuration
	skew time.Duration     // of the chain's clock
	make func(*world)
	want map[string]time.Duration // alerts, and the time in which each fires
	stay bool                     // they do not end by themselves
}

var table = []failure{
	{
		name: "feed cut", make: func(w *world) { w.local.Chain.CutFeed(time.Minute) },
		want: map[string]time.Duration{"FeedDown": 30 * time.Second, "FeedSilent": 40 * time.Second},
	},
	{name: "gap", make: func(w *world) { w.local.Chain.Gap(2) }, want: map[string]time.Duration{"FeedGap": 30 * time.Second}},
	{
		name: "reorg", make: func(w *world) { w.local.Chain.Reorg(15); time.Sleep(20 * time.Second); w.local.Chain.Reorg(15) },
		want: map[string]time.Duration{"ReorgSeen": 45 * time.Second, "ReorgDeep": 45 * time.Second},
	},
	{
		name: "RPC dead", make: func(w *world) { w.local.Chain.CutRPC(200 * time.Second) },
		want: map[string]time.Duration{"RPCDown": 40 * time.Second, "ChainStalled": time.Minute, "RPCSubscriptionLost": time.Minute, "NotReady": 150 * time.Second, "RPCEndpointDown": 150 * time.Second},
	},
	{name: "RPC slow", make: func(w *world) { w.local.Chain.SlowRPC(3 * time.Minute) }, want: map[string]time.Duration{"RPCSlow": 150 * time.Second}},
	{
		name: "pool corrupted", set: map[string]string{"integrity.interval": "5s"},
		make: func(w *world) {
			if _, err := w.bot.CorruptPool(w.Context()); err != nil {
				w.Fatal(err)
			}
		},
		want: map[string]time.Duration{"PoolDrift": 60 * time.Second},
	},
	{
		name: "stopped", make: func(w *world) {
			if _, err := w.remote.Stop(w.Context(), risk.Kill.String(), "test", "to see the alert"); err != nil {
				w.Fatal(err)
			}
		},
		want: map[string]time.Duration{"EmergencyStop": 30 * time.Second}, stay: true,
	},
	{
		name: "latency missed, gas of the day spent, balance low",
		set:  map[string]string{"profile.enabled": "true", "profile.listen": "127.0.0.1:0", "profile.state_limit": "1us", "risk.max_gas_day_wei": "1000000000000"},
		make: func(*world) {},
		want: map[string]time.Duration{"LatencyObjectiveMissed": 4 * time.Minute, "LimitPaused": time.Minute}, stay: true,
	},
	{
		name: "street deadlocked", make: func(w *world) { w.Cleanup(w.wedge.hold("pipeline")) },
		want: map[string]time.Duration{"LoopStuck": 60 * time.Second}, stay: true,
	},
	{name: "clock skew", skew: -30 * time.Second, make: func(*world) {}, want: map[string]time.Duration{"ClockSkew": 4 * time.Minute}, stay: true},
	{name: "process gone", make: func(w *world) { w.stop() }, want: map[string]time.Duration{"BotDown": 30 * time.Second}, stay: true},
}

// Each failure is made real in a running bot; its alerts fire once, within the time that
// they have, and end when it is over.
func TestFailuresAreTold(t *testing.T) {
	needArtifacts(t)
	for _, f := range table {
		t.Run(strings.ReplaceAll(f.name, " ", "-"), func(t *testing.T) { tellOf(t, f) })
	}
}

func tellOf(t *testing.T, f failure) {
	w := startWorld(t, f)
	f.make(w)
	began := time.Now()
	for name, within := range f.want {
		for n, _ := w.watch.fires(name); n == 0; n, _ = w.watch.fires(name) {
			if time.Since(began) > within {
				t.Fatalf("%s was not told within %s; told were %s", name, within, w.watch.told())
			}
			time.Sleep(200 * time.Millisecond)
		}
		t.Logf("%s after at most %s", name, time.Since(began).Round(time.Second))
	}
	for deadline := time.Now().Add(8 * time.Minute); !f.stay; time.Sleep(200 * time.Millisecond) {
		lasting := ""
		for name := range f.want {
			if _, now := w.watch.fires(name); now {
				lasting = name
			}
		}
		if lasting == "" {
			break
		}
		if time.Now().After(deadline) {
			t.Errorf("%s does not end", lasting)
			break
		}
	}
	for name := range f.want {
		if n, _ := w.watch.fires(name); n != 1 {
			t.Errorf("%s was told %d times", name, n)
		}
	}
	t.Logf("told were %s", w.watch.told())
}

// startWorld runs a chain, a bot and a monitor until nothing but the alert that always
// fires does.
func startWorld(t *testing.T, f failure) *world {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	now := func() time.Time { return time.Now().Add(f.skew) }
	w := &world{T: t, wedge: &wedge{turned: map[string]bool{}}}
	set := map[string]string{"metrics.listen": "127.0.0.1:0", "profile.enabled": "false", "metric_store.enabled": "false"}
	maps.Copy(set, f.set)
	w.local, w.bot, w.remote, w.stop = startBotWith(t, LocalOptions{Seed: 5, Listen: freeListen, Logger: log, Now: now}, app.Options{Version: "test", Logger: log, Turn: w.wedge.turn}, set)
	w.watch = monitored(t, w.bot.ProbeURL())
	waitFor(t, "the monitor works", func() string {
		if n, _ := w.watch.fires("BotWatchdog"); n == 0 {
			return "no watchdog"
		}
		return ""
	})
	if f.skew == 0 && f.set == nil {
		time.Sleep(10 * time.Second) // what it says of a bot that is well
		if told := w.watch.told(); len(told) > 0 {
			t.Errorf("before anything failed: %s", told)
		}
	}
	return w
}

// In a quiet hour nothing is told.
func TestQuietHour(t *testing.T) {
	needArtifacts(t)
	w := startWorld(t, failure{})
	for end := time.Now().Add(time.Hour); time.Now().Before(end); time.Sleep(10 * time.Second) {
		if told := w.watch.told(); len(told) > 0 {
			t.Fatalf("told were %s", told)
		}
		resp, err := http.Get(w.bot.ProbeURL() + "/health/live") //nolint:noctx // loopback, short
		if err != nil {
			t.Fatal(err)
		}
		if err := resp.Body.Close(); err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("live: %s, %v", resp.Status, err)
		}
	}
}
