package crash

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"mevbot/internal/execute"
)

// The places that are no step: some time after a send began, so that its answer
// is lost, and any time at all.
const (
	unanswered = "unanswered"
	anytime    = "any time"
)

// death is how the bot is killed, and how it was found.
type death struct {
	place   string
	arrival int
	after   time.Duration
	// hasty is one more death, out of the count: the bot comes to it in the
	// recovery from the death before, or soon after it, before any audit.
	hasty bool

	state string // of the newest attempt in the journal if it is open, else none
	seen  bool   // by the sequencer
	mined bool   // in the chain
}

// between says that it was killed between reserve and receipt.
func (d *death) between() bool { return d.state != "none" }

// deaths are n ways to die, each place about as often, and among many of them
// some hasty ones.
func deaths(n int, rng *rand.Rand) []death {
	places := append(slices.Clone(execute.Steps[:]), unanswered, anytime, unanswered, unanswered)
	if n < len(places) { // one of each kind that matters most
		places = []string{"signed", "storing", "reserved", unanswered, "sent", "booking"}
	}
	var ways []death
	for i := range n {
		d := death{place: places[i%len(places)], arrival: 1}
		if n >= len(places) {
			d.arrival += rng.IntN(2)
		}
		switch d.place {
		case unanswered:
			d.after = time.Duration(rng.IntN(250)) * time.Millisecond
		case anytime:
			d.after = time.Duration(rng.IntN(3000)) * time.Millisecond
		}
		ways = append(ways, d)
		if n >= len(places) && i%8 == 7 {
			again := []string{"sending", "sent", "answered", "booking", "settled", anytime}
			ways = append(ways, death{
				place: again[i/8%len(again)], arrival: 1, hasty: true, after: time.Duration(rng.IntN(2000)) * time.Millisecond,
			})
		}
	}
	return ways
}

// victim starts a bot that will die as said.
func (w *world) victim(t *testing.T, d *death) *process {
	t.Helper()
	env := map[string]string{asVictim: w.ConfigFile}
	if d != nil && d.place != anytime {
		env[atStep], env[atArrival] = d.place, strconv.Itoa(d.arrival)
		if d.place == unanswered {
			env[atStep], env[afterward] = "sending", max(d.after, time.Millisecond).String()
		}
		if d.hasty {
			env[armed] = "1"
		}
	}
	return start(t, env)
}

// The bot is killed again and again, at every step of an attempt and at any
// time. After each death the journal and the chain must agree on every
// transaction, and after each recovery the books must balance to the wei.
func TestKilledAtAnyStepNothingIsLost(t *testing.T) {
	slow(t)
	w := newWorld(t, 11)
	a := newAuditor(w)
	ways := deaths(*kills, rand.New(rand.NewPCG(11, 11)))
	var dead []row
	for i := range ways {
		d := &ways[i]
		bot := w.victim(t, d)
		if !d.hasty {
			a.recovered(t, bot, dead)
			fmt.Fprintln(bot.stdin, "go")
		}
		if d.place == anytime {
			time.AfterFunc(d.after, func() { _ = bot.cmd.Process.Kill() })
		}
		if bot.wait(t, 90*time.Second) != -1 {
			t.Fatalf("killed at %s: it ended by itself: %v\n%s", d.place, bot.err, bot.said.String())
		}
		dead = a.evidence(t, w.autopsy)
		w.find(d, a, dead)
		t.Logf("%3d killed at %-10s  newest attempt: %-8s  seen %-5t  mined %-5t  attempts %d", i+1, d.place, d.state, d.seen, d.mined, len(dead))
		if t.Failed() {
			t.Fatalf("after the kill at %s; the bot said:\n%s", d.place, bot.said.String())
		}
	}
	last := w.victim(t, nil)
	a.recovered(t, last, dead)
	until(t, last, "it captures again", func() bool { return landed(w.journal(t)) > landed(dead) })
	if err := last.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := last.wait(t, 30*time.Second); code != 0 {
		t.Errorf("exit %d after SIGTERM:\n%s", code, last.said.String())
	}
	a.evidence(t, w.journal)
	report(t, a, ways)
}

// recovered waits until a new bot has resolved what the dead one left open, and
// audits.
func (a *auditor) recovered(t *testing.T, bot *process, dead []row) {
	t.Helper()
	until(t, bot, "what was in flight is resolved", func() bool { return resolved(dead, a.journal(t)) })
	a.books(t, bot)
	a.evidence(t, a.journal)
}

// find says how the bot was found.
func (w *world) find(d *death, a *auditor, rows []row) {
	d.state = "none"
	if len(rows) == 0 || !rows[len(rows)-1].open() {
		return
	}
	newest := &rows[len(rows)-1]
	d.state = newest.state
	_, d.mined = a.mined[newest.hash]
	for _, s := range w.sightings() {
		d.seen = d.seen || s.tx.Hash() == newest.hash
	}
}

func landed(rows []row) (n int) {
	for i := range rows {
		if rows[i].state == "landed" {
			n++
		}
	}
	return n
}

// report prints the deaths by place and by state.
func report(t *testing.T, a *auditor, ways []death) {
	t.Helper()
	var between, hasty int
	places, states := map[string][]*death{}, map[string]int{}
	for i := range ways {
		d := &ways[i]
		places[d.place] = append(places[d.place], d)
		states[fmt.Sprintf("%s, seen %t, mined %t", d.state, d.seen, d.mined)]++
		if d.between() {
			between++
		}
		if d.hasty {
			hasty++
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d kills, %d of them in or soon after a recovery, %d between reserve and receipt\n%-12s %5s %5s %8s %5s %7s %5s %5s\n", len(ways), hasty, between,
		"place", "kills", "none", "reserved", "sent", "unknown", "seen", "mined")
	order := append(slices.Clone(execute.Steps[:]), unanswered, anytime)
	for _, place := range slices.SortedFunc(maps.Keys(places), func(x, y string) int {
		return cmp.Compare(slices.Index(order, x), slices.Index(order, y))
	}) {
		count := map[string]int{}
		for _, d := range places[place] {
			count[d.state]++
			if d.seen {
				count["seen"]++
			}
			if d.mined {
				count["mined"]++
			}
		}
		fmt.Fprintf(&b, "%-12s %5d %5d %8d %5d %7d %5d %5d\n", place, len(places[place]), count["none"], count["reserved"], count["sent"],
			count["unknown"], count["seen"], count["mined"])
	}
	for _, state := range slices.Sorted(maps.Keys(states)) {
		fmt.Fprintf(&b, "newest attempt %-36s %d\n", state, states[state])
	}
	hashes := map[string]bool{}
	for _, s := range a.sightings() {
		hashes[s.tx.Hash().Hex()] = true
	}
	fmt.Fprintf(&b, "attempts in the journal %d, transactions in the chain %d, arrivals at the sequencer %d of which repeated %d\nbalances struck %d, each with 0 wei unexplained",
		len(a.known), len(a.mined), len(a.sightings()), len(a.sightings())-len(hashes), len(a.balance))
	t.Log("\n" + b.String())
	if 2*between < len(ways) {
		t.Errorf("only %d of %d kills between reserve and receipt", between, len(ways))
	}
}
