package bindings_test

import (
	"bytes"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
)

// looking is the route that asks the executor to look first: with the true fees,
// and the least output at the end.
func (m *market) looking(hops []hop, least *big.Int) []byte {
	m.t.Helper()
	told := bytes.Clone(encode(hops))
	for i, h := range hops {
		if h.family == v3 {
			fee, err := pool.UnpackFee(m.do(stranger, h.pool, pool.PackFee()))
			if err != nil {
				m.t.Fatal(err)
			}
			told[23*i+21], told[23*i+22] = 0, byte(fee.Int64()/100)
		}
	}
	return append(told, least.FillBytes(make([]byte, 16))...)
}

// swapped says whether the last transaction reached a pool's swap.
func (m *market) swapped() bool {
	var in func(f *frame) bool
	in = func(f *frame) bool {
		for i := range f.below {
			b := &f.below[i]
			if bytes.HasPrefix(b.input, pool.GetABI().Methods["swap"].ID) || bytes.HasPrefix(b.input, pair.GetABI().Methods["swap"].ID) || in(b) {
				return true
			}
		}
		return false
	}
	return in(&m.trace.root)
}

// A run that lands without looking lands with it, and earns the same; what looking
// refuses is refused without it, too.
func TestLookingRefusesNothingThatPays(t *testing.T) {
	base := newMarket(t)
	landed, spared, swapped := 0, 0, 0
	rapid.Check(t, func(r *rapid.T) {
		m := base.fork(t)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 0))
		size := func() *big.Int { return new(big.Int).Rsh(ether(64), uint(rng.IntN(12))) }
		for range rng.IntN(5) { // others, who close some of the gap
			n := 2 + rng.IntN(3)
			m.execute(encode(m.cycle(n, rng.IntN(1<<n))), size(), new(big.Int))
		}
		n := 2 + rng.IntN(3)
		hops, in, least := m.cycle(n, rng.IntN(1<<n)), size(), new(big.Int)
		if earns := new(big.Int).Sub(m.quote(hops, in), in); earns.Sign() > 0 {
			least.Add(earns, big.NewInt(int64(rng.IntN(3))-1)) // one wei less, just that, one more
		}
		plain, looks := m.fork(t), m.fork(t)
		a, b := plain.execute(encode(hops), in, least), looks.execute(m.looking(hops, new(big.Int).Add(in, least)), in, least)
		tried := looks.swapped()
		if (a.err == nil) != (b.err == nil) {
			r.Fatalf("%v in %s, least %s: without looking %v (%s), with it %v (%s)", hops, in, least, a.err, reason(a.ret), b.err, reason(b.ret))
		}
		if x, y := plain.balance(m.weth, m.executor), looks.balance(m.weth, m.executor); x.Cmp(y) != 0 {
			r.Fatalf("earned %s without looking, %s with it", x, y)
		}
		switch {
		case b.err == nil:
			landed++
		case tried:
			swapped++
		default:
			spared++
		}
	})
	t.Logf("%d landed, %d refused by looking, %d by the swaps", landed, spared, swapped)
	if landed == 0 || spared == 0 || swapped == 0 {
		t.Error("one kind did not come up: the property says little")
	}
}

