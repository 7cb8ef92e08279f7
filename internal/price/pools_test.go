package price

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/token"
)

// spotOf surveys pools with a bound of 2 % and 10 ETH.
func spotOf(t interface{ Fatal(...any) }, a common.Address, pools ...PoolState) *spot {
	spots, err := survey(weth.Address, pools, 200, uint256.NewInt(10e18))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range spots {
		if s.token.Address == a {
			return s
		}
	}
	t.Fatal("token not surveyed")
	return nil
}

func TestSpot(t *testing.T) {
	// Weighted 1 : 3 by depth: (1/3500*1000 + 1/3465*3000) / 4000.
	s := spotOf(t, usdc.Address, pair(weth, usdc, "1000", "3500000"), pair(usdc, weth, "10395000", "3000"))
	want := new(big.Rat).Add(big.NewRat(1000, 3500*4000), big.NewRat(3000, 3465*4000))
	if below(t, want, &s.price).Cmp(big.NewRat(3, 1)) > 0 || s.err != nil || s.used != 2 || token.Format(&s.depth, 18) != "4000" {
		t.Errorf("%s, %d pools of %s, %v", s.price.Dec(), s.used, s.depth.Dec(), s.err)
	}
	// A pool that is off is left out, and so is an empty one.
	s = spotOf(t, usdc.Address, deep, pair(weth, usdc, "100", "200000"), pair(weth, usdc, "0", "0"))
	if s.err != nil || s.used != 1 || s.dropped != 1 || token.Format(&s.depth, 18) != "1000" {
		t.Errorf("%+v", s)
	}
	for name, tc := range map[string]struct {
		pools []PoolState
		token common.Address
		want  error
		say   string
	}{
		"thin":         {[]PoolState{pair(weth, usdc, "9.9999", "35000")}, usdc.Address, ErrThin, "9.9999 ETH in 1 pools, at least 10"},
		"two halves":   {[]PoolState{deep, pair(weth, usdc, "1000", "4000000")}, usdc.Address, ErrDisagree, "2000 ETH in 2 pools"},
		"empty":        {[]PoolState{pair(weth, usdc, "0", "1")}, usdc.Address, ErrNoPool, ""},
		"three hops":   {[]PoolState{deep, pair(usdc, gmx, "350000", "1"), pair(gmx, far, "1", "1")}, far.Address, ErrNoPool, ""},
		"37 decimals":  {[]PoolState{pair(weth, odd, "1000", "1")}, odd.Address, ErrDecimals, "37"},
		"worth a dust": {[]PoolState{pair(weth, dust, "1000", "1000000000000000000000000000000000000000000")}, dust.Address, ErrNoPool, ""},
	} {
		if s := spotOf(t, tc.token, tc.pools...); !errors.Is(s.err, tc.want) || !strings.Contains(s.err.Error(), tc.say) {
			t.Errorf("%s: %v, want %v", name, s.err, tc.want)
		}
	}
	if _, err := survey(usdc.Address, []PoolState{deep}, 200, uint256.NewInt(1)); !errors.Is(err, ErrDecimals) {
		t.Errorf("a base token with 6 decimals: %v", err)
	}
}

// The bound belongs to what is kept; of two halves the lower is the median.
func TestNear(t *testing.T) {
	at := func(price, depth uint64) sighting {
		return sighting{price: *uint256.NewInt(price), depth: *uint256.NewInt(depth)}
	}
	if kept, total := near([]sighting{at(10_200, 1), at(10_000, 3), at(9_800, 1), at(10_201, 1), at(9_799, 1)}, 200); len(kept) != 3 || total.Uint64() != 7 {
		t.Errorf("%d kept of %s", len(kept), total.Dec())
	}
	if middle, _ := median([]sighting{at(2, 5), at(1, 5)}); middle.Uint64() != 1 {
		t.Errorf("median %s", middle.Dec())
	}
}

var (
	far  = token.Token{Address: common.Address{5}, Symbol: "FAR", Decimals: 18}
	odd  = token.Token{Address: common.Address{6}, Symbol: "ODD", Decimals: 37}
	dust = token.Token{Address: common.Address{7}, Symbol: "DUST", Decimals: 0}
)

