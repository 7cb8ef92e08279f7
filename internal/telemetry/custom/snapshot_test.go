package custom

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"pgregory.net/rapid"

	"mevbot/internal/event"
)

func logTo(b *bytes.Buffer) *slog.Logger { return slog.New(slog.NewTextHandler(b, nil)) }

func TestASnapshotIsWrittenAtTheIntervalWhenSomethingChanged(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, snapshotName)
	synctest.Test(t, func(t *testing.T) {
		m, _ := start(t, Options{Dir: dir, Interval: 5 * time.Second})
		c, err := m.Counter("trades_total", "Trades.")
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- m.Run(ctx) }()
		at := func() float64 { return testutil.ToFloat64(m.own.saved) }

		time.Sleep(4900 * time.Millisecond)
		synctest.Wait()
		if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("written before the interval: %v", err)
		}
		time.Sleep(200 * time.Millisecond)
		synctest.Wait()
		first := at()
		if _, err := os.Stat(file); err != nil || first == 0 {
			t.Errorf("not written at the interval: %v", err)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if at() != first {
			t.Error("written although nothing changed")
		}
		c.Inc()
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if at() == first {
			t.Error("not written although something changed")
		}
		c.Inc()
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	m, reg := start(t, Options{Dir: dir})
	if _, err := m.Counter("trades_total", "Trades."); err != nil {
		t.Fatal(err)
	}
	want(t, reg, Prefix+"trades_total", `trades_total 2`) // the last is that of the stop
}

func TestWhatSurvivesAStop(t *testing.T) {
	dir := t.TempDir()
	o := Options{Dir: dir, Definitions: []Definition{
		{Name: "reorgs_total", Type: TypeCounter, Help: "Reorgs.", Event: "Reorg", Labels: []Label{{"depth", "Depth"}}, MaxValues: 2},
	}}
	m, reg := start(t, o)
	call := client(t, m)
	call("PUT", "/wait_seconds", `{"type":"histogram","help":"Wait.","buckets":[0.1,1],"labels":[{"name":"who"}]}`).is(201)
	call("PUT", "/depth", `{"type":"gauge","help":"Depth."}`).is(201)
	call("PUT", "/lost_total", `{"type":"counter","help":"Lost.","event":"Reorg","filter":"Reload"}`).is(201)
	call("POST", "/wait_seconds/observe", `[{"labels":{"who":"a\n"},"value":0.1},{"labels":{"who":"a\n"},"value":7},{"labels":{"who":"漢"},"value":0.3}]`).is(200)
	call("POST", "/depth/observe", `{"value":4}`).is(200)
	for i := range 5 {
		m.Listener().Reorg(event.Reorg{Depth: i, Reload: i == 0})
	}
	if err := m.Save(); err != nil {
		t.Fatal(err)
	}
	before := page(t, reg, "")

	m, reg = start(t, o)
	for _, name := range []string{"reorgs_total", "wait_seconds", "lost_total"} {
		if got := page(t, reg, Prefix+name); got == "" || !strings.Contains(before, got) {
			t.Errorf("%s came back as\n%s\nfrom\n%s", name, got, before)
		}
	}
	want(t, reg, Prefix+"depth", ``) // an old value is not the present one
	want(t, reg, Prefix+"reorgs_total", `
		reorgs_total{depth="0"} 1
		reorgs_total{depth="1"} 1
		reorgs_total{depth="other"} 3`)
	m.Listener().Reorg(event.Reorg{Depth: 0, Reload: true})
	want(t, reg, Prefix+"lost_total", `lost_total 2`)
	want(t, reg, "mev_bot_metric_series", `
		mev_bot_metric_series{kind="api"} 17
		mev_bot_metric_series{kind="config"} 3`)
}

func TestADefinitionThatChangedBeginsAnew(t *testing.T) {
	dir := t.TempDir()
	d := Definition{Name: "reorgs_total", Type: TypeCounter, Help: "Reorgs.", Event: "Reorg"}
	m, _ := start(t, Options{Dir: dir, Definitions: []Definition{d}})
	m.Listener().Reorg(event.Reorg{})
	if err := m.Save(); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	d.Help, d.MaxValues = "All reorgs.", 7 // these mean no other numbers
	m, reg := start(t, Options{Dir: dir, Definitions: []Definition{d}, Log: logTo(&log)})
	want(t, reg, Prefix+"reorgs_total", `reorgs_total 1`)
	if log.Len() > 0 {
		t.Error(log.String())
	}
	d.Filter = "Depth > 1"
	_, reg = start(t, Options{Dir: dir, Definitions: []Definition{d}, Log: logTo(&log)})
	want(t, reg, Prefix+"reorgs_total", `reorgs_total 0`)
	if !strings.Contains(log.String(), "begins anew") || !strings.Contains(log.String(), "mev_bot_custom_reorgs_total") {
		t.Errorf("log: %s", log.String())
	}
	_ = m
}

