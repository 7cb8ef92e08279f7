package gas_test

import (
	"encoding/binary"
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/amm/constproduct"
	"mevbot/internal/artifact"
	"mevbot/internal/bindings"
)

// The accounts.
var (
	deployer = common.HexToAddress("0xde")
	operator = common.HexToAddress("0x0b0b")
	trader   = common.HexToAddress("0x7a")
)

// world is a chain in go-ethereum's EVM with the real contracts: an executor, and
// pairs and V3 pools between four tokens. Transactions are whole ones.
type world struct {
	t      testing.TB
	rand   *rand.Rand
	state  *state.StateDB
	time   uint64
	tokens []common.Address // the first is the base token
	pools  []*venue

	executor, keeper, router2, router3 common.Address
}

// venue is a pool and what the bot knows of it.
type venue struct {
	address common.Address
	tokens  [2]int // in the order of the pool
	family  amm.Family
	fee     uint32
	ticks   map[int32]bool
	touched uint64 // time of the last swap
}

var (
	exec   = bindings.NewExecutor()
	keeper = bindings.NewLiquidityKeeper()
	token  = bindings.NewToken()
	pool   = bindings.NewIUniswapV3Pool()
	pair   = bindings.NewIUniswapV2Pair()
)

func ether(n float64) *big.Int {
	v, _ := new(big.Float).Mul(big.NewFloat(n), big.NewFloat(1e18)).Int(nil)
	return v
}

// newWorld deploys everything; pools are between each two tokens.
func newWorld(t testing.TB, seed uint64) *world {
	t.Helper()
	db, err := state.New(types.EmptyRootHash, state.NewDatabaseForTesting())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, rand: rand.New(rand.NewPCG(seed, 2)), state: db, time: 1_800_000_000}
	for _, a := range []common.Address{deployer, operator, trader} {
		db.AddBalance(a, uint256.MustFromDecimal("1000000000000000000000000000"), tracing.BalanceIncreaseGenesisBalance)
	}
	w.keeper = w.create(common.FromHex(bindings.LiquidityKeeperMetaData.Bin), nil)
	for range 4 {
		at := w.create(common.FromHex(bindings.TokenMetaData.Bin), token.PackConstructor("Token", "TKN", 18))
		w.tokens = append(w.tokens, at)
		for _, to := range []common.Address{w.keeper, trader} {
			w.do(deployer, at, token.PackMint(to, ether(1e9)))
		}
	}
	weth := w.third("WETH9")
	factory2, other2, factory3 := w.third("UniswapV2Factory", deployer), w.third("UniswapV2Factory", deployer), w.third("UniswapV3Factory")
	w.router2, w.router3 = w.third("UniswapV2Router02", factory2, weth), w.third("SwapRouter", factory3, weth)
	most := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1))
	for _, at := range w.tokens {
		for _, spender := range []common.Address{w.router2, w.router3} {
			w.do(trader, at, token.PackApprove(spender, most))
		}
	}
	for i := range w.tokens {
		for j := range i {
			w.newPair(factory2, i, j)
			w.newPair(other2, i, j)
			w.newPool(factory3, i, j, 500, 10)
			w.newPool(factory3, i, j, 3000, 60)
		}
	}
	w.executor = w.create(common.FromHex(bindings.ExecutorMetaData.Bin), exec.PackConstructor(deployer, operator, deployer, w.tokens[0]))
	w.do(deployer, w.tokens[0], token.PackMint(w.executor, big.NewInt(1))) // as after the first gain
	return w
}

// send runs a transaction: its gas, what it returned, and why it failed.
func (w *world) send(from common.Address, to *common.Address, data []byte) (gas uint64, ret []byte, err error) {
	w.t.Helper()
	config := *params.MergedTestChainConfig
	evm := vm.NewEVM(vm.BlockContext{
		CanTransfer: core.CanTransfer, Transfer: core.Transfer, GetHash: func(uint64) common.Hash { return common.Hash{} },
		BlockNumber: big.NewInt(1), Time: w.time, GasLimit: 1e9, BaseFee: big.NewInt(1), BlobBaseFee: big.NewInt(1), Random: &common.Hash{},
	}, w.state, &config, vm.Config{})
	defer evm.Release()
	price := uint256.NewInt(1)
	result, err := core.ApplyMessage(evm, &core.Message{
		From: from, To: to, Nonce: w.state.GetNonce(from), Value: new(uint256.Int), Data: data, GasLimit: 16_000_000,
		GasPrice: price, GasFeeCap: price, GasTipCap: new(uint256.Int),
	}, core.NewGasPool(1e9))
	if err != nil {
		w.t.Fatalf("apply transaction: %v", err)
	}
	w.state.Finalise(config.Rules(big.NewInt(1), true, w.time))
	return result.UsedGas, result.ReturnData, result.Err
}

func (w *world) do(from, to common.Address, data []byte) []byte {
	w.t.Helper()
	_, ret, err := w.send(from, &to, data)
	if err != nil {
		w.t.Fatalf("call %s: %v %x", to, err, ret)
	}
	return ret
}

func (w *world) create(code, args []byte) common.Address {
	w.t.Helper()
	at := crypto.CreateAddress(deployer, w.state.GetNonce(deployer))
	if _, _, err := w.send(deployer, nil, append(common.CopyBytes(code), args...)); err != nil {
		w.t.Fatal(err)
	}
	return at
}

