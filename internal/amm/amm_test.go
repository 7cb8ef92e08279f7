package amm

import (
	"math"
	"math/big"
	"testing"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"
)

func TestHopJoinsPoolAndDirection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := PoolID(rapid.Uint32Range(0, math.MaxUint32/2).Draw(t, "pool"))
		d := Direction(rapid.Uint8Range(0, 1).Draw(t, "direction"))
		h := NewHop(p, d)
		if h.Pool() != p || h.Direction() != d || d.Reverse() == d {
			t.Fatalf("hop %d of pool %d direction %d", h, p, d)
		}
	})
}

func TestFloatIsNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var u uint256.Int
		copy(u[:], rapid.SliceOfN(rapid.Uint64(), 4, 4).Draw(t, "words")[:rapid.IntRange(0, 4).Draw(t, "keep")])
		want, _ := new(big.Float).SetInt(u.ToBig()).Float64()
		if got := Float(&u); math.Abs(got-want) > 4e-16*want {
			t.Fatalf("Float(%s) = %g, want %g", u.Dec(), got, want)
		}
	})
}

func TestSegmentIsAMoebiusMap(t *testing.T) {
	s := Segment{In: 10, Out: 5, ReserveIn: 1000, ReserveOut: 2000, Gamma: 0.997, End: math.Inf(1)}
	if got := s.At(10); got != 5 {
		t.Errorf("At(start) = %g, want 5", got)
	}
	if slope := (s.At(10+1e-6) - s.At(10)) / 1e-6; math.Abs(slope-s.Rate()) > 1e-6 {
		t.Errorf("slope %g at the start, Rate says %g", slope, s.Rate())
	}
}
