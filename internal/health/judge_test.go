package health

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// A status is what the last results in a row make it, whatever came before: a
// second implementation that looks back over the whole list has to agree.
func TestThresholdsCountConsecutiveResults(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		m := &Module{FailAfter: 1 + rng.IntN(4), RecoverAfter: 1 + rng.IntN(4)}
		var results []bool
		s, want := standing{status: Unknown}, Unknown
		for range 40 {
			results = append(results, rng.IntN(2) == 0)
			failed := results[len(results)-1]
			s = s.after(m, failed, time.Hour)
			row := 0
			for i := len(results) - 1; i >= 0 && results[i] == failed; i-- {
				row++
			}
			switch {
			case failed && row >= m.FailAfter:
				want = Unhealthy
			case !failed && (want != Unhealthy || row >= m.RecoverAfter):
				want = Healthy
			}
			if s.status != want {
				t.Fatalf("%+v after %v: %s, want %s", m, results, s.status, want)
			}
		}
	}
}

func TestWarmupCountsNoFailure(t *testing.T) {
	m := &Module{FailAfter: 2, RecoverAfter: 1, Warmup: time.Minute}
	s := standing{status: Unknown}
	for age := time.Duration(0); age < time.Minute; age += 10 * time.Second {
		if s = s.after(m, true, age); s.status != Warming {
			t.Fatalf("after %s: %s", age, s.status)
		}
	}
	if s = s.after(m, true, time.Minute); s.status != Warming {
		t.Errorf("the first failure that counts, of two: %s", s.status)
	}
	if s = s.after(m, true, time.Minute); s.status != Unhealthy {
		t.Errorf("the second failure that counts: %s", s.status)
	}
	s = standing{status: Unknown}.after(m, true, 0).after(m, false, time.Second)
	if s.status != Healthy {
		t.Errorf("a success in the warm-up: %s", s.status)
	}
}

func TestTrend(t *testing.T) {
	// One letter a check: . quick, s slow (200 ms), x failed.
	for _, c := range []struct {
		results string
		want    Trend
	}{
		{"", Stable},
		{".", Stable},
		{"x", Stable},
		{"xxx", Critical},
		{"..........", Stable},
		{".........xxx", Critical},
		{"..........x.......x.", Degrading},
		{"x.x...............", Improving},
		{"xxxxxxxxxxxxxxx.....", Improving},
		{"..........x.x.x.x.x.", Critical},
		{"x.x.x.x.x.x.x.x.x.x.", Critical},
		{"..........ssssssssss", Degrading},
		{"ssssssssss..........", Improving},
		{"ssssssssssssssssssss", Stable},
		{"..s....s..s..s...s..", Stable},
	} {
		var list []Result
		for _, r := range c.results {
			list = append(list, Result{Failed: r == 'x', Duration: map[rune]time.Duration{'.': 20 * time.Millisecond, 's': 200 * time.Millisecond, 'x': time.Second}[r]})
		}
		if got := TrendOf(list); got != c.want {
			t.Errorf("%q: %s, want %s", c.results, got, c.want)
		}
	}
	jitter := []Result{{Duration: 1}, {Duration: 1}, {Duration: 1}, {Duration: 9}, {Duration: 9}, {Duration: 9}}
	if got := TrendOf(jitter); got != Stable {
		t.Errorf("nanoseconds that grew: %s", got)
	}
}

func TestBudget(t *testing.T) {
	for _, c := range []struct {
		left float64
		err  error
		want string
	}{
		{0.5, nil, ""},
		{0.1, nil, ""},
		{0.099, nil, "9.9 % of the error budget is left, want 10.0 %"},
		{-2, nil, "-200.0 %"},
		{math.NaN(), nil, "NaN"},
		{1, errors.New("no samples"), "read the error budget: no samples"},
	} {
		err := Budget(func() (float64, error) { return c.left, c.err }, 0.1)(context.Background())
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%g, %v: %v", c.left, c.err, err)
		}
	}
}

func TestNeedsAreRefusedThatCannotBe(t *testing.T) {
	for want, modules := range map[string][]Module{
		`health module a needs a module that does not exist: "nothing"`: {{Name: "a", Needs: []string{"nothing"}}},
		`modules need each other in a circle: a needs a`:                {{Name: "a", Needs: []string{"a"}}},
		`modules need each other in a circle: b needs c needs b`:        {{Name: "a", Needs: []string{"b"}}, {Name: "b", Needs: []string{"c"}}, {Name: "c", Needs: []string{"b"}}},
		`no such health module: "ghost"; there are watchdog, a`:         {{Name: "a"}},
	} {
		opts := Options{}
		if strings.Contains(want, "ghost") {
			opts.Overrides = map[string]Override{"ghost": {FailAfter: 2}}
		}
		r := New(opts)
		for _, m := range modules {
			add(t, r, m)
		}
		if err := r.Run(t.Context()); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
