package concentrated

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// reference is UniswapV3Pool.swap as it is written: one step after the other
// over a tick bitmap, with uint256's arithmetic. It is what the ladder is
// measured against, and a second opinion where an EVM is too slow; the oracle
// is the contract.
type reference struct {
	fee     uint64
	spacing int32
	words   map[int32]*uint256.Int
	net     map[int32]*uint256.Int
}

func newReference(p *Pool) *reference {
	f := &reference{uint64(p.Fee()), p.spacing, map[int32]*uint256.Int{}, map[int32]*uint256.Int{}}
	for _, t := range p.Ticks() {
		c := t.Index / p.spacing
		w := f.words[c>>8]
		if w == nil {
			w = new(uint256.Int)
			f.words[c>>8] = w
		}
		w.Or(w, new(uint256.Int).Lsh(uint256.NewInt(1), uint(c&255)))
		f.net[t.Index] = t.Net.Clone()
	}
	return f
}

func (f *reference) bit(c int32) bool {
	w := f.words[c>>8]
	return w != nil && w[(c&255)>>6]>>(uint(c)&63)&1 != 0
}

// next is nextInitializedTickWithinOneWord.
func (f *reference) next(tick int32, lte bool) (int32, bool) {
	c := tick / f.spacing
	if tick < 0 && tick%f.spacing != 0 {
		c--
	}
	if lte {
		for ; ; c-- {
			if f.bit(c) || c&255 == 0 {
				return c * f.spacing, f.bit(c)
			}
		}
	}
	for c++; ; c++ {
		if f.bit(c) || c&255 == 255 {
			return c * f.spacing, f.bit(c)
		}
	}
}

func mulDivReference(x, y, d *uint256.Int, up bool) *uint256.Int {
	z, _ := new(uint256.Int).MulDivOverflow(x, y, d)
	if up && !new(uint256.Int).MulMod(x, y, d).IsZero() {
		z.AddUint64(z, 1)
	}
	return z
}

func divReference(x, d *uint256.Int, up bool) *uint256.Int {
	return mulDivReference(x, uint256.NewInt(1), d, up)
}

var q96 = new(uint256.Int).Lsh(uint256.NewInt(1), 96)

func amountReference(token int, a, b, l *uint256.Int, up bool) *uint256.Int {
	if a.Gt(b) {
		a, b = b, a
	}
	width := new(uint256.Int).Sub(b, a)
	if token == 1 {
		return mulDivReference(l, width, q96, up)
	}
	return divReference(mulDivReference(new(uint256.Int).Lsh(l, 96), width, b, up), a, up)
}

// moveReference is getNextSqrtPriceFromInput (add) and ...FromOutput.
func moveReference(token int, price, l, amount *uint256.Int, add bool) *uint256.Int {
	if amount.IsZero() && token == 0 {
		return price.Clone()
	}
	if token == 1 {
		q := mulDivReference(amount, q96, l, !add)
		if add {
			return q.Add(price, q)
		}
		return q.Sub(price, q)
	}
	n := new(uint256.Int).Lsh(l, 96)
	product, over := new(uint256.Int).MulOverflow(amount, price)
	if !add {
		return mulDivReference(n, price, product.Sub(n, product), true)
	}
	if !over {
		if sum, over := new(uint256.Int).AddOverflow(n, product); !over {
			return mulDivReference(n, price, sum, true)
		}
	}
	q := divReference(n, price, false)
	return divReference(n, q.Add(q, amount), true)
}

// step is computeSwapStep.
func (f *reference) step(price, target, l, left *uint256.Int, exactOut bool) (next, in, out, fee *uint256.Int) {
	tokenIn := 1
	if !price.Lt(target) {
		tokenIn = 0
	}
	million, pips, kept := uint256.NewInt(1_000_000), uint256.NewInt(f.fee), uint256.NewInt(1_000_000-f.fee)
	if exactOut {
		out = amountReference(1-tokenIn, price, target, l, false)
		if !left.Lt(out) {
			next = target.Clone()
		} else {
			next = moveReference(1-tokenIn, price, l, left, false)
		}
	} else {
		in = amountReference(tokenIn, price, target, l, true)
		less := mulDivReference(left, kept, million, false)
		if !less.Lt(in) {
			next = target.Clone()
		} else {
			next = moveReference(tokenIn, price, l, less, true)
		}
	}
	reached := next.Eq(target)
	if !reached || exactOut {
		in = amountReference(tokenIn, price, next, l, true)
	}
	if !reached || !exactOut {
		out = amountReference(1-tokenIn, price, next, l, false)
	}
	if exactOut && out.Gt(left) {
		out = left.Clone()
	}
	if !exactOut && !reached {
		fee = new(uint256.Int).Sub(left, in)
	} else {
		fee = mulDivReference(in, pips, kept, true)
	}
	return next, in, out, fee
}

