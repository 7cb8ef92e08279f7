package bindings_test

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"pgregory.net/rapid"

	"mevbot/internal/bindings"
)

// Every flash or swap callback that pools and lenders are known to use: none
// may do anything for a stranger.
var callbacks = []string{
	"uniswapV2Call(address,uint256,uint256,bytes)",
	"uniswapV3SwapCallback(int256,int256,bytes)",
	"uniswapV3MintCallback(uint256,uint256,bytes)",
	"uniswapV3FlashCallback(uint256,uint256,bytes)",
	"pancakeCall(address,uint256,uint256,bytes)",
	"pancakeV3SwapCallback(int256,int256,bytes)",
	"algebraSwapCallback(int256,int256,bytes)",
	"hook(address,uint256,uint256,bytes)",
	"unlockCallback(bytes)",
	"receiveFlashLoan(address[],uint256[],uint256[],bytes)",
	"executeOperation(address,uint256,uint256,address,bytes)",
	"onFlashLoan(address,address,uint256,uint256,bytes)",
}

// callbackInput is a callback that asks for the whole of what the executor
// holds, with a well-formed route behind it.
func callbackInput(sig string, amount *big.Int, route []byte) []byte {
	data := common.LeftPadBytes(amount.Bytes(), 16)
	data = append(data, make([]byte, 18)...) // no minimum, first 0, at 0
	data = append(data, route...)
	input := crypto.Keccak256([]byte(sig))[:4]
	word := func(n *big.Int) { input = append(input, common.LeftPadBytes(n.Bytes(), 32)...) }
	switch {
	case strings.HasPrefix(sig, "uniswapV2Call"), strings.HasPrefix(sig, "pancakeCall"), strings.HasPrefix(sig, "hook"):
		word(new(big.Int))
		word(amount)
		word(new(big.Int))
		word(big.NewInt(128))
	default:
		word(amount)
		word(new(big.Int))
		word(big.NewInt(96))
	}
	word(big.NewInt(int64(len(data))))
	return append(input, common.RightPadBytes(data, (len(data)+31)/32*32)...)
}

// rich is a market whose executor holds 100 WETH to steal.
func rich(t *testing.T) *market {
	t.Helper()
	m := newMarket(t)
	m.fundWeth(m.executor, ether(100))
	return m
}

// unharmed asserts that the executor still has what rich gave it.
func (m *market) unharmed(t *testing.T) {
	t.Helper()
	if got := m.balance(m.weth, m.executor); got.Cmp(ether(100)) < 0 {
		t.Errorf("the executor holds %s wei of its 100 ether", got)
	}
}

func (m *market) rogue(t testing.TB) (common.Address, adversary) {
	t.Helper()
	a := adversaryOf(t, "RoguePool")
	return m.create(a.code, nil), a
}

// through is a route of a rogue between WETH and token A, and the way back
// through a real V2 pair.
func (m *market) through(rogue common.Address, family int) []hop {
	return []hop{
		{family: family, pool: rogue, in: m.weth, out: m.a, fee: 30},
		{family: v2, pool: m.legs["close"][0], in: m.a, out: m.weth, fee: 30},
	}
}

// backThrough is the route the other way round, which promises a gain: a cheap
// real pair first, the rogue last.
func (m *market) backThrough(rogue common.Address, family int) []hop {
	return []hop{
		{family: v2, pool: m.legs["cheap"][0], in: m.weth, out: m.a, fee: 30},
		{family: family, pool: rogue, in: m.a, out: m.weth, fee: 30},
	}
}

func TestStrangersCallbacksAreRefused(t *testing.T) {
	m := rich(t)
	rogue, code := m.rogue(t)
	for _, sig := range callbacks {
		input := callbackInput(sig, ether(100), encode(m.cycle(2, 0)))
		known := strings.HasPrefix(sig, "uniswapV2Call") || strings.HasPrefix(sig, "uniswapV3Swap")
		for _, who := range []common.Address{stranger, operator, owner} {
			out := m.call(who, m.executor, input)
			if out.err == nil {
				t.Errorf("%s from %s did not revert", sig, who)
			}
			if known {
				refused(t, out, "UnknownCallback")
			}
		}
		// The same from a contract that claims to be a pool.
		if out := m.call(stranger, rogue, code.pack(t, "act", m.executor, input)); out.err == nil {
			t.Errorf("%s from a fake pool did not revert", sig)
		} else if known {
			refused(t, out, "UnknownCallback")
		}
	}
	m.unharmed(t)
}

