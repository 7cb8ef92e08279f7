package decode

import "mevbot/internal/amm"

// Calls of Trader Joe's LBRouter 2.1 and 2.2 (joe-v2 src/LBRouter.sol). The path
// is a tuple of arrays: bin steps, versions, tokens.
var liquidityBookSwaps = map[uint32]v2Swap{
	0x2a443fae: {ExactIn, 0, 1, 2},               // swapExactTokensForTokens(in,outMin,path,to,deadline)
	0x9ab6156b: {ExactIn, 0, 1, 2},               // swapExactTokensForNATIVE
	0xb066ea7c: {ExactIn, -1, 0, 1},              // swapExactNATIVEForTokens(outMin,path,to,deadline)
	0x92fe8e70: {ExactOut, 0, 1, 2},              // swapTokensForExactTokens(out,inMax,path,to,deadline)
	0x3dc8f8ec: {ExactOut, 0, 1, 2},              // swapTokensForExactNATIVE
	0x2075ad22: {ExactOut, 0, -1, 1},             // swapNATIVEForExactTokens(out,path,to,deadline)
	0x4b801870: {ExactInFeeOnTransfer, 0, 1, 2},  // swapExactTokensForTokensSupportingFeeOnTransferTokens
	0x1a24f9a9: {ExactInFeeOnTransfer, 0, 1, 2},  // swapExactTokensForNATIVESupporting...
	0xe038e6dc: {ExactInFeeOnTransfer, -1, 0, 1}, // swapExactNATIVEForTokensSupporting...
}

// liquidityBookV1 is the version of a hop through a pair of Joe V1, which is a
// copy of Uniswap V2; the router's FactoryV2 has it.
const (
	liquidityBookV1     = 0
	liquidityBookNewest = 3
)

func (c *call) liquidityBook(s uint32, a args) Verdict {
	f, ok := liquidityBookSwaps[s]
	if !ok {
		return Opaque // liquidity
	}
	in := c.next()
	in.Mode, in.Family, in.Factory = f.mode, amm.LiquidityBook, c.router.FactoryV2
	ok1, ok2 := true, true
	if in.Amount = *c.value; f.amount >= 0 {
		in.Amount, ok1 = a.word(f.amount)
	}
	if in.Bound = *c.value; f.bound >= 0 {
		in.Bound, ok2 = a.word(f.bound)
	}
	deadline, ok3 := a.uint64(f.path + 2)
	path, ok4 := a.tuple(f.path)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return Malformed
	}
	in.Deadline = deadline
	steps, n, ok1 := path.array(0)
	versions, m, ok2 := path.array(1)
	if !ok1 || !ok2 || n != m || !in.tokens(path, 2) || len(in.Hops) != n {
		return Malformed
	}
	for i := range in.Hops {
		step, ok1 := steps.uint64(i)
		version, ok2 := versions.uint64(i)
		if !ok1 || !ok2 || step >= 1<<16 || version > liquidityBookNewest {
			return Malformed
		}
		leg := &in.Hops[i]
		leg.Family, leg.Step, leg.Version = amm.LiquidityBook, uint32(step), uint8(version)
		if version == liquidityBookV1 {
			leg.Family = amm.ConstantProduct
		}
	}
	return Readable
}
