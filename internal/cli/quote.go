package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/spf13/cobra"

	"mevbot/internal/amm"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// quoteRow is one pool's answer.
type quoteRow struct {
	Pool    string    `json:"pool"`
	Name    string    `json:"name"`
	Family  string    `json:"family"`
	Out     string    `json:"amount_out"`
	Crossed *int      `json:"ticks_crossed,omitempty"`
	Steps   []stepRow `json:"steps,omitempty"`
	Error   string    `json:"error,omitempty"`
	// Chain is what the chain's own quoter answers, or why it does not.
	Chain      string `json:"chain_amount_out,omitempty"`
	ChainError string `json:"chain_error,omitempty"`
	out        uint256.Int
	hop        amm.Hop
}

// stepRow is a part of a swap, and where it left a concentrated pool.
type stepRow struct {
	In           string `json:"amount_in"`
	Out          string `json:"amount_out"`
	SqrtPriceX96 string `json:"sqrtPriceX96,omitempty"`
	Tick         *int32 `json:"tick,omitempty"`
	Liquidity    string `json:"liquidity,omitempty"`
	Crossed      int    `json:"ticks_crossed"`
	in, out      uint256.Int
}

// quoteFlags are what was asked.
type quoteFlags struct {
	state, in, out, amount, pool string
	raw, steps, verify, asJSON   bool
}