// third creates a published contract.
func (w *world) third(name string, args ...any) common.Address {
	w.t.Helper()
	a, err := artifact.Load(name)
	if errors.Is(err, artifact.ErrMissing) {
		w.t.Skip("third-party contracts are absent: run `make contracts`")
	}
	if err != nil {
		w.t.Fatal(err)
	}
	packed, err := a.ABI.Pack("", args...)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.create(a.Bytecode, packed)
}

// inOrder is two tokens as a pool orders them.
func (w *world) inOrder(i, j int) [2]int {
	if w.tokens[i].Cmp(w.tokens[j]) > 0 {
		i, j = j, i
	}
	return [2]int{i, j}
}

func (w *world) newPair(factory common.Address, i, j int) {
	f := bindings.NewIUniswapV2Factory()
	at, err := f.UnpackCreatePair(w.do(deployer, factory, f.PackCreatePair(w.tokens[i], w.tokens[j])))
	if err != nil {
		w.t.Fatal(err)
	}
	w.do(deployer, w.keeper, keeper.PackMintV2(at, ether(1000), ether(1000)))
	w.pools = append(w.pools, &venue{address: at, tokens: w.inOrder(i, j), family: amm.ConstantProduct, fee: 3000})
}

func (w *world) newPool(factory common.Address, i, j int, fee, spacing int64) {
	f := bindings.NewIUniswapV3Factory()
	at, err := f.UnpackCreatePool(w.do(deployer, factory, f.PackCreatePool(w.tokens[i], w.tokens[j], big.NewInt(fee))))
	if err != nil {
		w.t.Fatal(err)
	}
	v := &venue{address: at, tokens: w.inOrder(i, j), family: amm.Concentrated, fee: uint32(fee), ticks: map[int32]bool{}}
	var positions []bindings.LiquidityKeeperPosition
	add := func(low, high int64, liquidity float64) {
		positions = append(positions, bindings.LiquidityKeeperPosition{Lower: big.NewInt(low), Upper: big.NewInt(high), Liquidity: ether(liquidity)})
		v.ticks[int32(low)], v.ticks[int32(high)] = true, true
	}
	add(-600_000, 600_000, 1000)
	for range 12 {
		low := spacing * (w.rand.Int64N(3000/spacing) - 1500/spacing)
		add(low, low+spacing*(1+w.rand.Int64N(1+1200/spacing)), 100+w.rand.Float64()*2000)
	}
	w.do(deployer, w.keeper, keeper.PackInitializeV3(at, new(big.Int).Lsh(big.NewInt(1), 96), positions))
	w.pools = append(w.pools, v)
}

// hop is a pool in a direction.
type hop struct {
	*venue
	direction amm.Direction
}

func (h hop) in() int  { return h.tokens[h.direction] }
func (h hop) out() int { return h.tokens[h.direction^1] }

// trade swaps through a random pool, by the routers or as the pool's own caller.
func (w *world) trade() {
	h := hop{w.pools[w.rand.IntN(len(w.pools))], amm.Direction(w.rand.IntN(2))}
	amount := ether(0.01 * float64(int(1)<<w.rand.IntN(13)))
	if h.family == amm.ConstantProduct {
		w.do(trader, w.tokens[h.in()], token.PackTransfer(h.address, amount))
		out := w.quote(h, uint256.MustFromBig(amount)).out
		amounts := [2]*big.Int{new(big.Int), new(big.Int)}
		amounts[h.direction^1] = out.ToBig()
		w.do(trader, h.address, pair.PackSwap(amounts[0], amounts[1], trader, nil))
	} else {
		w.do(trader, w.router3, bindings.NewISwapRouter().PackExactInputSingle(bindings.ISwapRouterExactInputSingleParams{
			TokenIn: w.tokens[h.in()], TokenOut: w.tokens[h.out()], Fee: big.NewInt(int64(h.fee)), Recipient: trader, Deadline: big.NewInt(1 << 40),
			AmountIn: amount, AmountOutMinimum: new(big.Int), SqrtPriceLimitX96: new(big.Int),
		}))
	}
	h.touched = w.time
}

// swap is what a swap does, as the bot's curves say.
type swap struct {
	out           uint256.Int
	before, after concentrated.State
	crossed       int
}

// quote a hop from the state of the contract.
func (w *world) quote(h hop, in *uint256.Int) (s swap) {
	w.t.Helper()
	if h.family == amm.ConstantProduct {
		r, err := pair.UnpackGetReserves(w.read(h.address, pair.PackGetReserves()))
		if err != nil {
			w.t.Fatal(err)
		}
		var at constproduct.State
		if at, err = constproduct.NewState(uint256.MustFromBig(r.Reserve0), uint256.MustFromBig(r.Reserve1)); err != nil {
			w.t.Fatal(err)
		}
		_ = at
		return s
	}
	return s
}

// read is a call that changes nothing.
func (w *world) read(to common.Address, data []byte) []byte {
	w.t.Helper()
	before, nonce := w.state.Snapshot(), w.state.GetNonce(deployer)
	_ = nonce
	_, ret, err := w.send(deployer, &to, data)
	if err != nil {
		w.t.Fatal(err)
	}
	_ = before
	return ret
}

// encode packs a route as the executor documents it.
func encode(hops []hop) []byte {
	var route []byte
	for _, h := range hops {
		route = append(append(route, byte(h.family)<<1|byte(h.direction)), h.address[:]...)
		fee := uint16(0)
		if h.family == amm.ConstantProduct {
			fee = uint16(h.fee / 100)
		}
		route = binary.BigEndian.AppendUint16(route, fee)
	}
	return route
}
