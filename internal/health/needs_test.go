package health

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"mevbot/internal/event"
)

// world is what the checks of a test find.
type world map[string]*atomic.Bool // broken

func (w world) check(name string) func(context.Context) error {
	w[name] = &atomic.Bool{}
	return func(context.Context) error {
		if w[name].Load() {
			return errors.New(name + " does not answer")
		}
		return nil
	}
}

// The node is gone for an hour: the bot is not ready, and says why, and nothing
// restarts it.
func TestAnHourWithoutNodeRestartsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var changes []event.ModuleChanged
		r := New(Options{Listener: event.Listener{ModuleChanged: func(f event.ModuleChanged) {
			mu.Lock()
			defer mu.Unlock()
			changes = append(changes, f)
		}}})
		w := world{}
		// What needs another is added before it: order must not matter.
		add(t, r, Module{Name: "price", Needs: []string{"gas"}, Interval: time.Second, Check: w.check("price")})
		add(t, r, Module{Name: "gas", Blocks: true, Needs: []string{"rpc"}, Interval: time.Second, Check: w.check("gas")})
		add(t, r, Module{Name: "rpc", Blocks: true, Interval: time.Second, Sequence: "one", Check: w.check("rpc")})
		add(t, r, Module{Name: "store", Blocks: true, Interval: time.Second, Check: w.check("store")})
		wantCode(t, r, "/startupz", 503, `"status":"starting"`)
		defer run(t, r)()
		r.MarkStarted()
		loop := r.Heartbeat("feed")
		loop.Beat()
		time.Sleep(1500 * time.Millisecond)
		wantCode(t, r, "/startupz", 200)
		wantCode(t, r, "/readyz", 200)

		mu.Lock()
		changes = nil
		mu.Unlock()
		w["rpc"].Store(true)
		for range 3600 {
			time.Sleep(time.Second)
			loop.Beat()
			wantCode(t, r, "/livez", 200)
			wantCode(t, r, "/readyz", 503, `{"error":"rpc does not answer","module":"rpc"}`,
				`{"error":"needs rpc, which is unhealthy: rpc does not answer","module":"gas"}`)
		}
		mu.Lock()
		if len(changes) != 3 {
			t.Errorf("%d changes in an hour of outage: %+v; want one of each of three modules", len(changes), changes)
		}
		mu.Unlock()
		wantCode(t, r, "/health/modules/price", 503, "needs gas, which is unhealthy: needs rpc, which is unhealthy: rpc does not answer", `"needs":["gas"]`)
		wantCode(t, r, "/health/modules/store", 200)
		if s := state(t, r, "rpc"); s.Trend != Critical {
			t.Errorf("trend of rpc is %s", s.Trend)
		}
		w["rpc"].Store(false)
		time.Sleep(time.Second)
		wantCode(t, r, "/readyz", 200)
		wantCode(t, r, "/health/modules/price", 200)

		// Not the other way: what is needed does not care for who needs it.
		w["price"].Store(true)
		time.Sleep(time.Second)
		wantCode(t, r, "/health/modules/price", 503, "price does not answer")
		wantCode(t, r, "/health/modules/gas", 200)
		wantCode(t, r, "/health/modules/rpc", 200)
		wantCode(t, r, "/readyz", 200)
	})
}

func TestOverridesAndRecovery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Options{Overrides: map[string]Override{"rpc": {Interval: time.Second, FailAfter: 3, RecoverAfter: 2}}})
		w := world{}
		add(t, r, Module{Name: "rpc", Blocks: true, Interval: time.Hour, Check: w.check("rpc")})
		r.MarkStarted()
		defer run(t, r)()
		time.Sleep(500 * time.Millisecond)
		w["rpc"].Store(true)
		time.Sleep(2 * time.Second)
		wantCode(t, r, "/readyz", 200)
		time.Sleep(time.Second)
		wantCode(t, r, "/readyz", 503, "rpc does not answer")
		w["rpc"].Store(false)
		time.Sleep(time.Second)
		wantCode(t, r, "/readyz", 503, "it works, but not for 2 checks in a row yet; it was: rpc does not answer")
		time.Sleep(time.Second)
		wantCode(t, r, "/readyz", 200)
	})
}

