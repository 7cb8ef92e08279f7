package market

import (
	"math"
	"slices"
)

// route is a way through pools: path has one token more than pools.
type route struct {
	router int // or covert
	path   []int
	pools  []int
}

// covert marks a route that goes through the contract whose calldata tells
// nothing.
const covert = -1

// sell trades in along the route and returns what comes out. It changes w.
func (w *world) sell(r *route, in float64) float64 {
	for i, p := range r.pools {
		in = w.states[p].sell(&w.pools[p], w.pools[p].token0 == r.path[i], in)
	}
	return in
}

// whatIf sells in along the route, asks question, and takes the trade back.
func (w *world) whatIf(r *route, in float64, question func(out float64)) {
	var before [4]state
	for i, p := range r.pools {
		before[i] = w.states[p]
	}
	question(w.sell(r, in))
	for i, p := range r.pools {
		w.states[p] = before[i]
	}
}

// disorder is how much money, in wei, the best cycle over two native pools that
// the route touches would gain now; and, for pools without the native token,
// how far the worst is beyond what its fee protects, as a logarithm.
func (w *world) disorder(r *route) (gain, astray float64) {
	for _, p := range r.pools {
		if q := &w.pools[p]; q.token0 == weth || q.token1 == weth {
			gain = max(gain, w.worst(w.tokenOf(p)).gross)
		} else {
			astray = max(astray, math.Abs(w.deviation(p))-float64(q.fee)/1e6-sideSlack)
		}
	}
	return gain, astray
}

// sideSlack is how far beyond its fee a pool between two other tokens may stray
// from the true price: a third pool's fee protects it.
const sideSlack = 5e-4

// draw picks a route at random: a router or the covert contract, one to three
// hops, the first pool by depth, its direction leaning towards the true price.
func (t *turn) draw(router int) (route, bool) {
	hops := 1
	switch n := t.rng.IntN(100); {
	case n < 8:
		hops = 3
	case n < 40:
		hops = 2
	}
	list, weights := t.m.reachable[router+1], t.m.weights[router+1]
	first := list[pick(weights, t.rng.Float64())]
	if router == swapRouter02 {
		list = t.m.sameKind(list, first)
	}
	p := &t.w.pools[first]
	dev := t.w.deviation(first)
	lean := min(0.5+0.5*math.Abs(dev)/(float64(p.fee)/1e6), 0.95)
	zeroForOne := (t.rng.Float64() < lean) == (dev > 0)
	r := route{router: router, pools: []int{first}, path: []int{p.token0, p.token1}}
	if !zeroForOne {
		slices.Reverse(r.path)
	}
	for len(r.pools) < hops {
		if !t.extend(&r, list) {
			return r, len(r.pools) > 0
		}
	}
	return r, true
}

// extend adds a hop at the end, to a token that the path has not seen; false
// when there is none.
func (t *turn) extend(r *route, list []int) bool {
	at := r.path[len(r.path)-1]
	start := t.rng.IntN(len(list))
	for i := range list {
		p := list[(start+i)%len(list)]
		q := &t.w.pools[p]
		if q.token0 != at && q.token1 != at {
			continue
		}
		if next := q.other(at); !slices.Contains(r.path, next) {
			r.pools, r.path = append(r.pools, p), append(r.path, next)
			return true
		}
	}
	return false
}

// sameKind keeps the pools of the first's family: one swap call has one.
func (m *Market) sameKind(list []int, first int) []int {
	return slices.DeleteFunc(slices.Clone(list), func(p int) bool { return m.pools[p].kind != m.pools[first].kind })
}

// pick finds where x, from 0 to 1, falls in cumulative weights.
func pick(cumulative []float64, x float64) int {
	i, _ := slices.BinarySearch(cumulative, x*cumulative[len(cumulative)-1])
	return min(i, len(cumulative)-1)
}

// units is an amount of USD in smallest units of a token at the true price.
func (w *world) units(token int, usd float64) float64 {
	return usd / w.usd[token] * assets[token].unit()
}

// worth is an amount of smallest units in USD.
func (w *world) worth(token int, amount float64) float64 {
	return amount / assets[token].unit() * w.usd[token]
}
