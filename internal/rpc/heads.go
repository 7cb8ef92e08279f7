package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// heads is the part of a Client that follows the chain's head.
type heads struct {
	connected atomic.Bool
	newest    atomic.Uint64
	seenAt    atomic.Int64  // unix nanoseconds of the newest head's arrival
	headTime  atomic.Uint64 // its time stamp, seconds
	agreedAt  atomic.Int64  // unix nanoseconds of when a node last named its newest head
	fault     atomic.Value  // of string: why the head is not being followed
	source    atomic.Value  // of string: the endpoint that is followed
	trouble   event.Trouble // since the head was lost; Follow's alone
}

// errSilent ends a subscription that says nothing while the chain goes on.
var errSilent = errors.New("the subscription is silent while the chain goes on")

// Follow delivers the chain's heads to out until ctx ends: each builds on the one
// before, none is left out and none comes twice. Where blocks are replaced, the
// new branch is delivered from the block after the last common one, so that a
// number comes again, with another hash.
//
// It follows a subscription and heals by itself: a lost one is dialled again, at
// another endpoint if there is one, and what was mined in the meantime is read
// and delivered first. While there is no subscription, and when it falls silent,
// the head is polled over HTTP. Only one Follow may run.
func (c *Client) Follow(ctx context.Context, out chan<- Head) error {
	beat, ended := c.opts.Loop("heads")
	defer ended()
	t := &tracker{client: c, out: out, quiet: map[*endpoint]time.Time{}, beat: beat}
	pauses := newBackoff(50*time.Millisecond, time.Second)
	for ctx.Err() == nil {
		beat()
		err := c.followOnce(ctx, t, pauses)
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			pause := pauses.next()
			c.lost(err, pause)
			_ = c.sleep(ctx, pause)
		}
	}
	return ctx.Err()
}

// followOnce follows one subscription to its end, or polls until it is time to
// try for one again. It returns nil if nothing was lost.
func (c *Client) followOnce(ctx context.Context, t *tracker, pauses *backoff) error {
	heads := make(chan *bloomed, 256)
	sub, failed := c.bestSubscription(ctx, t.quiet, c.headsInto(heads), "newHeads")
	if sub != nil {
		defer sub.close()
	}
	// What was mined while nobody listened comes first.
	if err := c.poll(ctx, t); err != nil {
		return errors.Join(err, failed)
	}
	switch {
	case sub != nil:
		c.found(sub.from.Name)
		pauses.reset()
		err := c.carry(ctx, t, sub, heads)
		if ctx.Err() == nil {
			c.metrics.cuts.WithLabelValues(sub.from.Name).Inc()
			if errors.Is(err, errSilent) || errors.Is(err, errBehind) {
				t.quiet[sub.from] = c.opts.Now().Add(leastStay)
			}
		}
		return err
	case failed != nil:
		c.log.Debug("no subscription; polling the head", slog.Any("error", failed))
	}
	c.found(c.reading())
	for range 2 {
		if err := c.sleep(ctx, c.opts.PollInterval); err != nil {
			return err
		}
		if err := c.poll(ctx, t); err != nil {
			return err
		}
	}
	pauses.reset()
	return nil
}

// bestSubscription subscribes at the first endpoint that lets it, in order of
// preference; nil where there is none at present. One that does not let it is
// left alone for a second, by quiet.
func (c *Client) bestSubscription(ctx context.Context, quiet map[*endpoint]time.Time, take func(json.RawMessage) error, params ...any) (*subscription, error) {
	var failed error
	for _, e := range c.subs {
		now := c.opts.Now()
		e.mu.Lock()
		skip := e.chain == wrongChain || e.drained
		e.mu.Unlock()
		if skip || now.Before(quiet[e]) {
			continue
		}
		sub, err := c.subscribe(ctx, e, take, params...)
		if err == nil {
			return sub, nil
		}
		failed = errors.Join(failed, err)
		if len(c.subs) > 1 {
			quiet[e] = now.Add(time.Second)
		}
	}
	return nil, failed
}

// errBehind ends a subscription that is slower than what other endpoints show.
var errBehind = errors.New("the subscription is behind the other nodes")

// carry delivers what a subscription says until it ends.
func (c *Client) carry(ctx context.Context, t *tracker, sub *subscription, heads <-chan *bloomed) error {
	silence := time.NewTimer(c.opts.PollInterval)
	defer silence.Stop()
	overtaken := 0
	for {
		t.beat()
		select {
		case h := <-heads:
			overtaken = 0
			if err := c.live(ctx, t, sub, h); err != nil {
				return err
			}
			if len(heads) == 0 && c.behind(h.Number) {
				return fmt.Errorf("%s of %s: %w", sub.what, sub.from.Name, errBehind)
			}
		case err := <-sub.failed:
			return fmt.Errorf("%s of %s: %w", sub.what, sub.from.Name, err)
		case <-silence.C:
			before := c.newest.Load()
			if err := c.poll(ctx, t); err != nil {
				return err
			}
			if c.newest.Load() > before && len(heads) == 0 {
				if overtaken++; overtaken == 2 {
					return fmt.Errorf("new heads of %s: %w", sub.from.Name, errSilent)
				}
			}
		case <-ctx.Done():
			return ctx.Err()
		}
		silence.Reset(c.opts.PollInterval)
	}
}

