package metricstore

import (
	"math"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

var (
	descFailed = prometheus.NewDesc("mev_bot_rule_evaluation_failures_total", "Rules that could not be evaluated, also because their result could not be stored.", nil, nil)
	descMissed = prometheus.NewDesc("mev_bot_rule_evaluations_missed_total", "Evaluations of rule groups that were left out because the one before took too long.", nil, nil)
	descLag    = prometheus.NewDesc("mev_bot_remote_write_lag_seconds", "By how much the slowest remote write is behind the newest sample. Absent where none is configured.", nil, nil)
	descUnsent = prometheus.NewDesc("mev_bot_remote_write_lost_samples_total", "Samples that remote write gave up. Absent where none is configured.", nil, nil)
)

// libraryGauges tells the little of Prometheus' own metrics that alerts need.
type libraryGauges struct {
	from   prometheus.Gatherer
	remote bool // a remote write is configured
}

// Describe is prometheus.Collector's.
func (g libraryGauges) Describe(ch chan<- *prometheus.Desc) {
	ch <- descFailed
	ch <- descMissed
	if g.remote {
		ch <- descLag
		ch <- descUnsent
	}
}

// Collect is prometheus.Collector's.
func (g libraryGauges) Collect(ch chan<- prometheus.Metric) {
	families, err := g.from.Gather()
	if err != nil {
		ch <- prometheus.NewInvalidMetric(descFailed, err)
		return
	}
	by := make(map[string][]*dto.Metric, len(families))
	for _, f := range families {
		by[f.GetName()] = f.GetMetric()
	}
	sum := func(names ...string) (v float64) {
		for _, name := range names {
			for _, m := range by[name] {
				v += m.GetCounter().GetValue()
			}
		}
		return v
	}
	ch <- prometheus.MustNewConstMetric(descFailed, prometheus.CounterValue, sum("prometheus_rule_evaluation_failures_total"))
	ch <- prometheus.MustNewConstMetric(descMissed, prometheus.CounterValue, sum("prometheus_rule_group_iterations_missed_total"))
	if !g.remote {
		return
	}
	ch <- prometheus.MustNewConstMetric(descUnsent, prometheus.CounterValue, sum("prometheus_remote_storage_samples_failed_total", "prometheus_remote_storage_samples_dropped_total"))
	ch <- prometheus.MustNewConstMetric(descLag, prometheus.GaugeValue, lag(by))
}

// lag is the newest sample's time less that of the newest one sent, of the remote
// where that is greatest; 0 before the first sample.
func lag(by map[string][]*dto.Metric) float64 {
	newest, sent := 0.0, math.Inf(1)
	for _, m := range by["prometheus_remote_storage_highest_timestamp_in_seconds"] {
		newest = max(newest, m.GetGauge().GetValue())
	}
	for _, m := range by["prometheus_remote_storage_queue_highest_sent_timestamp_seconds"] {
		sent = min(sent, m.GetGauge().GetValue())
	}
	if newest == 0 || math.IsInf(sent, 1) {
		return 0
	}
	return max(newest-sent, 0)
}
