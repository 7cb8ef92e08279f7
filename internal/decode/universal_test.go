package decode

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/amm/evmtest"
)

// street is a small market of real contracts: four tokens, the first of them
// wrapped ether, with a pair and a V3 and a V4 pool between any two.
type street struct {
	chain   *evmtest.Chain
	tokens  []evmtest.Contract
	router  evmtest.Contract
	manager evmtest.Contract
	decoder *Decoder
	v2, v3  evmtest.Contract
	pairs   map[[2]common.Address]common.Address
	pools   map[[2]common.Address]common.Address
}

const streetFee = 3000

func pairOf(a, b common.Address) [2]common.Address {
	if backwards(a, b) {
		a, b = b, a
	}
	return [2]common.Address{a, b}
}

func newStreet(t *testing.T) *street {
	c := evmtest.New(t)
	s := &street{chain: c, pairs: map[[2]common.Address]common.Address{}, pools: map[[2]common.Address]common.Address{}}
	for range 4 {
		s.tokens = append(s.tokens, c.Deploy(t, "WETH9"))
	}
	s.v2, s.v3 = c.Deploy(t, "UniswapV2Factory", common.Address{}), c.Deploy(t, "UniswapV3Factory")
	s.manager = c.Deploy(t, "PoolManager", c.From)
	pairHash, poolHash := crypto.Keccak256Hash(bytecode(t, "UniswapV2Pair")), crypto.Keccak256Hash(bytecode(t, "UniswapV3Pool"))
	s.router = c.Deploy(t, "UniversalRouter", struct {
		Permit2, Weth9, V2Factory, V3Factory                              common.Address
		PairInitCodeHash, PoolInitCodeHash                                common.Hash
		V4PoolManager, V3NFTPositionManager, V4PositionManager, SpokePool common.Address
	}{
		Weth9: s.tokens[0].Address, V2Factory: s.v2.Address, V3Factory: s.v3.Address,
		PairInitCodeHash: pairHash, PoolInitCodeHash: poolHash, V4PoolManager: s.manager.Address,
	})
	lender := c.Deploy(t, "PoolModifyLiquidityTest", s.manager.Address)
	for i := range s.tokens {
		for _, b := range s.tokens[i+1:] {
			s.pair(t, s.tokens[i], b)
			s.pool(t, s.tokens[i], b)
			s.pool4(t, s.tokens[i], b, lender)
		}
	}
	s.chain.DB.AddBalance(c.From, new(uint256.Int).Lsh(uint256.NewInt(1), 100), tracing.BalanceChangeUnspecified)
	s.decoder = New(Options{Routers: []Router{{
		Address: s.router.Address, Kind: UniversalRouter, FactoryV2: s.v2.Address, FactoryV3: s.v3.Address, WETH: s.tokens[0].Address,
	}}})
	c.Begin()
	return s
}

func bytecode(t *testing.T, name string) []byte {
	t.Helper()
	return realArtifact(t, name).Bytecode
}

var deep = new(uint256.Int).Lsh(uint256.NewInt(1), 90)

func (s *street) pair(t *testing.T, a, b evmtest.Contract) {
	at := s.v2.Do(t, "createPair", a.Address, b.Address)[0].(common.Address)
	a.Give(at, deep)
	b.Give(at, new(uint256.Int).Lsh(uint256.NewInt(3), 89))
	s.chain.At(t, "UniswapV2Pair", at).Do(t, "mint", s.chain.From)
	s.pairs[pairOf(a.Address, b.Address)] = at
}

var one = new(big.Int).Lsh(big.NewInt(1), 96) // price 1

func (s *street) pool(t *testing.T, a, b evmtest.Contract) {
	if backwards(a.Address, b.Address) {
		a, b = b, a
	}
	at := s.v3.Do(t, "createPool", a.Address, b.Address, big.NewInt(streetFee))[0].(common.Address)
	pool := s.chain.At(t, "UniswapV3Pool", at)
	pool.Do(t, "initialize", one)
	payer := s.chain.Payer([2]evmtest.Contract{a, b})
	a.Give(payer, deep)
	b.Give(payer, deep)
	if _, err := pool.Call(t, payer, "mint", payer, big.NewInt(-6000), big.NewInt(6000), new(big.Int).Lsh(big.NewInt(1), 88), []byte{}); err != nil {
		t.Fatalf("mint: %v", err)
	}
	s.pools[pairOf(a.Address, b.Address)] = at
}

// key4 is the key of a V4 pool.
type key4 struct {
	Currency0, Currency1 common.Address
	Fee, TickSpacing     *big.Int
	Hooks                common.Address
}

func newKey4(a, b common.Address) key4 {
	p := pairOf(a, b)
	return key4{p[0], p[1], big.NewInt(streetFee), big.NewInt(60), common.Address{}}
}

