package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/spf13/cobra"

	"mevbot/internal/config"
	"mevbot/internal/contract"
	"mevbot/internal/signer"
	"mevbot/internal/timeboost"
	"mevbot/internal/token"
)

func (r *root) timeboostCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "timeboost", Short: "Timeboost's express lane: its auction, bids and deposits", Args: noArgs,
		Long: `Timeboost's express lane: its auction, bids and deposits.

The lane is sold in rounds of a minute, each while the round before runs. Who
wins one names its controller; what the controller signs is sequenced 200 ms
before everybody else's. Bids are paid from a deposit in the auction contract.
Bid with the owner's key, on the owner's machine.

Where the priority gas auction has replaced Timeboost nothing is sold any more;
deposits can still be withdrawn.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(r.timeboostStatus(), r.timeboostBid(), r.timeboostSign(), r.timeboostDeposit(), r.timeboostWithdraw())
	return cmd
}

// laneRow is the auction as printed. Amounts are whole tokens.
type laneRow struct {
	Auction common.Address `json:"auction"`
	Token   common.Address `json:"token"`
	Now     time.Time      `json:"now"` // the chain's clock
	Round   uint64         `json:"round"`
	Ends    time.Time      `json:"round_ends"`
	// Controller of the round: absent if it is not known, zero for nobody.
	Controller *common.Address `json:"controller,omitempty"`
	// Next is the controller of the next round once that is sold.
	Next    *common.Address `json:"next_controller,omitempty"`
	Open    bool            `json:"bidding_open"`
	Closes  time.Time       `json:"bidding_closes"`
	Reserve string          `json:"reserve_price"`
	MaxBid  string          `json:"max_bid,omitempty"`
	*laneAccount
}

type laneAccount struct {
	Account     common.Address `json:"account"`
	Deposit     string         `json:"deposit"`
	Withdrawing string         `json:"withdrawing"`
	Due         uint64         `json:"withdrawal_round,omitempty"`
	Wallet      string         `json:"wallet"`
}

func laneRowOf(s *timeboost.State, cfg *config.Config) laneRow {
	round := s.Round()
	_, open := s.Timing.Bidding(s.Now)
	row := laneRow{
		Auction: s.Auction, Token: s.Token, Now: s.Now.UTC(), Round: round, Ends: s.Timing.Start(round + 1).UTC(),
		Open: open, Closes: s.Timing.Closes(round + 1).UTC(), Reserve: s.Format(&s.Reserve),
	}
	if who, known := s.Rounds().Controller(round); known {
		row.Controller = &who
	}
	if who, known := s.Rounds().Controller(round + 1); known {
		row.Next = &who
	}
	if !cfg.Timeboost.MaxBid.IsZero() {
		row.MaxBid = s.Format(&cfg.Timeboost.MaxBid)
	}
	if s.Account != (common.Address{}) {
		row.laneAccount = &laneAccount{s.Account, s.Format(&s.Deposit), s.Format(&s.Withdrawing), s.Due, s.Format(&s.Wallet)}
	}
	return row
}

func (row *laneRow) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "auction\t%s\npaid in\t%s\n", row.Auction, row.Token)
	fmt.Fprintf(t, "round\t%d, until %s; controlled by %s\n", row.Round, row.Ends.Format(time.RFC3339), holder(row.Controller))
	switch {
	case row.Next != nil:
		fmt.Fprintf(t, "next\tsold to %s\n", holder(row.Next))
	case row.Open:
		fmt.Fprintf(t, "next\tfor sale until %s, in %s\n", row.Closes.Format(time.RFC3339), row.Closes.Sub(row.Now))
	default:
		fmt.Fprintf(t, "next\tbidding is closed since %s, nobody has it yet\n", row.Closes.Format(time.RFC3339))
	}
	fmt.Fprintf(t, "reserve\t%s\n", row.Reserve)
	if row.MaxBid != "" {
		fmt.Fprintf(t, "max bid\t%s\n", row.MaxBid)
	}
	if a := row.laneAccount; a != nil {
		fmt.Fprintf(t, "account\t%s\ndeposit\t%s, and %s in the wallet\n", a.Account, a.Deposit, a.Wallet)
		if a.Due != 0 {
			fmt.Fprintf(t, "withdrawal\tof %s, due in round %d\n", a.Withdrawing, a.Due)
		}
	}
	return t.Flush()
}

func holder(a *common.Address) string {
	switch {
	case a == nil:
		return "it is not known whom"
	case *a == common.Address{}:
		return "nobody"
	}
	return a.Hex()
}

func (r *root) timeboostStatus() *cobra.Command {
	var account string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "status", Short: "The round, who controls it, and what an account has deposited", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			var bidder common.Address
			if account != "" {
				if bidder, err = address("--account", account); err != nil {
					return err
				}
			}
			reader, err := r.connect(cmd)
			if err != nil {
				return err
			}
			defer reader.Close()
			return printLane(cmd.Context(), cmd.OutOrStdout(), reader.Client(), cfg, bidder, asJSON)
		},
	}
	cmd.Flags().StringVar(&account, "account", "", "whose deposit to show")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func printLane(ctx context.Context, w io.Writer, node timeboost.Node, cfg *config.Config, bidder common.Address, asJSON bool) error {
	s, err := readLane(ctx, node, cfg, bidder)
	if err != nil {
		return err
	}
	row := laneRowOf(s, cfg)
	if asJSON {
		return json.NewEncoder(w).Encode(row)
	}
	return row.print(w)
}

func readLane(ctx context.Context, node timeboost.Node, cfg *config.Config, bidder common.Address) (*timeboost.State, error) {
	if cfg.Timeboost.Auction == (common.Address{}) {
		return nil, usage("timeboost.auction is not set: this chain's express lane auction is not known")
	}
	return timeboost.Read(ctx, node, cfg.Timeboost.Auction, bidder)
}

// depositFlags say what a deposit may do besides.
type depositFlags struct {
	amount           string
	wrap, cancelling bool
}

func (r *root) timeboostDeposit() *cobra.Command {
	var f ownerFlags
	var d depositFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use: "deposit --amount N", Short: "Put bidding tokens into the auction contract, to pay bids with", Args: noArgs,
		Long: `Put bidding tokens into the auction contract, to pay bids with. The contract has
