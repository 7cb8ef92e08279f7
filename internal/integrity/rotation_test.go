package integrity

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"mevbot/internal/amm"
)

// Every pool has its turn within a bounded number of snapshots, whatever pools cost
// and however many are suspected.
func TestEveryPoolHasItsTurn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		costs := rapid.SliceOfN(rapid.IntRange(1, 30), 1, 60).Draw(t, "costs")
		most, budget := rapid.IntRange(1, 20).Draw(t, "most"), rapid.IntRange(1, 60).Draw(t, "budget")
		cost := func(id amm.PoolID) int { return costs[id] }
		r := rotation{next: amm.PoolID(rapid.IntRange(0, 80).Draw(t, "next"))} // pools can only become more, but a bug may say so
		seen := map[amm.PoolID]bool{}
		rounds := 0
		for ; len(seen) < len(costs); rounds++ {
			if rounds > len(costs) {
				t.Fatalf("after %d rounds %d of %d pools were looked at", rounds, len(seen), len(costs))
			}
			first := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) amm.PoolID {
				return amm.PoolID(rapid.IntRange(0, len(costs)).Draw(t, "id"))
			}), 0, 5, rapid.ID[amm.PoolID]).Draw(t, "suspects")
			ids, after := r.take(len(costs), most, budget, cost, first)
			if len(ids) == 0 || len(ids) > most+1 {
				t.Fatalf("%d pools of at most %d", len(ids), most)
			}
			spent := 0
			for i, id := range ids {
				if slices.Contains(ids[:i], id) || int(id) >= len(costs) {
					t.Fatalf("pool %d twice, or not there: %v", id, ids)
				}
				if spent >= budget && i < len(ids)-1 {
					t.Fatalf("goes on after the budget of %d: %v", budget, ids)
				}
				spent += costs[id]
				seen[id] = true
			}
			r = after
		}
	})
}

func TestRotationWithoutSuspectsIsInOrder(t *testing.T) {
	var r rotation
	one := func(amm.PoolID) int { return 1 }
	for _, want := range [][]amm.PoolID{{0, 1, 2}, {3, 4, 0}, {1, 2, 3}} {
		var ids []amm.PoolID
		if ids, r = r.take(5, 3, 100, one, nil); !slices.Equal(ids, want) {
			t.Errorf("%v, want %v", ids, want)
		}
	}
	if ids, after := r.take(0, 3, 100, one, nil); len(ids) != 0 || after != r {
		t.Errorf("of no pools: %v", ids)
	}
	// What could not be looked at is looked at again: the turn moves only with after.
	a, _ := r.take(5, 3, 100, one, nil)
	b, _ := r.take(5, 3, 100, one, []amm.PoolID{4})
	if !slices.Equal(a, []amm.PoolID{4, 0, 1}) || !slices.Equal(b, []amm.PoolID{4, 0, 1}) {
		t.Errorf("%v, %v", a, b)
	}
}
