package custom

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"mevbot/internal/event"
)

// reply is what a call got.
type reply struct {
	t      testing.TB
	what   string
	status int
	body   string
	err    problem
}

func (r reply) is(status int) reply {
	r.t.Helper()
	if r.status != status {
		r.t.Errorf("%s: %d %s, want %d", r.what, r.status, r.body, status)
	}
	return r
}

// about checks the field and a part of the text of a refusal.
func (r reply) about(field, text string) {
	r.t.Helper()
	if r.err.Field != field || !strings.Contains(r.err.Error, text) {
		r.t.Errorf("%s: %s; want the field %q and %q", r.what, r.body, field, text)
	}
}

type caller func(method, path, body string, headers ...string) reply

// client calls a real server with the handler.
func client(t testing.TB, m *Metrics) caller {
	s := httptest.NewServer(m.Handler())
	t.Cleanup(s.Close)
	return func(method, path, body string, headers ...string) reply {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, s.URL+Path+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		res, err := s.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		data, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		out := reply{t: t, what: method + " " + path + " " + body[:min(len(body), 80)], status: res.StatusCode, body: string(data)}
		if res.StatusCode >= 400 && res.StatusCode != http.StatusMethodNotAllowed {
			if err := json.Unmarshal(data, &out.err); err != nil || out.err.Error == "" {
				t.Errorf("%s: %d %q is no error in JSON", out.what, res.StatusCode, data)
			}
		}
		return out
	}
}

const tradesBody = `{"type":"counter","help":"Trades.","labels":[{"name":"venue"}]}`

func TestAMetricByHTTP(t *testing.T) {
	m, reg := start(t, Options{Dir: t.TempDir()})
	call := client(t, m)
	call("PUT", "/trades_total", tradesBody).is(201)
	call("PUT", "/mev_bot_custom_trades_total", tradesBody).is(200)
	call("POST", "/trades_total/observe", `{"labels":{"venue":"a"}}`).is(200)
	call("POST", "/trades_total/observe", `{"labels":{"venue":"a"},"value":1.5}`).is(200)
	call("POST", "/trades_total/observe", `[{"labels":{"venue":"a"}},{"labels":{"venue":"b"},"value":2}]`).is(200)
	call("POST", "/trades_total/observe", "{\"labels\":{\"venue\":\"b\"}}\n{\"labels\":{\"venue\":\"b\"}}\n", "Content-Type", "application/x-ndjson").is(200)
	want(t, reg, Prefix+"trades_total", `
		trades_total{venue="a"} 3.5
		trades_total{venue="b"} 4`)

	// An event, made while the bot runs.
	l := m.Listener()
	call("PUT", "/reorg_depth", `{"type":"gauge","help":"Depth of the last.","event":"Reorg","value":"Depth"}`).is(201)
	l.Reorg(event.Reorg{Depth: 3})
	want(t, reg, Prefix+"reorg_depth", `reorg_depth 3`)
	call("POST", "/reorg_depth/observe", `{"value":1}`).is(409)

	// Help and bound may change, the shape may not.
	call("PUT", "/trades_total", `{"type":"counter","help":"All trades.","labels":[{"name":"venue"}],"max_values":2}`).is(200)
	call("POST", "/trades_total/observe", `{"labels":{"venue":"c"}}`).is(200)
	want(t, reg, Prefix+"trades_total", `
		trades_total{venue="a"} 3.5
		trades_total{venue="b"} 4
		trades_total{venue="other"} 1`)
	call("PUT", "/trades_total", `{"type":"counter","help":"Trades.","labels":[{"name":"pair"}]}`).is(409).about("", "another shape")
	call("PUT", "/trades_total", `{"type":"gauge","help":"Trades."}`).is(400).about("name", "_total")

	var list struct {
		Metrics []struct {
			Name, Source, Help string
			Series             int
		}
		SeriesUsed   int `json:"series_used"`
		SeriesBudget int `json:"series_budget"`
	}
	if err := json.Unmarshal([]byte(call("GET", "", "").is(200).body), &list); err != nil {
		t.Fatal(err)
	}
	if len(list.Metrics) != 2 || list.Metrics[1].Name != Prefix+"trades_total" || list.Metrics[1].Help != "All trades." ||
		list.Metrics[1].Series != 3 || list.Metrics[1].Source != "api" || list.SeriesUsed != 4 || list.SeriesBudget != DefaultMaxSeries {
		t.Errorf("%+v", list)
	}
	call("DELETE", "/trades_total", "").is(204)
	call("DELETE", "/trades_total", "").is(404)
	call("POST", "/trades_total/observe", `{"labels":{"venue":"c"}}`).is(404)
	want(t, reg, Prefix+"trades_total", ``)
	want(t, reg, "mev_bot_metric_series", `mev_bot_metric_series{kind="api"} 1`)
	want(t, reg, "mev_bot_custom_metric_definitions", `
		metric_definitions{source="api"} 1
		metric_definitions{source="code"} 0
		metric_definitions{source="config"} 0`)
}

