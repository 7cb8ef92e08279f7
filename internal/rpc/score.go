package rpc

import (
	"math"
	"time"
)

// score is what is known of how well an endpoint serves: averages that forget
// over time. It is pure, the clock is passed in. Floats only rank.
type score struct {
	latency float64 // seconds, of calls that were answered
	errors  float64 // part of calls that failed, 0 to 1
	calls   uint64
	failed  uint64
	at      time.Time // of the last failure decay
}

const (
	// weight of the newest call in the averages.
	newest = 0.15
	// failuresFade is how long a failure counts: an endpoint that is not asked
	// would otherwise never be believed again.
	failuresFade = 20 * time.Second
	// unknownLatency is assumed of an endpoint that was never asked.
	unknownLatency = 0.05
)

func (s *score) answered(took time.Duration, now time.Time) {
	if s.calls++; s.calls == 1 {
		s.latency = took.Seconds()
	} else {
		s.latency += newest * (took.Seconds() - s.latency)
	}
	s.fade(now)
	s.errors -= newest * s.errors
}

func (s *score) failure(now time.Time) {
	s.fade(now)
	s.failed++
	s.errors += newest * (1 - s.errors)
}

func (s *score) fade(now time.Time) {
	if d := now.Sub(s.at); d > 0 && !s.at.IsZero() {
		s.errors *= math.Exp(-d.Seconds() / failuresFade.Seconds())
	}
	s.at = now
}

// cost is what a call to the endpoint is expected to cost, in seconds: its
// latency, what failures and throttling cost on top, and how far behind its head
// is. The lowest is the best.
func (s *score) cost(now time.Time, lag time.Duration) float64 {
	s.fade(now)
	l := s.latency
	if s.calls == 0 {
		l = unknownLatency
	}
	return l + 2*s.errors + lag.Seconds()
}
