package order

import "time"

// Clock follows the rounds of an auction, to decide at the end of each, when the
// most is known of what the bids are for. The rounds have no signal of their
// own: what a round did is shown right after its intake has ended, by the
// sequencer feed or the Fast Feed, and the first of that begins the next round.
// The zero value never waits.
type Clock struct {
	round, margin time.Duration
	began         time.Time
}

// NewClock follows rounds of Rules.Round.
func (r Rules) NewClock() Clock { return Clock{round: r.Round, margin: r.Margin} }

// Saw takes in that a source has shown what was executed. Whatever comes within half
// a round belongs to the same one.
func (c *Clock) Saw(at time.Time) {
	if at.Sub(c.began) > c.round/2 || at.Before(c.began) {
		c.began = at
	}
}

// Wait is how long a decision waits that is made at now; zero and less is not at
// all. Where no round is known to run, nothing waits.
func (c *Clock) Wait(now time.Time) time.Duration {
	if c.round == 0 || c.began.IsZero() || now.Before(c.began) {
		return 0
	}
	return c.began.Add(c.round - c.margin).Sub(now)
}
