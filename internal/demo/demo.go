// Package demo runs the local chain and the bot side by side, and proves at the
// end what the bot did.
//
// The bot is the unchanged one: it gets a configuration file with URLs and
// addresses, as an operator would write it, and a keystore. The proof does not
// come from the bot: balances are read from the chain at the first and the last
// block, and the bot's memory is compared with a fresh snapshot.
package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/holiman/uint256"

	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/devnet"
	"mevbot/internal/devnet/oracle"
	"mevbot/internal/pool"
)

// Options of a demo.
type Options struct {
	Duration time.Duration // of trading, after the start-up
	Seed     int64
	Faults   string            // a schedule, counted from when the bot trades: see devnet.ParseFaults; corrupt@5s makes a pool's state in memory wrong
	Dir      string            // where key, database and configuration go; empty: a temporary folder
	JSON     bool              // print the summary as the last line, one JSON object
	Set      map[string]string // configuration overrides
	Env      []string
	Listen   Listen
	NoRivals bool // nobody but the bot and the rival bots closes gaps on purpose
	Ordering devnet.Ordering
	Rivals   int // rival bots: see market.Bot
	// RivalHops is the longest cycle that the fast one knows: 2 (default) or 3.
	RivalHops int
	// Dump is a folder for everything that an outsider needs to do the sums
	// again; empty writes nothing.
	Dump string
	// NoOracle leaves out what the oracle would say: it takes a second or so for
	// each five of the run.
	NoOracle bool
	// Record is a folder for a recording; empty records nothing.
	Record string
	// Ready, if set, runs beside the bot with the URL of its probes.
	Ready  func(ctx context.Context, url string)
	Out    io.Writer
	Logger *slog.Logger
	Now    func() time.Time
}

// Listen holds the addresses of the local chain's servers.
type Listen struct {
	HTTP, WS, Feed string
	FastFeed       string // empty: the chain has no Fast Feed
}

// DefaultListen are nitro's default ports, on loopback.
var DefaultListen = Listen{HTTP: "127.0.0.1:8547", WS: "127.0.0.1:8548", Feed: "127.0.0.1:9642"}

// Run runs the demo and prints the summary to Out. An error means that the demo
// did not run; whether the bot earned is for the reader of the summary.
func Run(ctx context.Context, opts Options) (Summary, error) {
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Ordering == "" {
		opts.Ordering = devnet.FCFS
	}
	faults, err := parseSchedule(opts.Faults)
	if err != nil {
		return Summary{}, err
	}
	if opts.Dir == "" {
		dir, err := os.MkdirTemp("", "mev-bot-demo-")
		if err != nil {
			return Summary{}, fmt.Errorf("create a folder for the demo: %w", err)
		}
		defer os.RemoveAll(dir)
		opts.Dir = dir
	}
	local, err := StartLocal(ctx, LocalOptions{
		Seed: opts.Seed, Dir: opts.Dir, Listen: opts.Listen, NoRivals: opts.NoRivals, Ordering: opts.Ordering, Rivals: opts.Rivals, RivalHops: opts.RivalHops, Logger: opts.Logger, Now: opts.Now,
	})
	if err != nil {
		return Summary{}, err
	}
	defer local.Close()
	return run(ctx, opts, local, faults)
}

