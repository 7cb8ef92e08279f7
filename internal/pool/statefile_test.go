package pool

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/chain"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// someExport draws an export that a market could have made.
func someExport(t *rapid.T) *Export {
	addr := func(kind, i int) (a common.Address) {
		a[0], a[1], a[19] = byte(kind), byte(i), 0xEE
		return a
	}
	word := func(bits int) (v uint256.Int) {
		b := rapid.SliceOfN(rapid.Byte(), 1, (bits+7)/8).Draw(t, "word")
		return *v.SetBytes(b)
	}
	e := &Export{
		Chain: 412346, Base: addr(1, 1), Multicall: chain.Multicall3, Pools: []State{},
		Head: rpc.Head{Number: 77, Hash: common.Hash{1}, Parent: common.Hash{2}, Time: 1_700_000_000, BaseFee: word(64), GasUsed: 5, Limit: 1 << 50},
		Factories: []Factory{
			{Name: "one", Family: amm.ConstantProduct, Address: addr(2, 1), FeeBps: 30, From: 9},
			{Name: "two <x>", Family: amm.Concentrated, Address: addr(2, 2)},
		},
	}
	for i := range rapid.IntRange(2, 6).Draw(t, "tokens") {
		e.Tokens = append(e.Tokens, token.Token{Address: addr(1, i+1), Symbol: rapid.StringMatching(`[A-Z<&"é]{1,5}`).Draw(t, "symbol"), Decimals: uint8(rapid.IntRange(0, 77).Draw(t, "decimals"))})
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "pools") {
		a := rapid.IntRange(0, len(e.Tokens)-2).Draw(t, "token0")
		b := rapid.IntRange(a+1, len(e.Tokens)-1).Draw(t, "token1")
		p := State{ID: amm.PoolID(i), Address: addr(3, i), Name: "pool", Tokens: [2]common.Address{e.Tokens[a].Address, e.Tokens[b].Address}, Factory: NoFactory}
		if rapid.Bool().Draw(t, "pair") {
			p.Family, p.Fee, p.Reserve0, p.Reserve1 = amm.ConstantProduct, 100*uint32(rapid.IntRange(1, 9999).Draw(t, "fee")), word(112), word(112)
		} else {
			someConcentrated(t, &p)
		}
		if rapid.IntRange(0, 9).Draw(t, "distrust") == 0 {
			p = State{ID: p.ID, Address: p.Address, Name: p.Name, Family: p.Family, Factory: p.Factory, Tokens: p.Tokens, Fee: p.Fee, Spacing: p.Spacing, Distrust: "lost\n", Hopeless: true, Misses: 3}
		}
		p.Exact = rapid.Uint64Range(0, 1<<53-1).Draw(t, "exact")
		if i < 2 { // made by a factory: each only once
			p.Factory = i
			if p.Family != e.Factories[i].Family || p.Family == amm.ConstantProduct && p.Fee != 3000 {
				p.Factory = NoFactory
			}
		}
		e.Pools = append(e.Pools, p)
	}
	if rapid.Bool().Draw(t, "bookkeeping") {
		e.Created = []Creation{{Factory: 1, Address: addr(4, 1), Tokens: [2]common.Address{addr(1, 8), addr(1, 9)}, Fee: 500, Spacing: 10}}
		e.Excluded = []Exclusion{{addr(5, 1), "token claims 99 decimals"}, {addr(5, 2), "token decimals are not readable"}}
	}
	return e
}

