package devnet

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
)

func TestParseFaults(t *testing.T) {
	got, err := ParseFaults("feed-cut@20s:5s, reorg@5s:3,gap@40s:1,rpc-cut@1m:500ms,slow-rpc@2m:1s,duplicate@0s:2")
	want := []Fault{
		{Duplicate, 0, 0, 2},
		{Reorg, 5 * time.Second, 0, 3},
		{FeedCut, 20 * time.Second, 5 * time.Second, 0},
		{Gap, 40 * time.Second, 0, 1},
		{RPCCut, time.Minute, 500 * time.Millisecond, 0},
		{SlowRPC, 2 * time.Minute, time.Second, 0},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if none, err := ParseFaults(""); err != nil || len(none) != 0 {
		t.Errorf("empty schedule: %v, %v", none, err)
	}
	for _, bad := range []string{"reorg", "reorg@5s", "reorg@5s:", "reorg@5s:0", "reorg@5s:1000", "reorg@-5s:1", "gap@x:1", "feed-cut@5s:3", "feed-cut@5s:-3s", "flood@5s:3s"} {
		if f, err := ParseFaults(bad); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%q: %v, %v", bad, f, err)
		}
	}
}

// A reorg shows itself on both sides: the feed sends the numbers again with
// other hashes, the RPC takes logs back and has new heads, and in the end both
// agree.
func TestReorgIsVisibleOnBothSides(t *testing.T) {
	w := newWorld(t, Options{Seed: 1})
	var nonces [10]uint64
	for range 6 {
		var txs []*types.Transaction
		for i := range nonces {
			txs = append(txs, w.call(i, nonces[i], byte(i+1)))
			nonces[i]++
		}
		if _, _, err := w.Mine(t.Context(), txs); err != nil {
			t.Fatal(err)
		}
	}
	ws := dial(t, w.WSURL())
	heads, logs := make(chan *types.Header, 1000), make(chan types.Log, 1000)
	subHeads, err := ws.SubscribeNewHead(t.Context(), heads)
	if err != nil {
		t.Fatal(err)
	}
	defer subHeads.Unsubscribe()
	subLogs, err := ws.SubscribeFilterLogs(t.Context(), ethereum.FilterQuery{}, logs)
	if err != nil {
		t.Fatal(err)
	}
	defer subLogs.Unsubscribe()
	feed := connect(t, w.FeedURL())
	before := feed.messages(6)
	w.Reorg(3)
	w.run(nil)
	after := feed.messages(4)
	if got := seqs(after); !slices.Equal(got, []uint64{4, 5, 6, 7}) {
		t.Fatalf("sequence numbers after the reorg: %v", got)
	}
	for i, m := range after[:3] {
		if m.Hash == before[3+i].Hash {
			t.Errorf("message %d came again with the same hash", m.Seq)
		}
		if h := <-heads; h.Hash().Hex() != m.Hash {
			t.Errorf("new head %d is %v, on the feed %s", h.Number, h.Hash(), m.Hash)
		}
	}
	if h := <-heads; h.Hash().Hex() != after[3].Hash || h.ParentHash.Hex() != after[2].Hash {
		t.Errorf("head after the reorg: %d", h.Number)
	}
	state, removed, giveUp := map[string]int{}, 0, time.NewTimer(20*time.Second) // logs that stand, by block
	defer giveUp.Stop()
	for removed < 30 || state[after[2].Hash] == 0 {
		select {
		case l := <-logs:
			if l.Removed {
				state[l.BlockHash.Hex()]--
				removed++
			} else {
				state[l.BlockHash.Hex()]++
			}
		case <-giveUp.C:
			t.Fatalf("%d logs were taken back, want 30", removed)
		}
	}
	for _, m := range before[3:] {
		if state[m.Hash] != -10 {
			t.Errorf("%d logs of old block %d taken back, want 10", -state[m.Hash], m.Seq)
		}
	}
	moved := false
	for i, m := range after[:3] {
		moved = moved || !slices.Equal(transactionsOf(t, m.Message.Message.L2Msg), transactionsOf(t, before[3+i].Message.Message.L2Msg))
		h, err := w.Client().HeaderByNumber(t.Context(), bigInt(m.Seq))
		if err != nil || h.Hash().Hex() != m.Hash {
			t.Errorf("block %d is %v, %v; on the feed %s", m.Seq, h.Hash(), err, m.Hash)
		}
	}
	if !moved {
		t.Error("the reorg changed no block's transactions")
	}
}

func TestCutsHeal(t *testing.T) {
	clock := newClock()
	w := newWorld(t, Options{Now: clock.now})
	if _, _, err := w.Mine(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	feed, ws := connect(t, w.FeedURL()), dial(t, w.WSURL())
	heads := make(chan *types.Header)
	sub, err := ws.SubscribeNewHead(t.Context(), heads)
	if err != nil {
		t.Fatal(err)
	}
	feed.messages(1)
	w.CutFeed(time.Minute)
	if _, err := feed.next(); err == nil {
		t.Error("the feed's connection outlived the cut")
	}
	if c, err := ethclient.DialContext(t.Context(), w.FeedURL()); err == nil {
		c.Close()
		t.Error("the feed took a connection while it was cut")
	}
	w.CutRPC(time.Minute)
	if err := <-sub.Err(); err == nil {
		t.Error("the subscription ended without an error")
	}
	if _, err := dial(t, w.HTTPURL()).BlockNumber(t.Context()); err == nil {
		t.Error("http answered while it was cut")
	}
	if _, err := w.Client().BlockNumber(t.Context()); err != nil {
		t.Errorf("in-process client: %v", err)
	}
	clock.pass(time.Minute)
	if n, err := dial(t, w.HTTPURL()).BlockNumber(t.Context()); err != nil || n != 1 {
		t.Errorf("http after the cut: %d, %v", n, err)
	}
	if got := connect(t, w.FeedURL()).messages(1); got[0].Seq != 1 {
		t.Errorf("feed after the cut: %v", seqs(got))
	}
}

func TestGapAndDuplicate(t *testing.T) {
	w := newWorld(t, Options{})
	feed := connect(t, w.FeedURL())
	waitFor(t, "the client", func() bool { return w.feed.connected() == 1 })
	mine := func() {
		if _, _, err := w.Mine(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	mine()
	w.Gap(2)
	mine()
	mine()
	mine()
	w.Duplicate(1)
	mine()
	mine()
	if got := seqs(feed.messages(5)); !slices.Equal(got, []uint64{1, 4, 5, 5, 6}) {
		t.Errorf("live: %v", got)
	}
	if got := seqs(connect(t, w.FeedURL(), requestedKey+": 2").messages(3)); !slices.Equal(got, []uint64{4, 5, 6}) {
		t.Errorf("backlog: %v", got)
	}
}

func TestScheduleIsPlayed(t *testing.T) {
	faults, err := ParseFaults("gap@0s:1,duplicate@0s:1")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, Options{Faults: faults})
	feed := connect(t, w.FeedURL())
	w.run(nil)
	got := seqs(feed.messages(3))
	if got[0] != 2 || got[1] != 2 || got[2] != 3 {
		t.Errorf("sequence numbers %v, want 2 2 3", got)
	}
}
