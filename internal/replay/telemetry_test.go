package replay

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math"
	"runtime"
	"testing"
	"time"

	"mevbot/internal/event"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
	"mevbot/internal/record"
	"mevbot/internal/telemetry"
	"mevbot/internal/telemetry/custom"
)

// drill is a recording in memory: what the street is given, already read.
type drill struct {
	first   setup
	turns   []turn
	moments []pipeline.Moment
}

func load(t testing.TB) *drill {
	t.Helper()
	reader, err := record.Open("testdata/street")
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
		Tape: account, Listener: l, Flush: flush, Now: clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	start := time.Now()
	for i := range d.turns {
		one := &d.turns[i]
		account.now, account.took = d.moments[i], one.Took
		if err := street.Turn(&pipeline.Turn{Item: one.Item, Block: one.Block, Fetched: one.Fetched, Told: one.Told, Paid: one.Paid}); err != nil && one.Fetched == nil {
			t.Fatal(err)
		}
	}
	return time.Since(start)
}

// BenchmarkTelemetry is what the street loses when everything listens, as a
// ratio: the least of many rounds with telemetry over the least without, in turns.
func BenchmarkTelemetry(b *testing.B) {
	q := event.NewQueue(1 << 13)
	w := q.Writer()
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	reg := telemetry.NewRegistry(telemetry.BuildInfo{})
	guard, err := custom.NewGuard(0, reg)
	if err != nil {
		b.Fatal(err)
	}
	m := telemetry.NewMetrics(reg, guard, time.Now)
	go func() { ended <- q.Run(ctx, m.Listener()) }()
	off, on := math.Inf(1), math.Inf(1)
	turns := 0
	for b.Loop() {
		d := load(b)
		turns = len(d.turns)
		off = min(off, d.run(b, event.Listener{}, nil).Seconds())
		on = min(on, load(b).run(b, w.Listener(), w.Flush).Seconds())
	}
	cancel()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
	if q.Dropped() > 0 {
		b.Fatalf("%d facts were dropped", q.Dropped())
	}
	b.ReportMetric(off/float64(turns)*1e6, "us/turn-off")
	b.ReportMetric(on/float64(turns)*1e6, "us/turn-on")
	b.ReportMetric(on/off, "on/off")
	b.ReportMetric(0, "ns/op")
}
