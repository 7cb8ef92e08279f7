package pool

import (
	"log/slog"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
)

// connect brings the confirmed state to the block that b builds on. It is false
// if b must wait: the feed says that its branch was replaced.
func (m *Market) connect(b *Block) bool {
	if n := len(m.undone); n > 0 {
		switch {
		case b.Head.Parent == m.undone[n-1].Head.Hash:
			// The old branch goes on. The feed replaced it, unless it is wrong.
			if m.contradicted() && n < m.opts.MaxAhead {
				m.undone = append(m.undone, b)
				return false
			}
			m.redo()
		case b.Head.Hash == m.undone[0].Head.Hash:
			m.undone = m.undone[1:] // the same block once more
		case b.Head.Parent == m.head.Hash:
			m.undone = nil // replaced, as the feed said
		}
	}
	if b.Head.Parent == m.head.Hash {
		return true
	}
	for i, v := range slices.Backward(m.history) {
		if v.block.Head.Parent == b.Head.Parent {
			m.undone = nil
			m.retreat(i)
			return true
		}
	}
	m.restart(b)
	return true
}

// contradicted says that the feed told of another block in place of the first
// one that was taken back.
func (m *Market) contradicted() bool {
	first := &m.undone[0].Head
	for _, msg := range m.pending {
		if msg.block == first.Number {
			return msg.hash != common.Hash{} && msg.hash != first.Hash
		}
	}
	return false
}

// redo applies again what was taken back.
func (m *Market) redo() {
	blocks := m.undone
	m.undone = nil
	for _, b := range blocks {
		m.apply(b)
	}
}

// retreat takes back the confirmed blocks from history[i] on, publishes that,
// and makes the speculation anew.
func (m *Market) retreat(i int) {
	from, depth := m.history[i].block.Head.Number, len(m.history)-i
	m.startRebuild()
	for _, msg := range m.pending {
		m.resetSteps(msg)
	}
	for k := len(m.history) - 1; k >= i; k-- {
		m.takeBack(&m.history[k])
		m.history[k] = record{}
	}
	m.history = m.history[:i]
	m.head = m.base
	if i > 0 {
		m.head = m.history[i-1].block.Head
	}
	m.clock = m.head.Time
	for k := range m.work.before {
		id := m.work.before[k].pool
		s := &m.slots[id]
		if s.distrust == "" {
			if err := s.confirm(&s.confirmed); err != nil {
				m.distrust(id, "state before the reorg is impossible: "+err.Error())
			}
		}
		s.settle()
	}
	m.log.Warn("blocks were replaced", slog.Uint64("from", uint64(from)), slog.Int("depth", depth))
	m.hear.Reorg(event.Reorg{From: from, Depth: depth})
	m.replay()
}

// restart stands the market at a block that nothing known leads to. All pools
// must be read again.
func (m *Market) restart(b *Block) {
	depth := len(m.history)
	m.log.Error("block builds on none that is remembered; all pools are read again",
		slog.Uint64("block", uint64(b.Head.Number)), slog.Uint64("head", uint64(m.head.Number)), slog.Int("remembered", depth))
	m.hear.Reorg(event.Reorg{From: b.Head.Number, Depth: depth, Reload: true})
	m.distrustAll("the chain was replaced beyond the remembered blocks")
	clear(m.history)
	m.history, m.undone = m.history[:0], nil
	m.base = rpc.Head{Number: b.Head.Number - 1, Hash: b.Head.Parent}
	m.head = m.base
}

func (m *Market) distrustAll(reason string) {
	for id := range m.slots {
		m.slots[id].since = 0
		m.distrust(amm.PoolID(id), reason)
		m.mark(amm.PoolID(id))
	}
}

// Rewind says that the feed tells block b and what follows anew. What was
// predicted from there on is void. Confirmed blocks from b on are taken back at
// once, because the feed is ahead of the node; if the node stays with them they
// are applied again.
func (m *Market) Rewind(b chain.Block) {
	m.collect(func() { m.rewind(b) })
}

func (m *Market) rewind(b chain.Block) {
	m.heard = min(m.heard, b-1)
	m.clock = m.head.Time
	if m.gap.to >= b {
		if m.gap.to = b - 1; m.gap.to < m.gap.from {
			m.gap = gap{}
		}
	}
	m.startRebuild()
	kept := m.pending[:0]
	for _, msg := range m.pending {
		m.resetSteps(msg)
		if msg.block < b {
			m.clock = max(m.clock, msg.clock)
			kept = append(kept, msg)
			continue
		}
		m.orphan(msg)
		m.drop(msg)
	}
	m.pending = kept
	m.replay()
	if b > m.head.Number {
		return
	}
	i := len(m.history) - 1 - int(m.head.Number-b)
	if i < 0 {
		m.hear.Reorg(event.Reorg{From: b, Depth: len(m.history), Reload: true})
		m.distrustAll("the feed replaced blocks beyond the remembered ones")
		return
	}
	var blocks []*Block
	for k := i; k < len(m.history); k++ {
		blocks = append(blocks, m.history[k].block)
	}
	m.undone = append(blocks, m.undone...)
	m.retreat(i)
}

// collect keeps the pools that f changes for the next Predict or Confirm to
// return.
func (m *Market) collect(f func()) {
	m.beginChanges()
	f()
	m.owed = append(m.owed[:0], m.changed...)
}
