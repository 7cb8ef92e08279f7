package feed

import "time"

// When secondary feeds run, as nitro's client decides it.
const (
	standbyAfter = 5 * time.Second  // without a message of a primary feed: one more secondary
	standbyEnd   = 10 * time.Minute // of primary messages without such a pause: no secondary
)

// standby decides when secondary feeds run. It is a state machine whose clock
// is handed in.
type standby struct {
	secondaries int
	running     int
	heard       time.Time // the last message of a primary feed
	since       time.Time // from when on they came without a pause
	changed     time.Time // when a secondary was started last
}

func newStandby(secondaries int, now time.Time) *standby {
	return &standby{secondaries: secondaries, heard: now, since: now}
}

// message notes one of a primary feed.
func (s *standby) message(now time.Time) {
	if now.Sub(s.heard) >= standbyAfter {
		s.since = now
	}
	s.heard = now
}

// due says how many secondary feeds should run now.
func (s *standby) due(now time.Time) int {
	quiet := now.Sub(s.heard) >= standbyAfter
	switch {
	case quiet && s.running < s.secondaries && now.Sub(s.changed) >= standbyAfter:
		s.running++
		s.changed = now
	case !quiet && now.Sub(s.since) >= standbyEnd:
		s.running = 0
	}
	return s.running
}
