package feed

import (
	"encoding/binary"
	"hash/maphash"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
)

// placement is what a copy of a message is to what was handed over.
type placement uint8

const (
	inOrder  placement = iota // the one wanted
	repeat                    // handed over before, or not wanted
	early                     // messages before it are missing; it is held back or follows a gap
	again                     // its feed has to be asked again, for a message before it
	replaced                  // a number handed over before, with another content, which is newer
	apart                     // of another history than the one handed over; not used
)

const (
	// remembered is how many messages back a re-sent number is compared with what
	// it said before: about seventeen minutes at four blocks a second, and more
	// than a server's backlog usually holds.
	remembered = 4096
	// toldBack is how many messages of each feed are remembered, so that a feed
	// that was apart is known again when the others catch up with it.
	toldBack = 64
	// digStep is how far before a difference a feed is asked again, at first, for
	// where its history parted from ours.
	digStep = 64
	// maxHeld is how many messages may be held back behind a missing one.
	maxHeld = 4096
	// maxFeeds is the width of print.tellers.
	maxFeeds = 64
	// aloneAfter is how long a feed that tells another history has to be the only
	// one left until it is believed.
	aloneAfter = 2 * time.Second
)

// merger makes one sequence of what several feeds tell: the first copy of each
// number, in order, once. It is a state machine without I/O whose clock is
// handed in. What a call decides to hand over is appended to out.
//
// Feeds that tell the same number with different contents tell two histories.
// The newer one counts: that of a feed which changed its own word, or whose
// numbers fall, which a server's do only after a reorganisation. A feed of
// which neither can be said is apart: it is compared, not used, until it agrees
// again or nobody else is left.
type merger struct {
	patience time.Duration // how long a missing message is waited for
	next     chain.Seq     // the number wanted; any, until begun
	begun    bool
	feeds    []standing
	seed     maphash.Seed
	prints   []print    // by number modulo remembered
	held     []heldBack // after next, by number
	until    time.Time  // when the wait for next ends; zero without a wait
	asked    chain.Seq  // was asked for again; only once
	out      []Item
}

// standing is what the merger knows of a feed.
type standing struct {
	live     bool
	left     time.Time // when it last ceased to be
	joined   bool      // a message came on the present connection
	last     chain.Seq // the last one that did
	doubt    bool      // something it told since then was not used
	asking   bool      // it connects anew to tell a missing message
	apart    bool
	apartAt  chain.Seq // where its history differs
	since    time.Time // of apart
	believed bool      // its next difference is taken for the truth
	dig      chain.Seq // ask from here for where the histories part; 0: no need
	depth    chain.Seq // of the last dig
	told     [toldBack]print
}

type heldBack struct {
	message *Message
	print   print
}

// print is what is kept of a message to know it again.
type print struct {
	seq     chain.Seq
	known   bool
	missed  bool // it was in a gap; nothing else is set
	hasHash bool
	hash    common.Hash
	content uint64

	source   int       // the feed of the first copy
	at       time.Time // of the first copy
	followed bool      // a second copy came
	tellers  uint64    // the feeds that told this, a bit each
	before   uint64    // content that this replaced, if replaces
	replaces bool
}

// verdict on a copy. If it is the second of its number, the feed leader was
// lead earlier.
type verdict struct {
	placement
	second bool
	leader int
	lead   time.Duration
}

// newMerger begins at from; at 0 it begins at whatever comes first.
func newMerger(from chain.Seq, feeds int, patience time.Duration) *merger {
	return &merger{
		patience: patience, next: from, begun: from > 0, feeds: make([]standing, feeds),
		seed: maphash.MakeSeed(), prints: make([]print, remembered),
	}
}

// connected says that what a feed tells next comes on a new connection, whose
// backlog may begin before the number wanted.
func (g *merger) connected(feed int) {
	s := &g.feeds[feed]
	s.live, s.joined, s.doubt = true, false, false
}

// gone says that a feed's connection ended.
func (g *merger) gone(feed int, now time.Time) {
	if s := &g.feeds[feed]; s.live {
		s.live, s.left = false, now
	}
}

// rejected says that a frame of a feed was unusable, so that a message which is
// missing later may have been in it.
func (g *merger) rejected(feed int) { g.feeds[feed].doubt = true }

