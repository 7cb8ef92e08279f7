package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/holiman/uint256"
	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/contract"
	"mevbot/internal/event"
	"mevbot/internal/fastfeed"
	"mevbot/internal/signer"
	"mevbot/internal/ticket"
	"mevbot/internal/token"
)

func (r *root) fastFeedCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "fastfeed", Short: "Tickets of Arbitrum's Fast Feed, and what it says", Args: noArgs,
		Long: `Tickets of Arbitrum's Fast Feed, and what it says.

A ticket is bought for a key (fastfeed.key), in one round for the next, and
admits one connection. It is paid from a deposit in the ticket contract, which
can be withdrawn at any time. Buy with the owner's key, on the owner's machine,
or let the bot buy with an account of its own (fastfeed.auto_buy); the operator's
key buys nothing.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(r.fastFeedStatus(), r.fastFeedBuy(), r.fastFeedDeposit(), r.fastFeedWithdraw(), r.fastFeedTail())
	return cmd
}

// ticketRow is a round as printed. Amounts are whole tokens.
type ticketRow struct {
	Tickets   common.Address `json:"tickets"`
	Token     common.Address `json:"token"`
	Round     uint64         `json:"round"`
	Price     string         `json:"price"`
	MaxPrice  string         `json:"max_price,omitempty"`
	Sold      uint64         `json:"sold"`
	Most      uint64         `json:"most"`
	Reserved  time.Time      `json:"reserved_until"` // for those who renew
	End       time.Time      `json:"end"`
	Now       time.Time      `json:"now"` // the chain's clock
	KeyHash   *common.Hash   `json:"key_hash,omitempty"`
	Account   common.Address `json:"account"`
	Deposit   string         `json:"deposit"`
	Wallet    string         `json:"wallet"`
	Bought    uint64         `json:"bought"`
	Renewable uint64         `json:"renewable"`
	// Why no ticket could be bought now; empty if one could.
	Obstacle string `json:"obstacle,omitempty"`
}

func rowOf(s *ticket.State, cfg *config.Config) (ticketRow, error) {
	row := ticketRow{
		Tickets: s.Tickets, Token: s.Token, Round: s.Round, Price: token.Format(&s.Price, s.Decimals), MaxPrice: cfg.FastFeed.MaxPrice,
		Sold: s.Sold, Most: s.Most, Reserved: s.Reserved.UTC(), End: s.End.UTC(), Now: s.Now.UTC(), Account: s.Account,
		Deposit: token.Format(&s.Deposit, s.Decimals), Wallet: token.Format(&s.Wallet, s.Decimals), Bought: s.Bought, Renewable: s.Renewable,
	}
	if !cfg.FastFeed.Key.IsZero() {
		hash := ticket.KeyHash(cfg.FastFeed.Key.Reveal())
		row.KeyHash = &hash
	}
	most, limited, err := cfg.FastFeed.Cap(s.Decimals)
	if err != nil {
		return row, fmt.Errorf("fastfeed.max_price: %w", err)
	}
	if !limited {
		most = &s.Price
	}
	if _, err := s.Plan(cfg.FastFeed.TicketsPerRound, most); err != nil {
		row.Obstacle = err.Error()
	}
	return row, nil
}

func (row *ticketRow) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "tickets\t%s\npaid in\t%s\nround\t%d, %d of %d sold\nprice\t%s\n", row.Tickets, row.Token, row.Round, row.Sold, row.Most, row.Price)
	if row.MaxPrice != "" {
		fmt.Fprintf(t, "max price\t%s\n", row.MaxPrice)
	}
	if row.Now.Before(row.Reserved) {
		fmt.Fprintf(t, "reserved\tuntil %s, for tickets of the last round\n", row.Reserved.Format(time.RFC3339))
	}
	fmt.Fprintf(t, "ends\t%s, in %s\n", row.End.Format(time.RFC3339), row.End.Sub(row.Now))
	if row.KeyHash != nil {
		fmt.Fprintf(t, "key hash\t%s\n", row.KeyHash)
	}
	fmt.Fprintf(t, "account\t%s\ndeposit\t%s, and %s in the wallet\nbought\t%d for the next round, %d of this round can be renewed\n", row.Account, row.Deposit, row.Wallet, row.Bought, row.Renewable)
	if row.Obstacle != "" {
		fmt.Fprintf(t, "to buy\t%s\n", row.Obstacle)
	}
	return t.Flush()
}

func (r *root) fastFeedStatus() *cobra.Command {
	var account string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "status", Short: "The round, its price, and what an account has bought", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			who, err := buyerAddress(account, cfg)
			if err != nil {
				return err
			}
			reader, err := r.connect(cmd)
			if err != nil {
				return err
			}
			defer reader.Close()
			return printTickets(cmd.Context(), cmd.OutOrStdout(), reader.Client(), cfg, who, asJSON)
		},
	}
	cmd.Flags().StringVar(&account, "account", "", "who buys (default: the address in fastfeed.buyer_keystore)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func printTickets(ctx context.Context, w io.Writer, node ticket.Node, cfg *config.Config, who common.Address, asJSON bool) error {
	s, err := readTickets(ctx, node, cfg, who)
	if err != nil {
		return err
	}
	row, err := rowOf(s, cfg)
	if err != nil {
		return err
	}
	if asJSON {
		return json.NewEncoder(w).Encode(row)
	}
	return row.print(w)
}

func readTickets(ctx context.Context, node ticket.Node, cfg *config.Config, who common.Address) (*ticket.State, error) {
	if cfg.FastFeed.Tickets == (common.Address{}) {
		return nil, usage("fastfeed.tickets is not set: this chain's ticket contract is not known")
	}
	return ticket.Read(ctx, node, cfg.FastFeed.Tickets, who)
}

func buyerAddress(flag string, cfg *config.Config) (common.Address, error) {
	switch {
	case flag != "":
		return address("--account", flag)
	case cfg.FastFeed.BuyerKeystore != "":
		return signer.AddressOf(cfg.FastFeed.BuyerKeystore)
	}
	return common.Address{}, usage("--account is required: fastfeed.buyer_keystore names no account")
}

// notOperator refuses the key of the trades.
func notOperator(o *owner) error {
	if o.cfg.Keys.Keystore == "" {
		return nil
	}
	operator, err := signer.AddressOf(o.cfg.Keys.Keystore)
	if err == nil && operator == o.account.Address {
		return usage("%s is the operator: its nonces belong to the trades, buy with another account", operator)
	}
	return err
}

func (r *root) fastFeedBuy() *cobra.Command {
	var f ownerFlags
	var count uint64
	var most string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "buy --owner-keystore FILE --owner-password-file FILE", Short: "Buy tickets for the next round, under the price cap", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return r.act(cmd, &f, func(o *owner) (contract.Action, error) {
				if err := notOperator(o); err != nil {
					return contract.Action{}, err
				}
				if most != "" {
					o.cfg.FastFeed.MaxPrice = most
				}
				return purchase(cmd.Context(), o, count)
			}, func(o *owner, _ *contract.Draft) error {
				return printTickets(cmd.Context(), cmd.OutOrStdout(), o.reader.Client(), o.cfg, o.account.Address, asJSON)
			})
		},
	}
	f.add(cmd, false)
	cmd.Flags().Uint64Var(&count, "count", 0, "how many tickets to have in the next round (default: fastfeed.tickets_per_round)")
	cmd.Flags().StringVar(&most, "max-price", "", "the most for a ticket, in whole tokens (default: fastfeed.max_price)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "end with the round as JSON")
	return cmd
}

// purchase is the purchase of as many tickets as are missing.
func purchase(ctx context.Context, o *owner, count uint64) (contract.Action, error) {
	if o.cfg.FastFeed.Key.IsZero() {
		return contract.Action{}, usage("fastfeed.key is not set: tickets are bought for a key")
	}
	s, err := readTickets(ctx, o.reader.Client(), o.cfg, o.account.Address)
	if err != nil {
		return contract.Action{}, err
	}
	most, limited, err := o.cfg.FastFeed.Cap(s.Decimals)
	if err != nil || limited && most.IsZero() {
		return contract.Action{}, usage("max price %q: want whole tokens above zero, as in 40", o.cfg.FastFeed.MaxPrice)
	}
	if !limited {
		return contract.Action{}, usage("no price cap: give --max-price or set fastfeed.max_price; a ticket costs %s now", token.Format(&s.Price, s.Decimals))
	}
	if count == 0 {
		count = o.cfg.FastFeed.TicketsPerRound
	}
	n, err := s.Plan(count, most)
	if err != nil {
		return contract.Action{}, err
	}
	return s.Buy(n, ticket.KeyHash(o.cfg.FastFeed.Key.Reveal())), nil
}

func (r *root) fastFeedDeposit() *cobra.Command {
	var f ownerFlags
	var amount string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "deposit --amount N", Short: "Put payment tokens into the ticket contract, to buy with", Args: noArgs,
		Long: `Put payment tokens into the ticket contract, to buy with. The contract has to be
