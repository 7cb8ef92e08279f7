// Package integrity looks whether what the bot believes is true, and keeps what is
// done where it is not.
//
// A Runner takes a snapshot at an interval: of some pools, each in its turn, whether
// their state in memory is the chain's at the same block, whether a contract could
// hold it at all, and whether the chain's own contracts quote as the bot does;
// whether the search's index has the rates of the pools; whether rows of evidence
// fit their checksums; and from the facts since the last snapshot how many predicted
// swaps came out as predicted and how many contract calls were answered; whether
// the books balance. It works on copies: the street waits only for the copy of the
// pools that are looked at.
//
// What is found to be wrong is repaired: a pool stops being traded at once and is
// read again, the index is made anew, a node that does not answer is left. Each
// repair is a Case, a pure state machine with its pauses and the point at which it
// calls a person; those that others make, a feed or a node that is connected to
// again, are kept beside them.
package integrity

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/store"
)

// Street is where the pools are; *pipeline.Pipeline is one.
type Street interface {
	Probe(ctx context.Context, ids []amm.PoolID) (pipeline.Probe, error)
	Mend(ctx context.Context, r pipeline.Remedy) error
}

// Chain is what memory is compared with; *Node is one.
type Chain interface {
	Compare(ctx context.Context, e *pool.Export) ([]pool.Difference, error)
	Gone(ctx context.Context, h rpc.Head) (bool, error)
	Quote(ctx context.Context, m *pool.Market, h amm.Hop, in *uint256.Int) (uint256.Int, error)
	Leave(endpoint string) error
}

// Pools says which pools there are, from any goroutine; *pool.Market is one.
type Pools interface {
	Pools() int
	Info(id amm.PoolID) *pool.Info
}

// Books is what the last comparison of wallet and executor with the ledger found.
type Books struct {
	At      time.Time // of the comparison; zero if there was none
	Missing bool      // less was there than the books say
	Text    string    // what was found, with its unit
	Err     error     // the last try did not come to a comparison
}

// Options of a Runner. Tally, Street, Chain and Pools are required.
type Options struct {
	Tally  *Tally
	Street Street
	Chain  Chain
	Pools  Pools
	// Books, if set, is asked for the last comparison.
	Books func() Books
	// Journal, if set, has its rows of evidence checked.
	Journal *store.DB
	// History, of that schema, keeps snapshots and attempts over restarts; nil does
	// not.
	History  *store.DB
	Interval time.Duration // between two snapshots; default 30 s
	// SamplePools is how many pools a snapshot looks at, at most; default 100.
	// SampleCalls is how many calls of a node reading them may take; default 40.
	// SampleQuotes is how many quotes the chain is asked for; default 4, below 0 none.
	SamplePools, SampleCalls, SampleQuotes int
	Limits                                 Limits
	// Listener hears the attempts of the Runner; the Tally must be among those that
	// hear it.
	Listener event.Listener
	Logger   *slog.Logger
	Now      func() time.Time // default time.Now
}

// Runner takes snapshots. See the package comment.
type Runner struct {
	opts  Options
	log   *slog.Logger
	board *board
	began time.Time

	turn   rotation         // Run's alone, as the two below
	rows   store.SealedRows // where the check of rows goes on
	rounds int

	mu        sync.Mutex
	snapshots []Snapshot // oldest first
	taken     int        // by this Runner
	unkept    error      // why the last snapshot is not in the database
}

