package health

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// Heartbeat is the sign of life of one loop.
type Heartbeat struct {
	r    *Registry
	name string
	last atomic.Int64 // Unix nanoseconds; 0 before the first beat and after the end
}

// Heartbeat is that of the loop with this name, which is watched from its first
// beat on. Asking again gives the same heartbeat.
func (r *Registry) Heartbeat(name string) *Heartbeat {
	r.mu.Lock()
	defer r.mu.Unlock()
	h := r.beats[name]
	if h == nil {
		h = &Heartbeat{r: r, name: name}
		r.beats[name] = h
	}
	return h
}

// Loop gives the heartbeat of a loop as two functions: for each turn, and for
// its end on purpose.
func (r *Registry) Loop(name string) (beat, ended func()) {
	h := r.Heartbeat(name)
	return h.Beat, h.Stop
}

// Beat says that the loop has turned once more. Only the loop itself may call
// it: a beat from another goroutine would hide a deadlock. It costs one read of
// the clock and one store.
func (h *Heartbeat) Beat() {
	if h.r.opts.Turn != nil {
		h.r.opts.Turn(h.name)
	}
	h.last.Store(h.r.opts.Now().UnixNano())
}

// Stop takes the loop out until its next beat: it has ended on purpose.
func (h *Heartbeat) Stop() { h.last.Store(0) }

// Stuck names the loops without a beat for longer than the watchdog's limit,
// with the age of their last beat.
func (r *Registry) Stuck() map[string]time.Duration {
	stuck := map[string]time.Duration{}
	for name, age := range r.ages() {
		if age > r.opts.Watchdog {
			stuck[name] = age
		}
	}
	return stuck
}

// ages is the time since the last beat of each loop.
func (r *Registry) ages() map[string]time.Duration {
	now := r.opts.Now().UnixNano()
	r.mu.Lock()
	defer r.mu.Unlock()
	ages := make(map[string]time.Duration, len(r.beats))
	for name, h := range r.beats {
		if last := h.last.Load(); last != 0 {
			ages[name] = time.Duration(now - last)
		}
	}
	return ages
}

// watchdog is the module that says what Stuck does.
const watchdog = "watchdog"

func (r *Registry) turning(context.Context) error {
	stuck := r.Stuck()
	if len(stuck) == 0 {
		return nil
	}
	names := slices.Sorted(maps.Keys(stuck))
	return fmt.Errorf("no turn for longer than %s: %s", r.opts.Watchdog, strings.Join(names, ", "))
}

// watch reports each stuck loop once, with a dump of all goroutines.
func (r *Registry) watch() {
	stuck := r.Stuck()
	var fresh []string
	r.mu.Lock()
	for name := range r.stuck {
		if _, still := stuck[name]; !still {
			delete(r.stuck, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(stuck)) {
		if !r.stuck[name] {
			r.stuck[name] = true
			fresh = append(fresh, name)
		}
	}
	r.mu.Unlock()
	if len(fresh) == 0 {
		return
	}
	path, err := r.dump()
	if err == nil {
		err = r.prune()
	}
	r.log.Error("deadlock detected", slog.Any("loops", fresh), slog.Duration("silent_for", stuck[fresh[0]]),
		slog.String("goroutines", path), slog.Any("dump_error", err))
}

// dump writes the stacks of all goroutines and returns the file.
func (r *Registry) dump() (string, error) {
	if r.opts.DumpDir == "" {
		return "", nil
	}
	path := filepath.Join(r.opts.DumpDir, fmt.Sprintf("goroutines-%d.txt", r.opts.Now().Unix()))
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600) //nolint:gosec // the operator names the directory
	if err != nil {
		return "", fmt.Errorf("write goroutine dump: %w", err)
	}
	err = pprof.Lookup("goroutine").WriteTo(f, 2)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return "", fmt.Errorf("write goroutine dump: %w", err)
	}
	return path, nil
}

// dumpsKept is how many goroutine dumps are kept.
const dumpsKept = 10

// prune removes the oldest dumps beyond dumpsKept. Their names sort by time.
func (r *Registry) prune() error {
	if r.opts.DumpDir == "" {
		return nil
	}
	files, err := filepath.Glob(filepath.Join(r.opts.DumpDir, "goroutines-*.txt"))
	if err != nil {
		return fmt.Errorf("list goroutine dumps: %w", err)
	}
	slices.Sort(files)
	for len(files) > dumpsKept {
		if err := os.Remove(files[0]); err != nil {
			return fmt.Errorf("remove an old goroutine dump: %w", err)
		}
		files = files[1:]
	}
	return nil
}
