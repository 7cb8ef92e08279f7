package risk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"mevbot/internal/store"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(victimPath); path != "" {
		victim(path)
	}
	goleak.VerifyTestMain(m)
}

func open(t testing.TB, path string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func gate(t *testing.T, opts Options) *Gate {
	t.Helper()
	g, err := New(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestLevelsParse(t *testing.T) {
	for _, l := range []Level{Run, Pause, Drain, Kill} {
		if got, err := ParseLevel(l.String()); got != l || err != nil {
			t.Errorf("%s: %v, %v", l, got, err)
		}
	}
	for _, text := range []string{"", "stop", "Run", "level 7"} {
		if _, err := ParseLevel(text); !errors.Is(err, ErrLevel) {
			t.Errorf("%q: %v, want ErrLevel", text, err)
		}
	}
}

// Each level but run refuses new attempts, only kill refuses to send again, and
// a restart begins with the level that was set.
func TestLevelSurvivesARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	for _, level := range []Level{Pause, Drain, Kill, Run} {
		db := open(t, path)
		if err := gate(t, Options{DB: db}).Set(t.Context(), level, "ann", "testing "+level.String()); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		db = open(t, path)
		g := gate(t, Options{DB: db})
		if s := g.Level(); s.Level != level || s.Who != "ann" || s.Why != "testing "+level.String() || s.At.IsZero() {
			t.Errorf("after a restart: %+v, want %s", s, level)
		}
		if g.Allow() != (level == Run) || g.MayResend() != (level != Kill) {
			t.Errorf("%s: allow %v, resend %v", level, g.Allow(), g.MayResend())
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// With the database down a stop still stops, says that it is not durable, and a
// resume has no effect.
func TestStopWithoutDatabase(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"))
	g := gate(t, Options{DB: db})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := g.Set(t.Context(), Pause, "ann", "disk"); err == nil || g.Allow() {
		t.Errorf("stop: error %v, allow %v; want an error and no trading", err, g.Allow())
	}
	if err := g.Set(t.Context(), Run, "ann", "fine"); err == nil || g.Allow() {
		t.Errorf("resume: error %v, allow %v; want an error and no trading", err, g.Allow())
	}
}

func TestTripDoesNotWeakenAStop(t *testing.T) {
	g := gate(t, Options{DB: open(t, filepath.Join(t.TempDir(), "a.db"))})
	if err := g.Trip(t.Context(), "execute", "foreign nonce"); err != nil || g.Level().Level != Pause {
		t.Fatalf("trip: %v, %+v", err, g.Level())
	}
	if err := g.Set(t.Context(), Kill, "ann", "leak"); err != nil {
		t.Fatal(err)
	}
	if err := g.Trip(t.Context(), "execute", "foreign nonce"); err != nil || g.Level().Level != Kill {
		t.Errorf("trip after kill: %v, %+v", err, g.Level())
	}
}

func TestDrainIsNotDurable(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"))
	g := gate(t, Options{DB: db})
	g.Drain()
	if g.Allow() || !strings.Contains(g.Refusal(), "stopping") || !g.MayResend() {
		t.Errorf("draining: %q", g.Refusal())
	}
	if !gate(t, Options{DB: db}).Allow() {
		t.Error("the next process does not trade")
	}
}

// Readers on the hot path run beside a writer.
func TestConcurrentUse(t *testing.T) {
	g := gate(t, Options{DB: open(t, filepath.Join(t.TempDir(), "a.db"))})
	var wg sync.WaitGroup
	done := make(chan struct{})
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					g.Allow()
					g.Level()
				}
			}
		})
	}
	for i := range 20 {
		if err := g.Set(t.Context(), Level(i%4), "ann", "again"); err != nil {
			t.Error(err)
		}
	}
	close(done)
	wg.Wait()
}
