package app

import (
	"context"
	"log/slog"
	"time"

	"mevbot/internal/amm"
	"mevbot/internal/pool"
	"mevbot/internal/price"
	"mevbot/internal/rpc"
)

// newPrices makes the price oracle as configured.
func (a *App) newPrices() (*price.Oracle, error) {
	reader, err := a.client.Multicaller(a.cfg.DEX.Multicall)
	if err != nil {
		return nil, err
	}
	c := a.cfg.Price
	opts := price.Options{
		Reader: reader, Base: a.cfg.DEX.BaseToken, Uptime: c.UptimeFeed, UptimeGrace: c.UptimeGrace,
		HeartbeatGrace: c.HeartbeatGrace, MaxDeviation: c.MaxDeviationBps, MaxTWAPDeviation: c.MaxTWAPDeviationBps,
		TWAPWindow: c.TWAPWindow, MinLiquidity: c.MinLiquidity, MaxAge: c.MaxAge,
		Logger: a.log, Registerer: a.registry, Now: a.opts.Now,
	}
	for _, f := range c.Feeds {
		opts.Feeds = append(opts.Feeds, price.Feed{Token: f.Token, Address: f.Address, Heartbeat: f.Heartbeat})
	}
	return price.New(opts), nil
}

// priceStates copies what prices need of the pools whose state is known. It
// belongs to the market's owner.
func priceStates(m *pool.Market, into []price.PoolState) []price.PoolState {
	for i := range m.Pools() {
		id := amm.PoolID(i)
		s, trusted := m.Spot(id)
		if !trusted {
			continue
		}
		info := m.Info(id)
		p := price.PoolState{
			Address: info.Address, Concentrated: info.Family == amm.Concentrated,
			Reserve0: s.Reserve0, Reserve1: s.Reserve1, SqrtPriceX96: s.SqrtPriceX96, Liquidity: s.Liquidity,
		}
		for side, t := range info.Token {
			p.Tokens[side] = *m.Tokens().At(t)
		}
		into = append(into, p)
	}
	return into
}

// refreshPrices reads prices once a second, at the newest confirmed block.
func (a *App) refreshPrices(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var states []price.PoolState
	beat := a.beat("price")
	for {
		beat()
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
		var head rpc.Head
		err := a.pipeline.Do(ctx, func(m *pool.Market) { head, states = m.Head(), priceStates(m, states[:0]) })
		if err == nil {
			err = a.prices.Refresh(ctx, head, states)
		}
		if err != nil && ctx.Err() == nil {
			a.log.Warn("prices not refreshed", slog.Any("error", err))
		}
	}
}

// Prices answers what tokens are worth, once Started.
func (a *App) Prices() *price.Oracle { return a.prices }

// Prices reads the price of every token of a market that Market loaded.
func (r *Reader) Prices(ctx context.Context, m *pool.Market) (*price.View, error) {
	prices, err := r.app.newPrices()
	if err != nil {
		return nil, err
	}
	if err := prices.Refresh(ctx, m.Head(), priceStates(m, nil)); err != nil {
		return nil, err
	}
	return prices.View(), nil
}