// request is the number to ask a feed for: the last one that is had. Asked for
// the one after it, a server that has nothing newer sends its whole backlog.
func (g *merger) request(feed int) (seq chain.Seq, ok bool) {
	if s := &g.feeds[feed]; s.dig > 0 {
		return s.dig, true
	} else if s.believed {
		return s.apartAt, true
	}
	if !g.begun || g.next == 0 {
		return 0, false
	}
	return g.next - 1, true
}

// take says what a copy is, and hands over what follows from it.
func (g *merger) take(feed int, m *Message, now time.Time) verdict {
	s := &g.feeds[feed]
	first, fell := !s.joined, s.joined && m.Seq <= s.last
	s.last, s.joined, s.asking = m.Seq, true, false
	p := g.print(m)
	p.source, p.at, p.tellers = feed, now, 1<<feed
	s.told[m.Seq%toldBack] = p
	if !g.begun {
		g.begun, g.next = true, m.Seq
	}
	switch {
	case m.Seq < g.next:
		return g.compare(feed, m, &p, first, fell)
	case s.apart:
		s.doubt = true
		return verdict{placement: apart}
	case m.Seq > g.next:
		v := verdict{placement: early}
		g.hold(m, &p, &v)
		if s.doubt && g.asked != g.next {
			g.asked, s.asking, g.until = g.next, true, now.Add(max(g.patience, aloneAfter))
			v.placement = again
			return v
		}
		g.settle(now)
		return v
	}
	s.doubt = false
	g.deliver(m, &p)
	g.settle(now)
	return verdict{}
}

// compare judges a copy of a number that was handed over.
func (g *merger) compare(feed int, m *Message, p *print, first, fell bool) verdict {
	s := &g.feeds[feed]
	old := &g.prints[m.Seq%remembered]
	if old.missed && old.seq == m.Seq { // the gap was said: too late
		return verdict{placement: repeat}
	}
	if !old.known || old.seq != m.Seq { // too long ago to know
		if fell && !s.apart {
			g.rewind(feed, m, p)
			return verdict{placement: replaced}
		}
		return verdict{placement: repeat}
	}
	if old.same(p) {
		s.apart, s.dig, s.depth = false, 0, 0
		old.tellers |= 1 << feed
		return old.secondCopy(p)
	}
	stale := old.replaces && old.before == p.content
	changed := old.tellers&(1<<feed) != 0
	if len(g.feeds) == 1 || s.believed || !stale && (changed || fell && !s.apart) {
		if first && g.knows(m.Seq-1) {
			// The histories may have parted before the number that was asked for.
			s.depth = max(digStep, 8*s.depth)
			s.dig = m.Seq - min(m.Seq-1, s.depth)
			return verdict{placement: again}
		}
		g.rewind(feed, m, p)
		return verdict{placement: replaced}
	}
	if !s.apart {
		s.apart, s.apartAt, s.since = true, m.Seq, p.at
		g.held = slices.DeleteFunc(g.held, func(h heldBack) bool { return h.print.source == feed })
	}
	return verdict{placement: apart}
}

// knows says that a number was handed over and is remembered.
func (g *merger) knows(seq chain.Seq) bool {
	p := &g.prints[seq%remembered]
	return p.known && p.seq == seq && seq < g.next
}

// secondCopy notes that a message came again, as o.
func (p *print) secondCopy(o *print) verdict {
	v := verdict{placement: repeat}
	if p.source != o.source && !p.followed {
		p.followed = true
		v.second, v.leader, v.lead = true, p.source, o.at.Sub(p.at)
	}
	return v
}

// rewind takes back what was handed over from m on. Feeds that have told more
// than that are of the old history until they say otherwise.
func (g *merger) rewind(feed int, m *Message, p *print) {
	g.held, g.until = g.held[:0], time.Time{}
	for i := range g.feeds {
		s := &g.feeds[i]
		if i != feed && s.joined && s.last >= m.Seq && !s.apart {
			s.apart, s.apartAt, s.since = true, m.Seq, p.at
		}
	}
	s := &g.feeds[feed]
	s.apart, s.believed, s.dig, s.depth = false, false, 0, 0
	g.out = append(g.out, Item{Rewind: &Rewind{Seq: m.Seq}})
	g.deliver(m, p)
}

