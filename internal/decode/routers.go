package decode

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// call reads the calls that one transaction makes to a router.
type call struct {
	router *Router
	value  *uint256.Int
	dst    []Intent
	// held says that an earlier intent of the transaction left its output in
	// the router.
	held bool
}

// maxNested bounds multicalls in multicalls.
const maxNested = 4

// read reads one call. deadline is that of the multicall around it.
func (c *call) read(data []byte, deadline uint64, depth int) Verdict {
	if len(data) < 4 {
		return Malformed
	}
	s, a := selector(data), args(data[4:])
	switch c.router.Kind {
	case UniswapV2Router:
		return c.v2(s, a)
	case UniswapV3SwapRouter:
		return c.v3(s, a, deadline, depth, false)
	case Executor:
		return c.executor(s, a)
	default:
		return c.v3(s, a, deadline, depth, true)
	}
}

// V2Router02 (v2-periphery contracts/UniswapV2Router02.sol). in is the place
// of amountIn (or of amountInMax), -1 where the call's value is it.
var v2Swaps = map[uint32]struct {
	mode          Mode
	amount, bound int
	path          int
}{
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
	var in Intent
	in.Mode, in.Family, in.Factory = f.mode, amm.ConstantProduct, c.router.FactoryV2
	get := func(i int) (uint256.Int, bool) {
		if i < 0 {
			return *c.value, true
		}
		return a.word(i)
	}
	var ok1, ok2, ok3 bool
	in.Amount, ok1 = get(f.amount)
	in.Bound, ok2 = get(f.bound)
	in.Deadline, ok3 = a.uint64(f.path + 2)
	path, ok4 := a.addresses(f.path)
	if !ok1 || !ok2 || !ok3 || !ok4 || len(path) < 2 {
		return Malformed
	}
	for i := 0; i+1 < len(path); i++ {
		in.Hops = append(in.Hops, Leg{In: path[i], Out: path[i+1]})
	}
	c.dst = append(c.dst, in)
	return Readable
}

// recipients that SwapRouter02 and the V3 router understand as the router.
func (c *call) toRouter(to common.Address, r02 bool) bool {
	if to == c.router.Address || to == (common.Address{}) && !r02 {
		return true
	}
	return r02 && to == common.BytesToAddress([]byte{2})
}

func (c *call) v3(s uint32, a args, deadline uint64, depth int, r02 bool) Verdict {
	switch s {
	case 0xac9650d8: // multicall(bytes[])
		return c.multicall(a, 0, deadline, depth)
	case 0x5ae401dc: // multicall(uint256,bytes[])
		if !r02 {
			return Opaque
		}
		d, ok := a.uint64(0)
		if !ok {
			return Malformed
		}
		return c.multicall(a, 1, d, depth)
	case 0x1f0464d1: // multicall(bytes32,bytes[])
		if !r02 {
			return Opaque
		}
		return c.multicall(a, 1, deadline, depth)
	case 0x12210e8a, 0x49404b7c, 0xdf2ab5bb, 0xf3995c67, 0xc2e3140a, 0xa4a78f0c, 0x4659a494, 0x49616997, 0xe90a182f, 0x1c58db4f, 0x9b2c0a37, 0xe0e189a0, 0xd4ef38de, 0x3068c554, 0xf2d5d56b:
		return Readable // refund, unwrap, sweep, permit, wrap, pull: no swap
	}
	if r02 {
		switch s {
		case 0x04e45aaf: // exactInputSingle((in,out,fee,to,amountIn,outMin,limit))
			return c.single(a, ExactIn, []int{0, 1, 2, 3, 4, 5, 6}, deadline, r02)
		case 0x5023b4df:
			return c.single(a, ExactOut, []int{0, 1, 2, 3, 4, 5, 6}, deadline, r02)
		case 0xb858183f: // exactInput((path,to,amountIn,outMin))
			return c.path(a, ExactIn, 2, deadline, r02)
		case 0x09b81346:
			return c.path(a, ExactOut, 2, deadline, r02)
		case 0x472b43f3: // swapExactTokensForTokens(in,outMin,path,to)
			return c.v2In02(a, ExactInFeeOnTransfer, deadline)
		case 0x42712a67:
			return c.v2In02(a, ExactOutFeeOnTransfer, deadline)
		}
		return Opaque
	}
	switch s {
	case 0x414bf389: // exactInputSingle((in,out,fee,to,deadline,amountIn,outMin,limit))
		return c.single(a, ExactIn, []int{0, 1, 2, 3, 5, 6, 7, 4}, deadline, r02)
	case 0xdb3e2198:
		return c.single(a, ExactOut, []int{0, 1, 2, 3, 5, 6, 7, 4}, deadline, r02)
	case 0xc04b8d59: // exactInput((path,to,deadline,amountIn,outMin))
		return c.path(a, ExactIn, 3, deadline, r02)
	case 0xf28c0498:
		return c.path(a, ExactOut, 3, deadline, r02)
	}
	return Opaque
}

