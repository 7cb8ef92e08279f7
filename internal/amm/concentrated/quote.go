package concentrated

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// QuoteIn sets r to what UniswapV3Pool.swap does with a given input, fee
// included. A nil limit is the routers' default, the end of the price range;
// see Result for what happens at a limit.
//
// Errors: amm.ErrZeroAmount, amm.ErrOverflow for an amount that is no int256,
// amm.ErrPriceLimit for a limit that is not ahead of the price, amm.ErrState
// for a view that was never located. r is untouched then.
func (p *Pool) QuoteIn(v *View, d amm.Direction, in, limit *uint256.Int, r *Result) error {
	return p.quote(v, d, false, in, limit, r)
}

// QuoteOut is QuoteIn for a given output. It is not the inverse of QuoteIn: an
// output that is just what whole steps give takes the pool to the boundary, and
// so may cost more than the least input that buys it.
func (p *Pool) QuoteOut(v *View, d amm.Direction, out, limit *uint256.Int, r *Result) error {
	return p.quote(v, d, true, out, limit, r)
}

// The routers' default limits: one inside the price range.
var (
	lowestLimit  = uint256.Int{minSqrtRatio[0] + 1}
	highestLimit = uint256.Int{maxSqrtRatio[0] - 1, maxSqrtRatio[1], maxSqrtRatio[2]}
)

// quote jumps over the whole steps that the ladder knows and goes on as the
// contract does. Where the ladder knows the way to the end, one step is left.
func (p *Pool) quote(v *View, d amm.Direction, exactOut bool, amount, limit *uint256.Int, r *Result) error {
	switch {
	case v.ladder == nil:
		return amm.ErrState
	case amount.IsZero():
		return amm.ErrZeroAmount
	case amount[3]>>63 != 0:
		return amm.ErrOverflow
	}
	if limit == nil {
		limit = &highestLimit
		if d == amm.ZeroForOne {
			limit = &lowestLimit
		}
	}
	if !allowed(d, &v.state.SqrtPriceX96, limit) {
		return amm.ErrPriceLimit
	}
	left := *amount
	c := cursor{State: v.state, at: v.at[d]}
	if k := v.jump(d, exactOut, amount, limit); k > c.at {
		c.jump(v, d, k)
		if exactOut {
			left.Sub(&left, &c.out)
		} else {
			left.Sub(&left, &c.in)
		}
	}
	p.walk(&c, v, d, exactOut, &left, limit)
	*r = Result{In: c.in, Out: c.out, After: c.State, Crossed: c.crossed}
	return nil
}

// allowed says that a limit is ahead of the price and inside the range.
func allowed(d amm.Direction, price, limit *uint256.Int) bool {
	if d == amm.ZeroForOne {
		return limit.Lt(price) && limit.Gt(&minSqrtRatio)
	}
	return limit.Gt(price) && limit.Lt(&maxSqrtRatio)
}

// cursor is a swap under way.
type cursor struct {
	State
	in, out uint256.Int // so far
	crossed int
	at      int // the rung last passed
}

