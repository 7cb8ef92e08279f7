package gas_test

import (
	"encoding/binary"
	"errors"
	"math/big"
	"math/rand/v2"
	"slices"
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
	"mevbot/internal/artifact"
	"mevbot/internal/bindings"
	"mevbot/internal/gas"
	pools "mevbot/internal/pool"
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
	id      amm.PoolID
	address common.Address
	tokens  [2]int // in the order of the pool
	family  amm.Family
	fee     uint32
	spacing int32
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

// newWorld deploys everything; pools are between each two tokens. With proxies
// two tokens stand behind one each, as many do.
func newWorld(t testing.TB, seed uint64, proxies bool) *world {
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
	for i := range 4 {
		at := w.create(common.FromHex(bindings.TokenMetaData.Bin), token.PackConstructor("Token", "TKN", 18))
		if proxies && i > 1 {
			at = w.proxy(at)
		}
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
	w.age()
	return w
}

// send runs a transaction: its gas, what it returned, and why it failed.
func (w *world) send(from common.Address, to *common.Address, data []byte) (used uint64, ret []byte, err error) {
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

// proxy is the minimal proxy of a contract (EIP-1167).
func (w *world) proxy(of common.Address) common.Address {
	at := common.BytesToAddress(crypto.Keccak256(of[:]))
	code := append(common.FromHex("363d3d373d3d3d363d73"), of[:]...)
	w.state.CreateAccount(at)
	w.state.SetCode(at, append(code, common.FromHex("5af43d82803e903d91602b57fd5bf3")...), tracing.CodeChangeUnspecified)
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
	w.pools = append(w.pools, &venue{id: amm.PoolID(len(w.pools)), address: at, tokens: w.inOrder(i, j), family: amm.ConstantProduct, fee: 3000})
}

func (w *world) newPool(factory common.Address, i, j int, fee, spacing int64) {
	f := bindings.NewIUniswapV3Factory()
	at, err := f.UnpackCreatePool(w.do(deployer, factory, f.PackCreatePool(w.tokens[i], w.tokens[j], big.NewInt(fee))))
	if err != nil {
		w.t.Fatal(err)
	}
	v := &venue{address: at, tokens: w.inOrder(i, j), family: amm.Concentrated, fee: uint32(fee), spacing: int32(spacing), ticks: map[int32]bool{}}
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
	v.id = amm.PoolID(len(w.pools))
	w.pools = append(w.pools, v)
}

// hop is a pool in a direction.
type hop struct {
	*venue
	direction amm.Direction
}

func (h hop) in() int  { return h.tokens[h.direction] }
func (h hop) out() int { return h.tokens[h.direction^1] }

// trade swaps through a random pool, as traders do.
func (w *world) trade() {
	w.swap(hop{w.pools[w.rand.IntN(len(w.pools))], amm.Direction(w.rand.IntN(2))}, ether(0.01*float64(int(1)<<w.rand.IntN(13))))
}

// age swaps through each pool in both directions, in different seconds: pools have a
// history.
func (w *world) age() {
	for range 2 {
		for _, v := range w.pools {
			for d := range amm.Direction(2) {
				w.time += 2
				w.swap(hop{v, d}, ether(1))
			}
		}
	}
}

// swap trades an amount.
func (w *world) swap(h hop, amount *big.Int) {
	if h.family == amm.ConstantProduct {
		w.do(trader, w.tokens[h.in()], token.PackTransfer(h.address, amount))
		amounts := [2]*big.Int{new(big.Int), new(big.Int)}
		amounts[h.direction^1] = w.output(h, amount)
		w.do(trader, h.address, pair.PackSwap(amounts[0], amounts[1], trader, nil))
	} else {
		w.do(trader, w.router3, bindings.NewISwapRouter().PackExactInputSingle(bindings.ISwapRouterExactInputSingleParams{
			TokenIn: w.tokens[h.in()], TokenOut: w.tokens[h.out()], Fee: big.NewInt(int64(h.fee)), Recipient: trader, Deadline: big.NewInt(1 << 40),
			AmountIn: amount, AmountOutMinimum: new(big.Int), SqrtPriceLimitX96: new(big.Int),
		}))
	}
	h.touched = w.time
}

// output is UniswapV2Library.getAmountOut on the pair's reserves.
func (w *world) output(h hop, in *big.Int) *big.Int {
	r, err := pair.UnpackGetReserves(w.do(deployer, h.address, pair.PackGetReserves()))
	if err != nil {
		w.t.Fatal(err)
	}
	reserves := [2]*big.Int{r.Reserve0, r.Reserve1}
	paid := new(big.Int).Mul(in, big.NewInt(997))
	num := new(big.Int).Mul(paid, reserves[h.direction^1])
	den := new(big.Int).Mul(reserves[h.direction], big.NewInt(1000))
	return num.Quo(num, den.Add(den, paid))
}

// tick of a V3 pool.
func (w *world) tick(v *venue) int32 {
	s, err := pool.UnpackSlot0(w.do(deployer, v.address, pool.PackSlot0()))
	if err != nil {
		w.t.Fatal(err)
	}
	return int32(s.Tick.Int64())
}

// run is a route that was carried out.
type run struct {
	hops  []hop
	data  []byte
	gas   uint64
	steps []gas.Step
}

// route is a random cycle of two to four hops from the base token, no pool twice.
func (w *world) route() []hop {
	for {
		var route []hop
		at := 0
		for n := 2 + w.rand.IntN(3); len(route) < n; {
			h := hop{w.pools[w.rand.IntN(len(w.pools))], amm.Direction(w.rand.IntN(2))}
			if h.in() != at || slices.ContainsFunc(route, func(o hop) bool { return o.venue == h.venue }) {
				continue
			}
			if last := len(route) == n-1; last != (h.out() == 0) {
				if last && w.rand.IntN(8) == 0 {
					break // perhaps there is none
				}
				continue
			}
			at, route = h.out(), append(route, h)
		}
		if len(route) > 1 && at == 0 {
			return route
		}
	}
}

// attempt runs a route with an input; false if it does not gain.
func (w *world) attempt(route []hop, in *big.Int) (*run, bool) {
	r := &run{hops: route, data: exec.PackExecute(in, new(big.Int), w.time+60, encode(route))}
	before := make([]int32, len(route))
	for i, h := range route {
		if h.family == amm.Concentrated {
			before[i] = w.tick(h.venue)
		}
	}
	var err error
	if r.gas, _, err = w.send(operator, &w.executor, r.data); err != nil {
		return nil, false
	}
	for i, h := range route {
		info := &pools.Info{ID: h.id, Family: h.family, Spacing: h.spacing}
		var p pools.Passage
		if h.family == amm.Concentrated {
			p = pools.Passage{From: before[i], To: w.tick(h.venue)}
			for t := range h.ticks {
				if min(p.From, p.To) < t && t <= max(p.From, p.To) {
					p.Crossed++
				}
			}
		}
		r.steps = append(r.steps, gas.NewStep(info, p))
		h.touched = w.time
	}
	return r, true
}

// encode packs a route as the bot does.
func encode(hops []hop) []byte {
	var route []byte
	look := false
	for _, h := range hops {
		route = append(append(route, byte(h.family)<<1|byte(h.direction)), h.address[:]...)
		route = binary.BigEndian.AppendUint16(route, uint16(h.fee/100))
		look = look || h.family == amm.Concentrated
	}
	if look {
		route = append(route, make([]byte, 16)...)
	}
	return route
}