// deliver hands a message over. A feed that has told the same is not apart.
func (g *merger) deliver(m *Message, p *print) {
	for i := range g.feeds {
		s := &g.feeds[i]
		if t := &s.told[m.Seq%toldBack]; t.known && t.seq == m.Seq && t.same(p) {
			s.apart = false
			p.tellers |= 1 << i
		}
	}
	old := &g.prints[m.Seq%remembered]
	if old.known && old.seq == m.Seq {
		p.replaces, p.before = true, old.content
	}
	*old = *p
	g.next = m.Seq + 1
	g.out = append(g.out, Item{Message: m})
}

// hold keeps a message until its turn.
func (g *merger) hold(m *Message, p *print, v *verdict) {
	i, found := slices.BinarySearchFunc(g.held, m.Seq, func(h heldBack, s chain.Seq) int {
		return int(h.message.Seq) - int(s)
	})
	if !found {
		g.held = slices.Insert(g.held, i, heldBack{m, *p})
		return
	}
	if old := &g.held[i].print; old.same(p) {
		*v = old.secondCopy(p)
		v.placement = early
	}
}

// settle hands over what is held and has its turn, and says a gap where nobody
// is left who might tell what is missing.
func (g *merger) settle(now time.Time) {
	for {
		n := 0
		for n < len(g.held) && g.held[n].message.Seq <= g.next {
			if h := &g.held[n]; h.message.Seq == g.next {
				g.deliver(h.message, &h.print)
			}
			n++
		}
		g.held = slices.Delete(g.held, 0, n)
		if len(g.held) == 0 {
			g.until = time.Time{}
			return
		}
		if n > 0 || g.until.IsZero() {
			g.until = now.Add(g.patience)
		}
		if len(g.held) <= maxHeld && now.Before(g.until) && g.hope(now) {
			return
		}
		first := g.held[0].message.Seq
		g.out = append(g.out, Item{Gap: &Gap{From: g.next, To: first - 1}})
		for seq := max(g.next, first-min(first, remembered)); seq < first; seq++ {
			g.prints[seq%remembered] = print{seq: seq, missed: true}
		}
		g.next, g.until = first, time.Time{}
	}
}

// hope says that a feed may yet tell the message that is missing: one that is
// behind, or about to be back.
func (g *merger) hope(now time.Time) bool {
	for i := range g.feeds {
		s := &g.feeds[i]
		if s.asking || s.live && !s.apart && (!s.joined || s.last < g.next) || !s.live && now.Sub(s.left) < aloneAfter {
			return true
		}
	}
	return false
}

// lone is the feed to believe because no other is left, and to connect to anew;
// -1 if there is none.
func (g *merger) lone(now time.Time) int {
	found := -1
	for i := range g.feeds {
		switch s := &g.feeds[i]; {
		case s.live && !s.apart, s.believed:
			return -1
		case s.live && found < 0 && now.Sub(s.since) >= aloneAfter:
			found = i
		}
	}
	if found >= 0 {
		g.feeds[found].believed = true
	}
	return found
}

// same says that two messages of a number make the same block: equal block
// hashes where both have one, and equal content.
func (p *print) same(o *print) bool {
	return p.content == o.content && (!p.hasHash || !o.hasHash || p.hash == o.hash)
}

func (g *merger) print(m *Message) print {
	var h maphash.Hash
	h.SetSeed(g.seed)
	var fixed [8*3 + 1 + common.AddressLength + common.HashLength + 1]byte
	binary.BigEndian.PutUint64(fixed[0:], m.L1Block)
	binary.BigEndian.PutUint64(fixed[8:], m.Timestamp)
	binary.BigEndian.PutUint64(fixed[16:], m.Delayed)
	fixed[24] = m.Kind
	copy(fixed[25:], m.Sender[:])
	if m.RequestID != nil {
		copy(fixed[45:], m.RequestID[:])
		fixed[77] = 1
	}
	h.Write(fixed[:])
	h.Write(m.L2)
	return print{seq: m.Seq, known: true, hasHash: m.HasHash, hash: m.BlockHash, content: h.Sum64()}
}
