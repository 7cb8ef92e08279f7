package decode

import (
	"encoding/binary"
	"math/big"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/fuzzing"
)

// routerOf is a router of a kind, with factories and a wrapped token of its own.
func routerOf(kind RouterKind) Router {
	return Router{
		Address: common.Address{0: 0xa0, 19: byte(kind)}, Kind: kind,
		FactoryV2: common.HexToAddress("0xf2"), FactoryV3: common.HexToAddress("0xf3"), WETH: common.HexToAddress("0xeee"),
	}
}

func readAs(kind RouterKind, value uint64, data []byte) ([]Intent, Verdict) {
	r := routerOf(kind)
	tx := Tx{To: r.Address, HasTo: true, Data: data, Value: *uint256.NewInt(value)}
	return New(Options{Routers: []Router{r}}).Intents(&tx, nil)
}

func selectorOf(signature string) []byte { return crypto.Keccak256([]byte(signature))[:4] }

// The functions that are read, as their contracts declare them.
var signatures = map[RouterKind][]string{
	UniversalRouter: {"execute(bytes,bytes[],uint256)", "execute(bytes,bytes[])"},
	CamelotV2Router: {
		"swapExactTokensForTokensSupportingFeeOnTransferTokens(uint256,uint256,address[],address,address,uint256)",
		"swapExactETHForTokensSupportingFeeOnTransferTokens(uint256,address[],address,address,uint256)",
		"swapExactTokensForETHSupportingFeeOnTransferTokens(uint256,uint256,address[],address,address,uint256)",
	},
	SushiRouteProcessor: {
		"processRoute(address,uint256,address,uint256,address,bytes)",
		"transferValueAndprocessRoute(address,uint256,address,uint256,address,uint256,address,bytes)",
		"processRouteWithTransferValueInput(address,uint256,address,uint256,address,uint256,address,bytes)",
		"processRouteWithTransferValueOutput(address,uint256,address,uint256,address,uint256,address,bytes)",
		"processRoute(address,uint256,address,uint256,uint256,address,bytes,uint32)",
	},
	BalancerV2Vault: {
		"swap((bytes32,uint8,address,address,uint256,bytes),(address,bool,address,bool),uint256,uint256)",
		"batchSwap(uint8,(bytes32,uint256,uint256,uint256,bytes)[],address[],(address,bool,address,bool),int256[],uint256)",
	},
	CurveRouter: {
		"exchange(address[11],uint256[5][5],uint256,uint256)", "exchange(address[11],uint256[5][5],uint256,uint256,address[5])",
		"exchange(address[11],uint256[5][5],uint256,uint256,address[5],address)", "exchange(address[11],uint256[4][5],uint256,uint256)",
		"exchange(address[11],uint256[4][5],uint256,uint256,address)", "exchange_multiple(address[9],uint256[3][4],uint256,uint256)",
		"exchange_multiple(address[9],uint256[3][4],uint256,uint256,address[4])", "exchange_multiple(address[9],uint256[3][4],uint256,uint256,address[4],address)",
	},
	LiquidityBookRouter: {
		"swapExactTokensForTokens(uint256,uint256,(uint256[],uint8[],address[]),address,uint256)", "swapExactTokensForNATIVE(uint256,uint256,(uint256[],uint8[],address[]),address,uint256)",
		"swapExactNATIVEForTokens(uint256,(uint256[],uint8[],address[]),address,uint256)", "swapTokensForExactTokens(uint256,uint256,(uint256[],uint8[],address[]),address,uint256)",
		"swapTokensForExactNATIVE(uint256,uint256,(uint256[],uint8[],address[]),address,uint256)", "swapNATIVEForExactTokens(uint256,(uint256[],uint8[],address[]),address,uint256)",
		"swapExactTokensForTokensSupportingFeeOnTransferTokens(uint256,uint256,(uint256[],uint8[],address[]),address,uint256)",
		"swapExactTokensForNATIVESupportingFeeOnTransferTokens(uint256,uint256,(uint256[],uint8[],address[]),address,uint256)",
		"swapExactNATIVEForTokensSupportingFeeOnTransferTokens(uint256,(uint256[],uint8[],address[]),address,uint256)",
	},
	OneInchV5: {
		"unoswap(address,uint256,uint256,uint256[])", "unoswapTo(address,address,uint256,uint256,uint256[])", "unoswapToWithPermit(address,address,uint256,uint256,uint256[],bytes)",
		"uniswapV3Swap(uint256,uint256,uint256[])", "uniswapV3SwapTo(address,uint256,uint256,uint256[])", "uniswapV3SwapToWithPermit(address,address,uint256,uint256,uint256[],bytes)",
	},
	OneInchV6: {
		"unoswap(uint256,uint256,uint256,uint256)", "unoswap2(uint256,uint256,uint256,uint256,uint256)", "unoswap3(uint256,uint256,uint256,uint256,uint256,uint256)",
		"unoswapTo(uint256,uint256,uint256,uint256,uint256)", "unoswapTo2(uint256,uint256,uint256,uint256,uint256,uint256)", "unoswapTo3(uint256,uint256,uint256,uint256,uint256,uint256,uint256)",
		"ethUnoswap(uint256,uint256)", "ethUnoswap2(uint256,uint256,uint256)", "ethUnoswap3(uint256,uint256,uint256,uint256)",
		"ethUnoswapTo(uint256,uint256,uint256)", "ethUnoswapTo2(uint256,uint256,uint256,uint256)", "ethUnoswapTo3(uint256,uint256,uint256,uint256,uint256)",
	},
	ZeroExProxy: {
		"sellToUniswap(address[],uint256,uint256,bool)", "sellEthForTokenToUniswapV3(bytes,uint256,address)", "sellTokenForEthToUniswapV3(bytes,uint256,uint256,address)",
		"sellTokenForTokenToUniswapV3(bytes,uint256,uint256,address)", "multiplexBatchSellEthForToken(address,(uint8,uint256,bytes)[],uint256)",
		"multiplexBatchSellTokenForEth(address,(uint8,uint256,bytes)[],uint256,uint256)", "multiplexBatchSellTokenForToken(address,address,(uint8,uint256,bytes)[],uint256,uint256)",
	},
	ParaSwapV5: {
		"swapOnUniswap(uint256,uint256,address[])", "buyOnUniswap(uint256,uint256,address[])", "swapOnUniswapFork(address,bytes32,uint256,uint256,address[])",
		"buyOnUniswapFork(address,bytes32,uint256,uint256,address[])", "swapOnUniswapV2Fork(address,uint256,uint256,address,uint256[])", "buyOnUniswapV2Fork(address,uint256,uint256,address,uint256[])",
	},
	ParaSwapV6: {
		"swapExactAmountInOnUniswapV2((address,address,uint256,uint256,uint256,bytes32,address,bytes),uint256,bytes)", "swapExactAmountOutOnUniswapV2((address,address,uint256,uint256,uint256,bytes32,address,bytes),uint256,bytes)",
		"swapExactAmountInOnUniswapV3((address,address,uint256,uint256,uint256,bytes32,address,bytes),uint256,bytes)", "swapExactAmountOutOnUniswapV3((address,address,uint256,uint256,uint256,bytes32,address,bytes),uint256,bytes)",
	},
	OKXRouter: {"unxswapByOrderId(uint256,uint256,uint256,bytes32[])", "unxswapTo(uint256,uint256,uint256,address,bytes32[])", "uniswapV3SwapTo(uint256,uint256,uint256,uint256[])"},
}

