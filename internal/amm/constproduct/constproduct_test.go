package constproduct

import (
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
)

// drawn is a random pair, of Uniswap's fee or of another.
func drawn(t *rapid.T) (*rand.Rand, Curve, *State) {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	c := Uniswap()
	if r.IntN(2) == 0 {
		den := 1 + r.Uint64N(maxDen)
		if r.IntN(2) == 0 {
			den = 1 + r.Uint64N(100_000)
		}
		var err error
		if c, err = New(1+r.Uint64N(den), 1+r.Uint64N(den), den); err != nil {
			t.Fatal(err)
		}
	}
	return r, c, &State{wide(r, 112), wide(r, 112)}
}

// The 128-bit path answers what the library's own arithmetic answers.
func TestNarrowEqualsWide(t *testing.T) {
	narrow := 0
	rapid.Check(t, func(t *rapid.T) {
		for range 50 {
			r, c, s := drawn(t)
			d := amm.Direction(r.IntN(2))
			rin, rout := s.reserves(d)
			if !c.fits(rin) || !c.fits(rout) {
				continue
			}
			in := wide(r, c.narrow)
			var got, want uint256.Int
			amountOut128(&got, &in, rin, rout, c.kept[d], c.den)
			if err := c.amountOut256(d, &in, rin, rout, &want); err != nil || got != want {
				t.Fatalf("%+v %+v: %s gives %s, want %s, %v", c, s, in.Dec(), got.Dec(), want.Dec(), err)
			}
			out := wide(r, rout.BitLen())
			if r.IntN(8) == 0 {
				out.SubUint64(rout, 1)
			}
			if out.IsZero() || !out.Lt(rout) {
				continue
			}
			amountIn128(&got, &out, rin, rout, c.kept[d], c.den)
			if c.amountIn256(d, &out, rin, rout, &want); got != want {
				t.Fatalf("%+v %+v: %s costs %s, want %s", c, s, out.Dec(), got.Dec(), want.Dec())
			}
			narrow++
		}
	})
	if narrow < 100 {
		t.Errorf("only %d pairs fitted", narrow)
	}
}

// The price of an output is the least input that buys it, or one more.
func TestAmountInIsTight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, c, s := drawn(t)
		d := amm.Direction(r.IntN(2))
		_, rout := s.reserves(d)
		out := wide(r, rout.BitLen())
		var in, got uint256.Int
		if c.AmountIn(s, d, &out, &in) != nil {
			return
		}
		if err := c.AmountOut(s, d, &in, &got); err == nil && got.Lt(&out) {
			t.Fatalf("%s should cost %s, which buys %s", out.Dec(), in.Dec(), got.Dec())
		}
		in.SubUint64(&in, 2)
		if in.Sign() <= 0 {
			return
		}
		if err := c.AmountOut(s, d, &in, &got); err == nil && !got.Lt(&out) {
			t.Fatalf("%s costs two less than said: %s", out.Dec(), in.Dec())
		}
	})
}

// More in gives no less out; a quoted swap always goes through; two swaps give
// no more than one of their sum; there and back never gains.
func TestSwapsNeverGain(t *testing.T) {
	applied := 0
	rapid.Check(t, func(t *rapid.T) {
		r, c, s := drawn(t)
		d := amm.Direction(r.IntN(2))
		rin, _ := s.reserves(d)
		first, second := wide(r, rin.BitLen()+1), wide(r, rin.BitLen()+1)
		sum := new(uint256.Int).Add(&first, &second)
		var a, b, both, back uint256.Int
		if c.AmountOut(s, d, &first, &a) != nil || c.AmountOut(s, d, sum, &both) != nil {
			return
		}
		if a.Gt(&both) {
			t.Fatalf("%s gives %s, %s gives %s", first.Dec(), a.Dec(), sum.Dec(), both.Dec())
		}
		after := *s
		err := c.Apply(&after, d, &first, &a)
		if err != nil {
			var total uint256.Int
			wanted := a.IsZero() && errors.Is(err, amm.ErrZeroAmount) ||
				total.Add(rin, &first).BitLen() > reserveBits && errors.Is(err, amm.ErrOverflow)
			if !wanted {
				t.Fatalf("%s for %s at %v: %v", first.Dec(), a.Dec(), s, err)
			}
			return
		}
		applied++
		if err := c.AmountOut(&after, d, &second, &b); err == nil && b.Add(&b, &a).Gt(&both) {
			t.Fatalf("%s and %s give %s, their sum %s", first.Dec(), second.Dec(), b.Dec(), both.Dec())
		}
		if err := c.AmountOut(&after, d.Reverse(), &a, &back); err == nil && back.Gt(&first) {
			t.Fatalf("%s buys %s, which buys %s", first.Dec(), a.Dec(), back.Dec())
		}
	})
	if applied < 30 {
		t.Errorf("only %d swaps went through", applied)
	}
}