to be allowed to take them: if it is not, that is a transaction of its own before,
of exactly the amount. With --wrap native coin is wrapped first, as much as the
account lacks.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			for last := false; !last; {
				err := r.act(cmd, &f, func(o *owner) (action contract.Action, err error) {
					action, last, err = d.next(cmd.Context(), o)
					return action, err
				}, func(o *owner, _ *contract.Draft) error {
					if !last {
						return nil
					}
					return printLane(cmd.Context(), cmd.OutOrStdout(), o.reader.Client(), o.cfg, o.account.Address, asJSON)
				})
				if err != nil {
					return err
				}
				if f.dryRun && !last {
					_, err := fmt.Fprintln(cmd.OutOrStdout(), "the deposit itself follows as a transaction of its own")
					return err
				}
			}
			return nil
		},
	}
	f.add(cmd, false)
	cmd.Flags().StringVar(&d.amount, "amount", "", "how much, in whole tokens")
	cmd.Flags().BoolVar(&d.wrap, "wrap", false, "wrap as much native coin as the account lacks of the token")
	cmd.Flags().BoolVar(&d.cancelling, "cancel-withdrawal", false, "deposit although that cancels a withdrawal which is under way")
	cmd.Flags().BoolVar(&asJSON, "json", false, "end with the round as JSON")
	return cmd
}

