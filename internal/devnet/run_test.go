package devnet

import (
	"context"
	"encoding/binary"
	"math/big"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// script is traffic that was written down: block n of the run gets script[n].
type script struct {
	mu     sync.Mutex
	blocks [][]Timed
	heads  []*types.Block
}

func (s *script) Next(_ context.Context, head *types.Block) ([]Timed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heads = append(s.heads, head)
	if n := len(s.heads) - 1; n < len(s.blocks) {
		return s.blocks[n], nil
	}
	return nil, nil
}

func (s *script) seen() []*types.Block {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.heads)
}

func hashes(txs types.Transactions) []common.Hash {
	var out []common.Hash
	for _, tx := range txs {
		out = append(out, tx.Hash())
	}
	return out
}

func TestTrafficIsServedInOrderOfArrival(t *testing.T) {
	w := newWorld(t, Options{})
	txs := []*types.Transaction{w.call(0, 0, 1), w.call(1, 0, 2), w.call(2, 0), w.call(0, 1, 3), w.call(3, 0, 4)}
	late := w.call(4, 0, 5)
	bad := w.call(5, 7, 1) // nonce too high
	s := &script{blocks: [][]Timed{
		{{Tx: txs[3], At: 15 * time.Millisecond}, {Tx: txs[1], At: 5 * time.Millisecond}, {Tx: bad, At: 6 * time.Millisecond}, {Tx: txs[4], At: 19 * time.Millisecond}, {Tx: txs[0], At: 1 * time.Millisecond}, {Tx: txs[2], At: 5 * time.Millisecond}},
		{{Tx: late, At: 0}},
	}}
	stop := w.run(s)
	waitFor(t, "the third block", func() bool { return len(s.seen()) >= 3 })
	stop()
	heads := s.seen()
	if got := hashes(heads[1].Transactions()); !slices.Equal(got, hashes(txs)) {
		t.Errorf("the block is not in order of arrival: %v, want %v", got, hashes(txs))
	}
	if got := hashes(heads[2].Transactions()); !slices.Equal(got, []common.Hash{late.Hash()}) {
		t.Errorf("second block: %v", got)
	}
	if n := w.Counts().Refused; n != 1 {
		t.Errorf("%d refused, want 1", n)
	}
	for i := 1; i < len(heads); i++ {
		if heads[i].Time() <= heads[i-1].Time() || heads[i].Coinbase() != common.HexToAddress("0xA4b000000000000000000073657175656e636572") {
			t.Errorf("block %d: time %d after %d, coinbase %v", i, heads[i].Time(), heads[i-1].Time(), heads[i].Coinbase())
		}
	}
}

// Senders through the RPC hear when they are in a block, in the order in which
// they came, and why they are not.
func TestSendAnswersWhenSequenced(t *testing.T) {
	w := newWorld(t, Options{})
	c := dial(t, w.HTTPURL())
	send := func(tx *types.Transaction) <-chan error {
		waiting := func() int { w.queue.mu.Lock(); defer w.queue.mu.Unlock(); return len(w.queue.waiting) }
		before, out := waiting(), make(chan error, 1)
		go func() { out <- c.SendTransaction(t.Context(), tx) }()
		waitFor(t, "the transaction at the sequencer", func() bool { return waiting() > before })
		return out
	}
	// Nobody makes blocks yet, so the order at the door is known. The second of
	// person 1 comes before the first, and waits for it.
	txs := []*types.Transaction{w.call(2, 0), w.call(1, 1, 1), w.call(3, 0, 1), w.call(1, 0, 1)}
	tooHigh := w.call(4, 1, 1)
	var answers []<-chan error
	for _, tx := range txs {
		answers = append(answers, send(tx))
	}
	parked := send(tooHigh)
	select {
	case err := <-answers[0]:
		t.Fatalf("answered before any block: %v", err)
	default:
	}
	w.run(nil)
	for i, a := range answers {
		if err := <-a; err != nil {
			t.Errorf("transaction %d: %v", i, err)
		}
	}
	if err := <-parked; err == nil || !strings.Contains(err.Error(), "nonce too high") {
		t.Errorf("gapped nonce: %v", err)
	}
	block := w.vault.chain().GetBlockByNumber(1)
	want := []common.Hash{txs[0].Hash(), txs[2].Hash(), txs[3].Hash(), txs[1].Hash()}
	if got := hashes(block.Transactions()); !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	if r := w.vault.chain().GetReceiptsByHash(block.Hash()); r[0].Status != 0 {
		t.Error("the failing transaction did not fail")
	}
}