// Selectors are the hashes of what the contracts declare: none of these
// functions is opaque, whatever is in its arguments, and a stranger is.
func TestTheDeclaredFunctionsAreRead(t *testing.T) {
	for kind, list := range signatures {
		for _, signature := range list {
			if _, v := readAs(kind, 1, append(selectorOf(signature), make([]byte, 3200)...)); v == Opaque {
				t.Errorf("kind %d: %s is opaque", kind, signature)
			}
		}
		if _, v := readAs(kind, 1, append(selectorOf("stranger()"), make([]byte, 3200)...)); v != Opaque {
			t.Errorf("kind %d: a strange function has the verdict %d", kind, v)
		}
	}
}

// packCall encodes a call from its signature's flat types.
func packCall(signature, types string, values ...any) []byte {
	return append(selectorOf(signature), mustPack(types, values...)...)
}

// drawWords makes pool words, and the legs that they mean.
func drawWords(t *rapid.T, word func(pool common.Address, backwards bool, fee uint32) *big.Int) (words []*big.Int, legs []Leg) {
	for range rapid.IntRange(1, 4).Draw(t, "pools") {
		leg := Leg{
			Pool: common.Address(rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "pool")), Backwards: rapid.Bool().Draw(t, "backwards"),
			Fee: 100 * rapid.Uint32Range(0, 100).Draw(t, "fee"),
		}
		words = append(words, word(leg.Pool, leg.Backwards, leg.Fee))
		legs = append(legs, leg)
	}
	return words, legs
}

