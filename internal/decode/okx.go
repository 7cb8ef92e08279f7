package decode

import "mevbot/internal/amm"

// Functions of OKX's DexRouter whose pools stand in the calldata. Its smart swaps
// name adapters, whose pools are not known by family; they are opaque.
var okxSwaps = map[uint32]struct {
	amount, pools int // the least output follows the amount
	family        amm.Family
}{
	0x9871efa4: {1, 3, amm.ConstantProduct}, // unxswapByOrderId(token,amount,min,pools)
	0x08298b5a: {1, 4, amm.ConstantProduct}, // unxswapTo(token,amount,min,to,pools)
	0x0d5f0e3b: {1, 3, amm.Concentrated},    // uniswapV3SwapTo(to,amount,min,pools)
}

func (c *call) okx(s uint32, a args) Verdict {
	f, ok := okxSwaps[s]
	if !ok {
		return Opaque
	}
	in := c.next()
	if !in.amounts(a, f.amount, f.amount+1) || !in.wordPools(a, f.pools, f.family) {
		return Malformed
	}
	// A commission stands behind the arguments; it may come off the input.
	if end, ok := a.uint64(f.pools); ok && uint64(len(a)) > end+32+32*uint64(len(in.Hops)) {
		in.AmountUnknown = true
	}
	return Readable
}
