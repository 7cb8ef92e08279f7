package operations

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Schema is the version of the report's JSON. It grows when a field changes its
// meaning or goes; new fields do not change it.
const Schema = 1

// Occasion says why a report was made.
type Occasion string

// The occasions.
const (
	Asked      Occasion = "asked"      // by a command or a page
	Hourly     Occasion = "hourly"     // saved because an hour was over
	Exit       Occasion = "exit"       // saved at the end of Run
	Checkpoint Occasion = "checkpoint" // saved in between, against being killed
)

// Report is what the profiler knew at one moment.
type Report struct {
	Schema   int       `json:"schema"`
	Occasion Occasion  `json:"occasion"`
	Version  string    `json:"version,omitempty"` // of the bot
	Started  time.Time `json:"started"`           // of the profiler
	From     time.Time `json:"from"`              // of the last hour, or the start
	At       time.Time `json:"at"`
	// Overall is the worst class of the operations and the scores.
	Overall    Class       `json:"overall"`
	Thresholds []Threshold `json:"thresholds"`
	MinCalls   int         `json:"min_calls"`    // below, there is no class
	MinFailed  int         `json:"min_failures"` // below, failures are not judged
	Operations []Operation `json:"operations"`   // those that were called since the start
	Runtime    []Score     `json:"runtime"`
	// Bottlenecks are the operations of the street, the costliest first.
	Bottlenecks     []Bottleneck     `json:"bottlenecks"`
	Recommendations []Recommendation `json:"recommendations"`
	// LostNames is how often a name found no room since the start.
	LostNames uint64 `json:"lost_names"`
}

// Operation is one operation in the last hour.
type Operation struct {
	Name      string    `json:"name"`
	Kind      Kind      `json:"kind"`
	Objective Objective `json:"objective"`
	Total     uint64    `json:"total_calls"` // since the start
	Stats
	Class    Class      `json:"class"`    // of the last hour
	Standing Class      `json:"standing"` // now, with hysteresis
	Trend    Trend      `json:"trend"`
	Hours    []HourLine `json:"hours,omitempty"` // the last day, oldest first
}

// Stats are the figures of one span. Calls, failures, sum, least and greatest
// are exact; quantiles are at most 1/64 off.
type Stats struct {
	Calls     uint64        `json:"calls"`
	Failed    uint64        `json:"failed"`
	ErrorRate float64       `json:"error_rate"`
	Sum       time.Duration `json:"sum_ns"`
	Min       time.Duration `json:"min_ns"`
	Avg       time.Duration `json:"avg_ns"`
	P50       time.Duration `json:"p50_ns"`
	P99       time.Duration `json:"p99_ns"`
	Max       time.Duration `json:"max_ns"`
}

// HourLine is an hour of an operation that is over.
type HourLine struct {
	From time.Time `json:"from"`
	Stats
}

// stats sums a span up.
func (h *histogram) stats() Stats {
	s := Stats{
		Calls: h.n, Failed: h.failed, ErrorRate: h.rate(), Sum: time.Duration(min(h.sum, math.MaxInt64)),
		P50: h.quantile(1, 2), P99: h.quantile(99, 100),
	}
	s.Min, s.Max = h.extremes()
	if h.n > 0 {
		s.Avg = time.Duration(h.sum / h.n)
	}
	return s
}

// seen is what a span is judged by.
func (h *histogram) seen() Seen {
	return Seen{Calls: h.n, Failed: h.failed, P99: h.quantile(99, 100)}
}

// Bottleneck is a street operation by what it costs.
type Bottleneck struct {
	Operation string        `json:"operation"`
	Sum       time.Duration `json:"sum_ns"`
	Share     float64       `json:"share"` // of the time of all street operations
	P99       time.Duration `json:"p99_ns"`
	// Tail is the share that the operation has in the slowest hundredth of all
	// calls of street operations, 0 to 1. 0 if there were fewer than 100.
	Tail float64 `json:"tail"`
}

// rank makes the list of bottlenecks, the costliest first.
func rank(names []string, street []*histogram) []Bottleneck {
	var sum uint64
	for _, h := range street {
		sum += h.sum
	}
	tails := tail(street)
	out := []Bottleneck{}
	for i, h := range street {
		if h.n == 0 || sum == 0 {
			continue
		}
		out = append(out, Bottleneck{
			Operation: names[i], Sum: time.Duration(h.sum), Share: float64(h.sum) / float64(sum),
			P99: h.quantile(99, 100), Tail: tails[i],
		})
	}
	slices.SortStableFunc(out, func(a, b Bottleneck) int { return cmp.Compare(b.Share, a.Share) })
	return out
}

// tail is the share that each has in the slowest hundredth of all calls. A
// bucket that holds more than is missing gives each its part.
func tail(all []*histogram) []float64 {
	shares := make([]float64, len(all))
	var n uint64
	for _, h := range all {
		n += h.n
	}
	whole := n / 100
	for b, missing := overflow, whole; b >= 0 && missing > 0; b-- {
		var held uint64
		for _, h := range all {
			held += h.counts[b]
		}
		if held == 0 {
			continue
		}
		taken := min(held, missing)
		missing -= taken
		for i, h := range all {
			shares[i] += float64(h.counts[b]) * float64(taken) / float64(held) / float64(whole)
		}
	}
	return shares
}
