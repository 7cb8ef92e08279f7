package search

import "mevbot/internal/amm"

// openSet holds the cycles whose marginal rates multiply to more than one,
// found again by each of their hops. Some of them gain; others would, were
// amounts not whole numbers. Its zero value needs reset.
type openSet struct {
	cycles []openCycle
	head   []int32 // by hop: its first link, or end
}

// openCycle is an open cycle; its Gross is zero if no input gains.
type openCycle struct {
	Candidate
	sized uint32 // the search that sized it last
	// Doubly linked lists, one a hop. Link i*maxHops+k is hop k of cycles[i].
	next, prev [maxHops]int32
}

const end = -1

// reset empties the set for a market of so many hops.
func (s *openSet) reset(hops int) {
	s.cycles = s.cycles[:0]
	s.head = make([]int32, hops)
	for h := range s.head {
		s.head[h] = end
	}
}

// at is the cycle and the place in it that a link stands for.
func (s *openSet) at(link int32) (c *openCycle, k int32) {
	return &s.cycles[link/maxHops], link % maxHops
}

// add enters a cycle that is not in the set, and returns it for the caller to
// size.
func (s *openSet) add(c *Candidate) *openCycle {
	i := len(s.cycles)
	s.cycles = append(s.cycles, openCycle{Candidate: *c})
	for k := range c.Len {
		s.link(int32(i*maxHops + k))
	}
	return &s.cycles[i]
}

// remove takes the cycle out that a link belongs to. The last cycle moves into
// its place.
func (s *openSet) remove(link int32) {
	i, last := link/maxHops, int32(len(s.cycles)-1)
	for k := range s.cycles[i].Len {
		s.unlink(i*maxHops + int32(k))
	}
	if i != last {
		n := int32(s.cycles[last].Len)
		for k := range n {
			s.unlink(last*maxHops + k)
		}
		s.cycles[i] = s.cycles[last]
		for k := range n {
			s.link(i*maxHops + k)
		}
	}
	s.cycles = s.cycles[:last]
}

func (s *openSet) link(l int32) {
	c, k := s.at(l)
	h := c.Hops[k]
	first := s.head[h]
	c.next[k], c.prev[k], s.head[h] = first, end, l
	if first != end {
		f, j := s.at(first)
		f.prev[j] = l
	}
}

func (s *openSet) unlink(l int32) {
	c, k := s.at(l)
	next, prev := c.next[k], c.prev[k]
	if prev == end {
		s.head[c.Hops[k]] = next
	} else {
		p, j := s.at(prev)
		p.next[j] = next
	}
	if next != end {
		n, j := s.at(next)
		n.prev[j] = prev
	}
}

// drop removes every cycle through a hop.
func (s *openSet) drop(h amm.Hop) {
	for s.head[h] != end {
		s.remove(s.head[h])
	}
}
