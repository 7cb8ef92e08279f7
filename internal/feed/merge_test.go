package feed

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"mevbot/internal/chain"
)

// told is a message of a number in a version of the history.
func told(seq, version int) *Message {
	var hash common.Hash
	binary.BigEndian.PutUint32(hash[:], uint32(version))
	return &Message{Seq: chain.Seq(seq), L2: []byte{byte(version)}, BlockHash: hash, HasHash: true}
}

// listing plays a script on a merger and says what was handed over. A line
// "1: 5 6b" lets feed 1 tell 5 in version a and 6 in version b; "+1" and "-1"
// connect and cut it; "?1" rejects a frame of it; "10s" lets time go by.
func listing(t *testing.T, feeds int, script string) string {
	t.Helper()
	g := newMerger(5, feeds, 100*time.Millisecond)
	for i := range feeds {
		g.connected(i)
	}
	now := time.Unix(1000, 0)
	var said []string
	for line := range strings.Lines(script) {
		line = strings.TrimSpace(line)
		var n int
		if d, err := time.ParseDuration(line); err == nil && strings.HasSuffix(line, "s") {
			now = now.Add(d)
			if !g.until.IsZero() && !now.Before(g.until) {
				g.settle(now)
			}
			if lone := g.lone(now); lone >= 0 {
				seq, _ := g.request(lone)
				said = append(said, fmt.Sprintf("believe %d from %d", lone, seq))
			}
		} else if who, what, ok := strings.Cut(line, ":"); ok {
			fmt.Sscan(who, &n)
			for word := range strings.FieldsSeq(what) {
				version := 0
				if v := word[len(word)-1]; v >= 'a' {
					version, word = int(v-'a'), word[:len(word)-1]
				}
				var seq int
				fmt.Sscan(word, &seq)
				if v := g.take(n, told(seq, version), now); v.placement == again {
					said = append(said, "again")
				}
				said = append(said, items(g)...)
			}
		} else if line != "" {
			fmt.Sscan(line[1:], &n)
			map[byte]func(int){'+': g.connected, '-': func(n int) { g.gone(n, now) }, '?': g.rejected}[line[0]](n)
		}
		said = append(said, items(g)...)
	}
	return strings.Join(said, " ")
}

func items(g *merger) (said []string) {
	for _, i := range g.out {
		switch {
		case i.Gap != nil:
			said = append(said, fmt.Sprintf("gap%d-%d", i.Gap.From, i.Gap.To))
		case i.Rewind != nil:
			said = append(said, fmt.Sprintf("rewind%d", i.Rewind.Seq))
		default:
			said = append(said, fmt.Sprintf("%d%c", i.Message.Seq, 'a'+i.Message.L2[0]))
		}
	}
	g.out = g.out[:0]
	return said
}

