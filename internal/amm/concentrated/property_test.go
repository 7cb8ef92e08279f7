package concentrated

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
)

// drawn is a random pool and a view of it, from a seed that rapid shrinks.
func drawn(t *rapid.T) (*rand.Rand, *Pool, *View) {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	tier := tiers[rapid.IntRange(0, len(tiers)-1).Draw(t, "tier")]
	p, s := random(r, tier.fee, tier.spacing)
	v := new(View)
	if err := p.Locate(v, &s); err != nil {
		t.Fatalf("locate %+v: %v", s, err)
	}
	return r, p, v
}

// amounts that stay away from the far ends, where thousands of empty words make
// the reference slow.
func modest(r *rand.Rand, p *Pool, v *View, d amm.Direction) *uint256.Int {
	side, at := v.ladder.sides[d], v.at[d]
	var sum uint256.Int
	sum.Sub(&side[len(side)-1].in, &side[at+1].in)
	sum.Add(&sum, &v.first[d].in)
	amount := wide(r, max(sum.BitLen(), 1))
	return &amount
}

// The ladder answers what the contract's loop, as written in reference_test.go,
// answers.
func TestEqualsReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, p, v := drawn(t)
		f := newReference(p)
		for range max(1, 8/slowdown) {
			q := inquire(r, p, v)
			var got Result
			if err := p.ask(v, q, &got); err != nil {
				continue
			}
			if want := f.swap(v.state, q); got != want {
				t.Fatalf("%v at %+v\ngot  %+v\nwant %+v", q, v.state, got, want)
			}
		}
	})
}

// More in never gives less out, and never leaves a better price for the next.
func TestMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, p, v := drawn(t)
		d := amm.Direction(r.IntN(2))
		less := modest(r, p, v, d)
		more := new(uint256.Int).AddUint64(less, 1)
		if r.IntN(2) == 0 {
			by := modest(r, p, v, d)
			more.Add(less, by)
		}
		var a, b Result
		if p.QuoteIn(v, d, less, nil, &a) != nil || p.QuoteIn(v, d, more, nil, &b) != nil {
			return
		}
		if a.Out.Gt(&b.Out) || a.In.Gt(&b.In) || a.Crossed > b.Crossed {
			t.Fatalf("%s gives %+v, %s gives %+v", less.Dec(), a, more.Dec(), b)
		}
		if worse := a.After.SqrtPriceX96.Cmp(&b.After.SqrtPriceX96); worse != 0 && (worse > 0) != (d == amm.ZeroForOne) {
			t.Fatalf("%s leaves %s, %s leaves %s", less.Dec(), a.After.SqrtPriceX96.Dec(), more.Dec(), b.After.SqrtPriceX96.Dec())
		}
	})
}

// What an input buys costs at most that input when it is the wanted output;
// unless it is all that whole steps give, when the pool goes on to the boundary.
func TestOutputCostsAtMostItsInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, p, v := drawn(t)
		d := amm.Direction(r.IntN(2))
		var there, back Result
		if p.QuoteIn(v, d, modest(r, p, v, d), nil, &there) != nil || there.Out.IsZero() {
			return
		}
		if err := p.QuoteOut(v, d, &there.Out, nil, &back); err != nil {
			t.Fatal(err)
		}
		price := &back.After.SqrtPriceX96
		boundary := sqrtAtTick(tickAtSqrt(price))
		if !back.Out.Eq(&there.Out) || back.In.Gt(&there.In) && !price.Eq(&boundary) {
			t.Fatalf("%s buys %s, which costs %s", there.In.Dec(), there.Out.Dec(), back.In.Dec())
		}
	})
}

// Two swaps in a row give no more than one of the sum, and a way there and back
// never gains.
func TestSwapsNeverGain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, p, v := drawn(t)
		d := amm.Direction(r.IntN(2))
		first, second := modest(r, p, v, d), modest(r, p, v, d)
		var a, b, both, back Result
		var next View
		if p.QuoteIn(v, d, first, nil, &a) != nil || p.Locate(&next, &a.After) != nil {
			return
		}
		if p.QuoteIn(&next, d, second, nil, &b) == nil &&
			p.QuoteIn(v, d, new(uint256.Int).Add(first, second), nil, &both) == nil {
			in, out := new(uint256.Int).Add(&a.In, &b.In), new(uint256.Int).Add(&a.Out, &b.Out)
			if both.In.Eq(in) && out.Gt(&both.Out) {
				t.Fatalf("%s and %s give %s, their sum %s", first.Dec(), second.Dec(), out.Dec(), both.Out.Dec())
			}
		}
		if a.Out.IsZero() || p.QuoteIn(&next, d.Reverse(), &a.Out, nil, &back) != nil {
			return
		}
		if back.Out.Gt(&a.In) {
			t.Fatalf("%s buys %s, which buys %s", a.In.Dec(), a.Out.Dec(), back.Out.Dec())
		}
	})
}

