// Package execute carries a plan to signed bytes, through the journal to the
// node, and to its receipt.
//
// A Runner is one account. A few of its transactions may be on their way at
// once, with consecutive nonces, but no two through the same pool; one is on its
// way until the feed or a receipt shows it in a block. The order of
// a plan's steps is the promise that no money is spent twice and no attempt is
// forgotten: sign, then reserve the nonce and store the signed bytes in one
// durable transaction, then send. What the node answers is a hint. Whether a
// transaction is in the chain is only believed from its receipt, and that only
// finally when it is deep enough; until then a reorg takes it back.
//
// One rule covers every failure (a timeout, a crash at any point, a lost
// answer, a reorg): while an attempt has no receipt and its nonce is unused,
// the same bytes are sent again, and nothing else is ever signed with that
// nonce. Past their deadline the bytes only pay for a revert of the executor,
// which is the small price for closing the nonce without a second transaction.
// The one exception is an attempt whose only send was refused by the node in a
// way that proves that it does not hold the bytes: see refusal. Its nonce is
// free again. After a kill nothing is sent again.
//
// In paper mode a plan is executed by eth_call on the state that it was made on
// instead, and recorded; there is no key and no journal.
package execute

import (
	"context"
	"database/sql"
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
	"mevbot/internal/event"
	"mevbot/internal/gas"
	"mevbot/internal/rpc"
	"mevbot/internal/search"
	"mevbot/internal/signer"
	"mevbot/internal/store"
)

// Sender hands signed bytes to the chain, once. Its errors are those of
// rpc.Client.Send.
type Sender interface {
	Send(ctx context.Context, raw []byte) (common.Hash, error)
}

// Reader answers what the chain knows. Its errors are those of rpc.Client.
type Reader interface {
	TransactionReceipt(ctx context.Context, hash common.Hash) (*rpc.Receipt, error)
	Nonce(ctx context.Context, a common.Address, at rpc.At) (uint64, error)
	CallContract(ctx context.Context, from, to common.Address, data []byte, at rpc.At) ([]byte, error)
}

// Node is a chain as an account sees it; *rpc.Client is one.
type Node interface {
	Sender
	Reader
}

// Gas prices transactions and learns from receipts.
type Gas interface {
	// MaxFeeOver is the fee cap to sign over a tip, in wei per gas, at most limit.
	MaxFeeOver(limit, tip *uint256.Int) (uint256.Int, error)
	// Landed takes in what became of the gas of execution that was estimated for these
	// steps, and of the signed bytes' data.
	Landed(steps []gas.Step, estimate uint64, raw []byte, r *rpc.Receipt)
}

// Ledger books what an attempt earned and spent.
type Ledger interface {
	// Book writes the attempt's line inside tx. The function it returns
	// publishes the line; it is called once tx is durable.
	Book(ctx context.Context, tx *sql.Tx, attempt uint64, r *rpc.Receipt) (publish func(), err error)
}

// Gate says what may be sent.
type Gate interface {
	Allow() bool
	// AllowPlan names the limit that a plan would pass, given its route, the most
	// that its gas may cost and what it puts in, in native wei; else nothing.
	AllowPlan(hops []amm.Hop, gas, in *uint256.Int) string
	MayResend() bool
	// Trip stops the trading until an operator resumes it. limit is one of
	// risk.Names.
	Trip(ctx context.Context, limit, why string) error
}

// Options of a Runner. In paper mode Key, Gas, Ledger and Gate are not needed.
type Options struct {
	Client Node
	// Reachable says why the node cannot be asked at present, or nil. A plan is
	// dropped then: its transaction would wait in the journal and reach the chain
	// with a state that is long gone. Default: the node is always there.
	Reachable func(context.Context) error
	DB        *store.DB
	Market    Pools
	Executor  common.Address
	Live      bool

	ChainID chain.ID
	Key     *signer.Key
	Gas     Gas
	Ledger  Ledger
	Gate    Gate
	// MaxGasPrice is the highest fee cap that is signed, in wei per gas.
	MaxGasPrice uint256.Int
	// Confirmations is how many blocks deep a receipt is final; default 20.
	Confirmations int
	// MaxInFlight is how many attempts may be on their way at once; default 1.
	MaxInFlight int
	// SimulateWait is how long a simulation may take, from when the plan was
	// made; default 150 ms.
	SimulateWait time.Duration
	// Poll is how often receipts are asked for when no block comes; default 1 s.
	Poll time.Duration
	// Settled hears how an attempt of this process came out, on Run's goroutine;
	// nil for nobody.
	Settled func(Settled)
	// Reach is a test's fault point: it is called at each step of an attempt
	// (see Steps), on Run's goroutine. Nothing but Go code can set it.
	Reach func(step string)

	Listener   event.Listener
	Logger     *slog.Logger
	Registerer prometheus.Registerer // nil works
	Now        func() time.Time      // default time.Now
	// Beat, if not nil, is called by each turn of Run, which has one each Poll.
	Beat func()
}

