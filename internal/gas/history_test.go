package gas

import (
	"log/slog"
	"math"
	"path/filepath"
	"testing"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/store"
)

func opened(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "history.db"), Schema: store.History})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// What is told is written and read back: prices in spans with their percentiles,
// receipts by shape with their errors, what was paid of what was offered.
func TestHistory(t *testing.T) {
	db, noon := opened(t), time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	now := noon
	h := NewHistory(db, families{}, slog.New(slog.DiscardHandler), func() time.Time { return now })
	for i := range uint64(720) { // an hour, every five seconds: half of them are too close
		s := &Snapshot{Head: 7, BaseFee: *uint256.NewInt(100 + i/2), PerUnit: *uint256.NewInt(5), At: noon.Add(time.Duration(i) * 5 * time.Second)}
		s.Tips[1].SetUint64(3)
		h.Price(s)
	}
	steps := []Step{{Pool: 0, Family: amm.ConstantProduct}, {Pool: 1, Family: amm.Concentrated}}
	for i := range uint64(20) {
		now = noon.Add(time.Duration(i) * time.Minute)
		h.Landed(&Landed{
			Steps: steps, Block: 9, Success: i > 0, Estimated: 100_000 + 1_000*i, Used: 100_000, EstimatedL1: 110, UsedL1: 100,
			Offered: *uint256.NewInt(200), Paid: *uint256.NewInt(100 + i),
		})
	}
	if err := h.write(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.write(t.Context()); err != nil { // writes nothing twice
		t.Fatal(err)
	}
	spans, err := Spans(t.Context(), db, noon, 30*time.Minute)
	if err != nil || len(spans) != 2 {
		t.Fatalf("%+v, %v; want two spans", spans, err)
	}
	first := spans[0]
	if !first.From.Equal(noon) || first.Readings != 180 || first.BaseFee[0].Uint64() != 117 || first.BaseFee[1].Uint64() != 189 || first.BaseFee[2].Uint64() != 261 || first.Data[1].Uint64() != 5 || first.Tip[2].Uint64() != 3 {
		t.Errorf("%+v", first)
	}
	if first.Landed != 20 || len(first.Paid) != 3 || first.Paid[0] != 5_050 || first.Paid[1] != 5_450 || first.Paid[2] != 5_850 || spans[1].Landed != 0 {
		t.Errorf("%+v, then %+v", first, spans[1])
	}
	routes, err := RoutesSince(t.Context(), db, noon)
	if err != nil || len(routes) != 1 {
		t.Fatalf("%+v, %v; want one shape", routes, err)
	}
	r := routes[0]
	if r.Shape != "uniswap_v2 uniswap_v3" || r.Receipts != 20 || r.Reverts != 1 || r.Used != 100_000 {
		t.Errorf("%+v", r)
	}
	if len(r.Error) != 2 || math.Abs(r.Error[0]-0.10) > 1e-9 || math.Abs(r.Error[1]-0.19) > 1e-9 || len(r.L1Error) != 2 || math.Abs(r.L1Error[1]-0.1) > 1e-9 {
		t.Errorf("errors %v, of the data %v", r.Error, r.L1Error)
	}
	// A month later the prices go, and of the receipts what is too many.
	now = noon.Add(31 * 24 * time.Hour)
	if err := h.prune(t.Context()); err != nil {
		t.Fatal(err)
	}
	if spans, err := Spans(t.Context(), db, noon, time.Hour); err != nil || len(spans) != 0 {
		t.Errorf("%+v, %v; want none left", spans, err)
	}
	if routes, err := RoutesSince(t.Context(), db, noon); err != nil || len(routes) != 1 {
		t.Errorf("%+v, %v; want the receipts, of which there are few", routes, err)
	}
}

// What cannot be written waits, and is bounded.
func TestHistoryIsBounded(t *testing.T) {
	db := opened(t)
	h := NewHistory(db, families{}, slog.New(slog.DiscardHandler), time.Now)
	for range waitingMost + 5 {
		h.Landed(&Landed{})
	}
	if len(h.receipts) != waitingMost || h.dropped != 5 {
		t.Errorf("%d wait, %d dropped", len(h.receipts), h.dropped)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := h.write(t.Context()); err == nil || len(h.receipts) != waitingMost {
		t.Errorf("%v, %d wait; want them all after an error", err, len(h.receipts))
	}
}
