package gas

import "mevbot/internal/amm"

// Bound is the gas that a route through pools of these families takes, in
// units, where its tokens are plain and it crosses no tick: the whole transaction without
// its data. ErrRoute for what the executor cannot run.
func Bound(families []amm.Family) (uint64, error) {
	var room [maxHops]Step
	steps := room[:0]
	for _, f := range families {
		if len(steps) == maxHops {
			return 0, ErrRoute
		}
		steps = append(steps, Step{Family: f, Moved: f == amm.Concentrated})
	}
	return execution(steps)
}
