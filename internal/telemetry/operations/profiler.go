package operations

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

const (
	recentMinutes = 10 // what a trend looks at
	baseMinutes   = 60 // what it is compared with
	hourMinutes   = 60 // what a report sums up
	keptMinutes   = recentMinutes + baseMinutes
	keptHours     = 24
	// patience is how long a judgement waits for MinCalls calls.
	patience = 10
)

// Options of a Profiler. The zero value saves nothing and has all defaults.
type Options struct {
	// Dir is the folder of the saved reports. It is made if needed. Empty:
	// nothing is saved.
	Dir string
	// Objectives by the name of an operation, instead of the defaults (see
	// DefaultObjectives); "remote" is that of each method of a node without
	// its own. The zero Objective judges nothing.
	Objectives map[string]Objective
	// MaxNamed is how many operations can be added by name; further ones
	// count as "other". Default 64, at most 240.
	MaxNamed int
	// Every is the time between two saved reports. Default 1 h.
	Every time.Duration
	// Checkpoint is the time between two checkpoints, which is the most that
	// a killed process loses. Default 2 min; below 0 there are none.
	Checkpoint time.Duration
	// Keep bounds the saved reports. Defaults: 1000, 30 days, 64 MiB.
	Keep Retention
	// Enter is how many windows in a row have to be worse before a standing
	// gets worse, Leave how many have to be better before it gets better. A
	// window is the time in which an operation was called MinCalls times: a
	// minute at least and ten at most. Defaults 3 and 5.
	Enter, Leave int
	// Changed hears of each change of a standing, on the goroutine of Run,
	// which waits for it: it must not block. It may call Report.
	Changed func(Change)
	// Failed says whether an error of a node's call counts as a failure.
	// Default: every error does.
	Failed func(error) bool
	// Version of the bot, for reports.
	Version string
	// Now is the clock. Default time.Now.
	Now func() time.Time
	// Logger gets alerts and what could not be saved. Default: nothing.
	Logger *slog.Logger
	// Registerer gets the metrics. Nil: they are made and nobody reads them.
	Registerer prometheus.Registerer

	read func(time.Time) reading // of the runtime; tests set it
}

// Change of the standing of an operation or a resource.
type Change struct {
	Subject string // the name of an operation, or runtime_ and a resource
	From    Class
	To      Class
	At      time.Time
	// Alert says that it entered poor or critical, or went from poor to
	// critical.
	Alert bool
	// Resolved says that it left them. A change to Unknown resolves too: it
	// is not called any more.
	Resolved bool
	Why      string // with the figures
}

// DefaultObjectives are those of the operations that every bot has, by name,
// and under "remote" that of each method of a node.
func DefaultObjectives() map[string]Objective {
	all := map[string]Objective{string(Remote): remoteObjective}
	for _, d := range definitions {
		all[d.name] = d.objective
	}
	return all
}

