package gas_test

import (
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/artifact"
	"mevbot/internal/chain"
	"mevbot/internal/devnet"
	"mevbot/internal/devnet/market"
	"mevbot/internal/gas"
	"mevbot/internal/l1data"
	"mevbot/internal/rpc"
)

// The prices of a real node, through Multicall3 and one by one, with a price of data
// in the stand-ins of Arbitrum's contracts: the same, and those that were set. The
// local chain itself charges nothing for data (go-ethereum has no place for it), so
// its own price is 0.
func TestPricesOfTheLocalChain(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a chain: skipped with -short")
	}
	m, err := market.New(market.Options{Seed: 3, Operator: common.HexToAddress("0xb07")})
	if errors.Is(err, artifact.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	const perUnit, minimum = 300_000_000, 7
	alloc := m.Genesis()
	account := alloc[chain.ArbGasInfo]
	account.Storage = map[common.Hash]common.Hash{{}: common.BigToHash(big.NewInt(perUnit)), {31: 1}: common.BigToHash(big.NewInt(minimum))}
	alloc[chain.ArbGasInfo] = account
	c, err := devnet.Start(t.Context(), devnet.Options{
		HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0", Delay: -1, FeedLead: -1,
		Alloc: alloc, TargetBaseFee: m.TargetBaseFee, Filler: m.Filler, Now: func() time.Time { return time.Unix(1_700_000_000, 0) },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := m.Deploy(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	client, err := rpc.New(rpc.Options{HTTP: c.HTTPURL(), CallTimeout: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	batch, err := client.Multicaller(m.Addresses().Multicall3)
	if err != nil {
		t.Fatal(err)
	}
	head, err := client.Latest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	next, err := client.NextBaseFee(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, batch := range map[string]gas.Batch{"multicall": batch, "one by one": nil} {
		o := gas.New(gas.Options{Client: client, Batch: batch, Executor: common.HexToAddress("0xe4ec"), Market: &world{}, Now: time.Now})
		if err := o.Refresh(t.Context(), head); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s, err := o.Quote()
		if err != nil {
			t.Fatal(err)
		}
		fees, err := o.Fees()
		if err != nil {
			t.Fatal(err)
		}
		if s.PerUnit.Uint64() != perUnit || s.Minimum.Uint64() != minimum || !s.BaseFee.Eq(next) || s.Head != head.Number || fees.Strategy != gas.Arbitrum {
			t.Errorf("%s: %+v, %+v; want %d wei a unit and %s wei a gas", name, s, fees, perUnit, next.Dec())
		}
		if !s.Tips[3].IsZero() {
			t.Errorf("%s: tips %v where they are dropped", name, s.Tips)
		}
		v, err := o.View()
		if err != nil {
			t.Fatal(err)
		}
		cost, err := v.Cost([]gas.Step{{Family: 1}, {Family: 1}}, nil)
		if want := l1data.Gas(s.DataUnits[2], &s.PerUnit, &s.BaseFee); err != nil || cost.Data != want || want == 0 {
			t.Errorf("%s: %+v, %v; want %d gas for the data", name, cost, err, want)
		}
	}
}
