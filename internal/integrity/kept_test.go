package integrity

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"mevbot/internal/event"
	"mevbot/internal/store"
)

func openHistory(t *testing.T, path string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: path, Schema: store.History})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// What is kept is bounded, and there again after a restart.
func TestSnapshotsAreKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	db := openHistory(t, path)
	r := &Runner{opts: Options{History: db, Tally: NewTally(Policy{}, nil, time.Now), Now: time.Now}}
	r.board, r.log = r.opts.Tally.board, slog.New(slog.DiscardHandler)
	for i := range Keep + 5 {
		s := Snapshot{At: time.Unix(int64(i), 0).UTC(), State: OK, Pools: i}
		r.keep(t.Context(), &s)
		r.board.heard(event.Recovery{Action: event.Resubscribe, Target: strconv.Itoa(i), Attempt: 1}, time.Unix(int64(i), 0))
	}
	r.keepAttempts(t.Context())
	if r.unkept != nil {
		t.Fatal(r.unkept)
	}
	for _, table := range []string{"integrity_snapshots", "recoveries"} {
		var rows int
		if err := db.Read().QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&rows); err != nil || rows != Keep {
			t.Errorf("%d rows of %s, %v", rows, table, err)
		}
	}
	want := r.Report(Keep)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openHistory(t, path)
	defer db.Close()
	again := &Runner{opts: Options{History: db, Now: time.Now}, board: newBoard(Policy{})}
	if err := again.recall(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := again.Report(Keep)
	got.AsOf = want.AsOf
	a, _ := json.Marshal(want)
	b, _ := json.Marshal(got)
	if string(a) != string(b) || len(got.Snapshots) != Keep || len(got.Attempts) != Keep || got.Snapshots[0].Pools != Keep+4 || got.Attempts[Keep-1].Target != "5" {
		t.Errorf("kept %d snapshots and %d attempts:\n%s\n%s", len(got.Snapshots), len(got.Attempts), a, b)
	}
	// What an earlier run saw is no health of this one.
	again.snapshots[len(again.snapshots)-1].State = Failed
	if err := again.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

const childEnv = "INTEGRITY_TEST_CHILD"

// child keeps snapshots until it is killed, if this process is one. It prints the
// number of each when it is kept.
func child() {
	path := os.Getenv(childEnv)
	if path == "" {
		return
	}
	db, err := store.Open(context.Background(), store.Options{Path: path, Schema: store.History})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	r := &Runner{opts: Options{History: db, Tally: NewTally(Policy{}, nil, time.Now), Now: time.Now}}
	r.board, r.log = r.opts.Tally.board, slog.New(slog.DiscardHandler)
	for i := 1; ; i++ {
		r.keep(context.Background(), &Snapshot{At: time.Now().UTC(), State: OK, Pools: i})
		if r.unkept != nil {
			fmt.Println(r.unkept)
			os.Exit(1)
		}
		fmt.Println(i)
	}
}

// A process is killed at random moments; what it had kept is there.
func TestKill(t *testing.T) {
	for round := range 3 {
		path := filepath.Join(t.TempDir(), "history.db")
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), childEnv+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kept, until := 0, 120+rand.IntN(50)
		for kept < until {
			if _, err := fmt.Fscanln(out, &kept); err != nil {
				t.Fatalf("round %d: the child ended: %v", round, err)
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		db := openHistory(t, path)
		r := &Runner{opts: Options{History: db, Now: time.Now}, board: newBoard(Policy{})}
		if err := r.recall(t.Context()); err != nil {
			t.Fatal(err)
		}
		list := r.Report(Keep).Snapshots
		if len(list) != Keep || list[0].Pools < kept || list[Keep-1].Pools != list[0].Pools-Keep+1 {
			t.Errorf("round %d: %d had been kept, now there are %d up to %d", round, kept, len(list), list[0].Pools)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestHandler(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.run()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		for query, want := range map[string]int{
			"": defaultCount, "?count=1": 1, "?count=3": 3, "?count=100": 21,
			"?count=0": -1, "?count=101": -1, "?count=-1": -1, "?count=x": -1, "?count=": -1, "?count=1&count=2": -1, "?limit=1": -1,
		} {
			answer := httptest.NewRecorder()
			w.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/health/integrity"+query, nil))
			if want < 0 {
				var p problem
				if err := json.Unmarshal(answer.Body.Bytes(), &p); err != nil || answer.Code != http.StatusBadRequest || p.Status != answer.Code || p.Detail == "" ||
					answer.Header().Get("Content-Type") != "application/problem+json" {
					t.Errorf("%q: %d %s", query, answer.Code, answer.Body)
				}
				continue
			}
			var rep Report
			if err := json.Unmarshal(answer.Body.Bytes(), &rep); err != nil || answer.Code != http.StatusOK || len(rep.Snapshots) != want || rep.State != OK {
				t.Errorf("%q: %d, %v, %d snapshots", query, answer.Code, err, len(rep.Snapshots))
			}
			for i := 1; i < len(rep.Snapshots); i++ {
				if !rep.Snapshots[i].At.Before(rep.Snapshots[i-1].At) {
					t.Errorf("%q: not the newest first", query)
				}
			}
		}
	})
}

func TestText(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		var text strings.Builder
		rep := w.Report(3)
		if err := rep.WriteText(&text); err != nil || !strings.Contains(text.String(), "no snapshot yet") {
			t.Errorf("%v: %s", err, text.String())
		}
		w.run()
		synctest.Wait()
		w.corrupt()
		time.Sleep(30 * time.Second)
		synctest.Wait()
		text.Reset()
		rep = w.Report(3)
		if err := rep.WriteText(&text); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"integrity failed at", "3 of 3 pools compared at block 1", "drift ", "BEFORE", "WRONG", "reload_pool"} {
			if !strings.Contains(text.String(), want) {
				t.Errorf("%q is not in:\n%s", want, text.String())
			}
		}
		w.mend(nil)
		text.Reset()
		rep = w.Report(3)
		if err := rep.WriteText(&text); err != nil || !strings.Contains(text.String(), "repaired") || strings.Contains(text.String(), "WRONG  WHAT") {
			t.Errorf("%v:\n%s", err, text.String())
		}
	})
}

