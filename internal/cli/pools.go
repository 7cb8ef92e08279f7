package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/holiman/uint256"
	"github.com/spf13/cobra"

	"mevbot/internal/amm"
	"mevbot/internal/pool"
	"mevbot/internal/token"
)

// poolRow is a pool as listed.
type poolRow struct {
	Address string `json:"address"`
	Name    string `json:"name"`
	Family  string `json:"family"`
	Token0  string `json:"token0"`
	Token1  string `json:"token1"`
	Fee     uint32 `json:"fee_pips"`
	Block   uint64 `json:"block"`
}

func (r *root) poolsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "pools", Short: "The pools that the configuration watches", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var asJSON bool
	ls := &cobra.Command{
		Use: "ls", Short: "Find the pools on the chain and list them", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			m, done, err := r.market(cmd)
			if err != nil {
				return err
			}
			defer done()
			rows := make([]poolRow, m.Pools())
			for i := range rows {
				info := m.Info(amm.PoolID(i))
				rows[i] = poolRow{
					Address: info.Address.Hex(), Name: info.Name, Family: info.Family.String(),
					Token0: symbol(m, info.Token[0]), Token1: symbol(m, info.Token[1]), Fee: info.Fee, Block: uint64(m.Head().Number),
				}
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(rows)
			}
			return printPools(cmd.OutOrStdout(), rows)
		},
	}
	ls.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.AddCommand(ls, r.poolsExport())
	return cmd
}

func symbol(m *pool.Market, id token.ID) string { return m.Tokens().At(id).Symbol }

func printPools(w io.Writer, rows []poolRow) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "POOL\tFAMILY\tTOKENS\tFEE %")
	for i := range rows {
		row := &rows[i]
		fmt.Fprintf(t, "%s\t%s\t%s/%s\t%s\n", row.Address, row.Family, row.Token0, row.Token1, token.Format(uint256.NewInt(uint64(row.Fee)), 4))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d pools\n", len(rows))
	return err
}

// market connects to the node and takes a snapshot of all pools.
func (r *root) market(cmd *cobra.Command) (*pool.Market, func(), error) {
	reader, err := r.connect(cmd)
	if err != nil {
		return nil, nil, err
	}
	m, err := reader.Market(cmd.Context())
	if err != nil {
		reader.Close()
		return nil, nil, err
	}
	return m, reader.Close, nil
}
