package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"
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
	cmd.AddCommand(ls)
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

// quoteRow is one pool's answer.
type quoteRow struct {
	Pool   string `json:"pool"`
	Name   string `json:"name"`
	Family string `json:"family"`
	Out    string `json:"amount_out"`
	Error  string `json:"error,omitempty"`
	out    uint256.Int
}

func (r *root) quoteCommand() *cobra.Command {
	var in, out, amount string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "quote --in TOKEN --out TOKEN --amount N", Short: "What each pool would give, to the wei", Args: noArgs,
		Long: `Read every pool of the pair from the chain at its newest block and compute what
it would give for the amount. TOKEN is a symbol or an address; the amount is in
whole tokens, as in --amount 1.5.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if in == "" || out == "" || amount == "" {
				return usage("--in, --out and --amount are required")
			}
			m, done, err := r.market(cmd)
			if err != nil {
				return err
			}
			defer done()
			rows, outToken, err := quotes(m, in, out, amount)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(map[string]any{"block": m.Head().Number, "quotes": rows})
			}
			return printQuotes(cmd.OutOrStdout(), rows, outToken, uint64(m.Head().Number))
		},
	}
	cmd.Flags().StringVar(&in, "in", "", "token that is given")
	cmd.Flags().StringVar(&out, "out", "", "token that is wanted")
	cmd.Flags().StringVar(&amount, "amount", "", "how much is given, in whole tokens")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON; amounts in the token's smallest unit")
	return cmd
}

func quotes(m *pool.Market, in, out, amount string) ([]quoteRow, *token.Token, error) {
	inID, err := findToken(m, in)
	if err != nil {
		return nil, nil, err
	}
	outID, err := findToken(m, out)
	if err != nil {
		return nil, nil, err
	}
	x, err := token.Parse(amount, m.Tokens().At(inID).Decimals)
	if err != nil {
		return nil, nil, usage("--amount: %v", err)
	}
	var rows []quoteRow
	for i := range m.Pools() {
		id := amm.PoolID(i)
		info := m.Info(id)
		var d amm.Direction
		switch {
		case info.Token[0] == inID && info.Token[1] == outID:
			d = amm.ZeroForOne
		case info.Token[1] == inID && info.Token[0] == outID:
			d = amm.OneForZero
		default:
			continue
		}
		row := quoteRow{Pool: info.Address.Hex(), Name: info.Name, Family: info.Family.String()}
		if err := m.Quote(amm.NewHop(id, d), x, &row.out); err != nil {
			row.Error = err.Error()
		} else {
			row.Out = row.out.Dec()
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil, nil, fmt.Errorf("no watched pool trades %s for %s", in, out)
	}
	return rows, m.Tokens().At(outID), nil
}

// findToken finds a token by address or by a symbol that only one token has.
func findToken(m *pool.Market, name string) (token.ID, error) {
	if common.IsHexAddress(name) {
		if id, ok := m.Tokens().Lookup(common.HexToAddress(name)); ok {
			return id, nil
		}
		return 0, usage("no watched pool holds token %s", name)
	}
	var found []token.ID
	for i := range m.Tokens().Len() {
		if id := token.ID(i); m.Tokens().At(id).Symbol == name {
			found = append(found, id)
		}
	}
	switch len(found) {
	case 0:
		return 0, usage("no watched pool holds a token named %q; mev-bot pools ls shows them", name)
	case 1:
		return found[0], nil
	default:
		return 0, usage("%d tokens are named %q: give the address", len(found), name)
	}
}

func printQuotes(w io.Writer, rows []quoteRow, out *token.Token, block uint64) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "POOL\tNAME\t%s AT BLOCK %d\n", out.Symbol, block)
	for i := range rows {
		row := &rows[i]
		answer := token.Format(&row.out, out.Decimals)
		if row.Error != "" {
			answer = "refused: " + row.Error
		}
		fmt.Fprintf(t, "%s\t%s\t%s\n", row.Pool, row.Name, answer)
	}
	return t.Flush()
}
