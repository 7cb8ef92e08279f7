package custom

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/expfmt"
	"go.uber.org/goleak"

	"mevbot/internal/amm"
	"mevbot/internal/event"
)

func TestMain(m *testing.M) {
	child()
	goleak.VerifyTestMain(m)
}

// start makes metrics on a registry that checks what it gathers.
func start(t testing.TB, o Options) (*Metrics, *prometheus.Registry) {
	t.Helper()
	reg := prometheus.NewPedanticRegistry()
	o.Registerer = reg
	m, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return m, reg
}

// want compares one metric, in the text format without its comments.
func want(t testing.TB, g prometheus.Gatherer, name, text string) {
	t.Helper()
	got := lines(t, g, name)
	var expected []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			expected = append(expected, l)
		}
	}
	if !reflect.DeepEqual(got, expected) {
		t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(expected, "\n"))
	}
}

func lines(t testing.TB, g prometheus.Gatherer, name string) (list []string) {
	t.Helper()
	for l := range strings.Lines(page(t, g, name)) {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			list = append(list, strings.TrimPrefix(l, Prefix))
		}
	}
	return list
}

// page is what a scrape reads, of one metric or of all.
func page(t testing.TB, g prometheus.Gatherer, name string) string {
	t.Helper()
	families, err := g.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range families {
		if name == "" || f.GetName() == name {
			if _, err := expfmt.MetricFamilyToText(&b, f); err != nil {
				t.Fatal(err)
			}
		}
	}
	return b.String()
}

func ether(v uint64) uint256.Int {
	return *new(uint256.Int).Mul(uint256.NewInt(v), uint256.NewInt(1e18))
}

func TestAFactBecomesAMetric(t *testing.T) {
	m, reg := start(t, Options{Definitions: []Definition{
		{Name: "profit_total", Type: TypeCounter, Help: "Profit found.", Event: "Opportunity", Filter: "Net >= 1 && Tier != 'dust'", Value: "Net - Gas", Labels: []Label{{"tier", "Tier"}, {"hops", "Len"}}},
		{Name: "last_profit", Type: TypeGauge, Help: "Profit of the last.", Event: "Opportunity", Value: "Net"},
		{Name: "rpc_seconds", Type: TypeHistogram, Help: "Time of calls.", Event: "RPCCall", Value: "Duration", Buckets: []float64{0.1, 1}, Labels: []Label{{"result", `Err == nil ? "ok" : Err contains "deadline" ? "timeout" : "error"`}}},
	}})
	l := m.Listener()
	l.Opportunity(event.Opportunity{Net: ether(3), Gas: ether(1), Tier: "large", Len: 2})
	l.Opportunity(event.Opportunity{Net: ether(5), Gas: ether(1), Tier: "large", Len: 2})
	l.Opportunity(event.Opportunity{Net: ether(9), Tier: "dust", Len: 3})
	l.Opportunity(event.Opportunity{Tier: "small", Len: 3})
	l.RPCCall(event.RPCCall{Duration: 50 * time.Millisecond})
	l.RPCCall(event.RPCCall{Duration: 100 * time.Millisecond})
	l.RPCCall(event.RPCCall{Duration: 2 * time.Second, Err: errors.New("context deadline exceeded")})
	want(t, reg, Prefix+"profit_total", `profit_total{hops="2",tier="large"} 6`)
	want(t, reg, Prefix+"last_profit", `last_profit 0`)
	want(t, reg, Prefix+"rpc_seconds", `
		rpc_seconds_bucket{result="ok",le="0.1"} 2
		rpc_seconds_bucket{result="ok",le="1"} 2
		rpc_seconds_bucket{result="ok",le="+Inf"} 2
		rpc_seconds_sum{result="ok"} 0.15000000000000002
		rpc_seconds_count{result="ok"} 2
		rpc_seconds_bucket{result="timeout",le="0.1"} 0
		rpc_seconds_bucket{result="timeout",le="1"} 0
		rpc_seconds_bucket{result="timeout",le="+Inf"} 1
		rpc_seconds_sum{result="timeout"} 2
		rpc_seconds_count{result="timeout"} 1`)
}