// Settled is an attempt with its receipt.
type Settled struct {
	Hops        []amm.Hop
	Tip, Net    uint256.Int // of the plan: wei per gas, native wei
	Units, Used uint64      // gas, estimated and paid for
	Price       uint256.Int // paid, wei per gas
	Front       bool
	Success     bool
	Block       chain.Block
}

// Plan is a decision to execute a candidate.
type Plan struct {
	Opportunity uint64
	Candidate   search.Candidate
	Block       chain.Block // the state it was found on
	// Cost is the estimated cost in native wei. MinProfit is the least profit
	// in base token, below which the executor reverts.
	Cost, MinProfit uint256.Int
	// LeastOut is what the route has to give at the prices that the executor finds,
	// as if they stayed, or it does not begin; zero asks for nothing.
	LeastOut uint256.Int
	// Tip is the bid for the place in the block, wei per gas, part of Cost.
	Tip uint256.Int
	Net uint256.Int // expected, native wei
	// Front says that it was the best that there was, or shared a pool with that.
	Front bool
	// Simulate says that a node must have executed it before it is sent.
	Simulate bool
	// Over says that it may go through a pool of one that is on its way, which
	// will revert.
	Over     bool
	Deadline uint64 // the chain's clock, seconds
	GasUnits uint64 // estimated, execution and data
	// Execution is GasUnits without data, and Steps what it was estimated for.
	Execution uint64
	Steps     [4]gas.Step
	Since     time.Time // arrival of the frame that made it
}

// Steps are the fault points that Options.Reach hears of, in the order in which
// an attempt passes them. Storing and booking are inside a database transaction
// that is not committed yet.
var Steps = [...]string{
	"planned",  // a plan was taken: nothing is signed
	"signed",   // the bytes exist in memory only
	"storing",  // their row is written, not durable
	"reserved", // their row is durable, nothing was sent
	"sending",  // the bytes go to the node now
	"sent",     // the node answered, or the send ended without an answer
	"answered", // the answer is durable
	"booking",  // receipt and ledger line are written, not durable
	"settled",  // they are durable
}

// Runner executes plans. Submit, Confirmed, Idle and Check may be called from
// any goroutine while Run runs.
type Runner struct {
	opts    Options
	log     *slog.Logger
	now     func() time.Time
	journal journal

	plans   chan Plan
	wake    chan struct{}
	proofs  chan proof    // of plans that had to be simulated
	sends   chan sent     // what became of sends
	answers chan reply    // about receipts
	freed   chan struct{} // see Freed
	flight  flight
	waits   atomic.Bool // an attempt has no receipt
	waiting atomic.Pointer[unsettled]
	head    atomic.Uint64
	forks   atomic.Uint64 // times that the head went back
	fault   atomic.Pointer[error]
	policy  signer.Policy

	// The rest belongs to Run's goroutine.
	next      uint64            // the lowest free nonce
	refused   map[uint64]uint64 // attempts that were refused, by free nonce
	open      []*attempt        // not final
	sending   int               // sends under way
	simulator *Simulator        // paper mode
	asking    sync.WaitGroup
}

