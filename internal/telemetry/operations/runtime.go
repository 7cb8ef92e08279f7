package operations

import (
	"math"
	"runtime/metrics"
	"time"
)

// The figures that are read from runtime/metrics. Those of CPU time are of the
// end of the last garbage collection, and of all of them at the same moment, so
// differences between two readings fit each other.
const (
	heapLive    = "/gc/heap/live:bytes"
	heapGoal    = "/gc/heap/goal:bytes"
	memoryLimit = "/gc/gomemlimit:bytes"
	memoryAll   = "/memory/classes/total:bytes"
	memoryGiven = "/memory/classes/heap/released:bytes"
	goroutines  = "/sched/goroutines:goroutines"
	cpuAll      = "/cpu/classes/total:cpu-seconds"
	cpuIdle     = "/cpu/classes/idle:cpu-seconds"
	cpuGC       = "/cpu/classes/gc/total:cpu-seconds"
	cpuGCIdle   = "/cpu/classes/gc/mark/idle:cpu-seconds"
	cpuScavenge = "/cpu/classes/scavenge/total:cpu-seconds"
	gcPauses    = "/sched/pauses/total/gc:seconds"
	schedWaits  = "/sched/latencies:seconds"
	gcCycles    = "/gc/cycles/total:gc-cycles"
	gcLimited   = "/gc/limiter/last-enabled:gc-cycle"
	processors  = "/sched/gomaxprocs:threads"
)

var scalars = []string{
	heapLive, heapGoal, memoryLimit, memoryAll, memoryGiven, goroutines,
	cpuAll, cpuIdle, cpuGC, cpuGCIdle, cpuScavenge, gcCycles, gcLimited, processors,
}

var distributions = []string{gcPauses, schedWaits}

// reading is what the runtime said at one moment. A figure that this version of
// Go does not have is absent.
type reading struct {
	at     time.Time
	scalar map[string]float64
	spread map[string]*metrics.Float64Histogram
}

// sampler reads the runtime. It is not safe for use by several goroutines.
type sampler struct{ samples []metrics.Sample }

func newSampler() *sampler {
	s := &sampler{}
	for _, name := range append(append([]string(nil), scalars...), distributions...) {
		s.samples = append(s.samples, metrics.Sample{Name: name})
	}
	return s
}

// read takes a reading. It does not stop the world.
func (s *sampler) read(at time.Time) reading {
	metrics.Read(s.samples)
	r := reading{at: at, scalar: map[string]float64{}, spread: map[string]*metrics.Float64Histogram{}}
	for _, m := range s.samples {
		switch m.Value.Kind() {
		case metrics.KindUint64:
			r.scalar[m.Name] = float64(m.Value.Uint64())
		case metrics.KindFloat64:
			r.scalar[m.Name] = m.Value.Float64()
		case metrics.KindFloat64Histogram:
			h := m.Value.Float64Histogram()
			r.spread[m.Name] = &metrics.Float64Histogram{Counts: append([]uint64(nil), h.Counts...), Buckets: h.Buckets}
		case metrics.KindBad: // this version of Go does not know it
		}
	}
	return r
}

// grown is by how much a figure that only grows did so between two readings.
func grown(from, to reading, name string) (float64, bool) {
	a, had := from.scalar[name]
	b, has := to.scalar[name]
	return b - a, had && has && b >= a
}

// quantileBetween is the upper end of the bucket in which the quantile q of what came
// between two readings lies; false if too little did to have one: for p99, 100.
func quantileBetween(from, to reading, name string, q float64) (float64, bool) {
	a, b := from.spread[name], to.spread[name]
	if a == nil || b == nil || len(a.Counts) != len(b.Counts) {
		return 0, false
	}
	var n uint64
	for i := range b.Counts {
		n += b.Counts[i] - a.Counts[i]
	}
	if n == 0 || q < 1 && float64(n)*(1-q) < 1-1e-9 {
		return 0, false
	}
	rank := uint64(math.Ceil(q * float64(n)))
	var seen uint64
	for i := range b.Counts {
		if seen += b.Counts[i] - a.Counts[i]; seen >= rank {
			if top := b.Buckets[i+1]; !math.IsInf(top, 1) {
				return top, true
			}
			return b.Buckets[i], true
		}
	}
	return 0, false
}
