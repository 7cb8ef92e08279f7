package demo

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"slices"
	"testing"
	"time"

	"mevbot/internal/devnet"
	"mevbot/internal/telemetry"
)

var rewrite = flag.Bool("rewrite", false, "write docs/metrics.md anew")

// The page says what a running bot has, each metric with the question that it
// answers.
func TestMetricsPage(t *testing.T) {
	needArtifacts(t)
	var out bytes.Buffer
	opts := demoOptions(t, &out)
	opts.Duration, opts.Ordering, opts.Listen.FastFeed = 3*time.Second, devnet.Timeboost, "127.0.0.1:0"
	var list []telemetry.Entry
	asked := make(chan error, 1)
	opts.Ready = func(ctx context.Context, url string) { asked <- fetchCatalogue(ctx, url, &list) }
	if _, err := Run(t.Context(), opts); err != nil {
		t.Fatal(err)
	}
	if err := <-asked; err != nil {
		t.Fatal(err)
	}
	logs := telemetry.Catalogued() // those of the log, which the demo does without
	if _, err := telemetry.OpenLogs(telemetry.LogOptions{Registerer: logs, Output: &out}); err != nil {
		t.Fatal(err)
	}
	list = append(list, logs.Catalogue()...)
	slices.SortFunc(list, func(a, b telemetry.Entry) int { return cmp.Compare(a.Name, b.Name) })
	for _, e := range list {
		if e.Question == "" || e.Help == "" || e.Type == "" {
			t.Errorf("%s: type %q, help %q, question %q: see internal/telemetry/questions.go", e.Name, e.Type, e.Help, e.Question)
		}
	}
	const page = "../../docs/metrics.md"
	want := telemetry.Page(list)
	if *rewrite {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(page); err != nil || string(got) != want {
		t.Errorf("docs/metrics.md is not what the bot has (%v): go test ./internal/demo -run MetricsPage -rewrite", err)
	}
}

func fetchCatalogue(ctx context.Context, url string, into *[]telemetry.Entry) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/metrics/catalogue", http.NoBody)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}
