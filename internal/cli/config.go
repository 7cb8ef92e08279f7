package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/profile"
)

// overrides reads the --set flags.
func (r *root) overrides() (map[string]string, error) {
	flags := map[string]string{}
	for _, s := range r.set {
		key, value, ok := strings.Cut(s, "=")
		if !ok || key == "" {
			return nil, usage("--set %q: want key=value, as in --set metrics.listen=127.0.0.1:9091", s)
		}
		flags[key] = value
	}
	return flags, nil
}

func (r *root) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "config", Short: "Check, show, describe or begin a configuration", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "validate", Short: "Check the configuration; exit 3 lists every problem", Args: noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				cfg, err := r.load()
				if err == nil {
					err = app.CheckCustom(cfg)
				}
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(cmd.OutOrStdout(), "the configuration is valid")
				return err
			},
		},
		&cobra.Command{
			Use: "print", Short: "Print each value with its origin, secrets redacted", Args: noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				cfg, err := r.load()
				if err != nil {
					return err
				}
				return cfg.Print(cmd.OutOrStdout())
			},
		},
		&cobra.Command{
			Use: "schema", Short: "Print the JSON schema, for editors", Args: noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				schema, err := config.Schema()
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\n", schema)
				return err
			},
		},
		configInit(),
	)
	return cmd
}

func configInit() *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use: "init FILE", Short: "Write a commented starter configuration for a chain", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("want the name of the file to write, as in config init mev-bot.yaml")
			}
			p, err := profile.Named(name)
			if err != nil {
				return usage("--chain: %v", err)
			}
			f, err := os.OpenFile(args[0], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if errors.Is(err, os.ErrExist) {
				return usage("%s exists already; name another file", args[0])
			}
			if err != nil {
				return fmt.Errorf("write the starter configuration: %w", err)
			}
			if err = errors.Join(config.Init(f, p), f.Close()); err != nil {
				return fmt.Errorf("write the starter configuration: %w", err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "wrote %s; edit it, then: mev-bot config validate -c %s\n", args[0], args[0])
			return err
		},
	}
	cmd.Flags().StringVar(&name, "chain", profile.ArbitrumOne, "the chain's profile, as mev-bot chain ls names it")
	return cmd
}
