// Package pipeline carries one message down the street inside its time budget.
//
// One goroutine owns the market's state. It takes messages from the feed and
// confirmed blocks from the follower, and for each does all of it in plain
// calls: decode, predict, search, decide, hand over. Nothing on that path waits
// for the network, a view or a disk; the hand-over to package execute is a
// channel that is either free or busy. Views that want the state ask the owner
// by Do.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/event"
	"mevbot/internal/execute"
	"mevbot/internal/feed"
	"mevbot/internal/gas"
	"mevbot/internal/pool"
	"mevbot/internal/profit"
	"mevbot/internal/risk"
	"mevbot/internal/search"
)

// Options of a Pipeline. All parts are required but Beat and Sight.
type Options struct {
	Chain   chain.ID
	Profile chain.Profile
	Market  *pool.Market
	Decoder *decode.Decoder
	Finder  *search.Finder
	Gas     *gas.Oracle
	Gate    *risk.Gate
	Runner  *execute.Runner
	// MinNet is the least net profit worth sending, in native wei.
	MinNet uint256.Int
	// MaxGross is the guard against what is too good to be true, in native wei;
	// zero means none.
	MaxGross uint256.Int
	// Deadline is how long after the newest block's time a transaction may
	// still be executed, in seconds of the chain's clock.
	Deadline uint64
	// Beat is called by each turn of the loop, and at least every second.
	Beat func()
	// Sight hears, after each message and block, why the market's state may not
	// be traded on; nil when it may.
	Sight    func(error)
	Listener event.Listener
	Logger   *slog.Logger
	Now      func() time.Time
}

// Pipeline owns the market's state while it runs.
type Pipeline struct {
	opts Options
	log  *slog.Logger
	asks chan func()

	message    decode.Message
	intents    []decode.Intent
	txs        []pool.TxIntents
	candidates []search.Candidate
	found      uint64 // opportunities so far; the last one's id
	pools      int
}

// New checks the options.
func New(opts Options) (*Pipeline, error) {
	if opts.Market == nil || opts.Decoder == nil || opts.Finder == nil || opts.Gas == nil || opts.Gate == nil || opts.Runner == nil {
		return nil, errors.New("pipeline needs a market, decoder, finder, gas oracle, gate and runner")
	}
	if opts.Beat == nil {
		opts.Beat = func() {}
	}
	if opts.Sight == nil {
		opts.Sight = func(error) {}
	}
	opts.Listener = opts.Listener.WithDefaults()
	return &Pipeline{opts: opts, log: opts.Logger, asks: make(chan func()), pools: opts.Market.Pools()}, nil
}

