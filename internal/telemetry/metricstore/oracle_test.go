package metricstore

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/grafana/regexp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/common/route"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/util/features"
	"github.com/prometheus/prometheus/util/notifications"
	upstream "github.com/prometheus/prometheus/web/api/v1"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv("METRICSTORE_CHILD") != "":
		child()
		return
	case os.Getenv("METRICSTORE_LEAKS") != "":
		os.Exit(m.Run())
	}
	goleak.VerifyTestMain(m)
}

// bench is a store that scrapes a registry of every kind of metric.
type bench struct {
	*Store
	registry *prometheus.Registry
	total    *prometheus.CounterVec
	latency  prometheus.Histogram
}

func handler(r *prometheus.Registry) http.Handler {
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{EnableOpenMetrics: true})
}

func start(t testing.TB, opts Options) *bench {
	t.Helper()
	b := &bench{registry: prometheus.NewRegistry()}
	b.total = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "test_total", Help: "A counter | with a bar."}, []string{"kind"})
	b.latency = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "test_seconds", Help: "Both kinds.", Buckets: []float64{0.001, 0.1, 1}, NativeHistogramBucketFactor: 1.1,
	})
	gauge := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "test_gauge", Help: "Odd values."}, []string{"label with spaces", "z"})
	for i, v := range []float64{0, -1.5, 1e-9, 1e22, 1.0 / 3} {
		gauge.WithLabelValues(fmt.Sprint("v", i), "ünïcode \"quoted\"").Set(v)
	}
	gauge.WithLabelValues("nan", "").Set(nan())
	b.registry.MustRegister(b.total, b.latency, gauge)
	b.beat()
	opts.Handler = handler(b.registry)
	b.Store = run(t, opts)
	b.await(t, 5)
	return b
}

// run runs a store until the test ends.
func run(t testing.TB, opts Options) *Store {
	t.Helper()
	set(&opts.Dir, filepath.Join(t.TempDir(), "metrics"))
	set(&opts.ScrapeInterval, 50*time.Millisecond)
	s, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s
}

func nan() float64 { var zero float64; return zero / zero }

func (b *bench) beat() {
	b.total.WithLabelValues("one").Inc()
	b.total.WithLabelValues("two").Add(2)
	b.latency.(prometheus.ExemplarObserver).ObserveWithExemplar(0.05, prometheus.Labels{"trace_id": "abc"})
	b.latency.Observe(3)
}

// await lets n scrapes go by.
func (b *bench) await(t testing.TB, n int) {
	t.Helper()
	for until := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		b.beat()
		got := b.ask(t, "GET", "query", url.Values{"query": {"count_over_time(up[1h])"}})
		if !strings.Contains(got, `"result":[]`) && got != "" {
			var count int
			var a struct {
				Data struct {
					Result []struct{ Value []any }
				}
			}
			if json.Unmarshal([]byte(got), &a) == nil && len(a.Data.Result) == 1 {
				fmt.Sscan(a.Data.Result[0].Value[1].(string), &count)
			}
			if count >= n {
				return
			}
		}
		if time.Now().After(until) {
			t.Fatalf("no %d scrapes: %s; %v", n, got, b.Check(t.Context()))
		}
	}
}

func (b *bench) ask(t testing.TB, method, path string, form url.Values) string {
	_, body := call(t, b.API(), method, path, form)
	return body
}

