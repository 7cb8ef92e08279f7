package app

import (
	"context"

	"mevbot/internal/config"
	"mevbot/internal/feed"
	"mevbot/internal/health"
)

// FeedOptions are the feed client's options as configured.
func FeedOptions(cfg *config.Config) (feed.Options, error) {
	opts := feed.Options{
		URLs: reveal(cfg.Feed.URLs), Secondary: reveal(cfg.Feed.SecondaryURLs), Profile: cfg.Chain.Resolved(),
		Signers: cfg.Feed.Signers, RequireSignature: cfg.Feed.RequireSignature, MaxFrame: cfg.Feed.MaxFrameBytes,
		Silence: cfg.Feed.Silence, DialTimeout: cfg.Feed.DialTimeout, ReadTimeout: cfg.Feed.ReadTimeout,
	}
	if cfg.Feed.Dictionary == "" {
		return opts, nil
	}
	var err error
	if opts.Dictionary, err = feed.OpenDictionary(cfg.Feed.Dictionary); err != nil {
		return opts, &config.Error{Problems: []config.Problem{{Key: "feed.dictionary", Text: err.Error()}}}
	}
	return opts, nil
}

// NewFeed makes the configured client; tune may change its options.
func NewFeed(cfg *config.Config, tune func(*feed.Options)) (*feed.Client, error) {
	opts, err := FeedOptions(cfg)
	if err != nil {
		return nil, err
	}
	tune(&opts)
	return feed.New(opts)
}

func reveal(urls []config.URL) []string {
	out := make([]string, len(urls))
	for i, u := range urls {
		out[i] = u.Reveal()
	}
	return out
}

// openFeed makes the street's feed, which begins after the loaded market's
// block. Without a configured feed there is none: the market then follows the
// node's blocks alone.
func (a *App) openFeed() (err error) {
	if len(a.cfg.Feed.URLs) == 0 {
		a.log.Warn("no feed is configured: blocks are known only when a node has them, which is late for most opportunities; set feed.urls")
		return nil
	}
	from, _ := a.profile.SeqOf(a.market.Head().Number + 1)
	a.feed, err = NewFeed(a.cfg, func(o *feed.Options) {
		o.From, o.Listener, o.Logger, o.Registerer, o.Now, o.Loop = from, a.listener, a.log, a.registry, a.opts.Now, a.health.Loop
	})
	return err
}

// startFeed runs the feed, if there is one, as a vital part.
func (a *App) startFeed(ctx context.Context, ps *parts, messages chan<- feed.Item) {
	if a.feed != nil {
		ps.start(ctx, part{name: "feed", vital: true, run: func(ctx context.Context) error { return a.feed.Run(ctx, messages) }})
	}
}

// feedModule is the feed's health, if there is a feed.
func (a *App) feedModule() []health.Module {
	if a.feed == nil {
		return nil
	}
	return []health.Module{{Name: "feed", Blocks: true, Interval: quickCheck, Check: a.feed.Check}}
}