allowed to take them: if it is not, that is a transaction of its own before, of
exactly the amount. For the bot's own buyer give its key files as owner's.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			allowed := false
			err := r.act(cmd, &f, func(o *owner) (contract.Action, error) {
				s, v, err := deposit(cmd.Context(), o, amount)
				if err != nil {
					return contract.Action{}, err
				}
				if allowed = !s.Allowance.Lt(v); allowed {
					return s.Put(v), nil
				}
				return s.Approve(v), nil
			}, nil)
			show := func(o *owner, _ *contract.Draft) error {
				return printTickets(cmd.Context(), cmd.OutOrStdout(), o.reader.Client(), o.cfg, o.account.Address, asJSON)
			}
			if err != nil || allowed {
				return err
			}
			if f.dryRun {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), "the deposit itself follows as a second transaction")
				return err
			}
			return r.act(cmd, &f, func(o *owner) (contract.Action, error) {
				s, v, err := deposit(cmd.Context(), o, amount)
				if err != nil {
					return contract.Action{}, err
				}
				return s.Put(v), nil
			}, show)
		},
	}
	f.add(cmd, false)
	cmd.Flags().StringVar(&amount, "amount", "", "how much, in whole tokens")
	cmd.Flags().BoolVar(&asJSON, "json", false, "end with the round as JSON")
	return cmd
}

