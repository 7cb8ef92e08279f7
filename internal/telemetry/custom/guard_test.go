package custom

import (
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"pgregory.net/rapid"
)

// heap is the bytes of live objects after a collection.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// flat fails when what fill keeps is more than the bound allows for.
func flat(t *testing.T, fill func()) {
	t.Helper()
	before := heap()
	fill()
	after := heap()
	// A flood refused values of 20 bytes would be some 100 MB in a map.
	if grew := int64(after) - int64(before); grew > 2<<20 {
		t.Errorf("the heap grew by %d bytes, from %d to %d", grew, before, after)
	} else {
		t.Logf("heap %d -> %d bytes", before, after)
	}
}

func capped(t *testing.T, reg *prometheus.Registry, name string, series int, overflow int) {
	t.Helper()
	if n, err := testutil.GatherAndCount(reg, Prefix+name); err != nil || n != series+1 {
		t.Errorf("%d series, %v; want %d and other's", n, err, series)
	}
	got := lines(t, reg, "mev_bot_metric_label_overflow_total")
	want := fmt.Sprintf("mev_bot_metric_label_overflow_total{metric=%q} %s", Prefix+name, strconv.FormatFloat(float64(overflow), 'g', -1, 64))
	if len(got) != 1 || got[0] != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestAMillionLabelValuesByTheGoAPI(t *testing.T) {
	m, reg := start(t, Options{})
	c, err := m.Counter("flood_total", "Flood.", "who")
	if err != nil {
		t.Fatal(err)
	}
	flat(t, func() {
		for i := range flood {
			c.Inc("visitor " + strconv.Itoa(i))
		}
	})
	capped(t, reg, "flood_total", DefaultMaxValues, flood-DefaultMaxValues)
	want(t, reg, "mev_bot_metric_series", `mev_bot_metric_series{kind="code"} 101`)
	for _, l := range lines(t, reg, Prefix+"flood_total") {
		if strings.Contains(l, `"other"`) && l != fmt.Sprintf(`flood_total{who="other"} %d`, flood-DefaultMaxValues) {
			t.Error(l)
		}
	}
}

func TestAMillionLabelValuesByHTTP(t *testing.T) {
	m, reg := start(t, Options{})
	call := client(t, m)
	call(http.MethodPut, "/flood_total", `{"type":"counter","help":"Flood.","labels":[{"name":"who"}],"max_values":50}`).is(http.StatusCreated)
	flat(t, func() {
		var b strings.Builder
		for i := range flood {
			fmt.Fprintf(&b, "{\"labels\":{\"who\":\"visitor %d\"}}\n", i)
			if (i+1)%maxBatch == 0 {
				call(http.MethodPost, "/flood_total/observe", b.String()).is(http.StatusOK)
				b.Reset()
			}
		}
	})
	capped(t, reg, "flood_total", 50, flood-50)
}

func TestAMillionLabelValuesByABound(t *testing.T) {
	g, err := NewGuard(0, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := g.Bound("rpc_requests", "core", 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	distinct := map[string]bool{}
	flat(t, func() {
		for i := range flood {
			distinct[b.Value(strconv.Itoa(i))] = true
		}
	})
	if len(distinct) != DefaultMaxValues+1 || !distinct[Other] {
		t.Errorf("%d values came through", len(distinct))
	}
	if got := testutil.ToFloat64(b.overflow); got != flood-DefaultMaxValues {
		t.Errorf("%v overflowed", got)
	}
	full, err := g.Bound("rpc_errors", "core", DefaultMaxSeries, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i := range DefaultMaxSeries {
		full.Value(strconv.Itoa(i))
	}
	if used, budget := g.Series(); used != budget {
		t.Errorf("%d series of %d", used, budget)
	}
	if _, err := g.Bound("feeds", "core", 0, 1); !errors.Is(err, ErrBudget) {
		t.Errorf("one more than the budget: %v", err)
	}
	free, err := g.Bound("blocks", "core", 2, 0) // the bot's own: no budget holds it up
	if err != nil {
		t.Fatal(err)
	}
	if got := []string{free.Value("a"), free.Value("b"), free.Value("c")}; !slices.Equal(got, []string{"a", "b", Other}) {
		t.Errorf("%s", got)
	}
	free.Close()
	full.Close()
	b.Close()
	if used, _ := g.Series(); used != 0 || testutil.ToFloat64(g.series) != 0 {
		t.Errorf("%d series in use after the end", used)
	}
}

// Package telemetry counts overflows under the same name; the two must share it.
func TestTheOverflowCounterIsShared(t *testing.T) {
	reg := prometheus.NewPedanticRegistry()
	theirs := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "mev_bot_metric_label_overflow_total", Help: "Facts counted as other because a label had too many values.",
	}, []string{"metric"})
	reg.MustRegister(theirs)
	g, err := NewGuard(2, reg)
	if err != nil {
		t.Fatal(err)
	}
	b, err := g.Bound("x", "core", 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	b.Value("a")
	b.Value("b")
	if got := testutil.ToFloat64(theirs.WithLabelValues("x")); got != 1 {
		t.Errorf("%v overflows, want 1", got)
	}
}

func TestOtherIsNoOverflowWhenItIsMeant(t *testing.T) {
	m, reg := start(t, Options{})
	c, err := m.Counter("trades_total", "Trades.", "venue")
	if err != nil {
		t.Fatal(err)
	}
	c.Inc(Other)
	want(t, reg, Prefix+"trades_total", `trades_total{venue="other"} 1`)
	want(t, reg, "mev_bot_metric_label_overflow_total", `mev_bot_metric_label_overflow_total{metric="mev_bot_custom_trades_total"} 0`)
}

func TestCleanLabelValues(t *testing.T) {
	for in, out := range map[string]string{
		"plain":                         "plain",
		"":                              "",
		"two\nlines\t\x00":              `two\nlines\t\x00`,
		"bro\xffken":                    "bro\ufffdken",
		"ümlaut 漢":                      "ümlaut 漢",
		"left\u202eright":               `left\u202eright`,
		"no\u00a0break":                 `no\u00a0break`,
		strings.Repeat("a", 128):        strings.Repeat("a", 128),
		strings.Repeat("a", 129):        strings.Repeat("a", 125) + "...",
		strings.Repeat("é", 65):         strings.Repeat("é", 62) + "...",
		strings.Repeat("x", 126) + "\n": strings.Repeat("x", 126) + `\n`,
		strings.Repeat("x", 127) + "\n": strings.Repeat("x", 125) + "...",
	} {
		if got := Clean(in); got != out {
			t.Errorf("Clean(%q) = %q, want %q", in, got, out)
		}
	}
}

func TestAnyLabelValueIsMadeClean(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		in := rapid.OneOf(rapid.String(), rapid.StringN(60, 140, 300), rapid.Custom(func(r *rapid.T) string {
			return string(rapid.SliceOf(rapid.Byte()).Draw(r, "bytes"))
		})).Draw(r, "value")
		out := Clean(in)
		if len(out) > MaxLabelBytes || !utf8.ValidString(out) || strings.ContainsFunc(out, func(r rune) bool { return !unicode.IsPrint(r) }) {
			r.Fatalf("Clean(%q) = %q", in, out)
		}
		if Clean(out) != out {
			r.Fatalf("Clean(%q) = %q, then %q", in, out, Clean(out))
		}
	})
}

// The oracle is client_golang itself: the same observations in its own vectors
// gather to the same text.
func TestTheNumbersAreThoseOfClientGolang(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		buckets := []float64{-1, 0, 0.5, 1, 100}
		m, ours := start(t, Options{})
		c, err1 := m.Counter("trades_total", "Help.", "a", "b")
		g, err2 := m.Gauge("depth", "Help.", "a")
		h, err3 := m.Histogram("gain_ether", "Help.", buckets, "a")
		if err1 != nil || err2 != nil || err3 != nil {
			r.Fatal(err1, err2, err3)
		}
		theirs := prometheus.NewRegistry()
		tc := prometheus.NewCounterVec(prometheus.CounterOpts{Name: Prefix + "trades_total", Help: "Help."}, []string{"a", "b"})
		tg := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: Prefix + "depth", Help: "Help."}, []string{"a"})
		th := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: Prefix + "gain_ether", Help: "Help.", Buckets: buckets}, []string{"a"})
		theirs.MustRegister(tc, tg, th)
		for range rapid.IntRange(0, 40).Draw(r, "n") {
			a, b := strconv.Itoa(rapid.IntRange(0, 4).Draw(r, "a")), rapid.SampledFrom([]string{"", "x", `"\`}).Draw(r, "b")
			v := float64(rapid.OneOf(rapid.IntRange(-8, 8), rapid.IntRange(-1e6, 1e6)).Draw(r, "v")) / 4 // any order of adding gives the same sum
			g.Set(v, a)
			tg.WithLabelValues(a).Set(v)
			h.Observe(v, a)
			th.WithLabelValues(a).Observe(v)
			v = max(v, -v)
			c.Add(v, a, b)
			tc.WithLabelValues(a, b).Add(v)
		}
		for _, name := range []string{"trades_total", "depth", "gain_ether"} {
			if got, want := page(t, ours, Prefix+name), page(t, theirs, Prefix+name); got != want {
				r.Fatalf("%s\nwant\n%s", got, want)
			}
		}
	})
}
