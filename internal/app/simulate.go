package app

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/execute"
	"mevbot/internal/pool"
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
