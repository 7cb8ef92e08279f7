package demo

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/devnet"
	"mevbot/internal/devnet/market"
)

// planFastFeed prepares the contracts that sell tickets, if there is to be a
// Fast Feed.
func (l *Local) planFastFeed(address string, alloc types.GenesisAlloc) (devnet.Tickets, error) {
	if address == "" {
		return nil, nil
	}
	var err error
	if l.FastFeed, err = market.NewFastFeed(0); err != nil {
		return nil, err
	}
	l.FastFeed.Fund(alloc)
	return l.FastFeed.Admits, nil
}

// deployFastFeed puts the contracts on the chain, buys tickets for a key of
// their own, gives the owner of the executor play dollars to buy more, and
// returns what a configuration says of it.
func (l *Local) deployFastFeed(ctx context.Context) (string, error) {
	if l.FastFeed == nil {
		return "", nil
	}
	path := filepath.Join(l.Dir, "fastfeed.key")
	key := rand.Text()
	if err := os.WriteFile(path, []byte(key+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("write the fast feed's key: %w", err)
	}
	owner, err := market.Owner()
	if err != nil {
		return "", err
	}
	if err := l.FastFeed.Deploy(ctx, l.Chain, []common.Address{owner}, crypto.Keccak256Hash([]byte(key))); err != nil {
		return "", err
	}
	return fmt.Sprintf("fastfeed:\n  url: %s\n  key: file:%s\n  tickets: %q\n  max_price: \"40\"\n", l.Chain.FastFeedURL(), path, l.FastFeed.Tickets.Hex()), nil
}
