package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/config"
	"mevbot/internal/event"
	"mevbot/internal/health"
	"mevbot/internal/rpc"
	"mevbot/internal/store"
	"mevbot/internal/telemetry"
	"mevbot/internal/telemetry/custom"
	"mevbot/internal/telemetry/metricstore"
	"mevbot/internal/telemetry/operations"
	"mevbot/internal/telemetry/profiles"
	"mevbot/internal/web"
)

// observers watch the bot and never hold it up: when one fails, trading goes on.
type observers struct {
	library    *prometheus.Registry // of the libraries' metrics, some of whose names break promtool's rules
	guard      *custom.Guard        // bounds labels
	custom     *custom.Metrics
	wanted     custom.Interest // facts that it hears
	operations *operations.Profiler
	profiles   *profiles.Profiles
	objectives *profiles.Objectives
	store      *metricstore.Store // nil if metrics are not kept
}

func (a *App) newGuard() (err error) {
	a.observers.guard, err = custom.NewGuard(int(a.cfg.Metrics.CustomSeries), a.registry)
	return err
}

// newObservers opens the files of the observers and starts nothing.
func (a *App) newObservers() error {
	a.observers.library = prometheus.NewRegistry()
	if err := store.MakeFolder(a.cfg.Store.Path); err != nil { // beside which they keep theirs
		return err
	}
	telemetry.WatchDisks(a.registry, map[string]string{
		"store": a.cfg.Store.Path, "history": a.cfg.Store.HistoryPath(), "metrics": a.cfg.Store.Beside(a.cfg.MetricStore.Dir, "metrics"),
		"profiles": a.cfg.Store.Beside(a.cfg.Profile.Dir, "profiles"), "log": a.cfg.Log.File, "recording": cmp.Or(a.opts.RecordDir, a.cfg.Record.Dir),
	})
	return errors.Join(a.newHealth(), a.newCustom(), a.newOperations(), a.newProfiles(), a.newMetricStore())
}

func (a *App) newMetricStore() (err error) {
	m := a.cfg.MetricStore
	if !m.Enabled {
		return nil
	}
	a.observers.store, err = metricstore.New(metricstore.Options{
		Dir: a.cfg.Store.Beside(m.Dir, "metrics"), Handler: telemetry.Handler(a.registry), Instance: a.cfg.Metrics.Listen,
		ScrapeInterval: a.cfg.Metrics.ScrapeInterval, Retention: m.Retention, MaxBytes: int64(m.MaxBytes),
		RemoteWriteFile: m.RemoteWriteFile, RuleFiles: m.RuleFiles,
		Registerer: a.registry, Library: a.observers.library, Logger: a.log, Now: a.opts.Now,
	})
	if err != nil {
		return err
	}
	return a.health.Add(health.Module{Name: "metric_store", Check: a.observers.store.Check})
}

func (a *App) newCustom() (err error) {
	dir := a.cfg.Store.Beside(a.cfg.Metrics.CustomDir, "custom-metrics")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return wrong("metrics.custom_dir", err)
	}
	a.observers.custom, err = custom.New(custom.Options{
		Dir: dir, Definitions: definitions(a.cfg), Guard: a.observers.guard, Interest: &a.observers.wanted,
		Registerer: a.registry, Log: a.log, Now: a.opts.Now,
	})
	return wrong("metrics.custom", err)
}

// CheckCustom says which custom metrics of a configuration are wrong.
func CheckCustom(c *config.Config) error {
	var errs []error
	for _, d := range definitions(c) {
		errs = append(errs, d.Check())
	}
	return wrong("metrics.custom", errors.Join(errs...))
}

// definitions are the custom metrics of a configuration.
func definitions(c *config.Config) []custom.Definition {
	out := make([]custom.Definition, 0, len(c.Metrics.Custom))
	for _, m := range c.Metrics.Custom {
		d := custom.Definition{
			Name: m.Name, Type: custom.Type(m.Type), Help: m.Help, Event: m.Event, Filter: m.Filter, Value: m.Value,
			Buckets: m.Buckets, MaxValues: int(min(m.MaxValues, custom.MaxMaxValues+1)),
		}
		for _, l := range m.Labels {
			d.Labels = append(d.Labels, custom.Label{Name: l.Name, Expression: l.Expression})
		}
		out = append(out, d)
	}
	return out
}

// ReportDir is the folder of the operation reports.
func ReportDir(c *config.Config) string { return c.Store.Beside(c.Profile.ReportDir, "reports") }

