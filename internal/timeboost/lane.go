package timeboost

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/chain"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
)

// Unordered is the number that is none: the sequencer takes such a submission at
// once, whatever else is under way, only in the current round, and knows no
// repetition of it.
const Unordered uint64 = math.MaxUint64

// maxTransaction is the largest transaction that the sequencer takes (nitro
// MaxTxDataSize).
const maxTransaction = 95_000

// ErrRoundOver says that a submission is for a round before the last one that was
// sent to.
var ErrRoundOver = errors.New("the round is over")

// LaneOptions of a Lane. All are required.
type LaneOptions struct {
	Chain     chain.ID
	Auction   common.Address
	Key       *signer.Key // the controller's
	Sequencer Submitter
	Journal   Journal
}

// Submitter takes submissions; *Sequencer is one.
type Submitter interface {
	Submit(ctx context.Context, s *Submission) error
}

// Lane sends transactions through the express lane and keeps its numbers.
//
// A new transaction gets the next number of its round, and the journal has it
// before it is sent. A transaction that has a number keeps it: to send it again
// sends the same bytes, which the sequencer takes as one. That is what to do with
// an unknown outcome (rpc.ErrUnknown).
//
// The sequencer processes no number before all lower ones. So a number that was
// refused would hold up the rest of the round, and it cannot be given away: the
// next transactions go without a number then (Unordered). It is the same while a
// lower number's outcome is not known, as after a restart in the middle of a
// round, until those transactions are sent again. Transactions that depend on
// each other (nonces) may then arrive in another order.
//
// It is safe for concurrent use. Submissions are under way at the same time.
type Lane struct {
	opts LaneOptions

	mu     sync.Mutex
	round  uint64
	loaded bool
	next   uint64
	known  map[common.Hash]*numbered
	doubts int   // numbers whose outcome is not known
	hole   error // why no number is given in this round any more; nil if they are
}

// numbered is a submission of the current round.
type numbered struct {
	*Submission
	doubtful bool // its outcome is not known
	accepted bool // for good
}

// NewLane checks the options. It reads nothing.
func NewLane(opts LaneOptions) (*Lane, error) {
	switch {
	case opts.Chain == 0 || opts.Auction == common.Address{}:
		return nil, errors.New("no express lane to send through: set timeboost.auction")
	case opts.Key == nil || opts.Sequencer == nil || opts.Journal == nil:
		return nil, errors.New("an express lane needs a key, a sequencer and a journal")
	}
	return &Lane{opts: opts}, nil
}

// Send hands a signed transaction in for a round and returns its number, or
// Unordered. nil means that the sequencer
// accepted it; only its receipt says whether it was included: what waits for a
// number for more than five blocks is dropped silently. The errors are
// RefusalError, rpc.ErrNotSent, rpc.ErrUnknown (send the same bytes again, in the
// same round), ErrRoundOver, ErrTaken and the journal's.
func (l *Lane) Send(ctx context.Context, round uint64, raw []byte) (uint64, error) {
	s, fresh, err := l.Prepare(ctx, round, raw)
	if err != nil {
		return 0, err
	}
	if fresh {
		if err := l.opts.Journal.Reserve(ctx, s); err != nil {
			l.Abandon(s, err)
			return 0, err
		}
	}
	return uint64(s.Sequence), l.Post(ctx, s)
}

