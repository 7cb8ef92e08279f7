package profiles

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/trace"
	"slices"
	"syscall"
	"testing"
	"time"
)

// street is work as a message makes it: handed over once, hashed, a little of
// it allocated. It returns how many messages were done in d.
func street(d time.Duration) int {
	in, out := make(chan []byte, 1), make(chan uint64, 1)
	go func() {
		for b := range in {
			h := uint64(14695981039346656037)
			for range 200 {
				for _, c := range b {
					h = (h ^ uint64(c)) * 1099511628211
				}
			}
			out <- h
		}
		close(out)
	}()
	n := 0
	for end := time.Now().Add(d); time.Now().Before(end); n++ {
		in <- make([]byte, 256)
		<-out
	}
	close(in)
	for range out { // until the worker is gone
	}
	return n
}

// loop is nothing but computing.
func loop(d time.Duration) int {
	n, h := 0, uint64(14695981039346656037)
	for end := time.Now().Add(d); time.Now().Before(end); n++ {
		for i := range 50_000 {
			h = (h ^ uint64(i)) * 1099511628211
		}
	}
	runtime.KeepAlive(h)
	return n
}

// BenchmarkOverhead measures slices of work with profiling on and off, one after
// the other, and reports the median of how much less work a second of CPU time
// does, in percent. CPU time is that of the whole process, so that profiling on
// other threads counts and other processes do not. "cpu" has the CPU profiler on
// all the time, of which continuous profiles use 5 s a minute. BenchmarkRound is
// the rest.
func BenchmarkOverhead(b *testing.B) {
	on := func(o Options) func(testing.TB) func() {
		return func(t testing.TB) func() { return running(t, o) }
	}
	for _, c := range []struct {
		name  string
		start func(testing.TB) func()
	}{
		{"nothing", func(testing.TB) func() { return func() {} }}, // the noise
		{"rates", on(Options{})},
		{"flight", on(Options{Interval: -1, BlockRate: -1, MutexFraction: -1, Dir: "bench"})},
		{"cpu", on(Options{Interval: time.Hour, CPUDuration: time.Hour, FlightWindow: -1, BlockRate: -1, MutexFraction: -1, Dir: "bench"})},
		{"all", on(Options{Interval: time.Hour, CPUDuration: time.Hour, Dir: "bench"})},
	} {
		for name, work := range map[string]func(time.Duration) int{"loop": loop, "street": street} {
			b.Run(c.name+"/"+name, func(b *testing.B) {
				var losses []float64
				for b.Loop() {
					losses = append(losses, pair(b, c.start, work, 150*ms, len(losses)%2 == 0))
				}
				slices.Sort(losses)
				b.ReportMetric(losses[len(losses)/2], "%loss")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// running starts Profiles and returns what stops them.
func running(t testing.TB, o Options) func() {
	if o.Dir != "" {
		o.Dir = t.TempDir()
	}
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- p.Run(ctx) }()
	time.Sleep(50 * ms)
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
}

// pair is the loss of one slice with against one without, in either order.
func pair(b *testing.B, start func(testing.TB) func(), work func(time.Duration) int, slice time.Duration, onFirst bool) float64 {
	var with, without float64
	measureOn := func() {
		stop := start(b)
		with = perCPU(work, slice)
		stop()
	}
	runtime.GC()
	if onFirst {
		measureOn()
		without = perCPU(work, slice)
	} else {
		without = perCPU(work, slice)
		measureOn()
	}
	return 100 * (1 - with/without)
}

// perCPU is how much work is done in a second of this process's CPU time.
func perCPU(work func(time.Duration) int, slice time.Duration) float64 {
	before := cpuTime()
	n := work(slice)
	return float64(n) / (cpuTime() - before).Seconds()
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkRound is the CPU time of one round beside its CPU profile: to take the
// snapshots, write five files and apply the retention to a day of them. The
// defaults make one a minute.
func BenchmarkRound(b *testing.B) {
	p, err := New(Options{Dir: b.TempDir(), CPUDuration: ms, MinCPU: time.Nanosecond, FlightWindow: -1})
	if err != nil {
		b.Fatal(err)
	}
	defer p.store.close()
	fill(b, p.store, time.Now().Add(-time.Minute))
	before := cpuTime()
	for b.Loop() {
		p.round(b.Context())
	}
	if err := p.Check(b.Context()); err != nil {
		b.Fatal(err)
	}
	each := (cpuTime() - before).Seconds() / float64(b.N)
	b.ReportMetric(1e3*each, "cpu-ms")
	b.ReportMetric(100*each/60, "%of-a-minute")
}

// fill makes the files of a day of minutes, five kinds.
func fill(b *testing.B, s *store, until time.Time) {
	for _, k := range append(snapshots, kindCPU) {
		for i := range 1440 {
			f, err := s.root.Create(fileOf(k, until.Add(-time.Duration(i)*time.Minute)).Name)
			if err != nil {
				b.Fatal(err)
			}
			fmt.Fprint(f, "profile")
			f.Close()
		}
	}
}

// BenchmarkFlightSnapshot is how long the trace of a miss takes to write, how
// large it is, and what the recorder holds in memory.
func BenchmarkFlightSnapshot(b *testing.B) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			street(50 * ms)
		}
	}()
	defer func() { cancel(); <-done }()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	r := trace.NewFlightRecorder(trace.FlightRecorderConfig{MinAge: 5 * time.Second, MaxBytes: 16 << 20})
	if err := r.Start(); err != nil {
		b.Fatal(err)
	}
	defer r.Stop()
	time.Sleep(7 * time.Second)
	runtime.GC()
	runtime.ReadMemStats(&after)
	var size int64
	for b.Loop() {
		n, err := r.WriteTo(io.Discard)
		if err != nil {
			b.Fatal(err)
		}
		size = n
	}
	b.ReportMetric(float64(size), "trace-B")
	b.ReportMetric(float64(after.HeapAlloc)-float64(before.HeapAlloc), "heap-B")
	b.ReportMetric(float64(after.Sys)-float64(before.Sys), "sys-B")
}

// BenchmarkListing is a full directory: five kinds of a day of minutes.
func BenchmarkListing(b *testing.B) {
	s, err := openStore(b.TempDir(), retention{keep: 1440, keepMissed: 20, bytes: 1 << 40, age: 48 * time.Hour})
	if err != nil {
		b.Fatal(err)
	}
	defer s.close()
	fill(b, s, noon)
	b.ReportAllocs()
	for b.Loop() {
		if files, _, err := s.prune(noon); err != nil || files != 7200 {
			b.Fatal(files, err)
		}
	}
}