func (a *App) newOperations() (err error) {
	a.observers.operations, err = operations.New(operations.Options{
		Dir: ReportDir(a.cfg), Keep: operations.Retention{Age: a.cfg.Profile.ReportAge},
		// A node that says that something is not there has answered.
		Failed:  func(err error) bool { return !errors.Is(err, rpc.ErrNotFound) },
		Version: a.opts.Version, Now: a.opts.Now, Logger: a.log, Registerer: a.registry,
	})
	return wrong("profile.report_dir", err)
}

func (a *App) newProfiles() (err error) {
	p := a.cfg.Profile
	o := &a.observers
	o.objectives, err = profiles.NewObjectives(a.opts.Now, objectives(p))
	if err != nil {
		return wrong("profile.state_limit", err)
	}
	o.objectives.Register(a.registry)
	var push *profiles.Push
	if p.PyroscopeURL != "" {
		push = &profiles.Push{URL: p.PyroscopeURL, Tenant: p.PyroscopeTenant, Labels: map[string]string{"chain": a.cfg.Chain.Profile}}
		if p.PyroscopeUser == "" {
			push.TokenFile = p.PyroscopeSecret
		} else {
			push.User, push.PasswordFile = p.PyroscopeUser, p.PyroscopeSecret
		}
	}
	o.profiles, err = profiles.New(profiles.Options{
		Dir:      a.cfg.Store.Beside(p.Dir, "profiles"),
		Interval: orNever(p.Interval), CPUDuration: p.CPUDuration, MaxBytes: int64(p.MaxBytes), MaxAge: p.MaxAge,
		FlightWindow: orNever(p.FlightWindow), Cooldown: p.Cooldown, Push: push,
		Registerer: a.registry, Logger: a.log, Now: a.opts.Now,
	})
	if err != nil {
		return wrong("profile", err)
	}
	return a.health.Add(health.Module{Name: "profiles", Check: o.profiles.Check})
}

// orNever makes 0, which means never in the configuration, what means it there.
func orNever(d time.Duration) time.Duration {
	if d == 0 {
		return -1
	}
	return d
}

// hardFactor is how many times a limit a single latency may be.
const hardFactor = 10

// objectives are those of p, over windows that are minutes of a busy chain.
func objectives(p config.Profile) []profiles.Objective {
	var out []profiles.Objective
	if p.StateLimit > 0 {
		out = append(out, profiles.Objective{Stage: "state", Limit: p.StateLimit, Window: 1000, Share: 0.99, Hard: hardFactor * p.StateLimit})
	}
	if p.SignedLimit > 0 {
		out = append(out, profiles.Objective{Stage: "signed", Limit: p.SignedLimit, Window: 100, Share: 0.95, Hard: hardFactor * p.SignedLimit})
	}
	return out
}

// wrong says which key an observer cannot work with.
func wrong(key string, err error) error {
	if err == nil {
		return nil
	}
	return &config.Error{Problems: []config.Problem{{Key: key, Text: fmt.Sprintf("cannot be used: %v", err)}}}
}

// listener hands each fact to all that count it.
func (o *observers) listener(metrics event.Listener) event.Listener {
	return event.Tee(metrics, o.operations.Listener(), o.custom.Listener(), event.Listener{
		StateUpdated: func(f event.StateUpdated) {
			if miss, ok := o.objectives.Observe("state", f.Latency, telemetry.TraceID(f.Block)); ok {
				o.profiles.Missed(miss)
			}
		},
		Attempt: func(f event.Attempt) {
			if f.State != event.Reserved {
				return
			}
			if miss, ok := o.objectives.Observe("signed", f.Latency, telemetry.TraceID(f.Found)); ok {
				o.profiles.Missed(miss)
			}
		},
	})
}

// mount adds what the observers answer to the listener of metrics.
func (o *observers) mount(mux *http.ServeMux) {
	mux.Handle("GET /metrics/libraries", web.Need(web.Reader, telemetry.Plain(o.library)))
	definitions := o.custom.Handler()
	mux.Handle(custom.Path, web.Need(web.Admin, definitions))
	mux.Handle(custom.Path+"/", web.Need(web.Admin, definitions))
	mux.Handle("GET "+custom.Path, web.Need(web.Reader, definitions))
	if o.store != nil {
		mux.Handle("/api/v1/", web.Need(web.Reader, o.store.API()))
	}
}

// pages are those of the listener of profiles.
func (o *observers) pages() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", o.profiles.Handler())
	mux.Handle("/profile/", o.operations.Handler())
	return mux
}

// start runs the observers until the parts stop.
func (o *observers) start(ctx context.Context, ps *parts) {
	ps.start(ctx, part{name: "custom metrics", run: o.custom.Run})
	ps.start(ctx, part{name: "operation profiler", run: o.operations.Run})
	ps.start(ctx, part{name: "profiler", run: o.profiles.Run})
	if o.store != nil {
		ps.start(ctx, part{name: "metric store", run: o.store.Run})
	}
}
