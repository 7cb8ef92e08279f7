package execute

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/ledger"
	"mevbot/internal/risk"
	"mevbot/internal/rpc"
)

// The ordinary life of an attempt, and a second one with the next nonce.
func TestAttemptLands(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.chain.nonce = 41
	b.start()
	for i := range uint64(2) {
		b.submit(i)
		b.idle()
	}
	want := []event.AttemptState{event.Reserved, event.Sent, event.Landed, event.Reserved, event.Sent, event.Landed}
	if got := b.heard(); !equal(got, want) {
		t.Errorf("states %v, want %v", got, want)
	}
	trades := b.trades()
	if len(trades) != 2 || trades[0].Nonce != 42 || trades[1].Nonce != 41 || trades[0].Final {
		t.Errorf("journal %+v", trades)
	}
	for _, trade := range trades {
		if trade.Gross != "5000000000000000" || trade.Gas != "20000000000000" || trade.Net != "4980000000000000" {
			t.Errorf("line %+v", trade)
		}
	}
	b.mine(6)
	b.until("both are final", func() bool { tr := b.trades(); return tr[0].Final && tr[1].Final })
	if b.booked != 2 || b.gas.learned != 2 {
		t.Errorf("booked %d, learned %d; want each once", b.booked, b.gas.learned)
	}
}

func equal(a, b []event.AttemptState) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// A revert costs gas and is booked.
func TestAttemptFails(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.chain.reverts = true
	b.start()
	b.submit(1)
	b.idle()
	if tr := b.trades()[0]; tr.State != "failed" || tr.Net != "-20000000000000" || tr.Gross != "0" {
		t.Errorf("%+v", tr)
	}
	if b.gas.learned != 0 {
		t.Error("learned from a revert")
	}
}

// While an attempt is in flight nothing else is taken.
func TestBusy(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.chain.fate = queue
	b.start()
	b.submit(1)
	b.until("sent", func() bool { return b.last() == event.Sent })
	if b.runner.Submit(plan(2)) {
		t.Error("a second plan was taken")
	}
	b.mine(1)
	b.idle()
	b.submit(3)
	b.mine(1)
	b.until("landed", func() bool { b.mine(1); return b.trades()[0].State == "landed" })
	b.chain.oneTransactionPerNonce(t)
}

// A lost answer is unknown, never failed; the receipt tells.
func TestLostAnswerIsResolvedByReceipt(t *testing.T) {
	t.Parallel()
	for _, f := range []fate{lostReply, lateLose} {
		b := newBench(t)
		b.chain.fate = f
		b.start()
		b.submit(1)
		b.until("unknown", func() bool { return len(b.heard()) >= 2 })
		b.mine(1)
		b.idle()
		if got := b.heard(); !equal(got, []event.AttemptState{event.Reserved, event.Unknown, event.Landed}) {
			t.Errorf("fate %d: states %v", f, got)
		}
		if b.chain.sends != 1 {
			t.Errorf("fate %d: sent %d times", f, b.chain.sends)
		}
		b.stop()
	}
}

// Bytes that never arrived are sent again, the same ones.
func TestLostBytesAreSentAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.chain.fate = lose
	clock := &clock{now: time.Unix(1_800_000_000, 0)}
	b.opts.Now = clock.Now
	b.start()
	b.submit(1)
	b.until("unknown", func() bool { return b.last() == event.Unknown })
	b.chain.set(func() { b.chain.fate = include })
	clock.add(firstPause)
	b.idle()
	if tr := b.trades(); len(tr) != 1 || tr[0].State != "landed" {
		t.Errorf("%+v", tr)
	}
	b.chain.oneTransactionPerNonce(t)
}

// A refusal that would free the nonce says nothing about an earlier copy: after
// a lost first send the bytes keep their nonce.
func TestRefusedResendKeepsTheNonce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.chain.fate, b.chain.refusal = lateLose, rpc.ErrFeeTooLow
	clock := &clock{now: time.Unix(1_800_000_000, 0)}
	b.opts.Now = clock.Now
	b.start()
	b.submit(1)
	b.until("unknown", func() bool { return b.last() == event.Unknown })
	b.chain.set(func() { b.chain.fate = refuse })
	clock.add(firstPause)
	b.until("sent again", func() bool { b.chain.mu.Lock(); defer b.chain.mu.Unlock(); return b.chain.sends == 2 })
	b.until("answered", func() bool { return len(b.heard()) == 3 })
	if b.last() != event.Unknown || b.runner.Submit(plan(2)) {
		t.Errorf("states %v after a refused second send", b.heard())
	}
	b.mine(1) // the first copy was queued all the time
	b.idle()
	if tr := b.trades(); len(tr) != 1 || tr[0].State != "landed" {
		t.Errorf("%+v", tr)
	}
}

