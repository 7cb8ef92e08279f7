package market

import (
	"cmp"
	"errors"
	"flag"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/artifact"
	"mevbot/internal/chain"
)

var (
	survey  = flag.Bool("survey", false, "measure the market over many blocks and print what it is like")
	surveys = flag.Int("survey.blocks", 480, "blocks that -survey measures for each seed")
)

// deployed is a market on a chain of its own.
func deployed(t testing.TB, seed int64) (*Market, Chain) {
	t.Helper()
	m, err := New(Options{Seed: seed, Operator: common.HexToAddress("0xb07")})
	if errors.Is(err, artifact.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	c := newChain(t, m)
	if err := m.Deploy(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	return m, c
}

// step mines the traffic after the head, in the order of arrival.
func step(t testing.TB, m *Market, c Chain, head *types.Block) (*types.Block, types.Receipts) {
	t.Helper()
	arrivals, err := m.Next(t.Context(), head)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortStableFunc(arrivals, func(a, b timed) int { return cmp.Compare(a.At, b.At) })
	var txs []*types.Transaction
	for _, a := range arrivals {
		if a.At < 0 || a.At >= m.options.Interval {
			t.Fatalf("a transaction arrives at %v of %v", a.At, m.options.Interval)
		}
		txs = append(txs, a.Tx)
	}
	want := m.TargetBaseFee(chain.Block(head.NumberU64() + 2)).Uint64()
	txs = append(txs, steer(m, head, want)...)
	block, receipts, err := c.Mine(t.Context(), txs)
	if err != nil {
		t.Fatal(err)
	}
	return block, receipts
}

// steer holds the base fee near want, in the manner of a chain's filler.
func steer(m *Market, head *types.Block, want uint64) []*types.Transaction {
	aim := int64(head.GasLimit() / 2)
	fee := head.BaseFee().Int64()
	const others = 3_000_000 // what the rest of a block uses, about
	gas := uint64(max(0, min(aim+8*aim/100*((int64(want)-fee)*100/fee)-others, 15_900_000)))
	if tx := m.Filler(ctxOf(m))(head.Header(), gas); tx != nil {
		return []*types.Transaction{tx}
	}
	return nil
}

func TestDistribution(t *testing.T) {
	seeds, blocks := []int64{1}, 40
	if *survey {
		seeds, blocks = []int64{1, 2, 3}, *surveys
	}
	for _, seed := range seeds {
		start := time.Now()
		m, c := deployed(t, seed)
		t.Logf("deployed in %v", time.Since(start))
		head, err := c.Client().BlockByNumber(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		var r Report
		var planning, longest time.Duration
		for range blocks {
			now := head.NumberU64()
			var receipts types.Receipts
			_ = now
			head, receipts = step(t, m, c, head)
			if *survey && head.NumberU64()%20 == 0 { t.Log(head.NumberU64(), head.BaseFee(), head.GasUsed(), len(receipts), receipts[len(receipts)-1].GasUsed, head.Transactions()[len(receipts)-1].To()) }
			for i, tx := range head.Transactions() {
				if receipts[i].Status == 0 {
					reverts[tx.To().Hex()[:8]+" "+common.Bytes2Hex(tx.Data()[:4])]++
				}
			}
			if _, err := m.Observe(t.Context(), &r, head, receipts); err != nil {
				t.Fatal(err)
			}
		}
		_, _ = planning, longest
		t.Logf("seed %d, base fee %v, head %v: %s", seed, head.BaseFee(), head.Number(), r.String())
		for k, v := range reverts {
			t.Log(k, v)
		}
	}
}
