package order

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
)

var testRules = Rules{Most: 9500, Prior: 2500, Weight: 1}

func hopsOf(ids ...amm.PoolID) (hops []amm.Hop) {
	for _, id := range ids {
		hops = append(hops, amm.NewHop(id, amm.ZeroForOne))
	}
	return hops
}

var anyPool = rapid.Custom(func(t *rapid.T) amm.PoolID { return amm.PoolID(rapid.IntRange(0, 7).Draw(t, "pool")) })

func sampleOf(paid Bps, own, won bool, ids ...amm.PoolID) Sample {
	s := Sample{Paid: paid, Own: own, Won: won, Weight: whole, Len: len(ids)}
	copy(s.Pools[:], ids)
	return s
}

// drawn is a Book that has learned from any contests.
func drawn(t *rapid.T) *Book {
	b := NewBook(Rules{
		Most: rapid.Uint64Range(0, whole).Draw(t, "most"), Prior: rapid.Uint64Range(0, whole).Draw(t, "prior"),
		Weight: rapid.Float64Range(0.1, 100).Draw(t, "weight"),
	})
	for range rapid.IntRange(0, 60).Draw(t, "contests") {
		s := sampleOf(rapid.Uint64Range(0, 2*whole).Draw(t, "paid"), rapid.Bool().Draw(t, "own"), rapid.Bool().Draw(t, "won"), anyPool.Draw(t, "a"), anyPool.Draw(t, "b"))
		s.Used = rapid.Uint64Range(0, 3*whole).Draw(t, "used")
		b.Learn([]Sample{s})
	}
	return b
}

// Whatever was learned: a chance is one and never falls with the bid, and a bid
// leaves what has to be left, fits under the cap and is worth something.
func TestABidIsNeverTooMuch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawn(t)
		hops := hopsOf(anyPool.Draw(t, "x"), anyPool.Draw(t, "y"))
		last := 0.0
		for part := Bps(0); part <= whole; part += 125 {
			c := b.Chance(part, hops, false)
			if c < last || c > 1+1e-6 || math.IsNaN(c) {
				t.Fatalf("a bid of %d wins with %v, a lower one with %v", part, c, last)
			}
			last = c
		}
		amount := func(name string) *uint256.Int {
			v := uint256.NewInt(rapid.Uint64().Draw(t, name))
			return v.Lsh(v, rapid.UintRange(0, 150).Draw(t, name+" shift"))
		}
		s := Stakes{Value: amount("value"), Least: amount("least"), BaseFee: uint256.NewInt(rapid.Uint64().Draw(t, "fee")), Room: amount("room"), Units: rapid.Uint64Range(0, 32e6).Draw(t, "units")}
		tip, ok := b.Bid(&s, hops)
		if !ok {
			if !tip.IsZero() {
				t.Fatalf("no bid, and a tip of %s", tip.Dec())
			}
			return
		}
		var paid, left uint256.Int
		if _, over := paid.MulOverflow(&tip, uint256.NewInt(s.Units)); over {
			t.Fatal("overflow")
		}
		if _, under := left.SubOverflow(s.Value, &paid); under || left.Lt(s.Least) || tip.Gt(s.Room) {
			t.Fatalf("tip %s for %d gas of %s, %s have to be left, at most %s", tip.Dec(), s.Units, s.Value.Dec(), s.Least.Dec(), s.Room.Dec())
		}
		if part := amm.Float(&paid) / amm.Float(s.Value); part > float64(b.rules.Most)/float64(whole)+1e-9 {
			t.Fatalf("%v of the value is bid, at most %d of 10000 may be", part, b.rules.Most)
		}
	})
}

// auction is a rival: whether it bids, and what part of the value.
type auction func(rng *rand.Rand) (part float64, there bool)

