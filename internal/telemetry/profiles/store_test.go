package profiles

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mevbot/internal/wholefile"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func opened(t *testing.T, keep retention) (*store, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := openStore(dir, keep)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.close() })
	return s, dir
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

func TestNamesAreExact(t *testing.T) {
	for _, k := range kinds {
		f := fileOf(k, noon.Add(1234*time.Microsecond))
		if back, ok := parseName(f.Name); !ok || back != f {
			t.Errorf("%s reads as %+v", f.Name, back)
		}
		if back, ok := parseID(f.ID); !ok || back != f {
			t.Errorf("%s reads as %+v", f.ID, back)
		}
		if !isTemporary(wholefile.Temporary(f.Name)) {
			t.Errorf("%s is not temporary", wholefile.Temporary(f.Name))
		}
	}
	if got := fileOf(kindCPU, noon).Name; got != "cpu-20260304T120000.000Z.pb.gz" {
		t.Errorf("name: %s", got)
	}
	for _, bad := range []string{
		"", ".", "..", "cpu", "cpu-", "cpu-20260304T120000.000Z", "cpu-20260304T120000.000Z.json", "cpu-20260304T120000Z.pb.gz",
		"cpu-20261304T120000.000Z.pb.gz", "cpu-20260230T120000.000Z.pb.gz", "other-20260304T120000.000Z.pb.gz", "trace-20260304T120000.000Z.pb.gz",
		"../cpu-20260304T120000.000Z.pb.gz", "cpu-20260304T120000.000Z.pb.gz ", "CPU-20260304T120000.000Z.pb.gz", "cpu-20260304T120000.000Z.pb.gz\n",
		"x/cpu-20260304T120000.000Z.pb.gz", "cpu-20260304T120000.000Z.pb.gz.new", "cpu-20260304T120000,000Z.pb.gz",
	} {
		if f, ok := parseName(bad); ok {
			t.Errorf("%q reads as %+v", bad, f)
		}
		if f, ok := parseID(strings.TrimSuffix(bad, ".pb.gz")); ok && bad != f.Name && bad != f.ID && !strings.HasPrefix(bad, "trace") {
			t.Errorf("id of %q reads as %+v", bad, f)
		}
	}
	for _, bad := range []string{".new", "cpu-20260304T120000.000Z.pb.gz.tmp", "notes.new", "cpu-20260304T120000.000Z.pb.gz"} {
		if isTemporary(bad) {
			t.Errorf("%q is temporary", bad)
		}
	}
}

