package market

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"go.uber.org/goleak"

	"mevbot/internal/artifact"
	"mevbot/internal/chain"
	"mevbot/internal/devnet"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// go-ethereum has no way to end these.
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/eth/filters.(*FilterAPI).timeoutLoop"),
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		// Ends by itself a second after its database was closed.
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	)
}

// place is a chain with a market on it, mined by the test.
type place struct {
	*Market
	chain *devnet.Chain
	head  *types.Block
}

// open starts a chain at a fixed hour and deploys a market on it.
func open(t testing.TB, seed int64, change func(*devnet.Options)) *place {
	t.Helper()
	return openMarket(t, Options{Seed: seed}, change)
}

func openMarket(t testing.TB, options Options, change func(*devnet.Options)) *place {
	t.Helper()
	options.Operator = common.HexToAddress("0xb07")
	m, err := New(options)
	if errors.Is(err, artifact.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	o := devnet.Options{
		HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0", Delay: -1, FeedLead: -1,
		Alloc: m.Genesis(), TargetBaseFee: m.TargetBaseFee, Filler: m.Filler,
		Now: func() time.Time { return time.Unix(1_700_000_000, 0) },
	}
	if change != nil {
		change(&o)
	}
	c, err := devnet.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := m.Deploy(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	p := &place{Market: m, chain: c}
	if p.head, err = c.Client().BlockByNumber(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return p
}

// step mines the traffic after the head in its order of arrival.
func (p *place) step(t testing.TB) types.Receipts {
	t.Helper()
	arrivals, err := p.Next(t.Context(), p.head)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortStableFunc(arrivals, func(a, b devnet.Timed) int { return cmp.Compare(a.At, b.At) })
	var txs []*types.Transaction
	for _, a := range arrivals {
		if a.At < 0 || a.At >= p.options.Interval {
			t.Fatalf("a transaction arrives at %v of %v", a.At, p.options.Interval)
		}
		txs = append(txs, a.Tx)
	}
	want := int64(p.TargetBaseFee(chain.Block(p.head.NumberU64() + 2)).Uint64())
	aim, fee := int64(p.head.GasLimit()/2), p.head.BaseFee().Int64()
	const others = 3_500_000 // what the rest of a block uses, about
	if tx := p.Filler(p.head.Header(), uint64(max(0, aim+8*aim/1000*((want-fee)*1000/fee)-others))); tx != nil {
		txs = append(txs, tx)
	}
	block, receipts, err := p.chain.Mine(t.Context(), txs)
	if err != nil {
		t.Fatal(err)
	}
	p.head = block
	return receipts
}

// TestMarket shares one chain, because deploying takes seconds.
func TestMarket(t *testing.T) {
	p := open(t, 1, nil)
	p.check(t, "everything announced is there", testEverythingAnnouncedIsThere)
	p.check(t, "rivals can be left out", testNoRivals)
	p.check(t, "a payload tells nothing", testPayloadTellsNothing)
	p.check(t, "the market is alive", testAlive)
	p.check(t, "traders know the contracts", testTradersKnowTheContracts)
	p.check(t, "routers take every form", testRoutersTakeEveryForm)
	p.check(t, "same seed, same traffic", testSameSeedSameTraffic)
}

func (p *place) check(t *testing.T, name string, f func(*testing.T, *place)) {
	t.Run(name, func(t *testing.T) { f(t, p) })
}

func testEverythingAnnouncedIsThere(t *testing.T, p *place) {
	a, err := Known()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]common.Address{
		"WETH": a.WETH, "Multicall3": a.Multicall3, "ArbGasInfo": a.ArbGasInfo, "NodeInterface": a.NodeInterface,
		"Executor": a.Executor, "QuoterV2": a.QuoterV2, "TickLens": a.TickLens, "PositionManager": a.PositionManager,
		"SequencerUptime": a.SequencerUptime, "Opaque": a.Opaque, "Keeper": a.Keeper, "Burner": a.Burner,
	}
	for _, f := range a.Factories {
		at[f.Name] = f.Address
	}
	for _, r := range a.Routers {
		at[r.Name] = r.Address
	}
	for _, tok := range a.Tokens {
		at[tok.Symbol], at[tok.Symbol+" / USD"] = tok.Address, tok.Aggregator
	}
	for name, address := range at {
		code, err := p.client.CodeAt(t.Context(), address, nil)
		if err != nil || len(code) == 0 {
			t.Errorf("%s at %s: %d bytes of code, %v", name, address, len(code), err)
		}
	}
	pairs := map[[2]int]int{}
	for i := range p.pools {
		code, err := p.client.CodeAt(t.Context(), p.pools[i].address, nil)
		if err != nil || len(code) == 0 {
			t.Errorf("pool %d at %s: %d bytes of code, %v", i, p.pools[i].address, len(code), err)
		}
		pairs[[2]int{p.pools[i].token0, p.pools[i].token1}]++
	}
	several := 0
	for _, n := range pairs {
		if n > 1 {
			several++
		}
	}
	if len(p.pools) < 60 || len(a.Tokens) < 12 || several < 15 {
		t.Errorf("%d pools over %d tokens, %d pairs with several pools", len(p.pools), len(a.Tokens), several)
	}
	if gaps, err := p.Survey(t.Context(), p.head.Header()); err != nil || len(gaps) > 0 {
		t.Errorf("the market opens with gaps: %v, %v", gaps, err)
	}
}

// testSameSeedSameTraffic plans the same block by markets of their own that
// know the same chain.
func testSameSeedSameTraffic(t *testing.T, p *place) {
	w, err := p.reach(t.Context(), p.head)
	if err != nil {
		t.Fatal(err)
	}
	plan := func(seed int64) (list []common.Hash) {
		m, err := New(Options{Seed: seed, Operator: p.options.Operator})
		if err != nil {
			t.Fatal(err)
		}
		m.client = p.client
		m.known.keep(p.head.Hash(), w.clone())
		arrivals, err := m.Next(t.Context(), p.head)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range arrivals {
			list = append(list, a.Tx.Hash())
		}
		return list
	}
	first := plan(5)
	if again := plan(5); len(first) == 0 || !slices.Equal(first, again) {
		t.Errorf("seed 5 gave %d and %d transactions that are not the same", len(first), len(again))
	}
	if other := plan(6); slices.Equal(first, other) {
		t.Error("seeds 5 and 6 give the same traffic")
	}
}

// TestRunsOnTheClock lets the chain make its own blocks, with a reorganisation
// on the way, and then compares what the market believes with the contracts.
func TestRunsOnTheClock(t *testing.T) {
	p := open(t, 3, func(o *devnet.Options) {
		o.BlockTime, o.Now = 40*time.Millisecond, time.Now
		o.Faults = []devnet.Fault{{Kind: devnet.Reorg, At: 600 * time.Millisecond, Count: 3}}
	})
	start := p.head.NumberU64()
	heads := make(chan *types.Header, 256)
	sub, err := p.client.SubscribeNewHead(t.Context(), heads)
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.chain.Run(ctx, p.Market) }()
	var seen uint64
	reorganised := false
	for n := 0; n < 60 || !reorganised; n++ {
		var h *types.Header
		select {
		case h = <-heads:
		case err := <-done:
			t.Fatalf("the chain ended by itself: %v", err)
		case err := <-sub.Err():
			t.Fatalf("the subscription ended: %v", err)
		}
		if number := h.Number.Uint64(); number <= seen {
			reorganised = true
		}
		seen = h.Number.Uint64()
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	head, err := p.client.BlockByNumber(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	p.head = head
	p.compare(t)
	c := p.chain.Counts()
	if made := head.NumberU64() - start; c.Transactions < 5*made {
		t.Errorf("%d blocks with %d transactions", made, c.Transactions)
	}
	if fee, want := head.BaseFee().Uint64(), p.TargetBaseFee(chain.Block(head.NumberU64())).Uint64(); fee < want/2 || fee > want*2 {
		t.Errorf("the base fee is %d, far from its target %d", fee, want)
	}
}

// testNoRivals plans the same gaps with and without rivals.
func testNoRivals(t *testing.T, p *place) {
	defer func(was bool) { p.options.NoRivals = was }(p.options.NoRivals)
	rivals := func(off bool) (n int) {
		p.options.NoRivals = off
		for i := range p.pending {
			p.pending[i].open = false
		}
		arrivals, err := p.Next(t.Context(), p.head)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range arrivals {
			if from, err := types.Sender(p.signer, a.Tx); err == nil && p.IsRival(from) {
				n++
			}
		}
		return n
	}
	with := 0
	for range 30 {
		with += rivals(false)
		if n := rivals(true); n > 0 {
			t.Fatalf("%d trades of rivals although there are none", n)
		}
		p.step(t)
	}
	if with == 0 {
		t.Error("no gap was contested: the test tells nothing")
	}
}
