package devnet

import (
	"math/big"
	"runtime"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// swapLike writes ten storage slots that follow from the call data's first word
// and logs: about what two hops cost.
var (
	swapLike     = common.HexToAddress("0x5a9")
	swapLikeCode = func() []byte {
		var code []byte
		for i := range byte(10) { // SSTORE(keccak(word)+i, SLOAD(keccak(word)+i)+1)
			code = append(code, 0x5f, 0x35, 0x60, i, 0x01, 0x80, 0x54, 0x60, 1, 0x01, 0x90, 0x55)
		}
		return append(code, common.FromHex("60205fa000")...)
	}()
)

// BenchmarkBlock measures a block of 30 transactions of about 100,000 gas from
// the first transaction to the RPC; heap-KB/block is what stays of it.
func BenchmarkBlock(b *testing.B) {
	b.Run("archive", func(b *testing.B) { benchmarkBlock(b, false) })
	b.Run("pruned", func(b *testing.B) { benchmarkBlock(b, true) })
}

func benchmarkBlock(b *testing.B, prune bool) {
	w := newWorld(b, Options{Prune: prune, Alloc: types.GenesisAlloc{swapLike: {Balance: new(big.Int), Code: swapLikeCode}}})
	var nonce uint64
	word := make([]byte, 32)
	block := func() {
		var txs []*types.Transaction
		for i := range 30 {
			word[30], word[31] = byte(nonce*3+uint64(i)%7), byte(i*11)
			txs = append(txs, w.sign(i%10, &types.DynamicFeeTx{
				ChainID: w.Signer().ChainID(), Nonce: nonce + uint64(i/10), GasFeeCap: big.NewInt(1e10), Gas: 300_000, To: &swapLike, Data: word,
			}))
		}
		nonce += 3
		b.StartTimer()
		if _, r, err := w.Mine(b.Context(), txs); err != nil || r[0].Status != 1 {
			b.Fatal(err)
		}
		b.StopTimer()
	}
	b.StopTimer()
	for range 20 {
		block()
	}
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	b.ResetTimer()
	for range b.N {
		block()
	}
	b.ReportMetric(float64(int64(heap()-before))/1024/float64(b.N), "heap-KB/block")
	b.ReportMetric(float64(w.vault.chain().GetBlockByHash(w.Head().Hash()).GasUsed())/1e6, "Mgas/block")
}
