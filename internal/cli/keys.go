package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"mevbot/internal/signer"
)

func (r *root) keysCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "keys", Short: "The operator's key", Args: noArgs,
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
	show := &cobra.Command{
		Use: "show", Short: "Print the address of the configured key; opens it to check the password", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			key, err := signer.Open(cfg.Keys.Keystore, cfg.Keys.PasswordFile)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), key.Address())
			return err
		},
	}
	cmd.AddCommand(create, show)
	return cmd
}
