package config

import (
	"time"

	"github.com/holiman/uint256"
)

// Risk is the limits at which the trading stops; see package risk.
type Risk struct {
	MaxDailyLoss       uint256.Int   `yaml:"max_daily_loss_wei" doc:"Net loss of a UTC day. Latch."`
	MaxDrawdown        uint256.Int   `yaml:"max_drawdown_wei" doc:"Fall of the sum of all net results below its peak, over days. Latch."`
	MaxFailures        int           `yaml:"max_failures" doc:"Failed attempts in a row. Pause."`
	MaxRouteFailures   int           `yaml:"max_route_failures" doc:"Failed attempts of one route in a row. Pause of that route."`
	MaxFailureCostBps  uint64        `yaml:"max_failure_cost_bps" doc:"Gas of failed attempts over gross profit, 1/10,000, of the newest failure_cost_window attempts. Pause."`
	FailureCostWindow  int           `yaml:"failure_cost_window" doc:"How many attempts max_failure_cost_bps looks at."`
	FailureCostMinimum int           `yaml:"failure_cost_minimum" doc:"How many attempts there must be before max_failure_cost_bps is looked at."`
	MaxGasHour         uint256.Int   `yaml:"max_gas_hour_wei" doc:"Gas paid in an hour of UTC. Pause until the next hour."`
	MaxGasDay          uint256.Int   `yaml:"max_gas_day_wei" doc:"Gas paid in a day of UTC. Pause until the next day."`
	MaxAttemptGas      uint256.Int   `yaml:"max_attempt_gas_wei" doc:"The most that the gas of one attempt may cost, at its gas limit and fee cap. A dearer plan is refused."`
	MaxNotional        uint256.Int   `yaml:"max_notional_wei" doc:"The most that one attempt may put in. A larger plan is refused."`
	MinBalance         uint256.Int   `yaml:"min_balance_wei" doc:"The least that the operator's wallet must hold for gas. Latch."`
	MaxSilence         time.Duration `yaml:"max_silence" doc:"How old the newest message or block may be. The stop ends when data comes."`
	MaxSendsPerMinute  int           `yaml:"max_sends_per_minute" doc:"Attempts made within 60 seconds. Pause."`
	MinRealisedBps     uint64        `yaml:"min_realised_bps" doc:"Least realised over expected net profit, 1/10,000, of the newest realised_window attempts that landed. Latch."`
	RealisedWindow     int           `yaml:"realised_window" doc:"How many attempts min_realised_bps looks at."`
	MaxMissing         uint256.Int   `yaml:"max_missing_wei" doc:"What wallet and executor may hold less than the books say. Stop the bot before you withdraw. Latch."`
	Pause              time.Duration `yaml:"pause" doc:"How long a pause lasts."`
}

// defaultRisk suits gas of about 0.00001 to 0.0001 ether an attempt.
func defaultRisk() Risk {
	finney := func(n uint64) (v uint256.Int) { // thousandths of an ether
		var unit uint256.Int
		return *v.Mul(v.SetUint64(n), unit.SetUint64(1e15))
	}
	return Risk{
		MaxDailyLoss: finney(50), MaxDrawdown: finney(100),
		MaxFailures: 30, MaxRouteFailures: 10, MaxFailureCostBps: 5000, FailureCostWindow: 200, FailureCostMinimum: 60,
		MaxGasHour: finney(200), MaxGasDay: finney(1000), MaxAttemptGas: finney(10), MaxNotional: finney(200_000),
		MinBalance: finney(10), MaxSilence: 5 * time.Second, MaxSendsPerMinute: 300,
		MinRealisedBps: 2500, RealisedWindow: 100, MaxMissing: *uint256.NewInt(1), Pause: 5 * time.Minute,
	}
}

// risk checks that the limits can be meant.
func (k *checker) risk() {
	r := &k.c.Risk
	for _, n := range []struct {
		key   string
		value int
	}{
		{"risk.max_failures", r.MaxFailures},
		{"risk.max_route_failures", r.MaxRouteFailures},
		{"risk.max_sends_per_minute", r.MaxSendsPerMinute},
	} {
		if n.value < 0 || n.value > 10_000 {
			k.fail(n.key, "is %d: want 0 to 10000, 0 is no limit", n.value)
		}
	}
	for _, n := range []struct {
		key         string
		value, most int
	}{
		{"risk.failure_cost_window", r.FailureCostWindow, 1000},
		{"risk.realised_window", r.RealisedWindow, 1000},
		{"risk.failure_cost_minimum", r.FailureCostMinimum, r.FailureCostWindow},
	} {
		if n.value < 1 || n.value > n.most {
			k.fail(n.key, "is %d: want 1 to %d", n.value, n.most)
		}
	}
	if r.MinRealisedBps > 10_000 {
		k.fail("risk.min_realised_bps", "is %d: want 0 to 10000, 10000 is all that was expected", r.MinRealisedBps)
	}
	if r.MaxSilence < 0 {
		k.fail("risk.max_silence", "is %s: want 0, which is no limit, or more", r.MaxSilence)
	}
	if r.Pause < time.Second {
		k.fail("risk.pause", "is %s: want at least 1s", r.Pause)
	}
}
