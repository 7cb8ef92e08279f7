package search

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/amm/constproduct"
	"mevbot/internal/token"
)

var markets = flag.Int("markets", 1, "random markets of each kind to search by brute force")

var kinds = []kind{
	{name: "deep", depth: 1e20, spread: 0.01},
	{name: "deep and close", depth: 1e21, spread: 0.004},
	{name: "coarse", depth: 1e20, spread: 0.01, worths: coarse},
	{name: "coarse and close", depth: 1e19, spread: 0.004, worths: coarse},
	{name: "two dollars", depth: 1e19, spread: 0.004, worths: dollars},
	{name: "wide gaps", depth: 1e19, spread: 0.5},
	{name: "wide gaps, coarse", depth: 1e18, spread: 0.5, worths: coarse},
	{name: "small, coarse", depth: 1e15, spread: 0.02, worths: coarse},
	{name: "dollars of six digits", depth: 1e11, spread: 0.02, worths: dollar},
	{name: "dust", depth: 1e5, spread: 0.05},
}

func newFinder(t testing.TB, opts Options) *Finder {
	t.Helper()
	f, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// by orders candidates by their hops.
func by(a, b Candidate) int { return slices.Compare(a.Hops[:a.Len], b.Hops[:b.Len]) }

// Every cycle that gains is found, and at its best size: against brute force on
// both families, two and three hops, fine and coarse tokens, deep and tiny
// pools.
func TestFindsEveryCycleAtItsBest(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, uint64(len(k.name))))
			var gaining, exact, quiet, below int
			for range *markets {
				m := random(t, r, 3, 2, k)
				f := newFinder(t, Options{Market: m})
				found := map[string]Candidate{}
				for _, c := range f.Standing(nil) {
					check(t, m, &c)
					found[fmt.Sprint(c.Hops[:c.Len])] = c
				}
				for _, hops := range cycles(m, 0, 3) {
					best, at := brute(m, hops, 150)
					c, ok := found[fmt.Sprint(hops)]
					delete(found, fmt.Sprint(hops))
					switch {
					case best.IsZero() && !ok:
						quiet++
					case !ok && amm.Float(&best) < worthless(m, hops, &at):
						below++
					case !ok:
						t.Errorf("cycle %v gains %s at %s and was not found", hops, best.Dec(), at.Dec())
					default:
						gaining++
						if enough(t, m, &k, &c, &best, &at) {
							exact++
						}
					}
				}
				if len(found) != 0 {
					t.Errorf("found cycles that do not exist: %v", slices.Collect(maps.Keys(found)))
				}
			}
			t.Logf("%d cycles gain, %d of them within 1e-9 or two units of the best; %d do not, %d gain next to nothing and were not found", gaining, exact, quiet, below)
			if exact*10 < gaining*8 {
				t.Errorf("only %d of %d are within 1e-9 of the best", exact, gaining)
			}
			if *markets > 2 && gaining < *markets {
				t.Error("the sample is too quiet")
			}
		})
	}
}

// unit is what one unit of the coarsest token of a cycle is worth in the base
// token's, about: that of the amounts that an input leads to.
func unit(m *market, hops []amm.Hop, in *uint256.Int) float64 {
	worth := 1.0
	for k := 1; k < len(hops); k++ {
		if out, ok := amount(m, hops[:k], in); ok && !out.IsZero() {
			worth = max(worth, amm.Float(in)/amm.Float(&out))
		}
	}
	return worth
}

// worthless is the gain that may be missed: what rounds away at a boundary or
// two.
func worthless(m *market, hops []amm.Hop, at *uint256.Int) float64 {
	return 16 + unit(m, hops, at)
}

// enough wants a gain within 1e-9 of the best. Where that is less than what
// roundings are worth, it wants two units of the base token, or a part of a unit
// of the coarsest token on the way.
//
// Why not less: the gain over amounts of a coarse token is concave plus saw
// teeth, one saw for each rounding. With one coarse token they are one saw, and
// the sieve knows its best teeth. With two, three to five saws of unrelated
// periods add up, and only trying each of what may be millions of amounts tells
// the best; the climb finds a good one. In dust every amount has few units, and
// boundaries cost as much as the gain itself.
func enough(t *testing.T, m *market, k *kind, c *Candidate, best, at *uint256.Int) (exact bool) {
	t.Helper()
	if !c.Gross.Lt(best) {
		return true
	}
	u := unit(m, c.Hops[:c.Len], at)
	allowed := u / 4
	switch {
	case k.depth < 1e9:
		allowed = 8 * u
	case c.Len > 2:
		allowed = u
	}
	gap := amm.Float(best) - amm.Float(&c.Gross)
	exact = gap <= max(1e-9*amm.Float(best), 2)
	if !exact && gap > allowed {
		t.Errorf("cycle %v: %s at %s, but %s at %s: %g of it, %g units", c.Hops[:c.Len], c.Gross.Dec(), c.In.Dec(), best.Dec(), at.Dec(), gap/amm.Float(best), gap/u)
	}
	return exact
}

