package gas

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"golang.org/x/sync/errgroup"

	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/rpc"
)

// reader asks a node for prices.
type reader struct {
	node          Node
	executor      common.Address
	gasInfo       *bindings.IArbGasInfo
	nodeInterface *bindings.INodeInterface
	sample        []byte // calldata that costs what a real one costs
}

func newReader(node Node, executor common.Address) reader {
	return reader{
		node: node, executor: executor, gasInfo: bindings.NewIArbGasInfo(), nodeInterface: bindings.NewINodeInterface(),
		sample: sampleCalldata(),
	}
}

// calldataLength of Executor.execute with a route of so many hops: selector,
// three words, the route's offset and length, and its 23 bytes a hop padded to
// words.
func calldataLength(hops int) int { return 4 + 5*32 + (23*hops+31)/32*32 }

// sampleCalldata is a call of two hops whose addresses and amounts are
// pseudo-random, because the chain compresses the data before it prices it and
// real addresses do not compress.
func sampleCalldata() []byte {
	noise := func(n int) []byte { return crypto.Keccak256(binary.BigEndian.AppendUint32(nil, uint32(n))) }
	route := append(append([]byte{}, noise(1)[:23]...), noise(2)[:23]...)
	amount := new(big.Int).SetBytes(noise(3)[:9])
	profit := new(big.Int).SetBytes(noise(4)[:7])
	return bindings.NewExecutor().PackExecute(amount, profit, binary.BigEndian.Uint64(noise(5)[:8])>>32, route)
}

// read asks for all prices at one block at once.
func (r *reader) read(ctx context.Context, head rpc.Head) (*Snapshot, error) {
	s := &Snapshot{Head: head.Number}
	at := rpc.AtHash(head.Hash)
	var recorded, current, next uint256.Int
	var units uint64
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		out, err := r.node.CallContract(ctx, common.Address{}, chain.NodeInterface, r.nodeInterface.PackGasEstimateL1Component(r.executor, false, r.sample), at)
		if err != nil {
			return fmt.Errorf("NodeInterface.gasEstimateL1Component: %w", err)
		}
		answer, err := r.nodeInterface.UnpackGasEstimateL1Component(out)
		if err != nil {
			return fmt.Errorf("read NodeInterface.gasEstimateL1Component: %w", err)
		}
		units = answer.GasEstimateForL1
		return set(&recorded, answer.BaseFee)
	})
	group.Go(func() error {
		out, err := r.node.CallContract(ctx, common.Address{}, chain.ArbGasInfo, r.gasInfo.PackGetMinimumGasPrice(), at)
		if err != nil {
			return fmt.Errorf("ArbGasInfo.getMinimumGasPrice: %w", err)
		}
		price, err := r.gasInfo.UnpackGetMinimumGasPrice(out)
		if err != nil {
			return fmt.Errorf("read ArbGasInfo.getMinimumGasPrice: %w", err)
		}
		return set(&s.Minimum, price)
	})
	group.Go(func() error {
		out, err := r.node.CallContract(ctx, common.Address{}, chain.ArbGasInfo, r.gasInfo.PackGetPricesInWei(), at)
		if err != nil {
			return fmt.Errorf("ArbGasInfo.getPricesInWei: %w", err)
		}
		prices, err := r.gasInfo.UnpackGetPricesInWei(out)
		if err != nil {
			return fmt.Errorf("read ArbGasInfo.getPricesInWei: %w", err)
		}
		return set(&current, prices.PerArbGasTotal)
	})
	group.Go(func() error {
		fee, err := r.node.NextBaseFee(ctx)
		if err == nil {
			next = *fee
		}
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	// Which of them is the next block's fee depends on the chain: on Arbitrum
	// NodeInterface answers it and eth_feeHistory repeats the newest block's, on
	// other EIP-1559 chains it is the other way round. The highest is never
	// less than the truth.
	s.BaseFee = *highest(&next, &recorded, &current, &s.Minimum)
	s.Data.SetUint64(units)
	s.Data.Mul(&s.Data, highest(&recorded, &current))
	return s, nil
}

func set(to *uint256.Int, v *big.Int) error {
	if v.Sign() < 0 || to.SetFromBig(v) {
		return fmt.Errorf("price %s is not an amount", v)
	}
	return nil
}

func highest(first *uint256.Int, rest ...*uint256.Int) *uint256.Int {
	for _, v := range rest {
		if v.Gt(first) {
			first = v
		}
	}
	return first
}
