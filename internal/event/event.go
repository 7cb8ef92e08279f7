// Package event holds every fact that the bot publishes about itself, and the
// Listener that hears them.
//
// A stage decides, then publishes what it decided; metrics, logs, recordings
// and pages only listen. A fact is a small value. It is published on the
// goroutine of the stage, so a listener must not block, allocate without need
// or call back into the stage; Queue puts a bounded buffer in between.
package event

import (
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
)

// FeedState is the state of one feed connection after a change.
type FeedState struct {
	URL       string // without credentials
	Connected bool
	Err       error // why it was lost; nil when connected
}

// FeedMessage was received, in order.
type FeedMessage struct {
	Seq      chain.Seq
	Block    chain.Block
	Bytes    int       // size of its JSON in the frame
	Received time.Time // the frame's arrival
}

// FeedGap says that messages From..To (inclusive) were never received from the
// feed. Filled says that what they did was learned from the chain instead.
type FeedGap struct {
	From, To chain.Seq
	Filled   bool
}

// FeedRewind says that a sequence number came again with another content.
type FeedRewind struct {
	Seq chain.Seq
}

// FrameRejected says that a frame or a message in it was unusable.
type FrameRejected struct {
	Reason string // one of a fixed set: see feed.Reasons
	Bytes  int
}

// Decoded says what a message held.
type Decoded struct {
	Seq          chain.Seq
	Transactions int
	Intents      int // routes of hops read from calldata
	Opaque       int // contract calls whose effect on pools is not readable
	Reason       string
}

// Called says what was made of the calldata of a transaction that may swap.
type Called struct {
	Tx       common.Hash
	To       common.Address // zero for a creation
	Selector uint32         // 0 if there is none
	Opaque   bool           // what it does to pools cannot be read; else its routes are all known
}

// SwapPredicted says that a hop was computed from calldata, before its block.
type SwapPredicted struct {
	Block chain.Block
	Tx    common.Hash
	Hop   amm.Hop
}

// Outcome of a prediction once the block's logs are known.
type Outcome uint8

// The outcomes. Every prediction gets exactly one.
const (
	// Exact: the log shows the predicted amounts and state, to the wei.
	Exact Outcome = iota
	// Mismatch: the same swap on the same state gave another result.
	Mismatch
	// Reverted: the transaction left no log of the route.
	Reverted
	// Disturbed: an unpredicted event changed the pool earlier in the block,
	// so the prediction's premise was void.
	Disturbed
	// Orphaned: the block was replaced or its logs never came.
	Orphaned
)

// String is the outcome's metric label.
func (o Outcome) String() string {
	return [...]string{"exact", "mismatch", "reverted", "disturbed", "orphaned"}[o]
}

// SwapSettled says what became of a predicted hop.
type SwapSettled struct {
	Block   chain.Block
	Tx      common.Hash
	Hop     amm.Hop
	Outcome Outcome
	Lead    time.Duration // from prediction to the arrival of the block's logs
}

// SwapUnpredicted says that a block held a swap that no calldata announced.
type SwapUnpredicted struct {
	Block chain.Block
	Tx    common.Hash
	Hop   amm.Hop
	// Readable says that a transaction with a readable route made the swap:
	// a prediction was owed and is missing.
	Readable bool
}

// TransactionTold says that the sequencer feed announced a transaction that the
// Fast Feed had told of, or the other way round.
type TransactionTold struct {
	Block chain.Block
	Tx    common.Hash
	Lead  time.Duration // of the Fast Feed; below 0 if the sequencer feed came first
}

// SwapTold says that a swap that an early source told of was confirmed.
type SwapTold struct {
	Block chain.Block
	Tx    common.Hash
	Hop   amm.Hop
	Right bool          // it was as told
	Lead  time.Duration // from the first word of the block to its logs
}

// BlockConfirmed says that a block's logs were applied.
type BlockConfirmed struct {
	Block chain.Block
	Hash  common.Hash
	Swaps int
	Logs  int
	Time  uint64 // the chain's clock, seconds
	// Exact and Mismatched are the block's predictions with that outcome, and Lead is
	// the time from them to the arrival of its logs.
	Exact, Mismatched int
	Lead              time.Duration
}

