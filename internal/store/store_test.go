package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		writeUntilKilled(os.Getenv(childEnv))
		return
	}
	goleak.VerifyTestMain(m)
}

// base is the time of every row here, in Unix milliseconds.
const base = 1_700_000_000_000

func open(t *testing.T, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), Options{Path: path, Now: func() time.Time { return time.UnixMilli(base) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func closeDB(tb testing.TB, db *DB) {
	tb.Helper()
	if err := db.Close(); err != nil {
		tb.Error(err)
	}
}

func hash(n int) string { return fmt.Sprintf("0x%064x", n) }

// insert writes an attempt whose transaction is told apart by tx.
func insert(ctx context.Context, db *DB, nonce, tx int, state string) error {
	return db.Write(ctx, func(q *sql.Tx) error {
		_, err := q.ExecContext(ctx, `INSERT INTO attempts (opportunity, created_at, chain_id, account, nonce, raw, hash, route, state, updated_at)
			VALUES (1, ?, 412346, '0x00000000000000000000000000000000000000aa', ?, ?, ?, '[]', ?, ?)`, base, nonce, []byte{byte(tx), 1}, hash(tx), state, base)
		return err
	})
}

func count(t *testing.T, db *DB, query string) int {
	t.Helper()
	var n int
	if err := db.Read().QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWriteCommitsAllOrNothing(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "deep", "a b?#%.db"))
	boom := errors.New("boom")
	err := db.Write(t.Context(), func(q *sql.Tx) error {
		if _, err := q.ExecContext(t.Context(), `UPDATE control SET level = 'kill'`); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) || count(t, db, `SELECT count(*) FROM control WHERE level = 'run'`) != 1 {
		t.Errorf("a failed write left its mark: %v", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = db.Write(t.Context(), func(q *sql.Tx) error {
			if _, err := q.ExecContext(t.Context(), `UPDATE control SET level = 'drain'`); err != nil {
				return err
			}
			panic("mid write")
		})
	}()
	if err := db.Write(t.Context(), func(q *sql.Tx) error {
		_, err := q.ExecContext(t.Context(), `UPDATE control SET reason = 'after the panic'`)
		return err
	}); err != nil {
		t.Fatalf("no write after a panic: %v", err)
	}
	if count(t, db, `SELECT count(*) FROM control WHERE level = 'run' AND reason = 'after the panic'`) != 1 {
		t.Error("a write that panicked left its mark")
	}
}

func TestDurabilityIsOn(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"))
	var mode, sync string
	if err := db.Write(t.Context(), func(q *sql.Tx) error {
		return errors.Join(q.QueryRowContext(t.Context(), `PRAGMA journal_mode`).Scan(&mode),
			q.QueryRowContext(t.Context(), `PRAGMA synchronous`).Scan(&sync))
	}); err != nil {
		t.Fatal(err)
	}
	if mode != "wal" || sync != "2" {
		t.Errorf("journal_mode %s, synchronous %s; want wal and 2 (FULL)", mode, sync)
	}
	info, err := os.Stat(db.path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestReadersCannotWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	open(t, path)
	ro, err := Open(t.Context(), Options{Path: path, ReadOnly: true})
	if err != nil {
		t.Fatalf("a reader beside the writer: %v", err)
	}
	defer closeDB(t, ro)
	if _, err := ro.Read().ExecContext(t.Context(), `UPDATE control SET level = 'kill'`); err == nil {
		t.Error("a reader wrote")
	}
	if err := ro.Write(t.Context(), func(*sql.Tx) error { return nil }); err == nil {
		t.Error("Write on a reader succeeded")
	}
	if err := errors.Join(ro.Check(t.Context()), ro.Verify(t.Context())); err != nil {
		t.Error(err)
	}
}

func TestReaderWithoutWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := open(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	ro, err := Open(t.Context(), Options{Path: path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer closeDB(t, ro)
	if n := count(t, ro, `SELECT count(*) FROM control`); n != 1 {
		t.Errorf("%d control rows, want 1", n)
	}
}

func TestSecondWriterIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	first := open(t, path)
	_, err := Open(t.Context(), Options{Path: path})
	if !errors.Is(err, ErrInUse) || !errors.Is(err, ErrUnreachable) || !strings.Contains(err.Error(), strconv.Itoa(os.Getpid())) {
		t.Errorf("second writer: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, path)
}

func TestOneTransactionANonce(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"))
	ctx := t.Context()
	if err := insert(ctx, db, 7, 1, "reserved"); err != nil {
		t.Fatal(err)
	}
	if err := insert(ctx, db, 7, 2, "reserved"); !IsConflict(err) {
		t.Errorf("another transaction with the nonce: %v", err)
	}
	if err := insert(ctx, db, 8, 1, "reserved"); !IsConflict(err) {
		t.Errorf("the same hash again: %v", err)
	}
	state := func(s string) error {
		return db.Write(ctx, func(q *sql.Tx) error {
			_, err := q.ExecContext(ctx, `UPDATE attempts SET state = ? WHERE hash = ?`, s, hash(1))
			return err
		})
	}
	if err := errors.Join(state("refused"), insert(ctx, db, 7, 3, "reserved")); err != nil {
		t.Errorf("a refused attempt keeps its nonce: %v", err)
	}
	if err := state("sent"); !IsConflict(err) {
		t.Errorf("a refused attempt came back beside its successor: %v", err)
	}
	for _, stmt := range []string{`UPDATE attempts SET raw = x'02'`, `UPDATE attempts SET nonce = 9`, `DELETE FROM attempts`, `UPDATE attempts SET state = 'lost'`} {
		if err := db.Write(ctx, func(q *sql.Tx) error { _, err := q.ExecContext(ctx, stmt); return err }); !IsConflict(err) {
			t.Errorf("%s: %v, want a refusal", stmt, err)
		}
	}
	if err := db.Verify(ctx); err != nil {
		t.Error(err)
	}
}

func TestLedgerAmounts(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"))
	ctx := t.Context()
	for i := range 8 {
		if err := insert(ctx, db, i, i, "landed"); err != nil {
			t.Fatal(err)
		}
	}
	book := func(id int, gross, net string) error {
		return db.Write(ctx, func(q *sql.Tx) error {
			_, err := q.ExecContext(ctx, `INSERT INTO ledger (attempt, block, tx, success, gross_wei, loss_wei, gas_wei, net_wei, at) VALUES (?, 1, ?, 1, ?, '0', '1', ?, 0)`, id, hash(100+id), gross, net)
			return err
		})
	}
	for id, net := range map[int]string{1: "0", 2: "-1", 3: "115792089237316195423570985008687907853269984665640564039457584007913129639935"} {
		if err := book(id, "1", net); err != nil {
			t.Errorf("net %s: %v", net, err)
		}
	}
	for _, bad := range []string{"", "-", "--1", "1-", "1.5", "1e3", "0x1", " 1"} {
		if err := book(4, "1", bad); !IsConflict(err) {
			t.Errorf("net %q: %v, want a refusal", bad, err)
		}
		if err := book(4, strings.Replace(bad, "1", "-1", 1), "1"); !IsConflict(err) {
			t.Errorf("gross %q: %v, want a refusal", bad, err)
		}
	}
	if err := book(99, "1", "1"); !IsConflict(err) {
		t.Errorf("an attempt that does not exist: %v", err)
	}
	if err := db.Verify(ctx); err != nil {
		t.Error(err)
	}
}

func TestCheckWrites(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"))
	if err := db.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `SELECT updated_at FROM settings WHERE key = 'last_check'`); n != base {
		t.Errorf("last check at %d, want %d", n, base)
	}
	if err := db.write.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Check(t.Context()); err == nil {
		t.Error("a closed database is healthy")
	}
}

func BenchmarkReserve(b *testing.B) {
	db, err := Open(b.Context(), Options{Path: filepath.Join(b.TempDir(), "a.db")})
	if err != nil {
		b.Fatal(err)
	}
	defer closeDB(b, db)
	n := 0
	for b.Loop() {
		if err := insert(b.Context(), db, n, n, "reserved"); err != nil {
			b.Fatal(err)
		}
		n++
	}
}
