package pool

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Pass answers what Quote answers, and the ticks between which the price moved.
func TestPassIsQuote(t *testing.T) {
	s := newStreet(t)
	var c tally
	m, err := Load(t.Context(), s.options(c.listener()))
	if err != nil {
		t.Fatal(err)
	}
	rng, crossings, moves := rand.New(rand.NewPCG(1, 2)), 0, 0
	for h := range amm.Hop(2 * m.Pools()) {
		for range 40 {
			in := new(uint256.Int).Lsh(uint256.NewInt(1+rng.Uint64N(1<<16)), uint(rng.IntN(70)))
			var want, got uint256.Int
			errWant := m.Quote(h, in, &want)
			p, err := m.Pass(h, in, &got)
			if !errors.Is(err, errWant) || !got.Eq(&want) {
				t.Fatalf("pool %d, %s in: %s, %v; Quote says %s, %v", h.Pool(), in.Dec(), got.Dec(), err, want.Dec(), errWant)
			}
			slot := &m.slots[h.Pool()]
			if err != nil || slot.family != amm.Concentrated {
				if p != (Passage{}) {
					t.Errorf("pool %d: %+v, want nothing", h.Pool(), p)
				}
				continue
			}
			between := 0
			for _, tick := range slot.conc.Ticks() {
				if min(p.From, p.To) < tick.Index && tick.Index <= max(p.From, p.To) {
					between++
				}
			}
			if p.From != slot.speculative.conc.Tick || p.Crossed != between || h.Direction() == amm.ZeroForOne && p.To > p.From || h.Direction() == amm.OneForZero && p.To < p.From {
				t.Errorf("pool %d: %+v with %d ticks between", h.Pool(), p, between)
			}
			crossings += p.Crossed
			if p.From != p.To {
				moves++
			}
		}
	}
	if crossings == 0 || moves == 0 {
		t.Errorf("%d ticks crossed, %d moves: nothing was tried", crossings, moves)
	}
}
