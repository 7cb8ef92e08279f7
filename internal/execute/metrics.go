package execute

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/event"
)

// unsettled is what waits for a receipt, by state: reserved, sent, unknown.
type unsettled [event.Unknown + 1]struct {
	n      int
	oldest time.Time // when the oldest was made; zero if there is none
}

func unsettledOf(open []*attempt) *unsettled {
	var u unsettled
	for _, a := range open {
		if !a.inFlight() {
			continue
		}
		s := &u[a.state]
		if s.n++; s.oldest.IsZero() || a.since.Before(s.oldest) {
			s.oldest = a.since
		}
	}
	return &u
}

var (
	descLive   = prometheus.NewDesc("mev_bot_live", "Whether attempts are sent (1) or tried out on paper (0).", nil, nil)
	descWaits  = prometheus.NewDesc("mev_bot_attempts_unsettled", "Attempts that have no receipt yet, by state: reserved, sent or unknown.", []string{"state"}, nil)
	descOldest = prometheus.NewDesc("mev_bot_attempt_oldest_unsettled_seconds", "Age of the oldest attempt that has no receipt yet, by state; 0 if there is none.", []string{"state"}, nil)
)

// gauges reads the runner when it is scraped.
type gauges struct{ r *Runner }

// Describe names the gauges.
func (*gauges) Describe(ch chan<- *prometheus.Desc) {
	ch <- descLive
	ch <- descWaits
	ch <- descOldest
}

// Collect reads the gauges.
func (g *gauges) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	live := 0.0
	if g.r.opts.Live {
		live = 1
	}
	gauge(descLive, live)
	now := g.r.now()
	for state, s := range g.r.waiting.Load() {
		age := 0.0
		if s.n > 0 {
			age = max(now.Sub(s.oldest).Seconds(), 0)
		}
		label := event.AttemptState(state).String()
		gauge(descWaits, float64(s.n), label)
		gauge(descOldest, age, label)
	}
}
