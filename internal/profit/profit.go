// Package profit says how good an opportunity is, and what is done about one so
// good, or names the reason why it is dropped.
//
// Decide is pure: it compares exact integers in native wei and remembers
// nothing. It puts an opportunity in the best tier whose thresholds it meets;
// the tier's policy says whether and how it is sent. What meets none is
// filtered, with the threshold of the last tier that it failed as the reason.
// The reasons are one fixed set for the whole street, also for those that other
// stages find (a stale gas price, a busy key), so that the funnel from seen to
// sent adds up.
package profit

import "github.com/holiman/uint256"

// Tier is how good an opportunity is, best first.
type Tier uint8

// The tiers.
const (
	Exceptional Tier = iota
	High
	Medium
	Low
	Filtered // not good enough, or not certain enough
)

// Tiers is how many tiers have rules; Filtered has none.
const Tiers = 4

// String is the tier's name in configuration, metrics and store.
func (t Tier) String() string {
	return [...]string{"exceptional", "high", "medium", "low", "filtered"}[t]
}

// Reason says why an opportunity was not sent. It is the label of
// event.Dropped.
type Reason string

// The reasons.
const (
	BelowGas      Reason = "below_gas"      // the gross profit does not pay the gas
	BelowMinimum  Reason = "below_minimum"  // it pays the gas, but not the least profit
	BelowUSD      Reason = "below_usd"      // not the least profit in dollars
	NoPrice       Reason = "no_price"       // what the profit is in dollars is not known
	ThinMargin    Reason = "thin_margin"    // too little profit for what is put in
	GasShare      Reason = "gas_share"      // gas takes too much of the profit
	TooDeep       Reason = "too_deep"       // it moves a pool too far
	TooFarAhead   Reason = "too_far_ahead"  // it rests on too many blocks that are not confirmed
	Unproven      Reason = "unproven"       // a pool's curve was not seen to be right often enough
	NotWanted     Reason = "not_wanted"     // its tier is not to be sent
	OverCap       Reason = "over_cap"       // an attempt would pass a limit: see package risk
	StaleGas      Reason = "stale_gas"      // what gas costs is not known
	PoolUntrusted Reason = "pool_untrusted" // the state of a pool of the route is not known
	Blind         Reason = "blind"          // the market's state may not be traded on
	Stopped       Reason = "stopped"        // an operator or a limit stopped the trading
	Busy          Reason = "busy"           // an attempt is in flight
	Outbid        Reason = "outbid"         // what its place in the block costs leaves too little
	Held          Reason = "held"           // it is decided on again shortly before the auction's round ends
	Superseded    Reason = "superseded"     // a better one of the same moment was sent
	Late          Reason = "late"           // the chain has moved on since it was found
	Disproved     Reason = "disproved"      // the simulation before sending failed
	NotSimulated  Reason = "not_simulated"  // it had to be simulated and could not be in time
	Paper         Reason = "paper"          // paper mode: simulated, not sent
)

// Reasons are all of them.
var Reasons = [...]Reason{
	BelowGas, BelowMinimum, BelowUSD, NoPrice, ThinMargin, GasShare, TooDeep, TooFarAhead, Unproven, NotWanted, OverCap,
	StaleGas, PoolUntrusted, Blind, Stopped, Busy, Outbid, Held, Superseded, Late, Disproved, NotSimulated, Paper,
}

// Facts are what an opportunity is judged by. Amounts are native wei.
type Facts struct {
	In, Gross uint256.Int
	Cost      uint256.Int // estimated, execution and data
	// USDPerNative is dollars for one whole native token, in 1e-8 dollars; zero
	// is unknown.
	USDPerNative uint256.Int
	// DepthBps is the largest part of a pool's depth that a hop puts in, in
	// 1/10,000: of a pair's reserve, of the virtual reserve at the price.
	DepthBps uint64
	// Ahead is how many blocks that are not confirmed the state rests on.
	Ahead uint64
	// Exact is how many swaps in a row the pools' curves were right about, the
	// least over the route's pools.
	Exact uint64
}

// Rule says what a tier asks for and what is done then. A zero threshold asks
// for nothing.
type Rule struct {
	MinNet         uint256.Int // native wei
	MinNetUSD      uint64      // cents
	MinMarginBps   uint64      // net over input
	MaxGasShareBps uint64      // cost over gross
	MaxDepthBps    uint64
	MaxAhead       uint64
	MinExact       uint64
	// Confirmed asks for a state whose every block is confirmed.
	Confirmed bool
	Policy
}

