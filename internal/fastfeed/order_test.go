package fastfeed

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"mevbot/internal/chain"
)

// say places positions written as block/index, or block/index' for another
// transaction there, or lose, and tells what is handed over.
func say(silent uint32, script string) string {
	o := order{silent: silent}
	var out []string
	gap := func(g *Gap) {
		if g == nil {
			return
		}
		to := ""
		if g.To != (Position{}) {
			to = g.To.String()
		}
		out = append(out, fmt.Sprintf("gap(%s..%s)", g.From, to))
	}
	for word := range strings.FieldsSeq(script) {
		if word == "lose" {
			gap(o.lose())
			continue
		}
		var b uint64
		var i uint32
		name, other := strings.CutSuffix(word, "'")
		fmt.Sscanf(name, "%d/%d", &b, &i)
		p := o.place(Position{chain.Block(b), i}, common.BytesToHash([]byte(fmt.Sprint(name, other))))
		if p.repeat {
			continue
		}
		if p.void {
			out = append(out, fmt.Sprintf("void(%d)", b))
		}
		gap(p.gap)
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		name   string
		silent uint32
		script string
		want   string
	}{
		{"in order", 0, "5/0 5/1 6/0 7/0 7/1", "5/0 5/1 6/0 7/0 7/1"},
		{"joined inside a block", 0, "5/3 5/4", "gap(5/0..5/3) 5/3 5/4"},
		{"hole in a block", 0, "5/0 5/1 5/4", "5/0 5/1 gap(5/2..5/4) 5/4"},
		{"hole at a block's begin", 0, "5/0 6/2", "5/0 gap(6/0..6/2) 6/2"},
		{"block not heard of", 0, "5/0 7/0", "5/0 gap(6/0..7/0) 7/0"},
		{"blocks and begin", 0, "5/0 8/1", "5/0 gap(6/0..8/1) 8/1"},
		{"first is not published", 1, "5/1 5/2 6/1", "5/1 5/2 6/1"},
		{"first is published after all", 1, "5/0 5/1 6/0 6/1", "5/0 5/1 6/0 6/1"},
		{"two are missing, not one", 1, "5/1 6/2", "5/1 gap(6/0..6/2) 6/2"},
		{"said twice", 0, "5/0 5/1 5/1 5/2", "5/0 5/1 5/2"},
		{"another at the same place", 0, "5/0 5/1 5/1'", "5/0 5/1 void(5) gap(5/0..5/1) 5/1'"},
		{"block given up", 0, "5/0 5/1 5/0' 5/1", "5/0 5/1 void(5) 5/0' 5/1"},
		{"block given up that begins the same", 0, "5/0 5/1 5/0 5/1'", "5/0 5/1 void(5) 5/0 5/1'"},
		{"later blocks void too", 0, "5/0 6/0 7/0 6/0'", "5/0 6/0 7/0 void(6) 6/0'"},
		{"given up, joined late", 0, "5/0 6/0 6/1 6/1' ", "5/0 6/0 6/1 void(6) gap(6/0..6/1) 6/1'"},
		{"lost before anything", 0, "lose 5/0", "5/0"},
		{"lost", 0, "5/0 lose lose 5/1 5/2", "5/0 gap(5/1..) 5/1 5/2"},
		{"lost for long", 0, "5/0 lose 9/7 9/8", "5/0 gap(5/1..) 9/7 9/8"},
		{"lost, and given up meanwhile", 0, "5/0 6/3 lose 6/1", "5/0 gap(6/0..6/3) 6/3 gap(6/4..) void(6) gap(6/0..6/1) 6/1"},
	} {
		if got := say(c.silent, c.script); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Whatever comes, what is handed over and not void is in strict order, and
// every place between two of them is in a gap.
func TestOrderLeavesNothingUnsaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var o order
		var held []Position // handed over and not void
		covered := map[Position]bool{}
		open := false
		for range rapid.IntRange(1, 40).Draw(t, "n") {
			if rapid.IntRange(0, 5).Draw(t, "lose") == 0 {
				open = o.lose() != nil || open
				continue
			}
			at := Position{chain.Block(rapid.IntRange(1, 3).Draw(t, "block")), rapid.Uint32Max(3).Draw(t, "index")}
			p := o.place(at, common.BytesToHash([]byte{byte(rapid.IntRange(0, 1).Draw(t, "hash"))}))
			if p.repeat {
				if len(held) == 0 || held[len(held)-1] != at {
					t.Fatalf("%s is no repetition", at)
				}
				continue
			}
			if p.void {
				for len(held) > 0 && held[len(held)-1].Block >= at.Block {
					held = held[:len(held)-1]
				}
				for c := range covered {
					if c.Block >= at.Block {
						delete(covered, c)
					}
				}
			}
			if p.gap != nil {
				for b := p.gap.From.Block; b <= at.Block; b++ {
					for i := range uint32(5) {
						if q := (Position{b, i}); q.Compare(p.gap.From) >= 0 && q.Compare(at) < 0 {
							covered[q] = true
						}
					}
				}
			}
			if len(held) > 0 && held[len(held)-1].Compare(at) >= 0 {
				t.Fatalf("%s after %s", at, held[len(held)-1])
			}
			// Within the block everything before is held or in a gap.
			if !open {
				for i := range at.Index {
					q := Position{at.Block, i}
					if !covered[q] && (len(held) == 0 || !slices.Contains(held, q)) {
						t.Fatalf("%s is neither heard nor missing before %s; held %v", q, at, held)
					}
				}
			}
			held, open = append(held, at), false
			if o.lost {
				t.Fatal("heard and lost at once")
			}
			for i := range at.Index { // an open gap covered them
				covered[Position{at.Block, i}] = true
			}
		}
	})
}

