package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/user"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
)

func (r *root) statusCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "status", Short: "Ask the running bot how it is, over its control socket", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return r.remote(cmd, asJSON, func(ctx context.Context, bot *app.Remote) (app.Status, error) { return bot.Status(ctx) })
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (r *root) stopCommand() *cobra.Command {
	var level, why string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "stop --why REASON", Short: "Stop trading: pause, drain or kill; survives a restart", Args: noArgs,
		Long: `Stop trading. The level is durable before the command returns, works with the
HTTP port blocked, and survives a restart until "mev-bot resume".

  pause  no new attempts
  drain  no new attempts, what is in flight is followed to its receipt
  kill   no new attempts, and nothing is sent again, not even after a crash`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if why == "" {
				return usage("--why is required: the reason is kept and shown")
			}
			return r.remote(cmd, asJSON, func(ctx context.Context, bot *app.Remote) (app.Status, error) {
				return bot.Stop(ctx, level, who(), why)
			})
		},
	}
	cmd.Flags().StringVar(&level, "level", "pause", "pause, drain or kill")
	cmd.Flags().StringVar(&why, "why", "", "the reason (required)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (r *root) resumeCommand() *cobra.Command {
	var why string
	var asJSON, acceptLoss bool
	cmd := &cobra.Command{
		Use: "resume --why REASON", Short: "Allow trading again after a stop", Args: noArgs,
		Long: `Allow trading again after a stop, of an operator or of a limit. The limits
forget the failures that they have counted. They do not forget money: while the
loss of the day, the drawdown or a gas budget is at its limit, a resume is refused
unless --accept-loss begins their counts anew, so that as much may be lost again.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if why == "" {
				return usage("--why is required: the reason is kept and shown")
			}
			return r.remote(cmd, asJSON, func(ctx context.Context, bot *app.Remote) (app.Status, error) {
				return bot.Resume(ctx, who(), why, acceptLoss)
			})
		},
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason (required)")
	cmd.Flags().BoolVar(&acceptLoss, "accept-loss", false, "begin the counts of losses and gas anew: as much may be lost again")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// remote runs one request against the bot and prints its status.
func (r *root) remote(cmd *cobra.Command, asJSON bool, ask func(context.Context, *app.Remote) (app.Status, error)) error {
	cfg, err := r.load()
	if err != nil {
		return err
	}
	status, err := ask(cmd.Context(), app.NewRemote(cfg.Control.Socket))
	if err != nil {
		return err
	}
	if asJSON {
		return json.NewEncoder(cmd.OutOrStdout()).Encode(status)
	}
	return printStatus(cmd.OutOrStdout(), &status)
}

func printStatus(w io.Writer, s *app.Status) error {
	mode := "paper"
	if s.Live {
		mode = "live"
	}
	ready := "ready"
	if !s.Ready {
		ready = "not ready: " + strings.Join(s.Reasons, "; ")
	}
	_, err := fmt.Fprintf(w, "mev-bot %s, chain %d, %s, up %s\n%s\nlevel %s", s.Version, s.Chain, mode, s.Uptime, ready, s.Level)
	if err == nil && s.Why != "" {
		_, err = fmt.Fprintf(w, " (%s, by %s)", s.Why, s.Who)
	}
	if err == nil && !s.Until.IsZero() {
		_, err = fmt.Fprintf(w, " until %s", s.Until.UTC().Format(time.RFC3339))
	}
	if err == nil && s.Refusal != "" && s.Level == "run" {
		_, err = fmt.Fprintf(w, ", not sending: %s", s.Refusal)
	}
	if err == nil {
		_, err = fmt.Fprintf(w, "\nblock %d, %d pools, net %s wei\n", s.Block, s.Pools, s.NetWei)
	}
	return err
}

// who names the person for the record.
func who() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "unknown"
}
