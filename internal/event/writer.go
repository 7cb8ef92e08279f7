package event

import (
	"math"
	"reflect"
	"sync/atomic"
)

// Writer publishes the facts of one goroutine at less cost than Queue.Listener:
// it keeps them to itself until Flush, which is one atomic store. Its Listener
// and Flush belong to that goroutine alone; the queue's Run hears them in order, and
// before what others publish because of what was flushed.
type Writer struct {
	listener Listener
	lanes    []heard
	order    []uint32 // the lane of each fact above 24 bits of its place in it, in turn
	at       uint64   // facts written
	limit    uint64   // facts that there is room for, as far as is known
	begin    uint64   // the first fact since the last flush, if none is written yet
	fills    uint32   // how often the rings were begun anew
	dropped  *atomic.Uint64
	_        apart
	flushed  atomic.Uint64 // facts that may be heard
	_        apart
	head     atomic.Uint64 // facts heard; only Run changes it
}

// ring is a lane of one writer. When all facts are heard it begins anew, so that
// a queue that is mostly empty lives in the processor's cache, whatever its size.
type ring[T any] struct {
	hear  func(*Listener) func(T)
	refs  bool // facts hold references, which would keep memory alive
	facts []T
	in    uint32
	fill  uint32 // the writer's fills when in began
}

func (r *ring[T]) deliver(place uint64, l *Listener) {
	at := &r.facts[place]
	fact := *at
	if r.refs { // else the writer's processor keeps its cache lines
		var none T
		*at = none
	}
	r.hear(l)(fact)
}

// openRing adds a lane and sets the function that writes into it.
func openRing[T any](w *Writer, publish *func(T), hear func(*Listener) func(T)) {
	r := &ring[T]{hear: hear, refs: refers(reflect.TypeFor[T]()), facts: make([]T, len(w.order))}
	number := uint32(len(w.lanes)) << 24
	w.lanes = append(w.lanes, r)
	mask := uint64(len(w.order) - 1)
	*publish = func(fact T) {
		if w.at == w.begin {
			w.renew()
		}
		if w.at == w.limit && !w.room() {
			return
		}
		if r.fill != w.fills {
			r.in, r.fill = 0, w.fills
		}
		place := r.in & uint32(mask)
		r.facts[place] = fact
		r.in++
		w.order[w.at&mask] = number | place
		w.at++
	}
}

// refers says whether values of a type hold references to other memory.
func refers(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		for f := range t.Fields() {
			if refers(f.Type) {
				return true
			}
		}
		return false
	case reflect.Array:
		return refers(t.Elem())
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		return false
	default:
		return true
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

// renew lets the rings begin anew if all that was written is heard.
func (w *Writer) renew() {
	w.begin = math.MaxUint64
	if w.head.Load() == w.at {
		w.fills++
	}
}

// Flush lets what was published be heard. The street calls it when it has decided.
func (w *Writer) Flush() {
	w.begin = w.at
	w.flushed.Store(w.at)
}

// hear delivers what was flushed.
func (w *Writer) hear(l *Listener) {
	mask := uint64(len(w.order) - 1)
	for at, end := w.head.Load(), w.flushed.Load(); at < end; {
		o := w.order[at&mask]
		w.lanes[o>>24].deliver(uint64(o&(1<<24-1)), l)
		at++
		w.head.Store(at)
	}
}

func (w *Writer) len() uint64 { return w.flushed.Load() - w.head.Load() }
