package market

import (
	"math"
	"math/rand/v2"
)

// kind is a family of pools.
type kind uint8

const (
	v2 kind = iota
	v3
)

// venue is one pool of the plan.
type venue struct {
	kind kind
	// factory tells the two Uniswap V2 deployments apart; 0 for V3.
	factory int
	// fee is a part of the input, per million; spacing is that of V3 ticks.
	fee     uint32
	spacing int32
	// x and y are tokens by index in assets, in no particular order.
	x, y int
	// depth is the virtual reserve of each side in USD at genesis.
	depth float64
	// skew is the logarithm of the genesis price over the true one.
	skew float64
}

// share says how much of a pair's depth each kind of pool gets.
type share struct{ v3low, v3mid, v3high, v2a, v2b float64 }

var (
	major = share{1, 0.5, 0.12, 0.2, 0.1}
	minor = share{0.35, 1, 0.3, 0.35, 0.18}
)

// markets lists the pairs. A share of zero means no such pool.
var markets = []struct {
	x, y  string
	depth float64
	share share
}{
	{"WETH", "USDC", 500e6, major},
	{"WETH", "USDT", 250e6, major},
	{"WETH", "WBTC", 250e6, major},
	{"WETH", "DAI", 120e6, major},
	{"WETH", "ARB", 150e6, major},
	{"WETH", "LINK", 70e6, minor},
	{"WETH", "UNI", 45e6, minor},
	{"WETH", "GMX", 40e6, minor},
	{"WETH", "PENDLE", 30e6, minor},
	{"WETH", "MAGIC", 15e6, minor},
	{"WETH", "RDNT", 10e6, minor},
	{"USDC", "USDT", 400e6, share{v3low: 1, v2a: 0.2}},
	{"USDC", "DAI", 200e6, share{v3low: 1, v2b: 0.2}},
	{"USDC", "WBTC", 100e6, share{v3low: 1, v3mid: 0.5}},
	{"USDC", "ARB", 60e6, share{v3low: 0.6, v3mid: 1, v2a: 0.3}},
	{"USDC", "LINK", 20e6, share{v3mid: 1, v2a: 0.3}},
	{"USDC", "GMX", 15e6, share{v3mid: 1, v2b: 0.4}},
	{"USDT", "WBTC", 30e6, share{v3mid: 1}},
	{"ARB", "MAGIC", 4e6, share{v3high: 1}},
}

// venues is the plan of pools. It depends on nothing, so every seed trades in
// the same market.
func venues() []venue {
	rng := rand.New(rand.NewPCG(0x6d61726b6574, 1)) //nolint:gosec // a repeatable plan, not a secret
	var plan []venue
	for _, m := range markets {
		add := func(v venue, part float64) {
			if part == 0 {
				return
			}
			v.x, v.y, v.depth = index(m.x), index(m.y), m.depth*part
			// Within half of its own fee no two pools leave a cycle that gains.
			v.skew = (rng.Float64() - 0.5) * float64(v.fee) / 1e6
			plan = append(plan, v)
		}
		add(venue{kind: v3, fee: 500, spacing: 10}, m.share.v3low)
		add(venue{kind: v3, fee: 3000, spacing: 60}, m.share.v3mid)
		add(venue{kind: v3, fee: 10000, spacing: 200}, m.share.v3high)
		add(venue{kind: v2, factory: 0, fee: 3000}, m.share.v2a)
		add(venue{kind: v2, factory: 1, fee: 3000}, m.share.v2b)
	}
	return plan
}

// band is a V3 position: from lower to upper tick with a part of the liquidity
// at the genesis price.
type band struct {
	lower, upper int32
	part         float64
}

// bands spreads a pool's liquidity around the tick at: a full-range floor, wide
// positions, and narrow ones that get denser towards the price, some of them on
// one side of it only, so that a big trade crosses several initialised ticks.
func bands(at, spacing int32) []band {
	c := floorTo(at, spacing)
	full := floorTo(887272, spacing)
	if full > 887272 {
		full -= spacing
	}
	out := []band{
		{-full, full, 0.10},
		{c - floorTo(8000, spacing), c + floorTo(8000, spacing), 0.10},
		{c - floorTo(3000, spacing), c + floorTo(3000, spacing), 0.15},
		{c - floorTo(1400, spacing), c + floorTo(1600, spacing), 0.15},
	}
	for _, w := range []int32{1, 2, 3, 4, 5, 6, 8, 10, 13, 16} {
		out = append(out, band{c - w*spacing, c + (w+1)*spacing, 0.05})
	}
	for _, w := range []int32{1, 2, 4, 6, 9, 12} {
		out = append(out,
			band{c + w*spacing, c + 2*w*spacing, 0.12},
			band{c - 2*w*spacing, c - w*spacing, 0.12})
	}
	return out
}

// floorTo rounds t down to a multiple of spacing.
func floorTo(t, spacing int32) int32 {
	q := t / spacing
	if t%spacing != 0 && t < 0 {
		q--
	}
	return q * spacing
}

// tickOf is the tick at or below a square root of a price.
func tickOf(sqrt float64) int32 {
	return int32(math.Floor(2 * math.Log(sqrt) / math.Log(1.0001)))
}

// sqrtAt is the square root of the price at a tick.
func sqrtAt(tick int32) float64 { return math.Exp(float64(tick) / 2 * math.Log(1.0001)) }