// Run carries messages and blocks until ctx ends or one of the channels closes.
func (p *Pipeline) Run(ctx context.Context, messages <-chan feed.Item, blocks <-chan *pool.Block) error {
	beat := time.NewTicker(time.Second)
	defer beat.Stop()
	for {
		p.opts.Beat()
		select {
		case item, open := <-messages:
			if !open {
				return errors.New("the feed ended")
			}
			p.onItem(&item)
			p.opts.Sight(p.opts.Market.Sighted())
		case b, open := <-blocks:
			if !open {
				return errors.New("the block follower ended")
			}
			if err := p.onBlock(b); err != nil {
				return err
			}
			p.opts.Sight(p.opts.Market.Sighted())
		case ask := <-p.asks:
			ask()
		case <-beat.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// Do runs f on the goroutine that owns the market, between two messages. It is
// for short copies (an export, a count): the street waits for f.
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

func (p *Pipeline) onItem(item *feed.Item) {
	switch {
	case item.Message != nil:
		p.onMessage(item.Message)
	case item.Gap != nil:
		p.opts.Market.Gap(p.opts.Profile.BlockOf(item.Gap.From), p.opts.Profile.BlockOf(item.Gap.To))
	case item.Rewind != nil:
		p.opts.Market.Rewind(p.opts.Profile.BlockOf(item.Rewind.Seq))
	}
}

func (p *Pipeline) onMessage(m *feed.Message) {
	fact := event.Decoded{Seq: m.Seq}
	if err := decode.Parse(m, p.opts.Chain, &p.message); err != nil {
		fact.Reason = err.Error()
	}
	p.intents, p.txs = p.intents[:0], p.txs[:0]
	for i := range p.message.Txs {
		tx := &p.message.Txs[i]
		start := len(p.intents)
		var verdict decode.Verdict
		p.intents, verdict = p.opts.Decoder.Intents(tx, p.intents)
		p.txs = append(p.txs, pool.TxIntents{
			Hash: tx.Hash, Intents: p.intents[start:len(p.intents):len(p.intents)], Opaque: verdict == decode.Opaque,
		})
		fact.Intents += len(p.intents) - start
		if verdict == decode.Opaque {
			fact.Opaque++
		}
	}
	fact.Transactions = len(p.message.Txs)
	changed := p.opts.Market.Predict(m.Block, m.BlockHash, m.Timestamp, p.txs)
	p.opts.Listener.StateUpdated(event.StateUpdated{Seq: m.Seq, Latency: p.opts.Now().Sub(m.Received)})
	p.hunt(changed, m.Block, m.Timestamp, m.Received)
	p.opts.Listener.Decoded(fact)
}

func (p *Pipeline) onBlock(b *pool.Block) error {
	changed, err := p.opts.Market.Confirm(b)
	if err != nil {
		return fmt.Errorf("apply block %d: %w", b.Head.Number, err)
	}
	if n := p.opts.Market.Pools(); n != p.pools {
		p.pools = n
		p.opts.Finder.Rebuild()
	}
	p.opts.Runner.Confirmed(b.Head.Number)
	p.hunt(changed, b.Head.Number, b.Head.Time, b.Received)
	return nil
}

// hunt looks for cycles through the changed pools and hands over the best one
// that is worth it. The rest is dropped, each with its reason.
func (p *Pipeline) hunt(changed []amm.PoolID, at chain.Block, clock uint64, since time.Time) {
	if len(changed) == 0 {
		return
	}
	p.candidates = p.opts.Finder.Find(changed, p.candidates[:0])
	sent := false
	for i := range p.candidates {
		c := &p.candidates[i]
		p.found++
		units, cost, gasErr := p.opts.Gas.Estimate(c.Hops[:c.Len])
		p.opts.Listener.Opportunity(event.Opportunity{
			ID: p.found, Block: at, Hops: c.Hops, Len: c.Len, In: c.In, Gross: c.Gross, Gas: cost,
		})
		reason := p.refusal(c, &cost, gasErr, sent)
		if reason == "" {
			plan := execute.Plan{
				Opportunity: p.found, Candidate: *c, Block: at, Cost: cost,
				Deadline: clock + p.opts.Deadline, GasUnits: units, Since: since,
			}
			plan.MinProfit.Add(&cost, &p.opts.MinNet)
			if p.opts.Runner.Submit(plan) {
				sent = true
				continue
			}
			reason = profit.Busy
		}
		p.opts.Listener.Dropped(event.Dropped{ID: p.found, Reason: string(reason), Gross: c.Gross})
	}
}

// refusal is why a candidate may not be sent now; empty when it may.
func (p *Pipeline) refusal(c *search.Candidate, cost *uint256.Int, gasErr error, sent bool) profit.Reason {
	if gasErr != nil {
		return profit.StaleGas
	}
	if d := profit.Decide(&c.Gross, cost, &p.opts.MinNet, &p.opts.MaxGross); !d.OK {
		return d.Reason
	}
	if sent {
		return profit.Superseded
	}
	if !p.opts.Gate.Allow() {
		return profit.Stopped
	}
	if p.opts.Market.Sighted() != nil {
		return profit.Blind
	}
	return ""
}
