package market

import "math"

// opening is what a pool starts with.
type opening struct {
	amount0, amount1 float64 // V2: smallest units of each token
	sqrt             float64 // V3: root of the price
	bands            []band  // V3: part holds the liquidity itself
}

// open works a pool's plan out at the true prices of w.
func (w *world) open(i int) opening {
	p := &w.pools[i]
	amount0 := p.depth / w.usd[p.token0] * assets[p.token0].unit() * math.Exp(-p.skew/2)
	amount1 := p.depth / w.usd[p.token1] * assets[p.token1].unit() * math.Exp(p.skew/2)
	if p.kind == v2 {
		return opening{amount0: amount0, amount1: amount1}
	}
	o := opening{sqrt: math.Sqrt(amount1 / amount0)}
	liquidity := math.Sqrt(amount0 * amount1)
	for _, b := range bands(tickOf(o.sqrt), p.spacing) {
		b.part *= liquidity
		o.bands = append(o.bands, b)
	}
	return o
}
