package timeboost

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/rpc"
)

// Rounds is who controls which round, as one block has it. It never changes.
type Rounds struct {
	Timing Timing
	Seen   time.Time // the block's time stamp
	Sold   [2]Sale   // the last rounds that were sold, the newer one first
}

// At is the round that runs by a clock that may be behind the chain's.
func (r *Rounds) At(now time.Time) uint64 {
	if r.Seen.After(now) {
		now = r.Seen
	}
	return r.Timing.At(now)
}

// Controller is who controls a round: the zero address if nobody does, false if
// that is not known. A round cannot be sold any more once it has begun.
func (r *Rounds) Controller(round uint64) (common.Address, bool) {
	for _, s := range r.Sold {
		if s.Round == round && s.Controller != (common.Address{}) {
			return s.Controller, true
		}
	}
	// Of rounds before the last two the contract knows nothing any more.
	if oldest := r.Sold[1]; oldest.Controller != (common.Address{}) && round < oldest.Round {
		return common.Address{}, false
	}
	return common.Address{}, r.Timing.At(r.Seen) >= round && !r.Seen.Before(r.Timing.Start(round))
}

// TrackerOptions of a Tracker. Node and Auction are required.
type TrackerOptions struct {
	Node    Node
	Auction common.Address
	// Poll is how often the contract is read; default 1 s. A round is sold some
	// seconds before it begins.
	Poll time.Duration
	// Changed hears what was read, when it says something new about who controls
	// what, on Run's goroutine.
	Changed func(*Rounds)
	Logger  *slog.Logger
}

// Tracker follows who controls the rounds.
type Tracker struct {
	opts  TrackerOptions
	last  atomic.Pointer[Rounds]
	fault atomic.Pointer[error] // of the last read
}

// errNotRead is the fault before the first read.
var errNotRead = errors.New("the auction contract was not read yet")

// NewTracker checks the options. It asks nobody.
func NewTracker(opts TrackerOptions) (*Tracker, error) {
	if opts.Node == nil || opts.Auction == (common.Address{}) {
		return nil, errors.New("no auction to follow: set timeboost.auction")
	}
	if opts.Poll <= 0 {
		opts.Poll = time.Second
	}
	if opts.Changed == nil {
		opts.Changed = func(*Rounds) {}
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	t := &Tracker{opts: opts}
	t.fault.Store(&errNotRead)
	return t, nil
}

// Rounds is what was read last, nil before the first time. It takes no lock.
func (t *Tracker) Rounds() *Rounds { return t.last.Load() }

// Check says why the rounds are not known, or nil.
func (t *Tracker) Check(context.Context) error { return *t.fault.Load() }

// Run follows until ctx ends, then returns nil.
func (t *Tracker) Run(ctx context.Context) error {
	tick := time.NewTicker(t.opts.Poll)
	defer tick.Stop()
	for {
		t.turn(ctx)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// turn reads once. What was read before stays when that fails: it does not
// become wrong with time, it only says nothing about later rounds.
func (t *Tracker) turn(ctx context.Context) {
	got, err := t.read(ctx)
	if ctx.Err() != nil {
		return
	}
	before, fault := t.last.Load(), *t.fault.Load()
	if err != nil {
		t.fault.Store(&err)
		if fault == nil || fault.Error() != err.Error() {
			t.opts.Logger.Warn("express lane auction not read", slog.Any("error", err))
		}
		return
	}
	t.fault.Store(new(error))
	t.last.Store(got)
	if before == nil || before.Timing != got.Timing || before.Sold != got.Sold {
		t.opts.Logger.Info("express lane", slog.Uint64("round", got.Timing.At(got.Seen)),
			slog.Uint64("sold", got.Sold[0].Round), slog.Any("controller", got.Sold[0].Controller))
		t.opts.Changed(got)
	}
}

func (t *Tracker) read(ctx context.Context) (*Rounds, error) {
	head, err := t.opts.Node.Latest(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the newest block: %w", err)
	}
	r := &reader{ctx: ctx, node: t.opts.Node, at: rpc.AtHash(head.Hash)}
	got := &Rounds{Timing: r.timing(t.opts.Auction), Seen: time.Unix(int64(min(head.Time, lastSecond)), 0), Sold: r.sold(t.opts.Auction)}
	return got, r.err
}
