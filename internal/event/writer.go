package event

import "sync/atomic"

// Writer publishes the facts of one goroutine at less cost than Queue.Listener:
// it keeps them to itself until Flush, which is one atomic store. Its Listener
// and Flush belong to that goroutine alone; the queue's Run hears them in order, and
// before what others publish because of what was flushed.
type Writer struct {
	listener Listener
	lanes    []heard
	order    []uint8 // the lane of each fact, in turn
	at       uint64  // facts written
	limit    uint64  // facts that there is room for, as far as is known
	dropped  *atomic.Uint64
	_        apart
	flushed  atomic.Uint64 // facts that may be heard
	_        apart
	head     atomic.Uint64 // facts heard; only Run changes it
}

// ring is a lane of one writer: both ends count for themselves.
type ring[T any] struct {
	hear  func(*Listener) func(T)
	facts []T
	in    uint64
	_     apart
	out   uint64
}

func (r *ring[T]) deliver(_ uint64, l *Listener) {
	at := &r.facts[r.out&uint64(len(r.facts)-1)]
	r.out++
	fact := *at
	var none T
	*at = none // its texts and errors can be collected
	r.hear(l)(fact)
}

// openRing adds a lane and sets the function that writes into it.
func openRing[T any](w *Writer, publish *func(T), hear func(*Listener) func(T)) {
	r := &ring[T]{hear: hear, facts: make([]T, len(w.order))}
	number := uint8(len(w.lanes))
	w.lanes = append(w.lanes, r)
	mask := uint64(len(w.order) - 1)
	*publish = func(fact T) {
		if w.at == w.limit && !w.room() {
			return
		}
		r.facts[r.in&mask] = fact
		r.in++
		w.order[w.at&mask] = number
		w.at++
	}
}

// room sees how far the reader is, and says whether a fact fits.
func (w *Writer) room() bool {
	w.limit = w.head.Load() + uint64(len(w.order))
	if w.at == w.limit {
		w.dropped.Add(1)
		return false
	}
	return true
}

// Listener is where the goroutine publishes.
func (w *Writer) Listener() Listener { return w.listener }

// Flush lets what was published be heard. The street calls it when it has decided.
func (w *Writer) Flush() { w.flushed.Store(w.at) }

// hear delivers what was flushed.
func (w *Writer) hear(l *Listener) {
	mask := uint64(len(w.order) - 1)
	for at, end := w.head.Load(), w.flushed.Load(); at < end; {
		w.lanes[w.order[at&mask]].deliver(0, l)
		at++
		w.head.Store(at)
	}
}

func (w *Writer) len() uint64 { return w.flushed.Load() - w.head.Load() }
