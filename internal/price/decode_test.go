package price

import (
	"bytes"
	"encoding/binary"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/bindings"
	"mevbot/internal/rpc"
)

// Whatever a contract answers, decoding ends without a panic, and what is
// accepted is what the ABI says.
func FuzzFeedAnswers(f *testing.F) {
	codec := bindings.NewIAggregatorV3()
	contract := codec.GetABI()
	good := &proxy{}
	var seeds [][]byte
	for _, name := range []string{"latestRoundData", "decimals", "description", "aggregator", "minAnswer", "maxAnswer"} {
		m := contract.Methods[name]
		seeds = append(seeds, good.encode(&testing.T{}, &m, feedWETH))
	}
	f.Add(seeds[0], seeds[1], seeds[2], seeds[3], seeds[4], seeds[5])
	f.Add(seeds[0][:100], []byte{}, bytes.Repeat([]byte{0xff}, 96), seeds[1], seeds[5], seeds[4])
	f.Fuzz(func(t *testing.T, rounds, decimals, description, aggregator, least, most []byte) {
		ok := func(data []byte) rpc.Answer { return rpc.Answer{OK: len(data) > 0, Data: data} }
		a := decodeFeed(codec, []rpc.Answer{ok(rounds), ok(decimals), ok(description), ok(aggregator)})
		b, err := decodeBounds(codec, ok(least), ok(most))
		if a.err != nil || err != nil {
			return
		}
		if a.round.answer.Cmp(signed(rounds[32:64])) != 0 || a.round.updated != binary.BigEndian.Uint64(rounds[120:128]) || big.NewInt(int64(a.decimals)).Cmp(signed(decimals[:32])) != 0 {
			t.Fatalf("%+v is not what was answered", a.round)
		}
		a.least, a.most = b.least, b.most
		p, err := a.price(1, now, 1e9, 1e9)
		if err != nil {
			return
		}
		scaled := p.scaled()
		back := new(big.Int).Div(scaled.ToBig(), powers[Scale-p.Decimals].ToBig())
		if p.Value.IsZero() || back.Cmp(a.round.answer) != 0 || a.round.answer.Cmp(b.least) <= 0 || a.round.answer.Cmp(b.most) >= 0 || a.round.updated > now || a.round.updated+2 < now {
			t.Fatalf("%+v was taken", a)
		}
	})
}

// signed reads a word as int256.
func signed(word []byte) *big.Int {
	v := new(big.Int).SetBytes(word)
	if v.Bit(255) == 1 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), 256))
	}
	return v
}

// observeOutputs is what the ABI says of observe.
func observeOutputs(t interface{ Fatal(...any) }) abi.Arguments {
	ticks, err := abi.NewType("int56[]", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	seconds, err := abi.NewType("uint160[]", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	return abi.Arguments{{Type: ticks}, {Type: seconds}}
}

func observed(t testing.TB, from, to int64) []byte {
	t.Helper()
	data, err := observeOutputs(t).Pack([]*big.Int{big.NewInt(from), big.NewInt(to)}, []*big.Int{big.NewInt(1), big.NewInt(2)})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func FuzzObservations(f *testing.F) {
	outputs := observeOutputs(f)
	f.Add(observed(f, -5, 7))
	f.Add(observed(f, 1<<55-1, -1<<55))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		from, to, ok := cumulatives(data)
		if !ok {
			return
		}
		if from != signed(data[96:128]).Int64() || to != signed(data[128:160]).Int64() || from != from<<8>>8 || to != to<<8>>8 {
			t.Fatalf("%d, %d of %x", from, to, data)
		}
		// Where go-ethereum reads the whole answer, it reads the same.
		if values, err := outputs.Unpack(data); err == nil {
			if list := values[0].([]*big.Int); len(list) != 2 || list[0].Int64() != from || list[1].Int64() != to {
				t.Fatalf("%d, %d; the ABI says %v", from, to, list)
			}
		}
	})
}

func TestAboveMean(t *testing.T) {
	codec := bindings.NewIUniswapV3Pool()
	slot := func(tick, cardinality int64) rpc.Answer {
		m := codec.GetABI().Methods["slot0"]
		data, err := m.Outputs.Pack(big.NewInt(1), big.NewInt(tick), uint16(0), uint16(cardinality), uint16(cardinality), uint8(0), true)
		if err != nil {
			t.Fatal(err)
		}
		return rpc.Answer{OK: true, Data: data}
	}
	for name, tc := range map[string]struct {
		slot     rpc.Answer
		from, to int64
		want     int64
		none     bool
	}{
		"above":            {slot: slot(100, 2), from: 0, to: 600 * 40, want: 60},
		"below":            {slot: slot(-100, 2), from: 0, to: 600 * 40, want: -140},
		"rounded down":     {slot: slot(0, 2), from: 0, to: -1, want: 1},
		"wrapped":          {slot: slot(0, 2), from: 1<<55 - 1, to: -1<<55 + 5999, want: -10},
		"one observation":  {slot: slot(100, 1), from: 0, to: 600, none: true},
		"no slot0":         {slot: rpc.Answer{}, none: true},
		"slot0 is garbage": {slot: rpc.Answer{OK: true, Data: []byte{1}}, none: true},
	} {
		ticks, ok := aboveMean(codec, tc.slot, rpc.Answer{OK: true, Data: observed(t, tc.from, tc.to)}, 600)
		if ok == tc.none || ticks != tc.want {
			t.Errorf("%s: %d, %v; want %d", name, ticks, ok, tc.want)
		}
	}
	if _, ok := aboveMean(codec, slot(1, 2), rpc.Answer{}, 600); ok {
		t.Error("an observation that reverted was read")
	}
}

// The deepest concentrated pool has to be near its mean; which token is priced
// decides the sign.
func TestPoolOffItsMean(t *testing.T) {
	n, opts := scene(t)
	opts.Feeds = opts.Feeds[:1]
	m := bindings.NewIUniswapV3Pool().GetABI().Methods["slot0"]
	slot0, err := m.Outputs.Pack(big.NewInt(1), big.NewInt(700), uint16(0), uint16(9), uint16(9), uint8(0), true)
	if err != nil {
		t.Fatal(err)
	}
	p := deep
	p.Address, p.Concentrated = common.Address{0xcc}, true
	p.SqrtPriceX96.SetFromBig(new(big.Int).Sqrt(new(big.Int).Div(new(big.Int).Lsh(big.NewInt(3500e6), 192), big.NewInt(1e18))))
	p.Liquidity = *whole("100", 18)
	small := p
	small.Address, small.Liquidity = common.Address{0xdd}, *whole("99", 18)
	for cumulative, bad := range map[int64]bool{600 * 200: false, 600*200 - 1: true, 600 * 1200: false, 600 * 1201: true} {
		n.pools[p.Address] = [2][]byte{slot0, observed(t, 0, cumulative)}
		v := refresh(t, New(opts), small, p)
		rows, err := v.Rows()
		if err != nil {
			t.Fatal(err)
		}
		r := rows[1]
		if r.Token != usdc || !r.Averaged || (r.Native.Err != nil) != bad || r.Native.Err == nil && !r.Native.Checked {
			t.Errorf("%d: %+v", cumulative, r)
		}
		if r.Ticks != -(700-cumulative/600) && !bad {
			t.Errorf("%d: %d ticks", cumulative, r.Ticks) // USDC is token 1: dearer when the tick falls
		}
		if bad != (Reason(r.USD.Err) == "disagree") {
			t.Errorf("%v", r.USD.Err)
		}
	}
}
