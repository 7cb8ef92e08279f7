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
	// the router (SwapRouter02).
	held bool
}

// maxNested bounds calls in calls: multicalls, and plans in plans.
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
	case UniswapV3SwapRouter02, PancakeSmartRouter:
		return c.v3(s, a, deadline, depth, true)
	case Executor:
		return c.executor(s, a)
	case UniversalRouter:
		return c.universal(s, a, depth)
	case CamelotV2Router:
		return c.camelot(s, a)
	case AlgebraSwapRouter:
		return c.algebra(s, a, depth)
	case SushiRouteProcessor3, SushiRouteProcessor:
		return c.routeProcessor(s, a)
	case BalancerV2Vault:
		return c.balancer(s, a)
	case CurveRouter:
		return c.curve(s, a)
	case LiquidityBookRouter:
		return c.liquidityBook(s, a)
	case OneInchV5:
		return c.oneInchV5(s, a)
	case OneInchV6:
		return c.oneInchV6(s, a)
	case ZeroExProxy:
		return c.zeroEx(s, a)
	case ParaSwapV5:
		return c.paraSwapV5(s, a)
	case ParaSwapV6:
		return c.paraSwapV6(s, a)
	case OKXRouter:
		return c.okx(s, a)
	default:
		return Opaque
	}
}

// next appends an empty intent. It uses the memory for hops of an intent that
// lay there before.
func (c *call) next() *Intent {
	n := len(c.dst)
	if n == cap(c.dst) {
		c.dst = append(c.dst, Intent{})
		return &c.dst[n]
	}
	c.dst = c.dst[:n+1]
	c.dst[n] = Intent{Hops: c.dst[n].Hops[:0]}
	return &c.dst[n]
}

// hop adds a leg between two tokens.
func (in *Intent) hop(leg Leg) { in.Hops = append(in.Hops, leg) }

// tokens adds the legs of an array of addresses.
func (in *Intent) tokens(a args, i int) bool {
	path, n, ok := a.array(i)
	if !ok || n < 2 {
		return false
	}
	from, ok := path.address(0)
	for k := 1; ok && k < n; k++ {
		var to common.Address
		if to, ok = path.address(k); ok {
			in.hop(Leg{In: from, Out: to})
		}
		from = to
	}
	return ok
}

// Packed paths: tokens with a fee of three bytes between them, or without.
const (
	pathWithFee    = common.AddressLength + 3
	pathWithoutFee = common.AddressLength
)

// packed adds the legs of a packed path. As in the routers what is left over
// at its end is not read.
func (in *Intent) packed(path []byte, stride int) bool {
	const token = common.AddressLength
	if len(path) < stride+token {
		return false
	}
	for len(path) >= stride+token {
		leg := Leg{In: common.Address(path[:token]), Out: common.Address(path[stride : stride+token])}
		for _, b := range path[token:stride] {
			leg.Fee = leg.Fee<<8 | uint32(b)
		}
		in.hop(leg)
		path = path[stride:]
	}
	return true
}

// reverse turns a route around that is encoded from the output backwards.
func (in *Intent) reverse() {
	for i, j := 0, len(in.Hops)-1; i <= j; i, j = i+1, j-1 {
		in.Hops[i], in.Hops[j] = in.Hops[j], in.Hops[i]
		in.Hops[i].In, in.Hops[i].Out = in.Hops[i].Out, in.Hops[i].In
		if i != j {
			in.Hops[j].In, in.Hops[j].Out = in.Hops[j].Out, in.Hops[j].In
		}
	}
}

// backwards says whether a swap from one token to another is of token 1 for
// token 0.
func backwards(in, out common.Address) bool { return in.Cmp(out) > 0 }

// dexFamily of a pool that an aggregator calls as a Uniswap V2 pair or V3 pool.
func dexFamily(v3 bool) amm.Family {
	if v3 {
		return amm.Concentrated
	}
	return amm.ConstantProduct
}
