package feed

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
)

// placement is what a message is to those that came before it.
type placement uint8

const (
	inOrder  placement = iota // the one wanted
	repeat                    // one that was handed over before, or is not wanted
	ahead                     // messages before it are missing
	replaced                  // a number handed over before, with another content
)

// remembered is how many messages back a re-sent number is compared with what
// it said before: about seventeen minutes at four blocks a second, and more
// than a server's backlog usually holds.
const remembered = 4096

// order puts messages in their place. It is a state machine without clock or
// I/O.
type order struct {
	next  chain.Seq // the number wanted; any, until begun
	begun bool

	// last is the number that came last on the present connection.
	last   chain.Seq
	joined bool

	seed   maphash.Seed
	prints []print // by number modulo remembered
}

// print is what is kept of a message to know it again.
type print struct {
	seq     chain.Seq
	known   bool
	hasHash bool
	hash    common.Hash
	content uint64
}

// newOrder begins at from; at 0 it begins at whatever comes first.
func newOrder(from chain.Seq) *order {
	return &order{next: from, begun: from > 0, seed: maphash.MakeSeed(), prints: make([]print, remembered)}
}

// reconnected says that what comes next comes on a new connection, whose
// backlog may begin before the number wanted.
func (o *order) reconnected() { o.joined = false }

// request is the number to ask a server for: the last one that is had. Asked
// for the one after it, a server that has nothing newer sends its whole
// backlog.
func (o *order) request() (seq chain.Seq, ok bool) {
	if !o.begun || o.next == 0 {
		return 0, false
	}
	return o.next - 1, true
}

// skips says that messages before m are missing.
func (o *order) skips(m *Message) bool { return o.begun && m.Seq > o.next }

// place says what m is, and counts on it being handed over unless it is a
// repeat. A connection's numbers only fall when its server tells another
// history, so a number that falls is a replacement even if what it said before
// was never heard or is forgotten.
func (o *order) place(m *Message) placement {
	fell := o.joined && m.Seq <= o.last
	o.last, o.joined = m.Seq, true
	p := o.print(m)
	old := &o.prints[m.Seq%remembered]
	result := inOrder
	switch {
	case !o.begun, m.Seq == o.next:
	case m.Seq > o.next:
		result = ahead
	case old.known && old.seq == m.Seq:
		if old.same(&p) {
			return repeat
		}
		result = replaced
	case fell:
		result = replaced
	default:
		return repeat
	}
	*old = p
	o.next, o.begun = m.Seq+1, true
	return result
}

// same says that two messages of a number make the same block: equal block
// hashes where both have one, and equal content.
func (p *print) same(o *print) bool {
	return p.content == o.content && (!p.hasHash || !o.hasHash || p.hash == o.hash)
}

func (o *order) print(m *Message) print {
	var h maphash.Hash
	h.SetSeed(o.seed)
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
