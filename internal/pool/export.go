package pool

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/chain"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// Export is a copy of the confirmed state, safe to use anywhere. As JSON it is a
// pool-state file (docs/pool-state.md); ParseExport reads one and FromExport
// makes a market of it.
type Export struct {
	Chain chain.ID
	Head  rpc.Head
	Base  common.Address
	// Multicall is where Compare asks; it is no part of the file.
	Multicall common.Address
	Factories []Factory
	Tokens    []token.Token // by token.ID
	Pools     []State       // by amm.PoolID
	// Created are the pools that factories made and that are not watched yet.
	Created []Creation
	// Excluded are the pools that will never be watched, by address.
	Excluded []Exclusion
}

// NoFactory is the index of a factory that is not known.
const NoFactory = -1

// State is the confirmed state of one pool. Which fields hold is the family's
// matter; the others are zero.
type State struct {
	ID      amm.PoolID
	Address common.Address
	Name    string
	Family  amm.Family
	Factory int // index in Export.Factories, or NoFactory
	Tokens  [2]common.Address
	Fee     uint32 // hundredths of a basis point of the input
	Spacing int32  // of ticks; 0 for families without

	// Distrust is why the state below is not known and zero; empty if it is.
	Distrust string
	Hopeless bool // reading it again will not help
	Misses   int  // swaps that the curve did not explain
	// Exact is how many swaps in a row the curve was right about.
	Exact uint64

	Reserve0, Reserve1      uint256.Int
	SqrtPriceX96, Liquidity uint256.Int
	Tick                    int32
	Ticks                   []concentrated.Tick // ascending
}

// Creation is a pool that a factory made, as the factory's log tells.
type Creation struct {
	Factory int // index in Export.Factories
	Address common.Address
	Tokens  [2]common.Address
	Fee     uint32
	Spacing int32
}

// Exclusion is a pool that is not watched for ever, and why.
type Exclusion struct {
	Address common.Address
	Reason  string
}

// frame is an export without tokens and pools.
func (m *Market) frame() *Export {
	e := &Export{Chain: m.opts.Profile.ID, Head: m.head, Base: m.opts.Base, Multicall: m.opts.Multicall, Factories: slices.Clone(m.opts.Factories)}
	e.Head.Mix = common.Hash{} // how the chain orders is no state of pools
	return e
}

// Export copies the confirmed state of all pools.
func (m *Market) Export() *Export {
	e := m.frame()
	e.Tokens, e.Pools = make([]token.Token, m.tokens.Len()), make([]State, len(m.slots))
	for i := range e.Tokens {
		e.Tokens[i] = *m.tokens.At(token.ID(i))
	}
	for i := range m.slots {
		e.Pools[i] = m.state(amm.PoolID(i))
	}
	for i := range m.newborn {
		c := &m.newborn[i]
		e.Created = append(e.Created, Creation{Factory: c.factory, Address: c.address, Tokens: c.token, Fee: c.fee, Spacing: c.spacing})
	}
	for _, a := range slices.SortedFunc(maps.Keys(m.excluded), common.Address.Cmp) {
		e.Excluded = append(e.Excluded, Exclusion{a, m.excluded[a]})
	}
	return e
}

// Sample copies the confirmed state of some pools and their tokens. It costs the
// market's goroutine a copy of those alone. The pools keep their ids; to FromExport
// they are numbered by their places.
func (m *Market) Sample(ids []amm.PoolID) *Export {
	e := m.frame()
	seen := map[token.ID]bool{}
	for _, id := range ids {
		e.Pools = append(e.Pools, m.state(id))
		for _, t := range m.Info(id).Token {
			if !seen[t] {
				seen[t] = true
				e.Tokens = append(e.Tokens, *m.tokens.At(t))
			}
		}
	}
	return e
}

