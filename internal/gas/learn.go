package gas

import (
	"encoding/json"
	"log/slog"
	"maps"
	"strconv"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/amm"
	"mevbot/internal/l1data"
	"mevbot/internal/rpc"
)

// Learned is what receipts told of pools, by address: how much gas more than a
// plain one of its family each uses, or less.
type Learned map[common.Address]Lesson

// Lesson is what receipts told of a pool.
type Lesson struct {
	Extra    int64  `json:"extra"`    // gas
	Receipts uint64 `json:"receipts"` // that it was learned from
}

// Extra is gas by pool, beyond what a plain pool of its family uses. It is not
// changed once published. Its JSON names only the pools that have some.
type Extra []int64

// MarshalJSON writes what is not zero, by pool.
func (e Extra) MarshalJSON() ([]byte, error) {
	some := map[string]int64{}
	for id, gas := range e {
		if gas != 0 {
			some[strconv.Itoa(id)] = gas
		}
	}
	return json.Marshal(some)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (e *Extra) UnmarshalJSON(data []byte) error {
	var some map[amm.PoolID]int64
	if err := json.Unmarshal(data, &some); err != nil {
		return err
	}
	*e = nil
	for id, gas := range some {
		*e = e.with(id, gas)
	}
	return nil
}

// of a pool.
func (e Extra) of(id amm.PoolID) int64 {
	if int(id) < len(e) {
		return e[id]
	}
	return 0
}

// with is a copy in which a pool has so much.
func (e Extra) with(id amm.PoolID, gas int64) Extra {
	next := make(Extra, max(len(e), int(id)+1))
	copy(next, e)
	next[id] = gas
	return next
}

// Landed is what a receipt told of an attempt, beside what was expected.
type Landed struct {
	Steps   []Step
	Block   uint64
	Success bool
	// Estimated is the gas of execution that was expected, Used what it took.
	Estimated, Used uint64
	// Units is what the chain counts of the data by our reckoning, EstimatedL1 the gas
	// that it should have bought, UsedL1 what the receipt says; 0 is not known.
	Units, EstimatedL1, UsedL1 uint64
	// Offered is the highest fee that was signed and Paid what was paid, in wei per gas.
	Offered, Paid uint256.Int
}

// Landed takes in the receipt of a transaction: what its steps were, the gas of
// execution that was estimated for them, and the signed bytes. A revert teaches
// nothing of execution, and as much of the data as any other.
func (o *Oracle) Landed(steps []Step, estimate uint64, raw []byte, r *rpc.Receipt) {
	if r.GasUsed <= r.GasForL1 {
		return
	}
	l := Landed{
		Steps: steps, Block: uint64(r.Block), Success: r.Success, Estimated: estimate, Used: r.GasUsed - r.GasForL1, UsedL1: r.GasForL1, Paid: r.GasPrice,
	}
	o.weigh(&l, raw)
	if r.Success {
		o.learn(&l)
	}
	o.opts.Landed(&l)
}

// weigh compares what the data should have cost with what it did.
func (o *Oracle) weigh(l *Landed, raw []byte) {
	var tx types.Transaction
	if len(raw) > 0 && tx.UnmarshalBinary(raw) == nil {
		l.Offered.SetFromBig(tx.GasFeeCap())
	}
	s := o.view.Load()
	if s.At.IsZero() || l.UsedL1 == 0 || len(raw) == 0 {
		return
	}
	var err error
	if l.Units, err = o.Units(raw); err != nil {
		return
	}
	l.EstimatedL1 = l1data.Gas(l.Units, &s.PerUnit, &l.Paid)
	o.errors.l1.Observe(float64(l.EstimatedL1)/float64(l.UsedL1) - 1)
}

// learn moves what is known of the route's pools toward what was used, each by its
// part of the difference. What a pool writes for the first time in its life, a tick that
// is crossed or a sum that was zero, takes more once and says nothing of the next
// time. So only what two receipts of a pool in a row agree on counts: the smaller
// of two differences of one sign: half of it up, an eighth of it down, because what was
// touched earlier in its second takes less, too, and an underestimate loses money.
func (o *Oracle) learn(l *Landed) {
	key, err := shape(l.Steps)
	if err != nil || l.Estimated == 0 {
		return
	}
	off := int64(l.Used) - int64(l.Estimated)
	o.errors.l2.Observe(-float64(off) / float64(l.Used))
	o.log.Debug("gas learned", slog.Int("shape", key), slog.Uint64("used", l.Used), slog.Uint64("estimate", l.Estimated), slog.Uint64("data", l.UsedL1))
	part := off / int64(len(l.Steps))
	o.change(func(v *View) {
		for i := range l.Steps {
			id := l.Steps[i].Pool
			m := o.memory[id]
			v.Extra = v.Extra.with(id, v.Extra.of(id)+agreed(m.last, part))
			o.memory[id] = memory{receipts: m.receipts + 1, last: part}
		}
	})
}

// memory of a pool.
type memory struct {
	receipts uint64
	last     int64 // the pool's part of the newest difference, gas
}

// agreed is what two differences in a row move an estimate by: see learn.
func agreed(a, b int64) int64 {
	switch {
	case a > 0 && b > 0:
		return min(a, b) / 2
	case a < 0 && b < 0:
		return max(a, b) / 8
	default:
		return 0
	}
}

// recall is what an earlier run has learned of the market's pools.
func (o *Oracle) recall(learned Learned) (e Extra) {
	if len(learned) == 0 {
		return nil
	}
	for i := range o.opts.Market.Pools() {
		id := amm.PoolID(i)
		if l, ok := learned[o.opts.Market.Info(id).Address]; ok {
			e = e.with(id, l.Extra)
			o.memory[id] = memory{receipts: l.Receipts}
		}
	}
	return e
}

// Learned is what receipts have told so far, in earlier runs, too.
func (o *Oracle) Learned() Learned {
	o.publish.Lock()
	defer o.publish.Unlock()
	all := maps.Clone(o.opts.Learned)
	if all == nil {
		all = Learned{}
	}
	e := o.view.Load().Extra
	for id, m := range o.memory {
		all[o.opts.Market.Info(id).Address] = Lesson{Extra: e.of(id), Receipts: m.receipts}
	}
	return all
}

// ratios are the histograms of estimates against receipts.
type ratios struct{ l1, l2 prometheus.Histogram }

// reads are the readings of the prices by result.
type reads struct{ good, bad prometheus.Counter }

// newReads makes the metric; a nil registerer keeps it private.
func newReads(r prometheus.Registerer) reads {
	v := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "mev_bot_gas_reads_total", Help: "Readings of the prices of gas from the chain."}, []string{"result"})
	if r != nil {
		r.MustRegister(v)
	}
	return reads{good: v.WithLabelValues("success"), bad: v.WithLabelValues("failure")}
}

// newBaseFee makes the metric; a nil registerer keeps it private.
func newBaseFee(r prometheus.Registerer) prometheus.Gauge {
	g := prometheus.NewGauge(prometheus.GaugeOpts{Name: "mev_bot_gas_base_fee_wei", Help: "Base fee of the next block, in wei for each gas, when it was last read."})
	if r != nil {
		r.MustRegister(g)
	}
	return g
}

// newErrors makes the metrics; a nil registerer keeps them private.
func newErrors(r prometheus.Registerer) ratios {
	histogram := func(part, what string) prometheus.Histogram {
		h := prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "mev_bot_gas_" + part + "_estimate_error_ratio",
			Help:    "How far estimates of " + what + " are off, as (estimated-used)/used by the receipt.",
			Buckets: []float64{-0.5, -0.2, -0.1, -0.05, -0.02, -0.01, 0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1},
		})
		if r != nil {
			r.MustRegister(h)
		}
		return h
	}
	return ratios{l1: histogram("l1", "the gas for the data (gasUsedForL1)"), l2: histogram("l2", "the gas of execution")}
}
