package pool

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/amm/concentrated"
	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

// memory is a market without a chain: two pairs and two concentrated pools over
// three tokens, and logs made from their own curves. It tests bookkeeping; the
// exactness of the curves is for the tests that run the real contracts.
type memory struct {
	*Market
	tb     testing.TB
	blocks uint64
	mints  []mint
}

type mint struct {
	pool         amm.PoolID
	lower, upper int32
	amount       uint256.Int
}

func address(n byte) common.Address { return common.Address{19: n} }

func newMemory(tb testing.TB) *memory {
	tb.Helper()
	client, err := rpc.New(rpc.Options{HTTP: "http://127.0.0.1:1"}) // never asked
	if err != nil {
		tb.Fatal(err)
	}
	m, err := newMarket(Options{
		Client: client, Multicall: address(200), Base: address(1), Profile: chain.Local, History: 16,
		Factories: []Factory{
			{Name: "v2", Family: amm.ConstantProduct, Address: address(100), FeeBps: 30},
			{Name: "v3", Family: amm.Concentrated, Address: address(101)},
		},
	})
	if err != nil {
		tb.Fatal(err)
	}
	w := &memory{Market: m, tb: tb}
	ether := uint256.NewInt(1e18)
	var deep, minus uint256.Int
	deep.Mul(ether, uint256.NewInt(1000))
	minus.Neg(&deep)
	for i, pair := range [][2]byte{{1, 2}, {2, 3}, {1, 2}, {1, 3}} {
		b := birth{creation: creation{address: address(byte(10 + i)), token: [2]common.Address{address(pair[0]), address(pair[1])}, fee: 3000}}
		for k, a := range b.token {
			b.tokens[k] = token.Token{Address: a, Symbol: fmt.Sprint("T", a[19]), Decimals: 18}
		}
		if i < 2 {
			b.snapshot.pair.Reserve0, b.snapshot.pair.Reserve1 = deep, deep
		} else {
			b.factory, b.spacing = 1, 60
			b.snapshot.conc.SqrtPriceX96 = uint256.Int{0, 1 << 32}
			b.snapshot.conc.Liquidity = deep
			b.snapshot.ticks = []concentrated.Tick{{Index: -6000, Gross: deep, Net: deep}, {Index: 6000, Gross: deep, Net: minus}}
		}
		if _, ok := w.add(&b); !ok {
			tb.Fatal("pool refused")
		}
	}
	w.head = rpc.Head{Hash: common.Hash{1}}
	w.base = w.head
	return w
}

func word(u uint256.Int) []byte { b := u.Bytes32(); return b[:] }

func tickWord(n int32) []byte {
	b := make([]byte, 32)
	if n < 0 {
		for i := range b {
			b[i] = 0xff
		}
	}
	binary.BigEndian.PutUint32(b[28:], uint32(n))
	return b
}

func join(parts ...[]byte) (all []byte) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// swapLogs are the logs of an exact-input swap on the confirmed state, or on a
// state that is handed in.
func (w *memory) swapLogs(id amm.PoolID, d amm.Direction, in uint256.Int) []rpc.Log {
	s, a := &w.slots[id], w.Info(id).Address
	if s.family == amm.ConstantProduct {
		var out uint256.Int
		after := s.confirmed.pair
		if s.curve.AmountOut(&after, d, &in, &out) != nil || s.curve.Apply(&after, d, &in, &out) != nil {
			return nil
		}
		var paid, taken [2]uint256.Int
		paid[d], taken[d.Reverse()] = in, out
		return []rpc.Log{
			{Address: a, Topics: []common.Hash{topicSync}, Data: join(word(after.Reserve0), word(after.Reserve1))},
			{Address: a, Topics: []common.Hash{topicSwapV2}, Data: join(word(paid[0]), word(paid[1]), word(taken[0]), word(taken[1]))},
		}
	}
	var r concentrated.Result
	if s.conc.QuoteIn(&s.at, d, &in, nil, &r) != nil {
		return nil
	}
	var amount [2]uint256.Int
	amount[d] = r.In
	amount[d.Reverse()].Neg(&r.Out)
	return []rpc.Log{{Address: a, Topics: []common.Hash{topicSwapV3}, Data: join(word(amount[0]), word(amount[1]),
		word(r.After.SqrtPriceX96), word(r.After.Liquidity), tickWord(r.After.Tick))}}
}

