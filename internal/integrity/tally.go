package integrity

import (
	"errors"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/event"
	"mevbot/internal/rpc"
)

// Tally counts the facts that tell of integrity, and keeps what is being repaired.
// It exists before there is anything to look at.
type Tally struct {
	now     func() time.Time
	board   *board
	metrics *metrics

	mu    sync.Mutex
	count counts
}

// counts are facts since the last snapshot.
type counts struct {
	exact, mismatched     uint64 // predicted swaps whose premise held, by what came out
	calls                 map[string]calls
	answered, notAnswered uint64 // contract calls to all endpoints
}

// calls are contract calls to one endpoint.
type calls struct{ answered, failed uint64 }

// NewTally makes an empty one. Registerer may be nil.
func NewTally(p Policy, r prometheus.Registerer, now func() time.Time) *Tally {
	m := newMetrics(r)
	t := &Tally{now: now, metrics: m, board: newBoard(p)}
	m.watch(r, t.board)
	return t
}

// Listener hears facts. It takes short locks: give it to an event.Queue, not to
// the street.
func (t *Tally) Listener() event.Listener {
	return event.Listener{
		BlockConfirmed: func(f event.BlockConfirmed) {
			t.add(func(c *counts) { c.exact += uint64(f.Exact); c.mismatched += uint64(f.Mismatched) })
		},
		RPCCall: func(f event.RPCCall) {
			if f.Method == "eth_call" {
				t.add(func(c *counts) { c.call(f.Endpoint, f.Err) })
			}
		},
		Recovery: func(f event.Recovery) { t.board.heard(f, t.now()) },
	}
}

func (t *Tally) add(f func(*counts)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f(&t.count)
}

// call counts a contract call. A revert is an answer, and so is that a block is not
// there; a state that is no longer kept is none.
func (c *counts) call(endpoint string, err error) {
	if c.calls == nil {
		c.calls = map[string]calls{}
	}
	one := c.calls[endpoint]
	if err == nil || errors.Is(err, rpc.ErrReverted) || errors.Is(err, rpc.ErrNotFound) && !errors.Is(err, rpc.ErrPruned) {
		one.answered++
		c.answered++
	} else {
		one.failed++
		c.notAnswered++
	}
	c.calls[endpoint] = one
}

// take is what was counted since it was called last.
func (t *Tally) take() counts {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.count
	t.count = counts{}
	return c
}