// check recomputes a candidate from the curves.
func check(t testing.TB, m *market, c *Candidate) {
	t.Helper()
	gross, ok := profit(m, c.Hops[:c.Len], &c.In)
	var sum uint256.Int
	if !ok || !gross.Eq(&c.Gross) || !sum.Add(&c.In, &c.Gross).Eq(&c.Out) {
		t.Errorf("candidate %v says in %s out %s gross %s, the pools say %s", c.Hops[:c.Len], c.In.Dec(), c.Out.Dec(), c.Gross.Dec(), gross.Dec())
	}
}

// Whatever changes, in whatever order, the finder that was told stands where a
// new one stands; and Find answers what of it goes through the changed pools.
func TestFindKeepsUpWithChanges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		r := rand.New(rand.NewPCG(seed, 1))
		k := kinds[r.IntN(len(kinds))]
		m := random(t, r, 3+r.IntN(2), 2, k)
		opts := Options{Market: m, MaxHops: 2 + r.IntN(3)}
		f := newFinder(t, opts)
		for range 12 {
			var changed []amm.PoolID
			for range 1 + r.IntN(3) {
				id := amm.PoolID(r.IntN(len(m.pools)))
				m.disturb(t, r, id)
				changed = append(changed, id)
			}
			all := make([]amm.PoolID, len(m.pools)+1) // and one that is not there
			for i := range all {
				all[i] = amm.PoolID(i)
			}
			for _, id := range f.Stale(all, nil) {
				if !slices.Contains(changed, id) {
					rt.Errorf("changed %v: pool %d is stale", changed, id)
				}
			}
			for _, id := range changed {
				h := amm.NewHop(id, amm.ZeroForOne)
				if moved := f.rates[f.index.slotOf[h]] != m.LogRate(h); moved && !slices.Contains(f.Stale(all, nil), id) {
					rt.Errorf("pool %d moved and is not stale", id)
				}
			}
			got := f.Find(changed, nil)
			if stale := f.Stale(all, nil); len(stale) > 0 {
				rt.Errorf("stale after they were found: %v", stale)
			}
			if !slices.IsSortedFunc(got, func(a, b Candidate) int { return b.Gross.Cmp(&a.Gross) }) {
				rt.Error("not the most profitable first")
			}
			fresh := newFinder(t, opts)
			want := fresh.Standing(nil)
			if stands := f.Standing(nil); !slices.Equal(stands, want) {
				rt.Fatalf("changed %v: %d cycles stand, a new finder has %d", changed, len(stands), len(want))
			}
			want = slices.DeleteFunc(want, func(c Candidate) bool {
				return !slices.ContainsFunc(c.Hops[:c.Len], func(h amm.Hop) bool { return slices.Contains(changed, h.Pool()) })
			})
			slices.SortFunc(want, by)
			slices.SortFunc(got, by)
			if !slices.Equal(got, want) {
				rt.Fatalf("changed %v: found %d cycles, want %d", changed, len(got), len(want))
			}
			if err := f.consistent(); err != nil {
				rt.Fatal(err)
			}
		}
	})
}

// consistent checks the lists of the open cycles.
func (f *Finder) consistent() error {
	links := 0
	for h := range f.open.head {
		before := int32(end)
		for link := f.open.head[h]; link != end; {
			c, k := f.open.at(link)
			if c.Hops[k] != amm.Hop(h) || c.prev[k] != before {
				return fmt.Errorf("hop %d: link %d leads to hop %d, back to %d instead of %d", h, link, c.Hops[k], c.prev[k], before)
			}
			links++
			before, link = link, c.next[k]
		}
	}
	for i := range f.open.cycles {
		links -= f.open.cycles[i].Len
	}
	if links != 0 {
		return fmt.Errorf("%d links too many", links)
	}
	return nil
}

// The cycles are those of the slow enumeration, and each has a number of its own.
func TestCycles(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	m := random(t, r, 4, 3, kind{depth: 1e20, spread: 2})
	for hops := 2; hops <= maxHops; hops++ {
		want := cycles(m, 1, hops)
		f := newFinder(t, Options{Market: m, Base: 1, MaxHops: hops})
		if f.Cycles() != uint64(len(want)) {
			t.Fatalf("%d hops: %d cycles, want %d", hops, f.Cycles(), len(want))
		}
		numbers := map[uint32]bool{}
		open := 0
		for _, hops := range want {
			sum := 0.0
			for _, h := range hops {
				sum += m.LogRate(h)
			}
			if sum > threshold {
				open++
			}
		}
		for i := range f.open.cycles {
			c := &f.open.cycles[i]
			if numbers[c.Cycle] || !slices.ContainsFunc(want, func(hops []amm.Hop) bool { return slices.Equal(hops, c.Hops[:c.Len]) }) {
				t.Errorf("cycle %v does not exist, or its number %d is taken", c.Hops[:c.Len], c.Cycle)
			}
			numbers[c.Cycle] = true
		}
		if len(f.open.cycles) != open || open == 0 {
			t.Errorf("%d hops: %d open cycles, want %d", hops, len(f.open.cycles), open)
		}
	}
}

