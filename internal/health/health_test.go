package health

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// ask returns the code and the decoded JSON of a probe.
func ask(t *testing.T, r *Registry, path string) (int, map[string]any) {
	t.Helper()
	w := httptest.NewRecorder()
	r.Handler(nil).ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, http.NoBody))
	var body map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Fatalf("%s: %v in %q", path, err, w.Body)
	}
	return w.Code, body
}

func wantCode(t *testing.T, r *Registry, path string, code int, contains ...string) {
	t.Helper()
	got, body := ask(t, r, path)
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if got != code {
		t.Errorf("%s: %d, want %d: %s", path, got, code, text)
	}
	for _, c := range contains {
		if !strings.Contains(string(text), c) {
			t.Errorf("%s: %s lacks %s", path, text, c)
		}
	}
}

func add(t *testing.T, r *Registry, m Module) {
	t.Helper()
	if err := r.Add(m); err != nil {
		t.Fatal(err)
	}
}

func state(t *testing.T, r *Registry, name string) State {
	t.Helper()
	for _, s := range r.States() {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no module %s", name)
	return State{}
}

// run starts the registry inside a synctest bubble and returns what stops it.
func run(t *testing.T, r *Registry) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestReadinessFollowsTheChecks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Options{Interval: 30 * time.Second})
		var node, page atomic.Pointer[error]
		check := func(p *atomic.Pointer[error]) func(context.Context) error {
			return func(context.Context) error {
				if e := p.Load(); e != nil {
					return *e
				}
				return nil
			}
		}
		add(t, r, Module{Name: "rpc", Blocks: true, Interval: time.Second, Check: check(&node)})
		add(t, r, Module{Name: "dashboard", Check: check(&page)})
		wantCode(t, r, "/health/ready", 503, `"not started yet"`, `{"error":"not checked yet","module":"rpc"}`, `"trading":false`)
		stop := run(t, r)
		defer stop()
		synctest.Wait()
		wantCode(t, r, "/health/ready", 503, `"not started yet"`)
		wantCode(t, r, "/health/startup", 503, `"status":"starting"`)
		r.MarkStarted()
		for _, path := range []string{"/health/ready", "/readyz", "/ready"} {
			wantCode(t, r, path, 200, `"status":"ready"`, `"trading":true`)
		}
		for _, path := range []string{"/health/startup", "/startupz", "/startup"} {
			wantCode(t, r, path, 200, `"status":"started"`)
		}
		wantCode(t, r, "/health", 200, `"status":"healthy"`, `"last_health_check":"2000-01-01T00:00:00Z"`, `"started":true`)

		broken := errors.New("no answer for 3s")
		page.Store(&broken)
		time.Sleep(31 * time.Second)
		wantCode(t, r, "/health/ready", 200)
		wantCode(t, r, "/health", 200, `"status":"degraded"`)
		wantCode(t, r, "/health/modules/dashboard", 503, `"blocks_ready":false`, "no answer for 3s")

		node.Store(&broken)
		time.Sleep(1500 * time.Millisecond)
		wantCode(t, r, "/health/ready", 503, `{"error":"no answer for 3s","module":"rpc"}`, `"trading":false`)
		wantCode(t, r, "/health/ready?exclude=rpc", 200)
		wantCode(t, r, "/health", 503, `"status":"not_ready"`)
		wantCode(t, r, "/health/live", 200)
		since := state(t, r, "rpc").Since
		time.Sleep(3 * time.Second)
		if s := state(t, r, "rpc"); !s.Since.Equal(since) || !s.LastCheck.After(since) {
			t.Errorf("since %s, last check %s: the status did not change at %s", s.Since, s.LastCheck, since)
		}
		node.Store(nil)
		time.Sleep(1500 * time.Millisecond)
		wantCode(t, r, "/health/ready?verbose", 200, `"modules":{"dashboard"`)
		wantCode(t, r, "/health/modules/rpc", 200, `"status":"healthy"`)
		wantCode(t, r, "/health/modules/none", 404)
	})
}

func TestStoppedByAnOperatorIsReady(t *testing.T) {
	r := New(Options{})
	r.MarkStarted()
	r.SetStopped("kill by alice: fee spike")
	wantCode(t, r, "/readyz", 200, `"trading":false`, `"trading_reason":"kill by alice: fee spike"`)
	r.SetStopped("")
	wantCode(t, r, "/readyz", 200, `"trading":true`)
}

func TestDeadlockIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		r := New(Options{DumpDir: dir})
		stop := run(t, r)
		defer stop()
		h := r.Heartbeat("pipeline")
		other := r.Heartbeat("feed")
		for range 10 {
			time.Sleep(time.Minute)
			h.Beat()
			other.Beat()
			wantCode(t, r, "/livez", 200, `"status":"alive"`)
		}
		time.Sleep(time.Minute)
		other.Beat()
		time.Sleep(time.Minute)
		wantCode(t, r, "/livez", 200)
		time.Sleep(time.Second)
		for _, path := range []string{"/health/live", "/livez", "/live", "/health"} {
			wantCode(t, r, path, 500, `"status":"deadlock_detected"`, `"pipeline":121`)
		}
		wantCode(t, r, "/livez?exclude=pipeline", 200)
		time.Sleep(30 * time.Second)
		files, err := filepath.Glob(filepath.Join(dir, "goroutines-*.txt"))
		if err != nil || len(files) != 1 {
			t.Fatalf("dumps %v, %v; want one", files, err)
		}
		if text, err := os.ReadFile(files[0]); err != nil || !strings.Contains(string(text), "TestDeadlockIsFound") {
			t.Errorf("the dump shows no goroutine of this test: %v", err)
		}
		h.Beat()
		other.Beat()
		wantCode(t, r, "/livez", 200)
		time.Sleep(90 * time.Second)
		other.Beat()
		h.Stop()
		time.Sleep(time.Minute)
		wantCode(t, r, "/livez", 200)
	})
}

func TestAHangingCheckIsReportedAndNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Options{Interval: time.Second, Timeout: 100 * time.Millisecond})
		release := make(chan struct{})
		var calls atomic.Int32
		add(t, r, Module{Name: "store", Blocks: true, Check: func(context.Context) error {
			calls.Add(1)
			<-release
			return nil
		}})
		stop := run(t, r)
		time.Sleep(10 * time.Second)
		r.MarkStarted()
		wantCode(t, r, "/readyz", 503, "the check has not answered for 100ms")
		if n := calls.Load(); n != 1 {
			t.Errorf("%d checks at once", n)
		}
		close(release)
		time.Sleep(2 * time.Second)
		wantCode(t, r, "/readyz", 200)
		stop()
	})
}

func TestALateStartIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Options{StartupLimit: 300 * time.Second})
		time.Sleep(301 * time.Second)
		wantCode(t, r, "/startupz", 503, `"status":"late"`, "not started after 5m1s")
	})
}

func TestNamesAreUnique(t *testing.T) {
	r := New(Options{})
	add(t, r, Module{Name: "rpc"})
	if err := r.Add(Module{Name: "rpc"}); !errors.Is(err, ErrDuplicate) {
		t.Error(err)
	}
	first := r.Heartbeat("a")
	if r.Heartbeat("a") != first {
		t.Error("a loop that is started again has two heartbeats")
	}
}

func TestOnlyGetIsAnswered(t *testing.T) {
	w := httptest.NewRecorder()
	New(Options{}).Handler(nil).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/livez", http.NoBody))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestMetricsAgreeWithTheProbes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := prometheus.NewPedanticRegistry()
		r := New(Options{Registerer: reg})
		add(t, r, Module{Name: "rpc", Blocks: true, Check: func(context.Context) error { return nil }})
		add(t, r, Module{Name: "disk", Check: func(context.Context) error { return errors.New("full") }})
		r.MarkStarted()
		r.SetStopped("drained")
		r.Heartbeat("feed").Beat()
		stop := run(t, r)
		time.Sleep(3 * time.Second)
		stop()
		w := httptest.NewRecorder()
		promhttp.HandlerFor(reg, promhttp.HandlerOpts{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody))
		text := w.Body.String()
		for _, line := range []string{
			`mev_bot_heartbeat_age_seconds{loop="feed"} 3`, `mev_bot_module_healthy{module="disk"} 0`,
			`mev_bot_module_healthy{module="rpc"} 1`, `mev_bot_ready 1`, `mev_bot_trading 0`,
			`mev_bot_module_check_duration_seconds{module="rpc"} 0`,
		} {
			if !strings.Contains(text, "\n"+line+"\n") {
				t.Errorf("no line %s in\n%s", line, text)
			}
		}
		if problems, err := promlint.New(strings.NewReader(text)).Lint(); err != nil || len(problems) > 0 {
			t.Error(problems, err)
		}
	})
}
