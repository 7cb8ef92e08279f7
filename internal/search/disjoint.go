package search

import (
	"cmp"
	"math/bits"
	"slices"
)

// Disjoint appends to dst the indexes of candidates of which no two go through
// the same pool, so that each is worth its value whatever becomes of the others.
// It looks for the highest sum of values. Candidates whose value is not above
// zero are left out. The order is by value, the best first, and by index where
// two are equal.
//
// With up to twelve candidates above zero the sum is the highest there is, and
// mostly so with more. It is at least what taking the best one that still fits
// gets, again and again, which is at least one part in as many as the longest
// cycle has pools: each one taken shuts out no more than one better choice a
// pool. Only the best 64 are weighed so; what comes after them may fill up.
//
// It allocates nothing if dst has room for all candidates. value must answer
// the same each time.
func Disjoint(cands []Candidate, value func(i int) float64, dst []int) []int {
	start := len(dst)
	for i := range cands {
		if value(i) > 0 {
			dst = append(dst, i)
		}
	}
	order := dst[start:]
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(value(b), value(a)), cmp.Compare(a, b))
	})
	var c choice
	head := order[:min(len(order), choices)]
	all, sum := c.weigh(cands, value, head)
	c.steps = choiceSteps
	c.search(all, 0, 0, sum)
	n := 0
	for i := range head {
		if c.best&c.clash[i] == 0 {
			c.best |= 1 << i // the search ended before it tried
		}
		if c.best>>i&1 == 1 {
			order[n] = order[i]
			n++
		}
	}
	for _, i := range order[len(head):] {
		if !slices.ContainsFunc(order[:n], func(j int) bool { return conflict(&cands[i], &cands[j]) }) {
			order[n] = i
			n++
		}
	}
	return dst[:start+n]
}

// conflict says that two candidates share a pool.
func conflict(a, b *Candidate) bool {
	for _, g := range a.Hops[:a.Len] {
		for _, h := range b.Hops[:b.Len] {
			if g.Pool() == h.Pool() {
				return true
			}
		}
	}
	return false
}

// choices is how many candidates a choice weighs: one a bit.
const choices = 64

// choiceSteps bounds the search. Twelve candidates have 2^13-1 steps at most.
const choiceSteps = 1<<13 - 1

// choice is a search among candidates in the order of their values, by branch
// and bound. It takes each before it leaves it, so that the first set it comes
// to is the greedy one.
type choice struct {
	value [choices]float64
	clash [choices]uint64 // by candidate: those that share a pool with it, and itself
	steps int

	best uint64
	most float64
}

// weigh fills in the candidates and answers the set of all and their sum.
func (c *choice) weigh(cands []Candidate, value func(i int) float64, order []int) (all uint64, sum float64) {
	for i, at := range order {
		c.value[i] = value(at)
		sum += c.value[i]
		all |= 1 << i
		c.clash[i] |= 1 << i
		for j := range i {
			if conflict(&cands[at], &cands[order[j]]) {
				c.clash[i] |= 1 << j
				c.clash[j] |= 1 << i
			}
		}
	}
	return all, sum
}

// search goes on from a set taken, worth sum, with those left that clash with
// none of it, worth more together.
func (c *choice) search(left, taken uint64, sum, more float64) {
	if sum > c.most {
		c.most, c.best = sum, taken
	}
	if c.steps--; c.steps < 0 || left == 0 || sum+more <= c.most {
		return
	}
	i := bits.TrailingZeros64(left)
	rest := more
	for gone := left & c.clash[i]; gone != 0; gone &= gone - 1 {
		rest -= c.value[bits.TrailingZeros64(gone)]
	}
	c.search(left&^c.clash[i], taken|1<<i, sum+c.value[i], rest)
	c.search(left&^(1<<i), taken, sum, more-c.value[i])
}
