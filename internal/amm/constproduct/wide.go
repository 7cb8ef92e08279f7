package constproduct

import (
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// reserveBits is the width of a pair's reserve (uint112 in UniswapV2Pair).
const reserveBits = 112

// valid says that the pair can hold these reserves.
func valid(s *State) bool {
	return s.Reserve0.BitLen() <= reserveBits && s.Reserve1.BitLen() <= reserveBits
}

// amountOut256 is UniswapV2Library.getAmountOut line by line. It serves inputs
// too wide for the 128-bit path and is what that path is tested against.
func (c Curve) amountOut256(d amm.Direction, in, reserveIn, reserveOut, out *uint256.Int) error {
	var k, inWithFee, num, den uint256.Int
	k.SetUint64(c.kept[d&1])
	if _, over := inWithFee.MulOverflow(in, &k); over {
		return amm.ErrOverflow
	}
	if _, over := num.MulOverflow(&inWithFee, reserveOut); over {
		return amm.ErrOverflow
	}
	k.SetUint64(c.den)
	den.Mul(reserveIn, &k)
	if _, over := den.AddOverflow(&den, &inWithFee); over {
		return amm.ErrOverflow
	}
	out.Div(&num, &den)
	return nil
}

// amountIn256 is UniswapV2Library.getAmountIn line by line, for an output
// below its reserve. No product leaves 256 bits: 112+112+30.
func (c Curve) amountIn256(d amm.Direction, out, reserveIn, reserveOut, in *uint256.Int) {
	var k, num, den uint256.Int
	k.SetUint64(c.den)
	num.Mul(reserveIn, out)
	num.Mul(&num, &k)
	k.SetUint64(c.kept[d&1])
	den.Sub(reserveOut, out)
	den.Mul(&den, &k)
	in.Div(&num, &den)
	in.AddUint64(in, 1)
}