func flag(b bool, at uint) *big.Int {
	v := new(big.Int)
	if b {
		v.SetBit(v, int(at), 1)
	}
	return v
}

func or(parts ...*big.Int) *big.Int {
	v := new(big.Int)
	for _, p := range parts {
		v.Or(v, p)
	}
	return v
}

func leftShift(v uint64, n uint) *big.Int { return new(big.Int).Lsh(new(big.Int).SetUint64(v), n) }

// Pools in words: 1inch V5 and V6, OKX, ParaSwap V5.
func TestPoolsInWords(t *testing.T) {
	numerator := func(fee uint32) *big.Int { return leftShift(uint64(1_000_000_000-1000*fee), 160) }
	rapid.Check(t, func(t *rapid.T) {
		amount, least := drawAmount(t), drawAmount(t)
		check := func(name string, data []byte, kind RouterKind, legs []Leg, family amm.Family, mode Mode) {
			got, v := readAs(kind, 5, data)
			if v != Readable || len(got) != 1 {
				t.Fatalf("%s: verdict %d, %d intents", name, v, len(got))
			}
			in := &got[0]
			for i := range legs {
				legs[i].Family = family
				if family != amm.ConstantProduct {
					legs[i].Fee = 0
				}
			}
			if !slices.Equal(in.Hops, legs) || !same(&in.Amount, amount) || !same(&in.Bound, least) || in.Mode != mode || in.AmountUnknown {
				t.Fatalf("%s: %+v, want %+v", name, in, legs)
			}
		}
		old := func(pool common.Address, backwards bool, fee uint32) *big.Int {
			return or(pool.Big(), flag(backwards, 255), numerator(fee))
		}
		words, legs := drawWords(t, old)
		check("1inch V5 unoswap", packCall(signatures[OneInchV5][0], "address,uint256,uint256,uint256[]", somewhere, amount, least, words), OneInchV5, legs, amm.ConstantProduct, Sequence)
		check("OKX unxswap", packCall(signatures[OKXRouter][0], "uint256,uint256,uint256,uint256[]", somewhere.Big(), amount, least, words), OKXRouter, legs, amm.ConstantProduct, Sequence)
		words, legs = drawWords(t, old)
		check("1inch V5 V3", packCall(signatures[OneInchV5][3], "uint256,uint256,uint256[]", amount, least, words), OneInchV5, legs, amm.Concentrated, Sequence)

		words, legs = drawWords(t, func(pool common.Address, backwards bool, fee uint32) *big.Int {
			return or(pool.Big(), flag(!backwards, 247), numerator(fee))
		})
		check("1inch V6 pair", packCall(signatures[OneInchV6][0], "uint256,uint256,uint256,uint256", somewhere.Big(), amount, least, words[0]), OneInchV6, legs[:1], amm.ConstantProduct, Sequence)
		words, legs = drawWords(t, func(pool common.Address, backwards bool, _ uint32) *big.Int {
			return or(pool.Big(), flag(!backwards, 247), leftShift(1, 253))
		})
		check("1inch V6 V3", packCall(signatures[OneInchV6][0], "uint256,uint256,uint256,uint256", somewhere.Big(), amount, least, words[0]), OneInchV6, legs[:1], amm.Concentrated, Sequence)

		words, legs = drawWords(t, func(pool common.Address, backwards bool, fee uint32) *big.Int {
			return or(pool.Big(), flag(backwards, 160), leftShift(uint64(10_000-fee/100), 161))
		})
		check("ParaSwap V5 pools", packCall(signatures[ParaSwapV5][4], "address,uint256,uint256,address,uint256[]", somewhere, amount, least, somewhere, words), ParaSwapV5, legs, amm.ConstantProduct, Sequence)
	})
}

