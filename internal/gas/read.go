package gas

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"

	"mevbot/internal/amm"
	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/l1data"
	"mevbot/internal/rpc"
)

// reader asks a node for prices. Its fields belong to Refresh's goroutine.
type reader struct {
	node          Node
	batch         Batch
	executor      common.Address
	gasInfo       *bindings.IArbGasInfo
	nodeInterface *bindings.INodeInterface
	sample        []byte // calldata like that of a route of two hops
	units         [maxHops + 1]uint64
	predicts      bool // eth_feeHistory was last seen to know better than NodeInterface
	differs       bool // the node counts much more for our data than we do
}

func newReader(opts *Options) reader {
	r := reader{
		node: opts.Client, batch: opts.Batch, executor: opts.Executor, gasInfo: bindings.NewIArbGasInfo(), nodeInterface: bindings.NewINodeInterface(),
		sample: sampleCalldata(2, 1),
	}
	if r.batch == nil {
		r.batch = oneByOne{opts.Client}
	}
	return r
}

// oneByOne is a Batch of single calls.
type oneByOne struct{ node Node }

// Read asks one after the other.
func (o oneByOne) Read(ctx context.Context, views []rpc.View, at rpc.At) ([]rpc.Answer, error) {
	answers := make([]rpc.Answer, len(views))
	for i, v := range views {
		out, err := o.node.CallContract(ctx, common.Address{}, v.To, v.Data, at)
		if err != nil && !errors.Is(err, rpc.ErrReverted) {
			return nil, err
		}
		answers[i] = rpc.Answer{OK: err == nil && len(out) > 0, Data: out}
	}
	return answers, nil
}

// errNoArbGasInfo says that the chain has no ArbGasInfo: it is not an Arbitrum chain.
var errNoArbGasInfo = errors.New("no answer from ArbGasInfo")

// errArbGasInfoGone says that a node is not to be believed: a chain does not change
// its kind.
var errArbGasInfoGone = errors.New("ArbGasInfo answered before and does not now: the node serves another chain or none whole")

// arbitrum is what the chain's own contracts say at a block.
type arbitrum struct {
	minimum uint256.Int // base fee, wei per gas
	perUnit uint256.Int // wei for a unit of data
	next    uint256.Int // base fee of the next block, by NodeInterface
	sample  uint64      // gas for the sample's data, by NodeInterface
}