func (w *memory) mintLog(m mint, burn bool) rpc.Log {
	l := rpc.Log{
		Address: w.Info(m.pool).Address,
		Topics:  []common.Hash{topicMintV3, {}, common.Hash(tickWord(m.lower)), common.Hash(tickWord(m.upper))},
		Data:    join(word(uint256.Int{}), word(m.amount), word(uint256.Int{}), word(uint256.Int{})),
	}
	if burn {
		l.Topics[0], l.Data = topicBurnV3, l.Data[32:]
	}
	return l
}

// next is a block on top of parent.
func (w *memory) next(parent rpc.Head, logs []rpc.Log) *Block {
	w.blocks++
	h := rpc.Head{Number: parent.Number + 1, Parent: parent.Hash}
	binary.BigEndian.PutUint64(h.Hash[:], w.blocks)
	h.Hash[31] = 2
	return &Block{Head: h, Logs: logs}
}

// Blocks of any logs, taken back to any depth and applied again, leave exactly
// what was there before, ticks and speculation too.
func TestTakingBackIsExact(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newMemory(t)
		type point struct {
			head  rpc.Head
			pools []State
			mints []mint
		}
		points := []point{{w.head, confirmed(w.Market), nil}}
		check := func(p point) {
			if w.head != p.head {
				rt.Fatalf("head is %d %s, want %d %s", w.head.Number, w.head.Hash, p.head.Number, p.head.Hash)
			}
			samePools(t, "confirmed", confirmed(w.Market), p.pools)
			for i := range w.slots {
				if w.slots[i].speculative != w.slots[i].confirmed {
					rt.Fatalf("pool %d speculates on nothing", i)
				}
			}
			if t.Failed() {
				rt.FailNow()
			}
		}
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			switch rapid.IntRange(0, 4).Draw(rt, "what") {
			case 0: // the feed rewinds, then tells the same again
				depth := min(rapid.IntRange(1, 12).Draw(rt, "depth"), len(points)-1, w.opts.History)
				if depth == 0 {
					continue
				}
				tip := points[len(points)-1]
				to := points[len(points)-1-depth]
				w.Rewind(to.head.Number + 1)
				check(to)
				if rapid.Bool().Draw(rt, "same") {
					for range depth {
						w.Predict(w.undone[0].Head.Number, w.undone[0].Head.Hash, 0, nil)
					}
					check(tip)
				} else {
					points, w.mints = points[:len(points)-depth], to.mints
				}
			case 1: // the node goes on from an earlier block
				depth := min(rapid.IntRange(1, 12).Draw(rt, "depth"), len(points)-1, w.opts.History)
				points = points[:len(points)-depth]
				p := points[len(points)-1]
				w.mints = p.mints
				b := w.next(p.head, nil)
				if _, err := w.Confirm(b); err != nil {
					rt.Fatal(err)
				}
				points = append(points, point{b.Head, p.pools, p.mints})
				check(points[len(points)-1])
			default:
				b := w.next(w.head, w.drawLogs(rt))
				if _, err := w.Confirm(b); err != nil {
					rt.Fatal(err)
				}
				for i := range w.slots {
					if w.slots[i].distrust != "" {
						rt.Fatalf("pool %d: %s", i, w.slots[i].distrust)
					}
				}
				points = append(points, point{b.Head, confirmed(w.Market), append([]mint(nil), w.mints...)})
			}
		}
		check(points[len(points)-1])
	})
}

// drawLogs are at most one event of each pool.
func (w *memory) drawLogs(rt *rapid.T) []rpc.Log {
	var logs []rpc.Log
	for id := range w.slots {
		id := amm.PoolID(id)
		switch kind := rapid.IntRange(0, 5).Draw(rt, "event"); {
		case kind < 2:
			var in uint256.Int
			in.SetUint64(uint64(rapid.Float64Range(1, 5e19).Draw(rt, "in")) >> 1)
			logs = append(logs, w.swapLogs(id, amm.Direction(kind), in)...)
		case kind == 2 && w.slots[id].family == amm.Concentrated:
			m := mint{pool: id, lower: int32(60 * rapid.IntRange(-50, 0).Draw(rt, "lower"))}
			m.upper = m.lower + int32(60*rapid.IntRange(1, 60).Draw(rt, "width"))
			m.amount.SetUint64(rapid.Uint64Range(1, math.MaxUint64).Draw(rt, "liquidity"))
			w.mints = append(w.mints, m)
			logs = append(logs, w.mintLog(m, false))
		case kind == 3:
			for i := range w.mints {
				if w.mints[i].pool == id {
					logs = append(logs, w.mintLog(w.mints[i], true))
					w.mints = append(append([]mint(nil), w.mints[:i]...), w.mints[i+1:]...)
					break
				}
			}
		case kind == 4 && w.slots[id].family == amm.ConstantProduct:
			var r [2]uint256.Int // a mint, a burn or a sync: any reserves
			for k := range r {
				r[k].Mul(uint256.NewInt(rapid.Uint64Range(1, 1<<40).Draw(rt, "reserve")), uint256.NewInt(1e9))
			}
			logs = append(logs, rpc.Log{Address: w.Info(id).Address, Topics: []common.Hash{topicSync}, Data: join(word(r[0]), word(r[1]))})
		}
	}
	return logs
}

