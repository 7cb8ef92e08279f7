// stopgap: replaced and deleted when the real files of this package land

package decode

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Mode of a route.
type Mode uint8

// The modes.
const (
	ExactIn Mode = iota
	ExactOut
	ExactInFeeOnTransfer // V2 only: hop by hop, by what really arrived
	// ExactOutFeeOnTransfer is V2 in SwapRouter02: the input is computed backwards
	// from the wanted output, then each hop gives all that its input pays for.
	ExactOutFeeOnTransfer
)

// Leg is one hop as the calldata names it.
type Leg struct {
	In, Out common.Address
	Fee     uint32 // V3: hundredths of a basis point
}

// Intent is one route of hops.
type Intent struct {
	Mode    Mode
	Family  amm.Family
	Factory common.Address
	Hops    []Leg // in the direction of the money
	// Amount is the exact side. AmountFromPrevious: all that the router holds of
	// the first token, left there by an earlier intent of the transaction.
	Amount             uint256.Int
	AmountFromPrevious bool
	Bound              uint256.Int // least out, or most in
	Limit              uint256.Int // root price limit of a single hop; 0 none
	Deadline           uint64      // 0 none
	ToRouter           bool        // the output stays in the router
}

// RouterKind says how a router's calldata reads.
type RouterKind uint8

// The kinds.
const (
	UniswapV2Router RouterKind = iota + 1
	UniswapV3SwapRouter
	UniswapV3SwapRouter02
)

// Router is a contract whose routes are read.
type Router struct {
	Address   common.Address
	Kind      RouterKind
	FactoryV2 common.Address
	FactoryV3 common.Address
	WETH      common.Address
}

// Verdict on a transaction.
type Verdict uint8

// The verdicts.
const (
	NotASwap Verdict = iota
	Readable
	Opaque
	Malformed
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

// Intents appends the routes of tx to dst.
func (d *Decoder) Intents(tx *Tx, timestamp uint64, dst []Intent) ([]Intent, Verdict) {
	if !tx.HasTo || len(tx.Data) < 4 {
		if tx.HasTo && len(tx.Data) == 0 {
			return dst, NotASwap
		}
		return dst, Opaque
	}
	r := d.routers[tx.To]
	if r == nil {
		switch sel(tx.Data) {
		case 0xa9059cbb, 0x095ea7b3, 0x23b872dd: // transfer, approve, transferFrom
			return dst, NotASwap
		}
		return dst, Opaque
	}
	start := len(dst)
	c := call{router: r, value: &tx.Value, dst: dst}
	v := c.read(tx.Data, 0, 0)
	if v != Readable {
		return dst[:start], v
	}
	if len(c.dst) == start {
		return c.dst, NotASwap
	}
	return c.dst, Readable
}

func sel(b []byte) uint32 {
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}
