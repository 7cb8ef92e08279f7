package pool

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/event"
)

// A pool that is distrusted answers nothing from then on, whatever was predicted of
// it, and is right again once it was read.
func TestDistrust(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	r := s.trader(11)
	r.confirm(m, 5)
	for id := range amm.PoolID(m.Pools()) {
		r.swap() // announced, not confirmed
		b := s.commit()
		s.predict(m, b, nil)
		trust := len(c.trust)
		changed := m.Distrust([]amm.PoolID{id, id, amm.PoolID(m.Pools())}, "test")
		var out uint256.Int
		if !slices.Contains(changed, id) || m.Trusted(id) || m.Quote(amm.NewHop(id, amm.ZeroForOne), uint256.NewInt(1e9), &out) == nil {
			t.Fatalf("pool %d still answers; changed %v", id, changed)
		}
		if len(c.trust) != trust+1 || c.trust[trust].Trusted || c.trust[trust].Reason != "test" {
			t.Errorf("trust %+v", c.trust[trust:])
		}
		if lost, hopeless := m.Lost(); lost != 1 || hopeless != 0 {
			t.Errorf("%d lost, %d hopeless", lost, hopeless)
		}
		if _, wanted := m.Wanted(map[amm.PoolID]bool{id: true}); wanted {
			t.Error("it is read although it has to wait")
		}
		if _, err := m.Confirm(s.block(b)); err != nil {
			t.Fatal(err)
		}
		if !mend(t, s, m) || !m.Trusted(id) {
			t.Fatalf("pool %d was not read again", id)
		}
	}
	r.confirm(m, 10)
	s.same(m)
	if c.outcome[event.Mismatch] != 0 {
		t.Errorf("outcomes %v", c.outcome)
	}
}

// A Mender waits with the pools that it is told to, and tells of its attempts.
func TestMenderTellsOfItsAttempts(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	var later map[amm.PoolID]bool
	var tried []Reload
	var refuse error
	f := &Mender{
		Client: s.client, Logger: slog.New(slog.DiscardHandler),
		Do: func(_ context.Context, f func(*Market)) error { f(m); return nil },
		Install: func(_ context.Context, got *Fetched) error {
			if refuse != nil {
				return refuse
			}
			return m.Install(got)
		},
		Later: func() map[amm.PoolID]bool { return later }, Tried: func(r Reload) { tried = append(tried, r) },
	}
	if err := f.mend(t.Context()); err != nil || len(tried) != 0 {
		t.Errorf("nothing is lost: %v %+v", err, tried)
	}
	m.Distrust([]amm.PoolID{1, 3}, "test")
	refuse = errors.New("no")
	if err := f.mend(t.Context()); !errors.Is(err, refuse) || len(tried) != 1 || !errors.Is(tried[0].Err, refuse) || !slices.Equal(tried[0].Pools, []amm.PoolID{1, 3}) {
		t.Errorf("%v %+v", err, tried)
	}
	refuse, later = nil, map[amm.PoolID]bool{3: true}
	if err := f.mend(t.Context()); err != nil || len(tried) != 2 || !slices.Equal(tried[1].Pools, []amm.PoolID{1}) || tried[1].Failed[0] != nil || tried[1].Reasons[0] != "test" {
		t.Errorf("%v %+v", err, tried)
	}
	if !m.Trusted(1) || m.Trusted(3) {
		t.Error("the wrong pool was read")
	}
	later = nil
	f.Install = func(_ context.Context, got *Fetched) error {
		err := m.Install(got)
		m.Distrust([]amm.PoolID{3}, "lost at once")
		return err
	}
	if err := f.mend(t.Context()); err != nil || len(tried) != 3 || tried[2].Failed[0] == nil || tried[2].Failed[0].Error() != "lost at once" {
		t.Errorf("%v %+v", err, tried)
	}
}

