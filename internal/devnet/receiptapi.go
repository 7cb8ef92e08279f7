package devnet

import (
	"context"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"
)

// receiptSource is what of go-ethereum's API answers receipts. Its types are
// internal, so it is found by its methods.
type (
	receiptSource interface {
		GetTransactionReceipt(ctx context.Context, hash common.Hash) (map[string]any, error)
	}
	blockReceiptSource interface {
		GetBlockReceipts(ctx context.Context, block rpc.BlockNumberOrHash) ([]map[string]any, error)
	}
)

// receiptAPI stands before go-ethereum's receipts, which know neither dropped
// tips nor what nitro adds.
type receiptAPI struct {
	vault  *vault
	one    receiptSource
	many   blockReceiptSource
	bits   func(block uint64) (metadata []byte)
	origin func() uint64 // time of the genesis
}

func (v *vault) receipts(apis []rpc.API, bits func(uint64) []byte) (*receiptAPI, error) {
	r := &receiptAPI{vault: v, bits: bits, origin: func() uint64 { return v.chain().Genesis().Time() }}
	for _, a := range apis {
		if s, ok := a.Service.(receiptSource); ok {
			r.one = s
		}
		if s, ok := a.Service.(blockReceiptSource); ok {
			r.many = s
		}
	}
	if r.one == nil || r.many == nil {
		return nil, errors.New("this go-ethereum has no API for receipts")
	}
	return r, nil
}

// GetTransactionReceipt is eth_getTransactionReceipt.
func (r *receiptAPI) GetTransactionReceipt(ctx context.Context, hash common.Hash) (map[string]any, error) {
	fields, err := r.one.GetTransactionReceipt(ctx, hash)
	if err != nil || fields == nil {
		return nil, err
	}
	r.amend(fields)
	return fields, nil
}

// GetBlockReceipts is eth_getBlockReceipts.
func (r *receiptAPI) GetBlockReceipts(ctx context.Context, block rpc.BlockNumberOrHash) ([]map[string]any, error) {
	list, err := r.many.GetBlockReceipts(ctx, block)
	for _, fields := range list {
		r.amend(fields)
	}
	return list, err
}

// amend corrects the paid price and adds nitro's fields: no gas pays for L1
// data here, and timeboosted is there only where the block's metadata is known.
func (r *receiptAPI) amend(fields map[string]any) {
	hash, _ := fields["blockHash"].(common.Hash)
	header := r.vault.chain().GetHeaderByHash(hash)
	if header == nil {
		return
	}
	if !collectsTips(header) {
		fields["effectiveGasPrice"] = (*hexutil.Big)(new(big.Int).Set(header.BaseFee))
	}
	fields["gasUsedForL1"] = hexutil.Uint64(0)
	fields["l1BlockNumber"] = hexutil.Uint64(l1Block(header.Time, r.origin()))
	if bits := r.bits(header.Number.Uint64()); bits != nil {
		if i, ok := fields["transactionIndex"].(hexutil.Uint64); ok {
			fields["timeboosted"] = isTimeboosted(bits, int(i)+1)
		}
	}
}

// paid puts the paid price into receipts that came from the node's database.
func paid(header *types.Header, txs types.Transactions, receipts types.Receipts) {
	for i, r := range receipts {
		r.EffectiveGasPrice = paidPrice(header, txs[i])
	}
}
