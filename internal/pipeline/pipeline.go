// Package pipeline carries one message down the street inside its time budget.
//
// One goroutine owns the market's state. It takes messages from the feed,
// confirmed blocks from the follower and lost pools from the mender, and for
// each does all of it in plain calls: decode, predict, search, decide, hand
// over. Nothing on that path waits for the network, a view or a disk; the
// hand-over to package execute is a channel that is either free or busy. Views
// that want the state ask the owner by Do.
//
// What a turn decides follows from the turns before it and from one Moment, in
// which everything that other goroutines change is read at once. So a Tape that
// keeps turns and moments can have every decision repeated.
package pipeline

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/event"
	"mevbot/internal/feed"
	"mevbot/internal/gas"
	"mevbot/internal/order"
	"mevbot/internal/pool"
	"mevbot/internal/profit"
	"mevbot/internal/search"
)

// Setup is what decisions depend on besides turns, moments and the market.
type Setup struct {
	Profile chain.Profile
	// Base is the token that cycles start and end in.
	Base    common.Address
	Routers []decode.Router
	MaxHops int
	// Executor is the bot's contract; its transactions on the feed are the
	// account's.
	Executor common.Address
	Rules    profit.Rules
	// Deadline is how long after the newest block's time a transaction may
	// still be executed, in seconds of the chain's clock.
	Deadline uint64
	// Found is the id of the last opportunity of an earlier run.
	Found uint64
	// Bids are the rules of bidding, where the chain orders by tips. MaxGasPrice is
	// the highest fee cap that is signed, wei per gas; bids leave room below it.
	Bids        order.Rules
	MaxGasPrice uint256.Int
	// MaxAttemptGas is the most that the gas of an attempt may cost at its limit, native
	// wei, zero if that is not bounded: bids stay below.
	MaxAttemptGas uint256.Int
}

// Options of a Pipeline. Setup, Market, Account and Sense are required.
type Options struct {
	Setup
	Market  *pool.Market
	Account Account
	// Sense reads what is not the pipeline's own, and fills all of a Moment.
	Sense func(*Moment)
	// Beat is called by each turn of the loop, and at least every second.
	Beat func()
	// Sight hears, after each message and block, why the market's state may not
	// be traded on; nil when it may.
	Sight    func(error)
	Tape     Tape
	Listener event.Listener
	// Flush is called where the Listener's facts may be read without keeping the
	// street waiting: when a turn is over, and before a plan is handed on.
	Flush func()
	Now   func() time.Time
	// Elapsed is a monotonic clock, cheaper than Now, for the times of a turn's
	// parts; default one made of Now.
	Elapsed func() time.Duration
}

// Pipeline owns the market's state while it runs.
type Pipeline struct {
	opts     Options
	decoder  *decode.Decoder
	finder   *search.Finder
	bids     *order.Book
	rounds   order.Clock // of the auction's rounds
	watch    stopwatch
	alarm    *time.Timer // when the round's decision is due, if something is held
	asks     chan func()
	installs chan install

	message    decode.Message
	intents    []decode.Intent
	txs        []pool.TxIntents
	candidates []search.Candidate
	judged     []Judged
	steps      []gas.Step
	good       []search.Candidate // those that may be sent
	goodAt     []int              // where they are in judged
	set        []int              // the best of them that share no pool
	worth      func(int) float64  // net profit of good
	handed     [64]attempted      // the last that were handed over, in a ring
	hands      int
	flying     []flying  // what was taken and may be on its way
	fronts     [32]front // the last, in a ring
	frontAt    int
	evidence   Evidence
	moment     Moment
	from, to   uint256.Int // of a quote; they must not escape
	found      uint64      // the last opportunity's id
	pools      int
	// The state that the last hunt stood on: of a message or of a block.
	at    chain.Block
	clock uint64 // seconds of the chain
}

// install is a wish to put fetched pools in the market.
type install struct {
	fetched *pool.Fetched
	done    chan error
}

