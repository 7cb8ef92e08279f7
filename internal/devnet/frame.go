package devnet

import (
	"encoding/json"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/chain"
)

type wireMessage struct {
	SequenceNumber uint64 `json:"sequenceNumber"`
	Message        struct {
		Message struct {
			Header struct {
				Kind        uint8          `json:"kind"`
				Sender      common.Address `json:"sender"`
				BlockNumber uint64         `json:"blockNumber"`
				Timestamp   uint64         `json:"timestamp"`
				RequestID   *common.Hash   `json:"requestId"`
				BaseFeeL1   *uint64        `json:"baseFeeL1"`
			} `json:"header"`
			L2Msg []byte `json:"l2Msg"`
		} `json:"message"`
		DelayedMessagesRead uint64 `json:"delayedMessagesRead"`
	} `json:"message"`
	BlockHash *common.Hash `json:"blockHash,omitempty"`
	Signature []byte       `json:"signatureV2"`
	Metadata  []byte       `json:"blockMetadata,omitempty"`
}

// messageOf is the feed message that makes block. metadata may be nil.
func messageOf(block *types.Block, genesis uint64, metadata []byte) (posted, error) {
	l2, err := l2Message(block.Transactions())
	if err != nil {
		return posted{}, fmt.Errorf("make the message of block %d: %w", block.NumberU64(), err)
	}
	hash := block.Hash()
	var m wireMessage
	m.SequenceNumber, m.BlockHash, m.Metadata = block.NumberU64(), &hash, metadata
	m.Message.DelayedMessagesRead = 1
	m.Message.Message.L2Msg = l2
	h := &m.Message.Message.Header
	h.Kind, h.Sender, h.Timestamp = l2MessageKind, chain.Sequencer, block.Time()
	h.BlockNumber = l1Block(block.Time(), genesis)
	out, err := json.Marshal(&m)
	if err != nil {
		return posted{}, fmt.Errorf("encode message %d: %w", block.NumberU64(), err)
	}
	return posted{chain.Seq(block.NumberU64()), out}, nil
}

func frameOf(messages []posted) []byte {
	out := []byte(`{"version":1,"messages":[`)
	for i, m := range messages {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, m.json...)
	}
	return append(out, "]}\n"...)
}

func confirmation(seq chain.Seq) []byte {
	return fmt.Appendf(nil, `{"version":1,"confirmedSequenceNumberMessage":{"sequenceNumber":%d}}`+"\n", uint64(seq))
}
