package execute

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/profit"
	"mevbot/internal/rpc"
)

var (
	errNoExecutor = errors.New("no executor to simulate with: set trading.executor")
	errNoOperator = errors.New("the executor obeys nobody: its owner has to set an operator")
	errNoGross    = errors.New("the executor did not tell the profit")
)

// runPaper executes plans by eth_call until ctx ends. A plan that was made on a
// message of the feed waits until the node has the message's block.
func (r *Runner) runPaper(ctx context.Context) error {
	r.flight.open()
	r.free()
	var held []Plan
	for {
		select {
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
	gross, err := r.simulate(ctx, p)
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

// simulate calls the executor as the operator would, on the state of the plan's
// block, as if first in the next one. It is the exact profit in base token, or
// why the transaction would have failed.
func (r *Runner) simulate(ctx context.Context, p *Plan) (*uint256.Int, error) {
	if err := r.findOperator(ctx); err != nil {
		return nil, err
	}
	if _, err := r.try(ctx, p, &p.MinProfit); err != nil {
		return nil, err
	}
	// With a least profit that no run can reach the executor reverts and says
	// how much it would have been.
	var most uint256.Int
	most.SubUint64(most.Lsh(uint256.NewInt(1), 128), 1)
	revert, err := r.try(ctx, p, &most)
	if err == nil || revert == nil {
		return nil, errors.Join(errNoGross, err)
	}
	below, uerr := bindings.NewExecutor().UnpackBelowMinimumError(revert[4:])
	if uerr != nil || below.Got.Sign() < 0 {
		return nil, fmt.Errorf("%w: %w", errNoGross, errors.Join(err, uerr))
	}
	gross, over := uint256.FromBig(below.Got)
	if over {
		return nil, errNoGross
	}
	return gross, nil
}

// try is one eth_call. The bytes are those of a BelowMinimum revert.
func (r *Runner) try(ctx context.Context, p *Plan, minProfit *uint256.Int) ([]byte, error) {
	data, err := calldata(r.opts.Market, p, minProfit)
	if err != nil {
		return nil, err
	}
	_, err = r.opts.Client.CallContract(ctx, r.operator, r.opts.Executor, data, rpc.AtBlock(p.Block))
	var revert *rpc.RevertError
	if !errors.As(err, &revert) {
		return nil, err
	}
	name, below := explain(revert.Data)
	return below, fmt.Errorf("%w: %s", err, name)
}

// explain names a revert of the executor; the bytes are those of BelowMinimum.
func explain(data []byte) (string, []byte) {
	if len(data) < 4 {
		return "no reason", nil
	}
	contract := bindings.NewExecutor().GetABI()
	e, err := contract.ErrorByID([4]byte(data[:4]))
	if err != nil {
		return "not an error of the executor", nil
	}
	text := e.Name
	if values, err := e.Unpack(data); err == nil {
		text = fmt.Sprint(e.Name, values)
	}
	if e.Name == "BelowMinimum" {
		return text, data
	}
	return text, nil
}

// findOperator asks the executor once whom it obeys.
func (r *Runner) findOperator(ctx context.Context) error {
	if r.operator != (common.Address{}) {
		return nil
	}
	if r.opts.Executor == (common.Address{}) {
		return errNoExecutor
	}
	contract := bindings.NewExecutor()
	out, err := r.opts.Client.CallContract(ctx, common.Address{}, r.opts.Executor, contract.PackSettings(), rpc.AtLatest())
	if err != nil {
		return fmt.Errorf("ask the executor for its operator: %w", err)
	}
	settings, err := contract.UnpackSettings(out)
	if err != nil {
		return fmt.Errorf("ask the executor for its operator: no executor at %s (trading.executor): %w", r.opts.Executor, err)
	}
	if settings.Operator == (common.Address{}) {
		return errNoOperator
	}
	r.operator = settings.Operator
	return nil
}
