package cli

import (
	"github.com/spf13/cobra"
)

func (r *root) feedCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "feed", Short: "Look at the sequencer feed", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(r.feedTail(), r.feedLag(), r.feedCheck(), r.feedCoverage(), newFeedDecode())
	return cmd
}
