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

// Learned is what receipts told of each shape, in gas without data; 0 is
// nothing.
type Learned [shapes]uint64

// shape is the key of a route's gas: the families of its hops in order.
func shape(pools Pools, hops []amm.Hop) (int, error) {
	if len(hops) < 2 || len(hops) > maxHops {
		return 0, ErrRoute
	}
	key := 0
	for _, hop := range slices.Backward(hops) {
		family := pools.Info(hop.Pool()).Family
		if family != amm.ConstantProduct && family != amm.Concentrated {
			return 0, ErrRoute
		}
		key = 3*key + int(family)
	}
	return key, nil
}

// execution is the gas that a route of this shape takes, without data.
func (l *Learned) execution(key int) uint64 {
	if units := l[key]; units != 0 {
		return units
	}
	return start(key)
}

// The bounds that a shape starts from, in gas, whole transactions. Measured with
// the contracts' published bytecode (package bindings, TestGasOverTheBareSwaps):
// 141,255 for two pairs, 170,001 for a pair and a concentrated pool, 224,284 for
// two concentrated pools, 465,580 for four. The margin is for storage that is
// written for the first time and for a tick or two that is crossed.
const (
	startRoute = 70_000
	startPair  = 50_000
	startFirst = 75_000  // the first concentrated pool
	startNext  = 115_000 // each further one: it runs inside the callback of the one before
)

// start is the bound of a shape that no receipt has told of.
func start(key int) uint64 {
	units, pool := uint64(startRoute), uint64(startFirst)
	for ; key > 0; key /= 3 {
		if amm.Family(key%3) == amm.ConstantProduct {
			units += startPair
			continue
		}
		units += pool
		pool = startNext
	}
	return units
}

// Learn takes in what a landed route of these hops really cost.
func (o *Oracle) Learn(hops []amm.Hop, r *rpc.Receipt) {
	key, err := shape(o.opts.Market, hops)
	if err != nil || !r.Success || r.GasUsed <= r.GasForL1 {
		return // a revert says nothing about the route's gas
	}
	used := r.GasUsed - r.GasForL1
	o.observe(key, hops, used, r)
	o.change(func(v *View) { v.Learned[key] = update(v.Learned[key], used) })
}

// update is the estimate after a receipt: up at once, down by an eighth of the
// difference.
func update(known, used uint64) uint64 {
	if used >= known {
		return used
	}
	return known - (known-used)/8
}

// observe compares what was estimated with what was paid.
func (o *Oracle) observe(key int, hops []amm.Hop, used uint64, r *rpc.Receipt) {
	s := o.view.Load()
	estimate := s.Learned.execution(key)
	o.errors.WithLabelValues("execution").Observe(float64(estimate)/float64(used) - 1)
	if !s.At.IsZero() && r.GasForL1 > 0 && !r.GasPrice.IsZero() {
		data := s.data(len(hops))
		o.errors.WithLabelValues("data").Observe(amm.Float(&data)/(float64(r.GasForL1)*amm.Float(&r.GasPrice)) - 1)
	}
	o.log.Debug("gas learned", slog.Int("hops", len(hops)), slog.Uint64("used", used), slog.Uint64("estimate", estimate), slog.Uint64("data", r.GasForL1))
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
