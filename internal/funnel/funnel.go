// Package funnel keeps what became of every opportunity, for people: found,
// put in a tier, sent, landed, profitable, or dropped and why.
//
// It listens. A Keeper writes what it hears to the history database in batches,
// behind a bounded queue, so that it never delays the street; what finds the
// queue full is dropped and counted. Rows are kept for days, then summed up by
// day, tier, outcome and reason.
package funnel

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"golang.org/x/sync/errgroup"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/store"
)

// Pool is what a route is told to people with.
type Pool struct {
	Address common.Address
	Name    string
}

// Options of a Keeper. DB and Pool are required.
type Options struct {
	DB *store.DB // of the History schema
	// Pool names a pool; it must be safe from any goroutine.
	Pool func(amm.PoolID) Pool
	// Keep is how long rows are kept; default 7 days. MaxRows bounds them,
	// default 2 million, which is below 1 GB.
	Keep    time.Duration
	MaxRows int
	// Queue is where the facts of Heard wait.
	Queue  *event.Queue
	Logger *slog.Logger
	Now    func() time.Time // default time.Now
}

// Keeper writes opportunities down.
type Keeper struct {
	opts Options

	mu    sync.Mutex // between the queue's goroutine and the writer
	batch []change
}

// maxBatch is how many changes are kept while they cannot be written.
const maxBatch = 1 << 15

// change is one row to add or to bring up to date.
type change struct {
	id      uint64
	found   *row
	outcome string
	reason  string
	attempt uint64
}

type row struct {
	at    int64
	block uint64
	tier  string
	route string
	in    uint256.Int
	gross uint256.Int
	gas   uint256.Int
	net   uint256.Int
}

// New makes a keeper.
func New(opts Options) (*Keeper, error) {
	if opts.DB == nil || opts.Pool == nil || opts.Queue == nil {
		return nil, errors.New("funnel needs a database, a queue and the names of pools")
	}
	if opts.Keep == 0 {
		opts.Keep = 7 * 24 * time.Hour
	}
	if opts.MaxRows == 0 {
		opts.MaxRows = 2_000_000
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	return &Keeper{opts: opts}, nil
}

// Heard is those of a queue's functions that a Keeper needs.
func Heard(l event.Listener) event.Listener {
	return event.Listener{Opportunity: l.Opportunity, Dropped: l.Dropped, Attempt: l.Attempt}
}

// Run writes until ctx ends, and then what still waits.
func (k *Keeper) Run(ctx context.Context) error {
	group, inner := errgroup.WithContext(ctx)
	group.Go(func() error { return k.opts.Queue.Run(inner, k.hear()) })
	group.Go(func() error {
		flush, prune := time.NewTicker(500*time.Millisecond), time.NewTicker(time.Hour)
		defer flush.Stop()
		defer prune.Stop()
		for {
			var err error
			select {
			case <-flush.C:
				err = k.write(inner)
			case <-prune.C:
				err = k.prune(inner)
			case <-inner.Done():
				return nil
			}
			if err != nil && inner.Err() == nil {
				return err
			}
		}
	})
	err := group.Wait()
	return errors.Join(err, k.write(context.WithoutCancel(ctx)))
}

// hear turns facts into changes. It runs on the queue's goroutine.
func (k *Keeper) hear() event.Listener {
	add := func(c change) {
		k.mu.Lock()
		k.batch = append(k.batch, c)
		k.mu.Unlock()
	}
	return event.Listener{
		Opportunity: func(f event.Opportunity) {
			r := &row{
				at: k.opts.Now().UnixMilli(), block: uint64(f.Block), tier: f.Tier, route: k.route(&f),
				in: f.In, gross: f.Gross, gas: f.Gas, net: f.Net,
			}
			add(change{id: f.ID, found: r, outcome: "found"})
		},
		Dropped: func(f event.Dropped) { add(change{id: f.ID, outcome: "dropped", reason: f.Reason}) },
		Attempt: func(f event.Attempt) {
			c := change{id: f.Opportunity, outcome: f.State.String(), attempt: f.ID}
			if f.State == event.Reserved {
				c.outcome = event.Sent.String()
			}
			if f.Err != nil {
				c.reason = f.Err.Error()
			}
			add(c)
		},
	}
}

// hop is a hop of a route for people.
type hop struct {
	Pool      common.Address `json:"pool"`
	Name      string         `json:"name"`
	Direction uint8          `json:"direction"` // 0: token0 in
}

func (k *Keeper) route(f *event.Opportunity) string {
	hops := make([]hop, f.Len)
	for i, h := range f.Hops[:f.Len] {
		p := k.opts.Pool(h.Pool())
		hops[i] = hop{p.Address, p.Name, uint8(h.Direction())}
	}
	text, err := json.Marshal(hops)
	if err != nil {
		return "[]"
	}
	return string(text)
}

// write stores the batch in one transaction. After an error the batch is kept
// for the next time, unless it has grown too long.
func (k *Keeper) write(ctx context.Context) error {
	k.mu.Lock()
	batch := k.batch
	k.batch = nil
	k.mu.Unlock()
	if len(batch) == 0 {
		return nil
	}
	err := k.opts.DB.Write(ctx, func(tx *sql.Tx) error {
		for i := range batch {
			if err := batch[i].store(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		return nil
	}
	k.opts.Logger.Warn("opportunities are not written down", slog.Any("error", err))
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(batch)+len(k.batch) <= maxBatch {
		k.batch = append(batch, k.batch...)
		return nil
	}
	return fmt.Errorf("write %d opportunities: %w", len(batch), err)
}

func (c *change) store(ctx context.Context, tx *sql.Tx) error {
	if r := c.found; r != nil {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO opportunities (id, at, block, tier, route, in_wei, gross_wei, gas_wei, net_wei, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			int64(c.id), r.at, int64(r.block), r.tier, r.route, r.in.Dec(), r.gross.Dec(), r.gas.Dec(), r.net.Dec(), c.outcome)
		return err
	}
	// A final outcome stays: what a reorg takes back is the journal's matter.
	_, err := tx.ExecContext(ctx, `UPDATE opportunities SET outcome = ?, reason = ?, attempt = coalesce(nullif(?, 0), attempt) WHERE id = ?`,
		c.outcome, c.reason, int64(c.attempt), int64(c.id))
	return err
}

// prune sums up and deletes rows that are too old or too many.
func (k *Keeper) prune(ctx context.Context) error {
	before := k.opts.Now().Add(-k.opts.Keep).UnixMilli()
	err := k.opts.DB.Write(ctx, func(tx *sql.Tx) error {
		var old, many int64
		err := tx.QueryRowContext(ctx, `SELECT coalesce((SELECT max(id) FROM opportunities WHERE at < ?), 0), coalesce((SELECT id FROM opportunities ORDER BY id DESC LIMIT 1 OFFSET ?), 0)`,
			before, k.opts.MaxRows).Scan(&old, &many)
		last := max(old, many)
		if err != nil || last == 0 {
			return err
		}
		if err := rollUp(ctx, tx, last); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM opportunities WHERE id <= ?`, last)
		return err
	})
	if err != nil {
		return fmt.Errorf("prune opportunities: %w", err)
	}
	return nil
}