func TestSendRefusesAtOnce(t *testing.T) {
	w := newWorld(t, Options{})
	if _, _, err := w.Mine(t.Context(), []*types.Transaction{w.call(0, 0, 1)}); err != nil {
		t.Fatal(err)
	}
	c := dial(t, w.HTTPURL())
	id := w.Signer().ChainID()
	for want, tx := range map[string]*types.Transaction{
		"nonce too low":                          w.call(0, 0, 1),
		"max fee per gas less than block base":   w.sign(0, &types.DynamicFeeTx{ChainID: id, Nonce: 1, Gas: 50_000, GasFeeCap: big.NewInt(1), To: &caller}),
		"insufficient funds":                     w.sign(0, &types.DynamicFeeTx{ChainID: id, Nonce: 1, Gas: 50_000, GasFeeCap: big.NewInt(1e10), To: &caller, Value: big.NewInt(1e18)}),
		"intrinsic gas too low":                  w.sign(0, &types.DynamicFeeTx{ChainID: id, Nonce: 1, Gas: 20_000, GasFeeCap: big.NewInt(1e10), To: &caller}),
		"oversized data":                         w.call(0, 1, make([]byte, blockBytes)...),
		"invalid sender":                         types.NewTx(&types.DynamicFeeTx{ChainID: id, Nonce: 1, Gas: 50_000, GasFeeCap: big.NewInt(1e10), To: &caller}),
		"eth_sendRawTransactionSync is not avai": nil,
	} {
		var err error
		if tx != nil {
			err = c.SendTransaction(t.Context(), tx)
		} else {
			err = c.Client().CallContext(t.Context(), nil, "eth_sendRawTransactionSync", "0x01", nil)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if n, err := c.PendingNonceAt(t.Context(), w.people[0].addr); err != nil || n != 1 {
		t.Errorf("pending nonce %d, %v; want 1", n, err)
	}
	if tip, err := c.SuggestGasTipCap(t.Context()); err != nil || tip.Sign() != 0 {
		t.Errorf("suggested tip %v, %v; want 0", tip, err)
	}
}

// A block is on the feed before any RPC knows it, with the transactions and the
// hash that it will have there.
func TestFeedComesBeforeTheRPC(t *testing.T) {
	w := newWorld(t, Options{BlockTime: 60 * time.Millisecond, FeedLead: 40 * time.Millisecond})
	ws := dial(t, w.WSURL())
	heads := make(chan *types.Header, 100)
	sub, err := ws.SubscribeNewHead(t.Context(), heads)
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe()
	feed := connect(t, w.FeedURL(), requestedKey+": 1", clientVersionKey+": 2")
	two := []Timed{{Tx: w.call(0, 0, 1)}, {Tx: w.call(1, 0)}}
	w.run(&script{blocks: [][]Timed{{{Tx: w.call(2, 0, 9)}}, two}})
	ahead := 0
	for n := uint64(1); n <= 4; n++ {
		m := feed.messages(1)[0]
		if _, err := w.Client().HeaderByHash(t.Context(), common.HexToHash(m.Hash)); err != nil {
			ahead++ // not found: unless this test was held up, always
		}
		head := <-heads
		if m.Seq != n || head.Number.Uint64() != n || head.Hash().Hex() != m.Hash {
			t.Errorf("message %d with %s, head %d with %s", m.Seq, m.Hash, head.Number, head.Hash())
		}
		h := m.Message.Message.Header
		if h.Kind != 3 || !strings.EqualFold(h.Sender, "0xA4b000000000000000000073657175656e636572") || h.Timestamp != head.Time || h.BlockNumber < firstL1Block {
			t.Errorf("message %d: header %+v", n, h)
		}
		block, err := w.Client().BlockByHash(t.Context(), head.Hash())
		if err != nil {
			t.Fatal(err)
		}
		if got := transactionsOf(t, m.Message.Message.L2Msg); !slices.Equal(got, hashes(block.Transactions())) {
			t.Errorf("message %d has %v, its block %v", n, got, hashes(block.Transactions()))
		}
		if kind := m.Message.Message.L2Msg[0]; (kind == 4) != (len(block.Transactions()) == 1) {
			t.Errorf("message %d with %d transactions is of kind %d", n, len(block.Transactions()), kind)
		}
	}
	if ahead == 0 {
		t.Error("the RPC had every block when its message came")
	}
}

// transactionsOf decodes a payload by ARBITRUM's rules for kinds 3 and 4, with
// go-ethereum's decoder.
func transactionsOf(t *testing.T, l2 []byte) []common.Hash {
	t.Helper()
	signed := func(b []byte) common.Hash {
		tx := new(types.Transaction)
		if err := tx.UnmarshalBinary(b[1:]); err != nil || b[0] != 4 {
			t.Fatalf("kind %d: %v", b[0], err)
		}
		return tx.Hash()
	}
	if l2[0] == 4 {
		return []common.Hash{signed(l2)}
	}
	var out []common.Hash
	for l2 = l2[1:]; len(l2) > 0; {
		n := binary.BigEndian.Uint64(l2)
		out = append(out, signed(l2[8:8+n]))
		l2 = l2[8+n:]
	}
	return out
}

func TestMessageThatNobodyCouldReadIsAnError(t *testing.T) {
	w := newWorld(t, Options{})
	big := make([]byte, 90_000)
	var txs []*types.Transaction
	for i := range 3 {
		txs = append(txs, w.sign(i, &types.DynamicFeeTx{ChainID: w.Signer().ChainID(), Gas: 10_000_000, GasFeeCap: big100(), To: &caller, Data: big}))
	}
	if _, _, err := w.Mine(t.Context(), txs); err == nil || !strings.Contains(err.Error(), "block is full") {
		t.Errorf("error %v", err)
	}
	if _, _, err := w.Mine(t.Context(), txs[:2]); err != nil {
		t.Error(err)
	}
}

func big100() *big.Int { return big.NewInt(200_000_000) }

// The run's blocks take 95,000 bytes; what does not fit comes first next time.
func TestFullBlockCarriesOver(t *testing.T) {
	w := newWorld(t, Options{})
	data := make([]byte, 40_000)
	data[0] = 1
	var offer []Timed
	var want []common.Hash
	for i := range 5 {
		tx := w.sign(i, &types.DynamicFeeTx{ChainID: w.Signer().ChainID(), Gas: 2_000_000, GasFeeCap: big100(), To: &caller, Data: data})
		offer, want = append(offer, Timed{Tx: tx, At: time.Duration(i)}), append(want, tx.Hash())
	}
	s := &script{blocks: [][]Timed{offer}}
	stop := w.run(s)
	waitFor(t, "four blocks", func() bool { return len(s.seen()) > 4 })
	stop()
	var got []common.Hash
	for _, b := range s.seen() {
		if n := len(b.Transactions()); n > 2 {
			t.Errorf("a block has %d of them", n)
		}
		got = append(got, hashes(b.Transactions())...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestChainOnDiskGoesOn(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, Options{DataDir: dir})
	block, _, err := w.Mine(t.Context(), []*types.Transaction{w.call(0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	again := newWorld(t, Options{DataDir: dir})
	if again.Head().Hash() != block.Hash() {
		t.Fatalf("head %d after restart, want %d", again.Head().Number, block.Number())
	}
	if m := connect(t, again.FeedURL()).messages(1); m[0].Hash != block.Hash().Hex() {
		t.Errorf("backlog after restart: %+v", m)
	}
	if _, _, err := again.Mine(t.Context(), []*types.Transaction{again.call(0, 1, 1)}); err != nil {
		t.Error(err)
	}
}

func TestOccupiedPortSaysSo(t *testing.T) {
	w := newWorld(t, Options{})
	_, err := Start(t.Context(), Options{HTTP: strings.TrimPrefix(w.HTTPURL(), "http://"), WS: "127.0.0.1:0", Feed: "127.0.0.1:0"})
	if err == nil || !strings.Contains(err.Error(), "address already in use") || strings.Contains(err.Error(), "\n") {
		t.Errorf("error %v", err)
	}
}

// Gas is what Osaka says, which is what Arbitrum charges for compute: the
// figure is the sum of the instructions' prices in the EIPs.
func TestGasIsThatOfOsaka(t *testing.T) {
	w := newWorld(t, Options{Alloc: types.GenesisAlloc{swapLike: {Balance: new(big.Int), Code: swapLikeCode}}})
	tx := w.sign(0, &types.DynamicFeeTx{ChainID: w.Signer().ChainID(), GasFeeCap: big.NewInt(1e10), Gas: 300_000, To: &swapLike, Data: make([]byte, 32)})
	_, receipts, err := w.Mine(t.Context(), []*types.Transaction{tx})
	if err != nil {
		t.Fatal(err)
	}
	const (
		slot = 2 + 3 + 3 + 3 + 3 + 2100 + 3 + 3 + 3 + 20_000
		log  = 3 + 2 + 375 + 8*32 + 3
		want = 21_000 + 4*32 + 10*slot + log
	)
	if got := receipts[0].GasUsed; got != want || receipts[0].EffectiveGasPrice.Uint64() != DefaultBaseFee {
		t.Errorf("gas %d at %v, want %d at %d", got, receipts[0].EffectiveGasPrice, want, DefaultBaseFee)
	}
}
