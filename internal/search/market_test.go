package search

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/amm/constproduct"
	"mevbot/internal/pool"
	"mevbot/internal/token"
)

// market is a Market in memory, on the curves that package pool uses.
type market struct {
	pools   []testPool
	skipped map[amm.PoolID]bool // not trusted
}

type testPool struct {
	info  pool.Info
	curve constproduct.Curve
	pair  constproduct.State
	conc  *concentrated.Pool
	view  concentrated.View
}

func (m *market) Pools() int                    { return len(m.pools) }
func (m *market) Info(id amm.PoolID) *pool.Info { return &m.pools[id].info }

func (m *market) Quote(h amm.Hop, in, out *uint256.Int) error {
	p := &m.pools[h.Pool()]
	if m.skipped[h.Pool()] {
		return pool.ErrUntrusted
	}
	if p.conc == nil {
		if err := p.curve.AmountOut(&p.pair, h.Direction(), in, out); err != nil {
			return err
		}
		if out.IsZero() {
			return amm.ErrZeroAmount
		}
		return nil
	}
	var r concentrated.Result
	if err := p.conc.QuoteIn(&p.view, h.Direction(), in, nil, &r); err != nil {
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

func (m *market) QuoteOut(h amm.Hop, out, in *uint256.Int) error {
	p := &m.pools[h.Pool()]
	if m.skipped[h.Pool()] {
		return pool.ErrUntrusted
	}
	if p.conc == nil {
		return p.curve.AmountIn(&p.pair, h.Direction(), out, in)
	}
	var r concentrated.Result
	if err := p.conc.QuoteOut(&p.view, h.Direction(), out, nil, &r); err != nil {
		return err
	}
	if !r.Out.Eq(out) {
		return amm.ErrInsufficientLiquidity
	}
	*in = r.In
	return nil
}

func (m *market) LogRate(h amm.Hop) float64 {
	p := &m.pools[h.Pool()]
	switch {
	case m.skipped[h.Pool()]:
		return math.Inf(-1)
	case p.conc == nil:
		return p.curve.LogRate(&p.pair, h.Direction())
	default:
		return p.conc.LogRate(&p.view, h.Direction())
	}
}

func (m *market) Segment(h amm.Hop, x float64, hint int) (amm.Segment, int) {
	p := &m.pools[h.Pool()]
	if p.conc == nil {
		return p.curve.Segment(&p.pair, h.Direction()), 0
	}
	return p.conc.Segment(&p.view, h.Direction(), x, hint)
}

// add enters a pool of two tokens.
func (m *market) add(a, b token.ID, p testPool) {
	p.info.ID, p.info.Token = amm.PoolID(len(m.pools)), [2]token.ID{a, b}
	p.info.Family = amm.ConstantProduct
	if p.conc != nil {
		p.info.Family = amm.Concentrated
	}
	m.pools = append(m.pools, p)
}

// pair makes a Uniswap V2 pair with depth0 of token0, at a price of token1 in
// token0 units.
func pair(r *rand.Rand, depth0, price float64) testPool {
	fees := []uint64{9970, 9970, 9975, 9990}
	kept := fees[r.IntN(len(fees))]
	curve, err := constproduct.New(kept, kept, 10_000)
	if err != nil {
		panic(err)
	}
	return testPool{curve: curve, pair: constproduct.State{
		Reserve0: integer(max(depth0, 2)), Reserve1: integer(max(depth0*price, 2)),
	}}
}

// conc makes a Uniswap V3 pool around a price with random positions; empty
// stretches and cliffs of liquidity included, full range only on demand.
func conc(t testing.TB, r *rand.Rand, depth0, price float64, full bool) testPool {
	kinds := []struct {
		fee     uint32
		spacing int32
	}{{500, 10}, {3000, 60}, {10000, 200}, {100, 1}}
	k := kinds[r.IntN(len(kinds))]
	tick := int32(math.Round(math.Log(price) / math.Log(1.0001)))
	tick = min(max(tick, -800_000), 800_000)
	liquidity := depth0 * math.Sqrt(price)
	net := map[int32]*uint256.Int{}
	gross := map[int32]*uint256.Int{}
	at := func(m map[int32]*uint256.Int, i int32) *uint256.Int {
		if m[i] == nil {
			m[i] = new(uint256.Int)
		}
		return m[i]
	}
	var active uint256.Int
	for i := range 1 + r.IntN(20) {
		width := int32(1+r.IntN(40)) * k.spacing * int32(1+r.IntN(5))
		center := tick + int32(r.NormFloat64()*float64(30*k.spacing))
		lower := (center - width) / k.spacing * k.spacing
		upper := lower + 2*width
		if i == 0 && full {
			lower, upper = -887272/k.spacing*k.spacing, 887272/k.spacing*k.spacing
		}
		l := integer(max(liquidity*math.Exp(2*r.NormFloat64()-1), 1))
		at(net, lower).Add(at(net, lower), &l)
		at(net, upper).Sub(at(net, upper), &l)
		at(gross, lower).Add(at(gross, lower), &l)
		at(gross, upper).Add(at(gross, upper), &l)
		if lower <= tick && tick < upper {
			active.Add(&active, &l)
		}
	}
	var ticks []concentrated.Tick
	for _, i := range slices.Sorted(maps.Keys(gross)) {
		ticks = append(ticks, concentrated.Tick{Index: i, Gross: *gross[i], Net: *net[i]})
	}
	c, err := concentrated.New(k.fee, k.spacing, ticks)
	if err != nil {
		t.Fatal(err)
	}
	sqrt, err := concentrated.SqrtRatioAtTick(tick)
	if err != nil {
		t.Fatal(err)
	}
	p := testPool{conc: c}
	sqrt.AddUint64(&sqrt, 1+r.Uint64N(1000))
	if err := c.Locate(&p.view, &concentrated.State{SqrtPriceX96: sqrt, Liquidity: active, Tick: tick}); err != nil {
		t.Fatal(err)
	}
	return p
}

// kind is a sort of random market.
type kind struct {
	name string
	// depth of a pool in units of the base token, about; spread of its price
	// around the tokens' worths.
	depth, spread float64
	// worths are what a token's unit may be worth in units of the base token;
	// nil for anything.
	worths []float64
	full   bool // every concentrated pool has a position over the full range
}

// Worths of units: a dollar of 6 decimals and a bitcoin of 8 against ether of
// 18; and ether and bitcoin against such a dollar.
var (
	coarse  = []float64{1e12 / 2500, 25e10}
	dollar  = []float64{2500e-12, 1000}
	dollars = []float64{1e12 / 2500, 1e12 / 2500}
)

// random makes a market of so many pools between each two of the tokens. The
// base token is 0.
func random(t testing.TB, r *rand.Rand, tokens, each int, k kind) *market {
	m := &market{skipped: map[amm.PoolID]bool{}}
	worth := []float64{1}
	for len(worth) < tokens {
		w := math.Exp(3 * r.NormFloat64())
		if k.worths != nil {
			w = k.worths[r.IntN(len(k.worths))] * math.Exp(0.3*r.NormFloat64())
		}
		worth = append(worth, w)
	}
	for a := range tokens {
		for b := a + 1; b < tokens; b++ {
			x, y := a, b
			if r.IntN(2) == 1 {
				x, y = y, x
			}
			for range each {
				price := worth[x] / worth[y] * math.Exp(k.spread*r.NormFloat64())
				depth := k.depth / worth[x] * math.Exp(r.NormFloat64())
				if r.IntN(2) == 0 {
					m.add(token.ID(x), token.ID(y), pair(r, depth, price))
				} else {
					m.add(token.ID(x), token.ID(y), conc(t, r, depth, price, k.full || r.IntN(2) == 0))
				}
			}
		}
	}
	return m
}

var constantProduct = constproduct.Uniswap()

// disturb changes a pool: a swap moves it, its liquidity grows or falls, or it
// loses or regains trust.
func (m *market) disturb(t testing.TB, r *rand.Rand, id amm.PoolID) {
	p := &m.pools[id]
	if r.IntN(6) == 0 {
		m.skipped[id] = !m.skipped[id]
	}
	move := math.Exp(0.01 * r.NormFloat64())
	if p.conc == nil {
		deep := math.Exp(0.1 * r.NormFloat64())
		p.pair.Reserve0 = integer(max(2, amm.Float(&p.pair.Reserve0)*move*deep))
		p.pair.Reserve1 = integer(max(2, amm.Float(&p.pair.Reserve1)/move*deep))
		return
	}
	var q concentrated.Result
	state := p.view.State()
	in := integer(max(1, amm.Float(&state.Liquidity)*math.Abs(move-1)))
	if err := p.conc.QuoteIn(&p.view, amm.Direction(r.IntN(2)), &in, nil, &q); err != nil {
		return
	}
	if err := p.conc.Locate(&p.view, &q.After); err != nil {
		t.Fatal(err)
	}
}

// nudge moves a pool's price by a millionth, to and fro.
func (m *market) nudge(id amm.PoolID, up bool) {
	p := &m.pools[id]
	if p.conc == nil {
		move := amm.Float(&p.pair.Reserve0) * 1e-6
		if !up {
			move = -move
		}
		p.pair.Reserve0 = integer(amm.Float(&p.pair.Reserve0) + move)
		return
	}
	s := p.view.State()
	by := *new(uint256.Int).Rsh(&s.SqrtPriceX96, 24)
	if up {
		s.SqrtPriceX96.Add(&s.SqrtPriceX96, &by)
	} else {
		s.SqrtPriceX96.Sub(&s.SqrtPriceX96, &by)
	}
	// The tick need not follow so small a move for a benchmark's sake.
	_ = p.conc.Locate(&p.view, &s)
}
