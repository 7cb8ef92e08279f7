package feed

import (
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// Message is one sequencer feed message: what makes one block. Its slices
// belong to it and are not changed after it was handed over.
type Message struct {
	Seq       chain.Seq
	Block     chain.Block // that the message makes
	Kind      uint8       // L1 message kind (nitro arbos/arbostypes/incomingmessage.go)
	Sender    common.Address
	L1Block   uint64
	Timestamp uint64       // seconds; the block's time is this or its parent's, whichever is later
	RequestID *common.Hash // of delayed messages; nil for the sequencer's own
	BaseFeeL1 *uint256.Int // wei; nil where the feed says null
	L2        []byte       // payload, decoded from base64
	Delayed   uint64       // delayed messages read so far
	BlockHash common.Hash  // valid if HasHash
	HasHash   bool
	Metadata  []byte    // one bit a transaction: timeboosted or not; nil where absent
	Signature []byte    // signatureV2; nil where the feed is not signed
	Received  time.Time // when the frame began to arrive
	Parsed    time.Time // when the frame was read and its signature checked
	Source    string    // the feed whose copy this is, without credentials
	Bytes     int       // size of its JSON in the frame
}

// Item is what a Client hands over: exactly one field is set.
type Item struct {
	Message *Message
	Gap     *Gap
	Rewind  *Rewind
}

// Gap says that the feed will not tell messages From..To (inclusive). The
// message after To follows.
type Gap struct{ From, To chain.Seq }

// Rewind says that message Seq came again with another content: it and all
// after it that were handed over are void, and Seq follows anew.
type Rewind struct{ Seq chain.Seq }
