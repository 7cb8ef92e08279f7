package record

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/zstd"
)

// errNoFooter is what a segment looks like that was not finished.
var errNoFooter = errors.New("no footer")

// damage says that a file is not what was written, and where.
func damage(name string, offset int64, what string, args ...any) error {
	return fmt.Errorf("%s: offset %d: %s: %w", name, offset, fmt.Sprintf(what, args...), ErrCorrupt)
}

// segment is a whole segment: header, footer and the hash over all of it agree.
type segment struct {
	name string
	r    io.ReaderAt
	size int64
	head header
	foot footer
}

// openSegment reads all of a segment once, without keeping it, and says where
// it is damaged. errNoFooter says that it ends without a footer.
func openSegment(name string, r io.ReaderAt, size int64) (*segment, error) {
	if size < headerSize+footerSize {
		return nil, errNoFooter
	}
	s := &segment{name: name, r: r, size: size}
	head, foot := make([]byte, headerSize), make([]byte, footerSize)
	if err := s.readAt(head, 0); err != nil {
		return nil, err
	}
	if err := s.readAt(foot, s.bodyEnd()); err != nil {
		return nil, err
	}
	if !looksLikeFooter(foot) {
		return nil, errNoFooter
	}
	if what := s.head.parse(head); what != "" {
		return nil, damage(name, 0, "%s does not hold", what)
	}
	if !s.foot.parse(foot) {
		return nil, damage(name, s.bodyEnd(), "mark of the footer")
	}
	digest := sha256.New()
	if _, err := io.Copy(digest, io.NewSectionReader(r, 0, s.bodyEnd()+footerHash)); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if hash(digest.Sum(nil)) != s.foot.sum {
		return nil, s.locate()
	}
	f := &s.foot
	switch {
	case f.body != uint64(size-headerSize-footerSize):
		return nil, damage(name, s.bodyEnd(), "the footer speaks of %d bytes of records", f.body)
	case f.flags&^(flagComplete|flagEnd) != 0, (f.flags&flagComplete != 0) != (f.dropped == 0):
		return nil, damage(name, s.bodyEnd(), "flags %#x of the footer with %d records dropped", f.flags, f.dropped)
	}
	return s, nil
}

func (s *segment) bodyEnd() int64 { return s.size - footerSize }

func (s *segment) readAt(b []byte, offset int64) error {
	if n, err := s.r.ReadAt(b, offset); n < len(b) {
		return fmt.Errorf("read %s at %d: %w", s.name, offset, err)
	}
	return nil
}

// locate finds what the hash of a segment says is there: damage. The header
// has proved good.
func (s *segment) locate() error {
	b := blocks{segment: s, offset: headerSize}
	for b.offset < s.bodyEnd() {
		if err := b.read(); err != nil {
			return err
		}
	}
	return damage(s.name, s.bodyEnd(), "hash of the footer does not hold")
}

// blocks reads the blocks of a segment in order. Its buffers are reused, also
// for the next segment.
type blocks struct {
	*segment
	dec        *zstd.Decoder
	offset     int64       // of the next block
	block      blockHeader // of the block read last
	count      uint32      // blocks so far
	records    uint64      // in them
	raw        uint64      // bytes in them
	compressed []byte
	plain      []byte
}

// use turns to another segment.
func (b *blocks) use(s *segment) error {
	b.segment, b.offset, b.count, b.records, b.raw = s, headerSize, 0, 0, 0
	if b.dec != nil {
		return nil
	}
	var err error
	b.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxMemory(maxBlock), zstd.WithDecodeAllCapLimit(true))
	if err != nil {
		return fmt.Errorf("start decompression: %w", err)
	}
	return nil
}

// read gets the next block, still compressed, and checks its sum.
func (b *blocks) read() error {
	left := b.bodyEnd() - b.offset - blockHeaderSize
	var h [blockHeaderSize]byte
	if left < 0 {
		return damage(b.name, b.offset, "%d bytes where a block should begin", left+blockHeaderSize)
	}
	if err := b.readAt(h[:], b.offset); err != nil {
		return err
	}
	b.block.parse(h[:])
	if !b.block.fits(left) {
		return damage(b.name, b.offset, "block from record %d on: impossible lengths", b.head.record+b.records)
	}
	b.compressed = sized(b.compressed, int(b.block.compressed))
	if err := b.readAt(b.compressed, b.offset+blockHeaderSize); err != nil {
		return err
	}
	if b.block.sum != crc32.Update(crc32.Checksum(h[:12], castagnoli), castagnoli, b.compressed) {
		return damage(b.name, b.offset, "block from record %d on: its checksum does not hold", b.head.record+b.records)
	}
	b.offset += blockHeaderSize + int64(b.block.compressed)
	b.count++
	b.records += uint64(b.block.records)
	b.raw += uint64(b.block.raw)
	return nil
}

// next reads and decompresses the next block; io.EOF behind the last one, when
// all of them are what the footer says.
func (b *blocks) next() ([]byte, error) {
	if b.offset == b.bodyEnd() {
		if b.count != b.foot.blocks || b.records != b.foot.records || b.raw != b.foot.raw {
			return nil, damage(b.name, b.bodyEnd(), "the footer speaks of %d records in %d blocks, there are %d in %d", b.foot.records, b.foot.blocks, b.records, b.count)
		}
		return nil, io.EOF
	}
	start := b.offset
	if err := b.read(); err != nil {
		return nil, err
	}
	b.plain = sized(b.plain, int(b.block.raw))
	// The capacity is the limit of what a frame may become.
	plain, err := b.dec.DecodeAll(b.compressed, b.plain[:0:b.block.raw])
	if err != nil {
		return nil, damage(b.name, start, "decompress: %v", err)
	}
	if len(plain) != int(b.block.raw) || !walks(plain, b.block.records) {
		return nil, damage(b.name, start, "block does not hold %d records in %d bytes", b.block.records, b.block.raw)
	}
	return plain, nil
}

// walks says whether b is exactly so many records.
func walks(b []byte, records uint32) bool {
	for ; len(b) >= recordHeader && records > 0; records-- {
		n := binary.LittleEndian.Uint32(b[9:])
		if n > MaxPayload || int(n) > len(b)-recordHeader {
			return false
		}
		b = b[recordHeader+int(n):]
	}
	return len(b) == 0 && records == 0
}

// sized is b with length n, made anew when it is too short.
func sized(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}
