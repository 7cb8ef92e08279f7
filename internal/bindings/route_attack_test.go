package bindings_test

import (
	"bytes"
	"fmt"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// The attacks again on longer routes, where pools of both families wait in each
// other's callbacks: what holds for two hops has to hold inside of them.

// One wei more than the route gives is refused with the exact amounts, for every
// mix of families in three hops, and leaves nothing behind.
func TestBelowMinimumInThreeHops(t *testing.T) {
	m := newMarket(t)
	for mix := range 8 {
		t.Run(mixName(3, mix), func(t *testing.T) {
			m := m.fork(t)
			hops, in := m.cycle(3, mix), ether(10)
			earns := new(big.Int).Sub(m.quote(hops, in), in)
			want := new(big.Int).Add(earns, big.NewInt(1))
			out := m.execute(encode(hops), in, want)
			refused(t, out, "BelowMinimum")
			e, err := exec.UnpackBelowMinimumError(out.ret[4:])
			if err != nil {
				t.Fatal(err)
			}
			if e.Got.Cmp(earns) != 0 || e.Want.Cmp(want) != 0 {
				t.Errorf("says got %s want %s, is got %s want %s", e.Got, e.Want, earns, want)
			}
			for _, of := range []common.Address{m.weth, m.a, m.b} {
				if got := m.balance(of, m.executor); got.Sign() != 0 {
					t.Errorf("a refused run left %s wei of %s", got, of)
				}
			}
		})
	}
}

// After the deadline, from a stranger, or paused: each mix of three hops ends
// before any pool is called.
func TestRefusedBeforeAnyPoolIsCalled(t *testing.T) {
	m := newMarket(t)
	for mix := range 8 {
		route := encode(m.cycle(3, mix))
		for name, tc := range map[string]struct {
			from     common.Address
			deadline uint64
			paused   bool
			want     string
		}{
			"after the deadline": {operator, now - 1, false, "Expired"},
			"a stranger":         {stranger, now, false, "NotOperator"},
			"the owner":          {owner, now, false, "NotOperator"},
			"paused":             {operator, now, true, "Paused"},
		} {
			t.Run(mixName(3, mix)+" "+name, func(t *testing.T) {
				m := m.fork(t)
				if tc.paused {
					m.do(owner, m.executor, exec.PackSetPaused(true))
				}
				out := m.call(tc.from, m.executor, exec.PackExecute(ether(1), new(big.Int), tc.deadline, route))
				refused(t, out, tc.want)
				if calls := len(m.trace.root.below); calls != 0 {
					t.Errorf("%d calls before the refusal", calls)
				}
			})
		}
	}
}

// approvals are the approve calls of a run, by whomever, and its Approval logs.
func approvals(fr frame) (n int) {
	if bytes.HasPrefix(fr.input, crypto.Keccak256([]byte("approve(address,uint256)"))[:4]) {
		n++
	}
	for _, b := range fr.below {
		n += approvals(b)
	}
	return n
}

// No run leaves an allowance of the executor for any pool, router or person, in
// any token, and nobody can use transferFrom on what it holds.
func TestNoAllowanceIsLeft(t *testing.T) {
	base := rich(t)
	transferFrom := func(from, to common.Address, amount *big.Int) []byte {
		data := crypto.Keccak256([]byte("transferFrom(address,address,uint256)"))[:4]
		for _, word := range [][]byte{from[:], to[:], amount.Bytes()} {
			data = append(data, common.LeftPadBytes(word, 32)...)
		}
		return data
	}
	allowance := crypto.Keccak256([]byte("allowance(address,address)"))[:4]
	for n := 2; n <= 4; n++ {
		for mix := range 1 << n {
			t.Run(mixName(n, mix), func(t *testing.T) {
				m := base.fork(t)
				hops := m.cycle(n, mix)
				m.do(operator, m.executor, exec.PackExecute(ether(10), big.NewInt(1), now, encode(hops)))
				if calls := approvals(m.trace.root); calls != 0 {
					t.Errorf("%d approvals in the run", calls)
				}
				spenders := []common.Address{operator, owner, treasury, stranger, m.router}
				for _, h := range hops {
					spenders = append(spenders, h.pool)
				}
				for _, of := range []common.Address{m.weth, m.a, m.b, m.c} {
					for _, who := range spenders {
						ask := append(append(bytes.Clone(allowance), common.LeftPadBytes(m.executor[:], 32)...), common.LeftPadBytes(who[:], 32)...)
						if got := new(big.Int).SetBytes(m.do(stranger, of, ask)); got.Sign() != 0 {
							t.Errorf("%s may spend %s of token %s", who, got, of)
						}
					}
				}
				for _, who := range []common.Address{stranger, operator, owner} {
					if out := m.call(who, m.weth, transferFrom(m.executor, who, big.NewInt(1))); out.err == nil {
						t.Errorf("%s took WETH by transferFrom", who)
					}
				}
				m.unharmed(t)
			})
		}
	}
}

// swapped says whether a pool was asked to swap.
func swapped(fr frame, at common.Address) bool {
	for _, b := range fr.below {
		for _, method := range []abi.Method{pair.GetABI().Methods["swap"], pool.GetABI().Methods["swap"]} {
			if b.to == at && bytes.HasPrefix(b.input, method.ID) {
				return true
			}
		}
		if swapped(b, at) {
			return true
		}
	}
	return false
}

// rogueAt is a cycle of three hops that promises a gain, with a rogue in one
// place and real pools of the mix's families in the others.
func (m *market) rogueAt(rogue common.Address, place, family, mix int) []hop {
	hops := m.cycle(3, mix)
	hops[place].pool, hops[place].family = rogue, family
	return hops
}

// A hostile pool in each place of each mix of three hops, as either family: it
// asks for everything, calls back twice, hands back other data, or tries to run,
// sweep and pause from inside. The base token does not leave.
func TestHostilePoolInALongRoute(t *testing.T) {
	base := rich(t)
	// The last leg gives more than the rogue in the first place takes.
	base.legs["bw"] = [2]common.Address{
		base.newPair(base.third("UniswapV2Factory", deployer), base.b, base.weth, 1200),
		base.newPool(base.third("UniswapV3Factory"), base.b, base.weth, 3000, 1200),
	}
	rogue, code := base.rogue(t)
	stolen := func(m *market) []byte { // data that names the executor's own hop as paid by it
		data := common.LeftPadBytes(ether(100).Bytes(), 16)
		data = append(data, make([]byte, 16)...)
		data = append(data, 0, 1)
		return append(data, encode(m.cycle(3, 0b101))...)
	}
	reached := map[string]int{}
	for place := range 3 {
		for _, family := range []int{v2, v3} {
			for mix := range 8 {
				for name, tc := range map[string]struct {
					asks  *big.Int
					times int64
					data  []byte
					fires []byte
				}{
					"asks for everything":   {ether(100), 1, nil, nil},
					"asks twice":            {ether(1), 2, nil, nil},
					"hands back other data": {ether(100), 1, stolen(base), nil},
					"runs from inside":      {ether(1), 1, nil, exec.PackExecute(ether(1), new(big.Int), now, encode(base.cycle(3, 0)))},
					"sweeps from inside":    {ether(1), 1, nil, exec.PackSweep(base.weth)},
					"calls back as V2":      {ether(1), 0, nil, callbackInput(callbacks[0], ether(100), encode(base.cycle(3, 0)))},
					"calls back as V3":      {ether(1), 0, nil, callbackInput(callbacks[1], ether(100), encode(base.cycle(3, 7)))},
				} {
					t.Run(fmt.Sprintf("%s with a V%d in place %d that %s", mixName(3, mix), family+1, place, name), func(t *testing.T) {
						m := base.fork(t)
						hops := m.rogueAt(rogue, place, family, mix)
						in, out := hops[place].in, hops[place].out
						owes, gives := tc.asks, new(big.Int).Neg(ether(2))
						t0, t1, d0, d1 := in, out, owes, gives
						if in.Cmp(out) > 0 {
							t0, t1, d0, d1 = out, in, gives, owes
						}
						m.do(stranger, rogue, code.pack(t, "set", t0, t1, d0, d1, big.NewInt(tc.times), append([]byte{}, tc.data...)))
						if tc.fires != nil {
							m.do(stranger, rogue, code.pack(t, "arm", m.executor, tc.fires))
						}
						if got := m.execute(encode(hops), ether(1), big.NewInt(1)); got.err == nil {
							t.Error("a run through the rogue succeeded")
						}
						if swapped(m.trace.root, rogue) {
							reached[fmt.Sprintf("V%d in place %d that %s", family+1, place, name)]++
						}
						m.unharmed(t)
					})
				}
			}
		}
	}
	for what, n := range reached {
		if n != 8 {
			t.Errorf("%s was reached %d times in 8 mixes", what, n)
		}
	}
	if len(reached) != 3*2*7 {
		t.Errorf("%d attacks were reached, want 42", len(reached))
	}
}

// A token that calls out on each transfer, in real V3 pools and in mixes of both
// families: its calls are refused and the run earns what it earns.
func TestReentryFromATokenInRealV3Pools(t *testing.T) {
	for mix := 1; mix < 4; mix++ {
		for want, input := range map[string]func(m *market) []byte{
			"NotOperator": func(m *market) []byte {
				return exec.PackExecute(ether(1), new(big.Int), now, encode(m.cycle(3, 5)))
			},
			"NotOwner": func(m *market) []byte { return exec.PackSweep(m.weth) },
			"UnknownCallback": func(m *market) []byte {
				return callbackInput(callbacks[1], ether(100), encode(m.cycle(3, 7)))
			},
		} {
			t.Run(mixName(2, mix)+" "+want, func(t *testing.T) {
				m := rich(t)
				hook := adversaryOf(t, "HookToken")
				h := m.create(hook.code, nil)
				m.do(stranger, h, hook.pack(t, "mint", m.keeper, ether(1_000_000)))
				hops := make([]hop, 2)
				for i, leg := range []struct {
					in, out common.Address
					out1000 int64
				}{{m.weth, h, 1100}, {h, m.weth, 1000}} {
					hops[i] = hop{family: v2 + mix>>i&1, in: leg.in, out: leg.out, fee: 30}
					if hops[i].family == v2 {
						hops[i].pool = m.newPair(m.third("UniswapV2Factory", deployer), leg.in, leg.out, leg.out1000)
					} else {
						hops[i].pool = m.newPool(m.third("UniswapV3Factory"), leg.in, leg.out, 3000, leg.out1000)
					}
				}
				m.do(stranger, h, hook.pack(t, "arm", m.executor, input(m)))
				if out := m.execute(encode(hops), ether(1), big.NewInt(1)); out.err != nil {
					t.Fatalf("the hook alone must not stop the run: %v: %s", out.err, reason(out.ret))
				}
				fired, err := hook.abi.Unpack("fired", m.do(stranger, h, hook.pack(t, "fired")))
				if err != nil || fired[0].(*big.Int).Sign() == 0 {
					t.Fatalf("the hook never fired: %v, %v", fired, err)
				}
				answer, err := hook.abi.Unpack("answer", m.do(stranger, h, hook.pack(t, "answer")))
				if err != nil {
					t.Fatal(err)
				}
				id := exec.GetABI().Errors[want].ID
				if got := answer[0].([]byte); !bytes.HasPrefix(got, id[:4]) {
					t.Errorf("want %s, got %s", want, reason(got))
				}
				m.unharmed(t)
				if got := m.balance(m.weth, m.executor); got.Cmp(ether(100)) <= 0 {
					t.Errorf("the run earned nothing: %s", got)
				}
			})
		}
	}
}