// What the code does not define this time stays for some starts, then goes.
func TestACodesMetricWaitsForItsCode(t *testing.T) {
	for idle, left := range map[int]string{0: "5", maxUnclaimed: "5", maxUnclaimed + 1: "0"} {
		dir := t.TempDir()
		m, _ := start(t, Options{Dir: dir})
		c, err := m.Counter("trades_total", "Trades.")
		if err != nil {
			t.Fatal(err)
		}
		c.Add(5)
		if err := m.Save(); err != nil {
			t.Fatal(err)
		}
		for range idle {
			m, _ := start(t, Options{Dir: dir})
			m.touch()
			if err := m.Save(); err != nil {
				t.Fatal(err)
			}
		}
		m, reg := start(t, Options{Dir: dir})
		if _, err := m.Counter("trades_total", "Trades."); err != nil {
			t.Fatal(err)
		}
		want(t, reg, Prefix+"trades_total", "trades_total "+left)
	}
}

// A definition over HTTP that this version cannot use stays stored.
func TestADefinitionThatIsNoLongerGoodIsKept(t *testing.T) {
	dir := t.TempDir()
	m, _ := start(t, Options{Dir: dir})
	m.pending[Prefix+"old_total"] = entry{Source: SourceAPI, Definition: Definition{Name: Prefix + "old_total", Type: TypeCounter, Help: "Old.", Event: "Reorg", Filter: "Gone > 1"}}
	m.touch()
	if err := m.Save(); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	for range 5 {
		m, _ = start(t, Options{Dir: dir, Log: logTo(&log)})
		m.touch()
		if err := m.Save(); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(log.String(), "no field Gone") {
		t.Errorf("log: %s", log.String())
	}
	call := client(t, m)
	if got := call("GET", "", "").body; !strings.Contains(got, `"problem":`) || !strings.Contains(got, "no field Gone") {
		t.Errorf("list: %s", got)
	}
	call("PUT", "/old_total", `{"type":"counter","help":"Old.","event":"Reorg"}`).is(201)
	if got := call("GET", "", "").body; strings.Contains(got, `"problem":`) {
		t.Errorf("list: %s", got)
	}
}

// sample is a snapshot with every kind of thing in it.
func sample(t testing.TB) []byte {
	dir := t.TempDir()
	m, _ := start(t, Options{Dir: dir})
	c, err1 := m.Counter("trades_total", "Trades.", "venue")
	h, err2 := m.Histogram("wait_seconds", "Wait.", []float64{1})
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	c.Add(0.1, "a")
	h.Observe(3)
	if err := m.Save(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, snapshotName))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestNoDamageGoesUnseen(t *testing.T) {
	data := sample(t)
	whole, err := decode(data)
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if _, err := decode(data[:n]); !errors.Is(err, errDamaged) {
			t.Fatalf("cut off after %d of %d bytes: %v", n, len(data), err)
		}
		for bit := range 8 {
			broken := bytes.Clone(data)
			broken[n] ^= 1 << bit
			b, err := decode(broken)
			if err == nil && !reflect.DeepEqual(b, whole) || err != nil && !errors.Is(err, errDamaged) {
				t.Fatalf("bit %d of byte %d flipped: %v", bit, n, err)
			}
		}
	}
	if _, err := decode(append(bytes.Clone(data), ' ')); !errors.Is(err, errDamaged) {
		t.Errorf("something after the end: %v", err)
	}
}

