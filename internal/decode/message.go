// Package decode turns a message into transactions, and transactions into swaps.
//
// Parse walks the payload of a feed message as nitro's parser does: where that
// would fail, the message makes a block without transactions, and the reason is
// the error. Transaction hashes are those of the chain. What the sequencer makes
// itself is read: batches of signed transactions. Messages that came from the
// parent chain (retryables, deposits, unsigned transactions) are named in the
// error and not read yet; their swaps are learned from logs.
//
// A Decoder reads from calldata which pools a transaction is going to swap
// through: the routes of the routers it was told of. It does not judge whether
// they will succeed. The ABI is read by hand and bounds-checked; what a
// contract's own decoder would revert on is Malformed.
package decode

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/feed"
)

// Tx is what the street needs of a transaction.
type Tx struct {
	Hash  common.Hash
	Type  uint8 // EIP-2718
	To    common.Address
	HasTo bool // false for the creation of a contract
	Nonce uint64
	Value uint256.Int // wei
	Gas   uint64
	Data  []byte

	tx *types.Transaction
	id chain.ID
}

// Sender recovers who signed it; about 60 us.
func (t *Tx) Sender() (common.Address, error) {
	return types.Sender(types.LatestSignerForChainID(new(big.Int).SetUint64(uint64(t.id))), t.tx)
}

// Recipient is the called address; false for a creation.
func (t *Tx) Recipient() (common.Address, bool) { return t.To, t.HasTo }

// Message is the transactions of a feed message, in the order of the block.
type Message struct {
	Seq chain.Seq
	Txs []Tx
}

// The kinds of messages (nitro arbos/arbostypes/incomingmessage.go) and of
// payloads (arbos/parse_l2.go) that matter here, and nitro's limits.
const (
	kindL2Message   = 3
	kindEndOfBlock  = 6
	kindRollupEvent = 8

	l2Batch     = 3
	l2SignedTx  = 4
	l2Heartbeat = 6

	maxL2    = 262_144 // bytes of a payload and of a segment of a batch
	maxDepth = 16      // batches around a transaction
	// heartbeatsEnd is when heartbeats became invalid, seconds.
	heartbeatsEnd = 1_659_974_400
)

// ErrKind means: a message of this kind holds transactions that are not read.
var ErrKind = errors.New("message kind is not read")

// Parse reads the transactions of m into out, whose slices are used again. An
// error means that out has none: the payload is one that nitro refuses, which
// makes an empty block, or ErrKind. Data of the transactions is shared with m.
func Parse(m *feed.Message, id chain.ID, out *Message) error {
	out.Seq, out.Txs = m.Seq, out.Txs[:0]
	err := parse(m, id, out)
	if err != nil {
		out.Txs = out.Txs[:0]
	}
	return err
}

func parse(m *feed.Message, id chain.ID, out *Message) error {
	switch m.Kind {
	case kindL2Message:
		if len(m.L2) > maxL2 {
			return fmt.Errorf("payload of %d bytes, at most %d are allowed", len(m.L2), maxL2)
		}
		return out.segment(m.L2, m.Timestamp, id, 0)
	case kindEndOfBlock, kindRollupEvent:
		return nil
	default:
		return fmt.Errorf("%w: L1 message kind %d", ErrKind, m.Kind)
	}
}

// segment reads a payload or one part of a batch.
func (out *Message) segment(b []byte, timestamp uint64, id chain.ID, depth int) error {
	if len(b) == 0 {
		return errors.New("empty L2 message")
	}
	kind, b := b[0], b[1:]
	switch kind {
	case l2Batch:
		return out.batch(b, timestamp, id, depth)
	case l2SignedTx:
		return out.signed(b, id)
	case l2Heartbeat:
		if timestamp >= heartbeatsEnd {
			return errors.New("heartbeat after heartbeats were abolished")
		}
		return nil
	case 0, 1:
		return fmt.Errorf("%w: unsigned transaction (L2 kind %d)", ErrKind, kind)
	default:
		return fmt.Errorf("unknown L2 message kind %d", kind)
	}
}

// batch reads segments, each after its length. As in nitro a length that is
// too large, or longer than what is left, ends the batch and keeps the segments
// before it; an error inside a segment is one of the whole message.
func (out *Message) batch(b []byte, timestamp uint64, id chain.ID, depth int) error {
	if depth >= maxDepth {
		return fmt.Errorf("more than %d batches in each other", maxDepth)
	}
	for len(b) >= 8 {
		n := binary.BigEndian.Uint64(b)
		if b = b[8:]; n > maxL2 || n > uint64(len(b)) {
			return nil
		}
		if err := out.segment(b[:n], timestamp, id, depth+1); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

func (out *Message) signed(b []byte, id chain.ID) error {
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(b); err != nil {
		return fmt.Errorf("signed transaction: %w", err)
	}
	if tx.Type() == types.BlobTxType {
		return errors.New("signed transaction: blobs are not allowed")
	}
	t := Tx{Hash: tx.Hash(), Type: tx.Type(), Nonce: tx.Nonce(), Gas: tx.Gas(), Data: tx.Data(), tx: tx, id: id}
	if to := tx.To(); to != nil {
		t.To, t.HasTo = *to, true
	}
	if t.Value.SetFromBig(tx.Value()) {
		return errors.New("signed transaction: value over 256 bits")
	}
	out.Txs = append(out.Txs, t)
	return nil
}