func run(ctx context.Context, opts Options, local *Local, faults []fault) (Summary, error) {
	cfg, err := config.Load(config.Sources{File: local.ConfigFile, Env: opts.Env, Flags: opts.Set})
	if err != nil {
		return Summary{}, err
	}
	t := newTally(opts.Seed)
	bot, err := app.New(app.Options{Config: cfg, Version: "demo", Listener: t.listener(), RecordDir: opts.Record, Logger: opts.Logger, Now: opts.Now})
	if err != nil {
		return Summary{}, err
	}
	first, err := readBooks(ctx, local)
	if err != nil {
		return Summary{}, fmt.Errorf("read the balances before the start: %w", err)
	}
	chainCtx, stopChain := context.WithCancel(context.WithoutCancel(ctx))
	mined := make(chan error, 1)
	go func() { mined <- local.Run(chainCtx) }()
	defer func() { stopChain(); <-mined }() //nolint:errcheck // it was cancelled

	botCtx, stopBot := context.WithCancel(ctx)
	defer stopBot()
	ended := make(chan error, 1)
	go func() { ended <- bot.Run(botCtx) }()
	select {
	case <-bot.Started():
	case err := <-ended:
		return Summary{}, errors.Join(errors.New("the bot did not start"), err)
	case err := <-mined:
		mined <- err
		return Summary{}, fmt.Errorf("the local chain ended: %w", err)
	}
	started := local.Chain.Head().Number.Uint64()
	if err := ready(ctx, bot, ended); err != nil {
		return Summary{}, err
	}
	go inflict(botCtx, local.Chain, bot, faults, opts.Logger)
	if opts.Ready != nil {
		go opts.Ready(botCtx, bot.ProbeURL())
	}
	if err := watch(ctx, opts, t, ended); err != nil {
		return Summary{}, err
	}
	compared, differences, err := compare(ctx, bot)
	if err != nil {
		return Summary{}, err
	}
	stopBot()
	if err := <-ended; err != nil {
		return Summary{}, fmt.Errorf("stop the bot: %w", err)
	}
	stopChain()
	if err := <-mined; err != nil && !errors.Is(err, context.Canceled) {
		return Summary{}, fmt.Errorf("the local chain: %w", err)
	}
	mined <- nil
	s := t.snapshot()
	s.Seconds, s.StartedBlock = int(opts.Duration.Seconds()), started
	s.PoolsCompared, s.PoolDifferences, s.Pools = compared, len(differences), compared
	for _, d := range differences {
		opts.Logger.Error("memory differs from the chain", slog.String("difference", d.String()))
	}
	if err := settle(ctx, local, first, &s); err != nil {
		return s, err
	}
	s.Ordering, s.NoRivals = string(opts.Ordering), opts.NoRivals
	if s.Rivals, err = rivals(ctx, local, s.FirstBlock, s.LastBlock); err != nil {
		return s, err
	}
	if !opts.NoOracle {
		if err := measure(ctx, opts, local, &s); err != nil {
			return s, err
		}
	}
	return s, report(opts, &s)
}

// measure asks the oracle how much there was to take since the bot had started.
func measure(ctx context.Context, opts Options, local *Local, s *Summary) error {
	began := opts.Now()
	o, err := oracle.New(oracle.Options{
		Chain: local.Chain, Market: local.Market, Operator: local.Operator, Logger: opts.Logger,
		Progress: func(done, of int) {
			if done%60 == 0 && done < of {
				fmt.Fprintf(opts.Out, "oracle: %d of %d blocks\n", done, of)
			}
		},
	})
	if err != nil {
		return err
	}
	r, err := o.Measure(ctx, s.StartedBlock, s.LastBlock)
	if err != nil {
		return fmt.Errorf("oracle: %w", err)
	}
	s.PossibleWei, s.MissedWei, s.RealisedWei, s.GoneBeforeSlotWei = r.Possible.String(), r.Missed.String(), r.Realised.String(), r.GoneBeforeSlot.String()
	s.RivalBidsWei, s.CapturedAgainst = r.RivalBids.String(), r.CapturedAgainst
	s.CapturedRatio, s.MissedBy = r.CapturedRatio, map[string]string{}
	for cause, wei := range r.MissedBy {
		s.MissedBy[cause] = wei.String()
	}
	s.OracleSeconds = opts.Now().Sub(began).Seconds()
	if opts.Dump == "" {
		return nil
	}
	return o.Dump(ctx, opts.Dump, r)
}

