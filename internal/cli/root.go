// Package cli is what an operator can type.
//
// Each command is one file. A command parses its flags, loads the
// configuration and calls the package that does the work; errors come back
// with what was tried and are mapped to the documented exit codes in one place.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/contract"
	"mevbot/internal/feed"
	"mevbot/internal/pool"
	"mevbot/internal/record"
	"mevbot/internal/replay"
	"mevbot/internal/signer"
	"mevbot/internal/store"
	"mevbot/internal/telemetry/metricstore"
	"mevbot/internal/web"
)

// version is set by the linker.
var version = ""

// The exit codes, which scripts and supervisors rely on.
const (
	exitOK          = 0
	exitRuntime     = 1
	exitUsage       = 2
	exitConfig      = 3 // configuration, or a wrong key password
	exitUnreachable = 4 // port, RPC or database
	exitCorrupt     = 5 // wrong chain, corrupt data, integrity
	exitSafety      = 6 // safety stop
	exitCheck       = 7 // a check that was asked for failed
)

// errUsage marks errors in what was typed.
var errUsage = errors.New("usage")

// errCheck marks a check that was asked for and failed.
var errCheck = errors.New("check failed")

// Execute runs the command line and returns the exit code. env is the
// process's environment.
func Execute(ctx context.Context, args, env []string, stdout, stderr io.Writer) int {
	root := newRoot(env) //nolint:contextcheck // each command takes the context of ExecuteContext
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	fmt.Fprintf(stderr, "mev-bot: %v\n", err)
	return exitCode(err)
}

// exitCode maps what went wrong to its code.
func exitCode(err error) int {
	var bad *config.Error
	switch {
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.Is(err, errCheck), errors.Is(err, replay.ErrDiffers), errors.Is(err, replay.ErrIncomplete):
		return exitCheck
	case errors.As(err, &bad), errors.Is(err, web.ErrAccess), errors.Is(err, metricstore.ErrOptions), errors.Is(err, signer.ErrPassword), errors.Is(err, signer.ErrKeystore):
		return exitConfig
	case errors.Is(err, app.ErrWrongChain), errors.Is(err, feed.ErrWrongChain), errors.Is(err, store.ErrCorrupt), errors.Is(err, store.ErrNewer),
		errors.Is(err, record.ErrCorrupt), errors.Is(err, record.ErrTruncated), errors.Is(err, record.ErrNotRecording), errors.Is(err, record.ErrNewer), errors.Is(err, feed.ErrMalformed), errors.Is(err, feed.ErrVersion), errors.Is(err, pool.ErrStateFile), errors.Is(err, contract.ErrCode), errors.Is(err, errIntegrity):
		return exitCorrupt
	case errors.Is(err, app.ErrSafety):
		return exitSafety
	case errors.Is(err, app.ErrUnreachable), errors.Is(err, store.ErrUnreachable), errors.Is(err, web.ErrPort):
		return exitUnreachable
	default:
		return exitRuntime
	}
}

// root carries what every command shares.
type root struct {
	env  []string
	file string
	set  []string
}

func newRoot(env []string) *cobra.Command {
	r := &root{env: env}
	cmd := &cobra.Command{
		Use:   "mev-bot",
		Short: "Atomic arbitrage on Arbitrum that an operator can trust with a key",
		Long: `mev-bot reads an Arbitrum chain's sequencer feed, keeps every watched pool's
state in memory to the wei, finds cyclic arbitrage after each swap and executes
it atomically through its own contract. It only arbitrages: it never sandwiches
or front-runs a user.

Exit codes: 0 ok, 1 runtime, 2 usage, 3 config, 4 port, RPC or database
unreachable, 5 wrong chain, corrupt data or integrity, 6 safety stop, 7 check
failed.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVarP(&r.file, "config", "c", "", "configuration file (YAML)")
	cmd.PersistentFlags().StringArrayVar(&r.set, "set", nil, "override one key, as in --set metrics.listen=127.0.0.1:9091")
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage("%v", err) })
	cmd.AddCommand(r.runCommand(), r.configCommand(), r.poolsCommand(), r.quoteCommand(), r.feedCommand(),
		r.oppsCommand(), r.tradesCommand(), r.pnlCommand(), r.priceCommand(), r.keysCommand(), r.statusCommand(), r.healthCommand(), r.riskCommand(), r.stopCommand(), r.resumeCommand(), r.replayCommand(), r.recordCommand(), r.doctorCommand(), r.profilesCommand(),
		r.searchCommand(), r.contractCommand(), r.simulateCommand(), r.gasCommand(), r.rpcCommand(), r.fastFeedCommand(), r.timeboostCommand(), r.webCommand(), r.profileCommand(), r.integrityCommand(), versionCommand())
	cmd.AddCommand(r.chainCommands()...)
	return cmd
}

func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errUsage, fmt.Sprintf(format, args...))
}

// noArgs refuses positional arguments with the usage exit code.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.HasSubCommands() {
		return usage("unknown command %q: see %s --help", args[0], cmd.CommandPath())
	}
	return usage("%s takes no argument, got %q", cmd.CommandPath(), args[0])
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, toolchain := Version()
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "mev-bot %s (%s)\n", v, toolchain)
			return err
		},
	}
}

// Version is the version of this build and the Go that built it.
func Version() (string, string) {
	v := version
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v, "unknown Go"
	}
	if v == "" {
		v = info.Main.Version
	}
	return v, info.GoVersion
}
