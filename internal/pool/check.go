package pool

import (
	"strconv"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
)

func itoa(n int32) string { return strconv.Itoa(int(n)) }

// explains says that the pool's curve leads from the confirmed state to a
// swap's amounts and the state after it. Whether the trader got the best that
// the curve gives is not asked: a pair lets him take less.
func (s *slot) explains(e *swapLog) bool {
	if s.family == amm.Concentrated {
		return s.explainsConcentrated(e)
	}
	after := s.confirmed.pair
	if e.plain {
		return s.curve.Apply(&after, e.hop.Direction(), &e.in, &e.out) == nil && after == e.after.pair
	}
	// Both tokens came in, or one went out and back: the sums must be right.
	after.Reserve0.Add(&after.Reserve0, &e.paid[0])
	after.Reserve0.Sub(&after.Reserve0, &e.taken[0])
	after.Reserve1.Add(&after.Reserve1, &e.paid[1])
	after.Reserve1.Sub(&after.Reserve1, &e.taken[1])
	return after == e.after.pair
}

// most is the largest amount that a concentrated pool's swap accepts.
var most = uint256.Int{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0) >> 1}

// explainsConcentrated tries what the log does not tell: whether the input or
// the output was given, or a price limit ended the swap.
func (s *slot) explainsConcentrated(e *swapLog) bool {
	var r concentrated.Result
	d := e.hop.Direction()
	same := func() bool { return r.In == e.in && r.Out == e.out && r.After == e.after.conc }
	if s.conc.QuoteIn(&s.at, d, &e.in, nil, &r) == nil && same() {
		return true
	}
	if s.conc.QuoteOut(&s.at, d, &e.out, nil, &r) == nil && same() {
		return true
	}
	limit := e.after.conc.SqrtPriceX96
	if limit.Gt(&s.confirmed.conc.SqrtPriceX96) {
		d = amm.OneForZero // nothing was swapped, but the price moved
	} else if e.in.IsZero() {
		d = amm.ZeroForOne
	}
	if s.conc.QuoteIn(&s.at, d, &most, &limit, &r) == nil && same() {
		return true
	}
	return e.in.IsZero() && e.out.IsZero() && s.confirmed == e.after
}

// repeats says that a disturbed swap of a pair is what the router computes on
// the state that it really met: routers take exactly what the curve gives. It
// cannot say so for a path that comes through the pair twice.
func (s *slot) repeats(e *swapLog, msg *message, tx *plannedTx) bool {
	if s.family != amm.ConstantProduct || !e.plain {
		return true
	}
	seen := 0
	for _, st := range msg.stepsOf(tx) {
		if st.hop != unwatched && st.hop.Pool() == e.pool {
			seen++
		}
	}
	if seen != 1 {
		return true
	}
	var amount uint256.Int
	d := e.hop.Direction()
	if s.curve.AmountOut(&s.confirmed.pair, d, &e.in, &amount) == nil && amount == e.out {
		return true
	}
	return s.curve.AmountIn(&s.confirmed.pair, d, &e.out, &amount) == nil && amount == e.in
}