func (o *Options) setDefaults() error {
	if err := check(o.Objectives); err != nil {
		return err
	}
	if o.MaxNamed < 0 || o.MaxNamed > maxOps-int(builtin) {
		return fmt.Errorf("%d named operations: want at most %d", o.MaxNamed, maxOps-int(builtin))
	}
	if o.Enter < 0 || o.Leave < 0 || o.Every < 0 {
		return errors.New("enter, leave and the time between reports: want 0 (the default) or more")
	}
	if err := o.Keep.setDefaults(); err != nil {
		return err
	}
	o.MaxNamed = or(o.MaxNamed, 64)
	o.Every, o.Checkpoint = or(o.Every, time.Hour), or(o.Checkpoint, 2*time.Minute)
	o.Enter, o.Leave = or(o.Enter, 3), or(o.Leave, 5)
	if o.Changed == nil {
		o.Changed = func(Change) {}
	}
	if o.Failed == nil {
		o.Failed = func(err error) bool { return err != nil }
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.read == nil {
		o.read = newSampler().read
	}
	return nil
}

func or[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}

// minute is what one minute held, by operation.
type minute struct {
	from, to time.Time
	tallies  []tally // by Op; shorter if operations came later
}

// track is what the profiler keeps of an operation beside its counters.
type track struct {
	standing
	open  int    // minutes since the last judgement
	total uint64 // calls up to the last minute
	hours []HourLine
}

// Profiler turns what a Recorder counted into windows, classes and reports.
// Make it with New; its Recorder works at once, the rest needs Run.
type Profiler struct {
	*Recorder
	opts    Options
	metrics *metricSet
	started time.Time
	write   func(dir, name string, r *Report) error

	mu       sync.Mutex
	last     time.Time // when the last minute ended
	minutes  []minute  // oldest first
	sinceHr  int       // minutes since the last line of an hour
	readings []reading // one a minute, oldest first
	tracks   []track   // by Op
	runtime  map[string]*track
}

// New makes a profiler; it starts nothing and touches no file.
func New(opts Options) (*Profiler, error) {
	if err := opts.setDefaults(); err != nil {
		return nil, fmt.Errorf("operation profiler: %w", err)
	}
	p := &Profiler{
		Recorder: newRecorder(opts.MaxNamed, opts.Objectives), opts: opts,
		started: opts.Now(), runtime: map[string]*track{}, write: write,
	}
	p.last = p.started
	for _, r := range resources {
		p.runtime[r] = &track{standing: standing{enter: opts.Enter, leave: opts.Leave}}
	}
	p.readings = []reading{opts.read(p.started)}
	p.metrics = newMetricSet(opts.Registerer, p.Lost)
	return p, nil
}

// Run ends a minute each minute and saves reports until ctx ends; then it saves
// the last one. A report that cannot be saved is logged and counted, and is no
// reason to end.
func (p *Profiler) Run(ctx context.Context) error {
	saved := make(chan struct{})
	go func() {
		defer close(saved)
		p.save(ctx)
	}()
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			p.endMinute(p.opts.Now())
		case <-ctx.Done():
			<-saved
			return nil
		}
	}
}

// endMinute takes the minute out of the counters and judges.
func (p *Profiler) endMinute(now time.Time) {
	p.mu.Lock()
	r := p.opts.read(now)
	p.readings = keep(append(p.readings, r), keptMinutes+1)
	p.minutes = keep(append(p.minutes, p.takeMinute(now, true)), keptMinutes)
	p.last = now
	if p.sinceHr++; p.sinceHr == hourMinutes {
		p.sinceHr = 0
		p.endHour()
	}
	changes := append(p.judgeOperations(now), p.judgeRuntime(now)...)
	p.mu.Unlock()
	for _, c := range changes {
		p.announce(c)
	}
}

// keep drops the oldest beyond n.
func keep[T any](list []T, n int) []T {
	if over := len(list) - n; over > 0 {
		return slices.Delete(list, 0, over)
	}
	return list
}

// takeMinute is what was counted since the last minute.
func (p *Profiler) takeMinute(now time.Time, end bool) minute {
	n := p.count()
	m := minute{from: p.last, to: now, tallies: make([]tally, n)}
	for len(p.tracks) < n {
		p.tracks = append(p.tracks, track{standing: standing{enter: p.opts.Enter, leave: p.opts.Leave}})
	}
	for op := range n {
		s := p.series[op].Load()
		m.tallies[op] = s.take(end)
		if t := &m.tallies[op]; end && t.n > 0 {
			p.tracks[op].total += t.n
			p.metrics.count(s.name, t)
		}
	}
	return m
}

// endHour adds a line to each operation that was called in the hour.
func (p *Profiler) endHour() {
	hour := p.minutes[max(len(p.minutes)-hourMinutes, 0):]
	for op := range p.tracks {
		h := sum(hour, op)
		if h.n > 0 {
			t := &p.tracks[op]
			t.hours = keep(append(t.hours, HourLine{From: milliseconds(hour[0].from), Stats: h.stats()}), keptHours)
		}
	}
}

// sum adds the minutes of an operation up.
func sum(minutes []minute, op int) *histogram {
	h := newHistogram()
	for i := range minutes {
		if op < len(minutes[i].tallies) {
			h.add(&minutes[i].tallies[op])
		}
	}
	return h
}

