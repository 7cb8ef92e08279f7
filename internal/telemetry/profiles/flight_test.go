package profiles

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
)

// A forced miss leaves a trace, a CPU profile and the goroutines, linked from
// its event and from the page; go's own tools read them.
func TestMissIsSaved(t *testing.T) {
	var mu sync.Mutex
	var told []Incident
	p, srv := started(t, Options{
		Dir: t.TempDir(), Interval: -1, MissedCPU: 300 * time.Millisecond,
		Saved: func(in Incident) { mu.Lock(); told = append(told, in); mu.Unlock() },
	})
	busy(t)
	w := objectives(t, Objective{Stage: "search", Hard: 5 * ms})
	time.Sleep(200 * time.Millisecond) // the flight recorder sees a moment
	m, missed := w.Observe("search", 7*ms, "00f067aa0ba902b7")
	if !missed {
		t.Fatal("no miss")
	}
	p.Missed(m)
	p.Missed(m) // cooling down
	eventually(t, "the miss is saved and the other is not", func() bool {
		return misses(t, p) == 1 && testutil.ToFloat64(p.m.misses.WithLabelValues(outcomeCooling)) == 1
	})
	mu.Lock()
	defer mu.Unlock()
	if len(told) != 1 {
		t.Fatalf("told of %d", len(told))
	}
	in := told[0]
	code, body := fetch(t, srv.URL+"/profiles/"+in.ID)
	var shown Incident
	if err := json.Unmarshal([]byte(body), &shown); err != nil || code != http.StatusOK {
		t.Fatal(code, err, body)
	}
	if shown.TraceID != "00f067aa0ba902b7" || shown.Stage != "search" || shown.Latency != "7ms" || len(shown.Missing) != 0 {
		t.Errorf("event: %+v", shown)
	}
	if !slices.Equal(shown.Files, in.Files) || len(in.Files) != 3 {
		t.Errorf("files: %v and %v", shown.Files, in.Files)
	}
	_, page := fetch(t, srv.URL+"/profiles")
	for _, want := range []string{"search took 7ms", "00f067aa0ba902b7", "every search within 5ms", "/profiles/" + in.ID + `"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	for _, name := range in.Files {
		f, ok := parseName(name)
		if !ok || !strings.Contains(page, "/profiles/"+f.ID+"/download") {
			t.Errorf("%s is not linked", name)
		}
	}
	trace := saved(t, p, kindTrace)
	code, body = fetch(t, srv.URL+"/profiles/"+trace[0].ID+"/download")
	if code != http.StatusOK || int64(len(body)) != trace[0].Bytes {
		t.Fatal(code, len(body), trace[0].Bytes)
	}
	readsAsTrace(t, []byte(body))
	cpu := saved(t, p, kindMissedCPU)
	if out := goTool(t, "pprof", "-top", "-symbolize=none", srv.URL+"/profiles/"+cpu[0].ID+"/download"); !strings.Contains(out, "burn") {
		t.Errorf("the CPU profile of the miss:\n%s", out)
	}
	if prof := parsed(t, p, saved(t, p, kindMissedGoroutine)[0]); len(prof.Sample) == 0 {
		t.Error("no goroutines")
	}
}

// Missed does not wait, whether anybody listens or not.
func TestMissedNeverBlocks(t *testing.T) {
	p, err := New(Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer p.store.close()
	for range 3 * missedQueue { // nobody runs: a blocking one would hang
		p.Missed(Miss{})
	}
	if n := testutil.ToFloat64(p.m.misses.WithLabelValues(outcomeDropped)); n != 2*missedQueue {
		t.Errorf("%v dropped", n)
	}
}

// Off by option: the miss is saved without its trace, and says so.
func TestMissWithoutRecorder(t *testing.T) {
	p, _ := started(t, Options{Dir: t.TempDir(), Interval: -1, FlightWindow: -1, MissedCPU: time.Millisecond})
	p.Missed(Miss{Stage: "gas"})
	eventually(t, "the miss is saved", func() bool { return misses(t, p) == 1 })
	in, err := p.incident(saved(t, p, kindMissed)[0])
	if err != nil || len(in.Files) != 2 || len(in.Missing) != 1 || !strings.Contains(in.Missing[0], "flight recorder does not run") {
		t.Errorf("%+v %v", in, err)
	}
}

// The cool-down, in fake time: one miss a period is saved however many come.
func TestCooldown(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		p, err := New(Options{Dir: dir, Interval: -1, FlightWindow: -1, Cooldown: time.Minute})
		if err != nil {
			t.Fatal(err)
		}
		p.cpu = fakeCPU(t)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- p.incidents(ctx) }()
		for range 300 { // one a second for five minutes
			p.Missed(Miss{Stage: "feed"})
			time.Sleep(time.Second)
		}
		cancel()
		if err := errors.Join(<-done, p.store.close()); err != nil {
			t.Error(err)
		}
		for outcome, want := range map[string]float64{outcomeSaved: 5, outcomeCooling: 295, outcomeDropped: 0, outcomeFailed: 0} {
			if got := testutil.ToFloat64(p.m.misses.WithLabelValues(outcome)); got != want {
				t.Errorf("%s: %v, want %v", outcome, got, want)
			}
		}
	})
	if left, err := filepath.Glob(filepath.Join(dir, "missed-*.json")); err != nil || len(left) != 5 {
		t.Error(left, err)
	}
}

// A directory that cannot be written is a failed miss, not a stop.
func TestMissOnAFaultyDisk(t *testing.T) {
	p, _ := started(t, Options{Dir: t.TempDir(), Interval: -1, MissedCPU: time.Millisecond, Saved: func(Incident) { t.Error("told of nothing") }})
	p.store.mu.Lock()
	p.store.sync = func(*os.File) error { return os.ErrPermission }
	p.store.mu.Unlock()
	p.Missed(Miss{Stage: "gas"})
	eventually(t, "the failure is counted", func() bool { return testutil.ToFloat64(p.m.misses.WithLabelValues(outcomeFailed)) == 1 })
	if err := p.Check(t.Context()); !errors.Is(err, os.ErrPermission) {
		t.Error(err)
	}
	if all, err := p.store.names(); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
}
