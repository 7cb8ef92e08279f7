package decode

import (
	"mevbot/internal/amm"
)

// Camelot's V2 router (CamelotRouter.sol) has Uniswap's functions for tokens
// that take a fee, with a referrer before the deadline, and no others.
var camelotSwaps = map[uint32]v2Swap{
	0xac3893ba: {ExactInFeeOnTransfer, 0, 1, 2},  // swapExactTokensForTokensSupporting...(in,outMin,path,to,referrer,deadline)
	0xb4822be3: {ExactInFeeOnTransfer, -1, 0, 1}, // swapExactETHForTokensSupporting...(outMin,path,to,referrer,deadline)
	0x52aa4c22: {ExactInFeeOnTransfer, 0, 1, 2},  // swapExactTokensForETHSupporting...
}

func (c *call) camelot(s uint32, a args) Verdict {
	f, ok := camelotSwaps[s]
	if !ok {
		return Opaque // liquidity
	}
	return c.v2Route(f, a, amm.CamelotPair, f.path+3)
}

// algebra is the SwapRouter of Algebra V1 (cryptoalgebra periphery), which
// Camelot V3 uses: a pair of tokens has one pool, so that paths have no fees.
func (c *call) algebra(s uint32, a args, depth int) Verdict {
	const (
		exactInputSingle    = 0xbc651188 // ((in,out,to,deadline,amountIn,outMin,limit))
		supportingFees      = 0xb87d2524 // exactInputSingleSupportingFeeOnTransferTokens, the same tuple
		exactOutputSingle   = 0xdb3e2198 // ((in,out,fee,to,deadline,amountOut,inMax,limit)); the fee is not used
		exactInput          = 0xc04b8d59 // ((path,to,deadline,amountIn,outMin))
		exactOutput         = 0xf28c0498
		unwrapNative        = 0x69bc35b2
		unwrapNativeWithFee = 0xc60696ec
		refundNative        = 0x41865270
	)
	switch s {
	case 0xac9650d8: // multicall(bytes[])
		return c.multicall(a, 0, 0, depth)
	case unwrapNative, unwrapNativeWithFee, refundNative, 0xdf2ab5bb, 0xe0e189a0, 0xf3995c67, 0xc2e3140a, 0xa4a78f0c, 0x4659a494:
		return Readable // unwrap, refund, sweep, permit: no swap
	case exactInputSingle:
		return c.algebraSingle(a, ExactIn, singlePlaces{2, 3, 4, 5, 6})
	case supportingFees:
		return c.algebraSingle(a, ExactInFeeOnTransfer, singlePlaces{2, 3, 4, 5, 6})
	case exactOutputSingle:
		return c.algebraSingle(a, ExactOut, singlePlaces{3, 4, 5, 6, 7})
	case exactInput:
		return c.algebraPath(a, ExactIn)
	case exactOutput:
		return c.algebraPath(a, ExactOut)
	}
	return Opaque
}

func (c *call) algebraSingle(a args, mode Mode, at singlePlaces) Verdict {
	in := c.next()
	in.Mode, in.Family, in.Factory = mode, amm.Algebra, c.router.FactoryV3
	tokenIn, ok1 := a.address(0)
	tokenOut, ok2 := a.address(1)
	to, ok3 := a.address(at.to)
	var ok4, ok5 bool
	in.Deadline, ok4 = a.uint64(at.deadline)
	in.Limit, ok5 = a.word(at.limit)
	if !in.amounts(a, at.amount, at.bound) || !ok1 || !ok2 || !ok3 || !ok4 || !ok5 {
		return Malformed
	}
	in.ToRouter = c.toRouter(to, false)
	in.hop(Leg{In: tokenIn, Out: tokenOut})
	return Readable
}

func (c *call) algebraPath(a args, mode Mode) Verdict {
	t, ok := a.tuple(0)
	if !ok {
		return Malformed
	}
	in := c.next()
	in.Mode, in.Family, in.Factory = mode, amm.Algebra, c.router.FactoryV3
	path, ok1 := t.bytes(0)
	to, ok2 := t.address(1)
	var ok3 bool
	in.Deadline, ok3 = t.uint64(2)
	if !in.amounts(t, 3, 4) || !ok1 || !ok2 || !ok3 || !in.packed(path, pathWithoutFee) {
		return Malformed
	}
	if mode == ExactOut {
		in.reverse()
	}
	in.ToRouter = c.toRouter(to, false)
	return Readable
}
