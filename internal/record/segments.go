package record

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	gohash "hash"
	"hash/crc32"
	"io"
	"slices"

	"github.com/klauspost/compress/zstd"
)

const (
	// blockBytes of records, before compression, make a block: large enough for
	// a good ratio, small enough for a reader's memory.
	blockBytes  = 1 << 20
	bufferBytes = 64 << 10
)

// segments writes one segment after the other. One goroutine uses it.
type segments struct {
	disk     *disk
	opts     Options
	manifest hash
	enc      *zstd.Encoder
	buf      *bufio.Writer
	digest   gohash.Hash // of the open segment
	block    []byte      // compressed block with its header, reused

	file     file   // nil when no segment is open
	number   uint64 // of the open segment, or of the last one
	record   uint64 // number of the next record
	previous hash   // of the last closed segment
	foot     footer // of the open segment, as far as known

	kept  []kept // closed segments, oldest first; empty when everything is kept
	bytes int64  // of all kept
}

// kept is what retention knows about a closed segment.
type kept struct {
	number uint64
	size   int64
	closed int64  // unix ns
	hash   hash   // of the segment
	next   uint64 // number of the record behind its last one and its gap
}

func newSegments(d *disk, opts Options, manifest hash) (*segments, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
		zstd.WithEncoderCRC(false), zstd.WithWindowSize(blockBytes))
	if err != nil {
		return nil, fmt.Errorf("start compression: %w", err)
	}
	s := &segments{disk: d, opts: opts, manifest: manifest, previous: manifest, enc: enc, digest: sha256.New()}
	s.buf = bufio.NewWriterSize(io.Discard, bufferBytes)
	return s, nil
}

// write adds encoded records; it closes segments that are long enough.
func (s *segments) write(records []byte) error {
	for len(records) > 0 {
		if s.file == nil {
			if err := s.begin(); err != nil {
				return fmt.Errorf("begin segment %d: %w", s.number, err)
			}
		}
		n, count := cut(records, max(s.opts.SegmentBytes-int(s.foot.raw), 1))
		if err := s.writeBlock(records[:n], count); err != nil {
			return fmt.Errorf("write segment %d: %w", s.number, err)
		}
		records = records[n:]
		if s.foot.raw >= uint64(s.opts.SegmentBytes) {
			if err := s.close(flagComplete); err != nil {
				return err
			}
		}
	}
	return nil
}

// cut returns the length and number of the records of the next block: it ends
// with the record that reaches blockBytes or room, and leaves no small rest.
func cut(records []byte, room int) (n int, count uint32) {
	for n < len(records) && n < room && (n < blockBytes || len(records)-n < blockBytes/2) {
		n += recordHeader + int(binary.LittleEndian.Uint32(records[n+9:]))
		count++
	}
	return n, count
}

func (s *segments) begin() error {
	s.number++
	f, err := s.disk.open(segmentName(s.number))
	if err != nil {
		return err
	}
	s.file, s.foot = f, footer{}
	s.buf.Reset(f)
	s.digest.Reset()
	h := header{number: s.number, record: s.record, manifest: s.manifest, previous: s.previous}
	return s.put(h.append(nil))
}

func (s *segments) put(b []byte) error {
	s.digest.Write(b)
	_, err := s.buf.Write(b)
	return err
}

func (s *segments) writeBlock(records []byte, count uint32) error {
	s.block = append(s.block[:0], make([]byte, blockHeaderSize)...)
	s.block = s.enc.EncodeAll(records, s.block)
	h := blockHeader{compressed: uint32(len(s.block) - blockHeaderSize), raw: uint32(len(records)), records: count}
	h.put(s.block)
	h.sum = crc32.Update(crc32.Checksum(s.block[:12], castagnoli), castagnoli, s.block[blockHeaderSize:])
	h.put(s.block)

	at := func(record []byte) int64 { return int64(binary.LittleEndian.Uint64(record[1:])) }
	if s.foot.records == 0 {
		s.foot.first = at(records)
	}
	for rest := records; len(rest) > 0; {
		s.foot.last = at(rest)
		rest = rest[recordHeader+int(binary.LittleEndian.Uint32(rest[9:])):]
	}
	s.foot.blocks++
	s.foot.records += uint64(count)
	s.foot.raw += uint64(len(records))
	s.foot.body += uint64(len(s.block))
	s.record += uint64(count)
	return s.put(s.block)
}

