package search

import (
	"math"
	"slices"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/token"
)

// This file is the readable slow version: what the Finder must agree with.

// cycles are all cycles from the base token over different pools and different
// tokens, by trying every pool at every place.
func cycles(m *market, base token.ID, most int) (all [][]amm.Hop) {
	var visit func(at token.ID, tokens []token.ID, path []amm.Hop)
	visit = func(at token.ID, tokens []token.ID, path []amm.Hop) {
		for id := range m.pools {
			for d := range amm.Direction(2) {
				from, to := m.pools[id].info.Token[d], m.pools[id].info.Token[d^1]
				if from != at || uses(path, amm.PoolID(id)) {
					continue
				}
				longer := append(append([]amm.Hop{}, path...), amm.NewHop(amm.PoolID(id), d))
				switch {
				case to == base && len(longer) > 1:
					all = append(all, longer)
				case to != base && len(longer) < most && !slices.Contains(tokens, to):
					visit(to, append(append([]token.ID{}, tokens...), to), longer)
				}
			}
		}
	}
	visit(base, nil, nil)
	return all
}

func uses(path []amm.Hop, id amm.PoolID) bool {
	for _, h := range path {
		if h.Pool() == id {
			return true
		}
	}
	return false
}

// profit of a cycle at an input, by the curves' exact quotes; false where a
// pool refuses or nothing is gained.
func profit(m *market, hops []amm.Hop, in *uint256.Int) (gross uint256.Int, ok bool) {
	out, ok := amount(m, hops, in)
	if !ok {
		return gross, false
	}
	if _, under := gross.SubOverflow(&out, in); under {
		return uint256.Int{}, false
	}
	return gross, !gross.IsZero()
}

// amount is what the hops give for an input.
func amount(m *market, hops []amm.Hop, in *uint256.Int) (out uint256.Int, ok bool) {
	out = *in
	for _, h := range hops {
		var next uint256.Int
		if m.Quote(h, &out, &next) != nil {
			return out, false
		}
		out = next
	}
	return out, true
}

// least is the least input up to known, which gives at least want after the
// hops, that does so too.
func least(m *market, hops []amm.Hop, want, known *uint256.Int) uint256.Int {
	lo, hi := uint256.Int{}, *known
	for {
		var mid uint256.Int
		mid.Rsh(mid.Add(&lo, &hi), 1)
		if mid.Eq(&lo) {
			return hi
		}
		if got, ok := amount(m, hops, &mid); ok && !got.Lt(want) {
			hi = mid
		} else {
			lo = mid
		}
	}
}

// brute is the best profit of a cycle by trying: a dense grid over all
// magnitudes, ternary search inside its best cell, then around the result every
// input, and the least input for every amount of each token on the way.
func brute(m *market, hops []amm.Hop, around int) (best, at uint256.Int) {
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
	start := at
	if start.IsZero() {
		start = integer(center)
	}
	for d := range uint64(around) {
		var x uint256.Int
		if _, under := x.SubOverflow(&start, uint256.NewInt(d)); !under {
			consider(&x)
		}
		consider(x.AddUint64(&start, d))
	}
	for k := 1; k < len(hops); k++ {
		for _, x := range inputsAround(m, hops[:k], &start, around) {
			consider(&x)
		}
	}
	return best, at
}

// inputsAround are the least inputs for the amounts around what an input gives
// after the hops.
func inputsAround(m *market, hops []amm.Hop, in *uint256.Int, n int) (all []uint256.Int) {
	known := *new(uint256.Int).Lsh(in, 1)
	most, ok := amount(m, hops, &known)
	if !ok {
		known = *in
		most, _ = amount(m, hops, &known)
	}
	here, ok := amount(m, hops, in)
	if !ok {
		return nil
	}
	for d := -n; d <= n; d++ {
		want := *new(uint256.Int).Add(&here, uint256.NewInt(uint64(n+d)))
		if _, under := want.SubOverflow(&want, uint256.NewInt(uint64(n))); !under && !want.IsZero() && !want.Gt(&most) {
			all = append(all, least(m, hops, &want, &known))
		}
	}
	return all
}
