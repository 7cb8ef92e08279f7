// Package telemetry turns events into metrics and logs, with nothing secret in
// either.
//
// Stages publish facts (package event); Metrics listens and counts them under
// mev_bot_ names in base units: seconds, bytes, ether. A float is right here
// because a metric only shows; the exact amounts are in the ledger. No label
// holds a hash, an address or a block, and every label whose values come from
// outside is bounded: what exceeds the bound counts as "other".
//
// Logs go through one middleware before they fan out to terminal and file:
// secrets are removed by the name of the attribute and by the look of the
// value, and a message below WARN that repeats too fast is dropped and counted.
// ReplaceAttr would not do: handlers that are not slog's own never call it.
package telemetry

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// BuildInfo is what every scrape says about the process.
type BuildInfo struct {
	Version, GoVersion string
	// ScrapeInterval is how often metrics are meant to be read, for the rules
	// and dashboards that need a window of several scrapes.
	ScrapeInterval time.Duration
	Now            func() time.Time // default time.Now
}

// NewRegistry makes the bot's own registry with the Go runtime, the process
// and the build.
func NewRegistry(b BuildInfo) *Registry {
	if b.Now == nil {
		b.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	start := b.Now()
	reg := Catalogued()
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "mev_bot_build_info", Help: "The build that runs; always 1.",
		ConstLabels: prometheus.Labels{"version": b.Version, "goversion": b.GoVersion},
	})
	info.Set(1)
	scrape := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "mev_bot_scrape_interval_seconds", Help: "How often metrics are meant to be read (metrics.scrape_interval).",
	})
	scrape.Set(b.ScrapeInterval.Seconds())
	uptime := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "mev_bot_uptime_seconds", Help: "Time since the process started.",
	}, func() float64 { return b.Now().Sub(start).Seconds() })
	reg.MustRegister(info, scrape, uptime, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return reg
}