// Whatever the price and the amount are, looking refuses only what the price
// rules out, and nearly all of that.
func TestLookingAtAnyPrice(t *testing.T) {
	base := newMarket(t)
	route := base.cycle(2, 3)
	refusals, passes := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		m := base.fork(t)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 0))
		bits := 33 + rng.IntN(127)
		ideal := new(big.Rat)
		in := new(big.Int).Rsh(new(big.Int).Lsh(big.NewInt(int64(rng.Uint32())+1), 95), uint(rng.IntN(127)))
		in.Add(in, common.Big1)
		ideal.SetInt(in)
		fees := []int64{3000, 500}
		var roots []*uint256.Int
		for i, h := range route {
			price := randomBits(rng, bits)
			if i > 0 { // the pools' tokens are the same: about the price of the first
				price.Div(price.Mul(m.rootOf(route[0].pool), big.NewInt(1<<20+rng.Int64N(1<<13)-1<<12)), big.NewInt(1<<20))
			}
			if price.Cmp(big.NewInt(4295128740)) < 0 {
				price = big.NewInt(4295128740)
			}
			m.setRoot(h.pool, price)
			roots = append(roots, toU256(price)) // the swaps will move them
			rate := new(big.Rat).SetFrac(new(big.Int).Mul(price, price), new(big.Int).Lsh(common.Big1, 192))
			if !h.zeroForOne() {
				rate.Inv(rate)
			}
			ideal.Mul(ideal, rate)
			ideal.Mul(ideal, big.NewRat(1_000_000-fees[i], 1_000_000))
		}
		out := m.execute(m.looking(route, in), in, new(big.Int))
		refusedBy := out.err != nil && !m.swapped()
		gives, known := toU256(in), true
		for i, h := range route {
			d := amm.ZeroForOne
			if !h.zeroForOne() {
				d = amm.OneForZero
			}
			known = known && concentrated.Ceiling(roots[i], uint32(fees[i]), d, gives, gives)
		}
		switch {
		case known && refusedBy != gives.Lt(toU256(in)), !known && refusedBy:
			r.Fatalf("in %s: the bot says %s, %v; the contract %s", in, gives.Dec(), known, reason(out.ret))
		case refusedBy:
			if e, err := exec.UnpackClosedError(out.ret[4:]); err != nil || e.Gives.Cmp(gives.ToBig()) != 0 || e.Least.Cmp(in) != 0 {
				r.Fatalf("in %s: the bot says %s; the contract %s", in, gives.Dec(), reason(out.ret))
			}
		}
		pays := ideal.Cmp(new(big.Rat).SetInt(in)) >= 0
		if refusedBy && pays {
			r.Fatalf("in %s refused (%s), but the prices give up to %s", in, reason(out.ret), ideal.FloatString(1))
		}
		if refusedBy {
			refusals++
		} else {
			passes++
		}
	})
	t.Logf("%d refused, %d let through", refusals, passes)
	if refusals == 0 || passes == 0 {
		t.Error("one kind did not come up: the property says little")
	}
}

func randomBits(rng *rand.Rand, bits int) *big.Int {
	n := new(big.Int)
	for range 5 {
		n.Or(n.Lsh(n, 32), big.NewInt(int64(rng.Uint32())))
	}
	return n.SetBit(n.Rsh(n, uint(160-bits)), bits-1, 1)
}

// The price of a V3 pool is the low 160 bits of its first slot.
func (m *market) rootOf(at common.Address) *big.Int {
	word := m.state.GetState(at, common.Hash{})
	return new(big.Int).SetBytes(word[12:])
}

func (m *market) setRoot(at common.Address, root *big.Int) {
	word := m.state.GetState(at, common.Hash{})
	root.FillBytes(word[12:])
	m.state.SetState(at, common.Hash{}, word)
}

// A race that is lost costs little where a look is asked for, and little more
// than without where it is won.
func TestLostRaceIsCheap(t *testing.T) {
	base := newMarket(t)
	for n := 2; n <= 4; n++ {
		for mix := range 1 << n {
			m := base.fork(t)
			hops := m.cycle(n, mix)
			first, plain := m.fork(t), m.fork(t)
			won, without := first.execute(first.looking(hops, ether(4)), ether(4), new(big.Int)), plain.execute(encode(hops), ether(4), new(big.Int))
			if won.err != nil || without.err != nil {
				t.Fatalf("%s: %s, %s", mixName(n, mix), reason(won.ret), reason(without.ret))
			}
			for size := ether(64); size.Sign() > 0 && size.Cmp(big.NewInt(1e15)) > 0; {
				if m.execute(encode(hops), size, new(big.Int)).err != nil {
					size.Rsh(size, 1)
				}
			}
			lost := m.fork(t).execute(m.looking(hops, ether(4)), ether(4), new(big.Int))
			refused(t, lost, "Closed")
			before := m.execute(encode(hops), ether(4), new(big.Int))
			t.Logf("%-12s lost %6d (without a look %6d), a look at a race that is won %5d", mixName(n, mix), lost.gas, before.gas, won.gas-without.gas)
			if limit := uint64(45_000 + 7_000*(n-2)); lost.gas > limit {
				t.Errorf("%s: a lost race costs %d gas, want at most %d", mixName(n, mix), lost.gas, limit)
			}
			if won.gas > without.gas+uint64(1_800*n) {
				t.Errorf("%s: looking costs %d gas", mixName(n, mix), won.gas-without.gas)
			}
		}
	}
}

// A pool whose price cannot be read is left to the swaps.
func TestLookingAtAFalsePool(t *testing.T) {
	m := rich(t)
	rogue, _ := m.rogue(t) // has no slot0
	hops := m.cycle(2, 3)
	hops[0].pool = rogue
	route := encode(hops)
	m.execute(append(route, make([]byte, 16)...), ether(1), new(big.Int))
	if !m.swapped() {
		t.Error("refused without a price")
	}
	m.unharmed(t)
}
