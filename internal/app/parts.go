package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// part is something that runs until its context ends. When a vital part ends
// by itself the whole app ends; another is started again after a pause.
type part struct {
	name  string
	vital bool
	run   func(context.Context) error
}

// parts starts each part in order and stops them in reverse, waiting for each.
type parts struct {
	log     *slog.Logger
	running []*running
	ended   chan error // the first vital part that ended by itself
	once    sync.Once
}

type running struct {
	name   string
	cancel context.CancelFunc
	done   chan struct{}
}

func newParts(log *slog.Logger) *parts {
	return &parts{log: log, ended: make(chan error, 1)}
}

// start runs p on a goroutine of its own. Cancelling ctx does not stop it:
// only stop does, in its turn, so that a part outlives those that need it.
func (ps *parts) start(ctx context.Context, p part) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	r := &running{name: p.name, cancel: cancel, done: make(chan struct{})}
	ps.running = append(ps.running, r)
	go func() {
		defer close(r.done)
		pause := 100 * time.Millisecond
		for {
			err := p.run(ctx)
			if ctx.Err() != nil {
				return
			}
			if err == nil {
				err = errors.New("ended by itself")
			}
			if p.vital {
				ps.once.Do(func() { ps.ended <- fmt.Errorf("%s: %w", p.name, err) })
				return
			}
			ps.log.Error("part ended, starting it again", slog.String("part", p.name), slog.Any("error", err), slog.Duration("pause", pause))
			timer := time.NewTimer(pause/2 + rand.N(pause)) //nolint:gosec // jitter needs no secrecy
			select {
			case <-timer.C:
			case <-ctx.Done():
				timer.Stop()
				return
			}
			pause = min(2*pause, 10*time.Second)
		}
	}()
}

// stop ends the parts in reverse order and waits for each.
func (ps *parts) stop() {
	for _, r := range slices.Backward(ps.running) {

		r.cancel()
		<-r.done
		ps.log.Debug("part stopped", slog.String("part", r.name))
	}
	ps.running = nil
}