// A token that no pool pairs with the base token goes over one that has a price.
func TestSpotOverOneToken(t *testing.T) {
	s := spotOf(t, gmx.Address, deep, pair(gmx, usdc, "12500", "350000"))
	// 28 USDC at 1/3500 ETH.
	if below(t, big.NewRat(28, 3500), &s.price).Cmp(big.NewRat(28, 1)) > 0 || s.over != "USDC" || s.err != nil || !strings.HasPrefix(token.Format(&s.depth, 18), "99.99999") {
		t.Errorf("%s over %s, depth %s, %v", s.price.Dec(), s.over, s.depth.Dec(), s.err)
	}
	// Not over one whose own price is refused.
	thin := pair(weth, usdc, "5", "17500")
	if s := spotOf(t, gmx.Address, thin, pair(gmx, usdc, "12500", "350000")); !errors.Is(s.err, ErrNoPool) {
		t.Errorf("%v", s.err)
	}
	// And not if it has a pool of its own, however thin.
	if s := spotOf(t, gmx.Address, deep, pair(gmx, usdc, "12500", "350000"), pair(gmx, weth, "100", "0.8")); !errors.Is(s.err, ErrThin) {
		t.Errorf("%v", s.err)
	}
}

// below is how many units of 10^-Scale a price is below the exact one; it fails
// the test if it is above.
func below(t interface{ Fatalf(string, ...any) }, exact *big.Rat, price *uint256.Int) *big.Rat {
	d := new(big.Rat).Mul(exact, new(big.Rat).SetInt(powers[Scale].ToBig()))
	d.Sub(d, new(big.Rat).SetInt(price.ToBig()))
	if d.Sign() < 0 {
		t.Fatalf("%s is above %s", price.Dec(), exact)
	}
	return d
}

// number draws an integer of least to most bits, each length as likely.
func number(least, most int) *rapid.Generator[*uint256.Int] {
	return rapid.Custom(func(t *rapid.T) *uint256.Int {
		var v uint256.Int
		for i := range v {
			v[i] = rapid.Uint64().Draw(t, "word")
		}
		bits := uint(rapid.IntRange(least, most).Draw(t, "bits"))
		v.Rsh(v.Lsh(&v, 256-bits), 256-bits)
		return v.Or(&v, new(uint256.Int).Lsh(uint256.NewInt(1), bits-1))
	})
}

// One pool's price is the exact fraction rounded down, for either family, side
// and decimals.
func TestRateIsExact(t *testing.T) {
	drawn, priced := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		drawn++
		other := token.Token{Address: common.Address{9}, Symbol: "T", Decimals: uint8(rapid.IntRange(0, 18).Draw(t, "decimals"))}
		side := rapid.IntRange(0, 1).Draw(t, "side")
		p := PoolState{Concentrated: rapid.Bool().Draw(t, "concentrated")}
		p.Tokens[side], p.Tokens[1-side] = other, weth
		var exact, depth *big.Rat // token1 per token0
		if p.Concentrated {
			p.SqrtPriceX96, p.Liquidity = *number(50, 142).Draw(t, "sqrt"), *number(60, 128).Draw(t, "liquidity")
			root := new(big.Rat).SetFrac(p.SqrtPriceX96.ToBig(), q96.ToBig())
			exact = new(big.Rat).Mul(root, root)
			depth = new(big.Rat).SetInt(p.Liquidity.ToBig())
			if side == 0 {
				depth.Mul(depth, root)
			} else {
				depth.Quo(depth, root)
			}
		} else {
			p.Reserve0, p.Reserve1 = *number(50, 112).Draw(t, "reserve0"), *number(50, 112).Draw(t, "reserve1")
			exact = new(big.Rat).SetFrac(p.Reserve1.ToBig(), p.Reserve0.ToBig())
			depth = new(big.Rat).SetInt([]*uint256.Int{&p.Reserve1, &p.Reserve0}[side].ToBig())
		}
		s := spotOf(t, other.Address, p)
		if s.used == 0 {
			return // empty, or out of proportion
		}
		priced++
		if side == 1 {
			exact.Inv(exact)
		}
		exact.Mul(exact, new(big.Rat).SetFrac(powers[other.Decimals].ToBig(), powers[18].ToBig()))
		if off := below(t, exact, &s.price); off.Cmp(big.NewRat(2, 1)) >= 0 {
			t.Fatalf("off by %s", off.FloatString(3))
		}
		depth.Sub(depth, new(big.Rat).SetInt(s.depth.ToBig()))
		if depth.Sign() < 0 || depth.Cmp(big.NewRat(2, 1)) >= 0 {
			t.Fatalf("depth is off by %s", depth.FloatString(3))
		}
	})
	if 2*priced < drawn {
		t.Errorf("only %d of %d pools had a price: this shows nothing", priced, drawn)
	}
}

