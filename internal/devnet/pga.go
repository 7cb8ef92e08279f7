package devnet

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
)

// auctionBlock makes a block of up to Rounds rounds that began at tick. Intake
// runs all the time; at the end of each round everybody who has come is admitted
// and executed in the open block, highest priority first. A block that is full
// closes early, but not before half of the block time: on One that is the limit
// of eight blocks a second. It returns the block, who has yet to be admitted,
// and when the next block's first round begins.
//
// The gas target is the limit of the local chain's blocks: there is no room
// between 32 and 64 million as on One.
func (c *Chain) auctionBlock(ctx context.Context, q *auction, waiting []*arrival, traffic Traffic, tick time.Time) (*types.Block, []*arrival, time.Time, error) {
	c.mining.Lock()
	defer c.mining.Unlock()
	d, err := c.open(ctx)
	if err != nil {
		return nil, nil, tick, err
	}
	defer func() { d.close() }()
	began := tick
	q.rekey(d.header.BaseFee)
	var s sequenced
	for n := 1; n <= c.opts.Rounds; n++ {
		end := began.Add(c.opts.BlockTime * time.Duration(n) / time.Duration(c.opts.Rounds))
		if tick, err = c.until(ctx, end); err != nil {
			return nil, nil, tick, err
		}
		began = began.Add(tick.Sub(end)) // the rounds after a late one keep their length
		d.round = uint64(n)
		r, future := c.auctionRound(ctx, q, d, waiting, tick)
		waiting = slices.Concat(future, r.early)
		s.included, s.refused = append(s.included, r.included...), append(s.refused, r.refused...)
		if r.full && tick.Sub(began) >= c.opts.BlockTime/2 {
			break
		}
		if n < c.opts.Rounds {
			reactions, err := c.watch(ctx, traffic, d)
			if err != nil {
				return nil, nil, tick, err
			}
			waiting = append(waiting, reactions...)
		}
	}
	var late []*arrival
	if d, late, err = c.void(ctx, d, &s); err != nil {
		return nil, nil, tick, err
	}
	waiting = append(waiting, late...)
	c.fill(ctx, d)
	block, err := c.publish(ctx, d)
	if err != nil {
		return nil, nil, tick, err
	}
	c.answer(s)
	waited := c.wait(ctx, c.opts.FeedLead)
	return block, waiting, tick, errors.Join(c.vault.adopt(context.WithoutCancel(ctx), block), waited)
}

// auctionRound ends the intake of a round and executes: at most until the next
// round's intake would end. It also returns who has not arrived yet.
func (c *Chain) auctionRound(ctx context.Context, q *auction, d *draft, waiting []*arrival, then time.Time) (round, []*arrival) {
	due, future := dueBy(then, waiting, c.queue.takeUntil(then))
	q.admit(due)
	limit := then.Add(c.opts.BlockTime / time.Duration(c.opts.Rounds))
	add := func(a *arrival) error { return d.add(ctx, a.tx) }
	return q.transfer(add, func() bool { return !c.opts.Now().Before(limit) }, then), future
}

// watch asks a Watcher what it does about the open block.
func (c *Chain) watch(ctx context.Context, traffic Traffic, d *draft) ([]*arrival, error) {
	watcher, ok := traffic.(Watcher)
	if !ok {
		return nil, nil
	}
	shown := c.opts.Now()
	number := d.header.Number.Uint64()
	offered, err := watcher.Executed(ctx, number, d.receipts)
	if err != nil {
		return nil, fmt.Errorf("traffic inside block %d: %w", number, err)
	}
	return c.arrivals(offered, shown, shown), nil
}

// void throws an open block away if a fault asks for it, and makes another one
// of the same transactions in another order: what a Fast Feed has said of it is
// not true any more. What does not fit into the other block comes back.
func (c *Chain) void(ctx context.Context, d *draft, s *sequenced) (*draft, []*arrival, error) {
	if !c.faults.takeVoid() {
		return d, nil, nil
	}
	number := d.header.Number.Uint64()
	c.opts.Logger.Warn("fault: open block voided", "block", number, "transactions", len(s.included))
	other, err := c.open(ctx)
	if err != nil {
		return d, nil, err
	}
	d.close()
	rng := rand.New(rand.NewPCG(uint64(c.opts.Seed), number)) //nolint:gosec // a repeatable fault, not a secret
	order := slices.Clone(s.included)
	for i := 1; i < len(order); i++ {
		if order[i].from != order[i-1].from && rng.IntN(3) == 0 {
			order[i], order[i-1] = order[i-1], order[i]
		}
	}
	var late []*arrival
	s.included = nil
	for _, a := range order {
		if err := other.add(ctx, a.tx); err != nil {
			late = append(late, a)
			continue
		}
		s.included = append(s.included, a)
	}
	return other, late, nil
}