func (s *street) pool4(t *testing.T, a, b, lender evmtest.Contract) {
	key := newKey4(a.Address, b.Address)
	s.manager.Do(t, "initialize", key, one)
	for _, token := range []evmtest.Contract{a, b} {
		token.Give(s.chain.From, deep)
		token.Do(t, "approve", lender.Address, deep.ToBig())
	}
	lender.Do(t, "modifyLiquidity0", key, struct {
		TickLower, TickUpper, LiquidityDelta *big.Int
		Salt                                 common.Hash
	}{big.NewInt(-6000), big.NewInt(6000), new(big.Int).Lsh(big.NewInt(1), 88), common.Hash{}}, []byte{})
}

// swapLog is what a pool says of a swap: where it was, in, and out.
type swapLog struct {
	pool    common.Hash // an address, or the id of a V4 pool
	in, out *big.Int
}

var (
	topicV2 = crypto.Keccak256Hash([]byte("Swap(address,uint256,uint256,uint256,uint256,address)"))
	topicV3 = crypto.Keccak256Hash([]byte("Swap(address,address,int256,int256,uint160,uint128,int24)"))
	topicV4 = crypto.Keccak256Hash([]byte("Swap(bytes32,address,int128,int128,uint160,uint128,int24,uint24)"))
)

func swapsOf(logs []*types.Log) (out []swapLog) {
	signed := func(b []byte) *big.Int {
		v := new(big.Int).SetBytes(b)
		if b[0]&0x80 != 0 {
			v.Sub(v, new(big.Int).Lsh(big.NewInt(1), 256))
		}
		return v
	}
	for _, l := range logs {
		one := swapLog{pool: common.BytesToHash(l.Address[:])}
		switch l.Topics[0] {
		case topicV2:
			one.in = new(big.Int).Add(signed(l.Data[:32]), signed(l.Data[32:64]))
			one.out = new(big.Int).Add(signed(l.Data[64:96]), signed(l.Data[96:128]))
		case topicV3, topicV4:
			a, b := signed(l.Data[:32]), signed(l.Data[32:64])
			if l.Topics[0] == topicV4 { // from the caller's side
				one.pool = l.Topics[1]
				a.Neg(a)
				b.Neg(b)
			}
			if a.Sign() < 0 {
				a, b = b, a
			}
			one.in, one.out = a, b.Neg(b)
		default:
			continue
		}
		out = append(out, one)
	}
	return out
}

func (s *street) poolOf(in *Intent, leg *Leg) common.Hash {
	switch {
	case in.Family == amm.UniswapV4:
		return leg.ID
	case in.Factory == s.v2.Address:
		return common.BytesToHash(s.pairs[pairOf(leg.In, leg.Out)].Bytes())
	case in.Factory == s.v3.Address && leg.Fee == streetFee:
		return common.BytesToHash(s.pools[pairOf(leg.In, leg.Out)].Bytes())
	}
	return common.Hash{}
}

// planner writes random plans that the router can run from ether alone.
type planner struct {
	*street
	t        *rapid.T
	commands []byte
	inputs   [][]byte
	held     []int // tokens of which the router has something that an earlier swap left
}

func mustPack(types string, values ...any) []byte {
	var arguments abi.Arguments
	for name := range splitTypes(types) {
		typ, err := abi.NewType(name, "", nil)
		if err != nil {
			panic(err)
		}
		arguments = append(arguments, abi.Argument{Type: typ})
	}
	out, err := arguments.Pack(values...)
	if err != nil {
		panic(err)
	}
	return out
}

func (p *planner) add(command byte, input []byte) {
	p.commands, p.inputs = append(p.commands, command), append(p.inputs, input)
}

