package app

import (
	"log/slog"

	"mevbot/internal/chain"
	"mevbot/internal/config"
	"mevbot/internal/event"
	"mevbot/internal/fastfeed"
)

// FastFeedOptions are the Fast Feed client's options as configured.
func FastFeedOptions(cfg *config.Config, l event.Listener, log *slog.Logger) fastfeed.Options {
	f := cfg.FastFeed
	opts := fastfeed.Options{
		URL: f.URL.Reveal(), Key: f.Key.Reveal(), MaxFrame: f.MaxFrameBytes, DialTimeout: f.DialTimeout, ReadTimeout: f.ReadTimeout,
		Listener: l, Logger: log,
	}
	if cfg.Chain.Profile != chain.Local.Name {
		opts.Silent = 1 // the first transaction of each block is nitro's own
	}
	return opts
}
