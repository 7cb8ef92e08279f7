package market

import "math"

// gap is a cycle native -> token -> native over two pools that gains.
type gap struct {
	token     int
	buy, sell int     // pools by index
	size      float64 // wrapped native wei in
	gross     float64 // wei more than size
}

// yield is what size of the native token comes back as after the cycle, less
// size. It leaves the states as they are.
func (w *world) yield(buy, sell int, size float64) float64 {
	a, b := w.states[buy], w.states[sell]
	mid := a.sell(&w.pools[buy], w.pools[buy].token0 == weth, size)
	return b.sell(&w.pools[sell], w.pools[sell].token1 == weth, mid) - size
}

// spot is the logarithm of the rate of the cycle for nothing, fees paid.
func (w *world) spot(buy, sell int) float64 {
	return w.rate(buy, weth) + w.rate(sell, w.tokenOf(buy))
}

// rate is the logarithm of what a pool gives for next to nothing of a token, fee
// paid.
func (w *world) rate(i, in int) float64 {
	p := &w.pools[i]
	r := math.Log(w.states[i].price(p.kind))
	if p.token0 != in {
		r = -r
	}
	return r + math.Log1p(-float64(p.fee)/1e6)
}

// tokenOf is the token that a native pool trades against.
func (w *world) tokenOf(i int) int {
	t := w.pools[i].other(weth)
	return t
}

// worst is the cycle through two of the token's native pools that gains most,
// at its best size. A zero gross means none gains.
func (w *world) worst(token int) gap {
	best := gap{token: token}
	for _, buy := range w.native[token] {
		for _, sell := range w.native[token] {
			if buy == sell || w.spot(buy, sell) <= 0 {
				continue
			}
			if g := w.bestSize(buy, sell); g.gross > best.gross {
				g.token = token
				best = g
			}
		}
	}
	return best
}

// bestSize maximises yield.
func (w *world) bestSize(buy, sell int) gap {
	size, gross := peak(func(x float64) float64 { return w.yield(buy, sell, x) })
	return gap{buy: buy, sell: sell, size: size, gross: gross}
}

// peak maximises a concave yield by golden section between nothing and the first
// doubling that gains less.
func peak(yield func(float64) float64) (size, gross float64) {
	hi := 1e15
	for prev := yield(hi); hi < 1e25; prev = yield(hi) {
		hi *= 2
		if yield(hi) < prev {
			break
		}
	}
	return golden(0, hi, 40, yield)
}

// golden finds the maximum of a unimodal f in n steps of golden section.
func golden(lo, hi float64, n int, f func(float64) float64) (x, fx float64) {
	const phi = 0.6180339887498949
	a, b := hi-phi*(hi-lo), lo+phi*(hi-lo)
	fa, fb := f(a), f(b)
	for range n {
		if fa < fb {
			lo, a, fa = a, b, fb
			b = lo + phi*(hi-lo)
			fb = f(b)
		} else {
			hi, b, fb = b, a, fa
			a = hi - phi*(hi-lo)
			fa = f(a)
		}
	}
	if fa > fb {
		return a, fa
	}
	return b, fb
}
