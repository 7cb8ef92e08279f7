package profiles

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"mevbot/internal/wholefile"
)

func nopLogger() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestOptionsAreChecked(t *testing.T) {
	for want, o := range map[string]Options{
		"CPUDuration":       {Interval: time.Second, CPUDuration: 2 * time.Second},
		"MinCPU":            {MinCPU: time.Minute},
		"Keep:":             {Keep: -1},
		"KeepMissed":        {KeepMissed: -1},
		"MaxBytes":          {MaxBytes: 1},
		"MaxAge":            {MaxAge: -1},
		"FlightBytes":       {FlightBytes: 1},
		"Cooldown":          {Cooldown: -1},
		"MissedCPU":         {MissedCPU: time.Hour},
		"open the director": {Dir: "/dev/null"},
	} {
		if want == "open the director" {
			want = "directory"
		}
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", o, err, want)
		}
	}
	for _, o := range []Options{{}, {Interval: time.Second}, {Interval: -1}, {Interval: 100 * ms, CPUDuration: 10 * ms}} {
		if _, err := New(o); err != nil {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// New starts nothing and changes nothing; Run sets the rates and sets them back.
func TestRunSetsRates(t *testing.T) {
	before := runtime.SetMutexProfileFraction(-1)
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := runtime.SetMutexProfileFraction(-1); got != before {
		t.Errorf("New changed the rate to %d", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- p.Run(ctx) }()
	eventually(t, "the rate is set", func() bool { return runtime.SetMutexProfileFraction(-1) == 100 })
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if got := runtime.SetMutexProfileFraction(-1); got != before {
		t.Errorf("Run left the rate at %d", got)
	}
	if err := p.Run(t.Context()); err == nil {
		t.Error("Run ran twice")
	}
}

// An hour in fake time: a round a minute, all kinds, retention by count.
func TestRounds(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, wholefile.Temporary(fileOf(kindCPU, noon).Name)), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		reg := prometheus.NewRegistry()
		p, err := New(Options{Dir: dir, FlightWindow: -1, Keep: 10, Registerer: reg})
		if err != nil {
			t.Fatal(err)
		}
		p.cpu = fakeCPU(t)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- p.Run(ctx) }()
		time.Sleep(time.Hour - time.Second)
		cancel()
		if err := errors.Join(<-done, p.Check(t.Context())); err != nil {
			t.Error(err)
		}
		for _, k := range append(snapshots, kindCPU) {
			if err := expect(p, string(k), 60, 0); err != nil {
				t.Error(err)
			}
		}
		if n := testutil.ToFloat64(p.m.files); n != 50 {
			t.Errorf("%v files are shown", n)
		}
		if age := float64(time.Now().UnixMilli())/1000 - testutil.ToFloat64(p.m.last); age < 0 || age > 60 {
			t.Errorf("the last file is %v s old", age)
		}
		problems, err := testutil.GatherAndLint(reg)
		if err != nil || len(problems) != 0 {
			t.Error(problems, err)
		}
	})
	if _, err := os.Lstat(filepath.Join(dir, wholefile.Temporary(fileOf(kindCPU, noon).Name))); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the unfinished file of the process before is still there: %v", err)
	}
	// The next process finds them, and applies its own bounds at once.
	p, err := New(Options{Dir: dir, Interval: -1, FlightWindow: -1, Keep: 3, Now: func() time.Time {
		return time.Date(2000, 1, 1, 1, 0, 0, 0, time.UTC) // where a bubble's clock ends
	}})
	if err != nil {
		t.Fatal(err)
	}
	if all, err := p.store.list(); err != nil || len(all) != 50 {
		t.Errorf("%d files after the restart, %v", len(all), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- p.Run(ctx) }()
	eventually(t, "old files are removed", func() bool { return testutil.ToFloat64(p.m.files) == 15 })
	var total int64
	all, err := p.store.list()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		total += f.Bytes
	}
	if got := testutil.ToFloat64(p.m.bytes); got != float64(total) {
		t.Errorf("%v bytes are shown, %d are there", got, total)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A fault is one warning when it comes and one line when it goes.
func TestFaultIsSaidOnce(t *testing.T) {
	var b strings.Builder
	p := &Profiles{log: slog.New(slog.NewTextHandler(&b, nil)), o: Options{Dir: "profiles"}}
	for range 5 {
		p.say(os.ErrPermission)
	}
	if err := p.Check(t.Context()); !errors.Is(err, os.ErrPermission) || !strings.Contains(err.Error(), "is the disk full") {
		t.Error(err)
	}
	p.say(nil)
	p.say(nil)
	if err := p.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if n := strings.Count(b.String(), "\n"); n != 2 {
		t.Errorf("%d lines:\n%s", n, b.String())
	}
}
