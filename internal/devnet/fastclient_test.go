package devnet_test

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/devnet"
	"mevbot/internal/devnet/market"
	"mevbot/internal/event"
	"mevbot/internal/fastfeed"
	"mevbot/internal/feed"
	"mevbot/internal/ticket"
)

// logger logs the first word of its call data and reverts if there is none.
var logger = common.HexToAddress("0xca11e4")

// people send a transaction each in every block.
type people struct {
	keys  []*ecdsa.PrivateKey
	nonce []uint64
}

func (p *people) Next(context.Context, *types.Block) ([]devnet.Timed, error) {
	var txs []devnet.Timed
	for i, key := range p.keys {
		data := []byte{byte(i)}
		if i == 2 {
			data = nil // reverts
		}
		tx, err := types.SignNewTx(key, types.LatestSignerForChainID(big.NewInt(int64(chain.Local.ID))), &types.DynamicFeeTx{
			ChainID: big.NewInt(int64(chain.Local.ID)), Nonce: p.nonce[i], GasFeeCap: big.NewInt(1e10), GasTipCap: big.NewInt(7),
			Gas: 100_000, To: &logger, Data: data,
		})
		if err != nil {
			return nil, err
		}
		p.nonce[i]++
		txs = append(txs, devnet.Timed{Tx: tx})
	}
	return txs, nil
}

func start(t *testing.T, change func(*devnet.Options)) (*devnet.Chain, *people) {
	t.Helper()
	p := &people{nonce: make([]uint64, 5)}
	alloc := types.GenesisAlloc{logger: {Balance: new(big.Int), Code: common.FromHex("366007575f5ffd5b5f355f5260205fa000")}}
	for i := range p.nonce {
		key, err := crypto.ToECDSA(crypto.Keccak256(fmt.Appendf(nil, "person %d", i)))
		if err != nil {
			t.Fatal(err)
		}
		p.keys = append(p.keys, key)
		alloc[crypto.PubkeyToAddress(key.PublicKey)] = types.Account{Balance: big.NewInt(1e18)}
	}
	o := devnet.Options{
		HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0", FastFeed: "127.0.0.1:0", Delay: -1, BlockTime: 50 * time.Millisecond, Alloc: alloc,
	}
	if change != nil {
		change(&o)
	}
	c, err := devnet.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c, p
}

// listen runs a client until the context ends and calls each with its items.
func listen(ctx context.Context, t *testing.T, url, key string, facts event.Listener, each func(fastfeed.Item)) *fastfeed.Client {
	t.Helper()
	c, err := fastfeed.New(fastfeed.Options{URL: url, Key: key, ReadTimeout: 2 * time.Second, Listener: facts, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	items := make(chan fastfeed.Item)
	var work sync.WaitGroup
	work.Go(func() {
		defer close(items)
		if err := c.Run(ctx, items); err != nil {
			t.Error(err)
		}
	})
	work.Go(func() {
		for i := range items {
			each(i)
		}
	})
	t.Cleanup(work.Wait)
	return c
}

// memory is what a consumer of the feed believes.
type memory struct {
	mu    sync.Mutex
	txs   map[fastfeed.Position]*fastfeed.Tx
	gaps  []fastfeed.Gap
	voids int
	first fastfeed.Position
}

func (m *memory) take(i fastfeed.Item) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case i.Void != nil:
		m.voids++
		for at := range m.txs {
			if at.Block >= i.Void.Block {
				delete(m.txs, at)
			}
		}
	case i.Gap != nil:
		m.gaps = append(m.gaps, *i.Gap)
	default:
		if len(m.txs) == 0 && m.voids == 0 {
			m.first = i.Tx.Position
		}
		for n := range m.gaps {
			if m.gaps[n].To == (fastfeed.Position{}) {
				m.gaps[n].To = i.Tx.Position
			}
		}
		m.txs[i.Tx.Position] = i.Tx
	}
}

func (m *memory) missing(at fastfeed.Position) bool {
	for _, g := range m.gaps {
		if g.From.Compare(at) <= 0 && at.Compare(g.To) < 0 {
			return true
		}
	}
	return false
}

