package devnet

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"mevbot/internal/chain"
)

// faultState is what faults have asked of the sequencer.
type faultState struct {
	mu        sync.Mutex
	gap       int
	duplicate int
	reorg     int
	void      int
}

// sendings is how often the message is to be sent: 0 inside a gap, 2 for a
// duplicate.
func (f *faultState) sendings(log *slog.Logger, seq chain.Seq) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.gap > 0:
		f.gap--
		log.Warn("fault: message withheld from the feed", "seq", uint64(seq))
		return 0
	case f.duplicate > 0:
		f.duplicate--
		log.Warn("fault: message sent twice", "seq", uint64(seq))
		return 2
	}
	return 1
}

// takeReorg is the depth of the reorg asked for, once.
func (f *faultState) takeReorg() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	depth := f.reorg
	f.reorg = 0
	return depth
}

// takeVoid says once for each block asked for that the open one is lost.
func (f *faultState) takeVoid() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.void == 0 {
		return false
	}
	f.void--
	return true
}

// Void throws each of the next n blocks away when it is about to be closed, as
// if the sequencer had failed inside it, and makes another one of the same
// transactions in another order.
func (c *Chain) Void(n int) {
	c.faults.mu.Lock()
	defer c.faults.mu.Unlock()
	c.faults.void += n
}

// CutFeed closes the feed's connections and refuses new ones for d.
func (c *Chain) CutFeed(d time.Duration) {
	c.opts.Logger.Warn("fault: feed cut", "for", d)
	c.feedWS.cut(d)
}

// CutRPC closes the connections of both RPC listeners and refuses new ones for
// d. In-process clients go on.
func (c *Chain) CutRPC(d time.Duration) {
	c.opts.Logger.Warn("fault: rpc cut", "for", d)
	c.rpcHTTP.cut(d)
	c.rpcWS.cut(d)
}

// SlowRPC makes every call on both RPC listeners take a second longer for d.
func (c *Chain) SlowRPC(d time.Duration) {
	c.opts.Logger.Warn("fault: rpc slow", "for", d)
	c.rpcHTTP.slow(d)
	c.rpcWS.slow(d)
}

// Gap withholds the next n messages from the feed; they never come, and the
// feed's backlog begins anew after them.
func (c *Chain) Gap(n int) {
	c.faults.mu.Lock()
	defer c.faults.mu.Unlock()
	c.faults.gap += n
}

// Duplicate sends each of the next n messages twice.
func (c *Chain) Duplicate(n int) {
	c.faults.mu.Lock()
	defer c.faults.mu.Unlock()
	c.faults.duplicate += n
}

// Reorg replaces the last depth blocks at the next tick: some transactions come
// in another order, some later, some not at all. The new messages have the old
// sequence numbers and other block hashes.
func (c *Chain) Reorg(depth int) {
	c.faults.mu.Lock()
	defer c.faults.mu.Unlock()
	c.faults.reorg = max(c.faults.reorg, depth)
}

// follow plays a schedule.
func (c *Chain) follow(ctx context.Context, schedule []Fault) error {
	begun := c.opts.Now()
	for _, f := range byTime(schedule) {
		if err := c.wait(ctx, begun.Add(f.At).Sub(c.opts.Now())); err != nil {
			return err
		}
		c.Inflict(f)
	}
	return nil
}

// Inflict makes a fault happen now; its At does not matter.
func (c *Chain) Inflict(f Fault) {
	switch f.Kind {
	case FeedCut:
		c.CutFeed(f.For)
	case RPCCut:
		c.CutRPC(f.For)
	case SlowRPC:
		c.SlowRPC(f.For)
	case Gap:
		c.Gap(f.Count)
	case Duplicate:
		c.Duplicate(f.Count)
	case Reorg:
		c.Reorg(f.Count)
	case VoidBlock:
		c.Void(f.Count)
	case FastCut, FastExpire, FastRestart, FastMute:
		c.inflictFast(f)
	}
}
