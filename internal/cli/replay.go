package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/record"
	"mevbot/internal/replay"
)

// replayRow is what a replay says of itself.
type replayRow struct {
	Turns         uint64    `json:"turns"`
	Messages      uint64    `json:"messages"`
	Blocks        uint64    `json:"blocks"`
	Opportunities uint64    `json:"opportunities"`
	Plans         uint64    `json:"plans"`
	Differences   int       `json:"differences"`
	From          time.Time `json:"from"`
	To            time.Time `json:"to"`
	Truncated     string    `json:"truncated,omitempty"`
	Error         string    `json:"error,omitempty"`
	Seconds       float64   `json:"seconds"`
}

func (r *root) replayCommand() *cobra.Command {
	var asJSON, events bool
	cmd := &cobra.Command{
		Use: "replay DIR", Short: "Repeat every decision of a recording and compare, bit for bit", Args: oneArg("a recording's folder"),
		Long: `Build the pipeline as it was when the recording began, tell it the same under
the recorded clock, and compare what it decides: the states of the pools that
moved, the facts, the opportunities with their verdicts, the calldata of the
plans. It asks no node and signs nothing. The first difference ends it with exit
code 7. A recording that is cut short is repeated to its last whole segment.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			began := time.Now() //nolint:forbidigo // how long it took
			reader, err := record.Open(args[0])
			if err != nil {
				return err
			}
			defer reader.Close()
			var player replay.Player
			if events {
				player.Log = cmd.OutOrStdout()
			}
			report, err := player.Play(cmd.Context(), replay.FromDisk{Reader: reader}, replay.CutShort)
			row := replayRow{
				Turns: report.Turns, Messages: report.Messages, Blocks: report.Blocks, Opportunities: report.Opportunities,
				Plans: report.Plans, From: report.From, To: report.To, Seconds: time.Since(began).Seconds(),
			}
			if report.Truncated != nil {
				row.Truncated = report.Truncated.Error()
			}
			if err != nil {
				row.Differences, row.Error = 1, err.Error()
			}
			if asJSON {
				if err := json.NewEncoder(cmd.OutOrStdout()).Encode(row); err != nil {
					return err
				}
			} else if err == nil {
				printReplay(cmd.OutOrStdout(), &row)
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&events, "events", false, "print every fact and decision, a line each")
	return cmd
}

func printReplay(w io.Writer, row *replayRow) {
	fmt.Fprintf(w, "%d turns, %d messages, %d blocks from %s to %s\n", row.Turns, row.Messages, row.Blocks, row.From.Format(time.RFC3339), row.To.Format(time.RFC3339))
	fmt.Fprintf(w, "%d opportunities, %d plans, 0 differences, %.1f s\n", row.Opportunities, row.Plans, row.Seconds)
	if row.Truncated != "" {
		fmt.Fprintf(w, "the recording ends early: %s\n", row.Truncated)
	}
}

func (r *root) recordCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "record", Short: "Recordings on disk", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	verify := &cobra.Command{
		Use: "verify DIR", Short: "Read a whole recording and check every hash", Args: oneArg("a recording's folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := record.Verify(cmd.Context(), args[0], func(int, int) {})
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(s)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s, chain %d: %d segments, %d records, %d bytes, %d records dropped in %d places\n",
				s.Manifest.Product, s.Manifest.ChainID, s.Segments, s.Records, s.Bytes, s.Dropped, len(s.Gaps))
			return err
		},
	}
	verify.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.AddCommand(verify)
	return cmd
}

// oneArg wants one positional argument.
func oneArg(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("%s takes %s, got %d arguments", cmd.CommandPath(), what, len(args))
		}
		return nil
	}
}
