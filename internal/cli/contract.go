package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/contract"
	"mevbot/internal/signer"
	"mevbot/internal/token"
)

func (r *root) contractCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "contract", Short: "Deploy, verify and administer the executor", Args: noArgs,
		Long: `Deploy, verify and administer the executor.

Two keys have to do with it. The operator's key lives with the bot; it can only
start runs and pause. The owner's key deploys the contract, names the operator,
resumes after a pause and sweeps to the treasury. Never put the owner's or the
treasury's key on the bot's host: run these commands on a machine of the owner,
with a copy of the bot's configuration.

Each command that sends shows the transaction first, asks (or takes --yes), signs
exactly what it has shown, sends it once, and waits for the receipt. If it does
not come in time the command prints the hash and ends with an error: do not
repeat it before mev-bot contract receipt HASH says how it ended.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(r.deployCommand(), r.verifyCommand(), r.fundCommand(), r.sweepCommand(),
		r.pausedCommand("pause", true), r.pausedCommand("unpause", false), r.setOperatorCommand(), r.receiptCommand())
	return cmd
}

func (r *root) deployCommand() *cobra.Command {
	var f ownerFlags
	var treasury, operator string
	cmd := &cobra.Command{
		Use: "deploy --owner-keystore FILE --owner-password-file FILE --treasury ADDR --operator ADDR", Short: "Deploy the executor with the owner's key", Args: noArgs,
		Long: `Deploy the executor for dex.base_token with the owner's key, check that the chain
then has the code of this version, and print the lines to add to the bot's
configuration. The treasury, where sweeps go, can never be changed.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			to, err := address("--treasury", treasury)
			if err != nil {
				return err
			}
			obeys, err := address("--operator", operator)
			if err != nil {
				return err
			}
			return r.act(cmd, &f, func(o *owner) (contract.Action, error) {
				if o.account.Address == obeys {
					return contract.Action{}, usage("owner and operator are the same account %s: the owner's key must not be on the bot's host", obeys)
				}
				return contract.Deploy(o.account.Address, obeys, to, o.cfg.DEX.BaseToken), nil
			}, func(o *owner, d *contract.Draft) error {
				want := contract.Want{Base: o.cfg.DEX.BaseToken, Operator: obeys, Treasury: to, Owner: d.From}
				if err := verify(cmd, o.reader, d.Created, want, false); err != nil {
					return err
				}
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "\nadd to the bot's configuration:\n\ntrading:\n  executor: %q\n  # and to trade live:\n  # live: true\n  # live_chain_id: %d\n", d.Created.Hex(), o.account.Chain)
				return err
			})
		},
	}
	f.add(cmd, false)
	cmd.Flags().StringVar(&treasury, "treasury", "", "where sweeps go, for ever")
	cmd.Flags().StringVar(&operator, "operator", "", "the account of the bot's key (mev-bot keys show)")
	return cmd
}

func (r *root) verifyCommand() *cobra.Command {
	var at, operator string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "verify", Short: "Compare the executor on the chain with this version and the configuration; exit 7 if something differs", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			executor, err := executorAddress(at, cfg)
			if err != nil {
				return err
			}
			want := contract.Want{Base: cfg.DEX.BaseToken}
			switch {
			case operator != "":
				want.Operator, err = address("--operator", operator)
			case cfg.Keys.Keystore != "":
				want.Operator, err = signer.AddressOf(cfg.Keys.Keystore)
			}
			if err != nil {
				return err
			}
			reader, err := r.connect(cmd)
			if err != nil {
				return err
			}
			defer reader.Close()
			return verify(cmd, reader, executor, want, asJSON)
		},
	}
	cmd.Flags().StringVar(&at, "address", "", "the executor (default: trading.executor)")
	cmd.Flags().StringVar(&operator, "operator", "", "who it has to obey (default: the address in keys.keystore)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// verify prints what an executor is. What is not as wanted is errCheck.
func verify(cmd *cobra.Command, reader *app.Reader, at common.Address, want contract.Want, asJSON bool) error {
	state, err := reader.Executor(cmd.Context(), at)
	if errors.Is(err, contract.ErrCode) || errors.Is(err, contract.ErrNoContract) {
		return fmt.Errorf("%w: %w", errCheck, err)
	}
	if err != nil {
		return err
	}
	differences := state.Differences(want)
	if asJSON {
		err = json.NewEncoder(cmd.OutOrStdout()).Encode(struct {
			contract.State
			Differences []contract.Difference `json:"differences"`
		}{state, differences})
	} else {
		err = printExecutor(cmd.OutOrStdout(), &state)
	}
	if err != nil {
		return err
	}
	var wrong []error
	for _, d := range differences {
		wrong = append(wrong, errors.New(d.String()))
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%w: %w", errCheck, errors.Join(wrong...))
	}
	return nil
}

func printExecutor(w io.Writer, s *contract.State) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	state := "running"
	if s.Paused {
		state = contract.Paused
	}
	fmt.Fprintf(t, "executor\t%s\ncode\t%s (this version's)\nbase token\t%s\ntreasury\t%s\nowner\t%s\n", s.Address, s.CodeHash, s.Base, s.Treasury, s.Owner)
	if s.Proposed != (common.Address{}) {
		fmt.Fprintf(t, "proposed owner\t%s\n", s.Proposed)
	}
	fmt.Fprintf(t, "operator\t%s\nstate\t%s\n", s.Operator, state)
	return t.Flush()
}