// A name that no kind gives is read, kept and never removed.
func TestNamesOfOthersAreLeft(t *testing.T) {
	s, dir := opened(t, retention{keep: 1, keepMissed: 1, bytes: 1 << 20, age: time.Hour})
	others := []string{"notes.txt", "cpu-yesterday.pb.gz", ".hidden.tmp", "cpu-20260304T120000.000Z.pb.gz.bak", "prometheus.out", "x.json"}
	for _, n := range others {
		if err := os.WriteFile(filepath.Join(dir, n), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// Of a right name but not a file: neither followed nor removed.
	if err := os.Mkdir(filepath.Join(dir, fileOf(kindCPU, noon).Name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, fileOf(kindHeap, noon).Name)); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if _, err := s.save(fileOf(kindBlock, noon.Add(time.Duration(i)*time.Minute)), text("a")); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.sweep(); err != nil {
		t.Fatal(err)
	}
	files, bytes, err := s.prune(noon.Add(3 * time.Minute))
	if err != nil || files != 1 || bytes != 1 {
		t.Errorf("left: %d files, %d bytes, %v", files, bytes, err)
	}
	for _, n := range append(others, fileOf(kindCPU, noon).Name, fileOf(kindHeap, noon).Name) {
		if _, err := os.Lstat(filepath.Join(dir, n)); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.open(fileOf(kindHeap, noon)); err == nil {
		t.Error("a symbolic link was opened")
	}
}

func TestSameMillisecond(t *testing.T) {
	s, dir := opened(t, retention{})
	for i := range 3 {
		if _, err := s.save(fileOf(kindHeap, noon), text(strconv.Itoa(i))); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3 {
		name := fileOf(kindHeap, noon.Add(time.Duration(i)*time.Millisecond)).Name
		if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(b) != strconv.Itoa(i) {
			t.Errorf("%s: %q %v", name, b, err)
		}
	}
}

// Each bound holds by itself, whatever there is; nothing goes that could stay;
// the files of one miss stay or go together.
func TestRetention(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := retention{
			keep: rapid.IntRange(1, 5).Draw(t, "keep"), keepMissed: rapid.IntRange(1, 3).Draw(t, "keepMissed"),
			bytes: rapid.Int64Range(1, 2000).Draw(t, "bytes"), age: time.Duration(rapid.IntRange(1, 40).Draw(t, "age")) * time.Minute,
		}
		unique := map[string]bool{}
		var files []File
		for range rapid.IntRange(0, 40).Draw(t, "n") {
			f := fileOf(rapid.SampledFrom(kinds).Draw(t, "kind"), noon.Add(-time.Duration(rapid.IntRange(-5, 50).Draw(t, "minutes"))*time.Minute))
			f.Bytes = rapid.Int64Range(0, 300).Draw(t, "size")
			if !unique[f.ID] {
				unique[f.ID] = true
				files = append(files, f)
			}
		}
		gone := r.excess(files, noon)
		var left []File
		for _, f := range files {
			if !slices.Contains(gone, f) {
				left = append(left, f)
			}
		}
		if len(left)+len(gone) != len(files) {
			t.Fatalf("%d left and %d gone of %d", len(left), len(gone), len(files))
		}
		checkBounds(t, r, left)
		for _, g := range gone {
			for _, l := range left {
				if isOfMiss(g) && isOfMiss(l) && g.Time.Equal(l.Time) {
					t.Fatalf("%s went without %s", g.ID, l.ID)
				}
			}
		}
		if !slices.IsSortedFunc(gone, func(a, b File) int { return a.Time.Compare(b.Time) }) {
			t.Fatal("not the oldest first")
		}
		checkNeedless(t, r, left, gone)
	})
}

func checkBounds(t *rapid.T, r retention, left []File) {
	count := map[string]int{}
	missed := map[time.Time]bool{}
	var bytes int64
	for _, f := range left {
		bytes += f.Bytes
		if noon.Sub(f.Time) > r.age {
			t.Fatalf("%s is too old", f.ID)
		}
		if isOfMiss(f) {
			missed[f.Time] = true
			continue
		}
		if count[f.Kind]++; count[f.Kind] > r.keep {
			t.Fatalf("%d of %s", count[f.Kind], f.Kind)
		}
	}
	if bytes > r.bytes || len(missed) > r.keepMissed {
		t.Fatalf("%d bytes, %d misses", bytes, len(missed))
	}
}

// checkNeedless looks at the newest that went: it must break a bound.
func checkNeedless(t *rapid.T, r retention, left, gone []File) {
	if len(gone) == 0 {
		return
	}
	newest := gone[len(gone)-1]
	if noon.Sub(newest.Time) > r.age {
		return
	}
	same, size := 0, int64(0)
	stamps := map[time.Time]bool{}
	for _, f := range left {
		size += f.Bytes
		if f.Kind == newest.Kind {
			same++
		}
		if isOfMiss(f) {
			stamps[f.Time] = true
		}
	}
	for _, f := range gone {
		if f == newest || isOfMiss(f) && isOfMiss(newest) && f.Time.Equal(newest.Time) {
			size += f.Bytes
		}
	}
	full := same >= r.keep
	if isOfMiss(newest) {
		full = len(stamps) >= r.keepMissed
	}
	if !full && size <= r.bytes {
		t.Fatalf("%s went for nothing", newest.ID)
	}
}

// A disk that fails while a file is written or synced leaves nothing behind, and
// what was there before stays.
func TestFaultyDisk(t *testing.T) {
	s, dir := opened(t, retention{})
	if _, err := s.save(fileOf(kindCPU, noon), text("old")); err != nil {
		t.Fatal(err)
	}
	s.sync = func(*os.File) error { return syscall.ENOSPC }
	if _, err := s.save(fileOf(kindCPU, noon.Add(time.Second)), text("new")); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a full disk at sync: %v", err)
	}
	s.sync = (*os.File).Sync
	torn := func(w io.Writer) error { return errors.Join(text("half")(w), io.ErrUnexpectedEOF) }
	if _, err := s.save(fileOf(kindCPU, noon.Add(time.Second)), torn); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a torn write: %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != fileOf(kindCPU, noon).Name {
		t.Errorf("left: %v %v", entries, err)
	}
}

// kill -9 at any moment: whole files and at most one temporary file, which the
// next start removes.
func TestKillLeavesWholeFiles(t *testing.T) {
	for round := range 5 {
		dir := t.TempDir()
		killed(t, dir, time.Duration(round)*3*time.Millisecond)
		s, err := openStore(dir, retention{keep: 20, keepMissed: 5, bytes: 1 << 30, age: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		temps := 0
		names, err := s.names()
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			if isTemporary(n) {
				temps++
			}
		}
		if temps > 1 {
			t.Errorf("%d temporary files", temps)
		}
		if err := s.sweep(); err != nil {
			t.Error(err)
		}
		files, err := s.list()
		if err != nil || len(files) < 3 {
			t.Errorf("%d files after the kill, %v", len(files), err)
		}
		if names, err = s.names(); err != nil || len(names) != len(files) {
			t.Errorf("%d names for %d files, %v", len(names), len(files), err)
		}
		for _, f := range files {
			if f.Bytes != 1<<20 {
				t.Errorf("%s has %d bytes", f.Name, f.Bytes)
			}
		}
		s.close()
	}
}

// killed runs a child that saves, and kills it after a few files and a moment.
func killed(t *testing.T, dir string, moment time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0]) //nolint:noctx // it is killed below
	cmd.Env = append(os.Environ(), childVariable+"=save "+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for range 3 {
		if !lines.Scan() {
			t.Fatal("the child ended by itself")
		}
	}
	time.Sleep(moment) // somewhere in the next file
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
}

// A real limit of the kernel instead of a fake: EFBIG behaves as ENOSPC does.
func TestFullDisk(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"=full "+t.TempDir())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
