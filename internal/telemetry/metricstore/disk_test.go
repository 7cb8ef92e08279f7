package metricstore

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// eventually waits for what must come.
func eventually(t testing.TB, what string, f func() bool) {
	t.Helper()
	for until := time.Now().Add(20 * time.Second); !f(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("never: %s", what)
		}
	}
}

// smallDisk is a file system of its own, in memory.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no small disk can be mounted: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// ballast fills the disk until so many bytes are free.
func ballast(t *testing.T, dir string, leave int64) (remove func()) {
	t.Helper()
	have, err := freeBytes(dir)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "ballast")
	if err := os.WriteFile(file, make([]byte, have-leave), 0o600); err != nil && (leave > 0 || !errors.Is(err, syscall.ENOSPC)) {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(file); err != nil {
			t.Error(err)
		}
	}
}

// The store stops before the disk is full, answers meanwhile, and goes on by itself.
func TestPausesBeforeTheDiskIsFull(t *testing.T) {
	disk := smallDisk(t, "24m")
	b := start(t, Options{Dir: filepath.Join(disk, "metrics"), MinFreeBytes: 4 << 20, every: 20 * time.Millisecond})
	opened := b.open.Load()
	remove := ballast(t, disk, 3<<20)
	eventually(t, "a nearly full disk is told", func() bool { return errors.Is(b.Check(t.Context()), errNoSpace) })
	before := b.stored.Load()
	time.Sleep(200 * time.Millisecond)
	if after := b.stored.Load(); after != before {
		t.Error("samples are stored on a nearly full disk")
	}
	if got := resultsOf(t, b.ask(t, http.MethodGet, "query", url.Values{"query": {"last_over_time(up[1h])"}})); len(got) != 1 {
		t.Errorf("%d series while the disk is full", len(got))
	}
	remove()
	eventually(t, "samples are stored again", func() bool { return b.Check(t.Context()) == nil && b.stored.Load() > before })
	if b.open.Load() != opened {
		t.Error("the database was opened anew without need")
	}
}

// A disk that somebody fills between the look and the write breaks the database,
// which is opened anew when there is room.
func TestOpenedAnewAfterAFullDisk(t *testing.T) {
	disk := smallDisk(t, "24m")
	var store atomic.Pointer[Store]
	b := start(t, Options{
		Dir: filepath.Join(disk, "metrics"), ScrapeInterval: 10 * time.Millisecond, again: 20 * time.Millisecond,
		free: func(dir string) (int64, error) {
			if s := store.Load(); s == nil || s.failure.Load() == nil {
				return math.MaxInt64 / 2, nil
			}
			have, err := freeBytes(dir)
			return have + 56<<20, err
		},
	})
	store.Store(b.Store)
	opened := b.open.Load()
	remove := ballast(t, disk, 0)
	eventually(t, "the full disk is told", func() bool { b.beat(); return full(b.Check(t.Context())) })
	if got := resultsOf(t, b.ask(t, http.MethodGet, "query", url.Values{"query": {"last_over_time(up[1h])"}})); len(got) != 1 {
		t.Errorf("%d series while the disk is full", len(got))
	}
	remove()
	eventually(t, "opened anew", func() bool {
		return b.Check(t.Context()) == nil && b.open.Load() != nil && b.open.Load() != opened
	})
	b.await(t, 10)
}

// A database whose log could fill the disk while it is read is not opened.
func TestWaitsForRoomToOpen(t *testing.T) {
	s, err := New(Options{Dir: t.TempDir(), Handler: http.NotFoundHandler(), MinFreeBytes: math.MaxInt64 / 2, again: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	eventually(t, "no room is told", func() bool { return errors.Is(s.Check(ctx), errNoSpace) })
	if code, _ := call(t, s.API(), http.MethodGet, "query", url.Values{"query": {"up"}}); code != http.StatusServiceUnavailable {
		t.Errorf("code %d", code)
	}
	cancel()
	<-ended
}

// The database panics when chunks cannot be written. That costs the store a new
// opening, and nobody else anything. In a process of its own: the library leaves
// goroutines behind when closing panics.
func TestChunksThatCannotBeWritten(t *testing.T) {
	if os.Getenv("METRICSTORE_LEAKS") == "" {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestChunksThatCannotBeWritten$", "-test.v")
		cmd.Env = append(os.Environ(), "METRICSTORE_LEAKS=1")
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: TestChunksThatCannotBeWritten") {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	b := start(t, Options{ScrapeInterval: 10 * time.Millisecond, every: 2500 * time.Millisecond, again: 20 * time.Millisecond})
	b.await(t, 130) // two chunks
	chunks := filepath.Join(b.opts.Dir, "chunks_head")
	if err := errors.Join(os.RemoveAll(chunks), os.WriteFile(chunks, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it is told", func() bool {
		err := b.Check(t.Context())
		return err != nil && strings.Contains(err.Error(), "chunks")
	})
	if err := os.Remove(chunks); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it works again", func() bool { return b.Check(t.Context()) == nil })
	b.await(t, 130) // from the log
}

func TestPanicsAreErrors(t *testing.T) {
	if err := guarded("try", func() { panic(syscall.ENOSPC) }); !errors.Is(err, syscall.ENOSPC) || !full(err) {
		t.Error(err)
	}
	if err := guarded("try", func() { panic("text") }); err == nil || !strings.Contains(err.Error(), "try: text") {
		t.Error(err)
	}
	if err := guarded("try", func() {}); err != nil {
		t.Error(err)
	}
}
