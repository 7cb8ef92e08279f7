package market

import "github.com/ethereum/go-ethereum/common"

// Venue is a pool as an outsider has to know it.
type Venue struct {
	Address, Token0, Token1 common.Address
	// Concentrated says that it is a Uniswap V3 pool; Fee is a part of the input,
	// per million.
	Concentrated bool
	Fee          uint32
	Spacing      int32
	Factory      common.Address
	// Router is a V2 router of its factory; zero for V3 pools.
	Router common.Address
}

// Venues are all pools of the plan.
func (m *Market) Venues() []Venue {
	list := make([]Venue, len(m.pools))
	for i := range m.pools {
		p := &m.pools[i]
		v := Venue{
			Address: p.address, Token0: m.addresses.Tokens[p.token0].Address, Token1: m.addresses.Tokens[p.token1].Address,
			Concentrated: p.kind == v3, Fee: p.fee, Spacing: p.spacing,
		}
		if p.kind == v2 {
			v.Router = m.addresses.Routers[p.factory].Address
			v.Factory = m.addresses.Routers[p.factory].V2Factory
		} else {
			v.Factory = m.addresses.Routers[swapRouter].V3Factory
		}
		list[i] = v
	}
	return list
}

// IsRival says whether an account is one of those that close gaps.
func (m *Market) IsRival(a common.Address) bool {
	for i := firstRival; i < firstBot+m.options.Bots; i++ {
		if m.accounts[i].address == a {
			return true
		}
	}
	return false
}
