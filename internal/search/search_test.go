package search

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

var markets = flag.Int("markets", 1, "random markets of each kind to search by brute force")

// profit of a cycle at an input, by the curves' exact quotes; false where a
// pool refuses or nothing is gained.
func profit(m *market, hops []amm.Hop, in *uint256.Int) (gross uint256.Int, ok bool) {
	x := *in
	for _, h := range hops {
		var out uint256.Int
		if m.Quote(h, &x, &out) != nil {
			return gross, false
		}
		x = out
	}
	if _, under := gross.SubOverflow(&x, in); under {
		return uint256.Int{}, false
	}
	return gross, !gross.IsZero()
}

// middle is the amount between the two pools.
func middle(m *market, h amm.Hop, in *uint256.Int) (out uint256.Int, ok bool) {
	err := m.Quote(h, in, &out)
	return out, err == nil
}

// least is the least input below known, which gives at least want in the
// middle, that does so too.
func least(m *market, h amm.Hop, want, known *uint256.Int) uint256.Int {
	lo, hi := uint256.Int{}, *known
	for {
		var mid uint256.Int
		mid.Rsh(mid.Add(&lo, &hi), 1)
		if mid.Eq(&lo) {
			return hi
		}
		if got, ok := middle(m, h, &mid); ok && !got.Lt(want) {
			hi = mid
		} else {
			lo = mid
		}
	}
}

// brute is the best profit of a two-pool cycle by search alone: a dense grid
// over all magnitudes, ternary search inside its best cell, then every input
// and every middle amount around the result.
func brute(m *market, hops []amm.Hop) (best uint256.Int, at uint256.Int) {
	consider := func(in *uint256.Int) float64 {
		g, ok := profit(m, hops, in)
		if !ok {
			return math.Inf(-1)
		}
		if g.Gt(&best) {
			best, at = g, *in
		}
		return amm.Float(&g)
	}
	const perOctave = 12
	for i := range 112 * perOctave {
		x := integer(math.Exp2(float64(i) / perOctave))
		if math.IsInf(consider(&x), -1) && i > 90*perOctave {
			break // beyond every pool's liquidity
		}
	}
	center := 1.0
	if !best.IsZero() {
		center = amm.Float(&at)
	}
	lo, hi := center*math.Exp2(-1.0/perOctave), center*math.Exp2(1.0/perOctave)
	for range 90 {
		a, b := lo+(hi-lo)/3, hi-(hi-lo)/3
		ia, ib := integer(a), integer(b)
		if consider(&ia) < consider(&ib) {
			lo = a
		} else {
			hi = b
		}
	}
	around := at
	if around.IsZero() {
		around = integer(center)
	}
	for d := range uint64(500) {
		var x uint256.Int
		if _, under := x.SubOverflow(&around, uint256.NewInt(d)); !under {
			consider(&x)
		}
		consider(x.AddUint64(&around, d))
	}
	// Every amount in the middle that inputs up to twice as large give, at most
	// so many on either side.
	double := *new(uint256.Int).Lsh(&around, 1)
	most, ok := middle(m, hops[0], &double)
	if !ok {
		double = around
		most, _ = middle(m, hops[0], &double)
	}
	mid, _ := middle(m, hops[0], &around)
	for d := range uint64(250) {
		var up, down uint256.Int
		up.AddUint64(&mid, d)
		if !up.Gt(&most) && !up.IsZero() {
			x := least(m, hops[0], &up, &double)
			consider(&x)
		}
		if _, under := down.SubOverflow(&mid, uint256.NewInt(d)); !under && !down.IsZero() {
			x := least(m, hops[0], &down, &double)
			consider(&x)
		}
	}
	return best, at
}