func TestMerger(t *testing.T) {
	for _, tc := range []struct {
		name, script, want string
		feeds              int
	}{
		{name: "the first copy counts", feeds: 2, script: "0: 5 6\n1: 5 6 7\n0: 7 8", want: "5a 6a 7a 8a"},
		{name: "a hole is filled by the other feed", feeds: 2, script: "0: 5 8 9\n1: 5 6 7 8 9 10", want: "5a 6a 7a 8a 9a 10a"},
		{name: "a hole that the other feed has, too", feeds: 2, script: "0: 5 8\n1: 5 8 9", want: "5a gap6-7 8a 9a"},
		{name: "a hole that is waited for in vain", feeds: 2, script: "0: 5 8\n99ms\n0: 9\n1ms\n1: 5 6 7 8", want: "5a gap6-7 8a 9a"},
		{name: "alone, a hole is said at once", feeds: 1, script: "0: 5 8 9", want: "5a gap6-7 8a 9a"},
		{name: "a hole behind an unusable frame is asked for", feeds: 1, script: "0: 5\n?0\n0: 8\n-0\n+0\n0: 5 6 7 8", want: "5a again 6a 7a 8a"},
		{name: "only once", feeds: 1, script: "0: 5\n?0\n0: 8\n-0\n+0\n?0\n0: 8", want: "5a again gap6-7 8a"},
		{name: "a hole that a feed which was just lost may tell", feeds: 2, script: "0: 5\n1: 5\n-1\n0: 7\n+1\n1: 5 6 7", want: "5a 6a 7a"},
		{name: "late after a gap", feeds: 1, script: "0: 5 7 6 8", want: "5a gap6-6 7a 8a"},
		{name: "a reorg, the quick feed first", feeds: 2, script: "0: 5 6 7\n1: 5 6 7\n0: 6b 7b\n1: 8\n1: 6b 7b 8b", want: "5a 6a 7a rewind6 6b 7b 8b"},
		{name: "a reorg, the slow feed tells old numbers", feeds: 2, script: "0: 5 6 7 6b\n1: 5 6 7 6b 7b", want: "5a 6a 7a rewind6 6b 7b"},
		{name: "a reorg, the other feed was ahead of it", feeds: 2, script: "0: 5 6 7 6b 7b 8b\n1: 5 6 7\n0: 9b\n1: 6b 7b 8b 9b 10b", want: "5a 6a 7a rewind6 6b 7b 8b 9b 10b"},
		{name: "a reorg while a feed was away", feeds: 1, script: "0: 5 6 7\n-0\n+0\n0: 7b\n-0\n+0\n0: 5 6b 7b 8b", want: "5a 6a 7a again rewind6 6b 7b 8b"},
		{name: "a reorg of a reorg", feeds: 2, script: "0: 5 6 7 6b 7b 6c 7c 8c\n1: 5 6 7 6b 7b 6c 7c\n0: 9c\n1: 8c 9c 10c", want: "5a 6a 7a rewind6 6b 7b rewind6 6c 7c 8c 9c 10c"},
		{name: "a feed of another history is not used", feeds: 3, script: "0: 5 6 7\n1: 6x 7x 8x 9x\n2: 8\n0: 8 9", want: "5a 6a 7a 8a 9a"},
		{name: "unless nobody else is left", feeds: 2, script: "0: 5 6 7\n1: 6x 7x 8x\n-0\n1s\n1s\n-1\n+1\n1: 6x\n-1\n+1\n1: 5 6x 7x 8x", want: "5a 6a 7a believe 1 from 6 again rewind6 6x 7x 8x"},
		{name: "it agrees again", feeds: 2, script: "0: 5 6 7\n1: 6x\n1: 7 8 9\n0: 8", want: "5a 6a 7a 8a 9a"},
	} {
		if got := listing(t, tc.feeds, tc.script); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", tc.name, got, tc.want)
		}
	}
}

// relay is one feed's view of a history that all servers tell alike, each at
// its own pace.
type relay struct {
	cursor int
	view   map[int]int // number to version
	tip    int
}

func (r *relay) advance(e step) {
	r.view[e.seq], r.tip, r.cursor = e.version, e.seq, r.cursor+1
}

type step struct{ seq, version int }