// ready waits until the bot is connected to feed and node.
func ready(ctx context.Context, bot *app.App, ended <-chan error) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	late := time.NewTimer(30 * time.Second)
	defer late.Stop()
	for !bot.Ready() {
		select {
		case <-tick.C:
		case <-late.C:
			return errors.New("the bot was not ready within 30 s of its start")
		case err := <-ended:
			return errors.Join(errors.New("the bot ended before it was ready"), err)
		case <-ctx.Done():
			return fmt.Errorf("the demo was interrupted: %w", ctx.Err())
		}
	}
	return nil
}

// watch shows progress until the time is over.
func watch(ctx context.Context, opts Options, t *tally, ended <-chan error) error {
	over := time.NewTimer(opts.Duration)
	defer over.Stop()
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	start := opts.Now()
	for {
		select {
		case <-over.C:
			return nil
		case <-tick.C:
			s := t.snapshot()
			left := (opts.Duration - opts.Now().Sub(start)).Round(time.Second)
			fmt.Fprintf(opts.Out, "%4.0fs  %5d messages  %5d swaps  %5d predicted  %d mismatches  %3d landed  %3d failed  %s left\n",
				opts.Now().Sub(start).Seconds(), s.FeedMessages, s.SwapsSeen, s.SwapsPredicted, s.Mismatches, s.Landed, s.Failed, left)
		case err := <-ended:
			return errors.Join(errors.New("the bot ended during the demo"), err)
		case <-ctx.Done():
			return fmt.Errorf("the demo was interrupted: %w", ctx.Err())
		}
	}
}

// compare takes a fresh snapshot from the chain at the block that the bot has
// confirmed and compares it with the bot's memory.
func compare(ctx context.Context, bot *app.App) (int, []pool.Difference, error) {
	var copied *pool.Export
	if err := bot.Pipeline().Do(ctx, func(m *pool.Market) { copied = m.Export() }); err != nil {
		return 0, nil, err
	}
	differences, err := copied.Compare(ctx, bot.Client())
	if err != nil {
		return 0, nil, fmt.Errorf("compare the pools with the chain: %w", err)
	}
	return len(copied.Pools), differences, nil
}

// books are what the operator owns at a block, in native wei: the wallet's and
// the executor's ETH and wrapped ETH.
type books struct {
	block uint64
	total uint256.Int
}

// readBooks reads the balances from the chain, through a client of its own.
func readBooks(ctx context.Context, local *Local) (books, error) {
	c := local.Chain.Client()
	n, err := c.BlockNumber(ctx)
	if err != nil {
		return books{}, err
	}
	b := books{block: n}
	for _, owner := range []common.Address{local.Operator, local.Market.Addresses().Executor} {
		for _, read := range []func(context.Context, *ethclient.Client, common.Address, uint64) (*uint256.Int, error){nativeBalance, local.baseBalance} {
			v, err := read(ctx, c, owner, n)
			if err != nil {
				return books{}, err
			}
			b.total.Add(&b.total, v)
		}
	}
	return b, nil
}

// settle fills the money part of the summary.
func settle(ctx context.Context, local *Local, first books, s *Summary) error {
	last, err := readBooks(ctx, local)
	if err != nil {
		return fmt.Errorf("read the balances at the end: %w", err)
	}
	s.FirstBlock, s.LastBlock, s.Blocks = first.block, last.block, last.block-first.block
	total, err := readLedger(ctx, filepath.Join(local.Dir, databaseName))
	if err != nil {
		return err
	}
	s.GrossWei, s.GasWei, s.FailedGasWei = total.Gross.String(), total.Gas.String(), total.FailedGas.String()
	s.NetWei, s.ExpectedWei, s.ProfitError, s.Profitable = total.Net.String(), total.Expected.String(), total.Error, uint64(total.Profitable)
	s.BalanceDeltaWei = signedDifference(&last.total, &first.total)
	s.UnexplainedWei = subtract(s.BalanceDeltaWei, s.NetWei)
	return nil
}

// report prints the summary.
func report(opts Options, s *Summary) error {
	s.print(opts.Out)
	if !opts.JSON {
		return nil
	}
	line, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write the summary: %w", err)
	}
	_, err = fmt.Fprintf(opts.Out, "%s\n", line)
	return err
}
