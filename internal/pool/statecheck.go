package pool

import (
	"encoding/json"

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
	if field, wrong := sumFault(&above); field != "" {
		o.at(field).fail("%s", wrong)
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
	if field, wrong := p.tickFault(&t, above); field != "" {
		o.at(field).fail("%s", wrong)
		return
	}
	p.Ticks = append(p.Ticks, t)
}

func (p *State) checkPrice(o *object) {
	if field, wrong := p.priceFault(); field != "" {
		o.at(field).fail("%s", wrong)
	}
}

func (p *State) checkLiquidity(o *object) {
	if field, wrong := p.liquidityFault(); field != "" {
		o.at(field).fail("%s", wrong)
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
