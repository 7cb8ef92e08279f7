package operations

import (
	"errors"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"mevbot/internal/event"
)

func counted(p *Profiler) map[string]Stats {
	out := map[string]Stats{}
	for _, o := range p.Report(p.opts.Now().Add(time.Second)).Operations {
		out[o.Name] = o.Stats
	}
	return out
}

func TestFactsBecomeOperations(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		missing := errors.New("not there yet")
		p, err := New(Options{Failed: func(err error) bool { return !errors.Is(err, missing) }})
		if err != nil {
			t.Fatal(err)
		}
		l := p.Listener()
		l.TurnTimed(event.TurnTimed{Decode: 10 * time.Microsecond, Search: 500 * time.Microsecond})
		l.StateUpdated(event.StateUpdated{Latency: 40 * time.Microsecond})
		l.RPCCall(event.RPCCall{Method: "eth_call", Duration: 3 * time.Millisecond})
		l.RPCCall(event.RPCCall{Method: "eth_call", Duration: 5 * time.Millisecond, Err: errors.New("x")})
		l.RPCCall(event.RPCCall{Method: "eth_getTransactionReceipt", Duration: time.Millisecond, Err: missing})
		l.BlockConfirmed(event.BlockConfirmed{Exact: 3, Lead: 200 * time.Millisecond})
		l.BlockConfirmed(event.BlockConfirmed{Exact: 2, Mismatched: 1, Lead: 100 * time.Millisecond})
		l.BlockConfirmed(event.BlockConfirmed{Swaps: 2, Lead: time.Millisecond}) // none that could have been right
		for id, end := range []event.AttemptState{event.Landed, event.Failed, event.Refused} {
			l.Attempt(event.Attempt{ID: uint64(id), State: event.Reserved, Latency: 300 * time.Microsecond, Took: 90 * time.Microsecond})
			l.Attempt(event.Attempt{ID: uint64(id), State: event.Sent, Took: 2 * time.Millisecond})
			time.Sleep(250 * time.Millisecond)
			l.Attempt(event.Attempt{ID: uint64(id), State: end})
			l.Attempt(event.Attempt{ID: uint64(id), State: end}) // twice is once
		}
		l.Attempt(event.Attempt{ID: 99, State: event.Landed}) // from before the start
		ms := time.Millisecond
		want := map[string][4]any{ // calls, failed, min, max
			"frame_to_state":            {uint64(1), uint64(0), 40 * time.Microsecond, 40 * time.Microsecond},
			"frame_to_signed":           {uint64(3), uint64(0), 300 * time.Microsecond, 300 * time.Microsecond},
			"decode":                    {uint64(1), uint64(0), 10 * time.Microsecond, 10 * time.Microsecond},
			"search":                    {uint64(1), uint64(0), 500 * time.Microsecond, 500 * time.Microsecond},
			"sign":                      {uint64(3), uint64(0), 90 * time.Microsecond, 90 * time.Microsecond},
			"send":                      {uint64(3), uint64(0), 2 * ms, 2 * ms},
			"attempt":                   {uint64(3), uint64(2), 250 * ms, 250 * ms},
			"prediction":                {uint64(2), uint64(1), 100 * ms, 200 * ms},
			"eth_call":                  {uint64(2), uint64(1), 3 * ms, 5 * ms},
			"eth_getTransactionReceipt": {uint64(1), uint64(0), ms, ms},
		}
		got := map[string][4]any{}
		for name, s := range counted(p) {
			got[name] = [4]any{s.Calls, s.Failed, s.Min, s.Max}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %v\nwant %v", got, want)
		}
	})
}

func TestAttemptsThatNeverEndAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, err := New(Options{})
		if err != nil {
			t.Fatal(err)
		}
		a := &attempts{rec: p.Recorder, now: time.Now, began: map[uint64]time.Time{}}
		for id := range uint64(10 * maxAttempts) {
			a.hear(event.Attempt{ID: id, State: event.Reserved})
			time.Sleep(time.Millisecond)
		}
		if len(a.began) != maxAttempts {
			t.Fatalf("%d are followed", len(a.began))
		}
		a.hear(event.Attempt{ID: 10*maxAttempts - 1, State: event.Landed})
		a.hear(event.Attempt{ID: 0, State: event.Landed})
		if got := counted(p)["attempt"]; got.Calls != 1 {
			t.Fatalf("%d ended, want the newest alone", got.Calls)
		}
	})
}

func TestTheListenerTakesNoMemory(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	l := p.Listener()
	l.RPCCall(event.RPCCall{Method: "eth_call"})
	if n := testing.AllocsPerRun(1000, func() {
		l.RPCCall(event.RPCCall{Method: "eth_call", Duration: 5})
		l.StateUpdated(event.StateUpdated{Latency: 5})
		l.BlockConfirmed(event.BlockConfirmed{Exact: 1, Lead: 5})
	}); n != 0 {
		t.Fatalf("%v allocations", n)
	}
}