// next is the next transaction of a deposit: to wrap, to allow, to deposit, which
// is the last.
func (d *depositFlags) next(ctx context.Context, o *owner) (_ contract.Action, last bool, err error) {
	if err := notOperator(o); err != nil {
		return contract.Action{}, false, err
	}
	s, err := readLane(ctx, o.reader.Client(), o.cfg, o.account.Address)
	if err != nil {
		return contract.Action{}, false, err
	}
	v, err := token.Parse(d.amount, s.Decimals)
	switch {
	case err != nil || v.IsZero():
		return contract.Action{}, false, usage("--amount %q: want whole tokens above zero, as in 0.5", d.amount)
	case !s.Withdrawing.IsZero() && !d.cancelling:
		return contract.Action{}, false, fmt.Errorf("a withdrawal of %s is under way (round %d), a deposit would cancel it: finish it first with mev-bot timeboost withdraw, or add --cancel-withdrawal", s.Format(&s.Withdrawing), s.Due)
	case !s.Wallet.Lt(v) && s.Allowance.Lt(v):
		return s.Approve(v), false, nil
	case !s.Wallet.Lt(v):
		return s.Put(v), true, nil
	case !d.wrap:
		return contract.Action{}, false, fmt.Errorf("%s holds %s of token %s, not %s: send it the rest, or add --wrap", o.account.Address, s.Format(&s.Wallet), s.Token, d.amount)
	case s.Token != o.cfg.DEX.BaseToken:
		return contract.Action{}, false, usage("--wrap: token %s is not the wrapped native coin (dex.base_token)", s.Token)
	}
	wrap := contract.Pay(s.Token, new(uint256.Int).Sub(v, &s.Wallet))
	wrap.What = fmt.Sprintf("wrap %s of native coin into token %s", s.Format(&wrap.Value), s.Token)
	return wrap, false, nil
}

func (r *root) timeboostWithdraw() *cobra.Command {
	var f ownerFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use: "withdraw", Short: "Take the whole deposit out of the auction contract, in two steps", Args: noArgs,
		Long: `Take the whole deposit out of the auction contract, in two steps: the first
command begins the withdrawal, the same command two rounds later finishes it.
Until then the deposit still pays for bids.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return r.act(cmd, &f, func(o *owner) (contract.Action, error) {
				if err := notOperator(o); err != nil {
					return contract.Action{}, err
				}
				s, err := readLane(cmd.Context(), o.reader.Client(), o.cfg, o.account.Address)
				if err != nil {
					return contract.Action{}, err
				}
				return s.Withdraw()
			}, func(o *owner, _ *contract.Draft) error {
				return printLane(cmd.Context(), cmd.OutOrStdout(), o.reader.Client(), o.cfg, o.account.Address, asJSON)
			})
		},
	}
	f.add(cmd, false)
	cmd.Flags().BoolVar(&asJSON, "json", false, "end with the round as JSON")
	return cmd
}

// bidFlags are those of bid.
type bidFlags struct {
	owner                    ownerFlags
	amount, most, controller string
	asJSON                   bool
}

func (r *root) timeboostBid() *cobra.Command {
	var f bidFlags
	cmd := &cobra.Command{
		Use: "bid --amount N", Short: "Bid for the next round, under the cap", Args: noArgs,
		Long: `Bid for the next round, under the cap (timeboost.max_bid_wei). Bids are sealed;
the winner pays what the second bid, at least the reserve price. The last of up to
five bids of an account counts, and none can be taken back.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return r.bid(cmd, &f) },
	}
	f.owner.add(cmd, false)
	cmd.Flags().StringVar(&f.amount, "amount", "", "the bid, in whole tokens")
	cmd.Flags().StringVar(&f.most, "max-bid", "", "the cap, in whole tokens (default: timeboost.max_bid_wei)")
	cmd.Flags().StringVar(&f.controller, "controller", "", "who may use the lane if the bid wins (default: the operator, whose key is in keys.keystore)")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "end with the bid as JSON")
	return cmd
}

