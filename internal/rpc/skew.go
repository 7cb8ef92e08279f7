package rpc

import (
	"math"
	"net/http"
	"sync/atomic"
	"time"
)

// skew is by how much this host's clock is off, as the Date header of an endpoint's
// answers tells. A header has whole seconds and was written between the question
// and its answer, so that only what lies outside of both is certain.
type skew struct {
	bits  atomic.Uint64 // of the newest, as a float of seconds
	known atomic.Bool
}

// learn takes in the header of an answer. One without a date says nothing.
func (s *skew) learn(header string, asked, answered time.Time) {
	date, err := http.ParseTime(header)
	if err != nil {
		return
	}
	s.bits.Store(math.Float64bits(skewOf(date, asked, answered).Seconds()))
	s.known.Store(true)
}

// skewOf is the least by which the clock of asked and answered is ahead of the one
// that wrote the date, negative if it is behind; 0 if both may be right.
func skewOf(date, asked, answered time.Time) time.Duration {
	latest := date.Add(time.Second) // the date is rounded down
	switch {
	case asked.After(latest):
		return asked.Sub(latest)
	case answered.Before(date):
		return answered.Sub(date)
	}
	return 0
}

// seconds is the newest; false before the first.
func (s *skew) seconds() (float64, bool) {
	return math.Float64frombits(s.bits.Load()), s.known.Load()
}