// New reads what an earlier run has kept. It starts nothing.
func New(ctx context.Context, opts Options) (*Runner, error) {
	if opts.Tally == nil || opts.Street == nil || opts.Chain == nil || opts.Pools == nil {
		return nil, errors.New("integrity needs a tally, a street, a chain and the pools")
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	setDefault(&opts.Interval, 30*time.Second)
	setDefault(&opts.SamplePools, 100)
	setDefault(&opts.SampleCalls, 40)
	setDefault(&opts.SampleQuotes, 4)
	opts.Listener = opts.Listener.WithDefaults()
	r := &Runner{opts: opts, log: opts.Logger, board: opts.Tally.board, rows: store.SealedRows{}}
	if err := r.recall(ctx); err != nil {
		return nil, fmt.Errorf("read the integrity history: %w", err)
	}
	return r, nil
}

func setDefault[T comparable](v *T, to T) {
	var none T
	if *v == none {
		*v = to
	}
}

// Run takes snapshots until ctx ends.
func (r *Runner) Run(ctx context.Context) error {
	r.mu.Lock()
	r.began = r.opts.Now()
	r.mu.Unlock()
	tick := time.NewTicker(r.opts.Interval)
	defer tick.Stop()
	for {
		if s := r.take(ctx); ctx.Err() == nil {
			r.keep(ctx, &s)
		}
		for waiting := true; waiting; {
			select {
			case <-tick.C:
				waiting = false
			case <-r.board.saved:
				r.keepAttempts(ctx)
			case <-ctx.Done():
				r.keepAttempts(context.WithoutCancel(ctx))
				return nil
			}
		}
	}
}

// patience is how long a snapshot may take at most, if that is longer than the
// interval.
const patience = 30 * time.Second

// take looks at everything once, and repairs what is wrong.
func (r *Runner) take(ctx context.Context) Snapshot {
	began := r.opts.Now()
	ctx, cancel := context.WithTimeout(ctx, max(r.opts.Interval, patience))
	defer cancel()
	r.board.sweep(began)
	s := Snapshot{At: began.UTC()}
	r.lookAtPools(ctx, &s)
	r.lookAtJournal(ctx, &s)
	r.lookAtFacts(&s)
	r.lookAtBooks(&s)
	s.sort()
	s.judge()
	s.Seconds = r.opts.Now().Sub(began).Seconds()
	r.rounds++
	return s
}

// stale is how many intervals without a snapshot, or without one in which all could
// be looked at, are a failure.
const stale = 3

// Check says what the last snapshot found to be wrong, or that a person is needed,
// or that there is no fresh snapshot.
func (r *Runner) Check(context.Context) error {
	for _, c := range r.board.open() {
		if c.NeedsPerson {
			return fmt.Errorf("%s of %s needs a person after %d attempts: %s (mev-bot integrity)", c.Action, c.Target, c.Attempts, c.Cause)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now, newest := r.opts.Now(), r.began
	if n := len(r.snapshots); r.taken > 0 {
		newest = r.snapshots[n-1].At
	}
	if age := now.Sub(newest); !newest.IsZero() && age > stale*r.opts.Interval+patience {
		return fmt.Errorf("no integrity snapshot for %s", age.Round(time.Second))
	}
	if r.taken == 0 {
		return nil
	}
	s := &r.snapshots[len(r.snapshots)-1]
	if s.State == Failed {
		return errors.New(s.Why())
	}
	blind := 0
	for i := len(r.snapshots) - 1; i >= len(r.snapshots)-min(r.taken, stale) && r.snapshots[i].State == Unknown; i-- {
		blind++
	}
	if blind == stale {
		return errors.New(s.Why())
	}
	return r.unkept
}

// Later are the pools whose next attempt to be read again is not due; pool.Mender
// asks for them.
func (r *Runner) Later() map[amm.PoolID]bool { return r.board.later(r.opts.Now()) }

// Reloaded hears from pool.Mender how an attempt to read pools again ended.
func (r *Runner) Reloaded(t pool.Reload) {
	for _, f := range r.board.reloaded(&t, r.name, r.opts.Now()) {
		r.tell(f)
	}
}

// tell publishes an attempt.
func (r *Runner) tell(f event.Recovery) {
	r.opts.Listener.Recovery(f)
	attrs := []any{slog.String("action", f.Action), slog.String("target", f.Target), slog.String("cause", f.Cause), slog.Uint64("attempt", f.Attempt)}
	switch {
	case f.Err == nil:
		r.log.Info("repaired", attrs...)
	case f.Person:
		r.log.Error("not repaired: a person is needed", append(attrs, slog.Any("error", f.Err))...)
	default:
		r.log.Warn("not repaired, trying again", append(attrs, slog.Any("error", f.Err), slog.Duration("retry_in", f.Retry))...)
	}
}

// name is what people call a pool.
func (r *Runner) name(id amm.PoolID) string {
	info := r.opts.Pools.Info(id)
	return info.Address.Hex() + " " + info.Name
}

func (r *Runner) poolKey(id amm.PoolID) caseKey { return caseKey{event.ReloadPool, r.name(id), id} }
