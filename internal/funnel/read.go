package funnel

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/store"
)

// Opportunity is a row for people. Amounts are native wei in decimal.
type Opportunity struct {
	ID      uint64          `json:"id"`
	At      time.Time       `json:"at"`
	Block   uint64          `json:"block"`
	Tier    string          `json:"tier"`
	Outcome string          `json:"outcome"`
	Reason  string          `json:"reason,omitempty"`
	Attempt uint64          `json:"attempt,omitempty"`
	Route   json.RawMessage `json:"route"`
	In      string          `json:"in_wei"`
	Gross   string          `json:"gross_wei"`
	Gas     string          `json:"gas_wei"`
	Net     string          `json:"net_wei"`
}

// Query says which opportunities are wanted; empty fields ask for all.
type Query struct {
	Tier, Outcome, Reason string
	Count                 int
}

// Opportunities are the newest of a history database, newest first.
func Opportunities(ctx context.Context, db *store.DB, q Query) (found []Opportunity, err error) {
	rows, err := db.Read().QueryContext(ctx, `SELECT id, at, block, tier, outcome, reason, attempt, route, in_wei, gross_wei, gas_wei, net_wei FROM opportunities
		WHERE (?1 = '' OR tier = ?1) AND (?2 = '' OR outcome = ?2) AND (?3 = '' OR reason = ?3) ORDER BY id DESC LIMIT ?4`,
		q.Tier, q.Outcome, q.Reason, q.Count)
	if err != nil {
		return nil, fmt.Errorf("read opportunities: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var o Opportunity
		var id, at, block int64
		var attempt sql.NullInt64
		var route string
		if err := rows.Scan(&id, &at, &block, &o.Tier, &o.Outcome, &o.Reason, &attempt, &route, &o.In, &o.Gross, &o.Gas, &o.Net); err != nil {
			return nil, fmt.Errorf("read opportunities: %w", err)
		}
		o.ID, o.At, o.Block, o.Attempt, o.Route = uint64(id), time.UnixMilli(at).UTC(), uint64(block), uint64(attempt.Int64), json.RawMessage(route)
		found = append(found, o)
	}
	return found, rows.Err()
}

// Line is how many opportunities of a tier came to an outcome, and the net
// profit that they promised, in native wei.
type Line struct {
	Tier    string `json:"tier"`
	Outcome string `json:"outcome"`
	Reason  string `json:"reason,omitempty"`
	Count   uint64 `json:"count"`
	Net     string `json:"net_wei"`
}

// Lines sums up what is kept since a time, rows and days that were summed up
// before. The newest day that is summed up counts whole.
func Lines(ctx context.Context, db *store.DB, since time.Time) ([]Line, error) {
	s := sums{}
	err := s.add(ctx, db.Read(), `SELECT tier, outcome, reason, count, net_wei FROM opportunity_days WHERE day >= ?`, since.UTC().Format(time.DateOnly))
	if err == nil {
		err = s.add(ctx, db.Read(), `SELECT tier, outcome, CASE outcome WHEN 'dropped' THEN reason ELSE '' END, 1, net_wei FROM opportunities WHERE at >= ?`, since.UnixMilli())
	}
	if err != nil {
		return nil, fmt.Errorf("sum up opportunities: %w", err)
	}
	lines := make([]Line, 0, len(s))
	for _, k := range slices.SortedFunc(maps.Keys(s), key.compare) {
		lines = append(lines, Line{Tier: k.tier, Outcome: k.outcome, Reason: k.reason, Count: s[k].count, Net: s[k].net.Dec()})
	}
	return lines, nil
}

// LastID is the highest id in a history database, 0 if there is none.
func LastID(ctx context.Context, db *store.DB) (uint64, error) {
	var last sql.NullInt64
	if err := db.Read().QueryRowContext(ctx, `SELECT max(id) FROM opportunities`).Scan(&last); err != nil {
		return 0, fmt.Errorf("read the last opportunity: %w", err)
	}
	return uint64(last.Int64), nil
}

// key is what sums are kept by.
type key struct{ day, tier, outcome, reason string }

func (k key) compare(o key) int {
	return slices.Compare([]string{k.tier, k.outcome, k.reason, k.day}, []string{o.tier, o.outcome, o.reason, o.day})
}

type sum struct {
	count uint64
	net   uint256.Int
}

type sums map[key]*sum

// reader is a database or a transaction.
type reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// add sums rows of tier, outcome, reason, count and net.
func (s sums) add(ctx context.Context, db reader, query string, args ...any) (err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var k key
		var count int64
		var net string
		if err := rows.Scan(&k.tier, &k.outcome, &k.reason, &count, &net); err != nil {
			return err
		}
		if err := s.note(k, uint64(count), net); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s sums) note(k key, count uint64, net string) error {
	v, err := uint256.FromDecimal(net)
	if err != nil {
		return fmt.Errorf("%q is not an amount in wei: %w", net, err)
	}
	if s[k] == nil {
		s[k] = &sum{}
	}
	s[k].count += count
	s[k].net.Add(&s[k].net, v)
	return nil
}

// byDay sums the rows up to an id.
func byDay(ctx context.Context, tx *sql.Tx, last int64) (s sums, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT at, tier, outcome, CASE outcome WHEN 'dropped' THEN reason ELSE '' END, net_wei FROM opportunities WHERE id <= ?`, last)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	s = sums{}
	for rows.Next() {
		var k key
		var at int64
		var net string
		if err := rows.Scan(&at, &k.tier, &k.outcome, &k.reason, &net); err != nil {
			return nil, err
		}
		k.day = time.UnixMilli(at).UTC().Format(time.DateOnly)
		if err := s.note(k, 1, net); err != nil {
			return nil, err
		}
	}
	return s, rows.Err()
}

// rollUp adds the rows up to an id to the sums by day.
func rollUp(ctx context.Context, tx *sql.Tx, last int64) error {
	s, err := byDay(ctx, tx, last)
	if err != nil {
		return err
	}
	for k, v := range s {
		var before string
		switch err := tx.QueryRowContext(ctx, `SELECT net_wei FROM opportunity_days WHERE day = ? AND tier = ? AND outcome = ? AND reason = ?`, k.day, k.tier, k.outcome, k.reason).Scan(&before); {
		case errors.Is(err, sql.ErrNoRows):
			before = "0"
		case err != nil:
			return err
		}
		had, err := uint256.FromDecimal(before)
		if err != nil {
			return fmt.Errorf("%q is not an amount in wei: %w", before, err)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO opportunity_days (day, tier, outcome, reason, count, net_wei) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (day, tier, outcome, reason) DO UPDATE SET count = count + excluded.count, net_wei = excluded.net_wei`,
			k.day, k.tier, k.outcome, k.reason, int64(v.count), had.Add(had, &v.net).Dec())
		if err != nil {
			return err
		}
	}
	return nil
}
