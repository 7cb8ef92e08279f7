package feed

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"math"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// scanner reads the one form of JSON that feed servers write: known fields in
// any order, strings without escapes, unsigned decimal numbers. It gives up (fail)
// on everything else, without judging it. It reads a frame several times
// faster than reflection does, and what it reads is what encoding/json reads:
// see FuzzParseFrame.
type scanner struct {
	data []byte
	at   int
	fail bool
}

func scanFrame(data []byte, p chain.Profile) (Frame, bool) {
	s := scanner{data: data}
	var f Frame
	s.object(keys{"version", "messages", "confirmedSequenceNumberMessage"}, func(key string) {
		switch key {
		case "version":
			f.Version = int(s.number(math.MaxInt32))
		case "messages":
			s.messages(&f, p)
		case "confirmedSequenceNumberMessage":
			if s.null() {
				return
			}
			seq := chain.Seq(s.confirmed())
			f.Confirmed = &seq
		}
	})
	s.space()
	if s.fail || s.at != len(data) || f.Version != envelopeVersion {
		return Frame{}, false
	}
	return f, true
}

func (s *scanner) confirmed() (seq uint64) {
	s.object(keys{"sequenceNumber"}, func(key string) {
		seq = s.number(math.MaxUint64)
	})
	return seq
}

func (s *scanner) messages(f *Frame, p chain.Profile) {
	if s.null() {
		return
	}
	s.expect('[')
	if s.take(']') {
		return
	}
	for !s.fail {
		if !s.null() {
			f.Messages = append(f.Messages, Message{})
			m := &f.Messages[len(f.Messages)-1]
			start := s.at
			s.message(m)
			m.Block, m.Bytes = p.BlockOf(m.Seq), s.at-start
		}
		if s.take(']') {
			return
		}
		s.expect(',')
	}
}

func (s *scanner) message(m *Message) {
	read := s.object(keys{"sequenceNumber", "message", "blockHash", "signatureV2", "blockMetadata", "signature"}, func(key string) {
		switch key {
		case "sequenceNumber":
			m.Seq = chain.Seq(s.number(maxSeq))
		case "message":
			s.withDelayed(m)
		case "blockHash":
			if !s.null() {
				m.HasHash = true
				s.hex(m.BlockHash[:])
			}
		case "signatureV2":
			m.Signature = s.base64()
		case "blockMetadata":
			m.Metadata = s.base64()
		case "signature": // of servers before v3.10, over another preimage
			s.base64()
		}
	})
	s.require(read, 0b11)
}

func (s *scanner) withDelayed(m *Message) {
	read := s.object(keys{"message", "delayedMessagesRead"}, func(key string) {
		switch key {
		case "message":
			s.body(m)
		case "delayedMessagesRead":
			m.Delayed = s.number(math.MaxUint64)
		}
	})
	s.require(read, 0b1)
}

func (s *scanner) body(m *Message) {
	read := s.object(keys{"header", "l2Msg", "batchGasCost", "batchDataTokens"}, func(key string) {
		switch key {
		case "header":
			s.header(m)
		case "l2Msg":
			m.L2 = s.base64()
		case "batchGasCost":
			if !s.null() {
				gas := s.number(math.MaxUint64)
				m.BatchGas = &gas
			}
		case "batchDataTokens":
			if !s.null() {
				m.BatchData = s.batchData()
			}
		}
	})
	s.require(read, 0b1)
}

func (s *scanner) batchData() *BatchData {
	d := new(BatchData)
	s.object(keys{"length", "nonzeros"}, func(key string) {
		switch key {
		case "length":
			d.Length = s.number(math.MaxUint64)
		case "nonzeros":
			d.NonZeros = s.number(math.MaxUint64)
		}
	})
	return d
}