// roll closes the open segment, if there is one, and lets retention look.
func (s *segments) roll() error {
	if s.file != nil {
		return s.close(flagComplete)
	}
	return s.prune()
}

// closeGap ends the open segment, or an empty one, as incomplete.
func (s *segments) closeGap(dropped uint64) error {
	if s.file == nil {
		if err := s.begin(); err != nil {
			return fmt.Errorf("begin segment %d: %w", s.number, err)
		}
	}
	s.foot.dropped = dropped
	s.record += dropped
	return s.close(0)
}

// end closes the recording: the last segment says that it is the last, so that
// a missing tail is noticed.
func (s *segments) end() error {
	if s.file == nil {
		if err := s.begin(); err != nil {
			return fmt.Errorf("begin segment %d: %w", s.number, err)
		}
	}
	return s.close(flagComplete | flagEnd)
}

// close makes the open segment whole. The body is on disk before the footer is
// written: otherwise a power cut could leave a footer behind a hole, and a
// segment that was merely not finished would look damaged.
func (s *segments) close(flags uint32) error {
	s.foot.flags, s.foot.closed = flags, s.opts.Now().UnixNano()
	if err := s.finish(); err != nil {
		return fmt.Errorf("close segment %d: %w", s.number, err)
	}
	if s.opts.MaxBytes > 0 || s.opts.MaxAge > 0 {
		size := int64(headerSize + footerSize + s.foot.body)
		s.kept = append(s.kept, kept{s.number, size, s.foot.closed, s.previous, s.record})
		s.bytes += size
	}
	return s.prune()
}

func (s *segments) finish() error {
	if err := s.flush(); err != nil {
		return err
	}
	if err := s.put(s.foot.append(nil)); err != nil {
		return err
	}
	s.digest.Sum(s.previous[:0])
	if err := s.put(append(s.previous[:], fileMark...)); err != nil {
		return err
	}
	if err := s.flush(); err != nil {
		return err
	}
	f := s.file
	s.file = nil
	if err := f.Close(); err != nil {
		return err
	}
	return s.disk.sync()
}

func (s *segments) flush() error {
	if err := s.buf.Flush(); err != nil {
		return err
	}
	return s.file.Sync()
}

// prune deletes the oldest segments beyond the limits. The mark that says so
// is durable before the first of them is gone, and they go from the oldest on:
// whenever the process is killed, what is left is one unbroken chain.
func (s *segments) prune() error {
	n := 0
	for oldest := s.opts.Now().Add(-s.opts.MaxAge).UnixNano(); n < len(s.kept)-1; n++ {
		tooMuch := s.opts.MaxBytes > 0 && s.bytes > s.opts.MaxBytes
		tooOld := s.opts.MaxAge > 0 && s.kept[n].closed < oldest
		if !tooMuch && !tooOld {
			break
		}
		s.bytes -= s.kept[n].size
	}
	if n == 0 {
		return nil
	}
	last := s.kept[n-1]
	mark, err := seal(pruned{
		Manifest: fmt.Sprintf("%x", s.manifest), First: last.number + 1,
		Previous: fmt.Sprintf("%x", last.hash), Record: last.next,
	})
	if err == nil {
		err = s.disk.replace(prunedName, mark)
	}
	for _, k := range s.kept[:n] {
		if err == nil {
			err = s.disk.root.Remove(segmentName(k.number))
		}
	}
	if err != nil {
		return fmt.Errorf("delete old segments: %w", err)
	}
	s.kept = slices.Delete(s.kept, 0, n)
	return nil
}

// release closes what is open; a segment that is open by now stays cut short.
func (s *segments) release() error {
	err := errors.Join(s.enc.Close(), s.disk.root.Close())
	if s.file != nil {
		err = errors.Join(err, s.file.Close())
		s.file = nil
	}
	return err
}
