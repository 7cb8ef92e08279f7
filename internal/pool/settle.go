package pool

import (
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
)

// confirmation is one block on its way into the confirmed state.
type confirmation struct {
	*Market
	block *Block
	msg   *message // what was predicted for the block; nil if nothing was
	rec   *record

	hash common.Hash // of the transaction whose logs are being read
	tx   int         // its index in msg; -1 if it is not there
	next int         // the first transaction of msg that is not closed yet

	swaps, exact, mismatched int
	diverged                 bool // the block was not as predicted
}

// swapLog is a swap as the chain did it.
type swapLog struct {
	pool    amm.PoolID
	hop     amm.Hop
	in, out uint256.Int
	after   state
	// paid and taken are all four amounts of a pair's swap. plain says that
	// one token came in and the other went out.
	paid, taken [2]uint256.Int
	plain       bool
}

func (c *confirmation) run() {
	logs := c.block.Logs
	for i := range logs {
		l := &logs[i]
		if len(l.Topics) == 0 {
			continue
		}
		if born, ok := c.opts.creation(l); ok {
			if c.refused(&born) == "" {
				c.newborn = append(c.newborn, born)
			}
			continue
		}
		id, watched := c.byAddress[l.Address]
		if !watched {
			continue
		}
		c.enter(l.TxHash)
		if err := c.read(id, i); err != nil {
			c.diverged = true
			c.distrust(id, "log could not be applied: "+err.Error())
		}
	}
	if c.msg != nil {
		c.closeUntil(len(c.msg.txs))
	}
}

// enter notes whose logs come next. The transactions that stand before it in
// the message have left no more logs.
func (c *confirmation) enter(tx common.Hash) {
	if tx == c.hash {
		return
	}
	c.hash, c.tx = tx, -1
	if c.msg == nil {
		return
	}
	for i := c.next; i < len(c.msg.txs); i++ {
		if c.msg.txs[i].hash == tx {
			c.closeUntil(i)
			c.tx = i
			return
		}
	}
}

// closeUntil settles what was predicted of transactions before i and has not
// shown in the logs.
func (c *confirmation) closeUntil(i int) {
	for ; c.next < i; c.next++ {
		tx := &c.msg.txs[c.next]
		steps := c.msg.stepsOf(tx)
		for k := range steps {
			s := &steps[k]
			if s.announced && !s.settled {
				c.settle(s, tx, event.Reverted)
			}
			if (s.live || tx.told) && (!s.settled || s.outcome != event.Exact) {
				c.diverge(s.hop.Pool())
			}
		}
	}
}

// diverge marks a pool that is not where the predictions left it.
func (c *confirmation) diverge(id amm.PoolID) {
	c.diverged = true
	c.slots[id].dirty = c.epoch
}

func (c *confirmation) settle(s *step, tx *plannedTx, o event.Outcome) {
	s.settled, s.outcome = true, o
	switch o {
	case event.Exact:
		c.exact++
	case event.Mismatch:
		c.mismatched++
	case event.Reverted, event.Disturbed, event.Orphaned:
	}
	c.hear.SwapSettled(event.SwapSettled{Block: c.block.Head.Number, Tx: tx.hash, Hop: s.hop, Outcome: o, Lead: c.lead()})
}

// contradict says that a swap was not what the pool's state makes of it.
func (c *confirmation) contradict(e *swapLog) {
	c.mismatched++
	c.hear.SwapSettled(event.SwapSettled{Block: c.block.Head.Number, Tx: c.hash, Hop: e.hop, Outcome: event.Mismatch})
}

// lead is how much earlier than its logs the block was heard of.
func (c *confirmation) lead() time.Duration {
	if c.block.Received.IsZero() {
		return 0
	}
	return max(c.block.Received.Sub(c.msg.at), 0)
}