func (r *root) fundCommand() *cobra.Command {
	var f ownerFlags
	var amount, to string
	cmd := &cobra.Command{
		Use: "fund --amount N", Short: "Send native coin to the operator, for gas", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			wei, err := token.Parse(amount, 18)
			if err != nil || wei.IsZero() {
				return usage("--amount %q: want whole coins above zero, as in 0.05", amount)
			}
			return r.act(cmd, &f, func(o *owner) (contract.Action, error) {
				receiver, err := fundReceiver(to, o.cfg)
				return contract.Pay(receiver, wei), err
			}, nil)
		},
	}
	f.add(cmd, false)
	cmd.Flags().StringVar(&amount, "amount", "", "how much, in whole coins")
	cmd.Flags().StringVar(&to, "to", "", "who gets it (default: the address in keys.keystore)")
	return cmd
}

func fundReceiver(to string, cfg *config.Config) (common.Address, error) {
	if to != "" {
		return address("--to", to)
	}
	if cfg.Keys.Keystore == "" {
		return common.Address{}, usage("--to is required: keys.keystore names no operator")
	}
	return signer.AddressOf(cfg.Keys.Keystore)
}

func (r *root) sweepCommand() *cobra.Command {
	var f ownerFlags
	var name string
	cmd := &cobra.Command{
		Use: "sweep --token ADDR|native", Short: "Send all that the executor holds of a token to its treasury", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var coin common.Address
			if name != "native" {
				var err error
				if coin, err = address("--token", name); err != nil {
					return err
				}
			}
			return r.act(cmd, &f, func(o *owner) (contract.Action, error) {
				held, err := contract.Held(cmd.Context(), o.account.Node, o.executor, coin)
				if err != nil {
					return contract.Action{}, err
				}
				if held.IsZero() {
					return contract.Action{}, fmt.Errorf("executor %s holds none of it: nothing to sweep", o.executor)
				}
				action := contract.Sweep(o.executor, coin)
				action.What += ": " + held.Dec() + " of its smallest unit"
				return action, nil
			}, nil)
		},
	}
	f.add(cmd, true)
	cmd.Flags().StringVar(&name, "token", "", "the token's address, or native")
	return cmd
}

func (r *root) pausedCommand(name string, paused bool) *cobra.Command {
	var f ownerFlags
	short := "Allow runs again, as the owner"
	if paused {
		short = "Stop all runs at the contract, as the owner or the operator"
	}
	cmd := &cobra.Command{
		Use: name, Short: short, Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return r.act(cmd, &f, func(o *owner) (contract.Action, error) { return contract.SetPaused(o.executor, paused), nil }, nil)
		},
	}
	f.add(cmd, true)
	return cmd
}

func (r *root) setOperatorCommand() *cobra.Command {
	var f ownerFlags
	var operator string
	cmd := &cobra.Command{
		Use: "set-operator --operator ADDR", Short: "Name the account that may start runs", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			next, err := address("--operator", operator)
			if err != nil {
				return err
			}
			return r.act(cmd, &f, func(o *owner) (contract.Action, error) {
				if next == o.account.Address {
					return contract.Action{}, usage("owner and operator are the same account %s: the owner's key must not be on the bot's host", next)
				}
				return contract.SetOperator(o.executor, next), nil
			}, nil)
		},
	}
	f.add(cmd, true)
	cmd.Flags().StringVar(&operator, "operator", "", "the account of the bot's key (mev-bot keys show)")
	return cmd
}

func (r *root) receiptCommand() *cobra.Command {
	return &cobra.Command{
		Use: "receipt HASH", Short: "How a transaction ended; exit 7 if it reverted or is not in a block", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || len(common.FromHex(args[0])) != 32 {
				return usage("want one transaction hash")
			}
			reader, err := r.connect(cmd)
			if err != nil {
				return err
			}
			defer reader.Close()
			receipt, err := reader.Client().TransactionReceipt(cmd.Context(), common.HexToHash(args[0]))
			if err != nil {
				return fmt.Errorf("%w: %w", errCheck, err)
			}
			if !receipt.Success {
				return fmt.Errorf("%w: reverted in block %d", errCheck, receipt.Block)
			}
			cost := new(uint256.Int).Mul(&receipt.GasPrice, uint256.NewInt(receipt.GasUsed))
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "succeeded in block %d for %s wei of gas\n", receipt.Block, cost.Dec())
			return err
		},
	}
}

// address reads an address that a flag must name.
func address(flag, text string) (common.Address, error) {
	if !common.IsHexAddress(text) {
		return common.Address{}, usage("%s %q: want 0x and 40 hex digits", flag, text)
	}
	a := common.HexToAddress(text)
	if a == (common.Address{}) {
		return a, usage("%s must not be the zero address", flag)
	}
	return a, nil
}

// executorAddress is the executor that a flag or the configuration names.
func executorAddress(flag string, cfg *config.Config) (common.Address, error) {
	if flag != "" {
		return address("--address", flag)
	}
	if cfg.Trading.Executor == (common.Address{}) {
		return common.Address{}, usage("no executor: give --address or set trading.executor")
	}
	return cfg.Trading.Executor, nil
}
