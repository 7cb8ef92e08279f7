package operations

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// drawn are calls of a log-normal distribution around a median.
func drawn(r *rand.Rand, n int, median time.Duration) *histogram {
	samples := make([]time.Duration, n)
	for i := range samples {
		samples[i] = time.Duration(float64(median) * math.Exp(r.NormFloat64()*0.6))
	}
	return observed(samples, 1)
}

func TestTrendOfTheSameIsSteady(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	alarms := 0
	const rounds = 200
	for range rounds {
		if v := compare(drawn(r, 6000, time.Millisecond), drawn(r, 1000, time.Millisecond), false).Verdict; v != Steady {
			alarms++
		}
	}
	// Two intervals of 99 % that do not touch are rarer than 1 in 1000.
	if alarms > 2 {
		t.Fatalf("%d of %d trends of one distribution are not steady", alarms, rounds)
	}
}

func TestTrendSeesAThirdMore(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 50 {
		c := compare(drawn(r, 6000, time.Millisecond), drawn(r, 1000, 1350*time.Microsecond), false)
		if c.Median.Verdict != Worse || c.Verdict != Worse {
			t.Fatalf("round %d: %+v", i, c)
		}
		c = compare(drawn(r, 6000, 1350*time.Microsecond), drawn(r, 1000, time.Millisecond), false)
		if c.Median.Verdict != Better || c.Verdict != Better {
			t.Fatalf("round %d: %+v", i, c)
		}
		c = compare(drawn(r, 6000, 1350*time.Microsecond), drawn(r, 1000, time.Millisecond), true)
		if c.Verdict != Worse {
			t.Fatalf("round %d: a lead that shrank is %s", i, c.Verdict)
		}
	}
}

func TestTrendOfTheTailAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	before, now := drawn(r, 30000, time.Millisecond), drawn(r, 5000, time.Millisecond)
	slow := observed(repeat(200, 80*time.Millisecond), 1)
	for b, n := range slow.counts {
		now.counts[b] += n
	}
	now.n, now.sum, now.high = now.n+slow.n, now.sum+slow.sum, slow.high
	c := compare(before, now, false)
	if c.Median.Verdict != Steady || c.P99.Verdict != Worse || c.Verdict != Worse {
		t.Fatalf("%+v", c)
	}
}

func repeat(n int, d time.Duration) []time.Duration {
	out := make([]time.Duration, n)
	for i := range out {
		out[i] = d
	}
	return out
}

func TestTrendNeedsCalls(t *testing.T) {
	fast, slow := repeat(10_000, time.Millisecond), repeat(10_000, time.Second)
	for _, c := range []struct {
		before, now int
		median, p99 Verdict
	}{
		{49, 10_000, TooFew, TooFew},
		{10_000, 49, TooFew, TooFew},
		{50, 50, Worse, TooFew},
		{699, 10_000, Worse, TooFew},
		{700, 700, Worse, Worse},
		{0, 0, TooFew, TooFew},
	} {
		got := compare(observed(fast[:c.before], 1), observed(slow[:c.now], 1), false)
		if got.Median.Verdict != c.median || got.P99.Verdict != c.p99 {
			t.Errorf("%d and %d calls: median %s, p99 %s; want %s, %s", c.before, c.now, got.Median.Verdict, got.P99.Verdict, c.median, c.p99)
		}
	}
}

// With as many calls as are asked for, the interval ends within them.
func TestTheLeastCallsAreEnoughForTheInterval(t *testing.T) {
	for n, q := range map[float64]float64{minMedian: 0.5, minP99: 0.99} {
		if high := math.Ceil(n*q + normal99*math.Sqrt(n*q*(1-q))); high > n {
			t.Errorf("of %v calls the interval of quantile %v ends at rank %v", n, q, high)
		}
	}
}

func TestTrendOfErrors(t *testing.T) {
	with := func(n, failed uint64) *histogram { return &histogram{n: n, failed: failed} }
	for _, c := range []struct {
		before, now *histogram
		want        Verdict
	}{
		{with(6000, 60), with(1000, 10), Steady},
		{with(6000, 60), with(1000, 40), Worse},
		{with(6000, 600), with(1000, 20), Better},
		{with(6000, 0), with(1000, 2), Steady}, // two failures are chance
		{with(6000, 0), with(1000, 0), Steady},
		{with(6000, 60), with(49, 49), TooFew},
	} {
		if got := errorChange(c.before, c.now); got.Verdict != c.want {
			t.Errorf("%d/%d to %d/%d: %s, want %s", c.before.failed, c.before.n, c.now.failed, c.now.n, got.Verdict, c.want)
		}
	}
}
