package funnel

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"go.uber.org/goleak"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bench is a keeper on a real file that is written when stop is called.
type bench struct {
	*testing.T
	db     *store.DB
	keeper *Keeper
	now    time.Time
}

func newBench(t *testing.T, opts Options) *bench {
	t.Helper()
	b := &bench{T: t, now: time.Date(2026, 3, 1, 23, 0, 0, 0, time.UTC)}
	var err error
	b.db, err = store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "history.db"), Schema: store.History})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.db.Close() })
	opts.Queue = event.NewQueue(64)
	opts.DB, opts.Now = b.db, func() time.Time { return b.now }
	opts.Pool = func(id amm.PoolID) Pool { return Pool{common.BytesToAddress([]byte{byte(id)}), "a pool"} }
	if b.keeper, err = New(opts); err != nil {
		t.Fatal(err)
	}
	return b
}

// publish runs the keeper over facts.
func (b *bench) publish(facts func(event.Listener)) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	facts(Heard(b.keeper.opts.Queue.Listener()).WithDefaults())
	cancel()
	if err := b.keeper.Run(ctx); err != nil {
		b.Fatal(err)
	}
}

func found(id uint64, tier string, net uint64) event.Opportunity {
	return event.Opportunity{
		ID: id, Block: 7, Len: 2, Hops: [4]amm.Hop{amm.NewHop(1, amm.ZeroForOne), amm.NewHop(2, amm.OneForZero)},
		In: *uint256.NewInt(1000), Gross: *uint256.NewInt(net + 10), Gas: *uint256.NewInt(10), Net: *uint256.NewInt(net), Tier: tier,
	}
}

func TestWhatBecameOfEach(t *testing.T) {
	b := newBench(t, Options{})
	b.publish(func(l event.Listener) {
		l.Opportunity(found(1, "low", 5))
		l.Dropped(event.Dropped{ID: 1, Reason: "busy"})
		l.Opportunity(found(2, "high", 50))
		l.Attempt(event.Attempt{ID: 9, Opportunity: 2, State: event.Reserved})
		l.Attempt(event.Attempt{ID: 9, Opportunity: 2, State: event.Sent})
		l.Attempt(event.Attempt{ID: 9, Opportunity: 2, State: event.Landed})
		l.Opportunity(found(3, "low", 6))
		l.Attempt(event.Attempt{ID: 10, Opportunity: 3, State: event.Refused, Err: errors.New("fee too low")})
		l.Opportunity(found(4, "low", 7))
	})
	all, err := Opportunities(t.Context(), b.db, Query{Count: 10})
	if err != nil || len(all) != 4 {
		t.Fatalf("%d opportunities, %v", len(all), err)
	}
	for i, want := range []struct {
		id              uint64
		outcome, reason string
		attempt         uint64
	}{{4, "found", "", 0}, {3, "refused", "fee too low", 10}, {2, "landed", "", 9}, {1, "dropped", "busy", 0}} {
		if o := all[i]; o.ID != want.id || o.Outcome != want.outcome || o.Reason != want.reason || o.Attempt != want.attempt {
			t.Errorf("%+v, want %+v", o, want)
		}
	}
	if want := `[{"pool":"0x0000000000000000000000000000000000000001","name":"a pool","direction":0},{"pool":"0x0000000000000000000000000000000000000002","name":"a pool","direction":1}]`; string(all[0].Route) != want {
		t.Errorf("route %s", all[0].Route)
	}
	if some, err := Opportunities(t.Context(), b.db, Query{Count: 10, Tier: "low", Reason: "busy"}); err != nil || len(some) != 1 || some[0].ID != 1 {
		t.Errorf("%v, %v", some, err)
	}
	if last, err := LastID(t.Context(), b.db); last != 4 || err != nil {
		t.Errorf("last id %d, %v", last, err)
	}
}

// What is too old or too many is summed up, and the sums over all stay.
func TestOldRowsAreSummedUp(t *testing.T) {
	b := newBench(t, Options{Keep: time.Hour, MaxRows: 3})
	fill := func(first uint64) {
		b.publish(func(l event.Listener) {
			for id := first; id < first+5; id++ {
				l.Opportunity(found(id, "low", 10))
				l.Dropped(event.Dropped{ID: id, Reason: "busy"})
			}
		})
	}
	total := func() (count uint64, net string) {
		lines, err := Lines(t.Context(), b.db, time.Time{})
		if err != nil || len(lines) != 1 {
			t.Fatalf("%v, %v", lines, err)
		}
		return lines[0].Count, lines[0].Net
	}
	rows := func() int {
		all, err := Opportunities(t.Context(), b.db, Query{Count: 100})
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	fill(1)
	for step, want := range []int{3, 3, 0} {
		if err := b.keeper.prune(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := rows(); n != want {
			t.Errorf("step %d: %d rows left, want %d", step, n, want)
		}
		b.now = b.now.Add(40 * time.Minute)
	}
	if count, net := total(); count != 5 || net != "50" {
		t.Errorf("%d with %s, want 5 with 50", count, net)
	}
	fill(6)
	if count, net := total(); count != 10 || net != "100" {
		t.Errorf("%d with %s, want 10 with 100", count, net)
	}
}
