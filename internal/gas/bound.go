package gas

import (
	"slices"

	"mevbot/internal/amm"
)

// Bound is the gas that a route through pools of these families takes, in
// units, as long as no receipt has told better: the whole transaction without
// its data. ErrRoute for what the executor cannot run.
func Bound(families []amm.Family) (uint64, error) {
	if len(families) < 2 || len(families) > maxHops {
		return 0, ErrRoute
	}
	key := 0
	for _, f := range slices.Backward(families) {
		if f != amm.ConstantProduct && f != amm.Concentrated {
			return 0, ErrRoute
		}
		key = 3*key + int(f)
	}
	return start(key), nil
}
