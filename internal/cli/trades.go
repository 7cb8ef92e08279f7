package cli

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"mevbot/internal/ledger"
	"mevbot/internal/store"
)

func (r *root) tradesCommand() *cobra.Command {
	var asJSON bool
	var count int
	cmd := &cobra.Command{
		Use: "trades", Short: "The attempts in the journal, newest first, with what each earned", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if count < 1 {
				return usage("--count %d: want at least 1", count)
			}
			return r.withDB(cmd.Context(), store.Journal, func(db *store.DB) error {
				trades, err := ledger.Trades(cmd.Context(), db, count)
				if err != nil {
					return err
				}
				return show(cmd.OutOrStdout(), asJSON, trades, printTrades)
			})
		},
	}
	cmd.Flags().IntVar(&count, "count", 50, "at most this many")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON; amounts in wei")
	return cmd
}

func printTrades(w io.Writer, trades []ledger.Trade) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ATTEMPT\tSTATE\tNONCE\tBLOCK\tGROSS WEI\tGAS WEI\tNET WEI\tTRANSACTION")
	for i := range trades {
		row := &trades[i]
		fmt.Fprintf(t, "%d\t%s\t%d\t%d\t%s\t%s\t%s\t%s\n", row.Attempt, row.State, row.Nonce, row.Block, row.Gross, row.Gas, row.Net, row.Hash)
	}
	return t.Flush()
}
