package concentrated

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// whole sets in and out to what a whole step between two prices takes, fee
// included, and gives. It serves given inputs and given outputs alike.
func (p *Pool) whole(d amm.Direction, from, to, liquidity, in, out *uint256.Int) {
	if d == amm.ZeroForOne {
		amount0(in, to, from, liquidity, true)
		amount1(out, to, from, liquidity, false)
	} else {
		amount1(in, from, to, liquidity, true)
		amount0(out, from, to, liquidity, false)
	}
	p.addFee(in)
}

// addFee adds to an input what the pool charges for it: the contract's
// amountIn + ceil(amountIn*fee/(1e6-fee)), which is ceil(amountIn*1e6/(1e6-fee)).
func (p *Pool) addFee(in *uint256.Int) {
	if scale(in, in, feeUnit, p.kept) {
		in.AddUint64(in, 1)
	}
}

// step is SwapMath.computeSwapStep: it moves the price towards the target as
// far as the amount left allows. s is the whole step to the target, and becomes
// what the step takes, fee included, and gives. The contract's test whether the
// amount reaches the target, made on the amount less its fee, is the same as
// comparing the amount with the whole step's input.
func (p *Pool) step(d amm.Direction, exactOut bool, price, target, liquidity, left *uint256.Int, s *partial) {
	if exactOut && !left.Lt(&s.out) || !exactOut && !left.Lt(&s.in) {
		*price = *target
		return
	}
	start := *price
	if exactOut {
		if d == amm.ZeroForOne {
			removeToken1(price, &start, liquidity, left)
			amount0(&s.in, price, &start, liquidity, true)
		} else {
			removeToken0(price, &start, liquidity, left)
			amount1(&s.in, &start, price, liquidity, true)
		}
		p.addFee(&s.in)
		// The price is rounded so that at least the wanted output would come
		// out, and the contract caps it.
		s.out = *left
		return
	}
	var traded uint256.Int
	scale(&traded, left, p.kept, feeUnit)
	s.in = *left // what does not move the price is fee
	if d == amm.ZeroForOne {
		addToken0(price, &start, liquidity, &traded)
		amount1(&s.out, price, &start, liquidity, false)
	} else {
		addToken1(price, &start, liquidity, &traded)
		amount0(&s.out, &start, price, liquidity, false)
	}
}
