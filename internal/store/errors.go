package store

import (
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	// ErrUnreachable says that the file cannot be opened, read or written (exit 4).
	ErrUnreachable = errors.New("database unreachable")
	// ErrCorrupt says that the file is not a database or its content is damaged (exit 5).
	ErrCorrupt = errors.New("database corrupt")
	// ErrNewer says that a newer version of the bot has migrated the file (exit 5).
	ErrNewer = errors.New("database is newer than this version")
	// ErrOlder says that a reader found a schema that only a writer may migrate. It is
	// also ErrUnreachable: starting the bot once mends it.
	ErrOlder = fmt.Errorf("%w: older schema", ErrUnreachable)
	// ErrInUse says that another process writes to the file. It is also ErrUnreachable.
	ErrInUse = fmt.Errorf("%w: in use", ErrUnreachable)
)

// IsConflict says whether err comes from a UNIQUE, CHECK or foreign key
// constraint: the row contradicts another, and was not written.
func IsConflict(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_CONSTRAINT
}

// classify types the errors of SQLite; others pass. A primary result code is
// the low byte (sqlite.org/rescode.html).
func (db *DB) classify(err error) error {
	var e *sqlite.Error
	if err == nil || !errors.As(err, &e) || errors.Is(err, ErrUnreachable) || errors.Is(err, ErrCorrupt) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT:
		return fmt.Errorf("%w: %s: %w: restore a backup or name another file in store.path", ErrCorrupt, db.path, err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH:
		return fmt.Errorf("%w: %s: %w: make the file and its directory writable or change store.path", ErrUnreachable, db.path, err)
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR:
		return fmt.Errorf("%w: %s: %w: look at the disk and its free space", ErrUnreachable, db.path, err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: %s: %w: another program holds it", ErrUnreachable, db.path, err)
	case sqlite3.SQLITE_CONSTRAINT:
		if strings.Contains(e.Error(), "corrupt row in") {
			return fmt.Errorf("%w: %s: %w: run mev-bot doctor, then restore a backup", ErrCorrupt, db.path, err)
		}
	}
	return err
}
