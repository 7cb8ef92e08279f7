package devnet

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// Defaults of Options.
const (
	DefaultBlockTime = 250 * time.Millisecond
	DefaultDelay     = 5 * time.Millisecond
	DefaultFeedLead  = 15 * time.Millisecond
	// DefaultBaseFee is 0.1 gwei.
	DefaultBaseFee = 100_000_000
)

// Options of a local chain. The zero value is a chain in memory on the default
// ports with nobody on it.
type Options struct {
	// ChainID defaults to that of chain.Local.
	ChainID chain.ID
	// HTTP, WS and Feed are listen addresses: default 127.0.0.1:8547, :8548 and
	// :9642. Port 0 takes a free one; HTTPURL and its siblings tell which.
	HTTP, WS, Feed string
	// FastFeed is the listen address of the Fast Feed, as in 127.0.0.1:9643. Empty:
	// there is none.
	FastFeed string
	// Tickets says who may read the Fast Feed. Nil: every key, as often as it
	// likes.
	Tickets Tickets
	// BlockTime is the wall time from block to block, default 250 ms.
	BlockTime time.Duration
	// Delay is added one way to every byte of every listener, in both
	// directions, default 5 ms; negative for none. In-process clients have none.
	Delay time.Duration
	// FeedLead is how long a block is on the feed before the RPC has it, default
	// 15 ms but at most a quarter of BlockTime; negative for none.
	FeedLead time.Duration
	// Ordering is the sequencer's policy, default FCFS; Rounds, under PGA, is how
	// many rounds a block has, default 2.
	Ordering Ordering
	Rounds   int
	// Alloc is what exists at genesis. The system contracts of go-ethereum's
	// developer chain are added.
	Alloc types.GenesisAlloc
	// BaseFee of the first block in wei, default 0.1 gwei.
	BaseFee *uint256.Int
	// TargetBaseFee is where the base fee of a block should go, in wei. Nil holds
	// it at BaseFee. It is followed only with a Filler.
	TargetBaseFee func(chain.Block) *uint256.Int
	// Filler makes a transaction that uses about gas and stands last in the block
	// after parent; nil when it cannot. Without it EIP-1559 lets the base fee of
	// a chain with empty blocks decay to nothing. It is called on Run's goroutine.
	// A reorg may have undone an earlier one, so its nonce must follow from the
	// state after parent, not from a count of calls.
	Filler func(parent *types.Header, gas uint64) *types.Transaction
	// Faults happen by themselves at their time after Run has begun.
	Faults []Fault
	// Seed decides what a reorg changes.
	Seed int64
	// DataDir keeps the chain on disk; empty keeps it in memory.
	DataDir string
	// Prune forgets the state of blocks more than 128 below the head. Without it
	// every balance stays readable, which takes some 100 MB a minute.
	Prune bool
	// Arrived hears each transaction that a sender hands to the sequencer through
	// the RPC, also those that are refused, before anything is decided. It is
	// called on the RPC's goroutines.
	Arrived func(*types.Transaction)
	// Logger hears about faults and dropped transactions. Nil is silent.
	Logger *slog.Logger
	// Now is the clock, default time.Now.
	Now func() time.Time
}

func (o Options) withDefaults() (Options, error) {
	setDefault(&o.ChainID, chain.Local.ID)
	setDefault(&o.HTTP, "127.0.0.1:8547")
	setDefault(&o.WS, "127.0.0.1:8548")
	setDefault(&o.Feed, "127.0.0.1:9642")
	setDefault(&o.BlockTime, DefaultBlockTime)
	setDefault(&o.Delay, DefaultDelay)
	setDefault(&o.FeedLead, min(DefaultFeedLead, o.BlockTime/4))
	o.Delay, o.FeedLead = max(o.Delay, 0), max(o.FeedLead, 0)
	if o.BlockTime < 0 {
		return o, fmt.Errorf("block time %v: want more than 0", o.BlockTime)
	}
	if o.FeedLead >= o.BlockTime {
		return o, fmt.Errorf("feed lead %v: want less than the block time %v", o.FeedLead, o.BlockTime)
	}
	if err := o.orderingDefaults(); err != nil {
		return o, err
	}
	if o.BaseFee == nil {
		o.BaseFee = uint256.NewInt(DefaultBaseFee)
	}
	if o.BaseFee.IsZero() {
		return o, errors.New("base fee 0: want at least 1 wei, EIP-1559 can never raise it again")
	}
	if o.TargetBaseFee == nil {
		hold := o.BaseFee
		o.TargetBaseFee = func(chain.Block) *uint256.Int { return hold }
	}
	if o.Arrived == nil {
		o.Arrived = func(*types.Transaction) {}
	}
	if o.Tickets == nil {
		o.Tickets = func(context.Context, common.Hash) (int, error) { return 1 << 20, nil }
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one default of the clock
	}
	return o, nil
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Timed is a transaction and when in the block interval it arrives at the
// sequencer.
type Timed struct {
	Tx *types.Transaction
	At time.Duration
	// Reaction says that the sender reacts to what the sequencer published last:
	// At counts from when the head's message went out on the feed or, for what a
	// Watcher returns, from the call.
	Reaction bool
}

// Traffic is everybody on the chain who does not come through the RPC.
type Traffic interface {
	// Next is called once a block after head became canonical, on Run's
	// goroutine. It returns the transactions that arrive during the interval that
	// began when head was closed. It must answer well inside the interval.
	Next(ctx context.Context, head *types.Block) ([]Timed, error)
}

// Watcher is traffic that also sees what a Fast Feed shows: the transactions of
// the open block after each round of a priority gas auction but its last.
type Watcher interface {
	// Executed is called on Run's goroutine with the number of the open block and
	// all that was executed in it so far. What it returns arrives in later rounds.
	Executed(ctx context.Context, number uint64, receipts []*types.Receipt) ([]Timed, error)
}
