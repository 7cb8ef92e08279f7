package decode

import (
	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
)

// V2Router02 (v2-periphery contracts/UniswapV2Router02.sol). amount is the place
// of amountIn (or of amountOut), bound that of the other, path that of the path;
// -1 where the call's value is it.
type v2Swap struct {
	mode          Mode
	amount, bound int
	path          int
}

var v2Swaps = map[uint32]v2Swap{
	0x38ed1739: {ExactIn, 0, 1, 2},               // swapExactTokensForTokens(in,outMin,path,to,deadline)
	0x8803dbee: {ExactOut, 0, 1, 2},              // swapTokensForExactTokens(out,inMax,path,to,deadline)
	0x7ff36ab5: {ExactIn, -1, 0, 1},              // swapExactETHForTokens(outMin,path,to,deadline)
	0x4a25d94a: {ExactOut, 0, 1, 2},              // swapTokensForExactETH
	0x18cbafe5: {ExactIn, 0, 1, 2},               // swapExactTokensForETH
	0xfb3bdb41: {ExactOut, 0, -1, 1},             // swapETHForExactTokens(out,path,to,deadline)
	0x5c11d795: {ExactInFeeOnTransfer, 0, 1, 2},  // swapExactTokensForTokensSupportingFeeOnTransferTokens
	0xb6f9de95: {ExactInFeeOnTransfer, -1, 0, 1}, // swapExactETHForTokensSupporting...
	0x791ac947: {ExactInFeeOnTransfer, 0, 1, 2},  // swapExactTokensForETHSupporting...
}

func (c *call) v2(s uint32, a args) Verdict {
	f, ok := v2Swaps[s]
	if !ok {
		return Opaque // liquidity moves reserves in ways that are not predicted
	}
	return c.v2Route(f, a, amm.ConstantProduct, f.path+2)
}

// v2Route reads a path of tokens; deadline is its place, -1 if there is none.
func (c *call) v2Route(f v2Swap, a args, family amm.Family, deadline int) Verdict {
	in := c.next()
	in.Mode, in.Family, in.Factory = f.mode, family, c.router.FactoryV2
	ok1, ok2, ok3 := true, true, true
	if in.Amount = *c.value; f.amount >= 0 {
		in.Amount, ok1 = a.word(f.amount)
	}
	if in.Bound = *c.value; f.bound >= 0 {
		in.Bound, ok2 = a.word(f.bound)
	}
	if deadline >= 0 {
		in.Deadline, ok3 = a.uint64(deadline)
	}
	if !in.tokens(a, f.path) || !ok1 || !ok2 || !ok3 {
		return Malformed
	}
	return Readable
}

// recipients that SwapRouter02 and the V3 router understand as the router.
func (c *call) toRouter(to common.Address, r02 bool) bool {
	if to == c.router.Address || to == (common.Address{}) && !r02 {
		return true
	}
	return r02 && to == routerItself
}

// v3 is SwapRouter (v3-periphery) and, with r02, SwapRouter02
// (swap-router-contracts).
func (c *call) v3(s uint32, a args, deadline uint64, depth int, r02 bool) Verdict {
	switch s {
	case 0xac9650d8: // multicall(bytes[])
		return c.multicall(a, 0, deadline, depth)
	case 0x12210e8a, 0x49404b7c, 0xdf2ab5bb, 0xf3995c67, 0xc2e3140a, 0xa4a78f0c, 0x4659a494, 0x49616997, 0xe90a182f, 0x1c58db4f, 0x9b2c0a37, 0xe0e189a0, 0xd4ef38de, 0x3068c554, 0xf2d5d56b:
		return Readable // refund, unwrap, sweep, permit, wrap, pull: no swap
	}
	if r02 {
		return c.v3Router02(s, a, deadline, depth)
	}
	switch s {
	case 0x414bf389: // exactInputSingle((in,out,fee,to,deadline,amountIn,outMin,limit))
		return c.single(a, ExactIn, placesOld, deadline, r02)
	case 0xdb3e2198:
		return c.single(a, ExactOut, placesOld, deadline, r02)
	case 0xc04b8d59: // exactInput((path,to,deadline,amountIn,outMin))
		return c.path(a, ExactIn, 3, deadline, r02)
	case 0xf28c0498:
		return c.path(a, ExactOut, 3, deadline, r02)
	}
	return Opaque
}

