package integrity

import (
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/event"
)

// metrics of snapshots. Attempts to repair are counted with the other facts.
type metrics struct {
	snapshots *prometheus.CounterVec // state
	checked   *prometheus.CounterVec // part
	wrong     *prometheus.CounterVec // part
	unknown   *prometheus.CounterVec // part
	ratio     *prometheus.GaugeVec   // part
	healthy   prometheus.Gauge
	at        prometheus.Gauge
	took      prometheus.Gauge
}

func newMetrics(r prometheus.Registerer) *metrics {
	vec := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "mev_bot_" + name, Help: help}, labels)
	}
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Name: "mev_bot_integrity_" + name, Help: help})
	}
	m := &metrics{
		snapshots: vec("integrity_snapshots_total", "Snapshots of the bot's integrity by what came out: ok, failed, unknown.", "state"),
		checked:   vec("integrity_checked_total", "What snapshots looked at, by part: pools, predictions, contract calls, quotes, rows.", "part"),
		wrong:     vec("integrity_wrong_total", "What of it was wrong.", "part"),
		unknown:   vec("integrity_unknown_total", "Snapshots in which a part could not be looked at.", "part"),
		ratio: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "mev_bot_integrity_wrong_ratio", Help: "The share of what the last snapshot looked at that was wrong, by part.",
		}, []string{"part"}),
		healthy: gauge("healthy", "Whether the last snapshot was ok (1) or not (0)."),
		at:      gauge("last_snapshot_timestamp_seconds", "When the last snapshot was taken."),
		took:    gauge("snapshot_duration_seconds", "How long the last snapshot took."),
	}
	for _, s := range []State{OK, Failed, Unknown} {
		m.snapshots.WithLabelValues(string(s))
	}
	for _, p := range parts() {
		m.checked.WithLabelValues(p)
		m.wrong.WithLabelValues(p)
		m.unknown.WithLabelValues(p)
		m.ratio.WithLabelValues(p)
	}
	if r != nil {
		r.MustRegister(m.snapshots, m.checked, m.wrong, m.unknown, m.ratio, m.healthy, m.at, m.took)
	}
	return m
}

func (m *metrics) snapshot(s *Snapshot) {
	m.snapshots.WithLabelValues(string(s.State)).Inc()
	for i := range s.Parts {
		p := &s.Parts[i]
		m.checked.WithLabelValues(p.Name).Add(float64(p.Checked))
		m.wrong.WithLabelValues(p.Name).Add(float64(p.Wrong))
		m.ratio.WithLabelValues(p.Name).Set(p.Ratio)
		if p.State == Unknown {
			m.unknown.WithLabelValues(p.Name).Inc()
		}
	}
	m.healthy.Set(0)
	if s.State == OK {
		m.healthy.Set(1)
	}
	m.at.Set(float64(s.At.UnixMilli()) / 1e3)
	m.took.Set(s.Seconds)
}

// watch adds what is read off the board when it is asked for.
func (m *metrics) watch(r prometheus.Registerer, b *board) {
	if r != nil {
		r.MustRegister(&openCases{board: b})
	}
}

// openCases are the gauges of what is being repaired.
type openCases struct{ board *board }

var (
	descOpen   = prometheus.NewDesc("mev_bot_recovery_open", "What is wrong now and being repaired, by action.", []string{"action"}, nil)
	descPerson = prometheus.NewDesc("mev_bot_recovery_needs_person", "What of it attempts have not repaired, so that a person is needed.", []string{"action"}, nil)
)

// Describe names the gauges.
func (o *openCases) Describe(ch chan<- *prometheus.Desc) {
	ch <- descOpen
	ch <- descPerson
}

// Collect counts the cases.
func (o *openCases) Collect(ch chan<- prometheus.Metric) {
	open, person := map[string]int{}, map[string]int{}
	for _, c := range o.board.open() {
		open[c.Action]++
		if c.NeedsPerson {
			person[c.Action]++
		}
	}
	for _, a := range event.RecoveryActions() {
		ch <- prometheus.MustNewConstMetric(descOpen, prometheus.GaugeValue, float64(open[a]), a)
		ch <- prometheus.MustNewConstMetric(descPerson, prometheus.GaugeValue, float64(person[a]), a)
	}
}
