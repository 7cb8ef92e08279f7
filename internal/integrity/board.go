package integrity

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/pool"
)

// Keep is how many snapshots, and how many attempts to repair, are kept.
const Keep = 100

// Attempt is an attempt to repair something, for people.
type Attempt struct {
	At          time.Time `json:"at"`
	Action      string    `json:"action"`
	Target      string    `json:"target"`
	Cause       string    `json:"cause"`
	Attempt     uint64    `json:"attempt"`
	Result      string    `json:"result"` // repaired or failed
	Error       string    `json:"error,omitempty"`
	Seconds     float64   `json:"seconds"`                 // since it was found to be wrong
	Retry       float64   `json:"retry_seconds,omitempty"` // until the next attempt at the earliest
	NeedsPerson bool      `json:"needs_person,omitempty"`
}

// The results of an attempt.
const (
	resultRepaired = "repaired"
	resultFailed   = "failed"
)

// caseKey is what a case is about: a pool, or what the target names.
type caseKey struct {
	action, target string
	pool           amm.PoolID
}

// board is all that is being repaired, whoever repairs it, and the last attempts.
// It is safe for concurrent use.
type board struct {
	policy Policy

	mu      sync.Mutex
	cases   map[caseKey]*Case
	history []Attempt // oldest first
	unsaved []Attempt
	saved   chan struct{} // has a value if some are not saved
}

func newBoard(p Policy) *board {
	return &board{policy: p, cases: map[caseKey]*Case{}, saved: make(chan struct{}, 1)}
}

// of is the case of a key; a new one if there is none.
func (b *board) of(k caseKey) *Case {
	c := b.cases[k]
	if c == nil {
		c = &Case{Action: k.action, Target: k.target}
		b.cases[k] = c
	}
	return c
}

// wrong says that something is wrong now, and whether an attempt may be made.
func (b *board) wrong(k caseKey, cause string, now time.Time) (due bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.of(k)
	c.wrong(cause, now, &b.policy)
	return c.due(now)
}

// hopeless says that something is wrong that no attempt will repair.
func (b *board) hopeless(k caseKey, cause string, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.of(k)
	c.wrong(cause, now, &b.policy)
	c.hopeless()
}

// right says that something is not wrong any more, whatever did it.
func (b *board) right(k caseKey) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c := b.cases[k]; c != nil && c.Stage == Open {
		delete(b.cases, k)
	}
}

// tried notes how an attempt ended, and is its fact.
func (b *board) tried(k caseKey, err error, now time.Time) event.Recovery {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.of(k)
	b.end(c, err, now)
	return c.fact(err, now)
}

func (b *board) end(c *Case, err error, now time.Time) {
	if err == nil {
		c.repaired(now)
		return
	}
	c.failed(err, b.policy.pause(c.Attempts+1), now, &b.policy)
}

// heard keeps an attempt, whoever made it. Those to have a connection back are made
// where the connection is, and only noted here.
func (b *board) heard(f event.Recovery, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := caseKey{action: f.Action, target: f.Target}
	if c := b.cases[k]; f.Action == event.Resubscribe && (c != nil || f.Err != nil) {
		c = b.of(k)
		c.wrong(f.Cause, now.Add(-f.Took), &b.policy)
		if c.Attempts = int(f.Attempt) - 1; f.Err != nil {
			c.failed(f.Err, f.Retry, now, &b.policy)
		} else {
			c.repaired(now)
		}
		f.Person = c.NeedsPerson
	}
	b.keep(&f, now)
}

// keep adds an attempt to the history; b.mu is held.
func (b *board) keep(f *event.Recovery, now time.Time) {
	a := Attempt{
		At: now.UTC(), Action: f.Action, Target: f.Target, Cause: f.Cause, Attempt: f.Attempt, Result: resultRepaired,
		Seconds: f.Took.Seconds(), Retry: f.Retry.Seconds(), NeedsPerson: f.Person,
	}
	if f.Err != nil {
		a.Result, a.Error = resultFailed, f.Err.Error()
	}
	b.history = last(append(b.history, a))
	b.unsaved = last(append(b.unsaved, a))
	select {
	case b.saved <- struct{}{}:
	default:
	}
}

