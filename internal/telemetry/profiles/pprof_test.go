package profiles

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/pprof/profile"
)

// goTool runs go tool, the real one.
func goTool(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", append([]string{"tool"}, args...)...)
	cmd.Env = append(os.Environ(), "PPROF_TMPDIR="+t.TempDir())
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go tool %s: %v\n%s%s", strings.Join(args, " "), err, out, stderr.String())
	}
	return string(out)
}

// Every endpoint that go tool pprof can read, by go tool pprof.
func TestToolReadsEveryEndpoint(t *testing.T) {
	_, srv := started(t, Options{MutexFraction: 1, BlockRate: 1})
	busy(t)
	contend()
	for path, want := range map[string]string{
		"profile?seconds=1":      "burn",
		"heap":                   "Type: inuse_space",
		"heap?gc=1":              "Type: inuse_space",
		"allocs":                 "Type: alloc_space",
		"goroutine":              "Type: goroutine",
		"threadcreate":           "Type: threadcreate",
		"mutex":                  "contend",
		"block":                  "contend",
		"allocs?seconds=1":       "Duration: 1", // the difference of a second
		"goroutine?seconds=0.5x": "",            // refused below
	} {
		url := srv.URL + "/debug/pprof/" + path
		if want == "" {
			if code, body := fetch(t, url); code != http.StatusBadRequest || !strings.Contains(body, "at most 120") {
				t.Errorf("%s: %d %s", path, code, body)
			}
			continue
		}
		if out := goTool(t, "pprof", "-top", "-symbolize=none", url); !strings.Contains(out, want) {
			t.Errorf("go tool pprof of %s does not show %q:\n%s", path, want, out)
		}
	}
	if _, body := fetch(t, srv.URL+"/debug/pprof/cmdline"); !strings.Contains(body, "profiles.test") {
		t.Errorf("cmdline: %q", body)
	}
	if _, body := fetch(t, srv.URL+"/debug/pprof/symbol"); !strings.Contains(body, "num_symbols") {
		t.Errorf("symbol: %q", body)
	}
	if _, body := fetch(t, srv.URL+"/debug/pprof/"); !strings.Contains(body, "threadcreate") {
		t.Errorf("index: %q", body)
	}
}

// contend makes events for the mutex and the block profile.
func contend() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				mu.Lock()
				time.Sleep(time.Millisecond)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

func TestSecondsAreBounded(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := p.Handler()
	for _, path := range []string{"profile", "trace", "heap", "mutex", "block", "allocs", "goroutine"} {
		for _, bad := range []string{"121", "0", "-1", "NaN", "Inf", "1e9", "x", "120.001"} {
			w := answer(h, "/debug/pprof/"+path+"?seconds="+bad)
			if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "at most 120") {
				t.Errorf("%s?seconds=%s: %d %s", path, bad, w.Code, w.Body)
			}
		}
	}
}

// The trace endpoint, beside a flight recorder that runs, by go tool trace.
func TestTraceBesideFlightRecorder(t *testing.T) {
	p, srv := started(t, Options{Dir: t.TempDir(), Interval: -1, MissedCPU: 50 * time.Millisecond})
	busy(t)
	var wg sync.WaitGroup
	defer wg.Wait()
	bodies := make(chan string, 1)
	wg.Go(func() {
		_, body := fetch(t, srv.URL+"/debug/pprof/trace?seconds=2")
		bodies <- body
	})
	eventually(t, "the trace runs", func() bool { return len(p.tracing) == 0 })
	if code, body := fetch(t, srv.URL+"/debug/pprof/trace?seconds=0.01"); code != http.StatusConflict || !strings.Contains(body, "ask again") {
		t.Errorf("a second trace: %d %s", code, body)
	}
	p.Missed(Miss{At: time.Now(), Stage: "decode"}) // while the other trace runs
	body := <-bodies
	readsAsTrace(t, []byte(body))
	eventually(t, "the miss is saved", func() bool { return misses(t, p) == 1 })
	// And again, now that the turn is free.
	eventually(t, "the next trace is served", func() bool {
		code, _ := fetch(t, srv.URL+"/debug/pprof/trace?seconds=0.1")
		return code == http.StatusOK
	})
}

