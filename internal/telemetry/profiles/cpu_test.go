package profiles

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// fakeCPU is a profiler that is as exclusive as the runtime's.
func fakeCPU(t *testing.T) *cpuProfiler {
	c := newCPU(time.Now)
	on := false
	c.start = func(b *bytes.Buffer) error {
		if on {
			t.Error("two profiles at the same time")
		}
		on = true
		b.WriteString("profile")
		return nil
	}
	c.stop = func() {
		time.Sleep(100 * time.Millisecond) // as long as the runtime takes
		on = false
	}
	return c
}

type outcome struct {
	sample
	err error
}

func (c *cpuProfiler) async(ctx context.Context, who rank, d time.Duration) <-chan outcome {
	got := make(chan outcome, 1)
	go func() {
		s, err := c.record(ctx, who, d)
		got <- outcome{s, err}
	}()
	synctest.Wait()
	return got
}

func TestRanks(t *testing.T) {
	for _, c := range []struct {
		name          string
		first, second rank
		busy          bool
	}{
		{"a request cuts the continuous sample", rankContinuous, rankAsked, false},
		{"a request cuts the profile of a miss", rankMissed, rankAsked, false},
		{"a miss cuts the continuous sample", rankContinuous, rankMissed, false},
		{"a second request is refused", rankAsked, rankAsked, true},
		{"a miss does not cut a request", rankAsked, rankMissed, true},
		{"continuous waits for a request", rankAsked, rankContinuous, true},
		{"two misses", rankMissed, rankMissed, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cpu := fakeCPU(t)
				first := cpu.async(t.Context(), c.first, 5*time.Second)
				time.Sleep(2 * time.Second)
				second := <-cpu.async(t.Context(), c.second, 3*time.Second)
				one := <-first
				length := one.until.Sub(one.from).Truncate(time.Second)
				if one.err != nil || len(one.data) == 0 {
					t.Errorf("the first failed: %v", one.err)
				}
				if c.busy {
					if !errors.Is(second.err, ErrBusy) || length != 5*time.Second || one.short {
						t.Errorf("second: %v; first took %s, short %v", second.err, length, one.short)
					}
					return
				}
				if second.err != nil || second.short || second.until.Sub(second.from).Truncate(time.Second) != 3*time.Second {
					t.Errorf("second: %+v", second)
				}
				if length != 2*time.Second || !one.short {
					t.Errorf("the first took %s, short %v", length, one.short)
				}
			})
		})
	}
}

func TestEndCutsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cpu := fakeCPU(t)
		ctx, cancel := context.WithCancel(t.Context())
		got := cpu.async(ctx, rankAsked, time.Hour)
		cancel()
		if o := <-got; o.err != nil || !o.short {
			t.Errorf("%+v", o)
		}
		if cpu.taken() {
			t.Error("the profiler is still taken")
		}
		if err := cpu.free(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// Somebody else's profile is no reason to try forever.
func TestForeignProfile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cpu := fakeCPU(t)
		cpu.start = func(*bytes.Buffer) error { return errors.New("cpu profiling already in use") }
		p := &Profiles{cpu: cpu, o: Options{CPUDuration: time.Second, Interval: time.Minute}}
		if _, err := p.sampleCPU(t.Context()); !errors.Is(err, errOutside) {
			t.Error(err)
		}
		if cpu.taken() {
			t.Error("the profiler is still taken")
		}
	})
}

// The continuous sample waits for a request and then has its turn.
func TestContinuousWaitsItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cpu := fakeCPU(t)
		p := &Profiles{cpu: cpu, o: Options{CPUDuration: time.Second, Interval: time.Minute}}
		asked := cpu.async(t.Context(), rankAsked, 30*time.Second)
		start := time.Now()
		s, err := p.sampleCPU(t.Context())
		if err != nil || s.short || s.from.Sub(start) < 30*time.Second {
			t.Errorf("%v, short %v, began after %s", err, s.short, s.from.Sub(start))
		}
		<-asked
		asked = cpu.async(t.Context(), rankAsked, 2*time.Minute)
		if _, err = p.sampleCPU(t.Context()); !errors.Is(err, ErrBusy) {
			t.Errorf("behind a long request: %v", err)
		}
		<-asked
	})
}
