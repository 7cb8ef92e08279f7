package pool

import (
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
)

// Told is what a transaction did, as an early source tells: a feed of receipts
// from inside the block that the sequencer is making, or a node that sends its
// logs before it is asked. It is a signal, not a record: the block's logs
// confirm it.
type Told struct {
	Block     chain.Block `json:"block"`
	BlockHash common.Hash `json:"block_hash"` // zero while the block is being made
	Hash      common.Hash `json:"hash"`
	Logs      []rpc.Log   `json:"logs,omitempty"`  // with the Topics, in order; none if it failed
	Clock     uint64      `json:"clock,omitempty"` // the block's time in seconds, if the source says; else 0
	// Void takes back what was told of the open block and of later ones: the
	// sequencer has given it up. Such a Told names no transaction.
	Void bool `json:"void,omitempty"`
}

// Tell puts transactions that an early source tells of on the speculative state,
// and returns the pools that moved; the slice is good until the next call.
//
// A block that the feed has not announced is open: it grows until the feed
// announces it, and then what was told of its transactions takes the place of
// what their calldata says. Of a block that was announced it is news what the
// transactions did whose calldata does not say.
func (m *Market) Tell(told []Told) []amm.PoolID {
	m.beginChanges()
	again := false
	for i := range told {
		t := &told[i]
		switch {
		case t.Block <= m.head.Number:
			m.counts.LateTold++
		case t.Block <= m.heard:
			if !t.Void {
				again = m.complete(t) || again
			}
		case t.Void:
			m.forsake(t.Block)
		default:
			m.extend(t)
		}
	}
	if again {
		m.rebuild(nil)
	}
	return m.changed
}

// extend adds a transaction to an open block.
func (m *Market) extend(t *Told) {
	msg := m.opened(t.Block)
	if msg == nil {
		m.counts.LateTold++ // of a block before one that is open: the source was thrown back
		return
	}
	m.clock = max(m.clock, t.Clock)
	msg.clock = m.clock
	n := len(msg.txs)
	if n == 0 || msg.txs[n-1].hash != t.Hash {
		msg.txs, n = append(msg.txs, plannedTx{hash: t.Hash}), n+1
	}
	msg.txs[n-1].at = m.opts.Now()
	m.attach(msg, &msg.txs[n-1], t.Logs)
	if msg.parked {
		return
	}
	m.retell(msg, &msg.txs[n-1])
	for i := range m.work.undo {
		m.mark(m.work.undo[i].pool)
	}
}

// complete gives a transaction of an announced block what its calldata does not
// say; false if that is no news.
func (m *Market) complete(t *Told) bool {
	for _, msg := range m.pending {
		none := common.Hash{}
		if msg.block != t.Block || msg.open || msg.parked || msg.hash != t.BlockHash && msg.hash != none && t.BlockHash != none {
			continue
		}
		for i := range msg.txs {
			if tx := &msg.txs[i]; tx.hash == t.Hash && tx.routes[0] == tx.routes[1] {
				m.attach(msg, tx, t.Logs)
				if t.BlockHash == none {
					m.hear.TransactionTold(event.TransactionTold{Block: msg.block, Tx: tx.hash, Lead: msg.at.Sub(m.opts.Now())})
				}
				return true
			}
		}
	}
	return false
}

// attach gives a transaction the steps that its logs tell of, after those that
// earlier logs told of.
func (m *Market) attach(msg *message, tx *plannedTx, logs []rpc.Log) {
	from := int32(len(msg.steps))
	if tx.told {
		msg.steps = append(msg.steps, msg.steps[tx.steps[0]:tx.steps[1]]...)
	} else {
		m.counts.Told++
	}
	m.planTold(msg, logs)
	tx.told, tx.steps = true, [2]int32{from, int32(len(msg.steps))}
}

// forsake takes back what was told of an open block and of later ones.
func (m *Market) forsake(b chain.Block) {
	m.startRebuild()
	kept := m.pending[:0]
	for _, msg := range m.pending {
		m.resetSteps(msg)
		if msg.open && msg.block >= b {
			m.drop(msg)
			continue
		}
		kept = append(kept, msg)
	}
	m.pending = kept
	m.replay()
}

// opened is the open message of a block, a new one if there is none yet; nil if
// a later block is open.
func (m *Market) opened(b chain.Block) *message {
	if n := len(m.pending); n > 0 {
		switch last := m.pending[n-1]; {
		case last.block == b && last.open:
			return last
		case last.block >= b:
			return nil
		}
	}
	msg := m.take()
	msg.block, msg.open, msg.at = b, true, m.opts.Now()
	msg.parked = m.gap.to > m.head.Number && b > m.gap.to
	m.pending = append(m.pending, msg)
	return msg
}

