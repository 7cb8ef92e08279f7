package feed

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics answer which feed is worth its connection. The nil value counts
// nothing.
type metrics struct {
	copies      *prometheus.CounterVec   // feed, what
	lead        *prometheus.HistogramVec // feed
	differences *prometheus.CounterVec   // feed
	rejected    *prometheus.CounterVec   // feed, reason
}

func newMetrics(reg prometheus.Registerer) (*metrics, error) {
	if reg == nil {
		return nil, nil
	}
	m := &metrics{
		copies: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mev_bot_feed_copies_total", Help: "Messages of each feed: first, repeat, early (others are missing before it), again, replaced (reorg), apart (another history).",
		}, []string{"feed", "what"}),
		lead: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "mev_bot_feed_lead_seconds", Help: "By how much a feed's first copy was before the next feed's.",
			Buckets: []float64{.0001, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"feed"}),
		differences: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mev_bot_feed_differences_total", Help: "How often a feed began to tell another history than the one followed.",
		}, []string{"feed"}),
		rejected: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mev_bot_feed_rejected_total", Help: "Unusable frames and messages of each feed, by reason.",
		}, []string{"feed", "reason"}),
	}
	for _, c := range []prometheus.Collector{m.copies, m.lead, m.differences, m.rejected} {
		if err := reg.Register(c); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// placementNames are the values of the label what.
var placementNames = [...]string{inOrder: "first", repeat: "repeat", early: "early", again: "again", replaced: "replaced", apart: "apart"}

func (m *metrics) copy(feed string, p placement) {
	if m != nil {
		m.copies.WithLabelValues(feed, placementNames[p]).Inc()
	}
}

func (m *metrics) led(feed string, lead time.Duration) {
	if m != nil {
		m.lead.WithLabelValues(feed).Observe(lead.Seconds())
	}
}

func (m *metrics) differed(feed string) {
	if m != nil {
		m.differences.WithLabelValues(feed).Inc()
	}
}

func (m *metrics) reject(feed, reason string) {
	if m != nil {
		m.rejected.WithLabelValues(feed, reason).Inc()
	}
}