// A stranger starts a flash swap of a real pair and names the executor as the
// receiver: the real pair calls back with the stranger's data.
func TestRealPoolStartedByAStrangerIsRefused(t *testing.T) {
	m := rich(t)
	at := m.legs["close"][0]
	data := make([]byte, 34)
	data = append(data, encode(m.cycle(2, 0))...)
	refused(t, m.call(stranger, at, pair.PackSwap(ether(1), new(big.Int), m.executor, data)), "UnknownCallback")

	// A V3 pool calls back its caller, not the receiver.
	rogue, code := m.rogue(t)
	limit := new(big.Int).Add(big.NewInt(4295128739), big.NewInt(1))
	swap := pool.PackSwap(m.executor, true, ether(1), limit, data)
	if out := m.call(stranger, rogue, code.pack(t, "act", m.legs["close"][1], swap)); out.err == nil {
		t.Error("a V3 pool gave its output to the executor for nothing")
	}
	m.unharmed(t)
}

// A hostile pool in a live route tries everything from inside its swap, first as
// what it is, then as operator, then as owner.
func TestReentryFromAPoolIsRefused(t *testing.T) {
	for _, family := range []int{v2, v3} {
		for _, tc := range []struct {
			name, want string
			role       func(m *market, rogue common.Address)
			input      func(m *market) []byte
		}{
			{"execute", "NotOperator", nil, func(m *market) []byte {
				return exec.PackExecute(ether(1), new(big.Int), now, encode(m.cycle(2, 0)))
			}},
			{"execute as operator", "Reentered", func(m *market, rogue common.Address) {
				m.do(owner, m.executor, exec.PackSetOperator(rogue))
			}, func(m *market) []byte {
				return exec.PackExecute(ether(1), new(big.Int), now, encode(m.cycle(2, 0)))
			}},
			{"sweep", "NotOwner", nil, func(m *market) []byte { return exec.PackSweep(m.weth) }},
			{"sweep as owner", "Reentered", func(m *market, rogue common.Address) {
				m.do(owner, m.executor, exec.PackProposeOwner(rogue))
				m.do(stranger, rogue, adversaryOf(m.t, "RoguePool").pack(m.t, "act", m.executor, exec.PackAcceptOwnership()))
			}, func(m *market) []byte { return exec.PackSweep(m.weth) }},
		} {
			t.Run(mixName(1, family-v2)+" "+tc.name, func(t *testing.T) {
				m := rich(t)
				rogue, code := m.rogue(t)
				if tc.role != nil {
					tc.role(m, rogue)
				}
				m.do(stranger, rogue, code.pack(t, "arm", m.executor, tc.input(m)))
				data := exec.PackExecute(ether(1), new(big.Int), now, encode(m.backThrough(rogue, family)))
				if tc.want == "Reentered" && strings.Contains(tc.name, "operator") {
					// Only the rogue may start a run now.
					m.call(stranger, rogue, code.pack(t, "act", m.executor, data))
				} else {
					m.call(operator, m.executor, data)
				}
				attempts := calls(m.trace.root, rogue, m.executor, tc.input(m)[:4])
				if len(attempts) == 0 {
					t.Fatal("the rogue never got its chance")
				}
				for _, a := range attempts {
					refused(t, outcome{ret: a.output, err: a.err}, tc.want)
				}
				m.unharmed(t)
			})
		}
	}
}

// calls finds the calls of one contract to another with a selector, below the
// run itself.
func calls(fr frame, from, to common.Address, selector []byte) []frame {
	var found []frame
	for _, b := range fr.below {
		live := fr.to == from && fr.from == to // from was called by the executor
		if live && b.to == to && strings.HasPrefix(string(b.input), string(selector)) {
			found = append(found, b)
		}
		found = append(found, calls(b, from, to, selector)...)
	}
	return found
}