// route adds a swap from a token; balance says that it takes all there is.
func (p *planner) route(from int, all bool) {
	path := []int{from}
	for range rapid.IntRange(1, 3).Draw(p.t, "hops") {
		next := rapid.IntRange(0, 2).Draw(p.t, "token")
		if next >= path[len(path)-1] {
			next++
		}
		path = append(path, next)
	}
	tokens := make([]common.Address, len(path))
	for i, k := range path {
		tokens[i] = p.tokens[k].Address
	}
	repeats := map[[2]common.Address]bool{} // an exact output may visit no pool twice
	simple := true
	for i := range len(tokens) - 1 {
		simple = simple && !repeats[pairOf(tokens[i], tokens[i+1])]
		repeats[pairOf(tokens[i], tokens[i+1])] = true
	}
	amount := new(big.Int).SetUint64(rapid.Uint64Range(1e6, 1e9).Draw(p.t, "amount"))
	to := somewhere
	if rapid.Bool().Draw(p.t, "keep") && path[len(path)-1] != 0 && !all {
		to = routerItself
		p.held = append(p.held, path[len(path)-1])
	}
	bound := big.NewInt(0)
	kind := rapid.SampledFrom([]byte{urV3ExactIn, urV2ExactIn, urV4Swap, urV3ExactOut, urV2ExactOut}).Draw(p.t, "command")
	if all {
		amount = balance.ToBig()
		kind = rapid.SampledFrom([]byte{urV3ExactIn, urV2ExactIn}).Draw(p.t, "command of all")
	}
	if !simple && kind != urV2ExactIn {
		kind = urV2ExactIn
	}
	if kind == urV3ExactOut || kind == urV2ExactOut {
		bound = new(big.Int).Lsh(big.NewInt(1), 80)
	}
	switch kind {
	case urV3ExactIn, urV3ExactOut:
		fees := slices.Repeat([]uint32{streetFee}, len(path)-1)
		if kind == urV3ExactOut {
			slices.Reverse(tokens)
		}
		p.add(kind, mustPack("address,uint256,uint256,bytes,bool", to, amount, bound, v3path(tokens, fees), false))
	case urV2ExactIn, urV2ExactOut:
		p.add(kind, mustPack("address,uint256,uint256,address[],bool", to, amount, bound, tokens, false))
	default:
		p.v4(tokens, amount, to)
	}
}

type pathKey4 struct {
	IntermediateCurrency common.Address
	Fee, TickSpacing     *big.Int
	Hooks                common.Address
	HookData             []byte
}

const pathKeyType = `[{"name":"intermediateCurrency","type":"address"},{"name":"fee","type":"uint256"},{"name":"tickSpacing","type":"int24"},{"name":"hooks","type":"address"},{"name":"hookData","type":"bytes"}]`

func tuple(typ, components string, value any) []byte {
	var a abi.Argument
	if err := a.UnmarshalJSON([]byte(`{"name":"x","type":"` + typ + `","components":` + components + `}`)); err != nil {
		panic(err)
	}
	out, err := (abi.Arguments{a}).Pack(value)
	if err != nil {
		panic(err)
	}
	return out
}

// v4 adds a visit to the pool manager: a swap, then what it owes, then what it
// is owed.
func (p *planner) v4(tokens []common.Address, amount *big.Int, to common.Address) {
	actions := []byte{v4ExactIn, 0x0b, 0x0e}
	var swap []byte
	last := tokens[len(tokens)-1]
	out := rapid.Bool().Draw(p.t, "exact output")
	bound := big.NewInt(0)
	if out {
		bound = new(big.Int).Lsh(big.NewInt(1), 80)
	}
	if len(tokens) == 2 {
		actions[0] = v4ExactInSingle
		if out {
			actions[0] = v4ExactOutSingle
		}
		swap = tuple("tuple", `[{"name":"poolKey","type":"tuple","components":[{"name":"currency0","type":"address"},{"name":"currency1","type":"address"},{"name":"fee","type":"uint256"},{"name":"tickSpacing","type":"uint256"},{"name":"hooks","type":"address"}]},{"name":"zeroForOne","type":"bool"},{"name":"amount","type":"uint256"},{"name":"bound","type":"uint256"},{"name":"hookData","type":"bytes"}]`,
			struct {
				PoolKey       key4
				ZeroForOne    bool
				Amount, Bound *big.Int
				HookData      []byte
			}{newKey4(tokens[0], tokens[1]), !backwards(tokens[0], tokens[1]), amount, bound, []byte{}})
	} else {
		currency, keys := tokens[0], tokens[1:]
		if out {
			actions[0], currency, keys = v4ExactOut, last, tokens[:len(tokens)-1]
		}
		var path []pathKey4
		for _, token := range keys {
			path = append(path, pathKey4{token, big.NewInt(streetFee), big.NewInt(60), common.Address{}, []byte{}})
		}
		swap = tuple("tuple", `[{"name":"currency","type":"address"},{"name":"path","type":"tuple[]","components":`+pathKeyType+`},{"name":"hops","type":"uint256[]"},{"name":"amount","type":"uint256"},{"name":"bound","type":"uint256"}]`,
			struct {
				Currency      common.Address
				Path          []pathKey4
				Hops          []*big.Int // v2.1: bounds of each hop, none here
				Amount, Bound *big.Int
			}{currency, path, []*big.Int{}, amount, bound})
	}
	settle := mustPack("address,uint256,bool", tokens[0], new(big.Int), false)
	take := mustPack("address,address,uint256", last, to, new(big.Int))
	p.add(urV4Swap, mustPack("bytes,bytes[]", actions, [][]byte{swap, settle, take}))
}

