package ticket

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"go.uber.org/goleak"

	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/contract"
	"mevbot/internal/devnet"
	"mevbot/internal/devnet/market"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/eth/filters.(*FilterAPI).timeoutLoop"),
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	)
}

// world is a chain with the ticket contract whose clock the test sets.
type world struct {
	*testing.T
	chain *devnet.Chain
	feed  *market.FastFeed
	node  *rpc.Client
	clock atomic.Int64
	keys  []*ecdsa.PrivateKey
}

const round = 1000 * time.Second

func newWorld(t *testing.T) *world {
	w := &world{T: t}
	w.clock.Store(1_790_000_000)
	var err error
	if w.feed, err = market.NewFastFeed(round); err != nil {
		t.Fatal(err)
	}
	alloc := types.GenesisAlloc{}
	w.feed.Fund(alloc)
	var holders []common.Address
	for i := range 3 {
		k, err := crypto.ToECDSA(crypto.Keccak256(fmt.Appendf(nil, "buyer %d", i)))
		if err != nil {
			t.Fatal(err)
		}
		w.keys = append(w.keys, k)
		holders = append(holders, w.address(i))
		alloc[w.address(i)] = types.Account{Balance: big.NewInt(1e18)}
	}
	w.chain, err = devnet.Start(t.Context(), devnet.Options{
		HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0", Delay: -1, FeedLead: -1, BlockTime: 20 * time.Millisecond, Alloc: alloc,
		Now: func() time.Time { // runs, from where the test has set it
			return time.Unix(w.clock.Load(), 0).Add(time.Since(began))
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.chain.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := w.feed.Deploy(t.Context(), w.chain, holders); err != nil {
		t.Fatal(err)
	}
	if w.node, err = rpc.New(rpc.Options{HTTP: w.chain.HTTPURL()}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.node.Close)
	return w
}

var began = time.Now()

func (w *world) address(i int) common.Address { return crypto.PubkeyToAddress(w.keys[i].PublicKey) }

// mine includes actions of accounts, all of which have to succeed.
func (w *world) mine(who int, actions ...contract.Action) {
	w.Helper()
	nonce, err := w.chain.Client().NonceAt(w.Context(), w.address(who), nil)
	if err != nil {
		w.Fatal(err)
	}
	var txs []*types.Transaction
	for i, a := range actions {
		tx, err := types.SignNewTx(w.keys[who], w.chain.Signer(), &types.DynamicFeeTx{
			ChainID: w.chain.Signer().ChainID(), Nonce: nonce + uint64(i), GasFeeCap: big.NewInt(1e12), GasTipCap: new(big.Int), Gas: 500_000, To: a.To, Data: a.Data,
		})
		if err != nil {
			w.Fatal(err)
		}
		txs = append(txs, tx)
	}
	_, receipts, err := w.chain.Mine(w.Context(), txs)
	if err != nil {
		w.Fatal(err)
	}
	for i, r := range receipts {
		if r.Status != 1 {
			w.Fatalf("%s: reverted", actions[i].What)
		}
	}
}

func (w *world) read(who int) *State {
	w.Helper()
	s, err := Read(w.Context(), w.node, w.feed.Tickets, w.address(who))
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// pass lets the chain's time go on, with a block.
func (w *world) pass(to time.Time) {
	w.Helper()
	w.clock.Store(to.Unix() - int64(time.Since(began).Seconds()))
	if _, _, err := w.chain.Mine(w.Context(), nil); err != nil {
		w.Fatal(err)
	}
}

// refusal is why a node says that an action would revert.
func (w *world) refusal(who int, a contract.Action) string {
	w.Helper()
	account := contract.Account{Node: w.node, Address: w.address(who), Chain: chain.Local.ID, MaxGasPrice: *uint256.NewInt(1e12)}
	_, err := account.Draft(w.Context(), a)
	if !errors.Is(err, contract.ErrRefused) {
		w.Fatalf("%s: %v, want a refusal", a.What, err)
	}
	return err.Error()
}

func usdg(n uint64) *uint256.Int { return uint256.NewInt(n * 1e6) }

func TestRoundsAndPurchases(t *testing.T) {
	w := newWorld(t)
	key := KeyHash("0123456789")
	s := w.read(0)
	if s.Round != 0 || s.Decimals != 6 || s.Token != w.feed.Token || !s.Price.Eq(usdg(17)) || s.Sold != 0 || s.Most != 200 || !s.Wallet.Eq(usdg(1e6)) || s.End.Sub(s.Start) != round {
		t.Fatalf("%+v", s)
	}
	if got := w.refusal(0, s.Put(usdg(10_000))); !strings.Contains(got, "not an error of the ticket contract") {
		t.Error(got) // the token's: nothing is allowed yet
	}
	w.mine(0, s.Approve(usdg(10_000)), s.Put(usdg(10_000)))
	s = w.read(0)
	if !s.Deposit.Eq(usdg(10_000)) || !s.Allowance.IsZero() || !s.Wallet.Eq(usdg(990_000)) {
		t.Fatalf("%+v", s)
	}
	other := *s
	other.Round++
	for say, action := range map[string]contract.Action{
		"round has advanced from 1 to 0":             other.Buy(1, key),
		"no ticket was asked for":                    s.Buy(0, key),
		"price is 17000000 and no longer 17000001":   func() contract.Action { o := *s; o.Price.AddUint64(&o.Price, 1); return o.Buy(1, key) }(),
		"deposit is 10000000000 and 20000000000 are": s.Take(usdg(20_000)),
	} {
		if got := w.refusal(0, action); !strings.Contains(got, say) {
			t.Errorf("%s\nwant %q", got, say)
		}
	}
	if got := w.refusal(1, s.Buy(1, key)); !strings.Contains(got, "deposit is 0 and 17000000 are needed") {
		t.Error(got)
	}
	w.mine(0, s.Buy(150, key), s.Take(usdg(7450)))
	s = w.read(0)
	if s.Bought != 150 || s.Sold != 150 || !s.Deposit.IsZero() {
		t.Fatalf("%+v", s)
	}
	if n, err := w.feed.Admits(t.Context(), key); n != 0 || err != nil {
		t.Fatalf("tickets of the round under way admit %d: %v", n, err)
	}
	w.mine(1, s.Approve(usdg(5000)), s.Put(usdg(5000)), s.Buy(60, KeyHash("other"))) // 50 are left
	if s := w.read(1); s.Bought != 50 || s.Sold != 200 || !s.Deposit.Eq(usdg(5000-50*17)) {
		t.Fatalf("%+v", s)
	}
	if got := w.refusal(1, w.read(1).Buy(1, key)); !strings.Contains(got, "sold out") {
		t.Error(got)
	}

	// The next round: dearer, and its first half is for those who renew.
	w.pass(s.End)
	s = w.read(1)
	if s.Round != 1 || s.Sold != 0 || s.Renewable != 50 || s.Reserved.Sub(s.Start) != round/2 {
		t.Fatalf("%+v", s)
	}
	costs(t, s, 100) // sold above the target
	if n, err := w.feed.Admits(t.Context(), key); n != 150 || err != nil {
		t.Errorf("%d: %v", n, err)
	}
	if got := w.refusal(1, s.Buy(51, key)); !strings.Contains(got, "only tickets of the last round can be renewed: 50 can, 51 are asked for") {
		t.Error(got)
	}
	w.mine(1, s.Buy(20, key), s.Buy(10, key))
	if s := w.read(1); s.Renewable != 20 || s.Bought != 30 {
		t.Errorf("%+v", s)
	}
	w.pass(s.Reserved)
	w.mine(1, w.read(1).Buy(25, key)) // everybody may now

	// Without demand the price falls back to the floor: 55, then 0 a round.
	for _, excess := range []float64{55, 0, 0} {
		w.pass(w.read(0).End)
		costs(t, w.read(0), excess)
	}
	if n, err := w.feed.Admits(t.Context(), key); n != 0 || err != nil {
		t.Errorf("old tickets admit %d: %v", n, err)
	}
}

// costs compares a price with 17 dollars times e^(excess/144), which is "at most
// about twice" a round.
func costs(t *testing.T, s *State, excess float64) {
	t.Helper()
	want := 17e6 * math.Exp(excess/144)
	if got := s.Price.Float64(); got > want || got < want-10 {
		t.Errorf("round %d costs %s, want %.0f", s.Round, s.Price.Dec(), want)
	}
}

func TestReadRefuses(t *testing.T) {
	w := newWorld(t)
	if _, err := Read(t.Context(), w.node, common.HexToAddress("0x99"), w.address(0)); !errors.Is(err, ErrNoContract) {
		t.Errorf("no code: %v", err)
	}
	if _, err := Read(t.Context(), w.node, w.feed.Token, w.address(0)); err == nil || !strings.Contains(err.Error(), "roundNumber") {
		t.Errorf("another contract: %v", err)
	}
}

func TestPlan(t *testing.T) {
	at := time.Unix(1_790_000_000, 0)
	ok := State{Round: 3, Now: at, Reserved: at, Price: *usdg(20), Most: 200, Sold: 10, Deposit: *usdg(1000)}
	for _, c := range []struct {
		name   string
		change func(*State)
		want   uint64
		most   uint64
		n      uint64
		err    error
	}{
		{"open", nil, 3, 20, 3, nil},
		{"some are there", func(s *State) { s.Bought = 2 }, 3, 20, 1, nil},
		{"all are there", func(s *State) { s.Bought = 3 }, 3, 20, 0, ErrEnough},
		{"all are there, and dear", func(s *State) { s.Bought = 3 }, 3, 1, 0, ErrEnough},
		{"too dear", nil, 3, 19, 0, ErrPrice},
		{"sold out", func(s *State) { s.Sold = 200 }, 3, 20, 0, ErrSoldOut},
		{"nearly sold out", func(s *State) { s.Sold = 199 }, 3, 20, 1, nil},
		{"reserved", func(s *State) { s.Reserved = at.Add(1) }, 3, 20, 0, ErrReserved},
		{"reserved, some to renew", func(s *State) { s.Reserved, s.Renewable = at.Add(1), 2 }, 3, 20, 2, nil},
		{"the first round reserves nothing", func(s *State) { s.Reserved, s.Round = at.Add(1), 0 }, 3, 20, 3, nil},
		{"deposit for two", func(s *State) { s.Deposit = *usdg(59) }, 3, 20, 2, nil},
		{"deposit for none", func(s *State) { s.Deposit = *usdg(19) }, 3, 20, 0, ErrDeposit},
	} {
		s := ok
		if c.change != nil {
			c.change(&s)
		}
		n, err := s.Plan(c.want, usdg(c.most))
		if n != c.n || !errors.Is(err, c.err) {
			t.Errorf("%s: %d, %v; want %d, %v", c.name, n, err, c.n, c.err)
		}
	}
}

// The buyer has as many tickets as wanted in every round, buys them once, and
// tells when a round begins.
func TestBuyer(t *testing.T) {
	w := newWorld(t)
	s := w.read(0)
	w.mine(0, s.Approve(usdg(1000)), s.Put(usdg(1000)))
	ctx, cancel := context.WithCancel(t.Context())
	mined := make(chan error, 1)
	go func() { mined <- w.chain.Run(ctx, nil) }()
	rounds := make(chan uint64, 16)
	b, err := NewBuyer(BuyerOptions{
		Node: w.node, Tickets: w.feed.Tickets, Key: KeyHash("k"), Want: 2, MaxPrice: *usdg(18), Poll: 20 * time.Millisecond, Logger: slog.New(slog.DiscardHandler),
		Account: &contract.Account{Node: w.node, Address: w.address(0), Key: w.open(0), Chain: chain.Local.ID, MaxGasPrice: *uint256.NewInt(1e12)},
		Begun:   func(n uint64) { rounds <- n },
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Check(ctx); !errors.Is(err, errNotYet) {
		t.Errorf("check: %v", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	for range 2 {
		for s = w.read(0); s.Bought < 2; s = w.read(0) {
			time.Sleep(10 * time.Millisecond)
		}
		w.clock.Store(s.End.Unix() - int64(time.Since(began).Seconds()))
		for n := range rounds { // the first round is short and may be over before
			if n == s.Round+1 {
				break
			}
		}
	}
	for s = w.read(0); s.Bought < 2; s = w.read(0) {
		time.Sleep(10 * time.Millisecond)
	}
	for b.Check(ctx) != nil {
		time.Sleep(10 * time.Millisecond)
	}
	cancel()
	if err := errors.Join(<-ended, <-mined); err != nil {
		t.Error(err)
	}
	events := bindings.NewITickets().GetABI().Events["TicketsPurchased"]
	head, err := w.node.Latest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	logs, err := w.node.LogRange(t.Context(), 0, head.Number, []common.Address{w.feed.Tickets}, []common.Hash{events.ID})
	if err != nil {
		t.Fatal(err)
	}
	bought := map[common.Hash]int{}
	for _, l := range logs {
		bought[l.Topics[2]]++
	}
	if len(bought) < 3 || len(bought) != len(logs) {
		t.Errorf("purchases by round: %v", bought)
	}
}

func TestNewBuyerRefuses(t *testing.T) {
	if _, err := NewBuyer(BuyerOptions{MaxPrice: *usdg(1)}); err == nil {
		t.Error("no tickets wanted")
	}
	if _, err := NewBuyer(BuyerOptions{Want: 1}); err == nil || !strings.Contains(err.Error(), "max_price") {
		t.Errorf("no cap: %v", err)
	}
}

func (w *world) open(i int) *signer.Key {
	w.Helper()
	text, err := keystore.EncryptKey(&keystore.Key{Address: w.address(i), PrivateKey: w.keys[i]}, "x", 2, 1)
	if err != nil {
		w.Fatal(err)
	}
	dir := w.TempDir()
	for name, data := range map[string][]byte{"key": text, "password": []byte("x\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			w.Fatal(err)
		}
	}
	k, err := signer.OpenBuyer(filepath.Join(dir, "key"), filepath.Join(dir, "password"))
	if err != nil {
		w.Fatal(err)
	}
	return k
}
