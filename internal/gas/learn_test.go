package gas

import (
	"encoding/json"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/amm"
	"mevbot/internal/l1data"
	"mevbot/internal/rpc"
)

// An estimate moves by what two receipts in a row agree on, half of it up and an eighth down, by pool; reverts and
// data teach nothing.
func TestLearn(t *testing.T) {
	registry := prometheus.NewRegistry()
	var told []Landed
	o := New(Options{Client: &node{next: 100, recorded: 100}, Market: families{}, Registerer: registry, Landed: func(l *Landed) { told = append(told, *l) }, Now: time.Now})
	if err := o.Refresh(t.Context(), rpc.Head{}); err != nil {
		t.Fatal(err)
	}
	execution := func(h []amm.Hop) uint64 {
		units, _, err := estimate(o, h)
		if err != nil {
			t.Fatal(err)
		}
		return units
	}
	mixed, other := hops(0, 1), hops(2, 3)
	first, apart := execution(mixed), execution(other)
	for _, step := range []struct {
		r    rpc.Receipt
		want uint64
	}{
		{rpc.Receipt{Success: true, GasUsed: first + 90_000}, first}, // may never come again
		{rpc.Receipt{Success: true, GasUsed: first + 16_000}, first + 8_000},
		{rpc.Receipt{Success: true, GasUsed: first + 34_000, GasForL1: 10_000, GasPrice: *uint256.NewInt(100)}, first + 16_000},
		{rpc.Receipt{Success: true, GasUsed: first + 12_000}, first + 16_000}, // another sign
		{rpc.Receipt{Success: true, GasUsed: first + 12_000}, first + 15_500},
		{rpc.Receipt{Success: false, GasUsed: 900_000}, first + 15_500},
		{rpc.Receipt{Success: true, GasUsed: 10, GasForL1: 10}, first + 15_500},
	} {
		o.Landed(steps(mixed, nil), execution(mixed), nil, &step.r)
		if got := execution(mixed); got != step.want {
			t.Errorf("after %+v: %d, want %d", step.r, got, step.want)
		}
	}
	if execution(other) != apart {
		t.Error("other pools have learned")
	}
	if got := execution(hops(0, 3)); got != apart+7_750 {
		t.Errorf("half of the route is %d, want %d", got, apart+7_750)
	}
	if len(told) != 6 || told[0].Estimated != first || told[2].Used != first+24_000 || told[2].UsedL1 != 10_000 {
		t.Errorf("told of %+v", told)
	}
	// The next run knows it, by the pools' addresses.
	text, err := json.Marshal(o.Learned())
	if err != nil {
		t.Fatal(err)
	}
	var learned Learned
	if err := json.Unmarshal(text, &learned); err != nil {
		t.Fatal(err)
	}
	next := New(Options{Client: &node{next: 100, recorded: 100}, Market: families{}, Learned: learned, Now: time.Now})
	if err := next.Refresh(t.Context(), rpc.Head{}); err != nil {
		t.Fatal(err)
	}
	if units, _, err := estimate(next, mixed); err != nil || units != first+15_500 {
		t.Errorf("the next run estimates %d, %v; want %d", units, err, first+15_500)
	}
	if l := next.Learned()[common.Address{}]; l.Receipts != 5 || l.Extra != 7_750 {
		t.Errorf("the next run remembers %+v", l)
	}
}

// No receipt brings an estimate below half of what the bytecode takes.
func TestLearnIsBounded(t *testing.T) {
	o := oracle(t, &node{next: 100, recorded: 100})
	steps := []Step{{Pool: 0, Family: amm.ConstantProduct}, {Pool: 1, Family: amm.Concentrated, Moved: true, Crossed: 1}}
	estimate := func() uint64 {
		v, err := o.View()
		if err != nil {
			t.Fatal(err)
		}
		c, err := v.Cost(steps, nil)
		if err != nil {
			t.Fatal(err)
		}
		return c.Execution
	}
	before := estimate()
	for range 80 {
		o.Landed(steps, estimate(), nil, &rpc.Receipt{Success: true, GasUsed: 30_000})
	}
	if got := estimate(); got != before/2 {
		t.Errorf("%d, want half of %d", got, before)
	}
}

