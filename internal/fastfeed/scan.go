package fastfeed

import (
	"bytes"
	"encoding/hex"
	"math"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// scanner reads the form of JSON that the server writes: the known fields in
// any order, strings without escapes, unsigned decimal numbers. It gives up
// (fail) on everything else without judging it; encoding/json does that, and what
// both read is the same: see FuzzParse.
type scanner struct {
	data []byte
	at   int
	fail bool
}

// maxBlock keeps arithmetic on block numbers from overflowing.
const maxBlock = 1 << 62

func (s *scanner) envelope(tx *Tx) (version uint64) {
	var seen uint
	for more := s.open('{', '}'); more; more = s.next('}') {
		switch string(s.key()) {
		case "version":
			s.once(&seen, 1)
			version = s.number(math.MaxUint32)
		case "timestamp_ms":
			s.once(&seen, 2)
			tx.Sent = time.UnixMilli(int64(s.number(maxMillis)))
		case "pga_round":
			s.once(&seen, 4)
			tx.PGARound = s.number(math.MaxUint64)
		case "transaction":
			s.once(&seen, 8)
			s.transaction(tx)
		default:
			s.fail = true
		}
	}
	s.need(seen, 15)
	s.space()
	if s.at != len(s.data) {
		s.fail = true
	}
	return version
}

// maxMillis is the last millisecond that time.UnixMilli and JSON round trips
// keep, in the year 9999.
const maxMillis = 253_402_300_799_999

func (s *scanner) transaction(tx *Tx) {
	var seen uint
	for more := s.open('{', '}'); more; more = s.next('}') {
		switch string(s.key()) {
		case "block_number":
			s.once(&seen, 1)
			tx.Block = chain.Block(s.number(maxBlock))
		case "tx_index":
			s.once(&seen, 2)
			tx.Index = uint32(s.number(math.MaxUint32))
		case "raw_tx":
			s.once(&seen, 4)
			tx.Raw = s.bytes(tx)
		case "tx_hash":
			s.once(&seen, 8)
			s.exactly(tx.Hash[:])
		case "receipt":
			s.once(&seen, 16)
			s.receipt(tx)
		default:
			s.fail = true
		}
	}
	s.need(seen, 31)
}

func (s *scanner) receipt(tx *Tx) {
	var seen uint
	for more := s.open('{', '}'); more; more = s.next('}') {
		switch string(s.key()) {
		case "status":
			s.once(&seen, 1)
			tx.Success = s.number(1) == 1
		case "gas_used":
			s.once(&seen, 2)
			tx.GasUsed = s.number(math.MaxUint64)
		case "gas_used_for_l1":
			s.once(&seen, 4)
			tx.GasUsedForL1 = s.number(math.MaxUint64)
		case "cumulative_gas_used":
			s.once(&seen, 8)
			tx.CumulativeGas = s.number(math.MaxUint64)
		case "effective_gas_price":
			s.once(&seen, 16)
			s.quantity(&tx.EffectiveGasPrice)
		case "base_fee":
			s.once(&seen, 32)
			s.quantity(&tx.BaseFee)
		case "logs":
			s.once(&seen, 64)
			s.logs(tx)
		case "contract_address":
			s.once(&seen, 128)
			s.exactly(tx.Created[:])
		default:
			s.fail = true
		}
	}
	s.need(seen, 127)
}

func (s *scanner) logs(tx *Tx) {
	for more := s.open('[', ']'); more; more = s.next(']') {
		tx.Logs = append(tx.Logs, Log{})
		s.log(tx, &tx.Logs[len(tx.Logs)-1])
	}
}

func (s *scanner) log(tx *Tx, l *Log) {
	var seen uint
	for more := s.open('{', '}'); more; more = s.next('}') {
		switch string(s.key()) {
		case "address":
			s.once(&seen, 1)
			s.exactly(l.Address[:])
		case "topics":
			s.once(&seen, 2)
			first := len(tx.topics)
			for more := s.open('[', ']'); more; more = s.next(']') {
				tx.topics = append(tx.topics, [32]byte{})
				s.exactly(tx.topics[len(tx.topics)-1][:])
			}
			l.Topics = tx.topics[first:]
		case "data":
			s.once(&seen, 4)
			l.Data = s.bytes(tx)
		default:
			s.fail = true
		}
	}
	s.need(seen, 7)
}

// open begins an object or a list and says whether it has an element.
func (s *scanner) open(begin, end byte) bool {
	s.expect(begin)
	return !s.fail && !s.take(end)
}

// next says whether another element follows.
func (s *scanner) next(end byte) bool {
	if s.fail || s.take(end) {
		return false
	}
	s.expect(',')
	return !s.fail
}

// once notes a field. A field that comes twice ends the scan.
func (s *scanner) once(seen *uint, field uint) {
	if *seen&field != 0 {
		s.fail = true
	}
	*seen |= field
}

func (s *scanner) need(seen, want uint) {
	if seen&want != want {
		s.fail = true
	}
}

func (s *scanner) key() []byte {
	k := s.text()
	s.expect(':')
	return k
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

// bytes is 0x and any number of bytes in hex, put behind what tx holds already.
// The room for them was made before.
func (s *scanner) bytes(tx *Tx) []byte {
	out, ok := appendHex(tx.bytes, s.text())
	if !ok {
		s.fail = true
		return nil
	}
	first := len(tx.bytes)
	tx.bytes = out
	return out[first:len(out):len(out)]
}

// exactly is 0x and as many digits as into holds.
func (s *scanner) exactly(into []byte) {
	if !fixedHex(into, s.text()) {
		s.fail = true
	}
}

func (s *scanner) quantity(into *uint256.Int) {
	if !hexQuantity(into, s.text()) {
		s.fail = true
	}
}

// appendHex decodes 0x and an even number of digits behind out.
func appendHex(out, text []byte) ([]byte, bool) {
	if len(text) < 2 || len(text)%2 != 0 || text[0] != '0' || text[1] != 'x' {
		return out, false
	}
	out, err := hex.AppendDecode(out, text[2:])
	return out, err == nil
}

func fixedHex(into, text []byte) bool {
	if len(text) != 2+2*len(into) || text[0] != '0' || text[1] != 'x' {
		return false
	}
	_, err := hex.Decode(into, text[2:])
	return err == nil
}

// hexQuantity reads 0x and 1 to 64 digits; leading zeros do not matter.
func hexQuantity(into *uint256.Int, text []byte) bool {
	if len(text) < 3 || len(text) > 2+64 || text[0] != '0' || text[1] != 'x' {
		return false
	}
	var digits [64]byte
	for i := range digits {
		digits[i] = '0'
	}
	copy(digits[64-(len(text)-2):], text[2:])
	var word [32]byte
	if _, err := hex.Decode(word[:], digits[:]); err != nil {
		return false
	}
	into.SetBytes32(word[:])
	return true
}
