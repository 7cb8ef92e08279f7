package execute

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/holiman/uint256"
	"go.uber.org/goleak"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/gas"
	"mevbot/internal/ledger"
	"mevbot/internal/risk"
	"mevbot/internal/rpc"
	"mevbot/internal/search"
	"mevbot/internal/store"
)

// gasOracle is a fixed fee that counts what it learns.
type gasOracle struct {
	err     error
	learned int
}

func (g *gasOracle) MaxFeeOver(_, tip *uint256.Int) (uint256.Int, error) {
	return *new(uint256.Int).AddUint64(tip, 2e8), g.err
}

func (g *gasOracle) Landed(_ []gas.Step, _ uint64, _ []byte, r *rpc.Receipt) {
	if r.Success {
		g.learned++
	}
}

// bench is a runner on a fake chain, with the facts it published.
type bench struct {
	t      *testing.T
	chain  *fakeChain
	db     *store.DB
	gate   *risk.Gate
	gas    *gasOracle
	opts   Options
	runner *Runner
	ended  chan error
	cancel context.CancelFunc

	mu     sync.Mutex
	states []event.AttemptState
	drops  []string
	booked int
	papers []event.Paper
}

func newBench(t *testing.T) *bench {
	t.Helper()
	dir := t.TempDir()
	b := &bench{t: t, chain: newFakeChain(), gas: &gasOracle{}}
	var err error
	if b.db, err = store.Open(t.Context(), store.Options{Path: filepath.Join(dir, "a.db")}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.db.Close() })
	if b.gate, err = risk.New(t.Context(), risk.Options{DB: b.db}); err != nil {
		t.Fatal(err)
	}
	listener := event.Listener{
		Attempt: func(a event.Attempt) { b.mu.Lock(); b.states = append(b.states, a.State); b.mu.Unlock() },
		Dropped: func(d event.Dropped) { b.mu.Lock(); b.drops = append(b.drops, d.Reason); b.mu.Unlock() },
		Booked:  func(event.Booked) { b.mu.Lock(); b.booked++; b.mu.Unlock() },
		Paper:   func(p event.Paper) { b.mu.Lock(); b.papers = append(b.papers, p); b.mu.Unlock() },
	}
	b.opts = Options{
		Client: b.chain, DB: b.db, Market: pools{}, Executor: executor, Live: true, ChainID: chainID, Key: sharedKey(t),
		Gas: b.gas, Gate: b.gate, MaxGasPrice: *uint256.NewInt(1e9), Confirmations: 5, Poll: 5 * time.Millisecond, Listener: listener,
		Ledger: ledger.New(ledger.Options{DB: b.db, Base: base, Executor: executor, Listener: listener}),
	}
	return b
}

// start runs a new runner, as a new process would.
func (b *bench) start() {
	b.t.Helper()
	var err error
	if b.runner, err = New(b.opts); err != nil {
		b.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.t.Context())
	b.cancel, b.ended = cancel, make(chan error, 1)
	go func() { b.ended <- b.runner.Run(ctx) }()
	b.t.Cleanup(b.stop)
}

func (b *bench) stop() {
	if b.cancel == nil {
		return
	}
	b.cancel()
	if err := <-b.ended; err != nil {
		b.t.Errorf("run: %v", err)
	}
	b.cancel = nil
}

func plan(id uint64) Plan {
	return Plan{
		Opportunity: id, Block: 1 << 40, Deadline: 1 << 40, GasUnits: 200_000, Since: time.Now(),
		Candidate: search.Candidate{
			Hops: [4]amm.Hop{amm.NewHop(0, amm.ZeroForOne), amm.NewHop(1, amm.OneForZero)}, Len: 2,
			In: *uint256.NewInt(1e18), Out: *uint256.NewInt(1e18 + 5e15), Gross: *uint256.NewInt(5e15),
		},
		Cost: *uint256.NewInt(2e13), MinProfit: *uint256.NewInt(1e14),
	}
}

// submit hands over a plan as soon as it is taken.
func (b *bench) submit(id uint64) {
	b.t.Helper()
	b.until("the plan is taken", func() bool { return b.runner.Submit(plan(id)) })
}

// until waits for a condition that other goroutines bring about.
func (b *bench) until(what string, cond func() bool) {
	b.t.Helper()
	deadline := time.NewTimer(20 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !cond() {
		select {
		case <-tick.C:
		case <-deadline.C:
			b.t.Fatalf("never: %s; states %v, drops %v, fault %v", what, b.heard(), b.drops, b.runner.Check(b.t.Context()))
		}
	}
}

func (b *bench) idle() {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 20*time.Second)
	defer cancel()
	if err := b.runner.Idle(ctx); err != nil {
		b.t.Fatalf("%v; states %v", err, b.heard())
	}
}

func (b *bench) heard() []event.AttemptState {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]event.AttemptState(nil), b.states...)
}

// last is the newest state that was published.
func (b *bench) last() event.AttemptState {
	states := b.heard()
	if len(states) == 0 {
		return 255
	}
	return states[len(states)-1]
}

// trades are the journal's attempts, newest first.
func (b *bench) trades() []ledger.Trade {
	b.t.Helper()
	trades, err := ledger.Trades(b.t.Context(), b.db, 100)
	if err != nil {
		b.t.Fatal(err)
	}
	return trades
}

// mine makes blocks and tells the runner of each.
func (b *bench) mine(n int) {
	for range n {
		b.runner.Confirmed(b.chain.mine())
	}
}

// clock is a time that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time      { c.mu.Lock(); defer c.mu.Unlock(); return c.now }
func (c *clock) add(d time.Duration) { c.mu.Lock(); c.now = c.now.Add(d); c.mu.Unlock() }

func TestMain(m *testing.M) {
	if childMain() {
		return
	}
	goleak.VerifyTestMain(m)
}
