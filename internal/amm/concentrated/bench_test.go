package concentrated

import (
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// dense is a pool of 3000/60 with a tick at every usable one around the price.
func dense(tb testing.TB) (*Pool, State) {
	tb.Helper()
	const spacing, center = 60, -196_200
	p, err := New(3000, spacing, nil)
	if err != nil {
		tb.Fatal(err)
	}
	add := func(half int32, l uint64) {
		if err := p.Modify(center-half*spacing, center+half*spacing, uint256.NewInt(l)); err != nil {
			tb.Fatal(err)
		}
	}
	add(600, 4e18)
	for k := range uint64(40) {
		add(int32(k+1), 3e17+7_777_777_777*k)
	}
	s := State{Tick: center + 31, SqrtPriceX96: sqrtAtTick(center + 31)}
	s.SqrtPriceX96.AddUint64(&s.SqrtPriceX96, 12345)
	s.Liquidity = p.ticks.liquidity(s.Tick)
	return p, s
}

// crossing is an input that crosses n ticks and a half.
func crossing(tb testing.TB, p *Pool, v *View, d amm.Direction, n int) *uint256.Int {
	tb.Helper()
	amount := new(uint256.Int).Rsh(&v.first[d].in, 1)
	if n > 0 {
		side, at := v.ladder.sides[d], v.at[d]
		k := at
		for int(side[k].crossed-side[at].crossed) < n {
			k++
		}
		amount.Add(&side[k].in, &side[k+1].in)
		amount.Rsh(amount, 1)
		amount.Sub(amount, &side[at+1].in)
		amount.Add(amount, &v.first[d].in)
	}
	var r Result
	if err := p.QuoteIn(v, d, amount, nil, &r); err != nil || r.Crossed != n {
		tb.Fatalf("crossed %d, want %d: %v", r.Crossed, n, err)
	}
	return amount
}

func BenchmarkQuoteIn(b *testing.B) {
	p, s := dense(b)
	f := newReference(p)
	var v View
	if err := p.Locate(&v, &s); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		n    int
	}{{"crossing0", 0}, {"crossing20", 20}} {
		amount := crossing(b, p, &v, amm.ZeroForOne, c.n)
		b.Run(c.name+"/ladder", func(b *testing.B) {
			b.ReportAllocs()
			var r Result
			for b.Loop() {
				if err := p.QuoteIn(&v, amm.ZeroForOne, amount, nil, &r); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/reference", func(b *testing.B) {
			b.ReportAllocs()
			q := question{d: amm.ZeroForOne, amount: amount}
			for b.Loop() {
				f.swap(s, q)
			}
		})
	}
}

func BenchmarkQuoteOut(b *testing.B) {
	p, s := dense(b)
	var v View
	if err := p.Locate(&v, &s); err != nil {
		b.Fatal(err)
	}
	var r Result
	if err := p.QuoteIn(&v, amm.OneForZero, crossing(b, p, &v, amm.OneForZero, 20), nil, &r); err != nil {
		b.Fatal(err)
	}
	out := r.Out
	b.ReportAllocs()
	for b.Loop() {
		if err := p.QuoteOut(&v, amm.OneForZero, &out, nil, &r); err != nil {
			b.Fatal(err)
		}
	}
}

// What a Swap event costs.
func BenchmarkLocate(b *testing.B) {
	p, s := dense(b)
	far := State{Tick: s.Tick + 300, SqrtPriceX96: sqrtAtTick(s.Tick + 300)}
	far.Liquidity = p.ticks.liquidity(far.Tick)
	var v View
	for b.Loop() {
		if err := p.Locate(&v, &s); err != nil {
			b.Fatal(err)
		}
		s, far = far, s
	}
	b.ReportAllocs()
}

// What a Mint or a Burn costs: around the price, with the ladders built anew;
// and away from it.
func BenchmarkModify(b *testing.B) {
	for _, c := range []struct {
		name         string
		lower, upper int32
	}{{"around", -200_000, -190_000}, {"away", 60, 600}} {
		b.Run(c.name, func(b *testing.B) {
			p, s := dense(b)
			var v View
			lower, upper := c.lower/60*60, c.upper/60*60
			delta := uint256.NewInt(1e18)
			b.ReportAllocs()
			for b.Loop() {
				if err := p.Modify(lower, upper, delta); err != nil {
					b.Fatal(err)
				}
				if err := s.Cover(lower, upper, delta); err != nil {
					b.Fatal(err)
				}
				if err := p.Locate(&v, &s); err != nil {
					b.Fatal(err)
				}
				delta.Neg(delta)
			}
		})
	}
}

func BenchmarkSegment(b *testing.B) {
	p, s := dense(b)
	var v View
	if err := p.Locate(&v, &s); err != nil {
		b.Fatal(err)
	}
	x := amm.Float(crossing(b, p, &v, amm.ZeroForOne, 20))
	hint := 0
	b.ReportAllocs()
	for b.Loop() {
		_, hint = p.Segment(&v, amm.ZeroForOne, x, hint)
	}
}

func BenchmarkTicks(b *testing.B) {
	ratio := sqrtAtTick(-196_169)
	ratio.AddUint64(&ratio, 1<<40)
	b.Run("SqrtRatioAtTick", func(b *testing.B) {
		for b.Loop() {
			sqrtAtTick(-196_169)
		}
	})
	b.Run("SqrtRatioAtTickUp", func(b *testing.B) {
		for b.Loop() {
			sqrtAtTick(196_169)
		}
	})
	b.Run("TickAtSqrtRatio", func(b *testing.B) {
		for b.Loop() {
			tickAtSqrt(&ratio)
		}
	})
}