// Reorg says that confirmed blocks were replaced; From is the first.
type Reorg struct {
	From  chain.Block
	Depth int
	// Reload says that the undo history was too short and pools are reloaded.
	Reload bool
}

// PoolTrust says that a pool's state stopped or started being usable.
type PoolTrust struct {
	Pool    amm.PoolID
	Trusted bool
	Reason  string
}

// StateUpdated says that a message's effect is in memory.
type StateUpdated struct {
	Seq     chain.Seq
	Block   chain.Block
	Latency time.Duration // from the frame's arrival
}

// TurnTimed says what the parts of one turn of the street took. A part that the
// turn did not have is 0. It is published only if somebody listens.
type TurnTimed struct {
	Block   chain.Block   // of the message or block; 0 if the turn had neither
	Decode  time.Duration // from the message's bytes to its routes
	State   time.Duration // its routes, or what an early source told, to the pools
	Confirm time.Duration // a block's logs to the pools
	Search  time.Duration // reading the moment, finding and sizing cycles
	Plan    time.Duration // judging, bidding and handing on
}

// Opportunity is a cycle whose exact profit covers more than its start.
type Opportunity struct {
	ID    uint64
	Block chain.Block // the state it was found on
	Hops  [4]amm.Hop
	Len   int
	In    uint256.Int // native wei
	Gross uint256.Int // native wei, before gas
	Gas   uint256.Int // native wei, estimated
	Net   uint256.Int // native wei, zero if the gross profit does not pay the gas
	Tier  string      // one of a fixed set: see profit.Tier
	Again bool        // its cycle was found before and could not be sent then
}

// Dropped says that an opportunity was not sent, and why.
type Dropped struct {
	ID     uint64
	Reason string // one of a fixed set: see profit.Reasons
	Gross  uint256.Int
	Net    uint256.Int // as in Opportunity: what was given up
}

// AttemptState is a step in the life of a transaction of ours.
type AttemptState uint8

// The states of an attempt, in the order in which they can come.
const (
	Reserved AttemptState = iota // nonce reserved, raw bytes stored
	Sent                         // handed to the node
	Unknown                      // the send timed out or broke: not failed
	Landed                       // receipt with status 1
	Failed                       // receipt with status 0
	Refused                      // the node refused it; never in a block
)

// String is the state's metric label and its name in the journal.
func (s AttemptState) String() string {
	return [...]string{"reserved", "sent", "unknown", "landed", "failed", "refused"}[s]
}

// Attempt says that a transaction of ours reached a state.
type Attempt struct {
	ID          uint64
	Opportunity uint64
	State       AttemptState
	Hash        common.Hash
	Block       chain.Block   // of the receipt, when final
	Latency     time.Duration // frame arrival to signed and stored, when Reserved
	Took        time.Duration // plan to signed and stored when Reserved; bytes to the node's answer when Sent, Unknown or Refused
	Found       chain.Block   // the state that it was planned on, when Reserved
	Expected    uint256.Int   // net profit as planned, native wei
	Err         error
	// Hops is the route when Reserved; Len is 0 otherwise.
	Hops [4]amm.Hop
	Len  int
}

// Booked is a ledger line: what an attempt earned and spent, in native wei.
type Booked struct {
	Attempt uint64
	Success bool
	Gross   uint256.Int
	Loss    uint256.Int // base token that left the executor: 0 unless something is wrong
	Gas     uint256.Int
	Data    uint256.Int // of Gas: what posting the data to the parent chain cost
}

// RPCCall is one call to a node.
type RPCCall struct {
	Endpoint string // name, never the URL
	Method   string
	Duration time.Duration
	Err      error
}

// RPCState says that the subscription to a node was lost or is back.
type RPCState struct {
	Endpoint  string
	Connected bool
	Err       error
}

// LimitTripped says that a risk limit stopped the trading, or that of a route.
type LimitTripped struct {
	Limit  string    // one of a fixed set: see risk.Names
	Action string    // pause: ends by itself; latch: an operator resumes
	Value  string    // measured, with its unit
	Bound  string    // the limit, with its unit
	Until  time.Time // end of a pause; zero when it ends with its cause, or by hand
	Err    error     // the stop is in force, but could not be stored
}

