package health

import (
	"context"
	"fmt"
	"time"
)

// standing is a module's own status, without what it needs: a state machine
// that only results and their times move.
type standing struct {
	status               Status
	failures, recoveries int // in a row
}

// after is the standing after one more result. age is the time since the first
// check.
func (s standing) after(m *Module, failed bool, age time.Duration) standing {
	switch {
	case !failed:
		s.failures = 0
		s.recoveries++
		if s.status != Unhealthy || s.recoveries >= m.RecoverAfter {
			s.status = Healthy
		}
	case age < m.Warmup:
		s = standing{status: Warming}
	default:
		s.recoveries = 0
		s.failures++
		if s.failures >= m.FailAfter {
			s.status = Unhealthy
		}
	}
	return s
}

// worth orders the statuses: a module is at most as well as what it needs.
var worth = map[Status]int{Unhealthy: 0, Unknown: 1, Warming: 2, Healthy: 3}

// settle gives a module the status that follows from its own standing and from
// what it needs, whose states are settled already.
func (r *Registry) settle(m *Module) (Status, error) {
	s := r.states[m.Name]
	status, err := s.standing.status, s.own
	if status == Unhealthy && err == nil {
		err = fmt.Errorf("it works, but not for %d checks in a row yet; it was: %w", m.RecoverAfter, s.failure)
	}
	for _, need := range m.Needs {
		n := r.states[need]
		if n == nil || worth[n.Status] >= worth[status] {
			continue
		}
		status = n.Status
		err = fmt.Errorf("needs %s, which is %s", need, n.Status)
		if n.Err != nil {
			err = fmt.Errorf("%w: %w", err, n.Err)
		}
	}
	return status, err
}

// Budget makes a check of an objective's error budget: remaining is the share
// of it that is left, 1 when nothing is spent and below 0 when it is overdrawn,
// and the check fails while less than least is left, or it is not known.
func Budget(remaining func() (float64, error), least float64) func(context.Context) error {
	return func(context.Context) error {
		left, err := remaining()
		if err != nil {
			return fmt.Errorf("read the error budget: %w", err)
		}
		if !(left >= least) { // also where it is no number
			return fmt.Errorf("%.1f %% of the error budget is left, want %.1f %%", 100*left, 100*least)
		}
		return nil
	}
}
