package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"mevbot/internal/event"
)

// settle is how long a disturbance keeps the bot unready after it healed:
// longer than the interval of a prober, so that a short one is seen too.
const settle = 2 * time.Second

// sight keeps, for the probes, the reason why the pools' state may not be
// traded on; the market itself belongs to the pipeline's goroutine.
type sight struct {
	now func() time.Time

	mu    sync.Mutex
	blind error
	last  error // the newest disturbance
	at    time.Time
}

// market hears the market's own word after each message and block.
func (s *sight) market(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blind = err
	if err != nil {
		s.last, s.at = err, s.now()
	}
}

func (s *sight) disturbed(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last, s.at = err, s.now()
}

// listener notes gaps, rewinds and reorgs.
func (s *sight) listener() event.Listener {
	return event.Listener{
		FeedGap: func(g event.FeedGap) {
			s.disturbed(fmt.Errorf("feed gap: messages %d to %d are missing, reading the chain instead", g.From, g.To))
		},
		FeedRewind: func(r event.FeedRewind) {
			s.disturbed(fmt.Errorf("feed rewound to message %d: blocks are being replaced", r.Seq))
		},
		Reorg: func(r event.Reorg) {
			s.disturbed(fmt.Errorf("reorg: %d blocks from %d were replaced", r.Depth, r.From))
		},
	}
}

// Check answers the reason, or nil.
func (s *sight) Check(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.blind != nil:
		return s.blind
	case s.last != nil && s.now().Sub(s.at) < settle:
		return fmt.Errorf("settling after: %w", s.last)
	default:
		return nil
	}
}

var errNotStarted = errors.New("not started yet")
