package custom

import (
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
)

// Source says who defined a metric.
type Source string

// The sources.
const (
	SourceConfig Source = "config" // Options.Definitions
	SourceAPI    Source = "api"    // HTTP
	SourceCode   Source = "code"   // Counter, Gauge, Histogram
)

// Reasons why a value was not taken in; the label reason of
// mev_bot_custom_metric_errors_total.
const (
	reasonFilter    = "filter"     // the filter failed at run time
	reasonValue     = "value"      // the value failed at run time
	reasonLabel     = "label"      // a label failed at run time, or there is one too many or too few
	reasonNegative  = "negative"   // a counter cannot go down
	reasonNotFinite = "not_finite" // not a number, or infinite, or it would make the sum so
	reasonFact      = "fact"       // the fact itself could not be read
)

// instrument is a metric with its series.
type instrument struct {
	compiled
	source Source
	desc   *prometheus.Desc
	bound  *Bound
	errors *prometheus.CounterVec
	dirty  func()

	mu     sync.Mutex
	series map[string]*series
	other  *series // takes in what exceeds the bound; nil until then
	key    []byte  // scratch
}

// series is one label set. A histogram uses count, sum and buckets, where
// buckets[i] counts what is in bucket i alone, the last being infinity.
type series struct {
	labels  []string
	value   float64
	count   uint64
	sum     float64
	buckets []uint64
}

// weightOf is the number of Prometheus series of one label set.
func weightOf(d *Definition) int {
	if d.Type == TypeHistogram {
		return len(d.Buckets) + 3 // infinity, sum and count
	}
	return 1
}

func newInstrument(c *compiled, source Source, bound *Bound, errors *prometheus.CounterVec, dirty func()) *instrument {
	in := &instrument{compiled: *c, source: source, bound: bound, errors: errors, dirty: dirty, series: map[string]*series{}}
	in.describe()
	if len(in.Labels) == 0 {
		in.other = in.empty(nil) // its only series
		if in.Type == TypeGauge {
			in.other.value = math.NaN() // no value yet
		}
	}
	return in
}

func (in *instrument) describe() {
	names := make([]string, len(in.Labels))
	for i, l := range in.Labels {
		names[i] = l.Name
	}
	in.desc = prometheus.NewDesc(in.Name, in.Help, names, nil)
}

func (in *instrument) empty(labels []string) *series {
	s := &series{labels: labels}
	if in.Type == TypeHistogram {
		s.buckets = make([]uint64, len(in.Buckets)+1)
	}
	return s
}

func (in *instrument) fail(reason string) { in.errors.WithLabelValues(in.Name, reason).Inc() }

// put takes in a value. It says whether it went to Other for want of room, and
// why it was not taken in, if so. The values may be changed afterwards.
func (in *instrument) put(labels []string, v float64) (overflowed bool, reason string) {
	if reason = in.refusal(labels, v); reason != "" {
		in.fail(reason)
		return false, reason
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	s, overflowed := in.slot(labels)
	if !in.add(s, v) {
		in.fail(reasonNotFinite)
		return overflowed, reasonNotFinite
	}
	in.dirty()
	return overflowed, ""
}

func (in *instrument) refusal(labels []string, v float64) string {
	switch {
	case len(labels) != len(in.Labels):
		return reasonLabel
	case math.IsNaN(v) || math.IsInf(v, 0):
		return reasonNotFinite
	case in.Type == TypeCounter && v < 0:
		return reasonNegative
	}
	return ""
}

// add puts v into a series; false if the sum would be infinite.
func (in *instrument) add(s *series, v float64) bool {
	switch in.Type {
	case TypeGauge:
		s.value = v
	case TypeCounter:
		if math.IsInf(s.value+v, 0) {
			return false
		}
		s.value += v
	case TypeHistogram:
		if math.IsInf(s.sum+v, 0) {
			return false
		}
		i, _ := slices.BinarySearch(in.Buckets, v)
		s.buckets[i]++
		s.count++
		s.sum += v
	}
	return true
}

// slot is the series of a label set; true if it had to be Other's. The caller
// holds the lock.
func (in *instrument) slot(labels []string) (*series, bool) {
	if len(in.Labels) == 0 {
		return in.other, false
	}
	in.key = in.key[:0]
	all := true // the set is that of Other
	for _, v := range labels {
		v = Clean(v)
		all = all && v == Other
		in.key = append(append(in.key, v...), separator)
	}
	if s := in.series[string(in.key)]; s != nil {
		return s, false
	}
	if all || !in.bound.Admit() {
		return in.overflow(), !all
	}
	set := make([]string, len(labels))
	for i, v := range labels {
		set[i] = strings.Clone(Clean(v))
	}
	s := in.empty(set)
	in.series[string(in.key)] = s
	return s, false
}

func (in *instrument) overflow() *series {
	if in.other == nil {
		in.other = in.empty(slices.Repeat([]string{Other}, len(in.Labels)))
	}
	return in.other
}

// each calls f for every series that has something to show. The caller holds the
// lock.
func (in *instrument) each(f func(*series)) {
	for _, s := range in.series {
		f(s)
	}
	if in.other != nil && !math.IsNaN(in.other.value) {
		f(in.other)
	}
}

// size is the number of label sets.
func (in *instrument) size() (n int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.each(func(*series) { n++ })
	return n
}

// metrics is what a scrape gets.
func (in *instrument) metrics() []prometheus.Metric {
	in.mu.Lock()
	defer in.mu.Unlock()
	list := make([]prometheus.Metric, 0, len(in.series)+1)
	in.each(func(s *series) { list = append(list, in.metric(s)) })
	return list
}

func (in *instrument) metric(s *series) prometheus.Metric {
	switch in.Type {
	case TypeGauge:
		return prometheus.MustNewConstMetric(in.desc, prometheus.GaugeValue, s.value, s.labels...)
	case TypeCounter:
		return prometheus.MustNewConstMetric(in.desc, prometheus.CounterValue, s.value, s.labels...)
	default:
		cumulative := make(map[float64]uint64, len(in.Buckets))
		var n uint64
		for i, b := range in.Buckets {
			n += s.buckets[i]
			cumulative[b] = n
		}
		return prometheus.MustNewConstHistogram(in.desc, s.count, s.sum, cumulative, s.labels...)
	}
}
