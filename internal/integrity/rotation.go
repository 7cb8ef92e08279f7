package integrity

import (
	"slices"

	"mevbot/internal/amm"
)

// rotation chooses which pools to look at, so that each is looked at in turn.
type rotation struct{ next amm.PoolID }

// take is the next pools of so many: at most most of them, and none after those so
// far cost budget, but one at least. Those in first come first. after is where the
// rotation stands when they were looked at.
func (r rotation) take(pools, most, budget int, cost func(amm.PoolID) int, first []amm.PoolID) (ids []amm.PoolID, after rotation) {
	take := func(id amm.PoolID) bool {
		if len(ids) == most || budget <= 0 {
			return false
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
			budget -= cost(id)
		}
		return true
	}
	for _, id := range first[:min(len(first), most/2)] { // the turn of the others comes, too
		if int(id) < pools && budget > 0 {
			take(id)
		}
	}
	after = r
	most, budget = max(most, len(ids)+1), max(budget, 1)
	for range pools {
		id := after.next
		if int(id) >= pools {
			id = 0
		}
		if !take(id) {
			break
		}
		after.next = id + 1
	}
	return ids, after
}
