package profiles

import (
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Miss says which objective was missed, and by which message.
type Miss struct {
	At        time.Time     // when it was seen
	Stage     string        // what was slow
	Latency   time.Duration // of the observation that decided
	Objective string        // what was promised, for people
	TraceID   string        // of that observation; may be empty
}

// Objective is a promise about one stage. Limit and Hard are independent; zero
// leaves one out.
type Objective struct {
	Stage string
	// Limit is met by at least Share of every Window observations.
	Limit  time.Duration
	Window int     // observations; at least 1 when Limit is set
	Share  float64 // above 0, at most 1
	// Hard is met by every single observation.
	Hard time.Duration
}

// check says which field is wrong.
func (o Objective) check() error {
	switch {
	case o.Stage == "":
		return errors.New("objective: stage: must not be empty")
	case o.Limit < 0 || o.Hard < 0:
		return fmt.Errorf("objective of %s: limit and hard must not be negative", o.Stage)
	case o.Limit == 0 && o.Hard == 0:
		return fmt.Errorf("objective of %s: needs a limit or a hard limit", o.Stage)
	case o.Limit > 0 && o.Window < 1:
		return fmt.Errorf("objective of %s: window: must be at least 1", o.Stage)
	case o.Limit > 0 && !(o.Share > 0 && o.Share <= 1):
		return fmt.Errorf("objective of %s: share: must be above 0 and at most 1", o.Stage)
	case o.Limit > 0 && o.Hard > 0 && o.Hard < o.Limit:
		return fmt.Errorf("objective of %s: hard: must not be below limit", o.Stage)
	}
	return nil
}

// Objectives says when an objective is missed. It is a state machine without
// goroutines; one goroutine at a time may use it. Observe allocates nothing.
type Objectives struct {
	now    func() time.Time
	stages map[string]*window
}

// window holds the last observations of one stage: late or not.
type window struct {
	o        Objective
	late     []bool
	at, seen int // at: the next place; seen: filled places
	lates    int
	allowed  int // late ones in a full window that still meet the share
	promise  string
	hard     string
}

// NewObjectives checks the list: at most one objective a stage.
func NewObjectives(now func() time.Time, list []Objective) (*Objectives, error) {
	w := &Objectives{now: now, stages: map[string]*window{}}
	for _, o := range list {
		if err := o.check(); err != nil {
			return nil, err
		}
		if w.stages[o.Stage] != nil {
			return nil, fmt.Errorf("objective of %s: is given twice", o.Stage)
		}
		w.stages[o.Stage] = newWindow(o)
	}
	return w, nil
}

// Register publishes the limits; a nil registerer is none.
func (w *Objectives) Register(reg prometheus.Registerer) {
	if reg == nil {
		return
	}
	v := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "mev_bot_latency_objective_seconds", Help: "The objective of a stage of mev_bot_processing_latency_seconds: 99 of 100 states, 95 of 100 signed attempts take no longer. Absent where there is none.",
	}, []string{"stage"})
	for stage, s := range w.stages {
		if s.o.Limit > 0 {
			v.WithLabelValues(stage).Set(s.o.Limit.Seconds())
		}
	}
	reg.MustRegister(v)
}

func newWindow(o Objective) *window {
	s := &window{o: o, hard: fmt.Sprintf("every %s within %s", o.Stage, o.Hard)}
	if o.Limit > 0 {
		s.late = make([]bool, o.Window)
		// The nudge keeps 0.99 of 100 at 1 late and not 0: floats are a little off.
		s.allowed = int(float64(o.Window)*(1-o.Share) + 1e-9)
		s.promise = fmt.Sprintf("%.4g %% of %d %s within %s", 100*o.Share, o.Window, o.Stage, o.Limit)
	}
	return s
}

// Observe takes one latency. It reports a miss if the latency is above the hard
// limit, or if more of the last Window latencies than Share allows were above
// the limit. After a miss by share the window starts empty, so that one breach
// is reported once and a lasting one once every window. A stage without an
// objective never misses.
func (w *Objectives) Observe(stage string, d time.Duration, traceID string) (Miss, bool) {
	s := w.stages[stage]
	if s == nil {
		return Miss{}, false
	}
	promise := ""
	if s.missedShare(d) {
		promise = s.promise
	}
	if s.o.Hard > 0 && d > s.o.Hard {
		promise = s.hard
	}
	if promise == "" {
		return Miss{}, false
	}
	return Miss{At: w.now(), Stage: stage, Latency: d, Objective: promise, TraceID: traceID}, true
}

// missedShare moves the window on by one. More late ones than a full window may
// have decide at once: waiting for the rest would lose the trace of the moment.
func (s *window) missedShare(d time.Duration) bool {
	if s.o.Limit == 0 {
		return false
	}
	late := d > s.o.Limit
	if s.seen == len(s.late) {
		if s.late[s.at] {
			s.lates--
		}
	} else {
		s.seen++
	}
	s.late[s.at] = late
	s.at = (s.at + 1) % len(s.late)
	if late {
		s.lates++
	}
	if !late || s.lates <= s.allowed {
		return false
	}
	s.at, s.seen, s.lates = 0, 0, 0
	return true
}
