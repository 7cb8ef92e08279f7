//go:build !nodevnet

package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/demo"
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
}

func (f *chainFlags) add(cmd *cobra.Command) {
	cmd.Flags().Int64Var(&f.seed, "seed", 1, "seed of the traffic")
	cmd.Flags().StringVar(&f.faults, "fault", "", "faults on request, as in feed-cut@20s:5s,rpc-cut@30s:5s,gap@40s:1,reorg@50s:3")
	cmd.Flags().StringVar(&f.verbosity, "log-level", "warn", "debug, info, warn or error (demo without faults: error)")
	cmd.Flags().BoolVar(&f.noRivals, "no-rivals", false, "nobody but the bot closes gaps on purpose")
	cmd.Flags().StringVar(&f.listen.HTTP, "http", demo.DefaultListen.HTTP, "address of the chain's HTTP RPC")
	cmd.Flags().StringVar(&f.listen.WS, "ws", demo.DefaultListen.WS, "address of the chain's websocket RPC")
	cmd.Flags().StringVar(&f.listen.Feed, "feed", demo.DefaultListen.Feed, "address of the chain's sequencer feed")
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
				Listen: f.listen, NoRivals: f.noRivals, NoOracle: noOracle, Out: cmd.OutOrStdout(), Logger: logs.Logger(),
			})
			return err
		},
	}
	f.add(cmd)
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
			logs, err := telemetry.OpenLogs(telemetry.LogOptions{Level: f.verbosity, Output: cmd.ErrOrStderr()})
			if err != nil {
				return err
			}
			defer logs.Close()
			ctx := cmd.Context()
			local, err := demo.StartLocal(ctx, demo.LocalOptions{Seed: f.seed, Dir: dir, Listen: f.listen, Faults: f.faults, NoRivals: f.noRivals, Logger: logs.Logger()})
			if err != nil {
				return err
			}
			defer local.Close()
			fmt.Fprintf(cmd.OutOrStdout(), "local chain %d: RPC http://%s, websocket ws://%s, feed ws://%s\noperator %s, executor %s\nnow run: mev-bot run --config %s\n",
				412346, f.listen.HTTP, f.listen.WS, f.listen.Feed, local.Operator, local.Market.Addresses().Executor, local.ConfigFile)
			if duration > 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, duration)
				defer cancel()
			}
			if err := local.Chain.Run(ctx, local.Market); err != nil && ctx.Err() == nil {
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
