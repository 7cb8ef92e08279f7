package pool

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
	"mevbot/internal/rpc"
)

// Node is where a Follower reads the chain.
type Node interface {
	// Follow delivers new heads until ctx ends: at least once, in order, with
	// holes and repeats.
	Follow(ctx context.Context, out chan<- rpc.Head) error
	HeadAt(ctx context.Context, b chain.Block) (rpc.Head, error)
	BlockLogs(ctx context.Context, block common.Hash, topics []common.Hash) ([]rpc.Log, error)
}

// FollowerOptions of a Follower. Client and Start are required.
type FollowerOptions struct {
	Client Node
	// Start is the block after which delivery begins.
	Start rpc.Head
	// History is how far back the branch of a replaced block is looked for;
	// default 128.
	History int
	Logger  *slog.Logger
	Now     func() time.Time // default time.Now
	// Beat, if not nil, is called by each turn of Run, which has one each second.
	Beat func()
}

// Follower delivers the chain's blocks with their logs, each building on the
// one before. Where blocks are replaced it goes on with the new branch, from
// the last common block. It asks for a node's answer until it gets one.
type Follower struct {
	opts   FollowerOptions
	log    *slog.Logger
	topics []common.Hash
	chain  []rpc.Head // delivered, consecutive; the last is the tip
}

// NewFollower makes a follower; it starts nothing.
func NewFollower(opts FollowerOptions) *Follower {
	if opts.History == 0 {
		opts.History = 128
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.Beat == nil {
		opts.Beat = func() {}
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	return &Follower{opts: opts, log: opts.Logger, topics: Topics(), chain: []rpc.Head{opts.Start}}
}

// Run delivers blocks to out until ctx ends, and then returns nil.
func (f *Follower) Run(ctx context.Context, out chan<- *Block) error {
	heads := make(chan rpc.Head, 64)
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	go func() { ended <- f.opts.Client.Follow(ctx, heads) }()
	defer func() {
		cancel()
		<-ended //nolint:errcheck // ctx's own error
	}()
	turns := time.NewTicker(time.Second)
	defer turns.Stop()
	for {
		f.opts.Beat()
		select {
		case <-turns.C:
		case h := <-heads:
			if err := f.catchUp(ctx, h, out); err != nil {
				return nil //nolint:nilerr // only the end of ctx ends it
			}
		case err := <-ended:
			ended <- err
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("follow new heads: %w", err)
		case <-ctx.Done():
			return nil
		}
	}
}

// catchUp delivers what leads to head h. It returns early, to wait for another
// head, where the node does not know h's chain any more. The error is ctx's.
func (f *Follower) catchUp(ctx context.Context, h rpc.Head, out chan<- *Block) error {
	for !f.has(h) {
		f.opts.Beat()
		tip := f.chain[len(f.chain)-1]
		next := h
		if h.Number > tip.Number+1 {
			var err error
			if next, err = f.head(ctx, tip.Number+1); err != nil {
				return ctx.Err()
			}
		}
		if next.Number != tip.Number+1 || next.Parent != tip.Hash {
			// A head that was announced may be replaced by now: only what the
			// node has says where to step back to.
			now, err := f.head(ctx, next.Number)
			if err != nil || now.Hash != next.Hash || !f.stepBack(ctx, next) {
				return ctx.Err()
			}
			continue
		}
		logs, err := retry(ctx, f, "read block logs", func() ([]rpc.Log, error) { return f.opts.Client.BlockLogs(ctx, next.Hash, f.topics) })
		if err != nil {
			return ctx.Err()
		}
		select {
		case out <- &Block{Head: next, Logs: logs, Received: f.opts.Now()}:
			f.push(next)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// head is the node's block of a number.
func (f *Follower) head(ctx context.Context, b chain.Block) (rpc.Head, error) {
	return retry(ctx, f, "read a block header", func() (rpc.Head, error) { return f.opts.Client.HeadAt(ctx, b) })
}

// has says that a head is delivered already.
func (f *Follower) has(h rpc.Head) bool {
	for i := len(f.chain) - 1; i >= 0 && f.chain[i].Number >= h.Number; i-- {
		if f.chain[i].Hash == h.Hash {
			return true
		}
	}
	return false
}

func (f *Follower) push(h rpc.Head) {
	if len(f.chain) > f.opts.History {
		n := copy(f.chain, f.chain[1:])
		f.chain = f.chain[:n]
	}
	f.chain = append(f.chain, h)
}

// stepBack forgets delivered blocks down to the last one that the node still
// has, so that delivery goes on from there. next is a block that does not build
// on the tip. It is false where the node must be waited for.
func (f *Follower) stepBack(ctx context.Context, next rpc.Head) bool {
	for i, known := range slices.Backward(f.chain) {

		if known.Number >= next.Number {
			continue
		}
		now := next.Parent
		if known.Number != next.Number-1 {
			h, err := f.head(ctx, known.Number)
			if err != nil {
				return false
			}
			now = h.Hash
		}
		if now == known.Hash {
			f.log.Warn("blocks were replaced", slog.Uint64("from", uint64(known.Number+1)), slog.Int("depth", len(f.chain)-1-i))
			f.chain = f.chain[:i+1]
			return true
		}
	}
	f.log.Error("blocks were replaced beyond the remembered ones", slog.Uint64("block", uint64(next.Number)), slog.Int("remembered", len(f.chain)))
	f.chain = append(f.chain[:0], rpc.Head{Number: next.Number - 1, Hash: next.Parent})
	return true
}

// lostAfter is how many tries a block gets that the node says it does not have:
// it may be a moment behind its own head, or the block was replaced.
const lostAfter = 5

// retry asks until there is an answer. The error is ErrNotFound, repeated, or
// that of ctx.
func retry[T any](ctx context.Context, f *Follower, what string, ask func() (T, error)) (T, error) {
	pause := 10 * time.Millisecond
	missing := 0
	for try := 1; ; try++ {
		f.opts.Beat()
		got, err := ask()
		if err == nil {
			if try > 1 {
				f.log.Info("node answers again", slog.String("what", what), slog.Int("tries", try))
			}
			return got, nil
		}
		if ctx.Err() != nil {
			return got, ctx.Err()
		}
		if errors.Is(err, rpc.ErrNotFound) {
			if missing++; missing == lostAfter {
				return got, err
			}
		} else if try == 1 {
			f.log.Warn("node does not answer, trying again", slog.String("what", what), slog.Any("error", err))
		}
		timer := time.NewTimer(pause/2 + rand.N(pause)) //nolint:gosec // jitter needs no secrecy
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return got, ctx.Err()
		}
		pause = min(2*pause, time.Second)
	}
}
