package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/chain"
	"mevbot/internal/config"
	"mevbot/internal/pool"
	"mevbot/internal/token"
)

// simulation is what simulate prints. Amounts are in the tokens' smallest units.
type simulation struct {
	Block  uint64    `json:"block"`
	Hops   []pathRow `json:"hops"`
	Out    string    `json:"amount_out"`
	Profit string    `json:"profit,omitempty"` // of a cycle, in its token
	// Executor is the contract's own word on the cycle; absent if none was asked.
	Executor *trialRow `json:"executor,omitempty"`
}

type pathRow struct {
	Pool     string `json:"pool"`
	Name     string `json:"name"`
	Family   string `json:"family"`
	TokenIn  string `json:"token_in"`
	TokenOut string `json:"token_out"`
	In       string `json:"amount_in"`
	Out      string `json:"amount_out"`
}

type trialRow struct {
	Address string `json:"address"`
	Profit  string `json:"profit,omitempty"`
	Refused string `json:"refused,omitempty"`
	Agrees  bool   `json:"agrees"`
}

type simulateFlags struct {
	route, amount, token, block string
	asJSON                      bool
}

func (r *root) simulateCommand() *cobra.Command {
	var f simulateFlags
	cmd := &cobra.Command{
		Use: "simulate --route POOL[,POOL...] --amount N", Short: "Compute a route to the wei and compare it with the executor's own result", Args: noArgs,
		Long: `Read the pools from the chain and compute what each pool of the route gives, one
after the other, to the wei. A cycle in the base token is then run through the
configured executor by eth_call, as its operator, at the same block: it must earn
exactly what was computed, or the command ends with exit code 7. Nothing is
signed or sent. A pool is an address (mev-bot pools ls); the amount is in whole
tokens.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.route == "" || f.amount == "" {
				return usage("--route and --amount are required")
			}
			return r.simulate(cmd, &f)
		},
	}
	cmd.Flags().StringVar(&f.route, "route", "", "addresses of pools in order, with commas between them")
	cmd.Flags().StringVar(&f.amount, "amount", "", "how much goes in, in whole tokens")
	cmd.Flags().StringVar(&f.token, "token", "", "which token goes in, symbol or address (default: dex.base_token)")
	cmd.Flags().StringVar(&f.block, "block", "latest", "number of a block whose state the node still has, or latest")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print JSON; amounts in the tokens' smallest units")
	return cmd
}

func (r *root) simulate(cmd *cobra.Command, f *simulateFlags) error {
	cfg, err := r.load()
	if err != nil {
		return err
	}
	route, err := poolList(f.route)
	if err != nil {
		return err
	}
	reader, err := r.connect(cmd)
	if err != nil {
		return err
	}
	defer reader.Close()
	m, err := marketAt(cmd, reader, f.block)
	if err != nil {
		return err
	}
	from := f.token
	if from == "" {
		from = cfg.DEX.BaseToken.Hex()
	}
	start, err := findToken(m, from)
	if err != nil {
		return err
	}
	amount, err := token.Parse(f.amount, m.Tokens().At(start).Decimals)
	if err != nil {
		return usage("--amount: %v", err)
	}
	steps, err := app.Walk(m, route, start, amount)
	if err != nil {
		return err
	}
	s := described(m, steps)
	tried := s.Profit != "" && m.Tokens().At(start).Address == cfg.DEX.BaseToken && cfg.Trading.Executor != (common.Address{}) && len(steps) > 1
	if tried {
		if err := try(cmd, reader, m, cfg, steps, s); err != nil {
			return err
		}
	}
	if f.asJSON {
		err = json.NewEncoder(cmd.OutOrStdout()).Encode(s)
	} else {
		err = printSimulation(cmd.OutOrStdout(), m, steps, s)
	}
	if err == nil && tried && !s.Executor.Agrees {
		said := s.Executor.Refused
		if said == "" {
			said = "it earns " + s.Executor.Profit
		}
		return fmt.Errorf("%w: computed is a profit of %s, executor %s says: %s", errCheck, s.Profit, s.Executor.Address, said)
	}
	return err
}

func poolList(text string) ([]common.Address, error) {
	var list []common.Address
	for one := range strings.SplitSeq(text, ",") {
		a, err := address("--route", strings.TrimSpace(one))
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

func marketAt(cmd *cobra.Command, reader *app.Reader, block string) (*pool.Market, error) {
	if block == "latest" {
		return reader.Market(cmd.Context())
	}
	n, err := strconv.ParseUint(block, 10, 64)
	if err != nil {
		return nil, usage("--block %q: want a number or latest", block)
	}
	return reader.MarketAt(cmd.Context(), chain.Block(n))
}

// described is the answer without the executor's part.
func described(m *pool.Market, steps []app.Step) *simulation {
	s := &simulation{Block: uint64(m.Head().Number)}
	for i := range steps {
		step := &steps[i]
		s.Hops = append(s.Hops, pathRow{
			Pool: step.Pool.Address.Hex(), Name: step.Pool.Name, Family: step.Pool.Family.String(),
			TokenIn: m.Tokens().At(step.In).Address.Hex(), TokenOut: m.Tokens().At(step.Out).Address.Hex(),
			In: step.AmountIn.Dec(), Out: step.AmountOut.Dec(),
		})
	}
	last := &steps[len(steps)-1]
	s.Out = last.AmountOut.Dec()
	if last.Out == steps[0].In {
		s.Profit = new(big.Int).Sub(last.AmountOut.ToBig(), steps[0].AmountIn.ToBig()).String()
	}
	return s
}

// try asks the executor. Of a cycle that loses it need not tell how much: its
// borrowed capital cannot be paid back, so that a pool may end the run first.
func try(cmd *cobra.Command, reader *app.Reader, m *pool.Market, cfg *config.Config, steps []app.Step, s *simulation) error {
	// Nothing is believed of a contract that is not the executor.
	if _, err := reader.Executor(cmd.Context(), cfg.Trading.Executor); err != nil {
		return err
	}
	trial, err := reader.Try(cmd.Context(), m, steps)
	if err != nil {
		return fmt.Errorf("run the route through the executor at block %d: %w", m.Head().Number, err)
	}
	row := &trialRow{Address: cfg.Trading.Executor.Hex()}
	switch {
	case trial.Profit != nil:
		row.Profit = trial.Profit.String()
		row.Agrees = row.Profit == s.Profit
	default:
		row.Refused = trial.Refused.Error()
		row.Agrees = strings.HasPrefix(s.Profit, "-")
	}
	s.Executor = row
	return nil
}

// signed writes an amount that may be negative, exact.
func signed(amount string, t *token.Token) string {
	sign := ""
	if rest, negative := strings.CutPrefix(amount, "-"); negative {
		sign, amount = "-", rest
	}
	return sign + token.Format(uint256.MustFromDecimal(amount), t.Decimals) + " " + t.Symbol
}

func printSimulation(w io.Writer, m *pool.Market, steps []app.Step, s *simulation) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "POOL\tNAME\tIN\tOUT AT BLOCK %d\n", s.Block)
	for i := range steps {
		step := &steps[i]
		in, out := m.Tokens().At(step.In), m.Tokens().At(step.Out)
		fmt.Fprintf(t, "%s\t%s\t%s %s\t%s %s\n", step.Pool.Address, step.Pool.Name,
			token.Format(&step.AmountIn, in.Decimals), in.Symbol, token.Format(&step.AmountOut, out.Decimals), out.Symbol)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if s.Profit == "" {
		return nil
	}
	base := m.Tokens().At(steps[0].In)
	lines := "profit " + signed(s.Profit, base) + "\n"
	switch e := s.Executor; {
	case e == nil:
	case e.Refused != "":
		lines += "executor refuses: " + e.Refused + "\n"
	default:
		lines += "executor " + e.Address + " earns " + signed(e.Profit, base) + "\n"
	}
	_, err := io.WriteString(w, lines)
	return err
}