// What each answer means, for the first send and for a repeated one.
func TestVerdict(t *testing.T) {
	for _, tc := range []struct {
		err          error
		first, again event.AttemptState
	}{
		{nil, event.Sent, event.Sent},
		{rpc.ErrAlreadyKnown, event.Sent, event.Sent},
		{rpc.ErrUnknown, event.Unknown, event.Unknown},
		{rpc.ErrFeeTooLow, event.Refused, event.Unknown},
		{rpc.ErrNotSent, event.Refused, event.Unknown},
		{rpc.ErrFunds, event.Refused, event.Unknown},
		{rpc.ErrReverted, event.Refused, event.Unknown},
		{rpc.ErrNonceTooLow, event.Unknown, event.Unknown},
		{rpc.ErrNonceTooHigh, event.Unknown, event.Unknown},
		{rpc.ErrRefused, event.Unknown, event.Unknown},
		{errDown, event.Unknown, event.Unknown},
	} {
		if first, again := verdict(tc.err, true), verdict(tc.err, false); first != tc.first || again != tc.again {
			t.Errorf("%v: first %s, again %s; want %s, %s", tc.err, first, again, tc.first, tc.again)
		}
	}
}

// After a kill nothing is sent again; after a resume it is.
func TestKillStopsResending(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.chain.fate = lose
	clock := &clock{now: time.Unix(1_800_000_000, 0)}
	b.opts.Now = clock.Now
	b.start()
	b.submit(1)
	b.until("unknown", func() bool { return b.last() == event.Unknown })
	if err := b.gate.Set(t.Context(), risk.Kill, "test", "leak"); err != nil {
		t.Fatal(err)
	}
	b.stop()
	b.chain.set(func() { b.chain.fate = include })
	sends := b.chain.sends
	b.start()
	clock.add(time.Hour)
	b.mine(5)
	b.until("asked after it", func() bool { return len(b.runner.wake) == 0 })
	b.stop()
	if b.chain.sends != sends || b.runner.Submit(plan(2)) {
		t.Error("sent after a kill")
	}
	if err := b.gate.Set(t.Context(), risk.Run, "test", "fixed"); err != nil {
		t.Fatal(err)
	}
	b.start()
	b.idle()
	if tr := b.trades(); len(tr) != 1 || tr[0].State != "landed" {
		t.Errorf("%+v", tr)
	}
	b.chain.oneTransactionPerNonce(t)
}

// What the node proves not to hold is refused, and its nonce is used again.
func TestRefusedNonceIsUsedAgain(t *testing.T) {
	t.Parallel()
	for _, refusal := range []error{rpc.ErrFeeTooLow, rpc.ErrFunds, rpc.ErrNotSent, &rpc.RevertError{Message: "execution reverted"}} {
		b := newBench(t)
		b.chain.fate, b.chain.refusal = refuse, refusal
		b.start()
		b.submit(1)
		b.idle()
		if err := b.runner.Check(t.Context()); !errors.Is(err, refusal) {
			t.Errorf("%v: check says %v", refusal, err)
		}
		b.stop()
		b.start() // the next process knows of the refusal, too
		b.submit(1)
		b.idle()
		b.chain.set(func() { b.chain.fate = include })
		b.submit(1) // the same plan
		b.idle()
		tr := b.trades()
		if len(tr) != 3 || tr[0].State != "landed" || tr[1].State != "refused" || tr[0].Nonce != tr[1].Nonce || !tr[1].Final {
			t.Errorf("%v: %+v", refusal, tr)
		}
		if err := b.runner.Check(t.Context()); err != nil {
			t.Errorf("%v: check still says %v", refusal, err)
		}
		b.stop()
	}
}

// While the node is gone a plan makes no attempt: it would be sent later, on a
// state that is long gone.
func TestNoAttemptWhileTheNodeIsGone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var gone atomic.Bool
	gone.Store(true)
	b.opts.Reachable = func(context.Context) error {
		if gone.Load() {
			return errDown
		}
		return nil
	}
	b.start()
	b.submit(1)
	b.idle()
	if tr := b.trades(); len(tr) != 0 || b.chain.sends != 0 {
		t.Errorf("%d sends, journal %+v", b.chain.sends, tr)
	}
	gone.Store(false)
	b.submit(2)
	b.idle()
	if tr := b.trades(); len(tr) != 1 || tr[0].State != "landed" {
		t.Errorf("after its return: %+v", tr)
	}
	b.stop()
}

