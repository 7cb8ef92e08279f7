package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/holiman/uint256"
	"github.com/spf13/cobra"

	"mevbot/internal/gas"
	"mevbot/internal/store"
	"mevbot/internal/token"
)

func (r *root) gasCommand() *cobra.Command {
	cmd := r.gasShowCommand()
	cmd.Use, cmd.Short = "gas", "What gas costs now, what routes took, and what is offered"
	cmd.AddCommand(r.gasShowCommand(), r.gasHistoryCommand(), r.gasStrategyCommand())
	return cmd
}

// gasRow is what a route of a shape costs.
type gasRow struct {
	Shape string `json:"shape"`
	Gas   uint64 `json:"gas"` // execution and data
	Data  uint64 `json:"data_gas"`
	Wei   string `json:"cost_wei"`
}

// gasNow is what gas costs at a block.
type gasNow struct {
	Block    uint64       `json:"block"`
	Strategy gas.Strategy `json:"strategy"`
	BaseFee  *uint256.Int `json:"base_fee_wei"`
	Minimum  *uint256.Int `json:"minimum_base_fee_wei"`
	PerUnit  *uint256.Int `json:"data_unit_wei"`
	Units    []uint64     `json:"data_units_by_hops"` // from two hops on
	Routes   []gasRow     `json:"routes"`
	Learned  []gas.Routes `json:"learned"` // nothing if the bot keeps no history here
}

func (r *root) gasShowCommand() *cobra.Command {
	var asJSON bool
	since := 7 * 24 * time.Hour
	cmd := &cobra.Command{
		Use: "show", Short: "What gas costs now, what a route of each shape would cost, and what routes took", Args: noArgs,
		Long: `Ask the node once for the next block's base fee, the least it can be and the
price of posting data, and estimate routes by the families of their pools, with
plain tokens and no tick crossed. Below are the routes that the bot's receipts of
--since tell of, with how far its estimates were off (half of them less than the
first figure, 95 of 100 less than the second).`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			now, err := r.readGas(cmd)
			if err != nil {
				return err
			}
			now.Learned = []gas.Routes{}
			err = r.withDB(cmd.Context(), store.History, func(db *store.DB) (err error) {
				now.Learned, err = gas.RoutesSince(cmd.Context(), db, time.Now().Add(-since)) //nolint:forbidigo // the operator's clock
				return err
			})
			if err != nil && !errors.Is(err, store.ErrUnreachable) && !errors.Is(err, store.ErrOlder) { // the bot has not run here yet
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(now)
			}
			return now.print(cmd.OutOrStdout())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().DurationVar(&since, "since", since, "how far back receipts are looked at")
	return cmd
}

// readGas asks the node.
func (r *root) readGas(cmd *cobra.Command) (*gasNow, error) {
	reader, err := r.connect(cmd)
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	prices, fees, estimates, err := reader.GasPrices(cmd.Context())
	if err != nil {
		return nil, err
	}
	now := &gasNow{
		Block: uint64(prices.Head), Strategy: fees.Strategy, BaseFee: &prices.BaseFee, Minimum: &prices.Minimum, PerUnit: &prices.PerUnit,
		Units: prices.DataUnits[2:],
	}
	for i := range estimates {
		e := &estimates[i]
		var names []string
		for _, f := range e.Families {
			names = append(names, f.String())
		}
		now.Routes = append(now.Routes, gasRow{strings.Join(names, " "), e.Units(), e.Data, e.Wei.Dec()})
	}
	return now, nil
}

func (g *gasNow) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "block\t%d\nstrategy\t%s\nbase fee\t%s gwei, at least %s gwei\nunit of data\t%s gwei\n\n",
		g.Block, g.Strategy, token.Format(g.BaseFee, 9), token.Format(g.Minimum, 9), token.Format(g.PerUnit, 9))
	fmt.Fprintln(t, "ROUTE\tGAS\tOF THESE DATA\tCOST")
	for _, row := range g.Routes {
		cost, err := uint256.FromDecimal(row.Wei)
		if err != nil {
			return err
		}
		fmt.Fprintf(t, "%s\t%d\t%d\t%s\n", row.Shape, row.Gas, row.Data, coins(cost))
	}
	if len(g.Learned) > 0 {
		fmt.Fprintln(t, "\nLEARNED FROM\tRECEIPTS\tREVERTS\tGAS USED\tOFF BY\tDATA OFF BY")
	}
	for i := range g.Learned {
		l := &g.Learned[i]
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%s\t%s\n", l.Shape, l.Receipts, l.Reverts, l.Used, percents(l.Error), percents(l.L1Error))
	}
	return t.Flush()
}

// percents are ratios for a person, - for none.
func percents(list []float64) string {
	if len(list) == 0 {
		return "-"
	}
	var out []string
	for _, v := range list {
		out = append(out, fmt.Sprintf("%.1f %%", 100*v))
	}
	return strings.Join(out, ", ")
}

