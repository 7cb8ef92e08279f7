package profiles

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"go.uber.org/goleak"
)

// childVariable makes the test binary run as a child: "MODE DIR".
const childVariable = "PROFILES_TEST_CHILD"

func TestMain(m *testing.M) {
	if job := os.Getenv(childVariable); job != "" {
		mode, dir, _ := strings.Cut(job, " ")
		if err := child(mode, dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// child is what a process of its own does for a test.
func child(mode, dir string) error {
	switch mode {
	case "save": // until it is killed
		s, err := openStore(dir, retention{keep: 20, keepMissed: 5, bytes: 1 << 30, age: time.Hour})
		if err != nil {
			return err
		}
		return saveForever(s)
	case "full": // files cannot grow beyond 128 bytes
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 128, Max: 1 << 30}); err != nil {
			return err
		}
		return fullDisk(dir)
	}
	return errors.New("no such child: " + mode)
}

func saveForever(s *store) error {
	block := []byte(strings.Repeat("x", 1<<16))
	for {
		_, err := s.save(fileOf(kindHeap, time.Now()), func(w io.Writer) error {
			for range 16 {
				if _, err := w.Write(block); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		fmt.Println("saved")
	}
}

// fullDisk runs rounds without room, and then one with room.
func fullDisk(dir string) error {
	reg := prometheus.NewRegistry()
	p, err := New(Options{Dir: dir, CPUDuration: 200 * time.Millisecond, MinCPU: time.Millisecond, FlightWindow: -1, Registerer: reg})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	p.round(ctx)
	if err := p.Check(ctx); !errors.Is(err, syscall.EFBIG) {
		return fmt.Errorf("a full disk was reported as %w", err)
	}
	if err := expect(p, "goroutine", 0, 1); err != nil {
		return err
	}
	left, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range left {
		if _, whole := parseName(e.Name()); !whole {
			return fmt.Errorf("a full disk left %s", e.Name())
		}
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1 << 30, Max: 1 << 30}); err != nil {
		return err
	}
	p.round(ctx)
	if err := p.Check(ctx); err != nil {
		return fmt.Errorf("with room again: %w", err)
	}
	return expect(p, "goroutine", 1, 1)
}

// expect compares what was counted of a kind.
func expect(p *Profiles, kind string, saved, failed float64) error {
	s, f := testutil.ToFloat64(p.m.saved.WithLabelValues(kind)), testutil.ToFloat64(p.m.failed.WithLabelValues(kind))
	if s != saved || f != failed {
		return fmt.Errorf("%s: %v saved and %v failed, want %v and %v", kind, s, f, saved, failed)
	}
	return nil
}

// burn works until ctx ends, so that there is something to profile.
func burn(ctx context.Context) (n int) {
	for ctx.Err() == nil {
		for i := range 1000 {
			n += len(strconv.Itoa(i))
		}
	}
	return n
}

// busy burns beside the test.
func busy(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); burn(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
}

// started makes Profiles, runs them for the length of the test, and serves them.
func started(t testing.TB, o Options) (*Profiles, *httptest.Server) {
	t.Helper()
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	srv := httptest.NewServer(p.Handler())
	t.Cleanup(func() {
		srv.Close()
		http.DefaultClient.CloseIdleConnections()
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return p, srv
}

// fetch asks for a URL and returns status and body.
func fetch(t testing.TB, url string) (int, string) {
	t.Helper()
	r, err := http.Get(url) //nolint:noctx // loopback
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

// eventually waits for something that another goroutine does in real time.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for range 600 {
		if holds() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("did not happen: %s", what)
}
