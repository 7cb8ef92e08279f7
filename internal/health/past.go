package health

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Event is a change of a module's status.
type Event struct {
	Time   time.Time `json:"time"`
	Module string    `json:"module"`
	From   Status    `json:"from"`
	To     Status    `json:"to"`
	Reason string    `json:"reason,omitempty"`
	err    error     // the same, for listeners
}

// Snapshot is how all modules were at one time.
type Snapshot struct {
	Time    time.Time              `json:"time"`
	Status  string                 `json:"status"` // as /health says it
	Trading bool                   `json:"trading"`
	Modules map[string]ModuleShort `json:"modules"`
}

// ModuleShort is a module in a Snapshot.
type ModuleShort struct {
	Status          Status  `json:"status"`
	Trend           Trend   `json:"trend"`
	DurationSeconds float64 `json:"duration_seconds"`
	Error           string  `json:"error,omitempty"`
}

// past is what was: in memory, and in files if there is a folder.
type past struct {
	log  *slog.Logger
	wake chan struct{} // holds one if events wait

	mu        sync.Mutex
	keep      int
	snapshots []Snapshot
	events    []Event
	waiting   []Event // not written yet

	snapshotFile, eventFile *journal // nil without a folder
}

func newPast(dir string, keep int, log *slog.Logger) *past {
	p := &past{log: log, wake: make(chan struct{}, 1), keep: keep}
	if dir == "" {
		return p
	}
	p.snapshotFile = &journal{path: filepath.Join(dir, "health-snapshots.jsonl"), keep: keep}
	p.eventFile = &journal{path: filepath.Join(dir, "health-events.jsonl"), keep: keep}
	return p
}

// load reads what an earlier process kept. What is damaged is left out and said.
func (p *past) load() {
	snapshots, events := load[Snapshot](p, p.snapshotFile), load[Event](p, p.eventFile)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.snapshots = last(append(snapshots, p.snapshots...), p.keep)
	p.events = last(append(events, p.events...), p.keep)
}

func load[T any](p *past, j *journal) []T {
	if j == nil || j.loaded {
		return nil
	}
	list, damaged, err := readJournal[T](j)
	if err != nil {
		p.log.Warn("health history not read; it begins anew", slog.String("file", j.path), slog.Any("error", err))
	}
	if damaged > 0 {
		p.log.Warn("lines of the health history are damaged and left out", slog.String("file", j.path), slog.Int("lines", damaged))
	}
	return list
}

// last is the end of a list.
func last[T any](list []T, n int) []T { return slices.Clip(list[max(0, len(list)-n):]) }

// happened takes in events; keep writes them.
func (p *past) happened(events []Event) {
	if len(events) == 0 {
		return
	}
	p.mu.Lock()
	p.events = last(append(p.events, events...), p.keep)
	p.waiting = last(append(p.waiting, events...), p.keep)
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// keep makes a snapshot at each interval and writes what comes, until ctx ends.
func (r *Registry) keep(ctx context.Context) {
	p := r.past
	p.load()
	alive := r.Heartbeat("health_history")
	defer alive.Stop()
	snapshot, beat := time.NewTicker(r.opts.Interval), time.NewTicker(r.opts.Watchdog/12)
	defer snapshot.Stop()
	defer beat.Stop()
	for {
		alive.Beat()
		select {
		case <-p.wake:
			p.write()
		case <-snapshot.C:
			p.snapshot(r.Snapshot())
		case <-beat.C:
		case <-ctx.Done():
			p.write()
			return
		}
	}
}

// write stores the events that wait.
func (p *past) write() {
	p.mu.Lock()
	waiting := p.waiting
	p.waiting = nil
	p.mu.Unlock()
	for i := range waiting {
		p.store(p.eventFile, &waiting[i])
	}
}

func (p *past) snapshot(s Snapshot) {
	p.mu.Lock()
	p.snapshots = last(append(p.snapshots, s), p.keep)
	p.mu.Unlock()
	p.store(p.snapshotFile, &s)
}

// store writes a line, and says when that begins or ceases to fail.
func (p *past) store(j *journal, v any) {
	if j == nil {
		return
	}
	err := j.append(v)
	switch {
	case err != nil && !j.failing:
		p.log.Warn("health history is not written", slog.String("file", j.path), slog.Any("error", err))
	case err == nil && j.failing:
		p.log.Info("health history is written again", slog.String("file", j.path))
	}
	j.failing = err != nil
}

// Snapshot is how the modules are now.
func (r *Registry) Snapshot() Snapshot {
	_, rep := r.overall(nil)
	s := Snapshot{Time: r.opts.Now().UTC(), Status: rep.Status, Modules: map[string]ModuleShort{}}
	s.Trading = rep.Trading != nil && *rep.Trading
	for _, m := range r.States() {
		s.Modules[m.Name] = ModuleShort{Status: m.Status, Trend: m.Trend, DurationSeconds: m.Duration.Seconds(), Error: shorten(m.text())}
	}
	return s
}

// Snapshots are the newest, at most n, the oldest first.
func (r *Registry) Snapshots(n int) []Snapshot {
	r.past.mu.Lock()
	defer r.past.mu.Unlock()
	return slices.Clone(last(r.past.snapshots, n))
}

// Events are the newest, at most n, the oldest first.
func (r *Registry) Events(n int) []Event {
	r.past.mu.Lock()
	defer r.past.mu.Unlock()
	return slices.Clone(last(r.past.events, n))
}

// shorten bounds a text that is kept.
func shorten(text string) string {
	const most = 500
	if len(text) <= most {
		return text
	}
	return text[:most] + "..."
}
