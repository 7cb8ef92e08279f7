package decode

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Functions of 1inch's AggregationRouterV5 whose pools stand in the calldata.
// Its swap(...) runs a program for an executor and is opaque.
var oneInchV5Swaps = map[uint32]struct {
	amount int // the least output follows, then the pools
	family amm.Family
}{
	0x0502b1c5: {1, amm.ConstantProduct}, // unoswap(token,amount,min,pools)
	0xf78dc253: {2, amm.ConstantProduct}, // unoswapTo(to,token,amount,min,pools)
	0x3c15fd91: {2, amm.ConstantProduct}, // unoswapToWithPermit(to,token,amount,min,pools,permit)
	0xe449022e: {0, amm.Concentrated},    // uniswapV3Swap(amount,min,pools)
	0xbc80f1a8: {1, amm.Concentrated},    // uniswapV3SwapTo(to,amount,min,pools)
	0x2521b930: {2, amm.Concentrated},    // uniswapV3SwapToWithPermit(to,token,amount,min,pools,permit)
}

func (c *call) oneInchV5(s uint32, a args) Verdict {
	f, ok := oneInchV5Swaps[s]
	if !ok {
		return Opaque
	}
	in := c.next()
	if !in.amounts(a, f.amount, f.amount+1) || !in.wordPools(a, f.amount+2, f.family) {
		return Malformed
	}
	return Readable
}

// Functions of AggregationRouterV6: the place of the amount, -1 where the call's
// value is it, and the number of pools behind the least output.
var oneInchV6Swaps = map[uint32]struct{ amount, min, pools int }{
	0x83800a8e: {1, 2, 1},  // unoswap(token,amount,min,dex)
	0x8770ba91: {1, 2, 2},  // unoswap2
	0x19367472: {1, 2, 3},  // unoswap3
	0xe2c95c82: {2, 3, 1},  // unoswapTo(to,token,amount,min,dex)
	0xea76dddf: {2, 3, 2},  // unoswapTo2
	0xf7a70056: {2, 3, 3},  // unoswapTo3
	0xa76dfc3b: {-1, 0, 1}, // ethUnoswap(min,dex)
	0x89af926a: {-1, 0, 2}, // ethUnoswap2
	0x188ac35d: {-1, 0, 3}, // ethUnoswap3
	0x175accdc: {-1, 1, 1}, // ethUnoswapTo(to,min,dex)
	0x0f449d71: {-1, 1, 2}, // ethUnoswapTo2
	0x493189f0: {-1, 1, 3}, // ethUnoswapTo3
}

// Protocols of a pool's word in V6, in its three highest bits.
const (
	oneInchPair         = 0
	oneInchConcentrated = 1
	oneInchCurve        = 2
)

func (c *call) oneInchV6(s uint32, a args) Verdict {
	f, ok := oneInchV6Swaps[s]
	if !ok {
		return Opaque
	}
	in := c.next()
	in.Mode = Sequence
	ok1, ok2 := true, false
	if in.Amount = *c.value; f.amount >= 0 {
		in.Amount, ok1 = a.word(f.amount)
	}
	in.Bound, ok2 = a.word(f.min)
	if !ok1 || !ok2 {
		return Malformed
	}
	for i := range f.pools {
		leg, w, fee, ok := poolWord(a, f.min+1+i)
		if !ok {
			return Malformed
		}
		if v := in.oneInchPool(leg, &w, fee); v != Readable {
			return v
		}
	}
	return Readable
}

func (in *Intent) oneInchPool(leg Leg, w *uint256.Int, fee uint32) Verdict {
	const (
		zeroForOne = 247
		usual      = 997_000_000 // where the word has no fee
	)
	leg.Backwards = !bit(w, zeroForOne)
	switch w[3] >> 61 {
	case oneInchPair:
		leg.Family = amm.ConstantProduct
		if fee == 0 {
			fee = usual
		}
		in.numerator(&leg, fee)
	case oneInchConcentrated:
		leg.Family = amm.Concentrated
	case oneInchCurve:
		leg.Family, leg.Backwards = amm.Curve, false
	default:
		return Malformed // no such member of the contract's enum
	}
	in.hop(leg)
	return Readable
}
