package pool

import (
	"fmt"
	"math"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/amm/constproduct"
	"mevbot/internal/chain"
)

// state is what a swap changes in a pool, of either family; the other family's
// part is zero. A concentrated pool at price zero is not initialised.
type state struct {
	pair constproduct.State
	conc concentrated.State
}

// slot is a watched pool.
type slot struct {
	family amm.Family
	curve  constproduct.Curve // of a constant-product pool
	conc   *concentrated.Pool // of a concentrated pool; its ticks are confirmed

	confirmed, speculative state
	// The views of a concentrated pool at the two states. They answer nothing
	// while the pool is not initialised.
	at, ahead concentrated.View

	distrust string      // why the state is not known; empty when it is
	hopeless bool        // reading it again will not help
	veiled   bool        // an early source told of new ticks: unknown until the logs come
	since    chain.Block // that it was read at while running; zero if at the start
	misses   int         // swaps that the curve did not explain
	exact    uint64      // swaps in a row that the curve was right about

	changed uint64 // the set of changed pools that it is in
	rebuilt uint64 // the rebuild that reset it
	dirty   uint64 // the confirmation in which an unpredicted event changed it
}

// inSight says that the speculative state is known.
func (s *slot) inSight() bool { return s.distrust == "" && !s.veiled }

// lost says that the pool waits to be read again.
func (s *slot) lost() bool { return s.distrust != "" && !s.hopeless }

// check says what is wrong with a factory's family or fee.
func (f *Factory) check() error {
	switch {
	case f.Family == amm.Concentrated:
		return nil
	case f.Family != amm.ConstantProduct:
		return fmt.Errorf("unknown pool family %d", f.Family)
	case f.FeeBps == 0 || f.FeeBps >= 10_000:
		return fmt.Errorf("fee of %d basis points: want 1 to 9999, 30 for Uniswap V2", f.FeeBps)
	default:
		return nil
	}
}

// pairCurve is the curve of a pair by its fee in hundredths of a basis point.
func pairCurve(fee uint32) (constproduct.Curve, error) {
	switch {
	case fee == 3000:
		return constproduct.Uniswap(), nil
	case !pairFee(fee):
		return constproduct.Curve{}, fmt.Errorf("a pair's fee of %d pips is not a whole number of basis points from 1 to 9999", fee)
	}
	kept := uint64(10_000 - fee/100)
	return constproduct.New(kept, kept, 10_000)
}

// pairFee says whether a pair may have a fee: whole basis points, and not all.
func pairFee(pips uint32) bool { return pips%100 == 0 && pips > 0 && pips < 1_000_000 }

// key is how routers name a pool: by factory, tokens in order, and fee where
// the factory has several.
type key struct {
	factory, token0, token1 common.Address
	fee                     uint32 // 0 for constant-product factories
}

// locate puts the view of a concentrated pool at a state.
func (s *slot) locate(v *concentrated.View, to *state) error {
	if s.family != amm.Concentrated {
		return nil
	}
	if to.conc.SqrtPriceX96.IsZero() {
		*v = concentrated.View{}
		return nil
	}
	return s.conc.Locate(v, &to.conc)
}

// confirm sets the confirmed state.
func (s *slot) confirm(to *state) error {
	if err := s.locate(&s.at, to); err != nil {
		return err
	}
	s.confirmed = *to
	return nil
}

// speculate sets the speculative state.
func (s *slot) speculate(to *state) error {
	if err := s.locate(&s.ahead, to); err != nil {
		return err
	}
	s.speculative = *to
	return nil
}

// settle makes the speculative state the confirmed one.
func (s *slot) settle() {
	s.speculative, s.ahead = s.confirmed, s.at
}

// Quote sets out to what the pool gives for in, exact to the wei, on the
// speculative state. It is an error if the pool would not take all of in or
// would give nothing, or if its state is not trusted. Amounts are in the
// tokens' smallest units. It allocates nothing.
func (m *Market) Quote(h amm.Hop, in, out *uint256.Int) error {
	s := &m.slots[h.Pool()]
	if !s.inSight() {
		return ErrUntrusted
	}
	d := h.Direction()
	if s.family == amm.ConstantProduct {
		return s.quotePair(&s.speculative.pair, d, in, out)
	}
	var r concentrated.Result
	if err := s.conc.QuoteIn(&s.ahead, d, in, nil, &r); err != nil {
		return err
	}
	if !r.In.Eq(in) {
		return amm.ErrInsufficientLiquidity
	}
	if r.Out.IsZero() {
		return amm.ErrZeroAmount
	}
	*out = r.Out
	return nil
}

// QuoteOut sets in to what the pool wants for out, on the speculative state: an
// input that gives at least out, and a few units more at most than the least
// that does; in a concentrated pool it may be more where out ends a step. It is
// an error if the pool cannot give out, or if its state is not trusted. Amounts
// are in the tokens' smallest units. It allocates nothing.
func (m *Market) QuoteOut(h amm.Hop, out, in *uint256.Int) error {
	s := &m.slots[h.Pool()]
	if !s.inSight() {
		return ErrUntrusted
	}
	d := h.Direction()
	if s.family == amm.ConstantProduct {
		return s.curve.AmountIn(&s.speculative.pair, d, out, in)
	}
	var r concentrated.Result
	if err := s.conc.QuoteOut(&s.ahead, d, out, nil, &r); err != nil {
		return err
	}
	if !r.Out.Eq(out) {
		return amm.ErrInsufficientLiquidity
	}
	*in = r.In
	return nil
}

// quotePair is the library's answer where the pair goes along with it.
func (s *slot) quotePair(at *constproduct.State, d amm.Direction, in, out *uint256.Int) error {
	var amount, balance uint256.Int
	if err := s.curve.AmountOut(at, d, in, &amount); err != nil {
		return err
	}
	if amount.IsZero() {
		return amm.ErrZeroAmount
	}
	reserve := &at.Reserve0
	if d == amm.OneForZero {
		reserve = &at.Reserve1
	}
	if balance.Add(reserve, in); balance.BitLen() > 112 {
		return amm.ErrOverflow
	}
	*out = amount
	return nil
}

// LogRate is the natural logarithm of the marginal rate after the fee, output
// units per input unit, on the speculative state; -Inf where there is none.
func (m *Market) LogRate(h amm.Hop) float64 {
	s := &m.slots[h.Pool()]
	switch {
	case !s.inSight():
		return math.Inf(-1)
	case s.family == amm.ConstantProduct:
		return s.curve.LogRate(&s.speculative.pair, h.Direction())
	default:
		return s.conc.LogRate(&s.ahead, h.Direction())
	}
}

// Segment is the stretch of the pool's curve that holds the input x, on the
// speculative state, and a hint for the next call near it; zero is no hint. An
// untrusted pool's segment gives nothing.
func (m *Market) Segment(h amm.Hop, x float64, hint int) (amm.Segment, int) {
	s := &m.slots[h.Pool()]
	switch {
	case !s.inSight():
		return amm.Segment{ReserveIn: 1, End: math.Inf(1)}, 0
	case s.family == amm.ConstantProduct:
		return s.curve.Segment(&s.speculative.pair, h.Direction()), 0
	default:
		return s.conc.Segment(&s.ahead, h.Direction(), x, hint)
	}
}