// state copies the confirmed state of a pool.
func (m *Market) state(id amm.PoolID) State {
	s, info := &m.slots[id], m.Info(id)
	p := State{
		ID: info.ID, Address: info.Address, Name: info.Name, Family: info.Family, Factory: info.Factory,
		Tokens: [2]common.Address{m.tokens.At(info.Token[0]).Address, m.tokens.At(info.Token[1]).Address},
		Fee:    info.Fee, Spacing: info.Spacing, Distrust: s.distrust, Hopeless: s.hopeless, Misses: s.misses, Exact: s.exact,
	}
	if s.distrust != "" {
		return p
	}
	p.set(&s.confirmed)
	if s.conc != nil {
		p.Ticks = s.conc.Ticks()
	}
	return p
}

func (p *State) set(s *state) {
	p.Reserve0, p.Reserve1 = s.pair.Reserve0, s.pair.Reserve1
	p.SqrtPriceX96, p.Liquidity, p.Tick = s.conc.SqrtPriceX96, s.conc.Liquidity, s.conc.Tick
}

// Difference is a field of a pool in which memory and chain do not agree.
type Difference struct {
	Pool   common.Address `json:"pool"`
	Name   string         `json:"name"`
	Field  string         `json:"field"`
	Memory string         `json:"memory"`
	Chain  string         `json:"chain"`
}

// String is one line for logs.
func (d Difference) String() string {
	return fmt.Sprintf("%s %s: %s is %s in memory, %s on the chain", d.Pool, d.Name, d.Field, d.Memory, d.Chain)
}

// Compare reads all pools from the chain at the export's block and returns
// every field, and every tick, that differs. A pool that is not trusted counts
// as a difference.
func (e *Export) Compare(ctx context.Context, client *rpc.Client) ([]Difference, error) {
	mc, err := client.Multicaller(e.Multicall)
	if err != nil {
		return nil, err
	}
	targets := make([]target, len(e.Pools))
	for i := range e.Pools {
		p := &e.Pools[i]
		targets[i] = target{p.Address, p.Family, p.Fee, p.Spacing}
	}
	snapshots, err := readPools(ctx, mc, rpc.AtHash(e.Head.Hash), targets, func(int) {})
	if err != nil {
		return nil, fmt.Errorf("compare at block %d: %w", e.Head.Number, err)
	}
	var found []Difference
	for i := range e.Pools {
		found = e.Pools[i].compare(&snapshots[i], found)
	}
	return found, nil
}

func (p *State) compare(s *snapshot, found []Difference) []Difference {
	differ := func(field, memory, chain string) {
		if memory != chain {
			found = append(found, Difference{Pool: p.Address, Name: p.Name, Field: field, Memory: memory, Chain: chain})
		}
	}
	if p.Distrust != "" {
		differ("trust", p.Distrust, "")
		return found
	}
	if s.err != nil {
		differ("answer", "known", s.err.Error())
		return found
	}
	var c State
	c.set(&s.state)
	differ("reserve0", p.Reserve0.Dec(), c.Reserve0.Dec())
	differ("reserve1", p.Reserve1.Dec(), c.Reserve1.Dec())
	differ("sqrtPriceX96", p.SqrtPriceX96.Dec(), c.SqrtPriceX96.Dec())
	differ("liquidity", p.Liquidity.Dec(), c.Liquidity.Dec())
	differ("tick", itoa(p.Tick), itoa(c.Tick))
	differ("initialised ticks", strconv.Itoa(len(p.Ticks)), strconv.Itoa(len(s.ticks)))
	for _, t := range p.Ticks {
		i := slices.IndexFunc(s.ticks, func(o concentrated.Tick) bool { return o.Index == t.Index })
		if i < 0 {
			differ("tick "+itoa(t.Index), "initialised", "not initialised")
			continue
		}
		differ("gross liquidity at tick "+itoa(t.Index), t.Gross.Dec(), s.ticks[i].Gross.Dec())
		differ("net liquidity at tick "+itoa(t.Index), t.Net.Hex(), s.ticks[i].Net.Hex())
	}
	return found
}
