// Package app wires every part by hand, starts it, and stops it in reverse.
//
// New opens what must exist before anything runs: the database, the key, the
// node's chain id, the pools' first snapshot. Run starts the parts in the order
// in which they need each other and waits. The end of a part of the street, the
// store or the signer ends the app; the others are started again. Everything
// that has a goroutine gets it here.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync/atomic"
	"time"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/config"
	"mevbot/internal/coverage"
	"mevbot/internal/decode"
	"mevbot/internal/event"
	"mevbot/internal/execute"
	"mevbot/internal/fastfeed"
	"mevbot/internal/feed"
	"mevbot/internal/gas"
	"mevbot/internal/health"
	"mevbot/internal/integrity"
	"mevbot/internal/ledger"
	"mevbot/internal/order"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
	"mevbot/internal/price"
	"mevbot/internal/record"
	"mevbot/internal/replay"
	"mevbot/internal/risk"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
	"mevbot/internal/store"
	"mevbot/internal/telemetry"
	"mevbot/internal/ticket"
	"mevbot/internal/timeboost"
	"mevbot/internal/web"
)

var (
	// ErrUnreachable means: the node could not be asked when the bot started.
	ErrUnreachable = errors.New("node unreachable")
	// ErrWrongChain means: the node serves another chain than the configuration names.
	ErrWrongChain = errors.New("wrong chain")
	// ErrSafety means: a safety stop ended the bot.
	ErrSafety = errors.New("safety stop")
)

// Options of an App.
type Options struct {
	Config  *config.Config
	Version string
	// Listener hears every fact directly, on the stages' goroutines; it must
	// be as quick as a counter.
	Listener event.Listener
	// RecordDir is where this run is recorded; empty leaves it to record.dir.
	RecordDir string
	Logger    *slog.Logger
	Now       func() time.Time

	elapsed func() time.Duration // the default clock without the date; nil with another one
	// Reach is a test's fault point, see execute.Options.Reach.
	Reach func(step string)
	// Turn is another: each loop calls it by its name in each turn.
	Turn func(loop string)
}

// App is a bot that is ready to run.
type App struct {
	opts    Options
	cfg     *config.Config
	log     *slog.Logger
	profile chain.Profile

	registry  *telemetry.Registry
	metrics   *telemetry.Metrics
	observers observers
	facts     *event.Queue
	listener  event.Listener
	street    event.Listener // the same, on the street's goroutine alone
	flush     func()         // lets what street told be heard
	health    *health.Registry
	probes    *web.Listener
	began     time.Time
	started   chan struct{}

	db       *store.DB
	history  *store.DB
	seen     *event.Queue // opportunities on their way to the history
	key      *signer.Key
	client   *rpc.Client
	gate     *risk.Gate
	limits   event.Listener // of gate
	market   *pool.Market
	follower *pool.Follower
	feed     *feed.Client
	fast     *fastfeed.Client // nil without a Fast Feed

	ordering *order.Detector
	observer *order.Observer
	lane     *timeboost.Tracker // nil on a chain without an express lane
	// sequencer takes what goes through the lane; nil if nothing can.
	sequencer *timeboost.Sequencer
	contests  chan *pool.Block // on their way to the observer
	coverage  *coverage.Watcher
	covered   *coverage.Tally
	swaps     chan *pool.Block // on their way to coverage
	called    *event.Queue     // facts on their way there

	ticketKey *signer.Key // buys tickets; nil if nobody does
	tickets   atomic.Pointer[ticket.Buyer]

	gas      *gas.Oracle
	prices   *price.Oracle
	runner   *execute.Runner
	ledger   *ledger.Ledger
	pipeline *pipeline.Pipeline
	recorder *replay.Recorder
	tally    *integrity.Tally
	books    *books // nil on paper
	writer   *record.Writer
	stopping atomic.Bool
	sight    *sight

	integrity *integrity.Runner

	gasHistory *gas.History
}

// factQueue is how many facts may wait for the metrics: several seconds of a
// busy chain.
const factQueue = 1 << 12

