package metricstore

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"mevbot/deploy/alerts"
)

// told collects what Notify hears.
type told struct {
	mu   sync.Mutex
	list []Alert
}

func (h *told) hear(_ context.Context, list []Alert) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.list = append(h.list, list...)
}

// last is the newest of an alert's.
func (h *told) last(name string) (Alert, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, a := range slices.Backward(h.list) {
		if a.Labels["alertname"] == name {
			return a, true
		}
	}
	return Alert{}, false
}

// A rule that is not on disk is evaluated, its templates know the external labels, and
// what fires and is resolved is told.
func TestRulesInMemory(t *testing.T) {
	rule := `groups: [{name: g, rules: [{alert: Flag, expr: 'flag == 1', labels: {severity: critical, own: rule},
  annotations: {summary: 'see {{ $externalLabels.base }}/x', description: 'is {{ $value }}'}}]}]`
	reg := prometheus.NewRegistry()
	var flag atomic.Int64
	reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "flag"}, func() float64 { return float64(flag.Load()) }))
	heard := new(told)
	run(t, Options{
		Handler: promhttp.HandlerFor(reg, promhttp.HandlerOpts{}), ScrapeInterval: 50 * time.Millisecond,
		Rules: map[string][]byte{"built-in.yaml": []byte(rule)}, External: map[string]string{"base": "https://example.com", "own": "external"}, Notify: heard.hear,
	})
	flag.Store(1)
	eventually(t, "it fires", func() bool {
		a, ok := heard.last("Flag")
		return ok && a.EndsAt.After(time.Now())
	})
	a, _ := heard.last("Flag")
	if got := fmt.Sprint(a.Labels); got != "map[alertname:Flag base:https://example.com instance:localhost job:mev-bot own:rule severity:critical]" {
		t.Errorf("labels %s", got)
	}
	if got := fmt.Sprint(a.Annotations); got != "map[description:is 1 summary:see https://example.com/x]" {
		t.Errorf("annotations %s", got)
	}
	flag.Store(0)
	eventually(t, "it is resolved", func() bool {
		a, _ := heard.last("Flag")
		return !a.EndsAt.After(time.Now())
	})
}

// What is shipped is accepted as it is, and a name that two files have is refused.
func TestShippedRulesAreAccepted(t *testing.T) {
	o := Options{Dir: t.TempDir(), Handler: http.NotFoundHandler(), Rules: alerts.Files()}
	if _, err := New(o); err != nil {
		t.Fatal(err)
	}
	o.RuleFiles = []string{"bot.yaml"}
	if _, err := New(o); !errors.Is(err, ErrOptions) || !strings.Contains(err.Error(), "bot.yaml") {
		t.Errorf("a name twice: %v", err)
	}
	o.RuleFiles, o.Rules = nil, map[string][]byte{"mine.yaml": []byte("groups: [{name: g, rules: [{alert: A, expr: 'a +'}]}]")}
	if _, err := New(o); !errors.Is(err, ErrOptions) || !strings.Contains(err.Error(), "mine.yaml") {
		t.Errorf("a rule that does not parse: %v", err)
	}
}

// Another process is scraped over its own connection with its token; when it is gone
// its samples say so.
func TestTarget(t *testing.T) {
	const token = "t0ken"
	reg := prometheus.NewRegistry()
	reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "far"}, func() float64 { return 7 }))
	metrics := promhttp.HandlerFor(reg, promhttp.HandlerOpts{})
	far := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/deep/metrics" || r.Header.Get("Authorization") != "Bearer "+token {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		metrics.ServeHTTP(w, r)
	}))
	defer far.Close()
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte(token+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	rule := `groups: [{name: g, rules: [{alert: Gone, expr: 'up == 0'}, {alert: There, expr: 'far == 7'}]}]`
	heard := new(told)
	run(t, Options{
		Target: &Target{URL: far.URL + "/deep/metrics", TokenFile: file}, ScrapeInterval: 50 * time.Millisecond,
		Rules: map[string][]byte{"r.yaml": []byte(rule)}, Notify: heard.hear,
	})
	eventually(t, "it is read", func() bool { _, ok := heard.last("There"); return ok })
	if a, _ := heard.last("There"); a.Labels["instance"] != strings.TrimPrefix(far.URL, "http://") {
		t.Errorf("labels %v", a.Labels)
	}
	if a, ok := heard.last("Gone"); ok {
		t.Errorf("it is gone: %+v", a)
	}
	far.CloseClientConnections()
	far.Close()
	eventually(t, "it is missed", func() bool { _, ok := heard.last("Gone"); return ok })
}

func TestWrongTarget(t *testing.T) {
	for _, bad := range []string{"", "localhost:9090", "ftp://localhost/metrics", "http://user:s3cr3t@localhost/metrics", "http://localhost/metrics?key=s3cr3t"} {
		_, err := New(Options{Dir: t.TempDir(), Target: &Target{URL: bad}})
		if !errors.Is(err, ErrOptions) || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := New(Options{Dir: t.TempDir(), Handler: http.NotFoundHandler(), Target: &Target{URL: "http://localhost"}}); !errors.Is(err, ErrOptions) {
		t.Errorf("a handler and a target: %v", err)
	}
}
