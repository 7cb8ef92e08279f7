package contract

import (
	"context"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm/runtime"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"mevbot/internal/bindings"
	"mevbot/internal/rpc"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	owner    = common.HexToAddress("0x0a11ce")
	operator = common.HexToAddress("0x0b0b")
	treasury = common.HexToAddress("0x7ea5")
	base     = common.HexToAddress("0xba5e")
)

// evm is a chain without transactions: contracts are created and called in
// go-ethereum's EVM.
type evm struct {
	tb  testing.TB
	cfg *runtime.Config
}

func newEVM(tb testing.TB) *evm {
	tb.Helper()
	db, err := state.New(types.EmptyRootHash, state.NewDatabaseForTesting())
	if err != nil {
		tb.Fatal(err)
	}
	db.SetCode(base, []byte{0}, 0)
	config := *params.MergedTestChainConfig
	return &evm{tb, &runtime.Config{State: db, ChainConfig: &config, GasLimit: 30e6, Random: &common.Hash{}, Difficulty: new(big.Int)}}
}

func (e *evm) deploy(action Action) common.Address {
	e.tb.Helper()
	_, at, _, err := runtime.Create(action.Data, e.cfg)
	if err != nil {
		e.tb.Fatalf("deploy: %v", err)
	}
	return at
}

func (e *evm) do(from, to common.Address, data []byte) {
	e.tb.Helper()
	e.cfg.Origin = from
	if out, _, err := runtime.Call(to, data, e.cfg); err != nil {
		e.tb.Fatalf("call: %v: %s", err, Explain(out))
	}
}

func (e *evm) Code(_ context.Context, a common.Address, _ rpc.At) ([]byte, error) {
	return e.cfg.State.GetCode(a), nil
}

func (e *evm) CallContract(_ context.Context, from, to common.Address, data []byte, _ rpc.At) ([]byte, error) {
	e.cfg.Origin = from
	out, _, err := runtime.Call(to, data, e.cfg)
	return out, err
}

// What the constructor leaves on the chain is recognised, whatever its
// arguments, and settings are read as they are.
func TestReadsWhatTheConstructorMade(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		e := newEVM(t)
		draw := func(name string) common.Address {
			return common.BytesToAddress(rapid.SliceOfN(rapid.Byte(), 20, 20).Filter(func(b []byte) bool { return common.BytesToAddress(b) != common.Address{} }).Draw(r, name))
		}
		want := State{Base: draw("base"), Treasury: draw("treasury"), Owner: draw("owner"), Operator: draw("operator"), CodeHash: CodeHash()}
		e.cfg.State.SetCode(want.Base, []byte{0}, 0)
		want.Address = e.deploy(Deploy(want.Owner, want.Operator, want.Treasury, want.Base))
		got, err := Read(t.Context(), e, want.Address, rpc.AtLatest())
		if err != nil || got != want {
			r.Fatalf("%+v, %v; want %+v", got, err, want)
		}
		if d := got.Differences(Want{Base: want.Base, Operator: want.Operator, Treasury: want.Treasury, Owner: want.Owner}); len(d) != 0 {
			r.Fatalf("differences: %v", d)
		}
	})
}

// One byte anywhere makes it another contract, also where the constructor
// writes: a treasury that only some functions know is an old trick.
func TestAnyOtherByteIsAnotherContract(t *testing.T) {
	e := newEVM(t)
	at := e.deploy(Deploy(owner, operator, treasury, base))
	good := e.cfg.State.GetCode(at)
	places := map[int]bool{}
	for _, list := range bindings.ExecutorImmutables() {
		for _, start := range list {
			for i := range 32 {
				places[start+i] = true
			}
		}
	}
	for i := range good {
		code := common.CopyBytes(good)
		code[i] ^= 1
		hash, err := identify(code)
		if !errors.Is(err, ErrCode) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
		if same := hash == CodeHash(); same != places[i] {
			t.Fatalf("byte %d changed: hash equal %v, in an immutable %v", i, same, places[i])
		}
	}
	for name, code := range map[string][]byte{"short": good[:len(good)-1], "long": append(common.CopyBytes(good), 0), "a proxy": {0x36, 0x3d}} {
		_, err := identify(code)
		if !errors.Is(err, ErrCode) || !strings.Contains(err.Error(), crypto.Keccak256Hash(code).Hex()) || !strings.Contains(err.Error(), CodeHash().Hex()) {
			t.Errorf("%s: %v; want both hashes", name, err)
		}
	}
}

func TestReadErrors(t *testing.T) {
	e := newEVM(t)
	if _, err := Read(t.Context(), e, common.HexToAddress("0x404"), rpc.AtLatest()); !errors.Is(err, ErrNoContract) || !strings.Contains(err.Error(), "trading.executor") {
		t.Errorf("no code: %v", err)
	}
	s, err := Read(t.Context(), e, base, rpc.AtLatest())
	if !errors.Is(err, ErrCode) || !strings.Contains(err.Error(), base.Hex()) || s.CodeHash == CodeHash() {
		t.Errorf("another contract: %+v, %v", s, err)
	}
}

func TestDifferences(t *testing.T) {
	e := newEVM(t)
	at := e.deploy(Deploy(owner, operator, treasury, base))
	e.do(owner, at, SetPaused(at, true).Data)
	e.do(owner, at, SetOperator(at, treasury).Data)
	s, err := Read(t.Context(), e, at, rpc.AtLatest())
	if err != nil || !s.Paused || s.Operator != treasury {
		t.Fatalf("%+v, %v", s, err)
	}
	var found []string
	for _, d := range s.Differences(Want{Base: owner, Operator: operator, Treasury: owner, Owner: treasury}) {
		found = append(found, d.Field)
		for _, want := range []string{d.Have, d.Want, d.Advice} {
			if want == "" || !strings.Contains(d.String(), want) {
				t.Errorf("%q does not say %q", d, want)
			}
		}
	}
	if got := strings.Join(found, ","); got != "base token,operator,treasury,owner,state" {
		t.Errorf("differences: %s", got)
	}
	// What is not asked for is not compared; a pause always counts.
	if d := s.Differences(Want{}); len(d) != 1 || d[0].Have != Paused {
		t.Errorf("nothing wanted: %v", d)
	}
}

// Each administrative action does to the real contract what its text says.
func TestActions(t *testing.T) {
	e := newEVM(t)
	at := e.deploy(Deploy(owner, operator, treasury, base))
	for _, a := range []Action{SetPaused(at, true), SetPaused(at, false), SetOperator(at, treasury), Sweep(at, common.Address{})} {
		if a.To == nil || *a.To != at || !a.Value.IsZero() || a.What == "" {
			t.Errorf("%+v", a)
		}
		e.do(owner, at, a.Data)
	}
	if _, err := e.CallContract(t.Context(), operator, at, Sweep(at, common.Address{}).Data, rpc.AtLatest()); err == nil {
		t.Error("a stranger may sweep")
	}
}

func TestExplain(t *testing.T) {
	parsed := bindings.NewExecutor().GetABI()
	e := parsed.Errors["BelowMinimum"]
	packed, err := e.Inputs.Pack(big.NewInt(-5), big.NewInt(7))
	if err != nil {
		t.Fatal(err)
	}
	for want, data := range map[string][]byte{
		"BelowMinimum[-5 7]":           append(e.ID[:4:4], packed...),
		"BelowMinimum":                 e.ID[:4:4],
		"no reason":                    nil,
		"not an error of the executor": {1, 2, 3, 4},
	} {
		if got := Explain(data); got != want {
			t.Errorf("%x: %q, want %q", data, got, want)
		}
	}
}
