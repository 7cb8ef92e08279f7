package rpc

import (
	"context"
	"flag"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

var cuts = flag.Int("cuts", 50, "how many times the websocket is cut")

func TestFollowHealsAfterTheNodeIsGone(t *testing.T) {
	l := newLedgerChain()
	n := startNode(t, l, "")
	states := make(chan event.RPCState, 64)
	repairs := make(chan event.Recovery, 64)
	c, err := New(Options{
		HTTP: "http://" + n.addr, WS: "ws://" + n.addr, PollInterval: time.Hour, ChainID: testChain,
		Listener: event.Listener{RPCState: func(s event.RPCState) { states <- s }, Recovery: func(f event.Recovery) { repairs <- f }},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ctx, cancel := context.WithCancel(t.Context())
	heads := make(chan Head, 16)
	done := make(chan error)
	go func() { done <- c.Follow(ctx, heads) }()
	next := chain.Block(0)
	wait := func(n chain.Block) {
		t.Helper()
		for h := range heads {
			if h.Number != next {
				t.Errorf("head %d, want %d", h.Number, next)
			}
			if next++; h.Number == n {
				return
			}
		}
	}
	wait(0)
	if s := <-states; !s.Connected || s.Endpoint != "node" {
		t.Errorf("first state %+v", s)
	}
	await(t, "subscription", 5*time.Second, func() bool { return n.subscribers() == 1 })
	l.mine(1)
	wait(1)
	n.stop()
	if s := <-states; s.Connected || s.Err == nil {
		t.Errorf("after the cut %+v", s)
	}
	if c.Check(ctx) == nil {
		t.Error("Check is nil while the node is gone")
	}
	l.mine(3) // while nobody listens
	n.listen(t, n.addr)
	wait(4)
	if s := <-states; !s.Connected {
		t.Errorf("after the return %+v", s)
	}
	if err := c.Check(ctx); err != nil {
		t.Errorf("Check after the return: %v", err)
	}
	await(t, "subscription", 5*time.Second, func() bool { return n.subscribers() == 1 })
	l.mine(1)
	wait(5)
	cancel()
	<-done
	close(repairs)
	var last event.Recovery
	for n := uint64(1); ; n++ {
		f, more := <-repairs
		if !more {
			break
		}
		if f.Action != event.Resubscribe || f.Target != "node" || f.Cause == "" || f.Attempt != n || (f.Err != nil) != (f.Retry > 0) {
			t.Errorf("repair %d: %+v", n, f)
		}
		last = f
	}
	if last.Attempt == 0 || last.Err != nil {
		t.Errorf("the last repair: %+v", last)
	}
}

// However often the websockets are cut, with blocks mined and replaced in
// between, the consumer gets the chain: no block is missed or comes twice. The
// recipient checks each head.
func TestNoCutLosesOrDoublesABlock(t *testing.T) {
	l := newLedgerChain()
	a, b := startNode(t, l, ""), startNode(t, l, "")
	c, err := New(Options{ChainID: testChain, Endpoints: []Endpoint{
		{Name: "a", HTTP: "http://" + a.addr, WS: "ws://" + a.addr, Read: true, Subscribe: true, Send: true},
		{Name: "b", HTTP: "http://" + b.addr, WS: "ws://" + b.addr, Read: true, Subscribe: true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ctx, cancel := context.WithCancel(t.Context())
	heads := make(chan Head)
	r := &recipient{t: t, name: "cuts"}
	var parts sync.WaitGroup
	parts.Go(func() { _ = c.Follow(ctx, heads) })
	parts.Go(func() { r.run(ctx, heads) })
	await(t, "the first heads", 10*time.Second, func() bool { l.mine(1); time.Sleep(10 * time.Millisecond); return r.count() >= 8 })
	mined, replaced := 0, 0
	for range *cuts {
		await(t, "subscription", 10*time.Second, func() bool { return a.subscribers()+b.subscribers() > 0 })
		switch rand.IntN(8) {
		case 0:
			l.cut(1 + rand.IntN(3))
			replaced++
			fallthrough
		default:
			n := 1 + rand.IntN(12)
			mined += n
			half := rand.IntN(n + 1)
			l.mine(half)
			a.cutWS(0)
			b.cutWS(0)
			l.mine(n - half)
		}
	}
	await(t, "the last head", 10*time.Second, func() bool {
		l.mine(1)
		time.Sleep(20 * time.Millisecond)
		return chain.Block(r.at()) == l.tip().Number
	})
	cancel()
	parts.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	// What was delivered, after replacements, is the chain, block by block.
	first := int(r.chain[0].Number)
	for i, h := range r.chain {
		if l.blocks[first+i].Hash != h.Hash {
			t.Fatalf("block %d delivered is not the chain's", h.Number)
		}
	}
	t.Logf("%d cuts, %d blocks mined, %d replacements, %d heads delivered", *cuts, mined, replaced, r.got)
}

// An endpoint that is drained is not followed any more, and nothing is missed.
func TestADrainedEndpointIsNotFollowed(t *testing.T) {
	l := newLedgerChain()
	a, b := startNode(t, l, ""), startNode(t, l, "")
	c, err := New(Options{ChainID: testChain, PollInterval: time.Hour, Endpoints: []Endpoint{
		{Name: "a", HTTP: "http://" + a.addr, WS: "ws://" + a.addr, Read: true, Subscribe: true},
		{Name: "b", HTTP: "http://" + b.addr, WS: "ws://" + b.addr, Read: true, Subscribe: true, Send: true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ctx, cancel := context.WithCancel(t.Context())
	heads := make(chan Head, 64)
	logs := make(chan Log, 64)
	r := &recipient{t: t, name: "drain"}
	var parts sync.WaitGroup
	parts.Go(func() { _ = c.Follow(ctx, heads) })
	parts.Go(func() { _ = c.Logs(ctx, nil, logs) })
	parts.Go(func() { r.run(ctx, heads) })
	await(t, "two subscriptions", 10*time.Second, func() bool { return a.subscribers() == 2 })
	if err := c.Drain("b", true); err == nil {
		t.Error("the last one that sends can be drained")
	}
	if err := c.Drain("a", true); err != nil {
		t.Error(err)
	}
	await(t, "two subscriptions elsewhere", 10*time.Second, func() bool { return a.subscribers() == 0 && b.subscribers() == 2 })
	l.mine(3)
	await(t, "the last head", 10*time.Second, func() bool { return chain.Block(r.at()) == l.tip().Number && c.Check(ctx) == nil })
	cancel()
	parts.Wait()
}
