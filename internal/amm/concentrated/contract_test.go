package concentrated

import (
	"flag"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/evmtest"
)

var quotes = flag.Int("quotes", 2000/slowdown, "random quotes to compare with the contracts")

// tiers are the fees and spacings that Uniswap V3 deploys, and one that its
// owner could add: so wide that the contract's arithmetic overflows on the way.
var tiers = [5]struct {
	fee     uint32
	spacing int32
}{{100, 1}, {500, 10}, {3000, 60}, {10000, 200}, {999_999, 16_000}}

// market is one real pool a tier in an EVM, whose storage the test writes.
type market struct {
	chain  *evmtest.Chain
	tokens [2]evmtest.Contract
	pools  [5]evmtest.Contract
	quoter evmtest.Contract
	payer  common.Address
}

func newMarket(t testing.TB) *market {
	c := evmtest.New(t)
	m := &market{chain: c, tokens: c.Tokens(t)}
	m.payer = c.Payer(m.tokens)
	factory := c.Deploy(t, "UniswapV3Factory")
	m.quoter = c.Deploy(t, "QuoterV2", factory.Address, m.tokens[0].Address)
	for _, i := range []int{0, 4} {
		factory.Do(t, "enableFeeAmount", big.NewInt(int64(tiers[i].fee)), big.NewInt(int64(tiers[i].spacing)))
	}
	lots := new(uint256.Int).Lsh(uint256.NewInt(1), 254)
	for _, token := range m.tokens {
		token.Give(m.payer, lots)
	}
	for i, tier := range tiers {
		at := factory.Do(t, "createPool", m.tokens[0].Address, m.tokens[1].Address, big.NewInt(int64(tier.fee)))[0].(common.Address)
		m.pools[i] = c.At(t, "UniswapV3Pool", at)
		m.pools[i].Do(t, "initialize", new(big.Int).Lsh(big.NewInt(1), 96))
		for _, token := range m.tokens {
			token.Give(at, lots)
		}
	}
	c.Begin()
	return m
}

// Slots of UniswapV3Pool's storage.
var (
	slot0Slot     = evmtest.Slot(0)
	liquiditySlot = evmtest.Slot(4)
)

const ticksMapping, bitmapMapping = 5, 6

// key is an int24 or int16 as a mapping's key.
func key(i int32) common.Hash {
	u := uint256.NewInt(uint64(int64(i)))
	return u.ExtendSign(u, uint256.NewInt(7)).Bytes32()
}

// setState writes slot0 and the liquidity.
func setState(pool evmtest.Contract, s *State, feeProtocol uint64) {
	var word, field uint256.Int
	word = s.SqrtPriceX96
	word.Or(&word, field.Lsh(uint256.NewInt(uint64(uint32(s.Tick)&0xffffff)), 160))
	word.Or(&word, field.Lsh(uint256.NewInt(1|1<<16|feeProtocol<<32|1<<40), 200)) // one observation, unlocked
	pool.Store(slot0Slot, &word)
	pool.Store(liquiditySlot, &s.Liquidity)
}

// state reads slot0 and the liquidity.
func state(pool evmtest.Contract) (s State) {
	word := pool.Load(slot0Slot)
	s.SqrtPriceX96 = word
	s.SqrtPriceX96[2] &= 1<<32 - 1
	s.SqrtPriceX96[3] = 0
	s.Tick = int32(uint32(word[2]>>32)<<8) >> 8
	s.Liquidity = pool.Load(liquiditySlot)
	return s
}

// setTicks writes ticks and the bitmap.
func setTicks(pool evmtest.Contract, spacing int32, ticks []Tick) {
	for i := range ticks {
		t := &ticks[i]
		base := evmtest.MapSlot(key(t.Index), ticksMapping)
		var word uint256.Int
		word.Or(word.Lsh(&t.Net, 128), &t.Gross)
		pool.Store(base, &word)
		var at uint256.Int
		at.SetBytes32(base[:])
		at.AddUint64(&at, 3)
		pool.Store(at.Bytes32(), word.Lsh(uint256.NewInt(1), 248)) // initialized
		compressed := t.Index / spacing
		slot := evmtest.MapSlot(key(compressed>>8), bitmapMapping)
		bits := pool.Load(slot)
		bits.Or(&bits, word.Lsh(uint256.NewInt(1), uint(compressed&255)))
		pool.Store(slot, &bits)
	}
}

