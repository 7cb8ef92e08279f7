package record

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Reader goes through a recording from its first record to its end. It holds
// one block in memory, whatever the files say. One goroutine may use it.
type Reader struct {
	root     *os.Root
	manifest Manifest
	hash     hash // of the manifest
	mark     *prunedMark
	numbers  []uint64 // of the segments, ascending

	b        blocks
	f        *os.File // of the segment in b; nil between two
	plain    []byte   // records of the block that were not yet handed out
	at       int      // index in numbers of the next segment
	record   uint64   // number of the next record
	previous hash     // of the last segment
	ended    bool     // the last segment said that it is the last
	err      error    // what ended it
}

type prunedMark struct {
	first, record uint64
	previous      hash
}

// Open reads the manifest and lists the segments. Errors: ErrNotRecording,
// ErrNewer, ErrCorrupt. Close must be called.
func Open(dir string) (*Reader, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open recording: %w", err)
	}
	r := &Reader{root: root}
	if err := r.open(); err != nil {
		_ = root.Close()
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	return r, nil
}

func (r *Reader) open() error {
	text, err := r.sealed(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNotRecording
	}
	if err != nil {
		return err
	}
	if r.manifest, err = readManifest(text); err != nil {
		return fmt.Errorf("%s: %w", manifestName, err)
	}
	r.hash = sha256.Sum256(text)
	if r.mark, err = r.readMark(); err != nil {
		return err
	}
	r.numbers, err = r.list()
	return err
}

