package price

import (
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// Scale is the number of decimals of every price that is computed, in dollars
// or native coin. A feed's answer keeps the feed's own.
const Scale = 36

// Source says where a price comes from.
type Source string

// The sources.
const (
	Chainlink Source = "chainlink" // the token's feed
	Pools     Source = "pools"     // pools, for dollars times the native coin's feed
	Native    Source = "native"    // the native coin in itself: exactly 1
)

// Price of one whole token: Value times 10^-Decimals dollars or native coins.
// A computed price is rounded down; a feed's answer is exact.
type Price struct {
	Value    uint256.Int
	Decimals uint8
	Source   Source
	Block    chain.Block // that it was read at
	// Age is how long before the block's time the feed answered; 0 for pools.
	Age time.Duration
	// Checked says that a second source agrees: feed and pools, or pools and
	// their time-weighted mean.
	Checked bool

	unit uint256.Int // smallest units in a whole token; zero when not known
}

// Worth is what an amount of the token's smallest units (wei of the native
// coin) is worth, in 10^-decimals dollars or native coins, rounded down:
// decimals 2 of a dollar price are cents, decimals 18 of a native price are
// wei. It allocates nothing unless it fails. The errors are ErrDecimals, when
// the token's decimals are not known or more than Scale are asked for, and an
// amount that does not fit 256 bits.
func (p *Price) Worth(amount *uint256.Int, decimals uint8) (worth uint256.Int, err error) {
	if p.unit.IsZero() || decimals > Scale {
		return worth, fmt.Errorf("%w: worth with %d decimals", ErrDecimals, decimals)
	}
	value, unit := p.Value, p.unit
	var over bool
	if decimals <= p.Decimals {
		_, over = unit.MulOverflow(&unit, &powers[p.Decimals-decimals])
	} else {
		_, over = value.MulOverflow(&value, &powers[decimals-p.Decimals])
	}
	if !over {
		_, over = worth.MulDivOverflow(amount, &value, &unit)
	}
	if over {
		return uint256.Int{}, fmt.Errorf("worth of %s: over 256 bits", amount.Dec())
	}
	return worth, nil
}

// scaled is the value with Scale decimals; it fits, because feeds' answers are
// bounded.
func (p *Price) scaled() uint256.Int {
	v := p.Value
	v.Mul(&v, &powers[Scale-p.Decimals])
	return v
}

// String is the price as a decimal, cut after 18 decimals.
func (p *Price) String() string {
	v, decimals := p.Value, p.Decimals
	if decimals > 18 {
		v.Div(&v, &powers[decimals-18])
		decimals = 18
	}
	return token.Format(&v, decimals)
}

// Quote is a price, or why there is none.
type Quote struct {
	Price
	Err error
}

// Row is everything that is known of one token's price.
type Row struct {
	// Token has only its address if no watched pool holds it.
	Token token.Token
	// Description is what the feed calls itself; empty without one.
	Description string
	// Feed is the dollars that the token's own feed answers.
	Feed Quote
	// Spot is the native coins that the pools say; of the base token exactly 1.
	Spot Quote
	// Pool is Spot in dollars by the native coin's feed. Of the base token it is
	// what the other tokens' feeds and pools imply.
	Pool Quote
	// Depth is the virtual native reserve of the pools behind Spot, in wei; Used
	// is how many they are, Dropped how many were too far off. Over is the token
	// in between when no pool pairs this one with the base token.
	Depth   uint256.Int
	Used    int
	Dropped int
	Over    string
	// Compared says that Feed and Pool were: they are Deviation basis points
	// of the feed apart, rounded down: that is what is held against the bound.
	Compared  bool
	Deviation uint64
	// Averaged says that a time-weighted mean was read: the deepest concentrated
	// pool is Ticks above it.
	Averaged bool
	Ticks    int64
	// USD and Native are the answers: what the checks above leave.
	USD, Native Quote
}

// Name is the symbol, or the address when it is not known.
func (r *Row) Name() string {
	if r.Token.Symbol != "" {
		return r.Token.Symbol
	}
	return r.Token.Address.Hex()
}

// View is the prices at one block. It never changes.
type View struct {
	head rpc.Head
	base common.Address
	at   time.Time // when it was read
	rows []Row     // the base token first, then by symbol and address
	byID map[common.Address]int
	err  error // why nothing is known
}

// Head is the block that the prices were read at; zero when they are stale.
func (v *View) Head() rpc.Head { return v.head }

// USDPerNative is the price of one native coin in dollars.
func (v *View) USDPerNative() (Price, error) { return v.USD(v.base) }

// USD is the price of one whole token in dollars: its feed's answer, or, for a
// token without one, the pools' price by the native coin's feed. A feed that is
// refused is not replaced by the pools.
func (v *View) USD(t common.Address) (Price, error) {
	row, err := v.find(t)
	if err != nil {
		return Price{}, err
	}
	return row.USD.answer(row)
}

// Native is the price of one whole token in native coins, as the pools say.
func (v *View) Native(t common.Address) (Price, error) {
	row, err := v.find(t)
	if err != nil {
		return Price{}, err
	}
	return row.Native.answer(row)
}

func (q *Quote) answer(row *Row) (Price, error) {
	if q.Err != nil {
		return Price{}, fmt.Errorf("price of %s: %w", row.Name(), q.Err)
	}
	return q.Price, nil
}

// Rows is a copy of all rows, or the reason why there are none: the base token
// first, then by symbol.
func (v *View) Rows() ([]Row, error) { return slices.Clone(v.rows), v.err }

func (v *View) find(t common.Address) (*Row, error) {
	if v.err != nil {
		return nil, v.err
	}
	if row := v.row(t); row != nil {
		return row, nil
	}
	return nil, fmt.Errorf("%w: %s", ErrUnknownToken, t)
}

func (v *View) row(t common.Address) *Row {
	if i, ok := v.byID[t]; ok {
		return &v.rows[i]
	}
	return nil
}

// powers of ten up to 10^72, the most that a price is scaled by.
var powers = func() (p [2*Scale + 1]uint256.Int) {
	p[0].SetOne()
	ten := uint256.NewInt(10)
	for i := 1; i < len(p); i++ {
		p[i].Mul(&p[i-1], ten)
	}
	return p
}()
