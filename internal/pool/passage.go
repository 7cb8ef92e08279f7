package pool

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
)

// Passage is what a swap does to a pool beside its amounts, as far as its gas
// depends on it. It is zero for families without ticks.
type Passage struct {
	From, To int32 // the pool's tick before and after
	Crossed  int   // initialised ticks
}

// Pass is Quote that also says what way the price goes. Its errors are Quote's. It
// allocates nothing.
func (m *Market) Pass(h amm.Hop, in, out *uint256.Int) (p Passage, err error) {
	s := &m.slots[h.Pool()]
	if s.family != amm.Concentrated || !s.inSight() {
		return p, m.Quote(h, in, out)
	}
	var r concentrated.Result
	if err := s.conc.QuoteIn(&s.ahead, h.Direction(), in, nil, &r); err != nil {
		return p, err
	}
	switch {
	case !r.In.Eq(in):
		return p, amm.ErrInsufficientLiquidity
	case r.Out.IsZero():
		return p, amm.ErrZeroAmount
	}
	*out = r.Out
	return Passage{From: s.speculative.conc.Tick, To: r.After.Tick, Crossed: r.Crossed}, nil
}
