// Package decode turns a message into transactions, and transactions into swaps.
//
// Parse walks the payload of a feed message as nitro's parser does: where that
// would fail, the message makes a block without transactions, and the reason is
// the error. All kinds are read: batches of signed transactions, which the
// sequencer makes, and what came from the parent chain: unsigned transactions,
// retryables, deposits and reports. Hashes are those of the chain; the hash that
// a message does not determine is left zero with the reason (Tx.Unhashed).
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
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/feed"
)

// Tx is what the street needs of a transaction.
type Tx struct {
	Hash   common.Hash
	Type   uint8          // EIP-2718, or one of Arbitrum's types
	From   common.Address // of Arbitrum's types, which nobody signs; else zero: see Sender
	To     common.Address
	HasTo  bool // false for the creation of a contract
	Nonce  uint64
	Value  uint256.Int // wei
	Gas    uint64
	FeeCap uint256.Int // most that is paid, wei per gas
	Tip    uint256.Int // priority fee on top of the base fee at most, wei per gas
	Data   []byte
	// Unhashed is why Hash is zero: it depends on more than the message. Empty
	// where Hash is the chain's.
	Unhashed string

	raw []byte // of a signed transaction
	id  chain.ID
}

// Sender is who sent it. For a signed transaction the signature is recovered;
// about 60 us.
func (t *Tx) Sender() (common.Address, error) {
	if t.raw == nil {
		return t.From, nil
	}
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(t.raw); err != nil {
		return common.Address{}, fmt.Errorf("signed transaction: %w", err)
	}
	return types.Sender(types.LatestSignerForChainID(new(big.Int).SetUint64(uint64(t.id))), tx)
}

// Recipient is the called address; false for a creation.
func (t *Tx) Recipient() (common.Address, bool) { return t.To, t.HasTo }

// Message is the transactions of a feed message, in the order of the block.
//
// Of a message that the sequencer made (RequestID nil) all are in the block. One
// from the parent chain may hold transactions that the chain drops.
type Message struct {
	Seq chain.Seq
	Txs []Tx
	// Redeems are the first tries of the retryables that Txs submit: each runs
	// right after its submission if the deposit covers the gas. They are in the
	// block, but not in the message, and their hash depends on the base fee.
	Redeems []Tx
	// Dropped counts the transactions that are left out because no chain can
	// include them: an amount has more than 256 bits.
	Dropped int

	rules  Rules
	keccak crypto.KeccakState
}

// Rules of the chain whose messages are parsed.
type Rules struct {
	Chain chain.ID
	// ArbOS version of the block, 0 where it is not known. Only the hash of a
	// batch posting report depends on it.
	ArbOS uint64
}

// The kinds of messages (nitro arbos/arbostypes/incomingmessage.go) and of
// payloads (arbos/parse_l2.go), and nitro's limits.
const (
	kindL2Message          = 3
	kindEndOfBlock         = 6
	kindL2FundedByL1       = 7
	kindRollupEvent        = 8
	kindSubmitRetryable    = 9
	kindBatchForEstimation = 10
	kindInitialize         = 11
	kindEthDeposit         = 12
	kindBatchPostingReport = 13
	kindInvalid            = 0xff

	l2Unsigned         = 0
	l2Contract         = 1
	l2NonmutatingCall  = 2
	l2Batch            = 3
	l2SignedTx         = 4
	l2Heartbeat        = 6
	l2SignedCompressed = 7

	maxL2    = 262_144 // bytes of a payload and of a segment of a batch
	maxDepth = 16      // batches around a transaction
	// heartbeatsEnd is when heartbeats became invalid, seconds.
	heartbeatsEnd = 1_659_974_400
)

// Parse reads the transactions of m into out, whose slices are used again. An
// error means that out has none: the payload is one that nitro refuses, which
// makes an empty block. Data of the transactions is shared with m.
func Parse(m *feed.Message, id chain.ID, out *Message) error {
	return Rules{Chain: id}.Parse(m, out)
}

