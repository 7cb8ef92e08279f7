package gas

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"
	"go.uber.org/goleak"

	"mevbot/internal/amm"
	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// go-ethereum has no way to end these.
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/eth/filters.(*FilterAPI).timeoutLoop"),
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		// Ends by itself a second after its database was closed.
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	)
}

// node answers prices as a chain would, ABI-encoded.
type node struct {
	newest, next     int64 // wei per gas, as eth_feeHistory answers them; newest 0 is next
	recorded         int64 // NodeInterface's
	minimum, perUnit int64 // wei
	byteOff          int64 // what the price of a byte is off by
	units            uint64
	plain            bool // no ArbGasInfo
	rewards          [][Tiers]int64
	used             []float64 // of each block's gas; nil is not said
	fail             error
	samples          [][]byte // calldata whose cost was asked for
}

func (n *node) Call(_ context.Context, result any, method string, args ...any) error {
	if n.fail != nil {
		return n.fail
	}
	if method != "eth_feeHistory" || len(args) != 3 {
		return fmt.Errorf("no such method: %s %v", method, args)
	}
	newest := n.newest
	if newest == 0 {
		newest = n.next
	}
	answer := map[string]any{"baseFeePerGas": []*hexutil.Big{wei(newest), wei(n.next)}}
	var rewards [][]*hexutil.Big
	for _, r := range n.rewards {
		var block []*hexutil.Big
		for _, v := range r {
			block = append(block, wei(v))
		}
		rewards = append(rewards, block)
	}
	answer["reward"], answer["gasUsedRatio"] = rewards, n.used
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, result)
}

func wei(v int64) *hexutil.Big { return (*hexutil.Big)(big.NewInt(v)) }

func (n *node) CallContract(_ context.Context, _, to common.Address, data []byte, _ rpc.At) ([]byte, error) {
	switch {
	case n.plain:
		return nil, nil
	case to == chain.ArbGasInfo:
		contract := bindings.NewIArbGasInfo().GetABI()
		method, err := contract.MethodById(data[:4])
		if err != nil {
			return nil, err
		}
		switch method.Name {
		case "getMinimumGasPrice":
			return method.Outputs.Pack(big.NewInt(n.minimum))
		case "getL1BaseFeeEstimate":
			return method.Outputs.Pack(big.NewInt(n.perUnit))
		}
		zero := new(big.Int)
		return method.Outputs.Pack(zero, big.NewInt(16*n.perUnit+n.byteOff), zero, zero, zero, zero)
	case to == chain.NodeInterface:
		contract := bindings.NewINodeInterface().GetABI()
		method := contract.Methods["gasEstimateL1Component"]
		args, err := method.Inputs.Unpack(data[4:])
		if err != nil {
			return nil, err
		}
		n.samples = append(n.samples, args[2].([]byte))
		return method.Outputs.Pack(n.units, big.NewInt(n.recorded), big.NewInt(n.perUnit))
	default:
		return nil, errors.New("no such contract")
	}
}

// families is a market whose even pools are pairs.
type families struct{}

var infos = func() (list [8]pool.Info) {
	for i := range list {
		list[i] = pool.Info{ID: amm.PoolID(i), Address: common.Address{19: byte(i)}, Family: amm.Family(1 + i%2)}
	}
	return list
}()

func (families) Info(id amm.PoolID) *pool.Info { return &infos[id] }

func (families) Pools() int { return 8 }

func hops(pools ...amm.PoolID) []amm.Hop {
	var hs []amm.Hop
	for _, p := range pools {
		hs = append(hs, amm.NewHop(p, amm.ZeroForOne))
	}
	return hs
}

// steps of hops that cross no tick.
func steps(hops []amm.Hop, into []Step) []Step {
	for _, h := range hops {
		info := families{}.Info(h.Pool())
		into = append(into, Step{Pool: info.ID, Family: info.Family, Moved: info.Family == amm.Concentrated})
	}
	return into
}

// estimate is what such a route costs, in gas and wei.
func estimate(o *Oracle, hops []amm.Hop) (uint64, uint256.Int, error) {
	v, err := o.View()
	if err != nil {
		return 0, uint256.Int{}, err
	}
	var room [8]Step
	c, err := v.Cost(steps(hops, room[:0]), nil)
	return c.Units(), c.Wei, err
}

