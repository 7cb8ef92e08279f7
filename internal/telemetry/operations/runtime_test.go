package operations

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// dying is 70 minutes of a process in which everything gets out of hand in the
// last ten.
func dying(t *testing.T) []reading {
	t.Helper()
	start := noon
	var out []reading
	for m := range keptMinutes + 1 {
		s := float64(m * 60)
		bad := max(0, float64(m-keptMinutes+recentMinutes)) * 60 // seconds of it
		spread := &metrics.Float64Histogram{Counts: []uint64{uint64(s), uint64(bad)}, Buckets: []float64{0, 50e-6, 20e-3}}
		live := float64(300<<20 + m<<20)
		if m > keptMinutes-recentMinutes {
			live *= 3
		}
		out = append(out, reading{
			at: start.Add(time.Duration(m) * time.Minute),
			scalar: map[string]float64{
				heapLive: live, heapGoal: live * 1.05, memoryLimit: 1.2e9, memoryAll: 1.3e9, memoryGiven: 0.12e9,
				goroutines: 200 * math.Pow(1.03, float64(m)), processors: 4, gcCycles: s, gcLimited: s,
				cpuAll: 4 * s, cpuIdle: 4*s - s - 2.9*bad, cpuGC: 0.01*s + 1.7*bad, cpuGCIdle: 0, cpuScavenge: 0.01*s + 0.3*bad,
			},
			spread: map[string]*metrics.Float64Histogram{gcPauses: spread, schedWaits: spread},
		})
	}
	return out
}

func TestScoresOfAnEvenProcess(t *testing.T) {
	read := script(noon)
	var all []reading
	for m := range keptMinutes + 1 {
		all = append(all, read(noon.Add(time.Duration(m)*time.Minute)))
	}
	want := map[string]map[string]float64{ // the value of each part
		Heap:       {"limit_use": 300.0 / 1024, "goal_use": 100.0 / 210, "growth": 0},
		Goroutines: {"growth": 0, "rising": 0},
		// 0.4 of 4 processors is not idle, a hundredth marks on idle ones.
		GC:  {"cpu_share": 0.012 / 0.4, "pause_p99": 50e-6},
		CPU: {"overhead": 0.013 / 0.4, "saturation": 0.39 / 4, "wait_p99": 50e-6},
	}
	for _, s := range scores(all) {
		if s.Class != Excellent {
			t.Errorf("%s is %s: %+v", s.Resource, s.Class, s.Parts)
		}
		for _, p := range s.Parts {
			if v, ok := want[s.Resource][p.Name]; !ok || math.Abs(p.Value-v) > 1e-9 {
				t.Errorf("%s/%s is %v, want %v", s.Resource, p.Name, p.Value, v)
			}
			delete(want[s.Resource], p.Name)
		}
		if len(want[s.Resource]) != 0 {
			t.Errorf("%s lacks %v", s.Resource, want[s.Resource])
		}
	}
}

func TestScoresOfADyingProcess(t *testing.T) {
	for _, s := range scores(dying(t)) {
		if !s.Class.Alerting() {
			t.Errorf("%s is %s: %+v", s.Resource, s.Class, s.Parts)
		}
	}
}

func TestPartsAreStraightLines(t *testing.T) {
	for v, want := range map[float64]float64{0: 100, 0.5: 100, 0.75: 50, 0.9: 20, 1: 0, 2: 0} {
		if got := limitPart(v).Score; got != want {
			t.Errorf("%v of the limit is %v points, want %v", v, got, want)
		}
	}
}

func TestSmallProcessesDoNotGrowSuspiciously(t *testing.T) {
	var all []reading
	for m := range keptMinutes {
		all = append(all, reading{scalar: map[string]float64{heapLive: float64(1 + m), goroutines: float64(10 + m)}})
	}
	for _, s := range scores(all)[:2] {
		if s.Class != Excellent {
			t.Errorf("%s is %s: %+v", s.Resource, s.Class, s.Parts)
		}
	}
}

func TestWhatIsNotKnownIsNotScored(t *testing.T) {
	for _, all := range [][]reading{nil, {{}}, {{}, {}}, {{scalar: map[string]float64{cpuAll: 5}}, {scalar: map[string]float64{cpuAll: 5}}}} {
		for _, s := range scores(all) {
			if s.Class != Unknown || len(s.Parts) != 0 {
				t.Errorf("%s of %d readings is %s: %+v", s.Resource, len(all), s.Class, s.Parts)
			}
		}
	}
}

var sink []byte

// What is read is what other functions of the runtime say.
func TestReadingsOfThisProcess(t *testing.T) {
	old := debug.SetMemoryLimit(3 << 30)
	defer debug.SetMemoryLimit(old)
	s := newSampler()
	runtime.GC()
	before := s.read(noon)
	var was, is debug.GCStats
	debug.ReadGCStats(&was)
	for range 200 {
		sink = make([]byte, 1<<20)
	}
	runtime.GC()
	debug.ReadGCStats(&is)
	after := s.read(noon.Add(time.Minute))
	for _, name := range scalars {
		if _, ok := after.scalar[name]; !ok {
			t.Errorf("%s is not known to this version of Go", name)
		}
	}
	for _, name := range distributions {
		if after.spread[name] == nil {
			t.Errorf("%s is not known to this version of Go", name)
		}
	}
	if after.scalar[memoryLimit] != 3<<30 || after.scalar[processors] != float64(runtime.GOMAXPROCS(0)) {
		t.Errorf("limit %v, processors %v", after.scalar[memoryLimit], after.scalar[processors])
	}
	// The runtime's own goroutines are in the figure and not in NumGoroutine.
	idle, end := runtime.NumGoroutine(), make(chan struct{})
	for range 500 {
		go func() { <-end }()
	}
	if more, want := s.read(noon).scalar[goroutines]-after.scalar[goroutines], float64(runtime.NumGoroutine()-idle); math.Abs(more-want) > 20 {
		t.Errorf("%v more goroutines, runtime.NumGoroutine says %v", more, want)
	}
	close(end)
	if cycles, ok := grown(before, after, gcCycles); !ok || cycles != float64(is.NumGC-was.NumGC) {
		t.Errorf("%v collections, debug.ReadGCStats says %d", cycles, is.NumGC-was.NumGC)
	}
	longest, ok := quantileBetween(before, after, gcPauses, 1)
	var want time.Duration
	for _, p := range is.Pause[:is.NumGC-was.NumGC] {
		want = max(want, p)
	}
	// A collection stops the world twice and ReadGCStats adds the two up.
	if !ok || longest > 1.3*want.Seconds() || longest < want.Seconds()/2.6 {
		t.Errorf("the longest pause is %v s, debug.ReadGCStats says %s", longest, want)
	}
	if c, ok := cpuBetween(before, after); !ok || c.busy <= 0 || c.busy > c.all || c.gc <= 0 || c.gc > c.busy {
		t.Errorf("CPU: %+v, %v", c, ok)
	}
}

func BenchmarkReading(b *testing.B) {
	s := newSampler()
	b.ReportAllocs()
	for b.Loop() {
		s.read(noon)
	}
}