// A refusal that proves nothing leaves the nonce with its bytes.
func TestUnprovenRefusalKeepsTheNonce(t *testing.T) {
	t.Parallel()
	for _, refusal := range []error{rpc.ErrRefused, rpc.ErrNonceTooHigh, rpc.ErrNotFound} {
		b := newBench(t)
		b.chain.fate, b.chain.refusal = refuse, refusal
		b.opts.Now = (&clock{now: time.Unix(1_800_000_000, 0)}).Now
		b.start()
		b.submit(1)
		b.until("unknown", func() bool { return b.last() == event.Unknown })
		if b.runner.Submit(plan(2)) {
			t.Errorf("%v: another plan was taken", refusal)
		}
		b.stop()
	}
}

// Another program used the nonce: the attempt is given up after some blocks,
// the trading stops until an operator resumes, and goes on behind it.
func TestForeignNonceStopsTheTrading(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.start()
	b.submit(1)
	b.idle()
	b.chain.set(func() { b.chain.nonce++ })
	b.submit(2)
	b.until("unknown", func() bool { return b.last() == event.Unknown })
	b.until("given up", func() bool { b.mine(1); return b.last() == event.Refused })
	if b.gate.Allow() || !strings.Contains(b.gate.Level().Why, "not in the journal") {
		t.Errorf("level %+v", b.gate.Level())
	}
	if err := b.gate.Set(t.Context(), risk.Run, "test", "seen"); err != nil {
		t.Fatal(err)
	}
	b.submit(3)
	b.idle()
	if tr := b.trades()[0]; tr.State != "landed" || tr.Nonce != 2 {
		t.Errorf("%+v", tr)
	}
}

// The chain is ahead of the journal at the start.
func TestForeignNonceAtStart(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.start()
	b.submit(1)
	b.idle()
	b.stop()
	b.chain.set(func() { b.chain.nonce += 3 })
	b.start()
	b.idle()
	if b.gate.Allow() || !strings.Contains(b.gate.Level().Why, "foreign nonce") {
		t.Errorf("level %+v", b.gate.Level())
	}
	b.until("dropped", func() bool {
		b.runner.Submit(plan(2))
		b.mu.Lock()
		defer b.mu.Unlock()
		return len(b.drops) > 0 && b.drops[0] == "stopped"
	})
}

// A reorg takes a receipt back: the attempt is in flight again, its line does
// not count, and the same bytes are sent again. Nothing is taken meanwhile.
func TestReorgTakesAReceiptBack(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	clock := &clock{now: time.Unix(1_800_000_000, 0)}
	b.opts.Now = clock.Now
	b.start()
	b.submit(1)
	b.idle()
	b.mine(2)
	before := b.trades()[0]
	b.chain.set(func() { b.chain.fate = queue })
	b.runner.Confirmed(b.chain.fork(4))
	b.until("taken back", func() bool { return b.trades()[0].State != "landed" })
	totals, err := ledger.ReadTotals(t.Context(), b.db)
	if err != nil || totals.Attempts != 0 || totals.Net.Sign() != 0 {
		t.Errorf("totals %+v, %v; want none", totals, err)
	}
	if b.runner.Submit(plan(2)) {
		t.Error("a plan was taken while the nonce is open")
	}
	clock.add(time.Minute)
	b.until("landed again", func() bool { b.mine(1); return b.trades()[0].State == "landed" })
	after := b.trades()[0]
	if after.Hash != before.Hash || after.Net != before.Net || after.Block == before.Block {
		t.Errorf("before %+v, after %+v", before, after)
	}
	b.until("final", func() bool { b.mine(1); return b.trades()[0].Final })
	b.idle()
	if b.booked != 1 {
		t.Errorf("booked %d times", b.booked)
	}
	b.chain.oneTransactionPerNonce(t)
}

// A reorg that nobody saw, because the bot was down, is found at the start.
func TestReorgWhileDown(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.start()
	b.submit(1)
	b.idle()
	b.until("final", func() bool { b.mine(1); return b.trades()[0].Final })
	b.stop()
	before := b.trades()[0].Block
	b.chain.fork(int(b.chain.head - 100))
	b.start()
	b.until("landed again", func() bool {
		b.mine(1)
		tr := b.trades()[0]
		return tr.State == "landed" && tr.Final && tr.Block > before
	})
	b.chain.oneTransactionPerNonce(t)
}

