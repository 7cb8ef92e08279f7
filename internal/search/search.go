// Package search finds cycles that gain, and their best size.
//
// A cycle starts and ends in the base token and goes through two or three
// pools, each at most once. Rebuild lays out the hops by pair of tokens and
// lists the cycles of tokens; see index.go. After a change, only cycles through
// a hop whose rate rose can be new: a swap lowers one hop of its pool and
// raises the other. The first look adds up the best logarithm of a rate of
// each pair of tokens, so that whole groups of cycles fall at once; the second
// adds up those of the hops. A cycle gains only if the product of its marginal
// rates is above one. That filter loses nothing, because every curve here is
// concave, so that its marginal rate at zero is its best, and rounding only
// lowers an output; the threshold leaves room for the rounding of logarithms.
//
// The Finder remembers every cycle that passes, with its best size: the open
// cycles, see open.go. A change of any of its pools sizes an open cycle again
// or drops it, so that Standing always knows what gains now.
//
// Sizing works on floats first (optimum.go) and then on exact integers alone
// (size.go, sieve.go): a candidate's profit is what the pools would really pay.
package search

import (
	"cmp"
	"errors"
	"fmt"
	"math"
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
	// QuoteOut sets in to an input that gives at least out, the least one or
	// little more, or is an error where there is none.
	QuoteOut(h amm.Hop, out, in *uint256.Int) error
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
	Hops [maxHops]amm.Hop // Len of them; the others are zero
	Len  int
	// Cycle is the number of the cycle, the same until the next Rebuild.
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
	// MaxHops is how many pools a cycle may go through: 2, 3 or 4, default 3.
	// The index grows with the number of token cycles of that length.
	MaxHops int
}

// Finder looks for candidates. It belongs to the goroutine that owns the market.
type Finder struct {
	market Market
	base   token.ID
	hops   int

	index *index
	rates []float64 // by slot of the index: logarithms
	best  []float64 // by lane of the index: the best of its rates

	search uint32
	seen   []uint32 // by pool: the search that it changed in last
	walked []uint32 // by hop: the search that went through its cycles last

	open       openSet
	rose, fell []amm.Hop
	dead       []int32
	path       [maxHops]amm.Hop // of the cycle being put together

	work sizing
}

// New makes a finder that knows the cycles of the market as it is, and which of
// them gain. It refuses lengths that it cannot search, and markets with more
// than 2^32 cycles.
func New(opts Options) (*Finder, error) {
	switch {
	case opts.Market == nil:
		return nil, errors.New("search needs a market")
	case opts.MaxHops == 0:
		opts.MaxHops = 3
	case opts.MaxHops < 2 || opts.MaxHops > maxHops:
		return nil, fmt.Errorf("cycles of at most %d hops: want 2 to %d", opts.MaxHops, maxHops)
	}
	f := &Finder{market: opts.Market, base: opts.Base, hops: opts.MaxHops}
	f.work.market = opts.Market
	if err := f.Rebuild(); err != nil {
		return nil, err
	}
	return f, nil
}

// Rebuild lists the cycles anew, because the market has gained pools, and sizes
// all that gain; Standing answers them. Numbers of cycles from before mean
// nothing any more. If it fails the finder is as it was.
func (f *Finder) Rebuild() error {
	x, err := newIndex(f.market, f.base, f.hops)
	if err != nil {
		return err
	}
	n := f.market.Pools()
	f.index = x
	f.rates = make([]float64, 2*n)
	f.best = make([]float64, x.none()+1)
	for l := range x.none() {
		f.best[l] = math.Inf(-1)
	}
	for i := range f.rates {
		f.rates[i] = math.Inf(-1)
	}
	f.search, f.seen, f.walked = 0, make([]uint32, n), make([]uint32, 2*n)
	f.open.reset(2 * n)
	f.rose, f.fell = make([]amm.Hop, 0, 2*n), make([]amm.Hop, 0, 2*n)
	f.begin()
	for id := range amm.PoolID(n) {
		f.refresh(id)
	}
	var found []Candidate
	for _, h := range f.rose {
		found = f.through(h, found[:0])
	}
	return nil
}

// Stale appends to dst those of ids whose hops the index knows other rates of than
// the market has, or not at all: after a Find that named every change there are
// none. Ids beyond the market are skipped.
func (f *Finder) Stale(ids, dst []amm.PoolID) []amm.PoolID {
	for _, id := range ids {
		if int(id) >= f.market.Pools() {
			continue
		}
		if int(id) >= len(f.seen) || f.strayed(amm.NewHop(id, amm.ZeroForOne)) || f.strayed(amm.NewHop(id, amm.OneForZero)) {
			dst = append(dst, id)
		}
	}
	return dst
}

// strayed says that a hop is indexed with another rate than it has, or that the
// best rate of its lane is below it.
func (f *Finder) strayed(h amm.Hop) bool {
	slot, lane := f.index.slotOf[h], f.index.laneOf[h]
	return f.index.hops[slot] != h || f.rates[slot] != f.rate(h) || f.best[lane] < f.rates[slot]
}

// rate is the logarithm of a hop's marginal rate, -Inf where there is none.
func (f *Finder) rate(h amm.Hop) float64 {
	r := f.market.LogRate(h)
	if math.IsNaN(r) {
		return math.Inf(-1)
	}
	return r
}

// Cycles is how many cycles there are.
func (f *Finder) Cycles() uint64 { return f.index.cycles }

