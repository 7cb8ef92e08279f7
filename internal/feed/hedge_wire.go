// stopgap: replaced and deleted when the real files of this package land

package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// Message is one sequencer feed message: what makes one block.
type Message struct {
	Seq       chain.Seq
	Block     chain.Block // that the message makes
	Kind      uint8       // L1 message kind
	Sender    common.Address
	L1Block   uint64
	Timestamp uint64       // seconds; the block's time is this or its parent's
	RequestID *common.Hash // of delayed messages
	BaseFeeL1 *uint256.Int // nil where the feed says null
	L2        []byte       // payload
	Delayed   uint64       // delayed messages read so far
	BlockHash common.Hash  // if HasHash
	HasHash   bool
	Metadata  []byte
	Signature []byte // version 2; empty where the feed is not signed
	Received  time.Time
	Bytes     int // of the frame it came in
}

// Same says that two copies of a sequence number say the same.
func (m *Message) Same(o *Message) bool {
	return m.Seq == o.Seq && m.Kind == o.Kind && m.Sender == o.Sender && m.L1Block == o.L1Block && m.Timestamp == o.Timestamp &&
		m.Delayed == o.Delayed && bytes.Equal(m.L2, o.L2) && (!m.HasHash || !o.HasHash || m.BlockHash == o.BlockHash)
}

// Frame is a feed frame.
type Frame struct {
	Messages  []Message
	Confirmed *chain.Seq // posted to the parent chain; may be forgotten
}

// The wire format (nitro broadcaster/message/message.go and arbostypes).
type wireFrame struct {
	Version   int            `json:"version"`
	Messages  []*wireMessage `json:"messages"`
	Confirmed *struct {
		Seq uint64 `json:"sequenceNumber"`
	} `json:"confirmedSequenceNumberMessage,omitempty"`
}

type wireMessage struct {
	Seq       *uint64      `json:"sequenceNumber"`
	Body      wireBody     `json:"message"`
	BlockHash *common.Hash `json:"blockHash,omitempty"`
	Signature []byte       `json:"signatureV2"`
	Metadata  []byte       `json:"blockMetadata,omitempty"`
}

type wireBody struct {
	Message struct {
		Header *wireHeader `json:"header"`
		L2     []byte      `json:"l2Msg"`
	} `json:"message"`
	Delayed uint64 `json:"delayedMessagesRead"`
}

type wireHeader struct {
	Kind      uint8           `json:"kind"`
	Sender    common.Address  `json:"sender"`
	L1Block   uint64          `json:"blockNumber"`
	Timestamp uint64          `json:"timestamp"`
	RequestID *common.Hash    `json:"requestId"`
	BaseFee   json.RawMessage `json:"baseFeeL1"`
}

var (
	// ErrMalformed: a frame that is not the feed's JSON.
	ErrMalformed = errors.New("malformed feed frame")
	// ErrVersion: an envelope version other than 1; nitro ignores those too.
	ErrVersion = errors.New("unknown feed envelope version")
)

// ParseFrame reads a frame. Null messages and unknown fields are skipped, as
// nitro does.
func ParseFrame(data []byte, p chain.Profile) (Frame, error) {
	var w wireFrame
	if err := json.Unmarshal(data, &w); err != nil {
		return Frame{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if w.Version != 1 {
		return Frame{}, fmt.Errorf("%w %d", ErrVersion, w.Version)
	}
	var f Frame
	if w.Confirmed != nil {
		s := chain.Seq(w.Confirmed.Seq)
		f.Confirmed = &s
	}
	for _, wm := range w.Messages {
		if wm == nil {
			continue
		}
		h := wm.Body.Message.Header
		if wm.Seq == nil || h == nil {
			return Frame{}, fmt.Errorf("%w: a message lacks its sequence number or header", ErrMalformed)
		}
		m := Message{
			Seq: chain.Seq(*wm.Seq), Block: p.BlockOf(chain.Seq(*wm.Seq)), Kind: h.Kind, Sender: h.Sender, L1Block: h.L1Block,
			Timestamp: h.Timestamp, RequestID: h.RequestID, L2: wm.Body.Message.L2, Delayed: wm.Body.Delayed,
			Metadata: wm.Metadata, Signature: wm.Signature, Bytes: len(data),
		}
		if wm.BlockHash != nil {
			m.BlockHash, m.HasHash = *wm.BlockHash, true
		}
		if len(h.BaseFee) > 0 && string(h.BaseFee) != "null" {
			v, err := uint256.FromDecimal(string(h.BaseFee))
			if err != nil {
				return Frame{}, fmt.Errorf("%w: baseFeeL1 of message %d: %w", ErrMalformed, m.Seq, err)
			}
			m.BaseFeeL1 = v
		}
		f.Messages = append(f.Messages, m)
	}
	return f, nil
}

// EncodeFrame writes a frame as nitro's server does, with its final newline.
func EncodeFrame(f *Frame) ([]byte, error) {
	w := wireFrame{Version: 1}
	for i := range f.Messages {
		m := &f.Messages[i]
		seq := uint64(m.Seq)
		wm := &wireMessage{Seq: &seq, Signature: m.Signature, Metadata: m.Metadata}
		wm.Body.Delayed = m.Delayed
		wm.Body.Message.L2 = m.L2
		h := &wireHeader{Kind: m.Kind, Sender: m.Sender, L1Block: m.L1Block, Timestamp: m.Timestamp, RequestID: m.RequestID, BaseFee: json.RawMessage("null")}
		if m.BaseFeeL1 != nil {
			h.BaseFee = json.RawMessage(m.BaseFeeL1.Dec())
		}
		wm.Body.Message.Header = h
		if m.HasHash {
			wm.BlockHash = &m.BlockHash
		}
		w.Messages = append(w.Messages, wm)
	}
	if f.Confirmed != nil {
		w.Confirmed = &struct {
			Seq uint64 `json:"sequenceNumber"`
		}{uint64(*f.Confirmed)}
	}
	out, err := json.Marshal(&w)
	if err != nil {
		return nil, fmt.Errorf("encode feed frame: %w", err)
	}
	return append(out, '\n'), nil
}
