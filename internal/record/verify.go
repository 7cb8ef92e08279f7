package record

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// Summary is what a recording holds, as far as it is whole.
type Summary struct {
	Manifest    Manifest
	FirstRecord uint64 // number of the first record that is kept; not 0 after retention
	Segments    uint64
	Records     uint64
	Dropped     uint64 // records that are missing in Gaps
	Bytes       int64  // of whole segments, on disk
	RawBytes    uint64 // of their records, before compression
	First, Last int64  // unix ns of the first and the last record; 0 without any
	Gaps        []Gap  // incomplete segments
}

// Gap is where records were dropped while recording.
type Gap struct {
	Segment uint64
	Record  uint64 // number of the first one that is missing
	Dropped uint64
}

// Verify reads all of a recording. progress, if not nil, is called after each
// segment with how many of how many are done. The error is the reader's:
// ErrCorrupt, ErrTruncated (the summary holds up to there), or ctx's. Gaps are
// not damage: they stand in the summary.
func Verify(ctx context.Context, dir string, progress func(done, of int)) (Summary, error) {
	r, err := Open(dir)
	if err != nil {
		return Summary{}, err
	}
	defer func() { _ = r.Close() }()
	s := Summary{Manifest: r.manifest}
	for err == nil {
		if err = ctx.Err(); err == nil {
			err = s.addSegment(r)
		}
		if err == nil && progress != nil {
			progress(r.at, len(r.numbers))
		}
	}
	if errors.Is(err, io.EOF) {
		return s, nil
	}
	return s, fmt.Errorf("verify %s: %w", dir, err)
}

// addSegment reads one segment to its end.
func (s *Summary) addSegment(r *Reader) error {
	if err := r.openNext(); err != nil {
		return err
	}
	first, foot := r.record, r.b.foot
	var err error
	for err == nil {
		_, err = r.b.next()
	}
	if !errors.Is(err, io.EOF) {
		return err
	}
	r.record += foot.records
	if err := r.closeSegment(); err != nil && !errors.Is(err, ErrIncomplete) {
		return err
	}
	if s.Segments == 0 {
		s.FirstRecord = first
	}
	if foot.records > 0 {
		if s.Records == 0 {
			s.First = foot.first
		}
		s.Last = foot.last
	}
	if foot.dropped > 0 {
		s.Gaps = append(s.Gaps, Gap{Segment: r.b.head.number, Record: first + foot.records, Dropped: foot.dropped})
	}
	s.Segments++
	s.Records += foot.records
	s.Dropped += foot.dropped
	s.RawBytes += foot.raw
	s.Bytes += r.b.size
	return nil
}
