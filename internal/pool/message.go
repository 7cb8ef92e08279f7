package pool

import (
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/event"
)

// message is a feed message whose block's logs have not come yet. Its routes
// are kept resolved, so that it can be predicted again on another state.
type message struct {
	block  chain.Block
	hash   common.Hash // of the block, zero if the feed did not tell
	clock  uint64      // block time
	at     time.Time   // when it was predicted first
	parked bool        // beyond a gap: not predicted yet
	open   bool        // an early source tells of it; the feed has not announced it

	txs    []plannedTx
	routes []route
	steps  []step
}

// plannedTx is a transaction and its part of the message's routes.
type plannedTx struct {
	hash    common.Hash
	routes  [2]int32 // from, to
	reverts bool     // predicted to fail: it leaves no trace
	told    bool     // an early source said what it did: its steps are facts
	steps   [2]int32 // of a transaction that was told
}

// route is a swap call along hops.
type route struct {
	mode       mode
	family     amm.Family
	previous   bool // the amount is what an earlier call left in the router
	keeps      bool // the output stays in the router
	steps      [2]int32
	amount     uint256.Int // the exact side
	bound      uint256.Int // least output, or most input
	limit      uint256.Int // square-root price; zero is none
	deadline   uint64      // seconds; zero is none
	tokenIn    common.Address
	tokenOut   common.Address
	incomplete bool // the last prediction could not follow all of it
}

// mode is how a router goes along a path.
type mode uint8

const (
	// exactIn: all amounts are computed before the first swap (V2), or each hop
	// takes what the one before gave (V3).
	exactIn mode = iota
	// exactOut: all amounts are computed backwards before the first swap.
	exactOut
	// sequential: as exactIn, but each amount is computed when its hop's turn
	// comes (V2 routers' fee-on-transfer functions, all of SwapRouter02's V2).
	sequential
	// sequentialOut: the input is computed backwards, then spent as sequential
	// does (SwapRouter02's swapTokensForExactTokens): more than the wanted
	// output may come out.
	sequentialOut
	// cycle: as sequential, over pools of any family (the bot's executor).
	cycle
)

// unwatched is the hop of a pool whose state is not known.
const unwatched = ^amm.Hop(0)

// step is one hop of a route, with its prediction if it is live.
type step struct {
	hop       amm.Hop
	live      bool // predicted on the present speculation
	announced bool // SwapPredicted was published for it
	settled   bool
	veils     bool          // changes ticks: the pool is out of sight until the block's logs come
	outcome   event.Outcome // once settled
	in, out   uint256.Int
	after     state
}

// take gives an empty message, reused if there is one.
func (m *Market) take() *message {
	n := len(m.spare)
	if n == 0 {
		return new(message)
	}
	msg := m.spare[n-1]
	m.spare = m.spare[:n-1]
	*msg = message{txs: msg.txs[:0], routes: msg.routes[:0], steps: msg.steps[:0]}
	return msg
}

// drop gives a message back for reuse.
func (m *Market) drop(msg *message) {
	const kept = 64
	if len(m.spare) < kept {
		m.spare = append(m.spare, msg)
	}
}

// plan fills a message with resolved routes, or with what the open message of its
// block was told. It copies all that it keeps.
func (m *Market) plan(msg *message, txs []TxIntents, open *message) {
	for i := range txs {
		tx := &txs[i]
		from := int32(len(msg.routes))
		for k := range tx.Intents {
			m.planRoute(msg, &tx.Intents[k])
		}
		planned := plannedTx{hash: tx.Hash, routes: [2]int32{from, int32(len(msg.routes))}}
		m.recall(msg, open, &planned)
		msg.txs = append(msg.txs, planned)
	}
}

func (m *Market) planRoute(msg *message, in *decode.Intent) {
	hops := in.Hops
	from := int32(len(msg.steps))
	for i := range hops {
		h := m.hopOf(in, &hops[i])
		msg.steps = append(msg.steps, step{hop: h})
	}
	r := route{
		family: in.Family, previous: in.AmountFromPrevious, keeps: in.ToRouter,
		steps: [2]int32{from, int32(len(msg.steps))}, amount: in.Amount, bound: in.Bound,
		limit: in.Limit, deadline: in.Deadline,
	}
	switch in.Mode {
	case decode.ExactIn:
		r.mode = exactIn
	case decode.ExactOut:
		r.mode = exactOut
	case decode.ExactInFeeOnTransfer:
		r.mode = sequential
	case decode.ExactOutFeeOnTransfer:
		r.mode = sequentialOut
	case decode.Cycle:
		r.mode = cycle
	}
	if len(hops) > 0 {
		r.tokenIn, r.tokenOut = hops[0].In, hops[len(hops)-1].Out
	}
	msg.routes = append(msg.routes, r)
}

// hopOf finds the hop of a leg of an intent.
func (m *Market) hopOf(in *decode.Intent, leg *decode.Leg) amm.Hop {
	if in.Mode == decode.Cycle {
		return m.named(leg)
	}
	return m.resolve(in.Factory, in.Family, leg)
}

// named finds the hop of a leg that names its pool. A leg that means another
// curve than the pool has is not followed.
func (m *Market) named(leg *decode.Leg) amm.Hop {
	id, ok := m.byAddress[leg.Pool]
	if !ok {
		return unwatched
	}
	info := m.Info(id)
	if info.Family != leg.Family || info.Family == amm.ConstantProduct && info.Fee != leg.Fee {
		return unwatched
	}
	if leg.Backwards {
		return amm.NewHop(id, amm.OneForZero)
	}
	return amm.NewHop(id, amm.ZeroForOne)
}

// resolve finds the hop of a leg.
func (m *Market) resolve(factory common.Address, family amm.Family, leg *decode.Leg) amm.Hop {
	k := key{factory: factory, token0: leg.In, token1: leg.Out}
	d := amm.ZeroForOne
	if leg.Out.Cmp(leg.In) < 0 {
		k.token0, k.token1, d = leg.Out, leg.In, amm.OneForZero
	}
	if family == amm.Concentrated {
		k.fee = leg.Fee
	}
	id, ok := m.byKey[k]
	if !ok {
		return unwatched
	}
	return amm.NewHop(id, d)
}