// judgeOperations judges each operation that was called often enough since its
// last judgement.
func (p *Profiler) judgeOperations(now time.Time) []Change {
	var changes []Change
	for op := range p.tracks {
		t, s := &p.tracks[op], p.series[op].Load()
		t.open++
		h := sum(p.minutes[max(len(p.minutes)-t.open, 0):], op)
		seen, from, changed := h.seen(), t.class, false
		switch {
		case seen.Calls >= MinCalls:
			t.open = 0
			changed = t.step(Classify(seen, s.objective))
		case t.open >= patience:
			t.open = 0
			changed = t.become(Unknown)
		}
		if changed {
			changes = append(changes, change(s.name, from, t.class, now, because(seen, s.objective)))
		}
		if t.total > 0 {
			p.metrics.class.WithLabelValues(s.name).Set(float64(t.class))
		}
	}
	return changes
}

// judgeRuntime judges each resource.
func (p *Profiler) judgeRuntime(now time.Time) []Change {
	var changes []Change
	for _, s := range scores(p.readings) {
		t := p.runtime[s.Resource]
		from := t.class
		if t.step(s.Class) {
			changes = append(changes, change("runtime_"+s.Resource, from, t.class, now, s.why()))
		}
		p.metrics.score(s, t.class)
	}
	return changes
}

func change(subject string, from, to Class, at time.Time, why string) Change {
	return Change{
		Subject: subject, From: from, To: to, At: at, Why: why,
		Alert:    to.Alerting() && to > from,
		Resolved: from.Alerting() && !to.Alerting(),
	}
}

// announce tells of a change.
func (p *Profiler) announce(c Change) {
	attrs := []any{
		slog.String("subject", c.Subject), slog.String("from", c.From.String()),
		slog.String("to", c.To.String()), slog.String("why", c.Why),
	}
	switch {
	case c.Alert:
		p.metrics.alerts.Inc()
		p.opts.Logger.Warn("an operation or resource is worse than its objective", attrs...)
	case c.Resolved:
		p.opts.Logger.Info("an operation or resource left poor or critical", attrs...)
	default:
		p.opts.Logger.Debug("an operation or resource changed its class", attrs...)
	}
	p.opts.Changed(c)
}

// Report is what is known at now, the minute that is not over yet included.
func (p *Profiler) Report(now time.Time) Report { return p.report(now, Asked) }

func (p *Profiler) report(now time.Time, why Occasion) Report {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := slices.Clone(p.minutes)
	if now.After(p.last) {
		all = append(all, p.takeMinute(now, false))
	}
	hour := all[max(len(all)-hourMinutes, 0):]
	r := Report{
		Schema: Schema, Occasion: why, Version: p.opts.Version, Started: milliseconds(p.started), From: milliseconds(p.started), At: milliseconds(now),
		Thresholds: Thresholds(), MinCalls: MinCalls, MinFailed: MinFailures,
		Operations: []Operation{}, Runtime: scores(p.readings), LostNames: p.Lost(),
	}
	if len(hour) > 0 {
		r.From = milliseconds(hour[0].from)
	}
	p.reportOperations(&r, all, hour)
	for i := range r.Runtime {
		r.Runtime[i].Standing = p.runtime[r.Runtime[i].Resource].class
		r.Overall = max(r.Overall, r.Runtime[i].Class)
	}
	r.Recommendations = advise(&r)
	return r
}

// milliseconds is a time as the name of a file can hold it.
func milliseconds(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// reportOperations fills in the operations and the bottlenecks.
func (p *Profiler) reportOperations(r *Report, all, hour []minute) {
	partial := len(all) > len(p.minutes) // the last one is not over
	cut := max(len(all)-recentMinutes, 0)
	before, recent := all[max(cut-baseMinutes, 0):cut], all[cut:]
	var names []string
	var street []*histogram
	for op := range p.tracks {
		t, s := &p.tracks[op], p.series[op].Load()
		h := sum(hour, op)
		total := t.total
		if partial {
			total += all[len(all)-1].tallies[op].n
		}
		if total == 0 {
			continue
		}
		o := Operation{
			Name: s.name, Kind: s.kind, Objective: s.objective, Total: total, Stats: h.stats(),
			Class: Classify(h.seen(), s.objective), Standing: t.class,
			Trend: compare(sum(before, op), sum(recent, op), s.kind == Lead), Hours: slices.Clone(t.hours),
		}
		r.Overall = max(r.Overall, o.Class)
		r.Operations = append(r.Operations, o)
		if s.kind == Street {
			names, street = append(names, s.name), append(street, h)
		}
	}
	r.Bottlenecks = rank(names, street)
}