// someConcentrated draws a pool with positions around a price.
func someConcentrated(t *rapid.T, p *State) {
	p.Family, p.Fee = amm.Concentrated, uint32(rapid.IntRange(0, 999_999).Draw(t, "fee"))
	p.Spacing = rapid.SampledFrom([]int32{1, 10, 60, 200, 16383}).Draw(t, "spacing")
	if rapid.IntRange(0, 9).Draw(t, "uninitialised") == 0 {
		return
	}
	most := concentrated.MaxTick / p.Spacing
	p.Tick = rapid.Int32Range(concentrated.MinTick, concentrated.MaxTick-1).Draw(t, "tick")
	usual := rapid.Bool().Draw(t, "usual")
	if usual { // near 1, on a tick that positions may begin at
		p.Tick = p.Tick % 30_000 / p.Spacing * p.Spacing
	}
	low, err := concentrated.SqrtRatioAtTick(p.Tick)
	if err != nil {
		t.Fatal(err)
	}
	p.SqrtPriceX96 = low
	ticks := map[int32]*concentrated.Tick{}
	at := func(i int32) *concentrated.Tick {
		if ticks[i] == nil {
			ticks[i] = &concentrated.Tick{Index: i}
		}
		return ticks[i]
	}
	for range rapid.IntRange(0, 8).Draw(t, "positions") {
		from := rapid.Int32Range(-most, most-1).Draw(t, "lower") * p.Spacing
		to := rapid.Int32Range(from/p.Spacing+1, most).Draw(t, "upper") * p.Spacing
		switch at := p.Tick / p.Spacing; {
		case usual && rapid.IntRange(0, 3).Draw(t, "everywhere") == 0:
			from, to = -most*p.Spacing, most*p.Spacing
		case usual:
			from = max(-most, at-rapid.Int32Range(-3, 20).Draw(t, "below")) * p.Spacing
			to = min(most*p.Spacing, from+rapid.Int32Range(1, 30).Draw(t, "wide")*p.Spacing)
		}
		if from >= to {
			continue
		}
		l := uint256.NewInt(rapid.Uint64Range(1, 1<<63).Draw(t, "liquidity"))
		lower, upper := at(from), at(to)
		lower.Gross.Add(&lower.Gross, l)
		lower.Net.Add(&lower.Net, l)
		upper.Gross.Add(&upper.Gross, l)
		upper.Net.Sub(&upper.Net, l)
		if from <= p.Tick && p.Tick < to {
			p.Liquidity.Add(&p.Liquidity, l)
		}
	}
	for _, i := range slices.Sorted(maps.Keys(ticks)) {
		p.Ticks = append(p.Ticks, *ticks[i])
	}
}

// sameExport compares but for the difference between no list and an empty one.
func sameExport(a, b *Export) bool {
	plain := func(e *Export) Export {
		c := *e
		c.Pools = slices.Clone(e.Pools)
		for i := range c.Pools {
			c.Pools[i].Ticks = append([]concentrated.Tick{}, c.Pools[i].Ticks...)
		}
		return c
	}
	x, y := plain(a), plain(b)
	x.Multicall, y.Multicall = common.Address{}, common.Address{}
	return reflect.DeepEqual(x, y)
}

// From memory to text to memory to a market and out again nothing is lost.
func TestExportSurvivesItsFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := someExport(t)
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		read, err := ParseExport(text)
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if !sameExport(e, read) {
			t.Fatalf("read\n%+v\nwant\n%+v", read, e)
		}
		m, err := FromExport(read, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if again := m.Export(); !sameExport(e, again) || again.Multicall != chain.Multicall3 {
			t.Fatalf("exported\n%+v\nwant\n%+v", again, e)
		}
	})
}

// Files by family, joined, are the whole: the same pools under other ids.
func TestFamiliesJoinToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := someExport(t)
		pairs, concs := e.Of(amm.ConstantProduct), e.Of(amm.Concentrated)
		var parts [2]*Export
		for i, part := range []*Export{pairs, concs} {
			text, err := json.Marshal(part)
			if err != nil {
				t.Fatal(err)
			}
			if parts[i], err = ParseExport(text); err != nil {
				t.Fatal(err)
			}
		}
		whole := parts[0]
		if err := whole.Join(parts[1]); err != nil {
			t.Fatal(err)
		}
		if len(whole.Pools) != len(e.Pools) || len(whole.Created) != len(e.Created) || !slices.Equal(whole.Excluded, e.Excluded) {
			t.Fatalf("%d pools of %d", len(whole.Pools), len(e.Pools))
		}
		for i := range whole.Pools {
			p := whole.Pools[i]
			k := slices.IndexFunc(e.Pools, func(o State) bool { return o.Address == p.Address })
			want := e.Pools[k]
			if p.ID != amm.PoolID(i) || (p.Factory == NoFactory) != (want.Factory == NoFactory) ||
				p.Factory != NoFactory && whole.Factories[p.Factory] != e.Factories[want.Factory] {
				t.Fatalf("pool %d: %+v, want %+v", i, p, want)
			}
			p.ID, p.Factory, p.Ticks = want.ID, want.Factory, append([]concentrated.Tick{}, p.Ticks...)
			want.Ticks = append([]concentrated.Tick{}, want.Ticks...)
			if !reflect.DeepEqual(p, want) {
				t.Fatalf("pool %d: %+v, want %+v", i, p, want)
			}
		}
		if _, err := FromExport(whole, Options{}); err != nil {
			t.Fatal(err)
		}
		if err := whole.Join(concs); len(concs.Pools) > 0 && !errors.Is(err, ErrStateFile) {
			t.Fatalf("joined twice: %v", err)
		}
	})
}

