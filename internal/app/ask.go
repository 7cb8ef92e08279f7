package app

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/contract"
	"mevbot/internal/gas"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
)

// Client is the connection to the node.
func (r *Reader) Client() *rpc.Client { return r.app.client }

// Account is an account's balance in wei and its next nonce, at the node's newest
// block.
func (r *Reader) Account(ctx context.Context, a common.Address) (*uint256.Int, uint64, error) {
	balance, err := r.app.client.Balance(ctx, a, rpc.AtLatest())
	if err != nil {
		return nil, 0, fmt.Errorf("read the balance of %s: %w", a, err)
	}
	nonce, err := r.app.client.Nonce(ctx, a, rpc.AtLatest())
	if err != nil {
		return nil, 0, fmt.Errorf("read the nonce of %s: %w", a, err)
	}
	return balance, nonce, nil
}

// Executor reads an executor at the node's newest block; its errors are those of
// contract.Read.
func (r *Reader) Executor(ctx context.Context, address common.Address) (contract.State, error) {
	return contract.Read(ctx, r.app.client, address, rpc.AtLatest())
}

// GasEstimate is what a route of some families costs now.
type GasEstimate struct {
	Families []amm.Family
	Units    uint64      // execution and data
	Cost     uint256.Int // wei
}

// GasPrices is what the node answers about gas at its newest block. Estimates
// are for the families of two- and three-pool routes, before any receipt was
// learned from.
func (r *Reader) GasPrices(ctx context.Context) (gas.Snapshot, []GasEstimate, error) {
	head, err := r.app.client.Latest(ctx)
	if err != nil {
		return gas.Snapshot{}, nil, fmt.Errorf("read the newest block: %w", err)
	}
	oracle := gas.New(gas.Options{Client: r.app.client, Executor: r.app.cfg.Trading.Executor, Market: shapes{}, Logger: r.app.log, Now: r.app.opts.Now})
	if err := oracle.Refresh(ctx, head); err != nil {
		return gas.Snapshot{}, nil, err
	}
	quote, err := oracle.Quote()
	if err != nil {
		return gas.Snapshot{}, nil, err
	}
	var list []GasEstimate
	for n := 2; n <= 3; n++ {
		for mix := range 1 << n {
			var e GasEstimate
			var hops []amm.Hop
			for i := range n {
				id := amm.PoolID(mix >> i & 1)
				hops = append(hops, amm.NewHop(id, amm.ZeroForOne))
				e.Families = append(e.Families, shapes{}.Info(id).Family)
			}
			if e.Units, e.Cost, err = oracle.Estimate(hops); err != nil {
				return gas.Snapshot{}, nil, err
			}
			list = append(list, e)
		}
	}
	return *quote, list, nil
}

// shapes are two pools that exist only by family: 0 is a constant product, 1 is
// concentrated.
type shapes struct{}

// Info of a pool of that family.
func (shapes) Info(id amm.PoolID) *pool.Info {
	if id == 0 {
		return &pool.Info{Family: amm.ConstantProduct}
	}
	return &pool.Info{Family: amm.Concentrated}
}
