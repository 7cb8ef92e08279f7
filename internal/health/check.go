package health

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"mevbot/internal/event"
)

// Run checks every module at once and then at its interval, watches the
// heartbeats and keeps the history, until ctx ends. Its error says that the
// modules cannot be checked, as Validate does.
func (r *Registry) Run(ctx context.Context) error {
	if err := r.Validate(); err != nil {
		return err
	}
	r.mu.Lock()
	modules := slices.Clone(r.modules)
	r.mu.Unlock()
	var wg sync.WaitGroup
	for _, m := range modules {
		wg.Go(func() { repeat(ctx, m.Interval, func() { r.check(ctx, &m) }) })
	}
	wg.Go(func() { r.keep(ctx) })
	alive := r.Heartbeat("health")
	defer alive.Stop()
	wg.Go(func() {
		repeat(ctx, r.opts.Watchdog/12, func() {
			alive.Beat()
			r.watch()
		})
	})
	wg.Wait()
	return nil
}

func repeat(ctx context.Context, interval time.Duration, f func()) {
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

// check runs one check, in its turn where it has a sequence. One that ignores
// its deadline is reported as such, and no second one of this module is started
// before it returns; the others of its sequence go on.
func (r *Registry) check(ctx context.Context, m *Module) {
	seat := r.seats[m.Sequence] // nil without a sequence
	if seat != nil {
		select {
		case seat <- struct{}{}:
		case <-ctx.Done():
			return
		}
	}
	begin := r.opts.Now()
	done := make(chan error, 1)
	limited, cancel := context.WithTimeout(ctx, m.Timeout)
	defer cancel()
	go func() { done <- m.Check(limited) }()
	answered := r.await(ctx, limited, m, begin, done)
	if seat != nil {
		<-seat
	}
	if !answered {
		select {
		case <-done: //nolint:errcheck // too late to count
		case <-ctx.Done():
		}
	}
}

// await takes the answer of a check; it is false if there was none in time.
func (r *Registry) await(ctx, limited context.Context, m *Module, begin time.Time, done <-chan error) bool {
	select {
	case err := <-done:
		r.found(ctx, m, begin, err)
		return true
	case <-limited.Done():
	}
	late := time.NewTimer(time.Second)
	defer late.Stop()
	select {
	case err := <-done:
		r.found(ctx, m, begin, err)
		return true
	case <-late.C:
		r.found(ctx, m, begin, fmt.Errorf("the check has not answered for %s", m.Timeout))
		return false
	}
}

// found takes in a result, and says what it changes for this module and for
// those that need it.
func (r *Registry) found(ctx context.Context, m *Module, begin time.Time, err error) {
	if ctx.Err() != nil {
		return // the bot stops: a check that was cut off says nothing
	}
	now := r.opts.Now()
	r.mu.Lock()
	s := r.states[m.Name]
	if s.first.IsZero() {
		s.first = begin
	}
	s.LastCheck, s.Duration, s.own = now, now.Sub(begin), err
	if err != nil {
		s.failure = err
	}
	s.standing = s.standing.after(m, err != nil, now.Sub(s.first))
	if len(s.results) == trendWindow {
		s.results = slices.Delete(s.results, 0, 1)
	}
	s.results = append(s.results, Result{err != nil, s.Duration})
	s.Trend = TrendOf(s.results)
	events := r.spread(now)
	r.past.happened(events)
	r.mu.Unlock()
	for i := range events {
		r.tell(&events[i])
	}
}

// spread settles all modules, each after what it needs, and returns the changes.
func (r *Registry) spread(now time.Time) (events []Event) {
	sorted, err := inOrder(r.modules)
	if err != nil {
		return nil // Validate has refused it
	}
	for i := range sorted {
		m := &sorted[i]
		s := r.states[m.Name]
		before := s.Status
		s.Status, s.Err = r.settle(m)
		if before == s.Status {
			continue
		}
		s.Since = now
		e := Event{Time: now.UTC(), Module: m.Name, From: before, To: s.Status}
		if s.Err != nil {
			e.Reason, e.err = shorten(s.Err.Error()), s.Err
		}
		events = append(events, e)
	}
	return events
}

// tell publishes a change and logs it.
func (r *Registry) tell(e *Event) {
	r.opts.Listener.ModuleChanged(event.ModuleChanged{Module: e.Module, From: string(e.From), To: string(e.To), Err: e.err})
	switch {
	case e.To == Unhealthy:
		r.log.Warn("module is unhealthy", slog.String("module", e.Module), slog.String("error", e.Reason))
	case e.To == Healthy && e.From == Unhealthy:
		r.log.Info("module is healthy again", slog.String("module", e.Module))
	}
}