// What Corrupt does is seen by a comparison with the chain and by nothing else.
func TestCorruptIsSeenOnTheChainOnly(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	r := s.trader(12)
	r.confirm(m, 5)
	id, err := m.Corrupt()
	if err != nil {
		t.Fatal(err)
	}
	e := m.Sample([]amm.PoolID{id})
	if err := e.Pools[0].Inconsistent(); err != nil || !m.Trusted(id) {
		t.Errorf("pool %d: %v", id, err)
	}
	found, err := e.Compare(t.Context(), s.client)
	if err != nil || len(found) == 0 || found[0].Pool != m.Info(id).Address {
		t.Errorf("%v %v", found, err)
	}
	all, err := m.Export().Compare(t.Context(), s.client)
	if err != nil || !slices.Equal(all, found) {
		t.Errorf("%v %v", all, err)
	}
	m.Distrust([]amm.PoolID{id}, "test")
	mend(t, s, m)
	s.same(m)
}

// A sample is the same as the export of all, and quotes alike.
func TestSample(t *testing.T) {
	s := newStreet(t)
	var c tally
	m := s.load(&c)
	r := s.trader(13)
	r.confirm(m, 10)
	ids := []amm.PoolID{7, 0, 4}
	all, some := m.Export(), m.Sample(ids)
	copied, err := FromExport(some, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range ids {
		want, got := &all.Pools[id], &some.Pools[i]
		if got.ID != id || got.Address != want.Address || got.Reserve0 != want.Reserve0 || got.SqrtPriceX96 != want.SqrtPriceX96 || !slices.Equal(got.Ticks, want.Ticks) {
			t.Errorf("%+v, want %+v", got, want)
		}
		in := uint256.NewInt(1e15)
		var a, b uint256.Int
		one, two := m.Quote(amm.NewHop(id, 0), in, &a), copied.Quote(amm.NewHop(amm.PoolID(i), 0), in, &b)
		if a != b || (one == nil) != (two == nil) {
			t.Errorf("pool %d gives %s, its copy %s (%v, %v)", id, a.Dec(), b.Dec(), one, two)
		}
		if err := got.Inconsistent(); err != nil {
			t.Errorf("pool %d: %v", id, err)
		}
	}
}

// Each rule that the contract keeps is broken once.
func TestInconsistent(t *testing.T) {
	tick := func(index int32, gross uint64, net int64) concentrated.Tick {
		n := uint256.NewInt(uint64(max(net, -net)))
		if net < 0 {
			n.Neg(n)
		}
		return concentrated.Tick{Index: index, Gross: *uint256.NewInt(gross), Net: *n}
	}
	price, err := concentrated.SqrtRatioAtTick(5)
	if err != nil {
		t.Fatal(err)
	}
	sound := func() State {
		return State{
			Family: amm.Concentrated, Fee: 500, Spacing: 10, SqrtPriceX96: price, Tick: 5, Liquidity: *uint256.NewInt(7),
			Ticks: []concentrated.Tick{tick(-20, 7, 7), tick(10, 3, -3), tick(20, 4, -4)},
		}
	}
	p := sound()
	if err := p.Inconsistent(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*State){
		"liquidity: ":            func(p *State) { p.Liquidity = *uint256.NewInt(8) },
		"sqrtPriceX96: ":         func(p *State) { p.Tick = 7 },
		"tick: ":                 func(p *State) { p.Tick = concentrated.MaxTick },
		"ticks: ":                func(p *State) { p.Ticks = p.Ticks[:2] },
		"ticks[1].tick: ":        func(p *State) { p.Ticks[1].Index = -30 },
		"ticks[2].tick: ":        func(p *State) { p.Ticks[2].Index = 25 },
		"ticks[0].liquidityG":    func(p *State) { p.Ticks[0].Gross.Clear() },
		"ticks[0].liquidityN":    func(p *State) { p.Ticks[0].Net = *uint256.NewInt(9) },
		"ticks[1].liquidityNet:": func(p *State) { p.Ticks[1] = tick(10, 9, -8) },
		"reserve1: ": func(p *State) {
			*p = State{Family: amm.ConstantProduct, Reserve1: *new(uint256.Int).Lsh(uint256.NewInt(1), 112)}
		},
		"family: ": func(p *State) { p.Family = 99 },
	} {
		p := sound()
		change(&p)
		if err := p.Inconsistent(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
		p.Distrust = "not known"
		if err := p.Inconsistent(); err != nil {
			t.Errorf("a state that is not known: %v", err)
		}
	}
}
