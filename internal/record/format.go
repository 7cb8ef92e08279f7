package record

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// Sizes and marks of a segment; all numbers are little endian. The footer has
// a mark at each end, so that one changed bit does not make a whole segment
// look like one that was cut short.
const (
	headerMark = "mevbseg\n"
	footerMark = "mevbfoot"
	fileMark   = "mevbend\n"

	headerSize      = 100
	blockHeaderSize = 16
	footerSize      = 112
	recordHeader    = 13

	flagComplete = 1 << 0 // nothing was dropped
	flagEnd      = 1 << 1 // the recording was closed after this segment

	// maxBlock bounds the records of a block before compression, and with it
	// the memory of a reader.
	maxBlock = MaxPayload + recordHeader + 2<<20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

type hash [sha256.Size]byte

// maxCompressed is the longest frame that a block of raw bytes may have: zstd
// adds three bytes to each 128 KiB that it cannot shrink, and a frame header.
func maxCompressed(raw int) int { return raw + raw>>8 + 64 }

func segmentName(number uint64) string { return fmt.Sprintf("%08d.seg", number) }

// header opens a segment and chains it.
type header struct {
	number   uint64 // of the segment, from 1
	record   uint64 // number of its first record
	manifest hash   // of the manifest file
	previous hash   // of the previous segment, from its footer; of the manifest for the first
}

func (h *header) append(dst []byte) []byte {
	start := len(dst)
	dst = append(dst, headerMark...)
	dst = binary.LittleEndian.AppendUint32(dst, formatVersion)
	dst = binary.LittleEndian.AppendUint32(dst, 0)
	dst = binary.LittleEndian.AppendUint64(dst, h.number)
	dst = binary.LittleEndian.AppendUint64(dst, h.record)
	dst = append(dst, h.manifest[:]...)
	dst = append(dst, h.previous[:]...)
	return binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[start:], castagnoli))
}

// parse reads a header; it says what is wrong, or nothing.
func (h *header) parse(b []byte) string {
	le := binary.LittleEndian
	switch {
	case le.Uint32(b[96:]) != crc32.Checksum(b[:96], castagnoli):
		return "checksum of the header"
	case string(b[:8]) != headerMark:
		return "mark of the header"
	case le.Uint32(b[8:]) != formatVersion || le.Uint32(b[12:]) != 0:
		return "version of the segment"
	}
	h.number, h.record = le.Uint64(b[16:]), le.Uint64(b[24:])
	copy(h.manifest[:], b[32:])
	copy(h.previous[:], b[64:])
	return ""
}

// blockHeader stands before each compressed block.
type blockHeader struct {
	compressed, raw, records uint32 // bytes, bytes, number
	sum                      uint32 // CRC-32C of the three before and the compressed bytes
}

func (h *blockHeader) put(b []byte) {
	le := binary.LittleEndian
	le.PutUint32(b, h.compressed)
	le.PutUint32(b[4:], h.raw)
	le.PutUint32(b[8:], h.records)
	le.PutUint32(b[12:], h.sum)
}

func (h *blockHeader) parse(b []byte) {
	le := binary.LittleEndian
	h.compressed, h.raw, h.records, h.sum = le.Uint32(b), le.Uint32(b[4:]), le.Uint32(b[8:]), le.Uint32(b[12:])
}

// fits says whether the lengths are possible with left bytes of body behind
// the block header, before anything is allocated for them.
func (h *blockHeader) fits(left int64) bool {
	return h.raw > 0 && h.raw <= maxBlock && int64(h.compressed) <= left && int(h.compressed) <= maxCompressed(int(h.raw)) &&
		h.records > 0 && uint64(h.records)*recordHeader <= uint64(h.raw)
}

// footer makes a segment whole.
type footer struct {
	flags   uint32
	blocks  uint32
	records uint64
	dropped uint64 // records that are missing behind the last one
	raw     uint64 // bytes of all blocks before compression
	body    uint64 // bytes of all blocks with their headers
	first   int64  // unix ns of the first record
	last    int64  // unix ns of the last record
	closed  int64  // unix ns by the writer's clock
	sum     hash   // SHA-256 of every byte of the file before it
}

// append writes the footer up to where the hash goes.
func (f *footer) append(dst []byte) []byte {
	dst = append(dst, footerMark...)
	dst = binary.LittleEndian.AppendUint32(dst, f.flags)
	dst = binary.LittleEndian.AppendUint32(dst, f.blocks)
	for _, v := range []uint64{f.records, f.dropped, f.raw, f.body, uint64(f.first), uint64(f.last), uint64(f.closed)} {
		dst = binary.LittleEndian.AppendUint64(dst, v)
	}
	return dst
}

const (
	footerHash = 8 + 4 + 4 + 7*8 // where the hash begins
	footerTail = footerHash + sha256.Size
)

// looksLikeFooter says whether the last bytes of a file were a footer once:
// at least one of the marks stands where it should.
func looksLikeFooter(b []byte) bool {
	return string(b[:8]) == footerMark || string(b[footerTail:]) == fileMark
}

func (f *footer) parse(b []byte) bool {
	if string(b[:8]) != footerMark || string(b[footerTail:]) != fileMark {
		return false
	}
	le := binary.LittleEndian
	f.flags, f.blocks = le.Uint32(b[8:]), le.Uint32(b[12:])
	f.records, f.dropped, f.raw, f.body = le.Uint64(b[16:]), le.Uint64(b[24:]), le.Uint64(b[32:]), le.Uint64(b[40:])
	f.first, f.last, f.closed = int64(le.Uint64(b[48:])), int64(le.Uint64(b[56:])), int64(le.Uint64(b[64:]))
	copy(f.sum[:], b[footerHash:])
	return true
}