// agrees compares what is believed with the chain, from the first transaction
// heard to a block: nothing that did not happen is believed, nothing that
// happened is missing without a gap, and receipts are the chain's.
func (m *memory) agrees(t *testing.T, c *devnet.Chain, last uint64) (heard, missed int) {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	for n := uint64(m.first.Block); n <= last; n++ {
		block, err := c.Client().BlockByNumber(t.Context(), new(big.Int).SetUint64(n))
		if err != nil {
			t.Fatal(err)
		}
		for i, tx := range block.Transactions() {
			at := fastfeed.Position{Block: chain.Block(n), Index: uint32(i)}
			said := m.txs[at]
			switch {
			case said == nil && (at.Compare(m.first) < 0 || m.missing(at)):
				missed++
			case said == nil:
				t.Fatalf("%s was neither heard nor declared missing; gaps %v", at, m.gaps)
			case said.Hash != tx.Hash():
				t.Fatalf("%s is believed to be %s, the chain has %s", at, said.Hash, tx.Hash())
			default:
				heard++
				r, err := c.Client().TransactionReceipt(t.Context(), tx.Hash())
				if err != nil {
					t.Fatal(err)
				}
				same(t, said, r, block)
			}
			delete(m.txs, at)
		}
	}
	for at := range m.txs {
		if uint64(at.Block) <= last && at.Block >= m.first.Block {
			t.Errorf("%s is believed and did not happen", at)
		}
	}
	return heard, missed
}

func same(t *testing.T, tx *fastfeed.Tx, r *types.Receipt, block *types.Block) {
	t.Helper()
	if tx.Success != (r.Status == 1) || tx.GasUsed != r.GasUsed || tx.CumulativeGas != r.CumulativeGasUsed || uint(tx.Index) != r.TransactionIndex ||
		tx.EffectiveGasPrice.ToBig().Cmp(r.EffectiveGasPrice) != 0 || tx.BaseFee.ToBig().Cmp(block.BaseFee()) != 0 || len(tx.Logs) != len(r.Logs) {
		t.Errorf("%+v\nthe chain: %+v", tx, r)
		return
	}
	for i, l := range tx.Logs {
		if l.Address != r.Logs[i].Address || len(l.Topics) != len(r.Logs[i].Topics) || string(l.Data) != string(r.Logs[i].Data) {
			t.Errorf("%s: log %+v, the chain has %+v", tx.Position, l, r.Logs[i])
		}
	}
}

