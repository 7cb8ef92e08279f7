package pool

import (
	"log/slog"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// scratch is memory that predictions reuse.
type scratch struct {
	undo    []moved
	held    []holding
	amounts []uint256.Int
	before  []moved
}

// moved is a pool's speculative state before a transaction moved it.
type moved struct {
	pool   amm.PoolID
	before state
	veiled bool
}

// holding is what a call left in the router for a later one.
type holding struct {
	token   common.Address
	amount  uint256.Int
	unknown bool
}

// Counts are what the market met and no fact tells.
type Counts struct {
	Unpredictable uint64 // routes that could not be followed to the end
	Reverting     uint64 // transactions predicted to fail
	Late          uint64 // messages that came after their block's logs
	Told          uint64 // transactions that an early source told of
	LateTold      uint64 // of these, what the feed had announced before
}

// Counts so far.
func (m *Market) Counts() Counts { return m.counts }

// Predict puts a feed message on the speculative state, transaction by
// transaction, and returns the pools that moved; the slice is good until the
// next call. hash is the feed's word for the block's hash, zero if it has none;
// timestamp is the message's. txs are all transactions of the block in order,
// those without intents too. Nothing of txs is kept.
//
// A transaction is atomic: where a route would revert in the contracts it
// leaves no trace. What depends on pools that are not watched is not predicted.
func (m *Market) Predict(block chain.Block, hash common.Hash, timestamp uint64, txs []TxIntents) []amm.PoolID {
	m.beginChanges()
	if block <= m.head.Number {
		m.counts.Late++
		m.heard = max(m.heard, block)
		m.log.Debug("feed message came after its block's logs", slog.Uint64("block", uint64(block)))
		return nil
	}
	switch {
	case block <= m.heard:
		m.rewind(block)
	case block > m.heard+1:
		m.Gap(m.heard+1, block-1)
	}
	m.heard = block
	msg := m.take()
	msg.block, msg.hash, msg.at = block, hash, m.opts.Now()
	m.clock = max(m.clock, timestamp)
	msg.clock = m.clock
	open := m.openOf(block)
	m.plan(msg, txs, open)
	m.enqueue(msg)
	if m.gap.to > m.head.Number && block > m.gap.to {
		msg.parked = true
		if open != nil {
			m.drop(open)
		}
		return nil
	}
	if open != nil || m.pending[len(m.pending)-1] != msg {
		m.rebuild(open)
		if open != nil {
			m.drop(open)
		}
		return m.repeated(block, hash)
	}
	for i := range msg.txs {
		if m.predict(msg, &msg.txs[i]) {
			for k := range m.work.undo {
				m.mark(m.work.undo[k].pool)
			}
		}
	}
	return m.repeated(block, hash)
}

// repeated applies a block that was taken back, if the feed tells of it again,
// and returns the changed pools.
func (m *Market) repeated(block chain.Block, hash common.Hash) []amm.PoolID {
	if len(m.undone) > 0 && m.undone[0].Head.Number == block && m.undone[0].Head.Hash == hash {
		// The feed tells of a block that was taken back on its word: the node
		// had the right one already.
		b := m.undone[0]
		m.undone = m.undone[1:]
		m.apply(b)
	}
	return m.changed
}

// beginChanges starts a new set of changed pools with those that are owed.
func (m *Market) beginChanges() {
	m.changes++
	m.changed = m.changed[:0]
	for _, id := range m.owed {
		m.mark(id)
	}
	m.owed = m.owed[:0]
}

// mark adds a pool to the changed ones.
func (m *Market) mark(id amm.PoolID) {
	if s := &m.slots[id]; s.changed != m.changes {
		s.changed = m.changes
		m.changed = append(m.changed, id)
	}
}

// predict runs a transaction on the speculative state and announces its swaps.
// It is true if there are any.
func (m *Market) predict(msg *message, tx *plannedTx) bool {
	if tx.told {
		m.retell(msg, tx)
		return len(m.work.undo) > 0
	}
	if tx.routes[0] == tx.routes[1] {
		return false
	}
	tx.reverts = !m.attempt(msg, tx)
	if tx.reverts {
		m.counts.Reverting++
		return false
	}
	m.announce(msg, tx)
	return true
}

// stepsOf are the steps of all routes of a transaction, in order.
func (msg *message) stepsOf(tx *plannedTx) []step {
	if tx.told {
		return msg.steps[tx.steps[0]:tx.steps[1]]
	}
	if tx.routes[0] == tx.routes[1] {
		return nil
	}
	return msg.steps[msg.routes[tx.routes[0]].steps[0]:msg.routes[tx.routes[1]-1].steps[1]]
}

// announce publishes what a transaction's prediction says for the first time.
func (m *Market) announce(msg *message, tx *plannedTx) {
	steps := msg.stepsOf(tx)
	for i := range steps {
		if s := &steps[i]; s.live && !s.announced {
			s.announced = true
			m.hear.SwapPredicted(event.SwapPredicted{Block: msg.block, Tx: tx.hash, Hop: s.hop})
		}
	}
}

// attempt runs a transaction's routes; false if it would revert, and then the
// state is as before.
func (m *Market) attempt(msg *message, tx *plannedTx) bool {
	m.work.undo, m.work.held = m.work.undo[:0], m.work.held[:0]
	steps := msg.stepsOf(tx)
	for i := range steps {
		steps[i].live = false
	}
	for i := tx.routes[0]; i < tx.routes[1]; i++ {
		if m.follow(msg, &msg.routes[i]) {
			continue
		}
		for k := len(m.work.undo) - 1; k >= 0; k-- {
			u := &m.work.undo[k]
			m.force(u.pool, &u.before)
		}
		for k := range steps {
			steps[k].live = false
		}
		return false
	}
	return true
}

// force sets a speculative state that the pool was in before.
func (m *Market) force(id amm.PoolID, to *state) {
	if err := m.slots[id].speculate(to); err != nil {
		m.distrust(id, "speculative state could not be taken back: "+err.Error())
	}
}

// move makes a step: the pool is left in its after state.
func (m *Market) move(s *step) bool {
	id := s.hop.Pool()
	before := m.slots[id].speculative
	if err := m.slots[id].speculate(&s.after); err != nil {
		m.distrust(id, "predicted state is impossible: "+err.Error())
		return false
	}
	m.work.undo = append(m.work.undo, moved{pool: id, before: before})
	s.live = true
	return true
}

// known says whether a step can be predicted.
func (m *Market) known(s *step) bool {
	return s.hop != unwatched && m.slots[s.hop.Pool()].inSight()
}

// follow runs one route; false if it reverts the transaction.
func (m *Market) follow(msg *message, r *route) bool {
	r.incomplete = false
	steps := msg.steps[r.steps[0]:r.steps[1]]
	if len(steps) == 0 || r.deadline != 0 && msg.clock > r.deadline {
		return false
	}
	amount := r.amount
	if r.previous {
		h := m.holding(r.tokenIn)
		if h == nil || h.unknown {
			m.lose(r)
			return true
		}
		amount = h.amount
		h.amount.Clear()
	}
	var out uint256.Int
	var ok bool
	switch {
	case r.mode == cycle:
		ok = m.cycle(r, steps, &amount, &out)
	case r.family == amm.Concentrated && r.mode == exactOut:
		ok = m.concentratedOut(r, steps, &amount, &out)
	case r.family == amm.Concentrated:
		ok = m.concentratedIn(r, steps, &amount, &out)
	case r.mode == exactIn:
		ok = m.pairsIn(r, steps, &amount, &out)
	case r.mode == sequential:
		ok = m.pairsSequential(r, steps, &amount, &r.bound, &out)
	default:
		ok = m.pairsOut(r, steps, &amount, &out)
	}
	if ok && r.keeps && !r.incomplete {
		m.keep(r.tokenOut, &out)
	} else if ok && r.incomplete {
		m.lose(r)
	}
	return ok
}

// lose notes that a route could not be followed, so that what it leaves in the
// router is not known.
func (m *Market) lose(r *route) {
	r.incomplete = true
	m.counts.Unpredictable++
	if r.keeps {
		m.keep(r.tokenOut, new(uint256.Int))
		m.holding(r.tokenOut).unknown = true
	}
}

func (m *Market) holding(t common.Address) *holding {
	for i := range m.work.held {
		if m.work.held[i].token == t {
			return &m.work.held[i]
		}
	}
	return nil
}

func (m *Market) keep(t common.Address, amount *uint256.Int) {
	h := m.holding(t)
	if h == nil {
		m.work.held = append(m.work.held, holding{token: t})
		h = &m.work.held[len(m.work.held)-1]
	}
	h.amount.Add(&h.amount, amount)
}
