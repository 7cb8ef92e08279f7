package concentrated

import (
	"fmt"
	"math"
	"math/bits"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// The range of ticks, TickMath.MIN_TICK and MAX_TICK.
const (
	MinTick int32 = -887272
	MaxTick int32 = 887272
)

// minSqrtRatio and maxSqrtRatio are TickMath.MIN_SQRT_RATIO and MAX_SQRT_RATIO:
// a pool's price is at least the first and below the second.
var (
	minSqrtRatio = uint256.Int{4295128739}
	maxSqrtRatio = uint256.Int{0x5d951d5263988d26, 0xefd1fc6a50648849, 0xfffd8963}
)

// tickFactors are TickMath's constants: factor i is 2^128/sqrt(1.0001^(2^i)),
// as its high and low word.
var tickFactors = [20][2]uint64{
	{0xfffcb933bd6fad37, 0xaa2d162d1a594001},
	{0xfff97272373d4132, 0x59a46990580e213a},
	{0xfff2e50f5f656932, 0xef12357cf3c7fdcc},
	{0xffe5caca7e10e4e6, 0x1c3624eaa0941cd0},
	{0xffcb9843d60f6159, 0xc9db58835c926644},
	{0xff973b41fa98c081, 0x472e6896dfb254c0},
	{0xff2ea16466c96a38, 0x43ec78b326b52861},
	{0xfe5dee046a99a2a8, 0x11c461f1969c3053},
	{0xfcbe86c7900a88ae, 0xdcffc83b479aa3a4},
	{0xf987a7253ac41317, 0x6f2b074cf7815e54},
	{0xf3392b0822b70005, 0x940c7a398e4b70f3},
	{0xe7159475a2c29b74, 0x43b29c7fa6e889d9},
	{0xd097f3bdfd2022b8, 0x845ad8f792aa5825},
	{0xa9f746462d870fdf, 0x8a65dc1f90e061e5},
	{0x70d869a156d2a1b8, 0x90bb3df62baf32f7},
	{0x31be135f97d08fd9, 0x81231505542fcfa6},
	{0x09aa508b5b7a84e1, 0xc677de54f3e99bc9},
	{0x005d6af8dedb8119, 0x6699c329225ee604},
	{0x00002216e584f5fa, 0x1ea926041bedfe98},
	{0x00000000048a1703, 0x91f7dc42444e8fa2},
}

// SqrtRatioAtTick is TickMath.getSqrtRatioAtTick: the square root of 1.0001^tick
// with 96 fractional bits, rounded as the contract does. amm.ErrState for a
// tick out of range.
func SqrtRatioAtTick(tick int32) (uint256.Int, error) {
	if tick < MinTick || tick > MaxTick {
		return uint256.Int{}, fmt.Errorf("tick %d is not in [%d, %d]: %w", tick, MinTick, MaxTick, amm.ErrState)
	}
	return sqrtAtTick(tick), nil
}

func sqrtAtTick(tick int32) uint256.Int {
	if tick == 0 {
		return uint256.Int{0, 1 << 32}
	}
	left := uint32(max(tick, -tick))
	i := bits.TrailingZeros32(left)
	h, l := tickFactors[i][0], tickFactors[i][1]
	for left &= left - 1; left != 0; left &= left - 1 {
		f := &tickFactors[bits.TrailingZeros32(left)]
		h, l = mulHigh128(h, l, f[0], f[1])
	}
	ratio := uint256.Int{l, h} // 128 fractional bits
	if tick > 0 {
		all := uint256.Int{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
		ratio.Div(&all, &ratio)
	}
	low := uint32(ratio[0])
	ratio.Rsh(&ratio, 32)
	if low != 0 {
		ratio.AddUint64(&ratio, 1)
	}
	return ratio
}

// TickAtSqrtRatio is TickMath.getTickAtSqrtRatio: the greatest tick whose ratio
// is at most the given one. amm.ErrState for a ratio out of range.
func TickAtSqrtRatio(ratio *uint256.Int) (int32, error) {
	if ratio.Lt(&minSqrtRatio) || !ratio.Lt(&maxSqrtRatio) {
		return 0, fmt.Errorf("square-root price %s is not in [%s, %s): %w", ratio.Dec(), minSqrtRatio.Dec(), maxSqrtRatio.Dec(), amm.ErrState)
	}
	return tickAtSqrt(ratio), nil
}

// ticksPerE is 2/ln(1.0001): ticks in a factor of e of the square-root price.
const ticksPerE = 20000.99998333416661

// doubt is how near to a whole tick the float estimate must be to be checked
// exactly. The estimate is off by up to 1e-9 ticks, and a ratio is rounded by
// up to one part in 2^32, or 5e-6 ticks, at the lowest prices.
const doubt = 1e-4

func tickAtSqrt(ratio *uint256.Int) int32 {
	estimate := math.Log(amm.Float(ratio)*0x1p-96) * ticksPerE
	tick := int32(math.Floor(estimate))
	nearest := math.Round(estimate)
	if math.Abs(estimate-nearest) > doubt {
		return tick
	}
	tick = int32(nearest)
	if exact := sqrtAtTick(tick); ratio.Lt(&exact) {
		tick--
	}
	return tick
}
