package gas

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// Strategy says how fees are found and what is offered.
type Strategy string

// The strategies.
const (
	// Auto is Arbitrum where ArbGasInfo answers, else EIP1559.
	Auto Strategy = "auto"
	// Arbitrum: the next base fee is read, the data is paid for, and no tip is offered:
	// the chain drops tips, or they are bids, which are another's decision.
	Arbitrum Strategy = "arbitrum"
	// EIP1559: tips order. What is offered is what transactions paid that landed in
	// the newest blocks, at a percentile by tier.
	EIP1559 Strategy = "eip1559"
)

// Tiers is the number of profit tiers that are sent: low, medium, high and
// exceptional, in this order.
const Tiers = 4

// strategyDefaults fills in what was left out.
func (o *Options) strategyDefaults() {
	o.Strategy = cmp.Or(o.Strategy, Auto)
	o.Blocks = cmp.Or(o.Blocks, 20)
	if o.Percentiles == ([Tiers]float64{}) {
		o.Percentiles = [Tiers]float64{25, 50, 75, 90}
	}
}

// Fees is what the newest blocks paid.
type Fees struct {
	Head     chain.Block
	Strategy Strategy // that was decided on, never Auto
	Reason   string   // why
	Newest   uint256.Int
	Next     uint256.Int // base fee as eth_feeHistory answers it, wei per gas
	Blocks   int
	// BaseFee and Tip are at Options.Percentiles, in wei per gas: of the base fee over
	// the blocks, and of the tips, the median of the blocks' percentiles by gas.
	BaseFee [Tiers]uint256.Int
	Tip     [Tiers]uint256.Int
	tips    [Tiers]uint256.Int // smoothed
}

// Fees of the newest blocks, or ErrStale if none were read.
func (o *Oracle) Fees() (*Fees, error) {
	f := o.fees.Load()
	if f == nil {
		return nil, ErrStale
	}
	return f, nil
}

// decide publishes the strategy with the fees.
func (o *Oracle) decide(arbitrum bool, f *Fees) {
	last := o.fees.Load()
	f.Strategy, f.Reason = EIP1559, "ArbGasInfo does not answer: tips order transactions"
	if arbitrum {
		f.Strategy, f.Reason = Arbitrum, "ArbGasInfo answers: the next base fee is read, the data is paid for, tips are dropped or are bids"
	}
	if o.opts.Strategy != Auto {
		f.Reason = "set by gas.strategy"
	}
	f.smooth(last)
	if last == nil || last.Strategy != f.Strategy {
		o.log.Info("gas strategy", slog.String("strategy", string(f.Strategy)), slog.String("reason", f.Reason), slog.Float64("next_base_fee_gwei", gwei(&f.Next)))
	}
	o.fees.Store(f)
}

// smooth moves the tips a quarter of the way from the last ones, so that one odd
// block does not decide, but up at once where the percentile is over twice as much.
func (f *Fees) smooth(last *Fees) {
	f.tips = f.Tip
	if last == nil {
		return
	}
	for i := range f.tips {
		var double, sum uint256.Int
		if double.Lsh(&last.tips[i], 1); f.Tip[i].Gt(&double) {
			continue
		}
		sum.Add(&last.tips[i], &double) // three times
		sum.Add(&sum, &f.Tip[i])
		f.tips[i].Rsh(&sum, 2)
	}
}

// feeHistory reads the newest blocks' fees up to a block.
func (o *Oracle) feeHistory(ctx context.Context, at chain.Block) (*Fees, error) {
	var w struct {
		BaseFee []*hexutil.Big   `json:"baseFeePerGas"`
		Reward  [][]*hexutil.Big `json:"reward"`
		Used    []float64        `json:"gasUsedRatio"`
	}
	if err := o.opts.Client.Call(ctx, &w, "eth_feeHistory", hexutil.Uint64(o.opts.Blocks), hexutil.Uint64(at), o.opts.Percentiles[:]); err != nil {
		return nil, fmt.Errorf("eth_feeHistory: %w", err)
	}
	if len(w.BaseFee) < 2 {
		return nil, errors.New("eth_feeHistory: no base fees in the answer")
	}
	base, err := amounts(w.BaseFee)
	if err != nil {
		return nil, fmt.Errorf("eth_feeHistory: base fee: %w", err)
	}
	n := len(base) - 1
	f := &Fees{Head: at, Next: base[n], Newest: base[n-1], Blocks: n}
	past := base[:n]
	sortAmounts(past)
	for i, p := range o.opts.Percentiles {
		f.BaseFee[i] = Percentile(past, p)
	}
	if len(w.Reward) == 0 {
		return f, nil
	}
	for i := range f.Tip {
		var column []*hexutil.Big
		for k, block := range w.Reward {
			if k < len(w.Used) && w.Used[k] == 0 {
				continue // nothing landed in it: its rewards are 0, not a price
			}
			if len(block) != Tiers {
				return nil, fmt.Errorf("eth_feeHistory: %d rewards of a block, %d were asked for", len(block), Tiers)
			}
			column = append(column, block[i])
		}
		rewards, err := amounts(column)
		if err != nil {
			return nil, fmt.Errorf("eth_feeHistory: reward: %w", err)
		}
		sortAmounts(rewards)
		f.Tip[i] = Percentile(rewards, 50)
	}
	return f, nil
}

// amounts reads JSON quantities; none may be missing.
func amounts(list []*hexutil.Big) ([]uint256.Int, error) {
	out := make([]uint256.Int, len(list))
	for i, v := range list {
		if v == nil {
			return nil, errors.New("an amount is missing")
		}
		if err := set(&out[i], v.ToInt()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func compareAmounts(a, b uint256.Int) int { return a.Cmp(&b) }

// Percentile of sorted amounts by the nearest rank, p from 0 to 100; zero of none.
func Percentile(sorted []uint256.Int, p float64) uint256.Int {
	if len(sorted) == 0 {
		return uint256.Int{}
	}
	return sorted[rank(p, len(sorted))]
}

// Ceiling is the most that the base fee can be so many blocks after the next, in wei
// per gas: an eighth more each block, rounded up, the most that EIP-1559 allows. Nitro's
// fee rises slower in a block with the parameters of Arbitrum One; a chain's owner may
// set others.
func (s *Snapshot) Ceiling(blocks uint64) uint256.Int {
	fee := s.BaseFee
	for range min(blocks, 256) {
		var rise uint256.Int
		rise.AddUint64(&fee, 7)
		rise.Rsh(&rise, 3)
		fee.Add(&fee, &rise)
	}
	return fee
}
