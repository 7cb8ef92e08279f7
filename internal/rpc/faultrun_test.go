package rpc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/prometheus/client_golang/prometheus"
)

// deeds is what the client does about faults, by the beginning of their names.
var deeds = []struct{ fault, does string }{
	{"tcp: connections reset", "asks elsewhere, or again after a pause; the breaker opens; subscribes elsewhere; sends are unknown or not sent"},
	{"tcp: half-open", "asks a second node as well (hedge); the deadline ends the call; a ping without an answer ends the subscription"},
	{"tcp: slow drip", "asks a second node as well (hedge); the deadline ends the call"},
	{"tcp: connection refused", "as with a reset; sends are not sent"},
	{"stall after the headers", "asks a second node as well (hedge); the deadline ends the call; a send is unknown"},
	{"batches answered out of order", "puts the answers in order by their ids"},
	{"batches with one answer missing", "asks the missing one alone"},
	{"batches with a foreign id", "believes none of the batch, asks each alone"},
	{"null for everything", "a block or receipt is not found: asks elsewhere; any other value fails; a send is unknown"},
	{"a result of another type", "no answer: asks elsewhere or again; a send is unknown"},
	{"error: header not found", "asks elsewhere; where nobody has it, ErrNotFound at once"},
	{"error: missing trie node", "asks elsewhere; where nobody has it, ErrPruned at once"},
	{"error: method does not exist", "asks elsewhere; where nobody knows it, ErrUnsupported at once"},
	{"error: limit", "leaves it alone for 0.2 to 1 s, longer after the twentieth time; asks elsewhere"},
	{"error:", "asks elsewhere, or again after a pause; the breaker opens; a send is unknown"},
	{"429 with", "leaves it alone for as long as asked, at most a minute; asks elsewhere; a send is unknown"},
	{"503 with", "leaves it alone for as long as asked, at most a minute; asks elsewhere; a send is unknown"},
	{"429", "leaves it alone for 0.2 to 1 s, longer after the twentieth time; asks elsewhere; a send is unknown"},
	{"403", "leaves it alone for as long as asked, else 10 s; asks elsewhere; a send is unknown"},
	{"redirect", "is not followed: a failure like 503"},
	{"503", "asks elsewhere, or again after a pause; the breaker opens; a send is unknown"},
	{"502", "asks elsewhere, or again after a pause; the breaker opens; a send is unknown"},
	{"huge answer", "stops reading at the limit (64 MB; here 1 MB); asks elsewhere"},
	{"head stands still", "reads go elsewhere once it is behind by time; what two nodes say differently about money is disputed"},
	{"head goes back and forth", "delivers nothing twice and nothing that does not build on what was delivered"},
	{"head beyond all measure", "a lie: the head is not believed, the endpoint loses its place"},
	{"serves another chain", "is never used again before it serves the right one; said as an error"},
	{"receipt with another block hash", "alone: a lie, its block is not the chain's; with two: disputed"},
	{"receipt of another transaction", "a lie: asks elsewhere"},
	{onlyTwoTell, "alone: cannot be found out; with two: disputed"},
	{"logs are missing", "a lie, the logs do not make the header's bloom: asks elsewhere"},
	{"a log twice", "a lie, the logs are not in order: asks elsewhere"},
	{"logs of another block", "a lie: asks elsewhere"},
	{"subscription goes silent", "polls after rpc.poll_interval; subscribes elsewhere when the chain was twice ahead of it"},
	{"websocket", "subscribes again, elsewhere if need be; what was mined meanwhile comes first"},
	{"blocks replaced", "delivers the new branch from the block after the last common one"},
	{"send taken", "the send is unknown; nothing is sent again"},
	{"", "no answer: asks elsewhere, or again after a pause; the breaker opens; a send is unknown"},
}

// does is what the client does about the fault.
func (f *fault) does() string {
	for _, d := range deeds {
		if strings.HasPrefix(f.name, d.fault) {
			return d.does
		}
	}
	return ""
}

// quietT lets a node listen again outside of a test's goroutine.
type quietT struct{ testing.TB }

func (quietT) Helper()               {}
func (quietT) Fatal(...any)          {}
func (quietT) Errorf(string, ...any) {}

// outcome is what a run of a fault showed.
type outcome struct {
	reads, failed, wrong, late int
	sends, unknown, badSends   int
	recovery                   time.Duration
	counts                     string
}

