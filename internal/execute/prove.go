package execute

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/contract"
	"mevbot/internal/profit"
	"mevbot/internal/rpc"
)

// proof is a plan that a node has executed; reason says why it must not be sent.
type proof struct {
	plan   Plan
	reason profit.Reason
}

// prove has the node execute a plan on the state that it was made on, as a
// second source before money is at stake. The answer comes by Run's loop.
func (r *Runner) prove(ctx context.Context, p *Plan) {
	plan := *p
	r.asking.Go(func() {
		q := proof{plan, r.simulated(ctx, &plan)}
		select {
		case r.proofs <- q:
		case <-ctx.Done():
		}
	})
}

// simulated is why a plan is not proven; empty if it gains what it must. It
// waits for the node to have the plan's block.
func (r *Runner) simulated(ctx context.Context, p *Plan) profit.Reason {
	ctx, cancel := context.WithTimeout(ctx, r.opts.SimulateWait)
	defer cancel()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for chain.Block(r.head.Load()) < p.Block {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return profit.NotSimulated
		}
	}
	data, err := Calldata(r.opts.Market, p)
	if err == nil {
		_, err = r.opts.Client.CallContract(ctx, r.journal.account, r.opts.Executor, data, rpc.AtBlock(p.Block))
	}
	var revert *rpc.RevertError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &revert):
		name := contract.Explain(revert.Data)
		r.log.Warn("plan disproved by the node", slog.Uint64("opportunity", p.Opportunity), slog.String("revert", name),
			slog.Uint64("block", uint64(p.Block)), slog.String("in_wei", p.Candidate.In.Dec()), slog.String("gross_wei", p.Candidate.Gross.Dec()))
		return profit.Disproved
	default:
		r.log.Warn("plan could not be simulated", slog.Uint64("opportunity", p.Opportunity), slog.String("gross_wei", p.Candidate.Gross.Dec()), slog.Any("error", err))
		return profit.NotSimulated
	}
}