func TestMetrics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := prometheus.NewRegistry()
		w := newWorld(t, func(o *Options) {
			o.Tally = NewTally(patient, reg, time.Now)
			o.Listener = o.Tally.Listener()
		})
		if found, err := testutil.GatherAndLint(reg); err != nil || len(found) > 0 {
			t.Errorf("%v %v", err, found)
		}
		w.corrupt()
		s := w.take(t.Context())
		w.keep(t.Context(), &s)
		check := func(want string) {
			t.Helper()
			if err := testutil.GatherAndCompare(reg, strings.NewReader(want), "mev_bot_integrity_healthy", "mev_bot_recovery_open", "mev_bot_integrity_snapshots_total"); err != nil {
				t.Error(err)
			}
		}
		text := func(healthy, ok, failed, open int) string {
			return fmt.Sprintf(`# HELP mev_bot_integrity_healthy Whether the last snapshot was ok (1) or not (0).
# TYPE mev_bot_integrity_healthy gauge
mev_bot_integrity_healthy %d
# HELP mev_bot_integrity_snapshots_total Snapshots of the bot's integrity by what came out: ok, failed, unknown.
# TYPE mev_bot_integrity_snapshots_total counter
mev_bot_integrity_snapshots_total{state="failed"} %d
mev_bot_integrity_snapshots_total{state="ok"} %d
mev_bot_integrity_snapshots_total{state="unknown"} 0
# HELP mev_bot_recovery_open What is wrong now and being repaired, by action.
# TYPE mev_bot_recovery_open gauge
mev_bot_recovery_open{action="rebuild_index"} 0
mev_bot_recovery_open{action="reload_pool"} %d
mev_bot_recovery_open{action="resubscribe"} 0
mev_bot_recovery_open{action="switch_endpoint"} 0
`, healthy, failed, ok, open)
		}
		check(text(0, 0, 1, 1))
		w.mend(nil)
		s = w.take(t.Context())
		w.keep(t.Context(), &s)
		check(text(1, 1, 1, 0))
	})
}
