package search

import (
	"math"

	"mevbot/internal/amm"
)

// picked is how many amounts to either side of the optimum the sieve lets
// through to the exact quotes.
const picked = 3

// pick is an amount of the coarsest token and what the sieve expects of it.
type pick struct{ amount, gain float64 }

// whole is up to where floats tell whole numbers apart, with room for sums.
const whole = 0x1p52

// million is the unit of a concentrated pool's fee.
const million = 1_000_000

// sieve tries the amounts of the coarsest token, at most reach from the
// optimum, at which roundings should cost the least.
//
// A concentrated pool keeps floor(m*parts/1e6) of an input m, counted from the
// last step's start. That loses nothing where m is a multiple of
// 1e6/gcd(parts, 1e6), and little where m is just below one of 1e6/(1e6-parts).
// A pool that gives a coarse token rounds down; whether much is lost has no
// pattern that is simple, so that more is drawn where two tokens are coarse.
func (s *sizing) sieve(reach float64) {
	for i, h := range s.hops {
		s.parts[i] = 0
		if s.market.Info(h.Pool()).Family == amm.Concentrated && s.legs[i].at < whole {
			s.parts[i] = math.Round(s.legs[i].gamma * million)
		}
	}
	for side := range s.picks {
		for i := range s.picks[side] {
			s.picks[side][i] = pick{gain: math.Inf(-1)}
		}
	}
	s.limit = reach + 1
	c := &s.legs[s.coarse]
	s.comb(0, 1, teeth, reach)
	stride := 1.0
	if parts := s.parts[s.coarse]; parts > 0 && parts < million {
		stride = million / gcd(parts, million)
		s.comb(c.start, stride, 4, reach)
		s.comb(c.start, million/(million-parts), 12, reach)
	}
	if reach > teeth && s.strides(stride, reach) {
		for side := range s.picks {
			for _, p := range s.picks[side] {
				s.climb(p)
			}
		}
	}
	for side := range s.picks {
		for _, p := range s.picks[side] {
			if s.out-s.in+p.gain+1 > amm.Float(&s.bestGross) {
				s.try(p.amount)
			}
		}
	}
}

// strides are the steps to climb by where another token's unit is worth a lot
// beside the coarsest's; false if none is. Its roundings are saw teeth in the
// amount of the coarsest token. Steps that lead from a place on a tooth to
// nearly the same place on another are the denominators of the continued
// fraction of the teeth per unit, and the same for those multiples of a unit
// that lose nothing at the coarsest token's own pool.
func (s *sizing) strides(lossless, reach float64) bool {
	c := &s.legs[s.coarse]
	s.steps = append(s.stepsOf[:0], 1)
	if lossless > 1 {
		s.fraction(s.parts[s.coarse]/million, 1, reach) // the last one is lossless
	}
	for i := 1; i < len(s.hops); i++ {
		each := c.unit / s.legs[i].unit
		if i == s.coarse || each > 1e4 {
			continue
		}
		s.fraction(each, 1, reach)
		s.fraction(each*lossless, lossless, reach)
		if parts := s.parts[i]; parts > 0 && parts < million {
			period := million / gcd(parts, million)
			s.fraction(each*parts/million, 1, reach)
			s.fraction(each/period, 1, reach)
			s.fraction(each*lossless/period, lossless, reach)
		}
	}
	return len(s.steps) > 1
}

// fraction adds the denominators of x's continued fraction, in a unit, as far
// as they are in reach.
func (s *sizing) fraction(x, unit, reach float64) {
	last, q := 0.0, 1.0
	for x -= math.Floor(x); x > 1e-9 && q*unit <= 2*reach && len(s.steps) < cap(s.steps); x -= math.Floor(x) {
		x = 1 / x
		last, q = q, math.Floor(x)*q+last
		s.steps = append(s.steps, q*unit)
	}
}

// climb walks from an amount by the strides as long as the sieve expects more,
// and enters where it ends.
func (s *sizing) climb(p pick) {
	if math.IsInf(p.gain, -1) {
		return
	}
	for range climbs {
		before := p.amount
		for _, step := range s.steps {
			for _, d := range [2]float64{step, -step} {
				for next := p.amount + d; ; next = p.amount + d {
					gain := s.expect(next)
					if !(gain > p.gain) {
						break
					}
					p = pick{next, gain}
					d *= 2
				}
			}
		}
		if p.amount == before {
			break
		}
	}
	s.weigh(p.amount)
}

// teeth is how many amounts next to the optimum, to either side, are weighed.
const teeth = 16

// climbs bounds how often the strides are gone through.
const climbs = 2

// comb weighs the amounts just below n multiples of a stride to either side of
// the optimum.
func (s *sizing) comb(from, stride float64, n int, reach float64) {
	at := s.legs[s.coarse].at
	nearest := math.Round((at - from) / stride)
	n = int(min(float64(n), reach/stride+1))
	for j := -n; j <= n; j++ {
		s.weigh(from + math.Floor((nearest+float64(j))*stride*(1+0x1p-50)))
	}
}

// weigh enters an amount into its side's picks if it is one of the best.
func (s *sizing) weigh(m float64) {
	side := 0
	if m > s.legs[s.coarse].at {
		side = 1
	}
	picks := &s.picks[side]
	p := pick{m, s.expect(m)}
	for i := range picks {
		switch {
		case picks[i].amount == p.amount:
			return
		case p.gain > picks[i].gain:
			p, picks[i] = picks[i], p
		}
	}
}

// expect is what buying m of the coarsest token gains more than the optimum, by
// the legs' maps and the roundings of coarse tokens. Only differences from the
// optimum are added up: they are small, so that floats hold them.
func (s *sizing) expect(m float64) float64 {
	v := m - s.legs[s.coarse].at
	if !(math.Abs(v) <= s.limit) {
		return math.Inf(-1)
	}
	in := v
	for i := s.coarse - 1; i >= 0; i-- {
		l := &s.legs[i]
		rate := l.rate - l.bend*in
		if rate <= 0 {
			return math.Inf(-1) // more than the map can give
		}
		in /= rate
		if i > 0 {
			in = s.up(i, in)
		}
	}
	for i := s.coarse; i < len(s.hops); i++ {
		l := &s.legs[i]
		v = s.down(i, v)
		if v *= l.rate / (1 + l.bend*v); !(l.bend*v < l.rate) {
			return math.Inf(-1)
		}
		if i+1 < len(s.hops) {
			if a := s.legs[i+1].at; a < whole {
				v = math.Floor(a+v) - a
			}
		}
	}
	return v - in
}

// up is the difference of the least whole input of a leg that trades at least
// as much as one that differs by v.
func (s *sizing) up(i int, v float64) float64 {
	l := &s.legs[i]
	if !(l.at < whole) {
		return v
	}
	if parts := s.parts[i]; parts > 0 {
		traded := math.Ceil((l.at + v - l.start) * parts / million)
		return l.start + math.Ceil(traded*million/parts) - l.at
	}
	return math.Ceil(l.at+v) - l.at
}

// down is the difference of what trades of a leg's input that differs by v.
func (s *sizing) down(i int, v float64) float64 {
	l := &s.legs[i]
	if parts := s.parts[i]; parts > 0 {
		return l.start + math.Floor((l.at+v-l.start)*parts/million)*million/parts - l.at
	}
	return v
}

// gcd of two whole numbers.
func gcd(a, b float64) float64 {
	for b > 0 {
		a, b = b, math.Mod(a, b)
	}
	return a
}
