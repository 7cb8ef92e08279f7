// Package profit says whether an opportunity is worth sending, or names the
// reason why it was dropped.
//
// Decide is pure: it compares exact integers in native wei and remembers
// nothing. The reasons are one fixed set for the whole street, also for those
// that other stages find (a stale gas price, a busy key), so that the funnel
// from seen to sent adds up.
package profit

import "github.com/holiman/uint256"

// Reason says why an opportunity was not sent. It is the label of
// event.Dropped.
type Reason string

// The reasons.
const (
	BelowGas      Reason = "below_gas"      // the gross profit does not pay the gas
	BelowMinimum  Reason = "below_minimum"  // it pays the gas, but not the least profit
	TooGood       Reason = "too_good"       // over the guard: more likely an error of ours
	StaleGas      Reason = "stale_gas"      // what gas costs is not known
	PoolUntrusted Reason = "pool_untrusted" // the state of a pool of the route is not known
	Blind         Reason = "blind"          // the market's state may not be traded on
	Stopped       Reason = "stopped"        // an operator or a limit stopped the trading
	Busy          Reason = "busy"           // an attempt is in flight
	Superseded    Reason = "superseded"     // a better one of the same message was sent
	Late          Reason = "late"           // the chain has moved on since it was found
	Paper         Reason = "paper"          // paper mode: simulated, not sent
)

// Reasons are all of them.
var Reasons = [...]Reason{
	BelowGas, BelowMinimum, TooGood, StaleGas, PoolUntrusted, Blind, Stopped, Busy, Superseded, Late, Paper,
}

// Decision about an opportunity.
type Decision struct {
	OK     bool
	Reason Reason // why not; empty when OK
	// Net is the gross profit less the cost, in native wei; zero when the gross
	// profit does not pay the cost.
	Net uint256.Int
}

// Decide compares the gross profit of an opportunity with what it costs. All
// amounts are native wei. It is OK if gross-cost is above zero and at least
// least, and gross is not above guard; a guard of zero is none.
func Decide(gross, cost, least, guard *uint256.Int) Decision {
	var d Decision
	if _, under := d.Net.SubOverflow(gross, cost); under || d.Net.IsZero() {
		return Decision{Reason: BelowGas}
	}
	switch {
	case d.Net.Lt(least):
		d.Reason = BelowMinimum
	case !guard.IsZero() && gross.Gt(guard):
		d.Reason = TooGood
	default:
		d.OK = true
	}
	return d
}
