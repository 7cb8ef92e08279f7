package ledger

import (
	"math"
	"time"

	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"
)

// metrics answer: do the books balance, and what lies in the executor?
type metrics struct {
	unexplained prometheus.Gauge
	at          prometheus.Gauge
	executor    *prometheus.GaugeVec // asset
}

// newMetrics makes the metrics; a nil registerer keeps them private. What was not
// read yet is NaN.
func newMetrics(r prometheus.Registerer) metrics {
	m := metrics{
		unexplained: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "mev_bot_books_unexplained_ether",
			Help: "What wallet and executor gained beyond the books when they were last compared; below 0 something is missing. NaN before the first time.",
		}),
		at: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "mev_bot_books_compared_timestamp_seconds", Help: "When the books were last compared with the chain; 0 if they were not.",
		}),
		executor: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "mev_bot_executor_balance_ether", Help: "What the executor held when the books were last compared, by asset: native or base.",
		}, []string{"asset"}),
	}
	m.unexplained.Set(math.NaN())
	if r != nil {
		r.MustRegister(m.unexplained, m.at, m.executor)
	}
	return m
}

func (m *metrics) compared(b *Balances, unexplained SignedWei, at time.Time) {
	m.unexplained.Set(signedEther(unexplained))
	m.at.Set(float64(at.UnixMilli()) / 1000)
	m.executor.WithLabelValues("native").Set(ether(&b.ExecutorNative))
	m.executor.WithLabelValues("base").Set(ether(&b.ExecutorBase))
}

// ether and signedEther are for showing only.
func ether(wei *uint256.Int) float64 { return wei.Float64() / 1e18 }

func signedEther(d SignedWei) float64 {
	if d.Sign() < 0 {
		return -ether(new(uint256.Int).Neg(&d.twos))
	}
	return ether(&d.twos)
}