// Parse is the function Parse with all that is known of the chain.
func (r Rules) Parse(m *feed.Message, out *Message) error {
	out.Seq, out.Txs, out.Redeems, out.Dropped, out.rules = m.Seq, out.Txs[:0], out.Redeems[:0], 0, r
	err := out.parse(m)
	if err != nil {
		out.Txs, out.Redeems, out.Dropped = out.Txs[:0], out.Redeems[:0], 0
	}
	return err
}

func (out *Message) parse(m *feed.Message) error {
	if len(m.L2) > maxL2 {
		return fmt.Errorf("payload of %d bytes, at most %d are allowed", len(m.L2), maxL2)
	}
	switch m.Kind {
	case kindL2Message:
		return out.segment(m, m.L2, m.RequestID, 0)
	case kindEndOfBlock, kindRollupEvent:
		return nil
	case kindL2FundedByL1:
		return out.funded(m)
	case kindSubmitRetryable:
		return out.retryable(m)
	case kindEthDeposit:
		return out.deposit(m)
	case kindBatchPostingReport:
		return out.report(m)
	case kindBatchForEstimation, kindInitialize, kindInvalid:
		return fmt.Errorf("L1 message kind %d never has transactions", m.Kind)
	default:
		return fmt.Errorf("unknown L1 message kind %d", m.Kind)
	}
}

// segment reads a payload or one part of a batch. request is its id, nil for
// what the sequencer made.
func (out *Message) segment(m *feed.Message, b []byte, request *common.Hash, depth int) error {
	if len(b) == 0 {
		return errors.New("empty L2 message")
	}
	kind, b := b[0], b[1:]
	switch kind {
	case l2Unsigned, l2Contract:
		return out.unsigned(kind, b, m.Sender, request)
	case l2Batch:
		return out.batch(m, b, request, depth)
	case l2SignedTx:
		return out.signed(b)
	case l2Heartbeat:
		if m.Timestamp >= heartbeatsEnd {
			return errors.New("heartbeat after heartbeats were abolished")
		}
		return nil
	case l2NonmutatingCall, l2SignedCompressed:
		return fmt.Errorf("L2 message kind %d was never implemented", kind)
	default:
		return fmt.Errorf("unknown L2 message kind %d", kind)
	}
}

// batch reads segments, each after its length. As in nitro a length that is
// too large, or longer than what is left, ends the batch and keeps the segments
// before it; an error inside a segment is one of the whole message.
func (out *Message) batch(m *feed.Message, b []byte, request *common.Hash, depth int) error {
	if depth >= maxDepth {
		return fmt.Errorf("more than %d batches in each other", maxDepth)
	}
	for i := uint64(0); len(b) >= 8; i++ {
		n := binary.BigEndian.Uint64(b)
		if b = b[8:]; n > maxL2 || n > uint64(len(b)) {
			return nil
		}
		sub := request
		if request != nil {
			id := subRequest(request, i)
			sub = &id
		}
		if err := out.segment(m, b[:n], sub, depth+1); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

// subRequest is the id of the i-th part of a request.
func subRequest(request *common.Hash, i uint64) common.Hash {
	index := uint256.NewInt(i).Bytes32()
	return crypto.Keccak256Hash(request[:], index[:])
}

// grow appends an empty transaction, reusing the memory of an earlier message.
func (out *Message) grow() *Tx {
	out.Txs = append(out.Txs, Tx{id: out.rules.Chain})
	return &out.Txs[len(out.Txs)-1]
}

// hash writes the keccak of b into h, which lies in a slice of out: the hasher's
// interface would move a local variable to the heap.
func (out *Message) hash(h *common.Hash, b []byte) {
	if out.keccak == nil {
		out.keccak = crypto.NewKeccakState()
	}
	out.keccak.Reset()
	out.keccak.Write(b)
	out.keccak.Read(h[:]) //nolint:errcheck // and gives all
}
