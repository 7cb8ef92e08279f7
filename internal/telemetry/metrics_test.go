package telemetry

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/telemetry/custom"
)

func fixed() time.Time { return time.Unix(1700000009, 0) }

func guard(reg prometheus.Registerer) *custom.Guard {
	g, err := custom.NewGuard(0, reg)
	if err != nil {
		panic(err)
	}
	return g
}

func get(t *testing.T, h http.Handler, path, accept string) (int, string, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Header().Get("Content-Type"), w.Body.String()
}

// everyFact publishes each kind of fact, with both values of what they tell.
func everyFact(l event.Listener) {
	wei := func(v uint64) uint256.Int { return *uint256.NewInt(v) }
	for _, up := range []bool{true, false} {
		l.FeedState(event.FeedState{URL: "wss://arb1-feed.arbitrum.io/feed", Connected: up})
		l.FeedGap(event.FeedGap{From: 5, To: 7, Filled: up})
		l.SwapUnpredicted(event.SwapUnpredicted{Readable: up})
		l.Called(event.Called{Opaque: up})
		l.SwapTold(event.SwapTold{Right: up})
		l.Reorg(event.Reorg{Depth: 3, Reload: up})
		l.PoolTrust(event.PoolTrust{Pool: 1, Trusted: !up, Reason: "gap"})
		l.PoolTrust(event.PoolTrust{Pool: 2, Trusted: false, Reason: "gap"})
		l.RPCState(event.RPCState{Endpoint: "node", Connected: up})
	}
	l.FeedMessage(event.FeedMessage{Seq: 9, Bytes: 100, Received: time.Unix(1700000000, 5e8)})
	l.FeedRewind(event.FeedRewind{Seq: 9})
	l.FrameRejected(event.FrameRejected{Reason: "oversized"})
	l.Decoded(event.Decoded{Transactions: 3, Intents: 2, Opaque: 1})
	l.Decoded(event.Decoded{Reason: "kind"})
	l.SwapPredicted(event.SwapPredicted{Hop: amm.Hop(2)})
	for o := event.Exact; o <= event.Orphaned; o++ {
		l.SwapSettled(event.SwapSettled{Outcome: o, Lead: 100 * time.Millisecond})
	}
	l.BlockConfirmed(event.BlockConfirmed{Block: 77, Swaps: 4, Logs: 6, Time: 1700000001, Exact: 1, Lead: 100 * time.Millisecond})
	l.StateUpdated(event.StateUpdated{Latency: 40 * time.Microsecond})
	l.TurnTimed(event.TurnTimed{Decode: time.Microsecond, Plan: time.Microsecond})
	l.Opportunity(event.Opportunity{ID: 7, Len: 2, Tier: "low", Gross: wei(2e18)})
	l.Dropped(event.Dropped{ID: 7, Reason: "below minimum", Gross: wei(5e17)})
	for s := event.Reserved; s <= event.Refused; s++ {
		of := uint64(7)
		if s == event.Failed {
			of += 4096 // another in its place
		}
		l.Attempt(event.Attempt{State: s, Opportunity: of, Latency: 200 * time.Microsecond})
	}
	l.Booked(event.Booked{Success: true, Gross: wei(3e18), Gas: wei(1e18)})
	l.Booked(event.Booked{Gas: wei(5e17), Data: wei(2e17)})
	l.RPCCall(event.RPCCall{Endpoint: "node", Method: "eth_call", Duration: time.Millisecond})
	l.RPCCall(event.RPCCall{Endpoint: "node", Method: "eth_call", Err: errors.New("x")})
	for _, up := range []bool{true, false} {
		l.FastFeedState(event.FastFeedState{Connected: up, End: "lost"})
		l.FastFeedGap(event.FastFeedGap{Open: up})
	}
	l.FastFeedTx(event.FastFeedTx{Bytes: 900, Received: time.Unix(1700000000, 5e8)})
	l.FastFeedVoid(event.FastFeedVoid{Block: 7})
	l.TransactionTold(event.TransactionTold{Block: 7, Lead: 120 * time.Millisecond})
	l.FastFeedRejected(event.FastFeedRejected{Reason: "hash"})
	l.Paper(event.Paper{Success: true, Net: wei(1e17)})
	l.Paper(event.Paper{})
}

// hears is all that the metrics hear.
func (m *Metrics) hears() event.Listener { return event.Tee(m.Counted(), m.Listener()) }

