package demo

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"mevbot/internal/record"
	"mevbot/internal/replay"
)

// tapes is a recording in memory.
type tapes struct{ records []replay.Record }

func (t *tapes) Next() (replay.Record, error) {
	if len(t.records) == 0 {
		return replay.Record{}, io.EOF
	}
	r := t.records[0]
	t.records = t.records[1:]
	return r, nil
}

func never(error) bool { return false }

// Every decision of a run comes out again from its recording, also of one with
// a reorg, a gap, and a pool that was found to be wrong.
func TestReplayOfARun(t *testing.T) {
	if testing.Short() {
		t.Skip("takes the local chain")
	}
	dir := filepath.Join(t.TempDir(), "recording")
	_, err := Run(t.Context(), Options{
		Duration: 30 * time.Second, Seed: 3, Dir: t.TempDir(), Record: dir, Out: io.Discard, Logger: slog.New(slog.DiscardHandler),
		Listen: Listen{HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0"}, NoOracle: true,
		Faults: "reorg@3s:3,gap@5s:2,corrupt@7s,corrupt@12s,corrupt@17s", Set: map[string]string{"metrics.listen": "127.0.0.1:0", "profile.enabled": "false", "integrity.interval": "1s"},
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	tape := &tapes{}
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		tape.records = append(tape.records, replay.Record{Kind: rec.Kind, At: rec.Time, Payload: bytes.Clone(rec.Payload)})
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	all := tape.records
	if !slices.ContainsFunc(all, func(r replay.Record) bool { return bytes.Contains(r.Payload, []byte(`"remedy":{"distrust":[`)) }) {
		t.Error("the pool was not found to be wrong")
	}
	var player replay.Player
	report, err := player.Play(t.Context(), tape, never)
	if err != nil {
		t.Fatal(err)
	}
	if report.Turns < 60 || report.Plans == 0 || report.Opportunities == 0 {
		t.Errorf("%+v", report)
	}
	// A message that is left out is noticed.
	at := len(all) / 2
	for !bytes.Contains(all[at].Payload, []byte(`"L2":`)) {
		at++
	}
	var other replay.Player
	short := &tapes{append(append([]replay.Record{}, all[:at]...), all[at+1:]...)}
	if _, err := other.Play(t.Context(), short, never); !errors.Is(err, replay.ErrDiffers) {
		t.Errorf("a message was left out: %v", err)
	}
}
