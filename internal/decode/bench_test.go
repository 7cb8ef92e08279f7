package decode

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/chain"
	"mevbot/internal/feed"
)

// realFrame is a real frame of Arbitrum One with six transactions.
func realFrame(b *testing.B) []byte {
	b.Helper()
	dir := os.Getenv("MEV_BOT_VECTORS")
	if dir == "" {
		b.Skip("real messages are missing: set MEV_BOT_VECTORS to their folder")
	}
	data, err := os.ReadFile(filepath.Join(dir, "real_arb1_241801449.feed.json"))
	if err != nil {
		b.Fatal(err)
	}
	return data
}

// benchStreet reads a frame down to intents, with memory that is used again.
type benchStreet struct {
	decoder *Decoder
	message Message
	intents []Intent
	swaps   int
}

func newBenchStreet() *benchStreet {
	var routers []Router
	for kind := UniswapV2Router; kind <= OKXRouter; kind++ {
		routers = append(routers, routerOf(kind))
	}
	return &benchStreet{decoder: New(Options{Routers: routers})}
}

func (s *benchStreet) messages(b *testing.B, f *feed.Frame) {
	for i := range f.Messages {
		if err := Parse(&f.Messages[i], chain.ArbitrumOne.ID, &s.message); err != nil {
			b.Fatal(err)
		}
		s.intents = s.intents[:0]
		for k := range s.message.Txs {
			s.intents, _ = s.decoder.Intents(&s.message.Txs[k], s.intents)
		}
		s.swaps += len(s.intents)
	}
}

func (s *benchStreet) frame(b *testing.B, data []byte) {
	f, err := feed.ParseFrame(data, chain.ArbitrumOne)
	if err != nil {
		b.Fatal(err)
	}
	s.messages(b, &f)
}

// reference reads the same frame with encoding/json and go-ethereum.
func reference(b *testing.B, data []byte) (hashes int) {
	var f struct {
		Messages []struct {
			Seq     uint64 `json:"sequenceNumber"`
			Message struct {
				Message struct {
					Header struct {
						Kind      uint8          `json:"kind"`
						Sender    common.Address `json:"sender"`
						L1Block   uint64         `json:"blockNumber"`
						Timestamp uint64         `json:"timestamp"`
					} `json:"header"`
					L2 []byte `json:"l2Msg"`
				} `json:"message"`
			} `json:"message"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(data, &f); err != nil {
		b.Fatal(err)
	}
	for i := range f.Messages {
		l2 := f.Messages[i].Message.Message.L2[1:]
		for len(l2) >= 8 {
			n := 0
			for _, x := range l2[:8] {
				n = n<<8 | int(x)
			}
			tx := new(types.Transaction)
			if err := tx.UnmarshalBinary(l2[9 : 8+n]); err != nil {
				b.Fatal(err)
			}
			if tx.Hash() != (common.Hash{}) {
				hashes++
			}
			l2 = l2[8+n:]
		}
	}
	return hashes
}

// BenchmarkFrame reads a real frame down to intents.
func BenchmarkFrame(b *testing.B) {
	data, s := realFrame(b), newBenchStreet()
	took := make([]time.Duration, 0, 1<<16)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		s.frame(b, data)
		if len(took) < cap(took) {
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2]), "p50-ns")
	b.ReportMetric(float64(took[len(took)*99/100]), "p99-ns")
}

// BenchmarkMessage is the part of BenchmarkFrame after the JSON.
func BenchmarkMessage(b *testing.B) {
	s := newBenchStreet()
	f, err := feed.ParseFrame(realFrame(b), chain.ArbitrumOne)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.messages(b, &f)
	}
}

// BenchmarkAgainstGoEthereum reads the frame in turn both ways. Its ratio is how
// many times as long encoding/json and go-ethereum take.
func BenchmarkAgainstGoEthereum(b *testing.B) {
	data, s := realFrame(b), newBenchStreet()
	var ours, theirs time.Duration
	for b.Loop() {
		start := time.Now()
		s.frame(b, data)
		middle := time.Now()
		reference(b, data)
		ours, theirs = ours+middle.Sub(start), theirs+time.Since(middle)
	}
	b.ReportMetric(float64(theirs)/float64(ours), "ratio")
}

// BenchmarkIntents reads a call of the Universal Router with two routes.
func BenchmarkIntents(b *testing.B) {
	r := routerOf(UniversalRouter)
	d := New(Options{Routers: []Router{r}})
	tokens := []common.Address{r.WETH, common.HexToAddress("0x71"), common.HexToAddress("0x72")}
	inputs := [][]byte{
		mustPack("address,uint256,uint256,bytes,bool", somewhere, balance.ToBig(), balance.ToBig(), v3path(tokens, []uint32{500, 3000}), true),
		mustPack("address,uint256,uint256,address[],bool", somewhere, balance.ToBig(), balance.ToBig(), tokens, true),
	}
	data := append([]byte{0x24, 0x85, 0x6b, 0xc3}, mustPack("bytes,bytes[]", []byte{urV3ExactIn, urV2ExactIn}, inputs)...)
	tx := Tx{To: r.Address, HasTo: true, Data: data}
	var intents []Intent
	b.ReportAllocs()
	for b.Loop() {
		var v Verdict
		if intents, v = d.Intents(&tx, intents[:0]); v != Readable {
			b.Fatal(v)
		}
	}
}

// In steady state a message costs no memory of its own.
func TestMessagesAreReadWithoutAllocation(t *testing.T) {
	key, _ := cryptoKey(t)
	var l2 []byte
	for i := range uint64(3) {
		tx, err := types.SignNewTx(key, types.LatestSignerForChainID(chainID), &types.DynamicFeeTx{ChainID: chainID, Nonce: i, To: &somewhere, Data: make([]byte, 100)})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := tx.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		l2 = segment(l2, append([]byte{l2SignedTx}, raw...))
	}
	m := feed.Message{Kind: kindL2Message, L2: append([]byte{l2Batch}, l2...)}
	var out Message
	if n := testing.AllocsPerRun(100, func() {
		if err := Parse(&m, chain.Local.ID, &out); err != nil || len(out.Txs) != 3 {
			t.Fatal(err, len(out.Txs))
		}
	}); n > 0 {
		t.Errorf("%v allocations a message", n)
	}
}
