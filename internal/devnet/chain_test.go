package devnet

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// One per FilterAPI; go-ethereum has no way to end it.
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/eth/filters.(*FilterAPI).timeoutLoop"),
		// A subscription that ends after its event loop did waits for it for ever.
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/eth/filters.(*FilterAPI).NewHeads.func1.deferwrap1.(*Subscription).Unsubscribe.1"),
		// One set per process.
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		// The peer database's pool ends by itself a second after it was closed.
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	)
}

// caller logs the first word of its call data and reverts if there is none;
// furnace burns all the gas it gets.
var (
	caller  = common.HexToAddress("0xca11e4")
	furnace = common.HexToAddress("0xf1e")

	callerCode  = common.FromHex("366007575f5ffd" + "5b5f355f5260205fa000")
	furnaceCode = []byte{0xfe}
)

type person struct {
	key  *ecdsa.PrivateKey
	addr common.Address
}

func people(n int) []person {
	var list []person
	for i := range n {
		key, err := crypto.ToECDSA(crypto.Keccak256(fmt.Appendf(nil, "person %d", i)))
		if err != nil {
			panic(err)
		}
		list = append(list, person{key, crypto.PubkeyToAddress(key.PublicKey)})
	}
	return list
}

// world is a chain for a test with ten people on it.
type world struct {
	*Chain
	t      testing.TB
	people []person
}

func newWorld(t testing.TB, opts Options) *world {
	t.Helper()
	w := &world{t: t, people: people(10)}
	opts.HTTP, opts.WS, opts.Feed = "127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0"
	if opts.Alloc == nil {
		opts.Alloc = types.GenesisAlloc{}
	}
	opts.Alloc[caller] = types.Account{Balance: new(big.Int), Code: callerCode}
	opts.Alloc[furnace] = types.Account{Balance: new(big.Int), Code: furnaceCode}
	for _, p := range w.people {
		opts.Alloc[p.addr] = types.Account{Balance: big.NewInt(1e18)}
	}
	if opts.BlockTime == 0 {
		opts.BlockTime = 20 * time.Millisecond
	}
	if opts.Delay == 0 {
		opts.Delay = -1
	}
	var err error
	if w.Chain, err = Start(t.Context(), opts); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// call is a transaction of person i to the caller contract; without data it
// reverts.
func (w *world) call(i int, nonce uint64, data ...byte) *types.Transaction {
	w.t.Helper()
	return w.sign(i, &types.DynamicFeeTx{
		ChainID: w.Signer().ChainID(), Nonce: nonce, GasFeeCap: big.NewInt(1e10), GasTipCap: new(big.Int),
		Gas: 100_000, To: &caller, Data: data,
	})
}

func (w *world) sign(i int, inner types.TxData) *types.Transaction {
	w.t.Helper()
	tx, err := types.SignNewTx(w.people[i].key, w.Signer(), inner)
	if err != nil {
		w.t.Fatal(err)
	}
	return tx
}

// run runs the chain in the background until the test ends or stop is called.
func (w *world) run(traffic Traffic) (stop func()) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx, traffic) }()
	done := false
	stop = func() {
		if done {
			return
		}
		done = true
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("run: %v", err)
		}
	}
	w.t.Cleanup(stop)
	return stop
}

func dial(t *testing.T, url string) *ethclient.Client {
	t.Helper()
	c, err := ethclient.DialContext(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestMineKeepsTheOrderAndFailures(t *testing.T) {
	w := newWorld(t, Options{})
	txs := []*types.Transaction{w.call(3, 0, 1), w.call(1, 0), w.call(2, 0, 2), w.call(1, 1, 3)}
	block, receipts, err := w.Mine(t.Context(), txs)
	if err != nil {
		t.Fatal(err)
	}
	for i, tx := range block.Transactions() {
		if tx.Hash() != txs[i].Hash() {
			t.Errorf("transaction %d is not the one given", i)
		}
		wantStatus, wantLogs := uint64(1), 1
		if i == 1 {
			wantStatus, wantLogs = 0, 0
		}
		if receipts[i].Status != wantStatus || len(receipts[i].Logs) != wantLogs {
			t.Errorf("receipt %d: status %d, %d logs", i, receipts[i].Status, len(receipts[i].Logs))
		}
	}
	if len(receipts) != 4 {
		t.Fatalf("%d receipts", len(receipts))
	}
	c := dial(t, w.HTTPURL())
	got, err := c.TransactionReceipt(t.Context(), txs[3].Hash())
	if err != nil || got.BlockHash != block.Hash() || got.TransactionIndex != 3 {
		t.Errorf("receipt over http: %+v, %v", got, err)
	}
	if id, err := c.ChainID(t.Context()); err != nil || id.Uint64() != 412346 {
		t.Errorf("chain id %v, %v", id, err)
	}
}

func TestMineRefusesWhatCannotBeInABlock(t *testing.T) {
	w := newWorld(t, Options{})
	for name, txs := range map[string][]*types.Transaction{
		"nonce too high":     {w.call(0, 0, 1), w.call(0, 2, 1)},
		"nonce too low":      {w.call(0, 0, 1), w.call(0, 0, 1)},
		"insufficient funds": {w.sign(0, &types.DynamicFeeTx{ChainID: w.Signer().ChainID(), GasFeeCap: big.NewInt(1e10), Gas: 21000, To: &caller, Value: big.NewInt(2e18)})},
	} {
		if _, _, err := w.Mine(t.Context(), txs); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if n := w.Head().Number.Uint64(); n != 0 {
		t.Errorf("head is %d after refusals, want 0", n)
	}
}

// waitFor polls until what is true. It has no opinion on how long that takes.
func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for !holds() {
		select {
		case <-t.Context().Done():
			t.Fatalf("%s never came", what)
		default:
			time.Sleep(time.Millisecond)
		}
	}
}
