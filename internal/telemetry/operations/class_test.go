package operations

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestClassify(t *testing.T) {
	aim := Objective{P99: time.Millisecond, ErrorRate: 0.01}
	for _, c := range []struct {
		name string
		seen Seen
		aim  Objective
		want Class
	}{
		{"too few calls", Seen{Calls: 19, P99: time.Hour}, aim, Unknown},
		{"no objective", Seen{Calls: 1000, P99: time.Hour}, Objective{}, Unknown},
		{"half of the objective", Seen{Calls: 1000, P99: 500 * time.Microsecond}, aim, Excellent},
		{"just above half", Seen{Calls: 1000, P99: 500*time.Microsecond + 1}, aim, Good},
		{"the objective", Seen{Calls: 1000, P99: time.Millisecond}, aim, Good},
		{"above it", Seen{Calls: 1000, P99: time.Millisecond + 1}, aim, Average},
		{"1.5 times", Seen{Calls: 1000, P99: 1500 * time.Microsecond}, aim, Average},
		{"above 1.5 times", Seen{Calls: 1000, P99: 1500*time.Microsecond + 1}, aim, Poor},
		{"3 times", Seen{Calls: 1000, P99: 3 * time.Millisecond}, aim, Poor},
		{"above 3 times", Seen{Calls: 1000, P99: 3*time.Millisecond + 1}, aim, Critical},
		{"errors within", Seen{Calls: 1000, Failed: 10}, aim, Good},
		{"errors at 3 times", Seen{Calls: 1000, Failed: 30}, aim, Poor},
		{"errors above", Seen{Calls: 1000, Failed: 31}, aim, Critical},
		{"two failures are chance", Seen{Calls: 20, Failed: 2}, aim, Excellent},
		{"three are not", Seen{Calls: 20, Failed: 3}, aim, Critical},
		{"only errors are judged", Seen{Calls: 1000, P99: time.Hour, Failed: 10}, Objective{ErrorRate: 0.01}, Good},
		{"the worse of both", Seen{Calls: 1000, P99: 2 * time.Millisecond, Failed: 4}, aim, Poor},
	} {
		if got := Classify(c.seen, c.aim); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestClassOfAScore(t *testing.T) {
	for score, want := range map[float64]Class{100: Excellent, 90: Excellent, 89.9: Good, 75: Good, 74: Average, 60: Average, 59.9: Poor, 30: Poor, 29: Critical, 0: Critical} {
		if got := ofScore(score); got != want {
			t.Errorf("score %v is %s, want %s", score, got, want)
		}
	}
}

// The definition of the hysteresis in other words, from the whole history.
func TestStandingAgainstItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		enter, leave := rapid.IntRange(1, 4).Draw(t, "enter"), rapid.IntRange(1, 4).Draw(t, "leave")
		s := standing{enter: enter, leave: leave}
		var since []Class // the windows since the last change
		current := Unknown
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 5), 1, 60).Draw(t, "windows") {
			seen := Class(n)
			changed := s.step(seen)
			if seen == Unknown {
				if changed {
					t.Fatal("a window that cannot be judged changed the standing")
				}
				continue
			}
			since = append(since, seen)
			want := current
			if up := tailOf(since, enter); up != nil && all(up, func(c Class) bool { return c > current }) {
				want = up[0]
				for _, c := range up {
					want = min(want, c)
				}
			} else if down := tailOf(since, leave); down != nil && all(down, func(c Class) bool { return c < current }) {
				want = down[0]
				for _, c := range down {
					want = max(want, c)
				}
			}
			if s.class != want || changed != (want != current) {
				t.Fatalf("after %v from %s: %s, want %s", since, current, s.class, want)
			}
			if changed {
				current, since = want, nil
			}
		}
	})
}

func tailOf(list []Class, n int) []Class {
	if len(list) < n {
		return nil
	}
	return list[len(list)-n:]
}

func all(list []Class, ok func(Class) bool) bool {
	for _, c := range list {
		if !ok(c) {
			return false
		}
	}
	return true
}

func TestOneBadWindowRaisesNoAlert(t *testing.T) {
	s := standing{enter: 3, leave: 5}
	for range 3 {
		s.step(Good)
	}
	for range 10 {
		for _, seen := range []Class{Critical, Critical, Good} {
			if s.step(seen) {
				t.Fatalf("the standing became %s", s.class)
			}
		}
	}
}

func TestClassesReadWhatTheyWrite(t *testing.T) {
	for c := Unknown; c <= Critical; c++ {
		text, _ := c.MarshalText()
		var back Class
		if err := back.UnmarshalText(text); err != nil || back != c {
			t.Errorf("%s came back as %s, %v", c, back, err)
		}
	}
	var c Class
	if c.UnmarshalText([]byte("fine")) == nil {
		t.Error("fine is a class")
	}
}
