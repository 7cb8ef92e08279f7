package decode

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Functions of 0x's ExchangeProxy whose route stands in the calldata.
// transformERC20 and RFQ orders are opaque or touch no pool of ours.
const (
	zeroExUniswap    = 0xd9627aa4 // sellToUniswap(tokens,sell,min,isSushi)
	zeroExEtherV3    = 0x3598d8ab // sellEthForTokenToUniswapV3(path,min,to)
	zeroExToEtherV3  = 0x803ba26d // sellTokenForEthToUniswapV3(path,sell,min,to)
	zeroExTokenV3    = 0x6af479b2 // sellTokenForTokenToUniswapV3(path,sell,min,to)
	zeroExBatchEther = 0xf35b4733 // multiplexBatchSellEthForToken(out,calls,min)
	zeroExBatchOut   = 0x77725df6 // multiplexBatchSellTokenForEth(in,calls,sell,min)
	zeroExBatch      = 0x7a1eb1b9 // multiplexBatchSellTokenForToken(in,out,calls,sell,min)

	// Kinds of calls in a batch (IMultiplexFeature.MultiplexSubcall).
	zeroExCallV2 = 3
	zeroExCallV3 = 4
)

// etherToken stands for ether in a path of sellToUniswap.
var etherToken = common.HexToAddress("0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE")

func (c *call) zeroEx(s uint32, a args) Verdict {
	switch s {
	case zeroExUniswap:
		return c.zeroExPairs(a)
	case zeroExEtherV3:
		return c.zeroExV3(a, -1)
	case zeroExToEtherV3, zeroExTokenV3:
		return c.zeroExV3(a, 1)
	case zeroExBatchEther:
		return c.zeroExBatch(a, 1, *c.value)
	case zeroExBatchOut:
		sell, _ := a.word(2)
		return c.zeroExBatch(a, 1, sell)
	case zeroExBatch:
		sell, _ := a.word(3)
		return c.zeroExBatch(a, 2, sell)
	}
	return Opaque
}

func (c *call) zeroExPairs(a args) Verdict {
	in := c.next()
	in.Mode, in.Family = ExactInFeeOnTransfer, amm.ConstantProduct
	sushi, ok := a.word(3)
	if !in.amounts(a, 1, 2) || !ok || !in.tokens(a, 0) {
		return Malformed
	}
	if sushi.IsZero() {
		in.Factory = c.router.FactoryV2 // SushiSwap's has another, which is not configured
	}
	c.wrapped(in)
	return Readable
}

// wrapped writes the token of ether for its stand-in.
func (c *call) wrapped(in *Intent) {
	for i := range in.Hops {
		if leg := &in.Hops[i]; leg.In == etherToken {
			leg.In = c.router.WETH
		} else if leg.Out == etherToken {
			leg.Out = c.router.WETH
		}
	}
}

func (c *call) zeroExV3(a args, amount int) Verdict {
	in := c.next()
	in.Mode, in.Family, in.Factory = ExactIn, amm.Concentrated, c.router.FactoryV3
	path, ok1 := a.bytes(0)
	ok2 := true
	if in.Amount = *c.value; amount >= 0 {
		in.Amount, ok2 = a.word(amount)
	}
	var ok3 bool
	in.Bound, ok3 = a.word(amount + 1)
	if amount < 0 {
		in.Bound, ok3 = a.word(1)
	}
	if !ok1 || !ok2 || !ok3 || !in.packed(path, pathWithFee) {
		return Malformed
	}
	return Readable
}

// zeroExBatch reads calls (kind, amount, data) that each sell a part. A batch
// with a call of another kind is opaque.
func (c *call) zeroExBatch(a args, calls int, sell uint256.Int) Verdict {
	list, n, ok := a.array(calls)
	if !ok {
		return Malformed
	}
	for i := range n {
		t, ok := list.tuple(i)
		if !ok {
			return Malformed
		}
		kind, ok1 := t.uint64(0)
		amount, ok2 := t.word(1)
		data, ok3 := t.bytes(2)
		if !ok1 || !ok2 || !ok3 {
			return Malformed
		}
		in := c.next()
		in.Mode, in.Amount = ExactIn, amount
		switch kind {
		case zeroExCallV2:
			in.Mode, in.Family = ExactInFeeOnTransfer, amm.ConstantProduct
			sushi, ok := args(data).word(1)
			if !ok || !in.tokens(args(data), 0) {
				return Malformed
			}
			if sushi.IsZero() {
				in.Factory = c.router.FactoryV2
			}
			c.wrapped(in)
		case zeroExCallV3:
			in.Family, in.Factory = amm.Concentrated, c.router.FactoryV3
			if !in.packed(data, pathWithFee) {
				return Malformed
			}
		default:
			return Opaque
		}
		// Past what is left the contract sells less, and with the highest bit a
		// share of the whole.
		if bit(&amount, 255) || amount.Gt(&sell) {
			in.AmountUnknown = true
		} else {
			sell.Sub(&sell, &amount)
		}
	}
	return Readable
}
