package execute

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/gas"
	"mevbot/internal/rpc"
	"mevbot/internal/store"
)

// attempt is a row of the journal with what this process knows of it.
type attempt struct {
	id, opportunity uint64
	nonce           uint64
	refused         uint64 // attempts before it with this nonce
	raw             []byte
	hash            common.Hash
	state           event.AttemptState
	since           time.Time   // when it was made
	hops            []amm.Hop   // nil for those of an earlier process
	steps           []gas.Step  // what the gas of execution was estimated for
	execution       uint64      // that estimate
	block           chain.Block // of the receipt
	included        common.Hash // the receipt's block; zero without a receipt, or when not asked yet
	forks           uint64      // Runner.forks when the receipt was read
	waiting         waiting
	expected        uint256.Int   // net profit as planned, native wei; zero for those of an earlier process
	tip             uint256.Int   // as planned, wei per gas
	units           uint64        // of gas, as planned
	front           bool          // as planned
	took            time.Duration // of the step that is published next
	found           chain.Block   // the state that it was planned on
	sending         bool          // a send is under way
	asked           bool          // a question about it is under way
}

// inFlight says that the attempt has no receipt and may still get one.
func (a *attempt) inFlight() bool {
	return a.state == event.Reserved || a.state == event.Sent || a.state == event.Unknown
}

// journal is the table of attempts of one account on one chain.
type journal struct {
	db      *store.DB
	chain   chain.ID
	account common.Address
	now     func() time.Time
	reach   func(step string)
}

// routeRecord is what the journal keeps of a plan, for people.
type routeRecord struct {
	Block     chain.Block `json:"block"`
	Hops      []hopRecord `json:"hops"`
	In        string      `json:"in"`
	Out       string      `json:"out"`
	Gross     string      `json:"gross_wei"`
	Cost      string      `json:"cost_wei"`
	MinProfit string      `json:"min_profit_wei"`
	Deadline  uint64      `json:"deadline"`
}

type hopRecord struct {
	Pool      common.Address `json:"pool"`
	Family    string         `json:"family"`
	Direction uint8          `json:"direction"` // 0: token0 in
	Fee       uint32         `json:"fee_pips"`
}

func describe(pools Pools, p *Plan) (string, error) {
	r := routeRecord{
		Block: p.Block, In: p.Candidate.In.Dec(), Out: p.Candidate.Out.Dec(), Gross: p.Candidate.Gross.Dec(),
		Cost: p.Cost.Dec(), MinProfit: p.MinProfit.Dec(), Deadline: p.Deadline,
	}
	for _, h := range p.Candidate.Hops[:p.Candidate.Len] {
		info := pools.Info(h.Pool())
		r.Hops = append(r.Hops, hopRecord{info.Address, info.Family.String(), uint8(h.Direction()), info.Fee})
	}
	text, err := json.Marshal(r)
	return string(text), err
}

// reserve makes the attempt durable: from then on its nonce belongs to its
// bytes. It sets the attempt's id.
func (j *journal) reserve(ctx context.Context, a *attempt, route string) error {
	at := j.now().UnixMilli()
	err := j.db.Write(ctx, func(tx *sql.Tx) error {
		row, err := tx.ExecContext(ctx, `INSERT INTO attempts (opportunity, created_at, chain_id, account, nonce, raw, hash, route, state, updated_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, int64(a.opportunity), at, int64(j.chain), j.account.Hex(), int64(a.nonce),
			a.raw, a.hash.Hex(), route, event.Reserved.String(), at)
		if err != nil {
			return err
		}
		id, err := row.LastInsertId()
		a.id = uint64(id)
		j.reach("storing")
		return err
	})
	if store.IsConflict(err) {
		return fmt.Errorf("reserve nonce %d: the journal has it for another transaction: %w", a.nonce, err)
	}
	if err != nil {
		return fmt.Errorf("reserve nonce %d: %w", a.nonce, err)
	}
	return nil
}

// mark stores a state without a receipt, with why. It forgets a receipt that
// was taken back. A refused attempt is final.
func (j *journal) mark(ctx context.Context, a *attempt, state event.AttemptState, why error) error {
	var text sql.NullString
	if why != nil {
		text = sql.NullString{String: why.Error(), Valid: true}
	}
	err := j.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE attempts SET state = ?, block = NULL, gas_used = NULL, gas_price = NULL, error = ?, updated_at = ?, final = ? WHERE id = ?`,
			state.String(), text, j.now().UnixMilli(), state == event.Refused, int64(a.id))
		return err
	})
	if err != nil {
		return fmt.Errorf("mark attempt %d %s: %w", a.id, state, err)
	}
	a.state, a.block, a.included = state, 0, common.Hash{}
	return nil
}

