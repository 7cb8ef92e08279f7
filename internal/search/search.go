// Package search finds cycles that gain, and their best size.
//
// A cycle starts and ends in the base token. Rebuild lists all cycles once and
// indexes them by hop: for each hop, the hops that complete it to a cycle lie
// side by side in memory. After a change only the cycles through the changed
// pools are looked at. The first look adds up one logarithm of a rate a hop; a
// cycle gains only if the product of its marginal rates is above one. That
// filter loses nothing, because every curve here is concave, so that its
// marginal rate at zero is its best, and rounding only lowers an output; the
// threshold leaves room for the rounding of the logarithms.
//
// What passes is sized: see size.go for the closed form on floats. Then exact
// integers decide alone: the input is polished on quotes that are exact to the
// wei, and a candidate's profit is what the pools would really pay.
//
// The cycles are of two pools so far. Storage, index, filter and sizing know
// cycles of up to four hops; only Rebuild enumerates.
package search

import (
	"cmp"
	"slices"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/pool"
	"mevbot/internal/token"
)

// Curves answers about hops on the state that cycles are looked for on. Amounts
// are in the tokens' smallest units. *pool.Market is one.
type Curves interface {
	// Quote sets out to what the pool gives for in, exact to the wei, or is an
	// error where the pool would refuse.
	Quote(h amm.Hop, in, out *uint256.Int) error
	// LogRate is the logarithm of the marginal rate after the fee; -Inf where
	// there is none.
	LogRate(h amm.Hop) float64
	// Segment is the stretch of the curve that holds the input x, and a hint
	// for the next call near it; zero is no hint.
	Segment(h amm.Hop, x float64, hint int) (amm.Segment, int)
}

// Pools says which pools there are. *pool.Market is one.
type Pools interface {
	Pools() int
	Info(id amm.PoolID) *pool.Info
}

// Market is what cycles are looked for in.
type Market interface {
	Curves
	Pools
}

// maxHops is the longest cycle that the types hold.
const maxHops = 4

// threshold of the sum of logarithms. The logarithm of a rate is below 200 and
// off by at most an ulp or two, 6e-14; four of them stay far inside.
const threshold = -1e-12

// Candidate is a cycle with its best input.
type Candidate struct {
	Hops [maxHops]amm.Hop
	Len  int
	// Cycle is the cycle's number, good until Rebuild.
	Cycle uint32
	// In and Out are of the base token, exact to the wei; Gross is Out-In and
	// above zero.
	In, Out, Gross uint256.Int
}

// Options of a Finder.
type Options struct {
	Market Market
	// Base is the token that cycles start and end in.
	Base token.ID
}

// cycle is a closed path from the base token; unused hops are none.
type cycle struct {
	hops [maxHops]amm.Hop
	len  uint8
}

// rest completes a hop to a cycle. Absent hops are the Finder's hop none, whose
// logarithm is 0.
type rest struct {
	hops  [maxHops - 1]amm.Hop
	cycle uint32
}

// Finder looks for candidates. It belongs to the goroutine that owns the market.
type Finder struct {
	market Market
	base   token.ID

	cycles  []cycle
	start   []uint32 // by hop, into rests; one more at the end
	rests   []rest
	logRate []float64 // by hop, and a last one of 0
	looked  []uint32  // by cycle, the search that looked at it last
	search  uint32

	work sizing
}

// New makes a finder with the cycles of the market as it is.
func New(opts Options) *Finder {
	f := &Finder{market: opts.Market, base: opts.Base}
	f.work.curves = opts.Market
	f.Rebuild()
	return f
}

// Rebuild lists the cycles anew; the market has gained pools.
func (f *Finder) Rebuild() {
	n := f.market.Pools()
	f.cycles = f.pairs(n)
	f.index(2 * n)
	f.looked, f.search = make([]uint32, len(f.cycles)), 0
	f.logRate = make([]float64, 2*n+1)
	for id := range amm.PoolID(n) {
		f.refresh(id)
	}
}

// Cycles is how many cycles there are.
func (f *Finder) Cycles() int { return len(f.cycles) }

