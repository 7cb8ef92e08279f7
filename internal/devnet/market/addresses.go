package market

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/artifact"
	"mevbot/internal/chain"
)

// Families of pools and kinds of routers, as configurations name them.
const (
	UniswapV2 = "uniswap-v2"
	UniswapV3 = "uniswap-v3"

	V2Router02   = "uniswap-v2-router02"
	SwapRouter   = "uniswap-v3-swap-router"
	SwapRouter02 = "uniswap-swap-router02"
)

// Token is an ERC-20 token of the local chain.
type Token struct {
	Symbol   string
	Decimals uint8
	Address  common.Address
	// Aggregator answers the token's price in USD with 8 decimals.
	Aggregator common.Address
}

// Factory makes pools.
type Factory struct {
	Name, Family string
	Address      common.Address
	// FeeBps is the fee of every pool of a V2 factory in 1/10,000; 0 for V3,
	// whose pools say it themselves.
	FeeBps uint16
}

// Router is a contract whose calldata tells a route.
type Router struct {
	Name, Kind string
	Address    common.Address
	// V2Factory and V3Factory are where its pools come from; zero where it does
	// not trade in that family.
	V2Factory, V3Factory common.Address
}

// Addresses is everything a configuration names. It is the same for every seed
// and operator.
type Addresses struct {
	WETH, Multicall3, ArbGasInfo, NodeInterface common.Address
	Executor, Treasury                          common.Address
	// Tokens starts with WETH.
	Tokens    []Token
	Factories []Factory
	Routers   []Router
	// QuoterV2, TickLens and PositionManager are V3 periphery.
	QuoterV2, TickLens, PositionManager common.Address
	// SequencerUptime answers whether the sequencer is up, as Chainlink's does.
	SequencerUptime common.Address
	// Opaque trades along routes that its calldata does not tell; Keeper owns
	// the V3 positions; Burner fills blocks.
	Opaque, Keeper, Burner common.Address
}

// Known answers the addresses of the local chain without a chain: contracts of
// a fixed deployer at fixed nonces.
func Known() (Addresses, error) {
	accounts, err := newAccounts()
	if err != nil {
		return Addresses{}, err
	}
	next := map[int]uint64{}
	createBy := func(who int) common.Address {
		next[who]++
		return crypto.CreateAddress(accounts[who].address, next[who]-1)
	}
	create := func() common.Address { return createBy(deployer) }
	a := Addresses{
		Multicall3: chain.Multicall3, ArbGasInfo: chain.ArbGasInfo, NodeInterface: chain.NodeInterface,
		Treasury: crypto.CreateAddress(accounts[deployer].address, 1<<32),
	}
	a.WETH = create()
	factoryA, factoryB := create(), create()
	v2A, v2B := create(), create()
	factory3 := create()
	router3 := create()
	a.PositionManager = create()
	router02 := create()
	a.QuoterV2, a.TickLens = create(), create()
	a.Factories = []Factory{
		{Name: "univ2-a", Family: UniswapV2, Address: factoryA, FeeBps: 30},
		{Name: "univ2-b", Family: UniswapV2, Address: factoryB, FeeBps: 30},
		{Name: "univ3", Family: UniswapV3, Address: factory3},
	}
	a.Routers = []Router{
		routerA:      {Name: "router02-a", Kind: V2Router02, Address: v2A, V2Factory: factoryA},
		routerB:      {Name: "router02-b", Kind: V2Router02, Address: v2B, V2Factory: factoryB},
		swapRouter:   {Name: "swap-router", Kind: SwapRouter, Address: router3, V3Factory: factory3},
		swapRouter02: {Name: "swap-router02", Kind: SwapRouter02, Address: router02, V2Factory: factoryA, V3Factory: factory3},
	}
	for i := range assets {
		t := Token{Symbol: assets[i].symbol, Decimals: assets[i].decimals, Address: a.WETH}
		if i != weth {
			t.Address = create()
		}
		a.Tokens = append(a.Tokens, t)
	}
	a.Opaque, a.Burner, a.Executor = create(), create(), create()
	a.Keeper = createBy(provider)
	for i := range a.Tokens {
		a.Tokens[i].Aggregator = createBy(reporter)
	}
	a.SequencerUptime = createBy(reporter)
	return a, nil
}

// newPools resolves the plan to contracts: pools live at CREATE2 addresses of
// their factories.
func newPools(a *Addresses) ([]pool, error) {
	pair, err := artifact.Load("UniswapV2Pair")
	if err != nil {
		return nil, fmt.Errorf("load pool code: %w", err)
	}
	pool3, err := artifact.Load("UniswapV3Pool")
	if err != nil {
		return nil, fmt.Errorf("load pool code: %w", err)
	}
	hash2, hash3 := crypto.Keccak256(pair.Bytecode), crypto.Keccak256(pool3.Bytecode)
	var list []pool
	for _, v := range venues() {
		p := pool{venue: v, token0: v.x, token1: v.y}
		if a.Tokens[p.token0].Address.Cmp(a.Tokens[p.token1].Address) > 0 {
			p.token0, p.token1 = p.token1, p.token0
		}
		t0, t1 := a.Tokens[p.token0].Address, a.Tokens[p.token1].Address
		if v.kind == v2 {
			p.address = crypto.CreateAddress2(a.Factories[v.factory].Address,
				crypto.Keccak256Hash(t0[:], t1[:]), hash2)
		} else {
			fee := common.BigToHash(bigOf(v.fee))
			p.address = crypto.CreateAddress2(a.Factories[2].Address, crypto.Keccak256Hash(
				common.LeftPadBytes(t0[:], 32), common.LeftPadBytes(t1[:], 32), fee[:]), hash3)
		}
		list = append(list, p)
	}
	return list, nil
}
