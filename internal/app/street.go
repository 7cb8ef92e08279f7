package app

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/coverage"
	"mevbot/internal/event"
	"mevbot/internal/execute"
	"mevbot/internal/feed"
	"mevbot/internal/funnel"
	"mevbot/internal/ledger"
	"mevbot/internal/order"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
)

// build makes the street's parts on the loaded market.
func (a *App) build(ctx context.Context) (err error) {
	head := a.market.Head()
	a.follower = pool.NewFollower(pool.FollowerOptions{Client: a.client, Start: head, Logger: a.log, Now: a.opts.Now, Beat: a.beat("follower")})
	if err := a.openFastFeed(); err != nil {
		return err
	}
	if err := a.openFeed(); err != nil {
		return err
	}
	if err := a.openCoverage(); err != nil {
		return err
	}
	if err := a.openOrder(ctx, &head); err != nil {
		return err
	}
	if a.gas, a.gasHistory, err = a.newGas(ctx); err != nil {
		return err
	}
	if err := a.gas.Refresh(ctx, head); err != nil {
		return fmt.Errorf("read the gas price: %w", err)
	}
	if a.prices, err = a.newPrices(); err != nil {
		return err
	}
	if err := a.prices.Refresh(ctx, head, priceStates(a.market, nil)); err != nil {
		a.log.Warn("prices not read; trying again every second", slog.Any("error", err))
	}
	a.ledger = ledger.New(ledger.Options{DB: a.db, Client: a.client, Base: a.cfg.DEX.BaseToken, Executor: a.cfg.Trading.Executor, Wallet: a.wallet(), Listener: a.listener, Logger: a.log, Registerer: a.registry, Now: a.opts.Now})
	node, err := a.node()
	if err != nil {
		return err
	}
	a.runner, err = execute.New(execute.Options{
		Client: node, Reachable: a.client.Check, Key: a.key, DB: a.db, Executor: a.cfg.Trading.Executor, ChainID: a.profile.ID, Live: a.cfg.Trading.Live,
		Gas: a.gas, Settled: a.ownBid, Ledger: a.ledger, Gate: a.gate, Market: a.market, MaxGasPrice: a.cfg.Trading.MaxGasPrice, MaxInFlight: a.cfg.Trading.MaxInFlight, Reach: a.opts.Reach,
		Listener: a.listener, Logger: a.log, Registerer: a.registry, Now: a.opts.Now, Beat: a.beat("execute"),
	})
	if err != nil {
		return err
	}
	found, err := a.lastOpportunity(ctx)
	if err != nil {
		return err
	}
	setup := pipeline.Setup{
		Profile: a.profile, Base: a.cfg.DEX.BaseToken, Routers: a.routers(), Executor: a.cfg.Trading.Executor,
		MaxHops: a.cfg.Trading.MaxHops, Rules: a.rules(), Deadline: uint64(a.cfg.Trading.Deadline / time.Second), Found: found,
		Bids: a.bidRules(), MaxGasPrice: a.cfg.Trading.MaxGasPrice, MaxAttemptGas: a.cfg.Risk.MaxAttemptGas,
	}
	opts := pipeline.Options{
		Setup: setup, Market: a.market, Account: a.runner, Sense: a.sense,
		Beat: a.beat("pipeline"), Sight: a.sight.market, Listener: a.streetListener(), Flush: a.flush, Now: a.opts.Now, Elapsed: a.opts.elapsed,
	}
	if a.recorder != nil {
		opts.Tape = a.recorder
		marketOptions := a.marketOptions()
		a.recorder.Begin(setup, &marketOptions, a.market)
	} else {
		a.market.TakeOrigin() // nobody wants it
	}
	if a.pipeline, err = pipeline.New(opts); err != nil {
		return err
	}
	return a.newIntegrity(ctx)
}

// beat is the heartbeat of a loop, for each turn of it to call.
func (a *App) beat(loop string) func() { return a.health.Heartbeat(loop).Beat }

// sense is what the rest of the bot has to say about a decision of this moment.
func (a *App) sense(now *pipeline.Moment) {
	now.Now, now.Allowed, now.Gas = a.opts.Now(), a.gate.Allow(), nil
	now.Bids = a.ordering.Policy() == order.PGA
	now.Free, now.Taken = a.runner.Flight(now.Taken[:0])
	if view, err := a.gas.View(); err == nil {
		now.Gas = view
	}
	now.USDPerNative.Clear()
	if price, err := a.prices.View().USDPerNative(); err == nil {
		if usd, err := price.Worth(&wholeNative, 8); err == nil {
			now.USDPerNative = usd
		}
	}
}

// wholeNative is one whole native token, in wei.
var wholeNative = *uint256.NewInt(1e18)

// streetListener hears what the pipeline and its market publish.
func (a *App) streetListener() event.Listener {
	if a.recorder == nil {
		return a.street
	}
	return event.Tee(a.street, a.recorder.Listener())
}

// listeners are all that hear facts: the ends of three queues, those who must
// not wait, and the caller's.
func (a *App) listeners(facts, seen, called, callers event.Listener) event.Listener {
	return event.Tee(a.metrics.Counted(), a.observers.wanted.Only(facts), funnel.Heard(seen), coverage.Heard(called), a.factLog(), a.sight.listener(), a.limitFacts(), callers)
}