// A route of a RouteProcessor: half of the caller's tokens through a pair whose
// output the next pair takes from its own balance, the rest through a V3 pool.
func TestRoutesOfARouteProcessor(t *testing.T) {
	token, middle := common.HexToAddress("0x70"), common.HexToAddress("0x71")
	pools := []common.Address{common.HexToAddress("0xb1"), common.HexToAddress("0xb2"), common.HexToAddress("0xb3")}
	route := []byte{rpUser}
	route = append(append(route, token[:]...), 2)
	route = append(append(append(route, 0x7f, 0xff, rpPair), pools[0][:]...), 1)
	route = append(append(route, pools[1][:]...), 0, 0x0b, 0xb8)
	route = append(append(append(route, 0xff, 0xff, rpConcentrated), pools[2][:]...), 0)
	route = append(route, somewhere[:]...)
	route = append(append(route, rpPool), middle[:]...)
	route = append(append(append(route, rpPair), pools[1][:]...), 0)
	route = append(append(route, somewhere[:]...), 0, 0x0b, 0xb8)
	amount := big.NewInt(65535 * 2)
	data := packCall(signatures[SushiRouteProcessor][0], "address,uint256,address,uint256,address,bytes", token, amount, middle, big.NewInt(5), somewhere, route)
	got, v := readAs(SushiRouteProcessor, 0, data)
	if v != Readable || len(got) != 2 {
		t.Fatalf("verdict %d, %+v", v, got)
	}
	want := []Leg{
		{In: token, Out: middle, Fee: 3000, Pool: pools[0], Family: amm.ConstantProduct},
		{In: middle, Fee: 3000, Pool: pools[1], Family: amm.ConstantProduct, Backwards: true},
	}
	if !slices.Equal(got[0].Hops, want) || got[0].Amount.Uint64() != 2*32767 || got[0].AmountUnknown {
		t.Errorf("%+v", got[0])
	}
	if leg := (Leg{In: token, Pool: pools[2], Family: amm.Concentrated, Backwards: true}); !slices.Equal(got[1].Hops, []Leg{leg}) || got[1].Amount.Uint64() != 2*65535-2*32767 {
		t.Errorf("%+v", got[1])
	}
	for cut := range len(route) - 1 { // a route that ends too early reverts, or swaps less
		data := packCall(signatures[SushiRouteProcessor][0], "address,uint256,address,uint256,address,bytes", token, amount, middle, big.NewInt(5), somewhere, route[:cut+1])
		if _, v := readAs(SushiRouteProcessor, 0, data); v != Malformed && v != Readable {
			t.Errorf("cut at %d: verdict %d", cut, v)
		}
	}
}