// Several servers tell one history with reorganisations, at their own pace,
// losing messages and connections. What is handed over is a history without
// holes but those that were said, and in the end the newest.
func TestMergerProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Wild: one reorganisation upon another, feeds any distance apart. What is
		// handed over has its form then, too, but may end in a stale content, which
		// the blocks' hashes tell; so it may where frames around a rewind are lost.
		wild := rapid.Bool().Draw(t, "wild")
		history := []step{{5, 0}}
		version, calm := 0, 0
		for range rapid.IntRange(1, 60).Draw(t, "length") {
			last := history[len(history)-1]
			next := step{last.seq + 1, version}
			calm++
			if rapid.IntRange(0, 9).Draw(t, "reorg") == 0 && last.seq > 6 && (wild || calm > 12) {
				version++
				calm = 0
				next = step{last.seq - rapid.IntRange(0, min(4, last.seq-6)).Draw(t, "depth"), version}
			}
			history = append(history, next)
		}
		feeds := rapid.IntRange(1, 3).Draw(t, "feeds")
		g := newMerger(5, feeds, time.Second)
		relays := make([]relay, feeds)
		now := time.Unix(1000, 0)
		var chainOf []int // version by number-5; -1 in a gap
		drain := func() {
			for _, i := range g.out {
				switch at := 5 + len(chainOf); {
				case i.Gap != nil:
					if int(i.Gap.From) != at || i.Gap.To < i.Gap.From {
						t.Fatalf("gap %+v at %d", *i.Gap, at)
					}
					for range int(i.Gap.To-i.Gap.From) + 1 {
						chainOf = append(chainOf, -1)
					}
				case i.Rewind != nil:
					if int(i.Rewind.Seq) >= at || i.Rewind.Seq < 5 {
						t.Fatalf("rewind to %d at %d", i.Rewind.Seq, at)
					}
					chainOf = chainOf[:i.Rewind.Seq-5]
				default:
					if int(i.Message.Seq) != at {
						t.Fatalf("message %d at %d", i.Message.Seq, at)
					}
					chainOf = append(chainOf, int(i.Message.L2[0]))
				}
			}
			g.out = g.out[:0]
		}
		tell := func(i, seq int) bool {
			v := g.take(i, told(seq, relays[i].view[seq]), now)
			drain()
			return v.placement == again
		}
		var reconnect func(int)
		reconnect = func(i int) {
			g.gone(i, now)
			g.connected(i)
			from, _ := g.request(i)
			if int(from) > relays[i].tip {
				from = 0 // a server that has nothing newer sends all
			}
			for seq := int(from); seq <= relays[i].tip; seq++ {
				if _, has := relays[i].view[seq]; has && tell(i, seq) {
					reconnect(i)
					return
				}
			}
		}
		for i := range relays {
			relays[i].view = map[int]int{}
			g.connected(i)
		}
		lossy := rapid.Bool().Draw(t, "lossy")
		for slices.ContainsFunc(relays, func(r relay) bool { return r.cursor < len(history) }) {
			i := rapid.IntRange(0, feeds-1).Draw(t, "who")
			r := &relays[i]
			if r.cursor == len(history) {
				i = slices.IndexFunc(relays, func(r relay) bool { return r.cursor < len(history) })
				r = &relays[i]
			}
			if slowest := slices.MinFunc(relays, func(a, b relay) int { return a.cursor - b.cursor }).cursor; !wild && r.cursor > slowest+6 {
				i = slices.IndexFunc(relays, func(r relay) bool { return r.cursor == slowest })
				r = &relays[i]
			}
			on := r.tip == 0 || history[r.cursor].seq == r.tip+1
			r.advance(history[r.cursor])
			switch what := rapid.IntRange(0, 19).Draw(t, "what"); {
			case what == 0:
				reconnect(i)
			case what == 1 && lossy && on: // a lost rewind is the chain's to tell: see docs/feed.md
				g.rejected(i)
			default:
				if tell(i, r.tip) {
					reconnect(i)
				}
			}
		}
		// Everybody is at the end: connections made anew bring the rest.
		for range 3 {
			now = now.Add(10 * time.Second)
			g.settle(now)
			drain()
			for i := range relays {
				reconnect(i)
			}
			if i := g.lone(now); i >= 0 {
				reconnect(i)
			}
		}
		final := map[int]int{}
		for _, e := range history {
			final[e.seq] = e.version
		}
		tip := history[len(history)-1].seq
		for at, v := range chainOf {
			if !wild && (!lossy || version == 0) && at+5 <= tip && v >= 0 && v != final[at+5] {
				t.Fatalf("number %d is of version %d, want %d", at+5, v, final[at+5])
			}
			if v < 0 && !lossy && version == 0 {
				t.Fatalf("number %d is missing, and nothing was lost", at+5)
			}
		}
		if len(chainOf) < tip-5+1 {
			t.Fatalf("ends at %d, the history at %d", 5+len(chainOf)-1, tip)
		}
	})
}
