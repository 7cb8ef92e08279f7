package devnet

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"golang.org/x/sync/errgroup"
)

const (
	// keepMessages is how far the confirmed number stays behind, and so how many
	// messages the feed's backlog keeps.
	keepMessages = 256
	// confirmEvery is how many blocks come between confirmations.
	confirmEvery = 64
)

// errClosed says that the chain was closed.
var errClosed = errors.New("local chain closed")

// Mine makes one block at once of exactly txs in this order and returns it with
// its receipts; failing transactions are in it. It fails, and makes no block,
// if one cannot be in the block. It is for set-up before Run: the block has
// neither filler nor size limit but that of a feed message.
func (c *Chain) Mine(ctx context.Context, txs []*types.Transaction) (*types.Block, types.Receipts, error) {
	c.mining.Lock()
	defer c.mining.Unlock()
	d, err := c.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer d.close()
	d.maxBytes = maxL2Message
	for i, tx := range txs {
		if err := d.add(ctx, tx); err != nil {
			return nil, nil, fmt.Errorf("mine block %d: transaction %d of %d (%s): %w", d.header.Number, i+1, len(txs), tx.Hash(), err)
		}
	}
	block, err := c.publish(ctx, d)
	if err != nil {
		return nil, nil, err
	}
	if err := c.vault.adopt(ctx, block); err != nil {
		return nil, nil, err
	}
	receipts := c.vault.chain().GetReceiptsByHash(block.Hash())
	paid(block.Header(), block.Transactions(), receipts)
	return block, receipts, nil
}

// Run makes blocks on the wall clock until ctx ends, which is no error. It
// waits for nobody but traffic, which may be nil and may be a Watcher. A block
// that is on the feed is in the chain when Run returns.
func (c *Chain) Run(ctx context.Context, traffic Traffic) error {
	g, inner := errgroup.WithContext(ctx)
	g.Go(func() error { return c.follow(inner, c.opts.Faults) })
	g.Go(func() error { return c.sequencer(inner, traffic) })
	if err := g.Wait(); ctx.Err() == nil {
		return err
	}
	return nil
}

// sequencer closes a block at every tick, or when an auction has filled it.
func (c *Chain) sequencer(ctx context.Context, traffic Traffic) error {
	var carried []*arrival
	head := c.vault.chain().GetBlockByHash(c.Head().Hash())
	queue := newAuction(c.opts.Rounds)
	for tick := c.opts.Now(); ; {
		offered, err := next(ctx, traffic, head)
		if err != nil {
			return err
		}
		carried = append(carried, c.arrivals(offered, tick, c.slots.shown(head.NumberU64(), tick))...)
		if c.opts.Ordering == PGA {
			if err = c.reorganise(ctx); err != nil {
				return err
			}
			head, carried, tick, err = c.auctionBlock(ctx, queue, carried, traffic, tick)
		} else {
			if tick, err = c.until(ctx, tick.Add(c.opts.BlockTime)); err != nil {
				return err
			}
			if err = c.reorganise(ctx); err != nil {
				return err
			}
			head, carried, err = c.tick(ctx, carried, tick)
		}
		if err != nil {
			return err
		}
	}
}

// until waits for a tick. A tick that is long past is put off to now.
func (c *Chain) until(ctx context.Context, tick time.Time) (time.Time, error) {
	if late := c.opts.Now().Sub(tick); late > c.opts.BlockTime {
		c.count.Late.Add(1)
		c.opts.Logger.Debug("block is late", "by", late)
		tick = tick.Add(late)
	}
	return tick, c.wait(ctx, tick.Sub(c.opts.Now()))
}

// arrivals are what traffic offers: the interval began at tick, and the last of
// what there is to react to was published at shown.
func (c *Chain) arrivals(offered []Timed, tick, shown time.Time) []*arrival {
	list, delay := make([]*arrival, 0, len(offered)), c.lane.delay(c.Time())
	for _, t := range offered {
		at := tick.Add(t.At)
		if t.Reaction {
			at = shown.Add(t.At)
		}
		list = append(list, c.arrive(t.Tx, at.Add(delay)))
	}
	return list
}

