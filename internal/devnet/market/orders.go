package market

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/devnet"
)

// place sends a trade whose effect is known and counts it into the world that
// the rest of the block's traffic is planned in.
func (t *turn) place(r *route, in, out float64) error {
	if r.router == covert {
		return t.placeCovert(r, in)
	}
	first := firstTrader + r.router*tradersEach
	who, ok := t.m.free(t.seen, first, tradersEach, t.rng.IntN(tradersEach))
	if !ok {
		return nil
	}
	o := t.order(who, r, in, out)
	c, err := t.m.encode(&o, t.rng)
	if err != nil {
		return err
	}
	if err := t.send(who, t.m.addresses.Routers[r.router].Address, c); err != nil {
		return err
	}
	t.w.sell(r, in)
	return nil
}

// order draws how the trader asks for the trade.
func (t *turn) order(who int, r *route, in, out float64) order {
	o := order{
		router: r.router, path: r.path, pools: r.pools, in: in, out: out,
		slack: 0.003 + 0.017*t.rng.Float64(), deadline: t.now + 600,
		recipient: t.m.accounts[who].address,
		exactOut:  t.rng.IntN(4) == 0,
		ethIn:     r.path[0] == weth && t.rng.IntN(2) == 0,
		ethOut:    r.path[len(r.path)-1] == weth && t.rng.IntN(2) == 0,
	}
	if p := r.pools[0]; len(r.pools) == 1 && t.m.pools[p].kind == v3 && !o.exactOut && !o.ethIn && t.rng.IntN(6) == 0 {
		o.limit = t.stop(p, r, in)
	}
	return o
}

// stop is a price limit a little beyond where the trade would take the pool,
// so that it binds when somebody else is faster.
func (t *turn) stop(p int, r *route, in float64) float64 {
	limit := 0.0
	t.w.whatIf(r, in, func(float64) { limit = t.w.states[p].sqrt })
	if t.w.pools[p].token0 == r.path[0] {
		return limit * (1 - 2e-4)
	}
	return limit * (1 + 2e-4)
}

// send signs a transaction of an account that has nothing under way and enters
// it into the block's arrivals.
func (t *turn) send(who int, to common.Address, c call) error {
	nonce := t.seen.nonces[who]
	if c.value == nil {
		c.value = new(big.Int)
	}
	if c.tip == nil {
		c.tip = t.tip(who)
	}
	tx, err := t.m.signTip(who, nonce, &to, c.value, c.gas, c.data, c.tip)
	if err != nil {
		return err
	}
	t.m.pending[who] = pending{open: true, nonce: nonce, since: t.seen.number}
	t.m.known.sent[tx.Hash()] = sent{account: who, block: t.seen.number}
	t.out = append(t.out, devnet.Timed{Tx: tx, At: t.at, Reaction: t.reacts})
	return nil
}

// placeCovert trades through the contract whose calldata tells nothing.
func (t *turn) placeCovert(r *route, in float64) error {
	who, ok := t.m.free(t.seen, firstCovert, coverts, t.rng.IntN(coverts))
	if !ok {
		return nil
	}
	legs := make([]leg, 0, len(r.pools))
	out := in
	for i, p := range r.pools {
		zero := t.w.pools[p].token0 == r.path[i]
		l := leg{pool: p, zeroForOne: zero}
		if i == 0 {
			l.in = integer(in)
		}
		legs = append(legs, l)
		out = t.w.states[p].sell(&t.w.pools[p], zero, out)
	}
	return t.sendCovert(who, legs, integer(out*(1-0.003-0.017*t.rng.Float64())), nil)
}