// What the published ABIs encode: Algebra and Balancer.
func TestAlgebraAndBalancer(t *testing.T) {
	algebra, vault := realABI(t, "AlgebraSwapRouter"), realABI(t, "BalancerVault")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "hops")
		tokens := drawAddresses(t, n+1)
		amount, bound := drawAmount(t), drawAmount(t)
		var path []byte
		for _, token := range tokens {
			path = append(path, token[:]...)
		}
		data, err := algebra.Pack("exactInput", pathOld{path, somewhere, big.NewInt(7), amount, bound})
		if err != nil {
			t.Fatal(err)
		}
		got, v := readAs(AlgebraSwapRouter, 0, data)
		if v != Readable || !slices.Equal(addresses(got[0].Hops), tokens) || !same(&got[0].Amount, amount) || !same(&got[0].Bound, bound) || got[0].Family != amm.Algebra || got[0].Deadline != 7 {
			t.Fatalf("exactInput: verdict %d, %+v", v, got)
		}
		data, err = algebra.Pack("exactInputSingle", struct {
			TokenIn, TokenOut, Recipient         common.Address
			Deadline, AmountIn, AmountOutMinimum *big.Int
			LimitSqrtPrice                       *big.Int
		}{tokens[0], tokens[1], somewhere, big.NewInt(7), amount, bound, big.NewInt(3)})
		if err != nil {
			t.Fatal(err)
		}
		if got, v = readAs(AlgebraSwapRouter, 0, data); v != Readable || !slices.Equal(addresses(got[0].Hops), tokens[:2]) || !same(&got[0].Amount, amount) || got[0].Limit.Uint64() != 3 {
			t.Fatalf("exactInputSingle: verdict %d, %+v", v, got)
		}
		balancerRound(t, vault.Pack, tokens, amount)
	})
}

type batchStep struct {
	PoolId        common.Hash
	AssetInIndex  *big.Int
	AssetOutIndex *big.Int
	Amount        *big.Int
	UserData      []byte
}

type funds struct {
	Sender              common.Address
	FromInternalBalance bool
	Recipient           common.Address
	ToInternalBalance   bool
}

// balancerRound reads a batch through all tokens, given the input and the output.
func balancerRound(t *rapid.T, pack func(string, ...any) ([]byte, error), tokens []common.Address, amount *big.Int) {
	for kind := range uint8(2) {
		var steps []batchStep
		n := len(tokens) - 1
		for i := range n {
			k := i
			if kind == balancerGivenOut { // from the last
				k = n - 1 - i
			}
			step := batchStep{PoolId: common.Hash{byte(k + 1), 31: 9}, AssetInIndex: big.NewInt(int64(k)), AssetOutIndex: big.NewInt(int64(k + 1)), Amount: new(big.Int), UserData: []byte{}}
			if i == 0 {
				step.Amount = amount
			}
			steps = append(steps, step)
		}
		data, err := pack("batchSwap", kind, steps, tokens, funds{}, []*big.Int{}, big.NewInt(11))
		if err != nil {
			t.Fatal(err)
		}
		got, v := readAs(BalancerV2Vault, 0, data)
		if v != Readable || len(got) != 1 || !slices.Equal(addresses(got[0].Hops), tokens) || !same(&got[0].Amount, amount) || got[0].Deadline != 11 || (got[0].Mode == ExactOut) != (kind == balancerGivenOut) {
			t.Fatalf("batchSwap of kind %d: verdict %d, %+v", kind, v, got)
		}
		for k := range got[0].Hops {
			if leg := &got[0].Hops[k]; leg.ID != (common.Hash{byte(k + 1), 31: 9}) || leg.Pool != (common.Address{byte(k + 1)}) {
				t.Fatalf("hop %d: %+v", k, leg)
			}
		}
	}
}

