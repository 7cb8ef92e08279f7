package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"
	"github.com/spf13/cobra"

	"mevbot/internal/signer"
)

func (r *root) keysCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "keys", Short: "Make keys and look at them", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var keystore, password string
	create := &cobra.Command{
		Use: "new --keystore FILE --password-file FILE", Short: "Make a new key, encrypted with the password in a file", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if keystore == "" || password == "" {
				return usage("--keystore and --password-file are required")
			}
			text, err := os.ReadFile(password) //nolint:gosec // the operator names the file
			if err != nil {
				return usage("--password-file: %v", err)
			}
			address, err := signer.Create(keystore, strings.TrimSuffix(string(text), "\n"), signer.Standard)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "operator %s\nkeystore %s\n", address, keystore)
			return err
		},
	}
	create.Flags().StringVar(&keystore, "keystore", "", "file to write; must not exist")
	create.Flags().StringVar(&password, "password-file", "", "file that holds the password, mode 0600")
	cmd.AddCommand(create, r.keysShowCommand(), r.keysListCommand())
	return cmd
}

// keyRow is a key file, and what the chain knows of its account if it was asked.
type keyRow struct {
	Path    string  `json:"path"`
	Address string  `json:"address"`
	Balance string  `json:"balance_wei,omitempty"`
	Nonce   *uint64 `json:"nonce,omitempty"`
}

// keyFlags are shared by show and list.
type keyFlags struct{ node, asJSON bool }

func (f *keyFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.node, "node", false, "also ask the node for balance and nonce")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print JSON; the balance in wei")
}

func (r *root) keysShowCommand() *cobra.Command {
	var f keyFlags
	cmd := &cobra.Command{
		Use: "show", Short: "The address of the configured key; opens it to check the password", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			key, err := signer.Open(cfg.Keys.Keystore, cfg.Keys.PasswordFile)
			if err != nil {
				return err
			}
			rows := []keyRow{{Path: cfg.Keys.Keystore, Address: key.Address().Hex()}}
			if err := r.lookUp(cmd, &f, rows); err != nil {
				return err
			}
			if f.asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(rows[0])
			}
			return printKeys(cmd.OutOrStdout(), rows, false)
		},
	}
	f.add(cmd)
	return cmd
}

func (r *root) keysListCommand() *cobra.Command {
	var f keyFlags
	var dir string
	cmd := &cobra.Command{
		Use: "list", Short: "The key files in a folder with the addresses that they name; opens none", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if dir == "" {
				cfg, err := r.load()
				if err != nil {
					return err
				}
				if cfg.Keys.Keystore == "" {
					return usage("--dir is required: keys.keystore names no file")
				}
				dir = filepath.Dir(cfg.Keys.Keystore)
			}
			entries, err := signer.List(dir)
			if err != nil {
				return err
			}
			rows := make([]keyRow, len(entries))
			for i, e := range entries {
				rows[i] = keyRow{Path: e.Path, Address: e.Address.Hex()}
			}
			if err := r.lookUp(cmd, &f, rows); err != nil {
				return err
			}
			if f.asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(rows)
			}
			return printKeys(cmd.OutOrStdout(), rows, true)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&dir, "dir", "", "folder to look in (default: that of keys.keystore)")
	return cmd
}

// lookUp asks the node about the accounts if that was wanted.
func (r *root) lookUp(cmd *cobra.Command, f *keyFlags, rows []keyRow) error {
	if !f.node {
		return nil
	}
	reader, err := r.connect(cmd)
	if err != nil {
		return err
	}
	defer reader.Close()
	for i := range rows {
		balance, nonce, err := reader.Account(cmd.Context(), common.HexToAddress(rows[i].Address))
		if err != nil {
			return err
		}
		rows[i].Balance, rows[i].Nonce = balance.Dec(), &nonce
	}
	return nil
}

func printKeys(w io.Writer, rows []keyRow, paths bool) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprint(t, row.Address)
		if row.Nonce != nil {
			fmt.Fprintf(t, "\t%s wei\tnonce %d", row.Balance, *row.Nonce)
		}
		if paths {
			fmt.Fprintf(t, "\t%s", row.Path)
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}
