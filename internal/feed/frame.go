package feed

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// Frame is what one websocket message of the feed says.
type Frame struct {
	Version  int
	Messages []Message
	// Confirmed is the last message that was posted to the parent chain, if the
	// frame says so: the server forgets it and those before it.
	Confirmed *chain.Seq
}

var (
	// ErrMalformed means: a frame that is not the feed's JSON, or a message in it that
	// lacks its number or header. Nothing of the frame is used.
	ErrMalformed = errors.New("malformed feed frame")
	// ErrVersion means: an envelope version other than 1. Nitro's client ignores such
	// frames too; it is not the protocol version of the handshake, which is 2.
	ErrVersion = errors.New("unknown feed envelope version")
)

// envelopeVersion is the only version of a frame that exists.
const envelopeVersion = 1

// maxSeq bounds sequence numbers, so that a block number never overflows.
const maxSeq = 1 << 62

// ParseFrame reads a frame. Null messages and unknown fields are skipped, as
// nitro does. What it returns shares no memory with data.
//
// Frames in the form that servers write are read by a scanner for that form;
// any other JSON goes to encoding/json, which decides what is malformed.
func ParseFrame(data []byte, p chain.Profile) (Frame, error) {
	if f, ok := scanFrame(data, p); ok {
		return f, nil
	}
	return parseJSON(data, p)
}

// The wire format (nitro broadcaster/message/message.go and
// arbos/arbostypes/{messagewithmeta,incomingmessage}.go).
type wireFrame struct {
	Version   int            `json:"version"`
	Messages  []*wireMessage `json:"messages,omitempty"`
	Confirmed *wireConfirmed `json:"confirmedSequenceNumberMessage,omitempty"`
}

type wireConfirmed struct {
	Seq uint64 `json:"sequenceNumber"`
}

type wireMessage struct {
	Seq       *uint64      `json:"sequenceNumber"`
	Body      wireBody     `json:"message"`
	BlockHash *common.Hash `json:"blockHash,omitempty"`
	Signature []byte       `json:"signatureV2"`
	Metadata  []byte       `json:"blockMetadata,omitempty"`

	size int // of its JSON
}

// UnmarshalJSON notes the size.
func (w *wireMessage) UnmarshalJSON(data []byte) error {
	type plain wireMessage
	w.size = len(data)
	return json.Unmarshal(data, (*plain)(w))
}

type wireBody struct {
	Message struct {
		Header    *wireHeader `json:"header"`
		L2        []byte      `json:"l2Msg"`
		BatchGas  *uint64     `json:"batchGasCost,omitempty"`
		BatchData *BatchData  `json:"batchDataTokens,omitempty"`
	} `json:"message"`
	Delayed uint64 `json:"delayedMessagesRead"`
}

type wireHeader struct {
	Kind      uint8          `json:"kind"`
	Sender    common.Address `json:"sender"`
	L1Block   uint64         `json:"blockNumber"`
	Timestamp uint64         `json:"timestamp"`
	RequestID *common.Hash   `json:"requestId"`
	BaseFee   *json.Number   `json:"baseFeeL1"`
}

// parseJSON reads any JSON that says what a frame has to.
func parseJSON(data []byte, p chain.Profile) (Frame, error) {
	var w wireFrame
	if err := json.Unmarshal(data, &w); err != nil {
		return Frame{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if w.Version != envelopeVersion {
		return Frame{}, fmt.Errorf("%w %d", ErrVersion, w.Version)
	}
	f := Frame{Version: w.Version}
	if w.Confirmed != nil {
		s := chain.Seq(w.Confirmed.Seq)
		f.Confirmed = &s
	}
	for _, wm := range w.Messages {
		if wm == nil {
			continue
		}
		m, err := wm.message(p)
		if err != nil {
			return Frame{}, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		f.Messages = append(f.Messages, m)
	}
	return f, nil
}

func (w *wireMessage) message(p chain.Profile) (Message, error) {
	h := w.Body.Message.Header
	if w.Seq == nil || h == nil {
		return Message{}, errors.New("a message lacks its sequence number or header")
	}
	if *w.Seq > maxSeq {
		return Message{}, fmt.Errorf("sequence number %d is out of range", *w.Seq)
	}
	m := Message{
		Seq: chain.Seq(*w.Seq), Block: p.BlockOf(chain.Seq(*w.Seq)), Kind: h.Kind, Sender: h.Sender, L1Block: h.L1Block,
		Timestamp: h.Timestamp, RequestID: h.RequestID, L2: w.Body.Message.L2, Delayed: w.Body.Delayed,
		BatchGas: w.Body.Message.BatchGas, BatchData: w.Body.Message.BatchData,
		Metadata: w.Metadata, Signature: w.Signature, Bytes: w.size,
	}
	if w.BlockHash != nil {
		m.BlockHash, m.HasHash = *w.BlockHash, true
	}
	if h.BaseFee != nil {
		v, err := uint256.FromDecimal(h.BaseFee.String())
		if err != nil {
			return Message{}, fmt.Errorf("baseFeeL1 of message %d: %w", m.Seq, err)
		}
		m.BaseFeeL1 = v
	}
	return m, nil
}

// EncodeFrame writes a frame as nitro's server does, with its final newline.
// The version written is 1, whatever f says.
func EncodeFrame(f *Frame) ([]byte, error) {
	w := wireFrame{Version: envelopeVersion}
	for i := range f.Messages {
		w.Messages = append(w.Messages, wire(&f.Messages[i]))
	}
	if f.Confirmed != nil {
		w.Confirmed = &wireConfirmed{uint64(*f.Confirmed)}
	}
	out, err := json.Marshal(&w)
	if err != nil {
		return nil, fmt.Errorf("encode feed frame: %w", err)
	}
	return append(out, '\n'), nil
}

func wire(m *Message) *wireMessage {
	seq := uint64(m.Seq)
	w := &wireMessage{Seq: &seq, Signature: m.Signature, Metadata: m.Metadata}
	w.Body.Delayed = m.Delayed
	w.Body.Message.L2 = m.L2
	w.Body.Message.BatchGas, w.Body.Message.BatchData = m.BatchGas, m.BatchData
	h := &wireHeader{
		Kind: m.Kind, Sender: m.Sender, L1Block: m.L1Block, Timestamp: m.Timestamp, RequestID: m.RequestID,
	}
	if m.BaseFeeL1 != nil {
		n := json.Number(m.BaseFeeL1.Dec())
		h.BaseFee = &n
	}
	w.Body.Message.Header = h
	if m.HasHash {
		w.BlockHash = &m.BlockHash
	}
	return w
}
