package bindings_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
)

func toU256(n *big.Int) *uint256.Int { return uint256.MustFromBig(n) }

// mapSlot is where Solidity keeps the value of key in the mapping at slot.
func mapSlot(key common.Address, slot int64) common.Hash {
	return crypto.Keccak256Hash(common.LeftPadBytes(key[:], 32), common.BigToHash(big.NewInt(slot)).Bytes())
}

// reason reads what a revert says: an error of the executor, or a string.
func reason(ret []byte) string {
	if len(ret) < 4 {
		return "no reason"
	}
	if e, err := exec.UnpackError(ret); err == nil {
		return strings.TrimPrefix(fmt.Sprintf("%T%v", e, e), "*bindings.Executor")
	}
	if text, err := abi.UnpackRevert(ret); err == nil {
		return text
	}
	return fmt.Sprintf("%#x", ret)
}

// refused asserts that a call reverted with the executor's error of that name.
func refused(t *testing.T, out outcome, name string) {
	t.Helper()
	if !errors.Is(out.err, vm.ErrExecutionReverted) {
		t.Fatalf("want a revert with %s, got %v", name, out.err)
	}
	if id := exec.GetABI().Errors[name].ID; len(out.ret) < 4 || !bytes.Equal(out.ret[:4], id[:4]) {
		t.Fatalf("want %s, got %s", name, reason(out.ret))
	}
}

func TestEveryMixOfFamiliesEarnsWhatTheExchangesQuote(t *testing.T) {
	m := newMarket(t)
	for n := 2; n <= 4; n++ {
		for mix := range 1 << n {
			t.Run(mixName(n, mix), func(t *testing.T) {
				m := m.fork(t)
				hops, in := m.cycle(n, mix), ether(10)
				want := new(big.Int).Sub(m.quote(hops, in), in)
				if want.Sign() <= 0 {
					t.Fatalf("the test's market has no gain here: %s", want)
				}
				out := m.execute(encode(hops), in, want)
				if out.err != nil {
					t.Fatalf("execute: %v: %s", out.err, reason(out.ret))
				}
				if got := m.balance(m.weth, m.executor); got.Cmp(want) != 0 {
					t.Errorf("earned %s, exchanges quote %s", got, want)
				}
				for _, other := range []common.Address{m.a, m.b, m.c} {
					if got := m.balance(other, m.executor); got.Sign() != 0 {
						t.Errorf("%s wei of an intermediate token are left", got)
					}
				}
				for _, l := range out.logs {
					if l.Topics[0] == exec.GetABI().Events["Approval"].ID || l.Topics[0] == crypto.Keccak256Hash([]byte("Approval(address,address,uint256)")) {
						t.Errorf("the run approved somebody: %v", l)
					}
				}
			})
		}
	}
}

func mixName(n, mix int) string {
	name := make([]string, n)
	for i := range name {
		name[i] = "V2"
		if mix>>i&1 == 1 {
			name[i] = "V3"
		}
	}
	return strings.Join(name, "-")
}

// One wei more than the route gives is refused, and nothing happened.
func TestBelowMinimum(t *testing.T) {
	m := newMarket(t)
	for mix := range 4 {
		t.Run(mixName(2, mix), func(t *testing.T) {
			m := m.fork(t)
			hops, in := m.cycle(2, mix), ether(10)
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
			if got := m.balance(m.weth, m.executor); got.Sign() != 0 {
				t.Errorf("a refused run left %s wei", got)
			}
		})
	}
}

// A cycle that loses is refused with the loss, also when the executor holds
// enough to pay for it.
func TestLosingRouteIsRefused(t *testing.T) {
	m := newMarket(t)
	m.fundWeth(m.executor, ether(100))
	for mix := range 4 {
		t.Run(mixName(2, mix), func(t *testing.T) {
			m := m.fork(t)
			hops, in := m.cycle(2, mix), ether(900) // far beyond the best size
			out := m.execute(encode(hops), in, new(big.Int))
			refused(t, out, "BelowMinimum")
			e, err := exec.UnpackBelowMinimumError(out.ret[4:])
			if err != nil {
				t.Fatal(err)
			}
			if want := new(big.Int).Sub(m.quote(hops, in), in); e.Got.Cmp(want) != 0 || want.Sign() >= 0 {
				t.Errorf("says got %s, the exchanges quote %s", e.Got, want)
			}
		})
	}
}

func TestDeadline(t *testing.T) {
	m := newMarket(t)
	route := encode(m.cycle(2, 0))
	refused(t, m.call(operator, m.executor, exec.PackExecute(ether(1), new(big.Int), now-1, route)), "Expired")
	if out := m.call(operator, m.executor, exec.PackExecute(ether(1), new(big.Int), now, route)); out.err != nil {
		t.Errorf("a deadline of now is not past: %s", reason(out.ret))
	}
}

