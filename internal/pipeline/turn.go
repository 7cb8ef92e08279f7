package pipeline

import (
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/execute"
	"mevbot/internal/feed"
	"mevbot/internal/gas"
	"mevbot/internal/order"
	"mevbot/internal/pool"
)

// Turn is one thing that happened to the pipeline. Exactly one field is set, or
// none: then only the account or the time has changed.
type Turn struct {
	Item    *feed.Item
	Block   *pool.Block
	Fetched *pool.Fetched
	Told    []pool.Told    // by an early source
	Paid    []order.Sample // how contests came out
	Remedy  *Remedy        // of who found the state to be wrong
}

// Remedy is what to do about a state that was found to be wrong.
type Remedy struct {
	// Distrust are pools that answer nothing until they were read again, and Reason
	// says why.
	Distrust []amm.PoolID `json:"distrust,omitempty"`
	Reason   string       `json:"reason,omitempty"`
	// Reindex lists the cycles of the search anew.
	Reindex bool `json:"reindex,omitempty"`
}

// Moment is what the pipeline reads of the rest of the bot, once a turn. The
// decisions of a turn follow from the turns so far and this moment alone.
type Moment struct {
	Now time.Time
	// Gas is what estimates rest on; nil when it is not known.
	Gas *gas.View
	// USDPerNative is dollars for one whole native token in 1e-8 dollars; zero
	// when it is not known.
	USDPerNative uint256.Int
	// Allowed says that the operator and the limits let an attempt be sent.
	Allowed bool
	// Bids says that the chain orders by tips.
	Bids bool
	// Free is how many plans the account would take now; none of them may go
	// through the pools in Taken.
	Free  int
	Taken []amm.PoolID
}

// Account carries plans out; *execute.Runner is one.
type Account interface {
	// Submit hands a plan over; false means that it was not taken.
	Submit(p execute.Plan) bool
	// Sequenced says that the feed has shown a transaction of ours in a block.
	Sequenced(hash common.Hash)
	Confirmed(b chain.Block)
	// Freed gives a value when the account may take a plan again.
	Freed() <-chan struct{}
}

// Evidence is what a turn decided, for a Tape. It is good until the next turn.
type Evidence struct {
	// Changed are the pools that the turn moved, in order.
	Changed []amm.PoolID
	// Judged are the opportunities in the order in which they were judged.
	Judged []Judged
	// Plans were handed over, best first. Took is the account's answers.
	Plans []execute.Plan
	Took  []bool
}

// Tape keeps what happened and what was decided. Turn is called at the end of
// each turn on the pipeline's goroutine and must not block.
type Tape interface {
	Turn(m *pool.Market, t *Turn, now *Moment, e *Evidence)
}