// Faults one after the other on a chain that goes on: what the consumer believes
// in the end is the chain, and what it missed was declared.
func TestFaultsLeaveNothingWrong(t *testing.T) {
	c, traffic := start(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	var mu sync.Mutex
	var ends []string
	facts := event.Listener{FastFeedState: func(f event.FastFeedState) {
		mu.Lock()
		defer mu.Unlock()
		if !f.Connected {
			ends = append(ends, f.End)
		}
	}}
	m := &memory{txs: map[fastfeed.Position]*fastfeed.Tx{}}
	client := listen(ctx, t, c.FastFeedURL(), "anybody", facts, m.take)
	ran := make(chan error, 1)
	go func() { ran <- c.Run(ctx, traffic) }()
	pass := func(blocks uint64) {
		for until := c.Head().Number.Uint64() + blocks; c.Head().Number.Uint64() < until; {
			time.Sleep(5 * time.Millisecond)
			client.Retry() // pauses are tested elsewhere
		}
	}
	pass(6)
	for _, fault := range []func(){
		func() { c.Void(1) },
		func() { c.MuteFastFeed(3) },
		func() { c.MuteFastFeed(12) },
		func() { c.EndFastFeed(1003) },
		func() { c.EndFastFeed(1008) },
		func() { c.EndFastFeed(1011) },
		func() { c.EndFastFeed(1013) },
		func() { c.CutFastFeed(100 * time.Millisecond) },
		func() { c.RefuseFastFeed(http.StatusUnauthorized, 100*time.Millisecond); c.EndFastFeed(1008) },
		func() { c.RefuseFastFeed(http.StatusTooManyRequests, 100*time.Millisecond); c.EndFastFeed(1011) },
		func() { c.Void(2) },
		func() { c.Reorg(2) },
	} {
		fault()
		pass(8)
	}
	last := c.Head().Number.Uint64() - 1
	pass(2)
	cancel()
	if err := <-ran; err != nil {
		t.Fatal(err)
	}
	heard, missed := m.agrees(t, c, last)
	if m.voids < 4 || missed < 10 || heard < 200 {
		t.Errorf("%d voids, %d heard, %d missed", m.voids, heard, missed)
	}
	all := strings.Join(ends, " ")
	for _, end := range []fastfeed.End{fastfeed.EndMessage, fastfeed.EndExpired, fastfeed.EndRestart, fastfeed.EndLagged, fastfeed.EndLost, fastfeed.EndNoTicket, fastfeed.EndInUse} {
		if !strings.Contains(all, string(end)) {
			t.Errorf("no %s in %s", end, all)
		}
	}
	t.Logf("heard %d, missed %d (declared), voids %d, ends %v", heard, missed, m.voids, ends)
}

// What the feed tells early the sequencer feed confirms, and Lead measures both.
func TestLeadOverTheSequencerFeed(t *testing.T) {
	c, traffic := start(t, func(o *devnet.Options) { o.BlockTime = 100 * time.Millisecond })
	ctx, cancel := context.WithCancel(t.Context())
	var mu sync.Mutex
	early, announced := map[common.Hash]time.Time{}, map[common.Hash]time.Time{}
	connected := make(chan struct{})
	listen(ctx, t, c.FastFeedURL(), "anybody", event.Listener{FastFeedState: func(f event.FastFeedState) {
		if f.Connected {
			close(connected)
		}
	}}, func(i fastfeed.Item) {
		if i.Tx != nil {
			mu.Lock()
			early[i.Tx.Hash] = i.Tx.Received
			mu.Unlock()
		}
	})
	record, err := feed.New(feed.Options{URLs: []string{c.FeedURL()}, Profile: chain.Local})
	if err != nil {
		t.Fatal(err)
	}
	messages, fed := make(chan feed.Item), make(chan error, 1)
	go func() { fed <- record.Run(ctx, messages); close(messages) }()
	var work sync.WaitGroup
	work.Go(func() {
		for i := range messages {
			var d decode.Message
			if i.Message == nil || decode.Parse(i.Message, chain.Local.ID, &d) != nil {
				continue
			}
			for n := range d.Txs {
				mu.Lock()
				announced[d.Txs[n].Hash] = i.Message.Received
				mu.Unlock()
			}
		}
	})
	<-connected
	ran := make(chan error, 1)
	go func() { ran <- c.Run(ctx, traffic) }()
	var leads []time.Duration
	waited := func() bool { // until all that was announced was told, too
		mu.Lock()
		defer mu.Unlock()
		leads = leads[:0]
		for hash, at := range announced {
			if first, heard := early[hash]; heard {
				leads = append(leads, at.Sub(first))
			}
		}
		return len(leads) >= 50 && len(leads) == len(announced)
	}
	for !waited() {
		time.Sleep(10 * time.Millisecond)
	}
	cancel()
	work.Wait()
	if err := errors.Join(<-ran, <-fed); err != nil {
		t.Error(err)
	}
	slices.Sort(leads)
	t.Logf("lead from %v to %v, median %v", leads[0], leads[len(leads)-1], leads[len(leads)/2])
}

// Only tickets admit, one connection each, in their round.
func TestTicketsAdmit(t *testing.T) {
	ff, err := market.NewFastFeed(10 * time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	var late sync.Mutex // the chain's clock, in steps of the test
	now := time.Unix(1_790_000_000, 0)
	clock := func() time.Time {
		late.Lock()
		defer late.Unlock()
		return now
	}
	c, _ := start(t, func(o *devnet.Options) {
		ff.Fund(o.Alloc)
		o.Tickets, o.Now = ff.Admits, clock
	})
	const key = "the-key"
	if err := ff.Deploy(t.Context(), c, nil, ticket.KeyHash(key)); err != nil {
		t.Fatal(err)
	}
	pass := func(d time.Duration) {
		late.Lock()
		now = now.Add(d)
		late.Unlock()
		if _, _, err := c.Mine(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	// join starts a client and returns what becomes of its connection.
	join := func(key string) (next func() string, stop func()) {
		ctx, cancel := context.WithCancel(ctx)
		said := make(chan string, 64)
		listen(ctx, t, c.FastFeedURL(), key, event.Listener{FastFeedState: func(f event.FastFeedState) {
			if f.Connected {
				said <- "connected"
			} else {
				said <- f.End
			}
		}}, func(fastfeed.Item) {})
		return func() string {
			select {
			case s := <-said:
				return s
			case <-time.After(10 * time.Second):
				return "nothing"
			}
		}, cancel
	}
	expect := func(what string, next func() string, want string) {
		t.Helper()
		if got := next(); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	early, stop := join(key)
	expect("bought in the round under way", early, "no_ticket")
	stop()
	pass(15 * time.Second) // the first round is over
	one, _ := join(key)
	expect("first ticket", one, "connected")
	two, stopTwo := join(key)
	expect("second ticket", two, "connected")
	three, stopThree := join(key)
	expect("two tickets, three connections", three, "tickets_in_use")
	stopThree()
	stranger, stop := join("another-key")
	expect("no ticket", stranger, "no_ticket")
	stop()
	stopTwo()
	pass(10 * time.Minute)
	expect("the round is over", one, "ticket_expired")
	expect("the round is over", one, "no_ticket")
}

// A request that is no websocket is told to upgrade.
func TestServerWantsAnUpgrade(t *testing.T) {
	c, _ := start(t, nil)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http"+strings.TrimPrefix(c.FastFeedURL(), "ws"), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer k")
	req.Close = true
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusUpgradeRequired {
		t.Errorf("status %d", resp.StatusCode)
	}
}
