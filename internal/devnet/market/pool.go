package market

import (
	"cmp"
	"math"
	"slices"

	"github.com/ethereum/go-ethereum/common"
)

// pool is what never changes of a deployed venue.
type pool struct {
	venue
	address common.Address
	// token0 and token1 are indexes in assets in the order of the contract.
	token0, token1 int
}

// other is the token across the pool from t.
func (p *pool) other(t int) int {
	if t == p.token0 {
		return p.token1
	}
	return p.token0
}

// boundary is an initialised tick.
type boundary struct {
	tick int32
	sqrt float64
	net  float64
}

// state is what changes of a pool, in floats: a trader's view. Amounts are in
// smallest units.
type state struct {
	r0, r1 float64 // V2 reserves
	sqrt   float64 // V3: root of token1 per token0
	tick   int32
	liq    float64
	ticks  []boundary // by tick; shared between states, replaced on change
}

// price is token1 per token0 in smallest units.
func (s *state) price(k kind) float64 {
	if k == v2 {
		return s.r1 / s.r0
	}
	return s.sqrt * s.sqrt
}

// sell trades amount of one side into the pool and returns what comes out. It
// changes s. A pool that runs dry gives what it has.
func (s *state) sell(p *pool, zeroForOne bool, amount float64) float64 {
	if amount <= 0 {
		return 0
	}
	in := amount * (1 - float64(p.fee)/1e6)
	if p.kind == v2 {
		if zeroForOne {
			out := s.r1 * in / (s.r0 + in)
			s.r0, s.r1 = s.r0+amount, s.r1-out
			return out
		}
		out := s.r0 * in / (s.r1 + in)
		s.r1, s.r0 = s.r1+amount, s.r0-out
		return out
	}
	return s.sellRange(zeroForOne, in)
}

// sellRange walks the ranges of liquidity with an input net of the fee.
func (s *state) sellRange(zeroForOne bool, in float64) float64 {
	// at is the first boundary above the current tick.
	at, _ := slices.BinarySearchFunc(s.ticks, s.tick+1, func(b boundary, t int32) int { return cmp.Compare(b.tick, t) })
	out := 0.0
	for in > 0 {
		if zeroForOne {
			if at == 0 {
				return out
			}
			b := &s.ticks[at-1]
			need := s.liq * (1/b.sqrt - 1/s.sqrt)
			if in < need {
				next := s.liq / (in + s.liq/s.sqrt)
				out += s.liq * (s.sqrt - next)
				s.sqrt, s.tick = next, max(tickOf(next), b.tick)
				return out
			}
			out += s.liq * (s.sqrt - b.sqrt)
			in -= need
			s.sqrt, s.tick, s.liq = b.sqrt, b.tick-1, s.liq-b.net
			at--
			continue
		}
		if at == len(s.ticks) {
			return out
		}
		b := &s.ticks[at]
		need := s.liq * (b.sqrt - s.sqrt)
		if in < need {
			next := s.sqrt + in/s.liq
			out += s.liq * (1/s.sqrt - 1/next)
			s.sqrt, s.tick = next, min(tickOf(next), b.tick-1)
			return out
		}
		out += s.liq * (1/s.sqrt - 1/b.sqrt)
		in -= need
		s.sqrt, s.tick, s.liq = b.sqrt, b.tick, s.liq+b.net
		at++
	}
	return out
}

// add changes the liquidity between two ticks, as Mint and Burn do.
func (s *state) add(lower, upper int32, liquidity float64) {
	s.ticks = bump(bump(s.ticks, lower, liquidity), upper, -liquidity)
	if lower <= s.tick && s.tick < upper {
		s.liq += liquidity
	}
}

// bump returns a copy of ticks in which one boundary's net is changed.
func bump(ticks []boundary, tick int32, net float64) []boundary {
	i, found := slices.BinarySearchFunc(ticks, tick, func(b boundary, t int32) int { return cmp.Compare(b.tick, t) })
	next := slices.Clone(ticks)
	if !found {
		return slices.Insert(next, i, boundary{tick, sqrtAt(tick), net})
	}
	next[i].net += net
	return next
}

// deviation is the logarithm of the pool's price over the true one, positive
// when token0 is dear in the pool.
func (w *world) deviation(i int) float64 {
	p := &w.pools[i]
	fair := w.usd[p.token0] / assets[p.token0].unit() / (w.usd[p.token1] / assets[p.token1].unit())
	return math.Log(w.states[i].price(p.kind) / fair)
}
