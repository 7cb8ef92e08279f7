package decode

import (
	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
)

// Calls of the Balancer V2 vault that swap (v2-vault contracts/Swaps.sol). Joins
// and exits of pools move balances, too; they are opaque.
const (
	balancerSwap      = 0x52bbbe29 // swap((poolId,kind,assetIn,assetOut,amount,userData),(funds),limit,deadline)
	balancerBatchSwap = 0x945bcec9 // batchSwap(kind,(poolId,inIndex,outIndex,amount,userData)[],assets,(funds),limits,deadline)
)

// Kinds of swaps.
const (
	balancerGivenIn  = 0
	balancerGivenOut = 1
)

// balancerPool is the pool of an id: its address comes first in it.
func balancerPool(id common.Hash) common.Address { return common.Address(id[:common.AddressLength]) }

func (c *call) balancer(s uint32, a args) Verdict {
	switch s {
	case balancerSwap:
		return c.balancerSwap(a)
	case balancerBatchSwap:
		return c.balancerBatch(a)
	}
	return Opaque
}

func (c *call) balancerSwap(a args) Verdict {
	t, ok := a.tuple(0)
	if !ok {
		return Malformed
	}
	id, ok1 := t.word(0)
	kind, ok2 := t.uint64(1)
	tokenIn, ok3 := t.address(2)
	tokenOut, ok4 := t.address(3)
	in := c.next()
	var ok5, ok6, ok7 bool
	in.Amount, ok5 = t.word(4)
	in.Bound, ok6 = a.word(5) // after the four words of funds
	in.Deadline, ok7 = a.uint64(6)
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || !ok6 || !ok7 || kind > balancerGivenOut {
		return Malformed
	}
	in.Family = amm.BalancerV2
	if kind == balancerGivenOut {
		in.Mode = ExactOut
	}
	pool := common.Hash(id.Bytes32())
	in.hop(Leg{In: tokenIn, Out: tokenOut, ID: pool, Pool: balancerPool(pool), Family: amm.BalancerV2})
	return Readable
}

// balancerBatch reads steps. One with amount zero goes on with what the step
// before gave, or for given outputs with what it takes.
func (c *call) balancerBatch(a args) Verdict {
	kind, ok1 := a.uint64(0)
	steps, n, ok2 := a.array(1)
	assets, m, ok3 := a.array(2)
	deadline, ok4 := a.uint64(8) // after the four words of funds and the limits
	if !ok1 || !ok2 || !ok3 || !ok4 || kind > balancerGivenOut {
		return Malformed
	}
	first := len(c.dst)
	for i := range n {
		t, ok := steps.tuple(i)
		if !ok {
			return Malformed
		}
		id, ok1 := t.word(0)
		from, ok2 := t.uint64(1)
		to, ok3 := t.uint64(2)
		amount, ok4 := t.word(3)
		if !ok1 || !ok2 || !ok3 || !ok4 || from >= uint64(m) || to >= uint64(m) {
			return Malformed
		}
		tokenIn, ok1 := assets.address(int(from))
		tokenOut, ok2 := assets.address(int(to))
		if !ok1 || !ok2 {
			return Malformed
		}
		pool := common.Hash(id.Bytes32())
		leg := Leg{In: tokenIn, Out: tokenOut, ID: pool, Pool: balancerPool(pool), Family: amm.BalancerV2}
		if !amount.IsZero() || len(c.dst) == first {
			in := c.next()
			in.Family, in.Amount, in.Deadline = amm.BalancerV2, amount, deadline
			if kind == balancerGivenOut {
				in.Mode = ExactOut
				in.Bound.SetAllOne() // the limits are of the sums
			}
			in.hop(leg)
			continue
		}
		in := &c.dst[len(c.dst)-1]
		if kind == balancerGivenOut { // each step further from the output
			in.Hops = append(in.Hops, Leg{})
			copy(in.Hops[1:], in.Hops)
			in.Hops[0] = leg
		} else {
			in.hop(leg)
		}
	}
	return Readable
}
