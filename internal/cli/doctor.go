package cli

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
)

func (r *root) doctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "doctor", Short: "Try everything the bot needs, one line each; exit 7 if something fails", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			log, done, err := logger(cfg, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer done()
			findings := app.Diagnose(cmd.Context(), app.Options{Config: cfg, Logger: log})
			failed := 0
			for _, f := range findings {
				if f.Error != "" {
					failed++
				}
			}
			if asJSON {
				if err := json.NewEncoder(cmd.OutOrStdout()).Encode(findings); err != nil {
					return err
				}
			} else {
				for _, f := range findings {
					if f.Error != "" {
						fmt.Fprintf(cmd.OutOrStdout(), "FAIL  %-10s %s\n", f.Name, f.Error)
						continue
					}
					fmt.Fprintf(cmd.OutOrStdout(), "ok    %-10s %s\n", f.Name, f.Detail)
				}
			}
			if failed > 0 {
				return fmt.Errorf("%w: %d of %d", errCheck, failed, len(findings))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
