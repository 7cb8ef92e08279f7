package metricstore

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// sample is the value of a metric without labels; false if it has none.
func sample(t *testing.T, reg prometheus.Gatherer, name string) (float64, bool) {
	t.Helper()
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == name {
			m := f.GetMetric()[0]
			return m.GetGauge().GetValue() + m.GetCounter().GetValue(), true
		}
	}
	return 0, false
}

// A rule that joins many to many is right until there is data; then it is told.
func TestARuleThatFailsIsTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rules.yaml")
	rule := "groups: [{name: g, interval: 100ms, rules: [{record: r, expr: 'scrape_samples_scraped + on () {__name__=~\"scrape_.+\"}'}]}]\n"
	if err := os.WriteFile(file, []byte(rule), 0o600); err != nil {
		t.Fatal(err)
	}
	reg := prometheus.NewRegistry()
	start(t, Options{Registerer: reg, RuleFiles: []string{file}, ScrapeInterval: 100 * time.Millisecond})
	eventually(t, "the failure is told", func() bool {
		v, ok := sample(t, reg, "mev_bot_rule_evaluation_failures_total")
		return ok && v > 0
	})
	if _, ok := sample(t, reg, "mev_bot_remote_write_lag_seconds"); ok {
		t.Error("a remote that is not configured is behind")
	}
}

// A remote that does not answer falls behind; the bot says by how much.
func TestADeadRemoteFallsBehind(t *testing.T) {
	reg := prometheus.NewRegistry()
	start(t, Options{Registerer: reg, RemoteWriteFile: remoteFile(t, freePort(t)), ScrapeInterval: 100 * time.Millisecond})
	eventually(t, "the lag is told", func() bool {
		v, ok := sample(t, reg, "mev_bot_remote_write_lag_seconds")
		return ok && v > 0
	})
}