// bid shows, confirms, signs and sends a bid.
func (r *root) bid(cmd *cobra.Command, f *bidFlags) error {
	if f.owner.keystore == "" || f.owner.password == "" && !f.owner.dryRun {
		return usage("--owner-keystore and --owner-password-file are required")
	}
	o, err := r.openOwner(cmd, &f.owner)
	if err != nil {
		return err
	}
	defer o.reader.Close()
	ctx, out := cmd.Context(), cmd.OutOrStdout()
	s, err := readLane(ctx, o.reader.Client(), o.cfg, o.account.Address)
	if err != nil {
		return err
	}
	b, most, err := f.plan(o, s)
	if err != nil {
		return err
	}
	if o.cfg.Timeboost.Auctioneer.IsZero() {
		return usage("timeboost.auctioneer is not set: nobody to send the bid to")
	}
	if err := printBid(out, s, b, most); err != nil || f.owner.dryRun {
		return err
	}
	if !f.owner.yes {
		if err := confirm(ctx, cmd.InOrStdin(), out); err != nil {
			return err
		}
	}
	key, err := signer.OpenOwner(f.owner.keystore, f.owner.password)
	if err != nil {
		return err
	}
	signed, err := timeboost.SignBid(key, b, most)
	if err != nil {
		return err
	}
	auctioneer, err := timeboost.NewAuctioneer(o.cfg.Timeboost.Auctioneer.Reveal(), o.cfg.Timeboost.Timeout)
	if err != nil {
		return err
	}
	defer auctioneer.Close()
	if err := auctioneer.Submit(ctx, signed); err != nil {
		return err
	}
	if f.asJSON {
		return json.NewEncoder(out).Encode(signedRow{"bid", b.Hash(), signed.Signature, key.Address(), signed})
	}
	_, err = fmt.Fprintf(out, "the auctioneer took bid %s; from %s on mev-bot timeboost status says who won\n", b.Hash(), s.Timing.Closes(b.Round).UTC().Format(time.RFC3339))
	return err
}

// plan is the bid, and the cap that it is under.
func (f *bidFlags) plan(o *owner, s *timeboost.State) (*signer.LaneBid, *uint256.Int, error) {
	v, err := token.Parse(f.amount, s.Decimals)
	if err != nil || v.IsZero() {
		return nil, nil, usage("--amount %q: want whole tokens above zero, as in 0.01", f.amount)
	}
	most, err := bidCap(f.most, s.Decimals, &o.cfg.Timeboost.MaxBid)
	if err != nil {
		return nil, nil, err
	}
	if v.Gt(most) {
		return nil, nil, usage("--amount %s is above the cap of %s: lower it, or raise --max-bid or timeboost.max_bid_wei", f.amount, s.Format(most))
	}
	var controller common.Address
	switch {
	case f.controller != "":
		controller, err = address("--controller", f.controller)
	case o.cfg.Keys.Keystore != "":
		controller, err = signer.AddressOf(o.cfg.Keys.Keystore)
	default:
		err = usage("--controller is required: keys.keystore names no operator")
	}
	if err != nil {
		return nil, nil, err
	}
	b, err := s.Bid(o.account.Chain, controller, v, time.Now()) //nolint:forbidigo // the operator's clock
	return b, most, err
}

// bidCap is the highest bid: a flag's, else the configured one.
func bidCap(flag string, decimals uint8, configured *uint256.Int) (*uint256.Int, error) {
	if flag == "" {
		if configured.IsZero() {
			return nil, usage("no cap for bids: give --max-bid or set timeboost.max_bid_wei")
		}
		return configured, nil
	}
	most, err := token.Parse(flag, decimals)
	if err != nil || most.IsZero() {
		return nil, usage("--max-bid %q: want whole tokens above zero, as in 0.01", flag)
	}
	return most, nil
}

func printBid(w io.Writer, s *timeboost.State, b *signer.LaneBid, most *uint256.Int) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "chain\t%d\naction\tbid %s of token %s for round %d\nround\tfrom %s, bidding closes %s\n", b.Chain, s.Format(&b.Amount), s.Token, b.Round,
		s.Timing.Start(b.Round).UTC().Format(time.RFC3339), s.Timing.Closes(b.Round).UTC().Format(time.RFC3339))
	fmt.Fprintf(t, "bidder\t%s, deposit %s\ncontroller\t%s\nprice\tat least %s, at most the bid; cap %s\n", s.Account, s.Format(&s.Deposit), b.Controller, s.Format(&s.Reserve), s.Format(most))
	return t.Flush()
}