func TestPatience(t *testing.T) {
	most := func(d time.Duration) time.Duration { return d - 1 }
	for _, c := range []struct {
		name  string
		end   End
		lived []time.Duration
		want  []time.Duration // upper ends of the pauses
	}{
		{"a stable connection that is lost comes back at once", EndLost, []time.Duration{time.Hour, 0, 0}, []time.Duration{0, 500 * time.Millisecond, time.Second}},
		{"pauses double to the most", EndLost, make([]time.Duration, 9), []time.Duration{
			500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 30 * time.Second, 30 * time.Second, 30 * time.Second,
		}},
		{"without a ticket there is no hurry", EndNoTicket, make([]time.Duration, 7), []time.Duration{
			10 * time.Second, 20 * time.Second, 40 * time.Second, 80 * time.Second, 160 * time.Second, 5 * time.Minute, 5 * time.Minute,
		}},
		{"an expired ticket may have a successor", EndExpired, []time.Duration{24 * time.Hour}, []time.Duration{0}},
		{"after a restart not everybody at once", EndRestart, []time.Duration{time.Hour, 0}, []time.Duration{250 * time.Millisecond, 500 * time.Millisecond}},
		{"who lagged misses more by waiting", EndLagged, []time.Duration{time.Minute}, []time.Duration{0}},
		{"a server that objects is not pressed", EndMessage, []time.Duration{time.Hour}, []time.Duration{10 * time.Second}},
		{"tickets in use", EndInUse, make([]time.Duration, 5), []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second, 40 * time.Second, time.Minute}},
	} {
		p := patience{bounds: pausesOf, random: most}
		for i, lived := range c.lived {
			if got := p.after(c.end, lived); got != c.want[i]/2+most(c.want[i]/2+1) {
				if c.want[i] == 0 && got == 0 {
					continue
				}
				t.Errorf("%s: pause %d is %s, want %s", c.name, i, got, c.want[i])
			}
		}
	}
	p := patience{bounds: pausesOf, random: most}
	p.after(EndNoTicket, 0)
	p.after(EndNoTicket, 0)
	if got := p.after(EndLost, 0); got != 500*time.Millisecond {
		t.Errorf("another end begins anew: %s", got)
	}
	for _, end := range Ends {
		if b := pausesOf(end); b.least <= 0 || b.most < b.least {
			t.Errorf("%s has no pause", end)
		}
	}
	if p := newPatience(); p.after(EndLost, 0) < 250*time.Millisecond {
		t.Error("a pause is at least half")
	}
}
