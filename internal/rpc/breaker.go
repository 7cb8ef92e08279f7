package rpc

import "time"

// breaker keeps calls away from an endpoint that fails. It is a pure state
// machine with the clock passed in: closed, open for a while, then half open:
// one call at a time tries the endpoint, its success closes the breaker, its
// failure opens it for twice as long, up to a cap that is short enough that an
// endpoint is in use again soon after it is back.
type breaker struct {
	failures int       // in a row
	until    time.Time // open until then; zero: closed
	pause    time.Duration
	trying   time.Time // when the one call of the half-open state began
}

const (
	breakAfter  = 5 // failures in a row
	firstBreak  = 250 * time.Millisecond
	longestOpen = time.Second
	// longestTry is when a try that never reported back is given up.
	longestTry = 5 * time.Second
)

// allow says whether a call may be made; a call that it allows must report back.
func (b *breaker) allow(now time.Time) bool {
	switch {
	case b.until.IsZero():
		return true
	case now.Before(b.until):
		return false
	case !b.trying.IsZero() && now.Sub(b.trying) < longestTry:
		return false
	}
	b.trying = now
	return true
}

// open says whether calls are kept away, without asking for one.
func (b *breaker) open(now time.Time) bool {
	return !b.until.IsZero() && (now.Before(b.until) || !b.trying.IsZero() && now.Sub(b.trying) < longestTry)
}

func (b *breaker) success() { *b = breaker{} }

// failure notes a failed call and says whether it opened the breaker.
func (b *breaker) failure(now time.Time) bool {
	b.trying = time.Time{}
	if b.failures++; b.failures < breakAfter && b.until.IsZero() {
		return false
	}
	opened := b.until.IsZero()
	if b.pause = min(2*b.pause, longestOpen); b.pause == 0 {
		b.pause = firstBreak
	}
	b.until = now.Add(b.pause)
	return opened
}

// forget ends a try that said nothing about the endpoint: it was cancelled.
func (b *breaker) forget() { b.trying = time.Time{} }

// state is the breaker's word for people.
func (b *breaker) state(now time.Time) string {
	switch {
	case b.until.IsZero():
		return "closed"
	case now.Before(b.until):
		return "open"
	}
	return "half-open"
}
