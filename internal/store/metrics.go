package store

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The kinds of failures that a database has by itself.
const (
	failedCorrupt = "corrupt" // what it holds is damaged
	failedDisk    = "disk"    // the disk is full, or does not read or write
	failedLocked  = "locked"  // another program holds it
	failedAccess  = "access"  // the file or its directory may not be opened or written
)

// newFailures makes the counter of failed writes; a nil registerer keeps it private.
func newFailures(r prometheus.Registerer, s Schema) *prometheus.CounterVec {
	v := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "mev_bot_store_failures_total", Help: "Writes to a database that it did not take: corrupt, disk, locked or access.",
		ConstLabels: prometheus.Labels{"database": [...]string{"journal", "history"}[s]},
	}, []string{"kind"})
	for _, kind := range []string{failedCorrupt, failedDisk, failedLocked, failedAccess} {
		v.WithLabelValues(kind)
	}
	if r != nil {
		r.MustRegister(v)
	}
	return v
}

// failed counts an error that is the database's own. A row that contradicts
// another, and a caller that went away, are none.
func (db *DB) failed(err error) {
	if kind := failureKind(err); kind != "" {
		db.failures.WithLabelValues(kind).Inc()
	}
}

func failureKind(err error) string {
	var e *sqlite.Error
	switch {
	case err == nil:
		return ""
	case errors.Is(err, ErrCorrupt):
		return failedCorrupt
	case !errors.Is(err, ErrUnreachable) || !errors.As(err, &e):
		return ""
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR:
		return failedDisk
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return failedLocked
	}
	return failedAccess
}
