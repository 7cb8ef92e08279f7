package execute

import (
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/risk"
)

// A plan over a limit is dropped before anything is signed. The gas counts as
// the most that it may cost: 400,000 units at the fee cap of 0.2 gwei.
func TestPlansOverALimitAreDropped(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		limits risk.Limits
		sends  int
	}{
		{"input at the limit", risk.Limits{Notional: *uint256.NewInt(1e18)}, 1},
		{"input over the limit", risk.Limits{Notional: *uint256.NewInt(1e18 - 1)}, 0},
		{"gas at the limit", risk.Limits{AttemptGas: *uint256.NewInt(400_000 * 2e8)}, 1},
		{"gas over the limit", risk.Limits{AttemptGas: *uint256.NewInt(400_000*2e8 - 1)}, 0},
	} {
		b := newBench(t)
		gate, err := risk.New(t.Context(), risk.Options{DB: b.db, Limits: tc.limits})
		if err != nil {
			t.Fatal(err)
		}
		b.opts.Gate = gate
		b.start()
		b.submit(1)
		b.idle()
		if b.chain.sends != tc.sends || (len(b.drops) == 1 && b.drops[0] == "over_cap") != (tc.sends == 0) {
			t.Errorf("%s: %d sends, drops %v", tc.name, b.chain.sends, b.drops)
		}
		b.stop()
	}
}