func oracle(t *testing.T, n *node) *Oracle {
	t.Helper()
	o := New(Options{Client: n, Market: families{}, Now: time.Now})
	if err := o.Refresh(t.Context(), rpc.Head{Number: 7}); err != nil {
		t.Fatal(err)
	}
	return o
}

// The cost is the gas of both parts at the next base fee; the data's gas is what
// the compressed length costs over that fee, rounded down.
func TestCost(t *testing.T) {
	n := &node{next: 90, recorded: 1000, minimum: 50, perUnit: 7}
	o := oracle(t, n)
	v, err := o.View()
	if err != nil {
		t.Fatal(err)
	}
	steps := []Step{{Pool: 0, Family: amm.ConstantProduct}, {Pool: 1, Family: amm.Concentrated, Crossed: 2, Words: 1, Moved: true}}
	c, err := v.Cost(steps, nil)
	if err != nil {
		t.Fatal(err)
	}
	execution := 21_000 + calldataGas(2) + 115_925 + 519 + 2*1_055 + 330 + 6_750 + 2*23_250 + 8_390 + 2*3_340
	data := v.DataUnits[2] * 7 / 1000
	if c.Execution != execution || c.Data != data || c.Wei.Uint64() != (execution+data)*1000 || c.Units() != execution+data {
		t.Errorf("%+v; want %d and %d gas at 1000 wei", c, execution, data)
	}
	// A tip is paid on all of it, and the data buys less gas at the higher price.
	tipped, err := v.Cost(steps, uint256.NewInt(500))
	if want := v.DataUnits[2] * 7 / 1500; err != nil || tipped.Data != want || tipped.Wei.Uint64() != (execution+want)*1500 {
		t.Errorf("with a tip %+v, %v; want %d gas for the data", tipped, err, want)
	}
	if err := v.Weigh(&c, 1_999, nil); err != nil || c.Data != 13 || c.Wei.Uint64() != (execution+13)*1000 {
		t.Errorf("with the units of signed bytes %+v, %v; want 13 gas for the data", c, err)
	}
	for _, bad := range [][]amm.Hop{hops(0), hops(0, 1, 2, 3, 4), nil} {
		if _, _, err := estimate(o, bad); !errors.Is(err, ErrRoute) {
			t.Errorf("%d hops: %v, want ErrRoute", len(bad), err)
		}
	}
}

// Which answer is the next block's fee: NodeInterface's where eth_feeHistory
// repeats the newest, as nitro's does; else eth_feeHistory's; never below the minimum.
func TestNextBaseFee(t *testing.T) {
	for name, c := range map[string]struct {
		n    node
		want uint64
	}{
		"nitro, rising":    {node{newest: 10, next: 10, recorded: 12, minimum: 1}, 12},
		"nitro, falling":   {node{newest: 10, next: 10, recorded: 8, minimum: 1}, 8},
		"EIP-1559 rising":  {node{newest: 10, next: 11, recorded: 10, minimum: 1}, 11},
		"EIP-1559 falling": {node{newest: 10, next: 9, recorded: 10, minimum: 1}, 9},
		"minimum":          {node{newest: 10, next: 10, recorded: 8, minimum: 9}, 9},
		"nothing recorded": {node{newest: 10, next: 10}, 10},
	} {
		s, err := oracle(t, &c.n).Quote()
		if err != nil || s.BaseFee.Uint64() != c.want || s.Head != 7 {
			t.Errorf("%s: %+v, %v; want %d", name, s, err, c.want)
		}
	}
	// A nitro node that was once a block ahead, and so answered a fee that is not the
	// newest block's, foretells nothing the next time.
	ahead := &node{newest: 10, next: 12, recorded: 12}
	nitro := oracle(t, ahead)
	if s, err := nitro.Quote(); err != nil || s.BaseFee.Uint64() != 12 {
		t.Errorf("a block ahead: %+v, %v; want 12", s, err)
	}
	ahead.newest, ahead.next, ahead.recorded = 12, 12, 15
	if err := nitro.Refresh(t.Context(), rpc.Head{Number: 8}); err != nil {
		t.Fatal(err)
	}
	if s, err := nitro.Quote(); err != nil || s.BaseFee.Uint64() != 15 {
		t.Errorf("after a block ahead: %+v, %v; want 15", s, err)
	}
	// Once seen to know the next fee, a node is believed when it stands still, too.
	n := &node{newest: 10, next: 11, recorded: 10}
	o := oracle(t, n)
	n.newest, n.next, n.recorded = 11, 11, 10
	if err := o.Refresh(t.Context(), rpc.Head{Number: 8}); err != nil {
		t.Fatal(err)
	}
	if s, err := o.Quote(); err != nil || s.BaseFee.Uint64() != 11 {
		t.Errorf("standing still: %+v, %v; want 11", s, err)
	}
}

