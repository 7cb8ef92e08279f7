package record

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		recordUntilKilled(dir)
	}
	goleak.VerifyTestMain(m)
}

var manifest = Manifest{
	Product: "v1", ChainID: 412346, ConfigHash: "ab", Extra: map[string]string{"seed": "7", "why": "<a \"b\">"},
	Created: time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC),
}

// fixed is a clock that stands still.
func fixed() time.Time { return time.Unix(1_800_000_000, 0) }

func create(t testing.TB, dir string, opts Options) *Writer {
	t.Helper()
	if opts.Now == nil {
		opts.Now = fixed
	}
	w, err := Create(dir, manifest, opts)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// running runs w; the function it returns stops it and waits.
func running(t testing.TB, w *Writer) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func (w *Writer) add(kind uint8, at int64, payload []byte) {
	w.Append(kind, at, func(dst []byte) []byte { return append(dst, payload...) })
}

// payload is some text that a reader can check against the record's number.
func payload(n uint64) []byte { return fmt.Appendf(nil, "record %d of many records", n) }

// written makes a recording of n records, one segment each perSegment, and
// closes it unless told not to.
func written(t testing.TB, dir string, n, perSegment int, opts Options, closed bool) {
	t.Helper()
	w := create(t, dir, opts)
	for i := range n {
		w.add(uint8(i%3), int64(i)*10, payload(uint64(i)))
		if i%perSegment == perSegment-1 {
			w.flush((*segments).roll)
		}
	}
	if closed {
		w.finish()
	} else {
		w.flush(nil)
		if err := errors.Join(w.out.buf.Flush(), w.out.release()); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Check(t.Context())); err != nil {
		t.Fatal(err)
	}
}

// read returns all records and the error that ended them, nil at a good end.
func read(dir string) ([]Record, error) {
	r, err := Open(dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	var all []Record
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		rec.Payload = bytes.Clone(rec.Payload)
		all = append(all, rec)
	}
}

// goodRecords fails unless all are what written wrote, from the first on.
func goodRecords(t testing.TB, all []Record) {
	t.Helper()
	for i, rec := range all {
		if n := uint64(i); rec.Number != n || rec.Kind != uint8(i%3) || rec.Time != int64(i)*10 || !bytes.Equal(rec.Payload, payload(n)) {
			t.Fatalf("record %d is %+v", i, rec)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	base := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		dir := filepath.Join(base, strconv.Itoa(n))
		m := Manifest{
			Product: rapid.String().Draw(t, "product"), ChainID: rapid.Uint64().Draw(t, "chain"), ConfigHash: "c", Created: fixed().UTC(),
			Extra: rapid.MapOf(rapid.String(), rapid.String()).Draw(t, "extra"),
		}
		w, err := Create(dir, m, Options{SegmentBytes: rapid.SampledFrom([]int{1, 100, 1000, 0}).Draw(t, "segment"), Now: fixed})
		if err != nil {
			t.Fatal(err)
		}
		want := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Record {
			size := rapid.SampledFrom([]int{0, 1, 30, 5000, 400_000}).Draw(t, "size")
			seed := rapid.SliceOfN(rapid.Byte(), 1, 8).Draw(t, "payload")
			return Record{Kind: rapid.Byte().Draw(t, "kind"), Time: rapid.Int64().Draw(t, "time"), Payload: bytes.Repeat(seed, size)[:size]}
		})).Draw(t, "records")
		for i, rec := range want {
			want[i].Number = uint64(i)
			w.add(rec.Kind, rec.Time, rec.Payload)
			if rapid.IntRange(0, 4).Draw(t, "flush") == 0 {
				w.flush(nil)
			}
			if rapid.IntRange(0, 9).Draw(t, "roll") == 0 {
				w.flush((*segments).roll)
			}
		}
		w.finish()
		got, err := read(dir)
		same := func(a, b Record) bool {
			return a.Number == b.Number && a.Kind == b.Kind && a.Time == b.Time && bytes.Equal(a.Payload, b.Payload)
		}
		if err != nil || !slices.EqualFunc(got, want, same) {
			t.Fatalf("read %d records of %d: %v", len(got), len(want), err)
		}
		sum, err := Verify(context.Background(), dir, nil)
		if err != nil || sum.Records != uint64(len(want)) || sum.Manifest.Product != m.Product || len(sum.Manifest.Extra) != len(m.Extra) {
			t.Fatalf("%+v %v", sum, err)
		}
		if len(want) > 0 && (sum.First != want[0].Time || sum.Last != want[len(want)-1].Time) {
			t.Fatalf("times %d to %d", sum.First, sum.Last)
		}
	})
}

// A block is cut by its length too, not only by the end of a queue.
func TestLongRecords(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir, Options{QueueBytes: MaxPayload + 8<<20, SegmentBytes: 20 << 20})
	sizes := []int{MaxPayload, 3 << 20, 900_000, 200_000, 0, 600_000, 5}
	for i, size := range sizes {
		w.add(1, int64(i), bytes.Repeat([]byte{byte(i)}, size))
	}
	w.finish()
	got, err := read(dir)
	if err != nil || len(got) != len(sizes) {
		t.Fatalf("%d records, %v", len(got), err)
	}
	for i, rec := range got {
		if !bytes.Equal(rec.Payload, bytes.Repeat([]byte{byte(i)}, sizes[i])) {
			t.Errorf("record %d has %d bytes, want %d", i, len(rec.Payload), sizes[i])
		}
	}
}

func TestCreateOverwritesNothing(t *testing.T) {
	dir := t.TempDir()
	written(t, dir, 5, 2, Options{}, true)
	if _, err := Create(dir, manifest, Options{}); !errors.Is(err, ErrExists) {
		t.Errorf("over a recording: %v", err)
	}
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "letter.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(other, manifest, Options{}); !errors.Is(err, ErrExists) {
		t.Errorf("into a directory of somebody: %v", err)
	}
	if _, err := Create(filepath.Join(other, "letter.txt"), manifest, Options{}); err == nil {
		t.Error("over a file: no error")
	}
	if got, err := read(dir); err != nil || len(got) != 5 {
		t.Errorf("%d records, %v", len(got), err)
	}
	if _, err := Create(filepath.Join(t.TempDir(), "a"), Manifest{Product: "\xff"}, Options{}); err == nil {
		t.Error("a text that JSON cannot hold was taken")
	}
	if _, err := Open(t.TempDir()); !errors.Is(err, ErrNotRecording) {
		t.Errorf("an empty directory: %v", err)
	}
}

func TestNewerFormatIsRefused(t *testing.T) {
	dir := t.TempDir()
	text, err := seal(map[string]any{"format": 2, "colour": "blue"})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, manifestName), text, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !errors.Is(err, ErrNewer) {
		t.Error(err)
	}
}
