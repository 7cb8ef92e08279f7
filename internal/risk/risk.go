// Package risk says whether the bot may send now.
//
// A Gate holds the stop level and the limits. A level is set by an operator, or
// by a limit that was reached: for a time (a pause, which ends by itself) or
// until an operator resumes with a reason (a latch). It outlives the process: it
// stands in the database with who set it, why and when, and a restart begins
// with it. A stricter level takes effect before it is durable, so that a stop
// works with the database down, and is written as soon as the database is back;
// a resume takes effect only after it is durable.
//
// What the limits count (Watch) is rebuilt at the start from the journal and the
// ledger, so that a loop of crashes forgets no loss. The rule of a resume is:
// evidence is forgotten, money is not. Failures in a row, their cost, the send
// rate and the realised share begin anew, or what tripped would trip again at
// once over the same attempts. The loss of the day, the drawdown and the gas
// budgets stand, so that a resume out of habit cannot spend a limit twice: while
// one of them is reached a resume is refused unless the operator accepts the
// loss, which begins their count anew.
//
// The facts come by Listener, on the goroutine that publishes them and not over
// a queue, which could drop one. The hot path asks Allow, which reads three words
// and the clock and takes no lock.
package risk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/store"
)

// Options of a Gate. DB is required.
type Options struct {
	DB     *store.DB
	Limits Limits
	// Pool is the address of a pool: routes are counted by it. Without it routes
	// are not told apart. It must be safe from any goroutine.
	Pool func(amm.PoolID) common.Address
	// Balance reads what the operator's wallet holds, in native wei. Without it
	// there is no balance floor; with both nothing is sent until it was read.
	Balance func(context.Context) (uint256.Int, error)
	// Every is how often Run reads the balance; default one minute.
	Every      time.Duration
	Listener   event.Listener
	Logger     *slog.Logger
	Registerer prometheus.Registerer
	Now        func() time.Time // default time.Now
	// Beat, if not nil, is called by each turn of Run, which has one each second.
	Beat func()
}

// State is a level with its record.
type State struct {
	Level Level
	Why   string
	Who   string
	At    time.Time // zero if nobody ever set a level
	Until time.Time // end of a pause that ends by itself; zero for one that does not
}

// On is the state at a time: a pause that has ended is Run.
func (s State) On(now time.Time) State {
	if s.Until.IsZero() || now.Before(s.Until) {
		return s
	}
	return State{Why: "ended by itself: " + s.Why, Who: s.Who, At: s.Until}
}

// latched says that only an operator ends the stop.
func (s *State) latched() bool { return s.Level != Run && s.Until.IsZero() }

// The conditions that stop the trading without a time.
const (
	shutLevel   = 1 << iota // a level without an end
	shutDrain               // the process ends
	shutBalance             // the wallet was not read yet
)

// never is a moment before all others.
const never = math.MinInt64 / 2

// Gate is the stop level, the limits and the other conditions for sending. It
// is safe for concurrent use.
type Gate struct {
	opts Options
	log  *slog.Logger
	base time.Time // clock counts from here

	state  atomic.Pointer[State]
	shut   atomic.Uint32
	closed atomic.Int64 // on clock: nothing is sent before
	heard  atomic.Int64 // on clock: the newest data
	routes routeTable

	mu      sync.Mutex // for what follows, and for writing state, shut and closed
	watch   *Watch
	marks   marks
	attempt uint64 // the newest
	pending map[uint64]promise
	changed uint64 // times that what is kept was changed
	stored  uint64 // the change that is durable

	writing chan struct{} // holds one: the writer of what is kept, in the order of changes
}

// await takes the writer's turn, until ctx ends.
func (g *Gate) await(ctx context.Context) error {
	select {
	case g.writing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for the database: %w", ctx.Err())
	}
}

// New reads the level that the last process left, and what the limits have to
// know from journal and ledger. A limit that is reached stops the trading now.
func New(ctx context.Context, opts Options) (*Gate, error) {
	if opts.DB == nil {
		return nil, errors.New("risk gate needs a database")
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
	if opts.Every == 0 {
		opts.Every = time.Minute
	}
	opts.Listener = opts.Listener.WithDefaults()
	g := &Gate{opts: opts, log: opts.Logger, base: opts.Now(), writing: make(chan struct{}, 1)}
	g.heard.Store(never)
	past, err := recall(ctx, opts.DB, opts.Limits, g.base)
	if err != nil {
		return nil, err
	}
	g.watch, g.marks, g.attempt, g.pending = past.watch, past.marks, past.attempt, past.pending
	g.state.Store(&past.state)
	if opts.Balance != nil && !opts.Limits.BalanceFloor.IsZero() {
		g.shut.Store(shutBalance)
	}
	g.show()
	if s := g.Level(); s.Level != Run {
		g.log.Warn("trading is stopped since before this start", slog.String("level", s.Level.String()),
			slog.String("who", s.Who), slog.String("why", s.Why), slog.Time("at", s.At), slog.Time("until", s.Until))
	}
	for route, r := range g.watch.routes {
		g.routes.pause(route, g.tick(r.until), g.clock())
	}
	err = g.observe(ctx, func(w *Watch, now time.Time) []Trip { return append(past.trips, w.judge(now)...) })
	if err != nil {
		return nil, err
	}
	g.export(opts.Registerer)
	return g, nil
}

// export publishes the level and the wallet; a nil registerer is none.
func (g *Gate) export(reg prometheus.Registerer) {
	if reg == nil {
		return
	}
	reg.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "mev_bot_risk_level", Help: "The stop level: 0 run, 1 pause, 2 drain, 3 kill."},
			func() float64 { return float64(g.Level().Level) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "mev_bot_risk_allowed", Help: "Whether a new attempt may be sent now (1) or not (0)."},
			func() float64 {
				if g.Allow() {
					return 1
				}
				return 0
			}))
	if g.opts.Balance == nil {
		return
	}
	reg.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "mev_bot_key_balance_ether", Help: "What the operator's wallet holds of the native coin; NaN until it was read. It is read once a minute."},
			func() float64 {
				g.mu.Lock()
				defer g.mu.Unlock()
				if g.watch.balance == nil {
					return math.NaN()
				}
				return g.watch.balance.Float64() / 1e18 // shown, never computed with
			}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "mev_bot_key_balance_floor_ether", Help: "Below this balance of the wallet nothing is sent (risk.min_balance_wei); 0 is no floor."},
			func() float64 { return g.opts.Limits.BalanceFloor.Float64() / 1e18 }))
}

