package devnet

import (
	"context"
	"encoding/binary"
	"math/rand/v2"

	"github.com/ethereum/go-ethereum/core/types"
)

// reorganise replaces the last blocks if a fault asks for it. The chain is as
// long as before. Once begun it is finished even if ctx ends.
func (c *Chain) reorganise(ctx context.Context) error {
	depth := c.faults.takeReorg()
	if depth == 0 {
		return nil
	}
	c.mining.Lock()
	defer c.mining.Unlock()
	ending, ctx := ctx, context.WithoutCancel(ctx)
	head := c.Head()
	depth = int(min(uint64(depth), maxReorg, head.Number.Uint64()))
	first := head.Number.Uint64() - uint64(depth) + 1
	c.opts.Logger.Warn("fault: reorg", "from", first, "depth", depth)
	rng := rand.New(rand.NewPCG(uint64(c.opts.Seed), head.Number.Uint64())) //nolint:gosec // a repeatable fault, not a secret
	parent := c.vault.chain().GetHeaderByNumber(first - 1)
	var branch []*types.Block
	var delayed []*types.Transaction
	for n := first; n <= head.Number.Uint64(); n++ {
		old := c.vault.chain().GetBlockByNumber(n)
		var txs []*types.Transaction
		txs, delayed = shuffled(rng, append(delayed, old.Transactions()...))
		block, err := c.rebuild(ctx, parent, old, txs)
		if err != nil {
			return err
		}
		if err := c.vault.store(ctx, block); err != nil {
			return err
		}
		branch, parent = append(branch, block), block.Header()
	}
	waited := c.wait(ending, c.opts.FeedLead)
	for _, block := range branch { // one by one, so that each is a new head
		if err := c.vault.crown(block); err != nil {
			return err
		}
	}
	return waited
}

// rebuild makes a block in place of old. What has become invalid is left out.
func (c *Chain) rebuild(ctx context.Context, parent *types.Header, old *types.Block, txs []*types.Transaction) (*types.Block, error) {
	mark := binary.BigEndian.AppendUint64([]byte("reorg"), c.count.Blocks.Load()) // no two branches are alike
	d, err := c.draft(ctx, parent, old.Time(), mark)
	if err != nil {
		return nil, err
	}
	defer d.close()
	arrivals := make([]*arrival, len(txs))
	for i, tx := range txs {
		arrivals[i] = c.arrive(tx, c.opts.Now())
	}
	s := sequence(ctx, d, arrivals, c.opts.Now())
	c.lane.note(d, s.included)
	c.answer(s)
	return c.publish(ctx, d)
}

// shuffled exchanges about every third transaction with its neighbour and puts
// about every sixth off to the next block.
func shuffled(rng *rand.Rand, txs []*types.Transaction) (now, later []*types.Transaction) {
	for _, tx := range txs {
		if rng.IntN(6) == 0 {
			later = append(later, tx)
			continue
		}
		now = append(now, tx)
		if n := len(now); n > 1 && rng.IntN(3) == 0 {
			now[n-1], now[n-2] = now[n-2], now[n-1]
		}
	}
	return now, later
}
