package price

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/token"
)

// PoolState is a copy of what prices need of a pool. A pair has its reserves, a
// concentrated pool the root of its price and its liquidity in range.
type PoolState struct {
	Address      common.Address
	Tokens       [2]token.Token
	Concentrated bool

	Reserve0, Reserve1      uint256.Int
	SqrtPriceX96, Liquidity uint256.Int
}

// alive says that the pool has liquidity at its price.
func (p *PoolState) alive() bool {
	if p.Concentrated {
		return !p.SqrtPriceX96.IsZero() && !p.Liquidity.IsZero()
	}
	return !p.Reserve0.IsZero() && !p.Reserve1.IsZero()
}

// rate is how many smallest units of the other token one of the token on a side
// is worth at the margin, without fee, as an exact fraction.
func (p *PoolState) rate(side int) (num, den *big.Int) {
	if p.Concentrated {
		num = p.SqrtPriceX96.ToBig() // of token1 per token0, Q96
		num.Mul(num, num)
		den = new(big.Int).Lsh(big.NewInt(1), 192)
	} else {
		num, den = p.Reserve1.ToBig(), p.Reserve0.ToBig()
	}
	if side == 1 {
		num, den = den, num
	}
	return num, den
}

// depth is the reserve of the token on a side, rounded down; of a concentrated
// pool the virtual one, which a pair would need to move as little: L/sqrt(P)
// and L*sqrt(P).
func (p *PoolState) depth(side int) (d uint256.Int) {
	switch {
	case !p.Concentrated && side == 0:
		return p.Reserve0
	case !p.Concentrated:
		return p.Reserve1
	case side == 0:
		d.Lsh(&p.Liquidity, 96) // liquidity has 128 bits
		d.Div(&d, &p.SqrtPriceX96)
	default:
		d.MulDivOverflow(&p.Liquidity, &p.SqrtPriceX96, &q96)
	}
	return d
}

var q96 = *new(uint256.Int).Lsh(uint256.NewInt(1), 96)

// spot is what the pools say of a token.
type spot struct {
	token   token.Token
	price   uint256.Int // native coins, Scale decimals
	depth   uint256.Int // of the pools behind it, native wei
	used    int
	dropped int
	over    string     // symbol of the token in between, of the deepest pool
	deepest *PoolState // of the concentrated pools with the base token that were used
	side    int        // of the token in deepest
	err     error

	sightings []sighting
	direct    bool
}

// sighting is one pool's price of a token.
type sighting struct {
	price, depth uint256.Int
	pool         *PoolState
	side         int
	over         string
}

// bits that a sighted price may have, so that what is computed with it fits.
const priceBits = 192

// survey prices every token of the pools in native coins: over the pools that
// pair it with the base token, and a token without such a pool over the pools
// that pair it with a token that has a price (two hops, not more).
func survey(base common.Address, pools []PoolState, maxDeviation uint64, minDepth *uint256.Int) ([]*spot, error) {
	var spots []*spot
	known := map[common.Address]*spot{}
	for i := range pools {
		for _, t := range pools[i].Tokens {
			if t.Address == base && t.Decimals != 18 {
				return nil, fmt.Errorf("%w: base token %s has %d, a wrapped native coin has 18: correct dex.base_token", ErrDecimals, base, t.Decimals)
			}
			if known[t.Address] == nil {
				s := &spot{token: t}
				known[t.Address] = s
				spots = append(spots, s)
			}
		}
	}
	if s := known[base]; s != nil {
		s.price = powers[Scale]
	}
	for i := range pools {
		p := &pools[i]
		for side := range p.Tokens {
			if p.Tokens[1-side].Address == base {
				known[p.Tokens[side].Address].see(p, side, known[base], "")
			}
		}
	}
	var far []*spot
	for _, s := range spots {
		if s.token.Address == base {
			continue
		}
		if s.direct = len(s.sightings) > 0; !s.direct {
			far = append(far, s)
			continue
		}
		s.settle(maxDeviation, minDepth)
	}
	for i := range pools {
		p := &pools[i]
		for side := range p.Tokens {
			s, over := known[p.Tokens[side].Address], known[p.Tokens[1-side].Address]
			if s.token.Address != base && !s.direct && over.direct && over.err == nil {
				s.see(p, side, over, over.token.Symbol)
			}
		}
	}
	for _, s := range far {
		s.settle(maxDeviation, minDepth)
	}
	return spots, nil
}

