package pool

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/rpc"
)

// Export is a copy of the confirmed state, safe to use anywhere.
type Export struct {
	Head      rpc.Head       `json:"head"`
	Multicall common.Address `json:"multicall"`
	Pools     []State        `json:"pools"`
}

// State is the confirmed state of one pool. Which fields hold is the
// family's matter.
type State struct {
	ID       amm.PoolID        `json:"id"`
	Address  common.Address    `json:"address"`
	Name     string            `json:"name"`
	Family   string            `json:"family"`
	Tokens   [2]common.Address `json:"tokens"`
	Fee      uint32            `json:"fee_pips"`
	Spacing  int32             `json:"tick_spacing,omitempty"`
	Distrust string            `json:"distrust,omitempty"` // why the rest means nothing

	Reserve0     uint256.Int         `json:"reserve0"`
	Reserve1     uint256.Int         `json:"reserve1"`
	SqrtPriceX96 uint256.Int         `json:"sqrt_price_x96"`
	Liquidity    uint256.Int         `json:"liquidity"`
	Tick         int32               `json:"tick"`
	Ticks        []concentrated.Tick `json:"ticks,omitempty"`

	family amm.Family
}

// Export copies the confirmed state of all pools.
func (m *Market) Export() *Export {
	e := &Export{Head: m.head, Multicall: m.opts.Multicall, Pools: make([]State, len(m.slots))}
	for i := range m.slots {
		s, info := &m.slots[i], m.Info(amm.PoolID(i))
		p := &e.Pools[i]
		*p = State{
			ID: info.ID, Address: info.Address, Name: info.Name, Family: info.Family.String(), family: info.Family,
			Tokens: [2]common.Address{m.tokens.At(info.Token[0]).Address, m.tokens.At(info.Token[1]).Address},
			Fee:    info.Fee, Spacing: info.Spacing, Distrust: s.distrust,
		}
		p.set(&s.confirmed)
		if s.conc != nil {
			p.Ticks = s.conc.Ticks()
		}
	}
	return e
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
		targets[i] = target{p.Address, p.family, p.Fee, p.Spacing}
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
