package oracle

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The best set is that of trying all.
func TestIndependentIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 11).Draw(t, "n")
		nets := rapid.SliceOfN(rapid.Int64Range(1, 50), n, n).Draw(t, "nets")
		slices.Sort(nets)
		slices.Reverse(nets)
		weight := make([]*big.Int, n)
		conflict := make([]uint32, n)
		for i := range weight {
			weight[i] = big.NewInt(nets[i])
			conflict[i] |= 1 << i
			for k := range i {
				if rapid.Bool().Draw(t, "conflict") {
					conflict[i] |= 1 << k
					conflict[k] |= 1 << i
				}
			}
		}
		sum := func(set uint32) (total int64, ok bool) {
			for i := range n {
				if set&(1<<i) == 0 {
					continue
				}
				if set&conflict[i]&^(1<<i) != 0 {
					return 0, false
				}
				total += nets[i]
			}
			return total, true
		}
		best := int64(0)
		for set := range uint32(1) << n {
			if total, ok := sum(set); ok {
				best = max(best, total)
			}
		}
		var chosen uint32
		for _, i := range independent(weight, conflict) {
			chosen |= 1 << i
		}
		if got, ok := sum(chosen); !ok || got != best {
			t.Fatalf("set %b nets %d (allowed %v), the best nets %d", chosen, got, ok, best)
		}
	})
}

func found(label uint32, net int64) Found { return Found{label: label, Net: big.NewInt(net)} }

// A gap that opens does not hide one that was taken, and what came and went
// before anybody could have it is in neither sum.
func TestChangesAreToldApartByTokens(t *testing.T) {
	w := &walk{r: &Report{Possible: new(big.Int), Missed: new(big.Int), GoneBeforeSlot: new(big.Int), MissedBy: map[string]*big.Int{}}}
	w.last = []Found{found(1, 100), found(2, 50)}
	w.end = []Found{found(1, 100), found(8, 30)}
	between := []Found{found(1, 90), found(8, 30)}
	w.change([]Found{found(1, 90), found(4, 70)}, between)
	for name, want := range map[string][2]int64{
		"possible": {w.r.Possible.Int64(), 70}, "missed": {w.r.Missed.Int64(), 60},
		"by gas": {w.r.MissedBy[byGas].Int64(), 10}, "by traders": {w.r.MissedBy[byTrader].Int64(), 50},
		"gone before the slot": {w.r.GoneBeforeSlot.Int64(), 30},
	} {
		if want[0] != want[1] {
			t.Errorf("%s: %d, want %d", name, want[0], want[1])
		}
	}
}

// Cycles that share a token are one group.
func TestGroup(t *testing.T) {
	groups := group([]Found{found(1, 0), found(2|4, 0)}, []Found{found(4|8, 0)}, []Found{found(16, 0)})
	var labels []uint32
	for _, g := range groups {
		labels = append(labels, g.label)
	}
	if !slices.Equal(labels, []uint32{1, 2 | 4 | 8, 16}) {
		t.Errorf("%b", labels)
	}
}
