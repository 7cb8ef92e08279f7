package search

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"mevbot/internal/amm"
	"mevbot/internal/token"
)

// A lane is every hop from one token to another, side by side in memory. A ring
// is a cycle of tokens from the base token, as lanes; each choice of one hop a
// lane, of different pools, is a cycle. So cycles are never stored: a ring
// stands for the product of its lanes.

// ring is a cycle of tokens; the lanes after len are the Finder's empty lane.
type ring struct {
	lanes [maxHops]uint32
	len   uint8
	first uint32 // the number of its first cycle
}

// rest is what completes a lane to a ring, in the order of travel. Absent lanes
// are the empty lane, whose best rate is 1.
type rest struct {
	lanes [maxHops - 1]uint32
	ring  uint32
	at    uint8 // where the lane stands in the ring
}

// index is where the hops, lanes and rings are. It changes only with the pools.
type index struct {
	slotOf []uint32  // by hop
	laneOf []uint32  // by hop
	hops   []amm.Hop // by slot: lane by lane
	start  []uint32  // by lane, into hops; the empty lane has none
	rings  []ring
	from   []uint32 // by lane, into rests; one more at the end
	rests  []rest
	cycles uint64
}

// maxRings bounds the memory of an index to about a gigabyte.
const maxRings = 1 << 23

// errTooMany says that the market has more cycles than the index can number.
var errTooMany = errors.New("too many cycles: lower the number of hops or watch fewer pools")

// newIndex lists the rings of a market of at most so many hops.
func newIndex(m Pools, base token.ID, hops int) (*index, error) {
	x := new(index)
	lanes := x.layOut(m)
	if err := x.walk(lanes, base, hops); err != nil {
		return nil, fmt.Errorf("list the cycles of up to %d hops of %d pools: %w", hops, m.Pools(), err)
	}
	x.complete()
	return x, nil
}

// none is the empty lane.
func (x *index) none() uint32 { return uint32(len(x.start) - 2) }

// lane is the hops from a token to another.
type lane struct {
	from, to token.ID
	id       uint32
}

// layOut puts the hops into lanes, which it returns in the order of their
// tokens.
func (x *index) layOut(m Pools) []lane {
	n := amm.Hop(2 * m.Pools())
	type way struct {
		from, to token.ID
		hop      amm.Hop
	}
	ways := make([]way, 0, n)
	for h := range n {
		t, d := &m.Info(h.Pool()).Token, h.Direction()
		ways = append(ways, way{t[d], t[d^1], h})
	}
	slices.SortFunc(ways, func(a, b way) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.hop, b.hop))
	})
	x.slotOf, x.laneOf, x.hops = make([]uint32, n), make([]uint32, n), make([]amm.Hop, n)
	var lanes []lane
	for i, w := range ways {
		if i == 0 || w.from != ways[i-1].from || w.to != ways[i-1].to {
			lanes = append(lanes, lane{w.from, w.to, uint32(len(lanes))})
			x.start = append(x.start, uint32(i))
		}
		x.hops[i], x.slotOf[w.hop], x.laneOf[w.hop] = w.hop, uint32(i), uint32(len(lanes)-1)
	}
	x.start = append(x.start, uint32(n), uint32(n)) // the end of the last lane, and of the empty one
	return lanes
}

// walk lists the rings from the base token, each token at most once.
func (x *index) walk(lanes []lane, base token.ID, hops int) error {
	var path ring
	visited := []token.ID{base}
	var visit func(at token.ID) error
	visit = func(at token.ID) error {
		i, _ := slices.BinarySearchFunc(lanes, at, func(l lane, t token.ID) int { return cmp.Compare(l.from, t) })
		for ; i < len(lanes) && lanes[i].from == at; i++ {
			l := &lanes[i]
			path.lanes[path.len] = l.id
			path.len++
			switch {
			case l.to == base && path.len > 1:
				if err := x.close(path); err != nil {
					return err
				}
			case int(path.len) < hops && !slices.Contains(visited, l.to):
				visited = append(visited, l.to)
				if err := visit(l.to); err != nil {
					return err
				}
				visited = visited[:len(visited)-1]
			}
			path.len--
		}
		return nil
	}
	return visit(base)
}

// close enters a ring and numbers its cycles.
func (x *index) close(r ring) error {
	span, cycles := uint64(1), uint64(1)
	for i := range r.lanes {
		if i >= int(r.len) {
			r.lanes[i] = x.none()
			continue
		}
		width := uint64(x.start[r.lanes[i]+1] - x.start[r.lanes[i]])
		span *= width
		if cycles = span; r.len == 2 && i == 1 {
			cycles = width * (width - 1) // both lanes have the same pools
		}
		if span > math.MaxUint32 {
			return errTooMany
		}
	}
	next := uint64(0)
	if n := len(x.rings); n > 0 {
		next = uint64(x.rings[n-1].first) + x.span(&x.rings[n-1])
	}
	if next+span > math.MaxUint32 || len(x.rings) == maxRings {
		return errTooMany
	}
	r.first = uint32(next)
	x.rings = append(x.rings, r)
	x.cycles += cycles
	return nil
}

// span is how many numbers a ring's cycles take.
func (x *index) span(r *ring) uint64 {
	n := uint64(1)
	for _, l := range r.lanes[:r.len] {
		n *= uint64(x.start[l+1] - x.start[l])
	}
	return n
}

// complete lays out, for each lane, the rests of its rings side by side.
func (x *index) complete() {
	lanes := int(x.none())
	x.from = make([]uint32, lanes+1)
	for i := range x.rings {
		for _, l := range x.rings[i].lanes[:x.rings[i].len] {
			x.from[l+1]++
		}
	}
	for l := range lanes {
		x.from[l+1] += x.from[l]
	}
	x.rests = make([]rest, x.from[lanes])
	next := slices.Clone(x.from)
	for i := range x.rings {
		r := &x.rings[i]
		n := int(r.len)
		for k, l := range r.lanes[:n] {
			c := rest{ring: uint32(i), at: uint8(k), lanes: [maxHops - 1]uint32{x.none(), x.none(), x.none()}}
			for j := 1; j < n; j++ {
				c.lanes[j-1] = r.lanes[(k+j)%n]
			}
			x.rests[next[l]] = c
			next[l]++
		}
	}
}

// number of the cycle of a ring that takes these hops.
func (x *index) number(ring uint32, hops *[maxHops]amm.Hop) uint32 {
	r := &x.rings[ring]
	n := uint32(0)
	for i, l := range r.lanes[:r.len] {
		n = n*(x.start[l+1]-x.start[l]) + x.slotOf[hops[i]] - x.start[l]
	}
	return r.first + n
}
