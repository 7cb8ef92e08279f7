package rpc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"
	gethrpc "github.com/ethereum/go-ethereum/rpc"
)

// Logs delivers the logs of new blocks with any of the given first topics, as
// the node sends them, until ctx ends: a few milliseconds earlier than they can
// be asked for. A lost websocket is dialled again with jittered back-off; what
// the node sent meanwhile is missing, and nothing says when a block's logs are
// complete: they are a signal, the record is BlockLogs. Without a websocket it
// delivers nothing.
func (c *Client) Logs(ctx context.Context, topics []common.Hash, out chan<- Log) error {
	if c.opts.WS == "" {
		<-ctx.Done()
		return ctx.Err()
	}
	backoff := newBackoff(50*time.Millisecond, 2*time.Second)
	for ctx.Err() == nil {
		err := c.logsOnce(ctx, topics, out, backoff)
		if ctx.Err() != nil {
			break
		}
		c.log.Debug("subscription of logs lost, trying again", slog.Any("error", err))
		timer := time.NewTimer(backoff.next())
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
	}
	return ctx.Err()
}

func (c *Client) logsOnce(ctx context.Context, topics []common.Hash, out chan<- Log, b *backoff) error {
	opening, cancel := context.WithTimeout(ctx, c.opts.CallTimeout)
	defer cancel()
	ws, err := gethrpc.DialOptions(opening, c.opts.WS, gethrpc.WithWebsocketMessageSizeLimit(maxBody))
	if err != nil {
		return fmt.Errorf("connect to %s: %w", Redact(c.opts.WS), stripURL(err))
	}
	defer ws.Close()
	incoming := make(chan Log, 256)
	sub, err := ws.EthSubscribe(opening, incoming, "logs", map[string]any{"topics": [][]common.Hash{topics}})
	if err != nil {
		return fmt.Errorf("subscribe to logs: %w", classify(err))
	}
	defer sub.Unsubscribe()
	b.reset()
	for {
		select {
		case l := <-incoming:
			select {
			case out <- l:
			case <-ctx.Done():
				return ctx.Err()
			}
		case err := <-sub.Err():
			if err == nil {
				err = errors.New("the node closed the subscription")
			}
			return fmt.Errorf("logs: %w", stripURL(err))
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
