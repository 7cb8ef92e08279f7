package search

import (
	"math"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// sizing finds the best input of a cycle. It holds what the calls behind the
// interface point to, so that nothing escapes to the heap.
type sizing struct {
	curves        Curves
	from, to      uint256.Int
	bestIn        uint256.Int
	bestOut       uint256.Int
	bestGross     uint256.Int
	found         bool
	hops          []amm.Hop
	grain         float64 // of the input: see optimum
	coarse        int
	tryIn, tryOut uint256.Int
}

// rounds bounds the walk over segments. A few do, but at a kink, where the best
// input is the end of a segment, each halves the bracket.
const rounds = 64

// moebius is x -> (a*x+b)/(c*x+1).
type moebius struct{ a, b, c float64 }

// then composes m with a segment's map, which may be scaled freely.
func (m moebius) then(s *amm.Segment) moebius {
	e := s.ReserveIn - s.Gamma*s.In
	a, b := s.Gamma*(s.Out+s.ReserveOut), s.Out*e-s.Gamma*s.ReserveOut*s.In
	d := s.Gamma*m.b + e
	return moebius{(a*m.a + b*m.c) / d, (a*m.b + b) / d, (s.Gamma*m.a + e*m.c) / d}
}

// determinant is the numerator of the derivative, det/(c*x+1)^2.
func (m moebius) determinant() float64 { return m.a - m.b*m.c }

// optimum is the input at which the cycle's marginal rate falls to one, as a
// float; false if it is below one everywhere.
//
// A cycle through one segment each is a Moebius map, so its optimum has a
// closed form. Jump there, read the segments that hold the amounts there, and
// go on until they do not change. A bracket on the sign of the marginal gain
// catches jumps beyond what the segments can say.
//
// It also sets grain, how much input the smallest unit of the coarsest token on
// the way is worth, and coarse, after how many hops that token comes.
func (s *sizing) optimum() (float64, bool) {
	var hints [maxHops]int
	var ends [maxHops]float64
	lo, hi, x := 0.0, math.Inf(1), 0.0
	for range rounds {
		m := moebius{a: 1}
		y, rate := x, 1.0
		inside := x > 0
		s.grain, s.coarse = 1, 0
		for i, h := range s.hops {
			var seg amm.Segment
			seg, hints[i] = s.curves.Segment(h, y, hints[i])
			inside = inside && seg.In == ends[i]
			ends[i] = seg.In
			rate *= slope(&seg, y)
			if i+1 < len(s.hops) && 1/rate > s.grain {
				s.grain, s.coarse = 1/rate, i+1
			}
			m = m.then(&seg)
			y = seg.At(y)
		}
		if !(rate > 1) { // also NaN: no liquidity on the way
			if x == 0 {
				return 0, false
			}
			hi = x
		} else {
			lo = x
		}
		if inside {
			return x, true
		}
		next := (math.Sqrt(m.determinant()) - 1) / m.c
		if !(next > lo && next < hi) {
			if math.IsInf(hi, 1) {
				next = 2*lo + 1
			} else {
				next = lo + (hi-lo)/2
			}
		}
		if math.Abs(next-x) <= 1e-13*x {
			return x, true
		}
		x = next
	}
	return lo, lo > 0
}

// slope is the segment's marginal rate at the input x.
func slope(s *amm.Segment, x float64) float64 {
	r := s.ReserveIn / (s.ReserveIn + s.Gamma*(x-s.In))
	return s.Rate() * r * r
}

// size fills in a cycle's candidate with its best input; false if no input
// gains.
func (s *sizing) size(hops []amm.Hop, c *Candidate) bool {
	s.hops, s.found = hops, false
	x, ok := s.optimum()
	if !ok || !(x < 0x1p128) {
		return false
	}
	s.polish(x)
	if !s.found {
		return false
	}
	c.Len = copy(c.Hops[:], hops)
	c.In, c.Out, c.Gross = s.bestIn, s.bestOut, s.bestGross
	return true
}

// polish finds the best integer input around x. The profit is concave but for
// rounding: a coarse token on the way makes it a saw, whose teeth are grain
// wide. So it compares the best points of teeth, not points, and walks as long
// as that gains.
func (s *sizing) polish(x float64) {
	step := max(s.grain, x*0x1p-17, 1)
	s.try(x)
	for range 16 {
		before := s.bestGross
		at := max(amm.Float(&s.bestIn), 1)
		if !s.found {
			at = x
		}
		s.try(at - step)
		s.try(at + step)
		if s.found && s.bestGross.Eq(&before) || !s.found && step >= x {
			if step <= max(s.grain, x*0x1p-18, 1) {
				break
			}
			step = max(step/4, s.grain, x*0x1p-18, 1)
		} else {
			step *= 2
		}
	}
}

// try quotes the least input that gives what x gives, and keeps it if it is the
// best so far.
func (s *sizing) try(x float64) {
	if !(x >= 1) {
		x = 1
	}
	s.tryIn = integer(x)
	if !s.quote(&s.tryIn, len(s.hops), &s.tryOut) {
		return
	}
	if s.coarse > 0 {
		s.trim()
	}
	var gross uint256.Int
	if _, under := gross.SubOverflow(&s.tryOut, &s.tryIn); under || !gross.Gt(&s.bestGross) && s.found || gross.IsZero() {
		return
	}
	s.found, s.bestIn, s.bestOut, s.bestGross = true, s.tryIn, s.tryOut, gross
}

// trim lowers tryIn to the least input that gives as much of the coarse token.
func (s *sizing) trim() {
	var want, got, lo, mid uint256.Int
	if !s.quote(&s.tryIn, s.coarse, &want) {
		return
	}
	reach := integer(2*s.grain + 2)
	if _, under := lo.SubOverflow(&s.tryIn, &reach); under {
		lo.Clear()
	}
	hi := s.tryIn
	// lo gives less, hi gives enough.
	for mid.SubUint64(&hi, 1); lo.Lt(&mid); mid.SubUint64(&hi, 1) {
		mid.Add(&lo, &hi)
		mid.Rsh(&mid, 1)
		if s.quote(&mid, s.coarse, &got) && !got.Lt(&want) {
			hi = mid
		} else {
			lo = mid
		}
	}
	s.tryIn = hi
}

// quote sets out to what the first n hops give for in; false where a pool
// refuses. in and out do not escape: the calls see copies.
func (s *sizing) quote(in *uint256.Int, n int, out *uint256.Int) bool {
	s.from = *in
	for _, h := range s.hops[:n] {
		if s.curves.Quote(h, &s.from, &s.to) != nil {
			return false
		}
		s.from = s.to
	}
	*out = s.from
	return true
}

// integer is floor(x) for x in [0, 2^255).
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
