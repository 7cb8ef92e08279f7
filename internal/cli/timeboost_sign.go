package cli

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/spf13/cobra"

	"mevbot/internal/chain"
	"mevbot/internal/config"
	"mevbot/internal/profile"
	"mevbot/internal/signer"
	"mevbot/internal/timeboost"
	"mevbot/internal/token"
)

// signedRow is something signed: what was, and as its service takes it.
type signedRow struct {
	Kind      string         `json:"kind"` // bid or submission
	Hash      common.Hash    `json:"hash"` // what was signed
	Signature hexutil.Bytes  `json:"signature"`
	Signer    common.Address `json:"signer"`
	Params    any            `json:"params"` // of the JSON-RPC method
}

// signFlags are shared by what is signed.
type signFlags struct {
	keystore, password string
	chain              uint64
	auction            string
	round              int64
}

func (f *signFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.keystore, "owner-keystore", "", "encrypted key file of the account that signs")
	cmd.Flags().StringVar(&f.password, "owner-password-file", "", "file that holds its password, mode 0600")
	cmd.Flags().Uint64Var(&f.chain, "chain-id", 0, "EIP-155 chain id (default: chain.id)")
	cmd.Flags().StringVar(&f.auction, "auction", "", "the ExpressLaneAuction contract (default: timeboost.auction, or the one that is known for --chain-id)")
	cmd.Flags().Int64Var(&f.round, "round", -1, "the round that it is for")
}

// target is what is signed for: flags, the configuration if there is one, what
// is known of the chain, in this order. It asks nobody.
func (f *signFlags) target(r *root) (id chain.ID, auction common.Address, cfg *config.Config, err error) {
	if f.keystore == "" || f.password == "" {
		return 0, auction, nil, usage("--owner-keystore and --owner-password-file are required")
	}
	if f.round < 0 {
		return 0, auction, nil, usage("--round is required: mev-bot timeboost status shows the rounds")
	}
	cfg, id = config.Default(), chain.ID(f.chain)
	if r.file != "" {
		if cfg, err = r.load(); err != nil {
			return 0, auction, nil, err
		}
		if id == 0 {
			id = cfg.Chain.ID
		}
		if id == cfg.Chain.ID {
			auction = cfg.Timeboost.Auction
		}
	}
	if p, known := profile.ByID(id); known && p.ExpressLane != nil && auction == (common.Address{}) {
		auction = p.ExpressLane.Auction
	}
	if f.auction != "" {
		if auction, err = address("--auction", f.auction); err != nil {
			return 0, auction, nil, err
		}
	}
	if id == 0 || auction == (common.Address{}) {
		return 0, auction, nil, usage("--chain-id and --auction are required: no configuration names them")
	}
	return id, auction, cfg, nil
}

func (r *root) timeboostSign() *cobra.Command {
	cmd := &cobra.Command{
		Use: "sign", Short: "Sign a bid or a submission without a network, and print it", Args: noArgs,
		Long: `Sign a bid or a submission without a network, and print hash, signature and the
parameter of the JSON-RPC method as JSON. With --chain-id and --auction it needs no
configuration either. What is printed can be used by whoever reads it.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(r.signBid(), r.signSubmission())
	return cmd
}

func (r *root) signBid() *cobra.Command {
	var f signFlags
	var amount, most, controller string
	cmd := &cobra.Command{
		Use: "bid --round N --amount N --controller A", Short: "Sign a bid, for auctioneer_submitBid", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			id, auction, cfg, err := f.target(r)
			if err != nil {
				return err
			}
			if controller == "" {
				return usage("--controller is required: who may use the lane if the bid wins")
			}
			who, err := address("--controller", controller)
			if err != nil {
				return err
			}
			v, err := token.Parse(amount, wethDecimals)
			if err != nil || v.IsZero() {
				return usage("--amount %q: want whole tokens above zero, as in 0.01", amount)
			}
			limit, err := bidCap(most, wethDecimals, &cfg.Timeboost.MaxBid)
			if err != nil {
				return err
			}
			if v.Gt(limit) {
				return usage("--amount %s is above the cap of %s: lower it, or raise --max-bid or timeboost.max_bid_wei", amount, token.Format(limit, wethDecimals))
			}
			key, err := signer.OpenOwner(f.keystore, f.password)
			if err != nil {
				return err
			}
			b := &signer.LaneBid{Chain: id, Auction: auction, Round: uint64(f.round), Controller: who, Amount: *v}
			signed, err := timeboost.SignBid(key, b, limit)
			if err != nil {
				return err
			}
			return json.NewEncoder(cmd.OutOrStdout()).Encode(signedRow{"bid", b.Hash(), signed.Signature, key.Address(), signed})
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&amount, "amount", "", "the bid, in whole tokens of 18 decimals, as WETH has them")
	cmd.Flags().StringVar(&most, "max-bid", "", "the cap, in whole tokens (default: timeboost.max_bid_wei)")
	cmd.Flags().StringVar(&controller, "controller", "", "who may use the lane if the bid wins")
	return cmd
}

// wethDecimals are those of the bidding token on Arbitrum's own chains.
const wethDecimals = 18

func (r *root) signSubmission() *cobra.Command {
	var f signFlags
	var number, raw string
	cmd := &cobra.Command{
		Use: "submission --round N --sequence N|none --tx 0x...", Short: "Sign a transaction for the express lane, for timeboost_sendExpressLaneTransaction", Args: noArgs,
		Long: `Sign a transaction for the express lane, for timeboost_sendExpressLaneTransaction.
The key is that of the round's controller; the transaction itself is signed already,
by anybody. Beside a running bot use --sequence none: the numbers are the bot's.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			id, auction, _, err := f.target(r)
			if err != nil {
				return err
			}
			sequence, err := sequenceOf(number)
			if err != nil {
				return err
			}
			data, err := hexutil.Decode(strings.TrimSpace(raw))
			if err != nil {
				return usage("--tx: want a signed transaction as 0x and hex digits: %v", err)
			}
			var tx types.Transaction
			if err := tx.UnmarshalBinary(data); err != nil {
				return usage("--tx: not a signed transaction: %v", err)
			}
			if tx.Protected() && (!tx.ChainId().IsUint64() || tx.ChainId().Uint64() != uint64(id)) {
				return usage("--tx is for chain %s, the submission for chain %d", tx.ChainId(), id)
			}
			key, err := signer.OpenOwner(f.keystore, f.password)
			if err != nil {
				return err
			}
			s := &signer.LaneSubmission{Chain: id, Auction: auction, Round: uint64(f.round), Sequence: sequence, Raw: data}
			signed, err := timeboost.SignSubmission(key, s)
			if err != nil {
				return err
			}
			return json.NewEncoder(cmd.OutOrStdout()).Encode(signedRow{"submission", s.Hash(), signed.Signature, key.Address(), signed})
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&number, "sequence", "", "its number in the round, from 0 on without a gap; none asks for no order")
	cmd.Flags().StringVar(&raw, "tx", "", "the signed transaction, hex")
	return cmd
}

func sequenceOf(text string) (uint64, error) {
	if text == "none" {
		return timeboost.Unordered, nil
	}
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return 0, usage("--sequence %q: want a number from 0 on, or none", text)
	}
	return n, nil
}
