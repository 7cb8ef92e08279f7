package app

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestPartsStopInReverse(t *testing.T) {
	var mu sync.Mutex
	var order []string
	ps := newParts(slog.New(slog.DiscardHandler))
	for _, name := range []string{"first", "second", "third"} {
		ps.start(t.Context(), part{name: name, run: func(ctx context.Context) error {
			<-ctx.Done()
			mu.Lock()
			order = append(order, name)
			mu.Unlock()
			return nil
		}})
	}
	ps.stop()
	if want := []string{"third", "second", "first"}; !slices.Equal(order, want) {
		t.Errorf("stopped in order %v, want %v", order, want)
	}
}

func TestAPartOutlivesTheCallersContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ps := newParts(slog.New(slog.DiscardHandler))
	alive := make(chan bool, 1)
	ps.start(ctx, part{name: "store", run: func(inner context.Context) error {
		cancel()
		alive <- inner.Err() == nil
		<-inner.Done()
		return nil
	}})
	if !<-alive {
		t.Error("a part was stopped by the caller's context, not in its turn")
	}
	ps.stop()
}

func TestAVitalPartEndsTheApp(t *testing.T) {
	ps := newParts(slog.New(slog.DiscardHandler))
	ps.start(t.Context(), part{name: "pipeline", vital: true, run: func(context.Context) error { return errors.New("boom") }})
	if err := <-ps.ended; err == nil || !strings.Contains(err.Error(), "pipeline: boom") {
		t.Errorf("ended with %v", err)
	}
	ps.stop()
}

func TestAnotherPartIsStartedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ps := newParts(slog.New(slog.DiscardHandler))
		runs := 0
		ps.start(t.Context(), part{name: "metrics", run: func(ctx context.Context) error {
			if runs++; runs < 4 {
				return errors.New("again")
			}
			<-ctx.Done()
			return nil
		}})
		time.Sleep(time.Minute)
		synctest.Wait()
		ps.stop()
		if runs != 4 {
			t.Errorf("ran %d times, want 4", runs)
		}
	})
}
