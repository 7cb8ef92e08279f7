package rpc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"mevbot/internal/chain"
)

// tracker turns heads as they come (with holes, repeats, late ones) into the
// chain: each delivered head builds on the one before, by hash. What it has
// delivered is remembered in the client's known chain, 256 blocks deep.
type tracker struct {
	client *Client
	out    chan<- Head
	tip    Head        // the last delivered
	first  chain.Block // the first ever delivered; nothing below it is
	began  bool
	quiet  map[*endpoint]time.Time // endpoints that are not asked to subscribe until then
	beat   func()                  // of the loop that follows the head
}

// fillStep is how many missing headers are asked for at once.
const fillStep = maxBatch

// take delivers what leads to h, and h. Where the nodes do not have all of it at
// the moment, a later head brings the rest.
func (t *tracker) take(ctx context.Context, h Head) error {
	switch {
	case !t.began:
		return t.deliver(ctx, h)
	case t.has(h.Number, h.Hash):
		return nil
	case h.Number <= t.tip.Number:
		return t.older(ctx, h)
	}
	for t.tip.Number+1 < h.Number {
		from := t.tip.Number + 1
		got := t.client.headers(ctx, from, min(h.Number-1, from+fillStep-1))
		for _, one := range got {
			if err := t.link(ctx, one); err != nil {
				return t.later(ctx, err)
			}
		}
		if len(got) == 0 || t.tip.Number < from {
			// The nodes do not have it yet. What links by hash goes all the same.
			break
		}
	}
	return t.later(ctx, t.link(ctx, h))
}

// later forgives what a node does not have at the moment.
func (t *tracker) later(ctx context.Context, err error) error {
	if errors.Is(err, ErrNotFound) && ctx.Err() == nil {
		t.client.log.Debug("a head has to wait", slog.Any("error", err))
		return nil
	}
	return err
}

// older takes a head that is not beyond the tip and was not delivered: a block
// that replaces one of ours, or one that was itself replaced, from a node that
// is late. What the nodes have at its number now decides.
func (t *tracker) older(ctx context.Context, h Head) error {
	if h.Number < t.first || h.Number+chain.Block(len(t.client.known.chain)) <= t.tip.Number {
		return nil // too old to say anything about what was delivered
	}
	now, err := t.client.HeadAt(ctx, h.Number)
	if err != nil {
		return t.later(ctx, err)
	}
	if now.Hash != h.Hash || t.has(now.Number, now.Hash) {
		return nil
	}
	return t.later(ctx, t.link(ctx, h))
}

// link delivers h and, where it does not build on the tip, the blocks between
// the last common one and it.
func (t *tracker) link(ctx context.Context, h Head) error {
	path := []Head{h}
	for {
		t.beat()
		first := path[len(path)-1]
		if first.Parent == t.tip.Hash && first.Number == t.tip.Number+1 {
			break
		}
		if t.has(first.Number-1, first.Parent) {
			t.replaced(first.Number)
			break
		}
		if first.Number <= t.first {
			t.replaced(t.first)
			break
		}
		if len(path) > len(t.client.known.chain) {
			t.client.log.Error("blocks were replaced beyond the remembered ones", slog.Uint64("block", uint64(first.Number)))
			t.replaced(0)
			break
		}
		parent, err := t.client.HeadOf(ctx, first.Parent)
		if err != nil {
			return fmt.Errorf("read the parent of block %d: %w", first.Number, err)
		}
		if parent.Number+1 != first.Number {
			return fmt.Errorf("%w: block %d has a parent of number %d", ErrLie, first.Number, parent.Number)
		}
		path = append(path, parent)
	}
	for _, one := range slices.Backward(path) {
		if err := t.deliver(ctx, one); err != nil {
			return err
		}
	}
	return nil
}

// has says that a block is on the delivered chain.
func (t *tracker) has(n chain.Block, hash common.Hash) bool {
	t.client.mu.Lock()
	defer t.client.mu.Unlock()
	is, ok := t.client.known.at(n)
	return ok && is == hash
}

// replaced forgets the delivered blocks from a number on.
func (t *tracker) replaced(from chain.Block) {
	c := t.client
	c.mu.Lock()
	depth := 0
	for i := range c.known.chain {
		if h := &c.known.chain[i]; h.Number >= from && h.Hash != (common.Hash{}) {
			*h = Head{}
			depth++
		}
	}
	c.mu.Unlock()
	c.log.Warn("blocks were replaced", slog.Uint64("from", uint64(from)), slog.Int("depth", depth))
}

// hand waits for whoever takes the heads, with a beat each second: it may wait
// for a node itself, for as long as that does not answer.
func (t *tracker) hand(ctx context.Context, h Head) error {
	turns := time.NewTicker(time.Second)
	defer turns.Stop()
	for {
		select {
		case t.out <- h:
			return nil
		case <-turns.C:
			t.beat()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// deliver hands a head over.
func (t *tracker) deliver(ctx context.Context, h Head) error {
	c := t.client
	if err := t.hand(ctx, h); err != nil {
		return err
	}
	if !t.began {
		t.first = h.Number
	}
	t.tip, t.began = h, true
	c.mu.Lock()
	c.known.chain[h.Number%256] = h
	c.mu.Unlock()
	c.newest.Store(uint64(h.Number))
	c.headTime.Store(h.Time)
	c.seenAt.Store(c.opts.Now().UnixNano())
	return nil
}

// headers reads the blocks from..to in one request. Those from the first that a
// node does not have are left out.
func (c *Client) headers(ctx context.Context, from, to chain.Block) []Head {
	got := make([]*bloomed, to-from+1)
	calls := make([]Call, len(got))
	for i := range calls {
		calls[i] = Call{Method: "eth_getBlockByNumber", Args: []any{hexutil.Uint64(from + chain.Block(i)), false}, Result: &got[i]}
	}
	c.Batch(ctx, ClassHead, calls)
	heads := make([]Head, 0, len(got))
	for i, h := range got {
		if calls[i].Err != nil || h == nil || h.Number != from+chain.Block(i) {
			break
		}
		c.learn(h)
		heads = append(heads, h.Head)
	}
	return heads
}
