package concentrated

import (
	"testing"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
)

// No swap gives more than the ceiling. That it is the contract's to the wei is
// tested in package bindings.
func TestNoSwapGivesMoreThanTheCeiling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bits := rapid.IntRange(40, 150).Draw(t, "bits")
		root := new(uint256.Int).Lsh(uint256.NewInt(rapid.Uint64Range(1<<20, 1<<21).Draw(t, "root")), uint(bits-21))
		depth := uint256.NewInt(rapid.Uint64Range(1, 1<<62).Draw(t, "liquidity"))
		in := uint256.NewInt(rapid.Uint64Range(1, 1<<60).Draw(t, "in"))
		fee := rapid.SampledFrom([]uint32{80, 100, 500, 3000, 10_000}).Draw(t, "fee")
		d := amm.Direction(rapid.IntRange(0, 1).Draw(t, "direction"))
		var out, after, got uint256.Int
		if !Ceiling(root, fee, d, in, &out) {
			return
		}
		// One step of SwapMath without a limit on the price.
		var less uint256.Int
		less.Mul(in, uint256.NewInt(uint64(1_000_000-fee)))
		less.Div(&less, uint256.NewInt(1_000_000))
		if d == amm.ZeroForOne {
			addToken0(&after, root, depth, &less)
			amount1(&got, &after, root, depth, false)
		} else {
			addToken1(&after, root, depth, &less)
			amount0(&got, root, &after, depth, false)
		}
		if got.Gt(&out) {
			t.Fatalf("gives %s, ceiling %s", got.Dec(), out.Dec())
		}
	})
}

func TestCeilingKnowsWhatItDoesNotKnow(t *testing.T) {
	var out uint256.Int
	one, huge := uint256.NewInt(1), new(uint256.Int).Lsh(uint256.NewInt(1), 127)
	root := new(uint256.Int).Lsh(one, 96)
	for name, ok := range map[string]bool{
		"no price":   Ceiling(new(uint256.Int), 3000, 0, one, &out),
		"large in":   Ceiling(root, 3000, 0, huge, &out),
		"all of fee": Ceiling(root, 1_000_000, 0, one, &out),
		"large out":  Ceiling(new(uint256.Int).Lsh(one, 159), 3000, amm.ZeroForOne, uint256.NewInt(1<<60), &out),
	} {
		if ok {
			t.Errorf("%s: %s", name, out.Dec())
		}
	}
}