// enough says that found is within 1e-9 of the best, or within what the
// roundings of the way are worth: 16 units, or a hundredth of the smallest unit
// of the token in the middle, which of bitcoin is 2.5e9 wei.
func enough(m *market, h amm.Hop, found, best, at *uint256.Int) bool {
	if !found.Lt(best) {
		return true
	}
	var gap uint256.Int
	gap.Sub(best, found)
	mid, ok := middle(m, h, at)
	if unit := amm.Float(at) / amm.Float(&mid); ok && amm.Float(&gap) < unit/100 {
		return true
	}
	return gap.LtUint64(16) || amm.Float(&gap) <= 1e-9*amm.Float(best)
}

// Every cycle that gains is found, and at its best size: against brute force on
// both families, fine and coarse tokens, deep and tiny pools.
func TestFindsEveryCycleAtItsBest(t *testing.T) {
	for _, kind := range []struct {
		name          string
		depth, spread float64
		coarse        bool
		// dust: every token has so few units that several roundings interact;
		// the cycle must be found, its size need only be close.
		dust bool
	}{
		{"deep", 1e20, 0.01, false, false},
		{"deep and close", 1e21, 0.004, false, false},
		{"coarse", 1e20, 0.01, true, false},
		{"coarse and close", 1e19, 0.004, true, false},
		{"wide gaps", 1e19, 0.5, false, false},
		{"wide gaps, coarse", 1e18, 0.5, true, false},
		{"dollars of six digits", 1e11, 0.02, false, false},
		{"dust", 1e5, 0.05, false, true},
	} {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, uint64(len(kind.name))))
			var gaining, quiet, below int
			for range *markets {
				m := random(t, r, 2, 3, kind.depth, kind.spread, kind.coarse, false)
				f := New(Options{Market: m})
				found := map[string]Candidate{}
				for _, c := range f.All(nil) {
					found[fmt.Sprint(c.Hops[:c.Len])] = c
				}
				for i := range f.cycles {
					hops := f.cycles[i].hops[:f.cycles[i].len]
					best, at := brute(m, hops)
					c, ok := found[fmt.Sprint(hops)]
					switch {
					case best.IsZero():
						quiet++
					case !ok && best.LtUint64(16) || !ok && kind.dust && best.LtUint64(64):
						below++
					case !ok:
						t.Errorf("cycle %v gains %s at %s and was not found", hops, best.Dec(), at.Dec())
					default:
						gaining++
					}
					if ok {
						check(t, m, &c)
						if !enough(m, hops[0], &c.Gross, &best, &at) && !(kind.dust && amm.Float(&c.Gross) > 0.8*amm.Float(&best)) {
							t.Errorf("cycle %v: %s at %s, but %s at %s", hops, c.Gross.Dec(), c.In.Dec(), best.Dec(), at.Dec())
						}
					}
				}
			}
			t.Logf("%d cycles gain, %d do not, %d gain less than 16 units and were not found", gaining, quiet, below)
			if *markets > 4 && gaining < *markets/2 {
				t.Error("the sample is too quiet")
			}
		})
	}
}

// check recomputes a candidate from the curves.
func check(t *testing.T, m *market, c *Candidate) {
	t.Helper()
	gross, ok := profit(m, c.Hops[:c.Len], &c.In)
	var sum uint256.Int
	if !ok || !gross.Eq(&c.Gross) || !sum.Add(&c.In, &c.Gross).Eq(&c.Out) {
		t.Errorf("candidate %v says in %s out %s gross %s, the pools say %s", c.Hops[:c.Len], c.In.Dec(), c.Out.Dec(), c.Gross.Dec(), gross.Dec())
	}
}

