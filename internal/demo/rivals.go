package demo

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"

	"mevbot/internal/devnet/market"
)

// Rival is what a rival bot did, from blocks, receipts and balances. Amounts
// are decimal integers in native wei.
type Rival struct {
	Name     string `json:"name"`
	Attempts int    `json:"attempts"`
	Wins     int    `json:"wins"`
	// TipsWei is what it paid above the base fee; NetWei is by how much its
	// account and its contract have more native and wrapped coin.
	TipsWei string `json:"tips_wei"`
	NetWei  string `json:"net_wei"`
}

// rivals counts from after block first to block last.
func rivals(ctx context.Context, local *Local, first, last uint64) ([]Rival, error) {
	bots := local.Market.Bots()
	list := make([]Rival, len(bots))
	tips := make([]big.Int, len(bots))
	client, sender := local.Chain.Client(), local.Chain.Signer()
	for n := first + 1; n <= last && len(bots) > 0; n++ {
		block, err := client.BlockByNumber(ctx, new(big.Int).SetUint64(n))
		if err != nil {
			return nil, fmt.Errorf("count the rivals' transactions: read block %d: %w", n, err)
		}
		for _, tx := range block.Transactions() {
			from, err := types.Sender(sender, tx)
			if err != nil {
				return nil, fmt.Errorf("sender of %s: %w", tx.Hash(), err)
			}
			i := slices.IndexFunc(bots, func(b market.Bot) bool { return b.Account == from })
			if i < 0 {
				continue
			}
			receipt, err := client.TransactionReceipt(ctx, tx.Hash())
			if err != nil {
				return nil, fmt.Errorf("read the receipt of %s: %w", tx.Hash(), err)
			}
			list[i].Attempts++
			if receipt.Status == types.ReceiptStatusSuccessful {
				list[i].Wins++
			}
			tip := new(big.Int).Sub(receipt.EffectiveGasPrice, block.BaseFee())
			tips[i].Add(&tips[i], tip.Mul(tip, new(big.Int).SetUint64(receipt.GasUsed)))
		}
	}
	for i, b := range bots {
		before, err := owned(ctx, local, b, first)
		if err != nil {
			return nil, err
		}
		after, err := owned(ctx, local, b, last)
		if err != nil {
			return nil, err
		}
		list[i].Name, list[i].TipsWei, list[i].NetWei = b.Name, tips[i].String(), signedDifference(after, before)
	}
	return list, nil
}

// owned is a rival bot's native and wrapped coin at a block, in wei.
func owned(ctx context.Context, local *Local, b market.Bot, block uint64) (*uint256.Int, error) {
	sum := new(uint256.Int)
	for _, owner := range []common.Address{b.Account, b.Contract} {
		native, err := nativeBalance(ctx, local.Chain.Client(), owner, block)
		if err != nil {
			return nil, fmt.Errorf("read a rival's balance: %w", err)
		}
		wrapped, err := local.baseBalance(ctx, local.Chain.Client(), owner, block)
		if err != nil {
			return nil, fmt.Errorf("read a rival's balance: %w", err)
		}
		sum.Add(sum, native).Add(sum, wrapped)
	}
	return sum, nil
}
