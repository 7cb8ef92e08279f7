package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
)

func (r *root) rpcCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "rpc", Short: "The nodes: state, speed, and which are used", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(r.rpcListCommand(), r.rpcBenchCommand(), r.rpcDrainCommand(), r.rpcPreferCommand())
	return cmd
}

func (r *root) rpcListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "ls", Short: "Each endpoint: roles, state, score, latency, lag, breaker, requests left", Args: noArgs,
		Long: `Ask the running bot for its endpoints over the control socket. If none answers,
each configured endpoint is asked once for its chain and its head.

COST is what a call is expected to cost, in milliseconds, with failures and lag;
reads go to the lowest, and stay where they are while nothing is clearly better.
LAG is how long the block after the endpoint's head has been known elsewhere.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			list, err := app.NewRemote(cfg.Control.Socket).Endpoints(cmd.Context())
			if errors.Is(err, app.ErrUnreachable) {
				list, err = r.probe(cmd.Context())
			}
			if err != nil {
				return err
			}
			return printEndpoints(cmd.OutOrStdout(), list, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// nodes opens a client of the configured nodes.
func (r *root) nodes() (*rpc.Client, error) {
	cfg, err := r.load()
	if err != nil {
		return nil, err
	}
	return rpc.New(app.RPCOptions(cfg, event.Listener{}, nil, slog.New(slog.DiscardHandler)))
}

// probe asks the configured endpoints once. That some do not answer shows in the
// list.
func (r *root) probe(ctx context.Context) ([]rpc.EndpointStatus, error) {
	client, err := r.nodes()
	if err != nil {
		return nil, err
	}
	defer client.Close()
	found, _ := client.Verify(ctx)
	list := client.Endpoints()
	for i := range list {
		if err := found[list[i].Name]; err != nil && list[i].Why == "" {
			list[i].Why = err.Error()
		}
	}
	return list, nil
}

func printEndpoints(w io.Writer, list []rpc.EndpointStatus, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(list)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ENDPOINT\tROLES\tSTATE\tCOST\tLATENCY\tERRORS\tLAG\tHEAD\tBREAKER\tLEFT\tCALLS\tFAILED\tLIES")
	for i := range list {
		e := &list[i]
		left := "-"
		if e.Left >= 0 {
			left = strconv.Itoa(e.Left)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%.1f ms\t%.1f ms\t%.0f %%\t%.0f ms\t%d\t%s\t%s\t%d\t%d\t%d\n", e.Name, strings.Join(e.Roles, ","), stateOf(e),
			e.CostMS, e.LatencyMS, 100*e.Errors, e.LagMS, e.Head, e.Breaker, left, e.Calls, e.Failed, e.Lies)
	}
	return t.Flush()
}

// stateOf is an endpoint's state in words.
func stateOf(e *rpc.EndpointStatus) string {
	if e.Why != "" {
		return "out: " + e.Why
	}
	var words []string
	for _, s := range []struct {
		is   bool
		word string
	}{{e.InUse, "in use"}, {e.Followed, "followed"}, {e.Preferred, "preferred"}} {
		if s.is {
			words = append(words, s.word)
		}
	}
	if len(words) == 0 {
		return "ready"
	}
	return strings.Join(words, ", ")
}

func (r *root) rpcBenchCommand() *cobra.Command {
	var asJSON bool
	var calls int
	var method string
	cmd := &cobra.Command{
		Use: "bench", Short: "Measure each endpoint that reads: p50 and p99 of a call", Args: noArgs,
		Long: `Make calls to each endpoint that reads, one after the other, within its rate
limit. --method takes any method without parameters.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if calls < 1 || calls > 100_000 {
				return usage("--calls is %d: want 1 to 100000", calls)
			}
			client, err := r.nodes()
			if err != nil {
				return err
			}
			defer client.Close()
			list := client.Measure(cmd.Context(), calls, method)
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(list)
			}
			t := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(t, "ENDPOINT\tCALLS\tFAILED\tP50\tP99\tLAST ERROR")
			for i := range list {
				fmt.Fprintf(t, "%s\t%d\t%d\t%.2f ms\t%.2f ms\t%s\n", list[i].Name, list[i].Calls, list[i].Failed, list[i].P50MS, list[i].P99MS, list[i].Error)
			}
			return t.Flush()
		},
	}
	cmd.Flags().IntVar(&calls, "calls", 100, "calls to each endpoint")
	cmd.Flags().StringVar(&method, "method", "eth_blockNumber", "what is asked")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (r *root) rpcDrainCommand() *cobra.Command {
	var undo bool
	return r.rpcOrder("drain NAME", "Take an endpoint of the running bot out of use, until a restart or --undo",
		`Take an endpoint out of use: no reads, no subscription, no sends. Calls on
their way end as they do. The last endpoint that reads, or that sends, cannot be
drained. It lasts until --undo or the bot's end.`,
		func(cmd *cobra.Command) { cmd.Flags().BoolVar(&undo, "undo", false, "take it into use again") },
		func(ctx context.Context, bot *app.Remote, name string) ([]rpc.EndpointStatus, error) {
			return bot.Drain(ctx, name, !undo)
		})
}

func (r *root) rpcPreferCommand() *cobra.Command {
	return r.rpcOrder("prefer NAME", "Send reads of the running bot to an endpoint as long as it can be used; auto leaves it to the scores",
		`Send reads to an endpoint as long as it can be used and is not behind. "auto"
leaves the choice to the scores again. It lasts until the bot's end.`, nil,
		func(ctx context.Context, bot *app.Remote, name string) ([]rpc.EndpointStatus, error) {
			if name == "auto" {
				name = ""
			}
			return bot.Prefer(ctx, name)
		})
}

// rpcOrder is a command that changes something in the running bot and shows the
// endpoints afterwards.
func (r *root) rpcOrder(use, short, long string, flags func(*cobra.Command), do func(context.Context, *app.Remote, string) ([]rpc.EndpointStatus, error)) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: use, Short: short, Long: long,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("%s takes the name of one endpoint: mev-bot rpc ls shows them", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			list, err := do(cmd.Context(), app.NewRemote(cfg.Control.Socket), args[0])
			if err != nil {
				return err
			}
			return printEndpoints(cmd.OutOrStdout(), list, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	if flags != nil {
		flags(cmd)
	}
	return cmd
}
