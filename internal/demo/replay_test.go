package demo

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"testing"
	"time"

	"mevbot/internal/replay"
)

// tapes is a recording in memory.
type tapes struct{ records []replay.Record }

func (t *tapes) Append(kind uint8, at int64, payload []byte) error {
	t.records = append(t.records, replay.Record{Kind: kind, At: at, Payload: bytes.Clone(payload)})
	return nil
}

func (t *tapes) Next() (replay.Record, error) {
	if len(t.records) == 0 {
		return replay.Record{}, io.EOF
	}
	r := t.records[0]
	t.records = t.records[1:]
	return r, nil
}

// Every decision of a run comes out again from its recording.
func TestReplayOfARun(t *testing.T) {
	if testing.Short() {
		t.Skip("takes the local chain")
	}
	tape := &tapes{}
	_, err := Run(t.Context(), Options{
		Duration: 15 * time.Second, Seed: 3, Dir: t.TempDir(), Sink: tape, Out: io.Discard, Logger: slog.New(slog.DiscardHandler),
		Listen: Listen{HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0"},
		Faults: "reorg@5s:3,gap@8s:2", Set: map[string]string{"metrics.listen": "127.0.0.1:0", "profile.enabled": "false"},
	})
	if err != nil {
		t.Fatal(err)
	}
	size := 0
	for _, r := range tape.records {
		size += len(r.Payload)
	}
	t.Logf("%d records, %d bytes", len(tape.records), size)
	changed := &tapes{records: append([]replay.Record(nil), tape.records...)}
	var player replay.Player
	report, err := player.Play(t.Context(), tape, func(error) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	if report.Turns < 60 || report.Plans == 0 || report.Opportunities == 0 {
		t.Errorf("%+v", report)
	}
	t.Logf("%+v", report)
	// A turn that is left out is noticed.
	at := len(changed.records) / 2
	for changed.records[at].Kind != 3 || !bytes.Contains(changed.records[at].Payload, []byte(`"L2":`)) {
		at++
	}
	changed.records = append(changed.records[:at:at], changed.records[at+1:]...)
	var other replay.Player
	if _, err := other.Play(t.Context(), changed, func(error) bool { return false }); !errors.Is(err, replay.ErrDiffers) {
		t.Errorf("a turn was left out: %v", err)
	}
}
