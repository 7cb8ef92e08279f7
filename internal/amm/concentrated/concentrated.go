// Package concentrated is the curve of Uniswap V3, exact to the wei against
// the deployed pool: amounts, and the price, tick and liquidity that a swap
// leaves behind.
//
// The contract swaps in steps, from boundary to boundary, and rounds at each.
// Boundaries are the initialised ticks, and the edges of the words of the tick
// bitmap, because the contract looks for the next tick within one word: on the
// way down it stops at a word's first tick, on the way up at its last one. A
// library that skips the edges is wrong by a wei in every seventh quote.
//
// The cost and the yield of a whole step between two boundaries do not depend
// on the price, and do not depend on whether the input or the output is given.
// So a Pool keeps them as two ladders of prefix sums, one a direction. A View
// adds what depends on the price: the two partial steps to the next
// boundaries. A quote then is one binary search and one step, whatever it
// crosses; a Swap event costs the two partial steps; a Mint or a Burn rebuilds
// the ladders around the price. Ladders reach a bounded number of boundaries
// to both sides (a pool of spacing 1 has thousands of edges). Beyond their
// reach a quote goes step by step, as the contract does.
//
// Concurrency: Locate and Modify belong to one goroutine, the pool's owner.
// Ladders are immutable once built and a View holds the one that it was
// located on, so quotes on a View, or on a copy of it, may run elsewhere at
// the same time. A View answers for the pool as it was when it was located.
package concentrated

import (
	"fmt"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// State is the part of a pool's storage that a swap changes: slot0's price and
// tick, and the liquidity in range.
type State struct {
	SqrtPriceX96 uint256.Int // square root of token1/token0, 96 fractional bits
	Liquidity    uint256.Int // in range, below 2^128
	Tick         int32       // slot0.tick: one below the price's tick after a swap down onto a boundary
}

// Tick is an initialised tick.
type Tick struct {
	Index int32
	Gross uint256.Int // liquidity of the positions that begin or end here
	Net   uint256.Int // added when crossed upward; two's complement
}

// Result of a quote.
type Result struct {
	// In and Out are what the pool takes and gives, fee included. In is less
	// than a wanted input, or Out less than a wanted output, if the price limit
	// was reached first. Both are zero if there was no liquidity up to the
	// limit: the pool accepts such a swap, the periphery's callbacks refuse it.
	In, Out uint256.Int
	// After is what the pool stores after the swap.
	After State
	// Crossed is the number of initialised ticks crossed.
	Crossed int
}

// The unit of a fee: hundredths of a basis point.
const feeUnit = 1_000_000

// maxSpacing is what UniswapV3Factory.enableFeeAmount allows.
const maxSpacing = 16383

// Pool is the part of a pool that does not depend on its price. See the
// package comment for what may run at the same time.
type Pool struct {
	kept    uint64 // the part of an input that trades, in 1/feeUnit
	spacing int32
	gamma   float64
	perTick uint256.Int // UniswapV3Pool.maxLiquidityPerTick
	ticks   book
	ladder  *ladder // around the price last located; nil until needed
}

// New makes a pool from its fee in hundredths of a basis point, its tick
// spacing, and all its initialised ticks in ascending order. Ticks that no
// contract can hold give an error that wraps amm.ErrState. The slice is copied.
func New(fee uint32, spacing int32, ticks []Tick) (*Pool, error) {
	if fee >= feeUnit {
		return nil, fmt.Errorf("fee of %d pips is not below %d: %w", fee, feeUnit, amm.ErrState)
	}
	if spacing < 1 || spacing > maxSpacing {
		return nil, fmt.Errorf("tick spacing %d is not in [1, %d]: %w", spacing, maxSpacing, amm.ErrState)
	}
	p := &Pool{
		kept: feeUnit - uint64(fee), spacing: spacing,
		gamma:   float64(feeUnit-fee) / feeUnit,
		perTick: maxLiquidityPerTick(spacing),
	}
	var err error
	if p.ticks, err = p.newBook(ticks); err != nil {
		return nil, err
	}
	return p, nil
}

// Fee in hundredths of a basis point.
func (p *Pool) Fee() uint32 { return uint32(feeUnit - p.kept) }

// Spacing of the pool's usable ticks.
func (p *Pool) Spacing() int32 { return p.spacing }

// Ticks returns a copy of the initialised ticks, ascending.
func (p *Pool) Ticks() []Tick {
	ticks := make([]Tick, len(p.ticks))
	for i := range p.ticks {
		ticks[i] = p.ticks[i].Tick
	}
	return ticks
}

// Cover adds a position's liquidity, delta in two's complement, to the state's
// if the price is inside [lower, upper): what a Mint or a Burn does to the
// pool's liquidity beside Modify.
func (s *State) Cover(lower, upper int32, delta *uint256.Int) error {
	if s.Tick < lower || s.Tick >= upper {
		return nil
	}
	return addLiquidity(&s.Liquidity, &s.Liquidity, delta)
}
