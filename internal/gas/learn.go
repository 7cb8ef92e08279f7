package gas

import (
	"log/slog"
	"slices"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/amm"
	"mevbot/internal/rpc"
)

// maxHops is the longest route that the executor takes.
const maxHops = 4

// shapes is the number of keys: one digit a hop, 0 for none, else the family.
const shapes = 3 * 3 * 3 * 3

// shape is the key of a route's gas: the families of its hops in order.
func (o *Oracle) shape(hops []amm.Hop) (int, error) {
	if len(hops) < 2 || len(hops) > maxHops {
		return 0, ErrRoute
	}
	key := 0
	for _, hop := range slices.Backward(hops) {
		family := o.opts.Market.Info(hop.Pool()).Family
		if family != amm.ConstantProduct && family != amm.Concentrated {
			return 0, ErrRoute
		}
		key = 3*key + int(family)
	}
	return key, nil
}

// execution is the gas that a route of this shape takes, without data.
func (o *Oracle) execution(key int) uint64 {
	if units := o.learned[key].Load(); units != 0 {
		return units
	}
	return start(key)
}

// The bounds that a shape starts from, in gas. Measured with the contracts'
// published bytecode (package execute, TestRouteOnChain, which prints them and
// fails when a route takes more): the most of cold pools and storage, with a
// margin for ticks that are crossed.
const (
	startRoute        = 60_000
	startPair         = 85_000
	startConcentrated = 125_000
)

// start is the bound of a shape that no receipt has told of.
func start(key int) uint64 {
	units := uint64(startRoute)
	for ; key > 0; key /= 3 {
		if amm.Family(key%3) == amm.ConstantProduct {
			units += startPair
		} else {
			units += startConcentrated
		}
	}
	return units
}

// Learn takes in what a landed route of these hops really cost.
func (o *Oracle) Learn(hops []amm.Hop, r *rpc.Receipt) {
	key, err := o.shape(hops)
	if err != nil || !r.Success || r.GasUsed <= r.GasForL1 {
		return // a revert says nothing about the route's gas
	}
	used := r.GasUsed - r.GasForL1
	cell := &o.learned[key]
	for {
		known := cell.Load()
		if cell.CompareAndSwap(known, update(known, used)) {
			break
		}
	}
	if s := o.snapshot.Load(); s != nil {
		o.observe(s, key, hops, used, r)
	}
}

// update is the estimate after a receipt: up at once, down by an eighth of the
// difference.
func update(known, used uint64) uint64 {
	if used >= known {
		return used
	}
	return known - (known-used)/8
}

func (o *Oracle) observe(s *Snapshot, key int, hops []amm.Hop, used uint64, r *rpc.Receipt) {
	execution := float64(o.execution(key))/float64(used) - 1
	o.errors.WithLabelValues("execution").Observe(execution)
	if r.GasForL1 > 0 {
		estimated := s.data(len(hops))
		paid := float64(r.GasForL1) * amm.Float(&r.GasPrice)
		o.errors.WithLabelValues("data").Observe(amm.Float(&estimated)/paid - 1)
	}
	o.log.Debug("gas learned", slog.Int("hops", len(hops)), slog.Uint64("used", used), slog.Uint64("data", r.GasForL1), slog.Uint64("estimate", o.execution(key)))
}

// newErrors makes the metric; a nil registerer keeps it private.
func newErrors(r prometheus.Registerer) *prometheus.HistogramVec {
	h := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "mev_bot_gas_estimate_error_ratio",
		Help:    "How far estimates of gas are off, as (estimated-used)/used, by part: execution or data.",
		Buckets: []float64{-0.5, -0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2, 0.5, 1},
	}, []string{"part"})
	if r != nil {
		r.MustRegister(h)
	}
	return h
}