// New checks what can be checked without a network and opens nothing.
func New(opts Options) (*App, error) {
	if opts.Config == nil || opts.Logger == nil {
		return nil, errors.New("app needs a configuration and a logger")
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clocks enter
		began := opts.Now()
		opts.elapsed = func() time.Duration { return time.Since(began) } // it costs half of Now
	}
	a := &App{
		opts: opts, cfg: opts.Config, log: opts.Logger,
		began: opts.Now(), facts: event.NewQueue(factQueue), started: make(chan struct{}),
	}
	a.registry = telemetry.NewRegistry(telemetry.BuildInfo{
		Version: opts.Version, GoVersion: runtime.Version(), ScrapeInterval: a.cfg.Metrics.ScrapeInterval, Now: opts.Now,
	})
	a.profile = a.cfg.Chain.Resolved()
	if err := a.newGuard(); err != nil {
		return nil, err
	}
	a.metrics = telemetry.NewMetrics(a.registry, a.observers.guard, opts.Now)
	a.metrics.WatchQueue("telemetry", a.facts)
	a.health = health.New(health.Options{
		Logger: a.log, Now: opts.Now, StartupLimit: a.cfg.Health.StartupLimit, Interval: a.cfg.Health.Interval,
		Watchdog: a.cfg.Health.Watchdog, History: a.cfg.Health.History, Overrides: overrides(a.cfg),
		Dir: HealthDir(a.cfg), DumpDir: HealthDir(a.cfg), Registerer: a.registry,
		Listener: event.Listener{ModuleChanged: a.moduleChanged}, Turn: opts.Turn,
	})
	a.tally = integrity.NewTally(recoveryPolicy(&a.cfg.Integrity), a.registry, opts.Now)
	a.sight = &sight{now: opts.Now}
	a.seen = event.NewQueue(factQueue)
	a.metrics.WatchQueue("history", a.seen)
	a.called = event.NewQueue(factQueue)
	a.facts.Beat, a.seen.Beat, a.called.Beat = a.beat("telemetry"), a.beat("history"), a.beat("coverage_facts")
	a.metrics.WatchQueue("coverage", a.called)
	a.listener = a.listeners(a.facts.Listener(), a.seen.Listener(), a.called.Listener(), opts.Listener)
	facts, seen, called := a.facts.Writer(), a.seen.Writer(), a.called.Writer()
	a.flush = func() { facts.Flush(); seen.Flush(); called.Flush() }
	a.street = a.listeners(facts.Listener(), seen.Listener(), called.Listener(), opts.Listener)
	return a, nil
}

// Started is closed once the street runs on a complete first state.
func (a *App) Started() <-chan struct{} { return a.started }

// Ready says that nothing keeps the bot from trading, as the probes do.
func (a *App) Ready() bool { return len(a.health.Ready()) == 0 }

// Pipeline answers questions about the market, once Started.
func (a *App) Pipeline() *pipeline.Pipeline { return a.pipeline }

// Ledger answers what was earned, once Started.
func (a *App) Ledger() *ledger.Ledger { return a.ledger }

// Client is the connection to the node.
func (a *App) Client() *rpc.Client { return a.client }

// Run opens everything, carries messages until ctx ends, then drains: no new
// attempts, receipts of what is in flight awaited for at most 10 s, everything
// stopped in reverse. It returns nil after an orderly stop.
func (a *App) Run(ctx context.Context) (err error) {
	ps := newParts(a.log)
	defer func() {
		ps.stop()
		err = errors.Join(err, a.close())
	}()
	if err := a.newObservers(); err != nil {
		return err
	}
	if err := a.serve(ctx, ps); err != nil {
		return err
	}
	if err := a.open(ctx); err != nil {
		return err
	}
	if err := a.startStreet(ctx, ps); err != nil {
		return err
	}
	a.showLevel()
	a.health.MarkStarted()
	close(a.started)
	a.log.Info("trading street is running", slog.Int("pools", a.market.Pools()), slog.Bool("live", a.cfg.Trading.Live))
	select {
	case err = <-ps.ended:
		a.log.Error("a vital part ended; stopping", slog.Any("error", err))
	case <-ctx.Done():
		a.log.Info("stopping: no new attempts")
	}
	a.drain(ctx)
	return err
}

