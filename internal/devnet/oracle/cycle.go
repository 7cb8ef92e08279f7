package oracle

import (
	"math"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/devnet/market"
)

// venue is a pool with what was last read of it.
type venue struct {
	market.Venue
	version uint64 // goes up with each log of the pool
	read    uint64 // the version that the rest is of
	// reserve0 and reserve1 are a pair's reserves, or a concentrated pool's
	// virtual ones at its price: they say which cycles are worth asking about.
	reserve0, reserve1 float64
	exact0, exact1     *big.Int // of a pair
}

// leg is a hop of a cycle.
type leg struct {
	venue      int
	zeroForOne bool
}

// cycle is a closed path from the wrapped native token.
type cycle struct {
	legs  []leg
	label uint32 // its tokens but the first, a bit each

	// What is known of it, for these versions of its pools.
	versions [3]uint64
	known    bool
	in       *big.Int // best input; nil if it gains nothing worth asking about
	gross    *big.Int
	gas      uint64
}

// list makes the cycles over two and three pools.
func (o *Oracle) list() {
	tokens := map[common.Address]int{}
	for i, t := range o.addresses.Tokens {
		tokens[t.Address] = i
	}
	type out struct {
		leg
		to int
	}
	from := map[int][]out{}
	for i := range o.venues {
		v := &o.venues[i]
		a, b := tokens[v.Token0], tokens[v.Token1]
		from[a] = append(from[a], out{leg{i, true}, b})
		from[b] = append(from[b], out{leg{i, false}, a})
	}
	const native = 0
	for _, first := range from[native] {
		for _, second := range from[first.to] {
			if second.venue == first.venue {
				continue
			}
			if second.to == native {
				o.cycles = append(o.cycles, cycle{legs: []leg{first.leg, second.leg}, label: 1 << first.to})
				continue
			}
			if o.opts.MaxHops < 3 {
				continue
			}
			for _, third := range from[second.to] {
				if third.to == native && third.venue != second.venue && third.venue != first.venue {
					o.cycles = append(o.cycles, cycle{legs: []leg{first.leg, second.leg, third.leg}, label: 1<<first.to | 1<<second.to})
				}
			}
		}
	}
	o.through = make([][]int, len(o.venues))
	for c := range o.cycles {
		for _, l := range o.cycles[c].legs {
			o.through[l.venue] = append(o.through[l.venue], c)
		}
	}
}

// estimate is the best input and what it gains if the pools went on as they are
// at their prices: each then is a Moebius map, and so is the cycle.
func (o *Oracle) estimate(c *cycle) (in, gross float64) {
	a, b, k := 1.0, 1.0, 0.0
	for _, l := range c.legs {
		v := &o.venues[l.venue]
		from, to := v.reserve0, v.reserve1
		if !l.zeroForOne {
			from, to = to, from
		}
		keep := 1 - float64(v.Fee)/1e6
		a, b, k = keep*to*a, from*b, from*k+keep*a
	}
	if a <= b {
		return 0, 0
	}
	in = (math.Sqrt(a*b) - b) / k
	return in, math.Pow(math.Sqrt(a)-math.Sqrt(b), 2) / k
}