// A search after a change finds exactly the cycles through the changed pools,
// once each, most profitable first.
func TestFindLooksOnlyAtChanges(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	m := random(t, r, 6, 5, 1e20, 0.01, false, false)
	f := New(Options{Market: m})
	all := f.All(nil)
	if len(all) == 0 || f.Cycles() != 6*5*4 {
		t.Fatalf("%d candidates of %d cycles", len(all), f.Cycles())
	}
	for range 50 {
		changed := []amm.PoolID{amm.PoolID(r.IntN(30)), amm.PoolID(r.IntN(30))}
		changed = append(changed, changed[0]) // named twice
		var want []Candidate
		for _, c := range all {
			if slices.Contains(changed, c.Hops[0].Pool()) || slices.Contains(changed, c.Hops[1].Pool()) {
				want = append(want, c)
			}
		}
		kept := Candidate{Len: 9}
		got := f.Find(changed, []Candidate{kept})
		if got[0] != kept {
			t.Fatal("what dst held was touched")
		}
		got = got[1:]
		if !slices.IsSortedFunc(got, func(a, b Candidate) int { return b.Gross.Cmp(&a.Gross) }) {
			t.Error("not the most profitable first")
		}
		order := func(a, b Candidate) int { return slices.Compare(a.Hops[:2], b.Hops[:2]) }
		slices.SortFunc(want, order)
		slices.SortFunc(got, order)
		if !slices.Equal(got, want) {
			t.Fatalf("changed %v: found %d cycles, want %d", changed, len(got), len(want))
		}
	}
	if got := f.Find(nil, nil); len(got) != 0 {
		t.Errorf("nothing changed, found %d", len(got))
	}
}

// A pool that is not trusted is in no candidate; trusted again, it is.
func TestUntrustedPoolsAreSkipped(t *testing.T) {
	m := random(t, rand.New(rand.NewPCG(4, 4)), 1, 4, 1e20, 0.05, false, false)
	f := New(Options{Market: m})
	all := f.All(nil)
	if len(all) == 0 {
		t.Fatal("nothing gains")
	}
	bad := all[0].Hops[0].Pool()
	m.skipped[bad] = true
	for _, c := range f.Find([]amm.PoolID{0, 1, 2, 3}, nil) {
		if c.Hops[0].Pool() == bad || c.Hops[1].Pool() == bad {
			t.Errorf("cycle %v goes through an untrusted pool", c.Hops[:c.Len])
		}
	}
	delete(m.skipped, bad)
	if again := f.Find([]amm.PoolID{bad}, nil); len(again) == 0 {
		t.Error("the pool is trusted again but not looked at")
	}
}

// Rebuild takes in new pools; ids that are not indexed yet are not looked at.
func TestRebuildTakesInNewPools(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	m := &market{}
	m.add(0, 1, pair(r, 1e20, 1))
	f := New(Options{Market: m})
	m.add(1, 0, pair(r, 1e20, 1.1))
	if got := f.Find([]amm.PoolID{0, 1}, nil); len(got) != 0 {
		t.Errorf("found %d cycles in one pool", len(got))
	}
	f.Rebuild()
	if got := f.Find([]amm.PoolID{1}, nil); len(got) != 1 || f.Cycles() != 2 {
		t.Errorf("found %d of %d cycles, want 1 of 2", len(got), f.Cycles())
	}
}

// Steady searches allocate nothing.
func TestFindAllocatesNothing(t *testing.T) {
	m := random(t, rand.New(rand.NewPCG(6, 6)), 4, 5, 1e20, 0.01, true, true)
	f := New(Options{Market: m})
	dst := make([]Candidate, 0, f.Cycles())
	changed := make([]amm.PoolID, 0, m.Pools())
	for id := range amm.PoolID(m.Pools()) {
		changed = append(changed, id)
	}
	if len(f.Find(changed, dst)) == 0 {
		t.Fatal("nothing gains")
	}
	if n := testing.AllocsPerRun(100, func() { f.Find(changed, dst) }); n != 0 {
		t.Errorf("%v allocations a search", n)
	}
}

func BenchmarkFind(b *testing.B) {
	for _, spread := range []float64{0, 0.01} {
		b.Run(fmt.Sprintf("spread=%v", spread), func(b *testing.B) {
			r := rand.New(rand.NewPCG(8, 8))
			m := random(b, r, 50, 8, 1e20, spread, true, true)
			f := New(Options{Market: m})
			dst := make([]Candidate, 0, f.Cycles())
			found := 0
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				found += len(f.Find([]amm.PoolID{amm.PoolID(i % 400)}, dst))
			}
			b.ReportMetric(float64(found)/float64(b.N), "found/op")
		})
	}
}
