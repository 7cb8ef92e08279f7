package pool

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
)

// Ceiling is what the executor's look says that an input gives through a pool, on
// the speculative state: a pair as it is, a concentrated pool as if its price
// stayed. false where it says nothing. It allocates nothing.
func (m *Market) Ceiling(h amm.Hop, in, out *uint256.Int) bool {
	s := &m.slots[h.Pool()]
	switch {
	case !s.inSight():
		return false
	case s.family == amm.ConstantProduct:
		return s.quotePair(&s.speculative.pair, h.Direction(), in, out) == nil && out.BitLen() <= 127
	default:
		return concentrated.Ceiling(&s.speculative.conc.SqrtPriceX96, m.Info(h.Pool()).Fee, h.Direction(), in, out)
	}
}
