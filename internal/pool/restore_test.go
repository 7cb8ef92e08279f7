package pool

import (
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/token"
)

// reborn is a market from another's export, by way of its text.
func (s *street) reborn(m *Market, c *tally) *Market {
	s.t.Helper()
	text, err := json.Marshal(m.Export())
	if err != nil {
		s.t.Fatal(err)
	}
	e, err := ParseExport(text)
	if err != nil {
		s.t.Fatal(err)
	}
	opts := s.options(c.listener())
	opts.Client = nil
	n, err := FromExport(e, opts)
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// identical fails the test unless two markets answer the same, to the last id.
func identical(t *testing.T, what string, a, b *Market, rng *rand.Rand) {
	t.Helper()
	headA, headB := a.Head(), b.Head()
	headA.Mix, headB.Mix = common.Hash{}, common.Hash{}
	if !sameExport(a.Export(), b.Export()) || !slices.Equal(a.speculation(), b.speculation()) {
		t.Fatalf("%s: the states differ", what)
	}
	if a.heard != b.heard || a.clock != b.clock || a.distrusted != b.distrusted || headA != headB || a.Pools() != b.Pools() || a.Tokens().Len() != b.Tokens().Len() || (a.Sighted() == nil) != (b.Sighted() == nil) {
		t.Fatalf("%s: %d pools at %d, want %d at %d", what, b.Pools(), b.Head().Number, a.Pools(), a.Head().Number)
	}
	for i := range a.Tokens().Len() {
		if *a.Tokens().At(token.ID(i)) != *b.Tokens().At(token.ID(i)) {
			t.Fatalf("%s: token %d is another", what, i)
		}
	}
	for i := range amm.PoolID(a.Pools()) {
		if *a.Info(i) != *b.Info(i) {
			t.Fatalf("%s: pool %d is %+v, want %+v", what, i, b.Info(i), a.Info(i))
		}
		for _, d := range []amm.Direction{amm.ZeroForOne, amm.OneForZero} {
			h := amm.NewHop(i, d)
			if a.LogRate(h) != b.LogRate(h) {
				t.Fatalf("%s: hop %d has another rate", what, h)
			}
			for range 20 {
				x := new(uint256.Int).Rsh(uint256.NewInt(rng.Uint64()), uint(rng.IntN(60)))
				x.Lsh(x, uint(rng.IntN(20)))
				var outA, outB uint256.Int
				errA, errB := a.Quote(h, x, &outA), b.Quote(h, x, &outB)
				if errA != errB || outA != outB { //nolint:errorlint // the very same value
					t.Fatalf("%s: hop %d gives %s (%v) for %s, want %s (%v)", what, h, outB.Dec(), errB, x.Dec(), outA.Dec(), errA)
				}
				segA, _ := a.Segment(h, float64(x.Uint64()), 0)
				segB, _ := b.Segment(h, float64(x.Uint64()), 0)
				if segA != segB {
					t.Fatalf("%s: hop %d has another segment at %s", what, h, x.Dec())
				}
			}
		}
	}
}

// A market from an export is told the same as the market that was exported:
// predictions, surprises, lost pools that are read again, new pools, replaced
// blocks. They stay the same to the last bit.
func TestARestoredMarketIsTheSame(t *testing.T) {
	s := newStreet(t)
	var ca, cb tally
	a := s.load(&ca)
	r := s.trader(11)
	r.confirm(a, 10)
	a = s.load(&ca) // the export is of a market that has just been loaded
	b := s.reborn(a, &cb)
	ca, cb = tally{}, tally{}
	identical(t, "restored", a, b, r.rng)
	confirm := func(what string, b0 *types.Block) {
		t.Helper()
		changed, err := a.Confirm(s.block(b0))
		changed = slices.Clone(changed)
		also, errB := b.Confirm(s.block(b0))
		if (err == nil) != (errB == nil) || !slices.Equal(changed, also) {
			t.Fatalf("%s: changed %v (%v), want %v (%v)", what, also, errB, changed, err)
		}
		identical(t, what, a, b, r.rng)
	}
	install := func(what string) {
		t.Helper()
		for _, m := range []*Market{a, b} {
			q, wanted := m.Wanted(nil)
			if !wanted {
				t.Fatalf("%s: nothing is wanted", what)
			}
			f, err := q.Fetch(t.Context(), s.client)
			if err != nil {
				t.Fatal(err)
			}
			if err := m.Install(f); err != nil {
				t.Fatal(err)
			}
		}
		identical(t, what, a, b, r.rng)
	}
	fork := a.Head()
	for i := range 4 {
		for range 12 {
			r.swap()
			if i%2 == 1 {
				r.move()
			}
		}
		block := s.commit()
		if pa, pb := slices.Clone(s.predict(a, block, nil)), s.predict(b, block, nil); !slices.Equal(pa, pb) {
			t.Fatalf("block %d: predicted %v, want %v", block.NumberU64(), pb, pa)
		}
		identical(t, "predicted", a, b, r.rng)
		confirm("confirmed", block)
	}
	for _, m := range []*Market{a, b} {
		m.distrust(3, "as if")
		m.distrust(8, "as if")
	}
	identical(t, "lost", a, b, r.rng)
	if a2 := s.reborn(a, &tally{}); a2.Trusted(3) || a2.Trusted(8) || !a2.Trusted(4) || a2.distrusted != 2 {
		t.Error("a restored market trusts what its origin does not")
	}
	install("read again")

	s.pool3(s.tokens[1], s.tokens[3], 3000)
	confirm("pool created", s.commit())
	if c := s.reborn(a, &tally{}); len(c.newborn) != 1 || c.newborn[0] != a.newborn[0] {
		t.Errorf("created pools %+v, want %+v", c.newborn, a.newborn)
	}
	install("pool installed")
	if a.Pools() != 12 {
		t.Errorf("%d pools, want 12", a.Pools())
	}

	s.eventually("the chain does not fork", func() bool { return s.sim.Fork(fork.Hash) == nil })
	for range 8 {
		r.call(s.tokens[0], big.NewInt(1), nil)
		r.swap()
		confirm("replaced", s.commit())
	}
	if ca.reorgs != 1 || ca.outcome != cb.outcome || ca.predicted != cb.predicted || ca.unpredicted != cb.unpredicted || ca.reorgs != cb.reorgs || !slices.Equal(ca.trust, cb.trust) {
		t.Errorf("facts %+v, want %+v", cb, ca)
	}
	if c := a.Counts(); c != b.Counts() {
		t.Errorf("counts %+v, want %+v", b.Counts(), c)
	}
}

// An export of another chain, base token or set of factories is refused, and so
// is one that contradicts itself.
func TestFromExportRefusesAnother(t *testing.T) {
	good := func() *Export {
		e, err := ParseExport([]byte(readTestFile(t)))
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	for name, tc := range map[string]struct {
		spoil func(*Export, *Options)
		ok    bool
	}{
		"as it is":         {func(*Export, *Options) {}, true},
		"same options":     {func(e *Export, o *Options) { o.Profile.ID, o.Base, o.Factories = e.Chain, e.Base, e.Factories }, true},
		"chain":            {func(_ *Export, o *Options) { o.Profile.ID = 1 }, false},
		"base":             {func(e *Export, o *Options) { o.Base = e.Tokens[1].Address }, false},
		"factories":        {func(e *Export, o *Options) { o.Factories = e.Factories[:1] }, false},
		"no base":          {func(e *Export, _ *Options) { e.Base = [20]byte{} }, false},
		"token twice":      {func(e *Export, _ *Options) { e.Tokens = append(e.Tokens, e.Tokens[0]) }, false},
		"unknown token":    {func(e *Export, _ *Options) { e.Pools[0].Tokens[1] = e.Pools[0].Address }, false},
		"pool twice":       {func(e *Export, _ *Options) { e.Pools[1].Address = e.Pools[0].Address }, false},
		"no such factory":  {func(e *Export, _ *Options) { e.Pools[0].Factory = 2 }, false},
		"other family":     {func(e *Export, _ *Options) { e.Pools[0].Factory = 1 }, false},
		"unknown family":   {func(e *Export, _ *Options) { e.Pools[1].Family = 9 }, false},
		"impossible state": {func(e *Export, _ *Options) { e.Pools[1].Liquidity.AddUint64(&e.Pools[1].Liquidity, 1) }, false},
		"impossible fee":   {func(e *Export, _ *Options) { e.Pools[0].Fee = 150 }, false},
		"created nowhere":  {func(e *Export, _ *Options) { e.Created[0].Factory = -1 }, false},
	} {
		e, o := good(), Options{}
		tc.spoil(e, &o)
		if _, err := FromExport(e, o); (err == nil) != tc.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The steps of a swap add up to the quote, and end where it ends.
func TestTraceAddsUp(t *testing.T) {
	crossings := 0
	defer func() { t.Logf("%d ticks crossed", crossings) }()
	rapid.Check(t, func(t *rapid.T) {
		e := someExport(t)
		m, err := FromExport(e, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range amm.PoolID(m.Pools()) {
			h := amm.NewHop(i, amm.Direction(rapid.IntRange(0, 1).Draw(t, "direction")))
			in := uint256.NewInt(rapid.Uint64().Draw(t, "in"))
			in.Lsh(in, uint(rapid.IntRange(0, 64).Draw(t, "bits")))
			var want, sumIn, sumOut uint256.Int
			errQuote := m.Quote(h, in, &want)
			steps, err := m.Trace(h, in)
			if err != errQuote { //nolint:errorlint // the very same value
				t.Fatalf("trace: %v, quote: %v", err, errQuote)
			}
			if err != nil {
				continue
			}
			crossed := 0
			for k := range steps {
				sumIn.Add(&sumIn, &steps[k].In)
				sumOut.Add(&sumOut, &steps[k].Out)
				crossed += steps[k].Crossed
				if steps[k].In.IsZero() && steps[k].Crossed == 0 {
					t.Fatalf("step %d of %d does nothing", k, len(steps))
				}
			}
			if sumIn != *in || sumOut != want {
				t.Fatalf("%d steps take %s and give %s, want %s and %s", len(steps), sumIn.Dec(), sumOut.Dec(), in.Dec(), want.Dec())
			}
			crossings += crossed
			if s := &m.slots[i]; s.family == amm.Concentrated {
				r := s.quoteAll(t, h, in)
				if r.After != steps[len(steps)-1].After || r.Crossed != crossed {
					t.Fatalf("ends at %+v after %d ticks, want %+v after %d", steps[len(steps)-1].After, crossed, r.After, r.Crossed)
				}
			}
		}
	})
}

func (s *slot) quoteAll(t *rapid.T, h amm.Hop, in *uint256.Int) (r concentrated.Result) {
	if err := s.conc.QuoteIn(&s.ahead, h.Direction(), in, nil, &r); err != nil {
		t.Fatal(err)
	}
	return r
}
