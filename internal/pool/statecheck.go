package pool

import (
	"encoding/json"
	"errors"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
)

// The state of a pool in a file, by family, checked as far as the contract
// itself could never break it.

func (p *State) read(o *object) {
	if p.Family == amm.ConstantProduct {
		p.Reserve0 = o.amount("reserve0", bitsReserve)
		p.Reserve1 = o.amount("reserve1", bitsReserve)
		o.end()
		return
	}
	p.SqrtPriceX96 = o.amount("sqrtPriceX96", bitsSqrtPrice)
	p.Tick = int32(o.integer("tick", tickLow, tickHigh-1))
	p.Liquidity = o.amount("liquidity", bitsLiquidity)
	var above uint256.Int // liquidity from the last tick up
	o.list("ticks", func(at *place, raw json.RawMessage) { p.readTick(at.object(raw), &above) })
	o.end()
	if !o.ok() {
		return
	}
	if !above.IsZero() {
		o.at("ticks").fail("the liquidityNet of all ticks sum to %s: want 0, is a tick missing?", above.Dec())
		return
	}
	p.checkPrice(o)
	p.checkLiquidity(o)
	p.checkCurve(o)
}

// readTick reads an initialised tick; above is the liquidity below it, and then
// that above it.
func (p *State) readTick(o *object, above *uint256.Int) {
	t := concentrated.Tick{Index: int32(o.integer("tick", tickLow, tickHigh)), Gross: o.amount("liquidityGross", bitsLiquidity), Net: o.signed("liquidityNet", bitsLiquidity-1)}
	o.end()
	if !o.ok() {
		return
	}
	var size uint256.Int
	switch n := len(p.Ticks); {
	case n > 0 && t.Index <= p.Ticks[n-1].Index:
		o.at("tick").fail("%d follows %d: sort the ticks, each once", t.Index, p.Ticks[n-1].Index)
		return
	case t.Index%p.Spacing != 0:
		o.at("tick").fail("%d is not a multiple of the pool's tickSpacing %d", t.Index, p.Spacing)
		return
	case t.Gross.IsZero():
		o.at("liquidityGross").fail("is 0: leave out ticks that are not initialised")
		return
	case size.Abs(&t.Net).Gt(&t.Gross):
		o.at("liquidityNet").fail("%s is more than the liquidityGross %s", signedDec(&t.Net), t.Gross.Dec())
		return
	}
	above.Add(above, &t.Net)
	switch {
	case above.Sign() < 0:
		o.at("liquidityNet").fail("leaves %s of liquidity above tick %d: is a tick missing below?", signedDec(above), t.Index)
	case above.BitLen() > bitsLiquidity:
		o.at("liquidityNet").fail("leaves more liquidity above tick %d than %d bits hold", t.Index, bitsLiquidity)
	}
	p.Ticks = append(p.Ticks, t)
}

// checkPrice: the tick is the price's, or one below it where a swap down ended
// on a boundary. A pool that was never initialised has neither.
func (p *State) checkPrice(o *object) {
	if p.SqrtPriceX96.IsZero() {
		switch {
		case p.Tick != 0:
			o.at("tick").fail("is %d, but a pool with sqrtPriceX96 0 is not initialised: want 0", p.Tick)
		case !p.Liquidity.IsZero() || len(p.Ticks) > 0:
			o.at("liquidity").fail("a pool with sqrtPriceX96 0 is not initialised: want liquidity 0 and no ticks")
		}
		return
	}
	low, err := concentrated.SqrtRatioAtTick(p.Tick)
	high, errHigh := concentrated.SqrtRatioAtTick(p.Tick + 1)
	if err := errors.Join(err, errHigh); err != nil {
		o.at("tick").fail("%v", err)
		return
	}
	if p.SqrtPriceX96.Lt(&low) || p.SqrtPriceX96.Gt(&high) {
		o.at("sqrtPriceX96").fail("%s is outside tick %d, which is from %s to %s: both are slot0's, of one block",
			p.SqrtPriceX96.Dec(), p.Tick, low.Dec(), high.Dec())
	}
}

// checkLiquidity: what is in range is the sum of the ticks at and below.
func (p *State) checkLiquidity(o *object) {
	var sum uint256.Int
	for i := range p.Ticks {
		if p.Ticks[i].Index > p.Tick {
			break
		}
		sum.Add(&sum, &p.Ticks[i].Net)
	}
	if !sum.Eq(&p.Liquidity) {
		o.at("liquidity").fail("is %s, but the liquidityNet of the ticks up to tick %d sum to %s: all must be of one block",
			p.Liquidity.Dec(), p.Tick, sum.Dec())
	}
}

// checkCurve: the curve takes the state, which is the last word.
func (p *State) checkCurve(o *object) {
	if !o.ok() {
		return
	}
	if err := new(slot).restore(p); err != nil {
		o.fail("%v", err)
	}
}
