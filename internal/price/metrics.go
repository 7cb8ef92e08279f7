package price

import (
	"errors"
	"math"

	"github.com/prometheus/client_golang/prometheus"
)

// reasons are the labels of refusals.
var reasons = []struct {
	err   error
	label string
}{
	{ErrStale, "stale"},
	{ErrUnknownToken, "unknown_token"},
	{ErrNoFeed, "no_feed"},
	{ErrFeed, "feed"},
	{ErrDecimals, "decimals"},
	{ErrAnswer, "answer"},
	{ErrBounds, "bounds"},
	{ErrRound, "round"},
	{ErrOld, "old"},
	{ErrSequencerDown, "sequencer"},
	{ErrNoPool, "no_pool"},
	{ErrThin, "thin"},
	{ErrDisagree, "disagree"},
}

// Reason is the short word for why a price was refused, as metrics have it;
// empty for nil.
func Reason(err error) string {
	if err == nil {
		return ""
	}
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.label
		}
	}
	return "other"
}

// metrics answer: is the native coin priced, and how many tokens are not?
type metrics struct {
	native  prometheus.Gauge
	refused *prometheus.GaugeVec
	reads   *prometheus.CounterVec // result
}

// newMetrics makes the metrics; a nil registerer keeps them private.
func newMetrics(r prometheus.Registerer) metrics {
	m := metrics{
		native: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "mev_bot_price_usd_per_native",
			Help: "Price of one native coin in US dollars; NaN while it is refused.",
		}),
		refused: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "mev_bot_price_refused_tokens",
			Help: "Tokens whose price in US dollars is refused, by reason.",
		}, []string{"reason"}),
		reads: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mev_bot_price_reads_total",
			Help: "Readings of all prices from the chain.",
		}, []string{"result"}),
	}
	m.native.Set(math.NaN())
	if r != nil {
		r.MustRegister(m.native, m.refused, m.reads)
	}
	return m
}

func (m *metrics) show(v *View) {
	usd := math.NaN()
	if p, err := v.USDPerNative(); err == nil {
		usd = p.Value.Float64() / math.Pow10(int(p.Decimals)) // shown, never computed with
	}
	m.native.Set(usd)
	counts := map[string]int{}
	for i := range v.rows {
		if err := v.rows[i].USD.Err; err != nil {
			counts[Reason(err)]++
		}
	}
	for _, r := range reasons {
		m.refused.WithLabelValues(r.label).Set(float64(counts[r.label]))
	}
}
