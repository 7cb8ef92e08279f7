package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/config"
	"mevbot/internal/contract"
	"mevbot/internal/risk"
	"mevbot/internal/rpc"
)

// checkExecutor is asked before anything trades. Live: the executor has to be
// ours, obey our key and run, and the key has to hold what attempts cost. On
// paper an executor is only needed to try decisions out.
func (a *App) checkExecutor(ctx context.Context) error {
	address := a.cfg.Trading.Executor
	if !a.cfg.Trading.Live {
		if address == (common.Address{}) {
			a.log.Warn("no executor is configured: paper trades cannot be tried out; set trading.executor")
			return nil
		}
		if err := a.executorAs(ctx, common.Address{}); err != nil {
			a.log.Warn("paper trades will not be what live trading would do", slog.Any("error", err))
		}
		return nil
	}
	if err := a.executorAs(ctx, a.key.Address()); err != nil {
		return err
	}
	return a.checkFunds(ctx, a.key.Address())
}

// executorAs says with a typed error in what the configured executor is not the
// one to trade with; operator zero is any.
func (a *App) executorAs(ctx context.Context, operator common.Address) error {
	state, err := contract.Read(ctx, a.client, a.cfg.Trading.Executor, rpc.AtLatest())
	switch {
	case errors.Is(err, contract.ErrNoContract):
		return &config.Error{Problems: []config.Problem{{Key: "trading.executor", Text: err.Error()}}}
	case errors.Is(err, contract.ErrCode):
		return err
	case err != nil:
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	var problems []config.Problem
	for _, d := range state.Differences(contract.Want{Base: a.cfg.DEX.BaseToken, Operator: operator}) {
		if d.Have == contract.Paused {
			continue
		}
		problems = append(problems, config.Problem{Key: "trading.executor", Text: d.String()})
	}
	if len(problems) > 0 {
		return &config.Error{Problems: problems}
	}
	if state.Paused {
		return fmt.Errorf("%w: executor %s is paused: its owner sends mev-bot contract unpause", ErrSafety, state.Address)
	}
	return nil
}

// checkFunds compares the operator's balance with risk.min_balance_wei; an account
// with nothing at all cannot trade, whatever the limit.
func (a *App) checkFunds(ctx context.Context, operator common.Address) error {
	balance, err := a.client.Balance(ctx, operator, rpc.AtLatest())
	if err != nil {
		return fmt.Errorf("%w: read the balance of %s: %w", ErrUnreachable, operator, err)
	}
	least := a.cfg.Risk.MinBalance
	if least.IsZero() {
		least.SetOne()
	}
	if balance.Lt(&least) {
		return fmt.Errorf("%w: the operator %s holds %s wei for gas, less than risk.min_balance_wei (%s): send it at least %s wei, for example with mev-bot contract fund",
			ErrSafety, operator, balance.Dec(), least.Dec(), new(uint256.Int).Sub(&least, balance).Dec())
	}
	return nil
}

// watchExecutor is a health check: it finds an executor that has changed since
// the start, and stops the trading until an operator has looked. A node that
// does not answer stops nothing: the check only says that it does not know.
func (a *App) watchExecutor(ctx context.Context) error {
	err := a.executorAs(ctx, a.key.Address())
	if err == nil || errors.Is(err, ErrUnreachable) {
		return err
	}
	if level := a.gate.Level(); level.Level != risk.Run && strings.Contains(level.Why, err.Error()) {
		return err // an operator sees it already
	}
	if terr := a.gate.Trip(ctx, risk.CodeHash, err.Error()); terr != nil {
		err = errors.Join(err, terr)
	}
	a.showLevel()
	return err
}
