package market

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/vm/runtime"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/artifact"
	"mevbot/internal/bindings"
)

// contracts is the code of everything on the chain.
type contracts struct {
	weth, factory2, router2, pair            *artifact.Artifact
	factory3, pool3, router3, router02       *artifact.Artifact
	quoter, lens, positionManager, multicall *artifact.Artifact
	token                                    *bindings.Token
	keeper                                   *bindings.LiquidityKeeper
	aggregator                               *bindings.Aggregator
	opaque                                   *bindings.Opaque
	burner                                   *bindings.Burner
	executor                                 *bindings.Executor
	resizer                                  *bindings.Resizer
	gasInfo, nodeInterface, ownerPublic      []byte // runtime code
}

// loadContracts reads what was there when the program was built.
func loadContracts() (contracts, error) {
	c := contracts{
		token: bindings.NewToken(), keeper: bindings.NewLiquidityKeeper(), aggregator: bindings.NewAggregator(),
		opaque: bindings.NewOpaque(), burner: bindings.NewBurner(), executor: bindings.NewExecutor(),
		resizer: bindings.NewResizer(),
	}
	var failed []error
	for _, f := range []struct {
		name string
		to   **artifact.Artifact
	}{
		{"WETH9", &c.weth},
		{"UniswapV2Factory", &c.factory2},
		{"UniswapV2Router02", &c.router2},
		{"UniswapV2Pair", &c.pair},
		{"UniswapV3Factory", &c.factory3},
		{"UniswapV3Pool", &c.pool3},
		{"SwapRouter", &c.router3},
		{"SwapRouter02", &c.router02},
		{"QuoterV2", &c.quoter},
		{"TickLens", &c.lens},
		{"NonfungiblePositionManager", &c.positionManager},
		{"Multicall3", &c.multicall},
	} {
		var err error
		if *f.to, err = artifact.Load(f.name); err != nil {
			failed = append(failed, err)
		}
	}
	if err := errors.Join(failed...); err != nil {
		return contracts{}, err
	}
	if len(c.multicall.Deployed) == 0 {
		return contracts{}, errors.New("the artifact of Multicall3 has no runtime code: run `make contracts` and build again")
	}
	var err error
	if c.gasInfo, err = runtimeOf(&bindings.ArbGasInfoMetaData); err != nil {
		return contracts{}, err
	}
	if c.nodeInterface, err = runtimeOf(&bindings.NodeInterfaceMetaData); err != nil {
		return contracts{}, err
	}
	if c.ownerPublic, err = runtimeOf(&bindings.ArbOwnerPublicMetaData); err != nil {
		return contracts{}, err
	}
	return c, nil
}

// runtimeOf runs the creation code of a contract without a constructor, to know
// the code that a genesis puts at an address of its own.
func runtimeOf(meta *bind.MetaData) ([]byte, error) {
	code, _, _, err := runtime.Create(common.FromHex(meta.Bin), &runtime.Config{GasLimit: createGas})
	if err != nil {
		return nil, fmt.Errorf("run creation code: %w", err)
	}
	return code, nil
}

// opaqueKey hides the routes of the covert contract from its calldata.
var opaqueKey = crypto.Keccak256Hash([]byte("mev-bot local chain opaque routes"))

