package devnet

import (
	"sync"
	"time"
)

// slots remembers which place in each block a sender could have had at best.
type slots struct {
	mu   sync.Mutex
	seen map[uint64]time.Time // when a block's message went out on the feed
	slot map[uint64]int
}

// published says that a block's message goes out now.
func (s *slots) published(block uint64, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen == nil {
		s.seen, s.slot = map[uint64]time.Time{}, map[uint64]int{}
	}
	s.seen[block] = at
}

// shown is when a block's message went out, or otherwise where that is unknown.
func (s *slots) shown(block uint64, otherwise time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at, ok := s.seen[block]; ok {
		return at
	}
	return otherwise
}

// note counts the transactions of a block that had arrived before the message of
// the block before went out.
func (s *slots) note(block uint64, included []*arrival) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, ok := s.seen[block-1]
	if !ok {
		return
	}
	n := 0
	for n < len(included) && !included[n].at.After(at) {
		n++
	}
	s.slot[block] = n
}

// Slot is the index in a block that a sender without any latency could have had
// at best: the number of its transactions that had arrived before the block
// before was on the feed. It is 0 where that is not known, as for blocks of Mine
// and of reorganisations, and under PGA: there the place is bought, and who saw
// the block before may have the first.
func (c *Chain) Slot(block uint64) int {
	c.slots.mu.Lock()
	defer c.slots.mu.Unlock()
	return c.slots.slot[block]
}