// clock is the time since New on the monotonic clock, which nobody sets back.
func (g *Gate) clock() int64 { return int64(g.opts.Now().Sub(g.base)) }

// tick is a time on clock.
func (g *Gate) tick(t time.Time) int64 {
	if t.IsZero() {
		return never
	}
	return g.clock() + int64(t.Sub(g.opts.Now()))
}

// show derives the words of the hot path from the state. The caller holds mu, or
// nobody else knows g.
func (g *Gate) show() {
	s := g.state.Load()
	closed := int64(never)
	if s.Level != Run && !s.Until.IsZero() {
		closed = g.tick(s.Until)
	}
	if s.latched() {
		g.shut.Or(shutLevel)
		g.closed.Store(closed)
		return
	}
	g.closed.Store(closed) // before the bit is taken away
	g.shut.And(^uint32(shutLevel))
}

// Level is the level now, with its record.
func (g *Gate) Level() State { return g.state.Load().On(g.opts.Now()) }

// Allow says whether a new attempt may be sent now.
func (g *Gate) Allow() bool {
	if g.shut.Load() != 0 {
		return false
	}
	now := g.clock()
	return now >= g.closed.Load() && !g.silent(now)
}

// silent says that the newest data is older than the limit.
func (g *Gate) silent(now int64) bool {
	limit := int64(g.opts.Limits.MaxSilence)
	return limit > 0 && now-g.heard.Load() > limit
}

// AllowRoute says whether a new attempt may take this route now, apart from
// what Allow says.
func (g *Gate) AllowRoute(r Route) bool { return g.routes.allow(r, g.clock) }

// AllowPlan says whether an attempt may be made: the route, the most that its gas
// may cost and what it puts in, both in native wei. It answers the name of the
// limit that refuses it (RouteFailures, AttemptGas, Notional), or nothing.
// Whether anything may be sent is for Allow.
func (g *Gate) AllowPlan(hops []amm.Hop, gas, in *uint256.Int) string {
	l := &g.opts.Limits
	switch {
	case !l.AttemptGas.IsZero() && gas.Gt(&l.AttemptGas):
		return AttemptGas
	case !l.Notional.IsZero() && in.Gt(&l.Notional):
		return Notional
	case !g.routes.empty() && !g.AllowRoute(g.Route(hops)):
		return RouteFailures
	}
	return ""
}

// Route names a cycle; 0 without Options.Pool.
func (g *Gate) Route(hops []amm.Hop) (r Route) {
	if g.opts.Pool == nil {
		return 0
	}
	for _, h := range hops {
		r = r.Hop(g.opts.Pool(h.Pool()), uint8(h.Direction()))
	}
	return r
}

// Refusal is why no new attempt may be sent now; empty if one may.
func (g *Gate) Refusal() string {
	s, shut := g.Level(), g.shut.Load()
	switch {
	case s.Level != Run && !s.Until.IsZero():
		return s.Level.String() + " until " + s.Until.UTC().Format(time.RFC3339) + ": " + s.Why
	case s.Level != Run:
		return s.Level.String() + ": " + s.Why
	case shut&shutDrain != 0:
		return "the bot is stopping"
	case shut&shutBalance != 0:
		return "the balance of the operator's wallet was not read yet"
	case g.silent(g.clock()):
		return "no data for longer than " + g.opts.Limits.MaxSilence.String()
	default:
		return ""
	}
}

// MayResend says whether the bytes of an attempt that was made before may be
// sent again: always but after a kill.
func (g *Gate) MayResend() bool { return g.state.Load().Level != Kill }

// Heard says that new data has come.
func (g *Gate) Heard() { g.heard.Store(g.clock()) }

// Drain refuses new attempts until the process ends. It is not durable: the
// next process trades.
func (g *Gate) Drain() { g.shut.Or(shutDrain) }
