package pool

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Spot is the confirmed state of a pool at its price, without ticks: cheap to
// copy. Which fields hold is the family's matter.
type Spot struct {
	Reserve0, Reserve1      uint256.Int
	SqrtPriceX96, Liquidity uint256.Int
}

// Spot of a pool at Head; false while its state is not known.
func (m *Market) Spot(id amm.PoolID) (s Spot, trusted bool) {
	slot := &m.slots[id]
	c := &slot.confirmed
	return Spot{c.pair.Reserve0, c.pair.Reserve1, c.conc.SqrtPriceX96, c.conc.Liquidity}, slot.distrust == ""
}
