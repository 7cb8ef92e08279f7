package decode

import (
	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
)

// Functions of ParaSwap's AugustusSwapper V5 for pairs. The other functions call
// adapters and are opaque.
const (
	paraSwapUniswap     = 0x54840d1a // swapOnUniswap(in,outMin,path)
	paraSwapUniswapBuy  = 0x935fb84b // buyOnUniswap(inMax,out,path)
	paraSwapFactory     = 0xf5661034 // swapOnUniswapFork(factory,initCode,in,outMin,path)
	paraSwapFactoryBuy  = 0xc03786b0 // buyOnUniswapFork(factory,initCode,inMax,out,path)
	paraSwapPools       = 0x0b86a4c1 // swapOnUniswapV2Fork(token,in,outMin,weth,pools)
	paraSwapPoolsBuy    = 0xb2f1e6db // buyOnUniswapV2Fork(token,inMax,out,weth,pools)
	paraSwapV6In        = 0xe8bb3b6c // swapExactAmountInOnUniswapV2((src,dest,in,outMin,quote,metadata,to,pools),fee,permit)
	paraSwapV6Out       = 0xa76f4eb6 // swapExactAmountOutOnUniswapV2((src,dest,inMax,out,quote,metadata,to,pools),...)
	paraSwapV6InV3      = 0x876a02f6 // swapExactAmountInOnUniswapV3
	paraSwapV6OutV3     = 0x5e94e28d // swapExactAmountOutOnUniswapV3
	paraSwapPairBytes   = 64         // of a pair in V6: two tokens, and the direction in the last bit
	paraSwapPoolBytes   = 96         // of a V3 pool in V6: two tokens and the fee, the direction in the first bit
	paraSwapForkFees    = 10_000     // denominator of the fees of V5's pools
	paraSwapForkFeeUnit = 100        // hundredths of a basis point in one
)

func (c *call) paraSwapV5(s uint32, a args) Verdict {
	switch s {
	case paraSwapUniswap:
		return c.v2Route(v2Swap{ExactIn, 0, 1, 2}, a, amm.ConstantProduct, -1)
	case paraSwapUniswapBuy:
		return c.v2Route(v2Swap{ExactOut, 1, 0, 2}, a, amm.ConstantProduct, -1)
	case paraSwapFactory, paraSwapFactoryBuy:
		f := v2Swap{ExactIn, 2, 3, 4}
		if s == paraSwapFactoryBuy {
			f = v2Swap{ExactOut, 3, 2, 4}
		}
		factory, ok := a.address(0)
		if v := c.v2Route(f, a, amm.ConstantProduct, -1); v != Readable || !ok {
			return Malformed
		}
		c.dst[len(c.dst)-1].Factory = factory
		return Readable
	case paraSwapPools:
		return c.paraSwapPools(a, 1, 2, Sequence)
	case paraSwapPoolsBuy:
		return c.paraSwapPools(a, 2, 1, ExactOut)
	}
	return Opaque
}

// paraSwapPools reads words: the address, the direction in bit 160, and above it
// what the fee leaves of the input, in ten-thousandths.
func (c *call) paraSwapPools(a args, amount, bound int, mode Mode) Verdict {
	in := c.next()
	in.Mode, in.Family = mode, amm.ConstantProduct
	pools, n, ok := a.array(4)
	if !in.amounts(a, amount, bound) || !ok || n == 0 {
		return Malformed
	}
	for i := range n {
		leg, w, _, ok := poolWord(pools, i)
		if !ok {
			return Malformed
		}
		leg.Family, leg.Backwards = amm.ConstantProduct, bit(&w, 160)
		if w.Rsh(&w, 161); !w.IsUint64() || w.Uint64() > paraSwapForkFees {
			return Malformed // the contract's arithmetic would leave nothing for a fee
		}
		leg.Fee = uint32(paraSwapForkFees-w.Uint64()) * paraSwapForkFeeUnit
		in.hop(leg)
	}
	return Readable
}

// paraSwapV6 reads AugustusV6's functions for Uniswap's own pools.
func (c *call) paraSwapV6(s uint32, a args) Verdict {
	size, out := paraSwapPairBytes, false
	switch s {
	case paraSwapV6In:
	case paraSwapV6Out:
		out = true
	case paraSwapV6InV3:
		size = paraSwapPoolBytes
	case paraSwapV6OutV3:
		size, out = paraSwapPoolBytes, true
	default:
		return Opaque
	}
	t, ok := a.tuple(0)
	if !ok {
		return Malformed
	}
	in := c.next()
	in.Family, in.Factory, in.Mode = amm.ConstantProduct, c.router.FactoryV2, ExactIn
	if size == paraSwapPoolBytes {
		in.Family, in.Factory = amm.Concentrated, c.router.FactoryV3
	}
	amount, bound := 2, 3
	if out {
		in.Mode, amount, bound = ExactOut, 3, 2
	}
	pools, ok := t.bytes(7)
	if !in.amounts(t, amount, bound) || !ok || len(pools) < size {
		return Malformed
	}
	for ; len(pools) >= size; pools = pools[size:] {
		in.hop(paraSwapPool(args(pools[:size]), size))
	}
	if out && size == paraSwapPoolBytes {
		in.order()
	}
	return Readable
}

func paraSwapPool(w args, size int) (leg Leg) {
	forward := w[size-1]&1 == 1
	if size == paraSwapPairBytes {
		leg.In, leg.Out = common.Address(w[:20]), common.Address(w[20:40])
	} else {
		forward = w[0]>>7 == 1
		leg.In, _ = w.low(0)
		leg.Out, _ = w.low(1)
		leg.Fee = uint32(w[93])<<16 | uint32(w[94])<<8 | uint32(w[95])
	}
	if !forward {
		leg.In, leg.Out = leg.Out, leg.In
	}
	return leg
}

// order puts legs that come from the output backwards into the direction of the
// money. Which way they stand, they tell themselves.
func (in *Intent) order() {
	n := len(in.Hops)
	if n < 2 || in.Hops[0].Out == in.Hops[1].In {
		return
	}
	for i := range n / 2 {
		in.Hops[i], in.Hops[n-1-i] = in.Hops[n-1-i], in.Hops[i]
	}
}
