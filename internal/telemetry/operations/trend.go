package operations

import (
	"math"
	"slices"
	"time"
)

// The least calls that a trend needs in each of its two spans: enough for a
// 99 % confidence interval of the quantile to end within the calls.
const (
	minMedian = 50
	minP99    = 700
	minErrors = 50
)

const (
	// normal99 is the two-sided 99 % point of the normal distribution.
	normal99 = 2.576
	// leastChange is the change that is worth a word even if it is certain.
	leastChange = 0.1
)

// Verdict says what became of a figure.
type Verdict string

// The verdicts.
const (
	TooFew Verdict = "too few" // calls, for a verdict
	Steady Verdict = "steady"  // no difference, or one that may be chance
	Better Verdict = "better"
	Worse  Verdict = "worse"
)

// DurationChange is a duration from the hour before to the last 10 minutes.
type DurationChange struct {
	Before time.Duration `json:"before_ns"`
	Now    time.Duration `json:"now_ns"`
	// Ratio is Now over Before less 1: 0.2 is 20 % slower.
	Ratio   float64 `json:"ratio"`
	Verdict Verdict `json:"verdict"`
}

// RateChange is the same of an error rate.
type RateChange struct {
	Before  float64 `json:"before"`
	Now     float64 `json:"now"`
	Verdict Verdict `json:"verdict"`
}

// Trend compares the last 10 minutes with the hour before them.
//
// Of the median and p99 the 99 % confidence intervals are taken from the ranks
// n*q -+ 2.576*sqrt(n*q*(1-q)), which supposes nothing of the distribution. The
// verdict is better or worse when the intervals do not touch and the change is
// 10 % at least. The median needs 50 calls in each span and p99 700, without
// which the interval would end beyond the slowest call. The error rate needs 50
// calls in each; its verdict is that of a test of two proportions at 99 %.
// Calls are taken as independent of each other: bursts make verdicts come
// sooner than they should.
type Trend struct {
	CallsBefore uint64         `json:"calls_before"`
	CallsNow    uint64         `json:"calls_now"`
	Median      DurationChange `json:"median"`
	P99         DurationChange `json:"p99"`
	Errors      RateChange     `json:"errors"`
	// Verdict is worse if one of the three is, else better if one is, else
	// steady, or too few if none of them has a verdict.
	Verdict Verdict `json:"verdict"`
}

// compare makes a trend of two spans. more says that longer is better.
func compare(before, now *histogram, more bool) Trend {
	t := Trend{
		CallsBefore: before.n, CallsNow: now.n,
		Median: quantileChange(before, now, 1, 2, minMedian),
		P99:    quantileChange(before, now, 99, 100, minP99),
		Errors: errorChange(before, now),
	}
	if more {
		t.Median.Verdict, t.P99.Verdict = t.Median.Verdict.turned(), t.P99.Verdict.turned()
	}
	t.Verdict = together(t.Median.Verdict, t.P99.Verdict, t.Errors.Verdict)
	return t
}

func (v Verdict) turned() Verdict {
	switch v {
	case Better:
		return Worse
	case Worse:
		return Better
	}
	return v
}

func together(verdicts ...Verdict) Verdict {
	for _, wanted := range []Verdict{Worse, Better, Steady} {
		if slices.Contains(verdicts, wanted) {
			return wanted
		}
	}
	return TooFew
}

// quantileChange compares the quantile num/den of two spans.
func quantileChange(before, now *histogram, num, den, least uint64) DurationChange {
	c := DurationChange{Before: before.quantile(num, den), Now: now.quantile(num, den), Verdict: TooFew}
	if c.Before > 0 && now.n > 0 {
		c.Ratio = float64(c.Now)/float64(c.Before) - 1
	}
	if before.n < least || now.n < least {
		return c
	}
	c.Verdict = Steady
	q := float64(num) / float64(den)
	oldLow, oldHigh := before.interval(q)
	newLow, newHigh := now.interval(q)
	switch {
	case newLow > oldHigh && c.Ratio >= leastChange:
		c.Verdict = Worse
	case newHigh < oldLow && c.Ratio <= -leastChange:
		c.Verdict = Better
	}
	return c
}

// interval is the 99 % confidence interval of a quantile.
func (h *histogram) interval(q float64) (low, high time.Duration) {
	n := float64(h.n)
	half := normal99 * math.Sqrt(n*q*(1-q))
	first, last := math.Floor(n*q-half), math.Ceil(n*q+half)
	return h.at(uint64(max(first, 1))), h.at(uint64(min(last, n)))
}

// errorChange compares the error rates of two spans.
func errorChange(before, now *histogram) RateChange {
	c := RateChange{Before: before.rate(), Now: now.rate(), Verdict: TooFew}
	if before.n < minErrors || now.n < minErrors {
		return c
	}
	c.Verdict = Steady
	n, m := float64(before.n), float64(now.n)
	pooled := float64(before.failed+now.failed) / (n + m)
	spread := math.Sqrt(pooled * (1 - pooled) * (1/n + 1/m))
	if spread == 0 {
		return c
	}
	switch z := (c.Now - c.Before) / spread; {
	case z > normal99 && now.failed >= MinFailures:
		c.Verdict = Worse
	case z < -normal99 && before.failed >= MinFailures:
		c.Verdict = Better
	}
	return c
}

func (h *histogram) rate() float64 { return Seen{Calls: h.n, Failed: h.failed}.ErrorRate() }
