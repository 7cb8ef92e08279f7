package search

import (
	"math"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// sizing finds the best input of a cycle. It holds what the calls behind the
// interface point to, so that nothing escapes to the heap.
type sizing struct {
	market Market
	hops   []amm.Hop

	// On floats, at the input last looked at.
	legs    [maxHops]leg
	bend    float64 // of the whole cycle
	in, out float64
	start   float64 // the optimum

	// On integers.
	found                      bool
	bestIn, bestOut, bestGross uint256.Int
	from, to, less             uint256.Int

	// The sieve.
	coarse  int              // the leg that takes the coarsest token
	parts   [maxHops]float64 // by leg: what trades of a million units, 0 if nothing is rounded there
	limit   float64          // how far from the optimum, in the coarsest token
	stepsOf [40]float64
	steps   []float64       // of stepsOf
	picks   [2][picked]pick // what to try, below and above the optimum, best first
}

// size sets a candidate's amounts to those of its best input, or to zero and
// answers false if no input gains.
func (s *sizing) size(c *Candidate) bool {
	s.hops, s.found = c.Hops[:c.Len], false
	s.bestIn.Clear()
	s.bestOut.Clear()
	s.bestGross.Clear()
	if x, ok := s.optimum(); ok && x < 0x1p128 && s.promising() {
		s.polish()
	}
	c.In, c.Out, c.Gross = s.bestIn, s.bestOut, s.bestGross
	return s.found
}

// promising says whether the gain may be one unit. Roundings lower it, so that
// what the curves would give without any is a bound.
func (s *sizing) promising() bool {
	bound := s.out - s.in + s.out*0x1p-46 + 1e-6
	for i := range s.hops {
		if s.legs[i].start > 0 {
			bound += s.toll(i)
		}
	}
	return bound >= 1
}

// toll is what it may cost that a pool rounds at a boundary that the price
// crosses: two units of what goes in, and one of what comes out.
func (s *sizing) toll(i int) float64 {
	l := &s.legs[i]
	return (2 + 1/l.rate) * l.unit
}

// polish finds the best integer input around the optimum of the floats. The
// profit is concave but for rounding, of which there are two kinds. Within
// segments each amount is rounded: see round. And each boundary crossed costs a
// toll, so that it may be better to stop before the last one.
func (s *sizing) polish() {
	gain := s.out - s.in
	s.start = s.in
	s.round(gain)
	waste := gain - amm.Float(&s.bestGross)
	for range regions {
		back := s.back(&waste, gain)
		if !(back < s.in) {
			break
		}
		s.look(s.in - back)
		s.round(gain)
	}
	if s.found {
		s.trim()
	}
}

// regions bounds how many segments before the optimum's own are searched.
const regions = 3

// back is how far it is to the input that stops before the last boundary that
// is crossed, if less toll may make up for the profit lost on the way; else
// infinite. It adds the toll saved to the waste.
func (s *sizing) back(waste *float64, gain float64) float64 {
	nearest, saved := math.Inf(1), 0.0
	for i := range s.hops {
		l := &s.legs[i]
		if back := (l.at - l.start + 0.5) * l.unit; l.start > 0 && back < nearest {
			nearest, saved = back, s.toll(i)
		}
	}
	*waste += saved
	if !(saved > trifle*gain) || s.start-s.in+nearest > s.reach(*waste) {
		return math.Inf(1)
	}
	return nearest
}

// trifle is the part of a gain that is not worth looking for.
const trifle = 1e-10

// reach is how far from the optimum an input may be that loses at most so much
// against it: the profit falls by bend*v^2 at v from there, or faster where a
// segment ends.
func (s *sizing) reach(waste float64) float64 { return math.Sqrt(max(waste, 0) / s.bend) }

// round finds the best integer input near the one last looked at, against a
// bound of the gain. What rounding costs is worth money where a token is
// coarse: one unit of a dollar with six digits is worth 4e8 wei. So it counts
// in units of the coarsest token on the way: for each amount of it that may be
// the best, the least input that buys it is worth a look. The sieve says which
// those are.
func (s *sizing) round(gain float64) {
	s.coarsest()
	c := &s.legs[s.coarse]
	middle := math.Floor(c.at)
	s.try(middle)
	s.try(middle + 1)
	// The optimum may be the end of the liquidity, give or take what floats do.
	for part := 0x1p-50; !s.found && part < 0x1p-32; part *= 8 {
		s.try(middle - max(1, math.Floor(middle*part)))
	}
	waste := gain - amm.Float(&s.bestGross)
	if !(waste > trifle*gain && c.at < whole) {
		return
	}
	s.sieve(s.reach(waste)/c.unit + 1)
}

// coarsest finds the coarsest token on the way.
func (s *sizing) coarsest() {
	s.coarse = 0
	for i := range s.hops {
		if s.legs[i].unit > s.legs[s.coarse].unit {
			s.coarse = i
		}
	}
}

// try quotes an input that buys m of the coarsest token, and keeps it if it is
// the best so far.
func (s *sizing) try(m float64) {
	if !(m >= 1) {
		return
	}
	in := integer(m)
	for i := s.coarse - 1; i >= 0; i-- {
		if !s.buy(s.hops[i], &in, i > 0) {
			return
		}
	}
	s.keep(&in)
}

// buy turns amount, an output of the hop, into an input that gives it; if
// exactly, into the least one, but for freaks.
func (s *sizing) buy(h amm.Hop, amount *uint256.Int, exactly bool) bool {
	s.from = *amount
	if s.market.QuoteOut(h, &s.from, &s.to) != nil {
		return false
	}
	for range 3 {
		if s.less.SubUint64(&s.to, 1); !exactly || s.less.IsZero() {
			break
		}
		if s.market.Quote(h, &s.less, &s.from) != nil || s.from.Lt(amount) {
			break
		}
		s.to = s.less
	}
	*amount = s.to
	return true
}

// keep quotes an input, and says whether it is the best so far.
func (s *sizing) keep(in *uint256.Int) bool {
	s.from = *in
	for _, h := range s.hops {
		if s.market.Quote(h, &s.from, &s.to) != nil {
			return false
		}
		s.from = s.to
	}
	var gross uint256.Int
	if _, under := gross.SubOverflow(&s.from, in); under || !gross.Gt(&s.bestGross) {
		return false
	}
	s.found, s.bestIn, s.bestOut, s.bestGross = true, *in, s.from, gross
	return true
}

// trim lowers the best input as long as that gains: QuoteOut may ask for a
// little more than the least.
func (s *sizing) trim() {
	step := uint64(1)
	for range 64 {
		var in uint256.Int
		if _, under := in.SubOverflow(&s.bestIn, uint256.NewInt(step)); !under && s.keep(&in) {
			step *= 2
		} else if step /= 2; step == 0 {
			return
		}
	}
}
