//go:build !nodevnet

package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/demo"
	"mevbot/internal/devnet"
	"mevbot/internal/devnet/market"
	"mevbot/internal/telemetry"
)

// chainCommands are those that carry the local chain.
func (r *root) chainCommands() []*cobra.Command {
	return []*cobra.Command{r.demoCommand(), r.devnetCommand()}
}

// chainFlags are shared by demo and devnet.
type chainFlags struct {
	seed      int64
	faults    string
	verbosity string
	listen    demo.Listen
	noRivals  bool
	ordering  string
	rivals    int
	rivalHops int
}

func (f *chainFlags) add(cmd *cobra.Command) {
	cmd.Flags().Int64Var(&f.seed, "seed", 1, "seed of the traffic")
	cmd.Flags().StringVar(&f.faults, "fault", "", "faults on request, as in feed-cut@20s:5s,rpc-cut@30s:5s,gap@40s:1,reorg@50s:3")
	cmd.Flags().StringVar(&f.verbosity, "log-level", "warn", "debug, info, warn or error (demo without faults: error)")
	cmd.Flags().BoolVar(&f.noRivals, "no-rivals", false, "the traffic closes no gaps on purpose; what --rivals says is beside this")
	cmd.Flags().StringVar(&f.ordering, "ordering", string(devnet.FCFS), "the sequencer's policy: fcfs, pga (priority gas auction) or timeboost")
	cmd.Flags().IntVar(&f.rivals, "rivals", 0, "rival bots, 0 to 2: one 40 ms faster than the bot, one 40 ms slower that sizes on chain")
	cmd.Flags().IntVar(&f.rivalHops, "rival-hops", 2, "the longest cycle that the fast rival bot knows, 2 or 3 pools; the slow one knows both")
	cmd.Flags().StringVar(&f.listen.HTTP, "http", demo.DefaultListen.HTTP, "address of the chain's HTTP RPC")
	cmd.Flags().StringVar(&f.listen.WS, "ws", demo.DefaultListen.WS, "address of the chain's websocket RPC")
	cmd.Flags().StringVar(&f.listen.Feed, "feed", demo.DefaultListen.Feed, "address of the chain's sequencer feed")
	cmd.Flags().StringVar(&f.listen.FastFeed, "fast-feed", "", "address of the chain's Fast Feed, as in 127.0.0.1:9643 (default: there is none)")
}

// check refuses values that no chain has.
func (f *chainFlags) check() error {
	if _, err := devnet.ParseOrdering(f.ordering); err != nil {
		return usage("--ordering: %v", err)
	}
	if f.rivals < 0 || f.rivals > market.MaxBots {
		return usage("--rivals %d: want 0 to %d", f.rivals, market.MaxBots)
	}
	if f.rivalHops != 2 && f.rivalHops != 3 {
		return usage("--rival-hops %d: want 2 or 3", f.rivalHops)
	}
	return nil
}

func (r *root) demoCommand() *cobra.Command {
	var f chainFlags
	var duration time.Duration
	var asJSON, noOracle bool
	var dir, dump, recording string
	cmd := &cobra.Command{
		Use: "demo", Short: "Run the bot on an embedded local chain and prove what it did", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("log-level") && f.faults == "" {
				f.verbosity = "error" // the summary says it all
			}
			if duration < time.Second {
				return usage("--duration %v: want at least 1s", duration)
			}
			if err := f.check(); err != nil {
				return err
			}
			flags, err := r.overrides()
			if err != nil {
				return err
			}
			logs, err := telemetry.OpenLogs(telemetry.LogOptions{Level: f.verbosity, Output: cmd.ErrOrStderr()})
			if err != nil {
				return err
			}
			defer logs.Close()
			_, err = demo.Run(cmd.Context(), demo.Options{
				Duration: duration, Seed: f.seed, Faults: f.faults, Dir: dir, Dump: dump, Record: recording, JSON: asJSON, Set: flags, Env: r.env,
				Listen: f.listen, NoRivals: f.noRivals, NoOracle: noOracle, Ordering: devnet.Ordering(f.ordering), Rivals: f.rivals, RivalHops: f.rivalHops,
				Out: cmd.OutOrStdout(), Logger: logs.Logger(),
			})
			return err
		},
	}
	f.add(cmd)
	cmd.Flags().Lookup("fault").Usage += "; corrupt@5s makes a pool's state in the bot's memory wrong"
	cmd.Flags().DurationVar(&duration, "duration", time.Minute, "how long to trade")
	cmd.Flags().BoolVar(&asJSON, "json", false, "end with the summary as one line of JSON")
	cmd.Flags().StringVar(&recording, "record", "", "record everything that decides to this folder, for mev-bot replay")
	cmd.Flags().BoolVar(&noOracle, "no-oracle", false, "leave out how much was possible, which takes a second for each five of the run")
	cmd.Flags().StringVar(&dump, "dump", "", "write blocks, receipts, addresses and the oracle's working to this folder, as JSON")
	cmd.Flags().StringVar(&dir, "dir", "", "keep key, database and configuration in this folder (default: a temporary one)")
	return cmd
}

func (r *root) devnetCommand() *cobra.Command {
	var f chainFlags
	var dir string
	var duration time.Duration
	cmd := &cobra.Command{
		Use: "devnet", Short: "Run the local chain alone, for a bot in another process", Args: noArgs,
		Long: `Run a local Arbitrum-like chain with real Uniswap contracts, a sequencer feed
and seeded traders. It writes an operator key and a configuration into --dir;
in another terminal: mev-bot run --config examples/devnet.yaml`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(); err != nil {
				return err
			}
			logs, err := telemetry.OpenLogs(telemetry.LogOptions{Level: f.verbosity, Output: cmd.ErrOrStderr()})
			if err != nil {
				return err
			}
			defer logs.Close()
			ctx := cmd.Context()
			local, err := demo.StartLocal(ctx, demo.LocalOptions{Seed: f.seed, Dir: dir, Listen: f.listen, Faults: f.faults, NoRivals: f.noRivals, Ordering: devnet.Ordering(f.ordering), Rivals: f.rivals, RivalHops: f.rivalHops, Logger: logs.Logger()})
			if err != nil {
				return err
			}
			defer local.Close()
			fmt.Fprintf(cmd.OutOrStdout(), "local chain %d: RPC http://%s, websocket ws://%s, feed ws://%s\noperator %s, executor %s\nnow run: mev-bot run --config %s\n",
				412346, f.listen.HTTP, f.listen.WS, f.listen.Feed, local.Operator, local.Market.Addresses().Executor, local.ConfigFile)
			if local.Auctioneer != nil {
				fmt.Fprintf(cmd.OutOrStdout(), "express lane auction %s, in WETH; auctioneer_submitBid is on the same RPC\n", local.Auctioneer.Contract())
			}
			if duration > 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, duration)
				defer cancel()
			}
			if err := local.Run(ctx); err != nil && ctx.Err() == nil {
				return err
			}
			return nil
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&dir, "dir", filepath.Join("var", "devnet"), "folder for the operator's key and the configuration")
	cmd.Flags().DurationVar(&duration, "duration", 0, "stop after this time (default: run until interrupted)")
	return cmd
}
