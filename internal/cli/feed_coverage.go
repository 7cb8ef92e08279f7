package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/token"
)

func (r *root) feedCoverage() *cobra.Command {
	var asJSON bool
	var top uint16
	cmd := &cobra.Command{
		Use: "coverage", Short: "How much of the swapped value was foretold from calldata, and who traded the rest", Args: noArgs,
		Long: `Ask the running bot, over the control socket, how much of the value that was
swapped in watched pools since its start it had computed from calldata, to the wei,
before the block's logs. The contracts with the most that it had not come first:
their calldata is what to read next.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			c, err := app.NewRemote(cfg.Control.Socket).Coverage(cmd.Context(), top)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(&c)
			}
			return printCoverage(cmd.OutOrStdout(), &c)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().Uint16Var(&top, "top", 20, "how many contracts")
	return cmd
}

func printCoverage(w io.Writer, c *app.Coverage) error {
	if c.Share == nil {
		_, err := fmt.Fprintln(w, "nothing of value was swapped in watched pools yet")
		return err
	}
	fmt.Fprintf(w, "%.1f %% of the swapped value was foretold from calldata\n", 100**c.Share)
	if c.Dropped > 0 {
		fmt.Fprintf(w, "%d facts found no room: the share is too low by theirs\n", c.Dropped)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "CONTRACT\tTRANSACTIONS\tVALUE\tFORETOLD\tCALLDATA\tLAST SELECTOR")
	row := func(name string, r *app.CoverageRow) {
		fmt.Fprintf(t, "%s\t%d\t%s\t%s\t%s\t%s\n", name, r.Transactions, token.Format(r.Value, 18), token.Format(r.Predicted, 18), r.Verdict, r.Selector)
	}
	for i := range c.Contracts {
		row(c.Contracts[i].Contract.Hex(), &c.Contracts[i])
	}
	if c.Others.Transactions > 0 {
		row("others", &c.Others)
	}
	row("all", &c.Total)
	return t.Flush()
}