// New checks the options.
func New(opts Options) (*Pipeline, error) {
	if opts.Market == nil || opts.Account == nil || opts.Sense == nil {
		return nil, errors.New("pipeline needs a market, account and sense")
	}
	base, ok := opts.Market.Tokens().Lookup(opts.Base)
	if !ok {
		return nil, fmt.Errorf("no watched pool holds the base token %s: correct dex.base_token", opts.Base)
	}
	routers := slices.Clone(opts.Routers)
	if opts.Executor != (common.Address{}) {
		routers = append(routers, decode.Router{Address: opts.Executor, Kind: decode.Executor})
	}
	if opts.Beat == nil {
		opts.Beat = func() {}
	}
	if opts.Sight == nil {
		opts.Sight = func(error) {}
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Elapsed == nil {
		began := opts.Now()
		opts.Elapsed = func() time.Duration { return opts.Now().Sub(began) }
	}
	watch := stopwatch{on: opts.Listener.TurnTimed != nil, elapsed: opts.Elapsed}
	opts.Listener = opts.Listener.WithDefaults()
	if opts.Flush == nil {
		opts.Flush = func() {}
	}
	finder, err := search.New(search.Options{Market: opts.Market, Base: base, MaxHops: opts.MaxHops})
	if err != nil {
		return nil, err
	}
	head := opts.Market.Head()
	p := &Pipeline{
		opts: opts, decoder: decode.New(decode.Options{Routers: routers}), finder: finder, bids: order.NewBook(opts.Bids), rounds: opts.Bids.NewClock(), alarm: time.NewTimer(time.Hour),
		asks: make(chan func()), installs: make(chan install), pools: opts.Market.Pools(),
		watch: watch, found: opts.Found, at: head.Number, clock: head.Time,
	}
	p.worth = func(i int) float64 { return amm.Float(&p.judged[p.goodAt[i]].Decision.Net) }
	return p, nil
}

// Sources are what a Pipeline carries. All but Blocks may be nil.
type Sources struct {
	Messages <-chan feed.Item
	Blocks   <-chan *pool.Block
	Told     <-chan []pool.Told    // by early sources
	Paid     <-chan []order.Sample // how contests came out
}

// Run carries what the sources give until ctx ends, or until the feed or the
// blocks end.
func (p *Pipeline) Run(ctx context.Context, from Sources) error {
	beat := time.NewTicker(time.Second)
	defer beat.Stop()
	for {
		p.opts.Beat()
		var t Turn
		select {
		case item, open := <-from.Messages:
			if !open {
				return errors.New("the feed ended")
			}
			t.Item = &item
		case b, open := <-from.Blocks:
			if !open {
				return errors.New("the block follower ended")
			}
			t.Block = b
		case t.Told = <-from.Told:
		case t.Paid = <-from.Paid:
		case <-p.opts.Account.Freed():
		case wish := <-p.installs:
			t.Fetched = wish.fetched
			wish.done <- p.Turn(&t)
			continue
		case ask := <-p.asks:
			ask()
			continue
		case <-p.alarm.C:
		case <-beat.C:
			continue
		case <-ctx.Done():
			return nil
		}
		if err := p.Turn(&t); err != nil {
			return err
		}
	}
}

// Do runs f on the goroutine that owns the market, between two messages. It is
// for short copies (an export, a count): the street waits for f, and f must not
// change the market.
func (p *Pipeline) Do(ctx context.Context, f func(*pool.Market)) error {
	done := make(chan struct{})
	select {
	case p.asks <- func() { f(p.opts.Market); close(done) }:
		<-done
		return nil
	case <-ctx.Done():
		return fmt.Errorf("ask the pipeline: %w", ctx.Err())
	}
}

// Install puts fetched pools in the market.
func (p *Pipeline) Install(ctx context.Context, f *pool.Fetched) error {
	wish := install{f, make(chan error, 1)}
	select {
	case p.installs <- wish:
		return <-wish.done
	case <-ctx.Done():
		return fmt.Errorf("ask the pipeline: %w", ctx.Err())
	}
}

// Turn carries one thing down the street. Only Run calls it, or who repeats a
// recording in its place. The error of a block says that the market is lost;
// that of fetched pools that they could not be used.
func (p *Pipeline) Turn(t *Turn) error {
	defer p.opts.Flush()
	p.watch.start()
	var changed []amm.PoolID
	var since time.Time
	var err error
	switch {
	case t.Item != nil:
		changed, since = p.onItem(t.Item)
	case t.Block != nil:
		since = t.Block.Received
		if changed, err = p.opts.Market.Confirm(t.Block); err != nil {
			return fmt.Errorf("apply block %d: %w", t.Block.Head.Number, err)
		}
		p.watch.at(t.Block.Head.Number).lap(&p.watch.fact.Confirm)
		p.at, p.clock = max(p.at, t.Block.Head.Number), max(p.clock, t.Block.Head.Time)
		p.opts.Account.Confirmed(t.Block.Head.Number)
	case t.Fetched != nil:
		err = p.opts.Market.Install(t.Fetched)
	case len(t.Told) > 0:
		changed = p.opts.Market.Tell(t.Told)
		p.watch.lap(&p.watch.fact.State)
		for i := range t.Told {
			p.at, p.clock = max(p.at, t.Told[i].Block), max(p.clock, t.Told[i].Clock)
		}
	}
	p.learn(t.Paid)
	if n := p.opts.Market.Pools(); n != p.pools {
		p.pools = n
		if err := p.finder.Rebuild(); err != nil {
			return fmt.Errorf("take in new pools: %w", err)
		}
	}
	now := &p.moment
	p.opts.Sense(now)
	if t.Item != nil && t.Item.Message != nil || len(t.Told) > 0 && t.Told[0].BlockHash == (common.Hash{}) {
		p.rounds.Saw(now.Now)
	}
	if since.IsZero() {
		since = now.Now
	}
	p.hunt(changed, since, now)
	p.watch.publish(p.opts.Listener.TurnTimed)
	p.opts.Sight(p.opts.Market.Sighted())
	if p.opts.Tape != nil {
		p.evidence.Changed, p.evidence.Judged = changed, p.judged
		p.opts.Tape.Turn(p.opts.Market, t, now, &p.evidence)
	}
	return err
}

func (p *Pipeline) onItem(item *feed.Item) (changed []amm.PoolID, since time.Time) {
	switch {
	case item.Message != nil:
		return p.onMessage(item.Message), item.Message.Received
	case item.Gap != nil:
		p.opts.Market.Gap(p.opts.Profile.BlockOf(item.Gap.From), p.opts.Profile.BlockOf(item.Gap.To))
	case item.Rewind != nil:
		p.opts.Market.Rewind(p.opts.Profile.BlockOf(item.Rewind.Seq))
	}
	return nil, since
}

func (p *Pipeline) onMessage(m *feed.Message) []amm.PoolID {
	fact := event.Decoded{Seq: m.Seq}
	if err := decode.Parse(m, p.opts.Profile.ID, &p.message); err != nil {
		fact.Reason = err.Error()
	}
	p.intents, p.txs = p.intents[:0], p.txs[:0]
	for i := range p.message.Txs {
		tx := &p.message.Txs[i]
		start := len(p.intents)
		var verdict decode.Verdict
		p.intents, verdict = p.decoder.Intents(tx, p.intents)
		p.txs = append(p.txs, pool.TxIntents{
			Hash: tx.Hash, Intents: p.intents[start:len(p.intents):len(p.intents)], Opaque: verdict == decode.Opaque,
		})
		fact.Intents += len(p.intents) - start
		if verdict == decode.Opaque {
			fact.Opaque++
		}
		if verdict == decode.Readable || verdict == decode.Opaque {
			p.opts.Listener.Called(event.Called{Tx: tx.Hash, To: tx.To, Selector: selectorOf(tx.Data), Opaque: verdict == decode.Opaque})
		}
		if tx.To == p.opts.Executor && tx.HasTo {
			p.opts.Account.Sequenced(tx.Hash)
		}
	}
	fact.Transactions = len(p.message.Txs)
	p.watch.at(m.Block).lap(&p.watch.fact.Decode)
	changed := p.opts.Market.Predict(m.Block, m.BlockHash, m.Timestamp, p.txs)
	p.at, p.clock = max(p.at, m.Block), max(p.clock, m.Timestamp)
	p.watch.lap(&p.watch.fact.State)
	p.opts.Listener.StateUpdated(event.StateUpdated{Seq: m.Seq, Block: m.Block, Latency: p.opts.Now().Sub(m.Received)})
	p.opts.Listener.Decoded(fact)
	return changed
}

// selectorOf is the first four bytes of calldata, 0 if it has fewer.
func selectorOf(data []byte) uint32 {
	if len(data) < 4 {
		return 0
	}
	return binary.BigEndian.Uint32(data)
}
