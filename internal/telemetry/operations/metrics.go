package operations

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metricSet is what the profiler tells a scrape. The label operation has at
// most the operations that every bot has and Options.MaxNamed values.
type metricSet struct {
	calls     *prometheus.CounterVec // operation, result
	class     *prometheus.GaugeVec   // operation
	scores    *prometheus.GaugeVec   // resource
	resources *prometheus.GaugeVec   // resource
	alerts    prometheus.Counter
	saves     *prometheus.CounterVec // result
	lastSave  prometheus.Gauge
	bytes     prometheus.Gauge
}

func newMetricSet(reg prometheus.Registerer, lost func() uint64) *metricSet {
	m := &metricSet{
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mev_bot_operation_calls_total", Help: "Calls of each operation up to the last full minute, by result: ok or failed.",
		}, []string{"operation", "result"}),
		class: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "mev_bot_operation_class", Help: "Standing of each operation against its objective: 0 unknown, 1 excellent, 2 good, 3 average, 4 poor, 5 critical.",
		}, []string{"operation"}),
		scores: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "mev_bot_runtime_score", Help: "Score of heap, goroutines, gc and cpu: 100 is best, 0 worst. Absent until it can be judged.",
		}, []string{"resource"}),
		resources: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "mev_bot_runtime_class", Help: "Standing of heap, goroutines, gc and cpu: 0 unknown, 1 excellent, 2 good, 3 average, 4 poor, 5 critical.",
		}, []string{"resource"}),
		alerts: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "mev_bot_operation_alerts_total", Help: "Times that an operation or a resource entered poor or critical.",
		}),
		saves: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mev_bot_operation_report_saves_total", Help: "Reports of the operation profiler, checkpoints included, by whether they could be saved: ok or failed.",
		}, []string{"result"}),
		lastSave: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "mev_bot_operation_report_last_save_timestamp_seconds", Help: "When a report or checkpoint of the operation profiler was last saved.",
		}),
		bytes: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "mev_bot_operation_report_bytes", Help: "Size of the saved reports of the operation profiler together.",
		}),
	}
	overflow := prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "mev_bot_operation_name_overflow_total", Help: "Times that a new operation found no room or had an unusable name, and its call counted as other.",
	}, func() float64 { return float64(lost()) })
	if reg != nil {
		reg.MustRegister(m.calls, m.class, m.scores, m.resources, m.alerts, m.saves, m.lastSave, m.bytes, overflow)
	}
	m.saves.WithLabelValues("ok")
	m.saves.WithLabelValues("failed")
	return m
}

func (m *metricSet) count(operation string, t *tally) {
	m.calls.WithLabelValues(operation, "ok").Add(float64(t.n - t.failed))
	m.calls.WithLabelValues(operation, "failed").Add(float64(t.failed))
}

func (m *metricSet) score(s Score, standing Class) {
	if len(s.Parts) > 0 {
		m.scores.WithLabelValues(s.Resource).Set(s.Score)
	}
	m.resources.WithLabelValues(s.Resource).Set(float64(standing))
}

func (m *metricSet) saved(at time.Time, err error) {
	if err != nil {
		m.saves.WithLabelValues("failed").Inc()
		return
	}
	m.saves.WithLabelValues("ok").Inc()
	m.lastSave.Set(float64(at.UnixNano()) / 1e9)
}
