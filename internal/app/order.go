package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/execute"
	"mevbot/internal/gas"
	"mevbot/internal/order"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/timeboost"
)

// openOrder finds out how the chain orders transactions. That its signs
// contradict each other does not keep the bot from trading: nothing is bid.
func (a *App) openOrder(ctx context.Context, head *rpc.Head) error {
	fixed, err := order.ParsePolicy(a.cfg.Order.Policy)
	if err != nil {
		return err
	}
	base, ok := a.market.Tokens().Lookup(a.cfg.DEX.BaseToken)
	if !ok {
		return fmt.Errorf("no watched pool holds the base token %s: correct dex.base_token", a.cfg.DEX.BaseToken)
	}
	if auction := a.cfg.Timeboost.Auction; auction != (common.Address{}) {
		if a.lane, err = timeboost.NewTracker(timeboost.TrackerOptions{Node: a.client, Auction: auction, Logger: a.log}); err != nil {
			return err
		}
	}
	a.ordering = order.NewDetector(order.DetectorOptions{Client: a.client, Fixed: fixed, Express: a.laneHeld, Logger: a.log, Registerer: a.registry})
	a.observer = order.NewObserver(order.ObserverOptions{
		Client: a.client, Market: a.market, Base: base, Executor: a.cfg.Trading.Executor, Units: unitsOf, Logger: a.log, Registerer: a.registry, Beat: a.beat("contests"),
	})
	a.contests = make(chan *pool.Block, 16)
	if err := a.ordering.Look(ctx, head); err != nil && !errors.Is(err, order.ErrContradiction) {
		return err
	}
	return nil
}

// unitsOf is the gas of a route of the bot's; 0 if the executor cannot run it.
func unitsOf(families []amm.Family) uint64 {
	units, err := gas.Bound(families)
	if err != nil {
		return 0
	}
	return units
}

// laneHeld says that somebody is known to hold the express lane of the round that
// runs.
func (a *App) laneHeld() bool {
	if a.lane == nil {
		return false
	}
	rounds := a.lane.Rounds()
	if rounds == nil {
		return false
	}
	who, known := rounds.Controller(rounds.At(a.opts.Now()))
	return known && who != common.Address{}
}

// bidRules are the rules of bidding as configured.
func (a *App) bidRules() order.Rules {
	o := &a.cfg.Order
	return order.Rules{Most: o.MaxBid, Prior: o.PriorWin, Weight: float64(o.Prior), Round: o.Round, Margin: o.RoundMargin}
}

// ownBid takes in how an attempt came out.
func (a *App) ownBid(s execute.Settled) {
	if a.ordering.Policy() != order.PGA {
		return
	}
	base := s.Price
	if _, under := base.SubOverflow(&s.Price, &s.Tip); under {
		base = s.Price // the tip was cut
	}
	sample := order.Outcome(s.Hops, &s.Tip, &s.Net, &base, s.Units, s.Used, s.Front, s.Success)
	a.observer.Own(&sample, s.Block)
}

// watchOrder follows the policy, and where the chain orders by tips what others
// pay.
func (a *App) watchOrder(ctx context.Context, out chan<- []order.Sample) error {
	auctions := make(chan *pool.Block, cap(a.contests))
	ended := make(chan error, 1)
	go func() { ended <- a.observer.Run(ctx, auctions, out) }()
	beat, turns := a.beat("order"), time.NewTicker(time.Second)
	defer turns.Stop()
	for {
		beat()
		select {
		case <-turns.C:
		case b := <-a.contests:
			if err := a.ordering.Look(ctx, &b.Head); err != nil && ctx.Err() == nil {
				a.log.Warn("ordering policy not checked", slog.Any("error", err))
			}
			if a.ordering.Policy() != order.PGA {
				continue
			}
			select {
			case auctions <- b:
			default:
			}
		case err := <-ended:
			return err
		}
	}
}
