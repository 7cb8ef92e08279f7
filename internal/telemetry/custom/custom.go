// Package custom makes metrics that no code knows of: from definitions in the
// config, over HTTP and from Go, and keeps what their labels can cost in bounds.
//
// A Definition names an event (package event) and says in expressions which
// facts count, what value they give and under which labels. Expressions are
// checked against the fact's fields before anything runs; they have no loops,
// so their cost is bounded by their length. A definition without an event takes
// in values that are pushed. Each name begins with Prefix, so that a custom
// metric never collides with one of the bot's own.
//
// Every label set goes through a Guard: what exceeds the bound of its metric or
// the budget of all counts under "other" and leaves nothing in memory.
//
// Counters, histograms and what was defined over HTTP survive a kill -9: they
// are written to a file every few seconds, whole or not at all. A gauge does
// not: an old value shown as the present one would be wrong.
package custom

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Defaults of Options.
const (
	DefaultInterval       = 5 * time.Second
	DefaultMaxDefinitions = 200
	DefaultMaxBody        = 1 << 20
)

// Options of New. The zero value works: nothing survives a stop then.
type Options struct {
	// Dir holds the snapshot; it must exist. Empty: nothing survives.
	Dir string
	// Interval between two snapshots when something changed: a kill -9 loses what
	// was counted since the last. Default DefaultInterval.
	Interval time.Duration
	// Definitions of the config. They cannot be changed over HTTP.
	Definitions []Definition
	// MaxSeries is the budget of all custom metrics together, in Prometheus series:
	// a histogram's label set takes its buckets and three. Default DefaultMaxSeries.
	// Not used if Guard is given.
	MaxSeries int
	// MaxDefinitions bounds the metrics. Default DefaultMaxDefinitions.
	MaxDefinitions int
	// MaxBody bounds an HTTP request's body, in bytes. Default DefaultMaxBody.
	MaxBody int64
	// Guard to share with other metrics; nil makes one.
	Guard *Guard
	// Registerer takes the custom metrics and those about them; nil takes none.
	Registerer prometheus.Registerer
	// Interest is told which facts are heard; nil if nobody asks.
	Interest *Interest
	Log      *slog.Logger     // nil logs nothing
	Now      func() time.Time // default time.Now
}

// The reasons why a definition is refused beside *Error.
var (
	// ErrExists says that the name is taken by a metric of another shape.
	ErrExists = errors.New("exists with another shape: take another name, or delete it first")
	// ErrSource says that the metric was not defined over HTTP.
	ErrSource = errors.New("is defined by the config or the code: change it there")
	// ErrFull says that there are as many definitions as there may be.
	ErrFull = errors.New("there are as many definitions as there may be: delete one or raise the bound")
	// ErrUnknown says that there is no metric of that name.
	ErrUnknown = errors.New("there is no such custom metric")
)

// Metrics are the custom metrics. Its methods are safe for concurrent use.
type Metrics struct {
	o     Options
	guard *Guard
	own   own

	mu      sync.Mutex // held while definitions change
	byName  map[string]*instrument
	pending map[string]entry // of the snapshot, that nobody has defined yet

	plans atomic.Pointer[[]*plan] // by the index of a fact
	list  atomic.Pointer[[]*instrument]

	changed atomic.Bool // since the last snapshot
	save    sync.Mutex
}

