package health

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Module is something whose health is checked.
type Module struct {
	Name string
	// Blocks says that the bot is not ready while this module is not healthy.
	Blocks bool
	// Needs names the modules without which this one cannot work: it is healthy
	// only if they are. They do not depend on it in turn.
	Needs []string
	// Sequence, if not empty, names those of which only one is checked at a time.
	Sequence     string
	Interval     time.Duration // default Options.Interval
	Timeout      time.Duration // default Options.Timeout
	FailAfter    int           // failures in a row that make it unhealthy; default 1
	RecoverAfter int           // successes in a row that make it healthy again; default 1
	// Warmup is the time from the first check in which a failure is no failure
	// yet: the module is Warming then, and counts as not healthy.
	Warmup time.Duration
	Check  func(ctx context.Context) error
}

// Override is what an operator sets of a module; zero fields leave it as it is.
type Override struct {
	Interval, Timeout, Warmup time.Duration
	FailAfter, RecoverAfter   int
}

// Status of a module.
type Status string

// The statuses. Only Healthy is good enough for readiness.
const (
	Unknown   Status = "unknown" // not checked yet, or not often enough to say
	Warming   Status = "warming" // it fails, within its warm-up
	Healthy   Status = "healthy"
	Unhealthy Status = "unhealthy"
)

// State is what is known of a module.
type State struct {
	Name      string
	Status    Status // with regard to what it needs
	Trend     Trend  // of its own checks
	Blocks    bool
	Needs     []string
	Since     time.Time // of the status
	LastCheck time.Time // zero before the first
	Duration  time.Duration
	Err       error // of the last check, or which need is missing
}

// record is a State with what it is made of.
type record struct {
	State
	standing standing
	own      error // of the last check
	failure  error // of the last check that failed
	first    time.Time
	results  []Result // the newest, oldest first
}

var (
	// ErrUnknownNeed says that a module needs one that does not exist.
	ErrUnknownNeed = errors.New("needs a module that does not exist")
	// ErrCycle says that modules need each other in a circle.
	ErrCycle = errors.New("modules need each other in a circle")
	// ErrUnknownModule says that an override names a module that does not exist.
	ErrUnknownModule = errors.New("no such health module")
)

// Validate says whether the modules can be checked: whether all that is needed
// and overridden exists, and nothing needs itself. Run asks it first.
func (r *Registry) Validate() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	names := make([]string, len(r.modules))
	for i := range r.modules {
		names[i] = r.modules[i].Name
	}
	for name := range r.opts.Overrides {
		if r.states[name] == nil {
			return fmt.Errorf("%w: %q; there are %s", ErrUnknownModule, name, strings.Join(names, ", "))
		}
	}
	_, err := inOrder(r.modules)
	return err
}

// inOrder sorts modules so that each comes after what it needs.
func inOrder(modules []Module) ([]Module, error) {
	byName := make(map[string]*Module, len(modules))
	for i := range modules {
		byName[modules[i].Name] = &modules[i]
	}
	var sorted []Module
	done := map[string]bool{}
	var visit func(m *Module, path []string) error
	visit = func(m *Module, path []string) error {
		if done[m.Name] {
			return nil
		}
		for i, name := range path {
			if name == m.Name {
				return fmt.Errorf("%w: %s needs %s", ErrCycle, strings.Join(path[i:], " needs "), m.Name)
			}
		}
		for _, need := range m.Needs {
			n := byName[need]
			if n == nil {
				return fmt.Errorf("health module %s %w: %q", m.Name, ErrUnknownNeed, need)
			}
			if err := visit(n, append(path, m.Name)); err != nil {
				return err
			}
		}
		done[m.Name] = true
		sorted = append(sorted, *m)
		return nil
	}
	for i := range modules {
		if err := visit(&modules[i], nil); err != nil {
			return nil, err
		}
	}
	return sorted, nil
}
