package app

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/contract"
	"mevbot/internal/execute"
	"mevbot/internal/gas"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/search"
	"mevbot/internal/token"
)

// ErrRoute says that a path through pools does not exist.
var ErrRoute = errors.New("no such route")

// Step is one pool of a route, exact to the wei.
type Step struct {
	Pool      *pool.Info
	In, Out   token.ID
	AmountIn  uint256.Int
	AmountOut uint256.Int
}

// Walk follows pools from a token, each on the market's state. Every pool has to
// trade the token that the one before gives, and may stand in the route once:
// the second time its state would be another.
func Walk(m *pool.Market, pools []common.Address, from token.ID, amount *uint256.Int) ([]Step, error) {
	steps := make([]Step, len(pools))
	in := *amount
	for i, address := range pools {
		id, ok := m.Lookup(address)
		if !ok {
			return nil, fmt.Errorf("%w: %s is not a watched pool; mev-bot pools ls lists them", ErrRoute, address)
		}
		info := m.Info(id)
		for _, earlier := range steps[:i] {
			if earlier.Pool.ID == id {
				return nil, fmt.Errorf("%w: pool %s stands in it twice", ErrRoute, address)
			}
		}
		d := amm.ZeroForOne
		switch from {
		case info.Token[0]:
		case info.Token[1]:
			d = amm.OneForZero
		default:
			return nil, fmt.Errorf("%w: pool %s (%s) does not trade %s", ErrRoute, address, info.Name, m.Tokens().At(from).Symbol)
		}
		s := &steps[i]
		s.Pool, s.In, s.Out, s.AmountIn = info, from, info.Token[d.Reverse()], in
		if err := m.Quote(amm.NewHop(id, d), &in, &s.AmountOut); err != nil {
			return nil, fmt.Errorf("pool %s (%s) refuses %s: %w", address, info.Name, in.Dec(), err)
		}
		in, from = s.AmountOut, s.Out
	}
	return steps, nil
}

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

// Trial is what the executor says of a route, run by eth_call at the market's
// block as its operator would.
type Trial struct {
	// Profit is in base token; negative for a loss. It is nil if the executor
	// could not tell, and Refused says why.
	Profit  *big.Int
	Refused error
}

// Try runs a cycle in base token through the configured executor. The error is
// the node's, or that of a route that the executor cannot be told.
func (r *Reader) Try(ctx context.Context, m *pool.Market, steps []Step) (Trial, error) {
	p := execute.Plan{Block: m.Head().Number, Deadline: m.Head().Time + 60}
	if len(steps) > len(p.Candidate.Hops) {
		return Trial{}, fmt.Errorf("%w: the executor takes at most %d pools", ErrRoute, len(p.Candidate.Hops))
	}
	p.Candidate = search.Candidate{Len: len(steps), In: steps[0].AmountIn}
	for i, s := range steps {
		d := amm.ZeroForOne
		if s.In == s.Pool.Token[1] {
			d = amm.OneForZero
		}
		p.Candidate.Hops[i] = amm.NewHop(s.Pool.ID, d)
	}
	simulator := execute.NewSimulator(r.app.client, r.app.cfg.Trading.Executor, m)
	profit, err := simulator.Profit(ctx, &p)
	if errors.Is(err, execute.ErrRefused) {
		return Trial{Refused: err}, nil
	}
	if err != nil || profit.Sign() < 0 {
		return Trial{Profit: profit}, err
	}
	// It says that it would earn; now it has to, with that as the least.
	p.MinProfit.SetFromBig(profit)
	gross, err := simulator.Gross(ctx, &p)
	if errors.Is(err, execute.ErrRefused) {
		return Trial{Refused: err}, nil
	}
	if err != nil {
		return Trial{}, err
	}
	return Trial{Profit: gross.ToBig()}, nil
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
