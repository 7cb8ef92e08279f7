package risk

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/store"
)

// mark is where a count begins: with what is booked from a time on, and with the
// attempts after one. Either is enough, so that a clock that was set back hides
// nothing.
type mark struct {
	At      int64  `json:"at"` // unix milliseconds
	Attempt uint64 `json:"attempt"`
}

func (m mark) covers(at int64, attempt uint64) bool { return at >= m.At || attempt > m.Attempt }

// marks are where the two kinds of counts begin.
type marks struct {
	Evidence mark `json:"evidence"`
	Money    mark `json:"money"`
}

// record is what a restart has to know that is in no other table. The state is
// the row of control, the rest the value of a setting.
type record struct {
	state State
	marks
	Latched []Trip `json:"latched,omitempty"`
	Paused  []Trip `json:"paused,omitempty"`
}

const recordKey = "risk"

// snapshot is the record now. The caller holds mu.
func (g *Gate) snapshot() record {
	r := record{state: *g.state.Load(), marks: g.marks}
	for _, name := range slices.Sorted(maps.Keys(g.watch.latched)) {
		r.Latched = append(r.Latched, g.watch.latched[name])
	}
	for _, name := range slices.Sorted(maps.Keys(g.watch.paused)) {
		r.Paused = append(r.Paused, g.watch.paused[name])
	}
	return r
}

// write makes the record durable.
func (r *record) write(ctx context.Context, db *store.DB, now time.Time) error {
	text, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode the stop level: %w", err)
	}
	var until sql.NullInt64
	if !r.state.Until.IsZero() {
		until = sql.NullInt64{Int64: r.state.Until.UnixMilli(), Valid: true}
	}
	err = db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE control SET level = ?, reason = ?, who = ?, changed_at = ?, until = ? WHERE id = 1`,
			r.state.Level.String(), r.state.Why, r.state.Who, r.state.At.UnixMilli(), until)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO settings (key, value, updated_at) VALUES (?1, ?2, ?3)
			ON CONFLICT (key) DO UPDATE SET value = ?2, updated_at = ?3`, recordKey, string(text), now.UnixMilli())
		return err
	})
	if err != nil {
		return fmt.Errorf("store the stop level %s: %w", r.state.Level, err)
	}
	return nil
}

// Read is the level in a database; see State.On for one that has ended.
func Read(ctx context.Context, db *store.DB) (State, error) {
	var s State
	var level string
	var at int64
	var until sql.NullInt64
	err := db.Read().QueryRowContext(ctx, `SELECT level, reason, who, changed_at, until FROM control WHERE id = 1`).Scan(&level, &s.Why, &s.Who, &at, &until)
	if err != nil {
		return s, fmt.Errorf("read the stop level: %w", err)
	}
	if s.Level, err = ParseLevel(level); err != nil {
		return s, fmt.Errorf("read the stop level: %w", err)
	}
	if at != 0 {
		s.At = time.UnixMilli(at)
	}
	if until.Valid {
		s.Until = time.UnixMilli(until.Int64)
	}
	return s, nil
}

// past is what a new gate begins with.
type past struct {
	record
	watch   *Watch
	attempt uint64 // the newest
	pending map[uint64]promise
	trips   []Trip // pauses that journal and ledger show and that were not kept
}

// recall tells a watch all that the database knows.
func recall(ctx context.Context, db *store.DB, limits Limits, now time.Time) (*past, error) {
	p := &past{watch: NewWatch(limits), pending: map[uint64]promise{}}
	var err error
	if p.record, err = readRecord(ctx, db); err != nil {
		return nil, err
	}
	for _, load := range []func(context.Context, *store.DB, time.Time) error{p.journal, p.ledger} {
		if err := load(ctx, db, now); err != nil {
			return nil, fmt.Errorf("rebuild the risk limits: %w", err)
		}
	}
	w := p.watch
	maps.DeleteFunc(w.paused, func(_ string, t Trip) bool { return !t.Until.After(now) })
	for _, t := range p.Paused {
		if t.Until.After(now) && !w.paused[t.Limit].Until.After(t.Until) {
			w.paused[t.Limit] = t
		}
	}
	kept := map[string]time.Time{}
	for _, t := range p.Paused {
		kept[t.Limit] = t.Until
	}
	for _, name := range slices.Sorted(maps.Keys(w.paused)) {
		if t := w.paused[name]; t.Until.After(kept[name].Add(time.Second)) {
			p.trips = append(p.trips, t)
		}
	}
	for _, t := range p.Latched {
		w.latched[t.Limit] = t
	}
	return p, nil
}

