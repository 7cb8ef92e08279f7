package integrity

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/store"
)

func TestNothingIsWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		if err := w.Check(t.Context()); err != nil {
			t.Errorf("before the first snapshot: %v", err)
		}
		w.run()
		time.Sleep(95 * time.Second)
		synctest.Wait()
		w.is(OK)
		s := w.newest()
		if rep := w.Report(Keep); len(rep.Snapshots) != 4 || s.Pools != 3 || s.Sampled != 3 || s.Block != 1 || len(rep.Attempts)+rep.OpenCases != 0 {
			t.Errorf("%d snapshots, %+v", len(rep.Snapshots), s)
		}
		if err := w.Check(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestADriftedPoolIsFoundAndRepaired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.run()
		synctest.Wait()
		w.corrupt()
		if !w.trusted(0) {
			t.Fatal("nobody was to know")
		}
		time.Sleep(30 * time.Second)
		synctest.Wait()
		w.is(Failed, PartDrift)
		if s := w.newest(); s.Part(PartDrift).Wrong != 1 || len(s.Findings) != 1 || !strings.Contains(s.Findings[0].Target, "00a0") {
			t.Errorf("%+v", s)
		}
		if w.trusted(0) || !w.trusted(1) {
			t.Error("the pool that drifted is traded, or another one is not")
		}
		if err := w.Check(t.Context()); err == nil || !strings.Contains(err.Error(), PartDrift) {
			t.Errorf("check: %v", err)
		}
		if rep := w.Report(1); rep.OpenCases != 1 || rep.Open[0].Action != event.ReloadPool || !strings.HasPrefix(rep.Open[0].Cause, PartDrift) {
			t.Errorf("open %+v", rep.Open)
		}
		if w.mend(nil) != 1 || !w.trusted(0) {
			t.Fatal("not repaired")
		}
		if len(w.facts) != 1 || w.facts[0].Attempt != 1 || w.facts[0].Err != nil || !strings.HasPrefix(w.facts[0].Cause, PartDrift) {
			t.Errorf("facts %+v", w.facts)
		}
		time.Sleep(30 * time.Second)
		synctest.Wait()
		w.is(OK)
		if rep := w.Report(Keep); rep.OpenCases != 0 || len(rep.Attempts) != 1 || rep.Attempts[0].Result != resultRepaired {
			t.Errorf("open %+v, attempts %+v", rep.Open, rep.Attempts)
		}
		if err := w.Check(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// A pool that is wrong again after each repair waits longer each time, and then a
// person is called.
func TestAPoolThatDriftsAgainWaitsAndCallsAPerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		for attempt, pause := range []time.Duration{0, time.Second, 2 * time.Second} {
			w.corrupt()
			w.take(t.Context())
			if w.trusted(0) {
				t.Fatalf("traded after drift %d", attempt+1)
			}
			if pause > 0 {
				time.Sleep(pause - 1)
				if w.mend(nil) != 0 {
					t.Errorf("attempt %d came early", attempt+1)
				}
				time.Sleep(time.Nanosecond)
			}
			if w.mend(nil) != 1 {
				t.Fatalf("no attempt %d", attempt+1)
			}
			if f := w.facts[attempt]; f.Attempt != uint64(attempt)+1 || f.Err != nil {
				t.Errorf("%+v", f)
			}
			time.Sleep(20 * time.Second)
			if s := w.take(t.Context()); s.Part(PartDrift).State != OK {
				t.Errorf("%+v", s.Part(PartDrift))
			}
		}
		w.corrupt()
		w.take(t.Context())
		if err := w.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "needs a person") {
			t.Errorf("check: %v", err)
		}
		if w.trusted(0) {
			t.Error("traded all the same")
		}
	})
}

// Pools that cannot be read wait, too; those to which the same happened are told of
// once.
func TestReloadsThatFail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		down := errors.New("node down")
		if err := w.street.Mend(w.ctx, distrustAll); err != nil {
			t.Fatal(err)
		}
		if w.mend(down) != 3 || w.mend(down) != 0 {
			t.Error("the second attempt did not wait")
		}
		time.Sleep(time.Second)
		if w.mend(down) != 3 {
			t.Error("no second attempt after the pause")
		}
		time.Sleep(time.Second)
		if w.mend(down) != 0 {
			t.Error("the pause did not double")
		}
		time.Sleep(time.Second)
		if w.mend(nil) != 3 || !w.trusted(2) {
			t.Error("not repaired")
		}
		rep := w.Report(Keep)
		if len(rep.Attempts) != 3 || rep.Attempts[2].Error != "node down" || rep.Attempts[2].Retry != 1 || rep.Attempts[0].Attempt != 3 ||
			!strings.HasSuffix(rep.Attempts[0].Target, "and 2 more") || rep.OpenCases != 0 {
			t.Errorf("%+v, %+v", rep.Attempts, rep.Open)
		}
	})
}

