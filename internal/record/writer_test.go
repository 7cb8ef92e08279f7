package record

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// A segment is closed by age, so a killed process loses at most that much, and
// an idle recorder writes nothing.
func TestSegmentAge(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		w := create(t, dir, Options{SegmentAge: 3 * time.Second, Now: time.Now})
		stop := running(t, w)
		segmentsOnDisk := func(want int) {
			t.Helper()
			synctest.Wait()
			if n := len(files(t, dir)) - 1; n != want {
				t.Errorf("%d segments, want %d", n, want)
			}
		}
		w.add(0, 0, payload(0))
		segmentsOnDisk(0)
		time.Sleep(3 * time.Second)
		segmentsOnDisk(1)
		time.Sleep(time.Minute)
		segmentsOnDisk(1)
		w.add(1, 10, payload(1))
		time.Sleep(3 * time.Second)
		segmentsOnDisk(2)
		if got, err := read(dir); !errors.Is(err, ErrTruncated) || len(got) != 2 {
			t.Errorf("while recording: %d records, %v", len(got), err)
		}
		stop()
		segmentsOnDisk(3)
	})
	got, err := read(dir)
	if err != nil || len(got) != 2 {
		t.Errorf("%d records, %v", len(got), err)
	}
	goodRecords(t, got)
}

func TestMaxAge(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		w := create(t, dir, Options{SegmentAge: time.Second, MaxAge: 5500 * time.Millisecond, Now: time.Now})
		stop := running(t, w)
		time.Sleep(300 * time.Millisecond) // records come between two ticks
		for i := range 20 {
			w.add(uint8(i%3), int64(i)*10, payload(uint64(i)))
			time.Sleep(time.Second)
		}
		synctest.Wait()
		if n := len(files(t, dir)); n != 2+6 {
			t.Errorf("%d files, want manifest, mark and 6 segments", n)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := len(files(t, dir)); n != 2+1 {
			t.Errorf("%d files after a minute, want manifest, mark and the newest segment", n)
		}
		stop()
	})
	sum, err := Verify(t.Context(), dir, nil)
	if err != nil || sum.FirstRecord == 0 || sum.FirstRecord+sum.Records != 20 {
		t.Errorf("%+v %v", sum, err)
	}
}

func TestMaxBytes(t *testing.T) {
	dir := t.TempDir()
	const limit = 3000
	w := create(t, dir, Options{MaxBytes: limit, SegmentBytes: 200})
	for i := range 200 {
		w.add(uint8(i%3), int64(i)*10, payload(uint64(i)))
		w.flush(nil)
		size := 0
		for name, text := range files(t, dir) {
			if strings.HasSuffix(name, ".seg") && name != segmentName(w.out.number) {
				size += len(text)
			}
		}
		if size > limit {
			t.Fatalf("record %d: %d bytes on disk", i, size)
		}
	}
	w.finish()
	sum, err := Verify(t.Context(), dir, nil)
	if err != nil || sum.FirstRecord+sum.Records != 200 || sum.Segments < 5 {
		t.Errorf("%+v %v", sum, err)
	}
}

// A full queue drops, counts, and ends the segment exactly there; what comes
// later is recorded again.
func TestFullQueueMarksTheGap(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir, Options{QueueBytes: 200})
	add := func(n int) { w.add(uint8(n%3), int64(n)*10, payload(uint64(n))) }
	n := 0
	for ; w.Dropped() == 0; n++ {
		add(n)
	}
	gap := uint64(n - 1)
	w.add(0, 0, nil) // would fit, but stands behind the gap
	w.flush(nil)
	n++
	add(n)
	w.finish()
	add(99)
	if w.Dropped() != 3 {
		t.Errorf("dropped %d", w.Dropped())
	}
	sum, err := Verify(t.Context(), dir, nil)
	if want := (Gap{Segment: 1, Record: gap, Dropped: 2}); err != nil || len(sum.Gaps) != 1 || sum.Gaps[0] != want || sum.Dropped != 2 || sum.Records != gap+1 {
		t.Errorf("%+v %v, want gap %+v", sum, err, want)
	}
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	for i := range gap {
		if rec, err := r.Next(); err != nil || rec.Number != i {
			t.Fatalf("record %d: %v", i, err)
		}
	}
	if _, err := r.Next(); !errors.Is(err, ErrIncomplete) || !strings.Contains(err.Error(), fmt.Sprintf("records %d to %d", gap, gap+1)) {
		t.Errorf("at the gap: %v", err)
	}
	if rec, err := r.Next(); err != nil || rec.Number != uint64(n) || !bytes.Equal(rec.Payload, payload(uint64(n))) {
		t.Errorf("behind the gap: %+v %v", rec, err)
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("at the end: %v", err)
	}
}

