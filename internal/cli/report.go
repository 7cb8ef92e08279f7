package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/telemetry/operations"
)

func (r *root) profileCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "profile", Short: "What the bot's operations take, and where to look first", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(r.reportCommand(), r.reportsCommand())
	return cmd
}

func (r *root) reportCommand() *cobra.Command {
	var at string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "report", Short: "Print the operation profiler's report", Args: noArgs,
		Long: `Print what each operation of the bot took in the last hour: calls, errors,
durations, its class against its objective and its trend, how the process uses
its memory and CPU, the bottlenecks, and what to do about them.

The report is that of the running bot, asked over its control socket. If none is
running, or with --at, it is the newest saved one (at or before that time), from
profile.report_dir.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var when time.Time
			if at != "" {
				var err error
				if when, err = time.Parse(time.RFC3339, at); err != nil {
					return usage("--at %q: want a time such as 2026-01-31T18:00:00Z", at)
				}
			}
			report, err := r.report(cmd, when)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(report)
			}
			return report.WriteText(cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&at, "at", "", "the saved report of this time (RFC 3339)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// report asks the running bot, or reads the saved report of a time.
func (r *root) report(cmd *cobra.Command, at time.Time) (*operations.Report, error) {
	cfg, err := r.load()
	if err != nil {
		return nil, err
	}
	if at.IsZero() {
		report, err := app.NewRemote(cfg.Control.Socket).Report(cmd.Context())
		if !errors.Is(err, app.ErrUnreachable) {
			return report, err
		}
	}
	dir := app.ReportDir(cfg)
	found, err := operations.Load(dir, at)
	if errors.Is(err, operations.ErrNoReport) {
		return nil, fmt.Errorf("%w in %s: %w; mev-bot profile reports lists what there is", errCheck, dir, err)
	}
	if err != nil {
		return nil, err
	}
	for _, skipped := range found.Skipped {
		fmt.Fprintf(cmd.ErrOrStderr(), "skipped: %v\n", skipped)
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "saved report of %s\n", found.Saved.At.Format(time.RFC3339))
	return &found.Report, nil
}

func (r *root) reportsCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "reports", Short: "List the saved reports, newest first", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			list, err := operations.List(app.ReportDir(cfg))
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(list)
			}
			t := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(t, "TIME\tBYTES\tKIND")
			for _, s := range list {
				kind := "report"
				if s.Checkpoint {
					kind = "checkpoint"
				}
				fmt.Fprintf(t, "%s\t%d\t%s\n", s.At.Format(time.RFC3339), s.Bytes, kind)
			}
			return t.Flush()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