// Each expression is true of the fact beside it: this is how fields look.
func TestFieldsAreInBaseUnits(t *testing.T) {
	hops := [4]amm.Hop{amm.NewHop(7, amm.OneForZero), amm.NewHop(9, amm.ZeroForOne)}
	checksummed := "0xA4b000000000000000000073657175656e636572"
	for _, c := range []struct {
		event  string
		filter string
		say    func(event.Listener)
	}{
		{"Opportunity", "Net == 2 and Gross > Net", func(l event.Listener) { l.Opportunity(event.Opportunity{Net: ether(2), Gross: ether(3)}) }},
		{"Opportunity", "Block == 264009266 and Block % 2 == 0", func(l event.Listener) { l.Opportunity(event.Opportunity{Block: 264009266}) }},
		{"Opportunity", "pool(Hops[0]) == 7 and direction(Hops[0]) == 1 and pool(Hops[1]) == 9 and Len == 2", func(l event.Listener) { l.Opportunity(event.Opportunity{Hops: hops, Len: 2}) }},
		{"StateUpdated", "Latency == 0.25", func(l event.Listener) { l.StateUpdated(event.StateUpdated{Latency: 250 * time.Millisecond}) }},
		{"FeedMessage", "Received == 1000.5 and Bytes == 12", func(l event.Listener) {
			l.FeedMessage(event.FeedMessage{Received: time.Unix(1000, 5e8), Bytes: 12})
		}},
		{"FeedMessage", "Received == 0", func(l event.Listener) { l.FeedMessage(event.FeedMessage{}) }},
		{"SwapSettled", `Outcome == "disturbed"`, func(l event.Listener) { l.SwapSettled(event.SwapSettled{Outcome: event.Disturbed}) }},
		{"Attempt", `State in ["landed", "failed"]`, func(l event.Listener) { l.Attempt(event.Attempt{State: event.Failed}) }},
		{"Attempt", `Err contains "nonce"`, func(l event.Listener) { l.Attempt(event.Attempt{Err: errors.New("bad nonce")}) }},
		{"Attempt", `Err == nil`, func(l event.Listener) { l.Attempt(event.Attempt{}) }},
		{"Attempt", `not (Err contains "nonce")`, func(l event.Listener) { l.Attempt(event.Attempt{}) }},
		{"Called", `To == "` + checksummed + `" and hex(Selector) == "0x0000abcd"`, func(l event.Listener) {
			l.Called(event.Called{To: common.HexToAddress(checksummed), Selector: 0xabcd})
		}},
		{"Called", `Tx == "0x` + strings.Repeat("aB", 32) + `"`, func(l event.Listener) {
			l.Called(event.Called{Tx: common.HexToHash(strings.Repeat("ab", 32))})
		}},
		{"FeedState", `host(URL) == "feed.example:443"`, func(l event.Listener) { l.FeedState(event.FeedState{URL: "wss://feed.example:443/a"}) }},
		{"FeedState", `host(URL) == "unreadable"`, func(l event.Listener) { l.FeedState(event.FeedState{URL: ":"}) }},
		{"FeedGap", "To - From + 1 == 3 and !Filled", func(l event.Listener) { l.FeedGap(event.FeedGap{From: 4, To: 6}) }},
		{"BlockConfirmed", "Time == 1700000000", func(l event.Listener) { l.BlockConfirmed(event.BlockConfirmed{Time: 1700000000}) }},
		{"Opportunity", `band(Net, 1, 10) == "10" and band(Gas, 1) == "1" and band(Gross, 1) == "inf"`, func(l event.Listener) {
			l.Opportunity(event.Opportunity{Net: ether(2), Gross: ether(2)})
		}},
	} {
		m, reg := start(t, Options{Definitions: []Definition{{Name: "hits_total", Type: TypeCounter, Help: "Hits.", Event: c.event, Filter: c.filter}}})
		c.say(m.Listener())
		if got := lines(t, reg, Prefix+"hits_total"); got[0] != "hits_total 1" {
			t.Errorf("%s: %s is not true: %s; errors %s", c.event, c.filter, got, lines(t, reg, "mev_bot_custom_metric_errors_total"))
		}
	}
}

// A fact or field that package event gets must be readable here. This fails when
// Listener lacks a line or readerOf lacks a type.
func TestEveryFieldOfEveryEventIsReachable(t *testing.T) {
	if u := words().unreadable; len(u) > 0 {
		t.Errorf("expressions cannot see %s: teach readerOf their types", u)
	}
	facts, fields := 0, 0
	for i := range reflect.TypeFor[event.Listener]().NumField() {
		name := reflect.TypeFor[event.Listener]().Field(i).Name
		typ := reflect.TypeFor[event.Listener]().Field(i).Type.In(0)
		facts++
		list := []Definition{{Name: "all_total", Type: TypeCounter, Help: "All.", Event: name}}
		for f := range typ.Fields() {
			fields++
			x := f.Name
			d := Definition{Name: "field_" + strings.ToLower(x) + "_total", Type: TypeCounter, Help: "A field.", Event: name, Filter: x + " == " + x}
			list = append(list, d)
			d.Labels = []Label{{"is", x + " == nil"}}
			d.Name = "label_" + strings.ToLower(x) + "_total"
			if words().byName[name].field(x).identity {
				if d.Check() == nil {
					t.Errorf("%s.%s names one thing of many and is let into a label", name, x)
				}
				continue
			}
			list = append(list, d)
		}
		m, reg := start(t, Options{Definitions: list})
		say := reflect.ValueOf(m.Listener()).Field(i)
		if say.IsNil() {
			t.Errorf("Listener does not hear %s", name)
			continue
		}
		say.Call([]reflect.Value{reflect.Zero(typ)})
		for _, d := range list {
			got := lines(t, reg, Prefix+d.Name)
			if len(got) != 1 || !strings.HasSuffix(got[0], " 1") {
				t.Errorf("%s, %s: %s", name, d.Name, got)
			}
		}
	}
	if facts < 29 || fields < 100 {
		t.Errorf("%d facts with %d fields: the test looks at less than there was", facts, fields)
	}
}

