package execute

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/profit"
	"mevbot/internal/rpc"
)

// prove has the node execute a plan on the state that it was made on, as a
// second source before money is at stake. It waits for the node to have that
// block. The reason is empty if the plan gains what it must.
func (r *Runner) prove(ctx context.Context, p *Plan) profit.Reason {
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
	data, err := calldata(r.opts.Market, p, &p.MinProfit)
	if err == nil {
		_, err = r.opts.Client.CallContract(ctx, r.journal.account, r.opts.Executor, data, rpc.AtBlock(p.Block))
	}
	var revert *rpc.RevertError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &revert):
		name, _ := explain(revert.Data)
		r.log.Warn("plan disproved by the node", slog.Uint64("opportunity", p.Opportunity), slog.String("revert", name),
			slog.Uint64("block", uint64(p.Block)), slog.String("in_wei", p.Candidate.In.Dec()), slog.String("gross_wei", p.Candidate.Gross.Dec()))
		return profit.Disproved
	default:
		r.log.Warn("plan could not be simulated", slog.Uint64("opportunity", p.Opportunity), slog.String("gross_wei", p.Candidate.Gross.Dec()), slog.Any("error", err))
		return profit.NotSimulated
	}
}
