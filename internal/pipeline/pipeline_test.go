package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/execute"
	"mevbot/internal/gas"
	"mevbot/internal/pool"
	"mevbot/internal/profit"
	"mevbot/internal/rpc"
)

// The market of the tests: three pairs of the base token and another, and one
// pair of the base token and a third.
var (
	base   = common.HexToAddress("0x01")
	other  = common.HexToAddress("0x02")
	third  = common.HexToAddress("0x03")
	pairs  = []common.Address{common.HexToAddress("0xa1"), common.HexToAddress("0xa2"), common.HexToAddress("0xa3"), common.HexToAddress("0xa4")}
	sync   = crypto.Keccak256Hash([]byte("Sync(uint112,uint112)"))
	ether  = uint256.NewInt(1e18)
	facto  = pool.Factory{Name: "v2", Family: amm.ConstantProduct, Address: common.HexToAddress("0xf0"), FeeBps: 30}
	cheap  = gas.View{Snapshot: gas.Snapshot{BaseFee: *uint256.NewInt(1e8), At: time.Unix(1, 0)}}
	never  = profit.Rule{MinExact: 1 << 60}
	rules  = profit.Rules{Floor: *uint256.NewInt(1), Tier: [profit.Tiers]profit.Rule{{MinNet: *ether, Policy: profit.Policy{Send: true}}, never, never, {Policy: profit.Policy{Send: true}}}}
	ground = pool.Options{Multicall: base, Factories: []pool.Factory{facto}, Base: base, Profile: chain.Local}
)

// account notes what it is told.
type account struct {
	plans     []execute.Plan
	refuses   bool
	confirmed chain.Block
}

func (a *account) Submit(p execute.Plan) bool {
	if a.refuses {
		return false
	}
	a.plans = append(a.plans, p)
	return true
}
func (a *account) Sequenced(common.Hash)   {}
func (a *account) Confirmed(b chain.Block) { a.confirmed = b }
func (a *account) Freed() <-chan struct{}  { return nil }

type bench struct {
	*testing.T
	*Pipeline
	account account
	now     Moment
	found   []event.Opportunity
	dropped map[uint64]string
	head    chain.Block
}

