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
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// write makes a recording of payloads and closes it.
func write(t testing.TB, dir string, opts Options, payloads [][]byte) *Writer {
	t.Helper()
	w, err := Create(dir, Manifest{Product: "test", ChainID: 1, ConfigHash: "c"}, opts)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range payloads {
		w.Append(uint8(i%7), int64(i+1), func(dst []byte) []byte { return append(dst, p...) })
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := w.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if err := w.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
	return w
}

// all reads a recording to its end.
func all(dir string) (got [][]byte, err error) {
	r, err := Open(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for n := uint64(0); ; n++ {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return got, nil
		}
		if err != nil {
			return got, err
		}
		if rec.Number != n || rec.Kind != uint8(n%7) || rec.Time != int64(n+1) {
			return got, fmt.Errorf("record %d is %d, kind %d, time %d", n, rec.Number, rec.Kind, rec.Time)
		}
		got = append(got, bytes.Clone(rec.Payload))
	}
}

func equal(a, b [][]byte) bool { return slices.EqualFunc(a, b, bytes.Equal) }

func TestWhatGoesInComesOut(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		payloads := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 300), 0, 40).Draw(rt, "payloads")
		dir := filepath.Join(t.TempDir(), "r")
		write(t, dir, Options{SegmentBytes: rapid.IntRange(1, 4000).Draw(rt, "segment")}, payloads)
		got, err := all(dir)
		if err != nil || !equal(got, payloads) {
			rt.Fatalf("%d of %d records, %v", len(got), len(payloads), err)
		}
	})
}

// small is a recording of a few segments and the bytes of its files.
func small(t *testing.T) (dir string, payloads [][]byte, files map[string][]byte) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "r")
	for i := range 6 {
		payloads = append(payloads, bytes.Repeat([]byte{byte(i), 'x'}, 5+i))
	}
	write(t, dir, Options{SegmentBytes: 40}, payloads)
	files = map[string][]byte{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = text
	}
	if len(files) < 4 {
		t.Fatalf("%d files; want a manifest and at least 3 segments", len(files))
	}
	return dir, payloads, files
}