// A hostile V3 pool that the operator was led to: it asks for all the base
// tokens, gives nothing, calls back twice, or hands back other data.
func TestHostilePoolCannotTakeTheBaseToken(t *testing.T) {
	for _, tc := range []struct {
		name   string
		family int
		asks   int64 // ether of WETH
		times  int64
		data   func(m *market) []byte
	}{
		{"asks for everything", v3, 100, 1, nil},
		{"asks twice", v3, 1, 2, nil},
		{"asks for nothing", v3, 0, 1, nil},
		{"never calls back", v3, 100, 0, nil},
		{"hands back its own data", v3, 100, 1, func(m *market) []byte {
			return append(make([]byte, 34), encode(m.cycle(2, 3))...)
		}},
		{"names itself first hop of a V2 run", v3, 100, 1, func(m *market) []byte {
			data := common.LeftPadBytes(ether(100).Bytes(), 16)
			data = append(data, make([]byte, 16)...)
			data = append(data, 0, 1) // first 0, at 1: pay the first pool amountIn
			rogue := m.through(common.HexToAddress("0xbad"), v2)
			return append(data, encode(rogue)...)
		}},
		{"as a pair", v2, 0, 1, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := rich(t)
			rogue, code := m.rogue(t)
			var data []byte
			if tc.data != nil {
				data = tc.data(m)
			}
			gives := new(big.Int).Neg(ether(1))
			d0, d1 := ether(tc.asks), gives
			if m.weth.Cmp(m.a) > 0 {
				d0, d1 = d1, d0
			}
			t0, t1 := m.weth, m.a
			if t0.Cmp(t1) > 0 {
				t0, t1 = t1, t0
			}
			m.do(stranger, rogue, code.pack(t, "set", t0, t1, d0, d1, big.NewInt(tc.times), data))
			hops := m.through(rogue, tc.family)
			for _, route := range [][]hop{hops, m.backThrough(rogue, tc.family)} {
				if out := m.execute(encode(route), ether(1), big.NewInt(1)); out.err == nil {
					t.Error("a run through the rogue succeeded")
				}
			}
			m.unharmed(t)
		})
	}
}

// A pool whose first callback is honest calls back once more.
func TestSecondCallbackIsRefused(t *testing.T) {
	for _, family := range []int{v2, v3} {
		t.Run(mixName(1, family-v2), func(t *testing.T) {
			m := rich(t)
			rogue, code := m.rogue(t)
			for times := int64(1); times <= 2; times++ {
				owes, gives := big.NewInt(1), new(big.Int).Neg(ether(2))
				if m.a.Cmp(m.weth) > 0 {
					owes, gives = gives, owes
				}
				m.do(stranger, rogue, code.pack(t, "set", m.a, m.weth, owes, gives, big.NewInt(times), []byte{}))
				out := m.execute(encode(m.backThrough(rogue, family)), ether(1), new(big.Int))
				if times == 1 { // the pool gave nothing: the balance shows it
					refused(t, out, "BelowMinimum")
				} else {
					refused(t, out, "UnknownCallback")
				}
			}
			m.unharmed(t)
		})
	}
}

// A token of the route calls out while it is transferred in a live run.
func TestReentryFromATokenIsRefused(t *testing.T) {
	for _, tc := range []struct {
		name, want string
		input      func(m *market) []byte
	}{
		{"execute", "NotOperator", func(m *market) []byte {
			return exec.PackExecute(ether(1), new(big.Int), now, encode(m.cycle(2, 0)))
		}},
		{"V3 callback", "UnknownCallback", func(m *market) []byte {
			return callbackInput(callbacks[1], ether(100), encode(m.cycle(2, 3)))
		}},
		{"V2 callback", "UnknownCallback", func(m *market) []byte {
			return callbackInput(callbacks[0], ether(100), encode(m.cycle(2, 0)))
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := rich(t)
			hook := adversaryOf(t, "HookToken")
			h := m.create(hook.code, nil)
			m.do(stranger, h, hook.pack(t, "mint", m.keeper, ether(1_000_000)))
			factoryA, factoryB := m.third("UniswapV2Factory", deployer), m.third("UniswapV2Factory", deployer)
			cheap, dear := m.newPair(factoryA, m.weth, h, 1100), m.newPair(factoryB, h, m.weth, 1000)
			m.do(stranger, h, hook.pack(t, "arm", m.executor, tc.input(m)))
			out := m.execute(encode([]hop{
				{family: v2, pool: cheap, in: m.weth, out: h, fee: 30},
				{family: v2, pool: dear, in: h, out: m.weth, fee: 30},
			}), ether(1), big.NewInt(1))
			if out.err != nil {
				t.Fatalf("the hook alone must not stop the run: %v: %s", out.err, reason(out.ret))
			}
			// The token hides the answer from the run: ask it.
			answer, err := hook.abi.Unpack("answer", m.do(stranger, h, hook.pack(t, "answer")))
			if err != nil {
				t.Fatal(err)
			}
			id := exec.GetABI().Errors[tc.want].ID
			if got := answer[0].([]byte); len(got) < 4 || string(got[:4]) != string(id[:4]) {
				t.Errorf("want %s, got %s", tc.want, reason(got))
			}
			m.unharmed(t)
		})
	}
}

