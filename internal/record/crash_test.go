package record

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const childEnv = "RECORD_TEST_CHILD"

// recordUntilKilled is the child of TestKill: small segments, retention, and
// no pause, so that a kill hits every part of the writing.
func recordUntilKilled(dir string) {
	w, err := Create(dir, manifest, Options{SegmentBytes: 3000, MaxBytes: 60_000, Now: fixed, QueueBytes: 20_000})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	go func() { _ = w.Run(context.Background()) }()
	for i := 0; ; i++ {
		w.add(uint8(i%3), int64(i)*10, payload(uint64(i)))
		if i%100 == 0 {
			time.Sleep(time.Millisecond)
		}
	}
}

// A process is killed at random moments; each time every whole segment is
// read, in one chain, and the rest is reported as cut short, never as damage.
func TestKill(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	read, partial := uint64(0), 0
	for round := range rounds {
		dir := filepath.Join(t.TempDir(), "recording")
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), childEnv+"="+dir)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		for !reached(dir, segmentName(1+uint64(round)*2)) {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(rand.IntN(20_000)) * time.Microsecond)
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait()
		sum, err := Verify(t.Context(), dir, nil)
		if !errors.Is(err, ErrTruncated) {
			t.Errorf("round %d: %v", round, err)
		}
		read += sum.Records
		if errors.Is(err, ErrTruncated) && sum.Segments > 0 {
			partial++
		}
		records(t, dir)
	}
	if read == 0 || partial == 0 {
		t.Errorf("%d records in %d recordings: the kills came too early to show anything", read, partial)
	}
	t.Logf("%d kills, %d records in whole segments", rounds, read)
}

// reached says whether the child is at the named segment or behind it.
func reached(dir, segment string) bool {
	names, err := filepath.Glob(filepath.Join(dir, "*.seg"))
	return err == nil && len(names) > 0 && filepath.Base(names[len(names)-1]) >= segment
}

// records reads across gaps and checks what is there.
func records(t *testing.T, dir string) {
	t.Helper()
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	for {
		rec, err := r.Next()
		if errors.Is(err, ErrIncomplete) {
			continue
		}
		if err != nil {
			return
		}
		if string(rec.Payload) != string(payload(rec.Number)) {
			t.Fatalf("record %d is %q", rec.Number, rec.Payload)
		}
	}
}
