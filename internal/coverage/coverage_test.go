package coverage

import (
	"math"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/decode"
)

// Whatever comes in whatever order, the kept contracts and the rest are the
// total, no more contracts are kept than allowed, and the first have the most
// missed value.
func TestTheSumsAreWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keep := rapid.IntRange(1, 5).Draw(t, "keep")
		tally := New(Options{Keep: keep})
		var value, predicted, n uint64
		for range rapid.IntRange(0, 60).Draw(t, "transactions") {
			v := rapid.Uint64Range(0, 1000).Draw(t, "value")
			p := rapid.Uint64Range(0, 1200).Draw(t, "predicted")
			tally.Add(&Swapped{
				To: common.Address{19: rapid.Byte().Draw(t, "to") % 12}, Verdict: decode.Opaque,
				Value: *uint256.NewInt(v), Predicted: *uint256.NewInt(p),
			})
			value, predicted, n = value+v, predicted+min(v, p), n+1
		}
		total := tally.Total()
		if total.Value.Uint64() != value || total.Predicted.Uint64() != predicted || total.Transactions != n {
			t.Fatalf("total %+v, want %d, %d, %d", total, value, predicted, n)
		}
		share, ok := tally.Share()
		if ok != (value > 0) || ok && math.Abs(share-float64(predicted)/float64(value)) > 1e-12 {
			t.Fatalf("share %v, %v", share, ok)
		}
		top, others := tally.Top(rapid.IntRange(0, 6).Draw(t, "n"))
		if len(top) > keep {
			t.Fatalf("%d kept, %d allowed", len(top), keep)
		}
		for i := range top {
			if i > 0 {
				a, b := top[i-1].Missed(), top[i].Missed()
				if a.Lt(&b) {
					t.Fatalf("place %d missed more than place %d", i, i-1)
				}
			}
			others.merge(&top[i])
		}
		if others.Value != total.Value || others.Predicted != total.Predicted || others.Transactions != total.Transactions || others.UnpredictedTxs != total.UnpredictedTxs {
			t.Fatalf("parts are %+v, total %+v", others, total)
		}
	})
}

// Many small strangers must not push out the large one.
func TestTheLargestStays(t *testing.T) {
	tally := New(Options{Keep: 3})
	large := common.Address{1}
	tally.Add(&Swapped{To: large, Selector: 0x83bd37f9, Verdict: decode.Opaque, Value: *uint256.NewInt(1e18)})
	for i := range 1000 {
		tally.Add(&Swapped{To: common.Address{18: byte(i >> 8), 19: byte(i)}, Verdict: decode.Opaque, Value: *uint256.NewInt(uint64(i))})
	}
	top, _ := tally.Top(1)
	if len(top) != 1 || top[0].To != large || top[0].Selector != 0x83bd37f9 || top[0].Value.Uint64() != 1e18 {
		t.Errorf("%+v", top)
	}
}

// Sums stop at the largest number instead of starting over.
func TestSumsSaturate(t *testing.T) {
	tally := New(Options{})
	most := *new(uint256.Int).SetAllOne()
	for range 2 {
		tally.Add(&Swapped{Value: most, Predicted: most})
	}
	if total := tally.Total(); total.Value != most || total.Predicted != most {
		t.Errorf("%+v", total)
	}
}
