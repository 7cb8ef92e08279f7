package pool

import (
	"slices"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
)

// Step is a part of a swap. A concentrated pool's swap has a step for each
// stretch between initialised ticks; a pair's is one step.
type Step struct {
	In, Out uint256.Int // fee included, in the tokens' smallest units
	// After is where the step left a concentrated pool; its liquidity is what
	// the swap goes on with. Crossed is how many initialised ticks it crossed.
	After   concentrated.State
	Crossed int
}

// Trace is Quote step by step: the steps add up to what Quote answers, and its
// errors are the same.
func (m *Market) Trace(h amm.Hop, in *uint256.Int) ([]Step, error) {
	var out uint256.Int
	if err := m.Quote(h, in, &out); err != nil {
		return nil, err
	}
	s := &m.slots[h.Pool()]
	if s.family == amm.ConstantProduct {
		return []Step{{In: *in, Out: out}}, nil
	}
	return s.trace(h.Direction(), in)
}

// trace makes the swap again and again, each time up to one tick more.
func (s *slot) trace(d amm.Direction, in *uint256.Int) ([]Step, error) {
	var steps []Step
	var before, r concentrated.Result
	ticks := s.conc.Ticks()
	if d == amm.ZeroForOne {
		slices.Reverse(ticks)
	}
	price := &s.speculative.conc.SqrtPriceX96
	for i := range ticks {
		at, err := concentrated.SqrtRatioAtTick(ticks[i].Index)
		if err != nil {
			return nil, err
		}
		if d == amm.ZeroForOne && !at.Lt(price) || d == amm.OneForZero && !at.Gt(price) {
			continue
		}
		limit := &at
		if ticks[i].Index == concentrated.MinTick || ticks[i].Index == concentrated.MaxTick {
			limit = nil // no swap may end there
		}
		if err := s.conc.QuoteIn(&s.ahead, d, in, limit, &r); err != nil {
			return nil, err
		}
		step := Step{After: r.After, Crossed: r.Crossed - before.Crossed}
		step.In.Sub(&r.In, &before.In)
		step.Out.Sub(&r.Out, &before.Out)
		steps, before = append(steps, step), r
		if r.In.Eq(in) {
			break
		}
	}
	return steps, nil
}
