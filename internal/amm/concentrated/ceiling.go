package concentrated

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Ceiling is what a swap of in would give if the price, a square root with 96 binary
// places, stayed as it is: no swap gives more. The fee is in hundredths of a basis
// point and is rounded down to whole basis points. It is the integer arithmetic of
// Executor._ceiling, which rounds up; false where that knows no answer: no price,
// or more than 127 bits. out may be in.
func Ceiling(root *uint256.Int, fee uint32, d amm.Direction, in, out *uint256.Int) bool {
	if root.IsZero() || in.BitLen() > 127 || fee >= 1_000_000 {
		return false
	}
	var x, r uint256.Int
	x.Mul(in, x.SetUint64(uint64(10_000-fee/100)))
	x.Div(&x, r.SetUint64(10_000))
	x.AddUint64(&x, 1)
	r = *root
	if d == amm.ZeroForOne {
		r.Rsh(&r, 32)
		r.AddUint64(&r, 1)
	}
	for range 2 {
		if x.BitLen() > 127 {
			return false
		}
		if d == amm.ZeroForOne {
			x.Mul(&x, &r)
			x.Rsh(&x, 64)
		} else {
			x.Lsh(&x, 96)
			x.Div(&x, &r)
		}
		x.AddUint64(&x, 1)
	}
	*out = x
	return x.BitLen() <= 127
}
