package bindings_test

import (
	"encoding/binary"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/bindings"
)

// Families as the executor numbers them.
const (
	v2 = 1
	v3 = 2
)

// market is a world with real Uniswap V2 and V3 pools between WETH and three
// tokens, and an executor.
//
// Every pool quotes about 1:1, but the first WETH/A pools give 1.1 A for 1 WETH:
// each cycle that starts there earns.
type market struct {
	*world
	weth, a, b, c  common.Address
	router, quoter common.Address
	executor       common.Address
	keeper         common.Address
	legs           map[string][2]common.Address // by leg: the V2 pair, the V3 pool
}

// The legs of the cycles: 2 hops are cheap, close; 3 are cheap, ab, bw; 4 are
// cheap, ab, bc, cw.
var cycles = map[int][]string{2: {"cheap", "close"}, 3: {"cheap", "ab", "bw"}, 4: {"cheap", "ab", "bc", "cw"}}

var (
	exec   = bindings.NewExecutor()
	keeper = bindings.NewLiquidityKeeper()
	token  = bindings.NewToken()
	pool   = bindings.NewIUniswapV3Pool()
	pair   = bindings.NewIUniswapV2Pair()
)

func ether(n int64) *big.Int { return new(big.Int).Mul(big.NewInt(n), big.NewInt(1e18)) }

func newMarket(t testing.TB) *market {
	t.Helper()
	w := newWorld(t)
	m := &market{world: w, legs: map[string][2]common.Address{}}
	m.weth = w.third("WETH9")
	m.keeper = w.own(&bindings.LiquidityKeeperMetaData, nil)
	m.fundWeth(m.keeper, ether(1_000_000))
	for _, at := range []*common.Address{&m.a, &m.b, &m.c} {
		*at = w.own(&bindings.TokenMetaData, token.PackConstructor("Token", "TKN", 18))
		w.do(deployer, *at, token.PackMint(m.keeper, ether(1_000_000)))
	}
	factory2, other2, factory3 := w.third("UniswapV2Factory", deployer), w.third("UniswapV2Factory", deployer), w.third("UniswapV3Factory")
	m.router = w.third("UniswapV2Router02", factory2, m.weth)
	m.quoter = w.third("QuoterV2", factory3, m.weth)
	for _, leg := range []struct {
		name     string
		in, out  common.Address
		factory2 common.Address
		fee      int64
		perMille int64 // out for 1000 in
	}{
		{"cheap", m.weth, m.a, factory2, 3000, 1100},
		{"close", m.a, m.weth, other2, 500, 1000},
		{"ab", m.a, m.b, factory2, 3000, 1000},
		{"bw", m.b, m.weth, factory2, 3000, 1000},
		{"bc", m.b, m.c, factory2, 3000, 1000},
		{"cw", m.c, m.weth, factory2, 3000, 1000},
	} {
		m.legs[leg.name] = [2]common.Address{
			m.newPair(leg.factory2, leg.in, leg.out, leg.perMille),
			m.newPool(factory3, leg.in, leg.out, leg.fee, leg.perMille),
		}
	}
	m.executor = w.own(&bindings.ExecutorMetaData, exec.PackConstructor(owner, operator, treasury, m.weth))
	return m
}

// fork is an independent copy.
func (m *market) fork(t testing.TB) *market {
	c := *m
	c.world = m.world.fork(t)
	return &c
}

func (m *market) fundWeth(to common.Address, amount *big.Int) {
	m.t.Helper()
	m.state.AddBalance(m.weth, toU256(amount), 0)
	// WETH9 keeps balanceOf in slot 3.
	slot := mapSlot(to, 3)
	old := m.state.GetState(m.weth, slot).Big()
	m.state.SetState(m.weth, slot, common.BigToHash(old.Add(old, amount)))
}

func (m *market) newPair(factory, in, out common.Address, perMille int64) common.Address {
	m.t.Helper()
	f := bindings.NewIUniswapV2Factory()
	at, err := f.UnpackCreatePair(m.do(deployer, factory, f.PackCreatePair(in, out)))
	if err != nil {
		m.t.Fatal(err)
	}
	amountIn, amountOut := ether(1000), ether(perMille)
	if in.Cmp(out) > 0 {
		amountIn, amountOut = amountOut, amountIn
	}
	m.do(deployer, m.keeper, keeper.PackMintV2(at, amountIn, amountOut))
	return at
}

