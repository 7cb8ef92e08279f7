package operations

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// maxOps bounds the operations: those that every bot has and the named ones.
const maxOps = 256

// shard is where some of the calls of an operation are counted. Nothing in it is ever
// set back but the extremes, so no call is lost while a minute is taken out.
type shard struct {
	sum atomic.Uint64
	// high is the greatest duration of this minute, unlow the complement of
	// the least: both grow, and 0 is none.
	high, unlow atomic.Uint64
	_           [40]byte // the rest of the cache line
	// counts hold calls, and 2^32 times those that failed, so that both are
	// counted at once. They may wrap around: a minute is the difference to
	// the one before, and no minute has 2^32 calls.
	counts [buckets]atomic.Uint64
	_      [56]byte
}

// failure is what a failed call adds to a bucket beside 1.
const failure = 1 << 32

// raise makes a at least v.
func raise(a *atomic.Uint64, v uint64) {
	for old := a.Load(); v > old; old = a.Load() {
		if a.CompareAndSwap(old, v) {
			return
		}
	}
}

// series is an operation with its counters.
type series struct {
	definition
	shards []shard

	// Only the Profiler touches the rest, under its lock.
	prior [buckets]uint64 // counts up to the last minute
	sum   uint64
}

// Recorder counts calls. It is safe for use by any number of goroutines; nil
// records nothing.
type Recorder struct {
	mask   uint32
	series [maxOps]atomic.Pointer[series]
	names  atomic.Pointer[map[string]Op]
	lost   atomic.Uint64

	mu    sync.Mutex // of registering
	used  int
	limit int
	aims  map[string]Objective
}

// newRecorder makes a recorder with room for named operations beside those
// that every bot has. aims are objectives by name.
func newRecorder(named int, aims map[string]Objective) *Recorder {
	shards := 1
	for shards < min(runtime.GOMAXPROCS(0), 4) {
		shards *= 2
	}
	r := &Recorder{mask: uint32(shards - 1), limit: min(int(builtin)+named, maxOps), aims: aims}
	names := map[string]Op{}
	for op := range builtin {
		names[definitions[op].name] = op
		r.put(op, definitions[op])
	}
	r.used = int(builtin)
	r.names.Store(&names)
	return r
}

func (r *Recorder) put(op Op, d definition) {
	if aim, ok := r.aims[d.name]; ok {
		d.objective = aim
	}
	r.series[op].Store(&series{definition: d, shards: make([]shard, r.mask+1)})
}

// Observe counts one call of an operation that took so long. A duration below
// 0, which a clock that was set back can give, counts as 0. It takes some thirty
// nanoseconds, no lock and no memory.
func (r *Recorder) Observe(op Op, took time.Duration, failed bool) {
	if r == nil {
		return
	}
	s := r.at(op)
	var n uint32
	if r.mask != 0 {
		n = rand.Uint32() & r.mask //nolint:gosec // spreads calls over shards; nothing depends on it being hard to guess
	}
	h := &s.shards[n]
	ns := uint64(max(took, 0))
	raise(&h.high, ns)
	raise(&h.unlow, ^ns)
	h.sum.Add(ns)
	call := uint64(1)
	if failed {
		call += failure
	}
	h.counts[bucketOf(ns)].Add(call)
}

func (r *Recorder) at(op Op) *series {
	if op > 0 && op < maxOps {
		if s := r.series[op].Load(); s != nil {
			return s
		}
	}
	return r.series[Other].Load()
}

// Named is the operation of that name. The first call with a name registers it
// as of that kind; later ones cost a look-up without a lock. It is Other when
// Options.MaxNamed names are taken, or the name is not one to three and sixty
// letters, digits, '_', '-' or '.'. A name must not hold an address, a hash or
// anything else without bound: it becomes a label.
func (r *Recorder) Named(name string, kind Kind) Op {
	if r == nil {
		return Other
	}
	if op, ok := (*r.names.Load())[name]; ok {
		return op
	}
	if !valid(name) {
		r.lost.Add(1)
		return Other
	}
	return r.register(name, kind)
}

func (r *Recorder) register(name string, kind Kind) Op {
	r.mu.Lock()
	defer r.mu.Unlock()
	old := *r.names.Load()
	if op, ok := old[name]; ok {
		return op
	}
	if r.used >= r.limit {
		r.lost.Add(1)
		return Other
	}
	d := definition{name: name, kind: kind}
	if kind == Remote {
		d.objective = remoteObjective
		if aim, ok := r.aims[string(Remote)]; ok {
			d.objective = aim
		}
	}
	op := Op(r.used)
	r.used++
	r.put(op, d)
	names := make(map[string]Op, len(old)+1)
	maps.Copy(names, old)
	names[name] = op
	r.names.Store(&names)
	return op
}

// Lost is how many times Named found no room or an unusable name.
func (r *Recorder) Lost() uint64 { return r.lost.Load() }

// valid says whether a name can be a label and a word in a report.
func valid(name string) bool {
	if name == "" || len(name) > 63 {
		return false
	}
	for _, c := range []byte(name) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-', c == '.':
		default:
			return false
		}
	}
	return true
}

// count is how many operations are registered.
func (r *Recorder) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.used
}

// take is what was counted since the last minute was taken. If end, the next
// minute begins now. No call and no failure is lost or counted twice; what a
// goroutine is in the middle of counting may come with its time in one minute
// and as a call in the next.
func (s *series) take(end bool) tally {
	t := tally{}
	var sum, unlow uint64
	for i := range s.shards {
		h := &s.shards[i]
		sum += h.sum.Load()
		high, low := h.high.Load(), h.unlow.Load()
		if end {
			high, low = h.high.Swap(0), h.unlow.Swap(0)
		}
		t.high, unlow = max(t.high, high), max(unlow, low)
	}
	t.low, t.sum = ^unlow, sum-s.sum
	for b := range buckets {
		var now uint64
		for i := range s.shards {
			now += s.shards[i].counts[b].Load()
		}
		if d := now - s.prior[b]; d != 0 {
			n := d % failure
			t.cells = append(t.cells, cell{uint16(b), uint32(n)})
			t.n += n
			t.failed += d / failure
		}
		if end {
			s.prior[b] = now
		}
	}
	if end {
		s.sum = sum
	}
	return t
}

// check says what is wrong with objectives.
func check(aims map[string]Objective) error {
	for name, aim := range aims {
		if !valid(name) {
			return fmt.Errorf("objective of %q: name the operation with letters, digits, '_', '-' or '.'", name)
		}
		if aim.P99 < 0 || aim.ErrorRate < 0 || aim.ErrorRate > 1 {
			return fmt.Errorf("objective of %s: want a p99 of 0 or more and an error rate of 0 to 1", name)
		}
	}
	return nil
}
