package store

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const childEnv = "STORE_TEST_CHILD"

// writeUntilKilled is the child of TestKillLosesNothing: it says a number only
// after the row is committed.
func writeUntilKilled(path string) {
	ctx := context.Background()
	db, err := Open(ctx, Options{Path: path})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	var n int
	if err := db.Read().QueryRowContext(ctx, `SELECT count(*) FROM attempts`).Scan(&n); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for ; ; n++ {
		if err := insert(ctx, db, n, n, "reserved"); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(n)
	}
}

// A process that is killed loses no row that it had been told is durable, and
// the next one opens the file without help.
func TestKillLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	last := -1
	for round := range 3 {
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), childEnv+"="+path)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for seen := 0; lines.Scan(); seen++ {
			n, err := strconv.Atoi(lines.Text())
			if err != nil {
				t.Fatalf("round %d: %s", round, lines.Text())
			}
			last = n
			if seen == 20+7*round {
				if err := child.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		_ = child.Wait()
		db := open(t, path)
		if n := count(t, db, `SELECT count(*) FROM attempts`); n < last+1 {
			t.Errorf("round %d: %d rows, but row %d was durable", round, n, last)
		}
		if err := errors.Join(db.Verify(t.Context()), db.Close()); err != nil {
			t.Error(err)
		}
	}
	if last < 60 {
		t.Errorf("only %d rows were written", last)
	}
}

func TestOpenErrors(t *testing.T) {
	write := func(t *testing.T, name string, data []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, tc := range []struct {
		name     string
		path     func(*testing.T) string
		readOnly bool
		want     error
		says     string
	}{
		{"no path", func(*testing.T) string { return "" }, false, ErrUnreachable, "store.path"},
		{"a directory", func(t *testing.T) string { return t.TempDir() }, false, ErrUnreachable, "store.path"},
		{"below a file", func(t *testing.T) string { return filepath.Join(write(t, "f", nil), "a.db") }, false, ErrUnreachable, "store.path"},
		{"not a database", func(t *testing.T) string { return write(t, "a.db", bytes.Repeat([]byte("hello "), 500)) }, false, ErrCorrupt, "restore a backup"},
		{"reader of nothing", func(t *testing.T) string { return filepath.Join(t.TempDir(), "a.db") }, true, ErrUnreachable, "start the bot once"},
		{"reader of an empty file", func(t *testing.T) string { return write(t, "a.db", nil) }, true, ErrOlder, "start the bot once"},
		{"reader of something else", func(t *testing.T) string { return write(t, "a.db", bytes.Repeat([]byte("hello "), 500)) }, true, ErrCorrupt, "restore a backup"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Open(t.Context(), Options{Path: tc.path(t), ReadOnly: tc.readOnly})
			if !errors.Is(err, tc.want) || !strings.Contains(fmt.Sprint(err), tc.says) {
				t.Errorf("%v; want %v that says %q", err, tc.want, tc.says)
			}
		})
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path)
	if err := db.Write(t.Context(), func(q *sql.Tx) error {
		_, err := q.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{false, true} {
		if _, err := Open(t.Context(), Options{Path: path, ReadOnly: readOnly}); !errors.Is(err, ErrNewer) {
			t.Errorf("read only %v: %v, want ErrNewer", readOnly, err)
		}
	}
}

// Each flipped bit of a stored transaction is found, and the row cannot be
// changed any more, which would seal the damage.
func TestFlippedBitIsFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path)
	if err := insert(t.Context(), db, 3, 5, "sent"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(file, []byte(hash(5)+"[]sent"))
	if at < 0 {
		t.Fatal("the row is not in the file")
	}
	file[at+20] ^= 1
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db = open(t, path)
	if err := db.Verify(t.Context()); !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "attempts row 1") {
		t.Errorf("verify: %v, want ErrCorrupt that names attempts row 1", err)
	}
	err = db.Write(t.Context(), func(q *sql.Tx) error {
		_, err := q.ExecContext(t.Context(), `UPDATE attempts SET state = 'landed'`)
		return err
	})
	if !errors.Is(err, ErrCorrupt) {
		t.Errorf("update of a damaged row: %v, want ErrCorrupt", err)
	}
}

// Checking rows part by part comes round to each, and finds what Verify finds.
func TestRowsAreCheckedInParts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path)
	for n := range 7 {
		if err := insert(t.Context(), db, n, n, "sent"); err != nil {
			t.Fatal(err)
		}
	}
	from := SealedRows{}
	for i, want := range []int{3, 3, 1, 3} {
		if looked, err := db.CheckRows(t.Context(), from, 3); err != nil || looked != want {
			t.Errorf("part %d: %d rows, %v; want %d", i, looked, err, want)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(file, []byte(hash(4)+"[]sent"))
	if at < 0 {
		t.Fatal("the row is not in the file")
	}
	file[at+20] ^= 1
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db = open(t, path)
	from = SealedRows{}
	for i, damaged := range []bool{false, true, false, false, true} {
		looked, err := db.CheckRows(t.Context(), from, 3)
		if looked == 0 || errors.Is(err, ErrCorrupt) != damaged || damaged && !strings.Contains(err.Error(), "1 rows of attempts do not fit their crc, the first is 5") {
			t.Errorf("part %d: %d rows, %v; want damage %v", i, looked, err, damaged)
		}
	}
	if _, err := db.CheckRows(t.Context(), SealedRows{}, 100); !errors.Is(err, ErrCorrupt) {
		t.Errorf("all at once: %v", err)
	}
}

// Rows that differ in any value, type or place of a boundary have another sum.
func TestRowCRCTellsRowsApart(t *testing.T) {
	value := rapid.OneOf(
		rapid.Just[driver.Value](nil),
		rapid.Map(rapid.Int64(), func(v int64) driver.Value { return v }),
		rapid.Map(rapid.String(), func(v string) driver.Value { return v }),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 1, 9), func(v []byte) driver.Value { return v }),
	)
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(value, 1, 5).Draw(t, "a")
		b := rapid.SliceOfN(value, 1, 5).Draw(t, "b")
		same := slices.EqualFunc(a, b, func(x, y driver.Value) bool { return fmt.Sprintf("%T%#v", x, x) == fmt.Sprintf("%T%#v", y, y) })
		x, errA := RowCRC(a...)
		y, errB := RowCRC(b...)
		if errA != nil || errB != nil || (x == y) != same {
			t.Fatalf("%#v has %08x, %#v has %08x (%v, %v)", a, x, b, y, errA, errB)
		}
	})
	if _, err := RowCRC(struct{}{}); err == nil {
		t.Error("a type that SQLite does not know was summed")
	}
}
