package timeboost

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"go.uber.org/goleak"

	"mevbot/internal/artifact"
	"mevbot/internal/chain"
	"mevbot/internal/contract"
	"mevbot/internal/devnet"
	"mevbot/internal/devnet/auctioneer"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
)

func TestMain(m *testing.M) {
	if childMain() {
		return
	}
	goleak.VerifyTestMain(m,
		// go-ethereum has no way to end these.
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/eth/filters.(*FilterAPI).timeoutLoop"),
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	)
}

// The people of a world.
const (
	bidder = iota
	rival
	controller
	sender
	people
)

// world is the local chain with the real auction contract, an auctioneer and an
// express lane, whose clock the test sets.
type world struct {
	*testing.T
	chain   *devnet.Chain
	house   *auctioneer.Auctioneer
	node    *rpc.Client
	token   common.Address
	auction common.Address
	ahead   atomic.Int64
	keys    [people]*ecdsa.PrivateKey
}

func newWorld(t *testing.T) *world {
	t.Helper()
	weth, err := artifact.Load("WETH9")
	if errors.Is(err, artifact.ErrMissing) {
		t.Skip("the real contracts are missing: run make contracts")
	}
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t}
	alloc, err := auctioneer.Genesis()
	if err != nil {
		t.Fatal(err)
	}
	for i := range people {
		if w.keys[i], err = crypto.ToECDSA(crypto.Keccak256(fmt.Appendf(nil, "person %d of the lane", i))); err != nil {
			t.Fatal(err)
		}
		alloc[w.who(i)] = types.Account{Balance: new(big.Int).Lsh(common.Big1, 70)}
	}
	w.chain, err = devnet.Start(t.Context(), devnet.Options{
		HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0", Delay: -1, FeedLead: -1, Alloc: alloc, BlockTime: 50 * time.Millisecond,
		Ordering: devnet.Timeboost, Now: func() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.chain.Close(); err != nil {
			t.Error(err)
		}
	})
	w.token = crypto.CreateAddress(w.who(rival), 0)
	w.mine(w.sign(rival, 0, nil, nil, weth.Bytecode))
	// A closing time of 30 s leaves the test time to look.
	w.house, err = auctioneer.New(auctioneer.Options{Chain: w.chain, Token: w.token, Round: 60, Closing: 30, Submission: 15, Poll: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.house.Deploy(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.auction = w.house.Contract()
	if w.node, err = rpc.New(rpc.Options{HTTP: w.chain.HTTPURL()}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.node.Close)
	return w
}

func (w *world) who(i int) common.Address { return crypto.PubkeyToAddress(w.keys[i].PublicKey) }

func (w *world) sign(i int, nonce uint64, to *common.Address, value *big.Int, data []byte) *types.Transaction {
	w.Helper()
	tx, err := types.SignNewTx(w.keys[i], w.chain.Signer(), &types.DynamicFeeTx{
		ChainID: w.chain.Signer().ChainID(), Nonce: nonce, GasTipCap: new(big.Int), GasFeeCap: big.NewInt(1e11), Gas: 2_000_000, To: to, Value: value, Data: data,
	})
	if err != nil {
		w.Fatal(err)
	}
	return tx
}

func (w *world) mine(txs ...*types.Transaction) {
	w.Helper()
	_, receipts, err := w.chain.Mine(w.Context(), txs)
	if err != nil {
		w.Fatal(err)
	}
	for _, r := range receipts {
		if r.Status != 1 {
			w.Fatalf("%s reverted", r.TxHash)
		}
	}
}

// key is a person's key as the bot has it: from an encrypted file.
func (w *world) key(i int) *signer.Key { return openKey(w.T, w.keys[i]) }

func openKey(t testing.TB, private *ecdsa.PrivateKey) *signer.Key {
	t.Helper()
	dir := t.TempDir()
	writeKey(t, dir, private)
	key, err := signer.OpenOwner(filepath.Join(dir, "key.json"), filepath.Join(dir, "password"))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func writeKey(t testing.TB, dir string, private *ecdsa.PrivateKey) {
	t.Helper()
	text, err := keystore.EncryptKey(&keystore.Key{Address: crypto.PubkeyToAddress(private.PublicKey), PrivateKey: private}, "lane", 2, 1)
	if err == nil {
		err = errors.Join(os.WriteFile(filepath.Join(dir, "key.json"), text, 0o600), os.WriteFile(filepath.Join(dir, "password"), []byte("lane"), 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) read(i int) *State {
	w.Helper()
	s, err := Read(w.Context(), w.node, w.auction, w.who(i))
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// run makes blocks and holds auctions until the test ends.
func (w *world) run() {
	w.Helper()
	ctx, cancel := context.WithCancel(w.Context())
	ended := make(chan error, 2)
	go func() { ended <- w.chain.Run(ctx, nil) }()
	go func() { ended <- w.house.Run(ctx) }()
	w.Cleanup(func() {
		cancel()
		for range 2 {
			if err := <-ended; err != nil {
				w.Error(err)
			}
		}
	})
}

// act carries an action out as an owner's command does.
func (w *world) act(i int, a contract.Action) {
	w.Helper()
	account := contract.Account{Node: w.node, Address: w.who(i), Key: w.key(i), Chain: chain.Local.ID}
	account.MaxGasPrice.SetUint64(1e12)
	draft, err := account.Draft(w.Context(), a)
	if err != nil {
		w.Fatalf("%s: %v", a.What, err)
	}
	if _, err := account.Carry(w.Context(), draft, func(common.Hash) {}); err != nil {
		w.Fatalf("%s: %v", a.What, err)
	}
}

// until passes time until the chain's has come to a moment.
func (w *world) until(at time.Time) {
	w.Helper()
	for tracked := w.chain.Time(); tracked < uint64(at.Unix()); tracked = w.chain.Time() {
		w.ahead.Add(int64(min(time.Second, at.Sub(time.Unix(int64(tracked), 0)))))
		w.eventually("a block", func() bool { return w.chain.Time() > tracked })
	}
}

func (w *world) eventually(what string, holds func() bool) {
	w.Helper()
	for !holds() {
		if w.Context().Err() != nil {
			w.Fatalf("%s never came", what)
		}
		time.Sleep(time.Millisecond)
	}
}
