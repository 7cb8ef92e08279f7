package operations

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/prometheus/common/expfmt"
)

var update = flag.Bool("update", false, "write the golden files anew")

// script is a runtime that works evenly: a tenth of the CPU is busy, 3 % of
// that collects garbage.
func script(start time.Time) func(time.Time) reading {
	return func(at time.Time) reading {
		s := at.Sub(start).Seconds()
		waits := &metrics.Float64Histogram{Counts: []uint64{uint64(99 * s), uint64(s)}, Buckets: []float64{0, 50e-6, 200e-6}}
		return reading{
			at: at,
			scalar: map[string]float64{
				heapLive: 100 << 20, heapGoal: 210 << 20, memoryLimit: 1 << 30, memoryAll: 400 << 20, memoryGiven: 100 << 20,
				goroutines: 80, cpuAll: 4 * s, cpuIdle: 3.6 * s, cpuGC: 0.022 * s, cpuGCIdle: 0.01 * s, cpuScavenge: 0.001 * s,
				gcCycles: s / 2, processors: 4,
			},
			spread: map[string]*metrics.Float64Histogram{gcPauses: waits, schedWaits: waits},
		}
	}
}

// started is a profiler that runs in a synctest bubble.
func started(t *testing.T, opts Options) (*Profiler, func()) {
	t.Helper()
	if opts.read == nil {
		opts.read = script(time.Now())
	}
	p, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	stop := func() {
		cancel()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	return p, stop
}

// minutes passes time; each minute's calls are made half a minute into it.
func minutes(n int, calls func()) {
	for range n {
		time.Sleep(30 * time.Second)
		calls()
		time.Sleep(30 * time.Second)
		synctest.Wait()
	}
}

func TestTheLastHourAndTheTrend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, stop := started(t, Options{})
		defer stop()
		// An hour that will be forgotten, an hour of 1 ms, ten minutes of 2 ms.
		minutes(60, func() { p.Observe(Search, time.Hour, true) })
		minutes(60, func() {
			for range 30 {
				p.Observe(Search, time.Millisecond, false)
			}
		})
		minutes(10, func() {
			for range 70 {
				p.Observe(Search, 2*time.Millisecond, false)
			}
		})
		r := p.Report(time.Now())
		o := r.Operations[0]
		if o.Calls != 50*30+10*70 || o.Total != 60+60*30+10*70 || o.Min != time.Millisecond || o.Max != 2*time.Millisecond || o.Failed != 0 {
			t.Fatalf("the last hour is %+v", o)
		}
		if got := r.At.Sub(r.From); got != time.Hour {
			t.Fatalf("the last hour has %s", got)
		}
		if tr := o.Trend; tr.CallsBefore != 1800 || tr.CallsNow != 700 || tr.Median.Verdict != Worse || tr.P99.Verdict != Worse {
			t.Fatalf("the trend is %+v", tr)
		}
		if len(o.Hours) != 2 || o.Hours[0].Calls != 60 || o.Hours[0].Failed != 60 || o.Hours[1].Calls != 1800 || o.Hours[1].From.Sub(o.Hours[0].From) != time.Hour {
			t.Fatalf("the hours are %+v", o.Hours)
		}
	})
}

func TestTheMinuteThatIsNotOverIsInTheReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, stop := started(t, Options{})
		defer stop()
		if r := p.Report(time.Now()); len(r.Operations) != 0 || len(r.Runtime) != len(resources) {
			t.Fatalf("at once: %+v", r)
		}
		if r := p.Report(time.Now()); len(r.Operations) != 0 {
			t.Fatalf("at once again: %+v", r)
		}
		time.Sleep(time.Second)
		p.Observe(Decode, 7, true)
		for range 2 { // asking changes nothing
			r := p.Report(time.Now())
			if len(r.Operations) != 1 || r.Operations[0].Calls != 1 || r.Operations[0].Total != 1 || r.Operations[0].Max != 7 || r.Operations[0].Failed != 1 {
				t.Fatalf("%+v", r.Operations)
			}
		}
		minutes(1, func() {})
		if r := p.Report(time.Now()); r.Operations[0].Calls != 1 || r.Operations[0].Total != 1 {
			t.Fatalf("%+v", r.Operations)
		}
	})
}

// ear keeps the changes of one subject that were told.
type ear struct {
	mu      sync.Mutex
	subject string
	changes []Change
}

