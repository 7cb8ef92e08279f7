package risk

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"mevbot/internal/event"
)

// locked holds the database's write lock as another program could.
func locked(t *testing.T, path string) (unlock func()) {
	t.Helper()
	other, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	other.SetMaxOpenConns(1)
	if _, err := other.ExecContext(t.Context(), `BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	return func() { _, _ = other.ExecContext(context.WithoutCancel(t.Context()), `ROLLBACK`); _ = other.Close() }
}

// A stop is in force at once although the database is locked, another operator's
// too, and Run stores it when the database is free. A resume waits for it.
func TestAStopWithTheDatabaseLocked(t *testing.T) {
	b := newBench(t, Limits{DailyLoss: n(100)})
	unlock := locked(t, b.path)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	slow := make(chan error)
	go func() { slow <- b.gate.Set(t.Context(), Pause, "ann", "first") }()
	for b.gate.Allow() {
		time.Sleep(time.Millisecond)
	}
	if err := b.gate.Set(ctx, Kill, "bob", "second"); !errors.Is(err, ErrNotStored) || b.gate.MayResend() || b.gate.Allow() {
		t.Errorf("kill beside a stop that waits: %v, resend %v", err, b.gate.MayResend())
	}
	if err := b.gate.Resume(ctx, "ann", "no", false); err == nil || b.gate.Allow() {
		t.Errorf("resume with the database locked: %v", err)
	}
	unlock()
	if err := <-slow; err != nil {
		t.Error(err)
	}
	stop := b.run()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if s, err := Read(t.Context(), b.db); err == nil && s.Level == Kill {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the kill was never stored")
		}
	}
	stop()
}

// run starts the gate's own loop.
func (b *bench) run() (stop func()) {
	ctx, cancel := context.WithCancel(b.t.Context())
	done := make(chan error)
	go func() { done <- b.gate.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			b.t.Error(err)
		}
	}
}

// A loss while the database is down stops the trading all the same.
func TestATripWithTheDatabaseDown(t *testing.T) {
	b := newBench(t, Limits{DailyLoss: n(100)})
	if err := b.db.Close(); err != nil {
		t.Fatal(err)
	}
	b.hear.Booked(event.Booked{Attempt: 1, Gas: n(100)})
	if b.gate.Allow() {
		t.Error("a trip that cannot be stored has no effect")
	}
	if b.trips[0].Limit != DailyLoss || !errors.Is(b.trips[0].Err, ErrNotStored) {
		t.Errorf("published %+v", b.trips)
	}
}

func TestAFailedWriteLatches(t *testing.T) {
	b := newBench(t, Limits{})
	b.gate.StoreChecked(t.Context(), nil)
	if !b.gate.Allow() {
		t.Error("stopped by a good check")
	}
	for range 3 {
		b.gate.StoreChecked(t.Context(), errors.New("disk full"))
	}
	b.restart()
	if b.gate.Allow() || !strings.Contains(b.gate.Refusal(), "disk full") || len(b.tripped()) != 1 {
		t.Errorf("%q, published %v", b.gate.Refusal(), b.tripped())
	}
}

// What comes while a resume is being stored wins over it.
func TestAStopWhileResuming(t *testing.T) {
	b := newBench(t, Limits{})
	if err := b.gate.Set(t.Context(), Pause, "ann", "lunch"); err != nil {
		t.Fatal(err)
	}
	unlock := locked(t, b.path)
	resumed := make(chan error)
	go func() { resumed <- b.gate.Resume(t.Context(), "ann", "back", false) }()
	for len(b.gate.writing) == 0 { // until the resume is at the database
		time.Sleep(time.Millisecond)
	}
	time.Sleep(20 * time.Millisecond)
	stopped := make(chan error)
	go func() { stopped <- b.gate.Set(t.Context(), Kill, "bob", "leak") }()
	for b.gate.MayResend() {
		time.Sleep(time.Millisecond)
	}
	unlock()
	if err := <-resumed; !errors.Is(err, ErrOvertaken) {
		t.Errorf("resume: %v, want ErrOvertaken", err)
	}
	if err := <-stopped; err != nil || b.gate.Allow() {
		t.Errorf("kill: %v, allow %v", err, b.gate.Allow())
	}
	b.restart()
	if b.gate.Level().Level != Kill {
		t.Errorf("after a restart: %+v", b.gate.Level())
	}
}
