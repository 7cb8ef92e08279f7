// Package constproduct is the constant-product curve x*y=k with a fee on the
// input, exact to the wei against Uniswap V2's pair and its router library.
//
// AmountOut and AmountIn are UniswapV2Library.getAmountOut and getAmountIn:
// they round against the trader and refuse what the library refuses. Apply is
// UniswapV2Pair.swap for one input and one output, with the pair's own checks:
// the library may answer what the pair then refuses (an output of zero, a
// reserve of more than 112 bits), so only Apply says that a swap goes through.
//
// The fee is a fraction per direction, which covers the forks that keep this
// curve: a swap keeps Kept/Den of its input (997/1000 for Uniswap).
//
// Amounts are in the tokens' smallest units. Every quote has a path in 128-bit
// words with hardware division for the amounts that pairs hold, and a plain
// 256-bit path for all others; they agree wherever both apply.
package constproduct

import (
	"errors"
	"fmt"
	"math"
	"math/bits"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// ErrInvariant says that the output is more than x*y=k allows for the input
// (the pair reverts with "UniswapV2: K").
var ErrInvariant = errors.New("output breaks the constant product")

// State is a pair's reserves in the tokens' smallest units, each below 2^112.
type State struct {
	Reserve0, Reserve1 uint256.Int
}

// reserves are the reserve of the input token and that of the output token.
func (s *State) reserves(d amm.Direction) (in, out *uint256.Int) {
	if d == amm.ZeroForOne {
		return &s.Reserve0, &s.Reserve1
	}
	return &s.Reserve1, &s.Reserve0
}

// Curve is the static part of a pair: its fee. The zero Curve is not usable;
// take one from New or Uniswap. A Curve is a value and never changes.
type Curve struct {
	kept [2]uint64 // per direction, the part of the input that trades, in 1/den
	den  uint64
	// narrow is the number of bits that an input or a reserve may have so that
	// every product of the 128-bit path fits.
	narrow int
}

// maxDen keeps den*reserve below 2^144, so that no product with a second
// reserve of 112 bits leaves 256 bits, in this package as in the contract.
const maxDen = 1 << 30

// New makes a curve that keeps kept0/den of an input of token0 and kept1/den
// of an input of token1.
func New(kept0, kept1, den uint64) (Curve, error) {
	switch {
	case den == 0 || den > maxDen:
		return Curve{}, fmt.Errorf("fee denominator %d is not in [1, %d]", den, maxDen)
	case kept0 == 0 || kept0 > den || kept1 == 0 || kept1 > den:
		return Curve{}, fmt.Errorf("kept parts %d and %d are not in [1, %d]", kept0, kept1, den)
	}
	return newCurve(kept0, kept1, den), nil
}

func newCurve(kept0, kept1, den uint64) Curve {
	// reserve*den + input*kept < 2*2^narrow*den <= 2^128
	return Curve{kept: [2]uint64{kept0, kept1}, den: den, narrow: min(127-bits.Len64(den), reserveBits)}
}

// Uniswap is the curve of Uniswap V2's pairs: 0.3 % of the input is the fee.
func Uniswap() Curve { return newCurve(997, 997, 1000) }

// Gamma is the part of the input that trades, 1 - fee.
func (c Curve) Gamma(d amm.Direction) float64 { return float64(c.kept[d&1]) / float64(c.den) }

// AmountOut sets out to what the pair pays for in, rounded down, as
// UniswapV2Library.getAmountOut does. An output of zero is an answer here, as
// it is there; Apply refuses it.
//
// Errors: amm.ErrZeroAmount for no input, amm.ErrInsufficientLiquidity for an
// empty reserve, amm.ErrOverflow where the library's arithmetic overflows,
// amm.ErrState for a reserve of more than 112 bits. out is untouched then.
func (c Curve) AmountOut(s *State, d amm.Direction, in, out *uint256.Int) error {
	rin, rout := s.reserves(d)
	if in.IsZero() {
		return amm.ErrZeroAmount
	}
	if rin.IsZero() || rout.IsZero() {
		return amm.ErrInsufficientLiquidity
	}
	if c.fits(in) && c.fits(rin) && c.fits(rout) {
		amountOut128(out, in, rin, rout, c.kept[d&1], c.den)
		return nil
	}
	if !valid(s) {
		return amm.ErrState
	}
	return c.amountOut256(d, in, rin, rout, out)
}

// AmountIn sets in to what the pair wants for out: the exact quotient rounded
// down, plus one, as UniswapV2Library.getAmountIn does.
//
// Errors: amm.ErrZeroAmount for no output, amm.ErrInsufficientLiquidity for an
// empty reserve or an output that is not below its reserve, amm.ErrState for a
// reserve of more than 112 bits. in is untouched then.
func (c Curve) AmountIn(s *State, d amm.Direction, out, in *uint256.Int) error {
	rin, rout := s.reserves(d)
	if out.IsZero() {
		return amm.ErrZeroAmount
	}
	if rin.IsZero() || rout.IsZero() || !out.Lt(rout) {
		return amm.ErrInsufficientLiquidity
	}
	if c.fits(rin) && c.fits(rout) {
		amountIn128(in, out, rin, rout, c.kept[d&1], c.den)
		return nil
	}
	if !valid(s) {
		return amm.ErrState
	}
	c.amountIn256(d, out, rin, rout, in)
	return nil
}

// Apply moves s to the reserves that UniswapV2Pair.swap leaves when in has
// been paid and out is taken, or refuses where the pair reverts and leaves s
// alone. The pair is taken to hold exactly its reserves before the swap.
//
// Errors: amm.ErrZeroAmount for no input or no output,
// amm.ErrInsufficientLiquidity for an output that is not below its reserve,
// amm.ErrOverflow for a balance of more than 112 bits, ErrInvariant.
func (c Curve) Apply(s *State, d amm.Direction, in, out *uint256.Int) error {
	if in.IsZero() || out.IsZero() {
		return amm.ErrZeroAmount
	}
	if !valid(s) {
		return amm.ErrState
	}
	rin, rout := s.reserves(d)
	if !out.Lt(rout) {
		return amm.ErrInsufficientLiquidity
	}
	var balanceIn, balanceOut uint256.Int
	if _, over := balanceIn.AddOverflow(rin, in); over || balanceIn.BitLen() > reserveBits {
		return amm.ErrOverflow
	}
	balanceOut.Sub(rout, out)
	// The pair compares (balanceIn*den - in*fee)*(balanceOut*den) with
	// reserveIn*reserveOut*den^2. One den is common to both sides; what is left
	// has at most 112+30+112 bits.
	var left, right, t uint256.Int
	t.SetUint64(c.den)
	right.Mul(rin, rout)
	right.Mul(&right, &t)
	left.Mul(&balanceIn, &t)
	t.SetUint64(c.den - c.kept[d&1])
	t.Mul(&t, in)
	left.Sub(&left, &t)
	left.Mul(&left, &balanceOut)
	if left.Lt(&right) {
		return ErrInvariant
	}
	*rin, *rout = balanceIn, balanceOut
	return nil
}

// Segment is the whole curve: it is one Moebius map and never runs out.
func (c Curve) Segment(s *State, d amm.Direction) amm.Segment {
	rin, rout := s.reserves(d)
	return amm.Segment{
		ReserveIn: amm.Float(rin), ReserveOut: amm.Float(rout),
		Gamma: c.Gamma(d), End: math.Inf(1),
	}
}

// LogRate is the natural logarithm of the marginal rate at an input of zero,
// after the fee: output units per input unit. It is -Inf for an empty pair.
func (c Curve) LogRate(s *State, d amm.Direction) float64 {
	rin, rout := s.reserves(d)
	if rin.IsZero() || rout.IsZero() {
		return math.Inf(-1)
	}
	return math.Log(c.Gamma(d) * amm.Float(rout) / amm.Float(rin))
}
