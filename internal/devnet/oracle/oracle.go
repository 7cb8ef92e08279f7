// Package oracle says from outside how much arbitrage a run of the local chain
// held, how much of it the operator took, and what became of the rest.
//
// It knows nothing of the bot: it shares no code with its curves or its search.
// It goes through the chain's past, block by block, with the chain's own states
// in go-ethereum's EVM. What a cycle gains is asked of the real contracts, and
// every cycle that counts is confirmed by executing the operator's contract on
// that state. Floats only say which cycles are worth asking about.
//
// V of a state is the net profit, after gas at the block's base fee, of the best
// set of cycles that share no pool. The walk looks at V at the first place in
// each block that a sender without any latency could have had (devnet.Slot), and
// just before and after each transaction of the operator. Then
//
//	possible = V at the start + what others and the base fee added
//	missed   = what others and the base fee took away + V at the end
//	           + (what our transactions used up - what they earned)
//
// and possible - missed is exactly what was earned. Changes are told apart by
// the tokens of the cycles, so that a gap that opens does not hide one that was
// taken. What appeared and was gone again before a sender without latency could
// have had it is in neither; it is reported apart.
package oracle

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/bindings"
	"mevbot/internal/devnet"
	"mevbot/internal/devnet/market"
)

// Options of an Oracle. Chain, Market and Operator are required.
type Options struct {
	Chain    *devnet.Chain
	Market   *market.Market
	Operator common.Address
	// MaxHops is the longest cycle that counts: 2 or 3; default 3.
	MaxHops int
	Logger  *slog.Logger
	// Progress hears how many blocks are done.
	Progress func(done, of int)
}

// Oracle measures. It belongs to one goroutine.
type Oracle struct {
	opts      Options
	addresses market.Addresses
	venues    []venue
	byAddress map[common.Address]int
	cycles    []cycle
	through   [][]int // cycles by venue
	executor  *bindings.Executor
	sets      map[string]confirmed // of several cycles, by cycles and versions
}

// New makes an oracle. It touches no state yet.
func New(opts Options) (*Oracle, error) {
	if opts.Chain == nil || opts.Market == nil || opts.Operator == (common.Address{}) {
		return nil, errors.New("oracle needs a chain, its market and the operator")
	}
	if opts.MaxHops == 0 {
		opts.MaxHops = 3
	}
	if opts.MaxHops != 2 && opts.MaxHops != 3 {
		return nil, fmt.Errorf("cycles of %d hops: want 2 or 3", opts.MaxHops)
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.Progress == nil {
		opts.Progress = func(int, int) {}
	}
	o := &Oracle{
		opts: opts, addresses: opts.Market.Addresses(), byAddress: map[common.Address]int{},
		executor: bindings.NewExecutor(), sets: map[string]confirmed{},
	}
	for i, v := range opts.Market.Venues() {
		o.venues = append(o.venues, venue{Venue: v, version: 1})
		o.byAddress[v.Address] = i
	}
	o.list()
	return o, nil
}

// Report is what a run held. Amounts are native wei.
type Report struct {
	First, Last uint64 // blocks; the walk begins after the first
	Possible    *big.Int
	Missed      *big.Int
	// MissedBy is missed by cause: rival and trader took or closed it, gas
	// outweighed it, it was left at the end, our attempt failed or was undersized.
	MissedBy map[string]*big.Int
	Realised *big.Int
	// GoneBeforeSlot appeared and was gone before a sender without latency could
	// have had it; in neither possible nor missed.
	GoneBeforeSlot *big.Int
	CapturedRatio  float64 // realised over possible; 0 if nothing was possible
	// RivalBids is what rivals offered the sequencer for what they took, at most
	// what was missed to them, and the highest that a transaction of ours had to
	// beat. Nobody could have kept that part. CapturedAgainst is realised over
	// possible without it.
	RivalBids       *big.Int
	CapturedAgainst float64
	Steps           []Step
}

// Step is a change of V, with what made it.
type Step struct {
	Block uint64   `json:"block"`
	Index int      `json:"index"` // transactions of the block that came before
	Kind  string   `json:"kind"`  // start, others, gas, ours, end
	V     *big.Int `json:"v_wei"` // after it
	// Added and Lost are what it changed, by tokens; Cause is whose doing a loss
	// was.
	Added *big.Int `json:"added_wei"`
	Lost  *big.Int `json:"lost_wei"`
	Cause string   `json:"cause,omitempty"`
	// Used and Earned are of a transaction of ours.
	Used   *big.Int `json:"used_wei,omitempty"`
	Earned *big.Int `json:"earned_wei,omitempty"`
	Tx     string   `json:"tx,omitempty"`
	Set    []Found  `json:"set"` // what V consists of
}

// Found is a cycle that counts at a state.
type Found struct {
	Pools  []common.Address `json:"pools"`
	Tokens []string         `json:"tokens"`
	In     *big.Int         `json:"in_wei"`
	Gross  *big.Int         `json:"gross_wei"`
	Gas    uint64           `json:"gas"`
	Net    *big.Int         `json:"net_wei"`

	cycle int
	label uint32 // its tokens, a bit each
}

// Measure walks from the end of block first to the end of block last.
func (o *Oracle) Measure(ctx context.Context, first, last uint64) (*Report, error) {
	w := &walk{o: o, r: &Report{
		First: first, Last: last, Possible: new(big.Int), Missed: new(big.Int), Realised: new(big.Int),
		GoneBeforeSlot: new(big.Int), MissedBy: map[string]*big.Int{}, RivalBids: new(big.Int),
	}, rivalTips: new(big.Int), beaten: new(big.Int)}
	for n := first + 1; n <= last; n++ {
		if err := w.block(ctx, n); err != nil {
			return nil, fmt.Errorf("measure block %d: %w", n, err)
		}
		o.opts.Progress(int(n-first), int(last-first))
	}
	w.finish()
	r := w.r
	if left := new(big.Int).Sub(r.Possible, r.Missed); left.Cmp(r.Realised) != 0 {
		return nil, fmt.Errorf("the sums do not meet: possible %s - missed %s = %s, realised %s", r.Possible, r.Missed, left, r.Realised)
	}
	if r.Possible.Sign() > 0 {
		r.CapturedRatio, _ = new(big.Rat).SetFrac(r.Realised, r.Possible).Float64()
	}
	if open := new(big.Int).Sub(r.Possible, r.RivalBids); open.Sign() > 0 {
		r.CapturedAgainst, _ = new(big.Rat).SetFrac(r.Realised, open).Float64()
	}
	return r, nil
}
