package rpc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"time"

	gethrpc "github.com/ethereum/go-ethereum/rpc"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// heads is the part of a Client that follows the chain's head.
type heads struct {
	connected atomic.Bool
	newest    atomic.Uint64
	seenAt    atomic.Int64 // unix nanoseconds of the newest head's arrival
	fault     atomic.Value // of string: why the head is not being followed
}

// Follow delivers new heads to out until ctx ends, and heals by itself: a lost
// websocket is dialled again with jittered back-off, and in the meantime, or
// when the subscription falls silent, the head is polled over HTTP. Heads come
// at least once, in the node's order; numbers may be skipped after an outage,
// and a number comes again when its block was replaced. The receiver fills.
func (c *Client) Follow(ctx context.Context, out chan<- Head) error {
	backoff := newBackoff(50*time.Millisecond, 2*time.Second)
	for ctx.Err() == nil {
		err := c.followOnce(ctx, out, backoff)
		if ctx.Err() != nil {
			break
		}
		c.lost(err)
		timer := time.NewTimer(backoff.next())
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
	}
	return ctx.Err()
}

func (c *Client) followOnce(ctx context.Context, out chan<- Head, b *backoff) error {
	var sub *gethrpc.ClientSubscription
	var failed <-chan error
	incoming := make(chan *Head, 64)
	if c.opts.WS != "" {
		dialing, cancel := context.WithTimeout(ctx, c.opts.CallTimeout)
		ws, err := gethrpc.DialOptions(dialing, c.opts.WS, gethrpc.WithWebsocketMessageSizeLimit(maxBody))
		cancel()
		if err != nil {
			return fmt.Errorf("connect to %s: %w", Redact(c.opts.WS), stripURL(err))
		}
		defer ws.Close()
		subscribing, cancel := context.WithTimeout(ctx, c.opts.CallTimeout)
		sub, err = ws.EthSubscribe(subscribing, incoming, "newHeads")
		cancel()
		if err != nil {
			return fmt.Errorf("subscribe to new heads: %w", classify(err))
		}
		defer sub.Unsubscribe()
		failed = sub.Err()
	}
	// What was mined while nobody listened shows in the newest head.
	if err := c.deliverLatest(ctx, out); err != nil {
		return err
	}
	c.found()
	b.reset()
	silence := time.NewTimer(c.opts.PollInterval)
	defer silence.Stop()
	for {
		select {
		case h := <-incoming:
			if err := c.deliver(ctx, out, *h); err != nil {
				return err
			}
		case err := <-failed:
			if err == nil {
				err = errors.New("the node closed the subscription")
			}
			return fmt.Errorf("new heads: %w", stripURL(err))
		case <-silence.C:
			if err := c.deliverLatest(ctx, out); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
		silence.Reset(c.opts.PollInterval)
	}
}

func (c *Client) deliverLatest(ctx context.Context, out chan<- Head) error {
	h, err := c.Latest(ctx)
	if err != nil {
		return err
	}
	return c.deliver(ctx, out, h)
}

func (c *Client) deliver(ctx context.Context, out chan<- Head, h Head) error {
	select {
	case out <- h:
		c.newest.Store(uint64(h.Number))
		c.seenAt.Store(c.opts.Now().UnixNano())
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *Client) lost(err error) {
	c.fault.Store(err.Error())
	if c.connected.Swap(false) {
		c.log.Warn("node lost, reconnecting", slog.Any("error", err))
		c.opts.Listener.RPCState(event.RPCState{Endpoint: "node", Err: err})
	}
}

func (c *Client) found() {
	if !c.connected.Swap(true) {
		c.log.Info("following new heads", slog.String("node", Redact(c.opts.HTTP)))
		c.opts.Listener.RPCState(event.RPCState{Endpoint: "node", Connected: true})
	}
}

// Newest is the number of the newest head delivered, and when it came.
func (c *Client) Newest() (chain.Block, time.Time) {
	return chain.Block(c.newest.Load()), time.Unix(0, c.seenAt.Load())
}

// Check says why the head is not being followed, or nil.
func (c *Client) Check(context.Context) error {
	if c.connected.Load() {
		return nil
	}
	if why, ok := c.fault.Load().(string); ok {
		return errors.New(why)
	}
	return errors.New("not connected yet")
}

// backoff is a pure schedule: full jitter under a doubling cap.
type backoff struct {
	min, max, cap time.Duration
}

func newBackoff(least, most time.Duration) *backoff {
	return &backoff{min: least, max: most, cap: least}
}

func (b *backoff) next() time.Duration {
	d := b.min/2 + time.Duration(rand.Int64N(int64(b.cap))) //nolint:gosec // jitter needs no secrecy
	b.cap = min(2*b.cap, b.max)
	return d
}

func (b *backoff) reset() { b.cap = b.min }
