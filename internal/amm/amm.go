// Package amm says what a curve must answer, and names pools and hops by dense
// numbers so that hot code needs no map and no pointer.
//
// One package below this one holds one curve, exact to the wei against the
// deployed contract's bytecode:
//
//   - constproduct: x*y=k (Uniswap V2 and its forks)
//   - concentrated: Uniswap V3
//
// Exact answers are integers (uint256). A curve also answers floats, its
// marginal rate and its Segment around an input; they rank candidates and are
// never money.
package amm

import (
	"errors"
	"math"

	"github.com/holiman/uint256"
)

// PoolID is a dense index of a watched pool.
type PoolID uint32

// Direction of a swap through a pool's two tokens.
type Direction uint8

// The two directions. The values are the low bit of a Hop.
const (
	ZeroForOne Direction = 0 // token0 in, token1 out
	OneForZero Direction = 1 // token1 in, token0 out
)

// Reverse is the other direction.
func (d Direction) Reverse() Direction { return d ^ 1 }

// Hop is one pool in one direction: 2*pool + direction.
type Hop uint32

// NewHop joins a pool and a direction.
func NewHop(p PoolID, d Direction) Hop { return Hop(p)<<1 | Hop(d) }

// Pool of the hop.
func (h Hop) Pool() PoolID { return PoolID(h >> 1) }

// Direction of the hop.
func (h Hop) Direction() Direction { return Direction(h & 1) }

// Family names a curve and the contract it is exact against.
type Family uint8

// The families that exist.
const (
	ConstantProduct Family = 1 // Uniswap V2 pair
	Concentrated    Family = 2 // Uniswap V3 pool

	// Those below are named where calldata speaks of them; no curve of theirs is
	// priced yet.
	Algebra       Family = 3 // Algebra V1 pool: Camelot V3
	CamelotPair   Family = 4 // Camelot V2 pair: a fee for each direction, stable or not
	UniswapV4     Family = 5 // pool of the Uniswap V4 PoolManager
	BalancerV2    Family = 6 // pool of the Balancer V2 vault
	Curve         Family = 7 // Curve pool of any kind
	LiquidityBook Family = 8 // Trader Joe pair of bins
)

// String is the family's name in config, metrics and pages.
func (f Family) String() string {
	switch f {
	case ConstantProduct:
		return "uniswap_v2"
	case Concentrated:
		return "uniswap_v3"
	case Algebra:
		return "algebra"
	case CamelotPair:
		return "camelot_v2"
	case UniswapV4:
		return "uniswap_v4"
	case BalancerV2:
		return "balancer_v2"
	case Curve:
		return "curve"
	case LiquidityBook:
		return "liquidity_book"
	default:
		return "unknown"
	}
}

// Where the contract would revert a curve answers one of these. They are
// plain values: comparing and returning them costs no allocation.
var (
	// ErrZeroAmount: the input or the wanted output is zero, or the output
	// rounds to zero where the contract refuses that.
	ErrZeroAmount = errors.New("zero amount")
	// ErrInsufficientLiquidity: the pool cannot give or take that much.
	ErrInsufficientLiquidity = errors.New("insufficient liquidity")
	// ErrOverflow: the contract's own arithmetic or storage would overflow.
	ErrOverflow = errors.New("amount overflows the pool")
	// ErrPriceLimit: the square-root price limit is on the wrong side.
	ErrPriceLimit = errors.New("price limit on the wrong side of the price")
	// ErrState: the state handed in is not one that the contract can hold.
	ErrState = errors.New("impossible pool state")
)

// Segment is a stretch of a curve on which it is a Moebius map. With
// y = Gamma*(x-In), for an input x in [In, End):
//
//	out(x) = Out + y*ReserveOut/(ReserveIn+y)
//
// All fields are in the tokens' smallest units, as floats: they rank and size
// candidates, whose exact amounts are then computed in integers. End is +Inf
// on the last stretch of a curve that never runs out.
type Segment struct {
	In, Out               float64
	ReserveIn, ReserveOut float64
	Gamma                 float64 // 1 - fee
	End                   float64
}

// Rate is the marginal rate after the fee at the segment's start.
func (s *Segment) Rate() float64 { return s.Gamma * s.ReserveOut / s.ReserveIn }

// At is the output for an input inside the segment.
func (s *Segment) At(x float64) float64 {
	y := s.Gamma * (x - s.In)
	return s.Out + y*s.ReserveOut/(s.ReserveIn+y)
}

// Float is the nearest float of a 256-bit word; it only ranks.
func Float(u *uint256.Int) float64 {
	return math.FMA(math.FMA(math.FMA(float64(u[3]), 0x1p64, float64(u[2])), 0x1p64, float64(u[1])), 0x1p64, float64(u[0]))
}