// The types whose values name one thing of very many.
func TestWhatNamesOneThingIsKeptOutOfLabels(t *testing.T) {
	for _, name := range []string{"Block", "Seq", "Tx", "Hash", "To", "ID", "Opportunity", "Attempt", "Hop", "Hops", "Pool", "From", "Found"} {
		for _, f := range words().facts {
			x := f.field(name)
			if x == nil || f.name == "ModuleChanged" { // from and to which of four statuses
				continue
			}
			if !x.identity {
				t.Errorf("%s.%s may be in a label", f.name, name)
			}
		}
	}
}

func TestAFactThatCannotBeReadIsCounted(t *testing.T) {
	m, reg := start(t, Options{Definitions: []Definition{
		{Name: "settled_total", Type: TypeCounter, Help: "Settled.", Event: "SwapSettled", Labels: []Label{{"outcome", "Outcome"}}},
	}})
	l := m.Listener()
	l.SwapSettled(event.SwapSettled{Outcome: 200}) // has no text: String panics
	l.SwapSettled(event.SwapSettled{Outcome: event.Exact})
	want(t, reg, Prefix+"settled_total", `settled_total{outcome="exact"} 1`)
	want(t, reg, "mev_bot_custom_metric_errors_total", `metric_errors_total{metric="mev_bot_custom_settled_total",reason="fact"} 1`)
}

func TestErrorsAtRunTimeAreCountedByReason(t *testing.T) {
	m, reg := start(t, Options{Definitions: []Definition{
		{Name: "case_alfa_total", Type: TypeCounter, Help: "A.", Event: "Decoded", Filter: "Transactions % Opaque == 0"},
		{Name: "case_bravo_total", Type: TypeCounter, Help: "B.", Event: "Decoded", Value: "Transactions % Opaque"},
		{Name: "case_charlie_total", Type: TypeCounter, Help: "C.", Event: "Decoded", Labels: []Label{{"x", "Transactions % Opaque"}}},
		{Name: "case_delta_total", Type: TypeCounter, Help: "D.", Event: "Decoded", Value: "Transactions / Opaque"},
		{Name: "case_echo_total", Type: TypeCounter, Help: "E.", Event: "Decoded", Value: "0 - Transactions"},
		{Name: "case_foxtrot_total", Type: TypeCounter, Help: "F.", Event: "Decoded", Value: "1.7e308"},
	}})
	l := m.Listener()
	l.Decoded(event.Decoded{Transactions: 1})
	l.Decoded(event.Decoded{Transactions: 1})
	want(t, reg, "mev_bot_custom_metric_errors_total", `
		metric_errors_total{metric="mev_bot_custom_case_alfa_total",reason="filter"} 2
		metric_errors_total{metric="mev_bot_custom_case_bravo_total",reason="value"} 2
		metric_errors_total{metric="mev_bot_custom_case_charlie_total",reason="label"} 2
		metric_errors_total{metric="mev_bot_custom_case_delta_total",reason="not_finite"} 2
		metric_errors_total{metric="mev_bot_custom_case_echo_total",reason="negative"} 2
		metric_errors_total{metric="mev_bot_custom_case_foxtrot_total",reason="not_finite"} 1`)
	want(t, reg, Prefix+"case_foxtrot_total", `case_foxtrot_total 1.7e+308`)
}