// run plays one fault against a client with node a alone, or with an honest b.
func (f *fault) run(t *testing.T, pair bool) (o outcome) {
	t.Helper()
	l := newLedgerChain()
	s := &scene{chain: l, a: startNode(t, l, ""), over: make(chan struct{})}
	s.proxy = newToxic(t, func() string { return s.a.addr })
	at := s.proxy.l.Addr().String()
	if strings.HasPrefix(f.name, "tcp: connection refused") {
		at = s.a.addr
	}
	list := []Endpoint{{Name: "a", HTTP: "http://" + at, WS: "ws://" + at, Read: true, Subscribe: true, Send: true}}
	if pair {
		b := startNode(t, l, "")
		list = append(list, Endpoint{Name: "b", HTTP: "http://" + b.addr, WS: "ws://" + b.addr, Read: true, Subscribe: true})
	}
	registry := prometheus.NewRegistry()
	c, err := New(Options{Endpoints: list, ChainID: testChain, CallTimeout: time.Second, SendTimeout: time.Second, Registerer: registry})
	if err != nil {
		t.Error(err)
		return o
	}
	defer c.Close()
	for _, e := range c.all {
		e.http.max = 1 << 20
	}
	ctx, cancel := context.WithCancel(t.Context())
	var parts sync.WaitGroup
	heads := make(chan Head, 1024)
	r := &recipient{t: t, name: f.name}
	parts.Go(func() { _ = c.Follow(ctx, heads) })
	parts.Go(func() { _ = c.Watch(ctx) })
	parts.Go(func() { r.run(ctx, heads) })
	parts.Go(func() {
		for ctx.Err() == nil {
			l.mine(1)
			_ = c.sleep(ctx, 50*time.Millisecond)
		}
	})
	await(t, f.name+": start", 10*time.Second, func() bool { return c.Check(ctx) == nil && r.count() >= 6 })
	load := &workload{client: c, chain: l}
	loading, stop := context.WithCancel(ctx)
	var loads sync.WaitGroup
	loads.Go(func() { load.reads(loading) })
	loads.Go(func() { load.sends(loading) })
	f.begin(s)
	_ = c.sleep(ctx, *faultTime)
	f.end(s)
	close(s.over)
	over := time.Now()
	mark := l.tip().Number
	await(t, f.name+": recovery", 20*time.Second, func() bool {
		return c.Check(ctx) == nil && r.at() > uint64(mark) && load.fine(over)
	})
	o.recovery = time.Since(over)
	stop()
	loads.Wait()
	cancel()
	parts.Wait()
	o.reads, o.failed, o.wrong, o.late = load.total, load.failed, load.wrong, load.late
	o.sends, o.unknown, o.badSends = load.sent, load.unknown, load.check()
	o.counts = counted(registry)
	return o
}

// await polls until ok.
func await(t *testing.T, what string, limit time.Duration, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !ok(); {
		if time.Now().After(end) {
			t.Errorf("%s: not within %s", what, limit)
			return
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// recipient checks what every receiver of Follow relies on.
type recipient struct {
	t     *testing.T
	name  string
	mu    sync.Mutex
	chain []Head
	got   int
}

func (r *recipient) at() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.chain) == 0 {
		return 0
	}
	return uint64(r.chain[len(r.chain)-1].Number)
}

func (r *recipient) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.got
}

func (r *recipient) run(ctx context.Context, heads <-chan Head) {
	for {
		select {
		case h := <-heads:
			r.take(h)
		case <-ctx.Done():
			return
		}
	}
}

func (r *recipient) take(h Head) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got++
	for i, v := range slices.Backward(r.chain) {
		if v.Hash == h.Hash {
			r.t.Errorf("%s: block %d comes twice", r.name, h.Number)
			return
		}
		if v.Hash == h.Parent {
			r.chain = append(r.chain[:i+1], h)
			return
		}
	}
	if len(r.chain) > 0 {
		r.t.Errorf("%s: block %d builds on none that was delivered", r.name, h.Number)
	}
	r.chain = append(r.chain, h)
}

// workload asks and sends as the bot does, and compares with the truth.
type workload struct {
	client *Client
	chain  *ledgerChain
	mu     sync.Mutex
	total, failed, wrong, late,
	sent, unknown int
	began   time.Time // of the last good call
	results map[common.Hash]error
}

// fine says that a round of calls that began after a moment went well.
func (w *workload) fine(after time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.began.After(after)
}

