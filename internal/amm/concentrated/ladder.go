package concentrated

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// reach is how many boundaries a fresh ladder has to each side of the price.
const reach = 32

// near is how few boundaries may be left ahead of the price before the ladders
// are built anew around it.
const near = reach / 4

// rung is a boundary on a ladder, and the stretch that begins there. Sums are
// over the whole steps from the ladder's first rung up to this one.
type rung struct {
	sqrt      uint256.Int // price at the boundary
	liquidity uint256.Int // beyond it, in the direction of travel
	in, out   uint256.Int // sums: taken with fee, given
	tick      int32
	crossed   int32 // sum: initialised ticks among the rungs after the first
	edge      bool  // not initialised: the edge of a bitmap word or of the range
}

// ladder has the boundaries around a price in the order of travel, for both
// directions. It never changes once built.
type ladder struct {
	ticks book
	sides [2][]rung // by direction
}

// ahead is the next boundary in the direction of travel from a tick, as
// TickBitmap.nextInitializedTickWithinOneWord finds it, clamped to the range of
// ticks: at or below the tick on the way down, above it on the way up.
func (p *Pool) ahead(b book, d amm.Direction, tick int32) (next int32, edge bool) {
	word := 256 * p.spacing
	i := b.last(tick)
	if d == amm.ZeroForOne {
		start := max(floorDiv(tick, word)*word, MinTick)
		if i >= 0 && b[i].Index >= start {
			return b[i].Index, false
		}
		return start, true
	}
	end := min(p.endOfWord(tick), MaxTick)
	if i+1 < len(b) && b[i+1].Index <= end {
		return b[i+1].Index, false
	}
	return end, true
}

// change is the next initialised tick in the direction of travel from a tick, or
// the end of the range: where the liquidity may change, whatever word edges are
// on the way.
func (p *Pool) change(b book, d amm.Direction, tick int32) (next int32, edge bool) {
	i := b.last(tick)
	if d == amm.ZeroForOne {
		if i >= 0 {
			return b[i].Index, false
		}
		return MinTick, true
	}
	if i+1 < len(b) {
		return b[i+1].Index, false
	}
	return MaxTick, true
}

// behind is the boundary of direction d that comes before the one ahead: above
// the tick on the way down, at or below it on the way up.
func (p *Pool) behind(b book, d amm.Direction, tick int32) int32 {
	word := 256 * p.spacing
	i := b.last(tick)
	if d == amm.ZeroForOne {
		start := min((floorDiv(tick, word)+1)*word, MaxTick)
		if i+1 < len(b) && b[i+1].Index <= start {
			return b[i+1].Index
		}
		return start
	}
	end := max(p.endOfWord(tick)-word, MinTick)
	if i >= 0 && b[i].Index >= end {
		return b[i].Index
	}
	return end
}

// endOfWord is the first tick above the given one that ends a bitmap word.
func (p *Pool) endOfWord(tick int32) int32 {
	word := 256 * p.spacing
	last := word - p.spacing
	return floorDiv(tick-last, word)*word + word + last
}

func floorDiv(a, b int32) int32 {
	q := a / b
	if a%b != 0 && a < 0 {
		q--
	}
	return q
}

// departed is the tick that the contract stores on reaching a boundary.
func departed(d amm.Direction, boundary int32) int32 {
	if d == amm.ZeroForOne {
		return boundary - 1
	}
	return boundary
}

// build makes both ladders around a tick.
func (p *Pool) build(tick int32) *ladder {
	l := &ladder{ticks: p.ticks}
	for d := range l.sides {
		l.sides[d] = p.side(amm.Direction(d), tick)
	}
	return l
}

func (p *Pool) side(d amm.Direction, tick int32) []rung {
	b := p.ticks
	first := p.behind(b, d, tick)
	for range reach {
		if first == MinTick || first == MaxTick {
			break
		}
		back := first // as a tick inside the stretch before this boundary
		if d == amm.OneForZero {
			back--
		}
		first = p.behind(b, d, back)
	}
	side := make([]rung, 0, 2*reach+2)
	at := b.last(first)
	side = append(side, p.rung(b, d, first, at < 0 || b[at].Index != first))
	for left := reach + 1; left > 0; {
		prev := &side[len(side)-1]
		if len(side) > 1 && (prev.tick == MinTick || prev.tick == MaxTick) {
			break
		}
		next, edge := p.ahead(b, d, departed(d, prev.tick))
		r := p.rung(b, d, next, edge)
		p.whole(d, &prev.sqrt, &r.sqrt, &prev.liquidity, &r.in, &r.out)
		r.in.Add(&r.in, &prev.in)
		r.out.Add(&r.out, &prev.out)
		r.crossed = prev.crossed
		if !edge {
			r.crossed++
		}
		side = append(side, r)
		if d == amm.ZeroForOne && next <= tick || d == amm.OneForZero && next > tick {
			left--
		}
	}
	return side
}

func (p *Pool) rung(b book, d amm.Direction, tick int32, edge bool) rung {
	r := rung{tick: tick, edge: edge, liquidity: b.liquidity(departed(d, tick))}
	if i := b.last(tick); !edge {
		r.sqrt = b[i].sqrt
	} else {
		r.sqrt = sqrtAtTick(tick)
	}
	return r
}

// onBook is the ladder for a book that differs from the ladder's own by a
// position over [lower, upper): the same rungs if the position does not touch
// them, else nil.
func (l *ladder) onBook(b book, lower, upper int32) *ladder {
	if l == nil {
		return nil
	}
	down, up := l.sides[amm.ZeroForOne], l.sides[amm.OneForZero]
	bottom := min(down[len(down)-1].tick, up[0].tick)
	top := max(down[0].tick, up[len(up)-1].tick)
	if lower <= top && upper >= bottom {
		return nil
	}
	return &ladder{ticks: b, sides: l.sides}
}

// find is the index of the last rung of a side that is behind a tick, where the
// stretch that holds the tick begins; -1 if the side begins ahead of it.
func find(d amm.Direction, side []rung, tick int32) int {
	lo, hi := 0, len(side) // side[:lo] is behind the tick, side[hi:] is ahead
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if passed(d, side[mid].tick, tick) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}

// passed says that a boundary is behind a tick.
func passed(d amm.Direction, boundary, tick int32) bool {
	if d == amm.ZeroForOne {
		return boundary > tick
	}
	return boundary <= tick
}
