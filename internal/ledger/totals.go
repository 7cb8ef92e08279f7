package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/store"
)

// Totals are sums over the attempts that are in the chain, in native wei.
type Totals struct {
	Attempts, Landed, Failed, Provisional int
	Gross, Loss, Gas                      uint256.Int
	Net                                   SignedWei
}

// Totals sums the whole ledger.
func (l *Ledger) Totals(ctx context.Context) (Totals, error) { return ReadTotals(ctx, l.opts.DB) }

// ReadTotals sums the whole ledger of a database, also of one that another
// process writes to.
func ReadTotals(ctx context.Context, db *store.DB) (Totals, error) {
	return sum(ctx, db, 0, chain.Block(1<<63-1))
}

// sum is the totals of the blocks from..to, inclusive.
func sum(ctx context.Context, db *store.DB, from, to chain.Block) (t Totals, err error) {
	rows, err := db.Read().QueryContext(ctx, `SELECT l.success, a.final, l.gross_wei, l.loss_wei, l.gas_wei, l.net_wei
		FROM ledger l JOIN attempts a ON a.id = l.attempt
		WHERE a.state IN ('landed', 'failed') AND l.block BETWEEN ? AND ?`, int64(from), int64(to))
	if err != nil {
		return t, fmt.Errorf("sum the ledger: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var success, final bool
		var gross, loss, gas, net string
		if err := rows.Scan(&success, &final, &gross, &loss, &gas, &net); err != nil {
			return t, fmt.Errorf("sum the ledger: %w", err)
		}
		if err := t.add(gross, loss, gas, net); err != nil {
			return t, fmt.Errorf("sum the ledger: %w", err)
		}
		t.Attempts++
		if success {
			t.Landed++
		} else {
			t.Failed++
		}
		if !final {
			t.Provisional++
		}
	}
	return t, rows.Err()
}

func (t *Totals) add(gross, loss, gas, net string) error {
	for _, one := range []struct {
		to   *uint256.Int
		text string
	}{{&t.Gross, gross}, {&t.Loss, loss}, {&t.Gas, gas}} {
		v, err := uint256.FromDecimal(one.text)
		if err != nil {
			return fmt.Errorf("%q is not an amount in wei: %w", one.text, err)
		}
		one.to.Add(one.to, v)
	}
	n, err := ParseSigned(net)
	t.Net = t.Net.Add(n)
	return err
}

// Trade is an attempt with its line, for people and pages. Amounts are native
// wei in decimal, empty while the attempt is not in the chain.
type Trade struct {
	Attempt     uint64      `json:"attempt"`
	Opportunity uint64      `json:"opportunity"`
	State       string      `json:"state"`
	Final       bool        `json:"final"`
	Nonce       uint64      `json:"nonce"`
	Hash        string      `json:"tx"`
	Block       chain.Block `json:"block,omitempty"`
	Gross       string      `json:"gross_wei,omitempty"`
	Loss        string      `json:"loss_wei,omitempty"`
	Gas         string      `json:"gas_wei,omitempty"`
	Net         string      `json:"net_wei,omitempty"`
	Error       string      `json:"error,omitempty"`
}

// Trades are the newest attempts of a database, newest first, at most n.
func Trades(ctx context.Context, db *store.DB, n int) (trades []Trade, err error) {
	rows, err := db.Read().QueryContext(ctx, `SELECT a.id, a.opportunity, a.state, a.final, a.nonce, a.hash, a.block, a.error, l.gross_wei, l.loss_wei, l.gas_wei, l.net_wei
		FROM attempts a LEFT JOIN ledger l ON l.attempt = a.id AND a.state IN ('landed', 'failed')
		ORDER BY a.id DESC LIMIT ?`, n)
	if err != nil {
		return nil, fmt.Errorf("read the trades: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var t Trade
		var id, opportunity, nonce int64
		var block sql.NullInt64
		var why, gross, loss, gas, net sql.NullString
		if err := rows.Scan(&id, &opportunity, &t.State, &t.Final, &nonce, &t.Hash, &block, &why, &gross, &loss, &gas, &net); err != nil {
			return nil, fmt.Errorf("read the trades: %w", err)
		}
		t.Attempt, t.Opportunity, t.Nonce, t.Block = uint64(id), uint64(opportunity), uint64(nonce), chain.Block(block.Int64)
		t.Gross, t.Loss, t.Gas, t.Net, t.Error = gross.String, loss.String, gas.String, net.String, why.String
		trades = append(trades, t)
	}
	return trades, rows.Err()
}