func TestQuoteRefuses(t *testing.T) {
	p, s := dense(t)
	var v View
	one := uint256.NewInt(1)
	var r Result
	if err := p.QuoteIn(&v, amm.ZeroForOne, one, nil, &r); !errors.Is(err, amm.ErrState) {
		t.Errorf("a view that was never located: %v", err)
	}
	if err := p.Locate(&v, &s); err != nil {
		t.Fatal(err)
	}
	above, below := new(uint256.Int).AddUint64(&s.SqrtPriceX96, 1), new(uint256.Int).SubUint64(&s.SqrtPriceX96, 1)
	for _, c := range []struct {
		name          string
		d             amm.Direction
		amount, limit *uint256.Int
		want          error
	}{
		{"nothing", amm.ZeroForOne, new(uint256.Int), nil, amm.ErrZeroAmount},
		{"no int256", amm.ZeroForOne, new(uint256.Int).Lsh(one, 255), nil, amm.ErrOverflow},
		{"limit at the price, down", amm.ZeroForOne, one, &s.SqrtPriceX96, amm.ErrPriceLimit},
		{"limit at the price, up", amm.OneForZero, one, &s.SqrtPriceX96, amm.ErrPriceLimit},
		{"limit above, down", amm.ZeroForOne, one, above, amm.ErrPriceLimit},
		{"limit below, up", amm.OneForZero, one, below, amm.ErrPriceLimit},
		{"limit at the bottom", amm.ZeroForOne, one, &minSqrtRatio, amm.ErrPriceLimit},
		{"limit at the top", amm.OneForZero, one, &maxSqrtRatio, amm.ErrPriceLimit},
	} {
		for _, exactOut := range []bool{false, true} {
			if err := p.ask(&v, question{c.d, exactOut, c.amount, c.limit}, &r); !errors.Is(err, c.want) {
				t.Errorf("%s, exact out %v: %v, want %v", c.name, exactOut, err, c.want)
			}
		}
	}
	if r != (Result{}) {
		t.Errorf("a refused quote left %+v", r)
	}
}

// Quotes, and a view's move inside the ladder, allocate nothing.
func TestHotPathAllocatesNothing(t *testing.T) {
	p, s := dense(t)
	var v View
	if err := p.Locate(&v, &s); err != nil {
		t.Fatal(err)
	}
	amount := crossing(t, p, &v, amm.ZeroForOne, 20)
	var r Result
	for name, f := range map[string]func() error{
		"QuoteIn":  func() error { return p.QuoteIn(&v, amm.ZeroForOne, amount, nil, &r) },
		"QuoteOut": func() error { return p.QuoteOut(&v, amm.ZeroForOne, uint256.NewInt(1e6), nil, &r) },
		"Locate":   func() error { return p.Locate(&v, &s) },
		"Segment": func() error {
			p.Segment(&v, amm.OneForZero, 1e18, 0)
			p.LogRate(&v, amm.OneForZero)
			return nil
		},
	} {
		if n := testing.AllocsPerRun(100, func() {
			if err := f(); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

// FuzzQuote builds a pool from bytes and compares a quote with the reference.
func FuzzQuote(f *testing.F) {
	f.Add([]byte("\x00\x10\x00\x20\x00\x00\x40\x00\x10\x00\x20\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x01"), int32(17), uint64(1)<<40, uint8(3))
	f.Fuzz(func(t *testing.T, raw []byte, tick int32, amount uint64, mode uint8) {
		tier := tiers[mode>>2&3]
		p, err := New(tier.fee, tier.spacing, nil)
		if err != nil {
			t.Fatal(err)
		}
		for ; len(raw) >= 8; raw = raw[8:] {
			lower := int32(int16(binary.LittleEndian.Uint16(raw)))
			upper := lower + 1 + int32(raw[2])
			l := uint256.NewInt(uint64(binary.LittleEndian.Uint32(raw[3:])))
			l.Lsh(l, uint(raw[7]&63))
			if err := p.Modify(lower*tier.spacing, upper*tier.spacing, l); err != nil && !errors.Is(err, amm.ErrState) && !errors.Is(err, amm.ErrOverflow) {
				t.Fatal(err)
			}
		}
		s := State{Tick: tick % (1 << 16 * tier.spacing)}
		if s.Tick < MinTick || s.Tick >= MaxTick {
			return
		}
		s.SqrtPriceX96 = sqrtAtTick(s.Tick)
		s.Liquidity = p.ticks.liquidity(s.Tick)
		var v View
		if err := p.Locate(&v, &s); err != nil {
			t.Fatal(err)
		}
		q := question{d: amm.Direction(mode & 1), exactOut: mode&2 != 0, amount: uint256.NewInt(amount)}
		q.amount.Lsh(q.amount, uint(mode>>4)*4)
		// A limit bounds the reference's walk over empty words.
		far := s.Tick + 5000*tier.spacing
		if q.d == amm.ZeroForOne {
			far = s.Tick - 5000*tier.spacing
		}
		limit := sqrtAtTick(min(max(far, MinTick+1), MaxTick-1))
		q.limit = &limit
		var got Result
		if err := p.ask(&v, q, &got); err != nil {
			return
		}
		if want := newReference(p).swap(s, q); got != want {
			t.Fatalf("%v at %+v\ngot  %+v\nwant %+v", q, s, got, want)
		}
	})
}
