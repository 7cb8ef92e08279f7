package concentrated

import (
	"math"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Segment is the stretch of the curve that holds the input x, and a hint that
// makes the next call near it cheaper; zero is no hint, and a hint of another
// view or direction costs only time. Stretches without liquidity cost no input
// and so hold none. Past the end of the liquidity the segment gives nothing
// more: its ReserveOut is zero and its End is +Inf.
func (p *Pool) Segment(v *View, d amm.Direction, x float64, hint int) (amm.Segment, int) {
	if v.ladder == nil {
		return p.exhausted(new(uint256.Int), new(uint256.Int)), 0
	}
	side, at, first := v.ladder.sides[d], v.at[d], &v.first[d]
	sum := integer(x)
	if sum.Lt(&first.in) {
		return p.stretch(d, new(uint256.Int), new(uint256.Int), &first.in, &v.state.SqrtPriceX96, &v.state.Liquidity), at
	}
	// From here on in the ladder's sums.
	var shiftIn, shiftOut uint256.Int
	shiftIn.Sub(&first.in, &side[at+1].in)
	shiftOut.Sub(&first.out, &side[at+1].out)
	sum.Sub(&sum, &shiftIn)
	k := lastAtMost(side, at+1, hint, &sum)
	r := &side[k]
	var in, out, end uint256.Int
	in.Add(&r.in, &shiftIn)
	out.Add(&r.out, &shiftOut)
	if k+1 < len(side) {
		end.Add(&side[k+1].in, &shiftIn)
		return p.stretch(d, &in, &out, &end, &r.sqrt, &r.liquidity), k
	}
	sum.Add(&sum, &shiftIn)
	return p.beyond(v.ladder, d, &sum, &in, &out), k
}

// lastAtMost is the last rung from a start on whose sum of inputs is at most
// sum; the start's is.
func lastAtMost(side []rung, start, hint int, sum *uint256.Int) int {
	lo, hi := start, len(side)
	if hint > start && hint < hi {
		if sum.Lt(&side[hint].in) {
			hi = hint
		} else if lo = hint; lo+1 < hi && sum.Lt(&side[lo+1].in) {
			return lo
		}
	}
	for hi-lo > 1 {
		mid := int(uint(lo+hi) / 2)
		if sum.Lt(&side[mid].in) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return lo
}

// beyond walks on from the ladder's last rung, reached with in and out, to the
// stretch that holds the input x. It leaves out word edges, of which there may
// be thousands on a stretch: what a swap rounds there, a unit or two each, is
// below what segments are for.
func (p *Pool) beyond(l *ladder, d amm.Direction, x, in, out *uint256.Int) amm.Segment {
	side := l.sides[d]
	from := side[len(side)-1]
	for from.tick != MinTick && from.tick != MaxTick {
		tick, edge := p.change(l.ticks, d, departed(d, from.tick))
		next := p.rung(l.ticks, d, tick, edge)
		p.whole(d, &from.sqrt, &next.sqrt, &from.liquidity, &next.in, &next.out)
		next.in.Add(&next.in, in)
		next.out.Add(&next.out, out)
		if x.Lt(&next.in) {
			return p.stretch(d, in, out, &next.in, &from.sqrt, &from.liquidity)
		}
		*in, *out = next.in, next.out
		from = next
	}
	return p.exhausted(in, out)
}

// stretch is a segment from its sums, and its price and liquidity at the start.
func (p *Pool) stretch(d amm.Direction, in, out, end, sqrt, liquidity *uint256.Int) amm.Segment {
	price, l := amm.Float(sqrt)*0x1p-96, amm.Float(liquidity)
	s := amm.Segment{
		In: amm.Float(in), Out: amm.Float(out), End: amm.Float(end),
		ReserveIn: l / price, ReserveOut: l * price, Gamma: p.gamma,
	}
	if d == amm.OneForZero {
		s.ReserveIn, s.ReserveOut = s.ReserveOut, s.ReserveIn
	}
	return s
}

func (p *Pool) exhausted(in, out *uint256.Int) amm.Segment {
	return amm.Segment{In: amm.Float(in), Out: amm.Float(out), ReserveIn: 1, Gamma: p.gamma, End: math.Inf(1)}
}

// LogRate is the natural logarithm of the marginal rate at an input of zero,
// after the fee: output units per input unit. It is that of the next stretch
// with liquidity, and -Inf if there is none ahead.
func (p *Pool) LogRate(v *View, d amm.Direction) float64 {
	if v.ladder == nil || v.first[d].in.IsZero() {
		s, _ := p.Segment(v, d, 0, 0)
		return math.Log(s.Rate())
	}
	rate := 2 * math.Log(amm.Float(&v.state.SqrtPriceX96)*0x1p-96)
	if d == amm.OneForZero {
		rate = -rate
	}
	return rate + math.Log(p.gamma)
}

// integer is floor(x) for x in [0, 2^255), and the nearer end otherwise.
func integer(x float64) (u uint256.Int) {
	if !(x >= 1) {
		return u
	}
	if x >= 0x1p255 {
		return uint256.Int{0, 0, 0, 1 << 63}
	}
	_, exp := math.Frexp(x) // x = f*2^exp with f in [0.5, 1)
	if exp <= 64 {
		return uint256.Int{uint64(x)}
	}
	u[0] = uint64(math.Ldexp(x, 64-exp))
	return *u.Lsh(&u, uint(exp-64))
}
