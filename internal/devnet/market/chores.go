package market

import (
	"fmt"
	"math"
	"math/big"
)

// chore is what else happens on a chain: payments, permissions, price reports,
// liquidity that comes and goes, and transactions that fail.
func (t *turn) chore() error {
	switch n := t.rng.IntN(100); {
	case n < 24:
		return t.pay()
	case n < 32:
		return t.permit()
	case n < 52:
		return t.report()
	case n < 64:
		return t.provide3()
	case n < 72:
		return t.withdraw3()
	case n < 80:
		return t.provide2()
	case n < 84:
		return t.withdraw2()
	}
	return t.fail()
}

// anyTrader finds a trader without a transaction under way.
func (t *turn) anyTrader() (int, bool) {
	n := firstCovert - firstTrader
	return t.m.free(t.seen, firstTrader, n, t.rng.IntN(n))
}

// pay moves tokens or coins from one trader to another.
func (t *turn) pay() error {
	who, ok := t.anyTrader()
	if !ok {
		return nil
	}
	to := t.m.accounts[firstTrader+t.rng.IntN(firstCovert-firstTrader)].address
	token := t.rng.IntN(len(assets))
	amount := integer(t.w.units(token, t.money()))
	if token == weth && t.rng.IntN(2) == 0 {
		return t.send(who, to, call{value: amount, gas: 21_000})
	}
	data, err := t.m.code.weth.ABI.Pack("transfer", to, amount)
	if err != nil {
		return fmt.Errorf("pack transfer: %w", err)
	}
	return t.send(who, t.m.addresses.Tokens[token].Address, call{gas: 80_000, data: data})
}

// permit renews an approval of a home router.
func (t *turn) permit() error {
	who, ok := t.anyTrader()
	if !ok {
		return nil
	}
	data, err := t.m.code.weth.ABI.Pack("approve", t.m.addresses.Routers[home(who)].Address, maxUint)
	if err != nil {
		return fmt.Errorf("pack approval: %w", err)
	}
	return t.send(who, t.m.addresses.Tokens[t.rng.IntN(len(assets))].Address, call{gas: 80_000, data: data})
}

// home is a trader's router.
func home(who int) int { return (who - firstTrader) / tradersEach }

// report writes the true price of a token to its aggregator.
func (t *turn) report() error {
	who, ok := t.m.free(t.seen, reporter, 1, 0)
	if !ok {
		return nil
	}
	token := t.rng.IntN(len(assets))
	answer := integer(t.w.usd[token] * 1e8)
	return t.send(who, t.m.addresses.Tokens[token].Aggregator, call{gas: 200_000, data: t.m.code.aggregator.PackSet(answer)})
}

// provide3 opens a V3 position around the price of today.
func (t *turn) provide3() error {
	who, ok := t.m.free(t.seen, provider, 1, 0)
	if !ok {
		return nil
	}
	i := t.drawPool(v3)
	p, s := &t.w.pools[i], &t.w.states[i]
	center, width := floorTo(s.tick, p.spacing), int32(1+t.rng.IntN(16))*p.spacing
	share := 0.01 + 0.04*t.rng.Float64()
	b := band{center - width, center + width + p.spacing, s.liq * share}
	return t.send(who, t.m.addresses.Keeper, call{gas: 900_000, data: t.m.code.keeper.PackMintV3(p.address, positions(b))})
}

// withdraw3 takes a part of a position that the pool opened with.
func (t *turn) withdraw3() error {
	who, ok := t.m.free(t.seen, provider, 1, 0)
	if !ok {
		return nil
	}
	i := t.drawPool(v3)
	all := t.m.genesis.open(i).bands
	b := all[t.rng.IntN(len(all))]
	b.part *= 0.01 + 0.04*t.rng.Float64()
	return t.send(who, t.m.addresses.Keeper, call{gas: 600_000, data: t.m.code.keeper.PackBurnV3(t.w.pools[i].address, positions(b))})
}

// drawPool picks a pool of a family.
func (t *turn) drawPool(k kind) int {
	for {
		if i := t.rng.IntN(len(t.w.pools)); t.w.pools[i].kind == k {
			return i
		}
	}
}

// provide2 adds liquidity to a pair through a trader's own router.
func (t *turn) provide2() error {
	i := t.drawPool(v2)
	p, s := &t.w.pools[i], &t.w.states[i]
	who, ok := t.m.free(t.seen, firstTrader+p.factory*tradersEach, tradersEach, t.rng.IntN(tradersEach))
	if !ok {
		return nil
	}
	part := math.Pow(10, -4+2*t.rng.Float64())
	a0, a1 := integer(s.r0*part), integer(s.r1*part)
	tokens := t.m.tokens([]int{p.token0, p.token1})
	data, err := t.m.code.router2.ABI.Pack("addLiquidity", tokens[0], tokens[1], a0, a1, new(big.Int), new(big.Int),
		t.m.addresses.Keeper, new(big.Int).SetUint64(t.now+600))
	if err != nil {
		return fmt.Errorf("pack liquidity: %w", err)
	}
	return t.send(who, t.m.addresses.Routers[p.factory].Address, call{gas: 500_000, data: data})
}

// withdraw2 takes a small part of a pair's liquidity, which the keeper holds.
func (t *turn) withdraw2() error {
	who, ok := t.m.free(t.seen, provider, 1, 0)
	if !ok {
		return nil
	}
	i := t.drawPool(v2)
	s := &t.w.states[i]
	shares := math.Sqrt(s.r0*s.r1) * math.Pow(10, -4+1.5*t.rng.Float64())
	return t.send(who, t.m.addresses.Keeper, call{gas: 400_000, data: t.m.code.keeper.PackBurnV2(t.w.pools[i].address, integer(shares))})
}

// fail sends a trade that cannot succeed: it wants too much, comes too late, or
// its router may not take the tokens.
func (t *turn) fail() error {
	router := t.visible()
	r, ok := t.draw(router)
	if !ok {
		return nil
	}
	who, ok := t.m.free(t.seen, firstTrader+router*tradersEach, tradersEach, t.rng.IntN(tradersEach))
	if !ok {
		return nil
	}
	in, out := t.w.units(r.path[0], t.money()), 0.0
	t.w.whatIf(&r, in, func(o float64) { out = o })
	o := t.order(who, &r, in, out)
	o.exactOut, o.limit = false, 0
	switch n := t.rng.IntN(10); {
	case n < 4 || router == swapRouter02: // not every form of that one has a deadline
		o.slack = -0.5
	case n < 7:
		o.deadline = t.now - 60
	default:
		o.ethIn = false
		who, ok = t.m.free(t.seen, firstTrader+(router+1)%routers*tradersEach, tradersEach, t.rng.IntN(tradersEach))
		if !ok {
			return nil
		}
	}
	c, err := t.m.encode(&o, t.rng)
	if err != nil {
		return err
	}
	return t.send(who, t.m.addresses.Routers[router].Address, c)
}