func TestEveryFactIsCounted(t *testing.T) {
	reg := pedantic()
	m := NewMetrics(reg, guard(reg), fixed)
	m.Protocols(func(amm.Hop) amm.Family { return amm.Concentrated })
	l := m.hears()
	for i := range reflect.TypeFor[event.Listener]().NumField() {
		if reflect.ValueOf(l).Field(i).IsNil() {
			t.Errorf("%s is not heard", reflect.TypeFor[event.Listener]().Field(i).Name)
		}
	}
	everyFact(l)
	_, _, text := get(t, Handler(reg), "/metrics", "")
	for _, line := range []string{
		`mev_bot_feed_connected{feed="arb1-feed.arbitrum.io"} 0`,
		`mev_bot_feed_disconnects_total{feed="arb1-feed.arbitrum.io"} 1`,
		`mev_bot_feed_gaps_total{filled="true"} 1`,
		`mev_bot_l2_messages_total{status="filled"} 3`,
		`mev_bot_l2_messages_total{status="missed"} 3`,
		`mev_bot_l2_messages_total{status="received"} 1`,
		`mev_bot_l2_messages_total{status="rewound"} 1`,
		`mev_bot_l2_messages_total{status="decoded"} 1`,
		`mev_bot_l2_messages_total{status="undecodable"} 1`,
		`mev_bot_feed_message_bytes_total 100`,
		`mev_bot_feed_last_sequence_number 9`,
		`mev_bot_feed_last_message_timestamp_seconds 1.7000000005e+09`,
		`mev_bot_feed_frames_rejected_total{reason="oversized"} 1`,
		`mev_bot_decode_failures_total{reason="kind"} 1`,
		`mev_bot_decoded_transactions_total 3`,
		`mev_bot_decoded_intents_total 2`,
		`mev_bot_decoded_opaque_calls_total 1`,
		`mev_bot_swaps_predicted_total 1`,
		`mev_bot_predictions_total{outcome="exact"} 1`,
		`mev_bot_predictions_total{outcome="orphaned"} 1`,
		`mev_bot_prediction_lead_seconds_count 1`,
		`mev_bot_swaps_unpredicted_total{readable="true"} 1`,
		`mev_bot_swaps_told_total{right="false"} 1`,
		`mev_bot_router_calls_total{readable="true"} 1`,
		`mev_bot_router_calls_total{readable="false"} 1`,
		`mev_bot_dex_swaps_total{protocol="uniswap_v3",source="calldata"} 1`,
		`mev_bot_dex_swaps_total{protocol="uniswap_v3",source="logs"} 2`,
		`mev_bot_blocks_confirmed_total 1`,
		`mev_bot_block_swaps_total 4`,
		`mev_bot_block_logs_total 6`,
		`mev_bot_last_block_number 77`,
		`mev_bot_last_block_timestamp_seconds 1.700000001e+09`,
		`mev_bot_reorgs_total{reload="true"} 1`,
		`mev_bot_reorg_blocks_total 6`,
		`mev_bot_pools_untrusted 1`,
		`mev_bot_pool_trust_changes_total{reason="gap",trusted="false"} 3`,
		`mev_bot_processing_latency_seconds_bucket{stage="state",le="5e-05"} 1`,
		`mev_bot_processing_latency_seconds_bucket{stage="state",le="2.5e-05"} 0`,
		`mev_bot_processing_latency_seconds_count{stage="signed"} 1`,
		`mev_bot_opportunities_total{hops="2",tier="low"} 1`,
		`mev_bot_opportunity_gross_ether_total 2`,
		`mev_bot_opportunities_dropped_total{reason="below minimum"} 1`,
		`mev_bot_dropped_gross_ether_total{reason="below minimum"} 0.5`,
		`mev_bot_attempts_total{state="unknown"} 1`,
		`mev_bot_trades_total{result="success"} 1`,
		`mev_bot_trades_total{result="failure"} 1`,
		`mev_bot_gross_profit_ether_total 3`,
		`mev_bot_loss_ether_total 0`,
		`mev_bot_gas_spent_ether_total{part="l1"} 0.2`,
		`mev_bot_gas_spent_ether_total{part="l2"} 1.3`,
		`mev_bot_opportunity_outcomes_total{outcome="dropped",tier="low"} 1`,
		`mev_bot_opportunity_outcomes_total{outcome="landed",tier="low"} 1`,
		`mev_bot_opportunity_outcomes_total{outcome="failed",tier="unknown"} 1`,
		`mev_bot_pool_state_timestamp_seconds 1.700000009e+09`,
		`mev_bot_net_profit_ether 1.5`,
		`mev_bot_profit_factor_ratio 2`,
		`mev_bot_rpc_requests_total{endpoint="node",method="eth_call",result="failure"} 1`,
		`mev_bot_rpc_request_duration_seconds_count{endpoint="node",method="eth_call"} 2`,
		`mev_bot_rpc_connected{endpoint="node"} 0`,
		`mev_bot_rpc_disconnects_total{endpoint="node"} 1`,
		`mev_bot_paper_trades_total{result="success"} 1`,
		`mev_bot_paper_net_ether_total 0.1`,
	} {
		if !strings.Contains(text, "\n"+line+"\n") {
			t.Errorf("no line %s", line)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// full is a registry as the bot has it.
func full(t *testing.T) *Registry {
	t.Helper()
	reg := NewRegistry(BuildInfo{Version: "v1", GoVersion: "go1", ScrapeInterval: 15 * time.Second})
	m := NewMetrics(reg, guard(reg), fixed)
	q := event.NewQueue(1)
	m.WatchQueue("telemetry", q)
	q.Listener().Decoded(event.Decoded{})
	q.Listener().Decoded(event.Decoded{})
	everyFact(m.hears())
	_, err := OpenLogs(LogOptions{Registerer: reg, Output: discard{}})
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func TestFormats(t *testing.T) {
	h := Handler(full(t))
	for _, tc := range []struct{ path, accept, contentType, contains string }{
		{"/metrics", "", "text/plain; version=0.0.4", "\nmev_bot_queue_depth{queue=\"telemetry\"} 1\n"},
		{"/metrics", "", "text/plain; version=0.0.4", "\nmev_bot_queue_dropped_total{queue=\"telemetry\"} 1\n"},
		{"/metrics/prometheus", "", "text/plain; version=0.0.4", "\nmev_bot_build_info{goversion=\"go1\",version=\"v1\"} 1\n"},
		{"/metrics", "", "text/plain; version=0.0.4", "\nmev_bot_scrape_interval_seconds 15\n"},
		{"/metrics", "", "text/plain; version=0.0.4", "\ngo_goroutines "},
		{"/metrics", "application/openmetrics-text; version=1.0.0", "application/openmetrics-text", "\n# EOF\n"},
		{"/metrics", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited", "application/vnd.google.protobuf", "mev_bot_build_info"},
		{"/metrics", "application/json", "application/json", `"name":"mev_bot_build_info"`},
		{"/metrics.json", "", "application/json", `"name":"mev_bot_build_info"`},
	} {
		code, contentType, body := get(t, h, tc.path, tc.accept)
		if code != http.StatusOK || !strings.HasPrefix(contentType, tc.contentType) || !strings.Contains(body, tc.contains) {
			t.Errorf("%s accepting %q: %d %s; want %s with %q", tc.path, tc.accept, code, contentType, tc.contentType, tc.contains)
		}
	}
	_, _, body := get(t, h, "/metrics.json", "")
	var got struct {
		Metrics []struct {
			Name   string
			Series []struct {
				Labels map[string]string
				Value  *float64
				Count  *uint64
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range got.Metrics {
		seen[f.Name] = true
		for _, s := range f.Series {
			if s.Value == nil && s.Count == nil {
				t.Errorf("%s%v has neither value nor count", f.Name, s.Labels)
			}
		}
	}
	if !seen["mev_bot_processing_latency_seconds"] || !seen["mev_bot_loss_ether_total"] {
		t.Errorf("%d metrics in JSON", len(seen))
	}
}

func TestNamesAreClean(t *testing.T) {
	_, _, text := get(t, Handler(full(t)), "/metrics", "")
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
	for line := range strings.Lines(text) {
		if name, _, ok := strings.Cut(strings.TrimPrefix(line, "# TYPE "), " "); ok && strings.HasPrefix(line, "# TYPE ") &&
			!regexp.MustCompile(`^(mev_bot|go|process|promhttp)_`).MatchString(name) {
			t.Errorf("%s has no known prefix", name)
		}
	}
}

func TestPromtoolAgrees(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("promtool is not installed: make test-deps")
	}
	_, _, text := get(t, Handler(full(t)), "/metrics", "")
	cmd := exec.CommandContext(t.Context(), promtool, "check", "metrics")
	cmd.Stdin = strings.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestLabelsAreBounded(t *testing.T) {
	reg := pedantic()
	l := NewMetrics(reg, guard(reg), fixed).Listener()
	for i := range 3 * maxValues {
		l.Dropped(event.Dropped{Reason: fmt.Sprint("reason ", i)})
		l.Dropped(event.Dropped{Reason: "reason 0"})
	}
	_, _, text := get(t, Handler(reg), "/metrics", "")
	if n := strings.Count(text, "\nmev_bot_opportunities_dropped_total{"); n != maxValues+1 {
		t.Errorf("%d series, want %d and other", n, maxValues)
	}
	for _, line := range []string{
		fmt.Sprintf(`mev_bot_opportunities_dropped_total{reason="other"} %d`, 2*maxValues),
		fmt.Sprintf(`mev_bot_opportunities_dropped_total{reason="reason 0"} %d`, 3*maxValues+1),
		fmt.Sprintf(`mev_bot_metric_label_overflow_total{metric="opportunities_dropped"} %d`, 2*maxValues),
	} {
		if !strings.Contains(text, "\n"+line+"\n") {
			t.Errorf("no line %s", line)
		}
	}
}

func TestNilRegisterer(t *testing.T) {
	m := NewMetrics(nil, guard(nil), fixed)
	m.WatchQueue("q", event.NewQueue(1))
	everyFact(m.hears())
}

func BenchmarkEveryFact(b *testing.B) {
	l := NewMetrics(prometheus.NewRegistry(), guard(nil), fixed).Listener()
	b.ReportAllocs()
	for b.Loop() {
		l.BlockConfirmed(event.BlockConfirmed{})
		l.StateUpdated(event.StateUpdated{Latency: 40 * time.Microsecond})
	}
}

// pedantic is a registry that checks what it gathers.
func pedantic() *Registry {
	return &Registry{Registry: prometheus.NewPedanticRegistry(), known: map[string]Entry{}}
}
