package concentrated

import (
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

func TestLocateRefuses(t *testing.T) {
	p, s := dense(t)
	var v View
	if err := p.Locate(&v, &s); err != nil {
		t.Fatal(err)
	}
	before := v
	change := func(f func(*State)) *State { c := s; f(&c); return &c }
	for _, c := range []struct {
		name string
		s    *State
		want error
	}{
		{"no price", change(func(s *State) { s.SqrtPriceX96.Clear() }), ErrPrice},
		{"tick below the range", change(func(s *State) { s.Tick = MinTick - 1 }), ErrPrice},
		{"tick above the range", change(func(s *State) { s.Tick = MaxTick }), ErrPrice},
		{"another tick's price", change(func(s *State) { s.SqrtPriceX96 = sqrtAtTick(s.Tick + 600) }), ErrPrice},
		{"another price's tick", change(func(s *State) { s.Tick -= 600 }), ErrPrice},
		{"a mint was missed", change(func(s *State) { s.Liquidity.AddUint64(&s.Liquidity, 1) }), ErrLiquidity},
	} {
		if err := p.Locate(&v, c.s); !errors.Is(err, c.want) || !errors.Is(err, amm.ErrState) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if v != before {
			t.Fatalf("%s: the view moved", c.name)
		}
	}
}

// Stretches differ by direction: here both ticks are in one on the way up, and
// a word's edge at tick 0 parts them on the way down.
func TestLocateRefusesAcrossAnEdge(t *testing.T) {
	p, err := New(3000, 60, nil)
	if err != nil {
		t.Fatal(err)
	}
	var v View
	for _, s := range []State{{SqrtPriceX96: sqrtAtTick(-10), Tick: 10}, {SqrtPriceX96: sqrtAtTick(10), Tick: -10}} {
		if err := p.Locate(&v, &s); !errors.Is(err, ErrPrice) {
			t.Errorf("tick %d with another's price: %v", s.Tick, err)
		}
	}
}

// A view that wanders with its pool over the whole range, off one ladder and
// onto the next, answers what a pool fresh at that state answers.
func TestViewWanders(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	var moves int
	for range 40 / slowdown {
		tier := tiers[r.IntN(len(tiers))]
		p, s := random(r, tier.fee, tier.spacing)
		var v View
		built := map[*ladder]bool{}
		for range 40 {
			if err := p.Locate(&v, &s); err != nil {
				t.Fatal(err)
			}
			built[v.ladder] = true
			fresh, err := New(tier.fee, tier.spacing, p.Ticks())
			if err != nil {
				t.Fatal(err)
			}
			var w View
			if err := fresh.Locate(&w, &s); err != nil {
				t.Fatal(err)
			}
			q := inquire(r, p, &v)
			var got, want Result
			a, b := p.ask(&v, q, &got), fresh.ask(&w, q, &want)
			if !errors.Is(a, b) || got != want {
				t.Fatalf("%v at %+v\ngot  %+v, %v\nwant %+v, %v", q, s, got, a, want, b)
			}
			switch {
			case a == nil && r.IntN(2) == 0:
				s = got.After
			case r.IntN(3) == 0:
				s = place(r, p, r.Int32N(2*MaxTick)-MaxTick)
			default:
				s = place(r, p, min(max(s.Tick+r.Int32N(100*tier.spacing)-50*tier.spacing, MinTick), MaxTick-1))
			}
		}
		moves += len(built) - 1
	}
	if moves < 100/slowdown { // with the widest spacing one ladder may span the range
		t.Errorf("the views left their ladders %d times only", moves)
	}
}

// A position far from the price leaves the rungs alone; one around it does not.
// Either way the view located afterwards answers for the new ticks.
func TestModifyMovesLadders(t *testing.T) {
	p, s := dense(t)
	var v View
	if err := p.Locate(&v, &s); err != nil {
		t.Fatal(err)
	}
	rungs := &v.ladder.sides[0][0]
	l := uint256.NewInt(1e18)
	for _, c := range []struct {
		name         string
		lower, upper int32
		kept         bool
	}{{"far above", 60, 600, true}, {"far below", -600_000, -480_000, true}, {"around", -600_000, 600_000, false}} {
		if err := p.Modify(c.lower, c.upper, l); err != nil {
			t.Fatal(err)
		}
		if err := s.Cover(c.lower, c.upper, l); err != nil {
			t.Fatal(err)
		}
		if err := p.Locate(&v, &s); err != nil {
			t.Fatal(err)
		}
		if kept := &v.ladder.sides[0][0] == rungs; kept != c.kept {
			t.Errorf("%s: ladder kept: %v", c.name, kept)
		}
		for d := range amm.Direction(2) {
			q := question{d: d, amount: new(uint256.Int).Lsh(uint256.NewInt(1), 180)}
			var got Result
			if err := p.ask(&v, q, &got); err != nil {
				t.Fatal(err)
			}
			if want := newReference(p).swap(s, q); got != want {
				t.Errorf("%s, direction %d: got %+v, want %+v", c.name, d, got, want)
			}
		}
	}
}

// A located view keeps answering for the pool as it was, also on a copy that
// another goroutine reads while the owner changes the pool.
func TestViewOutlivesChanges(t *testing.T) {
	p, s := dense(t)
	var v View
	if err := p.Locate(&v, &s); err != nil {
		t.Fatal(err)
	}
	amount := new(uint256.Int).Lsh(uint256.NewInt(1), 180) // drains: beyond the ladder too
	var want Result
	if err := p.QuoteIn(&v, amm.ZeroForOne, amount, nil, &want); err != nil {
		t.Fatal(err)
	}
	other := v
	var reader sync.WaitGroup
	reader.Go(func() {
		for range 200 {
			var got Result
			if err := p.QuoteIn(&other, amm.ZeroForOne, amount, nil, &got); err != nil || got != want {
				t.Errorf("got %+v, %v, want %+v", got, err, want)
				return
			}
		}
	})
	l := uint256.NewInt(1e18)
	for range 200 {
		for _, delta := range []*uint256.Int{l, new(uint256.Int).Neg(l)} {
			if err := p.Modify(-600_000, 600_000, delta); err != nil {
				t.Fatal(err)
			}
			if err := s.Cover(-600_000, 600_000, delta); err != nil {
				t.Fatal(err)
			}
			if err := p.Locate(&v, &s); err != nil {
				t.Fatal(err)
			}
		}
	}
	reader.Wait()
}