// pairs are the cycles through two pools of the same two tokens, one of which
// is the base.
func (f *Finder) pairs(n int) []cycle {
	type out struct {
		other token.ID
		hop   amm.Hop // from the base token to the other
	}
	var outs []out
	for id := range amm.PoolID(n) {
		switch info := f.market.Info(id); f.base {
		case info.Token[0]:
			outs = append(outs, out{info.Token[1], amm.NewHop(id, amm.ZeroForOne)})
		case info.Token[1]:
			outs = append(outs, out{info.Token[0], amm.NewHop(id, amm.OneForZero)})
		}
	}
	slices.SortStableFunc(outs, func(a, b out) int { return cmp.Compare(a.other, b.other) })
	none := amm.Hop(2 * n)
	var cycles []cycle
	for i := 0; i < len(outs); {
		j := i + 1
		for j < len(outs) && outs[j].other == outs[i].other {
			j++
		}
		for _, a := range outs[i:j] {
			for _, b := range outs[i:j] {
				if a.hop != b.hop {
					back := amm.NewHop(b.hop.Pool(), b.hop.Direction().Reverse())
					cycles = append(cycles, cycle{[maxHops]amm.Hop{a.hop, back, none, none}, 2})
				}
			}
		}
		i = j
	}
	return cycles
}

// index lays out, for each hop, the rests of its cycles side by side.
func (f *Finder) index(hops int) {
	f.start = make([]uint32, hops+1)
	for i := range f.cycles {
		for _, h := range f.cycles[i].hops[:f.cycles[i].len] {
			f.start[h+1]++
		}
	}
	for h := range hops {
		f.start[h+1] += f.start[h]
	}
	f.rests = make([]rest, f.start[hops])
	next := slices.Clone(f.start)
	for i := range f.cycles {
		c := &f.cycles[i]
		n := int(c.len)
		for k, h := range c.hops[:n] {
			r := rest{hops: [maxHops - 1]amm.Hop{amm.Hop(hops), amm.Hop(hops), amm.Hop(hops)}, cycle: uint32(i)}
			for j := 1; j < n; j++ {
				r.hops[j-1] = c.hops[(k+j)%n]
			}
			f.rests[next[h]] = r
			next[h]++
		}
	}
}

// refresh reads the rates of a pool.
func (f *Finder) refresh(id amm.PoolID) {
	for d := amm.ZeroForOne; d <= amm.OneForZero; d++ {
		h := amm.NewHop(id, d)
		f.logRate[h] = f.market.LogRate(h)
	}
}

// Find appends to dst the cycles through the changed pools that gain, each with
// its best input, the most profitable first. Pools that are not trusted have no
// rate and so no cycles. It allocates nothing but what dst needs to grow.
func (f *Finder) Find(changed []amm.PoolID, dst []Candidate) []Candidate {
	f.begin()
	for _, id := range changed {
		if int(id) < len(f.logRate)/2 {
			f.refresh(id)
		}
	}
	at := len(dst)
	for _, id := range changed {
		if int(id) < len(f.logRate)/2 {
			dst = f.through(amm.NewHop(id, amm.ZeroForOne), dst)
			dst = f.through(amm.NewHop(id, amm.OneForZero), dst)
		}
	}
	rank(dst[at:])
	return dst
}

// All is Find with every pool changed: for when not a swap but the price of gas
// or the trust in a pool made old cycles worth another look.
func (f *Finder) All(dst []Candidate) []Candidate {
	f.begin()
	for id := range amm.PoolID(len(f.logRate) / 2) {
		f.refresh(id)
	}
	at := len(dst)
	for h := range amm.Hop(len(f.start) - 1) {
		dst = f.through(h, dst)
	}
	rank(dst[at:])
	return dst
}

// Standing is every cycle that gains now.
func (f *Finder) Standing(dst []Candidate) []Candidate { return f.All(dst) }

// begin makes all cycles not yet looked at.
func (f *Finder) begin() {
	if f.search++; f.search == 0 {
		clear(f.looked)
		f.search = 1
	}
}

// through looks at the cycles through a hop.
func (f *Finder) through(h amm.Hop, dst []Candidate) []Candidate {
	need := threshold - f.logRate[h]
	logRate := f.logRate
	rests := f.rests[f.start[h]:f.start[h+1]]
	for i := range rests {
		r := &rests[i]
		if !(logRate[r.hops[0]]+logRate[r.hops[1]]+logRate[r.hops[2]] > need) {
			continue
		}
		if f.looked[r.cycle] == f.search {
			continue
		}
		f.looked[r.cycle] = f.search
		c := &f.cycles[r.cycle]
		var found Candidate
		if f.work.size(c.hops[:c.len], &found) {
			found.Cycle = r.cycle
			dst = append(dst, found)
		}
	}
	return dst
}

// rank puts the most profitable first.
func rank(found []Candidate) {
	slices.SortFunc(found, func(a, b Candidate) int { return b.Gross.Cmp(&a.Gross) })
}
