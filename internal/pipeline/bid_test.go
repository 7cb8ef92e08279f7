package pipeline

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/execute"
	"mevbot/internal/gas"
	"mevbot/internal/order"
	"mevbot/internal/pool"
	"mevbot/internal/profit"
)

// priced is a view whose strategy offers a tip of gwei to every tier.
func priced(gwei uint64) *gas.View {
	view := cheap
	for i := range view.Tips {
		view.Tips[i] = *new(uint256.Int).Mul(uint256.NewInt(gwei), uint256.NewInt(1e9))
	}
	return &view
}

// What is paid for the place comes out of the net profit, and the executor is told
// to insist on it.
func TestAPlanPaysForItsPlace(t *testing.T) {
	free := newBench(t)
	free.block(small)
	plain := free.account.plans[0]
	if !plain.Tip.IsZero() {
		t.Errorf("a tip of %s where nobody asked for one", plain.Tip.Dec())
	}
	for name, change := range map[string]func(*bench){
		"offered by the strategy": func(b *bench) { b.now.Gas = priced(3) },
		"bid in an auction": func(b *bench) {
			b.now.Bids = true
			b.opts.MaxGasPrice = *uint256.NewInt(1e18)
			b.bids = order.NewBook(order.Rules{Most: 9000, Prior: 0, Weight: 1})
			for range 30 {
				b.bids.Learn([]order.Sample{{Paid: 3000, Weight: 10_000, Front: true, Len: 2, Pools: [4]amm.PoolID{0, 1}}})
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			change(b)
			b.block(small)
			if len(b.account.plans) != 1 {
				t.Fatalf("%d plans, dropped %v", len(b.account.plans), b.dropped)
			}
			p := b.account.plans[0]
			var paid, sum uint256.Int
			paid.Mul(&p.Tip, uint256.NewInt(p.GasUnits))
			sum.Add(&p.Net, &paid)
			if p.Tip.IsZero() || !sum.Eq(&plain.Net) || !sum.Sub(&p.Cost, &paid).Eq(&plain.Cost) || p.MinProfit.Lt(&p.Cost) {
				t.Errorf("tip %s for %d gas: net %s of %s, cost %s of %s, least %s", p.Tip.Dec(), p.GasUnits, p.Net.Dec(), plain.Net.Dec(), p.Cost.Dec(), plain.Cost.Dec(), p.MinProfit.Dec())
			}
		})
	}
}

// A tip that leaves less than the tier asks for, and an auction in which no bid is
// worth it, drop the plan.
func TestAPlaceThatCostsTooMuchIsLeft(t *testing.T) {
	for name, change := range map[string]func(*bench){
		"the strategy's tip": func(b *bench) { b.now.Gas = priced(1e9) },
		"a hopeless auction": func(b *bench) {
			b.now.Bids = true
			b.opts.MaxGasPrice = *uint256.NewInt(1e18)
			b.bids = order.NewBook(order.Rules{Most: 9000, Prior: 0, Weight: 0.01})
			for range 300 {
				b.bids.Learn([]order.Sample{{Own: true, Weight: 10_000, Front: true, Len: 4, Pools: [4]amm.PoolID{0, 1, 2, 3}}})
			}
			b.now.Gas = &gas.View{Snapshot: gas.Snapshot{BaseFee: *uint256.NewInt(1e11), At: cheap.At}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			change(b)
			b.block(small)
			if len(b.account.plans) != 0 || b.dropped[1] != string(profit.Outbid) {
				t.Errorf("%d plans, dropped %v", len(b.account.plans), b.dropped)
			}
		})
	}
}

// auctioned makes the bench's chain an auction of rounds of 125 ms; the first began
// now.
func (b *bench) auctioned() {
	rules := order.Rules{Most: 9000, Prior: 10_000, Weight: 1, Round: 125 * time.Millisecond, Margin: 30 * time.Millisecond}
	b.now.Bids, b.opts.MaxGasPrice = true, *uint256.NewInt(1e18)
	b.bids, b.rounds = order.NewBook(rules), rules.NewClock()
	b.rounds.Saw(b.now.Now)
}

// In an auction what is found waits for the end of the round, and goes out then on
// the state of then.
func TestAPlanWaitsForTheEndOfItsRound(t *testing.T) {
	b := newBench(t)
	b.auctioned()
	b.now.Now = b.now.Now.Add(10 * time.Millisecond)
	b.block(small)
	if len(b.account.plans) != 0 || b.dropped[1] != string(profit.Held) {
		t.Fatalf("%d plans, dropped %v", len(b.account.plans), b.dropped)
	}
	early := b.found[0]
	b.now.Now = b.now.Now.Add(85 * time.Millisecond)
	b.block(large)
	if len(b.account.plans) != 1 || !b.account.plans[0].Candidate.Gross.Gt(&early.Gross) {
		t.Errorf("%d plans at the end of the round, dropped %v", len(b.account.plans), b.dropped)
	}
}

// Nothing has to happen for the end of a round to be noticed.
func TestTheEndOfARoundComesByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.opts.Sense = func(now *Moment) { *now = b.now; now.Now = time.Now() }
		began := time.Now()
		b.now.Now = began
		b.auctioned()
		b.block(small)
		if len(b.account.plans) != 0 {
			t.Fatal("sent in the middle of the round")
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- b.Pipeline.Run(ctx, Sources{Blocks: make(chan *pool.Block)}) }()
		time.Sleep(time.Second)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if plans := b.account.plans; len(plans) != 1 {
			t.Errorf("%d plans at the end of the round, dropped %v", len(plans), b.dropped)
		} else if at := plans[0].Since.Sub(began); at != 95*time.Millisecond {
			t.Errorf("sent %s after the round began, want 95ms", at)
		}
	})
}

// A bid stays below what an attempt's gas may cost.
func TestABidKeepsToTheLimitOfAnAttempt(t *testing.T) {
	for _, most := range []uint64{0, 4e13} {
		b := newBench(t)
		b.auctioned()
		b.rounds = order.Clock{}
		b.bids = order.NewBook(order.Rules{Most: 9000, Weight: 1})
		b.opts.MaxAttemptGas = *uint256.NewInt(most)
		for range 30 {
			b.bids.Learn([]order.Sample{{Paid: 3000, Weight: 10_000, Front: true, Len: 2, Pools: [4]amm.PoolID{0, 1}}})
		}
		b.block(small)
		if most == 0 {
			if len(b.account.plans) != 1 || b.account.plans[0].Tip.IsZero() {
				t.Fatalf("%d plans, dropped %v", len(b.account.plans), b.dropped)
			}
			continue
		}
		for _, p := range b.account.plans {
			limit, err := execute.GasLimit(p.GasUnits)
			if err != nil {
				t.Fatal(err)
			}
			if p.Tip.Uint64()*limit > most {
				t.Errorf("a tip of %s on %d gas, over %d wei", p.Tip.Dec(), limit, most)
			}
		}
	}
}

// Through pairs alone the output at standing prices is the output itself: what the
// executor has to find is the least profit.
func TestAPlanSaysWhatTheExecutorHasToFind(t *testing.T) {
	b := newBench(t)
	b.block(small)
	p := b.account.plans[0]
	var want uint256.Int
	if want.Add(&p.Candidate.In, &p.MinProfit); !p.LeastOut.Eq(&want) || p.MinProfit.IsZero() {
		t.Errorf("least output %s, want %s", p.LeastOut.Dec(), want.Dec())
	}
}
