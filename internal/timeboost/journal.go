package timeboost

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/chain"
	"mevbot/internal/store"
)

// ErrTaken says that a number belongs to another content, or a content to
// another number.
var ErrTaken = errors.New("the number is taken")

// Journal remembers which number of a round belongs to which content, over any
// crash.
type Journal interface {
	// Reserve gives a number to a content for ever: when it returns nil, that is
	// durable. ErrTaken means that nothing was changed.
	Reserve(ctx context.Context, s *Submission) error
	// Load is every submission of a round, in the order of the numbers.
	Load(ctx context.Context, of RoundID) ([]*Submission, error)
}

// RoundID names a round.
type RoundID struct {
	Chain   chain.ID
	Auction common.Address
	Round   uint64
}

// Numbers is a Journal in the bot's database (table lane_submissions).
type Numbers struct {
	db  *store.DB
	now func() time.Time
}

// NewNumbers makes one. now is the clock of the rows, for people.
func NewNumbers(db *store.DB, now func() time.Time) *Numbers { return &Numbers{db, now} }

// Reserve is Journal's. It costs a write of its own to the disk: see Insert.
func (n *Numbers) Reserve(ctx context.Context, s *Submission) error {
	return Taken(s, n.db.Write(ctx, func(tx *sql.Tx) error { return n.Insert(ctx, tx, s) }))
}

// Insert reserves inside a transaction of the caller's, so that an attempt and
// its number become durable at once. The transaction's error belongs through
// Taken.
func (n *Numbers) Insert(ctx context.Context, tx *sql.Tx, s *Submission) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO lane_submissions (chain_id, auction, round, sequence, raw, hash, signature, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, int64(s.ChainID), s.Auction.Hex(), int64(s.Round), int64(s.Sequence),
		[]byte(s.Transaction), hashOf(s.Transaction).Hex(), []byte(s.Signature), n.now().UnixMilli())
	return err
}

// Taken types the error of a transaction that an Insert was part of.
func Taken(s *Submission, err error) error {
	if store.IsConflict(err) {
		err = fmt.Errorf("%w: %w", ErrTaken, err)
	}
	if err != nil {
		return fmt.Errorf("reserve number %d of round %d: %w", s.Sequence, s.Round, err)
	}
	return nil
}

// Load is Journal's.
func (n *Numbers) Load(ctx context.Context, of RoundID) (list []*Submission, err error) {
	rows, err := n.db.Read().QueryContext(ctx, `SELECT sequence, raw, signature FROM lane_submissions
		WHERE chain_id = ? AND auction = ? AND round = ? ORDER BY sequence`, int64(of.Chain), of.Auction.Hex(), int64(of.Round))
	if err != nil {
		return nil, fmt.Errorf("read the numbers of round %d: %w", of.Round, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		s := &Submission{ChainID: hexutil.Uint64(of.Chain), Auction: of.Auction, Round: hexutil.Uint64(of.Round)}
		var sequence int64
		var raw, signature []byte
		if err := rows.Scan(&sequence, &raw, &signature); err != nil {
			return nil, fmt.Errorf("read the numbers of round %d: %w", of.Round, err)
		}
		s.Sequence, s.Transaction, s.Signature = hexutil.Uint64(sequence), raw, signature
		list = append(list, s)
	}
	return list, rows.Err()
}

// hashOf is the hash of a submission's transaction.
func hashOf(raw []byte) common.Hash { return crypto.Keccak256Hash(raw) }
