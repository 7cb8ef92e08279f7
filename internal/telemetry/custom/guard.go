package custom

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/prometheus/client_golang/prometheus"
)

// The limits of labels.
const (
	// DefaultMaxSeries bounds the series of all metrics behind a Guard.
	DefaultMaxSeries = 10_000
	// DefaultMaxValues bounds the label sets of one metric.
	DefaultMaxValues = 100
	// MaxLabelBytes bounds a label value; the rest is cut off.
	MaxLabelBytes = 128
	// Other is the value of every label in the series that takes in what exceeds
	// a bound.
	Other = "other"
)

// ErrBudget says that the series budget has no room for another metric.
var ErrBudget = errors.New("the budget of series is used up: delete a metric or raise the budget")

// Guard bounds what labels can cost: the label sets of each metric, the series
// of all together and the length of a value. It remembers nothing of what it
// refused, so a flood of values costs no memory. It is safe for concurrent use.
type Guard struct {
	mu       sync.Mutex
	max      int
	used     int
	series   *prometheus.GaugeVec
	overflow *prometheus.CounterVec
}

// NewGuard makes a guard with a budget of maxSeries series (0 is
// DefaultMaxSeries) and registers its metrics with reg, which may be nil.
func NewGuard(maxSeries int, reg prometheus.Registerer) (*Guard, error) {
	if maxSeries < 0 {
		return nil, fmt.Errorf("a budget of %d series: give a number above 0", maxSeries)
	}
	if maxSeries == 0 {
		maxSeries = DefaultMaxSeries
	}
	g := &Guard{
		max: maxSeries,
		series: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "mev_bot_metric_series", Help: "Series that guarded metrics have, with one in reserve for each metric's overflow.",
		}, []string{"kind"}),
		// The text is the same as in package telemetry, so that the two share it.
		overflow: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mev_bot_metric_label_overflow_total", Help: "Facts counted as other because a label had too many values.",
		}, []string{"metric"}),
	}
	budget := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "mev_bot_metric_series_budget", Help: "Series that guarded metrics may have together.",
	})
	budget.Set(float64(maxSeries))
	if reg == nil {
		return g, nil
	}
	if err := reg.Register(g.overflow); err != nil {
		twice, _ := errors.AsType[prometheus.AlreadyRegisteredError](err)
		shared, ok := twice.ExistingCollector.(*prometheus.CounterVec)
		if !ok {
			return nil, fmt.Errorf("register the guard's overflow counter: %w", err)
		}
		g.overflow = shared
	}
	for _, c := range []prometheus.Collector{g.series, budget} {
		if err := reg.Register(c); err != nil {
			return nil, fmt.Errorf("register the guard's metrics: %w", err)
		}
	}
	return g, nil
}

// Series is the number of series in use and how many there may be.
func (g *Guard) Series() (used, budget int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.used, g.max
}

// take books a label set of weight series; give gives back sets of them.
func (g *Guard) take(kind string, weight int) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if weight > 0 && g.used+weight > g.max {
		return false
	}
	g.used += weight
	g.series.WithLabelValues(kind).Add(float64(max(weight, 1)))
	return true
}

func (g *Guard) give(kind string, weight, sets int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.used -= weight * sets
	g.series.WithLabelValues(kind).Sub(float64(max(weight, 1) * sets))
}

// Bound is the part of a Guard that looks after one metric.
type Bound struct {
	guard        *Guard
	metric, kind string
	weight       int
	overflow     prometheus.Counter

	mu       sync.Mutex
	max      int
	admitted int
	closed   bool
	seen     map[string][]string
}

// Bound makes the bound of a metric that may have limit label sets (0 is
// DefaultMaxValues) of weight series each: 1, or for a histogram its buckets
// and three. A weight of 0 is for the bot's own metrics, whose number is known:
// they are counted, but no budget holds them up. kind says whose metric it is, one
// of a few words. One set is taken for the overflow at once; ErrBudget says that
// there is no room for it.
func (g *Guard) Bound(metric, kind string, limit, weight int) (*Bound, error) {
	if limit == 0 {
		limit = DefaultMaxValues
	}
	if !g.take(kind, weight) {
		return nil, ErrBudget
	}
	return &Bound{
		guard: g, metric: metric, kind: kind, weight: weight, max: limit,
		overflow: g.overflow.WithLabelValues(metric), seen: map[string][]string{},
	}, nil
}

// Admit says whether the metric may have one label set more, and books it. A
// refusal is counted as an overflow. It is for a caller that keeps its sets
// itself; others use Values.
func (b *Bound) Admit() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.admit()
}

func (b *Bound) admit() bool {
	if b.closed || b.admitted >= b.max || !b.guard.take(b.kind, b.weight) {
		b.overflow.Inc()
		return false
	}
	b.admitted++
	return true
}

// Overflowed counts one more fact that goes to Other.
func (b *Bound) Overflowed() { b.overflow.Inc() }

// Values returns the label set to use for values: each made safe by Clean, or
// all of them Other when the metric has as many sets as it may. The result
// belongs to the bound and must not be changed.
func (b *Bound) Values(values ...string) []string {
	var room [256]byte
	key := room[:0]
	for i := range values {
		key = append(append(key, Clean(values[i])...), separator)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if set, ok := b.seen[string(key)]; ok {
		return set
	}
	if !b.admit() {
		return slices.Repeat([]string{Other}, len(values))
	}
	set := make([]string, 0, len(values))
	for _, v := range values {
		set = append(set, strings.Clone(Clean(v)))
	}
	b.seen[string(key)] = set
	return set
}

// Value is Values for one label.
func (b *Bound) Value(v string) string { return b.Values(v)[0] }

// Limit changes how many label sets there may be. Those above it stay.
func (b *Bound) Limit(limit int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.max = limit
}

// Close gives the metric's series back to the budget and drops its overflow
// count.
func (b *Bound) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return
	}
	b.closed = true
	b.guard.give(b.kind, b.weight, b.admitted+1)
	b.guard.overflow.DeleteLabelValues(b.metric)
	b.seen = nil
}

// separator stands between the values of a key; no valid UTF-8 has it.
const separator = 0xff

// Clean makes a label value safe to keep and to show: valid UTF-8, at most
// MaxLabelBytes, and what is not printable escaped as in Go source.
func Clean(v string) string {
	if len(v) <= MaxLabelBytes && plain(v) {
		return v
	}
	const cut = "..."
	var b strings.Builder
	keep := 0 // bytes that leave room for cut
	for _, r := range v {
		b.WriteString(escaped(r))
		if b.Len() > MaxLabelBytes {
			return b.String()[:keep] + cut
		}
		if b.Len() <= MaxLabelBytes-len(cut) {
			keep = b.Len()
		}
	}
	return b.String()
}

// escaped is a rune as Clean writes it. A broken byte comes as RuneError, which
// is printable.
func escaped(r rune) string {
	if unicode.IsPrint(r) {
		return string(r)
	}
	quoted := strconv.QuoteRuneToASCII(r)
	return quoted[1 : len(quoted)-1]
}

// plain says that v is printable ASCII.
func plain(v string) bool {
	for i := range len(v) {
		if v[i] < ' ' || v[i] > '~' {
			return false
		}
	}
	return true
}
