package metricstore

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// child is a store of its own process: it prints how many samples of each series
// were stored so far, until it is killed.
func child() {
	registry := prometheus.NewRegistry()
	total := prometheus.NewCounter(prometheus.CounterOpts{Name: "child_total", Help: "Scrapes."})
	registry.MustRegister(total)
	inner := handler(registry)
	s, err := New(Options{
		Dir: os.Getenv("METRICSTORE_CHILD"), ScrapeInterval: 100 * time.Millisecond, RemoteWriteFile: os.Getenv("METRICSTORE_REMOTE"),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { total.Inc(); inner.ServeHTTP(w, r) }),
	})
	if err == nil {
		go func() {
			for last := int64(0); ; time.Sleep(time.Millisecond) {
				if at := s.stored.Load(); at != last {
					last = at
					why := "stored"
					if f := s.failure.Load(); f != nil {
						why = (*f).Error()
					}
					fmt.Println(at/1e6, why)
				} else if f := s.failure.Load(); f != nil {
					fmt.Println("0", *f)
					time.Sleep(50 * time.Millisecond)
				}
			}
		}()
		err = s.Run(context.Background())
	}
	if err != nil {
		fmt.Println("0", err)
		os.Exit(1)
	}
}

// kill runs a child until it has said n times what it stored, kills it and
// returns the milliseconds at which samples were stored.
func kill(t *testing.T, dir string, n int, env ...string) (stored []int64) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(append(os.Environ(), "METRICSTORE_CHILD="+dir), env...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); len(stored) < n && lines.Scan(); {
		first, rest, _ := strings.Cut(lines.Text(), " ")
		at, err := strconv.ParseInt(first, 10, 64)
		if err != nil || rest != "stored" {
			t.Fatalf("the child says %q", lines.Text())
		}
		stored = append(stored, at)
	}
	_ = c.Process.Signal(syscall.SIGKILL)
	_ = c.Wait()
	return stored
}

func resultsOf(t *testing.T, body string) []struct {
	Metric map[string]string
	Value  []any
	Values [][]any
} {
	t.Helper()
	var a struct {
		Status string
		Data   struct {
			Result []struct {
				Metric map[string]string
				Value  []any
				Values [][]any
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil || a.Status != "success" {
		t.Fatalf("%v: %s", err, body)
	}
	return a.Data.Result
}

// What was stored when the process is killed is there after the next start.
func TestNothingStoredIsLostByKill(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "metrics")
	var stored []int64
	for range 5 {
		stored = append(stored, kill(t, dir, 8)...)
	}
	b := start(t, Options{Dir: dir})
	got := resultsOf(t, b.ask(t, http.MethodGet, "query", url.Values{"query": {"child_total[1h]"}}))
	if len(got) != 1 {
		t.Fatalf("%d series", len(got))
	}
	have, lost := got[0].Values, 0
	for _, at := range stored { // a sample's time is that of the scrape's begin, just before it was stored
		found := false
		for _, v := range have {
			ms := int64(v[0].(float64) * 1000)
			found = found || ms <= at && at-ms < 95
		}
		if !found {
			lost++
		}
	}
	t.Logf("5 kills: %d samples stored, %d there, %d lost", len(stored), len(have), lost)
	if lost > 0 || len(have) < len(stored) {
		t.Errorf("%d of %d stored samples are lost, %d are there", lost, len(stored), len(have))
	}
}

// A folder that another store holds is an error that says what to do, and the
// store comes when it is free.
func TestAFolderInUse(t *testing.T) {
	b := start(t, Options{})
	other, err := New(Options{Dir: b.opts.Dir, Handler: http.NotFoundHandler(), Registerer: prometheus.NewRegistry()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- other.Run(ctx) }()
	for other.failure.Load() == nil {
		time.Sleep(5 * time.Millisecond)
	}
	if err := other.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "its own folder") {
		t.Errorf("check: %v", err)
	}
	if code, body := call(t, other.API(), http.MethodGet, "query", url.Values{"query": {"up"}}); code != 503 || !strings.Contains(body, `"errorType":"unavailable"`) {
		t.Errorf("%d %s", code, body)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