func (s *scanner) header(m *Message) {
	s.object(keys{"kind", "sender", "blockNumber", "timestamp", "requestId", "baseFeeL1"}, func(key string) {
		switch key {
		case "kind":
			m.Kind = uint8(s.number(math.MaxUint8))
		case "sender":
			s.hex(m.Sender[:])
		case "blockNumber":
			m.L1Block = s.number(math.MaxUint64)
		case "timestamp":
			m.Timestamp = s.number(math.MaxUint64)
		case "requestId":
			if !s.null() {
				m.RequestID = new(common.Hash)
				s.hex(m.RequestID[:])
			}
		case "baseFeeL1":
			if !s.null() {
				m.BaseFeeL1 = uint256.NewInt(s.number(math.MaxUint64))
			}
		}
	})
}

// keys are the fields that an object may have.
type keys []string

// object reads an object and calls value at the value of each field. A field
// that is unknown or comes twice ends the scan. It returns what was read, a bit
// for each of known.
func (s *scanner) object(known keys, value func(key string)) (read uint) {
	s.expect('{')
	if s.take('}') {
		return 0
	}
	for {
		key := s.text()
		s.expect(':')
		i := 0
		for i < len(known) && known[i] != string(key) {
			i++
		}
		if s.fail || i == len(known) || read&(1<<i) != 0 {
			s.fail = true
			return read
		}
		read |= 1 << i
		value(known[i])
		if s.take('}') {
			return read
		}
		s.expect(',')
	}
}

// require ends the scan where a field is missing.
func (s *scanner) require(read, want uint) {
	if read&want != want {
		s.fail = true
	}
}

func (s *scanner) space() {
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case ' ', '\n', '\t', '\r':
			s.at++
		default:
			return
		}
	}
}

// take skips c if it is next.
func (s *scanner) take(c byte) bool {
	s.space()
	if s.at < len(s.data) && s.data[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) expect(c byte) {
	if !s.take(c) {
		s.fail = true
	}
}

func (s *scanner) null() bool {
	s.space()
	if len(s.data)-s.at >= 4 && string(s.data[s.at:s.at+4]) == "null" {
		s.at += 4
		return true
	}
	return false
}

// text is a string without escapes, not further judged.
func (s *scanner) text() []byte {
	s.expect('"')
	if s.fail {
		return nil
	}
	n := bytes.IndexByte(s.data[s.at:], '"')
	if n < 0 {
		s.fail = true
		return nil
	}
	t := s.data[s.at : s.at+n]
	s.at += n + 1
	return t
}

// number is an unsigned decimal integer of at most most.
func (s *scanner) number(most uint64) uint64 {
	s.space()
	start, n := s.at, uint64(0)
	for ; s.at < len(s.data) && s.data[s.at]-'0' <= 9; s.at++ {
		d := uint64(s.data[s.at] - '0')
		if n > (math.MaxUint64-d)/10 {
			s.fail = true
		}
		n = n*10 + d
	}
	digits := s.at - start
	if digits == 0 || digits > 1 && s.data[start] == '0' || n > most {
		s.fail = true
	}
	return n
}

// base64 is a string in standard base64, or null for nil.
func (s *scanner) base64() []byte {
	if s.null() {
		return nil
	}
	t := s.text()
	if s.fail {
		return nil
	}
	want := base64.StdEncoding.DecodedLen(len(t)) - (len(t) - len(bytes.TrimRight(t, "=")))
	out := make([]byte, base64.StdEncoding.DecodedLen(len(t)))
	n, err := base64.StdEncoding.Decode(out, t)
	// Decode skips line ends, which JSON refuses: each moves the length off its
	// multiple of four, four of them the number of bytes.
	if err != nil || len(t)%4 != 0 || n != want {
		s.fail = true
		return nil
	}
	return out[:n:n]
}

// hex is 0x and exactly as many digits as into holds.
func (s *scanner) hex(into []byte) {
	t := s.text()
	if len(t) != 2+2*len(into) || t[0] != '0' || t[1] != 'x' {
		s.fail = true
		return
	}
	if _, err := hex.Decode(into, t[2:]); err != nil {
		s.fail = true
	}
}
