package telemetry

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"
)

// Handler serves what reg gathers: /metrics in the text, OpenMetrics or
// protobuf format that the client asks for, or in JSON if it accepts only that;
// /metrics/prometheus is the same, /metrics.json always JSON. /metrics/catalogue
// says in JSON what each of the bot's metrics is.
func Handler(reg *Registry) http.Handler {
	prom := promhttp.InstrumentMetricHandler(reg, promhttp.HandlerFor(reg, promhttp.HandlerOpts{
		EnableOpenMetrics: true, MaxRequestsInFlight: 8, Timeout: 10 * time.Second, Registry: reg,
	}))
	asJSON := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { serveJSON(w, reg) })
	negotiated := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.Header.Get("Accept"), "application/json") {
			asJSON(w, r)
			return
		}
		prom.ServeHTTP(w, r)
	})
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", negotiated)
	mux.Handle("GET /metrics/prometheus", negotiated)
	mux.Handle("GET /metrics.json", asJSON)
	mux.HandleFunc("GET /metrics/catalogue", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(reg.Catalogue()) // the client is gone: there is nobody to tell
	})
	return mux
}

// Plain serves what g gathers in the formats of Prometheus, without metrics of
// its own.
func Plain(g prometheus.Gatherer) http.Handler {
	return promhttp.HandlerFor(g, promhttp.HandlerOpts{EnableOpenMetrics: true, MaxRequestsInFlight: 8, Timeout: 10 * time.Second})
}

// family is one metric in JSON. Values are text where JSON has no number for
// them (NaN, Inf).
type family struct {
	Name   string   `json:"name"`
	Help   string   `json:"help"`
	Type   string   `json:"type"`
	Series []series `json:"series"`
}

type series struct {
	Labels  map[string]string `json:"labels,omitempty"`
	Value   any               `json:"value,omitempty"`
	Count   *uint64           `json:"count,omitempty"`
	Sum     any               `json:"sum,omitempty"`
	Buckets map[string]uint64 `json:"buckets,omitempty"`   // cumulative, by upper bound
	Quant   map[string]any    `json:"quantiles,omitempty"` // of summaries
}

func serveJSON(w http.ResponseWriter, g prometheus.Gatherer) {
	gathered, err := g.Gather()
	if err != nil {
		http.Error(w, fmt.Sprintf("gather metrics: %v", err), http.StatusInternalServerError)
		return
	}
	out := make([]family, 0, len(gathered))
	for _, f := range gathered {
		j := family{Name: f.GetName(), Help: f.GetHelp(), Type: strings.ToLower(f.GetType().String())}
		for _, m := range f.GetMetric() {
			j.Series = append(j.Series, toSeries(m))
		}
		out = append(out, j)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(map[string]any{"metrics": out}) // the client is gone: there is nobody to tell
}

func toSeries(m *dto.Metric) series {
	var s series
	for _, l := range m.GetLabel() {
		if s.Labels == nil {
			s.Labels = map[string]string{}
		}
		s.Labels[l.GetName()] = l.GetValue()
	}
	switch {
	case m.Counter != nil:
		s.Value = number(m.Counter.GetValue())
	case m.Gauge != nil:
		s.Value = number(m.Gauge.GetValue())
	case m.Untyped != nil:
		s.Value = number(m.Untyped.GetValue())
	case m.Histogram != nil:
		n := m.Histogram.GetSampleCount()
		s.Count, s.Sum, s.Buckets = &n, number(m.Histogram.GetSampleSum()), map[string]uint64{}
		for _, b := range m.Histogram.GetBucket() {
			s.Buckets[text(b.GetUpperBound())] = b.GetCumulativeCount()
		}
	case m.Summary != nil:
		n := m.Summary.GetSampleCount()
		s.Count, s.Sum, s.Quant = &n, number(m.Summary.GetSampleSum()), map[string]any{}
		for _, q := range m.Summary.GetQuantile() {
			s.Quant[text(q.GetQuantile())] = number(q.GetValue())
		}
	}
	return s
}

func number(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return text(v)
	}
	return v
}

func text(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