func (e *ear) hear(c Change) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if c.Subject == e.subject {
		e.changes = append(e.changes, c)
	}
}

// expect compares what was heard since the last time.
func (e *ear) expect(t *testing.T, when string, want ...string) {
	t.Helper()
	e.mu.Lock()
	defer e.mu.Unlock()
	var got []string
	for _, c := range e.changes {
		word := c.From.String() + ">" + c.To.String()
		if c.Alert {
			word += " alert"
		}
		if c.Resolved {
			word += " resolved"
		}
		got = append(got, word)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("after %s: heard %q, want %q", when, got, want)
	}
	e.changes = nil
}

func TestAlertsComeLateAndGoLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := &ear{subject: "search"}
		p, stop := started(t, Options{Changed: e.hear})
		defer stop()
		call := func(d time.Duration) func() {
			return func() {
				for range MinCalls {
					p.Observe(Search, d, false)
				}
			}
		}
		excellent, poor, critical := call(time.Millisecond), call(5*time.Millisecond), call(time.Second)
		for _, step := range []struct {
			minutes int
			calls   func()
			when    string
			want    []string
		}{
			{2, excellent, "two windows", nil},
			{1, excellent, "the third", []string{"unknown>excellent"}},
			{2, poor, "two poor ones", nil},
			{1, excellent, "a good one in between", nil},
			{2, poor, "two poor ones again", nil},
			{1, critical, "a third that is critical", []string{"excellent>poor alert"}},
			{3, critical, "three critical ones", []string{"poor>critical alert"}},
			{4, excellent, "four excellent ones", nil},
			{1, excellent, "the fifth", []string{"critical>excellent resolved"}},
			{3, critical, "three critical ones", []string{"excellent>critical alert"}},
			{9, func() {}, "nine minutes without calls", nil},
			{1, func() {}, "the tenth", []string{"critical>unknown resolved"}},
		} {
			minutes(step.minutes, step.calls)
			e.expect(t, step.when, step.want...)
		}
	})
}

func TestAnAlertIsToldLoggedAndCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var p atomic.Pointer[Profiler]
		var asked atomic.Uint64
		started, stop := started(t, Options{
			Enter:  1,
			Logger: slog.New(slog.NewTextHandler(&log, nil)),
			Changed: func(Change) { // it may ask
				asked.Store(p.Load().Report(time.Now()).Operations[0].Calls)
			},
		})
		p.Store(started)
		minutes(1, func() {
			for range MinCalls {
				started.Observe(Search, 5*time.Millisecond, false)
			}
		})
		stop()
		if asked.Load() != MinCalls {
			t.Fatalf("a report of %d calls was had", asked.Load())
		}
		if testutil.ToFloat64(started.metrics.class.WithLabelValues("search")) != 4 || testutil.ToFloat64(started.metrics.alerts) != 1 {
			t.Fatal("the metrics do not say poor")
		}
		if !strings.Contains(log.String(), "level=WARN") || !strings.Contains(log.String(), "p99 5.00 ms against 2.00 ms") {
			t.Fatalf("logged: %s", log.String())
		}
	})
}

// A rare operation is judged over the minutes that it takes to get enough calls.
func TestRareOperationsAreJudgedMoreSlowly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var heard []Change
		p, stop := started(t, Options{Enter: 1, Changed: func(c Change) {
			if c.Subject == "send" {
				heard = append(heard, c)
			}
		}})
		defer stop()
		five := func() {
			for range 5 {
				p.Observe(Send, time.Second, false)
			}
		}
		minutes(3, five)
		if len(heard) != 0 {
			t.Fatalf("15 calls: %+v", heard)
		}
		minutes(1, five)
		if len(heard) != 1 || heard[0].To != Critical || heard[0].Why != "20 calls, p99 1.00 s against 250 ms, errors 0.00 % against 5.00 %" {
			t.Fatalf("20 calls: %+v", heard)
		}
		minutes(30, func() { p.Observe(Send, time.Second, false) })
		if len(heard) != 2 || heard[1].To != Unknown {
			t.Fatalf("a call a minute: %+v", heard)
		}
	})
}

// saved compares the reports of a folder, each by why and when it was made.
func saved(t *testing.T, dir string, start time.Time, want ...string) {
	t.Helper()
	synctest.Wait()
	list, err := List(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range list {
		r, err := readReport(dir, s.Name)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(r.Occasion)+" "+r.At.Sub(start).String())
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("saved %q, want %q", got, want)
	}
}

