package profiles

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime/pprof"
	"sync"
	"time"
)

// rank says who may take the CPU profiler from whom: the runtime has only one.
type rank uint8

const (
	rankContinuous rank = iota // the sample of every interval
	rankMissed                 // what follows a missed objective
	rankAsked                  // a person waits
)

// ErrBusy is returned when the one profiler of its kind is at work for
// somebody of the same or a higher rank.
var ErrBusy = errors.New("profiler is busy")

// errOutside is returned when something that does not ask this package profiles
// the CPU, such as go test -cpuprofile.
var errOutside = errors.New("something outside of package profiles uses the CPU profiler")

// turn is one use of the CPU profiler.
type turn struct {
	rank rank
	cut  context.CancelFunc // ends it early
	done chan struct{}      // closed when the profiler is free again
}

// cpuProfiler shares the runtime's only CPU profiler: who has the higher rank
// cuts the running sample short and takes over.
type cpuProfiler struct {
	mu  sync.Mutex
	now func() time.Time
	at  *turn // nil while nobody profiles
	// start and stop are pprof's, and nothing else outside of tests.
	start func(*bytes.Buffer) error
	stop  func()
}

func newCPU(now func() time.Time) *cpuProfiler {
	return &cpuProfiler{
		now:   now,
		start: func(b *bytes.Buffer) error { return pprof.StartCPUProfile(b) },
		stop:  pprof.StopCPUProfile,
	}
}

// sample is a finished CPU profile: gzip, as go tool pprof reads it.
type sample struct {
	data  []byte
	from  time.Time
	until time.Time
	short bool // somebody of a higher rank needed the profiler
}

// record profiles for d, or until ctx ends or a higher rank comes. It fails with
// ErrBusy if somebody of the same or a higher rank profiles already. The
// profile stays in memory, so that a slow reader does not keep the profiler.
func (c *cpuProfiler) record(ctx context.Context, who rank, d time.Duration) (sample, error) {
	cutCtx, cut := context.WithCancel(ctx)
	defer cut()
	mine := &turn{rank: who, cut: cut, done: make(chan struct{})}
	if err := c.take(ctx, mine); err != nil {
		return sample{}, err
	}
	defer c.release(mine)
	var b bytes.Buffer
	s := sample{from: c.now()}
	if err := c.start(&b); err != nil {
		return s, fmt.Errorf("%w: %w", errOutside, err)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-cutCtx.Done():
		s.short = true
	}
	c.stop()
	s.until, s.data = c.now(), b.Bytes()
	return s, nil
}

// take waits until the profiler is this turn's.
func (c *cpuProfiler) take(ctx context.Context, mine *turn) error {
	for {
		c.mu.Lock()
		running := c.at
		if running == nil {
			c.at = mine
			c.mu.Unlock()
			return nil
		}
		c.mu.Unlock()
		if running.rank >= mine.rank {
			return ErrBusy
		}
		running.cut()
		select {
		case <-running.done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (c *cpuProfiler) release(mine *turn) {
	c.mu.Lock()
	c.at = nil
	c.mu.Unlock()
	close(mine.done)
}

// free waits until nobody profiles, or ctx ends.
func (c *cpuProfiler) free(ctx context.Context) error {
	c.mu.Lock()
	running := c.at
	c.mu.Unlock()
	if running == nil {
		return nil
	}
	select {
	case <-running.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// taken says whether somebody profiles now.
func (c *cpuProfiler) taken() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at != nil
}
