package replay

import (
	"context"
	"errors"
	"flag"
	"io"
	"log/slog"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
	"mevbot/internal/record"
	"mevbot/internal/telemetry"
	"mevbot/internal/telemetry/custom"
	"mevbot/internal/telemetry/metricstore"
	"mevbot/internal/telemetry/operations"
	"mevbot/internal/telemetry/profiles"
)

// drill is a recording in memory: what the street is given, already read.
type drill struct {
	first   setup
	turns   []turn
	moments []pipeline.Moment
	mallocs uint64 // of the last run's turns, by the whole process
}

// recording is what the benchmark plays: a long one is nearer to a street that runs
// on and on, a short one starts on cold caches each time.
var recording = flag.String("recording", "testdata/street", "folder of the recording that the benchmark of telemetry plays")

func load(t testing.TB) *drill {
	t.Helper()
	reader, err := record.Open(*recording)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	d, p := new(drill), new(Player)
	for source := (FromDisk{reader}); ; {
		rec, err := source.Next()
		if errors.Is(err, io.EOF) || err != nil && CutShort(err) {
			return d
		}
		if err != nil {
			t.Fatal(err)
		}
		switch rec.Kind {
		case kindSetup:
			err = strict(rec.Payload, &d.first)
		case kindGas:
			err = p.record(&rec)
		case kindTurn:
			var one turn
			err = strict(rec.Payload, &one)
			d.turns, d.moments = append(d.turns, one), append(d.moments, one.Now.moment(p.view))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// idle is the street's account and tape: it takes what it took then.
type idle struct {
	Player
}

// Turn keeps nothing.
func (*idle) Turn(*pool.Market, *pipeline.Turn, *pipeline.Moment, *pipeline.Evidence) {}

// run is how long the street takes over the recording, without reading it,
// while l listens.
func (d *drill) run(t testing.TB, l event.Listener, flush func()) time.Duration {
	t.Helper()
	account := new(idle)
	clock := func() time.Time { return account.now.Now }
	began := time.Now()
	market, err := pool.Restore(pool.Options{
		Multicall: d.first.Market.Multicall, Factories: d.first.Market.Factories, Base: d.first.Pipeline.Base, Tokens: d.first.Market.Tokens,
		MaxPools: d.first.Market.MaxPools, Profile: d.first.Pipeline.Profile, History: d.first.Market.History, MaxAhead: d.first.Market.MaxAhead, Unfed: d.first.Market.Unfed,
		Listener: l, Logger: slog.New(slog.DiscardHandler), Now: clock,
	}, d.first.Origin)
	if err != nil {
		t.Fatal(err)
	}
	street, err := pipeline.New(pipeline.Options{
		Setup: d.first.Pipeline, Market: market, Account: account, Sense: func(now *pipeline.Moment) { *now = account.now },
		Tape: account, Listener: l, Flush: flush, Now: clock, Elapsed: func() time.Duration { return time.Since(began) },
	})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for i := range d.turns {
		one := &d.turns[i]
		account.now, account.took = d.moments[i], one.Took
		if err := street.Turn(&pipeline.Turn{Item: one.Item, Block: one.Block, Fetched: one.Fetched, Told: one.Told, Paid: one.Paid}); err != nil && one.Fetched == nil {
			t.Fatal(err)
		}
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	d.mallocs = after.Mallocs - before.Mallocs
	return took
}

// Publishing what the street does allocates nothing.
func TestFactsAllocateNothing(t *testing.T) {
	d := load(t)
	q := event.NewQueue(1 << 13)
	w := q.Writer()
	least := func(l event.Listener, flush func()) uint64 {
		n := uint64(math.MaxUint64)
		for range 3 {
			d.run(t, l, flush)
			n = min(n, d.mallocs)
		}
		return n
	}
	off, on := least(event.Listener{}, nil), least(w.Listener(), w.Flush)
	t.Logf("%d allocations in %d turns without telemetry, %d with", off, len(d.turns), on)
	if q.Len() == 0 || on > off+uint64(len(d.turns))/8 { // what the runtime does beside it counts, too
		t.Errorf("%d facts published; %d allocations, %d without", q.Len(), on, off)
	}
}

// everything is all that listens to the facts of a bot, at work: metrics, the
// operation profiler, a custom metric on each fact of the street, objectives, the
// metric store at its default interval, continuous profiles and the flight recorder.
func everything(b *testing.B, q *event.Queue, w *event.Writer) (l event.Listener, run func(context.Context) error) {
	b.Helper()
	dir := b.TempDir()
	reg := telemetry.NewRegistry(telemetry.BuildInfo{Now: time.Now})
	must := func(err error) {
		if err != nil {
			b.Helper()
			b.Fatal(err)
		}
	}
	guard, err := custom.NewGuard(0, reg)
	must(err)
	m := telemetry.NewMetrics(reg, guard, time.Now)
	m.WatchQueue("telemetry", q)
	m.Protocols(func(h amm.Hop) amm.Family { return amm.ConstantProduct + amm.Family(h.Pool()%2) })
	wanted := new(custom.Interest)
	own, err := custom.New(custom.Options{Dir: dir, Guard: guard, Interest: wanted, Registerer: reg, Definitions: []custom.Definition{
		{Name: "turn_seconds", Type: custom.TypeHistogram, Help: "Turns.", Event: "TurnTimed", Value: "Decode + State + Search + Plan"},
		{Name: "drops_total", Type: custom.TypeCounter, Help: "Drops.", Event: "Dropped", Labels: []custom.Label{{Name: "reason", Expression: "Reason"}}},
		{Name: "slow_states_total", Type: custom.TypeCounter, Help: "Slow states.", Event: "StateUpdated", Filter: "Latency > 0.001"},
	}})
	must(err)
	ops, err := operations.New(operations.Options{Dir: filepath.Join(dir, "reports"), Registerer: reg})
	must(err)
	objectives, err := profiles.NewObjectives(time.Now, []profiles.Objective{{Stage: "state", Limit: time.Hour, Window: 1000, Share: 0.99}})
	must(err)
	prof, err := profiles.New(profiles.Options{Dir: filepath.Join(dir, "profiles"), Interval: *length, CPUDuration: *length / 12, MinCPU: *length / 24, Registerer: reg})
	must(err)
	kept, err := metricstore.New(metricstore.Options{Dir: filepath.Join(dir, "metrics"), Handler: telemetry.Handler(reg), ScrapeInterval: *length / 4, Registerer: reg})
	must(err)
	watch := event.Listener{StateUpdated: func(f event.StateUpdated) { objectives.Observe("state", f.Latency, telemetry.TraceID(f.Block)) }}
	return event.Tee(m.Counted(), wanted.Only(w.Listener())), func(ctx context.Context) error {
		g, ctx := errgroup.WithContext(ctx)
		g.Go(func() error { return q.Run(ctx, event.Tee(m.Listener(), ops.Listener(), own.Listener(), watch)) })
		g.Go(func() error { return own.Run(ctx) })
		g.Go(func() error { return ops.Run(ctx) })
		g.Go(func() error { return prof.Run(ctx) })
		g.Go(func() error { return kept.Run(ctx) })
		return g.Wait()
	}
}

// length is how long a round takes. In a minute the observers do all that they do by
// default: a twelfth of it the CPU profiler runs, then the profiles are saved, and four
// times the metrics are stored. In a shorter round they do as much, so a tenth of a minute
// counts their work ten times.
var length = flag.Duration("round", 6*time.Second, "length of a round of the benchmark of telemetry; 1m is what the bot does by default")

// settle is how long the observers need to open their files.
const settle = 300 * time.Millisecond

// BenchmarkTelemetry is what the street loses when everything listens. A round is half of
// its length alone, then in turn with and without a listener while all observers work, then
// half alone again, so that a machine that grows slower or faster does so for all. What
// counts is the median of the rounds' ratios: observers is what the street loses to them
// beside it, on/off the whole.
func BenchmarkTelemetry(b *testing.B) {
	d := load(b)
	none := func() float64 { return d.run(b, event.Listener{}, nil).Seconds() }
	least := math.Inf(1)
	var observers, whole []float64
	for b.Loop() {
		q := event.NewQueue(1 << 14) // a street at full load writes more in a moment than a chain has
		w := q.Writer()
		hear, run := everything(b, q, w)
		var off, without, with average
		during(*length/2, func() { off.add(none()) })
		ctx, cancel := context.WithCancel(b.Context())
		ended := make(chan error, 1)
		go func() { ended <- run(ctx) }()
		time.Sleep(settle)
		during(*length, func() {
			without.add(none())
			with.add(d.run(b, hear, w.Flush).Seconds())
		})
		cancel()
		if err := <-ended; err != nil {
			b.Fatal(err)
		}
		if n := q.Dropped(); n > 0 {
			b.Fatalf("%d facts were dropped", n)
		}
		during(*length/2, func() { off.add(none()) })
		least = min(least, off.value())
		observers, whole = append(observers, without.value()/off.value()), append(whole, with.value()/off.value())
	}
	b.ReportMetric(least/float64(len(d.turns))*1e6, "us/turn-off")
	b.ReportMetric(median(observers), "observers")
	b.ReportMetric(median(whole), "on/off")
	b.ReportMetric(0, "ns/op")
}

// during calls f again and again for some time.
func during(d time.Duration, f func()) {
	for until := time.Now().Add(d); time.Now().Before(until); {
		f()
	}
}

func median(list []float64) float64 {
	slices.Sort(list)
	return (list[(len(list)-1)/2] + list[len(list)/2]) / 2
}

// average of some values.
type average struct{ sum, n float64 }

func (a *average) add(v float64)  { a.sum, a.n = a.sum+v, a.n+1 }
func (a *average) value() float64 { return a.sum / a.n }
