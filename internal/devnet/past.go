package devnet

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
)

// Past is the chain at a moment of its past: when a block began, or between two
// of its transactions. What is tried there leaves no trace. It belongs to one
// goroutine and must be closed.
type Past struct {
	d      *draft
	signer types.Signer
	txs    []*types.Transaction
	next   int
}

// Past goes to where block number began: the state after its parent, with its
// own time and base fee. The block after the newest one has no transactions.
func (c *Chain) Past(ctx context.Context, number uint64) (*Past, error) {
	bc := c.vault.chain()
	if number == 0 {
		return nil, errors.New("block 0 has no past")
	}
	parent := bc.GetHeaderByNumber(number - 1)
	if parent == nil {
		return nil, fmt.Errorf("block %d is not in the chain", number-1)
	}
	p := &Past{signer: c.signer}
	var time uint64
	var extra []byte
	ordering := c.opts.Ordering
	if block := bc.GetBlockByNumber(number); block != nil {
		p.txs, time, extra = block.Transactions(), block.Time(), block.Extra()
		ordering = FCFS // as the block was made, if by another policy than today's
		if collectsTips(block.Header()) {
			ordering = PGA
		}
	}
	var err error
	if p.d, err = newDraft(ctx, bc, ordering, parent, time, extra); err != nil {
		return nil, err
	}
	p.d.maxBytes = maxL2Message
	p.d.evm.Config.NoBaseFee = true // for what is tried without a price
	return p, nil
}

// Close gives the EVM's memory back.
func (p *Past) Close() { p.d.close() }

// Left is how many transactions of the block are still to come.
func (p *Past) Left() int { return len(p.txs) - p.next }

// BaseFee of the block, in wei.
func (p *Past) BaseFee() *big.Int { return new(big.Int).Set(p.d.header.BaseFee) }

// Time of the block, in seconds.
func (p *Past) Time() uint64 { return p.d.header.Time }

// Next executes the next transaction of the block, and says who sent it.
func (p *Past) Next(ctx context.Context) (*types.Receipt, common.Address, error) {
	tx := p.txs[p.next]
	from, err := types.Sender(p.signer, tx)
	if err != nil {
		return nil, from, fmt.Errorf("sender of %s: %w", tx.Hash(), err)
	}
	if err := p.d.add(ctx, tx); err != nil {
		return nil, from, fmt.Errorf("repeat %s: %w", tx.Hash(), err)
	}
	p.next++
	return p.d.receipts[len(p.d.receipts)-1], from, nil
}

// tryGas is the gas limit of what is tried.
const tryGas = 10_000_000

// Try executes calls from one account as one transaction each, the second on
// what the first left, and answers what each gave and used, intrinsic gas and
// refunds counted. Nothing of it stays.
func (p *Past) Try(from common.Address, calls ...Call) ([]Tried, error) {
	state := p.d.state
	if len(calls) > 1 {
		// What a transaction leaves has to be finalised before the next, which
		// cannot be taken back: so on a copy.
		state = state.Copy()
		defer p.d.evm.SetStateDB(p.d.state)
		p.d.evm.SetStateDB(state)
	}
	answers := make([]Tried, 0, len(calls))
	for _, call := range calls {
		before := state.Snapshot()
		result, err := core.ApplyMessage(p.d.evm, &core.Message{
			From: from, To: &call.To, Nonce: state.GetNonce(from), Value: new(uint256.Int), GasLimit: tryGas,
			GasPrice: new(uint256.Int), GasFeeCap: new(uint256.Int), GasTipCap: new(uint256.Int), Data: call.Data,
		}, nil)
		if err != nil {
			return nil, fmt.Errorf("try a call of %s: %w", call.To, err)
		}
		answers = append(answers, Tried{Data: result.ReturnData, Gas: result.UsedGas, Err: result.Err})
		if len(calls) > 1 {
			state.Finalise(p.d.evm.GetRules())
		} else {
			state.RevertToSnapshot(before)
		}
	}
	return answers, nil
}

// Call is a call to be tried.
type Call struct {
	To   common.Address
	Data []byte
}

// Tried is what a call gave: its output, or the revert's with Err set.
type Tried struct {
	Data []byte
	Gas  uint64
	Err  error
}
