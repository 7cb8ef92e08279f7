package pool

import (
	"errors"
	"fmt"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
)

// Inconsistent says what of a state the contract itself could never hold, nil if
// nothing. It asks nobody: a state can be consistent and still not the chain's. One
// that is not known has nothing wrong with it.
func (p *State) Inconsistent() error {
	if p.Distrust != "" {
		return nil
	}
	field, wrong := p.fault()
	if field == "" {
		return nil
	}
	return fmt.Errorf("%s: %s", field, wrong)
}

// fault names the first field that is wrong, and how; none if the field is empty.
func (p *State) fault() (field, wrong string) {
	switch p.Family {
	case amm.ConstantProduct:
		return p.pairFault()
	case amm.Concentrated:
	default:
		return "family", fmt.Sprintf("%s has no curve", p.Family)
	}
	var above uint256.Int
	whole := State{Spacing: p.Spacing}
	for i := range p.Ticks {
		if field, wrong := whole.tickFault(&p.Ticks[i], &above); field != "" {
			return fmt.Sprintf("ticks[%d].%s", i, field), wrong
		}
		whole.Ticks = p.Ticks[:i+1]
	}
	for _, look := range []func() (string, string){func() (string, string) { return sumFault(&above) }, p.priceFault, p.liquidityFault} {
		if field, wrong := look(); field != "" {
			return field, wrong
		}
	}
	return "", ""
}

// pairFault: a pair keeps its reserves in 112 bits each.
func (p *State) pairFault() (field, wrong string) {
	switch {
	case p.Reserve0.BitLen() > bitsReserve:
		return "reserve0", fmt.Sprintf("has %d bits: a pair holds %d", p.Reserve0.BitLen(), bitsReserve)
	case p.Reserve1.BitLen() > bitsReserve:
		return "reserve1", fmt.Sprintf("has %d bits: a pair holds %d", p.Reserve1.BitLen(), bitsReserve)
	}
	return "", ""
}

// tickFault is what is wrong with the tick after those in p; above is the liquidity
// below it, and then that above it.
func (p *State) tickFault(t *concentrated.Tick, above *uint256.Int) (field, wrong string) {
	var size uint256.Int
	switch n := len(p.Ticks); {
	case n > 0 && t.Index <= p.Ticks[n-1].Index:
		return "tick", fmt.Sprintf("%d follows %d: sort the ticks, each once", t.Index, p.Ticks[n-1].Index)
	case p.Spacing != 0 && t.Index%p.Spacing != 0:
		return "tick", fmt.Sprintf("%d is not a multiple of the pool's tickSpacing %d", t.Index, p.Spacing)
	case t.Gross.IsZero():
		return "liquidityGross", "is 0: leave out ticks that are not initialised"
	case size.Abs(&t.Net).Gt(&t.Gross):
		return "liquidityNet", fmt.Sprintf("%s is more than the liquidityGross %s", signedDec(&t.Net), t.Gross.Dec())
	}
	above.Add(above, &t.Net)
	switch {
	case above.Sign() < 0:
		return "liquidityNet", fmt.Sprintf("leaves %s of liquidity above tick %d: is a tick missing below?", signedDec(above), t.Index)
	case above.BitLen() > bitsLiquidity:
		return "liquidityNet", fmt.Sprintf("leaves more liquidity above tick %d than %d bits hold", t.Index, bitsLiquidity)
	}
	return "", ""
}

// sumFault: above the last tick there is no liquidity.
func sumFault(above *uint256.Int) (field, wrong string) {
	if above.IsZero() {
		return "", ""
	}
	return "ticks", fmt.Sprintf("the liquidityNet of all ticks sum to %s: want 0, is a tick missing?", above.Dec())
}

// priceFault: the tick is the price's, or one below it where a swap down ended
// on a boundary. A pool that was never initialised has neither.
func (p *State) priceFault() (field, wrong string) {
	if p.SqrtPriceX96.IsZero() {
		switch {
		case p.Tick != 0:
			return "tick", fmt.Sprintf("is %d, but a pool with sqrtPriceX96 0 is not initialised: want 0", p.Tick)
		case !p.Liquidity.IsZero() || len(p.Ticks) > 0:
			return "liquidity", "a pool with sqrtPriceX96 0 is not initialised: want liquidity 0 and no ticks"
		}
		return "", ""
	}
	low, err := concentrated.SqrtRatioAtTick(p.Tick)
	high, errHigh := concentrated.SqrtRatioAtTick(p.Tick + 1)
	if err := errors.Join(err, errHigh); err != nil {
		return "tick", err.Error()
	}
	if p.SqrtPriceX96.Lt(&low) || p.SqrtPriceX96.Gt(&high) {
		return "sqrtPriceX96", fmt.Sprintf("%s is outside tick %d, which is from %s to %s: both are slot0's, of one block",
			p.SqrtPriceX96.Dec(), p.Tick, low.Dec(), high.Dec())
	}
	return "", ""
}

// liquidityFault: what is in range is the sum of the ticks at and below.
func (p *State) liquidityFault() (field, wrong string) {
	var sum uint256.Int
	for i := range p.Ticks {
		if p.Ticks[i].Index > p.Tick {
			break
		}
		sum.Add(&sum, &p.Ticks[i].Net)
	}
	if sum.Eq(&p.Liquidity) {
		return "", ""
	}
	return "liquidity", fmt.Sprintf("is %s, but the liquidityNet of the ticks up to tick %d sum to %s: all must be of one block",
		p.Liquidity.Dec(), p.Tick, sum.Dec())
}