func hashOf(b chain.Block) common.Hash { return common.BytesToHash([]byte{0xb, byte(b)}) }

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, now: Moment{Now: time.Unix(9, 0), Gas: &cheap, Allowed: true, Free: 1}, dropped: map[uint64]string{}, head: 1}
	var births []string
	for i, p := range pairs {
		with := other
		if i == 3 {
			with = third
		}
		births = append(births, fmt.Sprintf(`{"address":%q,"token":[%q,%q],"fee_pips":3000,"tokens":[{"Address":%q,"Symbol":"A","Decimals":18},{"Address":%q,"Symbol":"B","Decimals":18}],
			"snapshot":{"pair":{"Reserve0":"1000000000000000000000","Reserve1":"1000000000000000000000"}}}`, p, base, with, base, with))
	}
	var origin pool.Fetched
	head, err := json.Marshal(rpc.Head{Number: 1, Hash: hashOf(1), Time: 100})
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(fmt.Sprintf(`{"head":%s,"births":[%s]}`, head, strings.Join(births, ","))), &origin); err != nil {
		t.Fatal(err)
	}
	market, err := pool.Restore(ground, &origin)
	if err != nil {
		t.Fatal(err)
	}
	if market.Pools() != len(pairs) {
		t.Fatalf("%d pools", market.Pools())
	}
	b.Pipeline, err = New(Options{
		Setup:  Setup{Profile: chain.Local, Base: base, Rules: rules, Deadline: 30},
		Market: market, Account: &b.account, Sense: func(now *Moment) { *now = b.now },
		Listener: event.Listener{
			Opportunity: func(o event.Opportunity) { b.found = append(b.found, o) },
			Dropped:     func(d event.Dropped) { b.dropped[d.ID] = d.Reason },
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// block confirms a block that leaves pairs with reserves in thousandths of an
// ether.
func (b *bench) block(reserves map[int][2]uint64) {
	b.Helper()
	b.head++
	block := &pool.Block{Head: rpc.Head{Number: b.head, Hash: hashOf(b.head), Parent: hashOf(b.head - 1), Time: 100 + uint64(b.head)}, Received: b.now.Now}
	for i := range pairs {
		r, ok := reserves[i]
		if !ok {
			continue
		}
		data := make([]byte, 0, 64)
		for _, v := range r {
			word := new(uint256.Int).Mul(uint256.NewInt(v), uint256.NewInt(1e15)).Bytes32()
			data = append(data, word[:]...)
		}
		block.Logs = append(block.Logs, rpc.Log{Address: pairs[i], Topics: []common.Hash{sync}, Data: data, TxHash: common.BytesToHash([]byte{byte(i)})})
	}
	if err := b.Turn(&Turn{Block: block}); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) again() {
	b.Helper()
	if err := b.Turn(&Turn{}); err != nil {
		b.Fatal(err)
	}
}

// small and large are gaps between pairs 0 and 1, and 0 and 2.
var (
	small = map[int][2]uint64{1: {1_050_000, 1_000_000}}
	large = map[int][2]uint64{2: {1_500_000, 1_000_000}}
)

func TestTheBestIsSentAndTheRestSaysWhy(t *testing.T) {
	b := newBench(t)
	b.block(map[int][2]uint64{1: small[1], 2: large[2]})
	if len(b.account.plans) != 1 || len(b.found) < 2 {
		t.Fatalf("%d plans of %d opportunities", len(b.account.plans), len(b.found))
	}
	p := b.account.plans[0]
	for _, o := range b.found {
		reason, dropped := b.dropped[o.ID]
		if o.ID == p.Opportunity {
			if dropped || o.Tier != "exceptional" || !o.Net.Eq(&p.Net) {
				t.Errorf("sent %+v, dropped %q", o, reason)
			}
			continue
		}
		if reason != "superseded" {
			t.Errorf("opportunity %d: %q", o.ID, reason)
		}
		if o.Net.Gt(&p.Net) {
			t.Errorf("a better one was left: %s > %s", o.Net.Dec(), p.Net.Dec())
		}
	}
	if p.Deadline != 102+30 || p.Block != 2 || !p.MinProfit.Eq(&p.Cost) || b.account.confirmed != 2 {
		t.Errorf("%+v, confirmed %d", p, b.account.confirmed)
	}
}

func TestWhyNothingIsSent(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*bench)
		reason string
	}{
		{"an operator stopped the trading", func(b *bench) { b.now.Allowed = false }, "stopped"},
		{"an attempt is on its way", func(b *bench) { b.now.Free = 0 }, "busy"},
		{"an attempt on its way goes through its pool", func(b *bench) { b.now.Taken = []amm.PoolID{1} }, "busy"},
		{"the account did not take it", func(b *bench) { b.account.refuses = true }, "busy"},
		{"what gas costs is not known", func(b *bench) { b.now.Gas = nil }, "stale_gas"},
		{"gas costs more than it gains", func(b *bench) {
			b.now.Gas = &gas.View{Snapshot: gas.Snapshot{BaseFee: *uint256.NewInt(1e15)}}
		}, "below_gas"},
		{"the feed has a gap", func(b *bench) { b.opts.Market.Gap(3, 9) }, "blind"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := newBench(t)
			tc.change(b)
			b.block(small)
			if len(b.account.plans) != 0 || len(b.found) == 0 {
				t.Fatalf("%d plans of %d opportunities", len(b.account.plans), len(b.found))
			}
			seen := false
			for _, reason := range b.dropped {
				seen = seen || reason == tc.reason
			}
			if !seen || len(b.dropped) != len(b.found) {
				t.Errorf("%d found, dropped %v", len(b.found), b.dropped)
			}
		})
	}
}

// What could not be sent is sent when the account is free, once.
func TestLookedAtAgain(t *testing.T) {
	b := newBench(t)
	b.now.Free = 0
	b.block(small)
	found := len(b.found)
	b.again()
	if len(b.account.plans) != 0 || len(b.found) != found {
		t.Fatalf("busy: %d plans, %d opportunities, had %d", len(b.account.plans), len(b.found), found)
	}
	b.now.Free = 1
	b.again()
	if len(b.account.plans) != 1 || len(b.found) != found+1 || !b.found[found].Again || b.found[found].ID != b.account.plans[0].Opportunity {
		t.Fatalf("free: %d plans, %+v", len(b.account.plans), b.found[found:])
	}
}

