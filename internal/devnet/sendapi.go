package devnet

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/txpool"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"
)

// sendTimeout is how long a sender waits for a block (nitro QueueTimeout).
const sendTimeout = 12 * time.Second

var errStopped = errors.New("sequencer stopped")

// sequencerAPI stands before go-ethereum's methods of the eth namespace where
// nitro, which has no mempool, behaves otherwise.
type sequencerAPI struct{ c *Chain }

// SendRawTransaction hands a transaction to the sequencer and answers when it
// is in a block, or why it cannot be. An answer that comes after 12 s, or never
// because the connection broke, leaves open whether it was.
func (s *sequencerAPI) SendRawTransaction(ctx context.Context, input hexutil.Bytes) (common.Hash, error) {
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(input); err != nil {
		return common.Hash{}, err
	}
	s.c.opts.Arrived(tx)
	from, err := s.c.precheck(tx)
	if err != nil {
		return common.Hash{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	answer := make(chan error, 1)
	if err := s.c.queue.push(&arrival{tx: tx, from: from, answer: answer, gone: ctx.Done(), delay: s.c.lane.delay(s.c.Time())}, s.c.opts.Now); err != nil {
		return common.Hash{}, err
	}
	select {
	case err = <-answer:
	case <-ctx.Done():
		err = ctx.Err()
	case <-s.c.done:
		err = errStopped
	}
	if err != nil {
		return common.Hash{}, err
	}
	return tx.Hash(), nil
}

// SendRawTransactionSync is go-ethereum's, which would put the transaction into
// a pool that nobody looks at.
func (s *sequencerAPI) SendRawTransactionSync(hexutil.Bytes, *hexutil.Uint64) (common.Hash, error) {
	return common.Hash{}, errors.New("eth_sendRawTransactionSync is not available: use eth_sendRawTransaction, which answers after sequencing")
}

// GetTransactionCount is the account's nonce. Pending is latest: there is no
// mempool.
func (s *sequencerAPI) GetTransactionCount(ctx context.Context, address common.Address, block *rpc.BlockNumberOrHash) (*hexutil.Uint64, error) {
	latest := rpc.BlockNumberOrHashWithNumber(rpc.LatestBlockNumber)
	if block == nil {
		block = &latest
	}
	if n, ok := block.Number(); ok && n == rpc.PendingBlockNumber {
		block = &latest
	}
	state, _, err := s.c.vault.eth.APIBackend.StateAndHeaderByNumberOrHash(ctx, *block)
	if state == nil || err != nil {
		return nil, err
	}
	nonce := hexutil.Uint64(state.GetNonce(address))
	return &nonce, state.Error()
}

// MaxPriorityFeePerGas is 0: a tip buys nothing here.
func (s *sequencerAPI) MaxPriorityFeePerGas() *hexutil.Big { return new(hexutil.Big) }

// GasPrice is the base fee of the last block.
func (s *sequencerAPI) GasPrice() *hexutil.Big {
	return (*hexutil.Big)(s.c.Head().BaseFee)
}

// precheck refuses what cannot be in the next block whatever comes before it
// (nitro's prechecker); a nonce that is too high is not refused here.
func (c *Chain) precheck(tx *types.Transaction) (common.Address, error) {
	head := c.Head()
	err := txpool.ValidateTransaction(tx, head, c.signer, &txpool.ValidationOptions{
		Config: c.vault.chain().Config(), MaxSize: blockBytes, MinTip: new(big.Int),
		Accept: 1<<types.LegacyTxType | 1<<types.AccessListTxType | 1<<types.DynamicFeeTxType | 1<<types.SetCodeTxType,
	})
	if err != nil {
		return common.Address{}, err
	}
	from, err := types.Sender(c.signer, tx)
	if err != nil {
		return common.Address{}, err
	}
	if tx.GasFeeCapIntCmp(head.BaseFee) < 0 {
		return from, fmt.Errorf("%w: address %v, maxFeePerGas: %s, baseFee: %s", core.ErrFeeCapTooLow, from, tx.GasFeeCap(), head.BaseFee)
	}
	state, err := c.vault.chain().StateAt(head.Root, head.Number, head.Time)
	if err != nil {
		return from, fmt.Errorf("open the state: %w", err)
	}
	if next := state.GetNonce(from); tx.Nonce() < next {
		return from, fmt.Errorf("%w: address %v, tx: %d state: %d", core.ErrNonceTooLow, from, tx.Nonce(), next)
	}
	if have := state.GetBalance(from).ToBig(); have.Cmp(tx.Cost()) < 0 {
		return from, fmt.Errorf("%w: address %v have %s want %s", core.ErrInsufficientFunds, from, have, tx.Cost())
	}
	return from, nil
}