func readRecord(ctx context.Context, db *store.DB) (r record, err error) {
	if r.state, err = Read(ctx, db); err != nil {
		return r, err
	}
	var text string
	err = db.Read().QueryRowContext(ctx, `SELECT value FROM settings WHERE key = ?`, recordKey).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return r, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &r)
	}
	if err != nil {
		return r, fmt.Errorf("read what the risk limits kept: %w", err)
	}
	return r, nil
}

// recent is how many of the newest attempts' routes are read: more than any
// window of the limits, and than the failures that a pause outlives.
const recent = 2000

// journal reads the newest attempt, those without a receipt and the send rate.
func (p *past) journal(ctx context.Context, db *store.DB, now time.Time) (err error) {
	var last sql.NullInt64
	if err := db.Read().QueryRowContext(ctx, `SELECT max(id) FROM attempts`).Scan(&last); err != nil {
		return fmt.Errorf("read the journal: %w", err)
	}
	p.attempt = uint64(last.Int64)
	rows, err := db.Read().QueryContext(ctx, `SELECT id, created_at, state, route FROM attempts
		WHERE id > ? AND (state IN ('reserved', 'sent', 'unknown') OR created_at > ?) ORDER BY id`,
		max(0, last.Int64-recent), now.Add(-time.Minute).UnixMilli())
	if err != nil {
		return fmt.Errorf("read the journal: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id, at int64
		var state, route string
		if err := rows.Scan(&id, &at, &state, &route); err != nil {
			return fmt.Errorf("read the journal: %w", err)
		}
		if p.Evidence.covers(at, uint64(id)) {
			p.watch.Sent(time.UnixMilli(at)) // a pause is read from the watch at the end
		}
		if state == "reserved" || state == "sent" || state == "unknown" {
			if p.pending[uint64(id)], err = parseRoute(route); err != nil {
				return fmt.Errorf("read attempt %d: %w", id, err)
			}
		}
	}
	return rows.Err()
}

// ledger reads every line since the money is counted, in the order of booking.
func (p *past) ledger(ctx context.Context, db *store.DB, _ time.Time) (err error) {
	rows, err := db.Read().QueryContext(ctx, `SELECT l.attempt, l.at, l.success, l.gross_wei, l.loss_wei, l.gas_wei,
		CASE WHEN l.attempt > ? THEN a.route ELSE '' END
		FROM ledger l JOIN attempts a ON a.id = l.attempt
		WHERE a.state IN ('landed', 'failed') AND (l.at >= ? OR l.attempt > ?) ORDER BY l.at, l.attempt`,
		max(0, int64(p.attempt)-recent), p.Money.At, int64(p.Money.Attempt))
	if err != nil {
		return fmt.Errorf("read the ledger: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var b Booking
		var id, at int64
		var gross, loss, gas, route string
		if err := rows.Scan(&id, &at, &b.Success, &gross, &loss, &gas, &route); err != nil {
			return fmt.Errorf("read the ledger: %w", err)
		}
		b.ID = uint64(id)
		err := errors.Join(b.Gross.SetFromDecimal(gross), b.Loss.SetFromDecimal(loss), b.Gas.SetFromDecimal(gas))
		if err == nil && route != "" {
			var known promise
			known, err = parseRoute(route)
			b.Route, b.Expected = known.route, known.expected
		}
		if err != nil {
			return fmt.Errorf("read the ledger's line of attempt %d: %w", id, err)
		}
		moment := time.UnixMilli(at)
		p.watch.countMoney(moment, &b)
		if p.Evidence.covers(at, b.ID) {
			p.watch.countEvidence(moment, &b) // a pause is read from the watch at the end
		}
	}
	return rows.Err()
}

// parseRoute reads what the journal keeps of a plan: the route, and the expected
// net result, gross less cost.
func parseRoute(text string) (p promise, err error) {
	var r struct {
		Hops []struct {
			Pool      common.Address `json:"pool"`
			Direction uint8          `json:"direction"`
		} `json:"hops"`
		Gross string `json:"gross_wei"`
		Cost  string `json:"cost_wei"`
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return p, fmt.Errorf("read its route: %w", err)
	}
	for _, h := range r.Hops {
		p.route = p.route.Hop(h.Pool, h.Direction)
	}
	if r.Gross == "" && r.Cost == "" {
		return p, nil
	}
	gross, err := uint256.FromDecimal(r.Gross)
	if err != nil {
		return p, fmt.Errorf("read its gross profit %q: %w", r.Gross, err)
	}
	cost, err := uint256.FromDecimal(r.Cost)
	if err != nil {
		return p, fmt.Errorf("read its cost %q: %w", r.Cost, err)
	}
	p.expected = over(gross, cost)
	return p, nil
}
