package devnet

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/consensus/misc/eip1559"
	"github.com/ethereum/go-ethereum/consensus/misc/eip4844"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"

	"mevbot/internal/chain"
)

// blockBytes is how much transaction data a block of the sequencer takes, and
// the size of the largest transaction it accepts (nitro MaxTxDataSize).
const blockBytes = 95_000

// errBlockFull says that a transaction must wait for the next block.
var errBlockFull = errors.New("block is full")

// draft is a block under construction on top of parent. The miner of
// go-ethereum is not used because it gives up the whole block at the first
// transaction that cannot be in it, without saying which.
type draft struct {
	bc       *core.BlockChain
	parent   *types.Header
	header   *types.Header
	state    *state.StateDB
	evm      *vm.EVM
	pool     *core.GasPool
	txs      []*types.Transaction
	receipts []*types.Receipt
	bytes    uint64
	maxBytes uint64

	// executed hears each transaction that was added, at once; round is the
	// round of the priority gas auction that it hears, 0 for none.
	executed func(*types.Header, *types.Transaction, *types.Receipt, uint64)
	round    uint64
}

// newDraft begins a block at time, but at least one second after its parent:
// go-ethereum knows no smaller step. extra goes into the header; ordering decides
// whether tips are paid.
func newDraft(ctx context.Context, bc *core.BlockChain, ordering Ordering, parent *types.Header, time uint64, extra []byte) (*draft, error) {
	d := &draft{bc: bc, parent: parent, maxBytes: blockBytes, pool: core.NewGasPool(gasLimit)}
	config := bc.Config()
	d.header = &types.Header{
		ParentHash: parent.Hash(), Number: new(big.Int).Add(parent.Number, common.Big1),
		Time: max(parent.Time+1, time), GasLimit: gasLimit, Difficulty: new(big.Int),
		Coinbase: chain.Sequencer, BaseFee: eip1559.CalcBaseFee(config, parent),
		Extra: extra, ParentBeaconRoot: new(common.Hash), BlobGasUsed: new(uint64),
	}
	d.header.MixDigest = mixOf(ordering, l1Block(d.header.Time, bc.Genesis().Time()))
	excess := eip4844.CalcExcessBlobGas(config, parent, d.header.Time)
	d.header.ExcessBlobGas = &excess
	var err error
	if d.state, err = bc.StateAtForkBoundary(parent, d.header); err != nil {
		return nil, fmt.Errorf("open the state of block %d: %w", parent.Number, err)
	}
	d.evm = vm.NewEVM(core.NewEVMBlockContext(d.header, bc, &d.header.Coinbase), d.state, config, vm.Config{})
	d.evm.SetJumpDestCache(bc.JumpDestCache())
	core.PreExecution(ctx, d.header.ParentBeaconRoot, parent, config, d.evm, d.header.Number, d.header.Time)
	return d, nil
}

// close gives the EVM's memory back.
func (d *draft) close() { d.evm.Release() }

// add executes tx as the next of the block. An error says why it cannot be in
// the block and leaves the draft as it was; a transaction that reverts is in
// the block.
func (d *draft) add(ctx context.Context, tx *types.Transaction) error {
	if tx.Type() == types.BlobTxType {
		return core.ErrTxTypeNotSupported
	}
	if d.bytes+tx.Size() > d.maxBytes {
		return errBlockFull
	}
	before, gas := d.state.Snapshot(), d.pool.Snapshot()
	d.state.SetTxContext(tx.Hash(), len(d.txs), uint32(len(d.txs)+1))
	receipt, err := execute(ctx, d.evm, d.pool, d.state, d.header, common.Hash{}, tx)
	if err != nil {
		d.state.RevertToSnapshot(before)
		d.pool.Set(gas)
		if errors.Is(err, core.ErrGasLimitReached) {
			return errBlockFull
		}
		return err
	}
	d.txs, d.receipts = append(d.txs, tx), append(d.receipts, receipt)
	d.bytes += tx.Size()
	d.header.GasUsed = d.pool.Used()
	if d.executed != nil {
		d.executed(d.header, tx, receipt, d.round)
	}
	return nil
}

// seal finishes the block.
func (d *draft) seal(ctx context.Context) (*types.Block, error) {
	var logs []*types.Log
	for _, r := range d.receipts {
		logs = append(logs, r.Logs...)
	}
	body := types.Body{Transactions: d.txs, Withdrawals: types.Withdrawals{}}
	requests, _, err := core.PostExecution(ctx, d.bc.Config(), d.header.Number, d.header.Time, logs, body.Withdrawals, d.evm, uint32(len(d.txs)+1))
	if err != nil {
		return nil, fmt.Errorf("seal block %d: %w", d.header.Number, err)
	}
	hash := types.CalcRequestsHash(requests)
	d.header.RequestsHash = &hash
	d.bc.Engine().Finalize(d.bc, d.header, d.state, &body)
	block := core.AssembleBlock(d.bc, d.header, d.state, &body, d.receipts, nil)
	if err := d.state.Error(); err != nil {
		return nil, fmt.Errorf("seal block %d: read state: %w", d.header.Number, err)
	}
	return block, nil
}
