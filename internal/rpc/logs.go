package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/chain"
)

// bloomed is a head with what its logs are checked against. A Head itself is
// copied and compared all over; the bloom stays here.
type bloomed struct {
	Head
	bloom *types.Bloom
}

// UnmarshalJSON reads a header as nodes answer it.
func (b *bloomed) UnmarshalJSON(data []byte) error {
	var w struct {
		Bloom *types.Bloom `json:"logsBloom"`
	}
	if err := b.Head.UnmarshalJSON(data); err != nil {
		return err
	}
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	b.bloom = w.Bloom
	return nil
}

// known is the newest headers that were seen: the blooms by hash, and the
// delivered chain by number.
type known struct {
	slots [256]struct {
		hash  common.Hash
		bloom types.Bloom
	}
	next  int
	chain [256]Head // by number, of what Follow delivered
}

func (k *known) bloom(hash common.Hash) (types.Bloom, bool) {
	for i := range k.slots {
		if k.slots[i].hash == hash && hash != (common.Hash{}) {
			return k.slots[i].bloom, true
		}
	}
	return types.Bloom{}, false
}

// at is the hash of the delivered block of a number.
func (k *known) at(n chain.Block) (common.Hash, bool) {
	h := &k.chain[n%256]
	return h.Hash, h.Number == n && h.Hash != common.Hash{}
}

// learn keeps a header's bloom.
func (c *Client) learn(h *bloomed) {
	if h.bloom == nil || c.opts.PlainLogs {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.known.bloom(h.Hash); ok {
		return
	}
	slot := &c.known.slots[c.known.next%256]
	slot.hash, slot.bloom = h.Hash, *h.bloom
	c.known.next++
}

// BlockLogs are the logs of exactly this block with any of the given first
// topics, in order. Where the block's header was seen, all logs are asked for and
// have to make up the header's bloom exactly, so that a node that leaves some
// out, or has not indexed them yet, is found out and another one is asked.
func (c *Client) BlockLogs(ctx context.Context, block common.Hash, topics []common.Hash) ([]Log, error) {
	c.mu.Lock()
	bloom, ok := c.known.bloom(block)
	c.mu.Unlock()
	filter := map[string]any{"blockHash": block}
	if !ok && len(topics) > 0 {
		filter["topics"] = []any{topics}
	}
	var out []Log
	q := question{class: ClassLogs, method: "eth_getLogs", args: []any{filter}, accept: func(raw json.RawMessage) error {
		out = nil
		if err := decode(raw, &out); err != nil {
			return err
		}
		if err := inOrder(out, block); err != nil {
			return err
		}
		if ok {
			return complete(out, bloom)
		}
		return nil
	}}
	if _, err := c.ask(ctx, &q); err != nil {
		return nil, err
	}
	kept := out[:0]
	for i := range out {
		if topicOf(&out[i], topics) {
			kept = append(kept, out[i])
		}
	}
	return kept, nil
}

// inOrder checks that logs are of one block and in its order.
func inOrder(logs []Log, block common.Hash) error {
	for i := range logs {
		if logs[i].BlockHash != block {
			return fmt.Errorf("%w: asked for the logs of block %s, got one of %s", ErrLie, block, logs[i].BlockHash)
		}
		if logs[i].Removed {
			return fmt.Errorf("%w: a log of block %s was removed", ErrNotFound, block)
		}
		if i > 0 && logs[i].Index <= logs[i-1].Index {
			return fmt.Errorf("%w: the logs of block %s are out of order or doubled", ErrLie, block)
		}
	}
	return nil
}

// errIncomplete is what a missing log is called.
var errIncomplete = errors.New("logs are missing")

// complete checks that logs are all that a header's bloom was made of.
func complete(logs []Log, bloom types.Bloom) error {
	var made types.Bloom
	for i := range logs {
		made.Add(logs[i].Address.Bytes())
		for _, t := range logs[i].Topics {
			made.Add(t.Bytes())
		}
	}
	if made != bloom {
		return fmt.Errorf("%w: %w: the %d logs do not make the header's bloom", ErrLie, errIncomplete, len(logs))
	}
	return nil
}