// The data's gas is counted from the signed bytes at the price that was paid.
func TestDataAgainstReceipt(t *testing.T) {
	registry := prometheus.NewRegistry()
	var told Landed
	o := New(Options{Client: &node{next: 100, recorded: 100, perUnit: 300}, Market: families{}, Registerer: registry, Landed: func(l *Landed) { told = *l }, Now: time.Now})
	if err := o.Refresh(t.Context(), rpc.Head{}); err != nil {
		t.Fatal(err)
	}
	raw, err := sampleTransaction(common.Address{1}, 2, 5).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	units, err := o.Units(raw)
	if err != nil {
		t.Fatal(err)
	}
	want := units * 300 / 120
	o.Landed(nil, 0, raw, &rpc.Receipt{Success: true, GasUsed: 200_000, GasForL1: want, GasPrice: *uint256.NewInt(120)})
	if told.Units != units || told.EstimatedL1 != want || told.UsedL1 != want || told.Offered.IsZero() {
		t.Errorf("%+v; want %d units, %d gas", told, units, want)
	}
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]uint64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			counts[f.GetName()] = m.GetHistogram().GetSampleCount()
		}
	}
	if counts["mev_bot_gas_l1_estimate_error_ratio"] != 1 || counts["mev_bot_gas_l2_estimate_error_ratio"] != 0 {
		t.Errorf("observed %v", counts)
	}
}

// Transactions of ours are as long as the samples say within 4 %, at the 95th
// percentile: signatures and addresses are compressed by luck, 5 bytes more or less.
func TestDataUnitsOfRoutes(t *testing.T) {
	executor := common.HexToAddress("0x5615deb798bb3e4dfa0139dfa1b3d433cc23b72f")
	units, err := unitsByHops(new(l1data.Meter), executor)
	if err != nil {
		t.Fatal(err)
	}
	var m l1data.Meter
	for hops := 2; hops <= maxHops; hops++ {
		far, n := 0, 4000
		for i := range n {
			tx := sampleTransaction(executor, hops, 5000+i)
			var one types.TxData = &types.DynamicFeeTx{
				ChainID: big.NewInt(42161), Nonce: uint64(i * 7), GasFeeCap: tx.GasFeeCap(), GasTipCap: new(big.Int), Gas: tx.Gas(), To: &executor,
				Value: new(big.Int), Data: tx.Data(), V: big.NewInt(int64(i & 1)), R: new(big.Int).SetBytes(noise(i, 32)), S: new(big.Int).SetBytes(noise(i+n, 31)),
			}
			raw, err := types.NewTx(one).MarshalBinary()
			if err != nil {
				t.Fatal(err)
			}
			got, err := m.Units(raw)
			if err != nil {
				t.Fatal(err)
			}
			if off := float64(units[hops])/float64(got) - 1; off > 0.04 || off < -0.04 {
				far++
			}
		}
		t.Logf("%d hops: %d units; %d of %d further off than 4 %%", hops, units[hops], far, n)
		if far > n/20 {
			t.Errorf("%d hops: %d of %d further off than 4 %%", hops, far, n)
		}
	}
}

func TestExtraAsJSON(t *testing.T) {
	e := Extra{}.with(9, -5).with(2, 7)
	text, err := json.Marshal(e)
	if err != nil || string(text) != `{"2":7,"9":-5}` {
		t.Errorf("%s, %v", text, err)
	}
	var back Extra
	if err := json.Unmarshal(text, &back); err != nil || len(back) != 10 || back.of(9) != -5 || back.of(2) != 7 || back.of(50) != 0 {
		t.Errorf("%v, %v", back, err)
	}
}
