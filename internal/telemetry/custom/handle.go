package custom

import (
	"fmt"
	"slices"
)

// Counter is a handle on a counter that code defined. The zero value and nil
// count nothing.
type Counter struct{ in *instrument }

// Gauge is a handle on a gauge that code defined. The zero value and nil keep
// nothing.
type Gauge struct{ in *instrument }

// Histogram is a handle on a histogram that code defined. The zero value and nil
// observe nothing.
type Histogram struct{ in *instrument }

// Counter makes a counter, or finds the one of the same shape. name ends in
// _total; it gets Prefix.
func (m *Metrics) Counter(name, help string, labels ...string) (*Counter, error) {
	in, err := m.made(Definition{Name: name, Type: TypeCounter, Help: help}, labels)
	return &Counter{in}, err
}

// Gauge makes a gauge, or finds the one of the same shape.
func (m *Metrics) Gauge(name, help string, labels ...string) (*Gauge, error) {
	in, err := m.made(Definition{Name: name, Type: TypeGauge, Help: help}, labels)
	return &Gauge{in}, err
}

// Histogram makes a histogram, or finds the one of the same shape. buckets are
// its upper bounds; nil is Prometheus's default, made for seconds.
func (m *Metrics) Histogram(name, help string, buckets []float64, labels ...string) (*Histogram, error) {
	in, err := m.made(Definition{Name: name, Type: TypeHistogram, Help: help, Buckets: slices.Clone(buckets)}, labels)
	return &Histogram{in}, err
}

func (m *Metrics) made(d Definition, labels []string) (*instrument, error) {
	for _, l := range labels {
		d.Labels = append(d.Labels, Label{Name: l})
	}
	if _, err := m.define(d, SourceCode); err != nil {
		return nil, err
	}
	return m.find(d.Name), nil
}

// Inc adds 1. The values are those of the labels, in order.
func (c *Counter) Inc(values ...string) { c.Add(1, values...) }

// Add adds v. A negative v, and a wrong number of values, is counted in
// mev_bot_custom_metric_errors_total and has no other effect; so below.
func (c *Counter) Add(v float64, values ...string) {
	if c != nil && c.in != nil {
		c.in.put(values, v)
	}
}

// Set makes v the gauge's value.
func (g *Gauge) Set(v float64, values ...string) {
	if g != nil && g.in != nil {
		g.in.put(values, v)
	}
}

// Observe takes in v.
func (h *Histogram) Observe(v float64, values ...string) {
	if h != nil && h.in != nil {
		h.in.put(values, v)
	}
}

// find is the metric of that name, with or without Prefix; nil if there is none.
func (m *Metrics) find(name string) *instrument {
	name = full(name)
	list := *m.list.Load()
	i, ok := slices.BinarySearchFunc(list, name, func(in *instrument, name string) int {
		switch {
		case in.Name < name:
			return -1
		case in.Name > name:
			return 1
		}
		return 0
	})
	if !ok {
		return nil
	}
	return list[i]
}

// must is find for a name that has to exist.
func (m *Metrics) must(name string) (*instrument, error) {
	if in := m.find(name); in != nil {
		return in, nil
	}
	return nil, fmt.Errorf("custom metric %q: %w", Clean(name), ErrUnknown)
}
