package app

import (
	"context"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/config"
	"mevbot/internal/event"
	"mevbot/internal/risk"
	"mevbot/internal/rpc"
)

// openGate reads the stop level and what the limits know. In paper mode nothing
// is sent, so that the wallet's balance is nobody's concern.
func (a *App) openGate(ctx context.Context) (err error) {
	opts := risk.Options{
		DB: a.db, Limits: Limits(a.cfg), Pool: func(id amm.PoolID) common.Address { return a.market.Info(id).Address },
		Listener: a.listener, Logger: a.log, Registerer: a.registry, Now: a.opts.Now, Beat: a.beat("risk"),
	}
	if a.cfg.Trading.Live {
		opts.Balance = a.readWallet
	}
	if a.gate, err = risk.New(ctx, opts); err != nil {
		return err
	}
	a.limits = a.gate.Listener(context.WithoutCancel(ctx)).WithDefaults()
	return nil
}

// Limits are the risk limits as configured.
func Limits(cfg *config.Config) risk.Limits {
	r := &cfg.Risk
	return risk.Limits{
		DailyLoss: r.MaxDailyLoss, Drawdown: r.MaxDrawdown, Failures: r.MaxFailures, RouteFailures: r.MaxRouteFailures,
		FailureCostBps: r.MaxFailureCostBps, FailureWindow: r.FailureCostWindow, FailureMinimum: r.FailureCostMinimum,
		GasHour: r.MaxGasHour, GasDay: r.MaxGasDay, AttemptGas: r.MaxAttemptGas, Notional: r.MaxNotional,
		BalanceFloor: r.MinBalance, MaxSilence: r.MaxSilence, SendsPerMinute: r.MaxSendsPerMinute,
		RealisedBps: r.MinRealisedBps, RealisedWindow: r.RealisedWindow, Missing: r.MaxMissing, Pause: r.Pause,
	}
}

// limitFacts tells the limits what they count, on the stages' goroutines: a
// queue could drop a loss. Before the gate is open there is nothing to count.
func (a *App) limitFacts() event.Listener {
	told := func() bool { return a.gate != nil }
	return event.Listener{
		FeedMessage: func(f event.FeedMessage) {
			if told() {
				a.limits.FeedMessage(f)
			}
		},
		BlockConfirmed: func(f event.BlockConfirmed) {
			if told() {
				a.limits.BlockConfirmed(f)
			}
		},
		Attempt: func(f event.Attempt) {
			if told() {
				a.limits.Attempt(f)
			}
		},
		Booked: func(f event.Booked) {
			if told() {
				a.limits.Booked(f)
			}
		},
		LimitTripped: func(event.LimitTripped) {
			if told() {
				a.showLevel()
			}
		},
	}
}

// wallet is the operator's address; zero in paper mode.
func (a *App) wallet() (w common.Address) {
	if a.key != nil {
		w = a.key.Address()
	}
	return w
}

func (a *App) readWallet(ctx context.Context) (uint256.Int, error) {
	balance, err := a.client.Balance(ctx, a.wallet(), rpc.AtLatest())
	if err != nil {
		return uint256.Int{}, err
	}
	return *balance, nil
}

// checkStore tries a write, and tells the limits what came of it.
func (a *App) checkStore(ctx context.Context) error {
	err := a.db.Check(ctx)
	a.gate.StoreChecked(ctx, err)
	return err
}
