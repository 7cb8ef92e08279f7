package cli

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/integrity"
)

// errIntegrity marks that what the bot believes was found to be wrong.
var errIntegrity = errors.New("integrity failed")

func (r *root) integrityCommand() *cobra.Command {
	var asJSON bool
	var count int
	cmd := &cobra.Command{
		Use: "integrity", Short: "Whether what the bot believes is true, and what was repaired; exit 5 if the last snapshot failed", Args: noArgs,
		Long: `Ask the running bot over its control socket for the newest snapshots of its
integrity: pools compared with the chain at the same block, states that no
contract could hold, the search's index, checksums of the journal, predictions,
contract calls, quotes of the chain's own contracts, the books; and for what was
found to be wrong, each attempt to repair it, and what needs a person.

Exit codes: 5 if the last snapshot failed or a person is needed, 7 if it could not
see all or there is none yet.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if count < 1 || count > integrity.Keep {
				return usage("--count %d: want 1 to %d", count, integrity.Keep)
			}
			cfg, err := r.load()
			if err != nil {
				return err
			}
			report, err := app.NewRemote(cfg.Control.Socket).Integrity(cmd.Context(), count)
			if err != nil {
				return err
			}
			if asJSON {
				err = json.NewEncoder(cmd.OutOrStdout()).Encode(report)
			} else {
				err = report.WriteText(cmd.OutOrStdout())
			}
			return errors.Join(err, verdict(&report))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().IntVar(&count, "count", 5, "how many snapshots and attempts, 1 to 100")
	return cmd
}

// verdict is the error of a report that is not good.
func verdict(r *integrity.Report) error {
	for i := range r.Open {
		if c := &r.Open[i]; c.NeedsPerson {
			return fmt.Errorf("%w: %s of %s needs a person: %s", errIntegrity, c.Action, c.Target, c.Cause)
		}
	}
	switch {
	case r.State == integrity.OK:
		return nil
	case len(r.Snapshots) == 0:
		return fmt.Errorf("%w: no snapshot of the integrity yet", errCheck)
	case r.State == integrity.Failed:
		return fmt.Errorf("%w: %s", errIntegrity, r.Snapshots[0].Why())
	default:
		return fmt.Errorf("%w: %s", errCheck, r.Snapshots[0].Why())
	}
}