// New makes the metrics of the config and reads the snapshot. It starts nothing.
// Its error joins an *Error for each definition that is wrong.
func New(o Options) (*Metrics, error) {
	o = o.withDefaults()
	m := &Metrics{o: o, guard: o.Guard, byName: map[string]*instrument{}, pending: map[string]entry{}}
	if m.guard == nil {
		var err error
		if m.guard, err = NewGuard(o.MaxSeries, o.Registerer); err != nil {
			return nil, err
		}
	}
	m.own = makeOwn()
	m.publish()
	if err := m.load(); err != nil {
		return nil, err
	}
	var wrong []error
	for _, d := range o.Definitions {
		if _, err := m.define(d, SourceConfig); err != nil {
			wrong = append(wrong, err)
		}
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	m.adopt()
	if o.Registerer != nil {
		for _, c := range append(m.own.all(), collector{m}) {
			if err := o.Registerer.Register(c); err != nil {
				return nil, fmt.Errorf("register custom metrics: %w", err)
			}
		}
	}
	return m, nil
}

func (o Options) withDefaults() Options {
	o.Interval = cmp.Or(o.Interval, DefaultInterval)
	o.MaxDefinitions = cmp.Or(o.MaxDefinitions, DefaultMaxDefinitions)
	o.MaxBody = cmp.Or(o.MaxBody, DefaultMaxBody)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	return o
}

// Guard is the guard that all custom metrics share.
func (m *Metrics) Guard() *Guard { return m.guard }

// define makes a metric, or finds it when there is one of the same shape; its
// help and its bound follow the new definition then. created says which.
func (m *Metrics) define(d Definition, source Source) (created bool, err error) {
	c, err := d.compile()
	if err != nil {
		return false, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if in := m.byName[c.Name]; in != nil {
		return false, m.redefine(in, c, source)
	}
	for name := range m.byName {
		if family(name) == family(c.Name) {
			return false, &Error{Metric: d.Name, Field: "name", Problem: "is that of " + name + " but for _total, which OpenMetrics does not tell apart: take another"}
		}
	}
	if len(m.byName) >= m.o.MaxDefinitions {
		return false, fmt.Errorf("custom metric %q: %w", d.Name, ErrFull)
	}
	bound, err := m.guard.Bound(c.Name, string(source), c.MaxValues, weightOf(&c.Definition))
	if err != nil {
		return false, fmt.Errorf("custom metric %q: %w", d.Name, err)
	}
	in := newInstrument(c, source, bound, m.own.errors, m.touch)
	m.claim(in)
	m.byName[c.Name] = in
	m.publish()
	m.touch()
	return true, nil
}

// redefine is for a definition whose name is taken.
func (m *Metrics) redefine(in *instrument, c *compiled, source Source) error {
	switch {
	case source == SourceAPI && in.source != SourceAPI:
		return fmt.Errorf("custom metric %q: %w", c.Name, ErrSource)
	case source != in.source:
		return fmt.Errorf("custom metric %q: is defined by %s too: leave one out", c.Name, in.source)
	case source == SourceConfig:
		return &Error{Metric: c.Name, Field: "name", Problem: "is there twice: leave one out"}
	case !in.sameShape(c):
		return fmt.Errorf("custom metric %q: %w", c.Name, ErrExists)
	}
	in.mu.Lock()
	if in.Help != c.Help || in.MaxValues != c.MaxValues {
		in.Help, in.MaxValues = c.Help, c.MaxValues
		in.describe()
		in.bound.Limit(c.MaxValues)
		m.touch()
	}
	in.mu.Unlock()
	return nil
}

// remove deletes a metric that was defined over HTTP.
func (m *Metrics) remove(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	in := m.byName[name]
	if in == nil {
		if _, waits := m.pending[name]; waits {
			delete(m.pending, name)
			m.touch()
			return nil
		}
		return fmt.Errorf("custom metric %q: %w", name, ErrUnknown)
	}
	if in.source != SourceAPI {
		return fmt.Errorf("custom metric %q: %w", name, ErrSource)
	}
	delete(m.byName, name)
	in.bound.Close()
	m.own.errors.DeletePartialMatch(prometheus.Labels{"metric": name})
	m.publish()
	m.touch()
	return nil
}

// publish makes the tables that readers use without a lock. The caller holds mu,
// or is New.
func (m *Metrics) publish() {
	list := slices.SortedFunc(maps.Values(m.byName), func(a, b *instrument) int { return cmp.Compare(a.Name, b.Name) })
	m.list.Store(&list)
	plans := makePlans(list)
	m.plans.Store(&plans)
	m.o.Interest.set(plans)
	sources := map[Source]float64{SourceConfig: 0, SourceAPI: 0, SourceCode: 0}
	for _, in := range list {
		sources[in.source]++
	}
	for source, n := range sources {
		m.own.definitions.WithLabelValues(string(source)).Set(n)
	}
}

func (m *Metrics) touch() {
	if !m.changed.Load() { // most calls: no write that cores would fight for
		m.changed.Store(true)
	}
}

// collector gives the custom metrics to a registry. It describes none, as they
// come and go: a registry calls that unchecked.
type collector struct{ m *Metrics }

// Describe is prometheus.Collector's.
func (collector) Describe(chan<- *prometheus.Desc) {}

// Collect is prometheus.Collector's.
func (c collector) Collect(to chan<- prometheus.Metric) {
	for _, in := range *c.m.list.Load() {
		for _, metric := range in.metrics() {
			to <- metric
		}
	}
}

// own are the metrics about the custom metrics.
type own struct {
	errors       *prometheus.CounterVec
	definitions  *prometheus.GaugeVec
	damaged      prometheus.Counter
	saveFailures prometheus.Counter
	saved        prometheus.Gauge
	saveBytes    prometheus.Gauge
}

func makeOwn() own {
	return own{
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mev_bot_custom_metric_errors_total", Help: "Values that a custom metric did not take in, by reason.",
		}, []string{"metric", "reason"}),
		definitions: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "mev_bot_custom_metric_definitions", Help: "Custom metrics that are defined, by who defined them.",
		}, []string{"source"}),
		damaged: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "mev_bot_custom_metric_snapshots_damaged_total", Help: "Snapshots of custom metrics that were set aside as unusable.",
		}),
		saveFailures: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "mev_bot_custom_metric_snapshot_failures_total", Help: "Snapshots of custom metrics that could not be written.",
		}),
		saved: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "mev_bot_custom_metric_snapshot_timestamp_seconds", Help: "When the custom metrics were last written; 0 if not yet.",
		}),
		saveBytes: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "mev_bot_custom_metric_snapshot_bytes", Help: "Size of the last snapshot of the custom metrics.",
		}),
	}
}

func (o own) all() []prometheus.Collector {
	return []prometheus.Collector{o.errors, o.definitions, o.damaged, o.saveFailures, o.saved, o.saveBytes}
}
