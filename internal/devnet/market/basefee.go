package market

import (
	"math"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
)

// The base fee wanders around meanBaseFee wei with a logarithmic spread, from
// one drawn point to the next feeStep blocks later.
const (
	meanBaseFee = 1e8
	feeSpread   = 0.25
	feeStep     = 40
)

// TargetBaseFee is where the base fee of a block should be, in wei: a path that
// depends on the seed alone and always comes back to the mean.
func (m *Market) TargetBaseFee(block chain.Block) *uint256.Int {
	point := func(n uint64) float64 { return stream(m.options.Seed, n, "base fee").NormFloat64() }
	n, part := uint64(block)/feeStep, float64(uint64(block)%feeStep)/feeStep
	smooth := part * part * (3 - 2*part)
	wander := point(n)*(1-smooth) + point(n+1)*smooth
	return uint256.NewInt(uint64(meanBaseFee * math.Exp(feeSpread*wander)))
}

// What Burner.burn uses around what it is asked to burn, and the most it is asked
// for: EIP-7825 limits a transaction to 2^24 gas.
const (
	burnOverhead = 26_000
	burnMost     = 16_000_000
)

// Filler fills blocks, for the chain's options: it makes a transaction that
// burns about gas on top of parent, or nil before Deploy and where the node
// cannot tell the sender's nonce there; the base fee then moves a little.
func (m *Market) Filler(parent *types.Header, gas uint64) *types.Transaction {
	if m.burnerNonce == nil || gas < 2*burnOverhead {
		return nil
	}
	nonce, err := m.burnerNonce(parent.Hash())
	if err != nil {
		return nil
	}
	tx, err := m.burn(nonce, gas)
	if err != nil {
		return nil
	}
	return tx
}

// burn makes a transaction that uses about gas. The contract passes gas on to a
// call, which gets 63/64 of it.
func (m *Market) burn(nonce, gas uint64) (*types.Transaction, error) {
	amount := min(gas-burnOverhead, burnMost)
	data := m.code.burner.PackBurn(new(big.Int).SetUint64(amount))
	return m.sign(burner, nonce, &m.addresses.Burner, new(big.Int), amount*64/63+2*burnOverhead, data)
}

// Genesis is what exists before the first block: Multicall3 and the stand-ins
// of Arbitrum's precompiles at their addresses, and coins for everybody.
func (m *Market) Genesis() types.GenesisAlloc {
	coins := integer(m.genesisWorld().units(weth, 10*pocketUSD))
	alloc := types.GenesisAlloc{m.options.Operator: {Balance: m.options.OperatorFunds}}
	for i := range m.accounts {
		alloc[m.accounts[i].address] = types.Account{Balance: coins}
	}
	for address, code := range map[common.Address][]byte{
		chain.Multicall3:    m.code.multicall.Deployed,
		chain.ArbGasInfo:    m.code.gasInfo,
		chain.NodeInterface: m.code.nodeInterface,
	} {
		alloc[address] = types.Account{Balance: new(big.Int), Code: code}
	}
	owner := types.Account{Balance: new(big.Int), Code: m.code.ownerPublic}
	if m.options.Tips {
		owner.Storage = map[common.Hash]common.Hash{{}: common.BigToHash(common.Big1)}
	}
	alloc[chain.ArbOwnerPublic] = owner
	return alloc
}
