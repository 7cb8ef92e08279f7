package operations

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The oracle pools all calls, sorts them and looks at the slowest hundredth.
func TestTailAgainstSortedCalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type call struct{ bucket, op int }
		var pool []call
		var street []*histogram
		n := rapid.IntRange(1, 4).Draw(t, "operations")
		for op := range n {
			samples := durations(50).Draw(t, "samples")
			street = append(street, observed(samples, 1))
			for _, d := range samples {
				pool = append(pool, call{bucketOf(uint64(d)), op})
			}
		}
		slices.SortFunc(pool, func(a, b call) int { return b.bucket - a.bucket })
		slowest := len(pool) / 100
		got := tail(street)
		if slowest == 0 {
			for _, share := range got {
				if share != 0 {
					t.Fatalf("%v of fewer than 100 calls", got)
				}
			}
			return
		}
		// The bucket on the edge is shared out by what each has in it.
		edge := pool[slowest-1].bucket
		want := make([]float64, n)
		inside, above := make([]float64, n), 0
		for _, c := range pool {
			switch {
			case c.bucket > edge:
				want[c.op]++
				above++
			case c.bucket == edge:
				inside[c.op]++
			}
		}
		var held, sum float64
		for _, v := range inside {
			held += v
		}
		for op := range want {
			want[op] = (want[op] + inside[op]*float64(slowest-above)/held) / float64(slowest)
			if sum += got[op]; math.Abs(got[op]-want[op]) > 1e-9 {
				t.Fatalf("shares %v, want %v", got, want)
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Fatalf("shares %v add up to %v", got, sum)
		}
	})
}

func TestBottlenecks(t *testing.T) {
	fast, slow := observed(repeat(990, time.Millisecond), 1), observed(repeat(10, 300*time.Millisecond), 1)
	got := rank([]string{"decode", "send", "sign"}, []*histogram{fast, slow, newHistogram()})
	if len(got) != 2 || got[0].Operation != "send" || got[0].Tail != 1 || got[1].Tail != 0 {
		t.Fatalf("%+v", got)
	}
	if share := got[0].Share; math.Abs(share-3000.0/3990) > 1e-12 {
		t.Fatalf("send has %v of the time", share)
	}
	if got := rank(nil, nil); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
}
