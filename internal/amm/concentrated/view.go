package concentrated

import (
	"fmt"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Why Locate refuses a state. Both wrap amm.ErrState.
var (
	// ErrPrice: the tick is not the price's.
	ErrPrice = fmt.Errorf("price and tick do not belong together: %w", amm.ErrState)
	// ErrLiquidity: a Mint or a Burn was missed, or came twice.
	ErrLiquidity = fmt.Errorf("liquidity in range is not the sum of the ticks below: %w", amm.ErrState)
)

// View is a pool at one state: what a quote wants to know that depends on the
// price. Its zero value answers nothing until Locate has filled it; it may be
// copied. Two views of one pool share its ladders.
type View struct {
	state  State
	ladder *ladder
	at     [2]int     // by direction: the rung before the price
	first  [2]partial // by direction: the step from the price to the next rung
}

// partial is what a step takes, fee included, and gives.
type partial struct {
	in, out uint256.Int
}

// State that the view was located at.
func (v *View) State() State { return v.state }

// Locate puts v at a state. It costs two partial steps, and new ladders if the
// ticks have changed around the price or the price has left the ladders. If it
// refuses the state, with an error that wraps amm.ErrState, v is as it was.
func (p *Pool) Locate(v *View, s *State) error {
	if s.Tick < MinTick || s.Tick >= MaxTick {
		return ErrPrice
	}
	l := p.ladder
	var hint [2]int
	if v.ladder == l {
		hint = v.at
	}
	at, ok := l.locate(s.Tick, hint)
	if !ok {
		l = p.build(s.Tick)
		at, _ = l.locate(s.Tick, [2]int{})
	}
	up := l.sides[amm.OneForZero]
	low, high := &up[at[amm.OneForZero]], &up[at[amm.OneForZero]+1]
	down := l.sides[amm.ZeroForOne]
	floor, ceiling := &down[at[amm.ZeroForOne]+1], &down[at[amm.ZeroForOne]]
	price := &s.SqrtPriceX96
	if price.Lt(&low.sqrt) || price.Gt(&high.sqrt) || price.Lt(&floor.sqrt) || price.Gt(&ceiling.sqrt) || !price.Lt(&maxSqrtRatio) {
		return ErrPrice
	}
	if !s.Liquidity.Eq(&low.liquidity) {
		return ErrLiquidity
	}
	p.ladder = l
	v.state, v.ladder, v.at = *s, l, at
	for i := range v.first {
		f := &v.first[i]
		p.whole(amm.Direction(i), price, &l.sides[i][at[i]+1].sqrt, &s.Liquidity, &f.in, &f.out)
	}
	return nil
}

// locate finds the stretches that hold a tick, and says whether the ladders
// reach well beyond it. A hint is a stretch to look at first: most moves of the
// price are short.
func (l *ladder) locate(tick int32, hint [2]int) (at [2]int, ok bool) {
	if l == nil {
		return at, false
	}
	for i, side := range l.sides {
		d := amm.Direction(i)
		if at[i] = hint[i]; !passed(d, side[at[i]].tick, tick) || passed(d, side[at[i]+1].tick, tick) {
			at[i] = find(d, side, tick)
		}
		if at[i] < 0 {
			return at, false
		}
		end := side[len(side)-1].tick
		if left := len(side) - 1 - at[i]; left < 1 || left < near && end != MinTick && end != MaxTick {
			return at, false
		}
	}
	return at, true
}
