package l1data

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
)

// ErrLength means: no sequencer takes a transaction of that length.
var ErrLength = errors.New("transaction is empty or longer than a sequencer takes")

// Meter measures the compressed length of transactions. Its zero value is ready.
// It keeps its tables and is for one goroutine.
//
// What it counts is what google/brotli does at quality 1 with one block
// (c/enc/compress_fragment_two_pass.c): greedy matches found by a hash of four
// bytes (six where the input is over 32 kB), one Huffman code for all literals, one for commands, one for distances.
type Meter struct {
	table    []int32     // by hash: where four such bytes were last seen
	literals [256]uint32 // how often each byte is written as it is
	commands [128]uint32 // how often each command: inserts, copies, from 64 on distances
	inserted int         // bytes written as they are
	extra    int         // bits that follow the commands' codes
	huffman  huffman
}

// The limits of the method.
const (
	windowGap   = 16
	headerBits  = 4 // names a window of 2^22
	noSplitBits = 13
	endBits     = 2
)

// Units is what posting a signed transaction counts: 16 for each byte of Size.
func (m *Meter) Units(raw []byte) (uint64, error) {
	n, err := m.Size(raw)
	return uint64(n) * UnitsPerByte, err
}

// Size is the length in bytes of a signed transaction after compression, as
// types.Transaction.MarshalBinary encodes it. The error is ErrLength.
func (m *Meter) Size(raw []byte) (int, error) {
	if len(raw) == 0 || len(raw) > MaxLength {
		return 0, ErrLength
	}
	plain := (headerBits+blockBits(len(raw))+7)/8*8 + 8*len(raw)
	m.match(raw)
	total := plain
	if m.pays(raw) {
		total = headerBits + blockBits(len(raw)) + noSplitBits + m.coded()
		if total-headerBits > 31+8*len(raw) {
			total = plain
		}
	}
	return (total + endBits + 7) / 8, nil
}

// blockBits is the header of a block of n bytes.
func blockBits(n int) int {
	if n <= 1<<16 {
		return 4 + 4*4
	}
	return 4 + 5*4
}

// pays says that the library tries to compress at all: it does not where hardly
// anything repeats and a sample of every 43rd byte looks random.
func (m *Meter) pays(raw []byte) bool {
	const least, step = 0.98, 43
	if float64(m.inserted) < least*float64(len(raw)) {
		return true
	}
	var seen [256]uint32
	n := 0
	for i := 0; i < len(raw); i += step {
		seen[raw[i]]++
		n++
	}
	entropy := float64(n) * math.Log2(float64(n))
	for _, count := range seen {
		if count > 1 {
			entropy -= float64(count) * math.Log2(float64(count))
		}
	}
	return max(entropy, float64(n)) < float64(len(raw))*8*least/step
}

// coded is the bits of all codes and of what is written with them.
func (m *Meter) coded() int {
	total := m.extra + m.huffman.literalCode(&m.literals)
	for i, n := range m.literals {
		total += int(n) * int(m.huffman.depth[i])
	}
	used := m.commands
	for _, always := range [...]int{1, 2, 64, 84} {
		m.commands[always]++ // so that no code is empty
	}
	total += m.huffman.commandCodes(&m.commands)
	for i, n := range used {
		total += int(n) * int(m.huffman.depth[i])
	}
	return total
}

// reset empties the counts and takes a table for an input of n bytes: a power of
// two, at least 256.
func (m *Meter) reset(n int) (shift uint) {
	size := 256
	for size < n {
		size *= 2
	}
	if size > len(m.table) {
		m.table = make([]int32, size)
	}
	clear(m.table[:size])
	m.literals, m.commands, m.inserted, m.extra = [256]uint32{}, [128]uint32{}, 0, 0
	return uint(64 - bits.TrailingZeros(uint(size)))
}

// match counts the literals and commands of the input.
func (m *Meter) match(raw []byte) {
	s := scan{m: m, raw: raw, shift: m.reset(len(raw)), least: 4, last: -1}
	if s.shift < 64-15 {
		s.least = 6
	}
	if len(raw) >= windowGap {
		s.end = len(raw) - windowGap
		for s.at = 1; s.search(); {
			s.copyFirst()
			for s.at < s.end && s.again() {
				s.copyNext()
			}
			if s.at >= s.end {
				break
			}
			s.at++
		}
	}
	s.insert(len(raw))
}

// scan is a walk through the input.
type scan struct {
	m       *Meter
	raw     []byte
	shift   uint
	least   int // length of a match
	at      int // where it is
	emitted int // up to where the input is written
	end     int // beyond which no match begins
	from    int // the match for what is at
	last    int // the distance of the last match, -1 before the first
}

