package event

import (
	"context"
	"reflect"
	"testing"
)

// Every field of Listener must be defaulted, teed and queued: the three are
// written out by hand, so a new fact that misses one is found here.
func TestEveryFactIsHeard(t *testing.T) {
	type path struct {
		name string
		wrap func(Listener) (Listener, func())
	}
	for _, p := range []path{
		{"defaults", func(l Listener) (Listener, func()) { return l.WithDefaults(), func() {} }},
		{"tee", func(l Listener) (Listener, func()) { return Tee(Listener{}, l), func() {} }},
		{"queue", func(l Listener) (Listener, func()) {
			q := NewQueue(4)
			return q.Listener(), func() {
				ctx, cancel := context.WithCancel(t.Context())
				cancel()
				if err := q.Run(ctx, l); err != nil {
					t.Error(err)
				}
			}
		}},
	} {
		fields := reflect.TypeFor[Listener]()
		for i := range fields.NumField() {
			name := fields.Field(i).Name
			heard := 0
			var l Listener
			f := reflect.MakeFunc(fields.Field(i).Type, func([]reflect.Value) []reflect.Value { heard++; return nil })
			reflect.ValueOf(&l).Elem().Field(i).Set(f)
			out, drain := p.wrap(l)
			publish := reflect.ValueOf(out).Field(i)
			if publish.IsNil() {
				t.Errorf("%s: %s is nil", p.name, name)
				continue
			}
			publish.Call([]reflect.Value{reflect.Zero(fields.Field(i).Type.In(0))})
			drain()
			if heard != 1 {
				t.Errorf("%s: %s was heard %d times, want once", p.name, name, heard)
			}
		}
	}
}

func TestQueueNeverBlocksAndCountsDrops(t *testing.T) {
	q := NewQueue(2)
	l := q.Listener()
	for range 5 {
		l.Decoded(Decoded{})
	}
	if q.Dropped() != 3 || q.Len() != 2 {
		t.Errorf("dropped %d, waiting %d; want 3 and 2", q.Dropped(), q.Len())
	}
}

func TestPublishingAllocatesNothing(t *testing.T) {
	q := NewQueue(8)
	l := q.Listener()
	heard := Listener{}.WithDefaults()
	allocs := testing.AllocsPerRun(1000, func() {
		l.SwapPredicted(SwapPredicted{Block: 1})
		s := <-q.full
		s.deliver(&heard)
		q.free <- s
	})
	if allocs != 0 {
		t.Errorf("%g allocations a fact, want 0", allocs)
	}
}
