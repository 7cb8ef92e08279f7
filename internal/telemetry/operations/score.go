package operations

import (
	"math"
	"slices"
)

// Part is one figure of a score. Its own score is 100 at Best or better, 0 at
// Worst or worse, and a straight line in between.
type Part struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Unit  Unit    `json:"unit"`
	Best  float64 `json:"best"`
	Worst float64 `json:"worst"`
	Score float64 `json:"score"`
	About string  `json:"about"` // what is divided by what
}

// Unit is what a part is counted in.
type Unit string

// The units.
const (
	Share   Unit = "share"   // 0 to 1
	Seconds Unit = "seconds" // of time
)

// Score of a resource, 0 (bad) to 100 (good): the least of its parts.
type Score struct {
	Resource string  `json:"resource"`
	Score    float64 `json:"score"`    // 0 also while the class is unknown
	Class    Class   `json:"class"`    // of the score
	Standing Class   `json:"standing"` // with hysteresis: see Options.Enter
	Parts    []Part  `json:"parts"`
	Facts    []Fact  `json:"facts"` // absolute figures behind the parts
}

// Fact is a figure that explains a score and is not judged itself.
type Fact struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
}

// The resources that are scored.
const (
	Heap       = "heap"
	Goroutines = "goroutines"
	GC         = "gc"
	CPU        = "cpu"
)

var resources = []string{Heap, Goroutines, GC, CPU}

// Below these a growth is no sign of anything.
const (
	smallHeap       = 64 << 20 // bytes
	smallGoroutines = 200
)

// idleFloor is the least share of all processors that GC and scavenging are
// compared with: on a bot that does nothing they are most of next to nothing.
const idleFloor = 0.1

// part scores a value between the best and the worst.
func part(name string, value float64, unit Unit, best, worst float64, about string) Part {
	score := 100 * (worst - value) / (worst - best)
	return Part{Name: name, Value: value, Unit: unit, Best: best, Worst: worst, Score: math.Round(10*min(max(score, 0), 100)) / 10, About: about}
}

// The parts, each with the place where its bounds are.
func limitPart(v float64) Part {
	return part("limit_use", v, Share, 0.5, 1, "memory held of GOMEMLIMIT")
}

func goalPart(v float64) Part {
	return part("goal_use", v, Share, 0.6, 1, "live heap of the collector's goal")
}

func heapGrowthPart(v float64) Part {
	return part("growth", v, Share, 0.1, 1, "median live heap, last 10 min over the hour before, less 1")
}

func goroutineGrowthPart(v float64) Part {
	return part("growth", v, Share, 0.1, 1, "median number, last 10 min over the hour before, less 1")
}

func leakPart(v float64) Part {
	return part("rising", v, Share, 0.6, 1.2, "10-minute spells whose least number was above the one before")
}

func gcSharePart(v float64) Part {
	return part("cpu_share", v, Share, 0.02, 0.25, "collection of busy CPU time, last 10 min")
}

func pausePart(v float64) Part {
	return part("pause_p99", v, Seconds, 100e-6, 5e-3, "stops of the world for collection, last 10 min")
}

func overheadPart(v float64) Part {
	return part("overhead", v, Share, 0.05, 0.4, "collection and scavenging of busy CPU time, last 10 min")
}

func saturationPart(v float64) Part {
	return part("saturation", v, Share, 0.7, 1, "busy of GOMAXPROCS, last 10 min")
}

func waitPart(v float64) Part {
	return part("wait_p99", v, Seconds, 100e-6, 5e-3, "a ready goroutine waits for a processor, last 10 min")
}

// scores judges the readings, one a minute, oldest first.
func scores(readings []reading) []Score {
	all := []Score{
		heapScore(readings), goroutineScore(readings), gcScore(readings), cpuScore(readings),
	}
	for i := range all {
		s := &all[i]
		if len(s.Parts) == 0 {
			continue
		}
		s.Score = 100
		for _, p := range s.Parts {
			s.Score = min(s.Score, p.Score)
		}
		s.Class = ofScore(s.Score)
	}
	return all
}

// spans splits the readings into the last 10 minutes and the hour before.
func spans(readings []reading) (before, now []reading) {
	cut := max(len(readings)-recentMinutes, 0)
	return readings[max(cut-baseMinutes, 0):cut], readings[cut:]
}

// edges are the first and the last reading of the last 10 minutes.
func edges(readings []reading) (from, to reading, ok bool) {
	if len(readings) < 2 {
		return from, to, false
	}
	return readings[max(len(readings)-1-recentMinutes, 0)], readings[len(readings)-1], true
}

// growth is the median of the last 10 minutes over that of the hour before,
// less 1. It needs 10 readings and 30 before them.
func growth(readings []reading, name string) (ratio, before, now float64, ok bool) {
	old, last := spans(readings)
	if len(old) < 30 || len(last) < recentMinutes {
		return 0, 0, 0, false
	}
	if before, ok = medianOf(old, name); !ok || before == 0 {
		return 0, 0, 0, false
	}
	now, ok = medianOf(last, name)
	return now/before - 1, before, now, ok
}

func medianOf(readings []reading, name string) (float64, bool) {
	var all []float64
	for _, r := range readings {
		if v, ok := r.scalar[name]; ok {
			all = append(all, v)
		}
	}
	if len(all) == 0 {
		return 0, false
	}
	slices.Sort(all)
	return all[(len(all)-1)/2], true
}