func (w *workload) reads(ctx context.Context) {
	c := w.client
	for ctx.Err() == nil {
		tip := w.chain.tip()
		w.chain.mu.Lock()
		var included common.Hash
		for h, b := range w.chain.txs {
			if b+2 < tip.Number && int(b) < len(w.chain.blocks) {
				included = h
				break
			}
		}
		w.chain.mu.Unlock()
		good := true
		round := time.Now()
		try := func(ask func() (right bool, err error)) {
			start := time.Now()
			right, err := ask()
			if ctx.Err() != nil {
				return
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			w.total++
			if time.Since(start) > 4*time.Second {
				w.late++
			}
			switch {
			case err != nil:
				w.failed++
				good = false
			case !right:
				w.wrong++
			}
		}
		try(func() (bool, error) {
			h, err := c.HeadAt(ctx, tip.Number-1)
			return err != nil || w.has(h), err
		})
		try(func() (bool, error) {
			logs, err := c.BlockLogs(ctx, tip.Parent, nil)
			return len(logs) == 1 && logs[0].BlockHash == tip.Parent, err
		})
		try(func() (bool, error) {
			out, err := c.CallContract(ctx, common.Address{}, common.Address{}, nil, AtLatest())
			return len(out) == 1, err
		})
		if included != (common.Hash{}) {
			try(func() (bool, error) {
				r, err := c.TransactionReceipt(ctx, included)
				if errors.Is(err, ErrNotFound) || errors.Is(err, ErrDisputed) || errors.Is(err, ErrLie) {
					return true, err
				}
				return err == nil && r.Success && w.owns(r), err
			})
		}
		w.mu.Lock()
		if good {
			w.began = round
		}
		w.mu.Unlock()
		_ = c.sleep(ctx, 20*time.Millisecond)
	}
}

// has says whether a head is, or was, the chain's.
func (w *workload) has(h Head) bool {
	w.chain.mu.Lock()
	defer w.chain.mu.Unlock()
	return int(h.Number) < len(w.chain.blocks) && (w.chain.blocks[h.Number].Hash == h.Hash || w.chain.salt != len(w.chain.blocks))
}

func (w *workload) owns(r *Receipt) bool {
	w.chain.mu.Lock()
	defer w.chain.mu.Unlock()
	return w.chain.blocks[r.Block].Hash == r.BlockHash
}

func (w *workload) sends(ctx context.Context) {
	w.results = map[common.Hash]error{}
	for i := 0; ctx.Err() == nil; i++ {
		raw := fmt.Appendf(nil, "transaction %d", i)
		// Whoever stops does so between two sends.
		_, err := w.client.Send(context.WithoutCancel(ctx), raw)
		w.mu.Lock()
		w.sent++
		if errors.Is(err, ErrUnknown) {
			w.unknown++
		}
		w.mu.Unlock()
		w.results[crypto.Keccak256Hash(raw)] = err
		_ = w.client.sleep(ctx, 30*time.Millisecond)
	}
}

// check counts the sends whose outcome was told wrongly, and bytes that were
// sent more than once.
func (w *workload) check() (bad int) {
	w.chain.mu.Lock()
	defer w.chain.mu.Unlock()
	times := map[common.Hash]int{}
	for _, h := range w.chain.sent {
		if times[h]++; times[h] > 1 {
			bad++
		}
	}
	for h, err := range w.results {
		switch {
		case err == nil && times[h] == 0, errors.Is(err, ErrNotSent) && times[h] > 0:
			bad++
		case err != nil && !errors.Is(err, ErrUnknown) && !errors.Is(err, ErrNotSent) && times[h] > 0:
			bad++
		}
	}
	return bad
}

// counted is what the metrics say that the client did.
func counted(r *prometheus.Registry) string {
	families, err := r.Gather()
	if err != nil {
		return err.Error()
	}
	sums := map[string]float64{}
	for _, f := range families {
		for _, m := range f.Metric {
			if m.Counter == nil || m.Counter.GetValue() == 0 {
				continue
			}
			words := []string{strings.TrimSuffix(strings.TrimPrefix(f.GetName(), "mev_bot_rpc_"), "_total")}
			for _, l := range m.Label {
				if l.GetName() == "reaction" || l.GetName() == "about" || l.GetName() == "what" {
					words = append(words, l.GetValue())
				}
			}
			sums[strings.Join(words, " ")] += m.Counter.GetValue()
		}
	}
	var words []string
	for _, k := range slices.Sorted(maps.Keys(sums)) {
		words = append(words, fmt.Sprintf("%s %.0f", k, sums[k]))
	}
	return strings.Join(words, ", ")
}

// The catalogue in docs/rpc.md is this one.
func TestTheCatalogueIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/rpc.md")
	if err != nil {
		t.Fatal(err)
	}
	for i := range catalogue {
		if f := &catalogue[i]; !strings.Contains(string(text), "| "+f.name+" | "+f.does()+" |") {
			t.Errorf("docs/rpc.md lacks %q as it is now", f.name)
		}
	}
}