func TestRefuses(t *testing.T) {
	u := uint256.NewInt
	c := Uniswap()
	good := State{*u(1000), *u(2000)}
	full := State{*new(uint256.Int).Lsh(u(1), 112), *u(2000)}
	var most uint256.Int
	most.Lsh(u(1), 112)
	most.SubUint64(&most, 1)
	var x uint256.Int
	out := func(s State, in *uint256.Int) error { return c.AmountOut(&s, amm.ZeroForOne, in, &x) }
	in := func(s State, out *uint256.Int) error { return c.AmountIn(&s, amm.ZeroForOne, out, &x) }
	apply := func(s State, in, out *uint256.Int) error { return c.Apply(&s, amm.ZeroForOne, in, out) }
	for _, tc := range []struct {
		name string
		got  error
		want error
	}{
		{"nothing in", out(good, u(0)), amm.ErrZeroAmount},
		{"an empty pair", out(State{}, u(1)), amm.ErrInsufficientLiquidity},
		{"an impossible reserve", out(full, u(1)), amm.ErrState},
		{"an input beyond arithmetic", out(good, new(uint256.Int).SetAllOne()), amm.ErrOverflow},
		{"nothing out", in(good, u(0)), amm.ErrZeroAmount},
		{"the whole reserve", in(good, u(2000)), amm.ErrInsufficientLiquidity},
		{"an output from an impossible reserve", in(full, u(1)), amm.ErrState},
		{"a swap for nothing", apply(good, u(10), u(0)), amm.ErrZeroAmount},
		{"a swap of nothing", apply(good, u(0), u(1)), amm.ErrZeroAmount},
		{"a swap for all", apply(good, u(10), u(2000)), amm.ErrInsufficientLiquidity},
		{"a gift from the pair", apply(good, u(10), u(20)), ErrInvariant},
		{"a balance beyond its slot", apply(good, &most, u(1)), amm.ErrOverflow},
		{"a swap in an impossible state", apply(full, u(10), u(1)), amm.ErrState},
		{"a good swap", apply(good, u(10), u(19)), nil},
	} {
		if !errors.Is(tc.got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, tc.got, tc.want)
		}
	}
	for _, f := range [][3]uint64{{1, 1, 0}, {0, 1, 10}, {1, 0, 10}, {11, 1, 10}, {1, 11, 10}, {1, 1, maxDen + 1}} {
		if _, err := New(f[0], f[1], f[2]); err == nil {
			t.Errorf("fee %v was taken", f)
		}
	}
}

// The floats follow the integers.
func TestSegmentFollowsQuote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, c, s := drawn(t)
		d := amm.Direction(r.IntN(2))
		rin, _ := s.reserves(d)
		in := wide(r, rin.BitLen()+4)
		var out uint256.Int
		if c.AmountOut(s, d, &in, &out) != nil {
			return
		}
		seg := c.Segment(s, d)
		got, want := seg.At(amm.Float(&in)), amm.Float(&out)
		if math.Abs(got-want) > 1+want*1e-12 || !math.IsInf(seg.End, 1) {
			t.Fatalf("%s gives %g, the quote %g", in.Dec(), got, want)
		}
		if rate := c.LogRate(s, d); math.Abs(rate-math.Log(seg.Rate())) > 1e-12*max(1, math.Abs(rate)) {
			t.Fatalf("log rate %g, the segment's rate %g", rate, seg.Rate())
		}
	})
	c := Uniswap()
	if rate := c.LogRate(&State{}, amm.ZeroForOne); !math.IsInf(rate, -1) {
		t.Errorf("an empty pair has the log rate %g", rate)
	}
}

// FuzzAmounts compares both paths, and both directions of the quote.
func FuzzAmounts(f *testing.F) {
	f.Add(make([]byte, 48), uint64(997), uint64(1000))
	f.Fuzz(func(t *testing.T, raw []byte, kept, den uint64) {
		c, err := New(kept, kept, den)
		if err != nil || len(raw) < 48 {
			return
		}
		var u [3]uint256.Int
		for i := range u {
			u[i] = uint256.Int{binary.LittleEndian.Uint64(raw[16*i:]), binary.LittleEndian.Uint64(raw[16*i+8:])}
		}
		s := State{u[0], u[1]}
		var got, want, back uint256.Int
		if c.AmountOut(&s, amm.OneForZero, &u[2], &got) != nil {
			return
		}
		if err := c.amountOut256(amm.OneForZero, &u[2], &s.Reserve1, &s.Reserve0, &want); err != nil || got != want {
			t.Fatalf("%s, want %s, %v", got.Dec(), want.Dec(), err)
		}
		if c.AmountIn(&s, amm.OneForZero, &got, &back) != nil {
			return
		}
		if c.amountIn256(amm.OneForZero, &got, &s.Reserve1, &s.Reserve0, &want); back != want {
			t.Fatalf("%s, want %s", back.Dec(), want.Dec())
		}
	})
}

func BenchmarkAmountOut(b *testing.B) {
	c := Uniswap()
	s := State{*uint256.MustFromDecimal("4213523452345234523452"), *uint256.MustFromDecimal("12345678901234")}
	in := uint256.MustFromDecimal("123456789012345678")
	var out uint256.Int
	b.Run("narrow", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := c.AmountOut(&s, amm.ZeroForOne, in, &out); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("wide", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := c.amountOut256(amm.ZeroForOne, in, &s.Reserve0, &s.Reserve1, &out); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkAmountIn(b *testing.B) {
	c := Uniswap()
	s := State{*uint256.MustFromDecimal("4213523452345234523452"), *uint256.MustFromDecimal("12345678901234")}
	out := uint256.NewInt(123456789)
	var in uint256.Int
	b.Run("narrow", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := c.AmountIn(&s, amm.ZeroForOne, out, &in); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("wide", func(b *testing.B) {
		for b.Loop() {
			c.amountIn256(amm.ZeroForOne, out, &s.Reserve0, &s.Reserve1, &in)
		}
	})
}

func BenchmarkApply(b *testing.B) {
	c := Uniswap()
	s := State{*uint256.MustFromDecimal("4213523452345234523452"), *uint256.MustFromDecimal("12345678901234")}
	in := uint256.MustFromDecimal("123456789012345678")
	var out uint256.Int
	if err := c.AmountOut(&s, amm.ZeroForOne, in, &out); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		after := s
		if err := c.Apply(&after, amm.ZeroForOne, in, &out); err != nil {
			b.Fatal(err)
		}
	}
}
