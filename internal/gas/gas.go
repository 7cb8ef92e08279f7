// Package gas says what a transaction will cost, from what the chain itself
// answers.
//
// The cost on Arbitrum has two parts. Execution is gas times the base fee of
// the next block, which is known one block ahead. Data is what the chain
// charges for posting the transaction to its parent; the node estimates it for
// representative calldata (NodeInterface.gasEstimateL1Component, padded by the
// node) and it is kept in wei, because that price does not move with the base
// fee. Refresh reads both once a head, off the hot path, and publishes an
// immutable View that estimates are made from without a lock. A view that is
// too old is not given out: View then answers ErrStale.
//
// How much gas a route takes is learned from receipts, per shape: the families
// of its hops in order. An estimate jumps up to what a receipt shows and comes
// down slowly, because an underestimate loses money and an overestimate only a
// chance. Before the first receipt of a shape a bound serves that was measured
// with the contracts' real bytecode; see start.
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
	NextBaseFee(ctx context.Context) (*uint256.Int, error)
}

// Pools says what a pool is; *pool.Market is one. It must be safe from any
// goroutine.
type Pools interface {
	Info(id amm.PoolID) *pool.Info
}

// Options of an Oracle. Client and Market are required.
type Options struct {
	Client Node
	// Executor is where transactions go; the node wants to know it for the
	// estimate of the data's cost.
	Executor common.Address
	Market   Pools
	// Learned is what an earlier run has learned.
	Learned Learned
	// MaxAge is how old the prices may be; default 15 s.
	MaxAge     time.Duration
	Logger     *slog.Logger
	Registerer prometheus.Registerer
	Now        func() time.Time // default time.Now
}

// Snapshot is what the chain answered at one head. It never changes.
type Snapshot struct {
	Head    chain.Block
	BaseFee uint256.Int // of the next block, wei per gas
	Minimum uint256.Int // below which the base fee does not fall, wei per gas
	// Data is what posting the calldata of a route of two hops costs, in wei.
	Data uint256.Int
	At   time.Time // when it was read
}

// Oracle answers prices. Refresh belongs to one goroutine; the rest is safe
// for concurrent use.
type Oracle struct {
	opts     Options
	log      *slog.Logger
	now      func() time.Time
	contract reader
	view     atomic.Pointer[View]
	publish  sync.Mutex            // held by the one who makes the next view of the last
	failure  atomic.Pointer[error] // of the newest Refresh; nil after a good one
	errors   *prometheus.HistogramVec
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
	o := &Oracle{
		opts: opts, log: opts.Logger, now: opts.Now,
		contract: newReader(opts.Client, opts.Executor), errors: newErrors(opts.Registerer),
	}
	o.change(func(v *View) { v.Learned = opts.Learned })
	return o
}

// Learned is what receipts have told so far.
func (o *Oracle) Learned() Learned { return o.view.Load().Learned }

// View is all that estimates rest on: the prices and what receipts have told of
// each shape of route. It never changes.
type View struct {
	Snapshot
	// Learned is the gas of each shape, 0 where no receipt told of it.
	Learned Learned
}

// Refresh reads the prices at a head. After an error the last snapshot stays,
// until it is too old.
func (o *Oracle) Refresh(ctx context.Context, head rpc.Head) error {
	at := o.now()
	s, err := o.contract.read(ctx, head)
	if err != nil {
		err = fmt.Errorf("read gas prices at block %d: %w", head.Number, err)
		o.failure.Store(&err)
		return err
	}
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

// Estimate is that of the newest view. The errors are ErrStale and ErrRoute.
func (o *Oracle) Estimate(hops []amm.Hop) (units uint64, cost uint256.Int, err error) {
	v, err := o.View()
	if err != nil {
		return 0, cost, err
	}
	return v.Estimate(o.opts.Market, hops)
}

// Estimate is what a route costs in the next block: gas units, of execution
// and data together, and wei. It allocates nothing. The error is ErrRoute.
func (s *View) Estimate(pools Pools, hops []amm.Hop) (units uint64, cost uint256.Int, err error) {
	key, err := shape(pools, hops)
	if err != nil {
		return 0, cost, err
	}
	units = s.Learned.execution(key)
	cost.SetUint64(units)
	cost.Mul(&cost, &s.BaseFee)
	data := s.data(len(hops))
	cost.Add(&cost, &data)
	if s.BaseFee.IsZero() {
		return units, cost, nil
	}
	var gas, one uint256.Int
	gas.Add(&data, one.SubUint64(&s.BaseFee, 1))
	gas.Div(&gas, &s.BaseFee)
	if !gas.IsUint64() {
		return 0, cost, ErrRoute
	}
	return units + gas.Uint64(), cost, nil
}

// data is the wei for a route's calldata, in proportion to its length, rounded
// up.
func (s *Snapshot) data(hops int) uint256.Int {
	if hops == 2 {
		return s.Data
	}
	var d, base uint256.Int
	base.SetUint64(uint64(calldataLength(2)))
	d.SetUint64(uint64(calldataLength(hops)))
	d.Mul(&d, &s.Data)
	d.Add(&d, &base)
	d.SubUint64(&d, 1)
	return *d.Div(&d, &base)
}

// MaxFee is the fee cap to sign, in wei per gas: twice the next base fee, so
// that a rise while the transaction is on its way does not void it, but at most
// limit. The errors are ErrStale and ErrTooDear.
func (o *Oracle) MaxFee(limit *uint256.Int) (fee uint256.Int, err error) {
	s, err := o.View()
	if err != nil {
		return fee, err
	}
	if limit.Lt(&s.BaseFee) {
		return fee, fmt.Errorf("%w: %s wei, at most %s may be signed", ErrTooDear, s.BaseFee.Dec(), limit.Dec())
	}
	if fee.Lsh(&s.BaseFee, 1); fee.Gt(limit) {
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
