// Package risk says whether the bot may send now.
//
// A Gate holds the stop level. The level outlives the process: it stands in the
// database with who set it, why and when, and a restart begins with it. Setting
// a level answers once it is durable. A stricter one takes effect before that,
// so that a stop works with the database down; a resume does not.
//
// The hot path asks Allow, which reads two words and no lock. Besides the level
// the gate refuses while the process drains, and when the data that decisions
// rest on has gone silent for longer than a limit.
package risk

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"mevbot/internal/store"
)

// Options of a Gate. DB is required.
type Options struct {
	DB *store.DB
	// MaxSilence is how old the newest data may be (see Gate.Heard); 0 is no
	// limit.
	MaxSilence time.Duration
	Logger     *slog.Logger
	Now        func() time.Time // default time.Now
}

// State is a level with its record.
type State struct {
	Level Level
	Why   string
	Who   string
	At    time.Time // zero if nobody ever set a level
}

// Gate is the stop level and the other conditions for sending. It is safe for
// concurrent use.
type Gate struct {
	opts    Options
	log     *slog.Logger
	setting sync.Mutex
	state   atomic.Pointer[State]
	drain   atomic.Bool
	heard   atomic.Int64 // unix nanoseconds
}

// New reads the level that the last process left.
func New(ctx context.Context, opts Options) (*Gate, error) {
	if opts.DB == nil {
		return nil, errors.New("risk gate needs a database")
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	g := &Gate{opts: opts, log: opts.Logger}
	state, err := Read(ctx, opts.DB)
	if err != nil {
		return nil, err
	}
	g.state.Store(&state)
	g.Heard()
	if state.Level != Run {
		g.log.Warn("trading is stopped since before this start", slog.String("level", state.Level.String()),
			slog.String("who", state.Who), slog.String("why", state.Why), slog.Time("at", state.At))
	}
	return g, nil
}

// Read is the level in a database.
func Read(ctx context.Context, db *store.DB) (State, error) {
	var s State
	var level string
	var at int64
	err := db.Read().QueryRowContext(ctx, `SELECT level, reason, who, changed_at FROM control WHERE id = 1`).Scan(&level, &s.Why, &s.Who, &at)
	if err != nil {
		return s, fmt.Errorf("read the stop level: %w", err)
	}
	if s.Level, err = ParseLevel(level); err != nil {
		return s, fmt.Errorf("read the stop level: %w", err)
	}
	if at != 0 {
		s.At = time.UnixMilli(at)
	}
	return s, nil
}

// Level is the level now, with its record.
func (g *Gate) Level() State { return *g.state.Load() }

// Allow says whether a new attempt may be sent now.
func (g *Gate) Allow() bool { return g.Refusal() == "" }

// Refusal is why no new attempt may be sent now; empty if one may.
func (g *Gate) Refusal() string {
	switch s := g.state.Load(); {
	case s.Level != Run:
		return s.Level.String() + ": " + s.Why
	case g.drain.Load():
		return "the bot is stopping"
	case silent(time.Unix(0, g.heard.Load()), g.opts.Now, g.opts.MaxSilence):
		return "no data for longer than " + g.opts.MaxSilence.String()
	default:
		return ""
	}
}

// silent says that the newest data is older than limit; a limit of 0 is none.
func silent(last time.Time, now func() time.Time, limit time.Duration) bool {
	return limit > 0 && now().Sub(last) > limit
}

// MayResend says whether the bytes of an attempt that was made before may be
// sent again: always but after a kill.
func (g *Gate) MayResend() bool { return g.state.Load().Level != Kill }

// Heard says that new data has come.
func (g *Gate) Heard() { g.heard.Store(g.opts.Now().UnixNano()) }

// Drain refuses new attempts until the process ends. It is not durable: the
// next process trades.
func (g *Gate) Drain() { g.drain.Store(true) }

// Set changes the level. It returns once the level is durable. After an error
// a stricter level than before is in force all the same, but a restart would
// not know of it.
func (g *Gate) Set(ctx context.Context, level Level, who, why string) error {
	if int(level) >= len(names) {
		return fmt.Errorf("%w: %d", ErrLevel, level)
	}
	g.setting.Lock()
	defer g.setting.Unlock()
	next := &State{Level: level, Who: who, Why: why, At: time.UnixMilli(g.opts.Now().UnixMilli())}
	if level > g.state.Load().Level {
		g.state.Store(next)
	}
	err := g.opts.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE control SET level = ?, reason = ?, who = ?, changed_at = ? WHERE id = 1`,
			level.String(), why, who, next.At.UnixMilli())
		return err
	})
	if err != nil {
		return fmt.Errorf("store the stop level %s: %w", level, err)
	}
	g.state.Store(next)
	g.log.Warn("stop level set", slog.String("level", level.String()), slog.String("who", who), slog.String("why", why))
	return nil
}

// Trip pauses the trading on behalf of a part of the bot until an operator
// resumes it. A stricter level, or the pause of another, stays as it is.
func (g *Gate) Trip(ctx context.Context, who, why string) error {
	if g.Level().Level != Run {
		return nil
	}
	return g.Set(ctx, Pause, who, why)
}
