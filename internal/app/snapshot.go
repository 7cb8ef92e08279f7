package app

import (
	"context"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
	"mevbot/internal/config"
	"mevbot/internal/pool"
)

// MarketAt is Market at a block, 0 for the newest. A node keeps the state of
// old blocks only if it is an archive.
func (r *Reader) MarketAt(ctx context.Context, b chain.Block) (*pool.Market, error) {
	opts := r.app.marketOptions()
	opts.Block = b
	return pool.Load(ctx, opts)
}

// Quoters are the configured contracts that answer quotes on the chain.
func (r *Reader) Quoters() *pool.Quoters { return r.app.quoters() }

func (a *App) quoters() *pool.Quoters {
	q := &pool.Quoters{Client: a.client, V3: a.cfg.DEX.QuoterV2, Routers: map[common.Address]common.Address{}}
	for _, router := range a.cfg.DEX.Routers {
		if router.Kind == config.UniswapV2 {
			q.Routers[router.FactoryV2] = router.Address
		}
	}
	return q
}