// swap is UniswapV3Pool.swap: what the pool took and gave, and its state after.
func (m *market) swap(t testing.TB, pool evmtest.Contract, d amm.Direction, exactOut bool, amount, limit *uint256.Int) (r Result, err error) {
	signed := amount.ToBig()
	if exactOut {
		signed.Neg(signed)
	}
	ret, err := pool.Call(t, m.payer, "swap", m.payer, d == amm.ZeroForOne, signed, limit.ToBig(), []byte{})
	if err != nil {
		return r, err
	}
	r.In.SetFromBig(ret[d].(*big.Int))
	out := ret[d.Reverse()].(*big.Int)
	r.Out.SetFromBig(out.Neg(out))
	r.After = state(pool)
	return r, nil
}

// random makes a pool's ticks and a state: gaps, words without ticks, edges,
// prices on ticks, the far ends of the range, liquidity from 1 to the most that
// a tick may hold.
func random(r *rand.Rand, fee uint32, spacing int32) (*Pool, State) {
	p, err := New(fee, spacing, nil)
	if err != nil {
		panic(err)
	}
	last := MaxTick / spacing
	center := r.Int32N(400_000) - 200_000
	if r.IntN(8) == 0 {
		center = r.Int32N(2*MaxTick) - MaxTick
	}
	if r.IntN(20) == 0 { // next to an end of the range
		center = (MaxTick - r.Int32N(300*spacing)) * (2*r.Int32N(2) - 1)
	}
	base := floorDiv(center, spacing)
	size := 20 + r.IntN(50)
	if r.IntN(20) == 0 {
		size = 100 + r.IntN(28)
	}
	narrow := int32(1 + r.IntN(600))
	positions := 1 + r.IntN(60)
	extreme := spacing == tiers[4].spacing
	if extreme { // few ticks, far apart, with all the liquidity that they may hold
		base, narrow, size, positions = 0, last, 121, r.IntN(3)
		l := new(uint256.Int).Lsh(uint256.NewInt(1+r.Uint64N(1<<20)), 100)
		if err := p.Modify(-last*spacing, last*spacing, l); err != nil {
			panic(err)
		}
		center = r.Int32N(2*MaxTick) - MaxTick
	}
	for range positions {
		l := wide(r, min(size, 8+r.IntN(size)))
		lower := base + r.Int32N(2*narrow) - narrow
		upper := lower + 1 + r.Int32N(narrow)
		if r.IntN(30) == 0 {
			lower, upper = -last, last
		}
		if lower < -last || upper > last {
			continue
		}
		if err := p.Modify(lower*spacing, upper*spacing, &l); err != nil {
			continue // too much for a tick
		}
	}
	return p, place(r, p, center)
}

// place puts the price in the pool: in the middle of a tick, on a tick, next to
// one, or on one coming down.
func place(r *rand.Rand, p *Pool, tick int32) State {
	if b := p.ticks; len(b) > 0 && r.IntN(3) == 0 {
		tick = b[r.IntN(len(b))].Index
	}
	if r.IntN(6) == 0 {
		tick = p.endOfWord(tick)
	}
	if r.IntN(6) == 0 {
		tick = floorDiv(tick, 256*p.spacing) * 256 * p.spacing
	}
	tick = min(max(tick, MinTick), MaxTick-1)
	s := State{Tick: tick, SqrtPriceX96: sqrtAtTick(tick)}
	next := sqrtAtTick(tick + 1)
	switch r.IntN(5) {
	case 0: // on the tick
		_, isEdge := p.ahead(p.ticks, amm.ZeroForOne, tick)
		onBoundary := !isEdge || tick%(256*p.spacing) == 0
		if at, _ := p.ahead(p.ticks, amm.ZeroForOne, tick); onBoundary && at == tick && tick > MinTick && r.IntN(2) == 0 {
			s.Tick-- // reached from above
		}
	case 1:
		if s.SqrtPriceX96.AddUint64(&s.SqrtPriceX96, 1); !s.SqrtPriceX96.Lt(&next) {
			s.SqrtPriceX96.SubUint64(&s.SqrtPriceX96, 1)
		}
	case 2:
		s.SqrtPriceX96.SubUint64(&next, 1)
	default:
		var width uint256.Int
		width.Sub(&next, &s.SqrtPriceX96)
		by := wide(r, 254)
		s.SqrtPriceX96.Add(&s.SqrtPriceX96, by.Mod(&by, &width))
	}
	s.Liquidity = p.ticks.liquidity(s.Tick)
	return s
}

