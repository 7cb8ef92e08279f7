package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/config"
	"mevbot/internal/contract"
	"mevbot/internal/event"
	"mevbot/internal/fastfeed"
	"mevbot/internal/health"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
	"mevbot/internal/ticket"
)

// FastFeedOptions are the Fast Feed client's options as configured.
func FastFeedOptions(cfg *config.Config, l event.Listener, log *slog.Logger) fastfeed.Options {
	f := cfg.FastFeed
	opts := fastfeed.Options{
		URL: f.URL.Reveal(), Key: f.Key.Reveal(), MaxFrame: f.MaxFrameBytes, DialTimeout: f.DialTimeout, ReadTimeout: f.ReadTimeout,
		Listener: l, Logger: log,
	}
	if cfg.Chain.Profile != chain.Local.Name {
		opts.Silent = 1 // the first transaction of each block is nitro's own
	}
	return opts
}

// openFastFeed makes the Fast Feed's client and the buyer of its tickets, where
// they are configured.
func (a *App) openFastFeed() (err error) {
	f := a.cfg.FastFeed
	if !f.On() {
		return nil
	}
	opts := FastFeedOptions(a.cfg, a.listener, a.log)
	opts.Loop = a.health.Loop
	a.fast, err = fastfeed.New(opts)
	if err != nil || !f.AutoBuy {
		return err
	}
	a.ticketKey, err = signer.Open(f.BuyerKeystore, f.BuyerPassword)
	if err != nil {
		return fmt.Errorf("fastfeed.buyer_keystore: %w", err)
	}
	return nil
}

// startFastFeed runs the Fast Feed, if there is one. It is not vital: without it
// the bot knows what the sequencer feed and the node tell.
func (a *App) startFastFeed(ctx context.Context, ps *parts, out chan<- []pool.Told) {
	if a.fast == nil {
		return
	}
	ps.start(ctx, part{name: "fastfeed", run: func(ctx context.Context) error { return hearFast(ctx, a.fast, out, a.beat("fastfeed_told")) }})
	if a.ticketKey != nil {
		ps.start(ctx, part{name: "tickets", run: a.buyTickets})
	}
}

// fastModule is the Fast Feed's health, if there is one.
func (a *App) fastModule() []health.Module {
	if a.fast == nil {
		return nil
	}
	modules := []health.Module{{Name: "fastfeed", Interval: quickCheck, Check: a.fast.Check}}
	if a.ticketKey != nil {
		modules = append(modules, health.Module{Name: "tickets", Needs: needsNode, Check: a.checkTickets})
	}
	return modules
}

func (a *App) checkTickets(ctx context.Context) error {
	if buyer := a.tickets.Load(); buyer != nil {
		return buyer.Check(ctx)
	}
	return errors.New("the ticket contract was not read yet")
}

// buyTickets buys each round's tickets. The cap is in whole tokens, and only the
// contract knows how many decimals those have.
func (a *App) buyTickets(ctx context.Context) error {
	f := a.cfg.FastFeed
	account := &contract.Account{
		Node: a.client, Address: a.ticketKey.Address(), Key: a.ticketKey, Chain: a.profile.ID, MaxGasPrice: a.cfg.Trading.MaxGasPrice,
	}
	retry := time.NewTicker(10 * time.Second)
	defer retry.Stop()
	for {
		state, err := ticket.Read(ctx, a.client, f.Tickets, account.Address)
		if err == nil {
			return a.buyWith(ctx, account, state.Decimals)
		}
		a.log.Warn("ticket contract not read", slog.Any("error", err))
		select {
		case <-retry.C:
		case <-ctx.Done():
			return nil
		}
	}
}

func (a *App) buyWith(ctx context.Context, account *contract.Account, decimals uint8) error {
	f := a.cfg.FastFeed
	most, _, err := f.Cap(decimals)
	if err != nil {
		return fmt.Errorf("fastfeed.max_price: %w", err)
	}
	buyer, err := ticket.NewBuyer(ticket.BuyerOptions{
		Node: a.client, Account: account, Tickets: f.Tickets, Key: ticket.KeyHash(f.Key.Reveal()), Want: f.TicketsPerRound,
		MaxPrice: *most, Begun: func(uint64) { a.fast.Retry() }, Logger: a.log,
	})
	if err != nil {
		return err
	}
	a.tickets.Store(buyer)
	return buyer.Run(ctx)
}

// A round of the priority gas auction is executed at once and then nothing
// follows for a while. What was executed first may be undone by what follows, so
// the whole is passed on: when nothing came for fastQuiet, or after fastMost.
const (
	fastQuiet = time.Millisecond
	fastMost  = 20 * time.Millisecond
)

// fastSource hands over what the Fast Feed tells; *fastfeed.Client is one.
type fastSource interface {
	Run(ctx context.Context, out chan<- fastfeed.Item) error
}

// hearFast passes on what the Fast Feed tells until ctx ends, then returns nil.
// A gap changes nothing: the pools it moved stay where they were until a slower
// source says more.
func hearFast(ctx context.Context, source fastSource, out chan<- []pool.Told, beat func()) error {
	items := make(chan fastfeed.Item, 1024)
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	go func() { ended <- source.Run(ctx, items) }()
	defer cancel()
	quiet, most := time.NewTimer(fastQuiet), time.NewTimer(fastMost)
	defer quiet.Stop()
	defer most.Stop()
	turns := time.NewTicker(time.Second)
	defer turns.Stop()
	var told []pool.Told
	for {
		beat()
		flush := false
		select {
		case <-turns.C:
		case i := <-items:
			t, ok := toldOf(&i)
			if !ok {
				continue
			}
			if len(told) == 0 {
				most.Reset(fastMost)
			}
			told = append(told, t)
			quiet.Reset(fastQuiet)
		case <-quiet.C:
			flush = len(told) > 0
		case <-most.C:
			flush = len(told) > 0
		case err := <-ended:
			return err
		}
		if !flush {
			continue
		}
		select {
		case out <- told:
			told = nil
		case err := <-ended:
			return err
		}
	}
}

// toldOf is an item as the market takes it; false for a gap.
func toldOf(i *fastfeed.Item) (pool.Told, bool) {
	switch {
	case i.Void != nil:
		return pool.Told{Block: i.Void.Block, Void: true}, true
	case i.Tx != nil:
		t := pool.Told{Block: i.Tx.Block, Hash: i.Tx.Hash}
		if n := len(i.Tx.Logs); n > 0 {
			t.Logs = make([]rpc.Log, n)
		}
		for k := range i.Tx.Logs {
			l := &i.Tx.Logs[k]
			t.Logs[k] = rpc.Log{Address: l.Address, Topics: l.Topics, Data: l.Data, TxHash: t.Hash, BlockNumber: uint64(t.Block)}
		}
		return t, true
	}
	return pool.Told{}, false
}
