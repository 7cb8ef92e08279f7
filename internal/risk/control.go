package risk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"mevbot/internal/event"
)

var (
	// ErrStands refuses a resume: a limit is still reached and would trip again.
	ErrStands = errors.New("a limit is still reached")
	// ErrOvertaken says that a stop came while a resume was being stored: the
	// stop is in force.
	ErrOvertaken = errors.New("stopped again while resuming")
	// ErrNotStored says that a stop is in force in this process, but a restart
	// would not know of it yet.
	ErrNotStored = errors.New("the stop is in force but not stored")
)

// longestWhy bounds the reasons that pile up while the trading is stopped.
const longestWhy = 1000

// Set changes the level on behalf of an operator. It returns once the level is
// durable. After ErrNotStored a stricter level than before is in force all the
// same; Run stores it as soon as that is possible. Run as the level is Resume
// without forgetting money.
func (g *Gate) Set(ctx context.Context, level Level, who, why string) error {
	if int(level) >= len(names) {
		return fmt.Errorf("%w: %d", ErrLevel, level)
	}
	if level == Run {
		return g.Resume(ctx, who, why, false)
	}
	next := State{Level: level, Who: who, Why: why, At: g.now()}
	g.mu.Lock()
	if level < g.state.Load().Level {
		g.mu.Unlock()
		return g.loosen(ctx, next, nil, false)
	}
	for _, t := range g.watch.stops(next.At) { // a resume has to see them, too
		if t.Action == Latches && len(next.Why) < longestWhy {
			next.Why += "; also limit " + t.Why()
		}
	}
	g.become(next)
	g.mu.Unlock()
	g.log.Warn("stop level set", slog.String("level", level.String()), slog.String("who", who), slog.String("why", why))
	if err := g.keep(ctx); err != nil {
		return fmt.Errorf("%w: %w; a restart would trade again", ErrNotStored, err)
	}
	return nil
}

// Resume allows trading again on behalf of an operator, from whatever level. It
// takes effect once it is durable. Evidence is forgotten; what was lost and spent
// only with acceptLoss. ErrStands names the limits that are still reached.
func (g *Gate) Resume(ctx context.Context, who, why string, acceptLoss bool) error {
	if g.isPoor() {
		if err := g.ReadBalance(ctx); err != nil {
			return err
		}
	}
	g.mu.Lock()
	stands := g.watch.Obstacles(g.opts.Now(), acceptLoss)
	here := mark{At: g.opts.Now().UnixMilli(), Attempt: g.attempt}
	forget := marks{Evidence: here, Money: g.marks.Money}
	if acceptLoss {
		forget.Money = here
	}
	g.mu.Unlock()
	if len(stands) > 0 {
		return fmt.Errorf("%w: %s", ErrStands, obstacles(stands))
	}
	next := State{Level: Run, Who: who, Why: why, At: g.now()}
	return g.loosen(ctx, next, &forget, acceptLoss)
}

// obstacles tells an operator what to do about limits that are still reached.
func obstacles(stands []Trip) string {
	var text []string
	for i := range stands {
		t := &stands[i]
		one := t.Why()
		switch {
		case t.Limit == Balance:
			one += " (fund the wallet)"
		case !t.Until.IsZero():
			one += " (begins anew at " + t.Until.UTC().Format(time.RFC3339) + ", or resume with --accept-loss)"
		default:
			one += " (resume with --accept-loss to begin its count anew)"
		}
		text = append(text, one)
	}
	return strings.Join(text, "; ")
}

// isPoor says that the wallet was below its floor when it was last read.
func (g *Gate) isPoor() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.opts.Balance != nil && g.watch.balance != nil && g.watch.balance.Lt(&g.opts.Limits.BalanceFloor)
}

// loosen stores a level that stops less, and only then lets it take effect,
// unless something stopped the trading in the meantime. With forget it resumes:
// what lies before these marks is forgotten, of money only with money.
func (g *Gate) loosen(ctx context.Context, next State, forget *marks, money bool) error {
	if err := g.await(ctx); err != nil {
		return err
	}
	g.mu.Lock()
	before, kept := g.changed, g.snapshot()
	g.mu.Unlock()
	kept.state = next
	if forget != nil {
		kept.marks, kept.Latched, kept.Paused = *forget, nil, nil
	}
	if err := kept.write(ctx, g.opts.DB, g.opts.Now()); err != nil {
		<-g.writing
		return fmt.Errorf("store the stop level %s: %w", next.Level, err)
	}
	g.mu.Lock()
	overtaken := g.changed != before
	if !overtaken {
		if forget != nil {
			g.marks = *forget
			g.watch.Resume(money)
			g.routes.clear()
		}
		g.become(next)
		g.stored = g.changed
	}
	g.mu.Unlock()
	<-g.writing
	if overtaken {
		return errors.Join(fmt.Errorf("%w: %s", ErrOvertaken, g.Refusal()), g.keep(ctx))
	}
	g.log.Warn("stop level set", slog.String("level", next.Level.String()), slog.String("who", next.Who), slog.String("why", next.Why))
	return nil
}