// read applies log i, of a watched pool.
func (c *confirmation) read(id amm.PoolID, i int) error {
	l := &c.block.Logs[i]
	switch topic := l.Topics[0]; {
	case c.slots[id].family == amm.ConstantProduct && topic == topicSync:
		return c.onSync(id, i)
	case c.slots[id].family == amm.Concentrated && topic == topicSwapV3:
		e, err := swapV3(id, l)
		if err != nil {
			return err
		}
		return c.onSwap(&e)
	case c.slots[id].family == amm.Concentrated && (topic == topicMintV3 || topic == topicBurnV3 || topic == topicInitialize):
		c.diverge(id)
		return c.change(id, l, c.rec)
	}
	return nil
}

// onSync reads a pair's new reserves, and the swap that made them if the next
// log tells of one: the pair emits Swap right after Sync.
func (c *confirmation) onSync(id amm.PoolID, i int) error {
	logs := c.block.Logs
	if i+1 < len(logs) && logs[i+1].Address == logs[i].Address && len(logs[i+1].Topics) > 0 && logs[i+1].Topics[0] == topicSwapV2 {
		e, err := swapV2(id, &logs[i], &logs[i+1])
		if err != nil {
			return err
		}
		return c.onSwap(&e)
	}
	before := c.slots[id].confirmed
	if err := c.change(id, &logs[i], c.rec); err != nil {
		return err
	}
	if before != c.slots[id].confirmed {
		c.diverge(id)
	}
	return nil
}

// onSwap compares a swap with what was predicted, then applies it.
func (c *confirmation) onSwap(e *swapLog) error {
	c.swaps++
	s := &c.slots[e.pool]
	var tx *plannedTx
	if c.tx >= 0 {
		tx = &c.msg.txs[c.tx]
	}
	if s.distrust != "" {
		c.unpredicted(e, tx)
		return nil
	}
	if st := c.stepOf(tx, e.pool); tx != nil && tx.told {
		c.onTold(e, st, tx)
	} else if st != nil {
		if o := c.judge(e, st, tx); o != event.Exact {
			c.diverge(e.pool)
			if !st.announced {
				st.announced = true
				c.hear.SwapPredicted(event.SwapPredicted{Block: c.block.Head.Number, Tx: tx.hash, Hop: st.hop})
			}
			c.settle(st, tx, o)
			if o == event.Mismatch {
				c.evidence(e, st, tx)
			}
		} else {
			s.exact++
			c.settle(st, tx, o)
		}
	} else {
		c.diverge(e.pool)
		c.unpredicted(e, tx)
		if s.explains(e) {
			s.exact++
		} else {
			c.contradict(e)
			c.evidence(e, nil, nil)
		}
	}
	return c.set(e.pool, &e.after, c.rec)
}

func (c *confirmation) unpredicted(e *swapLog, tx *plannedTx) {
	c.diverged = true
	c.hear.SwapUnpredicted(event.SwapUnpredicted{
		Block: c.block.Head.Number, Tx: c.hash, Hop: e.hop,
		// Of a pool out of sight no prediction is owed.
		Readable: tx != nil && tx.routes[0] != tx.routes[1] && !c.slots[e.pool].veiled,
	})
}

// stepOf is the first step of a transaction through a pool that is not settled
// yet: of those predicted, now or before the pool went out of sight, or of all if
// the transaction was predicted to fail.
func (c *confirmation) stepOf(tx *plannedTx, id amm.PoolID) *step {
	if tx == nil {
		return nil
	}
	steps := c.msg.stepsOf(tx)
	for i := range steps {
		s := &steps[i]
		if s.hop != unwatched && s.hop.Pool() == id && !s.settled && (s.live || s.announced || tx.reverts) {
			return s
		}
	}
	return nil
}

