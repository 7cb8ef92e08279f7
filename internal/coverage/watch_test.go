package coverage

import (
	"context"
	"math/big"
	"runtime"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"go.uber.org/goleak"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/event"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type fakePools []*pool.Info

func (f fakePools) Pools() int                    { return len(f) }
func (f fakePools) Info(id amm.PoolID) *pool.Info { return f[id] }

func swap(p common.Address, tx common.Hash, in, out uint64) rpc.Log {
	word := func(v uint64) []byte { b := uint256.NewInt(v).Bytes32(); return b[:] }
	return rpc.Log{
		Address: p, TxHash: tx,
		Topics: []common.Hash{crypto.Keccak256Hash([]byte("Swap(address,uint256,uint256,uint256,uint256,address)"))},
		Data:   slices.Concat(word(in), word(0), word(0), word(out)),
	}
}

// Two routers and an unknown: one foretold whole, one by half, one not at all; a
// swap of tokens without a price is left out.
func TestWatcherPutsFactsAndLogsTogether(t *testing.T) {
	a, b, dust := common.HexToAddress("0xa"), common.HexToAddress("0xb"), common.HexToAddress("0xd")
	market := fakePools{
		{ID: 0, Address: a, Token: [2]token.ID{1, 2}}, {ID: 1, Address: b, Token: [2]token.ID{2, 1}}, {ID: 2, Address: dust, Token: [2]token.ID{3, 4}},
	}
	tx := func(n int64) common.Hash { return common.BigToHash(big.NewInt(n)) }
	tally, facts := New(Options{}), event.NewQueue(64)
	w := NewWatcher(WatchOptions{Market: market, Tally: tally, Facts: facts, Worth: func(id token.ID, v *uint256.Int) (uint256.Int, bool) { return *v, id == 1 }})
	hear := Heard(facts.Listener())
	exact := func(hash common.Hash, id amm.PoolID, o event.Outcome) {
		hear.SwapSettled(event.SwapSettled{Tx: hash, Hop: amm.NewHop(id, amm.ZeroForOne), Outcome: o})
	}
	router, other := common.HexToAddress("0x11"), common.HexToAddress("0x22")
	hear.Called(event.Called{Tx: tx(1), To: router, Selector: 7})
	hear.Called(event.Called{Tx: tx(2), To: other, Selector: 9, Opaque: true})
	exact(tx(1), 0, event.Exact)
	exact(tx(1), 1, event.Exact)
	exact(tx(2), 0, event.Exact)
	exact(tx(2), 1, event.Mismatch)
	ctx, cancel := context.WithCancel(t.Context())
	blocks, ended := make(chan *pool.Block), make(chan error, 1)
	go func() { ended <- w.Run(ctx, blocks) }()
	logs := []rpc.Log{
		swap(a, tx(1), 100, 50), swap(b, tx(1), 50, 90), // 100 and 90 of token 1
		swap(a, tx(2), 10, 5), swap(b, tx(2), 5, 8),
		swap(a, tx(3), 1000, 5), // nobody knows this one
		swap(dust, tx(4), 1, 1),
	}
	for n := range 3 {
		block := &pool.Block{}
		block.Head.Number = chain.Block(n + 1)
		if n == 0 {
			block.Logs = logs
		}
		for n == 2 && facts.Len() > 0 { // two blocks later what was said of predictions is in
			runtime.Gosched()
		}
		blocks <- block
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	top, _ := tally.Top(3)
	want := []Contract{
		{To: common.Address{}, Transactions: 1, UnpredictedTxs: 1, Value: *uint256.NewInt(1000), Verdict: decode.Opaque},
		{To: other, Transactions: 1, UnpredictedTxs: 1, Value: *uint256.NewInt(18), Predicted: *uint256.NewInt(10), Verdict: decode.Opaque, Selector: 9},
		{To: router, Transactions: 1, Value: *uint256.NewInt(190), Predicted: *uint256.NewInt(190), Verdict: decode.Readable},
	}
	if !slices.Equal(top, want) {
		t.Errorf("%+v\nwant %+v", top, want)
	}
}
