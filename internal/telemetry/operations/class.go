package operations

import (
	"fmt"
	"time"
)

// Class says how good something is.
type Class uint8

// The classes, from best to worst. Their numbers are the values of
// mev_bot_operation_class.
const (
	Unknown   Class = iota // there is too little to judge, or no objective
	Excellent              // at most half of the objective
	Good                   // within the objective
	Average                // at most 1.5 times the objective
	Poor                   // at most 3 times the objective
	Critical               // worse
)

var classNames = [...]string{"unknown", "excellent", "good", "average", "poor", "critical"}

// String is the class as reports and labels name it.
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return fmt.Sprintf("class %d", uint8(c))
}

// MarshalText is String.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (c *Class) UnmarshalText(text []byte) error {
	for i, name := range classNames {
		if name == string(text) {
			*c = Class(i)
			return nil
		}
	}
	return fmt.Errorf("class %q: want one of %v", text, classNames)
}

// Alerting says whether entering the class raises an alert.
func (c Class) Alerting() bool { return c >= Poor }

// Threshold is a row of the table of classes.
type Threshold struct {
	Class Class `json:"class"`
	// Times is the most that p99 or the error rate may be, in times of the
	// objective. 0: no bound.
	Times float64 `json:"times_objective,omitempty"`
	// Score is the least score, 0 to 100.
	Score float64 `json:"score"`
}

// thresholds is the one place where the classes are told apart.
var thresholds = []Threshold{
	{Excellent, 0.5, 90},
	{Good, 1, 75},
	{Average, 1.5, 60},
	{Poor, 3, 30},
	{Critical, 0, 0},
}

// Thresholds is the table that tells the classes apart, best first. It stands
// in each report.
func Thresholds() []Threshold { return append([]Threshold(nil), thresholds...) }

// What is not enough to be judged.
const (
	// MinCalls is how many calls a class needs.
	MinCalls = 20
	// MinFailures is how many failures are held against an operation; fewer
	// can be chance.
	MinFailures = 3
)

// Seen is what an operation is judged by.
type Seen struct {
	Calls, Failed uint64
	P99           time.Duration
}

// ErrorRate is the share of the calls that failed, 0 to 1.
func (s Seen) ErrorRate() float64 {
	if s.Calls == 0 {
		return 0
	}
	return float64(s.Failed) / float64(s.Calls)
}

// Classify judges what was seen against an objective: the worse of the classes
// of p99 and of the error rate. It is Unknown below MinCalls calls, or when the
// objective judges nothing. Below 100 calls p99 is the slowest of them.
func Classify(s Seen, o Objective) Class {
	if s.Calls < MinCalls {
		return Unknown
	}
	worst := Unknown
	if o.P99 > 0 {
		worst = ofTimes(float64(s.P99) / float64(o.P99))
	}
	if o.ErrorRate > 0 {
		times := 0.0
		if s.Failed >= MinFailures {
			times = s.ErrorRate() / o.ErrorRate
		}
		worst = max(worst, ofTimes(times))
	}
	return worst
}

// ofTimes is the class of so many times the objective.
func ofTimes(times float64) Class {
	for _, t := range thresholds {
		if t.Times == 0 || times <= t.Times {
			return t.Class
		}
	}
	return Critical
}

// ofScore is the class of a score of 0 to 100.
func ofScore(score float64) Class {
	for _, t := range thresholds {
		if score >= t.Score {
			return t.Class
		}
	}
	return Critical
}

// standing is a class with hysteresis. It gets worse when enter windows in a
// row are worse, to the best of them; it gets better when leave windows in a row
// are better, to the worst of them. So one bad window raises no alert, and one
// good one ends none.
type standing struct {
	enter, leave int
	class        Class
	worse        int   // windows in a row
	best         Class // of them
	better       int
	worst        Class
}

// step takes in the class of a window and says whether the standing changed.
func (s *standing) step(seen Class) bool {
	switch {
	case seen == Unknown:
		return false
	case seen > s.class:
		if s.better = 0; s.worse == 0 {
			s.best = seen
		}
		s.worse++
		if s.best = min(s.best, seen); s.worse >= s.enter {
			return s.become(s.best)
		}
	case seen < s.class:
		if s.worse = 0; s.better == 0 {
			s.worst = seen
		}
		s.better++
		if s.worst = max(s.worst, seen); s.better >= s.leave {
			return s.become(s.worst)
		}
	default:
		s.worse, s.better = 0, 0
	}
	return false
}

// become sets the class and says whether it was another.
func (s *standing) become(c Class) bool {
	changed := s.class != c
	s.class, s.worse, s.better = c, 0, 0
	return changed
}