func (c *call) v3Router02(s uint32, a args, deadline uint64, depth int) Verdict {
	switch s {
	case 0x5ae401dc: // multicall(uint256,bytes[])
		d, ok := a.uint64(0)
		if !ok {
			return Malformed
		}
		return c.multicall(a, 1, d, depth)
	case 0x1f0464d1: // multicall(bytes32,bytes[])
		return c.multicall(a, 1, deadline, depth)
	case 0x04e45aaf: // exactInputSingle((in,out,fee,to,amountIn,outMin,limit))
		return c.single(a, ExactIn, placesNew, deadline, true)
	case 0x5023b4df:
		return c.single(a, ExactOut, placesNew, deadline, true)
	case 0xb858183f: // exactInput((path,to,amountIn,outMin))
		return c.path(a, ExactIn, 2, deadline, true)
	case 0x09b81346:
		return c.path(a, ExactOut, 2, deadline, true)
	case 0x472b43f3: // swapExactTokensForTokens(in,outMin,path,to)
		return c.v2In02(a, ExactInFeeOnTransfer, deadline)
	case 0x42712a67:
		return c.v2In02(a, ExactOutFeeOnTransfer, deadline)
	}
	return Opaque // PancakeSwap's stable swaps, too: their pools are not named
}

func (c *call) multicall(a args, at int, deadline uint64, depth int) Verdict {
	if depth >= maxNested {
		return Opaque
	}
	list, n, ok := a.array(at)
	if !ok {
		return Malformed
	}
	for i := range n {
		one, ok := list.bytes(i)
		if !ok {
			return Malformed
		}
		if v := c.read(one, deadline, depth+1); v != Readable {
			return v
		}
	}
	return Readable
}

// Places in the parameters of a single hop; a deadline of -1 is none.
type singlePlaces struct{ to, deadline, amount, bound, limit int }

var (
	placesOld = singlePlaces{3, 4, 5, 6, 7}
	placesNew = singlePlaces{3, -1, 4, 5, 6}
)

func (c *call) single(a args, mode Mode, at singlePlaces, deadline uint64, r02 bool) Verdict {
	in := c.next()
	in.Mode, in.Family, in.Factory, in.Deadline = mode, amm.Concentrated, c.router.FactoryV3, deadline
	tokenIn, ok1 := a.address(0)
	tokenOut, ok2 := a.address(1)
	fee, ok3 := a.uint64(2)
	to, ok4 := a.address(at.to)
	var ok5, ok6, ok7 bool
	in.Amount, ok5 = a.word(at.amount)
	in.Bound, ok6 = a.word(at.bound)
	in.Limit, ok7 = a.word(at.limit)
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || !ok6 || !ok7 || fee >= 1<<24 {
		return Malformed
	}
	if at.deadline >= 0 {
		in.Deadline, _ = a.uint64(at.deadline)
	}
	in.hop(Leg{In: tokenIn, Out: tokenOut, Fee: uint32(fee)})
	return c.settle(in, to, r02)
}

func (c *call) path(a args, mode Mode, amount int, deadline uint64, r02 bool) Verdict {
	t, ok := a.tuple(0)
	if !ok {
		return Malformed
	}
	in := c.next()
	in.Mode, in.Family, in.Factory, in.Deadline = mode, amm.Concentrated, c.router.FactoryV3, deadline
	path, ok1 := t.bytes(0)
	to, ok2 := t.address(1)
	var ok3, ok4 bool
	in.Amount, ok3 = t.word(amount)
	in.Bound, ok4 = t.word(amount + 1)
	if amount == 3 {
		in.Deadline, _ = t.uint64(2)
	}
	if !ok1 || !ok2 || !ok3 || !ok4 || !in.packed(path, pathWithFee) {
		return Malformed
	}
	if mode == ExactOut { // encoded from the output backwards
		in.reverse()
	}
	return c.settle(in, to, r02)
}

func (c *call) v2In02(a args, mode Mode, deadline uint64) Verdict {
	in := c.next()
	in.Mode, in.Family, in.Factory, in.Deadline = mode, amm.ConstantProduct, c.router.FactoryV2, deadline
	var ok1, ok2 bool
	in.Amount, ok1 = a.word(0)
	in.Bound, ok2 = a.word(1)
	to, ok3 := a.address(3)
	if !ok1 || !ok2 || !ok3 || !in.tokens(a, 2) {
		return Malformed
	}
	return c.settle(in, to, true)
}

// settle notes where the output of the last intent goes and what its input is.
func (c *call) settle(in *Intent, to common.Address, r02 bool) Verdict {
	in.ToRouter = c.toRouter(to, r02)
	if r02 && (in.Mode == ExactIn || in.Mode == ExactInFeeOnTransfer) && in.Amount.IsZero() {
		if !c.held {
			return Opaque // whatever the router holds: unknown
		}
		in.AmountFromPrevious = true
	}
	c.held = in.ToRouter
	return Readable
}

// amounts reads the exact side and its bound.
func (in *Intent) amounts(a args, amount, bound int) (ok bool) {
	var ok1, ok2 bool
	in.Amount, ok1 = a.word(amount)
	in.Bound, ok2 = a.word(bound)
	return ok1 && ok2
}
