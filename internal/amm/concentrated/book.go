package concentrated

import (
	"fmt"
	"slices"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// mark is an initialised tick with what quotes want to know of it.
type mark struct {
	Tick
	sqrt  uint256.Int // price at the tick
	above uint256.Int // liquidity from this tick up to the next mark
}

// book holds a pool's initialised ticks, ascending. A book that a ladder was
// built from never changes; Modify makes a new one.
type book []mark

// last is the index of the last mark at or below a tick, -1 if there is none.
func (b book) last(tick int32) int {
	lo, hi := 0, len(b) // b[:lo] is at or below, b[hi:] is above
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if b[mid].Index <= tick {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}

// liquidity in range when the price is at a tick.
func (b book) liquidity(tick int32) (l uint256.Int) {
	if i := b.last(tick); i >= 0 {
		l = b[i].above
	}
	return l
}

func (p *Pool) newBook(ticks []Tick) (book, error) {
	b := make(book, len(ticks))
	var running uint256.Int
	for i := range ticks {
		t := &ticks[i]
		if err := p.usable(t.Index); err != nil {
			return nil, err
		}
		if i > 0 && t.Index <= ticks[i-1].Index {
			return nil, fmt.Errorf("tick %d follows tick %d: %w", t.Index, ticks[i-1].Index, amm.ErrState)
		}
		var size uint256.Int
		if size.Abs(&t.Net); t.Gross.IsZero() || t.Gross.Gt(&p.perTick) || size.Gt(&t.Gross) {
			return nil, fmt.Errorf("tick %d: gross liquidity %s, net %s: %w", t.Index, t.Gross.Dec(), t.Net.Hex(), amm.ErrState)
		}
		if err := addLiquidity(&running, &running, &t.Net); err != nil {
			return nil, fmt.Errorf("liquidity above tick %d is negative or too large: %w", t.Index, amm.ErrState)
		}
		b[i] = mark{Tick: *t, sqrt: sqrtAtTick(t.Index), above: running}
	}
	if !running.IsZero() {
		return nil, fmt.Errorf("liquidity %s is left above the last tick: %w", running.Dec(), amm.ErrState)
	}
	return b, nil
}

// Modify adds the liquidity delta (two's complement) to the positions over
// [lower, upper): a Mint with a positive delta, a Burn with a negative one.
// Ticks appear, and vanish when nothing begins or ends there any more, so the
// opposite delta undoes it exactly. A delta of zero, a Burn that only collects
// fees, changes nothing.
//
// Errors leave the pool as it was: amm.ErrOverflow where the contract reverts
// because a tick or the range would hold too much, amm.ErrState for a range or
// a removal that the contract cannot have accepted.
//
// Views keep answering for the pool as it was; Locate them again.
func (p *Pool) Modify(lower, upper int32, delta *uint256.Int) error {
	if lower >= upper {
		return fmt.Errorf("modify ticks %d to %d: %w", lower, upper, amm.ErrState)
	}
	for _, t := range [2]int32{lower, upper} {
		if err := p.usable(t); err != nil {
			return fmt.Errorf("modify ticks %d to %d: %w", lower, upper, err)
		}
	}
	if delta.IsZero() {
		return nil
	}
	b := make(book, len(p.ticks), len(p.ticks)+2)
	copy(b, p.ticks)
	var minus uint256.Int
	minus.Neg(delta)
	b, err := b.add(lower, delta, delta, &p.perTick)
	if err == nil {
		b, err = b.add(upper, delta, &minus, &p.perTick)
	}
	if err != nil {
		return fmt.Errorf("modify ticks %d to %d: %w", lower, upper, err)
	}
	from, to := b.last(lower), b.last(upper)
	for i := from; i < to; i++ {
		if err := addLiquidity(&b[i].above, &b[i].above, delta); err != nil {
			return fmt.Errorf("modify ticks %d to %d: %w", lower, upper, err)
		}
	}
	for _, i := range [2]int{to, from} { // the higher index first: it stays valid
		if !b[i].Gross.IsZero() {
			continue
		}
		if !b[i].Net.IsZero() {
			return fmt.Errorf("modify ticks %d to %d: net liquidity is left at %d: %w", lower, upper, b[i].Index, amm.ErrState)
		}
		b = slices.Delete(b, i, i+1)
	}
	p.ticks = b
	p.ladder = p.ladder.onBook(b, lower, upper)
	return nil
}

// add changes a tick's gross and net liquidity, making the tick if needed.
func (b book) add(tick int32, gross, net, limit *uint256.Int) (book, error) {
	i := b.last(tick)
	if i < 0 || b[i].Index != tick {
		m := mark{Tick: Tick{Index: tick}, sqrt: sqrtAtTick(tick)}
		if i >= 0 {
			m.above = b[i].above
		}
		i++
		b = slices.Insert(b, i, m)
	}
	m := &b[i]
	if err := addLiquidity(&m.Gross, &m.Gross, gross); err != nil {
		return nil, err
	}
	if m.Gross.Gt(limit) {
		return nil, amm.ErrOverflow
	}
	m.Net.Add(&m.Net, net)
	return b, nil
}

// usable says whether a position may begin or end at a tick.
func (p *Pool) usable(tick int32) error {
	if tick < MinTick || tick > MaxTick || tick%p.spacing != 0 {
		return fmt.Errorf("tick %d is not usable with spacing %d: %w", tick, p.spacing, amm.ErrState)
	}
	return nil
}

// addLiquidity is LiquidityMath.addDelta: z = l + delta, in [0, 2^128).
// amm.ErrState if it would be negative, amm.ErrOverflow if too large.
func addLiquidity(z, l, delta *uint256.Int) error {
	if delta.Sign() < 0 {
		var size uint256.Int
		size.Neg(delta)
		if size.Gt(l) {
			return amm.ErrState
		}
		z.Sub(l, &size)
		return nil
	}
	var sum uint256.Int
	if sum.Add(l, delta); sum[2]|sum[3]|delta[2]|delta[3] != 0 {
		return amm.ErrOverflow
	}
	*z = sum
	return nil
}

// maxLiquidityPerTick is Tick.tickSpacingToMaxLiquidityPerTick.
func maxLiquidityPerTick(spacing int32) (l uint256.Int) {
	count := uint64(MaxTick/spacing*2 + 1)
	l = uint256.Int{^uint64(0), ^uint64(0)}
	return *l.Div(&l, uint256.NewInt(count))
}