// One changed bit anywhere in any file is found, and no wrong record is given.
func TestEveryBitIsGuarded(t *testing.T) {
	dir, payloads, files := small(t)
	for name, text := range files {
		path := filepath.Join(dir, name)
		for bit := range 8 * len(text) {
			bad := bytes.Clone(text)
			bad[bit/8] ^= 1 << (bit % 8)
			if err := os.WriteFile(path, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := all(dir)
			if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrNewer) {
				t.Fatalf("%s bit %d: %v", name, bit, err)
			}
			if len(got) > len(payloads) || !equal(got, payloads[:len(got)]) {
				t.Fatalf("%s bit %d: wrong records", name, bit)
			}
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := all(dir); err != nil || !equal(got, payloads) {
		t.Fatalf("whole again: %d records, %v", len(got), err)
	}
}

// A last segment that is cut anywhere leaves those before it.
func TestCutAnywhere(t *testing.T) {
	dir, payloads, files := small(t)
	last := segmentName(uint64(len(files) - 1))
	for size := range len(files[last]) {
		if err := os.WriteFile(filepath.Join(dir, last), files[last][:size], 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := all(dir)
		if !errors.Is(err, ErrTruncated) || len(got) == 0 || !equal(got, payloads[:len(got)]) {
			t.Fatalf("cut at %d of %d: %d records, %v", size, len(files[last]), len(got), err)
		}
	}
	// Whole segments that are gone from the end are missed too.
	if err := os.Remove(filepath.Join(dir, last)); err != nil {
		t.Fatal(err)
	}
	if _, err := all(dir); !errors.Is(err, ErrTruncated) {
		t.Errorf("without its last segment: %v", err)
	}
}

func TestSegmentsOutOfPlace(t *testing.T) {
	dir, _, files := small(t)
	one, two := filepath.Join(dir, segmentName(1)), filepath.Join(dir, segmentName(2))
	if err := errors.Join(os.WriteFile(one, files[segmentName(2)], 0o600), os.WriteFile(two, files[segmentName(1)], 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, err := all(dir); !errors.Is(err, ErrCorrupt) {
		t.Errorf("two segments swapped: %v", err)
	}
	if err := errors.Join(os.WriteFile(one, files[segmentName(1)], 0o600), os.Remove(two)); err != nil {
		t.Fatal(err)
	}
	if _, err := all(dir); !errors.Is(err, ErrCorrupt) {
		t.Errorf("a segment gone from the middle: %v", err)
	}
	other, _, _ := small(t)
	text, err := os.ReadFile(filepath.Join(other, segmentName(2)))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(two, append(text, 0), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := all(dir); !errors.Is(err, ErrCorrupt) {
		t.Errorf("a byte too many: %v", err)
	}
}

// What the queue had no room for is missed where it is missing.
func TestDroppedRecordsAreMissed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "r")
	w := write(t, dir, Options{QueueBytes: 100}, [][]byte{make([]byte, 40), make([]byte, 60), make([]byte, 1)})
	if w.Dropped() != 2 {
		t.Fatalf("%d dropped, want 2", w.Dropped())
	}
	if got, err := all(dir); !errors.Is(err, ErrIncomplete) || len(got) != 1 {
		t.Errorf("%d records, %v", len(got), err)
	}
	s, err := Verify(t.Context(), dir, func(int, int) {})
	if err != nil || s.Records != 1 || s.Dropped != 2 || s.Incomplete != 1 || !s.Closed {
		t.Errorf("%+v, %v", s, err)
	}
}

// Retention deletes the oldest segments and says so; what is left is whole.
func TestPrunedRecordingIsWhole(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "r")
	var payloads [][]byte
	for i := range 40 {
		payloads = append(payloads, bytes.Repeat([]byte{byte(i)}, 30))
	}
	write(t, dir, Options{SegmentBytes: 100, MaxBytes: 900}, payloads)
	s, err := Verify(t.Context(), dir, func(int, int) {})
	if err != nil || !s.Closed || s.Records == 0 || s.Records >= 40 {
		t.Fatalf("%+v, %v", s, err)
	}
	if err := os.Remove(filepath.Join(dir, prunedName)); err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(t.Context(), dir, func(int, int) {}); !errors.Is(err, ErrCorrupt) {
		t.Errorf("without its mark: %v", err)
	}
}

func TestNeverOverwritten(t *testing.T) {
	dir, _, _ := small(t)
	if _, err := Create(dir, Manifest{}, Options{}); !errors.Is(err, ErrExists) {
		t.Errorf("over another: %v", err)
	}
	if _, err := Open(t.TempDir()); !errors.Is(err, ErrNotRecording) {
		t.Errorf("an empty folder: %v", err)
	}
}

func FuzzReader(f *testing.F) {
	seed := filepath.Join(f.TempDir(), "r")
	write(f, seed, Options{}, [][]byte{[]byte("one"), []byte("two")})
	text, err := os.ReadFile(filepath.Join(seed, segmentName(1)))
	if err != nil {
		f.Fatal(err)
	}
	manifest, err := os.ReadFile(filepath.Join(seed, manifestName))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(manifest, text)
	f.Fuzz(func(t *testing.T, manifest, segment []byte) {
		dir := t.TempDir()
		if err := errors.Join(os.WriteFile(filepath.Join(dir, manifestName), manifest, 0o600), os.WriteFile(filepath.Join(dir, segmentName(1)), segment, 0o600)); err != nil {
			t.Fatal(err)
		}
		_, _ = all(dir)
	})
}

func BenchmarkAppend(b *testing.B) {
	w, err := Create(filepath.Join(b.TempDir(), "r"), Manifest{}, Options{Now: func() time.Time { return time.Unix(1, 0) }})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	payload := bytes.Repeat([]byte("a turn of the pipeline "), 20)
	put := func(dst []byte) []byte { return append(dst, payload...) }
	b.ReportAllocs()
	b.SetBytes(int64(len(payload)))
	for b.Loop() {
		w.Append(1, 1, put)
	}
	cancel()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
}
