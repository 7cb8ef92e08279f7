package app

import (
	"context"
	"fmt"

	"mevbot/internal/amm"
	"mevbot/internal/gas"
	"mevbot/internal/pool"
)

// gasOptions are the gas oracle's as configured, on a market.
func (a *App) gasOptions(m gas.Market) (gas.Options, error) {
	batch, err := a.client.Multicaller(a.cfg.DEX.Multicall)
	if err != nil {
		return gas.Options{}, err
	}
	c := &a.cfg.Gas
	return gas.Options{
		Client: a.client, Batch: batch, Executor: a.cfg.Trading.Executor, Market: m,
		Strategy: gas.Strategy(c.Strategy), Percentiles: c.Percentiles(), Blocks: c.Blocks, Logger: a.log, Now: a.opts.Now,
	}, nil
}

// newGas makes the gas oracle with what earlier runs have learned, and the history that
// hears of it.
func (a *App) newGas(ctx context.Context) (*gas.Oracle, *gas.History, error) {
	opts, err := a.gasOptions(a.market)
	if err != nil {
		return nil, nil, err
	}
	if opts.Learned, err = a.recallGas(ctx); err != nil {
		return nil, nil, err
	}
	history := gas.NewHistory(a.history, a.market, a.log, a.opts.Now)
	history.Beat = a.beat("gas_history")
	opts.Registerer, opts.Landed = a.registry, history.Landed
	return gas.New(opts), history, nil
}

// GasEstimate is what a route of some families costs now.
type GasEstimate struct {
	Families []amm.Family
	gas.Cost
}

// GasPrices is what the node answers about gas at its newest block, with what the
// newest blocks paid. Estimates are for the families of two- and three-pool routes of
// plain tokens that cross no tick, before any receipt was learned from.
func (r *Reader) GasPrices(ctx context.Context) (*gas.Snapshot, *gas.Fees, []GasEstimate, error) {
	head, err := r.app.client.Latest(ctx)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read the newest block: %w", err)
	}
	opts, err := r.app.gasOptions(shapes{})
	if err != nil {
		return nil, nil, nil, err
	}
	oracle := gas.New(opts)
	if err := oracle.Refresh(ctx, head); err != nil {
		return nil, nil, nil, err
	}
	view, err := oracle.View()
	if err != nil {
		return nil, nil, nil, err
	}
	fees, err := oracle.Fees()
	if err != nil {
		return nil, nil, nil, err
	}
	var list []GasEstimate
	for n := 2; n <= 3; n++ {
		for mix := range 1 << n {
			var e GasEstimate
			var steps []gas.Step
			for i := range n {
				family := shapes{}.Info(amm.PoolID(mix >> i & 1)).Family
				e.Families = append(e.Families, family)
				steps = append(steps, gas.Step{Family: family, Moved: family == amm.Concentrated})
			}
			if e.Cost, err = view.Cost(steps, nil); err != nil {
				return nil, nil, nil, err
			}
			list = append(list, e)
		}
	}
	return &view.Snapshot, fees, list, nil
}

// shapes are two pools that exist only by family: 0 is a constant product, 1 is
// concentrated.
type shapes struct{}

// Info of a pool of that family.
func (shapes) Info(id amm.PoolID) *pool.Info {
	if id == 0 {
		return &pool.Info{Family: amm.ConstantProduct}
	}
	return &pool.Info{ID: 1, Family: amm.Concentrated}
}

// Pools is two.
func (shapes) Pools() int { return 2 }
