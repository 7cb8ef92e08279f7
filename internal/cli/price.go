package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/spf13/cobra"

	"mevbot/internal/pool"
	"mevbot/internal/price"
	"mevbot/internal/token"
)

// priceRow is a token's prices as JSON: exact decimals, empty where there is
// none.
type priceRow struct {
	Token         string  `json:"token"`
	Symbol        string  `json:"symbol,omitempty"`
	Feed          string  `json:"feed,omitempty"` // what the feed calls itself
	ChainlinkUSD  string  `json:"chainlink_usd,omitempty"`
	AgeSeconds    *uint64 `json:"age_seconds,omitempty"` // of the feed's answer
	PoolsUSD      string  `json:"pools_usd,omitempty"`
	Native        string  `json:"native,omitempty"`
	DeviationBps  *uint64 `json:"deviation_bps,omitempty"`
	AboveMean     *int64  `json:"ticks_above_mean,omitempty"`
	DepthWei      string  `json:"depth_wei,omitempty"`
	Pools         int     `json:"pools"`
	Outliers      int     `json:"outliers"`
	Over          string  `json:"over,omitempty"` // the token in between
	USD           string  `json:"usd,omitempty"`  // what the bot uses
	Source        string  `json:"source,omitempty"`
	Checked       bool    `json:"checked"` // by a second source
	Refused       string  `json:"refused,omitempty"`
	Reason        string  `json:"reason,omitempty"`
	NativeRefused string  `json:"native_refused,omitempty"`
}

func (r *root) priceCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "price [TOKEN...]", Short: "What tokens are worth, from feeds and pools, or why that is refused",
		Long: `Read Chainlink's feeds and the pools at the newest block and print each token's
price in US dollars and in native coin, how far feed and pools are apart, and
the reason where the bot refuses the price. TOKEN is a symbol or an address.`,
		RunE: func(cmd *cobra.Command, names []string) error {
			reader, err := r.connect(cmd)
			if err != nil {
				return err
			}
			defer reader.Close()
			m, err := reader.Market(cmd.Context())
			if err != nil {
				return err
			}
			view, err := reader.Prices(cmd.Context(), m)
			if err != nil {
				return err
			}
			rows, err := priced(m, view, names)
			if err != nil {
				return err
			}
			if asJSON {
				list := make([]priceRow, len(rows))
				for i := range rows {
					list[i] = newPriceRow(&rows[i])
				}
				return json.NewEncoder(cmd.OutOrStdout()).Encode(map[string]any{"block": view.Head().Number, "time": view.Head().Time, "prices": list})
			}
			return printPrices(cmd.OutOrStdout(), rows, uint64(view.Head().Number))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON: every decimal exact")
	return cmd
}

// priced is the rows of the named tokens, or all.
func priced(m *pool.Market, view *price.View, names []string) ([]price.Row, error) {
	all, err := view.Rows()
	if err != nil || len(names) == 0 {
		return all, err
	}
	var rows []price.Row
	for _, name := range names {
		var address common.Address
		if common.IsHexAddress(name) {
			address = common.HexToAddress(name) // may have a feed and no pool
		} else {
			id, err := findToken(m, name)
			if err != nil {
				return nil, err
			}
			address = m.Tokens().At(id).Address
		}
		before := len(rows)
		for i := range all {
			if all[i].Token.Address == address {
				rows = append(rows, all[i])
			}
		}
		if len(rows) == before {
			return nil, usage("no watched pool holds token %s and no feed prices it", name)
		}
	}
	return rows, nil
}

func newPriceRow(r *price.Row) priceRow {
	row := priceRow{
		Token: r.Token.Address.Hex(), Symbol: r.Token.Symbol, Feed: r.Description,
		ChainlinkUSD: exact(&r.Feed), PoolsUSD: exact(&r.Pool), Native: exact(&r.Spot), USD: exact(&r.USD),
		DepthWei: r.Depth.Dec(), Pools: r.Used, Outliers: r.Dropped, Over: r.Over,
		Refused: text(r.USD.Err), Reason: price.Reason(r.USD.Err), NativeRefused: text(r.Native.Err),
	}
	if r.USD.Err == nil {
		row.Source, row.Checked = string(r.USD.Source), r.USD.Checked
	}
	if r.Feed.Err == nil {
		age := uint64(r.Feed.Age.Seconds())
		row.AgeSeconds = &age
	}
	if r.Compared {
		row.DeviationBps = &r.Deviation
	}
	if r.Averaged {
		row.AboveMean = &r.Ticks
	}
	return row
}

func exact(q *price.Quote) string {
	if q.Err != nil {
		return ""
	}
	return token.Format(&q.Value, q.Decimals)
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func printPrices(w io.Writer, rows []price.Row, block uint64) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "TOKEN\tFEED USD\tPOOLS USD\tAPART %\tNATIVE\tAGE\tDEPTH\tPOOLS\tSTATE")
	for i := range rows {
		r := &rows[i]
		apart, age := "-", "-"
		if r.Compared {
			apart = token.Format(uint256.NewInt(r.Deviation), 2)
		}
		if r.Feed.Err == nil {
			age = r.Feed.Age.String()
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Name(), short(&r.Feed, 8), short(&r.Pool, 8), apart,
			short(&r.Spot, 12), age, cut(&r.Depth, 18, 1), poolCount(r), priceState(r))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d tokens at block %d\n", len(rows), block)
	return err
}

// short cuts a price after some decimals.
func short(q *price.Quote, decimals uint8) string {
	if q.Err != nil {
		return "-"
	}
	return cut(&q.Value, q.Decimals, decimals)
}

// cut formats an amount, cut after at most so many decimals.
func cut(v *uint256.Int, decimals, most uint8) string {
	if decimals <= most {
		return token.Format(v, decimals)
	}
	var c uint256.Int
	c.Div(v, c.Exp(uint256.NewInt(10), uint256.NewInt(uint64(decimals-most))))
	return token.Format(&c, most)
}

func poolCount(r *price.Row) string {
	n := strconv.Itoa(r.Used)
	if r.Dropped > 0 {
		n += " of " + strconv.Itoa(r.Used+r.Dropped)
	}
	if r.Over != "" {
		n += " over " + r.Over
	}
	return n
}

func priceState(r *price.Row) string {
	switch {
	case r.USD.Err != nil:
		return "refused: " + r.USD.Err.Error()
	case r.Native.Err != nil:
		return "no native price: " + r.Native.Err.Error()
	case r.USD.Checked:
		return "ok"
	default:
		return "ok, by one source only"
	}
}
