package integrity

import (
	"time"

	"mevbot/internal/event"
)

// Policy says how patiently something is repaired, and when to call a person.
type Policy struct {
	Pause   time.Duration // before the second attempt; it doubles with each further one
	Longest time.Duration // the longest pause
	// A person is needed once so many attempts have failed and the trouble has lasted
	// for so long. Attempts go on.
	Attempts int
	Patience time.Duration
	// Relapse is how soon after a repair the same thing being wrong is the same
	// trouble, so that the attempts before it count as failed.
	Relapse time.Duration
}

// pause is how long to wait after so many attempts.
func (p *Policy) pause(attempts int) time.Duration {
	d := p.Pause
	for i := 1; i < attempts && d < p.Longest; i++ {
		d *= 2
	}
	return min(d, p.Longest)
}

// Stage is how far the repair of something is.
type Stage string

// The stages.
const (
	Open     Stage = "open"     // an attempt may be made from Case.Next on
	Repaired Stage = "repaired" // by the last attempt, not long ago
)

// Case is something that was found to be wrong, and what was tried. It is a pure
// state machine, the clock is passed in.
type Case struct {
	Action      string    `json:"action"`
	Target      string    `json:"target"`
	Cause       string    `json:"cause"`
	Stage       Stage     `json:"stage"`
	Since       time.Time `json:"since"`
	Attempts    int       `json:"attempts"`
	Last        time.Time `json:"last_attempt,omitzero"`
	Next        time.Time `json:"next_attempt,omitzero"`
	Error       string    `json:"error,omitempty"` // of the last attempt
	NeedsPerson bool      `json:"needs_person"`
	proven      bool      // by a comparison after the repair
}

// wrong says that what the case is about is wrong now.
func (c *Case) wrong(cause string, now time.Time, p *Policy) {
	switch {
	case c.Stage == "" || c.Stage == Repaired && now.Sub(c.Last) >= p.Relapse:
		*c = Case{Action: c.Action, Target: c.Target, Cause: cause, Stage: Open, Since: now, Next: now}
	case c.Stage == Repaired: // in vain
		c.Stage, c.Cause, c.Error = Open, cause, "it was wrong again after the repair"
		c.Next = now.Add(p.pause(c.Attempts))
		c.judge(now, p)
	}
}

// due says that an attempt may be made.
func (c *Case) due(now time.Time) bool { return c.Stage == Open && !now.Before(c.Next) }

// failed says that an attempt did not repair it; it is tried again after retry.
func (c *Case) failed(err error, retry time.Duration, now time.Time, p *Policy) {
	c.Attempts++
	c.Last, c.Next, c.Error = now, now.Add(retry), err.Error()
	c.judge(now, p)
}

// repaired says that an attempt repaired it, as far as is known.
func (c *Case) repaired(now time.Time) {
	c.Attempts++
	c.Stage, c.Last, c.Next, c.Error, c.NeedsPerson, c.proven = Repaired, now, time.Time{}, "", false, false
}

// hopeless says that no attempt will help.
func (c *Case) hopeless() { c.NeedsPerson = true }

func (c *Case) judge(now time.Time, p *Policy) {
	c.NeedsPerson = c.NeedsPerson || c.Attempts >= p.Attempts && now.Sub(c.Since) >= p.Patience
}

// over says that the case can be forgotten.
func (c *Case) over(now time.Time, p *Policy) bool {
	return c.Stage == Repaired && now.Sub(c.Last) >= p.Relapse
}

// fact is the last attempt, for others to hear.
func (c *Case) fact(err error, now time.Time) event.Recovery {
	f := event.Recovery{Action: c.Action, Target: c.Target, Cause: c.Cause, Attempt: uint64(c.Attempts), Err: err, Took: now.Sub(c.Since), Person: c.NeedsPerson}
	if err != nil {
		f.Retry = c.Next.Sub(now)
	}
	return f
}
