package event

import (
	"context"
	"math/bits"
	"runtime"
	"sync/atomic"
	"time"
)

// Queue stands between the stages and a listener that may be slow. Publishing
// into it takes no lock, wakes nobody and allocates nothing: a fact is copied to
// a lane, a ring of those of its kind, and the lane's place is added to one order
// of all facts. Run looks for new ones every few milliseconds. What finds its
// lane full is dropped and counted.
//
// A goroutine's facts are heard in the order in which it published them.
type Queue struct {
	// Beat, if not nil, is called by each turn of Run, before which it is set.
	Beat func()

	size     int // facts of each kind
	writers  []*Writer
	lanes    []heard
	listener Listener
	// order holds, for each ticket, the number of the lane above 56 bits of the
	// place in it; 0 if it is not told yet. It has a place for each place in a
	// lane, and a ticket is taken with one of those in hand, so it is never full.
	order   []atomic.Uint64
	dropped atomic.Uint64
	_       apart
	tickets atomic.Uint64
	_       apart
	head    atomic.Uint64 // the next ticket to hear; only Run changes it
}

// apart keeps what writers and the reader change from sharing a cache line.
type apart [128]byte

// heard is the reader's side of a lane.
type heard interface {
	deliver(place uint64, l *Listener)
}

// lane is a ring of facts of one kind.
type lane[T any] struct {
	hear  func(*Listener) func(T)
	cells []cell[T]
	_     apart
	next  atomic.Uint64 // the place that the next fact takes
}

type cell[T any] struct {
	free atomic.Uint64 // the round of places in which it can be written: 0, size, ...
	fact T
}

// claim takes a cell for a fact; nil if the reader is a whole round behind.
func (n *lane[T]) claim() (*cell[T], uint64) {
	mask := uint64(len(n.cells) - 1)
	for {
		place := n.next.Load()
		c := &n.cells[place&mask]
		switch free, round := c.free.Load(), place&^mask; {
		case free == round:
			if n.next.CompareAndSwap(place, place+1) {
				return c, place
			}
		case free < round:
			return nil, 0
		}
	}
}

func (n *lane[T]) deliver(place uint64, l *Listener) {
	mask := uint64(len(n.cells) - 1)
	c := &n.cells[place&mask]
	fact := c.fact
	var none T
	c.fact = none // its texts and errors can be collected
	c.free.Store(place&^mask + mask + 1)
	n.hear(l)(fact)
}

// open adds a lane, the writer's or else the queue's own, and sets the function
// that publishes into it.
func open[T any](q *Queue, w *Writer, publish *func(T), hear func(*Listener) func(T)) {
	if w != nil {
		openRing(w, publish, hear)
		return
	}
	n := &lane[T]{hear: hear, cells: make([]cell[T], q.size)} // memory that no fact touches is not taken
	q.lanes = append(q.lanes, n)
	number := uint64(len(q.lanes)) << 56
	*publish = func(fact T) {
		c, place := n.claim()
		if c == nil {
			q.dropped.Add(1)
			return
		}
		c.fact = fact
		ticket := q.tickets.Add(1) - 1
		q.order[ticket&uint64(len(q.order)-1)].Store(number | place)
	}
}

// NewQueue makes a queue that holds size facts of each kind, rounded up to a
// power of two.
func NewQueue(size int) *Queue {
	size = powerOfTwo(size)
	q := &Queue{size: size}
	opens(q, nil, &q.listener)
	q.order = make([]atomic.Uint64, powerOfTwo(size*len(q.lanes)))
	return q
}

// Writer makes the publishing end of one goroutine; see Writer. It is called
// before Run.
func (q *Queue) Writer() *Writer {
	w := &Writer{order: make([]uint32, q.size), dropped: &q.dropped}
	opens(q, w, &w.listener)
	q.writers = append(q.writers, w)
	return w
}

