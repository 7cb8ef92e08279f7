package telemetry

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
)

// prefix begins the names of the bot's own metrics.
const prefix = "mev_bot_"

// Registry is a Prometheus registry that knows of each metric, also of those
// without a sample yet, what it is.
type Registry struct {
	*prometheus.Registry
	mu    sync.Mutex
	known map[string]Entry
}

// Catalogued is an empty registry.
func Catalogued() *Registry {
	return &Registry{Registry: prometheus.NewRegistry(), known: map[string]Entry{}}
}

// Entry is what there is to know of a metric.
type Entry struct {
	Name   string   `json:"name"`
	Type   string   `json:"type"` // counter, gauge, histogram or summary
	Labels []string `json:"labels,omitempty"`
	Help   string   `json:"help"`
	// Question is what it answers; empty where nobody has written that down.
	Question string `json:"question,omitempty"`
}

// Register is prometheus.Registerer's.
func (r *Registry) Register(c prometheus.Collector) error {
	if err := r.Registry.Register(c); err != nil {
		return err
	}
	r.note(c)
	return nil
}

// MustRegister is prometheus.Registerer's.
func (r *Registry) MustRegister(list ...prometheus.Collector) {
	for _, c := range list {
		if err := r.Register(c); err != nil {
			panic(err) // as prometheus.Registry's does
		}
	}
}

// note keeps the metrics that a collector describes.
func (r *Registry) note(c prometheus.Collector) {
	descs := make(chan *prometheus.Desc)
	go func() {
		defer close(descs)
		c.Describe(descs)
	}()
	r.mu.Lock()
	defer r.mu.Unlock()
	for d := range descs {
		if e, ok := describe(d.String()); ok {
			e.Type = kindOf(c)
			r.known[e.Name] = e
		}
	}
}

// kindOf is what a collector collects; empty if it is none of those of
// client_golang.
func kindOf(c prometheus.Collector) string {
	switch c.(type) {
	case prometheus.Gauge, *prometheus.GaugeVec: // before Counter, whose methods a Gauge has
		return "gauge"
	case prometheus.Counter, *prometheus.CounterVec:
		return "counter"
	case prometheus.Histogram, *prometheus.HistogramVec:
		return "histogram"
	}
	return ""
}

var descText = regexp.MustCompile(`^Desc\{fqName: ("(?:[^"\\]|\\.)*"), help: ("(?:[^"\\]|\\.)*"), unit: "[^"]*", constLabels: \{(.*)\}, variableLabels: \{(.*)\}\}$`)

// describe reads the text of a Desc, which has no other way to tell its name.
func describe(text string) (e Entry, ok bool) {
	m := descText.FindStringSubmatch(text)
	if m == nil {
		return e, false
	}
	name, err1 := strconv.Unquote(m[1])
	help, err2 := strconv.Unquote(m[2])
	if err1 != nil || err2 != nil || !strings.HasPrefix(name, prefix) {
		return e, false
	}
	e.Name, e.Help = name, help
	for l := range strings.SplitSeq(m[3], ",") {
		if name, _, has := strings.Cut(l, "="); has {
			e.Labels = append(e.Labels, name)
		}
	}
	for l := range strings.SplitSeq(m[4], ",") {
		if l != "" {
			e.Labels = append(e.Labels, l)
		}
	}
	return e, true
}

// Catalogue is the bot's own metrics by name, with the question that each answers.
func (r *Registry) Catalogue() []Entry {
	types := map[string]string{}
	if gathered, err := r.Gather(); err == nil { // where the collector is not client_golang's
		for _, f := range gathered {
			types[f.GetName()] = strings.ToLower(f.GetType().String())
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	list := slices.SortedFunc(maps.Values(r.known), func(a, b Entry) int { return cmp.Compare(a.Name, b.Name) })
	for i := range list {
		e := &list[i]
		if t := types[e.Name]; t != "" {
			e.Type = t
		}
		e.Question = questions[strings.TrimPrefix(e.Name, prefix)]
	}
	return list
}

// Page is the catalogue as Markdown.
func Page(list []Entry) string {
	var b strings.Builder
	b.WriteString(`# Metrics

Generated from a running bot: ` + "`go test ./internal/demo -run MetricsPage -rewrite`" + `. Each metric
begins with ` + "`" + prefix + "`" + `, which is left out here. Amounts are in ether, times in seconds,
sizes in bytes. Library metrics (go_, process_, promhttp_) are beside them. A running bot tells
the same as JSON at ` + "`/metrics/catalogue`" + `.

| metric | type | labels | answers | is |
|---|---|---|---|---|
`)
	for _, e := range list {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", strings.TrimPrefix(e.Name, prefix), e.Type, strings.Join(e.Labels, ", "), e.Question, strings.ReplaceAll(e.Help, "|", `\|`))
	}
	return b.String()
}