func TestBadRoutesAreRefused(t *testing.T) {
	m := newMarket(t)
	good := encode(m.cycle(2, 0))
	three, four := encode(m.cycle(3, 0)), encode(m.cycle(4, 0))
	unknown := bytes.Clone(good)
	unknown[23] = 3 << 1
	high := bytes.Clone(good)
	high[0] |= 0x80
	unknownFirst := bytes.Clone(good)
	unknownFirst[0] &^= 0xe
	for name, route := range map[string][]byte{
		"empty": nil, "one hop": good[:23], "short": good[:45], "long": append(bytes.Clone(three), 0, 0), "one byte": {0},
		"one hop to look at": append(bytes.Clone(good[:23]), make([]byte, 16)...), "five hops to look at": append(append(bytes.Clone(four), good[:23]...), make([]byte, 16)...), "family 3 to look at": append(bytes.Clone(unknown), make([]byte, 16)...),
		"five hops": append(bytes.Clone(four), good[:23]...), "family 3 last": unknown, "reserved bit": high, "family 0 first": unknownFirst,
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, m.fork(t).execute(route, ether(1), new(big.Int)), "BadRoute")
		})
	}
}

func TestOnlyTheOperatorRuns(t *testing.T) {
	m := newMarket(t)
	data := exec.PackExecute(ether(1), new(big.Int), now, encode(m.cycle(2, 0)))
	for _, who := range []common.Address{stranger, owner, deployer} {
		refused(t, m.call(who, m.executor, data), "NotOperator")
	}
	m.do(owner, m.executor, exec.PackSetOperator(stranger))
	refused(t, m.call(operator, m.executor, data), "NotOperator")
	m.do(stranger, m.executor, data)
}

func TestPause(t *testing.T) {
	m := newMarket(t)
	data := exec.PackExecute(ether(1), new(big.Int), now, encode(m.cycle(2, 0)))
	refused(t, m.call(stranger, m.executor, exec.PackSetPaused(true)), "NotOwner")
	m.do(operator, m.executor, exec.PackSetPaused(true))
	refused(t, m.call(operator, m.executor, data), "Paused")
	refused(t, m.call(operator, m.executor, exec.PackSetPaused(false)), "NotOwner")
	m.do(owner, m.executor, exec.PackSetPaused(false))
	m.do(owner, m.executor, exec.PackSetPaused(true))
	refused(t, m.call(operator, m.executor, data), "Paused")
	m.do(owner, m.executor, exec.PackSetPaused(false))
	m.do(operator, m.executor, data)
}

func TestOwnershipChangesInTwoSteps(t *testing.T) {
	m := newMarket(t)
	owns := func(who common.Address) bool {
		got, err := exec.UnpackSettings(m.do(stranger, m.executor, exec.PackSettings()))
		if err != nil {
			t.Fatal(err)
		}
		return got.Owner == who
	}
	refused(t, m.call(stranger, m.executor, exec.PackProposeOwner(stranger)), "NotOwner")
	refused(t, m.call(stranger, m.executor, exec.PackAcceptOwnership()), "NotOwner")
	m.do(owner, m.executor, exec.PackProposeOwner(deployer))
	if !owns(owner) {
		t.Error("a proposal alone changed the owner")
	}
	refused(t, m.call(stranger, m.executor, exec.PackAcceptOwnership()), "NotOwner")
	m.do(deployer, m.executor, exec.PackAcceptOwnership())
	if !owns(deployer) {
		t.Error("the proposed owner accepted and does not own")
	}
	refused(t, m.call(owner, m.executor, exec.PackSetOperator(owner)), "NotOwner")
	refused(t, m.call(deployer, m.executor, exec.PackAcceptOwnership()), "NotOwner")
}

func TestSweepGoesToTheTreasuryOnly(t *testing.T) {
	m := newMarket(t)
	m.fundWeth(m.executor, ether(5))
	m.state.AddBalance(m.executor, toU256(ether(2)), 0)
	for _, who := range []common.Address{stranger, operator, deployer} {
		refused(t, m.call(who, m.executor, exec.PackSweep(m.weth)), "NotOwner")
	}
	m.do(owner, m.executor, exec.PackSweep(m.weth))
	m.do(owner, m.executor, exec.PackSweep(common.Address{}))
	if got := m.balance(m.weth, treasury); got.Cmp(ether(5)) != 0 {
		t.Errorf("treasury got %s wei of WETH, want 5 ether", got)
	}
	if got := m.state.GetBalance(treasury); got.ToBig().Cmp(ether(2)) != 0 {
		t.Errorf("treasury got %s wei of ether, want 2 ether", got)
	}
}

