package risk

import (
	"fmt"
	"time"

	"github.com/holiman/uint256"
)

// Limits are the values at which the trading stops. A value of zero is no
// limit. Amounts are native wei.
type Limits struct {
	// DailyLoss is the net loss of a UTC day. Latch.
	DailyLoss uint256.Int
	// Drawdown is how far the sum of all net results may fall below its peak.
	// It has no day, so that it also bounds what is lost around midnight. Latch.
	Drawdown uint256.Int
	// Failures is failed attempts in a row. Pause.
	Failures int
	// RouteFailures is failed attempts of one route in a row. Pause of that
	// route.
	RouteFailures int
	// FailureCostBps is the gas of failed attempts over the gross profit, in
	// 1/10,000, among the newest FailureWindow attempts once there are
	// FailureMinimum. Pause.
	FailureCostBps                uint64
	FailureWindow, FailureMinimum int
	// GasHour and GasDay are the gas paid in an hour and in a day of UTC. Pause
	// until the hour or the day ends.
	GasHour, GasDay uint256.Int
	// AttemptGas is the most that the gas of one attempt may cost, and Notional
	// the most that one attempt may put in: a plan over it is refused.
	AttemptGas, Notional uint256.Int
	// BalanceFloor is the least that the operator's wallet must hold. Latch.
	BalanceFloor uint256.Int
	// MaxSilence is how old the newest message or block may be. The stop ends
	// when data comes.
	MaxSilence time.Duration
	// SendsPerMinute is attempts made within 60 seconds. Pause.
	SendsPerMinute int
	// RealisedBps is the least net result over the expected one, in 1/10,000,
	// of the newest RealisedWindow attempts that landed. Latch.
	RealisedBps    uint64
	RealisedWindow int
	// Missing is what the balances may lack against the books. What they have
	// too much is a deposit. Latch.
	Missing uint256.Int
	// Pause is how long a pause lasts.
	Pause time.Duration
}

// The names of the limits, and of the stops that other parts ask for. They are
// the label of mev_bot_risk_trips_total.
const (
	DailyLoss     = "daily_loss"
	Drawdown      = "drawdown"
	Failures      = "failures"
	RouteFailures = "route_failures"
	FailureCost   = "failure_cost"
	GasHour       = "gas_hour"
	GasDay        = "gas_day"
	AttemptGas    = "attempt_gas" // refuses a plan, never trips
	Notional      = "notional"    // refuses a plan, never trips
	Balance       = "balance"
	StaleData     = "stale_data"
	SendRate      = "send_rate"
	Realised      = "realised"
	Missing       = "missing"
	Store         = "store"

	ClockSkew      = "clock_skew"
	SequencerStall = "sequencer_stall"
	ForeignNonce   = "foreign_nonce"
	CodeHash       = "code_hash"
	Execute        = "execute" // the account cannot make a transaction of a plan
)

// Names are all of them.
var Names = [...]string{
	DailyLoss, Drawdown, Failures, RouteFailures, FailureCost, GasHour, GasDay, AttemptGas, Notional, Balance, StaleData,
	SendRate, Realised, Missing, Store, ClockSkew, SequencerStall, ForeignNonce, CodeHash, Execute,
}

// Action is what a limit does.
type Action string

// The actions.
const (
	Pauses  Action = "pause"  // no new attempts for a time; ends by itself
	Latches Action = "latch"  // no new attempts until an operator resumes with a reason
	Refuses Action = "refuse" // that plan only
)

// Trip is a limit that was reached.
type Trip struct {
	Limit  string
	Action Action
	Value  string    // measured, with its unit
	Bound  string    // the limit, with its unit
	Until  time.Time // end of a pause
	Route  Route     // of RouteFailures
}

// Why is the trip as a reason for the operator.
func (t *Trip) Why() string {
	if t.Bound == "" {
		return t.Value
	}
	return fmt.Sprintf("%s: %s, limit %s", t.Limit, t.Value, t.Bound)
}

// Route names a cycle by its pools and directions: the same in each process,
// unlike the dense ids. Two cycles with the same 64 bits would only share their
// count of failures.
type Route uint64

// Hop is the route with one more hop (FNV-1a).
func (r Route) Hop(pool [20]byte, direction uint8) Route {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(r)
	if h == 0 {
		h = offset
	}
	for _, b := range pool {
		h = (h ^ uint64(b)) * prime
	}
	return Route((h ^ uint64(direction)) * prime)
}

func wei(v *uint256.Int) string { return v.Dec() + " wei" }

// reached says that a value is at or over a limit; a limit of zero is none.
func reached(value, limit *uint256.Int) bool { return !limit.IsZero() && !value.Lt(limit) }

// over is a-b, or zero.
func over(a, b *uint256.Int) (d uint256.Int) {
	if a.Gt(b) {
		d.Sub(a, b)
	}
	return d
}

// part says that a*10,000 < b*bps.
func part(a, b *uint256.Int, bps uint64) bool {
	var x, y uint256.Int
	x.Mul(a, x.SetUint64(10_000))
	y.Mul(b, y.SetUint64(bps))
	return x.Lt(&y)
}