// settle stores a receipt and what book adds to it, in one transaction.
func (j *journal) settle(ctx context.Context, a *attempt, r *rpc.Receipt, final bool, book func(*sql.Tx) error) error {
	state := event.Failed
	if r.Success {
		state = event.Landed
	}
	err := j.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE attempts SET state = ?, block = ?, gas_used = ?, gas_price = ?, error = NULL, updated_at = ?, final = ? WHERE id = ?`,
			state.String(), int64(r.Block), int64(r.GasUsed), r.GasPrice.Dec(), j.now().UnixMilli(), final, int64(a.id))
		if err != nil {
			return err
		}
		if err := book(tx); err != nil {
			return err
		}
		j.reach("booking")
		return nil
	})
	if err != nil {
		return fmt.Errorf("settle attempt %d: %w", a.id, err)
	}
	a.state, a.block, a.included = state, r.Block, r.BlockHash
	return nil
}

// nextNonce is the nonce after the last one of the journal; false when the
// journal holds none of this account.
func (j *journal) nextNonce(ctx context.Context) (uint64, bool, error) {
	var last sql.NullInt64
	err := j.db.Read().QueryRowContext(ctx, `SELECT max(nonce) FROM attempts WHERE chain_id = ? AND account = ? AND state <> 'refused'`,
		int64(j.chain), j.account.Hex()).Scan(&last)
	if err != nil {
		return 0, false, fmt.Errorf("read the journal's last nonce: %w", err)
	}
	return uint64(last.Int64) + 1, last.Valid, nil
}

// hole is the lowest nonce from used on that the journal has no transaction for
// although it has one for a higher; false if there is none.
func (j *journal) hole(ctx context.Context, used uint64) (_ uint64, found bool, err error) {
	rows, err := j.db.Read().QueryContext(ctx, `SELECT nonce FROM attempts WHERE chain_id = ? AND account = ? AND nonce >= ? AND state <> 'refused' ORDER BY nonce`,
		int64(j.chain), j.account.Hex(), int64(used))
	if err != nil {
		return 0, false, fmt.Errorf("read the journal's nonces: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	next := used
	for rows.Next() {
		var nonce int64
		if err := rows.Scan(&nonce); err != nil {
			return 0, false, fmt.Errorf("read the journal's nonces: %w", err)
		}
		if uint64(nonce) != next {
			return next, true, nil
		}
		next++
	}
	return 0, false, rows.Err()
}

// refusals are how many attempts were refused, by nonce from used on.
func (j *journal) refusals(ctx context.Context, used uint64) (n map[uint64]uint64, err error) {
	rows, err := j.db.Read().QueryContext(ctx, `SELECT nonce, count(*) FROM attempts WHERE chain_id = ? AND account = ? AND nonce >= ? AND state = 'refused' GROUP BY nonce`,
		int64(j.chain), j.account.Hex(), int64(used))
	if err != nil {
		return nil, fmt.Errorf("count refused attempts: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	n = map[uint64]uint64{}
	for rows.Next() {
		var nonce, count int64
		if err := rows.Scan(&nonce, &count); err != nil {
			return nil, fmt.Errorf("count refused attempts: %w", err)
		}
		n[uint64(nonce)] = uint64(count)
	}
	return n, rows.Err()
}

// LastOpportunity is the highest opportunity that a journal has an attempt for,
// 0 if there is none.
func LastOpportunity(ctx context.Context, db *store.DB) (uint64, error) {
	var last sql.NullInt64
	if err := db.Read().QueryRowContext(ctx, `SELECT max(opportunity) FROM attempts`).Scan(&last); err != nil {
		return 0, fmt.Errorf("read the journal's last opportunity: %w", err)
	}
	return uint64(last.Int64), nil
}

// unresolved are the attempts that are not final, and those whose nonces the
// chain has not used, whatever the journal says of them: a reorg took them back
// while nobody looked. In the order of nonces.
func (j *journal) unresolved(ctx context.Context, used uint64) (open []*attempt, err error) {
	rows, err := j.db.Read().QueryContext(ctx, `SELECT id, opportunity, created_at, nonce, raw, hash, state, block FROM attempts
		WHERE chain_id = ? AND account = ? AND state <> 'refused' AND (final = 0 OR nonce >= ?) ORDER BY nonce`,
		int64(j.chain), j.account.Hex(), int64(used))
	if err != nil {
		return nil, fmt.Errorf("read unresolved attempts: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		a := &attempt{}
		var id, opportunity, made, nonce int64
		var hash, state string
		var block sql.NullInt64
		if err := rows.Scan(&id, &opportunity, &made, &nonce, &a.raw, &hash, &state, &block); err != nil {
			return nil, fmt.Errorf("read unresolved attempts: %w", err)
		}
		a.id, a.opportunity, a.nonce, a.hash, a.block = uint64(id), uint64(opportunity), uint64(nonce), common.HexToHash(hash), chain.Block(block.Int64)
		a.since = time.UnixMilli(made)
		if a.state, err = parseState(state); err != nil {
			return nil, fmt.Errorf("read attempt %d: %w", a.id, err)
		}
		open = append(open, a)
	}
	return open, rows.Err()
}

func parseState(text string) (event.AttemptState, error) {
	for s := event.Reserved; s <= event.Refused; s++ {
		if s.String() == text {
			return s, nil
		}
	}
	return 0, fmt.Errorf("unknown state %q", text)
}
