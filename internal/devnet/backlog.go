package devnet

import "mevbot/internal/chain"

// backlogSegment is how many messages nitro sends in one frame of the backlog.
const backlogSegment = 240

// posted is a message as it went over the wire.
type posted struct {
	seq  chain.Seq
	json []byte
}

// backlog holds the last messages for those who connect, without gaps: its
// numbers are consecutive.
type backlog struct {
	messages []posted
}

// add appends m. A number that jumps ahead drops everything before it, as
// nitro's backlog does. A number that is already here begins a reorganised
// chain: it and what follows are replaced. (Nitro keeps the old ones in this
// case until they are confirmed.)
func (b *backlog) add(m posted) {
	if len(b.messages) > 0 {
		first, next := b.messages[0].seq, b.messages[len(b.messages)-1].seq+1
		switch {
		case m.seq > next, m.seq < first:
			b.messages = nil
		case m.seq < next:
			b.messages = b.messages[:m.seq-first]
		}
	}
	b.messages = append(b.messages, m)
}

// confirm forgets the messages through seq.
func (b *backlog) confirm(seq chain.Seq) {
	if len(b.messages) == 0 || seq < b.messages[0].seq {
		return
	}
	n := min(len(b.messages), int(seq-b.messages[0].seq)+1)
	b.messages = append([]posted(nil), b.messages[n:]...)
}

// from is what a client that asks for requested gets, by nitro's rules: from
// exactly that message if it is here, otherwise everything, also if it asks
// for one that does not exist yet. 0 stands for no request.
func (b *backlog) from(requested chain.Seq) []posted {
	if len(b.messages) == 0 {
		return nil
	}
	first := b.messages[0].seq
	if requested > first && requested <= b.messages[len(b.messages)-1].seq {
		return b.messages[requested-first:]
	}
	return b.messages
}
