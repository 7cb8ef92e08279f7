// Package l1data counts what an Arbitrum chain charges a transaction for being
// posted to its parent chain, offline and from the signed bytes alone.
//
// The chain compresses the bytes with brotli, quality 1 and a window of 2^22,
// counts 16 units for each byte that is left, and multiplies by its price of a
// unit (nitro arbos/l1pricing). The transaction pays for that in gas: cost over
// the price of gas, rounded down, before the EVM starts (arbos/tx_processor). A
// receipt shows it as gasUsedForL1, and gasUsed includes it.
//
// A Meter answers the compressed length without compressing: it finds the
// matches and codes that Google's C library would write and adds up their bits.
// That is the same length to the byte, without output, and cheap enough for the
// hot path. Go's port of that library, andybalholm/brotli, would do in version
// 1.2.0, the same to the byte; since 1.2.6, which the module's other dependencies ask for, its
// codes are others: 2.3 % off at the 95th percentile of our own transactions, 5.7 %
// at most.
//
// Quality 1 is what ArbOS uses since version 20; older ones used quality 0, which
// is not counted here.
package l1data

import (
	"math"

	"github.com/holiman/uint256"
)

// UnitsPerByte is what a compressed byte counts: as a non-zero byte of calldata
// on the parent chain.
const UnitsPerByte = 16

// MaxLength of a transaction that a sequencer takes (nitro MaxTxDataSize), in
// bytes.
const MaxLength = 95_000

// What a node adds where it is told a call and not a transaction, and for the
// price to rise; bips are 1/10,000.
const (
	paddingUnits = 16 * UnitsPerByte // l1pricing.estimationPaddingUnits
	paddingBips  = 100               // l1pricing.estimationPaddingBasisPoints
	priceBips    = 11_000            // arbos.GasEstimationL1PricePadding
	wholeBips    = 10_000
)

// Gas is what a transaction buys for its data: units at perUnit wei each over
// the price of gas, rounded down (nitro GetPosterGas). The price is the block's
// base fee; where the chain collects tips it is what the transaction pays. At a
// price of zero nothing is charged. It saturates at the highest uint64.
func Gas(units uint64, perUnit, price *uint256.Int) uint64 {
	var cost uint256.Int
	if _, over := cost.MulDivOverflow(cost.SetUint64(units), perUnit, price); over {
		return math.MaxUint64
	}
	return saturated(&cost)
}

// Fee is what that gas costs, in wei: up to price-1 wei less than units times
// perUnit, because Gas rounds down.
func Fee(units uint64, perUnit, price *uint256.Int) (fee uint256.Int) {
	fee.SetUint64(Gas(units, perUnit, price))
	fee.Mul(&fee, price)
	return fee
}

// PaddedUnits is what a node counts for a call that it makes a transaction of: 256
// units more, and 1 % of it all, rounded down (nitro PosterDataCost).
func PaddedUnits(units uint64) uint64 {
	return (units + paddingUnits) * (wholeBips + paddingBips) / wholeBips
}

// ComponentGas is what NodeInterface.gasEstimateL1Component answers for padded
// units: the cost and 10 %, over the base fee, both rounded down.
func ComponentGas(padded uint64, perUnit, baseFee *uint256.Int) uint64 {
	var cost, bips, whole uint256.Int
	if _, over := cost.MulOverflow(cost.SetUint64(padded), perUnit); over {
		return math.MaxUint64
	}
	if _, over := cost.MulDivOverflow(&cost, bips.SetUint64(priceBips), whole.SetUint64(wholeBips)); over {
		return math.MaxUint64
	}
	cost.Div(&cost, baseFee)
	return saturated(&cost)
}

// EstimatedGas is the data's part of what eth_estimateGas answers for padded
// units: ComponentGas at seven eighths of the base fee, rounded down, or at the
// minimum if that is more (nitro GetPosterGas in gas estimation).
func EstimatedGas(padded uint64, perUnit, baseFee, minimum *uint256.Int) uint64 {
	if baseFee.IsZero() {
		return 0
	}
	var price, seven uint256.Int
	price.Mul(baseFee, seven.SetUint64(7))
	price.Rsh(&price, 3)
	if price.Lt(minimum) {
		price = *minimum
	}
	return ComponentGas(padded, perUnit, &price)
}

// saturated is v, or the highest uint64 if it is more.
func saturated(v *uint256.Int) uint64 {
	if !v.IsUint64() {
		return math.MaxUint64
	}
	return v.Uint64()
}
