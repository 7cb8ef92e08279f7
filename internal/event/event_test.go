package event

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"sync"
	"testing"
	"time"
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
		{"writer", func(l Listener) (Listener, func()) {
			q := NewQueue(4)
			w := q.Writer()
			return w.Listener(), func() {
				w.Flush()
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
		if !q.one(&heard) {
			t.Fatal("nothing was published")
		}
	})
	if allocs != 0 {
		t.Errorf("%g allocations a fact, want 0", allocs)
	}
}

// Many writers, several kinds, a reader that comes and goes: what was not
// dropped is heard once, and each writer's facts in its own order.
func TestQueueKeepsEachWritersOrder(t *testing.T) {
	const writers, facts = 4, 20_000
	q := NewQueue(64)
	l := q.Listener()
	var last [writers]uint64
	var heard uint64
	hear := func(n uint64) {
		w, i := n>>32, n&(1<<32-1)
		if i <= last[w] {
			t.Errorf("writer %d: %d after %d", w, i, last[w])
		}
		last[w] = i
		heard++
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- q.Run(ctx, Listener{
			Opportunity: func(f Opportunity) { hear(f.ID) },
			Dropped:     func(f Dropped) { hear(f.ID) },
			Attempt:     func(f Attempt) { hear(f.ID) },
		})
	}()
	var all sync.WaitGroup
	for w := range uint64(writers) {
		all.Go(func() {
			for i := range uint64(facts) {
				switch id := w<<32 | (i + 1); (i + w) % 3 {
				case 0:
					l.Opportunity(Opportunity{ID: id})
				case 1:
					l.Dropped(Dropped{ID: id})
				default:
					l.Attempt(Attempt{ID: id})
				}
				if i%16 == 0 {
					runtime.Gosched()
				}
			}
		})
	}
	all.Wait()
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if got := heard + q.Dropped(); got != writers*facts || q.Len() != 0 || heard == 0 {
		t.Errorf("%d heard and %d dropped of %d, %d wait", heard, q.Dropped(), writers*facts, q.Len())
	}
}

// A writer's facts are heard once flushed, in order; what finds no room is
// dropped and counted, and the next ones fit again once some were heard.
func TestWriter(t *testing.T) {
	q := NewQueue(4)
	w := q.Writer()
	l := w.Listener()
	var got []string
	hear := Listener{
		Opportunity: func(f Opportunity) { got = append(got, fmt.Sprint("o", f.ID)) },
		Dropped:     func(f Dropped) { got = append(got, fmt.Sprint("d", f.ID)) },
	}.WithDefaults()
	for round := range uint64(3) {
		got = nil
		l.Opportunity(Opportunity{ID: 1 + round})
		l.Dropped(Dropped{ID: 1 + round})
		w.hear(&hear)
		if len(got) != 0 || q.Len() != 0 {
			t.Errorf("heard before the flush: %v, %d wait", got, q.Len())
		}
		for i := range uint64(4) {
			l.Opportunity(Opportunity{ID: 10 + i})
		}
		w.Flush()
		if q.Len() != 4 || q.Dropped() != 2*(round+1) {
			t.Errorf("%d wait, %d dropped", q.Len(), q.Dropped())
		}
		w.hear(&hear)
		if want := fmt.Sprintf("[o%d d%d o10 o11]", 1+round, 1+round); fmt.Sprint(got) != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
}

// One writer and its reader, each on its own, with the race detector.
func TestWriterAndReader(t *testing.T) {
	q := NewQueue(32)
	w := q.Writer()
	l := w.Listener()
	var heard, last uint64
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- q.Run(ctx, Listener{Attempt: func(f Attempt) {
			if f.ID <= last {
				t.Errorf("%d after %d", f.ID, last)
			}
			last, heard = f.ID, heard+1
		}})
	}()
	for i := range uint64(50_000) {
		l.Attempt(Attempt{ID: i + 1})
		if i%7 == 0 {
			w.Flush()
		}
		if i%50 == 0 {
			time.Sleep(time.Microsecond)
		}
	}
	w.Flush()
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if heard+q.Dropped() != 50_000 || heard < 100 {
		t.Errorf("%d heard, %d dropped", heard, q.Dropped())
	}
}

func BenchmarkWrite(b *testing.B) {
	q := NewQueue(1 << 13)
	w := q.Writer()
	l := w.Listener()
	heard := Listener{}.WithDefaults()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		l.SwapPredicted(SwapPredicted{Block: 1})
		if n++; n%16 == 0 {
			w.Flush()
			w.hear(&heard)
		}
	}
}

func BenchmarkPublish(b *testing.B) {
	q := NewQueue(1 << 13)
	l := q.Listener()
	heard := Listener{}.WithDefaults()
	b.ReportAllocs()
	for b.Loop() {
		l.SwapPredicted(SwapPredicted{Block: 1})
		q.one(&heard)
	}
}
