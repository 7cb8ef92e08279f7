package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql history/*.sql
var migrations embed.FS

// Schema is what a database is for.
type Schema uint8

// The schemas.
const (
	// Journal is evidence: attempts, ledger, stop level. A write is on the disk
	// when it returns.
	Journal Schema = iota
	// History is what was seen and decided, for people. A crash of the machine,
	// not of the process, may lose its last writes.
	History
)

func (s Schema) folder() string { return [...]string{"migrations", "history"}[s] }

func (db *DB) provider(handle *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, db.schema.folder())
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, handle, files, goose.WithDisableGlobalRegistry(true))
}

// migrate brings the schema to this version; each migration is one transaction.
func (db *DB) migrate(ctx context.Context) error {
	p, err := db.provider(db.write)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", db.classify(err))
	}
	if want := latest(p); have > want {
		return db.newer(have, want)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate database: %w", db.classify(err))
	}
	return nil
}

// checkSchema is migrate for a reader, which changes nothing.
func (db *DB) checkSchema(ctx context.Context) error {
	p, err := db.provider(db.read)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	// goose would make its table when asked for the version.
	var have int64
	err = db.read.QueryRowContext(ctx, `SELECT max(version_id) FROM goose_db_version WHERE is_applied`).Scan(&have)
	if err != nil {
		if strings.Contains(err.Error(), "no such table") {
			return fmt.Errorf("%w: %s holds no tables of the bot: start the bot once, or correct store.path", ErrOlder, db.path)
		}
		return fmt.Errorf("read schema version: %w", db.classify(err))
	}
	switch want := latest(p); {
	case have > want:
		return db.newer(have, want)
	case have < want:
		return fmt.Errorf("%w: %s has schema %d, want %d: start the bot once, it migrates the file", ErrOlder, db.path, have, want)
	}
	return nil
}

func latest(p *goose.Provider) int64 {
	sources := p.ListSources()
	return sources[len(sources)-1].Version
}

func (db *DB) newer(have, want int64) error {
	return fmt.Errorf("%w: %s has schema %d, this version knows %d: use the newer mev-bot or restore a backup", ErrNewer, db.path, have, want)
}

// sealed are the tables whose rows carry a crc, with the columns in the order
// in which the triggers sum them.
var sealed = []struct{ table, key, columns string }{
	{"attempts", "id", "id, opportunity, created_at, chain_id, account, nonce, raw, hash, route, state, block, gas_used, gas_price, error, updated_at"},
	{"ledger", "attempt", "attempt, block, tx, success, gross_wei, loss_wei, gas_wei, net_wei, at"},
	{"lane_submissions", "hash", "chain_id, auction, round, sequence, raw, hash, signature, created_at"},
}

// Verify reads the whole file: SQLite's own structure check, foreign keys, and
// the CRC of every row of evidence. What does not fit is ErrCorrupt.
func (db *DB) Verify(ctx context.Context) error {
	found, err := db.texts(ctx, `PRAGMA integrity_check(10)`)
	if err != nil {
		return fmt.Errorf("check database: %w", db.classify(err))
	}
	found = slices.DeleteFunc(found, func(s string) bool { return s == "ok" })
	orphans, err := db.texts(ctx, `SELECT 'row of ' || "table" || ' refers to a missing row of ' || parent FROM pragma_foreign_key_check LIMIT 10`)
	if err != nil {
		return fmt.Errorf("check foreign keys: %w", db.classify(err))
	}
	found = append(found, orphans...)
	if db.schema != Journal {
		return corrupt(db.path, found)
	}
	for _, s := range sealed {
		query := fmt.Sprintf(`SELECT '%s row ' || %s || ' does not fit its crc' FROM %s WHERE crc <> crc32c(%s) LIMIT 10`, s.table, s.key, s.table, s.columns)
		rows, err := db.texts(ctx, query)
		if err != nil {
			return fmt.Errorf("check rows of %s: %w", s.table, db.classify(err))
		}
		found = append(found, rows...)
	}
	return corrupt(db.path, found)
}

// SealedRows is where CheckRows goes on, by table.
type SealedRows map[string]int64

// CheckRows compares the CRC of at most limit rows of evidence in each table, from
// where the last call ended, and begins again at the first after the last: Verify in
// small parts, beside a running bot. It says how many rows it looked at. Rows that do
// not fit are ErrCorrupt.
func (db *DB) CheckRows(ctx context.Context, from SealedRows, limit int) (looked int, err error) {
	var found []string
	for _, s := range sealed {
		//nolint:gosec // the names are constants
		query := fmt.Sprintf(`SELECT count(*), coalesce(max(rowid), 0), count(*) FILTER (WHERE NOT fits), coalesce(min(iif(fits, NULL, key)), '')
			FROM (SELECT rowid, %s AS key, crc = crc32c(%s) AS fits FROM %s WHERE rowid > ? ORDER BY rowid LIMIT ?)`, s.key, s.columns, s.table)
		var rows, wrong int
		var last int64
		var key string
		if err := db.read.QueryRowContext(ctx, query, from[s.table], limit).Scan(&rows, &last, &wrong, &key); err != nil {
			return looked, fmt.Errorf("check rows of %s: %w", s.table, db.classify(err))
		}
		if looked += rows; rows < limit {
			last = 0
		}
		if from[s.table] = last; wrong > 0 {
			found = append(found, fmt.Sprintf("%d rows of %s do not fit their crc, the first is %s", wrong, s.table, key))
		}
	}
	return looked, corrupt(db.path, found)
}

func corrupt(path string, found []string) error {
	if len(found) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s: %s: restore a backup", ErrCorrupt, path, strings.Join(found, "; "))
}

// texts returns the first column of a query.
func (db *DB) texts(ctx context.Context, query string) (_ []string, err error) {
	rows, err := db.read.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