// messageOf is a message of n transactions of two hops each, through all pools.
func messageOf(n int) []TxIntents {
	legs := func(family amm.Family, tokens ...byte) decode.Intent {
		in := decode.Intent{Family: family, Factory: address(100), Amount: *uint256.NewInt(1e15)}
		if family == amm.Concentrated {
			in.Factory = address(101)
		}
		for i := range tokens[1:] {
			in.Hops = append(in.Hops, decode.Leg{In: address(tokens[i]), Out: address(tokens[i+1]), Fee: 3000})
		}
		return in
	}
	var txs []TxIntents
	for i := range n {
		one := legs(amm.ConstantProduct, 1, 2, 3)
		if i%2 == 1 {
			one = legs(amm.Concentrated, 2, 1, 3)
		}
		txs = append(txs, TxIntents{Hash: common.Hash{0: 1, 31: byte(i)}, Intents: []decode.Intent{one}})
	}
	return txs
}

// What the hot path reads costs no allocation, and predicting none in steady
// state.
func TestReadsAndPredictionsAllocateNothing(t *testing.T) {
	w := newMemory(t)
	txs := messageOf(4)
	var in, out uint256.Int
	in.SetUint64(1e15)
	reads := testing.AllocsPerRun(100, func() {
		for h := range amm.Hop(2 * len(w.slots)) {
			if err := w.Quote(h, &in, &out); err != nil {
				t.Fatal(err)
			}
			if err := w.QuoteOut(h, &out, &in); err != nil {
				t.Fatal(err)
			}
			in.SetUint64(1e15)
			w.LogRate(h)
			w.Segment(h, 1e15, 0)
		}
	})
	predictions := testing.AllocsPerRun(100, func() {
		if len(w.Predict(1, common.Hash{}, 0, txs)) != 4 {
			t.Fatal("not all pools moved")
		}
		w.Rewind(1)
	})
	if reads != 0 || predictions != 0 {
		t.Errorf("%g allocations for reads, %g for predictions", reads, predictions)
	}
}

// An input that QuoteOut asks for gives what was asked, and is no more than one
// that is known to.
func TestQuoteOutBuysWhatItSays(t *testing.T) {
	w := newMemory(t)
	for h := range amm.Hop(2 * len(w.slots)) {
		for x := uint64(1e9); x < 1e16; x = x*7 + 3 {
			var out, back, again uint256.Int
			in := *uint256.NewInt(x)
			if err := w.Quote(h, &in, &out); err != nil {
				t.Fatal(err)
			}
			if err := w.QuoteOut(h, &out, &back); err != nil {
				t.Fatal(err)
			}
			if err := w.Quote(h, &back, &again); err != nil || again.Lt(&out) {
				t.Fatalf("hop %d: %s buys %s, not %s: %v", h, back.Dec(), again.Dec(), out.Dec(), err)
			}
			if in.AddUint64(&in, 2); back.Gt(&in) {
				t.Fatalf("hop %d: %s wanted for %s, which %d buys", h, back.Dec(), out.Dec(), x)
			}
		}
		if err := w.QuoteOut(h, new(uint256.Int).Lsh(uint256.NewInt(1), 127), new(uint256.Int)); err == nil {
			t.Fatalf("hop %d sells more than it has", h)
		}
	}
	w.slots[0].distrust = "test"
	if err := w.QuoteOut(0, uint256.NewInt(1), new(uint256.Int)); !errors.Is(err, ErrUntrusted) {
		t.Fatal(err)
	}
}

func BenchmarkQuote(b *testing.B) {
	w := newMemory(b)
	var in, out uint256.Int
	in.SetUint64(1e15)
	for id, name := range map[amm.PoolID]string{0: "pair", 2: "concentrated"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				if err := w.Quote(amm.NewHop(id, amm.ZeroForOne), &in, &out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// One message of eight hops, predicted and taken back.
func BenchmarkPredict(b *testing.B) {
	w := newMemory(b)
	txs := messageOf(4)
	b.ReportAllocs()
	for range b.N {
		w.Predict(1, common.Hash{}, 0, txs)
		w.Rewind(1)
	}
}
