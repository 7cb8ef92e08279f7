package rpc

import (
	"github.com/prometheus/client_golang/prometheus"
)

// metrics count what the events of calls do not say. Labels are names, never
// URLs.
type metrics struct {
	errors    *prometheus.CounterVec
	lies      *prometheus.CounterVec
	disputed  *prometheus.CounterVec
	unchecked *prometheus.CounterVec
	refused   *prometheus.CounterVec
	cuts      *prometheus.CounterVec
	hedge     *prometheus.CounterVec
	retries   prometheus.Counter
	switches  prometheus.Counter
}

func newMetrics(r prometheus.Registerer, c *Client) *metrics {
	vec := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "mev_bot_rpc_" + name, Help: help}, labels)
	}
	m := &metrics{
		errors:    vec("errors_total", "Calls that failed, by what was made of it.", "endpoint", "class", "reaction"),
		lies:      vec("lies_total", "Answers that contradict what is known of the chain.", "endpoint", "about"),
		disputed:  vec("disputed_total", "Questions about money that two nodes answered differently.", "method"),
		unchecked: vec("unchecked_total", "Questions about money that only one of two nodes answered.", "method"),
		refused:   vec("extra_refused_total", "Retries, hedges and reads that a budget or a rate limit refused.", "what"),
		cuts:      vec("subscription_cuts_total", "Subscriptions that ended and were made again.", "endpoint"),
		hedge:     vec("hedges_total", "Calls that two endpoints were asked, by who answered first.", "winner"),
		retries:   prometheus.NewCounter(prometheus.CounterOpts{Name: "mev_bot_rpc_retries_total", Help: "Calls that were repeated, here or elsewhere."}),
		switches:  prometheus.NewCounter(prometheus.CounterOpts{Name: "mev_bot_rpc_switches_total", Help: "Changes of the endpoint that reads go to."}),
	}
	if r != nil {
		r.MustRegister(m.errors, m.lies, m.disputed, m.unchecked, m.refused, m.cuts, m.hedge, m.retries, m.switches, &gauges{
			client: c,
			cost:   prometheus.NewDesc("mev_bot_rpc_cost_seconds", "What a call to the endpoint is expected to cost; reads go to the lowest.", []string{"endpoint"}, nil),
			lag:    prometheus.NewDesc("mev_bot_rpc_head_lag_seconds", "How long the block after the endpoint's head has been known.", []string{"endpoint"}, nil),
			usable: prometheus.NewDesc("mev_bot_rpc_usable", "1 if the endpoint may be asked.", []string{"endpoint"}, nil),
			skew:   prometheus.NewDesc("mev_bot_clock_skew_seconds", "The least by which this host's clock is ahead of an endpoint's (below 0: behind), from the Date of its answers; 0 within their whole seconds.", []string{"endpoint"}, nil),
		})
	}
	return m
}

func (m *metrics) hedged(won bool) {
	if won {
		m.hedge.WithLabelValues("second").Inc()
		return
	}
	m.hedge.WithLabelValues("first").Inc()
}

// gauges reads the endpoints' state when it is asked for.
type gauges struct {
	client                  *Client
	cost, lag, usable, skew *prometheus.Desc
}

// Describe names the gauges.
func (g *gauges) Describe(ch chan<- *prometheus.Desc) {
	ch <- g.cost
	ch <- g.lag
	ch <- g.usable
	ch <- g.skew
}

// Collect reads the gauges.
func (g *gauges) Collect(ch chan<- prometheus.Metric) {
	for _, s := range g.client.Endpoints() {
		usable := 0.0
		if s.Why == "" {
			usable = 1
		}
		ch <- prometheus.MustNewConstMetric(g.cost, prometheus.GaugeValue, s.CostMS/1000, s.Name)
		ch <- prometheus.MustNewConstMetric(g.lag, prometheus.GaugeValue, s.LagMS/1000, s.Name)
		ch <- prometheus.MustNewConstMetric(g.usable, prometheus.GaugeValue, usable, s.Name)
	}
	for _, e := range g.client.all {
		if e.http == nil {
			continue
		}
		if seconds, known := e.http.skew.seconds(); known {
			ch <- prometheus.MustNewConstMetric(g.skew, prometheus.GaugeValue, seconds, e.Name)
		}
	}
}
