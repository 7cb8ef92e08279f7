package devnet

import (
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// queueLimit is how many transactions from the RPC may wait (nitro QueueSize).
const queueLimit = 1024

// errQueueFull is nitro's refusal of one more transaction.
var errQueueFull = errors.New("transaction queue is full")

// arrival is a transaction at the sequencer's door.
type arrival struct {
	tx   *types.Transaction
	from common.Address
	at   time.Time
	// answer takes the verdict once: nil for in a block. It is nil for traffic,
	// which does not ask.
	answer chan<- error
	// gone is closed when the sender has hung up: what is not in a block by then
	// is forgotten, as nitro does.
	gone <-chan struct{}
	// express says that it came through the express lane, until in which block it
	// must be, and delay by how much others come later than they were sent.
	express bool
	until   uint64
	delay   time.Duration
	// first is for the resolution of an auction.
	first bool
}

func (a *arrival) reply(err error) {
	if a.answer != nil {
		a.answer <- err // buffered by one
	}
}

func (a *arrival) hungUp() bool {
	select {
	case <-a.gone:
		return true
	default:
		return false // also for nil
	}
}

// queue holds what came through the RPC, in order of arrival.
type queue struct {
	mu      sync.Mutex
	waiting []*arrival
}

// push stamps a and takes it in.
func (q *queue) push(a *arrival, now func() time.Time) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) >= queueLimit {
		return errQueueFull
	}
	if a.at = now().Add(a.delay); a.first {
		a.at = time.Time{}
	}
	q.waiting = append(q.waiting, a)
	return nil
}

// takeUntil takes those who arrived by a time.
func (q *queue) takeUntil(then time.Time) []*arrival {
	q.mu.Lock()
	defer q.mu.Unlock()
	due, later := dueBy(then, q.waiting)
	q.waiting = later
	return due
}

// take empties the queue.
func (q *queue) take() []*arrival {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := q.waiting
	q.waiting = nil
	return all
}

// byArrival merges what arrived on several ways; first come, first served.
func byArrival(ways ...[]*arrival) []*arrival {
	all := slices.Concat(ways...)
	slices.SortStableFunc(all, func(a, b *arrival) int { return a.at.Compare(b.at) })
	return all
}