// jump is the rung from which the last step starts, given the amount and the
// limit; the view's own if that step starts at the price. The steps up to the
// rung are whole, leave something of the amount, and do not reach the limit.
func (v *View) jump(d amm.Direction, exactOut bool, amount, limit *uint256.Int) int {
	side, at, first := v.ladder.sides[d], v.at[d], &v.first[d]
	var sum uint256.Int // the amount on the ladder's scale
	if exactOut {
		sum.Sub(amount, &first.out)
		if !first.out.Lt(amount) {
			return at
		}
		sum.Add(&sum, &side[at+1].out)
	} else {
		sum.Sub(amount, &first.in)
		if !first.in.Lt(amount) {
			return at
		}
		sum.Add(&sum, &side[at+1].in)
	}
	// The last rung at which something is left: gallop, then bisect.
	lo, stride := at+1, 1
	for lo+stride < len(side) && side[lo+stride].under(exactOut, &sum) {
		lo += stride
		stride *= 2
	}
	hi := min(lo+stride, len(side))
	for hi-lo > 1 {
		mid := int(uint(lo+hi) / 2)
		if side[mid].under(exactOut, &sum) {
			lo = mid
		} else {
			hi = mid
		}
	}
	if side[lo].before(d, limit) {
		return lo
	}
	// The last rung before the limit, or the view's own, which is.
	for hi, lo = lo, at; hi-lo > 1; {
		mid := int(uint(lo+hi) / 2)
		if side[mid].before(d, limit) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// under says that a sum of inputs, or of outputs, is below the given one.
func (r *rung) under(exactOut bool, sum *uint256.Int) bool {
	if exactOut {
		return r.out.Lt(sum)
	}
	return r.in.Lt(sum)
}

// before says that the rung is strictly before a price.
func (r *rung) before(d amm.Direction, price *uint256.Int) bool {
	if d == amm.ZeroForOne {
		return r.sqrt.Gt(price)
	}
	return r.sqrt.Lt(price)
}

// jump moves the cursor from the view's price to rung k.
func (c *cursor) jump(v *View, d amm.Direction, k int) {
	side, first := v.ladder.sides[d], &v.first[d]
	from, to := &side[c.at+1], &side[k]
	c.in.Sub(&to.in, &from.in)
	c.in.Add(&c.in, &first.in)
	c.out.Sub(&to.out, &from.out)
	c.out.Add(&c.out, &first.out)
	c.crossed = int(to.crossed - side[c.at].crossed)
	c.SqrtPriceX96, c.Liquidity, c.Tick = to.sqrt, to.liquidity, departed(d, to.tick)
	c.at = k
}

// walk is the loop of UniswapV3Pool.swap: step by step until nothing is left of
// the amount or the price is at the limit.
func (p *Pool) walk(c *cursor, v *View, d amm.Direction, exactOut bool, left, limit *uint256.Int) {
	for !left.IsZero() && !c.SqrtPriceX96.Eq(limit) {
		var off rung
		next := p.next(c, v, d, &off)
		start, target := c.SqrtPriceX96, &next.sqrt
		var s partial
		if next.before(d, limit) {
			p.wholeTo(&s, c, v, d, next)
		} else {
			target = limit
			p.whole(d, &start, target, &c.Liquidity, &s.in, &s.out)
		}
		p.step(d, exactOut, &c.SqrtPriceX96, target, &c.Liquidity, left, &s)
		c.in.Add(&c.in, &s.in)
		c.out.Add(&c.out, &s.out)
		if exactOut {
			left.Sub(left, &s.out)
		} else {
			left.Sub(left, &s.in)
		}
		if c.SqrtPriceX96.Eq(&next.sqrt) {
			if !next.edge {
				c.crossed++
			}
			c.Liquidity, c.Tick = next.liquidity, departed(d, next.tick)
		} else if !c.SqrtPriceX96.Eq(&start) {
			c.Tick = tickAtSqrt(&c.SqrtPriceX96)
		}
		c.at++
	}
}

// next is the boundary ahead of the cursor: a rung, or off, which it fills,
// beyond the ladder.
func (p *Pool) next(c *cursor, v *View, d amm.Direction, off *rung) *rung {
	if side := v.ladder.sides[d]; c.at+1 < len(side) {
		return &side[c.at+1]
	}
	tick, edge := p.ahead(v.ladder.ticks, d, c.Tick)
	if edge && c.Liquidity.IsZero() {
		// Without liquidity nothing is taken, given or rounded at word edges, of
		// which there may be thousands.
		tick, edge = p.change(v.ladder.ticks, d, c.Tick)
	}
	*off = p.rung(v.ladder.ticks, d, tick, edge)
	return off
}

// wholeTo sets s to the whole step from the cursor to the boundary ahead, which
// the view or the ladder knows if they reach that far.
func (p *Pool) wholeTo(s *partial, c *cursor, v *View, d amm.Direction, next *rung) {
	side := v.ladder.sides[d]
	switch {
	case c.at == v.at[d]:
		*s = v.first[d]
	case c.at+1 < len(side):
		s.in.Sub(&next.in, &side[c.at].in)
		s.out.Sub(&next.out, &side[c.at].out)
	default:
		p.whole(d, &c.SqrtPriceX96, &next.sqrt, &c.Liquidity, &s.in, &s.out)
	}
}
