package oracle

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/devnet"
)

// confirmed is what executing a set in sequence gave, by cycle.
type confirmed map[int]outcome

// value is V of a state at a base fee, and the set that makes it.
func (o *Oracle) value(p *devnet.Past, fee *big.Int) ([]Found, error) {
	var paying []Found
	for i := range o.cycles {
		c := &o.cycles[i]
		if err := o.learn(p, c); err != nil {
			return nil, err
		}
		if c.in == nil {
			continue
		}
		if net := netOf(c.gross, c.gas, fee); net.Sign() > 0 {
			paying = append(paying, Found{In: c.in, Gross: c.gross, Gas: c.gas, Net: net, cycle: i, label: c.label})
		}
	}
	chosen := o.best(paying)
	if len(chosen) > 1 {
		var err error
		if chosen, err = o.confirm(p, chosen, fee); err != nil {
			return nil, err
		}
	}
	for i := range chosen {
		o.describe(&chosen[i])
	}
	return chosen, nil
}

func netOf(gross *big.Int, gas uint64, fee *big.Int) *big.Int {
	cost := new(big.Int).SetUint64(gas)
	return cost.Sub(gross, cost.Mul(cost, fee))
}

// exactly is how many paying cycles are searched for the very best set; with
// more, the choice is greedy by net profit.
const exactly = 22

// best is the set without a shared pool that nets most, best first.
func (o *Oracle) best(paying []Found) []Found {
	slices.SortStableFunc(paying, func(a, b Found) int { return b.Net.Cmp(a.Net) })
	conflict := make([]uint32, len(paying))
	for i := range paying {
		for k := range min(len(paying), 32) {
			if o.share(paying[i].cycle, paying[k].cycle) {
				conflict[i] |= 1 << k
			}
		}
	}
	if len(paying) > exactly {
		return o.greedy(paying)
	}
	nets := make([]*big.Int, len(paying))
	for i := range paying {
		nets[i] = paying[i].Net
	}
	var set []Found
	for _, i := range independent(nets, conflict) {
		set = append(set, paying[i])
	}
	return set
}

func (o *Oracle) greedy(paying []Found) []Found {
	var set []Found
	for i := range paying {
		if !slices.ContainsFunc(set, func(f Found) bool { return o.share(f.cycle, paying[i].cycle) }) {
			set = append(set, paying[i])
		}
	}
	return set
}

// share says that two cycles go through the same pool.
func (o *Oracle) share(a, b int) bool {
	for _, l := range o.cycles[a].legs {
		if slices.ContainsFunc(o.cycles[b].legs, func(m leg) bool { return l.venue == m.venue }) {
			return true
		}
	}
	return false
}

// independent is the set of weights, sorted down, without a conflict whose sum
// is largest: branch and bound on the sum of what is left.
func independent(weight []*big.Int, conflict []uint32) []int {
	rest := make([]*big.Int, len(weight)+1)
	rest[len(weight)] = new(big.Int)
	for i := len(weight) - 1; i >= 0; i-- {
		rest[i] = new(big.Int).Add(rest[i+1], weight[i])
	}
	var best, now []int
	most := big.NewInt(-1)
	var walk func(i int, banned uint32, sum *big.Int)
	walk = func(i int, banned uint32, sum *big.Int) {
		if new(big.Int).Add(sum, rest[i]).Cmp(most) <= 0 {
			return
		}
		if i == len(weight) {
			most, best = sum, slices.Clone(now)
			return
		}
		if banned&(1<<i) == 0 {
			now = append(now, i)
			walk(i+1, banned|conflict[i], new(big.Int).Add(sum, weight[i]))
			now = now[:len(now)-1]
		}
		walk(i+1, banned, sum)
	}
	walk(0, 0, new(big.Int))
	return best
}

// confirm executes a set in sequence, best first. What does not pay then does
// not count.
func (o *Oracle) confirm(p *devnet.Past, set []Found, fee *big.Int) ([]Found, error) {
	var name strings.Builder
	which, in := make([]int, len(set)), make([]*big.Int, len(set))
	for i := range set {
		which[i], in[i] = set[i].cycle, set[i].In
		fmt.Fprint(&name, which[i], o.cycles[which[i]].versions, " ")
	}
	done, ok := o.sets[name.String()]
	if !ok {
		got, err := o.execute(p, which, in)
		if err != nil {
			return nil, err
		}
		if got == nil {
			return nil, fmt.Errorf("cycles without a shared pool disturb each other: %v", which)
		}
		done = confirmed{}
		for i := range got {
			done[which[i]] = got[i]
		}
		o.sets[name.String()] = done
	}
	var kept []Found
	for i := range set {
		f := set[i]
		f.Gross, f.Gas = done[f.cycle].gross, done[f.cycle].gas
		if f.Net = netOf(f.Gross, f.Gas, fee); f.Net.Sign() > 0 {
			kept = append(kept, f)
		}
	}
	return kept, nil
}

// describe names a cycle for people.
func (o *Oracle) describe(f *Found) {
	if f.Pools != nil {
		return
	}
	symbol := func(a common.Address) string {
		for i := range o.addresses.Tokens {
			if o.addresses.Tokens[i].Address == a {
				return o.addresses.Tokens[i].Symbol
			}
		}
		return a.Hex()
	}
	for _, l := range o.cycles[f.cycle].legs {
		v := &o.venues[l.venue]
		from := v.Token0
		if !l.zeroForOne {
			from = v.Token1
		}
		f.Pools, f.Tokens = append(f.Pools, v.Address), append(f.Tokens, symbol(from))
	}
}
