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
	// SupportingFeeOnTransfer functions, and every V2 route of SwapRouter02).
	ExactInFeeOnTransfer
	// ExactOutFeeOnTransfer computes the input backwards from the wanted output;
	// then each hop gives all that its input pays for (SwapRouter02).
	ExactOutFeeOnTransfer
	// Cycle is a run of the bot's executor: each hop takes what the one before
	// gave, over pools of any family that the legs name themselves.
	Cycle
)

// Leg is one hop as the calldata names it: by tokens, or in a Cycle by pool.
type Leg struct {
	In, Out common.Address
	Fee     uint32 // V3, and pairs in a Cycle: hundredths of a basis point

	Pool      common.Address
	Family    amm.Family
	Backwards bool // token 1 for token 0
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
	Bound              uint256.Int // least out, or most in
	Limit              uint256.Int // V3 square-root price limit of a single hop; 0 none
	Deadline           uint64      // of the block's time, seconds; 0 none
	ToRouter           bool        // the output stays in the router
}

// RouterKind says how a router's calldata reads.
type RouterKind uint8

// The kinds.
const (
	UniswapV2Router       RouterKind = iota + 1 // v2-periphery UniswapV2Router02
	UniswapV3SwapRouter                         // v3-periphery SwapRouter
	UniswapV3SwapRouter02                       // swap-router-contracts SwapRouter02
	Executor                                    // contracts/src/Executor.sol
)

// Router is a contract whose routes are read.
type Router struct {
	Address   common.Address
	Kind      RouterKind
	FactoryV2 common.Address // of its V2 pools, if it trades in them
	FactoryV3 common.Address
	WETH      common.Address
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

// Options of a Decoder.
type Options struct{ Routers []Router }

// Decoder reads routes.
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
func (d *Decoder) Intents(tx *Tx, dst []Intent) ([]Intent, Verdict) {
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
		return dst[:start], v
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
