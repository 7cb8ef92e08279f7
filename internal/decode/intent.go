package decode

import (
	"encoding/binary"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Mode says which amount of a route is fixed and how the others follow.
type Mode uint8

// The modes.
const (
	ExactIn  Mode = iota // all amounts computed before the first swap
	ExactOut             // the same, backwards
	// ExactInFeeOnTransfer computes each hop from what really arrived (V2's
	// SupportingFeeOnTransfer functions, and every V2 route of SwapRouter02 and
	// of the Universal Router).
	ExactInFeeOnTransfer
	// ExactOutFeeOnTransfer computes the input backwards from the wanted output;
	// then each hop gives all that its input pays for (SwapRouter02).
	ExactOutFeeOnTransfer
	// Cycle is a run of the bot's executor: each hop takes what the one before
	// gave, over pools of any family that the legs name themselves.
	Cycle
	// Sequence is a route of an aggregator: as Cycle, but between two tokens.
	// Bound is zero where it holds for the sum of several routes.
	Sequence
)

// Leg is one hop as the calldata names it: by tokens, by pool, or by both.
type Leg struct {
	In, Out common.Address // zero where only the pool is named; for Uniswap V4 zero is ether
	// Fee in hundredths of a basis point: of V3 and V4 pools, and of named pairs
	// the fee that the caller computes with.
	Fee uint32

	Pool      common.Address // zero where the pool is found by factory, tokens and fee
	ID        common.Hash    // Uniswap V4: of the pool's key. Balancer: the vault's pool id
	Family    amm.Family     // in a Cycle or Sequence; else that of the Intent
	Backwards bool           // token 1 for token 0; means nothing if the family has no such order
	Step      uint32         // Liquidity Book: the bin step, basis points
	Version   uint8          // Liquidity Book: 0 V1 pair, 1 V2, 2 V2.1, 3 V2.2
}

// Intent is one route of hops that a transaction asks a router for. The intents
// of a transaction are atomic: if one fails all do.
type Intent struct {
	Mode    Mode
	Family  amm.Family
	Factory common.Address // of the pools
	Hops    []Leg          // in the direction of the money, also for exact output
	// Amount is the exact side, in smallest units. AmountFromPrevious: all that the router holds of
	// the first token, left there by an earlier intent of the transaction.
	Amount             uint256.Int
	AmountFromPrevious bool
	// AmountUnknown: the pools are these, but the amount is not in the calldata,
	// or it is not sure that the route runs. It cannot be predicted.
	AmountUnknown bool
	Bound         uint256.Int // least out, or most in
	Limit         uint256.Int // V3 square-root price limit of a single hop; 0 none
	Deadline      uint64      // of the block's time, seconds; 0 none
	ToRouter      bool        // the output stays in the router
}

// RouterKind says how a router's calldata reads.
type RouterKind uint8

// The kinds.
const (
	UniswapV2Router       RouterKind = iota + 1 // v2-periphery UniswapV2Router02 and its copies (SushiSwap, PancakeSwap)
	UniswapV3SwapRouter                         // v3-periphery SwapRouter and its copies (PancakeSwap V3)
	UniswapV3SwapRouter02                       // swap-router-contracts SwapRouter02
	Executor                                    // contracts/src/Executor.sol
	UniversalRouter                             // universal-router v1.2 and v2
	PancakeSmartRouter                          // SwapRouter02 with stable swaps
	CamelotV2Router                             // V2 router with a referrer
	AlgebraSwapRouter                           // Camelot V3: V3 router without fees in its paths
	SushiRouteProcessor3                        // RouteProcessor 3 and 3.1: pairs without a fee
	SushiRouteProcessor                         // RouteProcessor 3.2, 4, 5 and 6
	BalancerV2Vault                             // v2-vault Vault
	CurveRouter                                 // curve-router-ng and the router before it
	LiquidityBookRouter                         // joe-v2 LBRouter 2.1 and 2.2
	OneInchV5                                   // AggregationRouterV5: unoswap and uniswapV3Swap
	OneInchV6                                   // AggregationRouterV6: unoswap
	ZeroExProxy                                 // 0x ExchangeProxy: Uniswap functions and batches of them
	ParaSwapV5                                  // AugustusSwapper V5: Uniswap V2 functions
	ParaSwapV6                                  // AugustusV6: Uniswap V2 and V3 functions
	OKXRouter                                   // DexRouter: unxswap and uniswapV3Swap
)

// Router is a contract whose routes are read.
type Router struct {
	Address   common.Address
	Kind      RouterKind
	FactoryV2 common.Address // of its pairs, if it finds pools by their tokens
	FactoryV3 common.Address // the same of its V3 or Algebra pools
	WETH      common.Address // ether wrapped
}

// Verdict on a transaction.
type Verdict uint8

// The verdicts.
const (
	NotASwap  Verdict = iota // it cannot swap: a plain transfer, an ERC-20 call
	Readable                 // its routes are all there
	Opaque                   // what it does to pools is not in its calldata
	Malformed                // the router will revert on it
)

// String is the verdict's name.
func (v Verdict) String() string {
	return [...]string{"not_a_swap", "readable", "opaque", "malformed"}[v]
}

// Options of a Decoder.
type Options struct{ Routers []Router }

// Decoder reads routes. It has no state of its own: several goroutines may use
// one.
type Decoder struct{ routers map[common.Address]*Router }

// New makes a decoder.
func New(o Options) *Decoder {
	d := &Decoder{routers: map[common.Address]*Router{}}
	for i := range o.Routers {
		d.routers[o.Routers[i].Address] = &o.Routers[i]
	}
	return d
}

// ERC-20 calls that do not swap, whatever contract they are for.
const (
	erc20Transfer     = 0xa9059cbb
	erc20Approve      = 0x095ea7b3
	erc20TransferFrom = 0x23b872dd
)

// Intents appends the routes of tx to dst. Only with Readable are there any.
// What lies in dst beyond its length, with the Hops there, is written over.
func (d *Decoder) Intents(tx *Tx, dst []Intent) ([]Intent, Verdict) {
	switch tx.Type {
	case DepositTx, SubmitRetryableTx, InternalTx:
		return dst, NotASwap // they move ether and write the system's books
	}
	if !tx.HasTo {
		return dst, Opaque // a constructor can call anything
	}
	r := d.routers[tx.To]
	if r == nil {
		return dst, stranger(tx)
	}
	if len(tx.Data) == 0 {
		return dst, NotASwap // ether for the router's receive function
	}
	start := len(dst)
	c := call{router: r, value: &tx.Value, dst: dst}
	switch v := c.read(tx.Data, 0, 0); {
	case v != Readable:
		return c.dst[:start], v
	case len(c.dst) == start:
		return c.dst, NotASwap
	default:
		return c.dst, Readable
	}
}

// stranger judges a call to a contract that is no known router.
func stranger(tx *Tx) Verdict {
	if len(tx.Data) == 0 {
		return NotASwap
	}
	if len(tx.Data) >= 4 {
		switch selector(tx.Data) {
		case erc20Transfer, erc20Approve, erc20TransferFrom:
			return NotASwap
		}
	}
	return Opaque
}

func selector(b []byte) uint32 { return binary.BigEndian.Uint32(b) }