func (c *call) multicall(a args, at int, deadline uint64, depth int) Verdict {
	if depth >= maxNested {
		return Opaque
	}
	list, ok := a.bytesArray(at)
	if !ok {
		return Malformed
	}
	for _, one := range list {
		if v := c.read(one, deadline, depth+1); v != Readable {
			return v
		}
	}
	return Readable
}

func (c *call) single(a args, mode Mode, at []int, deadline uint64, r02 bool) Verdict {
	var in Intent
	in.Mode, in.Family, in.Factory, in.Deadline = mode, amm.Concentrated, c.router.FactoryV3, deadline
	tokenIn, ok1 := a.address(at[0])
	tokenOut, ok2 := a.address(at[1])
	fee, ok3 := a.uint64(at[2])
	to, ok4 := a.address(at[3])
	var ok5, ok6, ok7 bool
	in.Amount, ok5 = a.word(at[4])
	in.Bound, ok6 = a.word(at[5])
	in.Limit, ok7 = a.word(at[6])
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || !ok6 || !ok7 || fee >= 1<<24 {
		return Malformed
	}
	if len(at) > 7 {
		d, ok := a.uint64(at[7])
		if !ok {
			return Malformed
		}
		in.Deadline = d
	}
	in.Hops = []Leg{{In: tokenIn, Out: tokenOut, Fee: uint32(fee)}}
	return c.add(in, to, r02)
}

func (c *call) path(a args, mode Mode, amount int, deadline uint64, r02 bool) Verdict {
	t, ok := a.tuple(0)
	if !ok {
		return Malformed
	}
	var in Intent
	in.Mode, in.Family, in.Factory, in.Deadline = mode, amm.Concentrated, c.router.FactoryV3, deadline
	path, ok1 := t.bytes(0)
	to, ok2 := t.address(1)
	var ok3, ok4 bool
	in.Amount, ok3 = t.word(amount)
	in.Bound, ok4 = t.word(amount + 1)
	if amount == 3 {
		d, ok := t.uint64(2)
		if !ok {
			return Malformed
		}
		in.Deadline = d
	}
	if !ok1 || !ok2 || !ok3 || !ok4 || len(path) < 43 {
		return Malformed
	}
	for len(path) >= 43 {
		in.Hops = append(in.Hops, Leg{
			In: common.BytesToAddress(path[:20]), Out: common.BytesToAddress(path[23:43]),
			Fee: uint32(path[20])<<16 | uint32(path[21])<<8 | uint32(path[22]),
		})
		path = path[23:]
	}
	if mode == ExactOut { // encoded from the output backwards
		n := len(in.Hops)
		for i, j := 0, n-1; i <= j; i, j = i+1, j-1 {
			x, y := in.Hops[i], in.Hops[j]
			in.Hops[i] = Leg{In: y.Out, Out: y.In, Fee: y.Fee}
			in.Hops[j] = Leg{In: x.Out, Out: x.In, Fee: x.Fee}
		}
	}
	return c.add(in, to, r02)
}

func (c *call) v2In02(a args, mode Mode, deadline uint64) Verdict {
	var in Intent
	in.Mode, in.Family, in.Factory, in.Deadline = mode, amm.ConstantProduct, c.router.FactoryV2, deadline
	var ok1, ok2 bool
	in.Amount, ok1 = a.word(0)
	in.Bound, ok2 = a.word(1)
	path, ok3 := a.addresses(2)
	to, ok4 := a.address(3)
	if !ok1 || !ok2 || !ok3 || !ok4 || len(path) < 2 {
		return Malformed
	}
	for i := 0; i+1 < len(path); i++ {
		in.Hops = append(in.Hops, Leg{In: path[i], Out: path[i+1]})
	}
	return c.add(in, to, true)
}

func (c *call) add(in Intent, to common.Address, r02 bool) Verdict {
	in.ToRouter = c.toRouter(to, r02)
	if r02 && (in.Mode == ExactIn || in.Mode == ExactInFeeOnTransfer) && in.Amount.IsZero() {
		if !c.held {
			return Opaque // whatever the router holds: unknown
		}
		in.AmountFromPrevious = true
	}
	c.held = in.ToRouter
	c.dst = append(c.dst, in)
	return Readable
}
