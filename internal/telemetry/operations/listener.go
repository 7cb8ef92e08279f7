package operations

import (
	"sync"
	"time"

	"mevbot/internal/event"
)

// Listener turns facts into operations: the parts of each turn of the street,
// frame_to_state, frame_to_signed, sign, send, attempt, prediction, and one for each
// method of a node, under its name. Give it to an event.Queue.
func (p *Profiler) Listener() event.Listener {
	a := &attempts{rec: p.Recorder, now: p.opts.Now, began: map[uint64]time.Time{}}
	return event.Listener{
		StateUpdated: func(f event.StateUpdated) { p.Observe(FrameToState, f.Latency, false) },
		TurnTimed:    p.onTurn,
		Attempt:      a.hear,
		RPCCall: func(f event.RPCCall) {
			p.Observe(p.Named(f.Method, Remote), f.Duration, f.Err != nil && p.opts.Failed(f.Err))
		},
		BlockConfirmed: p.onBlock,
	}
}

// onTurn counts the parts that the turn had.
func (p *Profiler) onTurn(f event.TurnTimed) {
	for _, part := range [...]struct {
		op   Op
		took time.Duration
	}{{Decode, f.Decode}, {PoolState, f.State}, {Confirm, f.Confirm}, {Search, f.Search}, {Plan, f.Plan}} {
		if part.took > 0 {
			p.Observe(part.op, part.took, false)
		}
	}
}

// onBlock counts the predictions of a block as one, which failed if one of them was
// wrong. A block without any that could have been right says nothing.
func (p *Profiler) onBlock(f event.BlockConfirmed) {
	if f.Exact+f.Mismatched > 0 {
		p.Observe(Prediction, f.Lead, f.Mismatched > 0)
	}
}

// maxAttempts bounds the attempts that are followed at once. A bot has a few
// under way; what is beyond is an attempt whose end was dropped by the queue.
const maxAttempts = 256

// attempts takes the time from the signature of a transaction to its end, by
// when the facts are heard.
type attempts struct {
	rec   *Recorder
	now   func() time.Time
	mu    sync.Mutex
	began map[uint64]time.Time
}

func (a *attempts) hear(f event.Attempt) {
	switch f.State {
	case event.Reserved:
		a.rec.Observe(FrameToSigned, f.Latency, false)
		a.rec.Observe(Sign, f.Took, false)
		a.begin(f.ID)
	case event.Landed, event.Failed:
		a.end(f.ID, f.State != event.Landed)
	case event.Sent, event.Unknown:
		a.sent(f.Took, f.State != event.Sent)
	case event.Refused:
		a.sent(f.Took, true)
		a.end(f.ID, true)
	}
}

// sent counts the answer to a send; a state that is reached without one has no time.
func (a *attempts) sent(took time.Duration, failed bool) {
	if took > 0 {
		a.rec.Observe(Send, took, failed)
	}
}

func (a *attempts) begin(id uint64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.began) >= maxAttempts {
		var oldest uint64
		var at time.Time
		for other, t := range a.began {
			if at.IsZero() || t.Before(at) {
				oldest, at = other, t
			}
		}
		delete(a.began, oldest)
	}
	a.began[id] = a.now()
}

// end counts an attempt once, if its beginning was heard.
func (a *attempts) end(id uint64, failed bool) {
	a.mu.Lock()
	began, ok := a.began[id]
	delete(a.began, id)
	a.mu.Unlock()
	if ok {
		a.rec.Observe(Attempt, a.now().Sub(began), failed)
	}
}
