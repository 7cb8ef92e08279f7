package pool

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/token"
)

// FromExport makes a market that stands at the export's block, without asking a
// node. Ids of pools and tokens are their places in the export. Told the same
// blocks and messages as the market that was exported, it does the same from
// there on, but for blocks before the export's: those it cannot take back, and
// reads all pools again instead.
//
// Chain, base token and factories are the export's; in opts they may be zero,
// and must be the same if they are not. Client may be nil, and Multicall zero:
// the Multicall3 of most chains. Pools of an unknown factory answer quotes and
// follow their logs, but no router's calldata leads to them.
func FromExport(e *Export, opts Options) (*Market, error) {
	if err := e.complete(&opts); err != nil {
		return nil, err
	}
	m := emptyMarket(opts)
	m.head, m.heard, m.clock = e.Head, e.Head.Number, e.Head.Time
	for i := range e.Tokens {
		if id, err := m.tokens.Add(e.Tokens[i]); err != nil {
			return nil, fmt.Errorf("restore token %s: %w", e.Tokens[i].Address, err)
		} else if int(id) != i {
			return nil, fmt.Errorf("restore token %s: it is there twice", e.Tokens[i].Address)
		}
	}
	infos := make([]*Info, len(e.Pools))
	m.slots = make([]slot, len(e.Pools))
	for i := range e.Pools {
		p := &e.Pools[i]
		if _, known := m.byAddress[p.Address]; known {
			return nil, fmt.Errorf("restore pool %s: it is there twice", p.Address)
		}
		info, err := m.info(amm.PoolID(i), p)
		if err == nil {
			err = m.slots[i].restore(p)
		}
		if err != nil {
			return nil, fmt.Errorf("restore pool %s: %w", p.Address, err)
		}
		infos[i] = info
		m.index(info)
		if p.Distrust != "" {
			m.distrusted++
		}
	}
	m.infos.Store(&infos)
	for i := range e.Created {
		c := &e.Created[i]
		if c.Factory < 0 || c.Factory >= len(e.Factories) {
			return nil, fmt.Errorf("restore created pool %s: no factory %d", c.Address, c.Factory)
		}
		m.newborn = append(m.newborn, creation{factory: c.Factory, address: c.Address, token: c.Tokens, fee: c.Fee, spacing: c.Spacing})
	}
	for i := range e.Excluded {
		m.excluded[e.Excluded[i].Address] = e.Excluded[i].Reason
	}
	return m, nil
}

// complete fills in what the export knows, and the defaults.
func (e *Export) complete(opts *Options) error {
	switch {
	case opts.Profile.ID != 0 && opts.Profile.ID != e.Chain:
		return fmt.Errorf("the pool state is of chain %d, not %d", e.Chain, opts.Profile.ID)
	case opts.Base != common.Address{} && opts.Base != e.Base:
		return fmt.Errorf("the pool state's base token is %s, not %s", e.Base, opts.Base)
	case e.Base == common.Address{}:
		return errors.New("the pool state names no base token")
	case len(opts.Factories) > 0 && !slices.Equal(opts.Factories, e.Factories):
		return errors.New("the pool state's factories are not those that are configured")
	}
	for i := range e.Factories {
		if err := e.Factories[i].check(); err != nil {
			return fmt.Errorf("restore factory %s: %w", e.Factories[i].Address, err)
		}
	}
	opts.Base, opts.Factories = e.Base, slices.Clone(e.Factories)
	if opts.Profile.ID == 0 {
		opts.Profile.ID = e.Chain
	}
	if opts.Multicall == (common.Address{}) {
		opts.Multicall = chain.Multicall3
	}
	opts.fill()
	return nil
}

// info is what never changes about an exported pool.
func (m *Market) info(id amm.PoolID, p *State) (*Info, error) {
	info := &Info{ID: id, Address: p.Address, Family: p.Family, Factory: p.Factory, Fee: p.Fee, Spacing: p.Spacing, Name: p.Name}
	if p.Factory != NoFactory {
		if p.Factory < 0 || p.Factory >= len(m.opts.Factories) {
			return nil, fmt.Errorf("no factory %d", p.Factory)
		}
		if f := &m.opts.Factories[p.Factory]; f.Family != p.Family {
			return nil, fmt.Errorf("factory %s makes %s pools, not %s", f.Name, f.Family, p.Family)
		}
	}
	for k, a := range p.Tokens {
		t, ok := m.tokens.Lookup(a)
		if !ok {
			return nil, fmt.Errorf("token %s is not known", a)
		}
		info.Token[k] = t
	}
	return info, nil
}

// restore gives a slot the state of an exported pool.
func (s *slot) restore(p *State) error {
	s.family, s.distrust, s.hopeless, s.misses, s.exact = p.Family, p.Distrust, p.Hopeless, p.Misses, p.Exact
	if p.Family != amm.ConstantProduct && p.Family != amm.Concentrated {
		return fmt.Errorf("unknown pool family %d", p.Family)
	}
	from := snapshot{ticks: p.Ticks}
	from.pair.Reserve0, from.pair.Reserve1 = p.Reserve0, p.Reserve1
	from.conc.SqrtPriceX96, from.conc.Liquidity, from.conc.Tick = p.SqrtPriceX96, p.Liquidity, p.Tick
	return s.install(target{p.Address, p.Family, p.Fee, p.Spacing}, &from)
}

// index makes a pool known by its address, and by what routers call it.
func (m *Market) index(info *Info) {
	m.byAddress[info.Address] = info.ID
	if info.Factory == NoFactory {
		return
	}
	k := key{factory: m.opts.Factories[info.Factory].Address, token0: m.address(info.Token[0]), token1: m.address(info.Token[1])}
	if info.Family == amm.Concentrated {
		k.fee = info.Fee
	}
	m.byKey[k] = info.ID
}

func (m *Market) address(t token.ID) common.Address { return m.tokens.At(t).Address }
