package execute

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/contract"
	"mevbot/internal/rpc"
)

var (
	// ErrRefused says that the executor reverted, with its reason.
	ErrRefused = errors.New("the executor refuses")

	errNoExecutor = errors.New("no executor to simulate with: set trading.executor")
	errNoOperator = errors.New("the executor obeys nobody: its owner has to set an operator")
	errNoGross    = errors.New("the executor did not tell the profit")
)

// Caller answers message calls; *rpc.Client is one.
type Caller interface {
	CallContract(ctx context.Context, from, to common.Address, data []byte, at rpc.At) ([]byte, error)
}

// Simulator runs plans by eth_call as the operator would, on the state of the
// plan's block, as if first in the next one. It belongs to one goroutine.
type Simulator struct {
	node     Caller
	executor common.Address
	pools    Pools
	operator common.Address // asked once
}

// NewSimulator asks nothing yet.
func NewSimulator(node Caller, executor common.Address, pools Pools) *Simulator {
	return &Simulator{node: node, executor: executor, pools: pools}
}

// Gross is the exact profit in base token of a plan that earns its MinProfit, or
// why the transaction would have failed: ErrRefused, or the node's error.
func (s *Simulator) Gross(ctx context.Context, p *Plan) (*uint256.Int, error) {
	if err := s.findOperator(ctx); err != nil {
		return nil, err
	}
	if _, err := s.try(ctx, p, &p.MinProfit, &p.LeastOut); err != nil {
		return nil, err
	}
	profit, err := s.Profit(ctx, p)
	if err != nil {
		return nil, err
	}
	gross, over := uint256.FromBig(profit)
	if over || profit.Sign() < 0 {
		return nil, errNoGross
	}
	return gross, nil
}

// Profit is what the executor says that a plan would earn in base token,
// whatever its MinProfit; negative for a loss that the contract can compute. It
// is said before the last swaps of a route that ends with Uniswap V2 pairs: that
// the whole route works is only known from Gross.
func (s *Simulator) Profit(ctx context.Context, p *Plan) (*big.Int, error) {
	if err := s.findOperator(ctx); err != nil {
		return nil, err
	}
	// With a least profit that no run can reach the executor reverts and says
	// how much it would have been.
	var most uint256.Int
	most.SubUint64(most.Lsh(uint256.NewInt(1), 128), 1)
	revert, err := s.try(ctx, p, &most, nil) // a look would refuse without saying that
	if err == nil {
		return nil, errNoGross
	}
	below, uerr := belowMinimum(revert)
	if uerr != nil {
		return nil, err
	}
	return below.Got, nil
}

func belowMinimum(revert []byte) (*bindings.ExecutorBelowMinimum, error) {
	id := bindings.ExecutorBelowMinimumErrorID()
	if len(revert) < 4 || [4]byte(revert) != [4]byte(id[:4]) {
		return nil, errNoGross
	}
	return bindings.NewExecutor().UnpackBelowMinimumError(revert[4:])
}

// try is one eth_call. The bytes are those of the revert.
func (s *Simulator) try(ctx context.Context, p *Plan, minProfit, least *uint256.Int) ([]byte, error) {
	data, err := calldata(s.pools, p, minProfit, least)
	if err != nil {
		return nil, err
	}
	_, err = s.node.CallContract(ctx, s.operator, s.executor, data, rpc.AtBlock(p.Block))
	var revert *rpc.RevertError
	if !errors.As(err, &revert) {
		return nil, err
	}
	return revert.Data, fmt.Errorf("%w: %w: %s", ErrRefused, err, contract.Explain(revert.Data))
}

// findOperator asks the executor once whom it obeys.
func (s *Simulator) findOperator(ctx context.Context) error {
	if s.operator != (common.Address{}) {
		return nil
	}
	if s.executor == (common.Address{}) {
		return errNoExecutor
	}
	executor := bindings.NewExecutor()
	out, err := s.node.CallContract(ctx, common.Address{}, s.executor, executor.PackSettings(), rpc.AtLatest())
	if err != nil {
		return fmt.Errorf("ask the executor for its operator: %w", err)
	}
	settings, err := executor.UnpackSettings(out)
	if err != nil {
		return fmt.Errorf("ask the executor for its operator: no executor at %s (trading.executor): %w", s.executor, err)
	}
	if settings.Operator == (common.Address{}) {
		return errNoOperator
	}
	s.operator = settings.Operator
	return nil
}
