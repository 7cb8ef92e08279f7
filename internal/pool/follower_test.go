package pool

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"mevbot/internal/chain"
	"mevbot/internal/rpc"
)

// fakeNode is a chain in memory with a node in front of it that can be out, or
// behind.
type fakeNode struct {
	mu    sync.Mutex
	chain []rpc.Head // by number
	salt  int
	out   bool // every read fails
	heads chan rpc.Head
}

func newFakeNode() *fakeNode {
	n := &fakeNode{heads: make(chan rpc.Head, 256)}
	n.chain = []rpc.Head{{Hash: common.Hash{1}}}
	return n
}

func (n *fakeNode) tip() rpc.Head { return n.chain[len(n.chain)-1] }

// grow adds blocks; only the last is announced if quiet.
func (n *fakeNode) grow(count int, quiet bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i := range count {
		n.salt++
		h := rpc.Head{Number: chain.Block(len(n.chain)), Parent: n.tip().Hash}
		h.Hash = common.BytesToHash(fmt.Appendf(nil, "%d/%d", h.Number, n.salt))
		n.chain = append(n.chain, h)
		if !quiet || i == count-1 {
			n.heads <- h
		}
	}
}

// cut drops the last blocks, so that what grows next replaces them.
func (n *fakeNode) cut(depth int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.chain = n.chain[:max(len(n.chain)-depth, 1)]
}

func (n *fakeNode) set(out bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.out = out
}

func (n *fakeNode) Follow(ctx context.Context, out chan<- rpc.Head) error {
	for {
		select {
		case h := <-n.heads:
			select {
			case out <- h:
			case <-ctx.Done():
				return ctx.Err()
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

var errOut = errors.New("node is out")

func (n *fakeNode) HeadAt(_ context.Context, b chain.Block) (rpc.Head, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch {
	case n.out:
		return rpc.Head{}, errOut
	case int(b) >= len(n.chain):
		return rpc.Head{}, fmt.Errorf("block %d: %w", b, rpc.ErrNotFound)
	}
	return n.chain[b], nil
}

func (n *fakeNode) BlockLogs(_ context.Context, hash common.Hash, _ []common.Hash) ([]rpc.Log, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.out {
		return nil, errOut
	}
	for i := range n.chain {
		if n.chain[i].Hash == hash {
			return []rpc.Log{{BlockHash: hash}}, nil
		}
	}
	return nil, fmt.Errorf("logs of %s: %w", hash, rpc.ErrNotFound)
}

// receiver checks what every receiver relies on: each block builds on one that
// was delivered before, and its logs are its own.
type receiver struct {
	t     rapid.TB
	chain []rpc.Head
	got   int
}

func (r *receiver) take(b *Block) {
	r.got++
	if len(b.Logs) != 1 || b.Logs[0].BlockHash != b.Head.Hash {
		r.t.Fatalf("block %d comes with logs of another", b.Head.Number)
	}
	for i, v := range slices.Backward(r.chain) {
		if v.Hash == b.Head.Parent {
			r.chain = append(r.chain[:i+1], b.Head)
			return
		}
	}
	r.t.Fatalf("block %d builds on none that was delivered", b.Head.Number)
}

// Whatever the node goes through, the follower delivers the chain in order and
// ends at the node's tip. That it leaves no goroutine behind is for synctest to
// say: a bubble in which one is left does not end.
func TestFollowerDeliversTheChain(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		synctest.Test(t, func(t *testing.T) {
			n := newFakeNode()
			ctx, cancel := context.WithCancel(t.Context())
			f := NewFollower(FollowerOptions{Client: n, Start: n.tip()})
			out := make(chan *Block)
			ended := make(chan error, 1)
			go func() { ended <- f.Run(ctx, out) }()
			r := receiver{t: rt, chain: []rpc.Head{n.tip()}}
			pump := func(d time.Duration) {
				over := time.NewTimer(d)
				for {
					select {
					case b := <-out:
						r.take(b)
					case <-over.C:
						return
					}
				}
			}
			for range rapid.IntRange(1, 12).Draw(rt, "events") {
				switch rapid.IntRange(0, 5).Draw(rt, "event") {
				case 0, 1:
					n.grow(1, false)
				case 2:
					n.grow(rapid.IntRange(2, 20).Draw(rt, "skipped"), true)
				case 3:
					n.cut(rapid.IntRange(1, 8).Draw(rt, "depth"))
					n.grow(rapid.IntRange(1, 10).Draw(rt, "new"), rapid.Bool().Draw(rt, "quiet"))
				case 4:
					n.set(true)
					n.grow(2, false)
					pump(time.Duration(rapid.IntRange(0, 5000).Draw(rt, "out")) * time.Millisecond)
					n.set(false)
				case 5:
					n.heads <- n.tip() // once more
				}
				if rapid.Bool().Draw(rt, "wait") {
					pump(time.Second)
				}
			}
			n.grow(1, false)
			pump(time.Minute)
			if got := r.chain[len(r.chain)-1]; got != n.tip() {
				rt.Fatalf("delivered up to %d %s, the node is at %d %s", got.Number, got.Hash, n.tip().Number, n.tip().Hash)
			}
			cancel()
			if err := <-ended; err != nil {
				rt.Fatal(err)
			}
		})
	})
}

func TestFollowerSurvivesAReorgBeyondItsMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newFakeNode()
		ctx, cancel := context.WithCancel(t.Context())
		f := NewFollower(FollowerOptions{Client: n, Start: n.tip(), History: 4})
		out := make(chan *Block, 64)
		ended := make(chan error, 1)
		go func() { ended <- f.Run(ctx, out) }()
		n.grow(10, false)
		synctest.Wait()
		n.cut(8)
		n.grow(9, false)
		synctest.Wait()
		var last *Block
		for len(out) > 0 {
			last = <-out
		}
		if last == nil || last.Head != n.tip() {
			t.Errorf("the last block is %+v, want %+v", last, n.tip())
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