// opens makes a lane for each kind of fact.
func opens(q *Queue, w *Writer, l *Listener) {
	open(q, w, &l.FeedState, func(l *Listener) func(FeedState) { return l.FeedState })
	open(q, w, &l.FeedMessage, func(l *Listener) func(FeedMessage) { return l.FeedMessage })
	open(q, w, &l.FeedGap, func(l *Listener) func(FeedGap) { return l.FeedGap })
	open(q, w, &l.FeedRewind, func(l *Listener) func(FeedRewind) { return l.FeedRewind })
	open(q, w, &l.FrameRejected, func(l *Listener) func(FrameRejected) { return l.FrameRejected })
	open(q, w, &l.Decoded, func(l *Listener) func(Decoded) { return l.Decoded })
	open(q, w, &l.SwapPredicted, func(l *Listener) func(SwapPredicted) { return l.SwapPredicted })
	open(q, w, &l.SwapSettled, func(l *Listener) func(SwapSettled) { return l.SwapSettled })
	open(q, w, &l.SwapUnpredicted, func(l *Listener) func(SwapUnpredicted) { return l.SwapUnpredicted })
	open(q, w, &l.SwapTold, func(l *Listener) func(SwapTold) { return l.SwapTold })
	open(q, w, &l.Called, func(l *Listener) func(Called) { return l.Called })
	open(q, w, &l.TransactionTold, func(l *Listener) func(TransactionTold) { return l.TransactionTold })
	open(q, w, &l.BlockConfirmed, func(l *Listener) func(BlockConfirmed) { return l.BlockConfirmed })
	open(q, w, &l.Reorg, func(l *Listener) func(Reorg) { return l.Reorg })
	open(q, w, &l.PoolTrust, func(l *Listener) func(PoolTrust) { return l.PoolTrust })
	open(q, w, &l.StateUpdated, func(l *Listener) func(StateUpdated) { return l.StateUpdated })
	open(q, w, &l.TurnTimed, func(l *Listener) func(TurnTimed) { return l.TurnTimed })
	open(q, w, &l.Opportunity, func(l *Listener) func(Opportunity) { return l.Opportunity })
	open(q, w, &l.Dropped, func(l *Listener) func(Dropped) { return l.Dropped })
	open(q, w, &l.Attempt, func(l *Listener) func(Attempt) { return l.Attempt })
	open(q, w, &l.Booked, func(l *Listener) func(Booked) { return l.Booked })
	open(q, w, &l.RPCCall, func(l *Listener) func(RPCCall) { return l.RPCCall })
	open(q, w, &l.RPCState, func(l *Listener) func(RPCState) { return l.RPCState })
	open(q, w, &l.LimitTripped, func(l *Listener) func(LimitTripped) { return l.LimitTripped })
	open(q, w, &l.ModuleChanged, func(l *Listener) func(ModuleChanged) { return l.ModuleChanged })
	open(q, w, &l.Paper, func(l *Listener) func(Paper) { return l.Paper })
	open(q, w, &l.Recovery, func(l *Listener) func(Recovery) { return l.Recovery })
	open(q, w, &l.FastFeedState, func(l *Listener) func(FastFeedState) { return l.FastFeedState })
	open(q, w, &l.FastFeedTx, func(l *Listener) func(FastFeedTx) { return l.FastFeedTx })
	open(q, w, &l.FastFeedGap, func(l *Listener) func(FastFeedGap) { return l.FastFeedGap })
	open(q, w, &l.FastFeedVoid, func(l *Listener) func(FastFeedVoid) { return l.FastFeedVoid })
	open(q, w, &l.FastFeedRejected, func(l *Listener) func(FastFeedRejected) { return l.FastFeedRejected })
}

func powerOfTwo(n int) int { return 1 << bits.Len(uint(max(n, 1)-1)) }

// Listener returns the publishing end.
func (q *Queue) Listener() Listener { return q.listener }

// Dropped is the number of facts that found their lane full.
func (q *Queue) Dropped() uint64 { return q.dropped.Load() }

// Len is the number of facts that wait.
func (q *Queue) Len() int {
	n := q.tickets.Load() - q.head.Load()
	for _, w := range q.writers {
		n += w.len()
	}
	return int(n)
}

// pause is how long Run waits before it looks again. Nothing that decides waits
// for it: metrics, logs and history may be so much late.
const pause = 5 * time.Millisecond

// Run hands the facts to l until ctx ends, then those that were published before.
func (q *Queue) Run(ctx context.Context, l Listener) error {
	l = l.WithDefaults()
	again := time.NewTicker(pause)
	defer again.Stop()
	beat := q.Beat
	if beat == nil {
		beat = func() {}
	}
	for {
		beat()
		end := q.tickets.Load() // what comes after a flush is heard after what was flushed
		q.writ(&l)
		for q.head.Load() < end && q.one(&l) {
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			last := q.tickets.Load()
			q.writ(&l)
			for q.head.Load() < last {
				if !q.one(&l) {
					runtime.Gosched() // its writer is between ticket and place
				}
			}
			return nil
		}
	}
}

// writ delivers what the writers have flushed.
func (q *Queue) writ(l *Listener) {
	for _, w := range q.writers {
		w.hear(l)
	}
}

// one delivers the next fact, if it has been told.
func (q *Queue) one(l *Listener) bool {
	ticket := q.head.Load()
	told := &q.order[ticket&uint64(len(q.order)-1)]
	at := told.Load()
	if at == 0 {
		return false
	}
	told.Store(0)
	q.head.Store(ticket + 1)
	q.lanes[at>>56-1].deliver(at&(1<<56-1), l)
	return true
}