func TestRefusalsByHTTP(t *testing.T) {
	m, reg := start(t, Options{MaxBody: 1000, MaxDefinitions: 4, Definitions: []Definition{
		{Name: "fixed_total", Type: TypeCounter, Help: "Fixed.", Event: "Reorg"},
	}})
	if _, err := m.Counter("coded_total", "Coded."); err != nil {
		t.Fatal(err)
	}
	call := client(t, m)
	call("PUT", "/trades_total", tradesBody).is(201)
	call("PUT", "/wait_seconds", `{"type":"histogram","help":"Wait."}`).is(201)

	call("PUT", "/fixed_total", `{"type":"counter","help":"Fixed.","event":"Reorg"}`).is(409).about("", "config or the code")
	call("PUT", "/coded_total", `{"type":"counter","help":"Coded."}`).is(409)
	call("DELETE", "/fixed_total", "").is(409)
	call("DELETE", "/coded_total", "").is(409)
	call("PUT", "/more_total", `{"type":"counter","help":"More."}`).is(507)

	put := func(body string, status int, field, text string) {
		t.Helper()
		call("PUT", "/new_total", body).is(status).about(field, text)
	}
	put(``, 400, "", "not the JSON")
	put(`{`, 400, "", "not the JSON")
	put(`[]`, 400, "", "not what is wanted")
	put(`{"type":"counter","help":"X."}{}`, 400, "", "after the JSON")
	put(`{"type":"counter","help":"X.","lables":[]}`, 400, "lables", "there is no field")
	put(`{"type":1}`, 400, "type", "not what is wanted")
	put(`{"name":"old_total","type":"counter","help":"X."}`, 400, "name", "in the path")
	put(`{"type":"counter","help":"X.","event":"Reorg","filter":"Depht > 1"}`, 400, "filter", "no field Depht")
	put(`{"help":"`+strings.Repeat("x", 1000)+`"}`, 413, "", "larger than 1000 bytes")
	if got := call("PUT", "/new_total", `{"type":"counter","help":"X.","event":"Reorg","filter":"true && Depht > 1"}`); got.err.Column != 9 || got.err.Line != 1 {
		t.Errorf("%+v", got.err)
	}

	observe := func(name, body string, status int, field, text string) {
		t.Helper()
		call("POST", "/"+name+"/observe", body).is(status).about(field, text)
	}
	observe("nothing_total", `{}`, 404, "", "no such")
	observe("fixed_total", `{}`, 409, "", "event Reorg")
	observe("trades_total", ``, 400, "", "no value")
	observe("trades_total", `[]`, 400, "", "no value")
	observe("trades_total", `null`, 400, "", "null")
	observe("trades_total", `[null]`, 400, "", "null")
	observe("trades_total", `{}`, 400, "labels", "venue is missing")
	observe("trades_total", `{"labels":{"venue":"a","pair":"b"}}`, 400, "labels", "no such label")
	observe("trades_total", `{"labels":{"venue":1}}`, 400, "labels", "not what is wanted")
	observe("trades_total", `{"labels":{"venue":"a"},"value":-1}`, 400, "value", "go down")
	observe("trades_total", `{"labels":{"venue":"a"},"value":1e999}`, 400, "value", "")
	observe("trades_total", `{"labels":{"venue":"a"},"value":NaN}`, 400, "", "not the JSON")
	observe("trades_total", `[{"labels":{"venue":"a"}},{"labels":{}}]`, 400, "[1].labels", "venue is missing")
	observe("trades_total", `[{"labels":{"venue":"a"}},{"labels":{"venue":"b"},"x":1}]`, 400, "x", "there is no field")
	observe("trades_total", `{"labels":{"venue":"a"}} x`, 400, "", "not the JSON")
	observe("wait_seconds", `{}`, 400, "value", "missing")
	want(t, reg, Prefix+"trades_total", ``) // a batch is taken in whole or not at all

	// Who may not call at all.
	call("PUT", "/new_total", tradesBody, "Content-Type", "text/plain").is(415)
	call("PUT", "/new_total", tradesBody, "Content-Type", "").is(415)
	call("PUT", "/new_total", tradesBody, "Content-Type", "application/x-ndjson").is(415)
	call("POST", "/trades_total/observe", tradesBody, "Content-Type", "application/x-www-form-urlencoded").is(415)
	call("PUT", "/new_total", tradesBody, "Origin", "https://evil.example").is(403)
	call("POST", "/trades_total/observe", `{"labels":{"venue":"a"}}`, "Sec-Fetch-Site", "cross-site").is(403)
	call("DELETE", "/trades_total", "", "Sec-Fetch-Site", "cross-site").is(403)
	call("PATCH", "/trades_total", "{}").is(405)
}

