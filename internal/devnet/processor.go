package devnet

import (
	"context"
	"fmt"
	"math/big"
	"sync/atomic"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/holiman/uint256"
)

// processor executes a block that the node imports. It is go-ethereum's own but
// for one rule of Arbitrum: where tips are not collected they are dropped, so
// the sender pays the base fee and GASPRICE answers it
// (OffchainLabs/go-ethereum core/state_transition.go).
type processor struct{ bc *core.BlockChain }

// Process is core.Processor's.
func (p processor) Process(ctx context.Context, block *types.Block, statedb *state.StateDB, dests vm.JumpDestCache, precompiles *vm.PrecompileCache, cfg vm.Config, _ *atomic.Int64) (*core.ProcessResult, error) {
	header, config := block.Header(), p.bc.Config()
	parent := p.bc.GetHeader(block.ParentHash(), block.NumberU64()-1)
	if parent == nil {
		return nil, fmt.Errorf("parent %s of block %d is not here", block.ParentHash(), block.NumberU64())
	}
	evm := vm.NewEVM(core.NewEVMBlockContext(header, p.bc, nil), statedb, config, cfg)
	defer evm.Release()
	if dests != nil {
		evm.SetJumpDestCache(dests)
	}
	if precompiles != nil {
		evm.SetPrecompileCache(precompiles)
	}
	core.PreExecution(ctx, block.BeaconRoot(), parent, config, evm, header.Number, header.Time)
	result, gas := new(core.ProcessResult), core.NewGasPool(header.GasLimit)
	for i, tx := range block.Transactions() {
		statedb.SetTxContext(tx.Hash(), i, uint32(i+1))
		receipt, err := execute(ctx, evm, gas, statedb, header, block.Hash(), tx)
		if err != nil {
			return nil, fmt.Errorf("execute transaction %d (%s): %w", i, tx.Hash(), err)
		}
		result.Receipts = append(result.Receipts, receipt)
		result.Logs = append(result.Logs, receipt.Logs...)
	}
	var err error
	result.Requests, _, err = core.PostExecution(ctx, config, header.Number, header.Time, result.Logs, block.Withdrawals(), evm, uint32(len(block.Transactions())+1))
	if err != nil {
		return nil, fmt.Errorf("finish block %d: %w", block.NumberU64(), err)
	}
	p.bc.Engine().Finalize(p.bc, header, statedb, block.Body())
	result.GasUsed = gas.Used()
	return result, nil
}

// execute applies one transaction by the rule of its block. The receipt says
// what a unit of gas cost, in wei.
func execute(ctx context.Context, evm *vm.EVM, gas *core.GasPool, statedb *state.StateDB, header *types.Header, hash common.Hash, tx *types.Transaction) (*types.Receipt, error) {
	msg, err := core.TransactionToMessage(tx, types.MakeSigner(evm.ChainConfig(), header.Number, header.Time), header.BaseFee)
	if err != nil {
		return nil, err
	}
	if !collectsTips(header) {
		base := uint256.MustFromBig(header.BaseFee)
		msg.GasPrice, msg.GasTipCap = base, new(uint256.Int)
	}
	receipt, _, err := core.ApplyTransactionWithEVM(ctx, msg, gas, statedb, header.Number, hash, header.Time, tx, evm)
	if err != nil {
		return nil, err
	}
	receipt.EffectiveGasPrice = paidPrice(header, tx)
	return receipt, nil
}

// paidPrice is what a unit of gas of tx costs in a block, in wei.
func paidPrice(header *types.Header, tx *types.Transaction) *big.Int {
	if !collectsTips(header) {
		return new(big.Int).Set(header.BaseFee)
	}
	price := new(big.Int).Add(header.BaseFee, tx.GasTipCap())
	if price.Cmp(tx.GasFeeCap()) > 0 {
		price.Set(tx.GasFeeCap())
	}
	return price
}