// swap is UniswapV3Pool.swap for an amount and a limit that it accepts.
func (f *reference) swap(s State, q question) (r Result) {
	down := q.d == amm.ZeroForOne
	limit := q.limit
	if limit == nil {
		limit = []*uint256.Int{&lowestLimit, &highestLimit}[q.d]
	}
	left := q.amount.Clone()
	for !left.IsZero() && !s.SqrtPriceX96.Eq(limit) {
		start := s.SqrtPriceX96
		tick, initialised := f.next(s.Tick, down)
		tick = min(max(tick, MinTick), MaxTick)
		next := sqrtReference(tick)
		target := next
		if down == next.Lt(limit) && !next.Eq(limit) {
			target = limit
		}
		price, in, out, fee := f.step(&s.SqrtPriceX96, target, &s.Liquidity, left, q.exactOut)
		s.SqrtPriceX96 = *price
		in.Add(in, fee)
		r.In.Add(&r.In, in)
		r.Out.Add(&r.Out, out)
		if q.exactOut {
			left.Sub(left, out)
		} else {
			left.Sub(left, in)
		}
		if price.Eq(next) {
			if initialised {
				r.Crossed++
				if down {
					s.Liquidity.Sub(&s.Liquidity, f.net[tick])
				} else {
					s.Liquidity.Add(&s.Liquidity, f.net[tick])
				}
			}
			s.Tick = tick
			if down {
				s.Tick--
			}
		} else if !price.Eq(&start) {
			s.Tick = tickReference(price)
		}
	}
	r.After = s
	return r
}

// sqrtReference is getSqrtRatioAtTick.
func sqrtReference(tick int32) *uint256.Int {
	r := new(uint256.Int).Lsh(uint256.NewInt(1), 128)
	size := max(tick, -tick)
	for i, f := range tickFactors {
		if size>>i&1 != 0 {
			r.Rsh(r.Mul(r, &uint256.Int{f[1], f[0]}), 128)
		}
	}
	if tick > 0 {
		r.Div(new(uint256.Int).SetAllOne(), r)
	}
	return divReference(r, uint256.NewInt(1<<32), true)
}

// tickReference is getTickAtSqrtRatio: a logarithm to base 2 by squaring, two
// candidates, and a comparison.
func tickReference(ratio *uint256.Int) int32 {
	shifted := new(uint256.Int).Lsh(ratio, 32)
	msb := shifted.BitLen() - 1
	r := new(uint256.Int)
	if msb >= 128 {
		r.Rsh(shifted, uint(msb-127))
	} else {
		r.Lsh(shifted, uint(127-msb))
	}
	log := uint256.NewInt(uint64(int64(msb - 128)))
	log.Lsh(log.ExtendSign(log, uint256.NewInt(7)), 64)
	for i := 63; i > 49; i-- {
		r.Rsh(r.Mul(r, r), 127)
		bit := new(uint256.Int).Rsh(r, 128)
		log.Or(log, new(uint256.Int).Lsh(bit, uint(i)))
		r.Rsh(r, uint(bit.Uint64()))
	}
	log.Mul(log, uint256.MustFromDecimal("255738958999603826347141"))
	low := new(uint256.Int).Sub(log, uint256.MustFromDecimal("3402992956809132418596140100660247210"))
	high := new(uint256.Int).Add(log, uint256.MustFromDecimal("291339464771989622907027621153398088495"))
	lowTick := int32(low.SRsh(low, 128).Uint64())
	highTick := int32(high.SRsh(high, 128).Uint64())
	if lowTick != highTick && !sqrtReference(highTick).Gt(ratio) {
		return highTick
	}
	return lowTick
}
