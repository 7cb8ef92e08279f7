package concentrated

import (
	"math/bits"

	"github.com/holiman/uint256"
)

// amount0 sets z to the token0 between two prices low < high at a liquidity:
// SqrtPriceMath.getAmount0Delta. Rounded up for what the pool takes, down for
// what it gives. Zero liquidity or an empty range gives zero.
func amount0(z, low, high, liquidity *uint256.Int, up bool) {
	var l, width uint256.Int
	l.Lsh(liquidity, 96)
	width.Sub(high, low)
	if up {
		mulDivUp(z, &l, &width, high)
		divUp(z, z, low)
		return
	}
	mulDiv(z, &l, &width, high)
	div(z, z, low)
}

// amount1 is amount0 for token1: SqrtPriceMath.getAmount1Delta. The division is
// by 2^96, so it is a shift.
func amount1(z, low, high, liquidity *uint256.Int, up bool) {
	var width uint256.Int
	width.Sub(high, low) // at most 160 bits, the liquidity 128
	var p [5]uint64
	for i := range 2 {
		var carry uint64
		for j := range 3 {
			h, l := bits.Mul64(liquidity[i], width[j])
			var c uint64
			l, c = bits.Add64(l, carry, 0)
			h += c
			p[i+j], c = bits.Add64(p[i+j], l, 0)
			carry = h + c
		}
		p[i+3] = carry
	}
	*z = uint256.Int{p[1]>>32 | p[2]<<32, p[2]>>32 | p[3]<<32, p[3]>>32 | p[4]<<32, p[4] >> 32}
	if up && (p[0] != 0 || uint32(p[1]) != 0) {
		z.AddUint64(z, 1)
	}
}

// The four moves of the price. All round so that the pool never gains less than
// it should; none passes the step's target, because the caller has checked that
// the amount is below the whole step's. Liquidity is not zero.

// addToken0 is getNextSqrtPriceFromAmount0RoundingUp(add): the price falls.
func addToken0(z, price, liquidity, amount *uint256.Int) {
	if amount.IsZero() {
		*z = *price
		return
	}
	var l, product, den uint256.Int
	l.Lsh(liquidity, 96)
	if _, over := product.MulOverflow(amount, price); !over {
		if _, over = den.AddOverflow(&l, &product); !over {
			mulDivUp(z, &l, price, &den)
			return
		}
	}
	// The contract's way round an overflow, less precise and part of the truth.
	div(&den, &l, price)
	den.Add(&den, amount)
	divUp(z, &l, &den)
}

// removeToken0 is getNextSqrtPriceFromAmount0RoundingUp(remove): the price
// rises. An amount below the step's neither overflows nor empties it.
func removeToken0(z, price, liquidity, amount *uint256.Int) {
	if amount.IsZero() {
		*z = *price
		return
	}
	var l, den uint256.Int
	l.Lsh(liquidity, 96)
	den.Mul(amount, price)
	den.Sub(&l, &den)
	mulDivUp(z, &l, price, &den)
}

// addToken1 is getNextSqrtPriceFromAmount1RoundingDown(add): the price rises.
func addToken1(z, price, liquidity, amount *uint256.Int) {
	var q uint256.Int
	perLiquidity(&q, amount, liquidity)
	z.Add(price, &q)
}

// removeToken1 is getNextSqrtPriceFromAmount1RoundingDown(remove): it falls.
func removeToken1(z, price, liquidity, amount *uint256.Int) {
	var q uint256.Int
	if perLiquidity(&q, amount, liquidity) {
		q.AddUint64(&q, 1)
	}
	z.Sub(price, &q)
}

// perLiquidity is floor(amount*2^96/liquidity), and whether it is inexact.
func perLiquidity(z, amount, liquidity *uint256.Int) (inexact bool) {
	// amount << 96, in words
	p := [9]uint64{
		0, amount[0] << 32,
		amount[1]<<32 | amount[0]>>32,
		amount[2]<<32 | amount[1]>>32,
		amount[3]<<32 | amount[2]>>32,
		amount[3] >> 32,
	}
	return divide(z, &p, 6, liquidity)
}