// Pools have their turns; one that could not be compared keeps its own.
func TestPoolsHaveTheirTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(o *Options) { o.SamplePools = 1 })
		w.look()
		w.failing = errors.New("node down")
		w.look()
		w.failing = nil
		for range 3 {
			w.look()
		}
		if !slices.Equal(w.compared, []amm.PoolID{0, 1, 2, 0}) {
			t.Errorf("compared %v", w.compared)
		}
	})
}

// A state that no contract could hold is found without asking the chain.
func TestAnImpossibleStateIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.failing = errors.New("node down")
		w.spoil = func(e *pool.Export) { e.Pools[0].Liquidity = *uint256.NewInt(5) }
		w.look()
		w.is(Failed, PartCorruption)
		if s := w.newest(); s.Part(PartCorruption).Wrong != 1 || len(s.Findings) != 1 || w.trusted(0) || !w.trusted(1) {
			t.Errorf("%+v", s)
		}
		w.spoil, w.failing = nil, nil
		w.mend(nil)
		w.look()
		if w.is(OK); len(w.facts) != 1 || !strings.HasPrefix(w.facts[0].Cause, PartCorruption) {
			t.Errorf("%+v", w.facts)
		}
	})
}

// A pool that reading again does not help needs a person at once, and is not compared.
func TestAHopelessPoolNeedsAPerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.spoil = func(e *pool.Export) {
			e.Pools[0].Distrust, e.Pools[0].Hopeless = "a swap is not what the curve says", true
		}
		w.look()
		if s := w.newest(); s.Sampled != 2 || s.State != OK {
			t.Errorf("%+v", s)
		}
		if err := w.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "a swap is not what the curve says") {
			t.Errorf("check: %v", err)
		}
	})
}

// Damage to the journal is found.
func TestTheJournalIsChecked(t *testing.T) {
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "journal.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	write := func(query string) {
		t.Helper()
		if err := db.Write(t.Context(), func(tx *sql.Tx) error { _, err := tx.ExecContext(t.Context(), query); return err }); err != nil {
			t.Fatal(err)
		}
	}
	write(`INSERT INTO attempts (opportunity, created_at, chain_id, account, nonce, raw, hash, route, state, updated_at) VALUES (1, 1, 1, printf('%042d', 1), 1, x'01', printf('%066d', 1), '[]', 'sent', 1)`)
	r := &Runner{opts: Options{Journal: db, Now: time.Now}, rows: store.SealedRows{}}
	var s Snapshot
	if r.lookAtJournal(t.Context(), &s); s.Parts[0].State != OK || s.Parts[0].Checked != 1 {
		t.Errorf("%+v", s.Parts)
	}
	for _, name := range triggers(t, db) {
		write("DROP TRIGGER " + name)
	}
	write(`UPDATE attempts SET state = 'landed'`)
	s = Snapshot{}
	if r.lookAtJournal(t.Context(), &s); s.Parts[0].State != Failed || len(s.Findings) != 1 || !strings.Contains(s.Findings[0].Text, "attempts") {
		t.Errorf("%+v %+v", s.Parts, s.Findings)
	}
}

func triggers(t *testing.T, db *store.DB) (names []string) {
	t.Helper()
	rows, err := db.Read().QueryContext(t.Context(), "SELECT name FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return names
}

// A pool that was read again and is lost for another reason is another trouble; for
// the same reason it is the same, unless it was compared with the chain in between.
func TestAnotherReasonIsAnotherTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		for i, step := range []struct {
			reason  string
			prove   bool
			attempt uint64
		}{{"a", false, 1}, {"a", false, 2}, {"b", false, 1}, {"b", true, 2}, {"b", false, 1}} {
			if err := w.street.Mend(w.ctx, pipeline.Remedy{Distrust: []amm.PoolID{1}, Reason: step.reason}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(2 * time.Second)
			if w.mend(nil); len(w.facts) != i+1 || w.facts[i].Attempt != step.attempt || w.facts[i].Cause != step.reason {
				t.Errorf("step %d: %+v", i, w.facts)
			}
			if step.prove {
				w.look()
			}
		}
	})
}

