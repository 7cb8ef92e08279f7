package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/feed"
)

// checkRow is what a server said when it was tried.
type checkRow struct {
	Feed        string  `json:"feed"`
	Secondary   bool    `json:"secondary"`
	OK          bool    `json:"ok"`
	Version     string  `json:"version,omitempty"`
	ChainID     string  `json:"chain_id,omitempty"`
	Compressed  bool    `json:"compressed"`
	HandshakeMs float64 `json:"handshake_ms"`
	First       uint64  `json:"first_sequence_number,omitempty"`
	BlockHashes bool    `json:"block_hashes"`
	Signed      bool    `json:"signed"`
	Signer      string  `json:"signer,omitempty"`
	Error       string  `json:"error,omitempty"`
}

func (r *root) feedCheck() *cobra.Command {
	var asJSON bool
	var wait time.Duration
	cmd := &cobra.Command{
		Use: "check", Short: "Connect to each configured feed once and say what was agreed", Args: noArgs,
		Long: `Connect to each of feed.urls and feed.secondary_urls, all at once, and wait for a
message: protocol version, chain id, compression, signature and the first number
that came.

Exit codes: 0 every feed works, 7 some do not, 4 none does, 5 one is of another chain.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			client, _, done, err := r.newFeed(cmd, func(*feed.Options) {})
			if err != nil {
				return err
			}
			defer done()
			ctx, cancel := context.WithTimeout(cmd.Context(), wait)
			defer cancel()
			found := client.Probe(ctx)
			if err := printProbes(cmd.OutOrStdout(), found, asJSON); err != nil {
				return err
			}
			return verdictOf(found)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a feed")
	cmd.Flags().DurationVar(&wait, "wait", 10*time.Second, "how long to wait for a message")
	return cmd
}

func printProbes(w io.Writer, found []feed.Probe, asJSON bool) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if !asJSON {
		fmt.Fprintln(t, "FEED\tVERSION\tCHAIN\tCOMPRESSED\tSIGNED\tFIRST\tHANDSHAKE\tERROR")
	}
	for i := range found {
		p := &found[i]
		row := checkRow{
			Feed: p.Name, Secondary: p.Secondary, OK: p.Err == nil, Version: p.Version, ChainID: p.ChainID, Compressed: p.Compressed,
			HandshakeMs: float64(p.Handshake.Microseconds()) / 1e3, First: uint64(p.First), BlockHashes: p.Hash, Signed: p.Signed,
		}
		if p.Err != nil {
			row.Error = p.Err.Error()
		}
		signed := "no"
		if p.Signed {
			row.Signer = p.Signer.Hex()
			signed = "by " + row.Signer
		}
		if asJSON {
			if err := json.NewEncoder(w).Encode(row); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%t\t%s\t%d\t%s\t%s\n", row.Feed, dash(row.Version), dash(row.ChainID), row.Compressed, signed, row.First,
			p.Handshake.Round(time.Millisecond), dash(row.Error))
	}
	return t.Flush()
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// verdictOf is the error whose exit code sums up what was found.
func verdictOf(found []feed.Probe) error {
	failed := 0
	for i := range found {
		if err := found[i].Err; errors.Is(err, feed.ErrWrongChain) {
			return err
		} else if err != nil {
			failed++
		}
	}
	switch failed {
	case 0:
		return nil
	case len(found):
		return fmt.Errorf("%w: no feed works: correct feed.urls", app.ErrUnreachable)
	default:
		return fmt.Errorf("%w: %d of %d feeds do not work", errCheck, failed, len(found))
	}
}
