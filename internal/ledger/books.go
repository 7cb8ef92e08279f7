package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/rpc"
)

// Balances are what the operator owns at a block, in native wei.
type Balances struct {
	WalletNative, WalletBase, ExecutorNative, ExecutorBase uint256.Int
}

// Total of all four.
func (b *Balances) Total() (total uint256.Int) {
	for _, v := range []*uint256.Int{&b.WalletNative, &b.WalletBase, &b.ExecutorNative, &b.ExecutorBase} {
		total.Add(&total, v)
	}
	return total
}

// Balance reads what wallet and executor hold at the end of a block.
func (l *Ledger) Balance(ctx context.Context, block chain.Block) (b Balances, err error) {
	if l.opts.Client == nil || l.opts.Wallet == (common.Address{}) {
		return b, errors.New("read the balances: the ledger knows no node or no wallet")
	}
	for _, one := range []struct {
		to   *uint256.Int
		read func(context.Context, common.Address, rpc.At) (*uint256.Int, error)
		of   common.Address
	}{
		{&b.WalletNative, l.opts.Client.Balance, l.opts.Wallet},
		{&b.WalletBase, l.baseBalance, l.opts.Wallet},
		{&b.ExecutorNative, l.opts.Client.Balance, l.opts.Executor},
		{&b.ExecutorBase, l.baseBalance, l.opts.Executor},
	} {
		v, err := one.read(ctx, one.of, rpc.AtBlock(block))
		if err != nil {
			return b, fmt.Errorf("read the balances at block %d: %w", block, err)
		}
		*one.to = *v
	}
	return b, nil
}

func (l *Ledger) baseBalance(ctx context.Context, of common.Address, at rpc.At) (*uint256.Int, error) {
	erc20 := bindings.NewIERC20()
	out, err := l.opts.Client.CallContract(ctx, common.Address{}, l.opts.Base, erc20.PackBalanceOf(of), at)
	if err != nil {
		return nil, err
	}
	balance, err := erc20.UnpackBalanceOf(out)
	if err != nil {
		return nil, fmt.Errorf("read balanceOf of the base token %s: %w", l.opts.Base, err)
	}
	v, over := uint256.FromBig(balance)
	if over {
		return nil, fmt.Errorf("balance of %s is over 256 bits", of)
	}
	return v, nil
}

// Unexplained is the change of balances from the end of block from to the end
// of block to, less the sum of net over the blocks in between: zero when the
// books balance. Deposits and withdrawals of the operator show here.
func (l *Ledger) Unexplained(ctx context.Context, from, to chain.Block) (SignedWei, error) {
	before, err := l.Balance(ctx, from)
	if err != nil {
		return SignedWei{}, err
	}
	after, err := l.Balance(ctx, to)
	if err != nil {
		return SignedWei{}, err
	}
	booked, err := sum(ctx, l.opts.DB, from+1, to)
	if err != nil {
		return SignedWei{}, err
	}
	a, b := after.Total(), before.Total()
	unexplained := Difference(&a, &b).Sub(booked.Net)
	l.metrics.compared(&after, unexplained, l.now())
	return unexplained, nil
}
