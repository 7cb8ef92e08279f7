package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/spf13/cobra"

	"mevbot/internal/amm"
	"mevbot/internal/config"
	"mevbot/internal/gas"
	"mevbot/internal/pool"
	"mevbot/internal/search"
	"mevbot/internal/token"
)

// The lengths of cycles that can be asked for.
const (
	fewestHops = 2
	mostHops   = 3
)

// searchFlags are what was asked.
type searchFlags struct {
	state, base, gasPrice string
	hops, count           int
	asJSON                bool
}

func (r *root) searchCommand() *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use: "search --state FILE|DIR", Short: "The cycles that gain in a pool-state file, and their best size", Args: noArgs,
		Long: `Look for cycles that gain in the pools of a pool-state file, or of all *.json of a
folder: no node and no configuration is needed. mev-bot pools export writes such
files; docs/pool-state.md describes them.

A cycle starts and ends in the base token and goes through each pool at most
once. The amount in is the best one, and every amount is what the pools would
really pay. Gas is that of the whole transaction through the executor contract,
without what the chain charges for its data. It is paid in the native coin, so
it can be taken off only if the base token is the wrapped native one.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			found, err := f.search()
			if err != nil {
				return err
			}
			if f.asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(found)
			}
			return found.print(cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&f.state, "state", "", "pool-state file, or a folder of them")
	cmd.Flags().StringVar(&f.base, "base", "", "token that cycles start and end in (default: the file's base token)")
	cmd.Flags().StringVar(&f.gasPrice, "gas-price", "0", "price of gas: wei, or with a unit as in '0.01 gwei'; 0 counts no gas")
	cmd.Flags().IntVar(&f.hops, "max-hops", mostHops, "how many pools a cycle may go through, 2 or 3")
	cmd.Flags().IntVar(&f.count, "count", 0, "at most this many cycles; 0 is all")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print JSON; amounts in the tokens' smallest units")
	return cmd
}

// cycleRow is a cycle that gains. Amounts are of the base token.
type cycleRow struct {
	Net      string     `json:"net"` // gross less the cost of gas; may be below zero
	Gross    string     `json:"gross"`
	In       string     `json:"amount_in"`
	Out      string     `json:"amount_out"`
	GasUnits uint64     `json:"gas_units"`
	GasCost  string     `json:"gas_cost"`
	Route    []routeRow `json:"route"`

	candidate search.Candidate
	net       *big.Int
}

// routeRow is a hop of a cycle.
type routeRow struct {
	Pool      string `json:"pool"`
	Name      string `json:"name"`
	Family    string `json:"family"`
	Direction string `json:"direction"`
	TokenIn   string `json:"token_in"`
	TokenOut  string `json:"token_out"`
	SymbolIn  string `json:"symbol_in"`
	SymbolOut string `json:"symbol_out"`
	In        string `json:"amount_in"`
	Out       string `json:"amount_out"`

	tokens  [2]token.Token
	in, out uint256.Int
}

// searchAnswer is all cycles that gain, the best first.
type searchAnswer struct {
	ChainID  uint64     `json:"chain_id"`
	Block    uint64     `json:"block"`
	Hash     string     `json:"block_hash"`
	Base     string     `json:"base_token"`
	Symbol   string     `json:"base_symbol"`
	Decimals uint8      `json:"base_decimals"`
	MaxHops  int        `json:"max_hops"`
	GasPrice string     `json:"gas_price_wei"`
	Found    int        `json:"found"` // also those that --count left out
	Cycles   []cycleRow `json:"cycles"`

	base     token.Token
	gasPrice uint256.Int
	gaining  int // after gas
}

func (f *searchFlags) search() (*searchAnswer, error) {
	switch {
	case f.state == "":
		return nil, usage("--state is required: a pool-state file, or a folder of them; mev-bot pools export writes one")
	case f.hops < fewestHops || f.hops > mostHops:
		return nil, usage("--max-hops %d: want %d to %d", f.hops, fewestHops, mostHops)
	case f.count < 0:
		return nil, usage("--count %d: want 0 or more", f.count)
	}
	price, err := config.ParseWei(f.gasPrice)
	if err != nil {
		return nil, usage("--gas-price: %v", err)
	}
	e, err := readState(f.state)
	if err != nil {
		return nil, err
	}
	m, err := pool.FromExport(e, pool.Options{})
	if err != nil {
		return nil, err
	}
	name := f.base
	if name == "" {
		name = e.Base.Hex()
	}
	base, err := findToken(m, name)
	if err != nil {
		return nil, err
	}
	t := m.Tokens().At(base)
	if t.Address != e.Base && !price.IsZero() {
		return nil, usage("--gas-price with --base %s: gas is paid in the native coin, and nothing here says what that is worth in %s; leave out one of them", f.base, t.Symbol)
	}
	a := &searchAnswer{
		ChainID: uint64(e.Chain), Block: uint64(e.Head.Number), Hash: e.Head.Hash.Hex(), Base: t.Address.Hex(), Symbol: t.Symbol, Decimals: t.Decimals,
		MaxHops: f.hops, GasPrice: price.Dec(), base: *t, gasPrice: *price, Cycles: []cycleRow{},
	}
	if err := a.find(m, base); err != nil {
		return nil, err
	}
	if f.count > 0 && f.count < len(a.Cycles) {
		a.Cycles = a.Cycles[:f.count]
	}
	return a, nil
}

// find fills in the cycles.
func (a *searchAnswer) find(m *pool.Market, base token.ID) error {
	finder, err := search.New(search.Options{Market: m, Base: base, MaxHops: a.MaxHops})
	if err != nil {
		return err
	}
	for _, c := range finder.Standing(nil) {
		row, err := a.row(m, &c)
		if err != nil {
			return err
		}
		a.Cycles = append(a.Cycles, *row)
		if row.net.Sign() > 0 {
			a.gaining++
		}
	}
	a.Found = len(a.Cycles)
	slices.SortFunc(a.Cycles, func(x, y cycleRow) int {
		return cmp.Or(y.net.Cmp(x.net), y.candidate.Gross.Cmp(&x.candidate.Gross), strings.Compare(x.key(), y.key()))
	})
	return nil
}

// key orders cycles that earn the same.
func (c *cycleRow) key() string {
	var b strings.Builder
	for i := range c.Route {
		b.WriteString(c.Route[i].Pool)
		b.WriteString(c.Route[i].Direction)
	}
	return b.String()
}

// row follows a cycle through its pools.
func (a *searchAnswer) row(m *pool.Market, c *search.Candidate) (*cycleRow, error) {
	row := &cycleRow{In: c.In.Dec(), Out: c.Out.Dec(), Gross: c.Gross.Dec(), candidate: *c}
	families := make([]amm.Family, c.Len)
	amount := c.In
	for i, h := range c.Hops[:c.Len] {
		info := m.Info(h.Pool())
		families[i] = info.Family
		in, out := *m.Tokens().At(info.Token[0]), *m.Tokens().At(info.Token[1])
		one := routeRow{Pool: info.Address.Hex(), Name: info.Name, Family: info.Family.String(), Direction: "zero_for_one", in: amount}
		if h.Direction() == amm.OneForZero {
			one.Direction, in, out = "one_for_zero", out, in
		}
		if err := m.Quote(h, &one.in, &one.out); err != nil {
			return nil, fmt.Errorf("quote pool %s: %w", info.Address, err)
		}
		one.tokens, one.In, one.Out = [2]token.Token{in, out}, one.in.Dec(), one.out.Dec()
		one.TokenIn, one.TokenOut, one.SymbolIn, one.SymbolOut = in.Address.Hex(), out.Address.Hex(), in.Symbol, out.Symbol
		row.Route = append(row.Route, one)
		amount = one.out
	}
	if amount != c.Out {
		return nil, fmt.Errorf("the cycle through %s gives %s, not %s as found", common.HexToAddress(row.Route[0].Pool), amount.Dec(), c.Out.Dec())
	}
	var err error
	if row.GasUnits, err = gas.Bound(families); err != nil {
		return nil, err
	}
	cost := new(uint256.Int).SetUint64(row.GasUnits)
	if _, over := cost.MulOverflow(cost, &a.gasPrice); over {
		return nil, usage("--gas-price %s wei is too high", a.gasPrice.Dec())
	}
	row.GasCost = cost.Dec()
	row.net = c.Gross.ToBig()
	row.net.Sub(row.net, cost.ToBig())
	row.Net = row.net.String()
	return row, nil
}

func (a *searchAnswer) print(w io.Writer) error {
	var b strings.Builder
	for i := range a.Cycles {
		c := &a.Cycles[i]
		fmt.Fprintf(&b, "%d. ", i+1)
		if !a.gasPrice.IsZero() {
			fmt.Fprintf(&b, "net %s, ", a.money(c.net))
		}
		fmt.Fprintf(&b, "gross %s %s, gas %d units", a.money(c.candidate.Gross.ToBig()), a.base.Symbol, c.GasUnits)
		for k := range c.Route {
			h := &c.Route[k]
			fmt.Fprintf(&b, "\n   %s %s -> %s %s  %s  %s", token.Format(&h.in, h.tokens[0].Decimals), h.SymbolIn,
				token.Format(&h.out, h.tokens[1].Decimals), h.SymbolOut, h.Pool, h.Name)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "block %d, cycles of up to %d pools: %d gain before gas", a.Block, a.MaxHops, a.Found)
	if a.gasPrice.IsZero() {
		b.WriteString("; --gas-price counts it\n")
	} else {
		fmt.Fprintf(&b, ", %d after it at %s wei\n", a.gaining, a.GasPrice)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// money is an amount of the base token, which may be below zero.
func (a *searchAnswer) money(v *big.Int) string {
	size, _ := uint256.FromBig(new(big.Int).Abs(v)) // 256 bits hold every gross and every cost
	s := token.Format(size, a.base.Decimals)
	if v.Sign() < 0 {
		s = "-" + s
	}
	return s
}
