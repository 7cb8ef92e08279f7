package pipeline

import (
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// stopwatch takes the time of a turn's parts, one after the other. It reads no
// clock if nobody listens.
type stopwatch struct {
	on      bool
	elapsed func() time.Duration
	last    time.Duration
	fact    event.TurnTimed
}

func (s *stopwatch) start() {
	if s.on {
		s.fact, s.last = event.TurnTimed{}, s.elapsed()
	}
}

func (s *stopwatch) at(b chain.Block) *stopwatch {
	s.fact.Block = b
	return s
}

// lap ends a part.
func (s *stopwatch) lap(part *time.Duration) {
	if !s.on {
		return
	}
	now := s.elapsed()
	*part += now - s.last
	s.last = now
}

func (s *stopwatch) publish(listen func(event.TurnTimed)) {
	if s.on {
		listen(s.fact)
	}
}
