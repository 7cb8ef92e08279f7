// Package order knows how the chain orders transactions, and what to bid where
// it orders by bids.
//
// The policy is detected from the chain, at start and with every block. Under
// FCFS who is first is first, and a tip is dropped. Under the priority gas auction
// (PGA) the tip is a sealed bid per gas, which is also paid by a transaction that
// reverts: a lost race costs money, and so does a race won too dearly.
//
// Book is the bid model. It learns from what others paid, seen in the chain's
// logs and receipts (Observer), and from the bot's own wins and losses, how often
// a bid of a part of the profit wins, by pool. Its decisions follow from the
// samples it was given, in order, and from nothing else.
package order

import "fmt"

// Policy is how a chain orders transactions.
type Policy uint8

// The policies. Unknown is the zero value: nothing was found out yet, or the
// chain's signs contradict each other.
const (
	Unknown   Policy = iota
	FCFS             // first come, first served; tips are dropped
	PGA              // by tip, in rounds
	Timeboost        // as FCFS, but who won the round's auction is 200 ms ahead of the others
)

// String is the policy's name in configuration and metrics.
func (p Policy) String() string {
	return [...]string{"unknown", "fcfs", "pga", "timeboost"}[p]
}

// Policies are the known ones.
var Policies = [...]Policy{FCFS, PGA, Timeboost}

// ParsePolicy finds a policy by name; "auto" is Unknown: it is to be detected.
func ParsePolicy(name string) (Policy, error) {
	if name == "auto" {
		return Unknown, nil
	}
	for _, p := range Policies {
		if p.String() == name {
			return p, nil
		}
	}
	return Unknown, fmt.Errorf("ordering policy %q: want auto, fcfs, pga or timeboost", name)
}