// The pools that the real Universal Router swaps in are those that were read, in
// their order and direction and with their amounts.
func TestTheUniversalRouterSwapsWhatWasRead(t *testing.T) {
	s := newStreet(t)
	unknown, known, ran := 0, 0, 0
	seen := map[string]int{}
	property := func(rt *rapid.T) {
		snapshot := s.chain.DB.Snapshot()
		defer s.chain.DB.RevertToSnapshot(snapshot)
		p := planner{street: s, t: rt}
		value := uint256.NewInt(1e15)
		p.add(urWrap, mustPack("address,uint256", routerItself, value.ToBig()))
		for range rapid.IntRange(1, 3).Draw(rt, "routes") {
			p.route(0, false)
		}
		if rapid.Bool().Draw(rt, "rest") {
			p.route(0, true)
		}
		slices.Sort(p.held)
		for _, token := range slices.Compact(p.held) {
			p.route(token, true)
		}
		data := append([]byte{0x24, 0x85, 0x6b, 0xc3}, mustPack("bytes,bytes[]", p.commands, p.inputs)...)
		if rapid.Bool().Draw(rt, "plan in a plan") {
			data = append([]byte{0x35, 0x93, 0x56, 0x4c}, mustPack("bytes,bytes[],uint256", []byte{urSubPlan}, [][]byte{mustPack("bytes,bytes[]", p.commands, p.inputs)}, big.NewInt(1<<40))...)
		}
		logs, err := s.router.Send(s.chain.From, value, data)
		if err != nil {
			return // a plan that does not work out is not a test
		}
		ran++
		intents, verdict := s.decoder.Intents(&Tx{To: s.router.Address, HasTo: true, Data: data, Value: *value}, nil)
		if verdict != Readable {
			rt.Fatalf("verdict %d of %x", verdict, p.commands)
		}
		for i := range intents {
			in := &intents[i]
			seen[fmt.Sprint(in.Family, " mode ", in.Mode, ", several hops ", len(in.Hops) > 1)]++
		}
		u, k := s.check(rt, intents, swapsOf(logs))
		unknown, known = unknown+u, known+k
	}
	for range 6 { // a third of the plans works out
		rapid.Check(t, property)
	}
	if ran == 0 || known == 0 || unknown > known {
		t.Errorf("%d plans ran, %d routes with a known amount, %d without", ran, known, unknown)
	}
	t.Logf("%d plans ran, %d routes with a known amount, %d without: %v", ran, known, unknown, seen)
	if !testing.Short() && len(seen) < 12 { // three families, in and out, one hop and several
		t.Errorf("not every kind of route was swapped: %v", seen)
	}
}

// check compares routes with the swaps that happened.
func (s *street) check(t *rapid.T, intents []Intent, swaps []swapLog) (unknown, known int) {
	left := map[common.Address]*big.Int{}
	for i := range intents {
		in := &intents[i]
		if len(in.Hops) > len(swaps) {
			t.Fatalf("%d hops, %d swaps", len(in.Hops), len(swaps))
		}
		mine := slices.Clone(swaps[:len(in.Hops)])
		swaps = swaps[len(in.Hops):]
		if in.Family == amm.UniswapV4 && in.Mode == ExactOut {
			slices.Reverse(mine) // the last pool is asked first
		}
		for k := range in.Hops {
			leg := &in.Hops[k]
			if want := s.poolOf(in, leg); want != mine[k].pool || leg.Backwards != (in.Family == amm.UniswapV4 && backwards(leg.In, leg.Out)) {
				t.Fatalf("intent %d hop %d: %+v is %s, the swap was in %s", i, k, leg, want, mine[k].pool)
			}
		}
		first, last := in.Hops[0].In, in.Hops[len(in.Hops)-1].Out
		switch {
		case in.AmountUnknown:
			unknown++
		case in.AmountFromPrevious:
			if left[first] == nil || left[first].Cmp(mine[0].in) != 0 {
				t.Fatalf("intent %d: spent %s, left were %v", i, mine[0].in, left[first])
			}
			delete(left, first)
			known++
		case in.Mode == ExactOut || in.Mode == ExactOutFeeOnTransfer:
			if mine[len(mine)-1].out.Cmp(in.Amount.ToBig()) < 0 {
				t.Fatalf("intent %d: %s came, asked were %s", i, mine[len(mine)-1].out, in.Amount.Dec())
			}
			known++
		default:
			if mine[0].in.Cmp(in.Amount.ToBig()) != 0 {
				t.Fatalf("intent %d: spent %s, read %s", i, mine[0].in, in.Amount.Dec())
			}
			known++
		}
		if in.ToRouter {
			if left[last] == nil {
				left[last] = new(big.Int)
			}
			left[last].Add(left[last], mine[len(mine)-1].out)
		}
	}
	if len(swaps) > 0 {
		t.Fatalf("%d swaps were not read", len(swaps))
	}
	return unknown, known
}
