package app

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/ledger"
)

const (
	booksEvery    = time.Minute
	booksPatience = 10 * time.Second // how long nothing has to be in flight for
)

// books compares what wallet and executor hold with the ledger, once a minute,
// from where the last comparison was: nodes forget old states. What is missing
// has to be missing twice, because a reorg between two reads is no loss.
type books struct {
	newest      func() (chain.Block, time.Time)
	idle        func(context.Context) error // waits until every attempt is booked
	unexplained func(ctx context.Context, from, to chain.Block) (ledger.SignedWei, error)
	missing     func(context.Context, *uint256.Int) error
	log         *slog.Logger
	now         func() time.Time
	seen        lastBooks
	beat        func()

	from   chain.Block // up to which the books balance; 0 before the first comparison
	missed bool        // something was missing the last time
}

func (a *App) newBooks() *books {
	return &books{newest: a.client.Newest, idle: a.runner.Idle, unexplained: a.ledger.Unexplained, missing: a.gate.Missing, log: a.log, now: a.opts.Now, beat: a.beat("books")}
}

func (b *books) run(ctx context.Context) error {
	tick, turns := time.NewTicker(booksEvery), time.NewTicker(time.Second)
	defer tick.Stop()
	defer turns.Stop()
	for {
		b.beat()
		if err := b.compare(ctx); err != nil && ctx.Err() == nil {
			b.log.Warn("books not compared with the chain", slog.Any("error", err))
			b.seen.failed(err)
		}
		for waiting := true; waiting; {
			b.beat()
			select {
			case <-turns.C:
			case <-tick.C:
				waiting = false
			case <-ctx.Done():
				return nil
			}
		}
	}
}

// compare looks at the blocks since the last time.
func (b *books) compare(ctx context.Context) error {
	// The block is read before it is known that nothing is in flight, so that
	// whatever is in it has been booked.
	to, _ := b.newest()
	idle, cancel := context.WithTimeout(ctx, booksPatience)
	defer cancel()
	if err := b.idle(idle); err != nil {
		return fmt.Errorf("wait until nothing is in flight: %w", err)
	}
	if b.from == 0 || to <= b.from {
		b.from, b.missed = to, false
		return nil
	}
	difference, err := b.unexplained(ctx, b.from, to)
	if err != nil {
		b.from, b.missed = to, false // the state of from may be gone
		return err
	}
	if difference.Sign() < 0 && !b.missed {
		b.missed = true
		return nil
	}
	from := b.from
	b.from, b.missed = to, false
	attrs := []any{slog.String("wei", difference.String()), slog.Uint64("from", uint64(from)), slog.Uint64("to", uint64(to))}
	b.seen.compared(b.now(), difference.Sign() < 0, fmt.Sprintf("wallet and executor hold %s wei other than the books say, blocks %d to %d", difference.String(), from, to))
	switch {
	case difference.Sign() > 0:
		b.log.Info("wallet and executor hold more than the books say: a deposit?", attrs...)
	case difference.Sign() < 0:
		b.log.Error("wallet and executor hold less than the books say", attrs...)
		missing, err := uint256.FromDecimal(strings.TrimPrefix(difference.String(), "-"))
		if err != nil {
			return err
		}
		return b.missing(ctx, missing)
	default:
		b.log.Debug("books balance", attrs...)
	}
	return nil
}
