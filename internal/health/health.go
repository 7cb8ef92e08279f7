// Package health holds named checks and what they need, probes, heartbeats, and
// the history of all that.
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
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/event"
)

// Options of a Registry.
type Options struct {
	Interval     time.Duration // between two checks of a module that names none; default 30 s
	Timeout      time.Duration // of one check that names none; default 5 s
	Watchdog     time.Duration // a loop without a beat for this long is stuck; default 2 min
	StartupLimit time.Duration // after this the startup probe says that the start is late; default 300 s
	// DumpDir is where a goroutine dump is written when a loop is found stuck;
	// empty writes none. The newest few are kept.
	DumpDir string
	// Dir is where snapshots and events are kept over restarts; empty keeps them
	// in memory alone.
	Dir     string
	History int // snapshots that are kept, one each Interval, and as many events; default 500
	// Overrides replace what modules say of themselves, by name. A zero field
	// replaces nothing.
	Overrides map[string]Override
	Listener  event.Listener // hears ModuleChanged, on the goroutines of the checks, several at once
	// Turn is a test's fault point: each Beat calls it with the loop's name before
	// it counts. Nothing but Go code can set it.
	Turn       func(loop string)
	Registerer prometheus.Registerer // nil works
	Logger     *slog.Logger
	Now        func() time.Time // default time.Now
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
	states  map[string]*record
	seats   map[string]chan struct{} // one for each sequence: who sits in it is checked
	beats   map[string]*Heartbeat
	stuck   map[string]bool // loops that the watchdog has reported
	stopped string          // why an operator stopped trading; empty: trading

	started, stopping atomic.Bool
	past              *past
}

// New makes an empty registry; it checks nothing before Run.
func New(opts Options) *Registry {
	setDefault(&opts.Interval, 30*time.Second)
	setDefault(&opts.Timeout, 5*time.Second)
	setDefault(&opts.Watchdog, 2*time.Minute)
	setDefault(&opts.StartupLimit, 300*time.Second)
	if opts.History == 0 {
		opts.History = 500
	}
	opts.Listener = opts.Listener.WithDefaults()
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	r := &Registry{
		opts: opts, log: opts.Logger, start: opts.Now(),
		states: map[string]*record{}, seats: map[string]chan struct{}{}, beats: map[string]*Heartbeat{}, stuck: map[string]bool{},
	}
	r.past = newPast(opts.Dir, opts.History, r.log)
	_ = r.Add(Module{Name: watchdog, Interval: opts.Watchdog / 12, Check: r.turning}) // the first name is not taken
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

// Add enters a module. All are added before Run; what a module needs may be
// added after it.
func (r *Registry) Add(m Module) error {
	o := r.opts.Overrides[m.Name]
	m.Interval = cmp.Or(o.Interval, m.Interval, r.opts.Interval)
	m.Timeout = cmp.Or(o.Timeout, m.Timeout, r.opts.Timeout)
	m.FailAfter = cmp.Or(o.FailAfter, m.FailAfter, 1)
	m.RecoverAfter = cmp.Or(o.RecoverAfter, m.RecoverAfter, 1)
	m.Warmup = cmp.Or(o.Warmup, m.Warmup)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.states[m.Name] != nil {
		return fmt.Errorf("health module %s: %w", m.Name, ErrDuplicate)
	}
	if m.Sequence != "" && r.seats[m.Sequence] == nil {
		r.seats[m.Sequence] = make(chan struct{}, 1)
	}
	r.modules = append(r.modules, m)
	s := State{Name: m.Name, Status: Unknown, Trend: Stable, Blocks: m.Blocks, Needs: m.Needs, Since: r.opts.Now()}
	r.states[m.Name] = &record{State: s, standing: standing{status: Unknown}}
	return nil
}

// MarkStarted says that the first complete state is there.
func (r *Registry) MarkStarted() { r.started.Store(true) }

// Started says whether MarkStarted was called.
func (r *Registry) Started() bool { return r.started.Load() }

// MarkStopping turns the bot not ready at once and for good: it is going down.
func (r *Registry) MarkStopping() { r.stopping.Store(true) }

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
		out = append(out, r.states[m.Name].State)
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