// see adds a pool's price of the token on a side, if it says one: by the price
// of the other token, with Scale decimals, rounded down.
func (s *spot) see(p *PoolState, side int, other *spot, over string) {
	if !p.alive() || s.token.Decimals > Scale || other.token.Decimals > Scale {
		return
	}
	num, den := p.rate(side)
	num.Mul(num, powers[s.token.Decimals].ToBig())
	num.Mul(num, other.price.ToBig())
	den.Mul(den, powers[other.token.Decimals].ToBig())
	num.Div(num, den)
	if num.Sign() == 0 || num.BitLen() > priceBits {
		return
	}
	q := sighting{pool: p, side: side, over: over}
	q.price.SetFromBig(num)
	// Smallest units of the other token in wei: times its price, which has
	// Scale decimals of 10^18 wei, by the units in a whole one.
	depth := p.depth(1 - side)
	scale := powers[int(other.token.Decimals)+Scale-18]
	if _, over := q.depth.MulDivOverflow(&depth, &other.price, &scale); over || q.depth.IsZero() {
		return
	}
	s.sightings = append(s.sightings, q)
}

// settle makes one price of the sightings.
func (s *spot) settle(maxDeviation uint64, minDepth *uint256.Int) {
	if s.token.Decimals > Scale {
		s.err = fmt.Errorf("%w: %d, at most %d", ErrDecimals, s.token.Decimals, Scale)
		return
	}
	if len(s.sightings) == 0 {
		s.err = ErrNoPool
		return
	}
	kept, total := near(s.sightings, maxDeviation)
	s.used, s.dropped = len(kept), len(s.sightings)-len(kept)
	s.price, s.depth = mean(kept)
	if out := new(uint256.Int).Sub(&total, &s.depth); out.Mul(out, uint256.NewInt(3)).Gt(&total) {
		s.err = fmt.Errorf("%w: of %s ETH in %d pools, less than two thirds are within %d basis points of each other",
			ErrDisagree, ether(&total), len(s.sightings), maxDeviation)
		return
	}
	if s.depth.Lt(minDepth) {
		s.err = fmt.Errorf("%w: %s ETH in %d pools, at least %s wanted", ErrThin, ether(&s.depth), s.used, ether(minDepth))
		return
	}
	slices.SortFunc(kept, func(a, b sighting) int { return b.depth.Cmp(&a.depth) })
	s.over = kept[0].over
	for i := range kept {
		if s.direct && kept[i].pool.Concentrated {
			s.deepest, s.side = kept[i].pool, kept[i].side
			return
		}
	}
}

// ether shows wei as coins, cut after four decimals.
func ether(wei *uint256.Int) string {
	var v uint256.Int
	v.Div(wei, &powers[14])
	return token.Format(&v, 4)
}

// near is the sightings within a bound of the weighted median, in basis points
// of it, and the depth of all.
func near(all []sighting, bound uint64) (kept []sighting, total uint256.Int) {
	middle, total := median(all)
	var most uint256.Int
	most.Mul(&middle, uint256.NewInt(bound))
	for i := range all {
		off := distance(&all[i].price, &middle)
		off.Mul(&off, &powers[4])
		if !off.Gt(&most) {
			kept = append(kept, all[i])
		}
	}
	return kept, total
}

// median is the price that half of the depth is at or below, and the depth of
// all. It sorts the sightings by price. Half of the depth has to be moved to
// move it at will.
func median(all []sighting) (middle, total uint256.Int) {
	slices.SortFunc(all, func(a, b sighting) int {
		return cmp.Or(a.price.Cmp(&b.price), a.depth.Cmp(&b.depth))
	})
	for i := range all {
		total.Add(&total, &all[i].depth)
	}
	var below uint256.Int
	for i := range all {
		below.Add(&below, &all[i].depth)
		if twice := new(uint256.Int).Lsh(&below, 1); !twice.Lt(&total) {
			return all[i].price, total
		}
	}
	return middle, total
}

// mean is the price weighted by depth, and the sum of the depths. Each pool's
// part is rounded down, so it is below the exact mean by less than one unit of
// 10^-Scale a pool.
func mean(kept []sighting) (price, depth uint256.Int) {
	for i := range kept {
		depth.Add(&depth, &kept[i].depth)
	}
	var part uint256.Int
	for i := range kept {
		part.MulDivOverflow(&kept[i].price, &kept[i].depth, &depth) // below the price: no overflow
		price.Add(&price, &part)
	}
	return price, depth
}

// distance is the difference without its sign.
func distance(a, b *uint256.Int) (d uint256.Int) {
	if a.Lt(b) {
		a, b = b, a
	}
	return *d.Sub(a, b)
}