const testFile = "testdata/state.json"

func readTestFile(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile(testFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The fixture is in the very form that the exporter writes.
func TestFileIsWrittenAsItWasRead(t *testing.T) {
	text := readTestFile(t)
	e, err := ParseExport([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, data, "", "  "); err != nil {
		t.Fatal(err)
	}
	if got := out.String() + "\n"; got != text {
		t.Errorf("written:\n%s\nread:\n%s", got, text)
	}
}

// Every mistake in a file is said, where it is and what is wanted instead.
func TestBadFilesAreRefused(t *testing.T) {
	good := readTestFile(t)
	const pool0, pool1 = "pools[0] (0x2000000000000000000000000000000000000001): ", "pools[1] (0x3000000000000000000000000000000000000001)"
	for _, tc := range []struct{ name, old, new, say string }{
		{"not JSON", `"chainId": 412346,`, `"chainId": 412346`, "line 5: invalid character"},
		{"an array", good, `[]`, "want an object in braces, got []"},
		{"null", good, `null`, "want an object in braces, got null"},
		{"empty", good, ``, "line 1: unexpected end of JSON input"},
		{"cut", good, good[:len(good)/2], "unexpected end"},
		{"two values", good, good + good, "after top-level value"},
		{"not UTF-8", `"WETH"`, "\"\xff\"", "not UTF-8"},
		{"other format", `mev-bot/pool-state`, `other`, `format: is "other": want "mev-bot/pool-state", is this a pool-state file?`},
		{"other version", `"version": 1`, `"version": 2`, "version: is 2, this program reads 1: export the pools again"},
		{"unknown key", `"chainId"`, `"extra": 1, "chainId"`, "extra: is not known here: want only format, version, chainId"},
		{"key in other case", `"reserve0"`, `"Reserve0"`, pool0[:len(pool0)-2] + ".state.reserve0: is missing"},
		{"key twice", `"reserve0"`, `"reserve0": "5", "reserve0"`, ".state.reserve0: stands there twice: remove one"},
		{"missing", `"chainId": 412346,`, ``, "chainId: is missing; docs/pool-state.md says what belongs there"},
		{"null value", `"number": 7`, `"number": null`, "block.number: want a whole number"},
		{"string for a number", `"tick": 23027`, `"tick": "23027"`, pool1 + `.state.tick: want a whole number from -887272 to 887271, without quotes, got "23027"`},
		{"number for a string", `"reserve0": "1000000000000000000000"`, `"reserve0": 1000000000000000000000`, `.state.reserve0: want a string in quotes, got 1000000000000000000000`},
		{"point", `"tick": 23027`, `"tick": 23027.0`, "without quotes, got 23027.0"},
		{"exponent", `"fee": 3000`, `"fee": 3e3`, "without quotes, got 3e3"},
		{"hex amount", `"1000000000000000000000"`, `"0x10"`, `want a whole number in decimal digits and quotes, as in "1000", got "0x10"`},
		{"leading zero", `"1000000000000000000000"`, `"01"`, `got "01"`},
		{"negative reserve", `"1000000000000000000000"`, `"-1"`, `got "-1"`},
		{"over 112 bits", `"1000000000000000000000"`, `"5192296858534827628530496329220096"`, "state.reserve0: 5192296858534827628530496329220096 does not fit the contract's 112 bits"},
		{"over 256 bits", `"1000000000000000000000"`, `"` + strings.Repeat("9", 100) + `"`, "does not fit the contract's 112 bits"},
		{"unknown family", `"family": "uniswap_v3",
      "tokens"`, `"family": "curve",
      "tokens"`, pool1 + `.family: "curve" is not known: want uniswap_v2 or uniswap_v3`},
		{"checksum", `"baseToken": "0x1000000000000000000000000000000000000001"`, `"baseToken": "0x97863e347cFf994E26329987e76F849524b918F7"`, "baseToken: 0x97863e347cFf994E26329987e76F849524b918F7 fails its checksum"},
		{"short address", `"baseToken": "0x1000000000000000000000000000000000000001"`, `"baseToken": "0x10"`, `baseToken: want an address, 0x and 40 hex digits, got "0x10"`},
		{"zero address", `"baseToken": "0x1000000000000000000000000000000000000001"`, `"baseToken": "0x0000000000000000000000000000000000000000"`, "baseToken: want an address that is not zero"},
		{"bad hash", `"hash": "0x11`, `"hash": "0x1`, `block.hash: want 0x and 64 hex digits`},
		{"decimals", `"decimals": 6`, `"decimals": 78`, "tokens[1].decimals: want a whole number from 0 to 77"},
		{"symbol", `"symbol": "USDC"`, `"symbol": "\u001b[2J"`, "tokens[1].symbol: want 1 to 64 printable characters"},
		{"token twice", `"address": "0x1000000000000000000000000000000000000002"`, `"address": "0x1000000000000000000000000000000000000001"`, "tokens[1]: token 0x1000000000000000000000000000000000000001 is there twice"},
		{"unsorted tokens", `"0x1000000000000000000000000000000000000001",
        "0x1000000000000000000000000000000000000002"`, `"0x1000000000000000000000000000000000000002",
        "0x1000000000000000000000000000000000000001"`, pool0[:len(pool0)-2] + ".tokens: token0 0x1000000000000000000000000000000000000002 is not below token1"},
		{"three tokens", `"0x1000000000000000000000000000000000000002"
      ]`, `"0x1000000000000000000000000000000000000002", "0x1000000000000000000000000000000000000002"
      ]`, ".tokens[2]: is one too many: want the two tokens"},
		{"unknown token", `"0x1000000000000000000000000000000000000002"
      ]`, `"0x1000000000000000000000000000000000000003"
      ]`, ".tokens: token1 0x1000000000000000000000000000000000000003 is not among the file's tokens"},
		{"unknown factory", `"factory": "0x4000000000000000000000000000000000000001"`, `"factory": "0x4000000000000000000000000000000000000009"`, ".factory: 0x4000000000000000000000000000000000000009 is not among the file's factories"},
		{"factory's family", `"factory": "0x4000000000000000000000000000000000000001"`, `"factory": "0x4000000000000000000000000000000000000002"`, ".factory: 0x4000000000000000000000000000000000000002 makes uniswap_v3 pools, not uniswap_v2"},
		{"factory's fee", `"fee": 3000,
      "state"`, `"fee": 2500,
      "state"`, ".fee: is 2500, but factory 0x4000000000000000000000000000000000000001 makes pairs with a fee of 3000"},
		{"half a basis point", `"fee": 3000,
      "fromBlock"`, `"fee": 3050,
      "fromBlock"`, "factories[0].fee: is 3050: want hundredths of a basis point, a multiple of 100"},
		{"pool twice", `"address": "0x3000000000000000000000000000000000000001"`, `"address": "0x2000000000000000000000000000000000000001"`, "pools[1] (0x2000000000000000000000000000000000000001): the pool is there twice"},
		{"no state", `"distrust": "lost"`, `"misses": 0`, "pools[2] (0x3000000000000000000000000000000000000002).state: is missing"},
		{"no reason", `"distrust": "lost"`, `"distrust": ""`, ".distrust: is empty: say why"},
		{"state and distrust", `"distrust": "lost"`, `"distrust": "lost", "state": {}`, ".state: is not known here"},
		{"spacing", `"tickSpacing": 60,
      "state"`, `"tickSpacing": 0,
      "state"`, ".tickSpacing: want a whole number from 1 to 16383"},
		{"tick off spacing", `"tick": 22980`, `"tick": 22981`, pool1 + ".state.ticks[0].tick: 22981 is not a multiple of the pool's tickSpacing 60"},
		{"tick twice", `"tick": 23100`, `"tick": 22980`, pool1 + ".state.ticks[1].tick: 22980 follows 22980: sort the ticks, each once"},
		{"tick without liquidity", `"liquidityGross": "1000000000000000"`, `"liquidityGross": "0"`, ".liquidityGross: is 0: leave out"},
		{"net above gross", `"liquidityGross": "1000000000000000"`, `"liquidityGross": "999999999999999"`, ".liquidityNet: 1000000000000000 is more than the liquidityGross 999999999999999"},
		{"too much a tick", `"liquidityGross": "1000000000000000"`, `"liquidityGross": "300000000000000000000000000000000000000"`, "impossible pool state"},
		{"net over int128", `"liquidityNet": "1000000000000000"`, `"liquidityNet": "170141183460469231731687303715884105728"`, "does not fit the contract's int128"},
		{"minus zero", `"liquidityNet": "1000000000000000"`, `"liquidityNet": "-0"`, `got "-0"`},
		{"negative from below", `"liquidityNet": "1000000000000000"`, `"liquidityNet": "-1000000000000000"`, ".ticks[0].liquidityNet: leaves -1000000000000000 of liquidity above tick 22980"},
		{"nets do not sum up", `"liquidityNet": "-1000000000000000"`, `"liquidityNet": "-999999999999999"`, ".state.ticks: the liquidityNet of all ticks sum to 1: want 0, is a tick missing?"},
		{"liquidity", `"liquidity": "1000000000000000"`, `"liquidity": "1000000000000001"`, ".state.liquidity: is 1000000000000001, but the liquidityNet of the ticks up to tick 23027 sum to 1000000000000000"},
		{"price above the tick", `"tick": 23027`, `"tick": 23026`, ".state.sqrtPriceX96: 250541448375047931186413801569 is outside tick 23026"},
		{"price below the tick", `"tick": 23027`, `"tick": 23028`, "is outside tick 23028"},
		{"uninitialised with a tick", `"sqrtPriceX96": "250541448375047931186413801569"`, `"sqrtPriceX96": "0"`, ".state.tick: is 23027, but a pool with sqrtPriceX96 0 is not initialised"},
		{"excluded unsorted", `"address": "0x5000000000000000000000000000000000000001"`, `"address": "0x7000000000000000000000000000000000000001"`, "excluded[1].address: 0x5000000000000000000000000000000000000002 does not follow"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := strings.Replace(good, tc.old, tc.new, 1)
			if text == good && tc.old != good {
				t.Fatalf("the fixture has no %s", tc.old)
			}
			_, err := ParseExport([]byte(text))
			if !errors.Is(err, ErrStateFile) || !strings.Contains(err.Error(), tc.say) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v\nwant %q in it", err, tc.say)
			}
		})
	}
}

// Files that do not belong together are not joined.
func TestFilesOfAnotherBlockAreNotJoined(t *testing.T) {
	good := readTestFile(t)
	other := strings.NewReplacer("0x20000000", "0x28000000", "0x30000000", "0x38000000").Replace(good)
	for _, tc := range []struct{ name, old, new, say string }{
		{"as it is", "", "", ""},
		{"chain", `"chainId": 412346`, `"chainId": 42161`, "chainId: is 42161, the files before it have 412346"},
		{"block", `"number": 7`, `"number": 8`, "block: is 8"},
		{"hash", `"hash": "0x11`, `"hash": "0x12`, "block: is 7"},
		{"base", `"baseToken": "0x1000000000000000000000000000000000000001"`, `"baseToken": "0x1000000000000000000000000000000000000002"`, "baseToken: is 0x1000000000000000000000000000000000000002"},
		{"token", `"decimals": 6`, `"decimals": 18`, "tokens[1]: 0x1000000000000000000000000000000000000002 is USDC with 18 decimals, the files before it say USDC with 6"},
		{"factory", `"fromBlock": 1`, `"fromBlock": 2`, "factories[0]: 0x4000000000000000000000000000000000000001 is not as the files before it say"},
		{"pool", "0x2800000000000000000000000000000000000001", "0x2000000000000000000000000000000000000001", "pools[0] (0x2000000000000000000000000000000000000001): is in a file before it too"},
	} {
		first, err := ParseExport([]byte(good))
		if err != nil {
			t.Fatal(err)
		}
		second, err := ParseExport([]byte(strings.Replace(other, tc.old, tc.new, 1)))
		if err != nil {
			t.Fatal(err)
		}
		err = first.Join(second)
		if tc.say == "" && err != nil || tc.say != "" && (!errors.Is(err, ErrStateFile) || !strings.Contains(err.Error(), tc.say)) {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.say)
		}
	}
}

// What the reader takes, a market takes, and writes again as it was.
func FuzzParseExport(f *testing.F) {
	f.Add([]byte(readTestFile(f)))
	f.Add([]byte(`{"format":"mev-bot/pool-state","version":1}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := ParseExport(data)
		if err != nil {
			if !errors.Is(err, ErrStateFile) {
				t.Fatalf("not one of ours: %v", err)
			}
			return
		}
		m, err := FromExport(e, Options{})
		if err != nil {
			t.Fatalf("read, but no market: %v", err)
		}
		text, err := json.Marshal(m.Export())
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParseExport(text)
		if err != nil || !sameExport(e, again) {
			t.Fatalf("written otherwise (%v):\n%s", err, text)
		}
	})
}
