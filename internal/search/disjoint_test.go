package search

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"mevbot/internal/amm"
)

// conflicting draws candidates through few pools, and their values.
func conflicting(t *rapid.T, most int) ([]Candidate, []float64) {
	n := rapid.IntRange(0, most).Draw(t, "candidates")
	pools := rapid.Uint32Range(4, 40).Draw(t, "pools")
	cands, values := make([]Candidate, n), make([]float64, n)
	for i := range cands {
		c := &cands[i]
		c.Len = rapid.IntRange(2, maxHops).Draw(t, "len")
		for k := range c.Len {
			c.Hops[k] = amm.Hop(rapid.Uint32Range(0, 2*pools-1).Draw(t, "hop"))
		}
		values[i] = float64(rapid.IntRange(-2, 50).Draw(t, "value"))
	}
	return cands, values
}

// total checks that a set is disjoint, in order and of positive values, and adds
// them up.
func total(t *rapid.T, cands []Candidate, values []float64, set []int) (sum float64) {
	used := map[amm.PoolID]int{}
	for k, i := range set {
		if !(values[i] > 0) || k > 0 && (values[i] > values[set[k-1]] || values[i] == values[set[k-1]] && i <= set[k-1]) {
			t.Fatalf("candidate %d is worth nothing or out of order in %v", i, set)
		}
		for _, h := range cands[i].Hops[:cands[i].Len] {
			if by, taken := used[h.Pool()]; taken && by != i {
				t.Fatalf("pool %d is in candidates %d and %d", h.Pool(), by, i)
			}
			used[h.Pool()] = i
		}
		sum += values[i]
	}
	return sum
}

// bruteSet is the highest sum over all subsets.
func bruteSet(cands []Candidate, values []float64) (best float64) {
	for set := range 1 << len(cands) {
		used, sum, ok := map[amm.PoolID]int{}, 0.0, true
		for i := range cands {
			if set>>i&1 == 0 {
				continue
			}
			sum += values[i]
			for _, h := range cands[i].Hops[:cands[i].Len] {
				if by, taken := used[h.Pool()]; taken && by != i {
					ok = false
				}
				used[h.Pool()] = i
			}
		}
		if ok {
			best = max(best, sum)
		}
	}
	return best
}

// Up to twelve candidates above zero, no set is worth more.
func TestDisjointIsTheBestOfTwelve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cands, values := conflicting(t, 12)
		kept := []int{-7}
		got := Disjoint(cands, func(i int) float64 { return values[i] }, kept)
		if got[0] != -7 {
			t.Fatal("what dst held was touched")
		}
		if sum, want := total(t, cands, values, got[1:]), bruteSet(cands, values); sum != want {
			t.Fatalf("the set %v is worth %v, the best %v", got[1:], sum, want)
		}
	})
}

// With more, it is never worse than the greedy choice, and complete: nothing
// that is left fits.
func TestDisjointIsAtLeastGreedy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cands, values := conflicting(t, 100)
		got := Disjoint(cands, func(i int) float64 { return values[i] }, nil)
		sum := total(t, cands, values, got)
		taken, greedy := map[amm.PoolID]bool{}, 0.0
		fits := func(i int) bool {
			for _, h := range cands[i].Hops[:cands[i].Len] {
				if taken[h.Pool()] {
					return false
				}
			}
			return true
		}
		take := func(i int) {
			for _, h := range cands[i].Hops[:cands[i].Len] {
				taken[h.Pool()] = true
			}
		}
		for range min(len(cands), choices) {
			best := -1
			for i := range cands {
				if values[i] > 0 && fits(i) && (best < 0 || values[i] > values[best]) {
					best = i
				}
			}
			if best < 0 {
				break
			}
			take(best)
			greedy += values[best]
		}
		if len(cands) <= choices && sum < greedy {
			t.Fatalf("the set %v is worth %v, the greedy one %v", got, sum, greedy)
		}
		clear(taken)
		for _, i := range got {
			take(i)
		}
		for i := range cands {
			if values[i] > 0 && fits(i) {
				t.Fatalf("candidate %d still fits %v", i, got)
			}
		}
	})
}

func TestDisjointAllocatesNothing(t *testing.T) {
	cands := make([]Candidate, 80)
	for i := range cands {
		cands[i] = Candidate{Len: 3, Hops: [maxHops]amm.Hop{amm.Hop(i), amm.Hop(i * 7 % 50), amm.Hop(i * 11 % 50)}}
	}
	dst := make([]int, 0, len(cands))
	value := func(i int) float64 { return math.Mod(float64(i)*0.37, 5) }
	if n := testing.AllocsPerRun(20, func() { Disjoint(cands, value, dst) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkDisjoint(b *testing.B) {
	for _, n := range []int{4, 12, 64} {
		b.Run(map[int]string{4: "4", 12: "12", 64: "64"}[n], func(b *testing.B) {
			cands := make([]Candidate, n)
			for i := range cands {
				cands[i] = Candidate{Len: 3, Hops: [maxHops]amm.Hop{amm.Hop(i), amm.Hop(i * 7 % 50), amm.Hop(i * 11 % 50)}}
			}
			dst := make([]int, 0, n)
			b.ReportAllocs()
			for b.Loop() {
				Disjoint(cands, func(i int) float64 { return math.Mod(float64(i+1)*0.37, 5) }, dst)
			}
		})
	}
}