// A short trace of a quiet process is written when it ends, and arrives whole.
func TestShortTraceIsWhole(t *testing.T) {
	_, srv := started(t, Options{})
	code, body := fetch(t, srv.URL+"/debug/pprof/trace?seconds=0.05")
	if code != http.StatusOK {
		t.Fatal(code, body)
	}
	readsAsTrace(t, []byte(body))
}

// readsAsTrace lets go tool trace read the events of a trace to its end.
func readsAsTrace(t *testing.T, trace []byte) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "trace.out")
	if err := os.WriteFile(name, trace, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := goTool(t, "trace", "-d=parsed", name); strings.Count(out, "\n") < 100 || !strings.Contains(out, "StateTransition") {
		t.Errorf("go tool trace read only:\n%.2000s", out)
	}
}

// A client that reads nothing must stop neither the runtime's tracer nor the
// next request.
func TestTraceQueueIsBounded(t *testing.T) {
	q := &batches{c: make(chan []byte, 2)}
	for range 5 {
		if n, err := q.Write([]byte("abc")); n != 3 || err != nil {
			t.Fatal(n, err)
		}
	}
	if !q.full || len(q.c) != 2 {
		t.Errorf("full %v with %d batches", q.full, len(q.c))
	}
}

// A request cuts the continuous sample short, which is kept, and does not fail.
func TestRequestCutsContinuousShort(t *testing.T) {
	p, srv := started(t, Options{Dir: t.TempDir(), Interval: time.Minute, CPUDuration: time.Minute, MinCPU: 100 * time.Millisecond, FlightWindow: -1})
	busy(t)
	eventually(t, "the continuous profile runs", p.cpu.taken)
	time.Sleep(300 * time.Millisecond) // real CPU time is what is kept
	out := goTool(t, "pprof", "-top", "-symbolize=none", srv.URL+"/debug/pprof/profile?seconds=1")
	if !strings.Contains(out, "burn") {
		t.Errorf("the request shows:\n%s", out)
	}
	var files []File
	eventually(t, "the cut sample is saved", func() bool { files = saved(t, p, kindCPU); return len(files) == 1 })
	prof := parsed(t, p, files[0])
	if d := time.Duration(prof.DurationNanos); d < 100*time.Millisecond || d > 30*time.Second {
		t.Errorf("the cut sample lasted %s", d)
	}
	if len(prof.Sample) == 0 {
		t.Error("the cut sample is empty")
	}
}

// Two requests at the same time: one is served, the other is told to wait.
func TestTwoRequestsForTheCPU(t *testing.T) {
	_, srv := started(t, Options{Interval: -1})
	busy(t)
	const n = 6
	codes := make(chan string, n)
	for range n {
		go func() {
			code, body := fetch(t, srv.URL+"/debug/pprof/profile?seconds=1")
			if code != http.StatusOK {
				body = "refused: " + body
			} else if _, err := profile.ParseData([]byte(body)); err != nil {
				body = fmt.Sprint("not a profile: ", err)
			} else {
				body = "profile"
			}
			codes <- fmt.Sprint(code, " ", body)
		}()
	}
	count := map[string]int{}
	for range n {
		count[<-codes]++
	}
	refused := "409 refused: another request is profiling the CPU, and the runtime can serve only one: ask again when it is done (at most 120 s)\n"
	if count["200 profile"] != 1 || count[refused] != n-1 {
		t.Errorf("answers: %v", count)
	}
}

// Who goes away gives the profiler back at once.
func TestClientThatLeaves(t *testing.T) {
	p, srv := started(t, Options{Interval: -1})
	client := &http.Client{Timeout: 200 * time.Millisecond}
	if r, err := client.Get(srv.URL + "/debug/pprof/profile?seconds=100"); err == nil { //nolint:noctx // it has a timeout
		r.Body.Close()
		t.Fatal("answered early")
	}
	eventually(t, "the profiler is free", func() bool { return !p.cpu.taken() })
}
