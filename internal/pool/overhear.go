package pool

import (
	"context"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
	"mevbot/internal/rpc"
)

// LogSource sends the logs of new blocks unasked; *rpc.Client is one.
type LogSource interface {
	// Logs delivers logs with any of the first topics, in the order of the
	// chain, until ctx ends. Some may be missing after an outage.
	Logs(ctx context.Context, topics []common.Hash, out chan<- rpc.Log) error
}

// Overhearer makes an early source of a node that sends logs unasked: they come
// while a Follower still asks for the block's. Nothing says when a block's logs
// are complete, and half a block is a state that never was: they are passed on
// when none has come for a moment.
type Overhearer struct {
	Source LogSource
	// Quiet is how long no log has to come; default 2 ms.
	Quiet  time.Duration
	Logger *slog.Logger
	// Beat, if not nil, is called by each turn of Run, which has one each second.
	Beat func()
}

// Run passes on what transactions did, until ctx ends, and then returns nil.
func (o *Overhearer) Run(ctx context.Context, out chan<- []Told) error {
	logs := make(chan rpc.Log, 1024)
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	go func() { ended <- o.Source.Logs(ctx, Topics(), logs) }()
	defer func() {
		cancel()
		<-ended //nolint:errcheck // ctx's own error
	}()
	quiet := o.Quiet
	if quiet == 0 {
		quiet = 2 * time.Millisecond
	}
	timer := time.NewTimer(quiet)
	defer timer.Stop()
	var told []Told
	turns := time.NewTicker(time.Second)
	defer turns.Stop()
	beat := o.Beat
	if beat == nil {
		beat = func() {}
	}
	for {
		beat()
		select {
		case <-turns.C:
		case l := <-logs:
			if !l.Removed {
				told = gather(told, &l)
				timer.Reset(quiet)
			}
		case <-timer.C:
			if len(told) == 0 {
				continue
			}
			select {
			case out <- told:
				told = nil
			case <-ctx.Done():
				return nil
			}
		case err := <-ended:
			ended <- err
			if ctx.Err() == nil {
				o.Logger.Warn("logs are not overheard any more", slog.Any("error", err))
			}
			return err
		case <-ctx.Done():
			return nil
		}
	}
}

// gather adds a log to its transaction's.
func gather(told []Told, l *rpc.Log) []Told {
	if n := len(told); n == 0 || told[n-1].Hash != l.TxHash || told[n-1].BlockHash != l.BlockHash {
		told = append(told, Told{Block: chain.Block(l.BlockNumber), BlockHash: l.BlockHash, Hash: l.TxHash})
	}
	last := &told[len(told)-1]
	last.Logs = append(last.Logs, *l)
	return told
}