// What is sent to the node is a call as the executor takes it.
func TestSampleIsARealCall(t *testing.T) {
	n := &node{}
	oracle(t, n)
	if len(n.samples) != 1 || len(n.samples[0]) != calldataLength(2) {
		t.Fatalf("%d samples; want one of %d bytes", len(n.samples), calldataLength(2))
	}
	contract := bindings.NewExecutor().GetABI()
	args, err := contract.Methods["execute"].Inputs.Unpack(n.samples[0][4:])
	if err != nil || len(args[3].([]byte)) != 62 {
		t.Errorf("%s: %v", hexutil.Encode(n.samples[0]), err)
	}
	for hops := 2; hops <= 4; hops++ {
		real := bindings.NewExecutor().PackExecute(new(big.Int), new(big.Int), 0, make([]byte, 23*hops+16))
		if len(real) != calldataLength(hops) {
			t.Errorf("%d hops: %d bytes, calldataLength says %d", hops, len(real), calldataLength(hops))
		}
	}
}

func TestStale(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &node{next: 100, recorded: 100}
		o := New(Options{Client: n, Market: families{}, MaxAge: 10 * time.Second, Now: time.Now})
		if _, _, err := estimate(o, hops(0, 1)); !errors.Is(err, ErrStale) || o.Check(t.Context()) == nil {
			t.Errorf("before the first reading: %v", err)
		}
		if err := o.Refresh(t.Context(), rpc.Head{}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		if _, _, err := estimate(o, hops(0, 1)); err != nil {
			t.Errorf("at the limit: %v", err)
		}
		time.Sleep(time.Nanosecond)
		n.fail = errors.New("node is away")
		if err := o.Refresh(t.Context(), rpc.Head{}); !errors.Is(err, n.fail) {
			t.Errorf("refresh: %v", err)
		}
		if _, _, err := estimate(o, hops(0, 1)); !errors.Is(err, ErrStale) {
			t.Errorf("past the limit: %v", err)
		}
		if _, err := o.MaxFeeOver(uint256.NewInt(1e9), new(uint256.Int)); !errors.Is(err, ErrStale) {
			t.Errorf("fee past the limit: %v", err)
		}
		if err := o.Check(t.Context()); !errors.Is(err, n.fail) || !errors.Is(err, ErrStale) {
			t.Errorf("check: %v; want it to say why", err)
		}
	})
}

func TestMaxFee(t *testing.T) {
	o := oracle(t, &node{next: 100, recorded: 100})
	for _, tc := range []struct {
		limit, tip, want uint64
		err              error
	}{
		{1000, 0, 200, nil},
		{200, 0, 200, nil},
		{199, 0, 199, nil},
		{100, 0, 100, nil},
		{99, 0, 0, ErrTooDear},
		{1000, 30, 230, nil},
		{229, 30, 229, nil},
		{130, 30, 130, nil},
		{129, 30, 0, ErrTooDear},
	} {
		fee, err := o.MaxFeeOver(uint256.NewInt(tc.limit), uint256.NewInt(tc.tip))
		if !errors.Is(err, tc.err) || err == nil && fee.Uint64() != tc.want {
			t.Errorf("limit %d, tip %d: %s, %v; want %d, %v", tc.limit, tc.tip, fee.Dec(), err, tc.want, tc.err)
		}
	}
}

func TestEstimateAllocatesNothing(t *testing.T) {
	o := oracle(t, &node{next: 100, recorded: 100, units: 5})
	h := hops(0, 1)
	if n := testing.AllocsPerRun(100, func() { _, _, _ = estimate(o, h) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