// The code has no way to approve, to delegate, to destroy itself or to be
// upgraded: it cannot leave an allowance behind.
func TestTheCodeCannotApproveOrDelegate(t *testing.T) {
	m := newMarket(t)
	code := m.state.GetCode(m.executor)
	for sig := range map[string]bool{"approve(address,uint256)": true, "increaseAllowance(address,uint256)": true, "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)": true} {
		if bytes.Contains(code, crypto.Keccak256([]byte(sig))[:4]) {
			t.Errorf("the code contains the selector of %s", sig)
		}
	}
	for pc := 0; pc < len(code); pc++ {
		op := vm.OpCode(code[pc])
		switch op {
		case vm.DELEGATECALL, vm.CALLCODE, vm.SELFDESTRUCT, vm.CREATE, vm.CREATE2:
			t.Errorf("the code has %s at %d", op, pc)
		}
		if op.IsPush() {
			pc += int(op) - int(vm.PUSH1) + 1
		}
	}
	if _, err := bindings.ExecutorMetaData.ParseABI(); err != nil {
		t.Fatal(err)
	}
}

// The gas budget: over the bare swaps at most 25,000 a route and 6,000 a hop.
// The transaction's own 21,000, its calldata, and reaching the pools count as
// over; only what the pools and tokens themselves use in the swaps and the payments of
// their inputs is bare, measured in a run of the same calls with nothing else
// around them, so that nothing has warmed their storage.
func TestGasOverTheBareSwaps(t *testing.T) {
	m := newMarket(t)
	bare := adversaryOf(t, "Bare")
	for n := 2; n <= 4; n++ {
		for mix := range 1 << n {
			m, same := m.fork(t), m.fork(t)
			data := exec.PackExecute(ether(10), new(big.Int), now, encode(m.cycle(n, mix)))
			m.do(operator, m.executor, data)
			total := m.trace.root.gas + intrinsic(data)

			// The same calls from the same address, whose code is another.
			same.state.SetCode(same.executor, bare.deployed, 0)
			same.do(operator, same.executor, bare.pack(t, "run", script(t, m.trace.root, m.executor)))
			swaps := swapGas(same.trace.root, m.executor)

			over, budget := total-swaps, uint64(25_000+6_000*n)
			t.Logf("%-12s total %7d, bare swaps %7d, over %6d of %6d", mixName(n, mix), total, swaps, over, budget)
			if over > budget {
				t.Errorf("%s: %d gas over the bare swaps, want at most %d", mixName(n, mix), over, budget)
			}
		}
	}
}

// An operator that is a contract can run twice in one transaction: a run leaves
// nothing behind in transient storage that guards.
func TestTwoRunsInOneTransaction(t *testing.T) {
	m := newMarket(t)
	bare := adversaryOf(t, "Bare")
	at := m.create(bare.code, nil)
	m.do(owner, m.executor, exec.PackSetOperator(at))
	run := func(mix int) scriptedCall {
		return scriptedCall{m.executor, exec.PackExecute(ether(1), new(big.Int), now, encode(m.cycle(2, mix)))}
	}
	m.do(stranger, at, bare.pack(t, "run", []scriptedCall{run(0), run(3)}))
}

// A hopeless attempt through V2 pairs ends before the first swap.
func TestHopelessAttemptIsCheap(t *testing.T) {
	m := newMarket(t)
	out := m.execute(encode(m.cycle(2, 0)), ether(900), new(big.Int))
	refused(t, out, "BelowMinimum")
	t.Logf("refused for %d gas", out.gas)
	if out.gas > 45_000 {
		t.Errorf("a hopeless attempt costs %d gas, want at most 45000", out.gas)
	}
}

// intrinsic is the gas of a transaction before any code runs (EIP-2028).
func intrinsic(data []byte) uint64 {
	gas := uint64(21_000)
	for _, b := range data {
		gas += 16
		if b == 0 {
			gas -= 12
		}
	}
	return gas
}

type scriptedCall struct {
	To   common.Address
	Data []byte
}

// script is the swaps and payments that the executor called for, where the data
// that a pool hands to its callback is the script of that callback.
func script(t *testing.T, fr frame, executor common.Address) []scriptedCall {
	t.Helper()
	var calls []scriptedCall
	v2Swap, v3Swap, transfer := pair.GetABI().Methods["swap"], pool.GetABI().Methods["swap"], token.GetABI().Methods["transfer"]
	for _, b := range fr.below {
		for _, method := range []abi.Method{v2Swap, v3Swap, transfer} {
			if !bytes.HasPrefix(b.input, method.ID) {
				continue
			}
			args, err := method.Inputs.Unpack(b.input[4:])
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range b.below {
				if c.to != executor {
					continue
				}
				nested, err := adversaryOf(t, "Bare").abi.Methods["run"].Inputs.Pack(script(t, c, executor))
				if err != nil {
					t.Fatal(err)
				}
				args[len(args)-1] = nested
			}
			packed, err := method.Inputs.Pack(args...)
			if err != nil {
				t.Fatal(err)
			}
			calls = append(calls, scriptedCall{b.to, append(bytes.Clone(method.ID), packed...)})
		}
	}
	return calls
}

// swapGas is what everything but the code of the executor's address used.
func swapGas(fr frame, executor common.Address) uint64 {
	var sum uint64
	if fr.to != executor {
		sum = fr.gas
		for _, b := range fr.below {
			sum -= b.gas
		}
	}
	for _, b := range fr.below {
		sum += swapGas(b, executor)
	}
	return sum
}
