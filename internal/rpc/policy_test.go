package rpc

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"
	"pgregory.net/rapid"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

func TestTheBreakerOpensTriesOnceAndCloses(t *testing.T) {
	now := time.Unix(1e9, 0)
	var b breaker
	for i := range breakAfter {
		if !b.allow(now) {
			t.Fatalf("closed breaker refuses call %d", i)
		}
		if opened := b.failure(now); opened != (i == breakAfter-1) {
			t.Fatalf("failure %d: opened %v", i, opened)
		}
	}
	if b.allow(now) || b.state(now) != "open" {
		t.Error("an open breaker allows a call")
	}
	now = now.Add(firstBreak)
	if !b.allow(now) || b.allow(now) || b.state(now) != "half-open" {
		t.Error("a half-open breaker does not allow exactly one call")
	}
	b.failure(now)
	if b.allow(now.Add(firstBreak)) || !b.allow(now.Add(2*firstBreak)) {
		t.Error("the pause did not double")
	}
	now = now.Add(2 * firstBreak)
	if b.forget(); !b.allow(now) {
		t.Error("a try that was cancelled blocks the next")
	}
	if b.success(); b.state(now) != "closed" || !b.allow(now) {
		t.Error("a success did not close it")
	}
	for range 20 {
		b.failure(now)
	}
	if !b.allow(now.Add(longestOpen)) {
		t.Error("open for longer than the cap")
	}
}

// However reads and sends come, reads never take more than the rate allows plus
// what was saved up, and leave the reserve to sends, which never wait.
func TestTheBucketKeepsItsReserve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Unix(1e9, 0)
		now := start
		rate := float64(rapid.IntRange(1, 100).Draw(t, "rate"))
		b := newBucket(rate, now)
		reads := 0
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 200).Draw(t, "ms")) * time.Millisecond)
			if rapid.IntRange(0, 9).Draw(t, "send") == 0 {
				b.take(now, 1)
				continue
			}
			if wait := b.wait(now, 1); wait > 0 {
				if later := b; later.wait(now.Add(wait), 1) > time.Microsecond {
					t.Fatal("it waited and there is still no token")
				}
				continue
			}
			b.take(now, 1)
			reads++
			if b.tokens < b.size*reservePart-1e-6 {
				t.Fatalf("a read left %g of %g", b.tokens, b.size)
			}
		}
		if most := b.size + rate*now.Sub(start).Seconds(); float64(reads) > most {
			t.Fatalf("%d reads, at most %g", reads, most)
		}
	})
}

func TestABudgetAllowsAPart(t *testing.T) {
	b := newBudget(10, 3)
	extra := 0
	for range 1000 {
		b.deposit()
		if b.spend() {
			extra++
		}
	}
	if extra < 100 || extra > 103 {
		t.Errorf("%d extra calls to 1000 under a budget of 10 %%", extra)
	}
	if none := newBudget(-1, 3); none.spend() {
		t.Error("a budget of nothing allows one")
	}
}

// A head's lag is how long its next block has been known, whoever had it first.
func TestLagIsATime(t *testing.T) {
	now := time.Unix(1e9, 0)
	var h heights
	for n := chain.Block(1); n <= 100; n++ {
		if !h.see(n, now) {
			t.Fatalf("block %d is not believed", n)
		}
		now = now.Add(250 * time.Millisecond)
	}
	for n, want := range map[chain.Block]time.Duration{100: 0, 99: 250 * time.Millisecond, 96: time.Second} {
		if got := h.lag(n, now); got != want {
			t.Errorf("lag of %d: %s, want %s", n, got, want)
		}
	}
	if h.see(1<<40, now) || h.top != 100 {
		t.Error("a head beyond all measure is believed")
	}
	if !h.see(100+headSlack, now) {
		t.Error("a jump within the slack is not believed")
	}
}

