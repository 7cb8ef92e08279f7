package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/funnel"
	"mevbot/internal/ledger"
	"mevbot/internal/store"
)

func (r *root) oppsCommand() *cobra.Command {
	var asJSON, summary bool
	var since time.Duration
	q := funnel.Query{Count: 50}
	cmd := &cobra.Command{
		Use: "opps", Short: "The opportunities that were found, newest first, and what became of each", Args: noArgs,
		Long: `Each opportunity with its tier and its outcome: dropped (with the reason), sent,
landed, failed, refused, or unknown while an attempt has no receipt. --summary
counts them, with the net profit that they promised.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if q.Count < 1 || since <= 0 {
				return usage("--count %d, --since %v: want at least 1 and more than 0", q.Count, since)
			}
			return r.withDB(cmd.Context(), store.History, func(db *store.DB) error {
				if summary {
					lines, err := funnel.Lines(cmd.Context(), db, time.Now().Add(-since)) //nolint:forbidigo // the operator's clock
					if err != nil {
						return err
					}
					return show(cmd.OutOrStdout(), asJSON, lines, printLines)
				}
				found, err := funnel.Opportunities(cmd.Context(), db, q)
				if err != nil {
					return err
				}
				return show(cmd.OutOrStdout(), asJSON, found, printOpps)
			})
		},
	}
	cmd.Flags().IntVar(&q.Count, "count", q.Count, "at most this many")
	cmd.Flags().StringVar(&q.Tier, "tier", "", "only this tier: exceptional, high, medium, low or filtered")
	cmd.Flags().StringVar(&q.Outcome, "outcome", "", "only this outcome")
	cmd.Flags().StringVar(&q.Reason, "reason", "", "only dropped for this reason")
	cmd.Flags().BoolVar(&summary, "summary", false, "count by tier, outcome and reason instead")
	cmd.Flags().DurationVar(&since, "since", 24*time.Hour, "how far back a summary goes")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON; amounts in wei")
	return cmd
}

// withDB opens a database of the configuration for reading.
func (r *root) withDB(ctx context.Context, schema store.Schema, use func(*store.DB) error) error {
	cfg, err := r.load()
	if err != nil {
		return err
	}
	path := cfg.Store.Path
	if schema == store.History {
		path = cfg.Store.HistoryPath()
	}
	db, err := store.Open(ctx, store.Options{Path: path, Schema: schema, ReadOnly: true})
	if err != nil {
		return err
	}
	defer db.Close()
	return use(db)
}

// show prints rows as JSON, [] if there is none, or for a person.
func show[T any](w io.Writer, asJSON bool, rows []T, text func(io.Writer, []T) error) error {
	if !asJSON {
		return text(w, rows)
	}
	if rows == nil {
		rows = []T{}
	}
	return json.NewEncoder(w).Encode(rows)
}

func printOpps(w io.Writer, rows []funnel.Opportunity) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ID\tTIME\tBLOCK\tTIER\tOUTCOME\tREASON\tIN WEI\tGROSS WEI\tNET WEI\tROUTE")
	for i := range rows {
		o := &rows[i]
		fmt.Fprintf(t, "%d\t%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", o.ID, o.At.Format("15:04:05.000"), o.Block, o.Tier, o.Outcome, o.Reason, o.In, o.Gross, o.Net, routeNames(o.Route))
	}
	return t.Flush()
}

// routeNames are the pools of a route.
func routeNames(route json.RawMessage) string {
	var hops []struct {
		Name string `json:"name"`
	}
	if json.Unmarshal(route, &hops) != nil {
		return "?"
	}
	names := make([]string, len(hops))
	for i, h := range hops {
		names[i] = h.Name
	}
	return strings.Join(names, " > ")
}

func printLines(w io.Writer, rows []funnel.Line) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "TIER\tOUTCOME\tREASON\tCOUNT\tPROMISED WEI")
	for _, l := range rows {
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%s\n", l.Tier, l.Outcome, l.Reason, l.Count, l.Net)
	}
	return t.Flush()
}

func (r *root) pnlCommand() *cobra.Command {
	var asJSON bool
	var since time.Duration
	cmd := &cobra.Command{
		Use: "pnl", Short: "What each day earned and spent, from the ledger", Args: noArgs,
		Long: `Profit and loss by UTC day, in native wei, from the receipts alone. Expected is
what the attempts promised; the error is how far the realised net profit of
landed attempts was from it. Provisional attempts may still be taken back by a
reorg.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if since <= 0 {
				return usage("--since %v: want more than 0", since)
			}
			return r.withDB(cmd.Context(), store.Journal, func(db *store.DB) error {
				days, total, err := ledger.PnL(cmd.Context(), db, time.Now().Add(-since)) //nolint:forbidigo // the operator's clock
				if err != nil {
					return err
				}
				if asJSON {
					if days == nil {
						days = []ledger.Day{}
					}
					return json.NewEncoder(cmd.OutOrStdout()).Encode(map[string]any{"days": days, "total": total})
				}
				return printPnL(cmd.OutOrStdout(), append(days, total))
			})
		},
	}
	cmd.Flags().DurationVar(&since, "since", 30*24*time.Hour, "how far back")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON; amounts in wei")
	return cmd
}

func printPnL(w io.Writer, days []ledger.Day) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "DAY\tATTEMPTS\tLANDED\tFAILED\tPROVISIONAL\tGROSS WEI\tGAS WEI\tFAILED GAS WEI\tNET WEI\tEXPECTED WEI\tERROR P50\tP95")
	for i := range days {
		d := &days[i]
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%.4f\t%.4f\n", d.Day, d.Attempts, d.Landed, d.Failed, d.Provisional, d.Gross, d.Gas, d.FailedGas, d.Net, d.Expected, d.Error.P50, d.Error.P95)
	}
	return t.Flush()
}
