package operations

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(victimDir); dir != "" {
		victim(dir)
	}
	goleak.VerifyTestMain(m)
}

// Calls that are counted while minutes end are in one of them, once.
func TestNothingIsLostBetweenMinutes(t *testing.T) {
	r := newRecorder(4, nil)
	const writers, each = 4, 20_000
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for i := range each {
				r.Observe(Search, time.Duration(w*each+i), i%10 == 0)
			}
		})
	}
	done := make(chan struct{})
	go func() { writing.Wait(); close(done) }()
	h, minutes := newHistogram(), 0
	for over := false; !over; minutes++ {
		select {
		case <-done:
			over = true
		default:
		}
		tally := r.series[Search].Load().take(true)
		h.add(&tally)
	}
	const n = writers * each
	if s := h.stats(); s.Calls != n || s.Failed != n/10 || s.Sum != n*(n-1)/2 || s.Min != 0 || s.Max != n-1 {
		t.Fatalf("after %d minutes: %+v", minutes, s)
	}
	if minutes < 3 {
		t.Skipf("only %d minutes ended meanwhile", minutes)
	}
}

func TestCountersWrapAround(t *testing.T) {
	r := newRecorder(0, nil)
	s := r.series[Search].Load()
	b := bucketOf(1000)
	for i := range s.shards {
		s.shards[i].counts[b].Store(1<<64 - 2)
	}
	s.take(true)
	for i := range 9 {
		r.Observe(Search, 1000, i < 4)
	}
	if got := s.take(true); got.n != 9 || got.failed != 4 {
		t.Fatalf("%d calls, %d failed, want 9 and 4", got.n, got.failed)
	}
}

func TestNamesAreBounded(t *testing.T) {
	r := newRecorder(3, nil)
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			for i := range 100_000 {
				r.Observe(r.Named(fmt.Sprintf("m%d", (i+w)%1000), Remote), time.Microsecond, false)
			}
		})
	}
	all.Wait()
	if r.count() != int(builtin)+3 {
		t.Fatalf("%d operations, want %d", r.count(), int(builtin)+3)
	}
	var n uint64
	for op := range r.count() {
		n += r.series[op].Load().take(true).n
	}
	if n != 400_000 {
		t.Fatalf("%d calls, want 400000", n)
	}
	if lost := r.Lost(); lost != 400_000*997/1000 {
		t.Fatalf("%d without room, want %d", lost, 400_000*997/1000)
	}
}

func TestNamesThatAreNoLabels(t *testing.T) {
	r := newRecorder(10, nil)
	for _, name := range []string{"", "a b", "x\n", `"`, "<b>", string(make([]byte, 64)), "ä"} {
		if op := r.Named(name, Street); op != Other {
			t.Errorf("%q is operation %d", name, op)
		}
	}
	for _, name := range []string{"eth_getLogs", "a.b-c_9", "decode"} {
		if op := r.Named(name, Street); op == Other || op != r.Named(name, Remote) {
			t.Errorf("%q is operation %d", name, op)
		}
	}
	if r.Named("decode", Street) != Decode {
		t.Error("decode by name is another operation")
	}
}

func TestUnknownOpIsOther(t *testing.T) {
	r := newRecorder(0, nil)
	for _, op := range []Op{-1, maxOps, maxOps - 1, builtin, Other} {
		r.Observe(op, time.Second, true)
	}
	if got := r.series[Other].Load().take(true); got.n != 5 || got.failed != 5 {
		t.Fatalf("%+v", got)
	}
	var none *Recorder
	none.Observe(Decode, 1, false)
	if none.Named("x", Street) != Other {
		t.Fatal("nil has names")
	}
}

func TestObserveTakesNoMemory(t *testing.T) {
	r := newRecorder(4, nil)
	r.Named("eth_call", Remote)
	if n := testing.AllocsPerRun(1000, func() {
		r.Observe(Search, 12345, false)
		r.Observe(r.Named("eth_call", Remote), 12345, true)
	}); n != 0 {
		t.Fatalf("%v allocations", n)
	}
}

func BenchmarkObserve(b *testing.B) {
	r := newRecorder(4, nil)
	b.ReportAllocs()
	d := time.Duration(1)
	for b.Loop() {
		d = d*5%1_000_003 + 1000
		r.Observe(Search, d, false)
	}
}

func BenchmarkObserveParallel(b *testing.B) {
	r := newRecorder(4, nil)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		d := time.Duration(1)
		for pb.Next() {
			d = d*5%1_000_003 + 1000
			r.Observe(Search, d, false)
		}
	})
}

// The worst case: all goroutines count the same duration of one operation.
func BenchmarkObserveParallelSame(b *testing.B) {
	r := newRecorder(4, nil)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r.Observe(Search, 12345, false)
		}
	})
}

func BenchmarkNamed(b *testing.B) {
	r := newRecorder(4, nil)
	b.ReportAllocs()
	for b.Loop() {
		r.Observe(r.Named("eth_getLogs", Remote), 12345, false)
	}
}

// What 70 minutes of 33 operations take, in bytes of live heap.
func BenchmarkMemory(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		p := busy(b)
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(p)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc), "B/profiler")
}

// The end of a minute, off the hot path.
func BenchmarkEndMinute(b *testing.B) {
	p := busy(b)
	now := time.Unix(1700000000, 0)
	b.ReportAllocs()
	for b.Loop() {
		for i := range 2000 {
			p.Observe(Op(1+i%8), time.Duration(i)*time.Microsecond, false)
		}
		now = now.Add(time.Minute)
		p.endMinute(now)
	}
}

func BenchmarkReport(b *testing.B) {
	p := busy(b)
	b.ReportAllocs()
	for b.Loop() {
		p.Report(time.Unix(1700005000, 0))
	}
}

// busy is a profiler with 70 minutes of many operations.
func busy(tb testing.TB) *Profiler {
	tb.Helper()
	now := time.Unix(1700000000, 0)
	p, err := New(Options{Now: func() time.Time { return now }})
	if err != nil {
		tb.Fatal(err)
	}
	for op := range 20 {
		p.Named(fmt.Sprintf("method%d", op), Remote)
	}
	for m := range keptMinutes {
		for i := range 2000 {
			p.Observe(Op(1+i%30), time.Duration(1+i)*time.Microsecond, i%100 == 0)
		}
		p.endMinute(now.Add(time.Duration(m+1) * time.Minute))
	}
	return p
}