// An endpoint that is as good as the one in use does not take over; one that is
// clearly better does, after the least stay; a failing one is left at once.
func TestTheChoiceSticks(t *testing.T) {
	now := time.Unix(1e9, 0)
	c, err := New(Options{Now: func() time.Time { return now }, Endpoints: []Endpoint{
		{Name: "a", HTTP: "http://a", Read: true}, {Name: "b", HTTP: "http://b", Read: true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	is := func(when, want string) {
		t.Helper()
		e, err := c.pick(nil)
		if err != nil || e.Name != want {
			t.Errorf("%s: %v, %v; want %s", when, e, err, want)
		}
	}
	note := func(i int, took time.Duration) {
		for range 50 {
			c.reads[i].note(nil, final, 0, took, now)
		}
	}
	is("at the start", "a")
	note(0, 50*time.Millisecond)
	note(1, 40*time.Millisecond)
	now = now.Add(time.Minute)
	is("b a little faster", "a")
	note(1, 10*time.Millisecond)
	is("b much faster", "b")
	note(1, 80*time.Millisecond)
	is("b slow again at once", "b")
	now = now.Add(leastStay)
	note(0, 10*time.Millisecond)
	is("b slow for long", "a")
	for range 2 {
		c.reads[0].note(errCut, again, 0, 0, now)
	}
	is("a fails", "b")
	now = now.Add(5 * time.Minute)
	is("a's failures are long ago", "a")
	if err := c.Prefer("b"); err != nil {
		t.Fatal(err)
	}
	is("b preferred", "b")
	if err := c.Drain("b", true); err != nil {
		t.Fatal(err)
	}
	is("b drained", "a")
	if err := c.Drain("a", true); err == nil {
		t.Error("the last endpoint was drained")
	}
	c.reads[0].note(errCut, throttled, 10*time.Second, 0, now)
	if _, err := c.pick(nil); !errors.Is(err, ErrNoEndpoint) || !strings.Contains(err.Error(), "left alone") {
		t.Errorf("nobody is left: %v", err)
	}
}

// An endpoint that is left is asked only if there is no other, for a time; a change
// that the client makes by itself is a fact, with the reason.
func TestAnEndpointIsLeft(t *testing.T) {
	now := time.Unix(1e9, 0)
	var facts []event.Recovery
	c, err := New(Options{Now: func() time.Time { return now }, Endpoints: []Endpoint{
		{Name: "a", HTTP: "http://a", Read: true}, {Name: "b", HTTP: "http://b", Read: true},
	}, Listener: event.Listener{Recovery: func(f event.Recovery) { facts = append(facts, f) }}})
	if err != nil {
		t.Fatal(err)
	}
	is := func(when, want string) {
		t.Helper()
		e, err := c.pick(nil)
		if err != nil || e.Name != want {
			t.Errorf("%s: %v, %v; want %s", when, e, err, want)
		}
	}
	is("at the start", "a")
	if err := c.Leave("a", time.Minute); err != nil {
		t.Fatal(err)
	}
	is("a left", "b")
	if len(facts) != 0 {
		t.Errorf("who leaves it tells of it: %+v", facts)
	}
	if err := c.Drain("b", true); err != nil {
		t.Fatal(err)
	}
	is("no other", "a")
	if err := c.Leave("a", time.Minute); !errors.Is(err, ErrNoEndpoint) {
		t.Errorf("the only one is left: %v", err)
	}
	if len(facts) != 1 || facts[0].Action != event.SwitchEndpoint || facts[0].Target != "a" || facts[0].Cause != "b drained by the operator" || facts[0].Err != nil {
		t.Errorf("%+v", facts)
	}
	if err := c.Leave("c", time.Minute); !errors.Is(err, ErrNoSuchEndpoint) {
		t.Error(err)
	}
	if err := c.Drain("b", false); err != nil {
		t.Fatal(err)
	}
	is("b is back", "b")
	now = now.Add(time.Minute)
	c.reads[1].note(errCut, throttled, 10*time.Second, 0, now)
	is("the time is over", "a")
}

// pairOf is a client of two honest nodes.
func pairOf(t *testing.T) (*ledgerChain, *fakeNode, *fakeNode, *Client) {
	t.Helper()
	l := newLedgerChain()
	a, b := startNode(t, l, ""), startNode(t, l, "")
	c, err := New(Options{ChainID: testChain, Endpoints: []Endpoint{
		{Name: "a", HTTP: "http://" + a.addr, Read: true, Send: true}, {Name: "b", HTTP: "http://" + b.addr, Read: true, Send: true},
	}, Registerer: prometheus.NewRegistry()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	l.mine(20)
	return l, a, b, c
}

func TestTwoNodesHaveToAgreeOnMoney(t *testing.T) {
	l, _, b, c := pairOf(t)
	hash, err := c.Send(t.Context(), []byte{1})
	if err != nil {
		t.Fatal(err)
	}
	l.mine(1)
	if n, err := c.Nonce(t.Context(), common.Address{}, AtLatest()); err != nil || n != 1 {
		t.Errorf("nonce %d, %v", n, err)
	}
	if _, err := c.TransactionReceipt(t.Context(), hash); err != nil {
		t.Error(err)
	}
	b.set(func() {
		b.lie = func(q fakeRequest, r any) any {
			switch q.Method {
			case "eth_getTransactionCount", "eth_getBalance":
				return "0x7"
			case "eth_getTransactionReceipt":
				return nil
			}
			return r
		}
	})
	_, nonceErr := c.Nonce(t.Context(), common.Address{}, AtLatest())
	_, balanceErr := c.Balance(t.Context(), common.Address{}, AtBlock(3))
	_, receiptErr := c.TransactionReceipt(t.Context(), hash)
	for _, err := range []error{nonceErr, balanceErr, receiptErr} {
		if !errors.Is(err, ErrDisputed) {
			t.Errorf("two nodes disagree: %v", err)
		}
	}
	if n, err := c.Nonce(t.Context(), common.Address{}, AtPending()); err != nil || n != 1 && n != 7 {
		t.Errorf("pending nonce %d, %v", n, err)
	}
	b.stop() // who cannot be asked cannot disagree
	if n, err := c.Nonce(t.Context(), common.Address{}, AtLatest()); err != nil || n != 1 {
		t.Errorf("alone: nonce %d, %v", n, err)
	}
	if got := counted(c.opts.Registerer.(*prometheus.Registry)); !strings.Contains(got, "disputed 3") {
		t.Errorf("counted: %s", got)
	}
}

// The same bytes go to every endpoint that sends, once each; what one refuses
// counts only if no other may hold them.
func TestASendFansOut(t *testing.T) {
	l, a, b, c := pairOf(t)
	if _, err := c.Send(t.Context(), []byte("one")); err != nil {
		t.Fatal(err)
	}
	if n := a.count("eth_sendRawTransaction") + b.count("eth_sendRawTransaction"); n < 1 || n > 2 {
		t.Errorf("%d sends", n)
	}
	says := func(n *fakeNode, code int, text string) {
		f := objects("", code, text)
		f.begin(&scene{a: n})
	}
	says(a, -32000, "insufficient funds for gas * price + value")
	says(b, -32000, "insufficient funds for gas * price + value")
	if _, err := c.Send(t.Context(), []byte("two")); !errors.Is(err, ErrFunds) || errors.Is(err, ErrUnknown) {
		t.Errorf("both refuse: %v", err)
	}
	says(b, -32603, "Internal error")
	if _, err := c.Send(t.Context(), []byte("three")); !errors.Is(err, ErrUnknown) {
		t.Errorf("one refuses, one fails: %v", err)
	}
	gone := func(n *fakeNode) {
		n.stop()
		for _, e := range c.all { // a broken connection that was kept says nothing about the bytes
			e.http.close()
		}
	}
	gone(b)
	if _, err := c.Send(t.Context(), []byte("four")); !errors.Is(err, ErrFunds) {
		t.Errorf("one refuses, one has no connection: %v", err)
	}
	gone(a)
	if _, err := c.Send(t.Context(), []byte("five")); !errors.Is(err, ErrNotSent) {
		t.Errorf("no connection: %v", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.txs) != 1 {
		t.Errorf("%d transactions arrived, want the first", len(l.txs))
	}
}

func TestAWrongChainIsNeverUsed(t *testing.T) {
	l := newLedgerChain()
	a, b := startNode(t, l, ""), startNode(t, l, "")
	a.set(func() { a.chainID = 1 })
	c, err := New(Options{ChainID: testChain, Endpoints: []Endpoint{
		{Name: "a", HTTP: "http://" + a.addr, Read: true, Send: true}, {Name: "b", HTTP: "http://" + b.addr, Read: true, Send: true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	found, err := c.Verify(t.Context())
	if err != nil || !errors.Is(found["a"], ErrWrongChain) || found["b"] != nil {
		t.Errorf("verify: %v, %v", found, err)
	}
	for range 5 {
		if _, err := c.Latest(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if _, err := c.Send(t.Context(), []byte{1}); err != nil {
		t.Error(err)
	}
	if n := a.count("eth_getBlockByNumber") + a.count("eth_sendRawTransaction"); n != 0 {
		t.Errorf("%d calls went to another chain", n)
	}
	b.stop()
	if _, err := c.Latest(t.Context()); err == nil {
		t.Error("an answer of another chain was taken")
	}
}

func TestABatchAnswersEveryCall(t *testing.T) {
	l, a, _, c := pairOf(t)
	if err := c.Prefer("a"); err != nil {
		t.Fatal(err)
	}
	ask := func(when string) {
		t.Helper()
		heads := c.headers(t.Context(), 1, 20)
		if len(heads) != 20 {
			t.Fatalf("%s: %d headers", when, len(heads))
		}
		for i, h := range heads {
			if h.Hash != l.blocks[i+1].Hash {
				t.Errorf("%s: block %d is another", when, i+1)
			}
		}
	}
	ask("honest")
	if a.count("eth_getBlockByNumber") != 20 {
		t.Error("it was no batch")
	}
	for name, f := range map[string]func([]any) []any{
		"out of order": func(l []any) []any { l[0], l[7] = l[7], l[0]; return l },
		"one missing":  func(l []any) []any { return append(l[:3:3], l[4:]...) },
		"doubled":      func(l []any) []any { return append(l, l[2]) },
		"foreign id":   func(l []any) []any { return append(l, map[string]any{"id": 1 << 40}) },
		"empty":        func([]any) []any { return []any{} },
	} {
		a.set(func() { a.shuffle = f })
		ask(name)
	}
	a.set(func() { a.shuffle = nil })
	f := wired("", func(_ *scene, w http.ResponseWriter, q fakeRequest) bool {
		if q.batch {
			fmt.Fprint(w, `{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch requests are not supported"}}`)
		}
		return q.batch
	})
	f.begin(&scene{a: a})
	ask("batches refused")
	if !c.reads[0].noBatch {
		t.Error("it is not remembered that the node refuses batches")
	}
}

// Ping, silence and back-off run on synctest's clock where no socket is needed:
// a call that finds no endpoint waits for the one that will be back, if its
// deadline allows.
func TestACallWaitsForAnEndpointThatComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := New(Options{HTTP: "http://node"})
		if err != nil {
			t.Fatal(err)
		}
		e := c.reads[0]
		e.note(errCut, throttled, 500*time.Millisecond, 0, time.Now())
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		if got, err := c.next(ctx, map[*endpoint]bool{}, newBackoff(1, 2), false); err != nil || got != e || time.Since(start) != 500*time.Millisecond {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
		e.note(errCut, throttled, 10*time.Second, 0, time.Now())
		start = time.Now()
		if _, err := c.next(ctx, map[*endpoint]bool{}, newBackoff(1, 2), false); !errors.Is(err, ErrNoEndpoint) || time.Since(start) != 0 {
			t.Errorf("beyond the deadline, after %s: %v", time.Since(start), err)
		}
	})
}

// An answer that does not come is not waited for where there is a second node,
// unless hedges are not allowed.
func TestASecondNodeIsAskedWhileTheFirstIsSilent(t *testing.T) {
	for _, percent := range []int{0, -1} {
		l := newLedgerChain()
		a, b := startNode(t, l, ""), startNode(t, l, "")
		silent := make(chan struct{})
		a.set(func() {
			a.wire = func(_ http.ResponseWriter, _ *http.Request, q fakeRequest) bool {
				if q.Method == "eth_getBlockByNumber" {
					<-silent
				}
				return false
			}
		})
		c, err := New(Options{ChainID: testChain, HedgePercent: percent, CallTimeout: time.Second, Endpoints: []Endpoint{
			{Name: "a", HTTP: "http://" + a.addr, Read: true}, {Name: "b", HTTP: "http://" + b.addr, Read: true},
		}, Registerer: prometheus.NewRegistry()})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.HeadAt(t.Context(), 0)
		did := counted(c.opts.Registerer.(*prometheus.Registry))
		if percent < 0 && (err == nil || b.count("eth_getBlockByNumber") != 0) {
			t.Errorf("without hedges: %v, %s", err, did)
		}
		if percent == 0 && (err != nil || !strings.Contains(did, "hedges 1")) {
			t.Errorf("with hedges: %v, %s", err, did)
		}
		close(silent)
		c.Close()
	}
}