// open brings up what must exist before the street: each failure is one
// sentence that says what to do, and the typed error that gives the exit code.
func (a *App) open(ctx context.Context) (err error) {
	if a.db, err = store.Open(ctx, store.Options{Path: a.cfg.Store.Path, Registerer: a.registry}); err != nil {
		return err
	}
	if a.history, err = store.Open(ctx, store.Options{Path: a.cfg.Store.HistoryPath(), Schema: store.History, Registerer: a.registry}); err != nil {
		return err
	}
	if err := a.openKey(); err != nil {
		return err
	}
	if err := a.openGate(ctx); err != nil {
		return err
	}
	if err := a.connect(ctx); err != nil {
		return err
	}
	if err := a.checkContracts(ctx); err != nil {
		return err
	}
	if err := a.checkExecutor(ctx); err != nil {
		return err
	}
	if err := a.openRecording(); err != nil {
		return err
	}
	a.market, err = pool.Load(ctx, a.marketOptions())
	if err != nil {
		return fmt.Errorf("load the pools: %w", err)
	}
	if a.market.Pools() == 0 {
		return &config.Error{Problems: []config.Problem{{Key: "dex.factories", Text: "no pool was found: check the factories' addresses and from_block"}}}
	}
	return a.build(ctx)
}

func (a *App) openKey() (err error) {
	if !a.cfg.Trading.Live {
		return nil
	}
	a.key, err = signer.Open(a.cfg.Keys.Keystore, a.cfg.Keys.PasswordFile)
	return err
}

// connect opens the client and asks every node which chain it serves.
func (a *App) connect(ctx context.Context) (err error) {
	if a.client, err = rpc.New(a.rpcOptions()); err != nil {
		return err
	}
	return a.verifyNodes(ctx)
}

func (a *App) marketOptions() pool.Options {
	opts := pool.Options{
		Client: a.client, Multicall: a.cfg.DEX.Multicall, Base: a.cfg.DEX.BaseToken, Tokens: a.cfg.DEX.Tokens,
		MaxPools: a.cfg.DEX.MaxPools, Unfed: len(a.cfg.Feed.URLs) == 0, Profile: a.profile, Listener: a.streetListener(), Logger: a.log, Now: a.opts.Now,
	}
	for _, f := range a.cfg.DEX.Factories {
		opts.Factories = append(opts.Factories, pool.Factory{
			Name: f.Name, Family: families[f.Family], Address: f.Address, FeeBps: uint32(f.FeeBps), From: f.FromBlock,
		})
	}
	return opts
}

// families gives the configuration's words their meaning.
var families = map[string]amm.Family{config.UniswapV2: amm.ConstantProduct, config.UniswapV3: amm.Concentrated}

func (a *App) routers() []decode.Router {
	var routers []decode.Router
	for _, r := range a.cfg.DEX.Routers {
		routers = append(routers, decode.Router{
			Address: r.Address, Kind: routerKinds[r.Kind], FactoryV2: r.FactoryV2, FactoryV3: r.FactoryV3, WETH: a.cfg.DEX.BaseToken,
		})
	}
	return routers
}

// drain waits until nothing is in flight, at most 10 s.
func (a *App) drain(ctx context.Context) {
	a.stopping.Store(true)
	a.health.MarkStopping()
	if a.gate == nil || a.runner == nil {
		return
	}
	a.gate.Drain()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := a.runner.Idle(ctx); err != nil {
		a.log.Warn("stopped with an attempt in flight; the journal resolves it at the next start", slog.Any("error", err))
	}
}

// close ends what has no goroutine.
func (a *App) close() error {
	if a.client != nil {
		a.client.Close()
	}
	if a.sequencer != nil {
		a.sequencer.Close()
	}
	var err error
	for _, db := range []*store.DB{a.history, a.db} {
		if db != nil {
			err = errors.Join(err, db.Close())
		}
	}
	return err
}
