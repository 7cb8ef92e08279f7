package devnet

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/chain"
)

// bid is a transaction of person i with a tip in gwei, padded to about size bytes.
func (w *world) bid(i int, nonce uint64, tip int64, size int) *types.Transaction {
	w.t.Helper()
	data := make([]byte, 1+size)
	data[0] = byte(i + 1)
	return w.sign(i, &types.DynamicFeeTx{
		ChainID: w.Signer().ChainID(), Nonce: nonce, GasFeeCap: big.NewInt(1e11), GasTipCap: big.NewInt(tip * 1e9),
		Gas: 100_000 + 40*uint64(size), To: &caller, Data: data,
	})
}

// heard is what executed told, as text.
type heard struct {
	mu   sync.Mutex
	list []string
}

func (h *heard) add(format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.list = append(h.list, fmt.Sprintf(format, args...))
}

func (h *heard) all() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.list)
}

// listen hears what a Fast Feed would. It must be called before run.
func (w *world) listen() *heard {
	h := new(heard)
	w.executed = func(header *types.Header, tx *types.Transaction, receipt *types.Receipt, _ uint64) {
		number, index := header.Number.Uint64(), receipt.TransactionIndex
		if head := w.Head().Number.Uint64(); head >= number {
			w.t.Errorf("block %d is in the chain before its transaction %d was told", number, index)
		}
		if receipt.TxHash != tx.Hash() || receipt.Status != 1 {
			w.t.Errorf("receipt of another transaction: %+v", receipt)
		}
		h.add("%d/%d/%d", number, index, tx.Data()[0]-1)
	}
	return h
}

const ms = time.Millisecond

// Two rounds of 100 ms: inside each the tip counts, not who was first.
func TestRoundsAreOrderedByTip(t *testing.T) {
	w := newWorld(t, Options{Ordering: PGA, BlockTime: 200 * ms})
	h := w.listen()
	a, b, c, d, e := w.bid(0, 0, 1, 0), w.bid(1, 0, 3, 0), w.bid(2, 0, 2, 0), w.bid(3, 0, 9, 0), w.bid(4, 0, 0, 0)
	s := &script{blocks: [][]Timed{{{Tx: e, At: 1 * ms}, {Tx: a, At: 2 * ms}, {Tx: b, At: 50 * ms}, {Tx: c, At: 99 * ms}, {Tx: d, At: 101 * ms}}}}
	stop := w.run(s)
	waitFor(t, "the second block", func() bool { return len(s.seen()) > 1 })
	stop()
	block := s.seen()[1]
	if got, want := hashes(block.Transactions()), hashes(types.Transactions{b, c, a, e, d}); !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	if got, want := h.all()[:5], []string{"1/0/1", "1/1/2", "1/2/0", "1/3/4", "1/4/3"}; !slices.Equal(got, want) {
		t.Errorf("told %v, want %v", got, want)
	}
	if !collectsTips(block.Header()) || block.MixDigest()[23] != arbOSTips {
		t.Errorf("mixHash %s does not say that tips are collected", block.MixDigest())
	}
}

// A block that is full at the end of its first round is closed there: d, who
// comes in the second, is in the next block, and first there.
func TestFullBlockClosesEarly(t *testing.T) {
	w := newWorld(t, Options{Ordering: PGA, BlockTime: 200 * ms})
	a, b, c, d := w.bid(0, 0, 3, 40_000), w.bid(1, 0, 2, 40_000), w.bid(2, 0, 1, 40_000), w.bid(3, 0, 50, 0)
	s := &script{blocks: [][]Timed{{{Tx: a}, {Tx: b}, {Tx: c}, {Tx: d, At: 150 * ms}}}}
	stop := w.run(s)
	waitFor(t, "the third block", func() bool { return len(s.seen()) > 2 })
	stop()
	for n, want := range []types.Transactions{{a, b}, {d, c}} {
		if got := hashes(s.seen()[n+1].Transactions()); !slices.Equal(got, hashes(want)) {
			t.Errorf("block %d: %v, want %v", n+1, got, hashes(want))
		}
	}
}

