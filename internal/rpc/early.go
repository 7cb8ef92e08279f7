package rpc

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Logs delivers the logs of new blocks with any of the given first topics, as
// a node sends them, until ctx ends: a few milliseconds earlier than they can
// be asked for. A lost websocket is dialled again with jittered back-off, another
// endpoint's if there is one; what was sent meanwhile is missing, and nothing says
// when a block's logs are complete: they are a signal, the record is BlockLogs.
// Without a websocket it delivers nothing.
func (c *Client) Logs(ctx context.Context, topics []common.Hash, out chan<- Log) error {
	quiet := map[*endpoint]time.Time{}
	pauses := newBackoff(50*time.Millisecond, 2*time.Second)
	for ctx.Err() == nil {
		if err := c.logsOnce(ctx, quiet, topics, out, pauses); err != nil && ctx.Err() == nil {
			c.log.Debug("subscription of logs lost, trying again", slog.Any("error", err))
		}
		if c.sleep(ctx, pauses.next()) != nil {
			break
		}
	}
	return ctx.Err()
}

func (c *Client) logsOnce(ctx context.Context, quiet map[*endpoint]time.Time, topics []common.Hash, out chan<- Log, pauses *backoff) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	take := func(raw json.RawMessage) error {
		var l Log
		if err := json.Unmarshal(raw, &l); err != nil {
			return fmt.Errorf("read a log: %w", err)
		}
		select {
		case out <- l:
			return nil
		case <-inner.Done():
			return inner.Err()
		}
	}
	sub, err := c.bestSubscription(ctx, quiet, take, "logs", map[string]any{"topics": [][]common.Hash{topics}})
	if sub == nil {
		return err
	}
	defer sub.close()
	defer cancel() // before close, which waits for take
	pauses.reset()
	select {
	case err := <-sub.failed:
		quiet[sub.from] = c.opts.Now().Add(time.Second)
		return fmt.Errorf("%s of %s: %w", sub.what, sub.from.Name, err)
	case <-ctx.Done():
		return ctx.Err()
	}
}