// sealed reads a small file.
func (r *Reader) sealed(name string) ([]byte, error) {
	f, size, err := r.openFile(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	if size > maxSealed {
		return nil, fmt.Errorf("%s: %d bytes long: %w", name, size, ErrCorrupt)
	}
	text := make([]byte, size)
	if _, err := io.ReadFull(f, text); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return text, nil
}

// openFile opens nothing but a regular file: opening a pipe would wait for ever.
func (r *Reader) openFile(name string) (*os.File, int64, error) {
	info, err := r.root.Stat(name)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("%s: not a file: %w", name, ErrCorrupt)
	}
	f, err := r.root.Open(name)
	if err != nil {
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// readMark reads what retention left; nil when nothing was pruned.
func (r *Reader) readMark() (*prunedMark, error) {
	text, err := r.sealed(prunedName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var p pruned
	if err := unseal(text, &p); err != nil {
		return nil, fmt.Errorf("%s: %w", prunedName, err)
	}
	if p.Manifest != hex.EncodeToString(r.hash[:]) {
		return nil, fmt.Errorf("%s: belongs to another recording: %w", prunedName, ErrCorrupt)
	}
	previous, err := hex.DecodeString(p.Previous)
	if err != nil || len(previous) != len(hash{}) || p.First < 2 {
		return nil, fmt.Errorf("%s: impossible values: %w", prunedName, ErrCorrupt)
	}
	return &prunedMark{first: p.First, record: p.Record, previous: hash(previous)}, nil
}

// list finds the segments. They must be without a hole and begin at the first,
// or not behind what retention kept.
func (r *Reader) list() ([]uint64, error) {
	dir, err := r.root.Open(".")
	if err != nil {
		return nil, err
	}
	defer func() { _ = dir.Close() }()
	names, err := dir.Readdirnames(-1)
	if err != nil {
		return nil, fmt.Errorf("list segments: %w", err)
	}
	var numbers []uint64
	for _, name := range names {
		if path.Ext(name) != ".seg" {
			continue
		}
		n, err := strconv.ParseUint(strings.TrimSuffix(name, ".seg"), 10, 64)
		if err != nil || n == 0 || segmentName(n) != name {
			return nil, fmt.Errorf("%s: not a name of a segment: %w", name, ErrCorrupt)
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	lowest := uint64(1)
	if r.mark != nil {
		lowest = r.mark.first
	}
	for i, n := range numbers {
		switch {
		case i == 0 && n > lowest:
			return nil, fmt.Errorf("%s: missing: %w", segmentName(lowest), ErrCorrupt)
		case i > 0 && n != numbers[i-1]+1:
			return nil, fmt.Errorf("%s: missing: %w", segmentName(numbers[i-1]+1), ErrCorrupt)
		}
	}
	return numbers, nil
}

// Manifest of the recording.
func (r *Reader) Manifest() Manifest { return r.manifest }

// Close ends the reading.
func (r *Reader) Close() error {
	r.err = fs.ErrClosed
	err := r.root.Close()
	if r.b.dec != nil {
		r.b.dec.Close()
	}
	if r.f != nil {
		err = errors.Join(err, r.f.Close())
		r.f = nil
	}
	return err
}

// Next returns the next record; io.EOF at the end of a recording that was
// closed. A segment is handed out only after all of it has proved whole.
// ErrTruncated stands behind the last record of a recording that was not
// closed or lost its tail, ErrCorrupt where something is damaged: both stay.
// ErrIncomplete stands exactly where records were dropped; the call after it
// goes on behind the gap, which is right for a list and wrong for a replay.
func (r *Reader) Next() (Record, error) {
	for r.err == nil {
		if len(r.plain) > 0 {
			return r.take(), nil
		}
		if r.f == nil {
			r.err = r.openNext()
			continue
		}
		plain, err := r.b.next()
		if !errors.Is(err, io.EOF) {
			r.plain, r.err = plain, err
			continue
		}
		if err := r.closeSegment(); err != nil {
			return Record{}, err
		}
	}
	return Record{}, r.err
}

func (r *Reader) take() Record {
	n := recordHeader + int(binary.LittleEndian.Uint32(r.plain[9:]))
	rec := Record{
		Number: r.record, Kind: r.plain[0], Time: int64(binary.LittleEndian.Uint64(r.plain[1:])),
		Payload: r.plain[recordHeader:n:n],
	}
	r.plain = r.plain[n:]
	r.record++
	return rec
}

// openNext opens the next segment, or says how the recording ends.
func (r *Reader) openNext() error {
	more := r.numbers[r.at:]
	switch {
	case r.ended && len(more) > 0:
		return fmt.Errorf("%s: stands behind the end of the recording: %w", segmentName(more[0]), ErrCorrupt)
	case r.ended:
		return io.EOF
	case len(more) == 0 && r.at == 0:
		return fmt.Errorf("no segment is there: %w", ErrTruncated)
	case len(more) == 0:
		return fmt.Errorf("after %s (record %d) no segment says that it is the last: %w", segmentName(r.numbers[r.at-1]), r.record, ErrTruncated)
	}
	name := segmentName(more[0])
	f, size, err := r.openFile(name)
	if err != nil {
		return fmt.Errorf("read recording: %w", err)
	}
	s, err := openSegment(name, f, size)
	if err == nil {
		err = r.chain(s, more[0])
	}
	if err != nil {
		_ = f.Close()
		switch {
		case errors.Is(err, errNoFooter) && len(more) == 1:
			return fmt.Errorf("%s: %d bytes without a footer, from record %d on: %w", name, size, r.record, ErrTruncated)
		case errors.Is(err, errNoFooter):
			return damage(name, size, "ends without a footer, but %s follows", segmentName(more[1]))
		}
		return err
	}
	r.f, r.at = f, r.at+1
	return r.b.use(s)
}

// chain checks that s is the segment that was written at this place.
func (r *Reader) chain(s *segment, number uint64) error {
	h := &s.head
	if h.number != number {
		return damage(s.name, 16, "is segment %d", h.number)
	}
	if h.manifest != r.hash {
		return damage(s.name, 32, "belongs to another recording")
	}
	previous, record, known := r.previous, r.record, r.at > 0
	if number == 1 {
		previous, record, known = r.hash, 0, true
	}
	if known && h.previous != previous {
		return damage(s.name, 64, "does not follow the segment before it")
	}
	if known && h.record != record {
		return damage(s.name, 24, "begins with record %d instead of %d", h.record, record)
	}
	if m := r.mark; m != nil && number == m.first && (h.previous != m.previous || h.record != m.record) {
		return damage(s.name, 24, "is not the segment that %s says was kept", prunedName)
	}
	r.record = h.record
	return nil
}

// closeSegment ends the open segment; ErrIncomplete when records are missing
// behind it.
func (r *Reader) closeSegment() error {
	err := r.f.Close()
	r.f = nil
	foot := &r.b.foot
	r.previous, r.ended = foot.sum, foot.flags&flagEnd != 0
	if err != nil {
		r.err = fmt.Errorf("close %s: %w", r.b.name, err)
		return r.err
	}
	if foot.dropped > 0 {
		first := r.record
		r.record += foot.dropped
		return fmt.Errorf("%s: records %d to %d: %w", r.b.name, first, r.record-1, ErrIncomplete)
	}
	return nil
}
