// Package gas says what a transaction will cost, from what the chain itself
// answers.
//
// The cost on Arbitrum has two parts. Execution is gas times the base fee of
// the next block, which is known one block ahead. Data is what the chain
// charges for posting the transaction to its parent: it buys gas, too, as much as
// the compressed length costs at the chain's price (package l1data), which is
// counted from the signed bytes and estimated by the number of hops before there are
// any. Refresh reads the prices once a head, off the hot path, and publishes an
// immutable View that estimates are made from without a lock. A view that is
// too old is not given out: View then answers ErrStale.
//
// How much gas a route takes follows from its families, the ticks it crosses
// and the words of the tick bitmap it reads (Step), as measured with the
// contracts' real bytecode. What a pool uses beyond that, because its tokens
// are proxies for instance, is learned from receipts, per pool, where two of them
// agree.
//
// What to offer follows from the chain (Strategy): where tips are dropped, none;
// where they order, what landed in the newest blocks.
package gas

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/l1data"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
)

var (
	// ErrStale means: the gas price was not read for too long, so it is not known.
	ErrStale = errors.New("gas price is stale")
	// ErrTooDear means: the base fee is above the highest fee that may be signed.
	ErrTooDear = errors.New("base fee above the cap")
	// ErrRoute means: the route's shape is not one that can be executed.
	ErrRoute = errors.New("route has no known gas")
)

// Node answers reads of a chain; *rpc.Client is one.
type Node interface {
	CallContract(ctx context.Context, from, to common.Address, data []byte, at rpc.At) ([]byte, error)
	Call(ctx context.Context, result any, method string, args ...any) error
}

// Batch reads several contracts at once; *rpc.Multicaller is one.
type Batch interface {
	Read(ctx context.Context, views []rpc.View, at rpc.At) ([]rpc.Answer, error)
}

// Pools says what a pool is; *pool.Market is one. It must be safe from any
// goroutine.
type Pools interface {
	Info(id amm.PoolID) *pool.Info
}

// Market says it of all pools; *pool.Market is one. It must be safe from any
// goroutine.
type Market interface {
	Pools
	Pools() int
}

// Options of an Oracle. Client and Market are required.
type Options struct {
	Client Node
	// Batch reads the chain's prices in one call; nil reads them one by one.
	Batch Batch
	// Executor is where transactions go; it is part of what is compressed.
	Executor common.Address
	Market   Market
	// Learned is what an earlier run has learned.
	Learned Learned
	// Strategy, Percentiles and Blocks say what to offer; see Strategy.
	Strategy    Strategy
	Percentiles [Tiers]float64
	Blocks      uint64
	// MaxAge is how old the prices may be; default 15 s.
	MaxAge time.Duration
	// Landed hears of every receipt that was compared with its estimate, on the
	// goroutine that calls Landed. It must not block.
	Landed     func(*Landed)
	Logger     *slog.Logger
	Registerer prometheus.Registerer
	Now        func() time.Time // default time.Now
}

// Snapshot is what the chain answered at one head. It never changes.
type Snapshot struct {
	Head    chain.Block
	BaseFee uint256.Int // of the next block, wei per gas
	Minimum uint256.Int // below which the base fee does not fall, wei per gas
	PerUnit uint256.Int // wei for a unit of data (l1data); 0 where data is free
	// DataUnits is what the chain counts for a transaction of so many hops.
	DataUnits [maxHops + 1]uint64
	// Tips is what to offer beside the base fee by tier, the lowest first, in wei per
	// gas; 0 where the chain drops tips.
	Tips [Tiers]uint256.Int
	At   time.Time // when it was read
}

// Oracle answers prices. Refresh belongs to one goroutine; the rest is safe
// for concurrent use.
type Oracle struct {
	opts      Options
	log       *slog.Logger
	now       func() time.Time
	reader    reader
	view      atomic.Pointer[View]
	publish   sync.Mutex            // held by the one who makes the next view of the last
	memory    map[amm.PoolID]memory // by publish: of the pools that were learned from
	failure   atomic.Pointer[error] // of the newest Refresh; nil after a good one
	fees      atomic.Pointer[Fees]
	measuring sync.Mutex
	meter     l1data.Meter
	errors    ratios
	reads     reads
	node      prometheus.Gauge
	baseFee   prometheus.Gauge
}