// Find reads the changed pools again and appends to dst the cycles through them
// that gain, each with its best input, the most profitable first. Ids that the
// last Rebuild did not know are skipped. Pools that are not trusted have no
// rate and so no cycles. It allocates nothing but what dst, or the memory of
// cycles that gain, needs to grow.
func (f *Finder) Find(changed []amm.PoolID, dst []Candidate) []Candidate {
	f.begin()
	for _, id := range changed {
		if int(id) < len(f.seen) && f.seen[id] != f.search {
			f.refresh(id)
		}
	}
	at := len(dst)
	// Open cycles through a hop that rose are found again by through. The
	// others are not, so look at each.
	for _, h := range f.rose {
		f.open.drop(h)
	}
	for _, h := range f.fell {
		dst = f.again(h, dst)
	}
	for _, h := range f.rose {
		dst = f.through(h, dst)
	}
	rank(dst[at:])
	return dst
}

// Standing appends to dst every cycle that gains now, the most profitable
// first, as of the last Find that named its pools. It allocates nothing if dst
// has room.
func (f *Finder) Standing(dst []Candidate) []Candidate {
	at := len(dst)
	for i := range f.open.cycles {
		if c := &f.open.cycles[i]; !c.Gross.IsZero() {
			dst = append(dst, c.Candidate)
		}
	}
	rank(dst[at:])
	return dst
}

// begin starts a search: no pool has changed yet.
func (f *Finder) begin() {
	f.rose, f.fell = f.rose[:0], f.fell[:0]
	if f.search++; f.search == 0 {
		clear(f.seen)
		clear(f.walked)
		for i := range f.open.cycles {
			f.open.cycles[i].sized = 0
		}
		f.search = 1
	}
}

// refresh reads the rates of a pool and notes which hop rose.
func (f *Finder) refresh(id amm.PoolID) {
	f.seen[id] = f.search
	for d := amm.ZeroForOne; d <= amm.OneForZero; d++ {
		h := amm.NewHop(id, d)
		slot, lane := f.index.slotOf[h], f.index.laneOf[h]
		old, now := f.rates[slot], f.rate(h)
		f.rates[slot] = now
		if now > old {
			f.rose = append(f.rose, h)
			f.best[lane] = max(f.best[lane], now)
			continue
		}
		f.fell = append(f.fell, h)
		if old == f.best[lane] {
			f.best[lane] = slices.Max(f.rates[f.index.start[lane]:f.index.start[lane+1]])
		}
	}
}

// again sizes the open cycles through a hop that did not rise, and drops those
// that are not open any more.
func (f *Finder) again(h amm.Hop, dst []Candidate) []Candidate {
	f.dead = f.dead[:0]
	for link := f.open.head[h]; link != end; {
		c, k := f.open.at(link)
		if c.sized != f.search {
			c.sized = f.search
			sum := 0.0
			for _, h := range c.Hops[:c.Len] {
				sum += f.rates[f.index.slotOf[h]]
			}
			if !(sum > threshold) {
				f.dead = append(f.dead, link)
			} else if f.work.size(&c.Candidate) {
				dst = append(dst, c.Candidate)
			}
		}
		link = c.next[k]
	}
	// From the last on, so that what moves into a gap is not itself to go.
	slices.SortFunc(f.dead, func(a, b int32) int { return cmp.Compare(b, a) })
	for _, link := range f.dead {
		f.open.remove(link)
	}
	return dst
}

// through opens the cycles through a hop that rose, but for those that this
// search has come to by another.
func (f *Finder) through(h amm.Hop, dst []Candidate) []Candidate {
	x, best := f.index, f.best
	lane, need := x.laneOf[h], threshold-f.rates[x.slotOf[h]]
	rests := x.rests[x.from[lane]:x.from[lane+1]]
	for i := range rests {
		r := &rests[i]
		if best[r.lanes[0]]+best[r.lanes[1]]+best[r.lanes[2]] > need {
			f.path[r.at] = h
			dst = f.extend(r, 0, need, dst)
		}
	}
	f.walked[h] = f.search
	return dst
}

// extend goes on with the path by a hop of lane k of the rest, for each that
// can still reach the sum of logarithms that is needed.
func (f *Finder) extend(r *rest, k int, need float64, dst []Candidate) []Candidate {
	x := f.index
	n := int(x.rings[r.ring].len)
	if k == n-1 {
		return f.enter(r.ring, n, dst)
	}
	beyond := 0.0
	for _, l := range r.lanes[k+1:] {
		beyond += f.best[l]
	}
	least, place := need-beyond, (int(r.at)+1+k)%n
	for slot := x.start[r.lanes[k]]; slot < x.start[r.lanes[k]+1]; slot++ {
		if !(f.rates[slot] > least) {
			continue
		}
		h := x.hops[slot]
		// Only a cycle of two hops can come back to the pool it came through.
		if f.walked[h] == f.search || h.Pool() == f.path[r.at].Pool() {
			continue
		}
		f.path[place] = h
		dst = f.extend(r, k+1, need-f.rates[slot], dst)
	}
	return dst
}

// enter opens the cycle of the path and sizes it.
func (f *Finder) enter(ring uint32, n int, dst []Candidate) []Candidate {
	found := Candidate{Len: n, Cycle: f.index.number(ring, &f.path)}
	copy(found.Hops[:n], f.path[:n])
	c := f.open.add(&found)
	c.sized = f.search
	if f.work.size(&c.Candidate) {
		dst = append(dst, c.Candidate)
	}
	return dst
}

// rank puts the most profitable first, and the lower cycle where two are equal.
func rank(found []Candidate) {
	slices.SortFunc(found, func(a, b Candidate) int {
		return cmp.Or(b.Gross.Cmp(&a.Gross), cmp.Compare(a.Cycle, b.Cycle))
	})
}
