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
	childSaves    = "MEVBOT_TEST_CUSTOM_METRICS_SAVES" // the child saves itself too, and says so
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
	for i := 0; ; i++ {
		in.put(nil, 1)
		h.Observe(2, "a")
		n := in.other.value // only this goroutine writes it
		fmt.Println("counted", n)
		if os.Getenv(childSaves) != "" && i%20 == 0 {
			if err := m.Save(); err == nil {
				fmt.Println("stored", n)
			}
		}
		time.Sleep(200 * time.Microsecond)
	}
}

// What was stored survives a kill -9, what was counted does but for the last
// interval, and what is left of the file is never damaged.
func TestKillNine(t *testing.T) {
	dir := t.TempDir()
	count := 0.0
	for i := range 8 {
		said := run(t, dir, i%2 == 1, time.Duration(150+rand.IntN(200))*time.Millisecond)
		m, reg := start(t, Options{Dir: dir})
		if n := lines(t, reg, "mev_bot_custom_metric_snapshots_damaged_total"); !strings.HasSuffix(n[0], " 0") {
			t.Fatalf("damaged: %s", n)
		}
		got, err := strconv.ParseFloat(strings.Fields(lines(t, reg, Prefix+"ticks_total")[0])[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		if got < max(said.stored, count) || got > said.counted+1 {
			t.Fatalf("came back with %v; it was %v before, said that it stored %v and counted %v", got, count, said.stored, said.counted)
		}
		h, err := m.Histogram("tick_size", "Size.", []float64{1}, "kind")
		if err != nil {
			t.Fatal(err)
		}
		if s := h.in.series["a\xff"]; s == nil && got > 1 || s != nil && (float64(s.count) < got-1 || float64(s.count) > got+1) {
			t.Errorf("the histogram came back with %+v, the counter with %v", s, got)
		}
		t.Logf("lost %v of %v ticks in %v; it saved itself: %v", said.counted-got, said.counted-count, said.took, i%2 == 1)
		count = got
	}
	if count == 0 {
		t.Error("nothing survived")
	}
}

// spoken is what a child said before its end.
type spoken struct {
	counted, stored float64
	took            time.Duration
}

// run lets a child count for a time, then kills it.
func run(t *testing.T, dir string, saves bool, life time.Duration) (s spoken) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=none")
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	if saves {
		cmd.Env = append(cmd.Env, childSaves+"=1")
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var began time.Time
	for lines := bufio.NewScanner(out); lines.Scan(); {
		what, number, _ := strings.Cut(lines.Text(), " ")
		n, err := strconv.ParseFloat(number, 64)
		if err != nil {
			t.Errorf("child: %s", lines.Text())
			continue
		}
		if began.IsZero() { // it counts
			began = time.Now()
			time.AfterFunc(life, func() { _ = cmd.Process.Kill() })
		}
		if what == "stored" {
			s.stored = n
		} else {
			s.counted = n
		}
	}
	s.took = time.Since(began)
	if err := cmd.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	return s
}