// read asks for all prices at one block at once.
func (o *Oracle) read(ctx context.Context, head rpc.Head) (*Snapshot, error) {
	r := &o.reader
	if r.units[2] == 0 {
		var err error
		if r.units, err = unitsByHops(new(l1data.Meter), r.executor); err != nil {
			return nil, err
		}
	}
	var arb *arbitrum
	var fees *Fees
	group, inner := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		if o.opts.Strategy == EIP1559 {
			return nil
		}
		arb, err = r.arbitrum(inner, rpc.AtHash(head.Hash))
		if errors.Is(err, errNoArbGasInfo) && o.opts.Strategy == Auto {
			return nil
		}
		return err
	})
	group.Go(func() (err error) {
		fees, err = o.feeHistory(inner, head.Number)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	if last := o.fees.Load(); arb == nil && last != nil && last.Strategy == Arbitrum {
		// Without it data would seem to cost nothing.
		return nil, errArbGasInfoGone
	}
	s := &Snapshot{Head: head.Number, BaseFee: fees.Next}
	o.decide(arb != nil, fees)
	if arb == nil {
		s.Tips = fees.tips
		return s, nil
	}
	// A nitro node that is a block ahead of the one that was asked for answers that
	// block's fee, which NodeInterface foretold. Only where they differ is it
	// eth_feeHistory that foretells, as go-ethereum's does.
	if !fees.Next.Eq(&fees.Newest) {
		r.predicts = !fees.Next.Eq(&arb.next)
	}
	if !r.predicts && !arb.next.IsZero() {
		// Nitro's eth_feeHistory repeats the newest block's fee; NodeInterface
		// answers the one that the next block will have.
		s.BaseFee = arb.next
	}
	if s.BaseFee.Lt(&arb.minimum) {
		s.BaseFee = arb.minimum
	}
	s.Minimum, s.PerUnit = arb.minimum, arb.perUnit
	s.DataUnits = o.compare(arb)
	return s, nil
}

func (r *reader) arbitrum(ctx context.Context, at rpc.At) (*arbitrum, error) {
	a := new(arbitrum)
	answers, err := r.batch.Read(ctx, []rpc.View{
		{To: chain.ArbGasInfo, Data: r.gasInfo.PackGetMinimumGasPrice()},
		{To: chain.ArbGasInfo, Data: r.gasInfo.PackGetL1BaseFeeEstimate()},
		{To: chain.ArbGasInfo, Data: r.gasInfo.PackGetPricesInWei()},
	}, at)
	if err != nil {
		return nil, fmt.Errorf("ArbGasInfo: %w", err)
	}
	if !answers[0].OK || !answers[1].OK || !answers[2].OK {
		return nil, errNoArbGasInfo
	}
	minimum, err := r.gasInfo.UnpackGetMinimumGasPrice(answers[0].Data)
	if err != nil {
		return nil, fmt.Errorf("read ArbGasInfo.getMinimumGasPrice: %w", err)
	}
	unit, err := r.gasInfo.UnpackGetL1BaseFeeEstimate(answers[1].Data)
	if err != nil {
		return nil, fmt.Errorf("read ArbGasInfo.getL1BaseFeeEstimate: %w", err)
	}
	prices, err := r.gasInfo.UnpackGetPricesInWei(answers[2].Data)
	if err != nil {
		return nil, fmt.Errorf("read ArbGasInfo.getPricesInWei: %w", err)
	}
	if err := errors.Join(set(&a.minimum, minimum), set(&a.perUnit, unit)); err != nil {
		return nil, err
	}
	if a.perUnit.BitLen() > 128 {
		return nil, fmt.Errorf("ArbGasInfo: a price of %s wei for a unit of data is no price", unit)
	}
	if sixteen := new(big.Int).Lsh(unit, 4); prices.PerL1CalldataByte.Cmp(sixteen) != 0 {
		return nil, fmt.Errorf("ArbGasInfo: %s wei for a byte of data, but %s for a unit, of which a byte has 16", prices.PerL1CalldataByte, unit)
	}
	out, err := r.node.CallContract(ctx, common.Address{}, chain.NodeInterface, r.nodeInterface.PackGasEstimateL1Component(r.executor, false, r.sample), at)
	if err != nil {
		return nil, fmt.Errorf("NodeInterface.gasEstimateL1Component: %w", err)
	}
	answer, err := r.nodeInterface.UnpackGasEstimateL1Component(out)
	if err != nil {
		return nil, fmt.Errorf("read NodeInterface.gasEstimateL1Component: %w", err)
	}
	a.sample = answer.GasEstimateForL1
	return a, set(&a.next, answer.BaseFee)
}

// Where the node counts for the sample's data more than this part of what we do,
// it is the node that is believed.
const believeNode = 1.25

// compare holds what we count for a transaction's data against what the node
// does, and gives the higher where they are far apart: then the chain compresses in
// a way that is not ours.
func (o *Oracle) compare(a *arbitrum) [maxHops + 1]uint64 {
	r := &o.reader
	if a.perUnit.IsZero() || a.next.IsZero() || a.sample == 0 {
		return r.units
	}
	ours := l1data.ComponentGas(l1data.PaddedUnits(r.units[2]), &a.perUnit, &a.next)
	ratio := float64(a.sample) / float64(max(ours, 1))
	o.node.Set(ratio)
	differs := ratio > believeNode && a.sample > ours+1
	if differs != r.differs {
		r.differs = differs
		o.log.Warn("estimate of the data's gas", slog.Bool("node_is_believed", differs), slog.Uint64("node", a.sample), slog.Uint64("ours", ours))
	}
	units := r.units
	if differs {
		for i := range units {
			units[i] = uint64(float64(units[i]) * ratio)
		}
	}
	return units
}

func set(to *uint256.Int, v *big.Int) error {
	if v.Sign() < 0 || to.SetFromBig(v) {
		return fmt.Errorf("price %s is not an amount", v)
	}
	return nil
}

// newNodeRatio makes the metric; a nil registerer keeps it private.
func newNodeRatio(r prometheus.Registerer) prometheus.Gauge {
	g := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "mev_bot_gas_l1_node_ratio",
		Help: "The gas that the node's NodeInterface estimates for the data of a route of two pools, over ours with the same padding. Above 1.25 the node is believed.",
	})
	if r != nil {
		r.MustRegister(g)
	}
	return g
}

// gwei is for logs: a price in 1e-9 native coins per gas.
func gwei(v *uint256.Int) float64 { return amm.Float(v) / 1e9 }