// judge says what became of a prediction. It must not blame the market for a
// curve that is wrong: what is called disturbed is computed again on the state
// that the swap really met.
func (c *confirmation) judge(e *swapLog, st *step, tx *plannedTx) event.Outcome {
	if st.live && st.hop == e.hop && st.in == e.in && st.out == e.out && st.after == e.after {
		return event.Exact
	}
	s := &c.slots[e.pool]
	if !s.explains(e) {
		return event.Mismatch
	}
	steps := c.msg.stepsOf(tx)
	for i := range steps {
		if h := steps[i].hop; h != unwatched && c.slots[h.Pool()].dirty == c.epoch {
			if !c.slots[e.pool].repeats(e, c.msg, tx) {
				return event.Mismatch
			}
			return event.Disturbed
		}
	}
	// Tokens sent to a pair before the swap count as paid in it; no log of the
	// pair tells of them.
	if s.family == amm.ConstantProduct && st.live && st.out == e.out && e.in.Gt(&st.in) {
		return event.Disturbed
	}
	return event.Mismatch
}

// evidence logs all that is needed to repeat a mismatch, and quarantines the
// pool until it was read again.
func (c *confirmation) evidence(e *swapLog, st *step, tx *plannedTx) {
	info := c.Info(e.pool)
	s := &c.slots[e.pool]
	attrs := []any{
		slog.Uint64("block", uint64(c.block.Head.Number)), slog.String("tx", c.hash.Hex()),
		slog.String("pool", info.Address.Hex()), slog.String("name", info.Name), slog.Int("direction", int(e.hop.Direction())),
		slog.String("before", s.confirmed.text(s.family)), slog.String("after", e.after.text(s.family)),
		slog.String("in", e.in.Dec()), slog.String("out", e.out.Dec()),
	}
	if st != nil {
		attrs = append(attrs, slog.Bool("predicted", st.live), slog.String("predicted_in", st.in.Dec()),
			slog.String("predicted_out", st.out.Dec()), slog.String("predicted_after", st.after.text(s.family)))
	}
	c.log.Error("swap is not what the curve says", attrs...)
	if s.explains(e) && (st == nil || !st.live || s.repeats(e, c.msg, tx)) {
		return // the curve is right: the route was not understood
	}
	s.misses++
	s.exact = 0
	const enough = 3
	s.hopeless = s.misses >= enough
	c.distrust(e.pool, "a swap is not what the curve says")
}

// text is a state for logs.
func (s *state) text(f amm.Family) string {
	if f == amm.ConstantProduct {
		return "reserves " + s.pair.Reserve0.Dec() + " " + s.pair.Reserve1.Dec()
	}
	return "sqrtPriceX96 " + s.conc.SqrtPriceX96.Dec() + " liquidity " + s.conc.Liquidity.Dec() + " tick " + itoa(s.conc.Tick)
}

// swapV2 reads a pair's Sync and Swap.
func swapV2(id amm.PoolID, sync, swap *rpc.Log) (swapLog, error) {
	e := swapLog{pool: id}
	if err := words(sync.Data, &e.after.pair.Reserve0, &e.after.pair.Reserve1); err != nil {
		return e, err
	}
	if err := words(swap.Data, &e.paid[0], &e.paid[1], &e.taken[0], &e.taken[1]); err != nil {
		return e, err
	}
	d := amm.ZeroForOne
	if e.paid[0].IsZero() {
		d = amm.OneForZero
	}
	e.hop = amm.NewHop(id, d)
	e.in, e.out = e.paid[d], e.taken[d.Reverse()]
	e.plain = e.paid[d.Reverse()].IsZero() && e.taken[d].IsZero()
	return e, nil
}

// swapV3 reads a pool's Swap.
func swapV3(id amm.PoolID, l *rpc.Log) (swapLog, error) {
	e := swapLog{pool: id, plain: true}
	var amount [2]uint256.Int
	var t uint256.Int
	if err := words(l.Data, &amount[0], &amount[1], &e.after.conc.SqrtPriceX96, &e.after.conc.Liquidity, &t); err != nil {
		return e, err
	}
	e.after.conc.Tick = tick(l.Data[128:160])
	d := amm.ZeroForOne
	if amount[0].Sign() < 0 || amount[0].IsZero() && amount[1].Sign() > 0 {
		d = amm.OneForZero
	}
	e.hop = amm.NewHop(id, d)
	e.in = amount[d]
	e.out.Neg(&amount[d.Reverse()])
	return e, nil
}
