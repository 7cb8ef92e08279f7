package pool

import (
	"errors"
	"log/slog"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// record is a confirmed block with what takes it back.
type record struct {
	block *Block
	undo  []undo
}

// undo is one change of a pool: its confirmed state before, and for a Mint or a
// Burn the liquidity that was added over ticks (two's complement).
type undo struct {
	pool         amm.PoolID
	before       state
	lower, upper int32
	delta        uint256.Int
}

// Confirm applies a block's logs to the confirmed state, settles the
// predictions made for it, and makes the speculation anew where they differ. A
// block that does not build on the head takes back confirmed blocks down to the
// one that it builds on. It returns the pools whose speculative state changed;
// the slice is good until the next call. The market keeps b, which must not
// change any more.
func (m *Market) Confirm(b *Block) ([]amm.PoolID, error) {
	if b == nil {
		return nil, errors.New("confirm needs a block")
	}
	m.beginChanges()
	if b.Head.Hash == m.head.Hash || !m.connect(b) {
		return nil, nil
	}
	m.apply(b)
	return m.changed, nil
}

// apply adds a block that builds on the head.
func (m *Market) apply(b *Block) {
	if len(m.history) >= m.opts.History {
		m.base = m.history[0].block.Head
		n := copy(m.history, m.history[1:])
		m.history = m.history[:n]
	}
	msg := m.messageOf(b)
	m.history = append(m.history, record{block: b})
	c := confirmation{Market: m, block: b, msg: msg, rec: &m.history[len(m.history)-1], tx: -1}
	m.epoch++
	c.run()
	m.head, m.clock = b.Head, max(m.clock, b.Head.Time)
	fact := event.BlockConfirmed{
		Block: b.Head.Number, Hash: b.Head.Hash, Swaps: c.swaps, Logs: len(b.Logs), Time: b.Head.Time, Exact: c.exact, Mismatched: c.mismatched,
	}
	if c.msg != nil {
		fact.Lead = c.lead()
	}
	m.hear.BlockConfirmed(fact)
	resumed := m.closeGap()
	if c.diverged || resumed {
		m.rebuild(msg)
	}
	if msg != nil {
		m.drop(msg)
	}
}

// messageOf takes the pending message of a block out of the queue, nil if there
// is none. Messages of earlier blocks are orphans: their blocks never came.
func (m *Market) messageOf(b *Block) *message {
	for len(m.pending) > 0 {
		msg := m.pending[0]
		if msg.block > b.Head.Number {
			return nil
		}
		n := copy(m.pending, m.pending[1:])
		m.pending = m.pending[:n]
		if msg.block == b.Head.Number && (msg.hash == b.Head.Hash || msg.hash == common.Hash{}) {
			return msg
		}
		m.orphan(msg)
		m.rebuild(msg)
		m.drop(msg)
	}
	return nil
}

// orphan settles the predictions of a message whose block will not come.
func (m *Market) orphan(msg *message) {
	for i := range msg.txs {
		tx := &msg.txs[i]
		steps := msg.stepsOf(tx)
		for k := range steps {
			if s := &steps[k]; s.announced && !s.settled {
				s.settled = true
				m.hear.SwapSettled(event.SwapSettled{Block: msg.block, Tx: tx.hash, Hop: s.hop, Outcome: event.Orphaned})
			}
		}
	}
}

// closeGap ends a gap whose blocks are all confirmed; true if messages waited
// for that.
func (m *Market) closeGap() bool {
	if m.gap.to == 0 || m.head.Number < m.gap.to {
		return false
	}
	from, okFrom := m.opts.Profile.SeqOf(m.gap.from)
	to, okTo := m.opts.Profile.SeqOf(m.gap.to)
	if okFrom && okTo {
		m.hear.FeedGap(event.FeedGap{From: from, To: to, Filled: true})
	}
	m.log.Info("feed gap closed by the chain's logs", slog.Uint64("from", uint64(m.gap.from)), slog.Uint64("to", uint64(m.gap.to)))
	m.gap = gap{}
	resumed := false
	for _, msg := range m.pending {
		resumed = resumed || msg.parked
		msg.parked = false
	}
	return resumed
}

// rebuild makes the speculative state anew: the confirmed one, with the pending
// messages on top. gone is a message that was on top and is no more, or nil.
// The pools that moved join the changed ones.
func (m *Market) rebuild(gone *message) {
	m.startRebuild()
	if gone != nil {
		m.resetSteps(gone)
	}
	for _, msg := range m.pending {
		m.resetSteps(msg)
	}
	if n := len(m.history); n > 0 {
		for i := range m.history[n-1].undo {
			m.reset(m.history[n-1].undo[i].pool)
		}
	}
	m.replay()
}

// startRebuild begins a set of pools whose speculation is reset.
func (m *Market) startRebuild() {
	m.rebuilds++
	m.work.before = m.work.before[:0]
}

// reset takes a pool's speculation back to its confirmed state.
func (m *Market) reset(id amm.PoolID) {
	s := &m.slots[id]
	if s.rebuilt == m.rebuilds {
		return
	}
	s.rebuilt = m.rebuilds
	m.work.before = append(m.work.before, moved{id, s.speculative, s.veiled})
	s.settle()
	s.veiled = false
}

func (m *Market) resetSteps(msg *message) {
	for i := range msg.steps {
		if s := &msg.steps[i]; s.hop != unwatched {
			m.reset(s.hop.Pool())
		}
	}
}

// replay runs the pending messages on a speculation whose pools were reset, and
// marks those that are not where they were before.
func (m *Market) replay() {
	for _, msg := range m.pending {
		if msg.parked {
			continue
		}
		for i := range msg.txs {
			m.predict(msg, &msg.txs[i])
		}
	}
	for i := range m.work.before {
		w := &m.work.before[i]
		if s := &m.slots[w.pool]; s.speculative != w.before || s.veiled != w.veiled {
			m.mark(w.pool)
		}
	}
}

// distrust marks a pool whose state is not known any more.
func (m *Market) distrust(id amm.PoolID, reason string) {
	s := &m.slots[id]
	if s.distrust != "" {
		return
	}
	s.distrust = reason
	m.distrusted++
	m.log.Warn("pool is not trusted any more", slog.String("pool", m.Info(id).Address.Hex()), slog.String("name", m.Info(id).Name), slog.String("reason", reason))
	m.hear.PoolTrust(event.PoolTrust{Pool: id, Reason: reason})
}

// Gap says that the feed did not tell of blocks from..to (inclusive). What
// comes after is predicted once their logs have come.
func (m *Market) Gap(from, to chain.Block) {
	m.heard = max(m.heard, to)
	if to <= m.head.Number {
		return
	}
	if m.gap.to == 0 {
		m.gap = gap{from, to}
		return
	}
	m.gap.from, m.gap.to = min(m.gap.from, from), max(m.gap.to, to)
}