func TestHandles(t *testing.T) {
	m, reg := start(t, Options{})
	c, err := m.Counter("trades_total", "Trades.", "venue")
	if err != nil {
		t.Fatal(err)
	}
	again, err := m.Counter(Prefix+"trades_total", "Trades.", "venue")
	if err != nil {
		t.Fatal(err)
	}
	c.Inc("a")
	again.Add(2, "a")
	c.Inc()         // too few labels
	c.Add(-1, "a")  // down
	c.Inc("a", "b") // too many
	if _, err := m.Counter("trades_total", "Trades.", "pair"); !errors.Is(err, ErrExists) {
		t.Errorf("another shape: %v", err)
	}
	if _, err := m.Gauge("trades_total", "Trades.", "venue"); err == nil {
		t.Error("a gauge may be called _total")
	}
	g, err := m.Gauge("queue_depth", "Depth.")
	if err != nil {
		t.Fatal(err)
	}
	want(t, reg, Prefix+"queue_depth", ``) // nobody has said anything yet
	g.Set(3)
	h, err := m.Histogram("wait_seconds", "Wait.", []float64{1})
	if err != nil {
		t.Fatal(err)
	}
	h.Observe(1)
	var none *Counter
	none.Inc("x")
	(&Gauge{}).Set(1)
	(*Histogram)(nil).Observe(1)
	want(t, reg, Prefix+"trades_total", `trades_total{venue="a"} 3`)
	want(t, reg, Prefix+"queue_depth", `queue_depth 3`)
	want(t, reg, Prefix+"wait_seconds", `
		wait_seconds_bucket{le="1"} 1
		wait_seconds_bucket{le="+Inf"} 1
		wait_seconds_sum 1
		wait_seconds_count 1`)
	want(t, reg, "mev_bot_custom_metric_errors_total", `
		metric_errors_total{metric="mev_bot_custom_trades_total",reason="label"} 2
		metric_errors_total{metric="mev_bot_custom_trades_total",reason="negative"} 1`)
}

// Definitions come and go while facts are heard and the metrics are read.
func TestDefinitionsChangeWhileFactsAreHeard(t *testing.T) {
	m, reg := start(t, Options{Dir: t.TempDir(), Definitions: []Definition{
		{Name: "steady_total", Type: TypeCounter, Help: "Steady.", Event: "Reorg", Labels: []Label{{"depth", "Depth"}}},
	}})
	l := m.Listener()
	var all sync.WaitGroup
	const facts = 2000
	for range 4 {
		all.Go(func() {
			for i := range facts {
				l.Reorg(event.Reorg{Depth: i % 3})
			}
		})
	}
	all.Go(func() {
		for range 50 {
			d := Definition{Name: "passing_total", Type: TypeCounter, Help: "Passing.", Event: "Reorg", Filter: "From == 0"}
			if _, err := m.define(d, SourceAPI); err != nil {
				t.Error(err)
			}
			if err := m.Save(); err != nil {
				t.Error(err)
			}
			if _, err := reg.Gather(); err != nil {
				t.Error(err)
			}
			if err := m.remove(Prefix + d.Name); err != nil {
				t.Error(err)
			}
		}
	})
	all.Wait()
	sum := 0.0
	for _, s := range m.find("steady_total").series {
		sum += s.value
	}
	if sum != 4*facts {
		t.Errorf("%v of %d facts counted", sum, 4*facts)
	}
	if used, _ := m.guard.Series(); used != 4 { // three depths and the reserve
		t.Errorf("%d series in use after the passing ones are gone, want 4", used)
	}
}

// Two that differ by _total are one family in OpenMetrics.
func TestNamesThatOpenMetricsConfuses(t *testing.T) {
	m, _ := start(t, Options{})
	if _, err := m.Counter("trades_total", "Trades."); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Gauge("trades", "Trades."); err == nil {
		t.Error("trades beside trades_total is let through")
	}
}

func TestBudgets(t *testing.T) {
	m, reg := start(t, Options{MaxSeries: 10, MaxDefinitions: 2})
	h, err := m.Histogram("wait_seconds", "Wait.", []float64{1}, "who") // 4 in reserve
	if err != nil {
		t.Fatal(err)
	}
	h.Observe(1, "a") // 8
	h.Observe(1, "b") // would be 12
	h.Observe(1, "a")
	if used, budget := m.guard.Series(); used != 8 || budget != 10 {
		t.Errorf("%d of %d series", used, budget)
	}
	want(t, reg, "mev_bot_metric_label_overflow_total", `mev_bot_metric_label_overflow_total{metric="mev_bot_custom_wait_seconds"} 1`)
	want(t, reg, "mev_bot_metric_series", `mev_bot_metric_series{kind="code"} 8`)
	if _, err := m.Histogram("long_seconds", "Long.", nil); !errors.Is(err, ErrBudget) {
		t.Errorf("15 series more than there are: %v", err)
	}
	if _, err := m.Gauge("first", "A."); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Gauge("second", "B."); !errors.Is(err, ErrFull) {
		t.Errorf("a third of two: %v", err)
	}
}
