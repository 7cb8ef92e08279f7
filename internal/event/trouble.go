package event

import "time"

// Trouble counts the attempts to repair something, and makes their facts. The zero
// value is none. It is pure, the clock is passed in.
type Trouble struct {
	cause    error
	since    time.Time
	attempts uint64
}

// Begin says that something is wrong from now on, and why.
func (t *Trouble) Begin(cause error, now time.Time) { *t = Trouble{cause: cause, since: now} }

// Failed is the fact of an attempt that did not repair it; the next one comes no
// sooner than after retry. It is false if there is no trouble.
func (t *Trouble) Failed(action, target string, err error, retry time.Duration, now time.Time) (Recovery, bool) {
	if t.cause == nil {
		return Recovery{}, false
	}
	t.attempts++
	return Recovery{Action: action, Target: target, Cause: t.cause.Error(), Attempt: t.attempts, Err: err, Took: now.Sub(t.since), Retry: retry}, true
}

// Over is the fact of the attempt that repaired it. It is false if there was no
// trouble; now there is none.
func (t *Trouble) Over(action, target string, now time.Time) (Recovery, bool) {
	f, ok := t.Failed(action, target, nil, 0, now)
	*t = Trouble{}
	return f, ok
}