// A block that is replaced while it is compared is no drift.
func TestABlockThatIsGone(t *testing.T) {
	for _, tc := range []struct {
		gone int
		want State
	}{{1, OK}, {goneTries, Unknown}} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, nil)
			w.failing = rpc.ErrNotFound
			w.gone = tc.gone
			w.heals = tc.gone < goneTries
			s := w.take(t.Context())
			if p := s.Part(PartDrift); p.State != tc.want || p.Wrong != 0 || s.Gone != tc.gone || !w.trusted(0) {
				t.Errorf("%d gone: %+v, %d", tc.gone, p, s.Gone)
			}
		})
	}
}

// A node that cannot be asked leaves the drift unknown; after some snapshots that is
// a failure. Two reads that differ are no drift either.
func TestWhatCannotBeSeenIsUnknown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.failing = errors.New("node down")
		w.run()
		synctest.Wait()
		w.is(Unknown, PartDrift, PartQuotes)
		if err := w.Check(t.Context()); err != nil {
			t.Errorf("after one: %v", err)
		}
		time.Sleep(61 * time.Second)
		synctest.Wait()
		if err := w.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "node down") {
			t.Errorf("after three: %v", err)
		}
		w.mu.Lock()
		w.failing, w.lying, w.asked = nil, true, 0
		w.mu.Unlock()
		time.Sleep(30 * time.Second)
		synctest.Wait()
		w.is(Unknown, PartDrift, PartQuotes)
		if !w.trusted(0) || !strings.Contains(w.newest().Why(), errDisputed.Error()) {
			t.Errorf("a lie was believed: %s", w.newest().Why())
		}
	})
}

func TestSnapshotsThatDoNotComeAreAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- w.Runner.Run(ctx) }()
		synctest.Wait()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		time.Sleep(2 * time.Minute)
		if err := w.Check(t.Context()); err != nil {
			t.Errorf("after 2 min: %v", err)
		}
		time.Sleep(time.Second)
		if err := w.Check(t.Context()); err == nil {
			t.Error("no snapshot for 2 min and a second, and nobody says so")
		}
	})
}

func TestFactsAreJudged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		hear := w.opts.Tally.Listener()
		call := func(n int, endpoint string, err error) {
			for range n {
				hear.RPCCall(event.RPCCall{Endpoint: endpoint, Method: "eth_call", Err: err})
			}
		}
		w.run()
		synctest.Wait()
		hear.BlockConfirmed(event.BlockConfirmed{Swaps: 1400, Exact: 900})
		hear.BlockConfirmed(event.BlockConfirmed{Swaps: 200, Exact: 99, Mismatched: 1})
		call(60, "good", nil)
		call(20, "good", rpc.ErrReverted)
		call(15, "good", rpc.ErrNotFound)
		call(5, "good", rpc.ErrBusy)
		hear.RPCCall(event.RPCCall{Endpoint: "good", Method: "eth_getLogs", Err: rpc.ErrBusy})
		time.Sleep(30 * time.Second)
		synctest.Wait()
		w.is(OK)
		if s := w.newest(); s.Part(PartValidation).Checked != 1000 || s.Part(PartCalls).Checked != 100 || s.Part(PartCalls).Wrong != 5 {
			t.Errorf("%+v", s.Parts)
		}
		hear.BlockConfirmed(event.BlockConfirmed{Exact: 998, Mismatched: 2})
		time.Sleep(30 * time.Second)
		synctest.Wait()
		w.is(Failed, PartValidation)
		time.Sleep(30 * time.Second)
		synctest.Wait()
		w.is(OK)
		if len(w.left) != 0 {
			t.Errorf("left %v", w.left)
		}
	})
}

// A node that does not answer contract calls is left, once there is another one.
func TestANodeThatDoesNotAnswerIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		hear := w.opts.Tally.Listener()
		w.leave = rpc.ErrNoEndpoint
		fail := func() {
			for range 10 {
				hear.RPCCall(event.RPCCall{Endpoint: "bad", Method: "eth_call", Err: rpc.ErrPruned})
				hear.RPCCall(event.RPCCall{Endpoint: "good", Method: "eth_call"})
			}
		}
		for range 4 {
			fail()
			time.Sleep(30 * time.Second)
			w.look()
			w.is(Failed, PartCalls)
		}
		if len(w.left) != 4 || w.left[0] != "bad" || !w.facts[3].Person {
			t.Errorf("left %v, %+v", w.left, w.facts)
		}
		w.leave = nil
		fail()
		time.Sleep(30 * time.Second)
		w.look()
		if f := w.facts[len(w.facts)-1]; len(w.left) != 5 || f.Err != nil || f.Attempt != 5 || f.Action != event.SwitchEndpoint || f.Target != "bad" {
			t.Errorf("left %v, %+v", w.left, f)
		}
		if rep := w.Report(1); rep.OpenCases != 0 {
			t.Errorf("%+v", rep.Open)
		}
	})
}

func TestAWrongIndexIsMadeAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.stale, w.hopeless = append(w.stale, 1), true
		s := w.take(t.Context())
		if p := s.Part(PartIndex); p.State != Failed || len(w.facts) != 1 || w.facts[0].Err == nil || w.facts[0].Retry != time.Second {
			t.Errorf("%+v, %+v", p, w.facts)
		}
		w.hopeless = false
		time.Sleep(time.Second)
		w.take(t.Context())
		if len(w.facts) != 2 || w.facts[1].Err != nil || w.facts[1].Attempt != 2 || w.facts[1].Action != event.RebuildIndex {
			t.Errorf("%+v", w.facts)
		}
		if s := w.take(t.Context()); s.Part(PartIndex).State != OK || len(w.facts) != 2 {
			t.Errorf("%+v", s.Part(PartIndex))
		}
	})
}

// A pool of which the chain's contracts quote otherwise is not traded, although its
// state is the chain's.
func TestAQuoteThatDiffers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(o *Options) { o.SampleQuotes = 1 })
		w.quoted = uint256.NewInt(1)
		s := w.take(t.Context())
		if p := s.Part(PartQuotes); p.State != Failed || p.Wrong != 1 || p.Checked != 1 || w.trusted(0) || !w.trusted(1) {
			t.Errorf("%+v", p)
		}
		if rep := w.Report(1); rep.OpenCases != 1 || !strings.HasPrefix(rep.Open[0].Cause, PartQuotes) {
			t.Errorf("%+v", rep.Open)
		}
		// It was read again, and is looked at first: still wrong.
		w.mend(nil)
		s = w.take(t.Context())
		if rep := w.Report(1); w.trusted(0) || rep.OpenCases != 1 || rep.Open[0].Attempts != 1 || len(w.Later()) != 1 {
			t.Errorf("%+v %+v", rep.Open, s.Part(PartQuotes))
		}
	})
}

func TestBooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b Books
		w := newWorld(t, func(o *Options) { o.Books = func() Books { return b } })
		w.began = time.Now()
		time.Sleep(30 * time.Second)
		w.look()
		w.is(OK) // nothing was compared yet
		b = Books{At: time.Now(), Err: errors.New("busy")}
		time.Sleep(30 * time.Second)
		w.look()
		w.is(OK)
		time.Sleep(booksPatience)
		w.look()
		w.is(Unknown, PartBooks)
		b = Books{At: time.Now(), Missing: true, Text: "5 wei are missing"}
		time.Sleep(30 * time.Second)
		w.look()
		w.is(Failed, PartBooks)
		if f := w.newest().Findings; len(f) != 1 || f[0].Text != b.Text {
			t.Errorf("%+v", f)
		}
	})
}

// What others repair is kept, with what it took.
func TestConnectionsThatComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		hear := w.opts.Tally.Listener()
		var trouble event.Trouble
		trouble.Begin(errors.New("reset"), time.Now())
		for range 3 {
			time.Sleep(30 * time.Second)
			f, _ := trouble.Failed(event.Resubscribe, "feed", errStill, time.Second, time.Now())
			hear.Recovery(f)
		}
		rep := w.Report(Keep)
		if rep.OpenCases != 1 || !rep.Open[0].NeedsPerson || rep.Open[0].Attempts != 3 || rep.Open[0].Cause != "reset" || len(rep.Attempts) != 3 {
			t.Errorf("%+v", rep)
		}
		if err := w.Check(t.Context()); err == nil {
			t.Error("nobody is called")
		}
		f, _ := trouble.Over(event.Resubscribe, "feed", time.Now())
		hear.Recovery(f)
		if rep = w.Report(1); rep.OpenCases != 0 || rep.Attempts[0].Result != resultRepaired || rep.Attempts[0].Attempt != 4 || rep.Attempts[0].Seconds != 90 {
			t.Errorf("%+v", rep)
		}
		hear.Recovery(event.Recovery{Action: event.SwitchEndpoint, Target: "node-2", Cause: "node serves worse", Attempt: 1})
		if rep = w.Report(1); rep.OpenCases != 0 || rep.Attempts[0].Action != event.SwitchEndpoint {
			t.Errorf("%+v", rep)
		}
		if _, again := trouble.Over(event.Resubscribe, "feed", time.Now()); again {
			t.Error("what is over is over again")
		}
	})
}

var distrustAll = pipeline.Remedy{Distrust: []amm.PoolID{0, 1, 2}, Reason: "test"}
