// Package profiles answers where the millisecond went, without a restart and
// without slowing the street.
//
// Profiles on request (net/http/pprof) and profiles of every interval share the
// runtime's one CPU profiler: who asks goes first, and the running sample is
// only cut short. What is saved are files in one directory, whole or absent,
// bounded by count, bytes and age across restarts; a browser shows them as
// flame graphs, tables and differences. The flight recorder keeps the last
// seconds of the execution trace in memory, and when an objective is missed
// that trace, a CPU profile and the goroutines are saved beside the event.
//
// Nothing here is on the hot path: Missed never blocks, and every queue is
// bounded and counts what it drops.
package profiles

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"
)

// Options says what is profiled and how much of it is kept. Durations that are
// zero take their default; negative ones are refused where nothing else is said.
type Options struct {
	// Dir is where files are kept; it is made if it is missing. One process at a
	// time. Empty: nothing is saved, and only profiles on request are served.
	Dir string

	// Interval is the time between two rounds of continuous profiles; default
	// 60 s. Negative: none.
	Interval time.Duration
	// CPUDuration is the length of the CPU profile of each round; default 5 s,
	// at most Interval.
	CPUDuration time.Duration
	// MinCPU is the shortest CPU profile worth a file, when a request cut it
	// short; default 1 s, at most CPUDuration.
	MinCPU time.Duration

	// MutexFraction: one of so many contended mutex events is recorded; default
	// 100, which costs nothing measurable. Negative: left as it is.
	MutexFraction int
	// BlockRate: an event that blocked for so many nanoseconds is recorded, and
	// shorter ones in proportion; default 1,000,000 (1 ms). 1 records every
	// event and slows channels down. Negative: left as it is.
	BlockRate int

	// Keep is how many files of each kind stay; default 1440, a day of minutes.
	Keep int
	// KeepMissed is how many missed objectives keep their files; default 20.
	KeepMissed int
	// MaxBytes bounds all files together; the oldest go first; default 512 MiB.
	MaxBytes int64
	// MaxAge bounds the age of files; default 7 days.
	MaxAge time.Duration

	// FlightWindow is how much of the execution trace the flight recorder holds;
	// default 5 s. Negative: no flight recorder.
	FlightWindow time.Duration
	// FlightBytes is about how much memory the flight recorder takes; default
	// 16 MiB. When it is full the window is shorter.
	FlightBytes int64
	// Cooldown is the least time between two saved misses; default 5 minutes.
	Cooldown time.Duration
	// MissedCPU is the length of the CPU profile after a miss; default 2 s.
	MissedCPU time.Duration
	// Saved is called after the files of a miss are written, to link them from
	// its alert; on the goroutine that saves, which waits for it. May be nil.
	Saved func(Incident)

	// Push sends the continuous profiles to a Pyroscope server; nil: none.
	Push *Push

	Logger     *slog.Logger          // default: silent
	Registerer prometheus.Registerer // nil: metrics are counted and not shown
	Now        func() time.Time      // default time.Now
}

// Profiles serves, saves and shows profiles of this process.
type Profiles struct {
	o       Options
	log     *slog.Logger
	now     func() time.Time
	cpu     *cpuProfiler
	tracing chan struct{} // holds one token while nobody asks for a trace
	store   *store        // nil without Options.Dir
	views   *views
	m       *metrics
	missed  chan Miss
	pusher  *pusher // nil without Options.Push
	fault   atomic.Pointer[error]
	running atomic.Bool
}

// New checks the options, opens the directory and starts nothing.
func New(o Options) (*Profiles, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	p := &Profiles{
		o: o, log: o.Logger, now: o.Now, cpu: newCPU(o.Now),
		tracing: make(chan struct{}, 1), missed: make(chan Miss, missedQueue),
		m: newMetrics(o.Registerer),
	}
	p.tracing <- struct{}{}
	if o.Dir != "" {
		s, err := openStore(o.Dir, retention{keep: o.Keep, keepMissed: o.KeepMissed, bytes: o.MaxBytes, age: o.MaxAge})
		if err != nil {
			return nil, err
		}
		p.store, p.views = s, newViews(s)
	}
	if o.Push != nil {
		pusher, err := newPusher(*o.Push, p.m, o.Logger)
		if err != nil {
			return nil, errors.Join(err, p.store.close())
		}
		p.pusher = pusher
	}
	return p, nil
}

