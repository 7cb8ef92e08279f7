package devnet

import (
	"math/big"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

const (
	// leastFill is not worth a transaction below it: the base cost of one.
	leastFill = 30_000
	// fillSlack is left free in a block and under the gas cap of a transaction
	// for what the filler needs beyond the gas it burns.
	fillSlack = 400_000
)

// missingGas is how much more gas the block should use so that the next base
// fee is target wei, as far as EIP-1559 allows: at most an eighth up or down a
// block. 0 when the block has used enough by itself.
//
// EIP-1559: next = fee + fee*(used-aim)/aim/8 where aim is half of the limit,
// so used = aim + 8*aim*(target-fee)/fee.
func missingGas(head *types.Header, target *uint256.Int) uint64 {
	aim := new(big.Int).SetUint64(head.GasLimit / params.DefaultElasticityMultiplier)
	used := new(big.Int).Sub(target.ToBig(), head.BaseFee)
	used.Mul(used, aim).Mul(used, big.NewInt(params.DefaultBaseFeeChangeDenominator)).Quo(used, head.BaseFee).Add(used, aim)
	used.Sub(used, new(big.Int).SetUint64(head.GasUsed))
	most := min(head.GasLimit-min(head.GasLimit, head.GasUsed+fillSlack), params.MaxTxGas-fillSlack)
	if used.Cmp(new(big.Int).SetUint64(most)) > 0 {
		used.SetUint64(most)
	}
	if used.Sign() < 0 || used.Uint64() < leastFill {
		return 0
	}
	return used.Uint64()
}

func blockNumber(h *types.Header) chain.Block { return chain.Block(h.Number.Uint64()) }
