package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"mevbot/internal/token"
)

// gasRow is what a route of a shape costs.
type gasRow struct {
	Shape string `json:"shape"`
	Gas   uint64 `json:"gas"` // execution and data
	Wei   string `json:"cost_wei"`
}

func (r *root) gasCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "gas", Short: "What gas costs now, and what a route of each shape would cost", Args: noArgs,
		Long: `Ask the node once for the next block's base fee, the least it can be and the
price of posting calldata, and estimate routes by the families of their pools.
The estimates are the bounds that the bot starts from; a running bot replaces
them by what its receipts show.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			reader, err := r.connect(cmd)
			if err != nil {
				return err
			}
			defer reader.Close()
			prices, estimates, err := reader.GasPrices(cmd.Context())
			if err != nil {
				return err
			}
			rows := make([]gasRow, len(estimates))
			for i := range estimates {
				var names []string
				for _, f := range estimates[i].Families {
					names = append(names, f.String())
				}
				rows[i] = gasRow{strings.Join(names, " "), estimates[i].Units, estimates[i].Cost.Dec()}
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(map[string]any{
					"block": prices.Head, "base_fee_wei": prices.BaseFee.Dec(), "minimum_base_fee_wei": prices.Minimum.Dec(),
					"data_cost_wei": prices.Data.Dec(), "routes": rows,
				})
			}
			t := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintf(t, "block\t%d\nbase fee\t%s gwei, at least %s gwei\ndata of two hops\t%s\n\n",
				prices.Head, token.Format(&prices.BaseFee, 9), token.Format(&prices.Minimum, 9), coins(&prices.Data))
			fmt.Fprintln(t, "ROUTE\tGAS\tCOST")
			for i := range rows {
				fmt.Fprintf(t, "%s\t%d\t%s\n", rows[i].Shape, rows[i].Gas, coins(&estimates[i].Cost))
			}
			return t.Flush()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
