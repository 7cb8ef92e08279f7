package cli

import (
	"io"
	"log/slog"
	"strconv"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/telemetry"
)

func (r *root) runCommand() *cobra.Command {
	var live bool
	cmd := &cobra.Command{
		Use: "run", Short: "Read the feed, keep the pools, trade (paper mode unless live is switched on)", Args: noArgs,
		Long: `Run the bot. Without live trading switched on in three places (trading.live,
trading.live_chain_id and trading.executor) it runs in paper mode: it decides,
executes each decision by eth_call on the state it was made on, and sends
nothing. SIGTERM drains and stops; a second signal stops at once.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			flags, err := r.overrides()
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("live") {
				flags["trading.live"] = strconv.FormatBool(live)
			}
			cfg, err := r.loadWith(flags)
			if err != nil {
				return err
			}
			log, closeLog, err := logger(cfg, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer closeLog()
			v, _ := Version()
			bot, err := app.New(app.Options{Config: cfg, Version: v, Logger: log})
			if err != nil {
				return err
			}
			return bot.Run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&live, "live", false, "the same as trading.live: send transactions (needs trading.live_chain_id and trading.executor too)")
	return cmd
}

// logger builds the process's logger as the configuration says.
func logger(cfg *config.Config, w io.Writer) (*slog.Logger, func(), error) {
	logs, err := telemetry.OpenLogs(telemetry.LogOptions{
		Level: cfg.Log.Level, Format: cfg.Log.Format, File: cfg.Log.File, Output: w,
	})
	if err != nil {
		return nil, nil, err
	}
	return logs.Logger(), func() { _ = logs.Close() }, nil
}

// load reads the configuration from file, environment and --set.
func (r *root) load() (*config.Config, error) {
	flags, err := r.overrides()
	if err != nil {
		return nil, err
	}
	return r.loadWith(flags)
}

func (r *root) loadWith(flags map[string]string) (*config.Config, error) {
	return config.Load(config.Sources{File: r.file, Env: r.env, Flags: flags})
}

// connect opens the node for a command that only looks.
func (r *root) connect(cmd *cobra.Command) (*app.Reader, error) {
	cfg, err := r.load()
	if err != nil {
		return nil, err
	}
	log, _, err := logger(cfg, cmd.ErrOrStderr())
	if err != nil {
		return nil, err
	}
	return app.Connect(cmd.Context(), app.Options{Config: cfg, Logger: log})
}