func (r *root) quoteCommand() *cobra.Command {
	var f quoteFlags
	cmd := &cobra.Command{
		Use: "quote --in TOKEN --out TOKEN --amount N", Short: "What each pool would give, to the wei", Args: noArgs,
		Long: `Read every pool of the pair from the chain at its newest block and compute what
it would give for the amount. TOKEN is a symbol or an address; the amount is in
whole tokens, as in --amount 1.5, or with --raw in the token's smallest unit.

With --state the pools come from a pool-state file, or from all *.json of a
folder: no node and no configuration is needed. mev-bot pools export writes such
files; docs/pool-state.md describes them.

With --verify the chain's own contracts are asked too, at the same block:
getAmountsOut of a pair's router, quoteExactInputSingle of dex.quoter_v2. Where
they say otherwise the exit code is 7.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case f.in == "" || f.amount == "" || f.out == "" && f.pool == "":
				return usage("--in, --out (or --pool) and --amount are required")
			case f.state != "" && f.verify:
				return usage("--verify asks a node, and a pool-state file needs none: leave out one of them")
			}
			return r.quote(cmd, &f)
		},
	}
	cmd.Flags().StringVar(&f.state, "state", "", "pool-state file, or a folder of them, instead of a node")
	cmd.Flags().StringVar(&f.in, "in", "", "token that is given")
	cmd.Flags().StringVar(&f.out, "out", "", "token that is wanted")
	cmd.Flags().StringVar(&f.amount, "amount", "", "how much is given, in whole tokens")
	cmd.Flags().BoolVar(&f.raw, "raw", false, "the amount is in the token's smallest unit")
	cmd.Flags().StringVar(&f.pool, "pool", "", "ask only the pool at this address; --out may be left out then")
	cmd.Flags().BoolVar(&f.steps, "steps", false, "show what each stretch between initialised ticks takes and gives")
	cmd.Flags().BoolVar(&f.verify, "verify", false, "compare with what the chain's own quoters answer")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print JSON; amounts in the token's smallest unit")
	return cmd
}

func (r *root) quote(cmd *cobra.Command, f *quoteFlags) error {
	var quoters *pool.Quoters
	var m *pool.Market
	if f.state != "" {
		var err error
		if m, err = stateMarket(f.state); err != nil {
			return err
		}
	} else {
		reader, err := r.connect(cmd)
		if err != nil {
			return err
		}
		defer reader.Close()
		if m, err = reader.Market(cmd.Context()); err != nil {
			return err
		}
		quoters = reader.Quoters()
	}
	q, err := f.ask(m)
	if err != nil {
		return err
	}
	var failed error
	if f.verify {
		if failed, err = q.verify(cmd.Context(), m, quoters); err != nil {
			return err
		}
	}
	if f.asJSON {
		err = json.NewEncoder(cmd.OutOrStdout()).Encode(q)
	} else {
		err = q.print(cmd.OutOrStdout())
	}
	return errors.Join(err, failed)
}

// verify asks the chain's quoters and fails if one says otherwise. A pool that
// is refused here is not compared: a V3 quoter answers for a part of the input
// too.
func (q *quoteAnswer) verify(ctx context.Context, m *pool.Market, quoters *pool.Quoters) (failed, err error) {
	amount, err := uint256.FromDecimal(q.AmountIn)
	if err != nil {
		return nil, err
	}
	asked := 0
	for i := range q.Quotes {
		row := &q.Quotes[i]
		out, err := quoters.Quote(ctx, m, row.hop, amount)
		switch {
		case errors.Is(err, pool.ErrNoQuoter):
			row.ChainError = err.Error()
			continue
		case errors.Is(err, rpc.ErrReverted):
			row.ChainError = err.Error()
		case err != nil:
			return nil, err
		default:
			row.Chain = out.Dec()
		}
		asked++
		if row.Error == "" && row.Chain != row.Out && failed == nil {
			failed = fmt.Errorf("%w: pool %s gives %s, the chain's quoter says %s%s", errCheck, row.Pool, row.Out, row.Chain, row.ChainError)
		}
	}
	if asked == 0 {
		return nil, fmt.Errorf("%w: %w; name it in dex.routers or dex.quoter_v2", errCheck, pool.ErrNoQuoter)
	}
	return failed, nil
}

// quoteAnswer is what the pools of a pair answer.
type quoteAnswer struct {
	Block    uint64     `json:"block"`
	TokenIn  string     `json:"token_in"`
	TokenOut string     `json:"token_out"`
	AmountIn string     `json:"amount_in"`
	Quotes   []quoteRow `json:"quotes"`
	in, out  token.Token
}

// ask asks every pool of the pair, or the one that was named.
func (f *quoteFlags) ask(m *pool.Market) (*quoteAnswer, error) {
	in, err := findToken(m, f.in)
	if err != nil {
		return nil, err
	}
	only := amm.PoolID(m.Pools())
	if f.pool != "" {
		if only, err = findPool(m, f.pool); err != nil {
			return nil, err
		}
	}
	out, err := f.wanted(m, in, only)
	if err != nil {
		return nil, err
	}
	decimals := m.Tokens().At(in).Decimals
	if f.raw {
		decimals = 0
	}
	amount, err := token.Parse(f.amount, decimals)
	if err != nil {
		return nil, usage("--amount: %v", err)
	}
	q := &quoteAnswer{
		Block: uint64(m.Head().Number), AmountIn: amount.Dec(), in: *m.Tokens().At(in), out: *m.Tokens().At(out),
	}
	q.TokenIn, q.TokenOut = q.in.Address.Hex(), q.out.Address.Hex()
	for id := range amm.PoolID(m.Pools()) {
		d, ok := direction(m.Info(id), in, out)
		if ok && (f.pool == "" || id == only) {
			q.Quotes = append(q.Quotes, f.row(m, amm.NewHop(id, d), amount))
		}
	}
	if len(q.Quotes) == 0 {
		return nil, fmt.Errorf("no watched pool trades %s for %s", f.in, q.out.Symbol)
	}
	return q, nil
}

// wanted is the token that is asked for: the named one, or the named pool's
// other one.
func (f *quoteFlags) wanted(m *pool.Market, in token.ID, only amm.PoolID) (token.ID, error) {
	if f.out != "" {
		out, err := findToken(m, f.out)
		if err != nil || f.pool == "" {
			return out, err
		}
		if _, ok := direction(m.Info(only), in, out); !ok {
			return 0, usage("--pool %s trades %s and %s", f.pool, symbol(m, m.Info(only).Token[0]), symbol(m, m.Info(only).Token[1]))
		}
		return out, nil
	}
	switch t := m.Info(only).Token; in {
	case t[0]:
		return t[1], nil
	case t[1]:
		return t[0], nil
	default:
		return 0, usage("--pool %s trades %s and %s, not %s", f.pool, symbol(m, t[0]), symbol(m, t[1]), f.in)
	}
}

// direction of a swap through a pool, if it trades the two tokens.
func direction(info *pool.Info, in, out token.ID) (amm.Direction, bool) {
	switch {
	case info.Token[0] == in && info.Token[1] == out:
		return amm.ZeroForOne, true
	case info.Token[1] == in && info.Token[0] == out:
		return amm.OneForZero, true
	default:
		return 0, false
	}
}

// row is the answer of one pool.
func (f *quoteFlags) row(m *pool.Market, h amm.Hop, amount *uint256.Int) quoteRow {
	info := m.Info(h.Pool())
	row := quoteRow{Pool: info.Address.Hex(), Name: info.Name, Family: info.Family.String(), hop: h}
	err := m.Quote(h, amount, &row.out)
	var steps []pool.Step
	if err == nil {
		steps, err = m.Trace(h, amount)
	}
	if err != nil {
		row.Error = err.Error()
		return row
	}
	row.Out = row.out.Dec()
	if info.Family == amm.Concentrated {
		row.Crossed = new(int)
	}
	for i := range steps {
		s := &steps[i]
		one := stepRow{In: s.In.Dec(), Out: s.Out.Dec(), Crossed: s.Crossed, in: s.In, out: s.Out}
		if row.Crossed != nil {
			*row.Crossed += s.Crossed
			one.SqrtPriceX96, one.Tick, one.Liquidity = s.After.SqrtPriceX96.Dec(), &s.After.Tick, s.After.Liquidity.Dec()
		}
		if f.steps {
			row.Steps = append(row.Steps, one)
		}
	}
	return row
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

// findPool finds a pool by its address.
func findPool(m *pool.Market, address string) (amm.PoolID, error) {
	if !common.IsHexAddress(address) {
		return 0, usage("--pool %q is not an address", address)
	}
	id, ok := m.Lookup(common.HexToAddress(address))
	if !ok {
		return 0, usage("--pool %s is not watched; mev-bot pools ls shows those that are", address)
	}
	return id, nil
}

func (q *quoteAnswer) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "POOL\tNAME\t%s AT BLOCK %d\n", q.out.Symbol, q.Block)
	for i := range q.Quotes {
		row := &q.Quotes[i]
		answer := token.Format(&row.out, q.out.Decimals)
		if row.Error != "" {
			answer = "refused: " + row.Error
		}
		switch {
		case row.ChainError != "":
			answer += ", the chain's quoter: " + row.ChainError
		case row.Chain == row.Out && row.Chain != "":
			answer += ", as the chain's quoter says"
		case row.Chain != "":
			answer += ", the chain's quoter says " + row.Chain + " smallest units"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\n", row.Pool, row.Name, answer)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	var failed error
	for i := range q.Quotes {
		for k := range q.Quotes[i].Steps {
			if k == 0 {
				_, err := fmt.Fprintf(w, "\n%s\n", q.Quotes[i].Name)
				failed = errors.Join(failed, err)
			}
			failed = errors.Join(failed, q.step(w, &q.Quotes[i].Steps[k]))
		}
	}
	return failed
}

func (q *quoteAnswer) step(w io.Writer, s *stepRow) error {
	end := ""
	if s.Tick != nil {
		end = fmt.Sprintf(", to tick %d with liquidity %s", *s.Tick, s.Liquidity)
	}
	if s.Crossed > 0 {
		end += ", crossing"
	}
	_, err := fmt.Fprintf(w, "  %s %s for %s %s%s\n", token.Format(&s.in, q.in.Decimals), q.in.Symbol, token.Format(&s.out, q.out.Decimals), q.out.Symbol, end)
	return err
}
