package health

import (
	"slices"
	"time"
)

// Trend says where a module is heading.
type Trend string

// The trends.
const (
	Improving Trend = "improving"
	Stable    Trend = "stable"
	Degrading Trend = "degrading"
	Critical  Trend = "critical"
)

// Result is one check as a trend sees it.
type Result struct {
	Failed   bool
	Duration time.Duration
}

const (
	trendWindow = 20 // results that a trend is made of
	trendLeast  = 6  // with fewer nothing but an outage can be told
	trendRow    = 3  // failures in a row that are critical
	// Checks that differ by less than this are equally quick: a busy machine
	// makes as much.
	trendNoise = 50 * time.Millisecond
)

// TrendOf results, the oldest first. It compares the newer half with the older:
//
//   - critical: the newest three failed, or at least half of the newer half did
//     and no fewer than in the older.
//   - degrading: a larger share of the newer half failed; or, with equal shares,
//     the median duration of what succeeded has doubled and grew by 50 ms.
//   - improving: the other way round.
//   - stable: none of these, or fewer than six results.
func TrendOf(results []Result) Trend {
	n := len(results)
	if n >= trendRow && failures(results[n-trendRow:]) == trendRow {
		return Critical
	}
	if n < trendLeast {
		return Stable
	}
	older, newer := results[:n/2], results[n-n/2:]
	before, now := failures(older), failures(newer)
	slow, quick := median(newer), median(older)
	switch {
	case 2*now >= len(newer) && now >= before:
		return Critical
	case now > before:
		return Degrading
	case now < before:
		return Improving
	case grew(quick, slow):
		return Degrading
	case grew(slow, quick):
		return Improving
	}
	return Stable
}

func failures(results []Result) (n int) {
	for _, r := range results {
		if r.Failed {
			n++
		}
	}
	return n
}

// median duration of what succeeded; 0 if nothing did.
func median(results []Result) time.Duration {
	var took []time.Duration
	for _, r := range results {
		if !r.Failed {
			took = append(took, r.Duration)
		}
	}
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return took[len(took)/2]
}

func grew(from, to time.Duration) bool { return from > 0 && to >= 2*from && to-from >= trendNoise }