// New checks the options. The Runner accepts plans once Run has resolved what
// an earlier process left.
func New(opts Options) (*Runner, error) {
	if opts.Client == nil || opts.DB == nil || opts.Market == nil {
		return nil, errors.New("runner needs a client, a database and a market")
	}
	if opts.Live {
		switch {
		case opts.Key == nil || opts.Gas == nil || opts.Ledger == nil || opts.Gate == nil:
			return nil, errors.New("live trading needs a key, gas oracle, ledger and gate")
		case opts.Executor == (common.Address{}) || opts.ChainID == 0 || opts.MaxGasPrice.IsZero():
			return nil, errors.New("live trading needs trading.executor, the chain id and trading.max_gas_price_wei")
		}
	}
	if opts.Confirmations == 0 {
		opts.Confirmations = 20
	}
	if opts.MaxInFlight == 0 {
		opts.MaxInFlight = 1
	}
	if opts.SimulateWait == 0 {
		opts.SimulateWait = 150 * time.Millisecond
	}
	if opts.Poll == 0 {
		opts.Poll = time.Second
	}
	if opts.Beat == nil {
		opts.Beat = func() {}
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.Reachable == nil {
		opts.Reachable = func(context.Context) error { return nil }
	}
	if opts.Reach == nil {
		opts.Reach = func(string) {}
	}
	opts.Listener = opts.Listener.WithDefaults()
	r := &Runner{
		opts: opts, log: opts.Logger, now: opts.Now,
		plans: make(chan Plan, opts.MaxInFlight), wake: make(chan struct{}, 1), freed: make(chan struct{}, 1),
		proofs: make(chan proof), sends: make(chan sent), answers: make(chan reply),
		flight: flight{limit: opts.MaxInFlight, closed: true}, refused: map[uint64]uint64{},
		simulator: NewSimulator(opts.Client, opts.Executor, opts.Market),
		policy:    signer.Policy{Chain: opts.ChainID, Executor: opts.Executor, Selector: Selector, MaxGas: MaxGas, MaxFee: opts.MaxGasPrice},
	}
	r.waits.Store(opts.Live)
	r.waiting.Store(&unsettled{})
	if opts.Registerer != nil {
		opts.Registerer.MustRegister(&gauges{r})
	}
	if opts.Live {
		r.journal = journal{db: opts.DB, chain: opts.ChainID, account: opts.Key.Address(), now: opts.Now, reach: opts.Reach}
	}
	return r, nil
}

// Submit hands a plan over; false means that it was not taken: too many are on
// their way, or one of them goes through the same pool. It never blocks. A plan
// that was taken ends as an attempt, a paper trade, or an event.Dropped.
func (r *Runner) Submit(p Plan) bool {
	if !r.flight.take(p.Opportunity, &p.Candidate, p.Over) {
		return false
	}
	r.plans <- p // never blocks: there is as much room as in flight
	return true
}

// Flight is how many more plans would be taken now, and appends to dst the
// pools that they must not go through.
func (r *Runner) Flight(dst []amm.PoolID) (int, []amm.PoolID) { return r.flight.state(dst) }

// Freed gives a value after a plan has come to rest or an attempt has left the
// way: what was found in the meantime is worth another look.
func (r *Runner) Freed() <-chan struct{} { return r.freed }

// Sequenced says that the feed has shown a transaction in a block. If it is one
// of ours on its way its nonce is used, and it is on its way no more. It never
// blocks.
func (r *Runner) Sequenced(hash common.Hash) {
	if r.flight.leaveHash(hash) {
		r.free()
	}
}

// free says that the account may be free.
func (r *Runner) free() {
	select {
	case r.freed <- struct{}{}:
	default:
	}
}

// Confirmed tells of the newest block whose logs were applied, so that receipts
// are asked for. A number that is not higher than the last says that blocks were
// replaced. It never blocks.
func (r *Runner) Confirmed(b chain.Block) {
	if last := r.head.Swap(uint64(b)); uint64(b) <= last {
		r.forks.Add(1)
	}
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Idle waits until nothing is in flight: every attempt has its receipt.
func (r *Runner) Idle(ctx context.Context) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for r.flight.unsigned() > 0 || r.waits.Load() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("wait for the attempt in flight: %w", ctx.Err())
		}
	}
	return nil
}

// Check says why nothing can be sent, or nil.
func (r *Runner) Check(context.Context) error {
	if fault := r.fault.Load(); fault != nil {
		return *fault
	}
	return nil
}

func (r *Runner) setFault(err error) {
	if err == nil {
		r.fault.Store(nil)
		return
	}
	r.fault.Store(&err)
}

// Run resolves what an earlier process left, then executes plans until ctx
// ends. It returns an error only when the journal can no longer be kept.
func (r *Runner) Run(ctx context.Context) error {
	if !r.opts.Live {
		return r.runPaper(ctx)
	}
	if err := r.recover(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	r.flight.open()
	err := r.loop(ctx)
	// What was sent has an answer soon: it belongs in the journal.
	for r.sending > 0 {
		o := <-r.sends
		err = errors.Join(err, r.answered(context.WithoutCancel(ctx), &o))
	}
	r.asking.Wait()
	return err
}

// loop is Run between recovery and stop.
func (r *Runner) loop(ctx context.Context) error {
	tick := time.NewTicker(r.opts.Poll)
	defer tick.Stop()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r.follow(ctx)
	r.free()
	for {
		r.opts.Beat()
		var err error
		select {
		case p := <-r.plans:
			if p.Simulate {
				r.prove(ctx, &p)
				continue
			}
			err = r.carryOut(ctx, &p)
		case q := <-r.proofs:
			if q.reason != "" {
				r.drop(&q.plan, q.reason)
				continue
			}
			err = r.carryOut(ctx, &q.plan)
		case o := <-r.sends:
			err = r.answered(ctx, &o)
			r.follow(ctx)
		case <-r.wake:
			r.follow(ctx)
		case <-tick.C:
			r.follow(ctx)
		case a := <-r.answers:
			err = r.take(ctx, &a)
		case <-ctx.Done():
			return nil
		}
		if err != nil {
			return err
		}
	}
}
