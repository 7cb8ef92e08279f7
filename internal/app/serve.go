package app

import (
	"context"
	"fmt"
	"net/http"
	"net/http/pprof"
	"time"

	"mevbot/internal/health"
	"mevbot/internal/risk"
)

// serve opens the listeners before anything else, so that an occupied port is
// known at once and the probes answer while the bot starts.
func (a *App) serve(ctx context.Context, ps *parts) error {
	mux := http.NewServeMux()
	mux.Handle("/", a.health.Handler())
	if a.cfg.Metrics.Enabled {
		metrics := a.metrics.Handler()
		mux.Handle("GET /metrics", metrics)
		mux.Handle("GET /metrics/prometheus", metrics)
		mux.Handle("GET /metrics.json", metrics)
	}
	a.probes = &health.Listener{Key: "metrics.listen", Handler: mux}
	if err := a.probes.Open(ctx, a.cfg.Metrics.Listen); err != nil {
		return err
	}
	ps.start(ctx, part{name: "probes", run: a.probes.Run})
	if a.cfg.Profile.Enabled {
		profile := &health.Listener{Key: "profile.listen", Handler: pprofMux(), WriteTimeout: 5 * time.Minute}
		if err := profile.Open(ctx, a.cfg.Profile.Listen); err != nil {
			return err
		}
		ps.start(ctx, part{name: "profiles", run: profile.Run})
	}
	control, l, err := a.controlServer(ctx)
	if err != nil {
		return err
	}
	ps.start(ctx, part{name: "control", run: func(ctx context.Context) error {
		stop := context.AfterFunc(ctx, func() { _ = control.Close() })
		defer stop()
		return control.Serve(l)
	}})
	ps.start(ctx, part{name: "telemetry", run: func(ctx context.Context) error { return a.facts.Run(ctx, a.metrics.Listener()) }})
	return nil
}

// ProbeURL is where the probes answer, once Run has opened them.
func (a *App) ProbeURL() string { return "http://" + a.probes.Addr() }

func pprofMux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}

// register declares the modules whose health the probes show.
func (a *App) register() error {
	const quick = 250 * time.Millisecond
	for _, m := range []health.Module{
		{Name: "feed", Blocks: true, Interval: quick, Check: a.feed.Check},
		{Name: "rpc", Blocks: true, Interval: quick, Check: a.client.Check},
		{Name: "pools", Blocks: true, Interval: quick, Check: a.sight.Check},
		{Name: "gas", Blocks: true, Interval: quick, Check: a.gas.Check},
		{Name: "execute", Blocks: true, Interval: quick, Check: a.runner.Check},
		{Name: "store", Blocks: true, Check: a.db.Check},
	} {
		if err := a.health.Add(m); err != nil {
			return err
		}
	}
	return nil
}

// showLevel tells the probes whether an operator has stopped trading.
func (a *App) showLevel() {
	level := a.gate.State()
	switch {
	case level.Level != risk.Run:
		a.health.SetStopped(fmt.Sprintf("%s by %s: %s", level.Level, level.Who, level.Why))
	case !a.cfg.Trading.Live:
		a.health.SetStopped("paper mode")
	default:
		a.health.SetStopped("")
	}
}
