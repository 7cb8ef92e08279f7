package app

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"mevbot/internal/gas"
)

// learnedKey is where the settings table keeps what receipts told of gas.
const learnedKey = "gas.learned"

// recallGas is what an earlier run has learned of gas, nothing if there was
// none. What cannot be read is forgotten: it is learned again.
func (a *App) recallGas(ctx context.Context) (learned gas.Learned, err error) {
	var text string
	err = a.db.Read().QueryRowContext(ctx, `SELECT value FROM settings WHERE key = ?`, learnedKey).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return learned, nil
	}
	if err != nil {
		return learned, fmt.Errorf("read what was learned of gas: %w", err)
	}
	if err := json.Unmarshal([]byte(text), &learned); err != nil {
		a.log.Warn("what was learned of gas cannot be read and is forgotten", slog.Any("error", err))
		return gas.Learned{}, nil
	}
	return learned, nil
}

// keepGas stores what was learned of gas for the next run.
func (a *App) keepGas(ctx context.Context) {
	text, err := json.Marshal(a.gas.Learned())
	if err == nil {
		err = a.db.Write(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `INSERT INTO settings (key, value, updated_at) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET value = ?2, updated_at = ?3`,
				learnedKey, string(text), a.opts.Now().UnixMilli())
			return err
		})
	}
	if err != nil {
		a.log.Warn("what was learned of gas is not stored", slog.Any("error", err))
	}
}
