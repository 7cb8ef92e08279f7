//go:build nodevnet

package cli

import "github.com/spf13/cobra"

// chainCommands is empty: this build leaves the local chain out.
func (*root) chainCommands() []*cobra.Command { return nil }
