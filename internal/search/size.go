package search

import (
	"math"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// sizing finds the best input of a cycle. It holds what the calls behind the
// interface point to, so that nothing escapes to the heap.
type sizing struct {
	curves Curves
	hops   []amm.Hop
	// grain is how much input the smallest unit of the coarsest token on the
	// way is worth, at least 1; coarse is after how many hops that token comes,
	// 0 if none is coarser than the base token.
	grain  float64
	coarse int

	found                      bool
	bestIn, bestOut, bestGross uint256.Int
	tryIn, tryOut              uint256.Int
	from, to                   uint256.Int
}

// rounds bounds the walk over segments. A few do, but where the best input is
// the end of a segment each halves the bracket.
const rounds = 96

// optimum is the input at which the cycle's marginal rate falls to one, as a
// float; false if it is below one everywhere. It also sets grain and coarse.
//
// Seen from any input, a segment gives for v more of it v*r/(1+k*v), with r the
// marginal rate there: a Moebius map without a constant. Such maps compose to
// one of their kind, R the product of the rates and K the sum of each k times
// the rates before it, and its marginal rate is one at v = (sqrt(R)-1)/K. So
// jump there, read the segments that hold the amounts there, and go on until
// the jump is nothing. A bracket on the sign of R-1 catches jumps beyond what
// the segments can say.
func (s *sizing) optimum() (float64, bool) {
	var hints [maxHops]int
	lo, hi, x := 0.0, math.Inf(1), 0.0
	for round := range rounds {
		rate, bend, room := s.look(x, &hints)
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
		next := x + min((math.Sqrt(rate)-1)/bend, 32*(x+room))
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
	s.look(lo, &hints)
	return lo, lo > 0
}

// look is the marginal rate of the cycle at the input x, its K, and about how
// much more input the segments there hold.
func (s *sizing) look(x float64, hints *[maxHops]int) (rate, bend, room float64) {
	rate, room, s.grain, s.coarse = 1, math.Inf(1), 1, 0
	for i, h := range s.hops {
		var seg amm.Segment
		seg, hints[i] = s.curves.Segment(h, x, hints[i])
		room = min(room, (seg.End-x)/rate)
		reserve := seg.ReserveIn + seg.Gamma*(x-seg.In)
		bend += rate * seg.Gamma / reserve
		rate *= seg.Gamma * seg.ReserveOut * seg.ReserveIn / (reserve * reserve)
		if i+1 < len(s.hops) && 1/rate > s.grain {
			s.grain, s.coarse = 1/rate, i+1
		}
		x = seg.At(x)
	}
	return rate, bend, room
}

// size fills in a cycle's candidate with its best input; false if no input
// gains.
func (s *sizing) size(hops []amm.Hop, c *Candidate) bool {
	s.hops, s.found = hops, false
	s.bestGross.Clear()
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
// rounding, which takes two forms worth money. A coarse token on the way makes
// a saw whose teeth are grain wide and start with their best point; trim finds
// it. A pool that rounds its fee up, as Uniswap V3 does, makes a second saw in
// amounts of that token; fees tries its best points. Where a tooth is
// little against x and the profit that is all: what it misses then falls with
// the square of a tooth.
func (s *sizing) polish(x float64) {
	step := max(s.grain, x*0x1p-17, 1)
	s.try(x)
	if !s.found {
		s.try(x - step) // x may be the very end of the liquidity
	}
	if !s.found && s.grain*0x1p17 > x {
		s.fees(x)
		for i := 1.0; !s.found && i <= 8; i++ {
			s.try(x - i*step) // few teeth: any of them may be the one that gains
			s.try(x + i*step)
		}
	}
	if !s.found {
		return
	}
	few := s.grain*0x1p17 > x || s.grain > 1e-8*amm.Float(&s.bestGross)
	if few || s.coarse == 0 {
		s.climb(step)
	}
	if s.grain > 1e-10*amm.Float(&s.bestGross) {
		s.fees(x)
		if few {
			s.climb(s.grain)
		}
	}
}

// climb walks as long as that gains more than noise, faster as it does. A step
// leads from the start of a tooth into the middle of another.
func (s *sizing) climb(least float64) {
	step := least
	for range 24 {
		enough, at := s.bestGross, amm.Float(&s.bestIn)
		enough.Rsh(&enough, 34)
		enough.Add(&enough, &s.bestGross)
		s.try(at - step + least/2)
		s.try(at + step + least/2)
		switch {
		case s.bestGross.Gt(&enough):
			step *= 2
		case step > least:
			step = max(step/4, least)
		default:
			return
		}
	}
}

// fees tries the inputs around x at which the pool that takes the coarsest token
// wastes the least on its rounded fee: it keeps floor(m*gamma) of m, so an m just below
// a multiple of 1/(1-gamma) loses nothing. m counts from the segment's start.
// The fees in use repeat after at most three such multiples.
func (s *sizing) fees(x float64) {
	var m uint256.Int
	s.tryIn = integer(x)
	if !s.quote(&s.tryIn, len(s.hops), &s.tryOut) || !s.quote(&s.tryIn, s.coarse, &m) {
		return
	}
	if s.coarse > 0 {
		s.trim()
	}
	start, middle := amm.Float(&s.tryIn), amm.Float(&m)
	seg, _ := s.curves.Segment(s.hops[s.coarse], middle, 0)
	period := 1 / (1 - seg.Gamma)
	nearest := math.Round((middle - seg.In) / period)
	if !(nearest < 1<<50) {
		return // no fee, or not coarse
	}
	for k := nearest - 3; k <= nearest+3; k++ {
		want := seg.In + math.Floor(k*period*(1+0x1p-50))
		s.try(start + (want-middle+0.5)*s.grain)
	}
}

// try quotes the least input that gives as much of the coarse token as x does,
// and keeps it if it is the best so far.
func (s *sizing) try(x float64) {
	s.tryIn = integer(max(x, 1))
	if !s.quote(&s.tryIn, len(s.hops), &s.tryOut) {
		return
	}
	var gross uint256.Int
	if s.coarse > 0 {
		most := integer(2 * s.grain)
		if most.Add(&most, &s.tryOut); !most.Gt(gross.Add(&s.tryIn, &s.bestGross)) {
			return
		}
		s.trim()
		if !s.quote(&s.tryIn, len(s.hops), &s.tryOut) {
			return
		}
	}
	if _, under := gross.SubOverflow(&s.tryOut, &s.tryIn); under || !gross.Gt(&s.bestGross) {
		return
	}
	s.found, s.bestIn, s.bestOut, s.bestGross = true, s.tryIn, s.tryOut, gross
}

// trim lowers tryIn to the least input that gives as much of the coarse token,
// or near enough for the profit.
func (s *sizing) trim() {
	var want, got, lo, mid, gap uint256.Int
	if !s.quote(&s.tryIn, s.coarse, &want) {
		return
	}
	near := integer(math.Abs(amm.Float(&s.tryOut)-amm.Float(&s.tryIn)) * 0x1p-34)
	reach := integer(2*s.grain + 2)
	if _, under := lo.SubOverflow(&s.tryIn, &reach); under {
		lo.Clear()
	}
	hi := s.tryIn
	// lo gives less, hi gives enough.
	for gap.Sub(&hi, &lo); gap.GtUint64(1) && gap.Gt(&near); gap.Sub(&hi, &lo) {
		mid.Rsh(&gap, 1)
		mid.Add(&lo, &mid)
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