// The actions of a Recovery.
const (
	ReloadPool     = "reload_pool"     // pools whose state is not known are read again
	SwitchEndpoint = "switch_endpoint" // reads go to another node
	Resubscribe    = "resubscribe"     // a feed or a node's new heads, after the connection was lost
	RebuildIndex   = "rebuild_index"   // the search lists its cycles anew
)

// RecoveryActions are all of them.
func RecoveryActions() []string {
	return []string{ReloadPool, SwitchEndpoint, Resubscribe, RebuildIndex}
}

// Recovery is an attempt to repair what was found to be wrong.
type Recovery struct {
	Action  string        // one of the above
	Target  string        // for people: pools, a node's name, a feed without credentials
	Cause   string        // what was wrong
	Attempt uint64        // of this trouble, from 1
	Err     error         // nil if it worked
	Took    time.Duration // since it was found to be wrong
	Retry   time.Duration // until the next attempt at the earliest; 0 if it worked
	Person  bool          // attempts do not repair it: a person is needed
}

// ModuleChanged says that a part of the bot became healthy or ceased to be.
type ModuleChanged struct {
	Module   string
	From, To string // statuses: unknown, warming, healthy, unhealthy
	Err      error  // why it is not healthy; nil when it is
}

// Paper is a decision in paper mode with what executing it would have done.
type Paper struct {
	Opportunity uint64
	Block       chain.Block
	Success     bool
	Net         uint256.Int // when it would have succeeded
	Err         error
}

// FastFeedState is the state of the Fast Feed's connection after a change.
type FastFeedState struct {
	URL       string // without credentials
	Connected bool
	End       string        // why there is none, one of a fixed set: see fastfeed.Ends
	Err       error         // the same in full; nil when connected
	Retry     time.Duration // until the next attempt
}

// FastFeedTx was heard on the Fast Feed.
type FastFeedTx struct {
	Block    chain.Block // not closed yet
	Index    uint32
	Logs     int
	Bytes    int // size of the frame
	Received time.Time
}

// FastFeedGap says that what was executed from From on, and before To, was not
// heard. Open says that To is not known yet: it is the next transaction.
type FastFeedGap struct {
	FromBlock, ToBlock chain.Block
	FromIndex, ToIndex uint32
	Open               bool
}

// FastFeedVoid says that the sequencer gave up a block and began it anew.
type FastFeedVoid struct {
	Block chain.Block
}

// FastFeedRejected says that a frame was unusable or found no room.
type FastFeedRejected struct {
	Reason string // one of a fixed set: see fastfeed.Reasons
	Bytes  int
}

// Listener hears facts. Each field may be nil; the zero value hears nothing.
// The functions run on the publishing stage's goroutine.
type Listener struct {
	FeedState       func(FeedState)
	FeedMessage     func(FeedMessage)
	FeedGap         func(FeedGap)
	FeedRewind      func(FeedRewind)
	FrameRejected   func(FrameRejected)
	Decoded         func(Decoded)
	SwapPredicted   func(SwapPredicted)
	SwapSettled     func(SwapSettled)
	SwapUnpredicted func(SwapUnpredicted)
	SwapTold        func(SwapTold)
	Called          func(Called)
	TransactionTold func(TransactionTold)
	BlockConfirmed  func(BlockConfirmed)
	Reorg           func(Reorg)
	PoolTrust       func(PoolTrust)
	StateUpdated    func(StateUpdated)
	TurnTimed       func(TurnTimed)
	Opportunity     func(Opportunity)
	Dropped         func(Dropped)
	Attempt         func(Attempt)
	Booked          func(Booked)
	RPCCall         func(RPCCall)
	RPCState        func(RPCState)
	LimitTripped    func(LimitTripped)
	ModuleChanged   func(ModuleChanged)
	Paper           func(Paper)
	Recovery        func(Recovery)

	FastFeedState    func(FastFeedState)
	FastFeedTx       func(FastFeedTx)
	FastFeedGap      func(FastFeedGap)
	FastFeedVoid     func(FastFeedVoid)
	FastFeedRejected func(FastFeedRejected)
}
