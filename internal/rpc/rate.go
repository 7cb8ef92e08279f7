package rpc

import "time"

// bucket is a token bucket of one request each, with a reserve that only sends
// may use. Sends always take, into debt if need be: a transaction never waits
// for reads. It is pure, the clock is passed in. A rate of 0 knows no limit.
type bucket struct {
	rate   float64 // tokens a second
	size   float64
	tokens float64
	at     time.Time
}

// reservePart is the part of a bucket that is kept for sends.
const reservePart = 0.2

func newBucket(rate float64, now time.Time) bucket {
	size := max(rate, 5) // a second's worth, so that a block's calls fit
	return bucket{rate: rate, size: size, tokens: size, at: now}
}

func (b *bucket) refill(now time.Time) {
	if d := now.Sub(b.at); d > 0 {
		b.tokens = min(b.size, b.tokens+d.Seconds()*b.rate)
		b.at = now
	}
}

// wait is how long a read of n requests has to wait for its tokens.
func (b *bucket) wait(now time.Time, n int) time.Duration {
	if b.rate == 0 {
		return 0
	}
	b.refill(now)
	// More than fits is let in when the bucket is full, and leaves a debt.
	lacking := min(float64(n), b.size*(1-reservePart)) + b.size*reservePart - b.tokens
	if lacking <= 1e-9 {
		return 0
	}
	return time.Duration(lacking / b.rate * float64(time.Second))
}

// take removes n tokens.
func (b *bucket) take(now time.Time, n int) {
	if b.rate == 0 {
		return
	}
	b.refill(now)
	b.tokens -= float64(n)
}

// left is what reads and sends together have, rounded down.
func (b *bucket) left(now time.Time) int {
	if b.rate == 0 {
		return -1
	}
	b.refill(now)
	return int(b.tokens)
}

// budget allows extra calls (retries, hedges) as a part of the calls made, so
// that trouble never multiplies the load: each call deposits its part, each
// extra call costs one.
type budget struct {
	part, most, tokens float64
}

// newBudget makes a full one; a percent below 0 allows nothing extra.
func newBudget(percent int, most float64) budget {
	if percent < 0 {
		return budget{}
	}
	return budget{part: float64(percent) / 100, most: most, tokens: most}
}

func (b *budget) deposit() { b.tokens = min(b.most, b.tokens+b.part) }

func (b *budget) spend() bool {
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}
