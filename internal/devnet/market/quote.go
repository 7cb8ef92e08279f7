package market

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
)

// quote asks the real contracts what amount of token in gives in pool i, at a
// block: QuoterV2 for V3, the factory's router for V2.
func (m *Market) quote(ctx context.Context, block *big.Int, i, in int, amount *big.Int) (*big.Int, error) {
	p := &m.pools[i]
	out := p.other(in)
	tokens := m.tokens([]int{in, out})
	var to common.Address
	var data []byte
	var err error
	if p.kind == v2 {
		to = m.addresses.Routers[p.factory].Address
		data, err = m.code.router2.ABI.Pack("getAmountsOut", amount, tokens)
	} else {
		to = m.addresses.QuoterV2
		data, err = m.code.quoter.ABI.Pack("quoteExactInputSingle", struct {
			TokenIn, TokenOut                common.Address
			AmountIn, Fee, SqrtPriceLimitX96 *big.Int
		}{tokens[0], tokens[1], amount, new(big.Int).SetUint64(uint64(p.fee)), new(big.Int)})
	}
	if err != nil {
		return nil, fmt.Errorf("pack quote: %w", err)
	}
	raw, err := m.client.CallContract(ctx, ethereum.CallMsg{To: &to, Data: data, Gas: 30_000_000}, block)
	if err != nil {
		return nil, fmt.Errorf("quote pool %s at block %s: %w", p.address, block, err)
	}
	if p.kind == v2 {
		amounts, err := m.code.router2.ABI.Unpack("getAmountsOut", raw)
		if err != nil {
			return nil, fmt.Errorf("read quote: %w", err)
		}
		list := amounts[0].([]*big.Int)
		return list[len(list)-1], nil
	}
	answer, err := m.code.quoter.ABI.Unpack("quoteExactInputSingle", raw)
	if err != nil {
		return nil, fmt.Errorf("read quote: %w", err)
	}
	return answer[0].(*big.Int), nil
}