// live takes a head from a subscription.
func (c *Client) live(ctx context.Context, t *tracker, sub *subscription, h *bloomed) error {
	if err := c.saw(sub.from, h.Number); err != nil {
		return err
	}
	c.learn(h)
	if err := t.take(ctx, h.Head); err != nil {
		return err
	}
	c.agreedAt.Store(c.opts.Now().UnixNano())
	return nil
}

// behind says that other nodes have shown later heads for too long.
func (c *Client) behind(n chain.Block) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.heights.lag(n, c.opts.Now()) > lagLimit
}

// headsInto puts what a node notifies into a channel. A head that finds it full
// is left out: the next one shows the hole, and the hole is filled.
func (c *Client) headsInto(heads chan<- *bloomed) func(json.RawMessage) error {
	return func(raw json.RawMessage) error {
		var h *bloomed
		if err := json.Unmarshal(raw, &h); err != nil || h == nil {
			return fmt.Errorf("read a header: %w", errors.Join(err, errNotJSON))
		}
		select {
		case heads <- h:
		default:
			c.log.Warn("new heads come faster than they are taken", slog.Uint64("block", uint64(h.Number)))
		}
		return nil
	}
}

// poll asks for the newest head and delivers what leads to it.
func (c *Client) poll(ctx context.Context, t *tracker) error {
	h, err := c.Latest(ctx)
	if err != nil {
		return err
	}
	if err := t.take(ctx, h); err != nil {
		return err
	}
	c.agreedAt.Store(c.opts.Now().UnixNano())
	return nil
}

// lost says that the head is not being followed; it is tried again after retry.
func (c *Client) lost(err error, retry time.Duration) {
	c.fault.Store(err.Error())
	name, _ := c.source.Load().(string)
	if c.connected.Swap(false) {
		c.log.Warn("node lost, reconnecting", slog.String("endpoint", name), slog.Any("error", err))
		c.opts.Listener.RPCState(event.RPCState{Endpoint: name, Err: err})
		c.trouble.Begin(err, c.opts.Now())
		return
	}
	if f, ok := c.trouble.Failed(event.Resubscribe, name, err, retry, c.opts.Now()); ok {
		c.opts.Listener.Recovery(f)
	}
}

func (c *Client) found(name string) {
	if before, ok := c.source.Swap(name).(string); ok && before != name && c.connected.Swap(false) {
		c.opts.Listener.RPCState(event.RPCState{Endpoint: before, Err: errors.New("another endpoint is followed")})
	}
	if !c.connected.Swap(true) {
		c.log.Info("following new heads", slog.String("endpoint", name))
		c.opts.Listener.RPCState(event.RPCState{Endpoint: name, Connected: true})
	}
	if f, ok := c.trouble.Over(event.Resubscribe, name, c.opts.Now()); ok {
		c.opts.Listener.Recovery(f)
	}
}

// reading is the name of the endpoint that reads go to.
func (c *Client) reading() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current == nil {
		return c.reads[0].Name
	}
	return c.current.Name
}

// Newest is the number of the newest head delivered, and when it came.
func (c *Client) Newest() (chain.Block, time.Time) {
	return chain.Block(c.newest.Load()), time.Unix(0, c.seenAt.Load())
}

// Check says why the head is not being followed, or is not fresh, or nil. While
// it is an error nothing may be sent.
func (c *Client) Check(context.Context) error {
	if !c.connected.Load() {
		if why, ok := c.fault.Load().(string); ok {
			return errors.New(why)
		}
		return errors.New("not connected yet")
	}
	now := c.opts.Now()
	if age := now.Sub(time.Unix(0, c.agreedAt.Load())); age > max(c.opts.FreshFor, 3*c.opts.PollInterval) {
		return fmt.Errorf("no node has confirmed the head for %s", age.Round(time.Millisecond))
	}
	if age := now.Unix() - int64(c.headTime.Load()); c.opts.MaxHeadAge > 0 && age > int64(c.opts.MaxHeadAge/time.Second) {
		return fmt.Errorf("the newest head is %d s old by its time stamp: the nodes are behind, or the chain stands still", age)
	}
	c.mu.Lock()
	lag, top := c.heights.lag(chain.Block(c.newest.Load()), now), c.heights.top
	c.mu.Unlock()
	if lag > lagLimit {
		return fmt.Errorf("the followed head %d is %s behind block %d that another node has", c.newest.Load(), lag.Round(time.Millisecond), top)
	}
	return nil
}
