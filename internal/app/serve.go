package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"mevbot/internal/event"
	"mevbot/internal/health"
	"mevbot/internal/risk"
	"mevbot/internal/telemetry"
	"mevbot/internal/web"
)

// serve opens the listeners before anything else, so that an occupied port is
// known at once and the probes answer while the bot starts.
func (a *App) serve(ctx context.Context, ps *parts) error {
	access := a.access()
	access.Register(a.registry)
	mux := http.NewServeMux()
	mux.Handle("GET /health/integrity", web.Need(web.Reader, a.integrityHandler()))
	mux.Handle("/", a.health.Handler(func(r *http.Request) bool { return web.RoleOf(r) >= web.Reader }))
	if a.cfg.Metrics.Enabled {
		metrics := web.Need(web.Reader, telemetry.Handler(a.registry))
		mux.Handle("GET /metrics", metrics)
		mux.Handle("GET /metrics/", metrics)
		mux.Handle("GET /metrics.json", metrics)
		a.observers.mount(mux)
	}
	a.probes = &web.Listener{Key: "metrics.listen", Handler: mux, Access: access, MaxBody: 1 << 20, WriteTimeout: time.Minute, Logger: a.log}
	if err := a.probes.Open(ctx, a.cfg.Metrics.Listen); err != nil {
		return err
	}
	ps.start(ctx, part{name: "probes", run: a.probes.Run})
	if a.cfg.Profile.Enabled {
		profile := &web.Listener{
			Key: "profile.listen", Handler: web.Need(web.Admin, a.observers.pages()), Access: access, WriteTimeout: 5 * time.Minute, Logger: a.log,
		}
		if err := profile.Open(ctx, a.cfg.Profile.Listen); err != nil {
			return err
		}
		ps.start(ctx, part{name: "profile pages", run: profile.Run})
	}
	a.observers.start(ctx, ps)
	control, l, err := a.controlServer(ctx)
	if err != nil {
		return err
	}
	ps.start(ctx, part{name: "control", run: func(ctx context.Context) error {
		stop := context.AfterFunc(ctx, func() { _ = control.Close() })
		defer stop()
		return control.Serve(l)
	}})
	ps.start(ctx, part{name: "telemetry", run: func(ctx context.Context) error {
		return a.facts.Run(ctx, event.Tee(a.observers.listener(a.metrics.Listener()), a.tally.Listener()))
	}})
	return nil
}

// access says who may ask the listeners; nil if they are open to this machine.
func (a *App) access() *web.Access {
	w := a.cfg.Web
	if w.ConfigFile == "" {
		return nil
	}
	elsewhere := !web.Loopback(a.cfg.Metrics.Listen) || a.cfg.Profile.Enabled && !web.Loopback(a.cfg.Profile.Listen)
	return &web.Access{ConfigFile: w.ConfigFile, TokensFile: w.TokensFile, Admins: w.Admins, Elsewhere: elsewhere}
}

// ProbeURL is where the probes answer, once Run has opened them.
func (a *App) ProbeURL() string { return a.probes.URL() }

// quickCheck is how often cheap checks are made.
const quickCheck = 250 * time.Millisecond

// register declares the modules whose health the probes show.
func (a *App) register() error {
	const quick = quickCheck
	if a.cfg.Trading.Live {
		if err := a.health.Add(health.Module{Name: "executor", Blocks: true, Needs: needsNode, Check: a.watchExecutor}); err != nil {
			return err
		}
	}
	for _, m := range slices.Concat(a.feedModule(), a.fastModule(), a.ownChecks(), []health.Module{
		{Name: "app", Blocks: true, Interval: quick, Check: a.checkStopping},
		{Name: "rpc", Blocks: true, Interval: quick, Check: a.client.Check},
		{Name: "pools", Blocks: true, Needs: needsNode, Interval: quick, Check: a.sight.Check},
		{Name: "gas", Blocks: true, Needs: needsNode, Interval: quick, Check: a.gas.Check},
		{Name: "order", Needs: needsNode, Interval: quick, Check: a.ordering.Check},
		{Name: "price", Needs: needsNode, Interval: quick, Check: a.prices.Check},
		{Name: "integrity", Check: a.integrity.Check},
		{Name: "execute", Blocks: true, Needs: []string{"rpc", "store"}, Interval: quick, Check: a.runner.Check},
		{Name: "store", Blocks: true, Check: a.checkStore},
	}) {
		if err := a.health.Add(m); err != nil {
			return wrong("health.checks", err)
		}
	}
	return wrong("health", a.health.Validate())
}

// checkStopping turns ready off while the bot drains. It also sees that a pause
// has ended by itself.
func (a *App) checkStopping(context.Context) error {
	a.showLevel()
	if a.stopping.Load() {
		return errors.New("the bot is stopping")
	}
	return nil
}

// showLevel tells the probes why nothing is traded, if so.
func (a *App) showLevel() {
	level := a.gate.Level()
	switch {
	case level.Level != risk.Run && !level.Until.IsZero():
		a.health.SetStopped(fmt.Sprintf("%s by %s until %s: %s", level.Level, level.Who, level.Until.UTC().Format(time.RFC3339), level.Why))
	case level.Level != risk.Run:
		a.health.SetStopped(fmt.Sprintf("%s by %s: %s", level.Level, level.Who, level.Why))
	case !a.cfg.Trading.Live:
		a.health.SetStopped("paper mode")
	default:
		a.health.SetStopped("")
	}
}
