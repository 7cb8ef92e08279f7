package risk

import (
	"database/sql"
	"testing"
	"time"
)

// BenchmarkRecall is a start after 100,000 attempts.
func BenchmarkRecall(b *testing.B) {
	db := open(b, b.TempDir()+"/a.db")
	err := db.Write(b.Context(), func(tx *sql.Tx) error {
		for i := range uint64(100_000) {
			if err := writeAttempt(b.Context(), tx, i+1, attempt{success: i%4 != 0, gross: 1e15 * (1 - min(1, i%4)), gas: 1e13, at: noon.Add(time.Duration(i) * time.Second)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := recall(b.Context(), db, Limits{DailyLoss: n(1e18), Failures: 10, RealisedWindow: 20, FailureWindow: 100}, noon.AddDate(0, 0, 2)); err != nil {
			b.Fatal(err)
		}
	}
}
