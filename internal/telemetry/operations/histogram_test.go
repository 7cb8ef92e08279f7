package operations

import (
	"math"
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// durations draws samples as operations give them: many orders of magnitude,
// with runs of equal ones and now and then one beyond the last bucket.
func durations(least int) *rapid.Generator[[]time.Duration] {
	one := rapid.Custom(func(t *rapid.T) time.Duration {
		bits := rapid.IntRange(0, 42).Draw(t, "bits")
		return time.Duration(rapid.Int64Range(0, 1<<bits).Draw(t, "ns"))
	})
	return rapid.SliceOfN(one, least, 400)
}

// exact is the oracle: the nearest-rank quantile of sorted samples.
func exact(sorted []time.Duration, num, den int64) time.Duration {
	rank := new(big.Int).Mul(big.NewInt(int64(len(sorted))), big.NewInt(num))
	rank, rest := rank.DivMod(rank, big.NewInt(den), new(big.Int))
	i := rank.Int64()
	if rest.Sign() == 0 {
		i--
	}
	return sorted[max(i, 0)]
}

// observed puts samples into a recorder in a few minutes and adds them up.
func observed(samples []time.Duration, minutes int) *histogram {
	r := newRecorder(0, nil)
	h := newHistogram()
	for i, d := range samples {
		r.Observe(Search, d, i%3 == 0)
		if (i+1)%(len(samples)/minutes+1) == 0 {
			t := r.series[Search].Load().take(true)
			h.add(&t)
		}
	}
	t := r.series[Search].Load().take(true)
	h.add(&t)
	return h
}

func TestQuantilesAgainstSortedSamples(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		samples := durations(1).Draw(t, "samples")
		h := observed(samples, rapid.IntRange(1, 5).Draw(t, "minutes"))
		sorted := slices.Sorted(slices.Values(samples))
		var sum time.Duration
		for _, d := range samples {
			sum += d
		}
		s := h.stats()
		if s.Calls != uint64(len(samples)) || s.Failed != uint64((len(samples)+2)/3) || s.Sum != sum || s.Min != sorted[0] || s.Max != sorted[len(sorted)-1] {
			t.Fatalf("%+v of %v", s, sorted)
		}
		for _, q := range [][2]int64{{0, 1}, {1, 100}, {1, 2}, {9, 10}, {99, 100}, {999, 1000}, {1, 1}} {
			got, want := h.quantile(uint64(q[0]), uint64(q[1])), exact(sorted, q[0], q[1])
			if want >= 1<<topBits {
				if got < 1<<topBits || got > s.Max {
					t.Fatalf("quantile %v beyond the buckets is %v, want %v to %v", q, got, time.Duration(1<<topBits), s.Max)
				}
				continue
			}
			if off := math.Abs(float64(got - want)); off > float64(want)/64 {
				t.Fatalf("quantile %v is %v, sorted samples say %v: off by %.2f %%", q, got, want, 100*off/float64(want))
			}
		}
	})
}

func TestBucketsCoverEveryDurationOnce(t *testing.T) {
	next := uint64(0)
	for b := range overflow {
		least, greatest := bounds(b)
		if least != next || greatest < least {
			t.Fatalf("bucket %d is %d..%d, want it to begin at %d", b, least, greatest, next)
		}
		if bucketOf(least) != b || bucketOf(greatest) != b {
			t.Fatalf("the bounds of bucket %d are in %d and %d", b, bucketOf(least), bucketOf(greatest))
		}
		if half := (greatest - least + 1) / 2; half > least/64 && least >= 1<<exactBits {
			t.Fatalf("bucket %d is too wide: %d..%d", b, least, greatest)
		}
		next = greatest + 1
	}
	if next != 1<<topBits || bucketOf(next) != overflow || bucketOf(math.MaxInt64) != overflow {
		t.Fatalf("the buckets end at %d", next)
	}
}

func TestNoCallsNoFigures(t *testing.T) {
	if s := newHistogram().stats(); s != (Stats{}) {
		t.Fatalf("%+v", s)
	}
}

func TestClockSetBackCountsAsZero(t *testing.T) {
	h := observed([]time.Duration{-time.Second, 5}, 1)
	if s := h.stats(); s.Min != 0 || s.Max != 5 || s.Sum != 5 || s.Calls != 2 {
		t.Fatalf("%+v", s)
	}
}
