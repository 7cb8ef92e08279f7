package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

// What the database itself refuses is counted by why; what a caller does wrong is
// no failure of the database.
func TestFailedWritesAreCounted(t *testing.T) {
	reg := prometheus.NewPedanticRegistry()
	db, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "bot.db"), Registerer: reg})
	if err != nil {
		t.Fatal(err)
	}
	defer closeDB(t, db)
	if err := insert(t.Context(), db, 1, 1, "reserved"); err != nil {
		t.Fatal(err)
	}
	if err := insert(t.Context(), db, 1, 2, "reserved"); !IsConflict(err) {
		t.Fatalf("a second transaction of a nonce: %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_ = insert(gone, db, 2, 3, "reserved")
	_ = db.Write(t.Context(), func(*sql.Tx) error { return errors.New("the caller's own") })
	expect := func(disk string) {
		t.Helper()
		want := `# HELP mev_bot_store_failures_total Writes to a database that it did not take: corrupt, disk, locked or access.
# TYPE mev_bot_store_failures_total counter
mev_bot_store_failures_total{database="journal",kind="access"} 0
mev_bot_store_failures_total{database="journal",kind="corrupt"} 0
mev_bot_store_failures_total{database="journal",kind="disk"} ` + disk + `
mev_bot_store_failures_total{database="journal",kind="locked"} 0
`
		if err := testutil.GatherAndCompare(reg, strings.NewReader(want)); err != nil {
			t.Error(err)
		}
	}
	expect("0")
	// A bound on the number of pages is what a full disk is to SQLite.
	if _, err := db.write.ExecContext(t.Context(), `PRAGMA max_page_count = 1`); err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(tx *sql.Tx) error {
		for n := 10; n < 2000; n++ {
			if _, err := tx.ExecContext(t.Context(), `INSERT INTO settings (key, value, updated_at) VALUES (?, ?, 1)`, hash(n), strings.Repeat("x", 1000)); err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, ErrUnreachable) {
		t.Fatalf("a full database takes writes: %v", err)
	}
	expect("1")
}