// key of the bytes at i in the table.
func (s *scan) key(i int) uint32 {
	v := binary.LittleEndian.Uint64(s.raw[i:]) << (64 - 8*s.least)
	return uint32(v * 0x1e35a7bd >> s.shift)
}

// again says that there is a match at from.
func (s *scan) again() bool {
	a, b := s.raw[s.at:], s.raw[s.from:]
	return binary.LittleEndian.Uint32(a) == binary.LittleEndian.Uint32(b) && (s.least == 4 || a[4] == b[4] && a[5] == b[5])
}

// search looks for the next bytes that were seen before: at every byte, at
// every second after 32 without success, and so on.
func (s *scan) search() bool {
	next, h := s.at, s.key(s.at)
	for skip := 32; ; skip++ {
		s.at = next
		if next = s.at + skip>>5; next > s.end {
			return false
		}
		key := h
		h = s.key(next)
		if s.from = s.at - s.last; s.last > 0 && s.again() {
			s.m.table[key] = int32(s.at)
			return true
		}
		s.from = int(s.m.table[key])
		s.m.table[key] = int32(s.at)
		if s.again() {
			return true
		}
	}
}

// length of the match.
func (s *scan) length() int {
	n := s.least
	for s.at+n < len(s.raw) && s.raw[s.at+n] == s.raw[s.from+n] {
		n++
	}
	return n
}

// copyFirst writes what is not written yet and the match after it.
func (s *scan) copyFirst() {
	s.insert(s.at)
	if distance := s.at - s.from; distance == s.last {
		s.m.commands[64]++
	} else {
		s.distance(distance)
	}
	n := s.length()
	s.copyAfterInsert(n)
	s.pass(n)
	s.remember(true)
}

// copyNext writes a match right after another.
func (s *scan) copyNext() {
	distance, n := s.at-s.from, s.length()
	s.copyAlone(n)
	s.distance(distance)
	s.pass(n)
	s.remember(false)
}

func (s *scan) pass(n int) {
	s.at += n
	s.emitted = s.at
}

// remember enters the last places of a copy into the table and looks up the place
// after it. After a first copy of four bytes or more the library enters the last
// place under the key of the third last.
func (s *scan) remember(first bool) {
	if s.at >= s.end {
		return
	}
	table := s.m.table
	for i := s.at - s.least + 1; i < s.at; i++ {
		key := s.key(i)
		if first && s.least == 4 && i == s.at-1 {
			key = s.key(s.at - 3)
		}
		table[key] = int32(i)
	}
	key := s.key(s.at)
	s.from = int(table[key])
	table[key] = int32(s.at)
}

// command counts one with so many bits after its code.
func (s *scan) command(code, extra int) {
	s.m.commands[code]++
	s.m.extra += extra
}

// log is the place of the highest bit.
func log(n int) int { return bits.Len(uint(n)) - 1 }

// insert counts the bytes from what is written up to i as literals.
func (s *scan) insert(i int) {
	n := i - s.emitted
	for _, b := range s.raw[s.emitted:i] {
		s.m.literals[b]++
	}
	s.m.inserted += n
	s.emitted = i
	switch {
	case n == 0 && i == len(s.raw): // nothing is left at the end
	case n < 6:
		s.command(n, 0)
	case n < 130:
		k := log(n-2) - 1
		s.command(2*k+(n-2)>>k+2, k)
	case n < 2114:
		k := log(n - 66)
		s.command(k+10, k)
	case n < 6210:
		s.command(21, 12)
	case n < 22594:
		s.command(22, 14)
	default:
		s.command(23, 24)
	}
}

// copyAlone counts a copy that has a distance of its own behind it.
func (s *scan) copyAlone(n int) {
	switch {
	case n < 10:
		s.command(n+38, 0)
	case n < 134:
		k := log(n-6) - 1
		s.command(2*k+(n-6)>>k+44, k)
	case n < 2118:
		k := log(n - 70)
		s.command(k+52, k)
	default:
		s.command(63, 24)
	}
}

// copyAfterInsert counts a copy whose distance is written already: the short ones
// have codes for that, the long ones name the last distance again.
func (s *scan) copyAfterInsert(n int) {
	switch {
	case n < 12:
		s.command(n+20, 0)
		return
	case n < 72:
		k := log(n-8) - 1
		s.command(2*k+(n-8)>>k+28, k)
		return
	case n < 136:
		s.command((n-8)>>5+54, 5)
	case n < 2120:
		k := log(n - 72)
		s.command(k+52, k)
	default:
		s.command(63, 24)
	}
	s.command(64, 0)
}

// distance counts one and keeps it as the last.
func (s *scan) distance(d int) {
	s.last = d
	k := log(d+3) - 1
	s.command(2*(k-1)+(d+3)>>k&1+80, k)
}
