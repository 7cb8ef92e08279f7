package gas

import (
	"errors"
	"testing"

	"mevbot/internal/amm"
)

// Bound is what an oracle that has learned nothing estimates.
func TestBoundIsTheFirstEstimate(t *testing.T) {
	o := oracle(t, &node{next: 100})
	for _, h := range [][]amm.Hop{hops(0, 0), hops(0, 1), hops(1, 0), hops(1, 1), hops(0, 1, 1)} {
		var families []amm.Family
		for _, hop := range h {
			families = append(families, o.opts.Market.Info(hop.Pool()).Family)
		}
		want, _, err := estimate(o, h)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Bound(families); got != want || err != nil {
			t.Errorf("%v: %d, %v; want %d", families, got, err, want)
		}
	}
	for _, f := range [][]amm.Family{nil, {1}, {1, 1, 1, 1, 1}, {1, 3}, {0, 1}} {
		if _, err := Bound(f); !errors.Is(err, ErrRoute) {
			t.Errorf("%v: %v", f, err)
		}
	}
}