// lastOpportunity is the highest id that an earlier run gave away.
func (a *App) lastOpportunity(ctx context.Context) (uint64, error) {
	seen, err := funnel.LastID(ctx, a.history)
	if err != nil {
		return 0, err
	}
	tried, err := execute.LastOpportunity(ctx, a.db)
	return max(seen, tried), err
}

// startStreet starts the parts, each before what feeds it.
func (a *App) startStreet(ctx context.Context, ps *parts) error {
	if err := a.register(); err != nil {
		return err
	}
	a.metrics.Protocols(func(h amm.Hop) amm.Family { return a.market.Info(h.Pool()).Family })
	a.metrics.WatchPools(a.market.Pools)
	messages := make(chan feed.Item, 1024)
	blocks := make(chan *pool.Block, 256)
	heads := make(chan rpc.Head, 1)
	told := make(chan []pool.Told, 16)
	paid := make(chan []order.Sample, 16)
	keeper, err := funnel.New(funnel.Options{
		DB: a.history, Queue: a.seen, Logger: a.log, Now: a.opts.Now, Pool: func(id amm.PoolID) funnel.Pool {
			info := a.market.Info(id)
			return funnel.Pool{Address: info.Address, Name: info.Name}
		},
	})
	if err != nil {
		return err
	}
	ps.start(ctx, part{name: "history", run: keeper.Run})
	ps.start(ctx, part{name: "risk", vital: true, run: a.gate.Run})
	if a.cfg.Trading.Live {
		ps.start(ctx, part{name: "books", run: a.books.run})
	}
	if a.recorder != nil {
		ps.start(ctx, part{name: "recording", run: a.writer.Run})
		ps.start(ctx, part{name: "recorder", run: a.recorder.Run})
	}
	ps.start(ctx, part{name: "execute", vital: true, run: a.runner.Run})
	ps.start(ctx, part{name: "pipeline", vital: true, run: func(ctx context.Context) error {
		return a.pipeline.Run(ctx, pipeline.Sources{Messages: messages, Blocks: blocks, Told: told, Paid: paid})
	}})
	ps.start(ctx, part{name: "health", run: a.health.Run})
	ps.start(ctx, part{name: "rpc", run: a.client.Watch})
	a.startIntegrity(ctx, ps)
	ps.start(ctx, part{name: "gas history", run: a.gasHistory.Run})
	ps.start(ctx, part{name: "gas", run: func(ctx context.Context) error { return a.refreshGas(ctx, heads) }})
	ps.start(ctx, part{name: "price", run: a.refreshPrices})
	ps.start(ctx, part{name: "coverage", run: func(ctx context.Context) error { return a.coverage.Run(ctx, a.swaps) }})
	if a.lane != nil {
		ps.start(ctx, part{name: "express lane", run: a.lane.Run})
	}
	ps.start(ctx, part{name: "order", run: func(ctx context.Context) error { return a.watchOrder(ctx, paid) }})
	overhearer := &pool.Overhearer{Source: a.client, Logger: a.log, Beat: a.beat("overhearer")}
	ps.start(ctx, part{name: "overhearer", run: func(ctx context.Context) error { return overhearer.Run(ctx, told) }})
	ps.start(ctx, part{name: "follower", vital: true, run: func(ctx context.Context) error { return a.followBlocks(ctx, blocks, heads) }})
	a.startFastFeed(ctx, ps, told)
	a.startFeed(ctx, ps, messages)
	return nil
}

// followBlocks passes each confirmed block to the pipeline and its head to the
// gas oracle, which may miss heads but never delays a block.
func (a *App) followBlocks(ctx context.Context, blocks chan<- *pool.Block, heads chan<- rpc.Head) error {
	confirmed := make(chan *pool.Block)
	failed := make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() { failed <- a.follower.Run(ctx, confirmed) }()
	beat, turns := a.beat("blocks"), time.NewTicker(time.Second)
	defer turns.Stop()
	for {
		beat()
		select {
		case <-turns.C:
		case b := <-confirmed:
			select {
			case blocks <- b:
			case <-ctx.Done():
				return <-failed
			}
			select {
			case heads <- b.Head:
			default:
			}
			for _, views := range []chan *pool.Block{a.contests, a.swaps} {
				select {
				case views <- b:
				default:
				}
			}
		case err := <-failed:
			return err
		}
	}
}

// refreshGas reads the prices at each head, and every few seconds where none
// comes, so that a chain that rests is not taken for one that is lost.
func (a *App) refreshGas(ctx context.Context, heads <-chan rpc.Head) error {
	quiet := time.NewTicker(5 * time.Second)
	defer quiet.Stop()
	defer a.keepGas(context.WithoutCancel(ctx))
	beat := a.beat("gas")
	for {
		beat()
		var err error
		select {
		case h := <-heads:
			quiet.Reset(5 * time.Second)
			err = a.gas.Refresh(ctx, h)
		case <-quiet.C:
			var h rpc.Head
			if h, err = a.client.Latest(ctx); err == nil {
				err = a.gas.Refresh(ctx, h)
			}
		case <-ctx.Done():
			return nil
		}
		if err != nil && ctx.Err() == nil {
			a.log.Warn("gas price not refreshed", slog.Any("error", err))
		}
		if prices, stale := a.gas.Quote(); err == nil && stale == nil {
			a.gasHistory.Price(prices)
		}
	}
}
