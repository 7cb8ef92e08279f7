package pool

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
)

// amounts is room for n+1 amounts along a path.
func (m *Market) amounts(n int) []uint256.Int {
	if cap(m.work.amounts) <= n {
		m.work.amounts = make([]uint256.Int, n+1)
	}
	return m.work.amounts[:n+1]
}

// backAndForth says that a step goes through the pair of the step before: the
// pair would have to pay itself and reverts.
func backAndForth(steps []step, i int) bool {
	return i > 0 && steps[i].hop != unwatched && steps[i].hop.Pool() == steps[i-1].hop.Pool()
}

// pairsIn is UniswapV2Router02.swapExactTokensForTokens: getAmountsOut for the
// whole path on the reserves before, then the swaps.
func (m *Market) pairsIn(r *route, steps []step, in, out *uint256.Int) bool {
	amounts := m.amounts(len(steps))
	amounts[0] = *in
	end := len(steps) // of what can be followed
	for i := range steps {
		s := &steps[i]
		if !m.known(s) {
			end, r.incomplete = i, true
			break
		}
		p := &m.slots[s.hop.Pool()]
		if backAndForth(steps, i) || p.curve.AmountOut(&p.speculative.pair, s.hop.Direction(), &amounts[i], &amounts[i+1]) != nil {
			return false
		}
	}
	if !r.incomplete && amounts[end].Lt(&r.bound) {
		return false
	}
	*out = amounts[end]
	return m.swapPairs(steps, amounts, 0, end)
}

// pairsOut is UniswapV2Router02.swapTokensForExactTokens: getAmountsIn for the
// whole path on the reserves before, then the swaps.
func (m *Market) pairsOut(r *route, steps []step, wanted, out *uint256.Int) bool {
	amounts := m.amounts(len(steps))
	amounts[len(steps)] = *wanted
	start := 0 // of what can be followed
	for i := len(steps) - 1; i >= 0; i-- {
		s := &steps[i]
		if !m.known(s) {
			start, r.incomplete = i+1, true
			break
		}
		p := &m.slots[s.hop.Pool()]
		if backAndForth(steps, i) || p.curve.AmountIn(&p.speculative.pair, s.hop.Direction(), &amounts[i+1], &amounts[i]) != nil {
			return false
		}
	}
	if !r.incomplete && amounts[0].Gt(&r.bound) {
		return false
	}
	if r.mode == sequentialOut {
		if r.incomplete {
			return true
		}
		in := amounts[0]
		return m.pairsSequential(r, steps, &in, new(uint256.Int), out)
	}
	*out = *wanted
	return m.swapPairs(steps, amounts, start, len(steps))
}

// swapPairs makes the swaps of steps from..to with amounts that are fixed.
func (m *Market) swapPairs(steps []step, amounts []uint256.Int, from, to int) bool {
	for i := from; i < to; i++ {
		if !m.swapPair(&steps[i], &amounts[i], &amounts[i+1]) {
			return false
		}
	}
	return true
}

// swapPair is UniswapV2Pair.swap.
func (m *Market) swapPair(s *step, in, out *uint256.Int) bool {
	p := &m.slots[s.hop.Pool()]
	s.in, s.out, s.after = *in, *out, p.speculative
	if p.curve.Apply(&s.after.pair, s.hop.Direction(), in, out) != nil {
		return false
	}
	return m.move(s)
}

// pairsSequential is _swapSupportingFeeOnTransferTokens of the V2 router, and
// _swap of SwapRouter02: each amount is computed from the reserves at its turn.
// The tokens are taken to transfer what they say.
func (m *Market) pairsSequential(r *route, steps []step, in, least, out *uint256.Int) bool {
	amount := *in
	for i := range steps {
		s := &steps[i]
		if !m.known(s) {
			r.incomplete = true
			return true
		}
		p := &m.slots[s.hop.Pool()]
		if backAndForth(steps, i) || p.curve.AmountOut(&p.speculative.pair, s.hop.Direction(), &amount, out) != nil || !m.swapPair(s, &amount, out) {
			return false
		}
		amount = *out
	}
	return !out.Lt(least)
}

// cycle is Executor.execute: each hop takes what the one before gave, whatever
// order the callbacks nest in, because no pool comes twice. bound is the input
// with the least profit.
func (m *Market) cycle(r *route, steps []step, in, out *uint256.Int) bool {
	amount := *in
	var res concentrated.Result
	for i := range steps {
		s := &steps[i]
		if !m.known(s) {
			r.incomplete = true
			return true
		}
		p := &m.slots[s.hop.Pool()]
		if p.family == amm.ConstantProduct {
			if p.curve.AmountOut(&p.speculative.pair, s.hop.Direction(), &amount, out) != nil || !m.swapPair(s, &amount, out) {
				return false
			}
			amount = *out
			continue
		}
		if p.conc.QuoteIn(&p.ahead, s.hop.Direction(), &amount, nil, &res) != nil || res.In.IsZero() || !m.swapConcentrated(s, &res) {
			return false
		}
		amount = res.Out
	}
	*out = amount
	return !out.Lt(&r.bound)
}

// limit of a route, nil for the routers' default. Only routes of one hop have
// one.
func (r *route) sqrtLimit() *uint256.Int {
	if r.limit.IsZero() {
		return nil
	}
	return &r.limit
}

// concentratedIn is exactInput and exactInputSingle of the V3 routers: each hop
// spends what the one before gave.
func (m *Market) concentratedIn(r *route, steps []step, in, out *uint256.Int) bool {
	amount := *in
	var res concentrated.Result
	for i := range steps {
		s := &steps[i]
		if !m.known(s) {
			r.incomplete = true
			return true
		}
		p := &m.slots[s.hop.Pool()]
		// The callback refuses a swap in which nothing is owed.
		if p.conc.QuoteIn(&p.ahead, s.hop.Direction(), &amount, r.sqrtLimit(), &res) != nil || res.In.IsZero() {
			return false
		}
		if !m.swapConcentrated(s, &res) {
			return false
		}
		amount = res.Out
	}
	*out = amount
	return !out.Lt(&r.bound)
}

// concentratedOut is exactOutput and exactOutputSingle of the V3 routers: the
// last pool is asked first, and each pool is paid by the one before it in the
// path, inside its callback; so no pool may come twice.
func (m *Market) concentratedOut(r *route, steps []step, wanted, out *uint256.Int) bool {
	amount := *wanted
	limit := r.sqrtLimit()
	var res concentrated.Result
	for i := len(steps) - 1; i >= 0; i-- {
		s := &steps[i]
		if !m.known(s) {
			r.incomplete = true
			return true
		}
		for k := i + 1; k < len(steps); k++ {
			if steps[k].hop.Pool() == s.hop.Pool() {
				return false
			}
		}
		p := &m.slots[s.hop.Pool()]
		if p.conc.QuoteOut(&p.ahead, s.hop.Direction(), &amount, limit, &res) != nil || res.In.IsZero() {
			return false
		}
		if limit == nil && !res.Out.Eq(&amount) || !m.swapConcentrated(s, &res) {
			return false
		}
		if i == len(steps)-1 {
			*out = res.Out
		}
		amount = res.In
	}
	return !amount.Gt(&r.bound)
}

// swapConcentrated is what UniswapV3Pool.swap leaves.
func (m *Market) swapConcentrated(s *step, res *concentrated.Result) bool {
	s.in, s.out = res.In, res.Out
	s.after = state{conc: res.After}
	return m.move(s)
}
