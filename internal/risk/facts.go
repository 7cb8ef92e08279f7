package risk

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/event"
)

// promise is what is known of an attempt before it is booked.
type promise struct {
	route    Route
	expected uint256.Int // net, native wei; zero if it is not known
}

// mostPending bounds the attempts that are remembered; one account has few in
// flight. An attempt beyond it is counted without its route.
const mostPending = 1024

// Listener hears what the limits count. It has to be told on the goroutine that
// publishes, not over a queue: a trip is durable before the next attempt is made.
// ctx ends the wait for a database that is locked.
func (g *Gate) Listener(ctx context.Context) event.Listener {
	return event.Listener{
		FeedMessage:    func(event.FeedMessage) { g.Heard() },
		BlockConfirmed: func(event.BlockConfirmed) { g.Heard() },
		Attempt:        func(f event.Attempt) { g.onAttempt(ctx, &f) },
		Booked:         func(f event.Booked) { g.onBooked(ctx, &f) },
	}
}

func (g *Gate) onAttempt(ctx context.Context, f *event.Attempt) {
	switch f.State {
	case event.Reserved:
		route := g.Route(f.Hops[:f.Len])
		_ = g.observe(ctx, func(w *Watch, now time.Time) []Trip { // it is logged and tried again
			g.attempt = max(g.attempt, f.ID)
			if len(g.pending) < mostPending {
				g.pending[f.ID] = promise{route, f.Expected}
			}
			return w.Sent(now)
		})
	case event.Refused:
		g.mu.Lock()
		delete(g.pending, f.ID)
		g.mu.Unlock()
	case event.Sent, event.Unknown, event.Landed, event.Failed:
	}
}

func (g *Gate) onBooked(ctx context.Context, f *event.Booked) {
	_ = g.observe(ctx, func(w *Watch, now time.Time) []Trip { // it is logged and tried again
		p := g.pending[f.Attempt]
		delete(g.pending, f.Attempt)
		b := Booking{ID: f.Attempt, Route: p.route, Success: f.Success, Gross: f.Gross, Loss: f.Loss, Gas: f.Gas, Expected: p.expected}
		return w.Booked(now, &b)
	})
}

// ReadBalance reads the operator's wallet and compares it with the floor.
func (g *Gate) ReadBalance(ctx context.Context) error {
	if g.opts.Balance == nil {
		return nil
	}
	balance, err := g.opts.Balance(ctx)
	if err != nil {
		return fmt.Errorf("read the balance of the operator's wallet: %w", err)
	}
	err = g.observe(ctx, func(w *Watch, now time.Time) []Trip { return w.Balance(now, &balance) })
	g.shut.And(^uint32(shutBalance))
	return err
}

// Missing hears what the balances lack against the books, in native wei: the
// negative part of the ledger's unexplained difference.
func (g *Gate) Missing(ctx context.Context, amount *uint256.Int) error {
	return g.observe(ctx, func(w *Watch, now time.Time) []Trip { return w.Missing(now, amount) })
}

// StoreChecked hears whether the database still takes writes. Without it no
// attempt could be kept, so that a failure stops the trading until an operator
// has looked.
func (g *Gate) StoreChecked(ctx context.Context, failure error) {
	if failure == nil || ctx.Err() != nil {
		return
	}
	g.mu.Lock()
	_, known := g.watch.latched[Store]
	g.mu.Unlock()
	if !known {
		_ = g.Trip(ctx, Store, "the database does not take writes: "+failure.Error()) // it is logged and tried again
	}
}

// Run reads the balance, stores a stop that could not be stored, and says when
// data went silent, until ctx ends.
func (g *Gate) Run(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var silent, unstored bool
	level := g.Level()
	began := g.clock()
	due := began
	for {
		g.opts.Beat()
		if now := g.clock(); now >= due {
			due = now + int64(g.opts.Every)
			if err := g.ReadBalance(ctx); err != nil && ctx.Err() == nil {
				g.log.Warn("balance not read", slog.Any("error", err))
			}
		}
		err := g.keep(ctx)
		if (err != nil) != unstored && ctx.Err() == nil {
			if unstored = err != nil; unstored {
				g.log.Error("stop level not stored, trying again", slog.Any("error", err))
			} else {
				g.log.Info("stop level stored")
			}
		}
		// A start without data yet is no silence.
		if now := g.clock(); silent != (g.silent(now) && now-began > int64(g.opts.Limits.MaxSilence)) {
			silent = !silent
			g.saySilence(ctx, silent)
		}
		if now := g.Level(); now != level {
			if now.Level == Run && !level.Until.IsZero() {
				g.log.Info("pause ended by itself", slog.String("who", level.Who), slog.String("why", level.Why))
			}
			level = now
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// saySilence publishes that data went silent, or has come again.
func (g *Gate) saySilence(ctx context.Context, silent bool) {
	if !silent {
		g.log.Info("data has come again")
		return
	}
	limit := g.opts.Limits.MaxSilence.String()
	g.publish(ctx, &Trip{Limit: StaleData, Action: Pauses, Value: "no message and no block for longer than " + limit, Bound: limit}, nil)
}
