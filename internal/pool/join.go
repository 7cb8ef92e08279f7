package pool

import (
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/token"
)

// Join adds the pools of another export of the same block; ids go on counting.
// What both know must be the same in both. Errors wrap ErrStateFile, and leave e
// half joined.
func (e *Export) Join(o *Export) error {
	switch {
	case e.Chain != o.Chain:
		return fmt.Errorf("%w: chainId: is %d, the files before it have %d", ErrStateFile, o.Chain, e.Chain)
	case e.Head != o.Head:
		return fmt.Errorf("%w: block: is %d %s, the files before it stand at block %d %s: export all at one block",
			ErrStateFile, o.Head.Number, o.Head.Hash, e.Head.Number, e.Head.Hash)
	case e.Base != o.Base:
		return fmt.Errorf("%w: baseToken: is %s, the files before it have %s", ErrStateFile, o.Base, e.Base)
	}
	for i := range o.Tokens {
		t := &o.Tokens[i]
		k := slices.IndexFunc(e.Tokens, func(known token.Token) bool { return known.Address == t.Address })
		if k < 0 {
			e.Tokens = append(e.Tokens, *t)
		} else if e.Tokens[k] != *t {
			return fmt.Errorf("%w: tokens[%d]: %s is %s with %d decimals, the files before it say %s with %d", ErrStateFile, i,
				t.Address, t.Symbol, t.Decimals, e.Tokens[k].Symbol, e.Tokens[k].Decimals)
		}
	}
	factory := make([]int, len(o.Factories)) // by index in o, the index in e
	for i := range o.Factories {
		f := &o.Factories[i]
		factory[i] = slices.IndexFunc(e.Factories, func(known Factory) bool { return known.Address == f.Address })
		if factory[i] < 0 {
			factory[i] = len(e.Factories)
			e.Factories = append(e.Factories, *f)
		} else if e.Factories[factory[i]] != *f {
			return fmt.Errorf("%w: factories[%d]: %s is not as the files before it say", ErrStateFile, i, f.Address)
		}
	}
	known := make(map[common.Address]bool, len(e.Pools))
	for i := range e.Pools {
		known[e.Pools[i].Address] = true
	}
	for i := range o.Pools {
		p := o.Pools[i]
		if known[p.Address] {
			return fmt.Errorf("%w: pools[%d] (%s): is in a file before it too: remove one", ErrStateFile, i, p.Address)
		}
		p.ID = amm.PoolID(len(e.Pools))
		if p.Factory != NoFactory {
			p.Factory = factory[p.Factory]
		}
		e.Pools = append(e.Pools, p)
	}
	for _, c := range o.Created {
		c.Factory = factory[c.Factory]
		e.Created = append(e.Created, c)
	}
	e.Excluded = append(e.Excluded, o.Excluded...)
	slices.SortFunc(e.Excluded, func(a, b Exclusion) int { return a.Address.Cmp(b.Address) })
	e.Excluded = slices.CompactFunc(e.Excluded, func(a, b Exclusion) bool { return a.Address == b.Address })
	return nil
}

// Of is the export of one family's pools, with the tokens that they hold and
// the base token.
func (e *Export) Of(f amm.Family) *Export {
	o := &Export{Chain: e.Chain, Head: e.Head, Base: e.Base, Multicall: e.Multicall, Pools: []State{}, Excluded: slices.Clone(e.Excluded)}
	factory := make([]int, len(e.Factories))
	for i := range e.Factories {
		if factory[i] = NoFactory; e.Factories[i].Family == f {
			factory[i] = len(o.Factories)
			o.Factories = append(o.Factories, e.Factories[i])
		}
	}
	held := map[common.Address]bool{e.Base: true}
	for _, p := range e.Pools {
		if p.Family != f {
			continue
		}
		p.ID = amm.PoolID(len(o.Pools))
		if p.Factory != NoFactory {
			p.Factory = factory[p.Factory]
		}
		held[p.Tokens[0]], held[p.Tokens[1]] = true, true
		o.Pools = append(o.Pools, p)
	}
	for _, c := range e.Created {
		if e.Factories[c.Factory].Family == f {
			c.Factory = factory[c.Factory]
			o.Created = append(o.Created, c)
		}
	}
	for i := range e.Tokens {
		if held[e.Tokens[i].Address] {
			o.Tokens = append(o.Tokens, e.Tokens[i])
		}
	}
	return o
}
