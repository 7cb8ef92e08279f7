package gas

import (
	"context"
	"errors"
	"math/big"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"mevbot/internal/amm"
	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// node answers prices as a chain would, ABI-encoded.
type node struct {
	next, recorded, current, minimum int64 // wei per gas
	units                            uint64
	fail                             error
	samples                          [][]byte // calldata whose cost was asked for
}

func (n *node) NextBaseFee(context.Context) (*uint256.Int, error) {
	return uint256.NewInt(uint64(n.next)), n.fail
}

func (n *node) CallContract(_ context.Context, _, to common.Address, data []byte, _ rpc.At) ([]byte, error) {
	switch to {
	case chain.ArbGasInfo:
		contract := bindings.NewIArbGasInfo().GetABI()
		method, err := contract.MethodById(data[:4])
		if err != nil {
			return nil, err
		}
		if method.Name == "getMinimumGasPrice" {
			return method.Outputs.Pack(big.NewInt(n.minimum))
		}
		zero := new(big.Int)
		return method.Outputs.Pack(zero, zero, zero, zero, zero, big.NewInt(n.current))
	case chain.NodeInterface:
		contract := bindings.NewINodeInterface().GetABI()
		method := contract.Methods["gasEstimateL1Component"]
		args, err := method.Inputs.Unpack(data[4:])
		if err != nil {
			return nil, err
		}
		n.samples = append(n.samples, args[2].([]byte))
		return method.Outputs.Pack(n.units, big.NewInt(n.recorded), big.NewInt(0))
	default:
		return nil, errors.New("no such contract")
	}
}

// families is a market whose even pools are pairs.
type families struct{}

var infos = [2]pool.Info{{Family: amm.ConstantProduct}, {Family: amm.Concentrated}}

func (families) Info(id amm.PoolID) *pool.Info { return &infos[id%2] }

func hops(pools ...amm.PoolID) []amm.Hop {
	var hs []amm.Hop
	for _, p := range pools {
		hs = append(hs, amm.NewHop(p, amm.ZeroForOne))
	}
	return hs
}

func oracle(t *testing.T, n *node) *Oracle {
	t.Helper()
	o := New(Options{Client: n, Market: families{}, Now: time.Now})
	if err := o.Refresh(t.Context(), rpc.Head{Number: 7}); err != nil {
		t.Fatal(err)
	}
	return o
}

// The cost is execution at the highest fee that the chain names plus the data
// in wei; the units hold both parts at the next fee.
func TestEstimate(t *testing.T) {
	n := &node{next: 90, recorded: 100, current: 80, minimum: 50, units: 7_000}
	o := oracle(t, n)
	units, cost, err := o.Estimate(hops(0, 2))
	if err != nil {
		t.Fatal(err)
	}
	execution := start(1 + 3*1)
	if want := execution*100 + 7_000*100; cost.Uint64() != want || units != execution+7_000 {
		t.Errorf("%d gas, %s wei; want %d, %d", units, cost.Dec(), execution+7_000, want)
	}
	// Three hops have one more word of calldata, rounded up.
	_, three, err := o.Estimate(hops(0, 2, 4))
	if err != nil {
		t.Fatal(err)
	}
	data := three.Uint64() - start(1+3+9)*100
	if want := (7_000*100*uint64(calldataLength(3)) + uint64(calldataLength(2)) - 1) / uint64(calldataLength(2)); data != want {
		t.Errorf("data of three hops costs %d, want %d", data, want)
	}
	for _, bad := range [][]amm.Hop{hops(0), hops(0, 1, 2, 3, 4), nil} {
		if _, _, err := o.Estimate(bad); !errors.Is(err, ErrRoute) {
			t.Errorf("%d hops: %v, want ErrRoute", len(bad), err)
		}
	}
}

// The highest of the fees is used, whichever it is.
func TestHighestFee(t *testing.T) {
	for _, n := range []node{
		{next: 9, recorded: 1, current: 1, minimum: 1},
		{next: 1, recorded: 9, current: 1, minimum: 1},
		{next: 1, recorded: 1, current: 9, minimum: 1},
		{next: 1, recorded: 1, current: 1, minimum: 9},
	} {
		s, err := oracle(t, &n).Quote()
		if err != nil || s.BaseFee.Uint64() != 9 || s.Head != 7 {
			t.Errorf("%+v: %+v, %v", n, s, err)
		}
	}
}

// What is priced has the length of a real call and does not compress: it has
// few zero bytes beyond the ABI's padding.
func TestSampleIsARealCall(t *testing.T) {
	n := &node{}
	oracle(t, n)
	if len(n.samples) != 1 || len(n.samples[0]) != calldataLength(2) {
		t.Fatalf("%d samples; want one of %d bytes", len(n.samples), calldataLength(2))
	}
	contract := bindings.NewExecutor().GetABI()
	args, err := contract.Methods["execute"].Inputs.Unpack(n.samples[0][4:])
	if err != nil || len(args[3].([]byte)) != 46 {
		t.Errorf("%s: %v", hexutil.Encode(n.samples[0]), err)
	}
	for hops := 2; hops <= 4; hops++ {
		real := bindings.NewExecutor().PackExecute(new(big.Int), new(big.Int), 0, make([]byte, 23*hops))
		if len(real) != calldataLength(hops) {
			t.Errorf("%d hops: %d bytes, calldataLength says %d", hops, len(real), calldataLength(hops))
		}
	}
}

func TestStale(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &node{next: 100}
		o := New(Options{Client: n, Market: families{}, MaxAge: 10 * time.Second, Now: time.Now})
		if _, _, err := o.Estimate(hops(0, 1)); !errors.Is(err, ErrStale) || o.Check(t.Context()) == nil {
			t.Errorf("before the first reading: %v", err)
		}
		if err := o.Refresh(t.Context(), rpc.Head{}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		if _, _, err := o.Estimate(hops(0, 1)); err != nil {
			t.Errorf("at the limit: %v", err)
		}
		time.Sleep(time.Nanosecond)
		n.fail = errors.New("node is away")
		if err := o.Refresh(t.Context(), rpc.Head{}); !errors.Is(err, n.fail) {
			t.Errorf("refresh: %v", err)
		}
		if _, _, err := o.Estimate(hops(0, 1)); !errors.Is(err, ErrStale) {
			t.Errorf("past the limit: %v", err)
		}
		if _, err := o.MaxFee(uint256.NewInt(1e9)); !errors.Is(err, ErrStale) {
			t.Errorf("fee past the limit: %v", err)
		}
		if err := o.Check(t.Context()); !errors.Is(err, n.fail) || !errors.Is(err, ErrStale) {
			t.Errorf("check: %v; want it to say why", err)
		}
	})
}

