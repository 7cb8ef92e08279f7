package risk

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/store"
)

// pool gives each pool an address.
func pool(id amm.PoolID) (a common.Address) {
	a[19] = byte(id)
	return a
}

// attempt is an attempt of a test. Amounts are wei.
type attempt struct {
	route                amm.PoolID // its first pool
	success              bool
	gross, gas, expected uint64
	at                   time.Time
	notBooked            bool
}

// journal writes attempts as execute and ledger do.
type journal struct {
	t  *testing.T
	db *store.DB
	id uint64
}

func (j *journal) write(a attempt) uint64 {
	j.t.Helper()
	j.id++
	err := j.db.Write(j.t.Context(), func(tx *sql.Tx) error { return writeAttempt(j.t.Context(), tx, j.id, a) })
	if err != nil {
		j.t.Fatal(err)
	}
	return j.id
}

func writeAttempt(ctx context.Context, tx *sql.Tx, id uint64, a attempt) error {
	state, hash := "failed", fmt.Sprintf("0x%064x", id)
	if a.success {
		state = "landed"
	}
	if a.notBooked {
		state = "sent"
	}
	first, second := pool(a.route), pool(a.route+1)
	route := fmt.Sprintf(`{"block":1,"hops":[{"pool":"%s","direction":0},{"pool":"%s","direction":1}],"gross_wei":"%d","cost_wei":"0"}`,
		strings.ToLower(first.Hex()), strings.ToLower(second.Hex()), a.expected)
	_, err := tx.ExecContext(ctx, `INSERT INTO attempts (id, opportunity, created_at, chain_id, account, nonce, raw, hash, route, state, updated_at)
		VALUES (?, 1, ?, 1, '0x0000000000000000000000000000000000000001', ?, x'01', ?, ?, ?, 1)`,
		int64(id), a.at.UnixMilli(), int64(id), hash, route, state)
	if err != nil || a.notBooked {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO ledger (attempt, block, tx, success, gross_wei, loss_wei, gas_wei, net_wei, at)
		VALUES (?, 1, ?, ?, ?, '0', ?, ?, ?)`, int64(id), hash, a.success,
		strconv.FormatUint(a.gross, 10), strconv.FormatUint(a.gas, 10), strconv.FormatInt(int64(a.gross)-int64(a.gas), 10), a.at.UnixMilli())
	return err
}

// bench is a gate on a real database with a clock, told what is in the journal.
type bench struct {
	journal
	path  string
	opts  Options
	gate  *Gate
	hear  event.Listener
	mu    sync.Mutex
	trips []event.LimitTripped
	now   time.Time
}

func newBench(t *testing.T, limits Limits) *bench {
	t.Helper()
	b := &bench{path: filepath.Join(t.TempDir(), "a.db"), now: noon}
	b.opts = Options{
		Limits: limits, Pool: pool, Now: func() time.Time { b.mu.Lock(); defer b.mu.Unlock(); return b.now },
		Listener: event.Listener{LimitTripped: func(f event.LimitTripped) { b.mu.Lock(); b.trips = append(b.trips, f); b.mu.Unlock() }},
	}
	b.t = t
	b.restart()
	return b
}

// restart opens the database and the gate as a new process would.
func (b *bench) restart() {
	b.t.Helper()
	if b.db != nil {
		if err := b.db.Close(); err != nil {
			b.t.Fatal(err)
		}
	}
	b.db = open(b.t, b.path)
	b.opts.DB = b.db
	b.gate = gate(b.t, b.opts)
	b.hear = b.gate.Listener(b.t.Context()).WithDefaults()
}

// pass moves the clock.
func (b *bench) pass(d time.Duration) { b.mu.Lock(); b.now = b.now.Add(d); b.mu.Unlock() }

// do is an attempt from its reservation to its line in the ledger.
func (b *bench) do(a attempt) {
	b.t.Helper()
	a.at = b.opts.Now()
	id := b.write(a)
	fact := event.Attempt{ID: id, State: event.Reserved, Expected: n(a.expected), Len: 2}
	fact.Hops[0], fact.Hops[1] = amm.NewHop(a.route, amm.ZeroForOne), amm.NewHop(a.route+1, amm.OneForZero)
	b.hear.Attempt(fact)
	b.hear.Booked(event.Booked{Attempt: id, Success: a.success, Gross: n(a.gross), Gas: n(a.gas)})
}

func (b *bench) fail(times int, gas uint64) {
	b.t.Helper()
	for range times {
		b.do(attempt{route: 1, gas: gas})
	}
}

func (b *bench) tripped() (names []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, t := range b.trips {
		names = append(names, t.Limit)
	}
	return names
}

// A loss outlives the process, also one that died between the ledger's line and
// the trip; a restart does not publish the same trip again.
func TestALossOutlivesTheProcess(t *testing.T) {
	b := newBench(t, Limits{DailyLoss: n(100)})
	b.fail(1, 60)
	b.restart()
	if !b.gate.Allow() {
		t.Fatalf("stopped below the limit: %s", b.gate.Refusal())
	}
	b.write(attempt{gas: 40, at: b.now}) // and then the process died
	b.restart()
	if b.gate.Allow() || !strings.Contains(b.gate.Refusal(), "daily_loss: 100 wei, limit 100 wei") {
		t.Errorf("after the restart: %q", b.gate.Refusal())
	}
	b.restart()
	if b.gate.Allow() || fmt.Sprint(b.tripped()) != "[daily_loss]" {
		t.Errorf("after another: %q, published %v", b.gate.Refusal(), b.tripped())
	}
	b.pass(24 * time.Hour)
	b.restart()
	if b.gate.Allow() {
		t.Error("a latch ended by itself overnight")
	}
}

// Evidence is counted on over a restart.
func TestFailuresAreCountedOnOverARestart(t *testing.T) {
	b := newBench(t, Limits{Failures: 3, RouteFailures: 2, RealisedBps: 5000, RealisedWindow: 2, Pause: time.Minute})
	b.do(attempt{route: 5, success: true, gross: 10, expected: 100})
	b.fail(1, 1)
	b.restart()
	b.fail(1, 1)
	route := b.gate.Route([]amm.Hop{amm.NewHop(1, amm.ZeroForOne), amm.NewHop(2, amm.OneForZero)})
	if !b.gate.Allow() || b.gate.AllowRoute(route) {
		t.Errorf("allow %v, route %v; want only the route paused", b.gate.Allow(), b.gate.AllowRoute(route))
	}
	b.restart()
	if !b.gate.Allow() || b.gate.AllowRoute(route) || !b.gate.AllowRoute(route+1) {
		t.Error("the route's pause did not outlive the process")
	}
	b.fail(1, 1)
	if b.gate.Allow() {
		t.Error("three failures in a row do not pause")
	}
	b.restart()
	if s := b.gate.Level(); s.Level != Pause || !s.Until.Equal(noon.Add(time.Minute)) || b.gate.Allow() {
		t.Errorf("the pause did not outlive the process: %+v", s)
	}
	b.pass(time.Minute)
	if !b.gate.Allow() || !b.gate.AllowRoute(route) || b.gate.Level().Level != Run {
		t.Errorf("the pause did not end: %q", b.gate.Refusal())
	}
	b.restart()
	b.fail(2, 1)
	if !b.gate.Allow() {
		t.Errorf("old failures count again: %q", b.gate.Refusal())
	}
	b.do(attempt{route: 5, success: true, gross: 10, expected: 100})
	if got := fmt.Sprint(b.tripped()); b.gate.Allow() || !strings.HasSuffix(got, "realised]") {
		t.Errorf("what was realised before the restarts is forgotten: %s", got)
	}
}

// An attempt that an earlier process made is counted with its route.
func TestAnAttemptInFlightOverARestart(t *testing.T) {
	b := newBench(t, Limits{RouteFailures: 1, RealisedBps: 5000, RealisedWindow: 1, Pause: time.Minute})
	first := b.write(attempt{route: 3, notBooked: true, expected: 100, at: b.now})
	second := b.write(attempt{route: 3, notBooked: true, expected: 100, at: b.now})
	b.restart()
	b.hear.Booked(event.Booked{Attempt: first, Gas: n(1)})
	if b.gate.AllowPlan([]amm.Hop{amm.NewHop(3, amm.ZeroForOne), amm.NewHop(4, amm.OneForZero)}, new(uint256.Int), new(uint256.Int)) != RouteFailures {
		t.Error("its route is not paused")
	}
	b.hear.Booked(event.Booked{Attempt: second, Success: true, Gross: n(10)})
	if !strings.Contains(b.gate.Refusal(), "realised: 10 wei net of 100 wei expected") {
		t.Errorf("what it promised is forgotten: %q", b.gate.Refusal())
	}
}

// A resume forgets evidence and does not forget money.
func TestResume(t *testing.T) {
	b := newBench(t, Limits{DailyLoss: n(100), Failures: 3, Pause: time.Hour, Drawdown: n(1000)})
	b.fail(3, 10)
	b.pass(time.Second)
	if err := b.gate.Resume(t.Context(), "ann", "looked", false); err != nil || !b.gate.Allow() {
		t.Fatalf("resume of a pause: %v, %q", err, b.gate.Refusal())
	}
	b.restart()
	b.fail(2, 10)
	if !b.gate.Allow() {
		t.Errorf("failures from before the resume count: %q", b.gate.Refusal())
	}
	b.fail(1, 50)
	err := b.gate.Resume(t.Context(), "ann", "again", false)
	if !errors.Is(err, ErrStands) || !strings.Contains(err.Error(), "--accept-loss") || b.gate.Allow() {
		t.Errorf("resume at the day's limit: %v, allow %v", err, b.gate.Allow())
	}
	b.pass(time.Second)
	if err := b.gate.Resume(t.Context(), "ann", "accepted", true); err != nil || !b.gate.Allow() {
		t.Fatalf("resume that accepts the loss: %v, %q", err, b.gate.Refusal())
	}
	if err := b.gate.TripFor(t.Context(), ClockSkew, "3 s", time.Second); err != nil {
		t.Fatal(err)
	}
	b.pass(-time.Hour) // from here on the wall clock is late
	b.restart()
	b.fail(1, 99)
	b.pass(2 * time.Hour)
	b.restart()
	if !b.gate.Allow() {
		t.Errorf("the accepted loss counts again: %q", b.gate.Refusal())
	}
	b.fail(1, 1)
	b.restart()
	if b.gate.Allow() {
		t.Error("the new count has no limit, or a clock that was set back hid a loss")
	}
}

// The stop of an operator keeps the reasons of the limits, for whoever resumes.
func TestAStopKeepsTheReasonsOfTheLimits(t *testing.T) {
	b := newBench(t, Limits{DailyLoss: n(100)})
	if err := b.gate.Trip(t.Context(), ForeignNonce, "nonce 7 was used by another"); err != nil {
		t.Fatal(err)
	}
	b.fail(1, 100)
	if err := b.gate.Set(t.Context(), Pause, "ann", "lunch"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"lunch", "nonce 7", "daily_loss"} {
		if !strings.Contains(b.gate.Level().Why, want) {
			t.Errorf("%q lacks %q", b.gate.Level().Why, want)
		}
	}
}

// A pause of a limit does not weaken a stop, and a latch ends no earlier because a
// pause began before it.
func TestPausesAndLatchesTogether(t *testing.T) {
	b := newBench(t, Limits{})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(b.gate.TripFor(t.Context(), ClockSkew, "3 s", time.Minute))
	must(b.gate.TripFor(t.Context(), SequencerStall, "none", time.Second))
	b.restart()
	last := b.gate.Report().Limits
	if u := last[len(last)-1]; u.Limit != SequencerStall && u.Limit != ClockSkew || u.State != stateTripped || u.Until.IsZero() {
		t.Errorf("after a restart: %+v", u)
	}
	b.pass(2 * time.Second)
	if b.gate.Allow() {
		t.Error("a shorter pause ended a longer one")
	}
	if got := fmt.Sprint(b.tripped()); got != "[clock_skew sequencer_stall]" {
		t.Errorf("published %s", got)
	}
	must(b.gate.Trip(t.Context(), CodeHash, "other code"))
	must(b.gate.TripFor(t.Context(), ClockSkew, "4 s", time.Minute))
	b.pass(time.Hour)
	if b.gate.Allow() {
		t.Error("a latch ended by itself")
	}
	b.restart()
	if b.gate.Allow() {
		t.Error("a latch ended with a restart")
	}
}

// Nothing is sent before the wallet was read. Below the floor a resume reads it
// again, so that an operator who has funded it need not wait.
func TestTheWalletsFloor(t *testing.T) {
	b := newBench(t, Limits{BalanceFloor: n(10)})
	holds, down := n(9), error(nil)
	b.opts.Balance = func(context.Context) (uint256.Int, error) { return holds, down }
	reg := prometheus.NewPedanticRegistry()
	b.opts.Registerer = reg
	b.restart()
	wallet := func(want string) {
		t.Helper()
		want = `# HELP mev_bot_key_balance_ether What the operator's wallet holds of the native coin; NaN until it was read. It is read once a minute.
# TYPE mev_bot_key_balance_ether gauge
mev_bot_key_balance_ether ` + want + `
# HELP mev_bot_key_balance_floor_ether Below this balance of the wallet nothing is sent (risk.min_balance_wei); 0 is no floor.
# TYPE mev_bot_key_balance_floor_ether gauge
mev_bot_key_balance_floor_ether 1e-17
`
		if err := testutil.GatherAndCompare(reg, strings.NewReader(want), "mev_bot_key_balance_ether", "mev_bot_key_balance_floor_ether"); err != nil {
			t.Error(err)
		}
	}
	wallet("NaN")
	if b.gate.Allow() || !strings.Contains(b.gate.Refusal(), "not read") {
		t.Errorf("before it is read: %q", b.gate.Refusal())
	}
	down = errors.New("node is down")
	if err := b.gate.ReadBalance(t.Context()); err == nil || b.gate.Allow() {
		t.Error("allowed although it was not read")
	}
	wallet("NaN")
	down = nil
	if err := b.gate.ReadBalance(t.Context()); err != nil || !strings.Contains(b.gate.Refusal(), "balance: 9 wei, limit 10 wei") {
		t.Errorf("%v, %q", err, b.gate.Refusal())
	}
	wallet("9e-18")
	for _, accept := range []bool{false, true} {
		if err := b.gate.Resume(t.Context(), "ann", "funded?", accept); !errors.Is(err, ErrStands) || b.gate.Allow() {
			t.Errorf("resume of a poor wallet: %v", err)
		}
	}
	holds = n(10)
	if err := b.gate.Resume(t.Context(), "ann", "funded", false); err != nil || !b.gate.Allow() {
		t.Errorf("resume of a funded wallet: %v, %q", err, b.gate.Refusal())
	}
}

func TestPlansOverALimitAreRefused(t *testing.T) {
	b := newBench(t, Limits{AttemptGas: n(10), Notional: n(100)})
	for _, tc := range []struct {
		gas, in uint64
		want    string
	}{{10, 100, ""}, {11, 100, AttemptGas}, {10, 101, Notional}} {
		gas, in := n(tc.gas), n(tc.in)
		if got := b.gate.AllowPlan(nil, &gas, &in); got != tc.want {
			t.Errorf("gas %d, in %d: %q, want %q", tc.gas, tc.in, got, tc.want)
		}
	}
	if !b.gate.Allow() || len(b.tripped()) > 0 {
		t.Error("a refused plan stopped the trading")
	}
}

// More paused routes than the table holds stop everything.
func TestTooManyPausedRoutes(t *testing.T) {
	b := newBench(t, Limits{RouteFailures: 1, Pause: time.Minute})
	for i := range len(b.gate.routes.slots) {
		b.do(attempt{route: amm.PoolID(2 * i), gas: 1})
	}
	if !b.gate.Allow() {
		t.Fatalf("stopped early: %q", b.gate.Refusal())
	}
	b.do(attempt{route: 200, gas: 1})
	if b.gate.Allow() {
		t.Error("a route that fails has no room in the table and nothing stops")
	}
	b.pass(time.Minute)
	b.do(attempt{route: 202, gas: 1})
	if !b.gate.Allow() {
		t.Errorf("the rooms of pauses that are over are not used: %q", b.gate.Refusal())
	}
}

// Silence stops the trading, is published once, and ends when data comes. Nothing
// is sent before any data has come.
func TestSilence(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	open(t, path)
	synctest.Test(t, func(t *testing.T) {
		var trips []string
		db, err := store.Open(t.Context(), store.Options{Path: path + "2"})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		g, err := New(t.Context(), Options{
			DB: db, Limits: Limits{MaxSilence: 5 * time.Second},
			Listener: event.Listener{LimitTripped: func(f event.LimitTripped) { trips = append(trips, f.Limit) }},
		})
		if err != nil {
			t.Fatal(err)
		}
		if g.Allow() {
			t.Error("allowed before any data")
		}
		hear := g.Listener(t.Context())
		hear.FeedMessage(event.FeedMessage{})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- g.Run(ctx) }()
		time.Sleep(5 * time.Second)
		if !g.Allow() {
			t.Error("refused at the limit")
		}
		time.Sleep(time.Nanosecond)
		if g.Allow() || g.Refusal() == "" {
			t.Error("allowed past the limit")
		}
		time.Sleep(10 * time.Second)
		hear.BlockConfirmed(event.BlockConfirmed{})
		if !g.Allow() {
			t.Error("refused after new data")
		}
		time.Sleep(time.Second)
		cancel()
		if err := <-done; err != nil || fmt.Sprint(trips) != "[stale_data]" {
			t.Errorf("%v, published %v; want stale_data once", err, trips)
		}
	})
}

// A pause ends by itself on the second, on a clock that nobody can set.
func TestAPauseEndsByItself(t *testing.T) {
	b := newBench(t, Limits{Failures: 1, Pause: time.Minute})
	b.fail(1, 1)
	b.pass(time.Minute - time.Nanosecond)
	if b.gate.Allow() {
		t.Error("ended early")
	}
	b.pass(time.Nanosecond)
	if s := b.gate.Level(); !b.gate.Allow() || s.Level != Run || !strings.Contains(s.Why, "ended by itself") {
		t.Errorf("did not end: %+v", s)
	}
}

func TestAllowAllocatesNothing(t *testing.T) {
	b := newBench(t, Limits{RouteFailures: 1, MaxSilence: time.Hour, Pause: time.Minute, AttemptGas: n(10)})
	b.opts.Now = time.Now
	b.restart()
	b.gate.Heard()
	b.do(attempt{route: 1, gas: 1})
	hops := []amm.Hop{amm.NewHop(5, amm.ZeroForOne), amm.NewHop(6, amm.OneForZero)}
	gas := n(1)
	if allocs := testing.AllocsPerRun(1000, func() { b.gate.Allow(); b.gate.AllowPlan(hops, &gas, &gas) }); allocs != 0 {
		t.Errorf("%g allocations", allocs)
	}
}

func BenchmarkAllow(b *testing.B) {
	db, err := store.Open(b.Context(), store.Options{Path: filepath.Join(b.TempDir(), "a.db")})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	g, err := New(b.Context(), Options{DB: db, Limits: Limits{MaxSilence: time.Hour}})
	if err != nil {
		b.Fatal(err)
	}
	g.Heard()
	for b.Loop() {
		if !g.Allow() {
			b.Fatal(g.Refusal())
		}
	}
}

// Either the time or the number of an attempt puts it behind a mark.
func TestMarks(t *testing.T) {
	m := mark{At: 1000, Attempt: 7}
	for _, tc := range []struct {
		at      int64
		attempt uint64
		want    bool
	}{{999, 7, false}, {1000, 7, true}, {999, 8, true}, {1001, 8, true}} {
		if got := m.covers(tc.at, tc.attempt); got != tc.want {
			t.Errorf("%+v: %v", tc, got)
		}
	}
}
