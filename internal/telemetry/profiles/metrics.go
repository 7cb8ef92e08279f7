package profiles

import "github.com/prometheus/client_golang/prometheus"

// metrics says whether profiles are there when they are needed.
type metrics struct {
	saved, failed *prometheus.CounterVec // by kind
	misses        *prometheus.CounterVec // by outcome
	pushes        *prometheus.CounterVec // by outcome
	bytes, files  prometheus.Gauge
	last          prometheus.Gauge
}

// What became of a miss, and of a push.
const (
	outcomeSaved   = "saved"
	outcomeFailed  = "failed"
	outcomeCooling = "cooling"
	outcomeDropped = "dropped"
	outcomeSent    = "sent"
)

func newMetrics(reg prometheus.Registerer) *metrics {
	counter := func(name, help, label string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, []string{label})
	}
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help})
	}
	m := &metrics{
		saved:  counter("mev_bot_profiles_saved_total", "Profile files written, by kind.", "kind"),
		failed: counter("mev_bot_profiles_failed_total", "Profiles that could not be taken or written, by kind.", "kind"),
		misses: counter("mev_bot_profiles_missed_objectives_total",
			"Missed objectives told to the profiler: saved with their trace, failed, cooling (too soon after the last one) or dropped (queue full).", "outcome"),
		pushes: counter("mev_bot_profiles_pushed_total", "Profiles for the Pyroscope server: sent, failed or dropped (queue full).", "outcome"),
		bytes:  gauge("mev_bot_profiles_bytes", "Bytes of all profile files that are kept."),
		files:  gauge("mev_bot_profiles_files", "Profile files that are kept."),
		last:   gauge("mev_bot_profiles_last_saved_timestamp_seconds", "When the last profile file was written; 0 if none was since the start."),
	}
	for _, k := range kinds {
		m.saved.WithLabelValues(string(k))
		m.failed.WithLabelValues(string(k))
	}
	for _, o := range []string{outcomeSaved, outcomeFailed, outcomeCooling, outcomeDropped} {
		m.misses.WithLabelValues(o)
	}
	for _, o := range []string{outcomeSent, outcomeFailed, outcomeDropped} {
		m.pushes.WithLabelValues(o)
	}
	if reg != nil {
		reg.MustRegister(m.saved, m.failed, m.misses, m.pushes, m.bytes, m.files, m.last)
	}
	return m
}