// The mean lies between the least and the greatest price, within its rounding
// of the exact one; what was kept is near the median, in any order of pools.
func TestWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []sighting
		for i := range rapid.IntRange(1, 8).Draw(t, "pools") {
			price, depth := number(1, 140).Draw(t, "price"), number(1, 190).Draw(t, "depth")
			if i > 0 && rapid.Bool().Draw(t, "near") { // the last one, a little off
				price.Set(&all[i-1].price)
				price.Add(price, new(uint256.Int).Rsh(price, uint(rapid.IntRange(1, 20).Draw(t, "off"))))
			}
			all = append(all, sighting{price: *price, depth: *depth})
		}
		bound := rapid.Uint64Range(1, 5000).Draw(t, "bound")
		shuffled := rapid.Permutation(all).Draw(t, "order")
		kept, total := near(all, bound)
		again, same := near(shuffled, bound)
		price, depth := mean(kept)
		if p, d := mean(again); p != price || d != depth || total != same {
			t.Fatal("the order of pools matters")
		}
		if len(kept) == 0 || depth.Gt(&total) {
			t.Fatalf("%d kept", len(kept))
		}
		low, high := kept[0].price, kept[len(kept)-1].price
		sum, weights := new(big.Int), new(big.Int)
		for i := range kept {
			sum.Add(sum, new(big.Int).Mul(kept[i].price.ToBig(), kept[i].depth.ToBig()))
			weights.Add(weights, kept[i].depth.ToBig())
		}
		exact := new(big.Rat).SetFrac(sum, weights)
		off := new(big.Rat).Sub(exact, new(big.Rat).SetInt(price.ToBig()))
		if off.Sign() < 0 || off.Cmp(big.NewRat(int64(len(kept)), 1)) >= 0 {
			t.Fatalf("mean of %d is off by %s", len(kept), off.FloatString(3))
		}
		if price.Gt(&high) || new(uint256.Int).AddUint64(&price, uint64(len(kept))).Lt(&low) {
			t.Fatalf("mean %s outside %s to %s", price.Dec(), low.Dec(), high.Dec())
		}
		// Each kept price is within the bound of the median; so is the median.
		middle, _ := median(all)
		for i := range all {
			d := new(big.Int).Sub(all[i].price.ToBig(), middle.ToBig())
			d.Mul(d.Abs(d), big.NewInt(10_000))
			in := d.Cmp(new(big.Int).Mul(middle.ToBig(), new(big.Int).SetUint64(bound))) <= 0
			found := false
			for k := range kept {
				found = found || kept[k].price == all[i].price
			}
			if in != found {
				t.Fatalf("%s against %s: kept %v", all[i].price.Dec(), middle.Dec(), found)
			}
		}
	})
}

// Who holds less than a third of the depth moves the price by at most the bound;
// more than that is refused or needs half.
func TestOneManipulatedPool(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wrong := pair(weth, usdc, "400", "1")
		wrong.Reserve1 = *number(1, 112).Draw(t, "reserve")
		s := spotOf(t, usdc.Address, deep, wrong)
		if s.err != nil {
			t.Fatalf("%v", s.err) // 400 of 1400 is less than a third
		}
		fair := new(big.Rat).SetFrac64(1, 3500)
		p := new(big.Rat).SetFrac(s.price.ToBig(), powers[Scale].ToBig())
		p.Quo(p, fair)
		if p.Cmp(big.NewRat(98, 100)) < 0 || p.Cmp(big.NewRat(102, 100)) > 0 {
			t.Fatalf("moved to %s of it", p.FloatString(4))
		}
	})
}
