package feed

import (
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"mevbot/internal/feed/socket"
)

// Backoff bounds the pauses between attempts to connect to a feed. They double
// from Min to Max, and each is drawn between a half and the whole of that.
type Backoff struct {
	Min time.Duration // default 250 ms
	// Max is short, so that a feed which was down for long is back at once;
	// default 2 s.
	Max time.Duration
	// Refused is the pause after an answer that trying again makes worse: too many
	// connections (429), or another refusal in the 400s. Default 1 min; a server's
	// Retry-After counts if it is longer, up to 15 min.
	Refused time.Duration
	// Wrong is the pause after a server of another chain or protocol version,
	// which somebody has to repair; default 5 min.
	Wrong time.Duration
}

const (
	// stable is how long a connection must have lived for its end to be an
	// accident, after which the first attempt comes at once.
	stable = 5 * time.Second
	// maxRetryAfter is the longest a server may ask to be left alone.
	maxRetryAfter = 15 * time.Minute
)

// attempts decides when to connect to a feed again.
type attempts struct {
	bounds Backoff
	failed int // attempts in a row that came to nothing
	random func(time.Duration) time.Duration
}

func newAttempts(b Backoff) attempts { return attempts{bounds: b, random: rand.N[time.Duration]} }

// ended notes how long a connection lived, 0 if there was none, and why it
// ended, and returns the pause before the next attempt.
func (a *attempts) ended(lived time.Duration, err error) time.Duration {
	if lived >= stable {
		a.failed = 0
		return 0
	}
	a.failed++
	if errors.Is(err, ErrWrongChain) || errors.Is(err, ErrServerVersion) {
		return a.jitter(a.bounds.Wrong)
	}
	if refused, ok := errors.AsType[*socket.Refused](err); ok && refuses(refused.Status) {
		pause := a.jitter(a.bounds.Refused)
		if least := min(refused.RetryAfter, maxRetryAfter); pause < least {
			pause = least + a.random(least/8+1)
		}
		return pause
	}
	pause := a.bounds.Min
	for i := 1; i < a.failed && pause < a.bounds.Max; i++ {
		pause *= 2
	}
	return a.jitter(min(pause, a.bounds.Max))
}

// refuses says that a status is about this client, not about the server's state.
func refuses(status int) bool {
	return status >= 400 && status < 500 && status != http.StatusRequestTimeout && status != http.StatusNotFound
}

func (a *attempts) jitter(d time.Duration) time.Duration { return d/2 + a.random(d/2+1) }
