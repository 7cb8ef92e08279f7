package gas

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/store"
)

// The bounds of what is kept.
const (
	priceEvery  = 10 * time.Second
	priceKeep   = 30 * 24 * time.Hour
	receiptKeep = 200_000
	waitingMost = 10_000
)

// History keeps prices and receipts in the database, for people. It never stands
// in the way of those who tell it: what cannot be written is dropped when it has become
// too much.
type History struct {
	db     *store.DB
	market Pools
	log    *slog.Logger
	now    func() time.Time
	// Beat, if not nil, is called by each turn of Run, which has one each second;
	// it is set before.
	Beat func()

	mu       sync.Mutex
	prices   []Snapshot
	receipts []receipt
	dropped  uint64
	lastAt   time.Time
}

type receipt struct {
	Landed
	at time.Time
}

// NewHistory makes a history in a database of the History schema.
func NewHistory(db *store.DB, market Pools, log *slog.Logger, now func() time.Time) *History {
	return &History{db: db, market: market, log: log, now: now}
}

// Price takes in what a refresh has read, every ten seconds at most.
func (h *History) Price(s *Snapshot) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.At.Sub(h.lastAt) < priceEvery || len(h.prices) >= waitingMost {
		return
	}
	h.lastAt = s.At
	h.prices = append(h.prices, *s)
}

// Landed takes in a receipt.
func (h *History) Landed(l *Landed) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.receipts) >= waitingMost {
		h.dropped++
		return
	}
	h.receipts = append(h.receipts, receipt{Landed: *l, at: h.now()})
}

// Run writes every second until ctx ends, and then what still waits.
func (h *History) Run(ctx context.Context) error {
	write, prune := time.NewTicker(time.Second), time.NewTicker(time.Hour)
	defer write.Stop()
	defer prune.Stop()
	for {
		if h.Beat != nil {
			h.Beat()
		}
		var err error
		select {
		case <-write.C:
			err = h.write(ctx)
		case <-prune.C:
			err = h.prune(ctx)
		case <-ctx.Done():
			return h.write(context.WithoutCancel(ctx))
		}
		if err != nil && ctx.Err() == nil {
			h.log.Warn("gas history is not written; trying again", slog.Any("error", err))
		}
	}
}

// write stores what waits in one transaction. After an error it waits on.
func (h *History) write(ctx context.Context) error {
	h.mu.Lock()
	prices, receipts := h.prices, h.receipts
	h.mu.Unlock()
	if len(prices)+len(receipts) == 0 {
		return nil
	}
	err := h.db.Write(ctx, func(tx *sql.Tx) error {
		for i := range prices {
			p := &prices[i]
			if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO gas_prices (at, block, base_fee_wei, minimum_wei, data_wei, tip_wei) VALUES (?, ?, ?, ?, ?, ?)`,
				p.At.UnixMilli(), int64(p.Head), p.BaseFee.Dec(), p.Minimum.Dec(), p.PerUnit.Dec(), p.Tips[1].Dec()); err != nil {
				return err
			}
		}
		for i := range receipts {
			if err := receipts[i].store(ctx, tx, h.market); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write %d prices and %d receipts: %w", len(prices), len(receipts), err)
	}
	h.mu.Lock()
	h.prices, h.receipts = h.prices[len(prices):], h.receipts[len(receipts):]
	dropped := h.dropped
	h.dropped = 0
	h.mu.Unlock()
	if dropped > 0 {
		h.log.Warn("receipts are missing from the gas history", slog.Uint64("receipts", dropped))
	}
	return nil
}

func (r *receipt) store(ctx context.Context, tx *sql.Tx, market Pools) error {
	var families, pools []string
	for i := range r.Steps {
		families = append(families, r.Steps[i].Family.String())
		pools = append(pools, market.Info(r.Steps[i].Pool).Address.Hex())
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO gas_receipts (at, block, shape, route, success, estimate, used, l1_estimate, l1_used, offered_wei, paid_wei) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.at.UnixMilli(), int64(r.Block), strings.Join(families, " "), strings.Join(pools, " "), r.Success,
		int64(r.Estimated), int64(r.Used), int64(r.EstimatedL1), int64(r.UsedL1), r.Offered.Dec(), r.Paid.Dec())
	return err
}

// prune deletes what is too old or too much.
func (h *History) prune(ctx context.Context) error {
	err := h.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM gas_prices WHERE at < ?`, h.now().Add(-priceKeep).UnixMilli())
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM gas_receipts WHERE id <= (SELECT id FROM gas_receipts ORDER BY id DESC LIMIT 1 OFFSET ?)`, receiptKeep)
		return err
	})
	if err != nil {
		return fmt.Errorf("prune gas history: %w", err)
	}
	return nil
}

// Past is what gas cost in a span of time. Percentiles are by nearest rank, prices
// in wei per gas, of data per unit.
type Past struct {
	From     time.Time       `json:"from"`
	Readings int             `json:"readings"`
	BaseFee  [3]*uint256.Int `json:"base_fee_wei"` // at 10, 50 and 90 %
	Data     [3]*uint256.Int `json:"data_wei"`
	Tip      [3]*uint256.Int `json:"tip_wei"`
	// Landed is how many transactions of ours did, and Paid what they paid of what they
	// offered, in basis points at 10, 50 and 90 %; nothing without any.
	Landed int      `json:"landed"`
	Paid   []uint64 `json:"paid_of_offered_bps,omitempty"`
}

// marks are the percentiles of a Past.
var marks = [3]float64{10, 50, 90}

// Spans reads the history from a time on, in spans of so long that have any reading,
// oldest first.
func Spans(ctx context.Context, db *store.DB, from time.Time, every time.Duration) (spans []Past, err error) {
	if every < time.Second {
		return nil, fmt.Errorf("spans of %s: want at least 1s", every)
	}
	rows, err := db.Read().QueryContext(ctx, `SELECT at, base_fee_wei, data_wei, tip_wei FROM gas_prices WHERE at >= ? ORDER BY at`, from.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read gas prices: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var columns [3][]uint256.Int
	var start int64
	flush := func() {
		if len(columns[0]) == 0 {
			return
		}
		p := Past{From: time.UnixMilli(start).UTC(), Readings: len(columns[0])}
		for i, into := range []*[3]*uint256.Int{&p.BaseFee, &p.Data, &p.Tip} {
			sortAmounts(columns[i])
			for k, mark := range marks {
				v := Percentile(columns[i], mark)
				into[k] = &v
			}
			columns[i] = columns[i][:0]
		}
		spans = append(spans, p)
	}
	for rows.Next() {
		var at int64
		var text [3]string
		if err := rows.Scan(&at, &text[0], &text[1], &text[2]); err != nil {
			return nil, fmt.Errorf("read gas prices: %w", err)
		}
		if begin := at - at%every.Milliseconds(); begin != start {
			flush()
			start = begin
		}
		for i := range columns {
			v, err := uint256.FromDecimal(text[i])
			if err != nil {
				return nil, fmt.Errorf("read gas prices: %q is not an amount", text[i])
			}
			columns[i] = append(columns[i], *v)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read gas prices: %w", err)
	}
	flush()
	return spans, paid(ctx, db, from, every, spans)
}