// New makes an oracle that knows no price yet.
func New(opts Options) *Oracle {
	if opts.MaxAge == 0 {
		opts.MaxAge = 15 * time.Second
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.Landed == nil {
		opts.Landed = func(*Landed) {}
	}
	opts.strategyDefaults()
	o := &Oracle{
		opts: opts, log: opts.Logger, now: opts.Now, memory: map[amm.PoolID]memory{},
		errors: newErrors(opts.Registerer), reads: newReads(opts.Registerer), node: newNodeRatio(opts.Registerer), baseFee: newBaseFee(opts.Registerer),
	}
	o.reader = newReader(&o.opts)
	o.change(func(v *View) { v.Extra = o.recall(opts.Learned) })
	return o
}

// View is all that estimates rest on: the prices and what receipts have told of
// the pools. It never changes.
type View struct {
	Snapshot
	// Extra is the gas of each pool beyond that of a plain one.
	Extra Extra
}

// Refresh reads the prices at a head. After an error the last snapshot stays,
// until it is too old.
func (o *Oracle) Refresh(ctx context.Context, head rpc.Head) error {
	at := o.now()
	s, err := o.read(ctx, head)
	if err != nil {
		err = fmt.Errorf("read gas prices at block %d: %w", head.Number, err)
		o.failure.Store(&err)
		o.reads.bad.Inc()
		return err
	}
	o.reads.good.Inc()
	o.baseFee.Set(s.BaseFee.Float64()) // shown, never computed with
	s.At = at
	o.change(func(v *View) { v.Snapshot = *s })
	o.failure.Store(nil)
	return nil
}

// change publishes a copy of the view with f applied.
func (o *Oracle) change(f func(*View)) {
	o.publish.Lock()
	defer o.publish.Unlock()
	next := new(View)
	if v := o.view.Load(); v != nil { // nil only in New
		*next = *v
	}
	f(next)
	o.view.Store(next)
}

// View is the newest view, or ErrStale.
func (o *Oracle) View() (*View, error) {
	v := o.view.Load()
	if v.At.IsZero() || o.now().Sub(v.At) > o.opts.MaxAge {
		return nil, ErrStale
	}
	return v, nil
}

// Quote is the newest snapshot, or ErrStale.
func (o *Oracle) Quote() (*Snapshot, error) {
	v, err := o.View()
	if err != nil {
		return nil, err
	}
	return &v.Snapshot, nil
}

// MaxFeeOver is the fee cap to sign over a tip, in wei per gas: twice the next base
// fee and the tip, so that a rise while the transaction is on its way neither voids it
// nor lowers the tip, but at most limit. The errors are ErrStale, and ErrTooDear when
// the limit would lower the tip in the very next block.
func (o *Oracle) MaxFeeOver(limit, tip *uint256.Int) (fee uint256.Int, err error) {
	s, err := o.View()
	if err != nil {
		return fee, err
	}
	if fee.Add(&s.BaseFee, tip); limit.Lt(&fee) {
		return uint256.Int{}, fmt.Errorf("%w: %s wei with a tip of %s, at most %s may be signed", ErrTooDear, fee.Dec(), tip.Dec(), limit.Dec())
	}
	if fee.Add(&fee, &s.BaseFee); fee.Gt(limit) {
		fee = *limit
	}
	return fee, nil
}

// Check says why costs cannot be estimated, or nil.
func (o *Oracle) Check(context.Context) error {
	_, err := o.View()
	if err == nil {
		return nil
	}
	if failure := o.failure.Load(); failure != nil {
		return fmt.Errorf("%w: %w", err, *failure)
	}
	return fmt.Errorf("%w: no new head for more than %s", err, o.opts.MaxAge)
}