// Prepare signs a submission. If it is fresh it has a number that nobody else
// has: either the journal reserves that and it is posted, or it is abandoned. It
// asks nobody, except the journal once a round.
func (l *Lane) Prepare(ctx context.Context, round uint64, raw []byte) (s *Submission, fresh bool, err error) {
	if err := l.sendable(raw); err != nil {
		return nil, false, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.turn(ctx, round); err != nil {
		return nil, false, err
	}
	hash := hashOf(raw)
	before, known := l.known[hash]
	switch {
	case known && l.hole == nil:
		return before.Submission, false, nil
	case l.hole != nil || l.doubts > 0:
		s, err = l.sign(Unordered, raw)
		return s, false, err
	}
	if s, err = l.sign(l.next, raw); err != nil {
		return nil, false, err
	}
	l.known[hash] = &numbered{Submission: s}
	l.next++
	return s, true, nil
}

// sendable refuses what would cost its number.
func (l *Lane) sendable(raw []byte) error {
	if len(raw) > maxTransaction {
		return &RefusalError{ErrOversized, fmt.Sprintf("%d bytes", len(raw))}
	}
	var tx types.Transaction
	if err := tx.UnmarshalBinary(raw); err != nil {
		return &RefusalError{ErrMalformed, "no transaction: " + err.Error()}
	}
	if id := tx.ChainId(); tx.Protected() && (!id.IsUint64() || id.Uint64() != uint64(l.opts.Chain)) {
		return &RefusalError{ErrWrongChain, fmt.Sprintf("the transaction is for chain %s", id)}
	}
	return nil
}

// turn begins a round: what the journal has of it was perhaps sent.
func (l *Lane) turn(ctx context.Context, round uint64) error {
	switch {
	case l.loaded && round == l.round:
		return nil
	case l.loaded && round < l.round:
		return fmt.Errorf("%w: round %d, submissions were made for round %d", ErrRoundOver, round, l.round)
	}
	list, err := l.opts.Journal.Load(ctx, RoundID{l.opts.Chain, l.opts.Auction, round})
	if err != nil {
		return err
	}
	known := make(map[common.Hash]*numbered, len(list))
	var hole error
	for i, s := range list {
		if uint64(s.Sequence) != uint64(i) && hole == nil {
			hole = fmt.Errorf("the journal lacks number %d of round %d", i, round)
		}
		known[hashOf(s.Transaction)] = &numbered{Submission: s, doubtful: true}
	}
	l.round, l.loaded, l.known, l.doubts, l.hole, l.next = round, true, known, len(list), hole, uint64(len(list))
	return nil
}

func (l *Lane) sign(sequence uint64, raw []byte) (*Submission, error) {
	return SignSubmission(l.opts.Key, &signer.LaneSubmission{
		Chain: l.opts.Chain, Auction: l.opts.Auction, Round: l.round, Sequence: sequence, Raw: raw,
	})
}

// Abandon gives a fresh submission up that was not posted and is not in the
// journal. why is what stopped it: if the journal may hold it after all, its
// number stays with it.
func (l *Lane) Abandon(s *Submission, why error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if uint64(s.Round) != l.round {
		return
	}
	delete(l.known, hashOf(s.Transaction))
	l.shut(fmt.Errorf("number %d of round %d was not sent: %w", s.Sequence, s.Round, why))
}

// shut ends the numbers of the round.
func (l *Lane) shut(why error) {
	if l.hole == nil {
		l.hole = why
	}
}

// Post hands in what Prepare made and the journal holds.
func (l *Lane) Post(ctx context.Context, s *Submission) error {
	err := l.opts.Sequencer.Submit(ctx, s)
	if uint64(s.Sequence) == Unordered {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	n, known := l.known[hashOf(s.Transaction)]
	if !known || uint64(s.Round) != l.round {
		return err
	}
	unsure := errors.Is(err, rpc.ErrUnknown) || errors.Is(err, rpc.ErrNotSent)
	n.accepted = n.accepted || err == nil
	if doubtful := unsure && !n.accepted; doubtful != n.doubtful {
		n.doubtful = doubtful
		if doubtful {
			l.doubts++
		} else {
			l.doubts--
		}
	}
	if err != nil && !unsure {
		l.shut(err)
	}
	return err
}

// Ordered says why transactions of a round go without a number, or nil.
func (l *Lane) Ordered() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.hole == nil && l.doubts > 0 {
		return fmt.Errorf("the outcome of %d submissions of round %d is not known", l.doubts, l.round)
	}
	return l.hole
}
