package app

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"mevbot/internal/amm"
	"mevbot/internal/config"
	"mevbot/internal/integrity"
	"mevbot/internal/pool"
)

// recoveryPolicy is how patiently things are repaired.
func recoveryPolicy(c *config.Integrity) integrity.Policy {
	return integrity.Policy{
		Pause: c.RecoveryPause, Longest: c.RecoveryLongestPause, Attempts: int(c.RecoveryAttempts), Patience: c.RecoveryPatience,
		Relapse: max(10*time.Minute, 2*c.Interval),
	}
}

// newIntegrity makes the runner, on the pipeline.
func (a *App) newIntegrity(ctx context.Context) error {
	c := &a.cfg.Integrity
	opts := integrity.Options{
		Tally: a.tally, Street: a.pipeline, Chain: &integrity.Node{Client: a.client, Quoters: a.quoters()}, Pools: a.market,
		Journal: a.db, History: a.history, Interval: c.Interval,
		SamplePools: int(c.SamplePools), SampleCalls: int(c.SampleCalls), SampleQuotes: int(c.SampleQuotes),
		Limits:   integrity.Limits{Corruption: int(c.MaxCorruptionBps), Validation: int(c.MaxMismatchBps), Calls: int(c.MaxCallFailureBps), Drift: int(c.MaxDriftBps)},
		Listener: a.listener, Logger: a.log, Now: a.opts.Now,
	}
	if c.SampleQuotes == 0 {
		opts.SampleQuotes = -1 // none, where 0 would be the default
	}
	if a.cfg.Trading.Live {
		a.books = a.newBooks()
		opts.Books = a.books.seen.last
	}
	runner, err := integrity.New(ctx, opts)
	if err != nil {
		return err
	}
	a.integrity = runner
	return nil
}

// startIntegrity starts what repairs pools, and what looks whether that is needed.
func (a *App) startIntegrity(ctx context.Context, ps *parts) {
	mender := &pool.Mender{
		Client: a.client, Do: a.pipeline.Do, Install: a.pipeline.Install,
		Later: a.integrity.Later, Tried: a.integrity.Reloaded, Logger: a.log, Now: a.opts.Now,
	}
	ps.start(ctx, part{name: "mender", run: mender.Run})
	ps.start(ctx, part{name: "integrity", run: a.integrity.Run})
}

// integrityHandler answers what is known of the bot's integrity, once Started.
func (a *App) integrityHandler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-a.started:
			a.integrity.Handler().ServeHTTP(w, r)
		default:
			http.Error(w, errNotStarted.Error(), http.StatusServiceUnavailable)
		}
	})
}

// Integrity asks the bot for its newest snapshots.
func (r *Remote) Integrity(ctx context.Context, count int) (report integrity.Report, err error) {
	err = r.ask(ctx, http.MethodGet, "/integrity?count="+strconv.Itoa(count), nil, &report)
	return report, err
}

// CorruptPool makes the state of one pool in memory wrong without telling anybody,
// and names it: a fault for the demo and for tests. See pool.Market.Corrupt.
func (a *App) CorruptPool(ctx context.Context) (string, error) {
	var id amm.PoolID
	var failed error
	if err := a.pipeline.Do(ctx, func(m *pool.Market) { id, failed = m.Corrupt() }); err != nil {
		return "", err
	}
	if failed != nil {
		return "", fmt.Errorf("corrupt a pool: %w", failed)
	}
	return a.market.Info(id).Address.Hex(), nil
}

// lastBooks is the last comparison of the books, for another goroutine to read.
type lastBooks struct {
	mu    sync.Mutex
	books integrity.Books
}

func (l *lastBooks) last() integrity.Books {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.books
}

// compared notes a comparison.
func (l *lastBooks) compared(at time.Time, missing bool, text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.books = integrity.Books{At: at, Missing: missing, Text: text}
}

// failed notes that there was none.
func (l *lastBooks) failed(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.books.Err = err
}