func (m *market) newPool(factory, in, out common.Address, fee, perMille int64) common.Address {
	m.t.Helper()
	f := bindings.NewIUniswapV3Factory()
	at, err := f.UnpackCreatePool(m.do(deployer, factory, f.PackCreatePool(in, out, big.NewInt(fee))))
	if err != nil {
		m.t.Fatal(err)
	}
	num, den := perMille, int64(1000) // token1 per token0
	if in.Cmp(out) > 0 {
		num, den = den, num
	}
	price := new(big.Int).Lsh(big.NewInt(num), 192)
	price.Sqrt(price.Div(price, big.NewInt(den)))
	// Narrow positions on both sides and a wide one: a swap of some ether crosses ticks.
	var positions []bindings.LiquidityKeeperPosition
	for lo := int64(-3000); lo < 3000; lo += 600 {
		positions = append(positions, bindings.LiquidityKeeperPosition{Lower: big.NewInt(lo), Upper: big.NewInt(lo + 600), Liquidity: ether(2000)})
	}
	positions = append(positions, bindings.LiquidityKeeperPosition{Lower: big.NewInt(-600_000), Upper: big.NewInt(600_000), Liquidity: ether(1000)})
	m.do(deployer, m.keeper, keeper.PackInitializeV3(at, price, positions))
	return at
}

// hop is one step of a route.
type hop struct {
	family  int
	pool    common.Address
	in, out common.Address
	fee     uint16
}

func (h hop) zeroForOne() bool { return h.in.Cmp(h.out) < 0 }

// encode packs a route as the executor documents it.
func encode(hops []hop) []byte {
	var route []byte
	for _, h := range hops {
		flags := byte(h.family << 1)
		if !h.zeroForOne() {
			flags |= 1
		}
		route = append(route, flags)
		route = append(route, h.pool[:]...)
		route = binary.BigEndian.AppendUint16(route, h.fee)
	}
	return route
}

// cycle is the route of n legs whose families are the bits of mix (0: V2).
func (m *market) cycle(n, mix int) []hop {
	tokens := map[string][2]common.Address{
		"cheap": {m.weth, m.a}, "close": {m.a, m.weth}, "ab": {m.a, m.b},
		"bw": {m.b, m.weth}, "bc": {m.b, m.c}, "cw": {m.c, m.weth},
	}
	var hops []hop
	for i, leg := range cycles[n] {
		kind := mix >> i & 1
		hops = append(hops, hop{family: v2 + kind, pool: m.legs[leg][kind], in: tokens[leg][0], out: tokens[leg][1], fee: 30})
	}
	return hops
}

// quote is what the exchanges' own contracts (V2 router, V3 quoter) say the
// route gives. They are asked on a copy.
func (m *market) quote(hops []hop, amount *big.Int) *big.Int {
	m.t.Helper()
	c := m.fork(m.t)
	router, quoter := published(m.t, "UniswapV2Router02").ABI, published(m.t, "QuoterV2").ABI
	for _, h := range hops {
		if h.family == v2 {
			r := c.reserves(h)
			data, err := router.Pack("getAmountOut", amount, r[0], r[1])
			if err != nil {
				m.t.Fatal(err)
			}
			amount = new(big.Int).SetBytes(c.do(stranger, m.router, data))
			continue
		}
		fee, err := pool.UnpackFee(c.do(stranger, h.pool, pool.PackFee()))
		if err != nil {
			m.t.Fatal(err)
		}
		data, err := quoter.Pack("quoteExactInputSingle", struct {
			TokenIn, TokenOut common.Address
			AmountIn, Fee     *big.Int
			SqrtPriceLimitX96 *big.Int
		}{h.in, h.out, amount, fee, new(big.Int)})
		if err != nil {
			m.t.Fatal(err)
		}
		amount = new(big.Int).SetBytes(c.do(stranger, m.quoter, data)[:32])
	}
	return amount
}

// reserves of a pair: of the token that goes in, of the one that comes out.
func (m *market) reserves(h hop) [2]*big.Int {
	m.t.Helper()
	r, err := pair.UnpackGetReserves(m.do(stranger, h.pool, pair.PackGetReserves()))
	if err != nil {
		m.t.Fatal(err)
	}
	if h.zeroForOne() {
		return [2]*big.Int{r.Reserve0, r.Reserve1}
	}
	return [2]*big.Int{r.Reserve1, r.Reserve0}
}

// execute runs a route as the operator.
func (m *market) execute(route []byte, amountIn, minProfit *big.Int) outcome {
	m.t.Helper()
	return m.call(operator, m.executor, exec.PackExecute(amountIn, minProfit, now, route))
}