// Balances say what was paid: under PGA the tip goes to the coinbase on the gas
// used, also when the transaction reverts; elsewhere nobody pays it.
func TestTipsArePaidOrDropped(t *testing.T) {
	for _, ordering := range Orderings() {
		t.Run(string(ordering), func(t *testing.T) {
			w := newWorld(t, Options{Ordering: ordering, BlockTime: 40 * ms})
			const tip = 5_000_000_000
			good, reverts := w.bid(0, 0, 5, 0), w.sign(1, &types.DynamicFeeTx{
				ChainID: w.Signer().ChainID(), GasFeeCap: big.NewInt(1e12), GasTipCap: big.NewInt(tip), Gas: 100_000, To: &caller,
			})
			legacy := w.sign(2, &types.LegacyTx{GasPrice: big.NewInt(DefaultBaseFee + tip), Gas: 100_000, To: &caller, Data: []byte{1}})
			s := &script{blocks: [][]Timed{{{Tx: good}, {Tx: reverts}, {Tx: legacy}}}}
			stop := w.run(s)
			waitFor(t, "the second block", func() bool { return len(s.seen()) > 1 })
			stop()
			c, block := dial(t, w.HTTPURL()), s.seen()[1]
			collected := new(big.Int)
			for i, tx := range []*types.Transaction{good, reverts, legacy} {
				r, err := c.TransactionReceipt(t.Context(), tx.Hash())
				if err != nil {
					t.Fatal(err)
				}
				if want := uint64(1); (i == 1) != (r.Status != want) {
					t.Errorf("transaction %d: status %d", i, r.Status)
				}
				gas := new(big.Int).SetUint64(r.GasUsed)
				price := new(big.Int).Set(block.BaseFee())
				if ordering == PGA {
					above := big.NewInt(tip)
					if i == 2 {
						above = new(big.Int).Sub(legacy.GasPrice(), block.BaseFee())
					}
					price.Add(price, above)
					collected.Add(collected, new(big.Int).Mul(gas, above))
				}
				if r.EffectiveGasPrice.Cmp(price) != 0 {
					t.Errorf("transaction %d: price %s, want %s", i, r.EffectiveGasPrice, price)
				}
				left, err := c.BalanceAt(t.Context(), w.people[i].addr, block.Number())
				if err != nil {
					t.Fatal(err)
				}
				if paid := new(big.Int).Sub(big.NewInt(1e18), left); paid.Cmp(price.Mul(price, gas)) != 0 {
					t.Errorf("transaction %d: paid %s, want %s", i, paid, price)
				}
			}
			if got, err := c.BalanceAt(t.Context(), chain.Sequencer, block.Number()); err != nil || got.Cmp(collected) != 0 {
				t.Errorf("collected %s (%v), want %s", got, err, collected)
			}
			var list []map[string]any
			if err := c.Client().CallContext(t.Context(), &list, "eth_getBlockReceipts", fmt.Sprintf("%#x", block.NumberU64())); err != nil || len(list) != 3 || list[0]["gasUsedForL1"] != "0x0" {
				t.Errorf("block receipts: %v, %v", list, err)
			}
			// What is repeated costs the same.
			p, err := w.Past(t.Context(), block.NumberU64())
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			r, _, err := p.Next(t.Context())
			if first, err2 := c.TransactionReceipt(t.Context(), block.Transactions()[0].Hash()); err != nil || err2 != nil || r.EffectiveGasPrice.Cmp(first.EffectiveGasPrice) != 0 {
				t.Errorf("repeated at %v, %v, %v", r.EffectiveGasPrice, err, err2)
			}
		})
	}
}

// A voided block is told, and what comes in its place has the same transactions.
func TestVoidedBlockIsBuiltAnew(t *testing.T) {
	for _, ordering := range []Ordering{PGA, FCFS} {
		t.Run(string(ordering), func(t *testing.T) {
			w := newWorld(t, Options{Ordering: ordering, BlockTime: 40 * ms, Seed: 2})
			h := w.listen()
			w.Void(1)
			var offered []Timed
			var want types.Transactions
			for i := range 8 {
				tx := w.bid(i, 0, int64(8-i), 0)
				offered, want = append(offered, Timed{Tx: tx, At: time.Duration(i)}), append(want, tx)
			}
			s := &script{blocks: [][]Timed{offered}}
			stop := w.run(s)
			waitFor(t, "the second block", func() bool { return len(s.seen()) > 1 })
			stop()
			got := s.seen()[1].Transactions()
			if slices.Equal(hashes(got), hashes(want)) {
				t.Error("the second try has the same order")
			}
			byHash := func(a, b common.Hash) int { return a.Cmp(b) }
			if !slices.Equal(slices.SortedFunc(slices.Values(hashes(got)), byHash), slices.SortedFunc(slices.Values(hashes(want)), byHash)) {
				t.Errorf("the second try has others: %v", hashes(got))
			}
			told := h.all()[:16]
			if told[0] != "1/0/0" || told[8][:3] != "1/0" || told[15][:3] != "1/7" {
				t.Errorf("told %v", told)
			}
		})
	}
}

// watcher answers once to what it sees inside a block.
type watcher struct {
	script
	tx   *types.Transaction
	seen int
}

func (w *watcher) Executed(_ context.Context, number uint64, receipts []*types.Receipt) ([]Timed, error) {
	if number != 1 {
		return nil, nil
	}
	w.seen = len(receipts)
	return []Timed{{Tx: w.tx, At: 5 * ms, Reaction: true}}, nil
}

func TestWatcherIsInTheNextRound(t *testing.T) {
	w := newWorld(t, Options{Ordering: PGA, BlockTime: 200 * ms})
	first, second := w.bid(0, 0, 1, 0), w.bid(1, 0, 9, 0)
	s := &watcher{script: script{blocks: [][]Timed{{{Tx: first}}}}, tx: second}
	stop := w.run(s)
	waitFor(t, "the second block", func() bool { return len(s.script.seen()) > 1 })
	stop()
	if got := hashes(s.script.seen()[1].Transactions()); !slices.Equal(got, hashes(types.Transactions{first, second})) || s.seen != 1 {
		t.Errorf("block %v after %d receipts", got, s.seen)
	}
}

func TestOrderingOptions(t *testing.T) {
	for _, o := range []Options{{Ordering: "lifo"}, {Ordering: PGA, Rounds: 11}, {Ordering: PGA, Rounds: -1}, {Ordering: PGA, Rounds: 10, FeedLead: 30 * ms}} {
		if _, err := o.withDefaults(); err == nil {
			t.Errorf("accepted: %+v", o)
		}
	}
	o, err := Options{}.withDefaults()
	if err != nil || o.Ordering != FCFS || o.Rounds != 2 {
		t.Errorf("defaults: %s, %d rounds, %v", o.Ordering, o.Rounds, err)
	}
}