func TestADamagedSnapshotIsSetAside(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"zeros":     func(b []byte) []byte { return make([]byte, len(b)) },
		"cut off":   func(b []byte) []byte { return b[:len(b)-1] },
		"newer":     func(b []byte) []byte { return bytes.Replace(b, []byte(`"version":1`), []byte(`"version":2`), 1) },
		"not ours":  func([]byte) []byte { return []byte(`{"a":1}`) },
		"one digit": func(b []byte) []byte { return bytes.Replace(b, []byte(`"value":0.1`), []byte(`"value":0.9`), 1) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			damaged := damage(sample(t))
			if err := os.WriteFile(filepath.Join(dir, snapshotName), damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			var log bytes.Buffer
			m, reg := start(t, Options{Dir: dir, Log: logTo(&log)})
			if _, err := m.Counter("trades_total", "Trades.", "venue"); err != nil {
				t.Fatal(err)
			}
			want(t, reg, Prefix+"trades_total", ``)
			want(t, reg, "mev_bot_custom_metric_snapshots_damaged_total", `metric_snapshots_damaged_total 1`)
			if !strings.Contains(log.String(), "level=WARN") || !strings.Contains(log.String(), "begin anew") {
				t.Errorf("log: %s", log.String())
			}
			kept, err := filepath.Glob(filepath.Join(dir, snapshotName+".damaged-*"))
			if err != nil || len(kept) != 1 {
				t.Fatalf("set aside: %v %v", kept, err)
			}
			if got, err := os.ReadFile(kept[0]); err != nil || !bytes.Equal(got, damaged) {
				t.Errorf("the damaged file is not what was there: %v", err)
			}
			if err := m.Save(); err != nil {
				t.Error(err)
			}
			_, reg = start(t, Options{Dir: dir})
			want(t, reg, "mev_bot_custom_metric_snapshots_damaged_total", `metric_snapshots_damaged_total 0`)
		})
	}
}

// A disk that fails is told once, counted each time and tried again.
func TestADiskThatFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sub")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		m, _ := start(t, Options{Dir: dir, Interval: time.Second, Log: logTo(&log)})
		c, err := m.Counter("trades_total", "Trades.")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(dir); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- m.Run(ctx) }()
		c.Inc()
		time.Sleep(3500 * time.Millisecond)
		synctest.Wait()
		if got := testutil.ToFloat64(m.own.saveFailures); got != 3 {
			t.Errorf("%v failures, want 3", got)
		}
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	if strings.Count(log.String(), "level=ERROR") != 1 || !strings.Contains(log.String(), "stored again") {
		t.Errorf("log: %s", log.String())
	}
	m, reg := start(t, Options{Dir: dir})
	if _, err := m.Counter("trades_total", "Trades."); err != nil {
		t.Fatal(err)
	}
	want(t, reg, Prefix+"trades_total", `trades_total 1`)
}

func TestADirectoryThatIsNotThereIsAnError(t *testing.T) {
	if _, err := New(Options{Dir: filepath.Join(t.TempDir(), "none"), Registerer: prometheus.NewRegistry()}); err == nil {
		t.Error("no error")
	}
}

// Numbers come back to the last bit.
func TestNumbersSurviveExactly(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		_ = os.Remove(filepath.Join(dir, snapshotName))
		m, before := start(t, Options{Dir: dir})
		c, err1 := m.Counter("trades_total", "Trades.", "venue")
		h, err2 := m.Histogram("gain_ether", "Gain.", []float64{0, 1}, "venue")
		if err := errors.Join(err1, err2); err != nil {
			r.Fatal(err)
		}
		for range rapid.IntRange(0, 20).Draw(r, "n") {
			v := rapid.Float64Range(-math.MaxFloat64/64, math.MaxFloat64/64).Draw(r, "v")
			who := rapid.String().Draw(r, "who")
			c.Add(max(v, -v), who)
			h.Observe(v, who)
		}
		if err := m.Save(); err != nil {
			r.Fatal(err)
		}
		m, after := start(t, Options{Dir: dir})
		_, err1 = m.Counter("trades_total", "Trades.", "venue")
		_, err2 = m.Histogram("gain_ether", "Gain.", []float64{0, 1}, "venue")
		if err := errors.Join(err1, err2); err != nil {
			r.Fatal(err)
		}
		for _, name := range []string{"trades_total", "gain_ether"} {
			if a, b := page(t, before, Prefix+name), page(t, after, Prefix+name); a != b {
				r.Fatalf("%s\ncame back as\n%s", a, b)
			}
		}
	})
}

func FuzzSnapshot(f *testing.F) {
	f.Add(sample(f))
	f.Add([]byte("{}\n{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		// The checksum stands before everything else, so it is made right here.
		_, rest, _ := bytes.Cut(data, []byte("\n"))
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, snapshotName), seal(rest), 0o600); err != nil {
			t.Fatal(err)
		}
		m, reg := start(t, Options{Dir: dir, MaxSeries: 100})
		_, _ = m.Counter("trades_total", "Trades.", "venue")
		_, _ = m.Histogram("wait_seconds", "Wait.", []float64{1})
		if problems, err := testutil.GatherAndLint(reg); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		m.touch()
		if err := m.Save(); err != nil {
			t.Fatal(err)
		}
	})
}
