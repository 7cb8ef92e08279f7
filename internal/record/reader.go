package record

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Reader gives the records of a recording in order. It holds one block in
// memory. It belongs to one goroutine.
type Reader struct {
	root     *os.Root
	manifest Manifest
	sum      hash // of the manifest file
	dec      *zstd.Decoder
	numbers  []uint64 // of the segments that are there, in order

	next     int  // index in numbers
	previous hash // that the next segment must name
	record   uint64
	last     footer // of the segment that was read last
	name     string // of the open segment
	file     *os.File
	foot     footer
	left     int64 // bytes of the body that are not read
	seen     footer
	block    []byte // records that are not handed out
	frame    []byte
	raw      []byte
	failed   error
}

// Open reads the manifest of a recording. The errors are ErrNotRecording,
// ErrNewer and ErrCorrupt.
func Open(dir string) (_ *Reader, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open recording: %w", err)
	}
	r := &Reader{root: root}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("open recording %s: %w", dir, err), r.Close())
		}
	}()
	text, err := r.sealed(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotRecording
	}
	if err != nil {
		return nil, err
	}
	if r.manifest, err = readManifest(text); err != nil {
		return nil, fmt.Errorf("%s: %w", manifestName, err)
	}
	r.sum = sha256.Sum256(text)
	r.previous = r.sum
	if err := r.list(); err != nil {
		return nil, err
	}
	r.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBlock), zstd.WithDecoderMaxWindow(8<<20))
	return r, err
}

// Manifest says what was recorded.
func (r *Reader) Manifest() Manifest { return r.manifest }

// Close closes the files.
func (r *Reader) Close() error {
	if r.dec != nil {
		r.dec.Close()
	}
	var err error
	if r.file != nil {
		err = r.file.Close()
	}
	return errors.Join(err, r.root.Close())
}

