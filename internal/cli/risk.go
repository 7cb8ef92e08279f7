package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/risk"
	"mevbot/internal/store"
)

func (r *root) riskCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "risk", Short: "Each risk limit: its value now, its bound, what is left, whether it stops the trading", Args: noArgs,
		Long: `Show the stop level and each risk limit, from the running bot over its control
socket. If none answers they are read from its database; what only a running bot
knows (the wallet's balance, the age of the data) is unknown then. Amounts are in
wei.

A pause ends by itself. A latch waits for "mev-bot resume". A limit that refuses
drops a plan and stops nothing.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			report, err := readRisk(cmd.Context(), cfg)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(report)
			}
			return printRisk(cmd.OutOrStdout(), &report)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON; amounts in wei")
	return cmd
}

// readRisk asks the bot, or its database if no bot answers.
func readRisk(ctx context.Context, cfg *config.Config) (risk.Report, error) {
	report, err := app.NewRemote(cfg.Control.Socket).Risk(ctx)
	if err == nil || !errors.Is(err, app.ErrUnreachable) {
		return report, err
	}
	db, err := store.Open(ctx, store.Options{Path: cfg.Store.Path, ReadOnly: true})
	if err != nil {
		return report, err
	}
	report, err = risk.ReadReport(ctx, db, app.Limits(cfg), time.Now()) //nolint:forbidigo // the program's edge
	return report, errors.Join(err, db.Close())
}

func printRisk(w io.Writer, r *risk.Report) error {
	if r.Note != "" {
		fmt.Fprintln(w, r.Note)
	}
	fmt.Fprintf(w, "level %s", r.Level)
	if r.Why != "" {
		fmt.Fprintf(w, " (%s, by %s)", r.Why, r.Who)
	}
	if !r.Until.IsZero() {
		fmt.Fprintf(w, " until %s", r.Until.Format(time.RFC3339))
	}
	if r.Refusal != "" && r.Level == risk.Run.String() {
		fmt.Fprintf(w, ", not sending: %s", r.Refusal)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nLIMIT\tSTATE\tVALUE\tBOUND\tLEFT\tUNIT\tACTION")
	for i := range r.Limits {
		u := &r.Limits[i]
		state := u.State
		if !u.Until.IsZero() {
			state += " until " + u.Until.Format(time.RFC3339)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", u.Limit, state, u.Value, u.Bound, u.Left, u.Unit, u.Action)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, p := range r.Routes {
		fmt.Fprintf(w, "route of attempt %d is paused until %s\n", p.Attempt, p.Until.Format(time.RFC3339))
	}
	return nil
}
