package market

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

var topicSwap2 = crypto.Keccak256Hash([]byte("Swap(address,uint256,uint256,uint256,uint256,address)"))

// Report counts what happened over a run of blocks, as the acceptance of this
// chain asks for it.
type Report struct {
	Blocks int
	// Visible and Covert are swaps by pool, so a trade of two hops counts two;
	// their USD are at the generator's true prices.
	Visible, Covert       int
	VisibleUSD, CovertUSD float64
	Transactions, Failed  int
	// Quiet are blocks after which no gap pays.
	Quiet int
	// Gross holds, for each gap when it is first seen, gross over gas; Paying
	// only those that pay.
	Gross, Paying []float64
	// Lives are the blocks that each paying gap stayed; open ones at the end of
	// the run are left out.
	Lives []int

	seen, paying map[string]int
}

// Observe adds a block, whose state must be the last one observed so far, and
// its gaps by Survey.
func (m *Market) Observe(ctx context.Context, r *Report, block *types.Block, receipts types.Receipts) ([]Gap, error) {
	if r.seen == nil {
		r.seen, r.paying = map[string]int{}, map[string]int{}
	}
	w, err := m.reach(ctx, block)
	if err != nil {
		return nil, fmt.Errorf("observe block %d: %w", block.NumberU64(), err)
	}
	gaps, err := m.Survey(ctx, block.Header())
	if err != nil {
		return nil, err
	}
	r.Blocks++
	for i, tx := range block.Transactions() {
		r.Transactions++
		if receipts[i].Status != types.ReceiptStatusSuccessful {
			r.Failed++
		}
		hidden := tx.To() != nil && *tx.To() == m.addresses.Opaque
		for _, l := range receipts[i].Logs {
			usd, ok := m.swapUSD(w, l)
			switch {
			case !ok:
			case hidden:
				r.Covert, r.CovertUSD = r.Covert+1, r.CovertUSD+usd
			default:
				r.Visible, r.VisibleUSD = r.Visible+1, r.VisibleUSD+usd
			}
		}
	}
	r.gaps(gaps)
	return gaps, nil
}

// gaps follows how long gaps live, by token.
func (r *Report) gaps(gaps []Gap) {
	seen, paying := map[string]int{}, map[string]int{}
	for i := range gaps {
		g := &gaps[i]
		ratio, _ := new(big.Rat).SetFrac(g.Gross, g.Gas).Float64()
		if seen[g.Token] = r.seen[g.Token] + 1; seen[g.Token] == 1 {
			r.Gross = append(r.Gross, ratio)
		}
		if g.Pays() {
			if paying[g.Token] = r.paying[g.Token] + 1; paying[g.Token] == 1 {
				r.Paying = append(r.Paying, ratio)
			}
		}
	}
	for token, life := range r.paying {
		if paying[token] == 0 {
			r.Lives = append(r.Lives, life)
		}
	}
	if len(paying) == 0 {
		r.Quiet++
	}
	r.seen, r.paying = seen, paying
}

// swapUSD values a swap log of one of our pools by its input.
func (m *Market) swapUSD(w *world, l *types.Log) (float64, bool) {
	i, ok := m.byAddress[l.Address]
	if !ok || len(l.Topics) == 0 || len(l.Data) < 64 {
		return 0, false
	}
	in0, in1 := l.Data[:32], l.Data[32:64]
	switch l.Topics[0] {
	case topicSwap2:
	case topicSwap: // signed: what the pool pays is negative
		if in0[0] >= 0x80 {
			in0 = common.Hash{}.Bytes()
		}
		if in1[0] >= 0x80 {
			in1 = common.Hash{}.Bytes()
		}
	default:
		return 0, false
	}
	p := &m.pools[i]
	return w.worth(p.token0, floatOf(in0)) + w.worth(p.token1, floatOf(in1)), true
}

// String is the report for a person, per minute of 240 blocks.
func (r *Report) String() string {
	minute := 240 / float64(r.Blocks)
	var b strings.Builder
	fmt.Fprintf(&b, "%d blocks: %.0f visible and %.0f covert hop swaps a minute, covert %.0f %% of the value, %.1f %% of %d transactions failed\n",
		r.Blocks, float64(r.Visible)*minute, float64(r.Covert)*minute, 100*r.CovertUSD/(r.CovertUSD+r.VisibleUSD),
		100*float64(r.Failed)/float64(r.Transactions), r.Transactions)
	fmt.Fprintf(&b, "%.0f gaps a minute, gross/gas median %.2f; %.0f of them pay, gross/gas median %.2f, 95th %.1f\n",
		float64(len(r.Gross))*minute, Median(r.Gross), float64(len(r.Paying))*minute, Median(r.Paying), quantile(r.Paying, 0.95))
	lives := make([]float64, len(r.Lives))
	for i, l := range r.Lives {
		lives[i] = float64(l)
	}
	fmt.Fprintf(&b, "%.1f %% of blocks without an opportunity; a paying gap lives %.0f blocks (median), %.0f (95th), %.0f (most)",
		100*float64(r.Quiet)/float64(r.Blocks), Median(lives), quantile(lives, 0.95), quantile(lives, 1))
	return b.String()
}

// Median of xs; 0 of none.
func Median(xs []float64) float64 { return quantile(xs, 0.5) }

func quantile(xs []float64, q float64) float64 {
	if len(xs) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(xs))
	return sorted[int(q*float64(len(sorted)-1))]
}
