// Package health holds named checks, probes and heartbeats.
//
// Three questions have different answers. Started: is the first complete state
// there? Ready: does everything that trading needs work, as its checks last
// saw it? Live: does every loop still turn? Liveness looks only at heartbeats,
// which loops give from their own iterations, and never at the outside: an
// outage of a node must not restart the bot. A bot that its operator stopped
// is ready, and says trading: false with the reason.
//
// Checks run on goroutines of the registry, each at its own interval; probes
// only read what the last check found, so they answer at once.
package health

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Options of a Registry.
type Options struct {
	Interval     time.Duration // between two checks of a module that names none; default 30 s
	Timeout      time.Duration // of one check that names none; default 5 s
	Watchdog     time.Duration // a loop without a beat for this long is stuck; default 2 min
	StartupLimit time.Duration // after this the startup probe says that the start is late; default 300 s
	// DumpDir is where a goroutine dump is written when a loop is found stuck;
	// empty writes none.
	DumpDir    string
	Registerer prometheus.Registerer // nil works
	Logger     *slog.Logger
	Now        func() time.Time // default time.Now
}

// Module is something whose health is checked.
type Module struct {
	Name string
	// Blocks says that the bot is not ready while this module is not healthy.
	Blocks   bool
	Interval time.Duration // default Options.Interval
	Timeout  time.Duration // default Options.Timeout
	Check    func(ctx context.Context) error
}

// Status of a module.
type Status string

// The statuses. A module is Unknown before its first check and then blocks
// readiness as if it were not healthy.
const (
	Unknown   Status = "unknown"
	Healthy   Status = "healthy"
	Unhealthy Status = "unhealthy"
)

// State is what the last check of a module found.
type State struct {
	Name      string
	Status    Status
	Blocks    bool
	Since     time.Time // of the status
	LastCheck time.Time // zero before the first
	Duration  time.Duration
	Err       error
}

// ErrDuplicate says that two modules have one name.
var ErrDuplicate = errors.New("name is taken")

// Registry knows all modules and loops. Its methods are safe for concurrent use.
type Registry struct {
	opts  Options
	log   *slog.Logger
	start time.Time

	mu      sync.Mutex
	modules []Module
	states  map[string]*State
	beats   map[string]*Heartbeat
	stuck   map[string]bool // loops that the watchdog has reported
	stopped string          // why an operator stopped trading; empty: trading

	started atomic.Bool
}

// New makes an empty registry; it checks nothing before Run.
func New(opts Options) *Registry {
	setDefault(&opts.Interval, 30*time.Second)
	setDefault(&opts.Timeout, 5*time.Second)
	setDefault(&opts.Watchdog, 2*time.Minute)
	setDefault(&opts.StartupLimit, 300*time.Second)
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	r := &Registry{
		opts: opts, log: opts.Logger, start: opts.Now(),
		states: map[string]*State{}, beats: map[string]*Heartbeat{}, stuck: map[string]bool{},
	}
	if opts.Registerer != nil {
		opts.Registerer.MustRegister(collector{r})
	}
	return r
}

func setDefault(d *time.Duration, v time.Duration) {
	if *d == 0 {
		*d = v
	}
}

// Add enters a module. All are added before Run.
func (r *Registry) Add(m Module) error {
	setDefault(&m.Interval, r.opts.Interval)
	setDefault(&m.Timeout, r.opts.Timeout)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.states[m.Name] != nil {
		return fmt.Errorf("health module %s: %w", m.Name, ErrDuplicate)
	}
	r.modules = append(r.modules, m)
	r.states[m.Name] = &State{Name: m.Name, Status: Unknown, Blocks: m.Blocks, Since: r.opts.Now()}
	return nil
}

// Run checks every module at once and then at its interval, and watches the
// heartbeats, until ctx ends.
func (r *Registry) Run(ctx context.Context) error {
	r.mu.Lock()
	modules := slices.Clone(r.modules)
	r.mu.Unlock()
	var wg sync.WaitGroup
	for _, m := range modules {
		wg.Go(func() { r.repeat(ctx, m.Interval, func() { r.check(ctx, m) }) })
	}
	wg.Go(func() { r.repeat(ctx, r.opts.Watchdog/12, r.watch) })
	wg.Wait()
	return nil
}

func (r *Registry) repeat(ctx context.Context, interval time.Duration, f func()) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		f()
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// check runs one check. One that ignores its deadline is reported as such, and
// no second one is started before it returns.
func (r *Registry) check(ctx context.Context, m Module) {
	begin := r.opts.Now()
	done := make(chan error, 1)
	limited, cancel := context.WithTimeout(ctx, m.Timeout)
	defer cancel()
	go func() { done <- m.Check(limited) }()
	select {
	case err := <-done:
		r.found(ctx, m.Name, begin, err)
	case <-limited.Done():
		late := time.NewTimer(time.Second)
		defer late.Stop()
		select {
		case err := <-done:
			r.found(ctx, m.Name, begin, err)
		case <-late.C:
			r.found(ctx, m.Name, begin, fmt.Errorf("the check has not answered for %s", m.Timeout))
			select {
			case <-done: //nolint:errcheck // too late to count
			case <-ctx.Done():
			}
		}
	}
}

func (r *Registry) found(ctx context.Context, name string, begin time.Time, err error) {
	if ctx.Err() != nil {
		return // the bot stops: a check that was cut off says nothing
	}
	now, status := r.opts.Now(), Healthy
	if err != nil {
		status = Unhealthy
	}
	r.mu.Lock()
	s := r.states[name]
	before := s.Status
	s.LastCheck, s.Duration, s.Err = now, now.Sub(begin), err
	if before != status {
		s.Status, s.Since = status, now
	}
	r.mu.Unlock()
	switch {
	case before == status:
	case status == Unhealthy:
		r.log.Warn("module is unhealthy", slog.String("module", name), slog.Any("error", err))
	case before == Unhealthy:
		r.log.Info("module is healthy again", slog.String("module", name))
	}
}

// MarkStarted says that the first complete state is there.
func (r *Registry) MarkStarted() { r.started.Store(true) }

// Started says whether MarkStarted was called.
func (r *Registry) Started() bool { return r.started.Load() }

// SetStopped says why an operator stopped trading; "" says that it goes on.
// It does not change readiness.
func (r *Registry) SetStopped(reason string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopped = reason
}

// Trading says whether trading goes on, and if not, why not.
func (r *Registry) Trading() (bool, string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stopped == "", r.stopped
}

// States are all modules in the order in which they were added.
func (r *Registry) States() []State {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]State, 0, len(r.modules))
	for _, m := range r.modules {
		out = append(out, *r.states[m.Name])
	}
	return out
}

// Ready returns what stands against being ready, leaving out some modules by
// name; empty means ready.
func (r *Registry) Ready(exclude ...string) []State {
	var against []State
	for _, s := range r.States() {
		if s.Blocks && s.Status != Healthy && !slices.Contains(exclude, s.Name) {
			against = append(against, s)
		}
	}
	return against
}