// wide is a number whose bit length is uniform up to the given one: log-uniform.
func wide(r *rand.Rand, maxBits int) (u uint256.Int) {
	u = uint256.Int{r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64() | 1<<63}
	return *u.Rsh(&u, uint(256-1-r.IntN(maxBits)))
}

// question is one quote to ask.
type question struct {
	d             amm.Direction
	exactOut      bool
	amount, limit *uint256.Int
}

func (q question) String() string {
	limit := "default"
	if q.limit != nil {
		limit = q.limit.Dec()
	}
	return fmt.Sprintf("direction %d, exact out %v, amount %s, limit %s", q.d, q.exactOut, q.amount.Dec(), limit)
}

func (p *Pool) ask(v *View, q question, r *Result) error {
	if q.exactOut {
		return p.QuoteOut(v, q.d, q.amount, q.limit, r)
	}
	return p.QuoteIn(v, q.d, q.amount, q.limit, r)
}

// inquire draws a quote: amounts log-uniform from 1 wei to more than drains the
// pool, or a boundary's sum and its neighbours; limits on boundaries, their
// neighbours, anywhere, and on the wrong side.
func inquire(r *rand.Rand, p *Pool, v *View) question {
	q := question{d: amm.Direction(r.IntN(2)), exactOut: r.IntN(2) == 0}
	most := new(uint256.Int).Rsh(new(uint256.Int).SetAllOne(), 1)
	var all Result
	side, at := v.ladder.sides[q.d], v.at[q.d]
	k := at + 1 + r.IntN(len(side)-at-1)
	if err := p.QuoteIn(v, q.d, most, nil, &all); err != nil {
		all.In.SetOne()
		all.Out.SetOne()
	}
	drain := all.In
	if q.exactOut {
		drain = all.Out
	}
	switch n := r.IntN(20); {
	case n == 0:
		q.amount = new(uint256.Int) // refused
	case n <= 4: // reach a boundary exactly, or by a wei
		var sum uint256.Int
		if q.exactOut {
			sum.Sub(&side[k].out, &side[at+1].out)
			sum.Add(&sum, &v.first[q.d].out)
		} else {
			sum.Sub(&side[k].in, &side[at+1].in)
			sum.Add(&sum, &v.first[q.d].in)
		}
		sum.AddUint64(&sum, r.Uint64N(3))
		if !sum.IsZero() {
			sum.SubUint64(&sum, 1)
		}
		q.amount = &sum
	default:
		amount := wide(r, max(drain.BitLen()+1, 1))
		q.amount = &amount
	}
	if r.IntN(4) != 0 {
		return q
	}
	limit := side[k].sqrt
	switch r.IntN(10) {
	case 0: // anywhere, either side
		limit = wide(r, 160)
	case 1:
		limit = v.state.SqrtPriceX96
	case 2:
		limit = [2]uint256.Int{minSqrtRatio, maxSqrtRatio}[r.IntN(2)]
	case 3: // between boundaries
		limit.Add(&limit, &side[k-1].sqrt)
		limit.Rsh(&limit, 1)
	case 4: // next to the price
		limit.Add(&v.state.SqrtPriceX96, uint256.NewInt(1-2*uint64(q.d^1)))
		limit = [2]uint256.Int{*new(uint256.Int).SubUint64(&v.state.SqrtPriceX96, 1), *new(uint256.Int).AddUint64(&v.state.SqrtPriceX96, 1)}[q.d]
	default:
		limit.AddUint64(&limit, r.Uint64N(3))
		limit.SubUint64(&limit, 1)
	}
	q.limit = &limit
	return q
}