func TestOversizedRecordIsDropped(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir, Options{QueueBytes: 2*MaxPayload + 100})
	w.Append(0, 0, func([]byte) []byte { return make([]byte, MaxPayload+1) })
	w.finish()
	if sum, err := Verify(t.Context(), dir, nil); err != nil || sum.Dropped != 1 || sum.Records != 0 || len(sum.Gaps) != 1 {
		t.Errorf("%+v %v", sum, err)
	}
}

// A payload may be the caller's own bytes, or part of dst.
func TestPayloadFromElsewhere(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir, Options{})
	own := []byte("own bytes")
	w.Append(0, 0, func([]byte) []byte { return own })
	w.Append(0, 0, func(dst []byte) []byte { return append(dst, "xxtail"...)[2:] })
	w.Append(0, 0, func([]byte) []byte { return nil })
	copy(own, "OWN")
	w.finish()
	got, err := read(dir)
	if err != nil || len(got) != 3 || string(got[0].Payload) != "own bytes" || string(got[1].Payload) != "tail" || len(got[2].Payload) != 0 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestManyGoroutines(t *testing.T) {
	dir := t.TempDir()
	w := create(t, dir, Options{SegmentBytes: 10_000})
	stop := running(t, w)
	const each, writers = 2000, 4
	var wg sync.WaitGroup
	for kind := range writers {
		wg.Go(func() {
			for i := range each {
				w.add(uint8(kind), int64(i), payload(uint64(i)))
			}
		})
	}
	wg.Wait()
	stop()
	if err := w.Run(t.Context()); err == nil {
		t.Error("ran twice")
	}
	got, err := read(dir)
	if err != nil || len(got) != each*writers {
		t.Fatalf("%d records, %v", len(got), err)
	}
	var next [writers]int64
	for _, rec := range got {
		if rec.Time != next[rec.Kind] || !bytes.Equal(rec.Payload, payload(uint64(rec.Time))) {
			t.Fatalf("goroutine %d: record %d where %d should be", rec.Kind, rec.Time, next[rec.Kind])
		}
		next[rec.Kind]++
	}
}

// full is a disk that has room for so many bytes.
type full struct {
	file
	room *int
}

func (f full) Write(b []byte) (int, error) {
	if len(b) > *f.room {
		n, _ := f.file.Write(b[:*f.room])
		*f.room = 0
		return n, &os.PathError{Op: "write", Path: "segment", Err: syscall.ENOSPC}
	}
	*f.room -= len(b)
	return f.file.Write(b)
}

// When the disk is full, the recorder says so once and stops; the process goes
// on, nothing waits, and what was whole before is read.
func TestFullDisk(t *testing.T) {
	for room := 0; room < 1200; room += 37 {
		dir := filepath.Join(t.TempDir(), "recording")
		var log bytes.Buffer
		w := create(t, dir, Options{SegmentBytes: 120, Logger: slog.New(slog.NewTextHandler(&log, nil))})
		left := room
		w.out.disk.wrap = func(f file) file { return full{f, &left} }
		for i := range 30 {
			w.add(uint8(i%3), int64(i)*10, payload(uint64(i)))
			w.flush(nil)
		}
		err := w.Check(t.Context())
		if !errors.Is(err, syscall.ENOSPC) || w.Dropped() == 0 {
			t.Fatalf("room for %d: %v, %d dropped", room, err, w.Dropped())
		}
		stop := running(t, w)
		stop()
		if n := strings.Count(log.String(), "recording stopped"); n != 1 {
			t.Errorf("said %d times: %s", n, log.String())
		}
		got, err := read(dir)
		if !errors.Is(err, ErrTruncated) {
			t.Errorf("room for %d: %v", room, err)
		}
		goodRecords(t, got)
	}
}