// openOf takes the open message of a block out of the queue, nil if there is
// none.
func (m *Market) openOf(b chain.Block) *message {
	i := slices.IndexFunc(m.pending, func(msg *message) bool { return msg.open && msg.block == b })
	if i < 0 {
		return nil
	}
	msg := m.pending[i]
	m.pending = slices.Delete(m.pending, i, i+1)
	return msg
}

// enqueue puts an announced message before those that are only open.
func (m *Market) enqueue(msg *message) {
	i := len(m.pending)
	for i > 0 && m.pending[i-1].open && m.pending[i-1].block > msg.block {
		i--
	}
	m.pending = slices.Insert(m.pending, i, msg)
}

// recall copies what was told of a transaction into the message that announces
// it.
func (m *Market) recall(msg, open *message, tx *plannedTx) {
	if open == nil {
		return
	}
	for i := range open.txs {
		if told := &open.txs[i]; told.hash == tx.hash {
			from := int32(len(msg.steps))
			msg.steps = append(msg.steps, open.steps[told.steps[0]:told.steps[1]]...)
			tx.told, tx.steps = true, [2]int32{from, int32(len(msg.steps))}
			m.hear.TransactionTold(event.TransactionTold{Block: msg.block, Tx: tx.hash, Lead: msg.at.Sub(told.at)})
			return
		}
	}
}

// planTold appends a transaction's logs as steps. Logs that cannot be read are
// the pool's end of sight: it is not guessed what they mean.
func (m *Market) planTold(msg *message, logs []rpc.Log) {
	for i := range logs {
		l := &logs[i]
		if len(l.Topics) == 0 {
			continue
		}
		id, watched := m.byAddress[l.Address]
		if !watched {
			continue
		}
		var e swapLog
		var err error
		switch topic, family := l.Topics[0], m.slots[id].family; {
		case family == amm.ConstantProduct && topic == topicSync:
			e, err = toldPair(id, logs, i)
		case family == amm.Concentrated && topic == topicSwapV3:
			e, err = swapV3(id, l)
		case family == amm.Concentrated && (topic == topicMintV3 || topic == topicBurnV3 || topic == topicInitialize):
			msg.steps = append(msg.steps, step{hop: amm.NewHop(id, amm.ZeroForOne), veils: true})
			continue
		default:
			continue
		}
		if err != nil {
			msg.steps = append(msg.steps, step{hop: amm.NewHop(id, amm.ZeroForOne), veils: true})
			continue
		}
		msg.steps = append(msg.steps, step{hop: e.hop, in: e.in, out: e.out, after: e.after})
	}
}

// toldPair is what log i, a pair's Sync, says, with its Swap if one follows;
// without one the amounts are zero.
func toldPair(id amm.PoolID, logs []rpc.Log, i int) (swapLog, error) {
	if i+1 < len(logs) && logs[i+1].Address == logs[i].Address && len(logs[i+1].Topics) > 0 && logs[i+1].Topics[0] == topicSwapV2 {
		return swapV2(id, &logs[i], &logs[i+1])
	}
	e := swapLog{pool: id, hop: amm.NewHop(id, amm.ZeroForOne)}
	err := words(logs[i].Data, &e.after.pair.Reserve0, &e.after.pair.Reserve1)
	return e, err
}

// retell puts what was told of a transaction on the speculative state.
func (m *Market) retell(msg *message, tx *plannedTx) {
	m.work.undo = m.work.undo[:0]
	for i := tx.steps[0]; i < tx.steps[1]; i++ {
		s := &msg.steps[i]
		slot := &m.slots[s.hop.Pool()]
		s.live = false
		if slot.distrust != "" {
			continue
		}
		m.work.undo = append(m.work.undo, moved{pool: s.hop.Pool(), before: slot.speculative})
		if s.veils || slot.veiled || slot.speculate(&s.after) != nil {
			slot.veiled = true
			continue
		}
		s.live = true
	}
}

// onTold compares a swap with what was told of it: of the source it says
// whether it was right, of the curve as much as a swap that nobody predicted.
func (c *confirmation) onTold(e *swapLog, st *step, tx *plannedTx) {
	right := st != nil && st.live && st.after == e.after && (st.hop == e.hop && st.in == e.in && st.out == e.out || st.in.IsZero() && st.out.IsZero())
	if !right {
		c.diverge(e.pool)
	}
	if st != nil {
		st.settled, st.outcome = true, event.Mismatch
		if right {
			st.outcome = event.Exact
		}
	}
	if tx.routes[0] == tx.routes[1] {
		c.hear.SwapUnpredicted(event.SwapUnpredicted{Block: c.block.Head.Number, Tx: tx.hash, Hop: e.hop})
	}
	if st == nil || st.live {
		c.hear.SwapTold(event.SwapTold{Block: c.block.Head.Number, Tx: tx.hash, Hop: e.hop, Right: right, Lead: c.lead()})
	}
	if s := &c.slots[e.pool]; s.explains(e) {
		s.exact++
		return
	}
	c.contradict(e)
	c.evidence(e, nil, nil)
}
