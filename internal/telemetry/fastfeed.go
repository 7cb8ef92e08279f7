package telemetry

import (
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/event"
)

// fastMetrics answer what the Fast Feed tells and how well it can be heard.
type fastMetrics struct {
	connected    prometheus.Gauge
	ends         *prometheus.CounterVec // end
	transactions prometheus.Counter
	bytes        prometheus.Counter
	last         prometheus.Gauge
	gaps         *prometheus.CounterVec // open
	voids        prometheus.Counter
	unusable     *prometheus.CounterVec // reason
	lead         prometheus.Histogram
}

func makeFast(k maker) fastMetrics {
	return fastMetrics{
		connected:    k.gauge("mev_bot_fastfeed_connected", "Whether the Fast Feed is connected (1) or not (0)."),
		ends:         k.counters("mev_bot_fastfeed_ends_total", "Connections to the Fast Feed that ended or did not come about, by why.", "end"),
		transactions: k.counter("mev_bot_fastfeed_transactions_total", "Transactions that the Fast Feed told of."),
		bytes:        k.counter("mev_bot_fastfeed_frame_bytes_total", "Size of their frames."),
		last:         k.gauge("mev_bot_fastfeed_last_transaction_timestamp_seconds", "When the last of them arrived."),
		gaps:         k.counters("mev_bot_fastfeed_gaps_total", "Stretches that were not heard, by whether their end was known at once (false) or not (true).", "open"),
		voids:        k.counter("mev_bot_fastfeed_voids_total", "Blocks that the sequencer gave up after it had told of their transactions."),
		lead: register(k, prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "mev_bot_fastfeed_lead_seconds", Help: "How much earlier the Fast Feed told of a transaction than the sequencer feed announced it; below 0: later.",
			Buckets: []float64{-0.1, -0.01, 0, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1},
		})),
		unusable: k.counters("mev_bot_fastfeed_frames_rejected_total", "Frames of the Fast Feed that were unusable or found no room.", "reason"),
	}
}

func (m *Metrics) onFastFeedState(f event.FastFeedState) {
	if f.Connected {
		m.fast.connected.Set(1)
		return
	}
	m.fast.connected.Set(0)
	m.fast.ends.WithLabelValues(m.bounded("fastfeed_ends", f.End)).Inc()
}

func (m *Metrics) onFastFeedTx(f event.FastFeedTx) {
	m.fast.transactions.Inc()
	m.fast.bytes.Add(float64(f.Bytes))
	m.fast.last.Set(float64(f.Received.UnixMilli()) / 1000)
}

func (m *Metrics) onFastFeedGap(f event.FastFeedGap) {
	open := "false"
	if f.Open {
		open = "true"
	}
	m.fast.gaps.WithLabelValues(open).Inc()
}
