// Package store opens, migrates and checks the database.
//
// It is one SQLite file in WAL mode with synchronous FULL: when Write returns
// nil, the rows are on the disk, which is what lets the journal promise that no
// transaction is sent before its bytes are safe. There is one writer: one
// connection in this process, whose transactions are immediate, and a lock that
// keeps a second process out. Readers, also those of another process, never
// wait for it and are never waited for.
//
// A second file of the History schema keeps what may be lost, so that nobody
// who looks at it stands in the way of the journal.
//
// The owners of the tables (execute, ledger, risk, funnel) write their own SQL. What
// the schema can promise it promises: see migrations, where each table says
// what it is. SQLite's integrity_check finds only one in ten flipped bits, so
// rows of evidence carry a CRC-32C that triggers keep and Verify compares.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Options of Open.
type Options struct {
	// Path of the SQLite file. A writer makes it and its directory if needed.
	Path string
	// ReadOnly reads beside a running writer and takes no lock. The file has to
	// exist with the schema of this version.
	ReadOnly bool
	// Schema is what the file is for; default Journal.
	Schema     Schema
	Registerer prometheus.Registerer // nil works; one for each Schema
	Now        func() time.Time      // default time.Now
}

// DB is the open database. It is safe for concurrent use.
type DB struct {
	path        string
	schema      Schema
	now         func() time.Time
	write, read *sql.DB // write is nil when read only
	lock        *os.File
	failures    *prometheus.CounterVec // kind
}

// Open opens the database, and as a writer makes or migrates it. The errors
// are ErrUnreachable, ErrCorrupt, ErrNewer or ErrOlder, each with what to do.
func Open(ctx context.Context, opts Options) (*DB, error) {
	if opts.Path == "" {
		return nil, fmt.Errorf("%w: store.path is empty", ErrUnreachable)
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	db := &DB{path: opts.Path, schema: opts.Schema, now: opts.Now, failures: newFailures(opts.Registerer, opts.Schema)}
	if err := db.open(ctx, opts.ReadOnly); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context, readOnly bool) error {
	if readOnly {
		if _, err := os.Stat(db.path); err != nil {
			return fmt.Errorf("%w: %w: start the bot once, or correct store.path", ErrUnreachable, err)
		}
		db.read = openHandle(db.path, db.schema, true)
		return db.checkSchema(ctx)
	}
	if err := db.prepare(); err != nil {
		return err
	}
	db.write = openHandle(db.path, db.schema, false)
	if err := db.migrate(ctx); err != nil {
		return err
	}
	db.read = openHandle(db.path, db.schema, true)
	return nil
}

// MakeFolder makes the folder of a database's file, readable by nobody else. An
// error is an ErrUnreachable.
func MakeFolder(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("%w: %w: make the directory writable or change store.path", ErrUnreachable, err)
	}
	return nil
}

// prepare makes the directory and the file readable by nobody else, and takes
// the lock.
func (db *DB) prepare() error {
	if err := MakeFolder(db.path); err != nil {
		return err
	}
	f, err := os.OpenFile(db.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("%w: %w: make it writable or change store.path", ErrUnreachable, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	db.lock, err = lockFile(db.path + ".lock")
	return err
}

// openHandle makes a pool of connections; SQLite opens on first use.
func openHandle(path string, schema Schema, readOnly bool) *sql.DB {
	q := url.Values{"_pragma": {"busy_timeout(5000)", "foreign_keys(1)", "synchronous(FULL)"}}
	if schema == History {
		q["_pragma"][2] = "synchronous(NORMAL)"
	}
	if readOnly {
		q.Set("mode", "ro")
		q.Add("_pragma", "query_only(1)")
	} else {
		q.Set("mode", "rw")
		q.Set("_txlock", "immediate")
		q.Add("_pragma", "journal_mode(WAL)")
	}
	name := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
	h := sql.OpenDB(connector{name: name, driver: newDriver()})
	if readOnly {
		h.SetMaxOpenConns(4)
	} else {
		h.SetMaxOpenConns(1)
	}
	return h
}

// Write runs fn in one immediate transaction and commits it durably. An error
// of fn, or a panic, rolls everything back. Writers wait for each other.
func (db *DB) Write(ctx context.Context, fn func(tx *sql.Tx) error) (err error) {
	if db.write == nil {
		return errors.New("write to the database: it was opened read only")
	}
	defer func() { db.failed(err) }()
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin a write: %w", db.classify(err))
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if err := fn(tx); err != nil {
		return db.classify(err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit a write: %w", db.classify(err))
	}
	return nil
}

// Read is for queries; it cannot write. Each query sees a committed state.
func (db *DB) Read() *sql.DB { return db.read }

// Check proves that a write still becomes durable, or as a reader that the
// file can be read.
func (db *DB) Check(ctx context.Context) error {
	if db.write == nil {
		return db.classify(db.read.PingContext(ctx))
	}
	return db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO settings (key, value, updated_at) VALUES ('last_check', '', ?)
			ON CONFLICT (key) DO UPDATE SET updated_at = excluded.updated_at`, db.now().UnixMilli())
		return err
	})
}

// Close waits for running statements, folds the log into the file and gives
// the lock back. Closing twice is harmless.
func (db *DB) Close() error {
	var errs []error
	if db.read != nil {
		errs = append(errs, db.read.Close())
	}
	if db.write != nil {
		errs = append(errs, db.write.Close())
	}
	if db.lock != nil {
		errs = append(errs, unlockFile(db.lock))
		db.lock = nil
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close database %s: %w", db.path, err)
	}
	return nil
}