// Every fault of the catalogue, with node a alone and with an honest second one:
// no wrong answer is believed, no outcome of a send is told wrongly, no call
// waits beyond its deadline, heads come without holes, and once the fault is
// over all is well within two seconds in 95 of 100 cases.
func TestTheFaultCatalogue(t *testing.T) {
	type result struct {
		alone, pair outcome
	}
	results := make([]result, len(catalogue))
	slots := make(chan struct{}, 8)
	var running sync.WaitGroup
	for i := range catalogue {
		for _, pair := range []bool{false, true} {
			running.Go(func() {
				slots <- struct{}{}
				defer func() { <-slots }()
				o := catalogue[i].run(t, pair)
				if pair {
					results[i].pair = o
				} else {
					results[i].alone = o
				}
			})
		}
	}
	running.Wait()
	var recoveries []time.Duration
	var table strings.Builder
	fmt.Fprintf(&table, "| fault | what the client does | reads failed, alone | back after, alone | failed, with a second node | back after | counted, with a second node |\n|---|---|---|---|---|---|---|\n")
	for i, f := range catalogue {
		for kind, o := range map[string]outcome{"alone": results[i].alone, "pair": results[i].pair} {
			if kind == "alone" && f.name == onlyTwoTell {
				o.wrong = 0
			}
			if o.wrong > 0 || o.badSends > 0 || o.late > 0 {
				t.Errorf("%s, %s: %d wrong answers believed, %d sends told wrongly, %d calls late", f.name, kind, o.wrong, o.badSends, o.late)
			}
			if o.reads == 0 || o.sends == 0 {
				t.Errorf("%s, %s: nothing was asked or sent", f.name, kind)
			}
			recoveries = append(recoveries, o.recovery)
		}
		a, p := results[i].alone, results[i].pair
		fmt.Fprintf(&table, "| %s | %s | %d of %d | %.2f s | %d of %d | %.2f s | %s |\n", f.name, f.does(), a.failed, a.reads, a.recovery.Seconds(), p.failed, p.reads, p.recovery.Seconds(), p.counts)
	}
	slices.Sort(recoveries)
	p95 := recoveries[len(recoveries)*95/100]
	t.Logf("%d faults, p50 %.2f s, p95 %.2f s, longest %.2f s\n%s", len(catalogue), recoveries[len(recoveries)/2].Seconds(), p95.Seconds(), recoveries[len(recoveries)-1].Seconds(), table.String())
	if p95 > 2*time.Second {
		t.Errorf("p95 of the recoveries is %s, want at most 2 s", p95)
	}
}

// Faults that do not end: the endpoint cannot be used, another one can.
func TestAnEndpointThatNeverAnswers(t *testing.T) {
	l := newLedgerChain()
	b := startNode(t, l, "")
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }))
	defer plain.Close()
	for name, url := range map[string]string{
		"DNS gone": "http://node.invalid", "TLS to a plain port": strings.Replace(plain.URL, "http", "https", 1), "refused": "http://127.0.0.1:1",
	} {
		c, err := New(Options{ChainID: testChain, Endpoints: []Endpoint{
			{Name: "a", HTTP: url, Read: true, Send: true}, {Name: "b", HTTP: "http://" + b.addr, Read: true},
		}})
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			if _, err := c.Latest(t.Context()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err = c.Send(t.Context(), []byte{1})
		if name == "TLS to a plain port" {
			if !errors.Is(err, ErrUnknown) && !errors.Is(err, ErrNotSent) {
				t.Errorf("%s: send: %v", name, err)
			}
		} else if !errors.Is(err, ErrNotSent) {
			t.Errorf("%s: send: %v, want ErrNotSent", name, err)
		}
		c.Close()
	}
}