// deposit reads the contract and the amount, which the wallet must hold.
func deposit(ctx context.Context, o *owner, amount string) (*ticket.State, *uint256.Int, error) {
	if err := notOperator(o); err != nil {
		return nil, nil, err
	}
	s, err := readTickets(ctx, o.reader.Client(), o.cfg, o.account.Address)
	if err != nil {
		return nil, nil, err
	}
	v, err := token.Parse(amount, s.Decimals)
	if err != nil || v.IsZero() {
		return nil, nil, usage("--amount %q: want whole tokens above zero, as in 100", amount)
	}
	if s.Wallet.Lt(v) {
		return nil, nil, fmt.Errorf("%s holds %s of token %s, not %s", o.account.Address, token.Format(&s.Wallet, s.Decimals), s.Token, amount)
	}
	return s, v, nil
}

func (r *root) fastFeedWithdraw() *cobra.Command {
	var f ownerFlags
	var amount string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "withdraw --amount N|all", Short: "Take payment tokens out of the ticket contract", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return r.act(cmd, &f, func(o *owner) (contract.Action, error) {
				s, err := readTickets(cmd.Context(), o.reader.Client(), o.cfg, o.account.Address)
				if err != nil {
					return contract.Action{}, err
				}
				v := &s.Deposit
				if amount != "all" {
					if v, err = token.Parse(amount, s.Decimals); err != nil {
						return contract.Action{}, usage("--amount %q: want whole tokens, as in 100, or all", amount)
					}
				}
				if v.IsZero() {
					return contract.Action{}, fmt.Errorf("nothing to withdraw: %s has deposited %s", o.account.Address, token.Format(&s.Deposit, s.Decimals))
				}
				return s.Take(v), nil
			}, func(o *owner, _ *contract.Draft) error {
				return printTickets(cmd.Context(), cmd.OutOrStdout(), o.reader.Client(), o.cfg, o.account.Address, asJSON)
			})
		},
	}
	f.add(cmd, false)
	cmd.Flags().StringVar(&amount, "amount", "", "how much, in whole tokens, or all")
	cmd.Flags().BoolVar(&asJSON, "json", false, "end with the round as JSON")
	return cmd
}

