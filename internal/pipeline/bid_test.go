package pipeline

import (
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/gas"
	"mevbot/internal/order"
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
				b.bids.Learn([]order.Sample{{Paid: 3000, Len: 2, Pools: [4]amm.PoolID{0, 1}}})
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
				b.bids.Learn([]order.Sample{{Own: true, Len: 4, Pools: [4]amm.PoolID{0, 1, 2, 3}}})
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
