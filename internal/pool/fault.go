package pool

import (
	"errors"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// errNothingToCorrupt says that no pool can be given a wrong state unseen.
var errNothingToCorrupt = errors.New("no trusted concentrated pool has room above its price")

// Corrupt gives one concentrated pool liquidity that the chain does not have, above
// its price, and tells nobody, as a flaw or a flipped bit would. The state stays
// one that the contract could hold, and swaps at the present price come out as
// they should, so that nothing but a comparison with the chain finds it. It is a
// fault for tests and the demo, on the goroutine that owns the market.
func (m *Market) Corrupt() (amm.PoolID, error) {
	for id := range m.slots {
		s, info := &m.slots[id], m.Info(amm.PoolID(id))
		if s.family != amm.Concentrated || s.distrust != "" || s.confirmed.conc.SqrtPriceX96.IsZero() {
			continue
		}
		const away = 8 // words of the tick bitmap
		lower := (wordOf(s.confirmed.conc.Tick, info.Spacing) + away) * 256 * info.Spacing
		upper := lower + 256*info.Spacing
		if s.conc.Modify(lower, upper, uint256.NewInt(1_000_000)) != nil {
			continue
		}
		return amm.PoolID(id), errors.Join(s.confirm(&s.confirmed), s.speculate(&s.speculative))
	}
	return 0, errNothingToCorrupt
}