// contracts creates everything at the addresses of Known, which it checks.
func (b *builder) contracts(ctx context.Context) error {
	m, a := b.m, &b.m.addresses
	me := m.accounts[deployer].address
	create := func(who int, want common.Address, name string, code []byte) error {
		if at := crypto.CreateAddress(m.accounts[who].address, b.world.nonces[who]); at != want {
			return fmt.Errorf("%s would be at %s, not at %s as announced", name, at, want)
		}
		return b.add(ctx, "create "+name, who, nil, nil, createGas, code)
	}
	published := func(want common.Address, art *artifact.Artifact, args ...any) error {
		packed, err := art.ABI.Pack("", args...)
		if err != nil {
			return fmt.Errorf("pack constructor of %s: %w", art.Name, err)
		}
		return create(deployer, want, art.Name, append(slices.Clip(art.Bytecode), packed...))
	}
	c, f, r := &m.code, a.Factories, a.Routers
	err := errors.Join(
		published(a.WETH, c.weth),
		published(f[0].Address, c.factory2, me),
		published(f[1].Address, c.factory2, me),
		published(r[routerA].Address, c.router2, f[0].Address, a.WETH),
		published(r[routerB].Address, c.router2, f[1].Address, a.WETH),
		published(f[2].Address, c.factory3),
		published(r[swapRouter].Address, c.router3, f[2].Address, a.WETH),
		published(a.PositionManager, c.positionManager, f[2].Address, a.WETH, common.Address{}),
		published(r[swapRouter02].Address, c.router02, f[0].Address, f[2].Address, a.PositionManager, a.WETH),
		published(a.QuoterV2, c.quoter, f[2].Address, a.WETH),
		published(a.TickLens, c.lens),
	)
	own := func(who int, want common.Address, name string, meta *bind.MetaData, args []byte) {
		err = errors.Join(err, create(who, want, name, append(common.FromHex(meta.Bin), args...)))
	}
	for t := range assets {
		if t != weth {
			own(deployer, a.Tokens[t].Address, assets[t].symbol, &bindings.TokenMetaData,
				c.token.PackConstructor(assets[t].name, assets[t].symbol, assets[t].decimals))
		}
	}
	own(deployer, a.Opaque, "Opaque", &bindings.OpaqueMetaData, c.opaque.PackConstructor(opaqueKey))
	own(deployer, a.Burner, "Burner", &bindings.BurnerMetaData, nil)
	own(deployer, a.Executor, "Executor", &bindings.ExecutorMetaData,
		c.executor.PackConstructor(me, m.options.Operator, a.Treasury, a.WETH))
	own(provider, a.Keeper, "LiquidityKeeper", &bindings.LiquidityKeeperMetaData, nil)
	for t := range assets {
		own(reporter, a.Tokens[t].Aggregator, "Aggregator", &bindings.AggregatorMetaData,
			c.aggregator.PackConstructor(8, assets[t].symbol+" / USD", big.NewInt(1), lots, integer(assets[t].usd*1e8)))
	}
	own(reporter, a.SequencerUptime, "SequencerUptime", &bindings.AggregatorMetaData,
		c.aggregator.PackConstructor(0, "L2 Sequencer Uptime Status Feed", new(big.Int), big.NewInt(1), new(big.Int)))
	return err
}

// lots is the most an aggregator of ours answers, as Chainlink's do.
var lots = new(big.Int).Lsh(big.NewInt(1), 95)

// positions are bands as the keeper takes them.
func positions(list ...band) []bindings.LiquidityKeeperPosition {
	out := make([]bindings.LiquidityKeeperPosition, len(list))
	for i, b := range list {
		out[i] = bindings.LiquidityKeeperPosition{
			Lower: big.NewInt(int64(b.lower)), Upper: big.NewInt(int64(b.upper)), Liquidity: integer(b.part),
		}
	}
	return out
}

// liquidity opens every pool at its price and fills it.
func (b *builder) liquidity(ctx context.Context) error {
	c := &b.m.code
	for i := range b.m.pools {
		p, o := &b.m.pools[i], b.m.genesis.open(i)
		data, gas := c.keeper.PackInitializeV3(p.address, integer(o.sqrt*q96), positions(o.bands...)), uint64(14_000_000)
		if p.kind == v2 {
			data, gas = c.keeper.PackMintV2(p.address, integer(o.amount0), integer(o.amount1)), 600_000
		}
		if err := b.add(ctx, "fill pool "+assets[p.token0].symbol+"/"+assets[p.token1].symbol, provider, &b.m.addresses.Keeper, nil, gas, data); err != nil {
			return err
		}
	}
	return nil
}