// complete fills in the defaults and says which option is wrong.
func (o *Options) complete() error {
	defaults(&o.Interval, time.Minute)
	defaults(&o.CPUDuration, min(5*time.Second, max(o.Interval, time.Second)))
	defaults(&o.MinCPU, min(time.Second, o.CPUDuration))
	defaults(&o.MutexFraction, 100)
	defaults(&o.BlockRate, 1_000_000)
	defaults(&o.Keep, 1440)
	defaults(&o.KeepMissed, 20)
	defaults(&o.MaxBytes, 512<<20)
	defaults(&o.MaxAge, 7*24*time.Hour)
	defaults(&o.FlightWindow, 5*time.Second)
	defaults(&o.FlightBytes, 16<<20)
	defaults(&o.Cooldown, 5*time.Minute)
	defaults(&o.MissedCPU, 2*time.Second)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	for _, rule := range []struct {
		holds bool
		wrong string
	}{
		{o.Interval < 0 || o.CPUDuration <= o.Interval, "CPUDuration: must be at most Interval"},
		{o.CPUDuration > 0, "CPUDuration: must be positive"},
		{o.MinCPU > 0 && o.MinCPU <= o.CPUDuration, "MinCPU: must be positive and at most CPUDuration"},
		{o.Keep > 0, "Keep: must be positive"},
		{o.KeepMissed > 0, "KeepMissed: must be positive"},
		{o.MaxBytes >= 1<<20, "MaxBytes: must be at least 1 MiB"},
		{o.MaxAge > 0, "MaxAge: must be positive"},
		{o.FlightBytes >= 1<<20, "FlightBytes: must be at least 1 MiB"},
		{o.Cooldown > 0, "Cooldown: must be positive"},
		{o.MissedCPU > 0 && o.MissedCPU <= longest, "MissedCPU: must be positive and at most 120 s"},
		{o.Push == nil || o.Dir != "" && o.Interval > 0, "Push: needs Dir and Interval, for it sends what is saved"},
	} {
		if !rule.holds {
			return fmt.Errorf("profiles: %s", rule.wrong)
		}
	}
	return nil
}

func defaults[T comparable](v *T, to T) {
	var zero T
	if *v == zero {
		*v = to
	}
}

// Run profiles until ctx ends. It runs once. What cannot be written is counted, logged and said by Check.
func (p *Profiles) Run(ctx context.Context) error {
	if p.running.Swap(true) {
		return errors.New("profiles: Run was called twice")
	}
	defer p.rates()()
	if p.store == nil {
		<-ctx.Done()
		return nil
	}
	defer func() { _ = p.store.close() }()
	if err := p.store.sweep(); err != nil {
		p.say(fmt.Errorf("profiles: remove unfinished files in %s: %w", p.o.Dir, err))
	}
	p.say(p.prune())
	g, ctx := errgroup.WithContext(ctx)
	if p.o.Interval > 0 {
		g.Go(func() error { return p.continuous(ctx) })
	}
	g.Go(func() error { return p.incidents(ctx) })
	if p.pusher != nil {
		g.Go(func() error { return p.pusher.run(ctx) })
	}
	return g.Wait()
}

// rates sets how much of contention is recorded; what it returns sets it back.
func (p *Profiles) rates() func() {
	mutex := -1
	if p.o.MutexFraction >= 0 {
		mutex = runtime.SetMutexProfileFraction(p.o.MutexFraction)
	}
	if p.o.BlockRate >= 0 {
		runtime.SetBlockProfileRate(p.o.BlockRate)
	}
	return func() {
		if mutex >= 0 {
			runtime.SetMutexProfileFraction(mutex)
		}
		if p.o.BlockRate >= 0 {
			runtime.SetBlockProfileRate(0) // the runtime does not tell what it was
		}
	}
}

// Check says why the last file could not be saved; nil if it could. It is cheap.
func (p *Profiles) Check(context.Context) error {
	if e := p.fault.Load(); e != nil {
		return *e
	}
	return nil
}

// Handler serves /debug/pprof/ and /profiles. It knows no passwords and shows
// memory: the caller says who may ask.
func (p *Profiles) Handler() http.Handler {
	mux := http.NewServeMux()
	p.handlePprof(mux)
	p.handlePages(mux)
	return mux
}
