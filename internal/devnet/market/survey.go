package market

import (
	"context"
	"fmt"
	"math"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Gap is a cycle WETH -> token -> WETH over two pools that gains, at its best
// size, as the real contracts quote it.
type Gap struct {
	Token     string
	Buy, Sell common.Address
	// Size is the wei of WETH put in; Gross what comes out beyond it.
	Size, Gross *big.Int
	// Gas is what the two hops cost at the block's base fee, in wei.
	Gas *big.Int
}

// Pays says whether the gap gains more than its gas costs.
func (g *Gap) Pays() bool { return g.Gross.Cmp(g.Gas) > 0 }

// Survey finds, for each token with a gap at the state after block, the one
// that gains most. Spot prices come from the pools' own storage through one
// call; every amount is quoted by QuoterV2 or the V2 router at that block.
func (m *Market) Survey(ctx context.Context, block *types.Header) ([]Gap, error) {
	spot, err := m.spots(ctx, block.Number)
	if err != nil {
		return nil, fmt.Errorf("survey block %d: %w", block.Number, err)
	}
	var list []Gap
	for token := range assets {
		var best *Gap
		for _, buy := range m.genesis.native[token] {
			for _, sell := range m.genesis.native[token] {
				// The rate is in WETH per token, so buying is dividing by it.
				if buy == sell || math.Log(spot[sell]/spot[buy]*m.keep(buy)*m.keep(sell)) <= 0 {
					continue
				}
				g, err := m.measure(ctx, block, token, buy, sell)
				if err != nil {
					return nil, fmt.Errorf("survey block %d: %w", block.Number, err)
				}
				if g.Gross.Sign() > 0 && (best == nil || g.Gross.Cmp(best.Gross) > 0) {
					best = g
				}
			}
		}
		if best != nil {
			list = append(list, *best)
		}
	}
	return list, nil
}

// keep is the part of an input that a pool's fee leaves.
func (m *Market) keep(i int) float64 { return 1 - float64(m.pools[i].fee)/1e6 }

// measure sizes a cycle by golden section over real quotes.
func (m *Market) measure(ctx context.Context, block *types.Header, token, buy, sell int) (*Gap, error) {
	gain := func(size *big.Int) (*big.Int, error) {
		mid, err := m.quote(ctx, block.Number, buy, weth, size)
		if err != nil {
			return nil, err
		}
		if mid.Sign() == 0 {
			return new(big.Int).Neg(size), nil
		}
		back, err := m.quote(ctx, block.Number, sell, token, mid)
		if err != nil {
			return nil, err
		}
		return back.Sub(back, size), nil
	}
	var failed error
	f := func(x float64) float64 {
		if failed != nil {
			return 0
		}
		g, err := gain(integer(x))
		if err != nil {
			failed = err
			return 0
		}
		v, _ := new(big.Float).SetInt(g).Float64()
		return v
	}
	hi := 1e15
	for last := f(hi); hi < 1e25 && failed == nil; {
		hi *= 3
		next := f(hi)
		if next < last {
			break
		}
		last = next
	}
	size, _ := golden(hi/9, hi, 20, f)
	if failed != nil {
		return nil, failed
	}
	g, err := gain(integer(size))
	if err != nil {
		return nil, err
	}
	return &Gap{
		Token: assets[token].symbol, Buy: m.pools[buy].address, Sell: m.pools[sell].address,
		Size: integer(size), Gross: g, Gas: new(big.Int).Mul(big.NewInt(gapGas), block.BaseFee),
	}, nil
}

// spots reads the price of WETH's pools, in WETH per token, smallest units.
func (m *Market) spots(ctx context.Context, block *big.Int) (map[int]float64, error) {
	type call3 struct {
		Target       common.Address
		AllowFailure bool
		CallData     []byte
	}
	var calls []call3
	var asked []int
	for i := range m.pools {
		p := &m.pools[i]
		if p.token0 != weth && p.token1 != weth {
			continue
		}
		method, from := "getReserves", &m.code.pair.ABI
		if p.kind == v3 {
			method, from = "slot0", &m.code.pool3.ABI
		}
		data, err := from.Pack(method)
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", method, err)
		}
		calls, asked = append(calls, call3{p.address, false, data}), append(asked, i)
	}
	data, err := m.code.multicall.ABI.Pack("aggregate3", calls)
	if err != nil {
		return nil, fmt.Errorf("pack spot prices: %w", err)
	}
	raw, err := m.client.CallContract(ctx, ethereum.CallMsg{To: &m.addresses.Multicall3, Data: data, Gas: 30_000_000}, block)
	if err != nil {
		return nil, fmt.Errorf("read spot prices: %w", err)
	}
	var answers []struct {
		Success    bool
		ReturnData []byte
	}
	if err := m.code.multicall.ABI.UnpackIntoInterface(&answers, "aggregate3", raw); err != nil {
		return nil, fmt.Errorf("read spot prices: %w", err)
	}
	spots := map[int]float64{}
	for j, i := range asked {
		b := answers[j].ReturnData
		price := math.Pow(floatOf(b[:32])/q96, 2)
		if m.pools[i].kind == v2 {
			price = floatOf(b[32:64]) / floatOf(b[:32])
		}
		if m.pools[i].token0 == weth { // price is token per WETH
			price = 1 / price
		}
		spots[i] = price
	}
	return spots, nil
}