// A tier's cap bounds the input, and the opportunity is judged by what is left.
func TestInputIsCapped(t *testing.T) {
	b := newBench(t)
	b.opts.Rules.Tier[profit.Exceptional].MaxInput = *new(uint256.Int).Mul(ether, uint256.NewInt(60))
	b.opts.Rules.Tier[profit.Low].MaxInput = *ether
	b.block(large)
	if len(b.account.plans) != 1 {
		t.Fatalf("%d plans, dropped %v", len(b.account.plans), b.dropped)
	}
	p := b.account.plans[0]
	if most := new(uint256.Int).Mul(ether, uint256.NewInt(60)); !p.Candidate.In.Eq(most) {
		t.Errorf("in %s, want %s", p.Candidate.In.Dec(), most.Dec())
	}
	out := p.Candidate.In
	for _, h := range p.Candidate.Hops[:p.Candidate.Len] {
		var next uint256.Int
		if err := b.opts.Market.Quote(h, &out, &next); err != nil {
			t.Fatal(err)
		}
		out = next
	}
	if !out.Eq(&p.Candidate.Out) || !new(uint256.Int).Sub(&out, &p.Candidate.In).Eq(&p.Candidate.Gross) {
		t.Errorf("out %s gross %s, the pools give %s", p.Candidate.Out.Dec(), p.Candidate.Gross.Dec(), out.Dec())
	}
	b.opts.Rules.Tier[profit.Exceptional].MaxInput = *uint256.NewInt(1e15)
	b.again()
	if last := b.account.plans[len(b.account.plans)-1]; !last.Candidate.In.Eq(uint256.NewInt(1e15)) {
		t.Errorf("in %s after the cap was lowered", last.Candidate.In.Dec())
	}
}

// The plan insists on the cost and the part of the profit that the tier keeps.
func TestKeepAndVerify(t *testing.T) {
	b := newBench(t)
	b.opts.Rules.Tier[profit.Exceptional].KeepBps = 5000
	b.opts.Rules.Verify = *uint256.NewInt(1)
	b.block(large)
	p := b.account.plans[0]
	want := new(uint256.Int).Rsh(&p.Net, 1)
	want.Add(want, &p.Cost)
	if !p.MinProfit.Eq(want) || !p.Simulate {
		t.Errorf("least profit %s, want %s; simulate %v", p.MinProfit.Dec(), want.Dec(), p.Simulate)
	}
}

func TestInstallAndDoRunOnTheOwner(t *testing.T) {
	b := newBench(t)
	ended := make(chan error, 1)
	go func() { ended <- b.Pipeline.Run(t.Context(), Sources{}) }()
	pools := 0
	if err := b.Do(t.Context(), func(m *pool.Market) { pools = m.Pools() }); err != nil || pools != len(pairs) {
		t.Errorf("%d pools, %v", pools, err)
	}
	var lost pool.Fetched
	head, err := json.Marshal(rpc.Head{Number: 9, Hash: hashOf(9)})
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(fmt.Sprintf(`{"head":%s}`, head)), &lost); err != nil {
		t.Fatal(err)
	}
	if err := b.Install(t.Context(), &lost); err == nil {
		t.Error("a snapshot of an unknown block was installed")
	}
}

// Pools that are distrusted are traded no more, whatever gains through them, and an
// index that is wrong is right again once it was made anew.
func TestRemedies(t *testing.T) {
	b := newBench(t)
	b.now.Allowed = false
	b.block(large)
	b.now.Allowed = true
	if err := b.Turn(&Turn{Remedy: &Remedy{Distrust: []amm.PoolID{2}, Reason: "test"}}); err != nil {
		t.Fatal(err)
	}
	b.again()
	for _, p := range b.account.plans {
		for _, h := range p.Candidate.Hops[:p.Candidate.Len] {
			if h.Pool() == 2 {
				t.Errorf("a plan goes through a pool that is not trusted: %+v", p.Candidate)
			}
		}
	}
	if found := b.finder.Standing(nil); len(found) != 0 {
		t.Errorf("%d cycles gain, all went through the pool", len(found))
	}
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { ended <- b.Pipeline.Run(ctx, Sources{}) }()
	probe, err := b.Probe(ctx, []amm.PoolID{2, 0})
	if err != nil || len(probe.Stale) != 0 || probe.Pools != len(pairs) || probe.Lost != 1 || probe.Sample.Pools[0].Distrust != "test" || probe.Sample.Pools[1].Address != pairs[0] {
		t.Errorf("%+v, %v", probe, err)
	}
	// The index is made wrong behind its back: the market moves and nobody says so.
	if err := b.Do(ctx, func(m *pool.Market) { m.Distrust([]amm.PoolID{1}, "unsaid") }); err != nil {
		t.Fatal(err)
	}
	if probe, err = b.Probe(ctx, []amm.PoolID{0, 1, 2, 3}); err != nil || len(probe.Stale) != 1 || probe.Stale[0] != 1 {
		t.Errorf("stale %v, %v", probe.Stale, err)
	}
	if err := b.Mend(ctx, Remedy{Reindex: true}); err != nil {
		t.Fatal(err)
	}
	if probe, err = b.Probe(ctx, []amm.PoolID{0, 1, 2, 3}); err != nil || len(probe.Stale) != 0 {
		t.Errorf("stale %v, %v", probe.Stale, err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := b.Mend(ctx, Remedy{Reindex: true}); err == nil {
		t.Error("a street that has ended was mended")
	}
}