// Of a sequence one is checked at a time, the others all at once; a check that
// hangs holds up nobody for longer than its deadline.
func TestSequence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Options{Interval: 10 * time.Second, Timeout: 2 * time.Second})
		var alone, together, most, mostTogether atomic.Int32
		slow := func(now, peak *atomic.Int32) func(context.Context) error {
			return func(context.Context) error {
				peak.Store(max(peak.Load(), now.Add(1)))
				time.Sleep(time.Second)
				now.Add(-1)
				return nil
			}
		}
		for _, name := range []string{"a", "b", "c"} {
			add(t, r, Module{Name: name, Sequence: "disk", Check: slow(&alone, &most)})
			add(t, r, Module{Name: name + "2", Check: slow(&together, &mostTogether)})
		}
		release := make(chan struct{})
		add(t, r, Module{Name: "hangs", Sequence: "disk", Check: func(context.Context) error { <-release; return nil }})
		stop := run(t, r)
		time.Sleep(9 * time.Second)
		if most.Load() != 1 || mostTogether.Load() != 3 {
			t.Errorf("%d at once of a sequence, want 1; %d without, want 3", most.Load(), mostTogether.Load())
		}
		for _, name := range []string{"a", "b", "c"} {
			if s := state(t, r, name); s.Status != Healthy {
				t.Errorf("%s is %s beside one that hangs", name, s.Status)
			}
		}
		wantCode(t, r, "/health/modules/hangs", 503, "the check has not answered for 2s")
		close(release)
		stop()
	})
}

func TestAStoppingBotIsNotReadyAtOnce(t *testing.T) {
	r := New(Options{})
	r.MarkStarted()
	wantCode(t, r, "/readyz", 200)
	r.MarkStopping()
	wantCode(t, r, "/readyz", 503, `{"error":"the bot is stopping","module":"shutdown"}`)
	wantCode(t, r, "/livez", 200)
}

// As kube-apiserver does: a name that does not exist is warned of and changes
// nothing, and HEAD is answered as GET is.
func TestKubernetesConventions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Options{Interval: time.Second})
		w := world{}
		add(t, r, Module{Name: "rpc", Blocks: true, Check: w.check("rpc")})
		w["rpc"].Store(true)
		r.MarkStarted()
		defer run(t, r)()
		time.Sleep(1500 * time.Millisecond)
		const warning = `some health checks cannot be excluded: no matches for \"ghost\"`
		wantCode(t, r, "/readyz?exclude=ghost", 503, warning)
		wantCode(t, r, "/readyz?exclude=rpc&exclude=ghost", 200, warning)
		wantCode(t, r, "/livez?exclude=ghost&verbose", 200, warning, `"modules":{`)
		wantCode(t, r, "/health?exclude=rpc&exclude=health", 200)
		if _, body := ask(t, r, "/readyz?exclude=rpc"); body["warning"] != nil {
			t.Errorf("%v is no warning for rpc", body["warning"])
		}
		for path, code := range map[string]int{"/livez": 200, "/readyz": 503, "/startupz": 200, "/health": 503} {
			rec := httptest.NewRecorder()
			r.Handler(nil).ServeHTTP(rec, httptest.NewRequest(http.MethodHead, path, http.NoBody))
			if rec.Code != code {
				t.Errorf("HEAD %s: %d, want %d", path, rec.Code, code)
			}
		}
		// Without a role a probe says its status, and pages say nothing.
		closed := r.Handler(func(*http.Request) bool { return false })
		for path, code := range map[string]int{
			"/livez": 200, "/readyz": 503, "/startupz": 200, "/health": 503, "/health/modules": 401, "/health/modules/rpc": 401,
			"/health/history": 401, "/health/history/export": 401, "/health/events": 401,
		} {
			rec := httptest.NewRecorder()
			closed.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path+"?verbose", http.NoBody))
			if rec.Code != code || len(rec.Body.String()) > 40 {
				t.Errorf("without a role %s: %d %s", path, rec.Code, rec.Body)
			}
		}
	})
}