// What works but is not stored is said.
func TestADefinitionThatCannotBeStored(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sub")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	m, reg := start(t, Options{Dir: dir})
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	call := client(t, m)
	call("PUT", "/trades_total", tradesBody).is(500).about("", "a restart would lose it")
	call("POST", "/trades_total/observe", `{"labels":{"venue":"a"}}`).is(200)
	want(t, reg, Prefix+"trades_total", `trades_total{venue="a"} 1`)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	call("PUT", "/trades_total", tradesBody).is(200) // again: now it is
	_, reg = start(t, Options{Dir: dir})
	want(t, reg, Prefix+"trades_total", `trades_total{venue="a"} 1`)
}

// A sum that would be infinite is refused, not kept.
func TestASumStaysFinite(t *testing.T) {
	m, reg := start(t, Options{Dir: t.TempDir()})
	call := client(t, m)
	call("PUT", "/large_total", `{"type":"counter","help":"Large."}`).is(201)
	call("POST", "/large_total/observe", `{"value":1.7e308}`).is(200)
	call("POST", "/large_total/observe", `{"value":1.7e308}`).is(400).about("[0].value", "finite")
	want(t, reg, Prefix+"large_total", `large_total 1.7e+308`)
	if err := m.Save(); err != nil { // JSON has no infinity
		t.Error(err)
	}
}

// The oracle is Prometheus's own tool.
func TestPromtoolFindsNothing(t *testing.T) {
	tool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("promtool is not installed")
	}
	m, reg := start(t, Options{Definitions: []Definition{
		{Name: "profit_ether", Type: TypeHistogram, Help: "Profit.", Event: "Opportunity", Value: "Net", Labels: []Label{{"tier", "Tier"}}},
	}})
	call := client(t, m)
	call("PUT", "/trades_total", tradesBody).is(201)
	call("POST", "/trades_total/observe", `{"labels":{"venue":"a \"quoted\" \\ \n \u0000 漢"}}`).is(200)
	g, err := m.Gauge("depth", "Depth.")
	if err != nil {
		t.Fatal(err)
	}
	g.Set(1)
	for range 200 {
		m.Listener().Opportunity(event.Opportunity{Tier: strings.Repeat("x", m.find("profit_ether").size()+1)})
	}
	for _, accept := range []string{"text/plain", "application/openmetrics-text;version=1.0.0"} {
		w := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
		r.Header.Set("Accept", accept)
		promhttp.HandlerFor(reg, promhttp.HandlerOpts{EnableOpenMetrics: true}).ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %s", accept, w.Body)
		}
		if accept != "text/plain" {
			continue // promtool reads only the older format
		}
		cmd := exec.CommandContext(t.Context(), tool, "check", "metrics", "--extended")
		cmd.Stdin = w.Body
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("promtool: %v\n%s", err, out)
		}
	}
	if problems, err := testutil.GatherAndLint(reg); err != nil || len(problems) > 0 {
		t.Error(problems, err)
	}
}

func FuzzRequest(f *testing.F) {
	for _, text := range append([]string{tradesBody, `{"labels":{"venue":"a"},"value":1}`, `[{"labels":{"venue":"\u0000"}}]`}, bad...) {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, definition, values string) {
		m, reg := start(t, Options{MaxSeries: 200})
		h := m.Handler()
		do := func(method, path, body string) int {
			r := httptest.NewRequestWithContext(t.Context(), method, Path+path, strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code >= 500 && w.Code != 507 || w.Code >= 400 && !json.Valid(w.Body.Bytes()) {
				t.Fatalf("%s %s %q: %d %s", method, path, body, w.Code, w.Body)
			}
			return w.Code
		}
		do("PUT", "/trades_total", definition)
		do("PUT", "/venue_total", tradesBody)
		do("POST", "/trades_total/observe", values)
		do("POST", "/venue_total/observe", values)
		do("GET", "", "")
		if problems, err := testutil.GatherAndLint(reg); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
	})
}