// last is the newest Keep of a list that is oldest first.
func last[T any](list []T) []T {
	if n := len(list) - Keep; n > 0 {
		list = slices.Delete(list, 0, n)
	}
	return list
}

// reloaded notes how an attempt to read pools again ended, and is its facts: one for
// all pools to which the same happened. name is what people call a pool.
func (b *board) reloaded(r *pool.Reload, name func(amm.PoolID) string, now time.Time) []event.Recovery {
	b.mu.Lock()
	defer b.mu.Unlock()
	var facts []event.Recovery
	var alike []int // further pools of each fact
	for i, id := range r.Pools {
		err := r.Err
		if err == nil {
			err = r.Failed[i]
		}
		c := b.of(caseKey{event.ReloadPool, name(id), id})
		if c.Stage == Repaired && (c.proven || c.Cause != r.Reasons[i]) {
			*c = Case{Action: c.Action, Target: c.Target} // the repair before was not in vain
		}
		c.wrong(r.Reasons[i], now.Add(-r.Took), &b.policy)
		b.end(c, err, now)
		f := c.fact(err, now)
		k := slices.IndexFunc(facts, func(o event.Recovery) bool {
			return o.Cause == f.Cause && o.Attempt == f.Attempt && o.Person == f.Person && (o.Err == nil) == (f.Err == nil)
		})
		if k < 0 {
			facts, alike = append(facts, f), append(alike, 0)
			continue
		}
		alike[k]++
	}
	for k := range facts {
		if alike[k] > 0 {
			facts[k].Target = fmt.Sprintf("%s and %d more", facts[k].Target, alike[k])
		}
	}
	return facts
}

// later are the pools that are not to be read again yet.
func (b *board) later(now time.Time) map[amm.PoolID]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	var pools map[amm.PoolID]bool
	for k, c := range b.cases {
		if k.action == event.ReloadPool && c.Stage == Open && now.Before(c.Next) {
			if pools == nil {
				pools = map[amm.PoolID]bool{}
			}
			pools[k.pool] = true
		}
	}
	return pools
}

// proven says that pools are as the chain has them.
func (b *board) proven(keys []caseKey) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, k := range keys {
		if c := b.cases[k]; c != nil && c.Stage == Repaired {
			c.proven = true
		}
	}
}

// suspects are the pools that were read again and not compared since, in order.
func (b *board) suspects() (pools []amm.PoolID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for k, c := range b.cases {
		if k.action == event.ReloadPool && c.Stage == Repaired && !c.proven {
			pools = append(pools, k.pool)
		}
	}
	slices.Sort(pools)
	return pools
}

// sweep forgets what was repaired long enough ago.
func (b *board) sweep(now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for k, c := range b.cases {
		if c.over(now, &b.policy) {
			delete(b.cases, k)
		}
	}
}

// open copies the cases that are being repaired, those that need a person first,
// then the oldest.
func (b *board) open() (cases []Case) {
	b.mu.Lock()
	defer b.mu.Unlock()
	cases = []Case{}
	for _, c := range b.cases {
		if c.Stage == Open {
			cases = append(cases, *c)
		}
	}
	slices.SortFunc(cases, func(x, y Case) int {
		if x.NeedsPerson != y.NeedsPerson {
			if x.NeedsPerson {
				return -1
			}
			return 1
		}
		return cmp.Or(x.Since.Compare(y.Since), cmp.Compare(x.Action, y.Action), cmp.Compare(x.Target, y.Target))
	})
	return cases
}

// attempts copies the newest attempts, newest first.
func (b *board) attempts(n int) []Attempt {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := slices.Clone(b.history[max(0, len(b.history)-n):])
	slices.Reverse(list)
	return list
}

// takeUnsaved is the attempts that are not in the database, oldest first.
func (b *board) takeUnsaved() []Attempt {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := b.unsaved
	b.unsaved = nil
	return list
}

// restore puts back what an earlier run had kept.
func (b *board) restore(list []Attempt) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.history = last(append(list, b.history...))
}
