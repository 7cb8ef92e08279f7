package execute

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/profit"
)

// runPaper executes plans by eth_call until ctx ends. A plan that was made on a
// message of the feed waits until the node has the message's block.
func (r *Runner) runPaper(ctx context.Context) error {
	r.flight.open()
	r.free()
	var held []Plan
	turns := time.NewTicker(r.opts.Poll)
	defer turns.Stop()
	for {
		r.opts.Beat()
		select {
		case <-turns.C:
		case p := <-r.plans:
			held = append(held, p)
		case <-r.wake:
		case <-ctx.Done():
			return nil
		}
		waiting := held[:0]
		for i := range held {
			p := &held[i]
			if chain.Block(r.head.Load()) < p.Block {
				waiting = append(waiting, *p)
				continue
			}
			r.opts.Beat() // a node that does not answer costs each plan its deadline
			if err := r.paper(ctx, p); err != nil {
				return err
			}
			r.drop(p, profit.Paper)
		}
		held = waiting
	}
}

// paper simulates a plan and records what came of it. The error is the
// database's.
func (r *Runner) paper(ctx context.Context, p *Plan) error {
	gross, err := r.simulator.Gross(ctx, p)
	if ctx.Err() != nil {
		return nil
	}
	fact := event.Paper{Opportunity: p.Opportunity, Block: p.Block, Err: err}
	net := "0"
	if err == nil {
		fact.Success = true
		if gross.Lt(&p.Cost) {
			net = "-" + new(uint256.Int).Sub(&p.Cost, gross).Dec()
		} else {
			net = fact.Net.Sub(gross, &p.Cost).Dec()
		}
	} else {
		gross = new(uint256.Int)
		r.log.Info("paper trade would have failed", slog.Uint64("opportunity", p.Opportunity), slog.Any("error", err))
	}
	route, derr := describe(r.opts.Market, p)
	if derr != nil {
		return fmt.Errorf("describe the route: %w", derr)
	}
	var text sql.NullString
	if err != nil {
		text = sql.NullString{String: err.Error(), Valid: true}
	}
	err = r.opts.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO paper_trades (opportunity, at, block, route, success, gross_wei, gas_wei, net_wei, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			int64(p.Opportunity), r.now().UnixMilli(), int64(p.Block), route, fact.Success, gross.Dec(), p.Cost.Dec(), net, text)
		return err
	})
	if err != nil {
		return fmt.Errorf("record paper trade: %w", err)
	}
	r.opts.Listener.Paper(fact)
	return nil
}