// Policy is what is done with an opportunity of a tier.
type Policy struct {
	Send bool
	// MaxInput caps the input, in native wei; zero is no cap. A capped
	// opportunity earns less and is judged again.
	MaxInput uint256.Int
	// Simulate says that a node must execute the transaction before it is sent.
	Simulate bool
	// KeepBps is the part of the expected net profit that must be left in the
	// chain, in 1/10,000, or the executor reverts. The rest is what a rival who
	// comes first may take before the attempt gives up.
	KeepBps uint64
}

// Rules are those of all tiers.
type Rules struct {
	// Floor is the least net profit of any tier, in native wei.
	Floor uint256.Int
	// Verify is the gross profit above which an opportunity is more likely an
	// error of ours, and is simulated whatever its tier says; zero is none.
	Verify uint256.Int
	Tier   [Tiers]Rule
}

// Decision about an opportunity.
type Decision struct {
	Tier   Tier
	Reason Reason // why it is not sent; empty if it may be
	// Net is the gross profit less the cost, in native wei; zero when the gross
	// profit does not pay the cost.
	Net      uint256.Int
	Simulate bool
}

// Decide finds the tier of an opportunity. It allocates nothing.
func Decide(f *Facts, rules *Rules) Decision {
	d := Decision{Tier: Filtered}
	if _, under := d.Net.SubOverflow(&f.Gross, &f.Cost); under || d.Net.IsZero() {
		d.Net.Clear()
		d.Reason = BelowGas
		return d
	}
	if d.Net.Lt(&rules.Floor) {
		d.Reason = BelowMinimum
		return d
	}
	for t := range rules.Tier {
		r := &rules.Tier[t]
		if d.Reason = r.fails(f, &d.Net); d.Reason != "" {
			continue
		}
		d.Tier = Tier(t)
		d.Simulate = r.Simulate || !rules.Verify.IsZero() && f.Gross.Gt(&rules.Verify)
		if !r.Send {
			d.Reason = NotWanted
		}
		return d
	}
	return d
}

// fails is the first threshold of a tier that is not met; empty if all are.
func (r *Rule) fails(f *Facts, net *uint256.Int) Reason {
	switch {
	case net.Lt(&r.MinNet):
		return BelowMinimum
	case r.MinNetUSD > 0 && f.USDPerNative.IsZero():
		return NoPrice
	case r.MinNetUSD > 0 && cents(net, &f.USDPerNative) < r.MinNetUSD:
		return BelowUSD
	case r.MinMarginBps > 0 && below(net, &f.In, r.MinMarginBps):
		return ThinMargin
	case r.MaxGasShareBps > 0 && !below(&f.Cost, &f.Gross, r.MaxGasShareBps+1):
		return GasShare
	case r.MaxDepthBps > 0 && f.DepthBps > r.MaxDepthBps:
		return TooDeep
	case r.MaxAhead > 0 && f.Ahead > r.MaxAhead, r.Confirmed && f.Ahead > 0:
		return TooFarAhead
	case f.Exact < r.MinExact:
		return Unproven
	}
	return ""
}

// below says that part is less than bps/10,000 of whole.
func below(part, whole *uint256.Int, bps uint64) bool {
	var a, b, k uint256.Int
	if _, over := a.MulOverflow(part, k.SetUint64(10_000)); over {
		return false
	}
	if _, over := b.MulOverflow(whole, k.SetUint64(bps)); over {
		return true
	}
	return a.Lt(&b)
}

// cents is what native wei are worth, rounded down; the most that fits if it
// is more.
func cents(wei, usd *uint256.Int) uint64 {
	var v, k uint256.Int
	if _, over := v.MulDivOverflow(wei, usd, k.SetUint64(1e18)); over {
		return ^uint64(0)
	}
	v.Div(&v, k.SetUint64(1e6))
	if !v.IsUint64() {
		return ^uint64(0)
	}
	return v.Uint64()
}

// Keep is the least gross profit that the executor is to insist on: the cost,
// and the part of the net profit that the policy keeps. Rounded down.
func (p *Policy) Keep(cost, net *uint256.Int) (least uint256.Int) {
	var k, of uint256.Int
	k.SetUint64(p.KeepBps)
	if _, over := least.MulDivOverflow(net, &k, of.SetUint64(10_000)); over {
		least = *net
	}
	least.Add(&least, cost)
	return least
}
