package search

import (
	"math"

	"github.com/holiman/uint256"
)

// leg is a hop of the cycle being sized, as seen from the input last looked at.
// For v more of its input the hop gives v*rate/(1+bend*v) more, until the
// segment ends.
type leg struct {
	at         float64 // the amount that goes in
	rate, bend float64
	unit       float64 // what one unit that goes in is worth, in units of the base token
	start      float64 // where the segment begins
	gamma      float64
	hint       int
}

// rounds bounds the walk over segments. A few do, but where the best input is
// the end of a segment each halves the bracket.
const rounds = 96

// optimum is the input at which the cycle's marginal rate falls to one, as a
// float; false if it is below one everywhere. The legs are those at that input.
//
// Seen from any input, a segment gives for v more of it v*r/(1+k*v), with r the
// marginal rate there: a Moebius map without a constant. Such maps compose to
// one of their kind, R the product of the rates and K the sum of each k times
// the rates before it, and its marginal rate is one at v = (sqrt(R)-1)/K. So
// jump there, read the segments that hold the amounts there, and go on until
// the jump is nothing. A bracket on the sign of R-1 catches jumps beyond what
// the segments can say.
func (s *sizing) optimum() (float64, bool) {
	for i := range s.legs {
		s.legs[i].hint = 0
	}
	lo, hi, x := 0.0, math.Inf(1), 0.0
	for round := range rounds {
		rate, room := s.look(x)
		switch {
		case rate > 1:
			lo = x
		case x > 0:
			hi = x // also NaN: no liquidity on the way
		default:
			return 0, false
		}
		if math.Abs(rate-1) < 1e-13 {
			return x, true
		}
		if hi-lo <= 1e-10*lo {
			break
		}
		// The leash keeps jumps near the stretches that are known: what lies far
		// beyond a pool's liquidity is slow to look at.
		next := x + min((math.Sqrt(rate)-1)/s.bend, 32*(x+room))
		switch {
		case rate > 0 && next > lo && next < hi:
			if math.Abs(next-x) <= 1e-11*x {
				return x, true
			}
		case math.IsInf(hi, 1):
			next = 32*lo + 1
		case rate > 1 && round%2 == 0 && x+max(room, 1e-11*x) < hi:
			// The best input may be the end of a segment, perhaps of all liquidity.
			next = x + max(room, 1e-11*x)
		case hi > 4*lo:
			next = math.Sqrt(max(lo, 1e-3) * hi)
		default:
			next = lo + (hi-lo)/2
		}
		x = next
	}
	s.look(lo)
	return lo, lo > 0
}

// look sets the legs, the cycle's K and its output for an input x. It returns
// the cycle's marginal rate and about how much more input the segments hold.
func (s *sizing) look(x float64) (rate, room float64) {
	in := x
	rate, room, s.bend = 1, math.Inf(1), 0
	for i, h := range s.hops {
		l := &s.legs[i]
		seg, hint := s.market.Segment(h, x, l.hint)
		room = min(room, (seg.End-x)/rate)
		reserve := seg.ReserveIn + seg.Gamma*(x-seg.In)
		*l = leg{
			at: x, unit: 1 / rate, start: seg.In, gamma: seg.Gamma, hint: hint,
			rate: seg.Gamma * seg.ReserveOut * seg.ReserveIn / (reserve * reserve), bend: seg.Gamma / reserve,
		}
		s.bend += rate * l.bend
		rate *= l.rate
		x = seg.At(x)
	}
	s.in, s.out = in, x
	return rate, room
}

// integer is floor(x) for x in [0, 2^255), and the nearer end otherwise.
func integer(x float64) (u uint256.Int) {
	if !(x >= 1) {
		return u
	}
	if x >= 0x1p255 {
		return uint256.Int{0, 0, 0, 1 << 63}
	}
	mantissa, exp := math.Frexp(x)
	u[0] = uint64(math.Ldexp(mantissa, 64))
	if exp <= 64 {
		return *u.Rsh(&u, uint(64-exp))
	}
	return *u.Lsh(&u, uint(exp-64))
}
