package bindings_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"

	"mevbot/internal/artifact"
	"mevbot/internal/bindings"
)

const now = 1_800_000_000 // time of the only block

// The accounts of the tests.
var (
	owner    = common.HexToAddress("0x0a11ce")
	operator = common.HexToAddress("0x0b0b")
	treasury = common.HexToAddress("0x7ea5")
	stranger = common.HexToAddress("0x5717a96e5")
	deployer = common.HexToAddress("0xde9101e5")
)

// world is a chain of one block in go-ethereum's EVM, with whole transactions:
// intrinsic gas, access lists and refunds are those of a chain.
type world struct {
	t     testing.TB
	state *state.StateDB
	evm   *vm.EVM
	trace *frames
	// basefee of the block, in wei.
	basefee *big.Int
}

// outcome is what a transaction did.
type outcome struct {
	ret     []byte
	gas     uint64 // charged, after refunds
	err     error
	logs    []*types.Log
	created common.Address
}

func newWorld(t testing.TB) *world {
	t.Helper()
	db, err := state.New(types.EmptyRootHash, state.NewDatabaseForTesting())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, trace: &frames{}, basefee: big.NewInt(1)}
	w.use(db)
	for _, a := range []common.Address{owner, operator, stranger, deployer} {
		w.state.AddBalance(a, uint256.MustFromDecimal("1000000000000000000000000000"), tracing.BalanceIncreaseGenesisBalance)
	}
	return w
}

func (w *world) use(db *state.StateDB) {
	w.state = db
	config := *params.MergedTestChainConfig
	w.evm = vm.NewEVM(vm.BlockContext{
		CanTransfer: core.CanTransfer, Transfer: core.Transfer,
		GetHash:     func(uint64) common.Hash { return common.Hash{} },
		BlockNumber: big.NewInt(1), Time: now, GasLimit: 1e9,
		BaseFee: w.basefee, BlobBaseFee: big.NewInt(1), Random: &common.Hash{},
	}, db, &config, vm.Config{Tracer: w.trace.hooks()})
}

// fork is an independent copy of the world as it is now.
func (w *world) fork(t testing.TB) *world {
	c := &world{t: t, trace: &frames{}, basefee: w.basefee}
	c.use(w.state.Copy())
	return c
}

// send runs a transaction; a revert is in the outcome, anything else that
// stops it fails the test.
func (w *world) send(from common.Address, to *common.Address, data []byte) outcome {
	w.t.Helper()
	nonce := w.state.GetNonce(from)
	hash := crypto.Keccak256Hash(from[:], data, new(big.Int).SetUint64(nonce).Bytes())
	w.state.SetTxContext(hash, 0, 0)
	w.trace.reset()
	price := uint256.MustFromBig(w.basefee)
	result, err := core.ApplyMessage(w.evm, &core.Message{
		From: from, To: to, Nonce: nonce, Value: new(uint256.Int), Data: data, GasLimit: 16_000_000,
		GasPrice: price, GasFeeCap: price, GasTipCap: new(uint256.Int),
	}, core.NewGasPool(1e9))
	if err != nil {
		w.t.Fatalf("apply transaction: %v", err)
	}
	out := outcome{ret: result.ReturnData, gas: result.UsedGas, err: result.Err, logs: w.state.GetLogs(hash, 1, common.Hash{}, now)}
	if to == nil {
		out.created = crypto.CreateAddress(from, nonce)
	}
	w.state.Finalise(w.evm.ChainConfig().Rules(big.NewInt(1), true, now))
	return out
}

func (w *world) call(from, to common.Address, data []byte) outcome {
	w.t.Helper()
	return w.send(from, &to, data)
}

// do is a call that must succeed.
func (w *world) do(from, to common.Address, data []byte) []byte {
	w.t.Helper()
	out := w.call(from, to, data)
	if out.err != nil {
		w.t.Fatalf("call %s from %s: %v: %s", to, from, out.err, reason(out.ret))
	}
	return out.ret
}

func (w *world) create(code, args []byte) common.Address {
	w.t.Helper()
	out := w.send(deployer, nil, append(common.CopyBytes(code), args...))
	if out.err != nil {
		w.t.Fatalf("create contract: %v: %s", out.err, reason(out.ret))
	}
	return out.created
}

// own creates a contract of ours.
func (w *world) own(meta *bind.MetaData, args []byte) common.Address {
	w.t.Helper()
	return w.create(common.FromHex(meta.Bin), args)
}

// third creates a published contract.
func (w *world) third(name string, args ...any) common.Address {
	w.t.Helper()
	a := published(w.t, name)
	packed, err := a.ABI.Pack("", args...)
	if err != nil {
		w.t.Fatalf("pack constructor of %s: %v", name, err)
	}
	return w.create(a.Bytecode, packed)
}

// published is a third-party artifact; without it the test is skipped.
func published(t testing.TB, name string) *artifact.Artifact {
	t.Helper()
	a, err := artifact.Load(name)
	if errors.Is(err, artifact.ErrMissing) {
		t.Skip("third-party contracts are absent: run `make contracts`")
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// adversary is a contract of contracts/test.
type adversary struct {
	abi      abi.ABI
	code     []byte // creates it
	deployed []byte
}

func adversaryOf(t testing.TB, name string) adversary {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		ABI      abi.ABI       `json:"abi"`
		Bytecode hexutil.Bytes `json:"bytecode"`
		Deployed hexutil.Bytes `json:"deployedBytecode"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	return adversary{file.ABI, file.Bytecode, file.Deployed}
}

func (a adversary) pack(t testing.TB, method string, args ...any) []byte {
	t.Helper()
	data, err := a.abi.Pack(method, args...)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (w *world) balance(token, of common.Address) *big.Int {
	w.t.Helper()
	erc := bindings.NewIERC20()
	got, err := erc.UnpackBalanceOf(w.do(stranger, token, erc.PackBalanceOf(of)))
	if err != nil {
		w.t.Fatal(err)
	}
	return got
}

// frames records the calls of the last transaction as a tree.
type frames struct {
	open []frame
	root frame
}

// frame is one call. Its gas includes that of the calls below it, and excludes
// what the caller pays for calling.
type frame struct {
	from, to common.Address
	input    []byte
	gas      uint64
	output   []byte
	err      error
	below    []frame
}

func (f *frames) reset() { *f = frames{} }

func (f *frames) hooks() *tracing.Hooks {
	return &tracing.Hooks{
		OnEnter: func(_ int, _ byte, from, to common.Address, input []byte, _ uint64, _ *big.Int) {
			f.open = append(f.open, frame{from: from, to: to, input: common.CopyBytes(input)})
		},
		OnExit: func(_ int, output []byte, gasUsed uint64, err error, _ bool) {
			last := f.open[len(f.open)-1]
			f.open = f.open[:len(f.open)-1]
			last.gas, last.output, last.err = gasUsed, common.CopyBytes(output), err
			if n := len(f.open); n > 0 {
				f.open[n-1].below = append(f.open[n-1].below, last)
			} else {
				f.root = last
			}
		},
	}
}