// sealed reads a small file.
func (r *Reader) sealed(name string) ([]byte, error) {
	f, err := r.root.Open(name)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(f, maxSealed+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	if len(text) > maxSealed {
		return nil, fmt.Errorf("%s is longer than %d bytes: %w", name, maxSealed, ErrCorrupt)
	}
	return text, nil
}

// list finds the segments, which must follow each other from the first one, or
// from where the prune mark says.
func (r *Reader) list() error {
	first := uint64(1)
	switch text, err := r.sealed(prunedName); {
	case err == nil:
		var mark pruned
		if err := unseal(text, &mark); err != nil {
			return fmt.Errorf("%s: %w", prunedName, err)
		}
		previous, err := hex.DecodeString(mark.Previous)
		if err != nil || len(previous) != len(r.previous) || mark.Manifest != hex.EncodeToString(r.sum[:]) || mark.First < 2 {
			return fmt.Errorf("%s does not belong to this recording: %w", prunedName, ErrCorrupt)
		}
		first, r.record = mark.First, mark.Record
		copy(r.previous[:], previous)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	names, err := fs.ReadDir(r.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, entry := range names {
		var n uint64
		if !strings.HasSuffix(entry.Name(), ".seg") {
			continue
		}
		if _, err := fmt.Sscanf(entry.Name(), "%d.seg", &n); err != nil || segmentName(n) != entry.Name() {
			return fmt.Errorf("%s is not a segment's name: %w", entry.Name(), ErrCorrupt)
		}
		if n >= first { // a process that was killed may not have deleted all that it wanted
			r.numbers = append(r.numbers, n)
		}
	}
	slices.Sort(r.numbers)
	for i, n := range r.numbers {
		if want := first + uint64(i); n != want {
			return fmt.Errorf("%s is missing: %w", segmentName(want), ErrCorrupt)
		}
	}
	return nil
}

// Next gives the next record; its payload holds until the next call. At the end
// of a recording that was closed it is io.EOF. ErrTruncated says that the rest
// was never written or is cut off; all records of whole segments have been
// given before. ErrIncomplete says that records were dropped at this place; the
// next call goes on behind it. Any other error is final.
func (r *Reader) Next() (Record, error) {
	if r.failed != nil {
		return Record{}, r.failed
	}
	for len(r.block) == 0 {
		if err := r.advance(); err != nil {
			if !errors.Is(err, ErrIncomplete) {
				r.failed = err
			}
			return Record{}, err
		}
	}
	size := recordHeader + int(binary.LittleEndian.Uint32(r.block[9:]))
	rec := Record{Number: r.record, Kind: r.block[0], Time: int64(binary.LittleEndian.Uint64(r.block[1:])), Payload: r.block[recordHeader:size:size]}
	r.block = r.block[size:]
	r.record++
	return rec, nil
}

// advance gets the next block, or the next segment.
func (r *Reader) advance() error {
	if r.file == nil {
		return r.open()
	}
	if r.left > 0 {
		return r.readBlock()
	}
	return r.end()
}

func (r *Reader) damaged(offset int64, format string, args ...any) error {
	return fmt.Errorf("%s, offset %d: %s: %w", r.name, offset, fmt.Sprintf(format, args...), ErrCorrupt)
}

// open begins the next segment: nothing of it is given before all of it was
// hashed.
func (r *Reader) open() error {
	if r.next == len(r.numbers) {
		if r.last.flags&flagEnd != 0 {
			return io.EOF
		}
		return fmt.Errorf("after segment %d: %w", uint64(r.next)+r.firstNumber()-1, ErrTruncated)
	}
	if r.last.flags&flagEnd != 0 {
		return fmt.Errorf("%s stands behind the end of the recording: %w", segmentName(r.numbers[r.next]), ErrCorrupt)
	}
	r.name = segmentName(r.numbers[r.next])
	f, err := r.root.Open(r.name)
	if err != nil {
		return fmt.Errorf("open %s: %w", r.name, err)
	}
	h, err := r.check(f)
	if err != nil {
		return errors.Join(err, f.Close())
	}
	if h.number != r.numbers[r.next] || h.manifest != r.sum || h.previous != r.previous || h.record != r.record {
		return errors.Join(r.damaged(0, "it does not continue what comes before it"), f.Close())
	}
	if _, err := f.Seek(headerSize, io.SeekStart); err != nil {
		return errors.Join(fmt.Errorf("read %s: %w", r.name, err), f.Close())
	}
	r.file, r.left, r.seen = f, int64(r.foot.body), footer{}
	r.previous = r.foot.sum
	r.next++
	return nil
}

func (r *Reader) firstNumber() uint64 {
	if len(r.numbers) == 0 {
		return 1
	}
	return r.numbers[0]
}

// check hashes a segment and reads its header and footer. A file without a
// footer is cut short if it is the last one.
func (r *Reader) check(f *os.File) (h header, err error) {
	info, err := f.Stat()
	if err != nil {
		return h, fmt.Errorf("read %s: %w", r.name, err)
	}
	size := info.Size()
	short := func() error {
		if r.next+1 < len(r.numbers) {
			return r.damaged(size, "it has no end, and others follow")
		}
		return fmt.Errorf("%s has no end: %w", r.name, ErrTruncated)
	}
	if size < headerSize+footerSize {
		return h, short()
	}
	head, tail := make([]byte, headerSize), make([]byte, footerSize)
	if _, err := f.ReadAt(head, 0); err != nil {
		return h, fmt.Errorf("read %s: %w", r.name, err)
	}
	if _, err := f.ReadAt(tail, size-footerSize); err != nil {
		return h, fmt.Errorf("read %s: %w", r.name, err)
	}
	if !looksLikeFooter(tail) {
		return h, short()
	}
	if !r.foot.parse(tail) {
		return h, r.damaged(size-footerSize, "mark of the footer")
	}
	if wrong := h.parse(head); wrong != "" {
		return h, r.damaged(0, "%s", wrong)
	}
	digest := sha256.New()
	if _, err := io.Copy(digest, io.LimitReader(f, size-footerSize+footerHash)); err != nil {
		return h, fmt.Errorf("read %s: %w", r.name, err)
	}
	if !bytes.Equal(digest.Sum(nil), r.foot.sum[:]) {
		return h, r.damaged(r.broken(f, size), "its hash is not that of its footer")
	}
	if r.foot.body != uint64(size-headerSize-footerSize) {
		return h, r.damaged(size-footerSize, "length of the body")
	}
	return h, nil
}

// broken is about where a segment's bytes are wrong: the first block whose
// checksum does not fit, else the footer.
func (r *Reader) broken(f *os.File, size int64) int64 {
	at := int64(headerSize)
	head := make([]byte, blockHeaderSize)
	for at+blockHeaderSize <= size-footerSize {
		if _, err := f.ReadAt(head, at); err != nil {
			return at
		}
		var b blockHeader
		b.parse(head)
		if !b.fits(size - footerSize - at - blockHeaderSize) {
			return at
		}
		sum := crc32.New(castagnoli)
		_, _ = sum.Write(head[:12])
		if _, err := io.Copy(sum, io.NewSectionReader(f, at+blockHeaderSize, int64(b.compressed))); err != nil || sum.Sum32() != b.sum {
			return at
		}
		at += blockHeaderSize + int64(b.compressed)
	}
	return size - footerSize
}

// readBlock decompresses the next block of the open segment.
func (r *Reader) readBlock() error {
	at := headerSize + int64(r.foot.body) - r.left
	var head [blockHeaderSize]byte
	if r.left < blockHeaderSize {
		return r.damaged(at, "a block is cut")
	}
	if _, err := io.ReadFull(r.file, head[:]); err != nil {
		return fmt.Errorf("read %s: %w", r.name, err)
	}
	var b blockHeader
	b.parse(head[:])
	r.left -= blockHeaderSize
	if !b.fits(r.left) {
		return r.damaged(at, "lengths of a block")
	}
	r.frame = slices.Grow(r.frame[:0], int(b.compressed))[:b.compressed]
	if _, err := io.ReadFull(r.file, r.frame); err != nil {
		return fmt.Errorf("read %s: %w", r.name, err)
	}
	r.left -= int64(b.compressed)
	if sum := crc32.Update(crc32.Checksum(head[:12], castagnoli), castagnoli, r.frame); sum != b.sum {
		return r.damaged(at, "checksum of a block")
	}
	var err error
	if r.raw, err = r.dec.DecodeAll(r.frame, r.raw[:0]); err != nil {
		return r.damaged(at, "decompress a block: %v", err)
	}
	if len(r.raw) != int(b.raw) || !whole(r.raw, b.records) {
		return r.damaged(at, "records of a block")
	}
	r.block = r.raw
	r.seen.blocks++
	r.seen.records += uint64(b.records)
	r.seen.raw += uint64(b.raw)
	return nil
}

// whole says that a block is exactly so many records.
func whole(b []byte, count uint32) bool {
	for ; count > 0; count-- {
		if len(b) < recordHeader {
			return false
		}
		size := binary.LittleEndian.Uint32(b[9:])
		if size > MaxPayload || uint64(len(b)) < recordHeader+uint64(size) {
			return false
		}
		b = b[recordHeader+size:]
	}
	return len(b) == 0
}

// end closes a segment that was read to its end.
func (r *Reader) end() error {
	f := r.file
	r.file = nil
	if err := f.Close(); err != nil {
		return fmt.Errorf("close %s: %w", r.name, err)
	}
	if r.seen.blocks != r.foot.blocks || r.seen.records != r.foot.records || r.seen.raw != r.foot.raw {
		return r.damaged(headerSize+int64(r.foot.body), "the footer counts other records")
	}
	r.last = r.foot
	r.record += r.foot.dropped
	if r.foot.flags&flagComplete == 0 {
		return fmt.Errorf("%s: %d records dropped after its last one: %w", r.name, r.foot.dropped, ErrIncomplete)
	}
	return nil
}

// Summary is what a recording holds.
type Summary struct {
	Manifest   Manifest `json:"manifest"`
	Segments   int      `json:"segments"`
	Records    uint64   `json:"records"`
	Bytes      uint64   `json:"bytes"` // of the payloads
	Dropped    uint64   `json:"dropped"`
	Incomplete int      `json:"incomplete_segments"`
	First      int64    `json:"first"` // unix ns of the first record that has a time
	Last       int64    `json:"last"`
	Closed     bool     `json:"closed"` // the recording was ended in good order
}

// Verify reads all of a recording. The error says what is wrong with it:
// ErrCorrupt or ErrTruncated with the place. Segments that are incomplete are
// counted, not an error. progress hears the segments done.
func Verify(ctx context.Context, dir string, progress func(done, of int)) (s Summary, err error) {
	r, err := Open(dir)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	s.Manifest, s.Segments = r.Manifest(), len(r.numbers)
	for done := 0; ; {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		rec, err := r.Next()
		if r.next != done {
			done = r.next
			progress(done, len(r.numbers))
		}
		switch {
		case errors.Is(err, io.EOF):
			s.Closed = true
			return s, nil
		case errors.Is(err, ErrIncomplete):
			s.Incomplete++
			s.Dropped += r.last.dropped
			continue
		case err != nil:
			return s, err
		}
		s.Records++
		s.Bytes += uint64(len(rec.Payload))
		if rec.Time != 0 {
			if s.First == 0 {
				s.First = rec.Time
			}
			s.Last = rec.Time
		}
	}
}