func heapScore(readings []reading) Score {
	s := Score{Resource: Heap, Parts: []Part{}, Facts: []Fact{}}
	if len(readings) == 0 {
		return s
	}
	last := readings[len(readings)-1].scalar
	limit, limited := last[memoryLimit], last[memoryLimit] > 0 && last[memoryLimit] < math.MaxInt64
	held := last[memoryAll] - last[memoryGiven]
	if limited {
		s.Parts = append(s.Parts, limitPart(held/limit))
		s.Facts = append(s.Facts, Fact{"limit", limit, "bytes"})
	}
	if goal := last[heapGoal]; goal > 0 {
		s.Parts = append(s.Parts, goalPart(last[heapLive]/goal))
		s.Facts = append(s.Facts, Fact{"goal", goal, "bytes"})
	}
	s.Facts = append(s.Facts, Fact{"held", held, "bytes"}, Fact{"live", last[heapLive], "bytes"})
	if ratio, before, now, ok := growth(readings, heapLive); ok {
		if now < smallHeap {
			ratio = min(ratio, 0)
		}
		s.Parts = append(s.Parts, heapGrowthPart(ratio))
		s.Facts = append(s.Facts, Fact{"live_before", before, "bytes"}, Fact{"live_now", now, "bytes"})
	}
	return s
}

func goroutineScore(readings []reading) Score {
	s := Score{Resource: Goroutines, Parts: []Part{}, Facts: []Fact{}}
	if len(readings) == 0 {
		return s
	}
	s.Facts = append(s.Facts, Fact{"now", readings[len(readings)-1].scalar[goroutines], "goroutines"})
	ratio, before, now, ok := growth(readings, goroutines)
	if !ok {
		return s
	}
	if now < smallGoroutines {
		ratio = min(ratio, 0)
	}
	s.Parts = append(s.Parts, goroutineGrowthPart(ratio))
	s.Facts = append(s.Facts, Fact{"median_before", before, "goroutines"}, Fact{"median_now", now, "goroutines"})
	if rose, of := risen(readings, goroutines); of > 0 {
		share := float64(rose) / float64(of)
		if now < smallGoroutines {
			share = 0
		}
		s.Parts = append(s.Parts, leakPart(share))
	}
	return s
}

// risen counts the 10-minute spells whose least value was 2 % at least above
// that of the spell before. What waits for nothing is never below what leaked,
// so it is the least that shows a leak and not the peaks.
func risen(readings []reading, name string) (rose, of int) {
	old := math.NaN()
	for start := len(readings) % recentMinutes; start+recentMinutes <= len(readings); start += recentMinutes {
		least := math.Inf(1)
		for _, r := range readings[start : start+recentMinutes] {
			least = min(least, r.scalar[name])
		}
		if !math.IsNaN(old) {
			of++
			if least > old*1.02 {
				rose++
			}
		}
		old = least
	}
	if of < 3 {
		return 0, 0
	}
	return rose, of
}

// cpu is what became of CPU time between two readings, in seconds.
type cpu struct{ all, busy, gc, scavenge, base float64 }

// cpuBetween is false if no collection ended in between.
func cpuBetween(from, to reading) (c cpu, ok bool) {
	var d [5]float64
	for i, name := range []string{cpuAll, cpuIdle, cpuGC, cpuGCIdle, cpuScavenge} {
		if d[i], ok = grown(from, to, name); !ok {
			return c, false
		}
	}
	// Marking on processors that would have been idle costs nobody anything.
	c = cpu{all: d[0], busy: max(d[0]-d[1]-d[3], 0), gc: max(d[2]-d[3], 0), scavenge: d[4]}
	c.base = max(c.busy, idleFloor*c.all)
	return c, c.all > 0
}

func gcScore(readings []reading) Score {
	s := Score{Resource: GC, Parts: []Part{}, Facts: []Fact{}}
	from, to, ok := edges(readings)
	if !ok {
		return s
	}
	if c, ok := cpuBetween(from, to); ok {
		s.Parts = append(s.Parts, gcSharePart(c.gc/c.base))
		s.Facts = append(s.Facts, Fact{"cpu", c.gc, "seconds"})
	}
	if p99, ok := quantileBetween(from, to, gcPauses, 0.99); ok {
		s.Parts = append(s.Parts, pausePart(p99))
	}
	if cycles, ok := grown(from, to, gcCycles); ok {
		s.Facts = append(s.Facts, Fact{"cycles", cycles, "collections"})
	}
	// Since this cycle the collector has done less than it should, because
	// more would have taken half of the CPU.
	if last, cycles := to.scalar[gcLimited], from.scalar[gcCycles]; last > 0 && last >= cycles {
		s.Parts = append(s.Parts, part("limited", 1, Share, 0, 1, "1 if the collector was cut off at half of the CPU, last 10 min"))
	}
	return s
}

func cpuScore(readings []reading) Score {
	s := Score{Resource: CPU, Parts: []Part{}, Facts: []Fact{}}
	from, to, ok := edges(readings)
	if !ok {
		return s
	}
	if c, ok := cpuBetween(from, to); ok {
		s.Parts = append(s.Parts, overheadPart((c.gc+c.scavenge)/c.base), saturationPart(c.busy/c.all))
		s.Facts = append(s.Facts, Fact{"busy", c.busy, "seconds"}, Fact{"user", max(c.busy-c.gc-c.scavenge, 0), "seconds"})
	}
	if p99, ok := quantileBetween(from, to, schedWaits, 0.99); ok {
		s.Parts = append(s.Parts, waitPart(p99))
	}
	s.Facts = append(s.Facts, Fact{"gomaxprocs", to.scalar[processors], "threads"})
	return s
}