// Trip stops the trading on behalf of a part of the bot, until an operator
// resumes it. limit is one of Names. A stricter level stays as it is; its reason
// is added to that of a stop that is in force, so that a resume sees both.
func (g *Gate) Trip(ctx context.Context, limit, why string) error {
	return g.observe(ctx, func(w *Watch, _ time.Time) []Trip {
		w.latched[limit] = Trip{Limit: limit, Action: Latches, Value: why}
		return []Trip{w.latched[limit]}
	})
}

// TripFor stops the trading on behalf of a part of the bot for a time.
func (g *Gate) TripFor(ctx context.Context, limit, why string, pause time.Duration) error {
	return g.observe(ctx, func(w *Watch, now time.Time) []Trip {
		return w.pause(nil, now, now.Add(pause), Trip{Limit: limit, Value: why})
	})
}

// observe tells the watch something and acts on the limits that are reached: in
// force at once, then durable, then published. The error says that the stop is
// in force but not durable; Run tries again.
func (g *Gate) observe(ctx context.Context, tell func(w *Watch, now time.Time) []Trip) error {
	g.mu.Lock()
	trips := tell(g.watch, g.opts.Now())
	for i := range trips {
		g.stop(&trips[i])
	}
	g.mu.Unlock()
	if len(trips) == 0 {
		return nil
	}
	err := g.keep(ctx)
	if err != nil {
		err = fmt.Errorf("%w: %w", ErrNotStored, err)
	}
	for i := range trips {
		g.publish(ctx, &trips[i], err)
	}
	return err
}

func (g *Gate) publish(ctx context.Context, t *Trip, err error) {
	level := slog.LevelWarn
	if t.Action == Latches || err != nil {
		level = slog.LevelError
	}
	attrs := []slog.Attr{slog.String("limit", t.Limit), slog.String("action", string(t.Action)), slog.String("value", t.Value), slog.String("bound", t.Bound)}
	if !t.Until.IsZero() {
		attrs = append(attrs, slog.Time("until", t.Until))
	}
	if err != nil {
		attrs = append(attrs, slog.Any("error", err))
	}
	g.log.LogAttrs(ctx, level, "risk limit tripped", attrs...)
	g.opts.Listener.LimitTripped(event.LimitTripped{
		Limit: t.Limit, Action: string(t.Action), Value: t.Value, Bound: t.Bound, Until: t.Until, Err: err,
	})
}

// stop lets a trip take effect. The caller holds mu.
func (g *Gate) stop(t *Trip) {
	if t.Limit == RouteFailures {
		now := g.clock()
		if g.routes.pause(t.Route, g.tick(t.Until), now) {
			return
		}
		t.Value = fmt.Sprintf("more than %d routes paused at once", len(g.routes.slots))
	}
	s := g.Level()
	next := State{Level: Pause, Who: "limit " + t.Limit, Why: t.Why(), At: g.now(), Until: t.Until}
	switch {
	case !s.latched():
		if t.Action == Pauses && s.Until.After(next.Until) {
			next.Until = s.Until
		}
		g.become(next)
	case t.Action == Latches && !strings.Contains(s.Why, next.Why) && len(s.Why) < longestWhy:
		s.Why += "; also " + next.Who + ": " + next.Why
		g.become(s)
	default:
		g.changed++ // what is kept of the watch
	}
}

// become changes the state in memory. The caller holds mu.
func (g *Gate) become(next State) {
	g.state.Store(&next)
	g.changed++
	g.show()
}

// keep makes what is kept durable, if it is not.
func (g *Gate) keep(ctx context.Context) error {
	if err := g.await(ctx); err != nil {
		return err
	}
	defer func() { <-g.writing }()
	g.mu.Lock()
	change, kept := g.changed, g.snapshot()
	done := change == g.stored
	g.mu.Unlock()
	if done {
		return nil
	}
	if err := kept.write(ctx, g.opts.DB, g.opts.Now()); err != nil {
		return err
	}
	g.mu.Lock()
	g.stored = change
	g.mu.Unlock()
	return nil
}

// now is the time as the database holds it.
func (g *Gate) now() time.Time { return time.UnixMilli(g.opts.Now().UnixMilli()) }
