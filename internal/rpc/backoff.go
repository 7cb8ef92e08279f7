package rpc

import (
	"math/rand/v2"
	"time"
)

// backoff is a pure schedule of pauses: full jitter (anything from nothing to
// the cap) under a cap that doubles.
type backoff struct {
	min, max, cap time.Duration
}

func newBackoff(least, most time.Duration) *backoff {
	return &backoff{min: least, max: most, cap: least}
}

func (b *backoff) next() time.Duration {
	d := time.Duration(rand.Int64N(int64(b.cap) + 1)) //nolint:gosec // jitter needs no secrecy
	b.cap = min(2*b.cap, b.max)
	return d
}

func (b *backoff) reset() { b.cap = b.min }