func TestMaxFee(t *testing.T) {
	o := oracle(t, &node{next: 100})
	for _, tc := range []struct {
		limit, want uint64
		err         error
	}{{1000, 200, nil}, {200, 200, nil}, {199, 199, nil}, {100, 100, nil}, {99, 0, ErrTooDear}} {
		fee, err := o.MaxFee(uint256.NewInt(tc.limit))
		if !errors.Is(err, tc.err) || err == nil && fee.Uint64() != tc.want {
			t.Errorf("limit %d: %s, %v; want %d, %v", tc.limit, fee.Dec(), err, tc.want, tc.err)
		}
	}
}

// Estimates jump up to a receipt and come down slowly, per shape; reverts and
// data teach nothing.
func TestLearn(t *testing.T) {
	registry := prometheus.NewRegistry()
	o := New(Options{Client: &node{next: 100}, Market: families{}, Registerer: registry, Now: time.Now})
	if err := o.Refresh(t.Context(), rpc.Head{}); err != nil {
		t.Fatal(err)
	}
	execution := func(h []amm.Hop) uint64 {
		units, _, err := o.Estimate(h)
		if err != nil {
			t.Fatal(err)
		}
		return units
	}
	mixed, other := hops(0, 1), hops(1, 0)
	before := execution(other)
	for _, step := range []struct {
		r    rpc.Receipt
		want uint64
	}{
		{rpc.Receipt{Success: true, GasUsed: 150_000}, 150_000},
		{rpc.Receipt{Success: true, GasUsed: 190_000, GasForL1: 10_000, GasPrice: *uint256.NewInt(100)}, 180_000},
		{rpc.Receipt{Success: true, GasUsed: 100_000}, 170_000},
		{rpc.Receipt{Success: false, GasUsed: 900_000}, 170_000},
	} {
		o.Learn(mixed, &step.r)
		if got := execution(mixed); got != step.want {
			t.Errorf("after %+v: %d, want %d", step.r, got, step.want)
		}
	}
	if execution(other) != before {
		t.Error("another shape has learned")
	}
	metrics, err := registry.Gather()
	if err != nil || len(metrics) != 1 || len(metrics[0].GetMetric()) != 2 || metrics[0].GetName() != "mev_bot_gas_estimate_error_ratio" {
		t.Errorf("%v, %v; want the errors of execution and data", metrics, err)
	}
}

func TestEstimateAllocatesNothing(t *testing.T) {
	o := oracle(t, &node{next: 100, recorded: 100, units: 5})
	h := hops(0, 1)
	if n := testing.AllocsPerRun(100, func() { _, _, _ = o.Estimate(h) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