// Quotes equal the real pool's swaps to the wei, both amounts and the state
// left behind, and are refused where the pool reverts.
func TestEqualsContract(t *testing.T) {
	m := newMarket(t)
	r := rand.New(rand.NewPCG(3, 3))
	const perState = 20
	var n, reverts, far, many, limited, quoted, drained int
	crossings := [5]int{}
	for n < *quotes {
		// The narrower the spacing, the more steps, and time, a drained pool costs
		// the interpreter.
		tier := [16]int{0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4}[r.IntN(16)]
		p, s := random(r, tiers[tier].fee, tiers[tier].spacing)
		var v View
		if err := p.Locate(&v, &s); err != nil {
			t.Fatalf("locate %+v: %v", s, err)
		}
		pool := m.pools[tier]
		whole := m.chain.DB.Snapshot()
		setTicks(pool, p.spacing, p.Ticks())
		setState(pool, &s, []uint64{0, 4 | 4<<4, 10 | 5<<4}[r.IntN(3)])
		for range perState {
			q := inquire(r, p, &v)
			var got Result
			err := p.ask(&v, q, &got)
			limit := q.limit
			if limit == nil {
				limit = []*uint256.Int{&lowestLimit, &highestLimit}[q.d]
			}
			snapshot := m.chain.DB.Snapshot()
			want, revert := m.swap(t, pool, q.d, q.exactOut, q.amount, limit)
			m.chain.DB.RevertToSnapshot(snapshot)
			n++
			if (err != nil) != (revert != nil) {
				t.Fatalf("%+v\nticks %+v\n%v\nerror %v, the pool %v", s, p.Ticks(), q, err, revert)
			}
			if err != nil {
				reverts++
				continue
			}
			want.Crossed = got.Crossed // the pool does not tell
			if got != want {
				t.Fatalf("%+v\nticks %+v\n%v\ngot  %+v\nwant %+v", s, p.Ticks(), q, got, want)
			}
			crossings[tier] += got.Crossed
			if got.Crossed >= 5 {
				many++
			}
			if got.Crossed >= 20 {
				far++
			}
			if got.After.SqrtPriceX96.Eq(limit) {
				if q.limit != nil {
					limited++
				} else {
					drained++
				}
			}
			if q.limit == nil && !q.exactOut && n%8 == 0 && !got.In.IsZero() && !got.Out.IsZero() {
				quoted++
				m.compareQuoter(t, tier, q, &got)
			}
		}
		m.chain.DB.RevertToSnapshot(whole)
	}
	t.Logf("compared %d quotes, %d reverts; %d crossed 5 ticks or more, %d 20 or more; %d stopped at a limit, %d drained the pool; %d also by QuoterV2; ticks crossed by tier %v",
		n, reverts, many, far, limited, drained, quoted, crossings)
	if slowdown == 1 && (many*4 < n || reverts*50 < n) {
		t.Error("the sample is too tame")
	}
}

// compareQuoter asks the periphery's QuoterV2 too, which takes its own way to
// the pool.
func (m *market) compareQuoter(t *testing.T, tier int, q question, got *Result) {
	t.Helper()
	type params struct {
		TokenIn, TokenOut                common.Address
		AmountIn, Fee, SqrtPriceLimitX96 *big.Int
	}
	snapshot := m.chain.DB.Snapshot()
	ret, err := m.quoter.Call(t, m.payer, "quoteExactInputSingle", params{
		m.tokens[q.d].Address, m.tokens[q.d.Reverse()].Address,
		q.amount.ToBig(), big.NewInt(int64(tiers[tier].fee)), new(big.Int),
	})
	m.chain.DB.RevertToSnapshot(snapshot)
	if err != nil {
		t.Fatalf("quoter, %v: %v", q, err)
	}
	if ret[0].(*big.Int).Cmp(got.Out.ToBig()) != 0 || ret[1].(*big.Int).Cmp(got.After.SqrtPriceX96.ToBig()) != 0 {
		t.Fatalf("%v: the quoter says %v, price %v; got %+v", q, ret[0], ret[1], got)
	}
}