// Whatever the operator's key sends, and whatever a rogue pool in the route
// does, the executor never holds less of the base token than before.
func TestBaseTokenNeverFalls(t *testing.T) {
	base := rich(t)
	rogue, code := base.rogue(t)
	var pools []common.Address
	for _, name := range []string{"cheap", "close", "ab", "bw", "bc", "cw"} { // not the map's order
		leg := base.legs[name]
		pools = append(pools, leg[0], leg[1])
	}
	pools = append(pools, rogue, base.weth, base.executor, base.router)
	runs, earned := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		m := base.fork(t)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 0))
		amount := func() *big.Int {
			return new(big.Int).Rsh(ether(1000), uint(rng.IntN(70)))
		}
		sign := func(n *big.Int) *big.Int {
			if rng.IntN(2) == 0 {
				return n.Neg(n)
			}
			return n
		}
		var data []byte
		if rng.IntN(2) == 0 {
			data = make([]byte, 34+23*rng.IntN(4))
			for i := range data {
				data[i] = byte(rng.Uint32())
			}
			copy(data, make([]byte, 6)) // amounts that can exist
			if len(data) > 34 {
				copy(data[34:], encode(m.cycle(2, rng.IntN(4))))
				data[32], data[33] = byte(rng.IntN(3)), byte(rng.IntN(3))
			}
		}
		tokens := []common.Address{m.weth, m.a, rogue}
		m.do(stranger, rogue, code.pack(t, "set", tokens[rng.IntN(3)], tokens[rng.IntN(3)], sign(amount()), sign(amount()), big.NewInt(int64(rng.IntN(3))), data))
		n := 2 + rng.IntN(3)
		hops := m.cycle(n, rng.IntN(1<<n))
		for i := range hops {
			if rng.IntN(4) == 0 {
				hops[i].pool = pools[rng.IntN(len(pools))]
			}
			if rng.IntN(8) == 0 {
				hops[i].family = 1 + rng.IntN(2)
				hops[i].fee = uint16(rng.IntN(1 << 16))
			}
		}
		route := encode(hops)
		if rng.IntN(4) == 0 {
			route = append(route, amount().FillBytes(make([]byte, 16))...) // look first
		}
		out := m.execute(route, amount(), new(big.Int))
		runs++
		if out.err == nil {
			earned++
		}
		if got := m.balance(m.weth, m.executor); got.Cmp(ether(100)) < 0 {
			r.Fatalf("holds %s wei of 100 ether after %v", got, hops)
		}
	})
	t.Logf("%d runs, %d of them went through", runs, earned)
	if earned == 0 {
		t.Error("no run went through: the property says nothing")
	}
}

func TestConstructorRefusesWhatCannotWork(t *testing.T) {
	m := newMarket(t)
	for name, args := range map[string][]byte{
		"no owner":    exec.PackConstructor(common.Address{}, operator, treasury, m.weth),
		"no treasury": exec.PackConstructor(owner, operator, common.Address{}, m.weth),
		"no code":     exec.PackConstructor(owner, operator, treasury, stranger),
	} {
		t.Run(name, func(t *testing.T) {
			m := m.fork(t)
			out := m.send(deployer, nil, append(common.FromHex(bindings.ExecutorMetaData.Bin), args...))
			refused(t, out, "ZeroAddress")
		})
	}
}