func (r *root) gasHistoryCommand() *cobra.Command {
	var asJSON bool
	since, every := 24*time.Hour, time.Hour
	cmd := &cobra.Command{
		Use: "history", Short: "What gas cost over time", Args: noArgs,
		Long: `For each span of --every in the time --since: the next base fee, the price of a
unit of data and the tip of the medium tier, at 10, 50 and 90 percent of the
bot's readings, and what landed transactions paid of the fee that they offered.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if since <= 0 || every < time.Second {
				return usage("--since %v, --every %v: want more than 0, at least 1s", since, every)
			}
			return r.withDB(cmd.Context(), store.History, func(db *store.DB) error {
				spans, err := gas.Spans(cmd.Context(), db, time.Now().Add(-since), every) //nolint:forbidigo // the operator's clock
				if err != nil {
					return err
				}
				return show(cmd.OutOrStdout(), asJSON, spans, printSpans)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON; amounts in wei")
	cmd.Flags().DurationVar(&since, "since", since, "how far back")
	cmd.Flags().DurationVar(&every, "every", every, "length of a span")
	return cmd
}

func printSpans(w io.Writer, spans []gas.Past) error {
	if len(spans) == 0 {
		_, err := fmt.Fprintln(w, "no readings: the bot has not run in this time")
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "FROM\tREADINGS\tBASE FEE gwei\tUNIT OF DATA gwei\tTIP gwei\tLANDED\tPAID OF OFFERED")
	for i := range spans {
		s := &spans[i]
		paid := "-"
		if len(s.Paid) == 3 {
			paid = fmt.Sprintf("%d.%02d %%", s.Paid[1]/100, s.Paid[1]%100)
		}
		fmt.Fprintf(t, "%s\t%d\t%s\t%s\t%s\t%d\t%s\n", s.From.Format(time.RFC3339), s.Readings, triple(s.BaseFee), triple(s.Data), triple(s.Tip), s.Landed, paid)
	}
	return t.Flush()
}

// triple is three prices for a person.
func triple(v [3]*uint256.Int) string {
	return token.Format(v[0], 9) + " / " + token.Format(v[1], 9) + " / " + token.Format(v[2], 9)
}

// gasStrategy is what is offered and why.
type gasStrategy struct {
	Block       uint64            `json:"block"`
	Strategy    gas.Strategy      `json:"strategy"`
	Reason      string            `json:"reason"`
	Blocks      int               `json:"blocks"`
	BaseFee     *uint256.Int      `json:"base_fee_wei"`
	HighestCap  *uint256.Int      `json:"highest_fee_cap_wei"`
	Percentiles []gasPercentile   `json:"percentiles"`
	Ceiling     map[string]string `json:"base_fee_ceiling_wei"` // by blocks after the next
}

// gasPercentile is what landed, and what a tier offers.
type gasPercentile struct {
	Tier       string       `json:"tier"`
	Percentile float64      `json:"percentile"`
	BaseFee    *uint256.Int `json:"base_fee_wei"`
	Landed     *uint256.Int `json:"tip_landed_wei"`
	Offered    *uint256.Int `json:"tip_offered_wei"`
}

func (r *root) gasStrategyCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "strategy", Short: "How fees are found on this chain, why, and what each tier offers", Args: noArgs,
		Long: `Ask the node what chain it is for gas (gas.strategy: auto decides by ArbGasInfo)
and what the newest blocks paid. On Arbitrum the tips offered are 0: the chain drops
them, or, under a priority gas auction, they are bids that the ordering policy makes.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := r.readStrategy(cmd)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(s)
			}
			return s.print(cmd.OutOrStdout())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON; amounts in wei")
	return cmd
}

func (r *root) readStrategy(cmd *cobra.Command) (*gasStrategy, error) {
	cfg, err := r.load()
	if err != nil {
		return nil, err
	}
	reader, err := r.connect(cmd)
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	prices, fees, _, err := reader.GasPrices(cmd.Context())
	if err != nil {
		return nil, err
	}
	s := &gasStrategy{
		Block: uint64(prices.Head), Strategy: fees.Strategy, Reason: fees.Reason, Blocks: fees.Blocks, BaseFee: &prices.BaseFee,
		HighestCap: &cfg.Trading.MaxGasPrice, Ceiling: map[string]string{},
	}
	for _, n := range []uint64{1, 2, 4} {
		ceiling := prices.Ceiling(n)
		s.Ceiling[strconv.FormatUint(n, 10)] = ceiling.Dec()
	}
	for i, p := range cfg.Gas.Percentiles() {
		s.Percentiles = append(s.Percentiles, gasPercentile{
			Tier: [...]string{"low", "medium", "high", "exceptional"}[i], Percentile: p,
			BaseFee: &fees.BaseFee[i], Landed: &fees.Tip[i], Offered: &prices.Tips[i],
		})
	}
	return s, nil
}

func (s *gasStrategy) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "block\t%d\nstrategy\t%s\nwhy\t%s\nnext base fee\t%s gwei\nhighest cap\t%s gwei\n\nof %d blocks\tPERCENTILE\tBASE FEE gwei\tTIP LANDED gwei\tTIP OFFERED gwei\n",
		s.Block, s.Strategy, s.Reason, token.Format(s.BaseFee, 9), token.Format(s.HighestCap, 9), s.Blocks)
	for _, p := range s.Percentiles {
		fmt.Fprintf(t, "%s\t%g\t%s\t%s\t%s\n", p.Tier, p.Percentile, token.Format(p.BaseFee, 9), token.Format(p.Landed, 9), token.Format(p.Offered, 9))
	}
	return t.Flush()
}
