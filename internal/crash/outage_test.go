package crash

import (
	"syscall"
	"testing"
	"time"

	"mevbot/internal/devnet"
)

// The tolerances that docs/operations.md promises.
const (
	// oldest is how many blocks the chain may have gone on from the state of a
	// plan when it is made an attempt.
	oldest = 2
	// alone is how long the bot trades on the logs alone after the feed is gone:
	// eight blocks, and room for a slow machine.
	alone = 3 * time.Second
	// noticed is how long it takes to notice that the node is gone.
	noticed = 500 * time.Millisecond
	// underway is how many blocks after its state a transaction made during an
	// outage reaches the sequencer at most: the way there takes half a second
	// when the node is slow.
	underway = 6
)

// outage is a disturbance of some seconds.
type outage struct {
	fault devnet.Fault
	// quiet is how long after its begin attempts may still be made.
	quiet      time.Duration
	begin, end time.Time
}

// While the feed or the node is gone or slow nothing is decided on a stale
// state, and afterwards the bot captures again without help.
func TestNothingIsSentOnStaleState(t *testing.T) {
	slow(t)
	w := newWorld(t, 12)
	a := newAuditor(w)
	bot := w.bot(t)
	for _, o := range []outage{
		{fault: devnet.Fault{Kind: devnet.FeedCut, For: 5 * time.Second}, quiet: alone},
		{fault: devnet.Fault{Kind: devnet.RPCCut, For: 5 * time.Second}, quiet: noticed},
		{fault: devnet.Fault{Kind: devnet.SlowRPC, For: 5 * time.Second}, quiet: 5 * time.Second},
	} {
		captured := landed(w.journal(t))
		until(t, bot, "it captures", func() bool { return landed(w.journal(t)) > captured })
		o.begin = time.Now()
		w.Chain.Inflict(o.fault)
		o.end = o.begin.Add(o.fault.For)
		until(t, bot, "the outage is over", func() bool { return time.Now().After(o.end) })
		until(t, bot, "it captures again after "+string(o.fault.Kind), func() bool { return landedSince(w.journal(t), o.end) > 0 })
		w.judge(t, &o)
		a.evidence(t, w.journal)
		a.books(t, bot)
	}
	if err := bot.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := bot.wait(t, 30*time.Second); code != 0 || t.Failed() {
		t.Errorf("exit %d; the bot said:\n%s", code, bot.said.String())
	}
}

func landedSince(rows []row, begin time.Time) (n int) {
	for i := range rows {
		if rows[i].state == "landed" && rows[i].created.After(begin) {
			n++
		}
	}
	return n
}

// judge checks what was decided during an outage, by the journal's times and
// the chain's heads.
func (w *world) judge(t *testing.T, o *outage) {
	t.Helper()
	rows := w.journal(t)
	made := 0
	for i := range rows {
		r := &rows[i]
		if r.created.Before(o.begin) || r.created.After(o.end) {
			continue
		}
		made++
		age := int64(w.headAt(r.created)) - int64(r.plan)
		after := r.created.Sub(o.begin).Round(time.Millisecond)
		t.Logf("%s: attempt %d %v after the begin, made on a state %d blocks old, %s", o.fault.Kind, r.id, after, age, r.state)
		if age > oldest {
			t.Errorf("%s: attempt %d was made on a state %d blocks old", o.fault.Kind, r.id, age)
		}
		if after > o.quiet {
			t.Errorf("%s: attempt %d was made %v after the begin, want none after %v", o.fault.Kind, r.id, after, o.quiet)
		}
	}
	for _, s := range w.sightings() {
		if s.at.Before(o.begin) {
			continue
		}
		for i := range rows {
			if r := &rows[i]; r.hash == s.tx.Hash() && r.created.Before(o.end) {
				age := int64(w.headAt(s.at)) - int64(r.plan)
				t.Logf("%s: attempt %d arrived %v after the begin, %d blocks after its state", o.fault.Kind, r.id,
					s.at.Sub(o.begin).Round(time.Millisecond), age)
				if age > underway && r.created.After(o.begin) {
					t.Errorf("%s: attempt %d was sent %d blocks after its state", o.fault.Kind, r.id, age)
				}
			}
		}
	}
	t.Logf("%s: %d attempts while it lasted, the next landed one %d", o.fault.Kind, made, landedSince(rows, o.end))
}
