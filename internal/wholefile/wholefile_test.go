package wholefile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func open(t *testing.T) (Writer, string) {
	t.Helper()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return Writer{Root: root, Perm: 0o600}, dir
}

func wantFile(t *testing.T, dir, name, text string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil || string(b) != text {
		t.Errorf("%s holds %q, %v, want %q", name, b, err, text)
	}
	if _, err := os.Lstat(filepath.Join(dir, Temporary(name))); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something is left of the temporary file: %v", err)
	}
}

func TestWriteReplaces(t *testing.T) {
	w, dir := open(t)
	for _, text := range []string{"a longer first text", "second"} {
		if err := w.Write("f", Bytes([]byte(text))); err != nil {
			t.Fatal(err)
		}
		wantFile(t, dir, "f", text)
	}
	info, err := os.Stat(filepath.Join(dir, "f"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// Whatever fails, the file that was there stays.
func TestFailureLeavesTheOldFile(t *testing.T) {
	bad := errors.New("no space left")
	for name, fail := range map[string]func(*Writer) func(io.Writer) error{
		"write": func(*Writer) func(io.Writer) error {
			return func(to io.Writer) error { _, _ = to.Write([]byte("half")); return bad }
		},
		"sync": func(w *Writer) func(io.Writer) error {
			w.Sync = func(*os.File) error { return bad }
			return Bytes([]byte("whole"))
		},
	} {
		w, dir := open(t)
		if err := w.Write("f", Bytes([]byte("old"))); err != nil {
			t.Fatal(err)
		}
		if err := w.Write("f", fail(&w)); !errors.Is(err, bad) {
			t.Errorf("%s: %v", name, err)
		}
		wantFile(t, dir, "f", "old")
	}
}

func TestTemporaryNames(t *testing.T) {
	if name, ok := Of(Temporary("cpu.pprof")); !ok || name != "cpu.pprof" {
		t.Errorf("%q, %v", name, ok)
	}
	for _, other := range []string{"cpu.pprof", ".new", ""} {
		if name, ok := Of(other); ok {
			t.Errorf("%q is the temporary file of %q", other, name)
		}
	}
}
