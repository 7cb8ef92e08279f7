package app

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/contract"
	"mevbot/internal/rpc"
)

// Client is the connection to the node.
func (r *Reader) Client() *rpc.Client { return r.app.client }

// Account is an account's balance in wei and its next nonce, at the node's newest
// block.
func (r *Reader) Account(ctx context.Context, a common.Address) (*uint256.Int, uint64, error) {
	balance, err := r.app.client.Balance(ctx, a, rpc.AtLatest())
	if err != nil {
		return nil, 0, fmt.Errorf("read the balance of %s: %w", a, err)
	}
	nonce, err := r.app.client.Nonce(ctx, a, rpc.AtLatest())
	if err != nil {
		return nil, 0, fmt.Errorf("read the nonce of %s: %w", a, err)
	}
	return balance, nonce, nil
}

// Executor reads an executor at the node's newest block; its errors are those of
// contract.Read.
func (r *Reader) Executor(ctx context.Context, address common.Address) (contract.State, error) {
	return contract.Read(ctx, r.app.client, address, rpc.AtLatest())
}