func call(t testing.TB, h http.Handler, method, path string, form url.Values) (int, string) {
	t.Helper()
	target, body := "/api/v1/"+path, io.Reader(http.NoBody)
	if method == http.MethodPost {
		body = strings.NewReader(form.Encode())
	} else if len(form) > 0 {
		target += "?" + form.Encode()
	}
	r := httptest.NewRequest(method, target, body)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

type adminStats struct{ *tsdb.DB }

func (a adminStats) Stats(l string, limit int) (*tsdb.Stats, error) {
	return a.Head().Stats(l, limit), nil
}

func (adminStats) WALReplayStatus() (tsdb.WALReplayStatus, error) { return tsdb.WALReplayStatus{}, nil }

type nobody struct{}

func (nobody) Alertmanagers() []*url.URL        { return nil }
func (nobody) DroppedAlertmanagers() []*url.URL { return nil }

// oracle is Prometheus' own API over the same database, scraper and rules.
func (b *bench) oracle() http.Handler {
	o := b.open.Load()
	reg := prometheus.NewRegistry()
	api := upstream.NewAPI(b.engine, o.db, nil, o.db,
		func(context.Context) upstream.ScrapePoolsRetriever { return o.scraper },
		func(context.Context) upstream.TargetRetriever { return o.scraper },
		func(context.Context) upstream.AlertmanagerRetriever { return nobody{} },
		func() config.Config { return *b.config }, map[string]string{}, upstream.GlobalURLOptions{ListenAddress: "localhost:9090", Host: "localhost", Scheme: "http"},
		func(h http.HandlerFunc) http.HandlerFunc { return h }, adminStats{o.db}, b.opts.Dir, false, false, 100, b.opts.Logger,
		func(context.Context) upstream.RulesRetriever { return o.rules }, 5e7, 10, 1<<20, false, regexp.MustCompile("^$"),
		func() (upstream.RuntimeInfo, error) { return upstream.RuntimeInfo{}, nil }, &upstream.PrometheusVersion{},
		func() []notifications.Notification { return nil },
		func() (<-chan notifications.Notification, func(), bool) { return nil, func() {}, false },
		reg, reg, nil, false, nil, false, false, false, 5*time.Minute, false, false, nil, features.DefaultRegistry,
		upstream.OpenAPIOptions{ExternalURL: "http://localhost", Version: "x"}, b.parser, false, 30*time.Second)
	router := route.New().WithPrefix("/api/v1")
	api.Register(router)
	return router
}

const ruleFile = `groups:
- name: one
  rules:
  - {record: "test:rate", expr: "rate(test_total[1m])", labels: {team: a}}
  - {alert: Always, expr: "test_gauge < 0", labels: {severity: page}, annotations: {summary: "value {{ $value }}"}}
  - {alert: Never, expr: "vector(1) > 2", for: 5m}
- name: two
  limit: 5
  rules:
  - {record: "test:broken", expr: "label_replace(test_total, \"kind\", \"x\", \"\", \"\")"}
`

// Prometheus' own API answers the same, over the same database.
func TestEqualsPrometheus(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rules.yml")
	if err := os.WriteFile(file, []byte(ruleFile), 0o600); err != nil {
		t.Fatal(err)
	}
	b := start(t, Options{RuleFiles: []string{file}})
	time.Sleep(300 * time.Millisecond) // some evaluations of the rules
	now := time.Now()
	unix := func(ago time.Duration) string {
		return fmt.Sprintf("%.3f", float64(now.Add(-ago).UnixMilli())/1000)
	}
	at := unix(100 * time.Millisecond)
	instant := func(q string, more ...string) url.Values {
		v := url.Values{"query": {q}, "time": {at}}
		for i := 0; i+1 < len(more); i += 2 {
			v.Set(more[i], more[i+1])
		}
		return v
	}
	ranged := func(q string, more ...string) url.Values {
		v := url.Values{"query": {q}, "start": {unix(time.Second)}, "end": {at}, "step": {"0.1"}}
		for i := 0; i+1 < len(more); i += 2 {
			v.Set(more[i], more[i+1])
		}
		return v
	}
	type request struct {
		path string
		form url.Values
	}
	var list []request
	add := func(path string, forms ...url.Values) {
		for _, f := range forms {
			list = append(list, request{path, f})
		}
	}
	for _, q := range []string{
		"up", "test_total", `test_gauge`, "test_seconds", "test_seconds_bucket", "rate(test_total[1m])", "sum by (kind) (test_total)",
		"histogram_quantile(0.9, rate(test_seconds[1m]))", "histogram_quantile(0.9, sum by (le) (rate(test_seconds_bucket[1m])))", "rate(test_seconds[1m])",
		"1", "1/0", "-1/0", "0/0", `"text"`, "vector(1e-7)", "vector(1e21)", "nothing", "scalar(nothing)", "absent(nothing)", "time()",
		`{"label with spaces"="v1"}`, `test_gauge{z=~".*"}`, `sort_desc(test_gauge)`, "test_total @ 0", "test_total offset 10m", "count_over_time(test_total[5m])",
		"test_total[1m]", "rate(test_gauge[1m])", "quantile(2, test_total)", "", "(", "sum(", "rate(test_total)", "test_total + on(kind) group_left test_gauge", "foo{", "topk(1, test_total)",
		"test_total == bool 1", "label_replace(up, \"a\", \"$1\", \"job\", \"(.*)\")", "histogram_count(test_seconds)", "histogram_quantile(5, test_seconds)", "test_total[", "sum(test_total) by (nope)",
		"ALERTS", "test:rate", "predict_linear(test_total[1m], 60)", "info(up)", "test_total unless test_total",
	} {
		add("query", instant(q))
		add("query_range", ranged(q))
		add("format_query", url.Values{"query": {q}})
		add("query_exemplars", url.Values{"query": {q}, "start": {unix(time.Hour)}, "end": {at}})
	}
	for _, v := range []string{"nope", "1e99", "NaN", "-5", "2026-11-23T00:00:00Z", "2026-11-23T00:00:00.123456789+02:00", "2026-11-23", " 1", "Inf", "9223372036854775807", "1700000000.0005", "-292273086-05-16T16:47:06Z"} {
		add("query", instant("up", "time", v))
		add("query_range", ranged("up", "start", v), ranged("up", "end", v), ranged("up", "step", v))
		for _, path := range []string{"series", "labels", "label/job/values", "query_exemplars"} {
			add(path, url.Values{"match[]": {"up"}, "query": {"test_seconds_bucket"}, "start": {v}}, url.Values{"match[]": {"up"}, "query": {"up"}, "end": {v}})
		}
	}
	for _, v := range []string{"0", "1", "2", "100", "-1", "x", "1.5", "99999999999999999999"} {
		add("query", instant("test_gauge", "limit", v), instant("1", "limit", v))
		add("query_range", ranged("test_gauge", "limit", v))
		add("series", url.Values{"match[]": {`{__name__=~".+"}`}, "limit": {v}})
		add("labels", url.Values{"limit": {v}})
		add("label/__name__/values", url.Values{"limit": {v}})
		add("metadata", url.Values{"metric": {"test_total"}, "limit": {v}}, url.Values{"metric": {"test_total"}, "limit_per_metric": {v}})
	}
	for _, v := range []string{"0", "-1", "x", "10s", "1h", "1e-12", "NaN", "1e300"} {
		add("query", instant("up", "timeout", v), instant("up", "lookback_delta", v))
		add("query_range", ranged("up", "timeout", v), ranged("up", "step", v))
	}
	for _, m := range [][]string{nil, {"up"}, {"up", "test_total"}, {"{}"}, {`{a=""}`}, {"("}, {`{__name__=~"test.*"}`, "up", "up"}, {"nothing"}, {`{z!=""}`}, {"up", "{}"}} {
		add("series", url.Values{"match[]": m}, url.Values{"match[]": m, "start": {unix(time.Minute)}, "end": {unix(0)}})
		for _, path := range []string{"labels", "label/job/values", "label/kind/values", "label/__name__/values", "label/nope/values", "label/U__label_20_with_20_spaces/values", "label/b%C3%A4d/values", "rules"} {
			add(path, url.Values{"match[]": m})
		}
	}
	for _, f := range []url.Values{{}, {"type": {"alert"}}, {"type": {"record"}}, {"type": {"x"}}, {"rule_name[]": {"Always"}}, {"rule_group[]": {"two"}}, {"file[]": {"x"}}, {"exclude_alerts": {"true"}}, {"exclude_alerts": {"x"}}} {
		add("rules", f)
	}
	add("alerts", nil)
	add("metadata", nil, url.Values{"metric": {"test_seconds"}}, url.Values{"metric": {"nothing"}})
	oracle := b.oracle()
	compared := 0
	for _, r := range list {
		methods := []string{http.MethodGet}
		switch r.path {
		case "query", "query_range", "series", "labels":
			methods = append(methods, http.MethodPost)
		}
		for _, method := range methods {
			if v := r.form.Get("time"); r.path == "query" && v == "" {
				continue // the clocks differ
			}
			code, got := call(t, b.API(), method, r.path, r.form)
			wantCode, want := call(t, oracle, method, r.path, r.form)
			compared++
			if code != wantCode || plain(got) != plain(want) {
				t.Errorf("%s %s %v:\n%d %s\nwant\n%d %s", method, r.path, r.form, code, clip(got), wantCode, clip(want))
			}
		}
	}
	t.Logf("%d requests compared", compared)
}

func clip(s string) string {
	if len(s) > 600 {
		return s[:600]
	}
	return s
}

// plain is JSON with keys in order, and without what each evaluation changes.
func plain(text string) string {
	var v any
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return text
	}
	scrub(v)
	out, err := json.Marshal(v)
	if err != nil {
		return text
	}
	return string(out)
}

func scrub(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range []string{"evaluationTime", "lastEvaluation"} {
			if _, ok := v[key]; ok {
				v[key] = "*"
			}
		}
		for _, one := range v {
			scrub(one)
		}
	case []any:
		for _, one := range v {
			scrub(one)
		}
	}
}

func (a adminStats) BlockMetas() ([]tsdb.BlockMeta, error) { return a.DB.BlockMetas(), nil }