func next(ctx context.Context, traffic Traffic, head *types.Block) ([]Timed, error) {
	if traffic == nil {
		return nil, nil
	}
	txs, err := traffic.Next(ctx, head)
	if err != nil {
		return nil, fmt.Errorf("traffic after block %d: %w", head.NumberU64(), err)
	}
	return txs, nil
}

// tick makes the block of what had arrived by then. It returns what has to
// wait for the next one. A block that was published is finished even if ctx ends
// meanwhile.
func (c *Chain) tick(ctx context.Context, carried []*arrival, then time.Time) (*types.Block, []*arrival, error) {
	c.mining.Lock()
	defer c.mining.Unlock()
	d, err := c.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer func() { d.close() }()
	if err := c.turn(ctx, d.header.Time); err != nil {
		return nil, nil, err
	}
	due, future := dueBy(then, expired(carried, d.header.Number.Uint64()))
	sent, held := dueBy(c.opts.Now(), c.queue.take()) // only an express lane holds any
	s := sequence(ctx, d, byArrival(due, sent), then)
	var late []*arrival
	if d, late, err = c.void(ctx, d, &s); err != nil {
		return nil, nil, err
	}
	c.slots.note(d.header.Number.Uint64(), s.included)
	c.lane.note(d, s.included)
	c.fill(ctx, d)
	block, err := c.publish(ctx, d)
	if err != nil {
		return nil, nil, err
	}
	c.answer(s)
	waited := c.wait(ctx, c.opts.FeedLead)
	return block, slices.Concat(s.later, late, future, held), errors.Join(c.vault.adopt(context.WithoutCancel(ctx), block), waited)
}

// dueBy tells who had arrived by a time, in order of arrival.
func dueBy(then time.Time, ways ...[]*arrival) (due, future []*arrival) {
	for _, a := range byArrival(ways...) {
		if a.at.After(then) {
			future = append(future, a)
		} else {
			due = append(due, a)
		}
	}
	return due, future
}

// draft begins a block on parent, of whose transactions executed hears; nothing
// is begun once the chain is closed.
func (c *Chain) draft(ctx context.Context, parent *types.Header, time uint64, extra []byte) (*draft, error) {
	select {
	case <-c.done:
		return nil, errClosed
	default:
	}
	d, err := newDraft(ctx, c.vault.chain(), c.opts.Ordering, parent, time, extra)
	if err != nil {
		return nil, err
	}
	d.executed = c.executed
	return d, nil
}

// open begins the sequencer's next block.
func (c *Chain) open(ctx context.Context) (*draft, error) {
	return c.draft(ctx, c.Head(), uint64(c.opts.Now().Unix()), nil)
}

// publish seals a draft and puts it on the feed.
func (c *Chain) publish(ctx context.Context, d *draft) (*types.Block, error) {
	block, err := d.seal(ctx)
	if err != nil {
		return nil, err
	}
	m, err := messageOf(block, c.genesis, c.lane.metadata(block.NumberU64()))
	if err != nil {
		return nil, err
	}
	c.count.Blocks.Add(1)
	c.count.Transactions.Add(uint64(len(block.Transactions())))
	c.slots.published(block.NumberU64(), c.opts.Now())
	if times := c.faults.sendings(c.opts.Logger, m.seq); times > 0 {
		c.feed.publish(m, times)
	}
	if m.seq > keepMessages && m.seq%confirmEvery == 0 {
		c.feed.confirm(m.seq - keepMessages)
	}
	return block, nil
}

// answer tells the senders what became of their transactions.
func (c *Chain) answer(s sequenced) {
	for _, a := range s.included {
		a.reply(nil)
	}
	for _, r := range s.refused {
		r.reply(r.err)
		c.count.Refused.Add(1)
		c.opts.Logger.Debug("transaction refused", "tx", r.tx.Hash(), "from", r.from, "nonce", r.tx.Nonce(), "err", r.err)
	}
}

// wait lets d pass.
func (c *Chain) wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-c.done:
		return errClosed
	}
}