// The least advantage that moves a unit is enough, over two pools and over three.
func TestFindsTheSlightestGain(t *testing.T) {
	for _, hops := range []int{2, 3} {
		for edge := 1e-9; edge < 1e-2; edge *= 3 {
			m := &market{}
			price := math.Exp(edge) * math.Pow(1000.0/997, float64(hops))
			deep := func(price float64) testPool {
				return testPool{curve: constantProduct, pair: constproduct.State{Reserve0: integer(1e27), Reserve1: integer(1e27 * price)}}
			}
			for k := range hops - 1 {
				m.add(token.ID(k), token.ID(k+1), deep(1))
			}
			m.add(token.ID(hops-1), 0, deep(price))
			var best uint256.Int
			if hops == 2 {
				best, _ = brute(m, []amm.Hop{0, 2}, 1)
			} else {
				best, _ = brute(m, []amm.Hop{0, 2, 4}, 1)
			}
			got := newFinder(t, Options{Market: m}).Standing(nil)
			if best.IsZero() || len(got) != 1 || amm.Float(&got[0].Gross) < (1-1e-9)*amm.Float(&best)-2 {
				t.Errorf("%d hops, edge %g: found %v, best %s", hops, edge, got, best.Dec())
			}
		}
	}
}

// A pool that is not trusted is in no candidate; trusted again, it is.
func TestUntrustedPoolsAreSkipped(t *testing.T) {
	m := random(t, rand.New(rand.NewPCG(4, 4)), 3, 2, kind{depth: 1e20, spread: 0.05})
	f := newFinder(t, Options{Market: m})
	all := f.Standing(nil)
	if len(all) == 0 {
		t.Fatal("nothing gains")
	}
	bad := all[0].Hops[0].Pool()
	m.skipped[bad] = true
	f.Find([]amm.PoolID{bad}, nil)
	left := f.Standing(nil)
	if len(left) == len(all) {
		t.Error("nothing left the standing cycles")
	}
	for _, c := range left {
		if slices.ContainsFunc(c.Hops[:c.Len], func(h amm.Hop) bool { return h.Pool() == bad }) {
			t.Errorf("cycle %v goes through an untrusted pool", c.Hops[:c.Len])
		}
	}
	delete(m.skipped, bad)
	f.Find([]amm.PoolID{bad}, nil)
	if again := f.Standing(nil); !slices.Equal(again, all) {
		t.Errorf("trusted again: %d cycles stand, before %d", len(again), len(all))
	}
}

// Rebuild takes in new pools; ids that are not indexed yet are not looked at.
func TestRebuildTakesInNewPools(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	m := &market{}
	m.add(0, 1, pair(r, 1e20, 1))
	f := newFinder(t, Options{Market: m})
	m.add(1, 0, pair(r, 1e20, 1.1))
	if got := f.Find([]amm.PoolID{0, 1}, nil); len(got) != 0 {
		t.Errorf("found %d cycles in one pool", len(got))
	}
	if err := f.Rebuild(); err != nil {
		t.Fatal(err)
	}
	if got := f.Standing(nil); len(got) != 1 || f.Cycles() != 2 {
		t.Errorf("%d of %d cycles stand, want 1 of 2", len(got), f.Cycles())
	}
	if got := f.Find([]amm.PoolID{1}, nil); len(got) != 1 {
		t.Errorf("found %d cycles, want 1", len(got))
	}
}

func TestNewRefuses(t *testing.T) {
	m := random(t, rand.New(rand.NewPCG(5, 5)), 2, 2, kinds[0])
	for _, hops := range []int{-1, 1, 5} {
		if _, err := New(Options{Market: m, MaxHops: hops}); err == nil {
			t.Errorf("cycles of %d hops were accepted", hops)
		}
	}
	if _, err := New(Options{}); err == nil {
		t.Error("a finder without a market was accepted")
	}
	many := &market{}
	for range 1700 { // 1700^3 cycles
		for a := range token.ID(3) {
			many.add(a, (a+1)%3, testPool{curve: constantProduct})
		}
	}
	if _, err := New(Options{Market: many}); err == nil {
		t.Error("more cycles than numbers were accepted")
	}
}

// Steady searches allocate nothing.
func TestFindAllocatesNothing(t *testing.T) {
	k := kinds[2]
	k.full = true
	m := random(t, rand.New(rand.NewPCG(6, 6)), 4, 3, k)
	f := newFinder(t, Options{Market: m})
	dst := make([]Candidate, 0, f.Cycles())
	changed := make([]amm.PoolID, 0, m.Pools())
	for id := range amm.PoolID(m.Pools()) {
		changed = append(changed, id)
	}
	if len(f.Find(changed, dst)) == 0 {
		t.Fatal("nothing gains")
	}
	if n := testing.AllocsPerRun(20, func() { f.Find(changed, dst) }); n != 0 {
		t.Errorf("%v allocations a search", n)
	}
	if n := testing.AllocsPerRun(20, func() { f.Standing(dst) }); n != 0 {
		t.Errorf("%v allocations to list what stands", n)
	}
}
