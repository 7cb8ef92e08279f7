package feed

import (
	"math/rand/v2"
	"time"
)

// Backoff bounds the pauses between attempts to connect. They double from Min
// to Max, and each is drawn between a half and the whole of that.
type Backoff struct {
	Min time.Duration // default 500 ms
	Max time.Duration // default 30 s
}

// stable is how long a connection must have lived for its end to be an
// accident, after which the first attempt comes at once.
const stable = 5 * time.Second

// attempts decides which server to connect to and when.
type attempts struct {
	bounds  Backoff
	servers int
	current int // the server that the next attempt goes to
	failed  int // attempts in a row that came to nothing
	random  func(time.Duration) time.Duration
}

func newAttempts(b Backoff, servers int) *attempts {
	return &attempts{bounds: b, servers: servers, random: rand.N[time.Duration]}
}

// ended notes how long a connection lived, 0 if there was none, and returns the
// pause before the next attempt. After a stable connection it goes to the same
// server at once. Otherwise it goes to the next one, at once until all have
// failed.
func (a *attempts) ended(lived time.Duration) time.Duration {
	if lived >= stable {
		a.failed = 0
		return 0
	}
	a.failed++
	a.current = (a.current + 1) % a.servers
	if a.failed%a.servers != 0 {
		return 0
	}
	pause := a.bounds.Min
	for range a.failed/a.servers - 1 {
		if pause *= 2; pause >= a.bounds.Max {
			pause = a.bounds.Max
			break
		}
	}
	return pause/2 + a.random(pause/2+1)
}