// fastRow is an item of the Fast Feed as printed.
type fastRow struct {
	Block   uint64    `json:"block"`
	Index   uint32    `json:"index"`
	What    string    `json:"what"` // tx, gap, void
	Hash    string    `json:"hash,omitempty"`
	Success *bool     `json:"success,omitempty"`
	GasUsed uint64    `json:"gas_used,omitempty"`
	Round   uint64    `json:"pga_round,omitempty"`
	Sent    string    `json:"sent,omitempty"`
	Logs    []fastLog `json:"logs,omitempty"`
	ToBlock uint64    `json:"to_block,omitempty"` // of a gap; absent while it is open
	ToIndex uint32    `json:"to_index,omitempty"`
}

type fastLog struct {
	Address common.Address `json:"address"`
	Topics  []common.Hash  `json:"topics"`
	Data    hexutil.Bytes  `json:"data"`
}

func describeFast(i fastfeed.Item) fastRow {
	switch {
	case i.Gap != nil:
		return fastRow{What: "gap", Block: uint64(i.Gap.From.Block), Index: i.Gap.From.Index, ToBlock: uint64(i.Gap.To.Block), ToIndex: i.Gap.To.Index}
	case i.Void != nil:
		return fastRow{What: "void", Block: uint64(i.Void.Block)}
	}
	row := fastRow{
		What: "tx", Block: uint64(i.Tx.Block), Index: i.Tx.Index, Hash: i.Tx.Hash.Hex(), Success: &i.Tx.Success,
		GasUsed: i.Tx.GasUsed, Round: i.Tx.PGARound, Sent: i.Tx.Sent.UTC().Format(time.RFC3339Nano),
	}
	for _, l := range i.Tx.Logs {
		row.Logs = append(row.Logs, fastLog{l.Address, l.Topics, l.Data})
	}
	return row
}

func (r *root) fastFeedTail() *cobra.Command {
	var count int
	cmd := &cobra.Command{
		Use: "tail", Short: "Print the Fast Feed as JSON, one item a line", Args: noArgs,
		Long: `Print the Fast Feed as JSON, one item a line. It takes a connection of its own,
and so a ticket: beside a running bot it needs a second one.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			if !cfg.FastFeed.On() {
				return usage("fastfeed.url is not set")
			}
			log, done, err := logger(cfg, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer done()
			client, err := fastfeed.New(app.FastFeedOptions(cfg, event.Listener{}, log))
			if err != nil {
				return err
			}
			return tailFast(cmd.Context(), client, cmd.OutOrStdout(), count)
		},
	}
	cmd.Flags().IntVar(&count, "count", 0, "stop after this many items (default: run until interrupted)")
	return cmd
}

// tailFast prints items until count is reached or ctx ends.
func tailFast(ctx context.Context, client *fastfeed.Client, w io.Writer, count int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	items := make(chan fastfeed.Item, 64)
	ended := make(chan error, 1)
	go func() { ended <- client.Run(ctx, items) }()
	out := json.NewEncoder(w)
	for seen := 0; ; {
		select {
		case i := <-items:
			if err := out.Encode(describeFast(i)); err != nil {
				cancel()
				<-ended //nolint:errcheck // it was cancelled
				return err
			}
			if seen++; seen == count {
				cancel()
				return <-ended
			}
		case err := <-ended:
			return err
		}
	}
}
