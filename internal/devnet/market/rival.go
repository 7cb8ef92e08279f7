package market

import (
	"context"
	"fmt"
	"math/big"
)

// contested lists the gaps that a rival acts on now. Each gap worth its gas,
// when it is first seen, is given to a rival who needs one to four blocks.
func (t *turn) contested() []gap {
	var list []gap
	for token := range assets {
		if token == weth {
			continue
		}
		g := t.seen.worst(token)
		if g.gross <= t.gasWei {
			t.seen.due[token] = 0
			continue
		}
		if t.seen.due[token] == 0 {
			t.seen.due[token] = t.seen.number + uint64(pick(slowness, t.rng.Float64()))
		}
		if t.seen.number >= t.seen.due[token] {
			list = append(list, g)
		}
	}
	return list
}

// slowness is the cumulative chance of a rival that needs one, two, three or
// four blocks from seeing a gap to being included.
var slowness = []float64{0.30, 0.65, 0.88, 1}

// close is a rival's trade. It asks the real contracts what the cycle gives at
// the head, and stays away when that does not pay.
func (t *turn) close(ctx context.Context, g gap) error {
	who, ok := t.m.free(t.seen, firstRival, rivals, t.rng.IntN(rivals))
	if !ok {
		return nil
	}
	at := new(big.Int).SetUint64(t.seen.number)
	size := integer(g.size)
	mid, err := t.m.quote(ctx, at, g.buy, weth, size)
	if err != nil {
		return fmt.Errorf("quote the rival's first pool: %w", err)
	}
	back, err := t.m.quote(ctx, at, g.sell, g.token, mid)
	if err != nil {
		return fmt.Errorf("quote the rival's second pool: %w", err)
	}
	gain, _ := new(big.Float).SetInt(new(big.Int).Sub(back, size)).Float64()
	if gain < t.gasWei {
		return nil
	}
	mids, _ := new(big.Float).SetInt(mid).Float64()
	t.w.states[g.buy].sell(&t.w.pools[g.buy], t.w.pools[g.buy].token0 == weth, g.size)
	t.w.states[g.sell].sell(&t.w.pools[g.sell], t.w.pools[g.sell].token0 != weth, mids)
	// Whoever was faster makes this revert: it wants its stake and half its gas.
	least := new(big.Int).Add(size, integer(t.gasWei/2))
	return t.sendCovert(who, []leg{
		{pool: g.buy, zeroForOne: t.w.pools[g.buy].token0 == weth, in: size},
		{pool: g.sell, zeroForOne: t.w.pools[g.sell].token0 != weth},
	}, least, t.bid(t.rng, gain-t.gasWei, gapGas))
}
