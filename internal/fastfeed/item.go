package fastfeed

import (
	"cmp"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// Position is a place in the order of execution.
type Position struct {
	Block chain.Block
	Index uint32 // of the transaction in the block
}

// Compare is negative for p before q, 0 for the same place, positive after.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.Block, q.Block), cmp.Compare(p.Index, q.Index))
}

// String is block/index.
func (p Position) String() string { return fmt.Sprintf("%d/%d", p.Block, p.Index) }

// Tx is a transaction that the sequencer has executed, with its receipt. The
// block is not closed yet and may never be: see Void.
type Tx struct {
	Position
	Hash common.Hash // equals keccak256 of Raw
	Raw  []byte      // as signed (EIP-2718), or one of Arbitrum's own types
	// Success is the receipt's status. A transaction that failed has no logs.
	Success       bool
	GasUsed       uint64 // GasUsedForL1 included
	GasUsedForL1  uint64
	CumulativeGas uint64 // of the block up to and with this transaction
	// EffectiveGasPrice and BaseFee are wei per gas.
	EffectiveGasPrice uint256.Int
	BaseFee           uint256.Int
	Created           common.Address // the contract it created, or zero
	Logs              []Log
	// PGARound is the round of the priority gas auction in the block, from 1; 0
	// for transactions that came into the block without an auction, such as the
	// block's first, which is nitro's own.
	PGARound uint64
	Sent     time.Time // by the server's clock, whole milliseconds
	Received time.Time // when the frame began to arrive
	Bytes    int       // size of the frame

	// What Raw and the logs point into; Parse uses it again.
	bytes  []byte
	topics []common.Hash
}

// Log is what a contract logged. Its number in the block is not known before
// the block is closed.
type Log struct {
	Address common.Address
	Topics  []common.Hash // at most 4
	Data    []byte
}

// Item is what a Client hands over: exactly one field is set.
type Item struct {
	Tx   *Tx
	Gap  *Gap
	Void *Void
}

// Gap says that what was executed from From on, and before To, was not heard
// and never will be: the feed repeats nothing. A transaction in between may
// also be one that the feed does not publish, such as those of a block that was
// made of a message from the parent chain.
type Gap struct {
	From Position
	// To is where hearing begins again; zero while that is not known, because the
	// connection is lost or a frame was unusable. Then it is the next Tx.
	To Position
}

// Void says that the sequencer has given up the block: what was handed over of
// it and of later blocks did not happen. Another block of the number follows.
type Void struct{ Block chain.Block }
