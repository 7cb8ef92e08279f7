package concentrated

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/evmtest"
)

// stored reads a tick from the pool's storage.
func stored(pool evmtest.Contract, index int32) Tick {
	word := pool.Load(evmtest.MapSlot(key(index), ticksMapping))
	t := Tick{Index: index, Gross: uint256.Int{word[0], word[1]}}
	t.Net.SRsh(&word, 128)
	return t
}

// A pool that lives through the same mints, burns and swaps as the contract
// holds the same ticks and the same state, and quotes the same.
func TestModifyEqualsContract(t *testing.T) {
	m := newMarket(t)
	r := rand.New(rand.NewPCG(6, 6))
	for tier, fee := range tiers[:4] {
		live(t, r, m, m.pools[tier], fee.fee, fee.spacing)
	}
}

type position struct{ lower, upper int32 }

func live(t *testing.T, r *rand.Rand, m *market, pool evmtest.Contract, fee uint32, spacing int32) {
	t.Helper()
	p, err := New(fee, spacing, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := state(pool)
	held := map[position]*uint256.Int{}
	var order []position
	touched := map[int32]bool{}
	var v View
	var mints, burns, swaps, refused int
	for range 400 / slowdown {
		switch n := r.IntN(10); {
		case n < 4 || len(order) == 0:
			pos := position{s.Tick/spacing + r.Int32N(400) - 200, 0}
			pos.lower *= spacing
			pos.upper = pos.lower + spacing*(1+r.Int32N(300))
			l := wide(r, 90)
			if _, err := pool.Call(t, m.payer, "mint", m.payer, big.NewInt(int64(pos.lower)), big.NewInt(int64(pos.upper)), l.ToBig(), []byte{}); err != nil {
				t.Fatalf("mint %v %s: %v", pos, l.Dec(), err)
			}
			change(t, p, &s, pos, &l)
			if held[pos] == nil {
				held[pos] = new(uint256.Int)
				order = append(order, pos)
			}
			held[pos].Add(held[pos], &l)
			touched[pos.lower], touched[pos.upper] = true, true
			mints++
		case n < 7:
			i := r.IntN(len(order))
			pos := order[i]
			l := held[pos].Clone()
			switch r.IntN(4) {
			case 0:
				l.Rsh(l, 1)
			case 1:
				l.AddUint64(l, 1) // more than there is
			}
			_, revert := pool.Call(t, m.payer, "burn", big.NewInt(int64(pos.lower)), big.NewInt(int64(pos.upper)), l.ToBig())
			if revert != nil {
				refused++ // by the position's owner's share, which the pool's ticks do not know
				continue
			}
			change(t, p, &s, pos, l.Neg(l))
			if held[pos].Add(held[pos], l); held[pos].IsZero() {
				delete(held, pos)
				order = slices.Delete(order, i, i+1)
			}
			burns++
		default:
			if err := p.Locate(&v, &s); err != nil {
				t.Fatal(err)
			}
			q := inquire(r, p, &v)
			limit := v.ladder.sides[q.d][v.at[q.d]+1+r.IntN(8)].sqrt // stay where liquidity is
			if q.amount.IsZero() || !allowed(q.d, &s.SqrtPriceX96, &limit) {
				continue
			}
			q.limit = &limit
			var got Result
			if err := p.ask(&v, q, &got); err != nil {
				t.Fatalf("%v: %v", q, err)
			}
			want, err := m.swap(t, pool, q.d, q.exactOut, q.amount, q.limit)
			if want.Crossed = got.Crossed; err != nil || got != want {
				t.Fatalf("%v: got %+v, want %+v, %v", q, got, want, err)
			}
			s = got.After
			swaps++
		}
		if want := state(pool); s != want {
			t.Fatalf("state %+v, the pool's %+v", s, want)
		}
	}
	known := map[int32]Tick{}
	for _, tick := range p.Ticks() {
		known[tick.Index] = tick
	}
	for index := range touched {
		want := stored(pool, index)
		if got, ok := known[index]; ok != !want.Gross.IsZero() || ok && got != want {
			t.Fatalf("tick %+v, the pool's %+v", got, want)
		}
	}
	if slowdown > 1 {
		return // too few to ask for variety
	}
	if refused == 0 || swaps == 0 || burns == 0 || len(known) == len(touched) {
		t.Errorf("the sample is too tame: %d mints, %d burns, %d refused, %d swaps, %d of %d ticks left", mints, burns, refused, swaps, len(known), len(touched))
	}
}

func change(t *testing.T, p *Pool, s *State, pos position, delta *uint256.Int) {
	t.Helper()
	if err := p.Modify(pos.lower, pos.upper, delta); err != nil {
		t.Fatal(err)
	}
	if err := s.Cover(pos.lower, pos.upper, delta); err != nil {
		t.Fatal(err)
	}
}

// The opposite change undoes a change, to the last field.
func TestModifyIsUndone(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 300 {
		tier := tiers[r.IntN(len(tiers))]
		p, _ := random(r, tier.fee, tier.spacing)
		before := slices.Clone(p.ticks)
		lower := r.Int32N(2000) - 1000
		upper := lower + 1 + r.Int32N(1000)
		if r.IntN(2) == 0 && len(before) > 1 { // on ticks that exist
			lower, upper = before[0].Index/tier.spacing, before[len(before)-1].Index/tier.spacing
		}
		l := wide(r, 60)
		if err := p.Modify(lower*tier.spacing, upper*tier.spacing, &l); err != nil {
			if !slices.Equal(before, p.ticks) {
				t.Fatal("a refused change left something")
			}
			continue
		}
		if slices.Equal(before, p.ticks) {
			t.Fatal("nothing changed")
		}
		if err := p.Modify(lower*tier.spacing, upper*tier.spacing, l.Neg(&l)); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(before, p.ticks) {
			t.Fatalf("before %v\nafter %v", before, p.ticks)
		}
	}
}

func TestModifyRefuses(t *testing.T) {
	p, err := New(3000, 60, nil)
	if err != nil {
		t.Fatal(err)
	}
	one, minus := uint256.NewInt(1), new(uint256.Int).SetAllOne()
	most := maxLiquidityPerTick(60)
	if err := p.Modify(-60, 60, &most); err != nil {
		t.Fatalf("the most a tick may hold: %v", err)
	}
	before := slices.Clone(p.ticks)
	for _, c := range []struct {
		name         string
		lower, upper int32
		delta        *uint256.Int
		want         error
	}{
		{"empty range", 60, 60, one, amm.ErrState},
		{"reversed range", 120, 60, one, amm.ErrState},
		{"unusable tick", -60, 61, one, amm.ErrState},
		{"tick below the range", -887280, 60, one, amm.ErrState},
		{"tick above the range", -60, 887280, one, amm.ErrState},
		{"too much for the lower tick", -60, 120, one, amm.ErrOverflow},
		{"too much for the upper tick", -120, 60, one, amm.ErrOverflow},
		{"not an int128", -600, 600, new(uint256.Int).Lsh(one, 130), amm.ErrOverflow},
		{"burn where nothing is", 120, 180, minus, amm.ErrState},
		{"burn across a gap", -60, 120, minus, amm.ErrState},
	} {
		if err := p.Modify(c.lower, c.upper, c.delta); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if !slices.Equal(before, p.ticks) {
			t.Fatalf("%s: the pool changed", c.name)
		}
	}
	if err := p.Modify(-600, 600, new(uint256.Int)); err != nil || !slices.Equal(before, p.ticks) {
		t.Errorf("a burn of nothing: %v", err)
	}
}

func TestNewRefuses(t *testing.T) {
	u := uint256.NewInt
	minus := func(n uint64) uint256.Int { return *new(uint256.Int).Neg(u(n)) }
	pair := func(lower, upper int32) []Tick {
		return []Tick{{lower, *u(5), *u(5)}, {upper, *u(5), minus(5)}}
	}
	if _, err := New(3000, 60, pair(-60, 60)); err != nil {
		t.Fatalf("a good pool: %v", err)
	}
	for _, c := range []struct {
		name    string
		fee     uint32
		spacing int32
		ticks   []Tick
	}{
		{"fee of everything", feeUnit, 60, nil},
		{"no spacing", 3000, 0, nil},
		{"spacing too wide", 3000, maxSpacing + 1, nil},
		{"off the spacing", 3000, 60, pair(-61, 60)},
		{"descending", 3000, 60, []Tick{{60, *u(5), *u(5)}, {-60, *u(5), minus(5)}}},
		{"twice", 3000, 60, []Tick{{60, *u(5), *u(5)}, {60, *u(5), minus(5)}}},
		{"liquidity left", 3000, 60, pair(-60, 60)[:1]},
		{"negative liquidity", 3000, 60, []Tick{{-60, *u(5), minus(5)}, {60, *u(5), *u(5)}}},
		{"no gross", 3000, 60, []Tick{{-60, *u(0), *u(0)}}},
		{"net above gross", 3000, 60, []Tick{{-60, *u(4), *u(5)}, {60, *u(5), minus(5)}}},
	} {
		if _, err := New(c.fee, c.spacing, c.ticks); !errors.Is(err, amm.ErrState) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
