package search

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"mevbot/internal/amm"
	"mevbot/internal/token"
)

// Sizing one cycle again, by kind of market.
func BenchmarkSize(b *testing.B) {
	for _, k := range kinds {
		k.full = true
		m := random(b, rand.New(rand.NewPCG(8, 8)), 4, 4, k)
		f := newFinder(b, Options{Market: m})
		for hops := 2; hops <= 3; hops++ {
			b.Run(fmt.Sprintf("%s/hops=%d", k.name, hops), func(b *testing.B) {
				var all []Candidate
				for i := range f.open.cycles {
					if c := &f.open.cycles[i]; c.Len == hops {
						all = append(all, c.Candidate)
					}
				}
				if len(all) == 0 {
					b.Skip("nothing gains")
				}
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					f.work.size(&all[i%len(all)])
				}
			})
		}
	}
}

// hubs is a market like a chain's: a few tokens that most pools hold, a long
// tail, and prices that differ by about spread.
func hubs(b *testing.B, r *rand.Rand, pools int, spread float64) *market {
	m := &market{skipped: map[amm.PoolID]bool{}}
	tokens := max(pools/4, 8)
	worth := make([]float64, tokens)
	for i := range worth {
		worth[i] = math.Exp(2 * r.NormFloat64())
	}
	for len(m.pools) < pools {
		x := r.IntN(5)
		if r.IntN(7) == 0 {
			x = r.IntN(min(tokens, 5+tokens/20))
		}
		y := int(math.Pow(r.Float64(), 1.7) * float64(tokens))
		if x == y {
			continue
		}
		price := worth[x] / worth[y] * math.Exp(spread*r.NormFloat64())
		depth := 1e21 * math.Exp(r.NormFloat64()) / worth[x]
		if len(m.pools)%8 == 0 {
			m.add(token.ID(x), token.ID(y), conc(b, r, depth, price, true))
		} else {
			m.add(token.ID(x), token.ID(y), pair(r, depth, price))
		}
	}
	return m
}

// flat is every cycle of the finder, for the plain rescan.
func (f *Finder) flat() (all [][maxHops]uint32) {
	x := f.index
	none := uint32(len(f.rates))
	for i := range x.rings {
		r := &x.rings[i]
		var visit func(k int, c [maxHops]uint32)
		visit = func(k int, c [maxHops]uint32) {
			if k == int(r.len) {
				if x.hops[c[0]].Pool() != x.hops[c[1]].Pool() {
					all = append(all, c)
				}
				return
			}
			for c[k] = x.start[r.lanes[k]]; c[k] < x.start[r.lanes[k]+1]; c[k]++ {
				visit(k+1, c)
			}
		}
		visit(0, [maxHops]uint32{none, none, none, none})
	}
	return all
}

// rescan is how long a look at the logarithms of all cycles takes.
func (f *Finder) rescan(b *testing.B, all [][maxHops]uint32) time.Duration {
	const times = 20
	rates := append(slices.Clone(f.rates), 0)
	start := time.Now()
	for range times {
		open := 0
		for i := range all {
			c := &all[i]
			if rates[c[0]]+rates[c[1]]+rates[c[2]]+rates[c[3]] > threshold {
				open++
			}
		}
		if open != len(f.open.cycles) {
			b.Fatalf("%d open cycles, the finder has %d", open, len(f.open.cycles))
		}
	}
	return time.Since(start) / times
}

// A swap and the search after it, through the pool with the most cycles and the
// median one. rescan/op is a look at the logarithms of all cycles instead, and
// ratio how many times that takes longer. With a spread of 0.0012 many cycles
// gain all the time and each search sizes some; with 0.0003 hardly any.
func BenchmarkFind(b *testing.B) {
	for _, pools := range []int{70, 1000, 10_000} {
		for _, spread := range []float64{0.0003, 0.0012} {
			benchmarkFind(b, pools, spread)
		}
	}
}

func benchmarkFind(b *testing.B, pools int, spread float64) {
	r := rand.New(rand.NewPCG(9, uint64(pools)))
	m := hubs(b, r, pools, spread)
	f := newFinder(b, Options{Market: m})
	all := f.flat()
	if uint64(len(all)) != f.Cycles() {
		b.Fatalf("%d cycles, the index has %d", len(all), f.Cycles())
	}
	rescan := f.rescan(b, all)
	var through [][2]int // cycles' rests, pool
	for id := range pools {
		lane := f.index.laneOf[amm.NewHop(amm.PoolID(id), 0)]
		if n := int(f.index.from[lane+1] - f.index.from[lane]); n > 0 {
			through = append(through, [2]int{n, id})
		}
	}
	slices.SortFunc(through, func(a, b [2]int) int { return a[0] - b[0] })
	for _, at := range []struct {
		name string
		id   int
	}{{"hottest", through[len(through)-1][1]}, {"median", through[len(through)/2][1]}} {
		b.Run(fmt.Sprintf("pools=%d/spread=%v/%s", pools, spread, at.name), func(b *testing.B) {
			changed := []amm.PoolID{amm.PoolID(at.id)}
			dst := make([]Candidate, 0, 1<<12)
			found := 0
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m.nudge(changed[0], i&1 == 0)
				dst = f.Find(changed, dst[:0])
				found += len(dst)
			}
			each := float64(b.Elapsed()) / float64(b.N)
			b.ReportMetric(float64(found)/float64(b.N), "found/op")
			b.ReportMetric(float64(f.Cycles()), "cycles")
			b.ReportMetric(float64(len(f.open.cycles)), "open")
			b.ReportMetric(float64(rescan)/float64(time.Microsecond), "rescan_us/op")
			b.ReportMetric(float64(rescan)/each, "ratio")
		})
	}
}