// The node is away when the bot starts: plans wait, then all is resolved.
func TestNodeAwayAtStart(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.chain.down = true
	b.start()
	b.until("fault", func() bool { return b.runner.Check(t.Context()) != nil })
	if b.runner.Submit(plan(1)) {
		t.Error("a plan was taken before the nonce is known")
	}
	b.chain.set(func() { b.chain.down = false })
	b.submit(2)
	b.idle()
	if err := b.runner.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestDropsSayWhy(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		want   string
		change func(*bench, *Plan)
	}{
		{"stale_gas", func(b *bench, _ *Plan) { b.gas.err = errors.New("stale") }},
		{"stopped", func(b *bench, _ *Plan) { b.gate.Drain() }},
		{"stopped", func(_ *bench, p *Plan) { p.GasUnits = MaxGas + 1 }},
		{"stopped", func(_ *bench, p *Plan) { p.Candidate.Len = 1 }},
		{"late", func(b *bench, p *Plan) { p.Block = 100; b.runner.Confirmed(103) }},
	} {
		b := newBench(t)
		b.start()
		b.idle()
		p := plan(1)
		tc.change(b, &p)
		b.until("taken", func() bool { return b.runner.Submit(p) })
		b.idle()
		b.mu.Lock()
		if len(b.drops) != 1 || b.drops[0] != tc.want || b.chain.sends != 0 {
			t.Errorf("drops %v with %d sends, want %s", b.drops, b.chain.sends, tc.want)
		}
		b.mu.Unlock()
		b.stop()
	}
}

// Without its journal the runner ends and sends nothing.
func TestNoJournalNoSend(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.start()
	b.idle()
	if err := b.db.Close(); err != nil {
		t.Fatal(err)
	}
	b.submit(1)
	if err := <-b.ended; err == nil || !strings.Contains(err.Error(), "reserve nonce 0") {
		t.Errorf("run: %v", err)
	}
	if b.chain.sends != 0 {
		t.Error("sent without a journal")
	}
	b.cancel()
	b.cancel = nil
}

func TestNewRefusesHalfALiveBot(t *testing.T) {
	b := newBench(t)
	for name, strip := range map[string]func(*Options){
		"key": func(o *Options) { o.Key = nil }, "ledger": func(o *Options) { o.Ledger = nil }, "gate": func(o *Options) { o.Gate = nil },
		"executor": func(o *Options) { o.Executor = [20]byte{} }, "chain": func(o *Options) { o.ChainID = 0 },
		"fee": func(o *Options) { o.MaxGasPrice.Clear() }, "client": func(o *Options) { o.Client = nil },
	} {
		opts := b.opts
		strip(&opts)
		if _, err := New(opts); err == nil {
			t.Errorf("without %s: no error", name)
		}
	}
}

// The states of a nonce are decided by time, nonce and head alone.
func TestWaiting(t *testing.T) {
	at := time.Unix(1_800_000_000, 0)
	w := waiting{}
	for _, step := range []struct {
		what   string
		after  time.Duration
		used   uint64
		head   chain.Block
		resend bool
		want   step
	}{
		{"never sent", 0, 7, 10, true, resend},
		{"just sent", firstPause - 1, 7, 10, true, wait},
		{"after the pause", 1, 7, 10, true, resend},
		{"the pause doubles", 2*firstPause - 1, 7, 10, true, wait},
		{"killed", time.Hour, 7, 10, false, wait},
		{"an earlier nonce is open", 0, 6, 10, true, wait},
		{"the nonce is used", 0, 8, 10, true, wait},
		{"still without a receipt", 0, 8, 12, true, wait},
		{"the nonce is free again", 0, 7, 13, false, wait},
		{"used again", 0, 8, 13, true, wait},
		{"not yet", 0, 8, 15, true, wait},
		{"three blocks later", 0, 8, 16, true, lost},
	} {
		at = at.Add(step.after)
		got := w.next(at, 7, step.used, step.head, step.resend)
		if got != step.want {
			t.Errorf("%s: %d, want %d", step.what, got, step.want)
		}
		if got == resend {
			w.sent(at)
		}
	}
	w.sends = 1000
	if w.pause() != longestPause {
		t.Errorf("pause %s after many sends", w.pause())
	}
}
