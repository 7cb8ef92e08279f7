package metricstore

import (
	"context"
	"log/slog"
)

// demoted is a logger for the libraries: what they call information is detail
// in the bot's log. Warnings and errors stay.
func demoted(l *slog.Logger) *slog.Logger {
	return slog.New(demote{l.Handler()}).With(slog.String("part", "metric_store"))
}

type demote struct{ next slog.Handler }

func (d demote) level(l slog.Level) slog.Level {
	if l >= slog.LevelWarn {
		return l
	}
	return slog.LevelDebug
}

// Enabled is slog.Handler's.
func (d demote) Enabled(ctx context.Context, l slog.Level) bool {
	return d.next.Enabled(ctx, d.level(l))
}

// Handle is slog.Handler's.
func (d demote) Handle(ctx context.Context, r slog.Record) error {
	r.Level = d.level(r.Level)
	return d.next.Handle(ctx, r)
}

// WithAttrs is slog.Handler's.
func (d demote) WithAttrs(as []slog.Attr) slog.Handler { return demote{d.next.WithAttrs(as)} }

// WithGroup is slog.Handler's.
func (d demote) WithGroup(name string) slog.Handler { return demote{d.next.WithGroup(name)} }