// Paths of Curve's and Trader Joe's routers.
func TestCurveAndLiquidityBook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount, bound := drawAmount(t), drawAmount(t)
		n := rapid.IntRange(1, 5).Draw(t, "hops")
		route := drawAddresses(t, 2*n+1)
		for i := range route {
			route[i][0] |= 1 // zero ends a route
		}
		words := make([]*big.Int, 11+25+2)
		for i := range words {
			words[i] = new(big.Int)
			if i < len(route) {
				words[i] = route[i].Big()
			}
		}
		words[36], words[37] = amount, bound
		data := selectorOf(signatures[CurveRouter][0])
		for _, w := range words {
			data = append(data, common.BigToHash(w).Bytes()...)
		}
		got, v := readAs(CurveRouter, 0, data)
		if v != Readable || len(got) != 1 || len(got[0].Hops) != n || !same(&got[0].Amount, amount) || !same(&got[0].Bound, bound) {
			t.Fatalf("curve: verdict %d, %+v", v, got)
		}
		for i, leg := range got[0].Hops {
			if leg.In != route[2*i] || leg.Pool != route[2*i+1] || leg.Out != route[2*i+2] || leg.Family != amm.Curve {
				t.Fatalf("curve hop %d: %+v", i, leg)
			}
		}

		tokens, steps, versions := drawAddresses(t, n+1), make([]*big.Int, n), make([]uint8, n)
		for i := range n {
			steps[i], versions[i] = big.NewInt(int64(i+1)), uint8(i%4)
		}
		path := tuple("tuple", `[{"name":"steps","type":"uint256[]"},{"name":"versions","type":"uint8[]"},{"name":"tokens","type":"address[]"}]`, struct {
			Steps    []*big.Int
			Versions []uint8
			Tokens   []common.Address
		}{steps, versions, tokens})
		data = append(selectorOf(signatures[LiquidityBookRouter][0]), mustPack("uint256,uint256,uint256,address,uint256", amount, bound, big.NewInt(160), somewhere, big.NewInt(9))...)
		data = append(data, path[32:]...) // the tuple's own offset is the third word
		if got, v = readAs(LiquidityBookRouter, 0, data); v != Readable || !slices.Equal(addresses(got[0].Hops), tokens) || got[0].Deadline != 9 || !same(&got[0].Amount, amount) {
			t.Fatalf("liquidity book: verdict %d, %+v", v, got)
		}
		for i, leg := range got[0].Hops {
			if leg.Step != uint32(i+1) || leg.Version != uint8(i%4) || (leg.Family == amm.ConstantProduct) != (i%4 == 0) {
				t.Fatalf("liquidity book hop %d: %+v", i, leg)
			}
		}
	})
}

// FuzzIntents: calldata of every kind of router, as it may come.
func FuzzIntents(f *testing.F) {
	x := fuzzing.New(f)
	kinds := []RouterKind{UniswapV2Router, UniswapV3SwapRouter, UniswapV3SwapRouter02, Executor, PancakeSmartRouter, AlgebraSwapRouter, SushiRouteProcessor3}
	for kind := range signatures {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	for i, kind := range kinds {
		for _, signature := range signatures[kind] {
			x.Add(uint8(i), append(selectorOf(signature), make([]byte, 640)...))
		}
		for _, s := range []uint32{0x38ed1739, 0xac9650d8, 0x5ae401dc, 0x414bf389, 0xc04b8d59, executeSelector} {
			x.Add(uint8(i), append(binary.BigEndian.AppendUint32(nil, s), make([]byte, 320)...))
		}
	}
	spare := []Intent{}
	x.Fuzz(func(t *testing.T, which uint8, data []byte) {
		r := routerOf(kinds[int(which)%len(kinds)])
		tx := Tx{To: r.Address, HasTo: true, Data: data, Value: *uint256.NewInt(5)}
		got, v := New(Options{Routers: []Router{r}}).Intents(&tx, spare[:0])
		spare = got
		if (v == Readable) != (len(got) > 0) {
			t.Fatalf("verdict %d with %d intents", v, len(got))
		}
		for i := range got {
			if len(got[i].Hops) == 0 {
				t.Fatalf("intent %d has no hop", i)
			}
			if len(got[i].Hops) > len(data) {
				t.Fatalf("%d hops of %d bytes", len(got[i].Hops), len(data))
			}
		}
	})
}
