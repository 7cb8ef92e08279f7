// Package evmtest runs the real contracts' bytecode in go-ethereum's
// interpreter, over a state in memory that a test may write to: the oracle of
// the packages that claim to be exact to the wei. Only tests import it.
package evmtest

import (
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/core/vm/runtime"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"

	"mevbot/internal/artifact"
)

// Chain is one EVM over one state. It has no blocks and no transactions: calls
// follow each other, and Snapshot and Revert take the state back.
type Chain struct {
	DB    *state.StateDB
	From  common.Address // who deploys and calls
	evm   *vm.EVM
	rules params.Rules
	cfg   *runtime.Config
}

// gas is more than any call here uses; only interpreting costs.
const gas = 1 << 40

// New makes an empty chain.
func New(t testing.TB) *Chain {
	t.Helper()
	db, err := state.New(types.EmptyRootHash, state.NewDatabaseForTesting())
	if err != nil {
		t.Fatal(err)
	}
	cfg := &runtime.Config{
		State: db, Origin: common.HexToAddress("0xf0"), GasLimit: 1 << 50,
		BlockNumber: big.NewInt(1), Time: 1_700_000_000,
	}
	// One call through the package fills the configuration's defaults.
	if _, _, _, err := runtime.Create([]byte{byte(vm.STOP)}, cfg); err != nil {
		t.Fatal(err)
	}
	c := &Chain{DB: db, From: cfg.Origin, evm: runtime.NewEnv(cfg), cfg: cfg}
	c.rules = cfg.ChainConfig.Rules(cfg.BlockNumber, true, cfg.Time)
	c.Begin()
	return c
}

// Begin makes the writes so far original, as if a new transaction began, and
// drops the snapshots.
func (c *Chain) Begin() {
	c.DB.Finalise(c.rules)
	c.DB.Prepare(c.rules, c.From, c.cfg.Coinbase, nil, vm.ActivePrecompiles(c.rules), nil)
}

// Contract is a deployed contract, or one known to live at an address.
type Contract struct {
	common.Address
	ABI   abi.ABI
	chain *Chain
}

// Deploy creates a contract by its artifact's name. It skips the test where the
// program was built without the artifact.
func (c *Chain) Deploy(t testing.TB, name string, args ...any) Contract {
	t.Helper()
	a := load(t, name)
	in, err := a.ABI.Pack("", args...)
	if err != nil {
		t.Fatal(err)
	}
	_, at, _, err := c.evm.Create(c.From, append(a.Bytecode, in...), vm.NewGasBudget(gas, 0), new(uint256.Int))
	if err != nil {
		t.Fatalf("deploy %s: %v", name, err)
	}
	return Contract{at, a.ABI, c}
}

// At is the contract of an artifact's name that lives at an address.
func (c *Chain) At(t testing.TB, name string, at common.Address) Contract {
	t.Helper()
	return Contract{at, load(t, name).ABI, c}
}

func load(t testing.TB, name string) *artifact.Artifact {
	t.Helper()
	a, err := artifact.Load(name)
	if errors.Is(err, artifact.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Call calls a method from an account and unpacks its answers. The error is the
// contract's revert.
func (k Contract) Call(t testing.TB, from common.Address, method string, args ...any) ([]any, error) {
	t.Helper()
	in, err := k.ABI.Pack(method, args...)
	if err != nil {
		t.Fatalf("pack %s: %v", method, err)
	}
	// A test that wrote storage makes the interpreter take back refunds of gas
	// that no call was given.
	k.chain.DB.AddRefund(1 << 30)
	ret, _, err := k.chain.evm.Call(from, k.Address, in, vm.NewGasBudget(gas, 0), new(uint256.Int))
	if err != nil {
		return nil, err
	}
	out, err := k.ABI.Unpack(method, ret)
	if err != nil {
		t.Fatalf("unpack %s: %v", method, err)
	}
	return out, nil
}

// Send calls a contract with ether and ready calldata. The error is the
// contract's revert; the logs are those of the call.
func (k Contract) Send(from common.Address, value *uint256.Int, data []byte) ([]*types.Log, error) {
	before := len(k.chain.DB.Logs())
	k.chain.DB.AddRefund(1 << 30) // as in Call
	_, _, err := k.chain.evm.Call(from, k.Address, data, vm.NewGasBudget(gas, 0), value)
	if err != nil {
		return nil, err
	}
	return k.chain.DB.Logs()[before:], nil
}

// Do is Call from the chain's account, where a revert fails the test.
func (k Contract) Do(t testing.TB, method string, args ...any) []any {
	t.Helper()
	out, err := k.Call(t, k.chain.From, method, args...)
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	return out
}

// Load reads a storage slot.
func (k Contract) Load(slot common.Hash) (v uint256.Int) {
	word := k.chain.DB.GetState(k.Address, slot)
	return *v.SetBytes32(word[:])
}

// Store writes a storage slot.
func (k Contract) Store(slot common.Hash, v *uint256.Int) {
	k.chain.DB.SetState(k.Address, slot, v.Bytes32())
}

// Slot is the storage slot with a number.
func Slot(n uint64) common.Hash { return uint256.NewInt(n).Bytes32() }

// MapSlot is the storage slot of a mapping's value by its 32-byte key.
func MapSlot(key common.Hash, mapping uint64) common.Hash {
	slot := Slot(mapping)
	return crypto.Keccak256Hash(key[:], slot[:])
}

// Tokens deploys two tokens, in the order of their addresses.
func (c *Chain) Tokens(t testing.TB) [2]Contract {
	t.Helper()
	a, b := c.Deploy(t, "WETH9"), c.Deploy(t, "WETH9")
	if a.Cmp(b.Address) > 0 {
		a, b = b, a
	}
	return [2]Contract{a, b}
}

// Give sets what an account holds of a token of Tokens.
func (k Contract) Give(to common.Address, amount *uint256.Int) {
	const balanceOf = 3 // the slot of WETH9's mapping
	k.Store(MapSlot(common.BytesToHash(to[:]), balanceOf), amount)
}

// Payer places code at an address of its own that pays what a pool asks for in
// a Uniswap V3 callback (swap or mint): the amounts above zero, in the two
// tokens, to the caller. Calls to the pool are made from that address.
func (c *Chain) Payer(tokens [2]Contract) common.Address {
	at := common.HexToAddress("0xbead")
	var code []byte
	op := func(ops ...any) {
		for _, o := range ops {
			switch o := o.(type) {
			case vm.OpCode:
				code = append(code, byte(o))
			case int:
				code = append(code, byte(vm.PUSH2), byte(o>>8), byte(o))
			case []byte:
				code = append(append(code, byte(vm.PUSH1)+byte(len(o)-1)), o...)
			}
		}
	}
	transfer := crypto.Keccak256([]byte("transfer(address,uint256)"))[:4]
	op(transfer, 224, vm.SHL, 0, vm.MSTORE, vm.CALLER, 4, vm.MSTORE)
	for i, token := range tokens {
		amount := 4 + 32*i
		op(0, amount, vm.CALLDATALOAD, vm.SGT, vm.ISZERO)
		skip := len(code) + 1
		op(0, vm.JUMPI)
		op(amount, vm.CALLDATALOAD, 36, vm.MSTORE)
		op(0, 0, 68, 0, 0, token.Bytes(), vm.GAS, vm.CALL, vm.POP)
		code[skip], code[skip+1] = byte(len(code)>>8), byte(len(code))
		op(vm.JUMPDEST)
	}
	op(vm.STOP)
	c.DB.CreateAccount(at)
	c.DB.SetCode(at, code, 0)
	return at
}