// The bid model against rivals that it knows nothing of, compared with the best
// fixed bid in hindsight, gas of lost races included.
func TestLearnedBidsAgainstTheBestFixedBid(t *testing.T) {
	const rounds, units, lostGas = 3000, 200_000, 60_000
	uniform := func(low, high float64) auction {
		return func(rng *rand.Rand) (float64, bool) { return low + (high-low)*rng.Float64(), true }
	}
	sometimes := func(p float64, a auction) auction {
		return func(rng *rand.Rand) (float64, bool) {
			part, _ := a(rng)
			return part, rng.Float64() < p
		}
	}
	for name, rival := range map[string]auction{
		"nobody":               sometimes(0, uniform(0, 0)),
		"low":                  uniform(0.05, 0.2),
		"half":                 uniform(0.3, 0.5),
		"half of the time":     sometimes(0.5, uniform(0.3, 0.5)),
		"hard, one in three":   sometimes(0.33, uniform(0.5, 0.95)),
		"sometimes everything": sometimes(0.2, uniform(0.95, 0.99)),
	} {
		rng := rand.New(rand.NewPCG(7, uint64(len(name))))
		book, hops := NewBook(testRules), hopsOf(1, 2)
		value := uint256.NewInt(1e15)
		fee, least, room := uint256.NewInt(1e8), new(uint256.Int), uint256.NewInt(1e12)
		earned, fixed := 0.0, [steps]float64{}
		outcome := func(part, theirs float64, there bool) (gain float64, won bool) {
			won = !there || part > theirs
			if won {
				return 1 - part, true
			}
			return -(part + amm.Float(fee)*units/1e15) * lostGas / units, false
		}
		for range rounds {
			theirs, there := rival(rng)
			for k := range fixed {
				gain, _ := outcome(float64(k)/steps, theirs, there)
				fixed[k] += gain
			}
			tip, ok := book.Bid(&Stakes{Value: value, Least: least, BaseFee: fee, Room: room, Units: units}, hops)
			if !ok {
				if there {
					book.Learn([]Sample{sampleOf(Bps(theirs*10_000), false, true, 1, 2)})
				}
				continue
			}
			part := amm.Float(&tip) * units / 1e15
			gain, won := outcome(part, theirs, there)
			earned += gain
			own := sampleOf(Bps(part*10_000), true, won, 1, 2)
			if !won {
				own.Used, own.Seen = lostGas*whole/units, true
				book.Learn([]Sample{sampleOf(Bps(theirs*10_000), false, true, 1, 2)})
			}
			book.Learn([]Sample{own})
		}
		best := 0.0
		for _, f := range fixed {
			best = max(best, f)
		}
		t.Logf("%-22s learned %7.1f, best fixed bid %7.1f of %d: %.2f", name, earned, best, rounds, earned/best)
		if earned < 0.75*best {
			t.Errorf("%s: learned bids earned %.1f, the best fixed bid %.1f", name, earned, best)
		}
	}
}

// What is at the front may be hard fought for and the rest be free: each is bid for
// as what it is.
func TestTheFrontIsLearnedApart(t *testing.T) {
	book, hops := NewBook(testRules), hopsOf(1, 2)
	for range 100 {
		rival, free := sampleOf(6000, false, true, 1, 2), sampleOf(0, true, true, 1, 2)
		rival.Front = true
		book.Learn([]Sample{rival, free})
	}
	s := Stakes{Value: uint256.NewInt(1e15), Least: new(uint256.Int), BaseFee: uint256.NewInt(1e8), Room: uint256.NewInt(1e12), Units: 200_000}
	tip, ok := book.Bid(&s, hops)
	if !ok || !tip.IsZero() {
		t.Errorf("%s wei per gas where nobody else bids", tip.Dec())
	}
	s.Front = true
	tip, ok = book.Bid(&s, hops)
	if part := amm.Float(&tip) * 200_000 / 1e15; !ok || part <= 0.6 || part > 0.7 {
		t.Errorf("a bid of %.3f at the front against 0.6", part)
	}
}

func TestTheOldIsForgotten(t *testing.T) {
	b, hops := NewBook(testRules), hopsOf(1, 2)
	for range 500 {
		b.Learn([]Sample{sampleOf(9000, false, true, 1, 2)})
	}
	if c := b.Chance(5000, hops, false); c > 0.02 {
		t.Errorf("after 500 rivals at 90 %% half of the value wins with %.3f", c)
	}
	for range 200 {
		b.Learn([]Sample{sampleOf(1000, false, true, 1, 2)})
	}
	if c := b.Chance(5000, hops, false); c < 0.85 {
		t.Errorf("200 rivals later, at 10 %%, it wins with %.3f", c)
	}
}

func TestABidAllocatesNothing(t *testing.T) {
	b, hops := NewBook(testRules), hopsOf(1, 2)
	b.Learn([]Sample{sampleOf(5000, false, true, 1, 2)})
	s := Stakes{Value: uint256.NewInt(1e15), Least: new(uint256.Int), BaseFee: uint256.NewInt(1e8), Room: uint256.NewInt(1e12), Units: 200_000}
	if n := testing.AllocsPerRun(100, func() { b.Bid(&s, hops) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkBid(b *testing.B) {
	book, hops := NewBook(testRules), hopsOf(1, 2, 3)
	book.Learn([]Sample{sampleOf(5000, false, true, 1, 2)})
	s := Stakes{Value: uint256.NewInt(1e15), Least: new(uint256.Int), BaseFee: uint256.NewInt(1e8), Room: uint256.NewInt(1e12), Units: 200_000}
	b.ReportAllocs()
	for b.Loop() {
		book.Bid(&s, hops)
	}
}
