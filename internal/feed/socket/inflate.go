package socket

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/klauspost/compress/flate"
)

// inflater takes messages back to what they were: raw deflate (RFC 1951), each
// on its own, against a preset dictionary.
type inflater struct {
	dictionary []byte
	most       int64
	in         bytes.Reader
	reader     io.ReadCloser
	out        []byte
}

func newInflater(dictionary []byte, most int64) *inflater {
	return &inflater{dictionary: dictionary, most: most, reader: flate.NewReaderDict(bytes.NewReader(nil), dictionary)}
}

// A message in the manner of RFC 7692 ends with a sync flush whose last four
// bytes are left out; nitro's ends with a final block. The tails end either, so
// that a message which is cut short is told from one that is whole.
var (
	syncFlush  = []byte{0x00, 0x00, 0xff, 0xff}
	finalBlock = []byte{0x01, 0x00, 0x00, 0xff, 0xff}
)

// inflate returns the message, good until the next call. It may write behind
// payload's end.
func (f *inflater) inflate(payload []byte) ([]byte, error) {
	if cap(f.out) > keep {
		f.out = nil
	}
	f.out = f.out[:0]
	size := len(payload)
	data := payload
	if !bytes.HasSuffix(data, syncFlush) {
		data = append(data, syncFlush...)
	}
	data = append(data, finalBlock...)
	f.in.Reset(data)
	if err := f.reader.(flate.Resetter).Reset(&f.in, f.dictionary); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCompression, err)
	}
	for {
		if len(f.out) == cap(f.out) {
			f.out = slices.Grow(f.out, max(4*size, 4<<10))
		}
		room := min(int64(cap(f.out)-len(f.out)), f.most+1-int64(len(f.out)))
		n, err := f.reader.Read(f.out[len(f.out) : len(f.out)+int(room)])
		f.out = f.out[:len(f.out)+n]
		if int64(len(f.out)) > f.most {
			return nil, fmt.Errorf("%w: over %d bytes inflated", ErrTooLarge, f.most)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCompression, err)
		}
	}
	// What follows the final block may only be the flush of RFC 7692 7.2.3.4.
	if used := len(data) - f.in.Len(); used < size {
		if rest := payload[used:size]; !bytes.Equal(rest, []byte{0}) && !bytes.Equal(rest, []byte{0, 0, 0, 0xff, 0xff}) {
			return nil, fmt.Errorf("%w: %d bytes after the end of a message", ErrCompression, len(rest))
		}
	}
	return f.out, nil
}
