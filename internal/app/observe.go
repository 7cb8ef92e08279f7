package app

import (
	"context"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/health"
	"mevbot/internal/telemetry"
	"mevbot/internal/telemetry/metricstore"
	"mevbot/internal/web"
)

// observers watch the bot and never hold it up: when one fails, trading goes on.
type observers struct {
	library *prometheus.Registry // of the libraries' metrics, some of whose names break promtool's rules
	store   *metricstore.Store   // nil if metrics are not kept
}

func (a *App) newObservers() error {
	a.observers.library = prometheus.NewRegistry()
	m, listen := a.cfg.MetricStore, a.cfg.Metrics.Listen
	if !m.Enabled {
		return nil
	}
	var err error
	a.observers.store, err = metricstore.New(metricstore.Options{
		Dir: a.cfg.Store.Beside(m.Dir, "metrics"), Handler: telemetry.Handler(a.registry), Instance: listen,
		ScrapeInterval: a.cfg.Metrics.ScrapeInterval, Retention: m.Retention, MaxBytes: int64(m.MaxBytes),
		RemoteWriteFile: m.RemoteWriteFile, RuleFiles: m.RuleFiles,
		Registerer: a.registry, Library: a.observers.library, Logger: a.log, Now: a.opts.Now,
	})
	if err != nil {
		return err
	}
	return a.health.Add(health.Module{Name: "metric_store", Check: a.observers.store.Check})
}

// mount adds what the observers answer to the listener of metrics.
func (o *observers) mount(mux *http.ServeMux) {
	mux.Handle("GET /metrics/libraries", web.Need(web.Reader, telemetry.Plain(o.library)))
	if o.store != nil {
		mux.Handle("/api/v1/", web.Need(web.Reader, o.store.API()))
	}
}

// start runs the observers until the parts stop.
func (o *observers) start(ctx context.Context, ps *parts) {
	if o.store != nil {
		ps.start(ctx, part{name: "metric store", run: o.store.Run})
	}
}