func TestReportsAreSavedHourlyAtExitAndInBetween(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "reports")
		p, stop := started(t, Options{Dir: dir, Keep: Retention{Count: 3}, Version: "v1"})
		start := time.Now()
		saved(t, dir, start)
		time.Sleep(2*time.Minute + time.Second)
		saved(t, dir, start, "checkpoint 2m0s")
		time.Sleep(5 * time.Minute)
		saved(t, dir, start, "checkpoint 6m0s")
		time.Sleep(54 * time.Minute)
		saved(t, dir, start, "hourly 1h0m0s")
		time.Sleep(time.Hour)
		saved(t, dir, start, "hourly 1h0m0s", "hourly 2h0m0s")
		time.Sleep(time.Hour)
		saved(t, dir, start, "hourly 1h0m0s", "hourly 2h0m0s", "hourly 3h0m0s")
		time.Sleep(time.Hour)
		saved(t, dir, start, "hourly 2h0m0s", "hourly 3h0m0s", "hourly 4h0m0s")
		time.Sleep(10 * time.Minute)
		saved(t, dir, start, "checkpoint 4h10m0s", "hourly 2h0m0s", "hourly 3h0m0s", "hourly 4h0m0s")
		p.Observe(Sign, 5, false)
		stop()
		saved(t, dir, start, "hourly 3h0m0s", "hourly 4h0m0s", "exit 4h11m1s")
		last, err := Load(dir, time.Time{})
		if err != nil || last.Report.Operations[0].Total != 1 || last.Report.Version != "v1" {
			t.Fatalf("%+v, %v", last, err)
		}
		if ok, failed := testutil.ToFloat64(p.metrics.saves.WithLabelValues("ok")), testutil.ToFloat64(p.metrics.saves.WithLabelValues("failed")); ok < 120 || failed != 0 {
			t.Fatalf("%v saved, %v failed", ok, failed)
		}
	})
}

// When both are due at once the report is enough.
func TestAReportTakesTheCheckpointsPlace(t *testing.T) {
	for range 20 { // whichever of the two is seen first
		synctest.Test(t, func(t *testing.T) {
			dir := t.TempDir()
			_, stop := started(t, Options{Dir: dir, Every: time.Hour, Checkpoint: time.Hour})
			start := time.Now()
			time.Sleep(time.Hour + time.Second)
			saved(t, dir, start, "hourly 1h0m0s")
			stop()
		})
	}
}

func TestWithoutAFolderNothingIsSaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, stop := started(t, Options{})
		minutes(61, func() {})
		stop()
		if n := testutil.ToFloat64(p.metrics.saves.WithLabelValues("ok")); n != 0 {
			t.Fatalf("%v saved", n)
		}
	})
}

func TestADiskThatFailsStopsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(dir, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		var log bytes.Buffer
		p, stop := started(t, Options{Dir: dir, Logger: slog.New(slog.NewTextHandler(&log, nil))})
		minutes(61, func() { p.Observe(Plan, 5, false) })
		if got := p.Report(time.Now()).Operations[0].Total; got != 61 {
			t.Fatalf("%d calls", got)
		}
		stop()
		if n := testutil.ToFloat64(p.metrics.saves.WithLabelValues("failed")); n < 30 {
			t.Fatalf("%v failures are counted", n)
		}
		if !strings.Contains(log.String(), "was not saved") {
			t.Fatalf("logged: %s", log.String())
		}
	})
}

// A saver that hangs, as on a dead network disk, holds up neither the minutes
// nor the calls.
func TestASlowDiskHoldsNothingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, err := New(Options{read: script(time.Now())})
		if err != nil {
			t.Fatal(err)
		}
		var judged atomic.Int64
		p.opts.read = func(at time.Time) reading { judged.Add(1); return script(at)(at) }
		p.opts.Dir = "unused"
		ctx, cancel := context.WithCancel(t.Context())
		hang := make(chan struct{})
		p.write = func(string, string, *Report) error { <-hang; return errors.New("stale") }
		done := make(chan error)
		go func() { done <- p.Run(ctx) }()
		minutes(20, func() { p.Observe(Plan, 5, false) })
		if judged.Load() != 20 {
			t.Fatalf("%d minutes ended of 20", judged.Load())
		}
		cancel()
		close(hang)
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	})
}

func TestGoldenReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, stop := started(t, Options{Version: "v1.2.3", MaxNamed: 1})
		calls := p.Named("eth_call", Remote)
		p.Named("eth_getLogs", Remote)
		round := 0
		street := func(search time.Duration) func() {
			return func() {
				round++
				for i := range 120 {
					d := time.Duration(i + 1)
					p.Observe(Decode, 40*time.Microsecond+d*time.Microsecond, i == 7 && round%20 == 0)
					p.Observe(PoolState, 90*time.Microsecond+2*d*time.Microsecond, false)
					p.Observe(Search, search+10*d*time.Microsecond, false)
				}
				for i := range 3 {
					p.Observe(Send, time.Duration(80+40*i)*time.Millisecond, round%10 == 0)
					p.Observe(calls, time.Duration(3+i)*time.Millisecond, i == 0)
				}
				p.Observe(Prediction, 200*time.Millisecond, false)
			}
		}
		minutes(60, street(time.Millisecond))
		minutes(10, street(3*time.Millisecond))
		r := p.Report(time.Now())
		stop()
		var b bytes.Buffer
		if err := r.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		golden(t, "report.txt", b.Bytes())
		quoted(t, &r, b.String())
	})
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatalf("%s is not what is printed (go test -update writes it anew):\n%s", path, got)
	}
}

func TestOptions(t *testing.T) {
	for name, o := range map[string]Options{
		"named":      {MaxNamed: 1000},
		"negative":   {MaxNamed: -1},
		"enter":      {Enter: -1},
		"retention":  {Keep: Retention{Count: -1}},
		"p99":        {Objectives: map[string]Objective{"decode": {P99: -1}}},
		"error rate": {Objectives: map[string]Objective{"decode": {ErrorRate: 2}}},
		"name":       {Objectives: map[string]Objective{"a b": {P99: 1}}},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	p, err := New(Options{Objectives: map[string]Objective{"decode": {P99: 7}, "eth_call": {P99: 8}, "remote": {P99: 9}}})
	if err != nil {
		t.Fatal(err)
	}
	if p.series[Decode].Load().objective.P99 != 7 || p.series[p.Named("eth_call", Remote)].Load().objective.P99 != 8 || p.series[p.Named("eth_getLogs", Remote)].Load().objective.P99 != 9 {
		t.Error("the objectives are not taken")
	}
	if d := DefaultObjectives(); d["decode"].P99 != time.Millisecond || d["remote"] != remoteObjective {
		t.Errorf("%+v", d)
	}
}

// promtool checks the names with Prometheus' own tool, where there is one.
func promtool(t *testing.T, reg prometheus.Gatherer) {
	t.Helper()
	tool, err := exec.LookPath("promtool")
	if err != nil {
		t.Log("no promtool here")
		return
	}
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	for _, f := range families {
		if _, err := expfmt.MetricFamilyToText(&text, f); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), tool, "check", "metrics")
	cmd.Stdin = &text
	if out, err := cmd.CombinedOutput(); err != nil || len(out) != 0 {
		t.Errorf("promtool check metrics: %v %s", err, out)
	}
}

func TestMetricsAreCleanAndBounded(t *testing.T) {
	reg := prometheus.NewPedanticRegistry()
	p, err := New(Options{Registerer: reg, MaxNamed: 2})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 500 {
		p.Observe(p.Named("method"+string(rune('a'+i%26)), Remote), time.Second, i%2 == 0)
	}
	for i := range 12 {
		p.endMinute(time.Now().Add(time.Duration(i) * time.Minute))
	}
	problems, err := testutil.GatherAndLint(reg)
	if err != nil || len(problems) != 0 {
		t.Fatalf("%v %v", problems, err)
	}
	promtool(t, reg)
	if n := testutil.CollectAndCount(p.metrics.class); n != 3 {
		t.Fatalf("%d operations have a class, want methoda, methodb and other", n)
	}
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var calls, overflow float64
	for _, f := range families {
		for _, m := range f.GetMetric() {
			switch f.GetName() {
			case "mev_bot_operation_calls_total":
				calls += m.GetCounter().GetValue()
			case "mev_bot_operation_name_overflow_total":
				overflow = m.GetCounter().GetValue()
			}
		}
	}
	if calls != 500 || overflow != 460 {
		t.Fatalf("%v calls and %v without a name, want 500 and 460", calls, overflow)
	}
}
