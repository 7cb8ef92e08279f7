package operations

import (
	"math"
	"math/bits"
	"time"
)

// The buckets of a histogram of nanoseconds: below 64 ns one for each value,
// then 32 to each power of two up to 2^40 ns (18 min), then one for all that is
// longer. A bucket is at most 1/32 of its least value wide, so its middle is at
// most 1/64 away from what fell into it.
const (
	exactBits = 6
	stepBits  = 5
	topBits   = 40
	buckets   = 1<<exactBits + (topBits-exactBits)<<stepBits + 1
	overflow  = buckets - 1
)

// bucketOf is the bucket that holds a duration.
func bucketOf(ns uint64) int {
	if ns < 1<<exactBits {
		return int(ns)
	}
	if ns >= 1<<topBits {
		return overflow
	}
	k := bits.Len64(ns) - 1
	return 1<<exactBits + (k-exactBits)<<stepBits + int(ns>>(k-stepBits)) - 1<<stepBits
}

// bounds are the least and the greatest duration of a bucket.
func bounds(bucket int) (least, greatest uint64) {
	switch {
	case bucket < 1<<exactBits:
		return uint64(bucket), uint64(bucket)
	case bucket >= overflow:
		return 1 << topBits, math.MaxInt64
	}
	j := bucket - 1<<exactBits
	k := j>>stepBits + exactBits
	least = uint64(1<<stepBits+j&(1<<stepBits-1)) << (k - stepBits)
	return least, least + 1<<(k-stepBits) - 1
}

// cell is a bucket that is not empty.
type cell struct {
	bucket uint16
	n      uint32
}

// tally is what a minute held of one operation.
type tally struct {
	n, failed uint64
	sum       uint64 // nanoseconds
	low, high uint64 // nanoseconds; low > high if neither is known
	cells     []cell // by bucket
}

// histogram is what some minutes held of one operation.
type histogram struct {
	n, failed uint64
	sum       uint64
	low, high uint64
	counts    [buckets]uint64
}

func newHistogram() *histogram { return &histogram{low: math.MaxUint64} }

// add takes in a minute.
func (h *histogram) add(t *tally) {
	h.n += t.n
	h.failed += t.failed
	h.sum += t.sum
	h.low, h.high = min(h.low, t.low), max(h.high, t.high)
	for _, c := range t.cells {
		h.counts[c.bucket] += uint64(c.n)
	}
}

// rankOf is the nearest rank of the quantile num/den among n, from 1.
func rankOf(n, num, den uint64) uint64 {
	hi, lo := bits.Mul64(n, num)
	lo, carry := bits.Add64(lo, den-1, 0)
	rank, _ := bits.Div64(hi+carry, lo, den)
	return min(max(rank, 1), max(n, 1))
}

// quantile is the duration of the call at the nearest rank of num/den, at most
// 1/64 off; 0 if there was no call. It is never outside of the least and the
// greatest, which are exact.
func (h *histogram) quantile(num, den uint64) time.Duration {
	return h.at(rankOf(h.n, num, den))
}

// at is the duration of the rank-th fastest call.
func (h *histogram) at(rank uint64) time.Duration {
	if h.n == 0 {
		return 0
	}
	var seen uint64
	for i := range h.counts {
		if seen += h.counts[i]; seen >= rank {
			return time.Duration(h.inside(i))
		}
	}
	return time.Duration(h.high)
}

// inside is the middle of a bucket, within the least and the greatest.
func (h *histogram) inside(bucket int) uint64 {
	least, greatest := bounds(bucket)
	if bucket == overflow {
		return max(h.high, least)
	}
	middle := least + (greatest-least)/2
	return clamp(clamp(middle, h.low, h.high), least, greatest)
}

func clamp(v, least, greatest uint64) uint64 { return min(max(v, least), greatest) }

// extremes are the least and the greatest duration, exact unless a call was
// being counted while a minute ended: then its extremes may be those of the
// minute before, and the least or the greatest is at most 1/32 off.
func (h *histogram) extremes() (least, greatest time.Duration) {
	if h.n == 0 {
		return 0, 0
	}
	first, last := 0, overflow
	for h.counts[first] == 0 {
		first++
	}
	for h.counts[last] == 0 {
		last--
	}
	a, b := bounds(first)
	c, d := bounds(last)
	return time.Duration(clamp(h.low, a, b)), time.Duration(clamp(h.high, c, d))
}
