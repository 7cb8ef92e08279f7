package integrity

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"

	"mevbot/internal/store"
)

// keep remembers a snapshot, in memory and in the database.
func (r *Runner) keep(ctx context.Context, s *Snapshot) {
	r.opts.Tally.metrics.snapshot(s)
	err := r.write(ctx, "INSERT INTO integrity_snapshots (at, snapshot) VALUES (?, ?)", "integrity_snapshots", s.At.UnixMilli(), s)
	r.mu.Lock()
	before := State("")
	if n := len(r.snapshots); n > 0 {
		before = r.snapshots[n-1].State
	}
	r.snapshots = last(append(r.snapshots, *s))
	r.taken++
	r.unkept = err
	r.mu.Unlock()
	switch {
	case err != nil && ctx.Err() == nil:
		r.log.Warn("integrity snapshot is not kept", slog.Any("error", err))
	case s.State == before:
	case s.State == OK:
		r.log.Info("integrity is ok")
	default:
		r.log.Warn("integrity is not ok", slog.String("state", string(s.State)), slog.String("why", s.Why()))
	}
}

// keepAttempts writes the attempts that are not in the database.
func (r *Runner) keepAttempts(ctx context.Context) {
	for _, a := range r.board.takeUnsaved() {
		err := r.write(ctx, "INSERT INTO recoveries (at, attempt) VALUES (?, ?)", "recoveries", a.At.UnixMilli(), a)
		if err != nil && ctx.Err() == nil {
			r.log.Warn("attempt to repair is not kept", slog.Any("error", err))
		}
	}
}

// write adds a row and deletes those beyond the newest Keep.
func (r *Runner) write(ctx context.Context, insert, table string, at int64, v any) error {
	if r.opts.History == nil {
		return nil
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write a row of %s: %w", table, err)
	}
	return r.opts.History.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, insert, at, string(text)); err != nil {
			return fmt.Errorf("write a row of %s: %w", table, err)
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE id NOT IN (SELECT id FROM "+table+" ORDER BY id DESC LIMIT ?)", Keep) //nolint:gosec // one of two constants
		return err
	})
}

// recall reads what an earlier run has kept.
func (r *Runner) recall(ctx context.Context) error {
	if r.opts.History == nil {
		return nil
	}
	var err error
	if r.snapshots, err = readRows[Snapshot](ctx, r.opts.History, "SELECT snapshot FROM integrity_snapshots ORDER BY id DESC LIMIT ?"); err != nil {
		return err
	}
	attempts, err := readRows[Attempt](ctx, r.opts.History, "SELECT attempt FROM recoveries ORDER BY id DESC LIMIT ?")
	if err == nil {
		r.board.restore(attempts)
	}
	return err
}

// readRows reads the newest rows, oldest first.
func readRows[T any](ctx context.Context, db *store.DB, query string) (list []T, err error) {
	rows, err := db.Read().QueryContext(ctx, query, Keep)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		var v T
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			return nil, fmt.Errorf("a row cannot be read: %w", err)
		}
		list = append(list, v)
	}
	slices.Reverse(list)
	return list, rows.Err()
}
