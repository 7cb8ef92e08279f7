package concentrated

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// The contract answers the tick of a price in initialize. That a ratio has its
// tick and the one below it the tick before says that the ratio is the
// contract's.
func TestTicksEqualContract(t *testing.T) {
	m := newMarket(t)
	pool := m.pools[3]
	ask := func(ratio *uint256.Int) (int32, error) {
		pool.Store(slot0Slot, new(uint256.Int))
		_, err := pool.Call(t, m.chain.From, "initialize", ratio.ToBig())
		return state(pool).Tick, err
	}
	compare := func(ratio *uint256.Int) {
		t.Helper()
		want, revert := ask(ratio)
		got, err := TickAtSqrtRatio(ratio)
		if (err != nil) != (revert != nil) || err == nil && got != want {
			t.Fatalf("tick at %s: %d, %v; the pool %d, %v", ratio.Dec(), got, err, want, revert)
		}
	}
	r := rand.New(rand.NewPCG(4, 4))
	for i := range int32(*quotes) {
		tick := r.Int32N(2*MaxTick+1) - MaxTick
		switch {
		case i < 200:
			tick = MinTick + i
		case i < 400:
			tick = MaxTick - (i - 200)
		case i < 600:
			tick = i - 500
		}
		ratio, err := SqrtRatioAtTick(tick)
		if err != nil {
			t.Fatal(err)
		}
		compare(&ratio)
		if got, err := ask(&ratio); got != tick && tick != MaxTick {
			t.Fatalf("ratio at tick %d is %s; the pool says tick %d, %v", tick, ratio.Dec(), got, err)
		}
		ratio.SubUint64(&ratio, 1)
		compare(&ratio)
		any := wide(r, 160)
		compare(&any)
	}
}

func TestTicksEqualReference(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 50_000 / slowdown {
		tick := r.Int32N(2*MaxTick) - MaxTick
		ratio := sqrtAtTick(tick)
		if want := sqrtReference(tick); !ratio.Eq(want) {
			t.Fatalf("ratio at %d: %s, want %s", tick, ratio.Dec(), want.Dec())
		}
		near := wide(r, 60)
		for _, at := range []*uint256.Int{&ratio, new(uint256.Int).Add(&ratio, &near), new(uint256.Int).Sub(&ratio, &near)} {
			if at.Lt(&minSqrtRatio) || !at.Lt(&maxSqrtRatio) {
				continue
			}
			if got, want := tickAtSqrt(at), tickReference(at); got != want {
				t.Fatalf("tick at %s: %d, want %d", at.Dec(), got, want)
			}
		}
	}
}

func TestTickRange(t *testing.T) {
	for _, tick := range []int32{MinTick - 1, MaxTick + 1} {
		if _, err := SqrtRatioAtTick(tick); !errors.Is(err, amm.ErrState) {
			t.Errorf("tick %d: %v", tick, err)
		}
	}
	low, high := sqrtAtTick(MinTick), sqrtAtTick(MaxTick)
	if low != minSqrtRatio || high != maxSqrtRatio {
		t.Errorf("the ends of the range are %s and %s", low.Dec(), high.Dec())
	}
}
