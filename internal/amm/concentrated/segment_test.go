package concentrated

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
)

// A segment holds its input and gives what the exact quote gives, up to the
// rounding of each step and of floats; and it does not depend on the hint.
func TestSegmentFollowsQuote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, p, v := drawn(t)
		d := amm.Direction(r.IntN(2))
		amount := modest(r, p, v, d)
		if r.IntN(8) == 0 {
			amount.Lsh(amount, uint(r.IntN(30))) // past the ladder, past the end
		}
		x := amm.Float(amount)
		s, hint := p.Segment(v, d, x, 0)
		if again, k := p.Segment(v, d, x, hint); again != s || k != hint {
			t.Fatalf("with the hint %+v %d, without %+v %d", again, k, s, hint)
		}
		if odd, _ := p.Segment(v, d, x, r.IntN(200)-100); odd != s {
			t.Fatalf("with a wrong hint %+v, without %+v", odd, s)
		}
		const ulp = 1e-12
		if x < s.In*(1-ulp) || x > s.End*(1+ulp) {
			t.Fatalf("%g is not in [%g, %g)", x, s.In, s.End)
		}
		var q Result
		if err := p.QuoteIn(v, d, integer256(x), nil, &q); err != nil {
			return
		}
		// A step's output is off by a wei, and what trades of its input, before the
		// fee, by another, which is worth what the price says, and no step's price is
		// better than the first's; so is a rounded price.
		first, _ := p.Segment(v, d, 0, 0)
		rate := max(first.Rate(), s.Rate()) / s.Gamma
		words := math.Abs(float64(q.After.Tick-v.state.Tick)) / float64(256*p.spacing)
		steps := 10 + float64(q.Crossed) + words
		off := steps*(3+rate) + math.Abs(s.At(x))*1e-9 + ulpOfPrice(v, d, &q)
		if got, want := s.At(x), amm.Float(&q.Out); math.Abs(got-want) > off {
			t.Fatalf("%g gives %g, the quote %g (off by more than %g)\nsegment %+v", x, got, want, off, s)
		}
	})
}

// ulpOfPrice is the output that one unit of the price is worth, at the largest
// liquidity of the pool: what rounding the price after a step may cost.
func ulpOfPrice(v *View, d amm.Direction, q *Result) float64 {
	l := amm.Float(&v.state.Liquidity)
	for i := range v.ladder.ticks {
		l = max(l, amm.Float(&v.ladder.ticks[i].above))
	}
	if d == amm.ZeroForOne {
		return 2 * l * 0x1p-96
	}
	low := amm.Float(&v.state.SqrtPriceX96)
	return 2 * l / low * 0x1p96 / low
}

func integer256(x float64) *uint256.Int {
	u := integer(x)
	return &u
}

func TestLogRate(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	var empty, gaps int
	for range 500 {
		tier := tiers[r.IntN(len(tiers))]
		p, s := random(r, tier.fee, tier.spacing)
		var v View
		if err := p.Locate(&v, &s); err != nil {
			t.Fatal(err)
		}
		for d := range amm.Direction(2) {
			got := p.LogRate(&v, d)
			first, _ := p.Segment(&v, d, 0, 0)
			if want := math.Log(first.Rate()); math.Abs(got-want) > 1e-9 {
				t.Fatalf("direction %d: %g, the segment says %g", d, got, want)
			}
			if math.IsInf(got, -1) {
				empty++
				var q Result
				if err := p.QuoteIn(&v, d, uint256.NewInt(1e9), nil, &q); err == nil && !q.Out.IsZero() {
					t.Fatalf("no rate, but %+v", q)
				}
				continue
			}
			price := math.Log(amm.Float(&s.SqrtPriceX96)*0x1p-96) * 2
			if d == amm.OneForZero {
				price = -price
			}
			fee := math.Log1p(-float64(tier.fee) / 1e6)
			if s.Liquidity.IsZero() {
				gaps++
				if got > price+fee+1e-9 {
					t.Fatalf("across a gap the rate is better than at the price: %g, %g", got, price+fee)
				}
			} else if v.first[d].in.BitLen() > 1 && math.Abs(got-price-fee) > 1e-9 {
				t.Fatalf("direction %d: %g, price and fee say %g", d, got, price+fee)
			}
		}
	}
	if empty == 0 || gaps == 0 {
		t.Errorf("the sample is too tame: %d empty, %d gaps", empty, gaps)
	}
}

func TestInteger(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{
		{-1, "0"},
		{math.NaN(), "0"},
		{0.99, "0"},
		{1, "1"},
		{12345.9, "12345"},
		{0x1p63, "9223372036854775808"},
		{0x1.fffffffffffffp63, "18446744073709549568"},
		{0x1p64, "18446744073709551616"},
		{0x1.8p200, new(uint256.Int).Lsh(uint256.NewInt(3), 199).Dec()},
		{math.Inf(1), new(uint256.Int).Lsh(uint256.NewInt(1), 255).Dec()},
	} {
		if got := integer(c.x); got.Dec() != c.want {
			t.Errorf("%g: %s, want %s", c.x, got.Dec(), c.want)
		}
	}
}
