package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/contract"
	"mevbot/internal/signer"
	"mevbot/internal/token"
)

// ownerFlags are shared by the commands that send with an owner's key.
type ownerFlags struct {
	keystore, password string
	executor           string
	existing           bool // the command is about an executor that exists
	yes, dryRun        bool
}

func (f *ownerFlags) add(cmd *cobra.Command, existing bool) {
	f.existing = existing
	cmd.Flags().StringVar(&f.keystore, "owner-keystore", "", "encrypted key file of the account that sends; keep it off the bot's host")
	cmd.Flags().StringVar(&f.password, "owner-password-file", "", "file that holds its password, mode 0600")
	cmd.Flags().BoolVar(&f.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "show the transaction; sign and send nothing")
	if existing {
		cmd.Flags().StringVar(&f.executor, "address", "", "the executor (default: trading.executor)")
	}
}

// owner is an account about to send.
type owner struct {
	cfg      *config.Config
	reader   *app.Reader
	account  contract.Account
	executor common.Address // zero for commands that need none
}

// act shows, confirms, signs, sends and follows one action. done, if any, runs
// after a good receipt.
func (r *root) act(cmd *cobra.Command, f *ownerFlags, build func(*owner) (contract.Action, error), done func(*owner, *contract.Draft) error) error {
	if f.keystore == "" || f.password == "" && !f.dryRun {
		return usage("--owner-keystore and --owner-password-file are required")
	}
	o, err := r.openOwner(cmd, f)
	if err != nil {
		return err
	}
	defer o.reader.Close()
	action, err := build(o)
	if err != nil {
		return err
	}
	ctx, out := cmd.Context(), cmd.OutOrStdout()
	draft, err := o.account.Draft(ctx, action)
	if err != nil {
		return err
	}
	if err := printDraft(out, o, draft); err != nil || f.dryRun {
		return err
	}
	if !f.yes {
		if err := confirm(ctx, cmd.InOrStdin(), out); err != nil {
			return err
		}
	}
	if o.account.Key, err = signer.OpenOwner(f.keystore, f.password); err != nil {
		return err
	}
	receipt, err := o.account.Carry(ctx, draft, func(hash common.Hash) { fmt.Fprintf(out, "sending %s\n", hash) })
	if err != nil {
		return err
	}
	cost := new(uint256.Int).Mul(&receipt.GasPrice, uint256.NewInt(receipt.GasUsed))
	fmt.Fprintf(out, "included in block %d for %s of gas\n", receipt.Block, coins(cost))
	if done == nil {
		return nil
	}
	return done(o, draft)
}

// openOwner connects and finds out who sends; the key stays locked.
func (r *root) openOwner(cmd *cobra.Command, f *ownerFlags) (*owner, error) {
	cfg, err := r.load()
	if err != nil {
		return nil, err
	}
	o := &owner{cfg: cfg}
	if f.existing {
		if o.executor, err = executorAddress(f.executor, cfg); err != nil {
			return nil, err
		}
	}
	from, err := signer.AddressOf(f.keystore)
	if err != nil {
		return nil, fmt.Errorf("--owner-keystore: %w", err)
	}
	if o.reader, err = r.connect(cmd); err != nil {
		return nil, err
	}
	o.account = contract.Account{Node: o.reader.Client(), Address: from, Chain: cfg.Chain.Resolved().ID, MaxGasPrice: cfg.Trading.MaxGasPrice}
	if f.existing {
		// Nothing is sent to a contract that is not the executor.
		if _, err := o.reader.Executor(cmd.Context(), o.executor); err != nil {
			o.reader.Close()
			return nil, err
		}
	}
	return o, nil
}

func printDraft(w io.Writer, o *owner, d *contract.Draft) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "chain\t%d\naction\t%s\nfrom\t%s, which holds %s\nnonce\t%d\n", o.account.Chain, d.Action.What, d.From, coins(&d.Balance), d.Nonce)
	if d.Created != (common.Address{}) {
		fmt.Fprintf(t, "creates\t%s\n", d.Created)
	}
	fmt.Fprintf(t, "gas\tat most %d, base fee %s gwei, fee cap %s gwei\ncost\tat most %s at this base fee, %s at the fee cap\n",
		d.Gas, token.Format(&d.BaseFee, 9), token.Format(&d.FeeCap, 9), coins(&d.Cost), coins(&d.MaxCost))
	return t.Flush()
}

// coins writes wei as whole native coins.
func coins(wei *uint256.Int) string { return token.Format(wei, 18) + " ETH" }

var errNotConfirmed = errors.New("not confirmed: nothing was signed")

// confirm asks a person at a terminal.
func confirm(ctx context.Context, in io.Reader, out io.Writer) error {
	file, ok := in.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return usage("nobody to ask, the input is not a terminal: read the transaction with --dry-run, then add --yes")
	}
	return ask(ctx, in, out)
}

// ask wants the word yes. It gives up when ctx ends, and leaves its reader to
// the end of the process then.
func ask(ctx context.Context, in io.Reader, out io.Writer) error {
	fmt.Fprint(out, "type yes to sign and send: ")
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(in).ReadString('\n')
		answer <- line
	}()
	select {
	case line := <-answer:
		if strings.TrimSpace(line) != "yes" {
			return errNotConfirmed
		}
		return nil
	case <-ctx.Done():
		return errNotConfirmed
	}
}
