package custom

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

const (
	childDir      = "MEVBOT_TEST_CUSTOM_METRICS_DIR"
	childInterval = 50 * time.Millisecond
)

// child is the process that the test kills: it counts, and says how far it is.
func child() {
	dir := os.Getenv(childDir)
	if dir == "" {
		return
	}
	m, err := New(Options{Dir: dir, Interval: childInterval, Registerer: prometheus.NewRegistry()})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPut, Path+"/ticks_total", strings.NewReader(`{"type":"counter","help":"Ticks."}`))
	r.Header.Set("Content-Type", "application/json")
	m.Handler().ServeHTTP(w, r)
	h, err := m.Histogram("tick_size", "Size.", []float64{1}, "kind")
	if err != nil || w.Code >= 300 {
		fmt.Println("error", err, w.Body)
		os.Exit(1)
	}
	go func() { _ = m.Run(context.Background()) }()
	in := m.find("ticks_total")
	for {
		in.put(nil, 1)
		h.Observe(2, "a")
		fmt.Println(in.other.value) // only this goroutine writes it
		time.Sleep(200 * time.Microsecond)
	}
}

// What is counted survives a kill -9 but for the last interval, and what is left
// of the file is never damaged.
func TestKillNine(t *testing.T) {
	dir := t.TempDir()
	var lost []float64
	count := 0.0
	for range 8 {
		said := run(t, dir, time.Duration(150+rand.IntN(200))*time.Millisecond)
		m, reg := start(t, Options{Dir: dir})
		if n := lines(t, reg, "mev_bot_custom_metric_snapshots_damaged_total"); !strings.HasSuffix(n[0], " 0") {
			t.Fatalf("damaged: %s", n)
		}
		got, err := strconv.ParseFloat(strings.Fields(lines(t, reg, Prefix+"ticks_total")[0])[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		if got <= count || got > said.last+1 {
			t.Fatalf("came back with %v after %v; said %v last", got, count, said.last)
		}
		if got < said.before(2*childInterval+time.Second) {
			t.Errorf("came back with %v; said %v more than an interval before the end", got, said.last)
		}
		count = got
		lost = append(lost, said.last-got)
		h, err := m.Histogram("tick_size", "Size.", []float64{1}, "kind")
		if err != nil {
			t.Fatal(err)
		}
		if n := h.in.series["a\xff"].count; float64(n) < got-1 || float64(n) > got+1 {
			t.Errorf("the histogram came back with %d, the counter with %v", n, got)
		}
	}
	t.Logf("%v ticks survived 8 kills; lost at each, of some 4 a millisecond: %v", count, lost)
}

// spoken is what a child said and when.
type spoken struct {
	at    []time.Time
	n     []float64
	ended time.Time
	last  float64
}

// before is the last number said at least d before the end.
func (s spoken) before(d time.Duration) (n float64) {
	for i := range s.at {
		if s.ended.Sub(s.at[i]) >= d {
			n = s.n[i]
		}
	}
	return n
}

// run lets a child count for a time, then kills it.
func run(t *testing.T, dir string, for_ time.Duration) (s spoken) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=none")
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var timer *time.Timer
	for lines := bufio.NewScanner(out); lines.Scan(); {
		n, err := strconv.ParseFloat(lines.Text(), 64)
		if err != nil {
			t.Errorf("child: %s", lines.Text())
			continue
		}
		if timer == nil { // it counts
			timer = time.AfterFunc(for_, func() { _ = cmd.Process.Kill() })
		}
		s.at, s.n, s.last = append(s.at, time.Now()), append(s.n, n), n
	}
	s.ended = time.Now()
	if err := cmd.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	return s
}
