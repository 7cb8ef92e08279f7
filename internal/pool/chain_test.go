package pool

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"runtime"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"

	"mevbot/internal/amm"
	"mevbot/internal/artifact"
	"mevbot/internal/chain"
	"mevbot/internal/decode"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
)

// street is a chain with the real contracts of both families, one trader who
// owns everything, and a node that answers over HTTP.
type street struct {
	t      *testing.T
	sim    *simulated.Backend
	client *rpc.Client
	key    *ecdsa.PrivateKey
	me     common.Address
	nonce  uint64

	tokens                                                          [4]common.Address // the first is WETH
	factory2, router2, factory3, router3, router02, nfpm, multicall contract
	positions                                                       uint64
	decoder                                                         *decode.Decoder
}

type contract struct {
	common.Address
	abi abi.ABI
}

// sent is a transaction on its way into a block.
type sent struct{ tx *types.Transaction }

func newStreet(t *testing.T) *street {
	t.Helper()
	if testing.Short() {
		t.Skip("runs a chain: skipped with -short")
	}
	if _, err := artifact.Load("UniswapV3Pool"); errors.Is(err, artifact.ErrMissing) {
		t.Skip(err)
	}
	port := freePort(t)
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("pool test trader")))
	if err != nil {
		t.Fatal(err)
	}
	s := &street{t: t, key: key, me: crypto.PubkeyToAddress(key.PublicKey)}
	multi := load(t, "Multicall3")
	s.multicall = contract{chain.Multicall3, multi.ABI}
	rich := new(big.Int).Lsh(big.NewInt(1), 120)
	s.sim = simulated.NewBackend(types.GenesisAlloc{
		s.me:             {Balance: rich},
		chain.Multicall3: {Code: multi.Deployed, Balance: new(big.Int)},
	}, simulated.WithBlockGasLimit(1_000_000_000), func(n *node.Config, e *ethconfig.Config) {
		n.HTTPHost, n.HTTPPort, n.HTTPModules = "127.0.0.1", port, []string{"eth"}
		n.WSHost, n.WSPort, n.WSModules = "127.0.0.1", port, []string{"eth"}
		n.AuthPort = 0
		n.Logger = nil
		e.RPCTxFeeCap = 0
		e.TxPool.AccountSlots, e.TxPool.AccountQueue = 4096, 4096
	})
	t.Cleanup(func() { s.sim.Close() })
	if s.client, err = rpc.New(rpc.Options{HTTP: fmt.Sprintf("http://127.0.0.1:%d", port), WS: fmt.Sprintf("ws://127.0.0.1:%d", port), CallTimeout: 20e9}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.client.Close)
	s.deploy()
	return s
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func load(t *testing.T, name string) *artifact.Artifact {
	t.Helper()
	a, err := artifact.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

var supply = new(big.Int).Lsh(big.NewInt(1), 100)

func (s *street) deploy() {
	for i := range s.tokens {
		s.tokens[i] = s.create("WETH9").Address
	}
	weth := s.tokens[0]
	s.factory2 = s.create("UniswapV2Factory", s.me)
	s.router2 = s.create("UniswapV2Router02", s.factory2.Address, weth)
	s.factory3 = s.create("UniswapV3Factory")
	s.router3 = s.create("SwapRouter", s.factory3.Address, weth)
	s.nfpm = s.create("NonfungiblePositionManager", s.factory3.Address, weth, common.Address{})
	s.router02 = s.create("SwapRouter02", s.factory2.Address, s.factory3.Address, s.nfpm.Address, weth)
	s.must()
	token := load(s.t, "WETH9").ABI
	for _, a := range s.tokens {
		c := contract{a, token}
		s.send(c, supply, "deposit")
		for _, spender := range []common.Address{s.router2.Address, s.router3.Address, s.router02.Address, s.nfpm.Address} {
			s.send(c, nil, "approve", spender, abi.MaxUint256)
		}
	}
	s.decoder = decode.New(decode.Options{Routers: []decode.Router{
		{Address: s.router2.Address, Kind: decode.UniswapV2Router, FactoryV2: s.factory2.Address, WETH: weth},
		{Address: s.router3.Address, Kind: decode.UniswapV3SwapRouter, FactoryV3: s.factory3.Address, WETH: weth},
		{Address: s.router02.Address, Kind: decode.UniswapV3SwapRouter02, FactoryV2: s.factory2.Address, FactoryV3: s.factory3.Address, WETH: weth},
	}})
	s.must()
	for i := range s.tokens {
		for k := range i {
			s.pair(s.tokens[i], s.tokens[k], int64(1+i), int64(1+k))
		}
	}
	for _, p := range []struct {
		a, b int
		fee  int64
	}{{0, 1, 500}, {0, 1, 3000}, {0, 2, 3000}, {1, 2, 10000}, {2, 3, 500}, {0, 3, 100}} {
		if p.fee != 100 {
			s.pool3(s.tokens[p.a], s.tokens[p.b], p.fee)
		}
	}
	s.must()
}

// must puts all that was sent in blocks, and all has to succeed. The node's pool
// takes transactions in its own time: one block may not hold all.
func (s *street) must() {
	s.t.Helper()
	for range 20 {
		for _, tx := range s.commit().Transactions() {
			r, err := s.sim.Client().TransactionReceipt(s.t.Context(), tx.Hash())
			if err != nil || r.Status != 1 {
				s.t.Fatalf("set-up transaction %d failed (%v)", tx.Nonce(), err)
			}
		}
		n, err := s.sim.Client().NonceAt(s.t.Context(), s.me, nil)
		if err != nil {
			s.t.Fatal(err)
		}
		if n == s.nonce {
			return
		}
	}
	s.t.Fatal("set-up transactions did not come into blocks")
}

func spacingOf(fee int64) int64 { return fee / 50 }

// pair makes a V2 pair with some liquidity.
func (s *street) pair(a, b common.Address, x, y int64) {
	ether := big.NewInt(1e18)
	s.send(s.router2, nil, "addLiquidity", a, b, new(big.Int).Mul(ether, big.NewInt(1000*x)), new(big.Int).Mul(ether, big.NewInt(1000*y)),
		new(big.Int), new(big.Int), s.me, forever)
}

var forever = big.NewInt(1 << 50)

// pool3 makes a V3 pool at price 1 with positions of several widths.
func (s *street) pool3(a, b common.Address, fee int64) {
	if a.Cmp(b) > 0 {
		a, b = b, a
	}
	one := new(big.Int).Lsh(big.NewInt(1), 96)
	s.send(s.nfpm, nil, "createAndInitializePoolIfNecessary", a, b, big.NewInt(fee), one)
	for _, width := range []int64{1, 3, 7, 20, 300} {
		s.mint3(a, b, fee, -width, width, 100)
	}
}

// mint3 adds a position over ticks in units of the spacing.
func (s *street) mint3(a, b common.Address, fee, lower, upper, ethers int64) sent {
	amount := new(big.Int).Mul(big.NewInt(1e18), big.NewInt(ethers))
	s.positions++
	type params struct {
		Token0, Token1                                         common.Address
		Fee, TickLower, TickUpper                              *big.Int
		Amount0Desired, Amount1Desired, Amount0Min, Amount1Min *big.Int
		Recipient                                              common.Address
		Deadline                                               *big.Int
	}
	return s.send(s.nfpm, nil, "mint", params{
		a, b, big.NewInt(fee), big.NewInt(lower * spacingOf(fee)), big.NewInt(upper * spacingOf(fee)),
		amount, amount, new(big.Int), new(big.Int), s.me, forever,
	})
}

func (s *street) create(name string, args ...any) contract {
	s.t.Helper()
	a := load(s.t, name)
	in, err := a.ABI.Pack("", args...)
	if err != nil {
		s.t.Fatal(err)
	}
	at := crypto.CreateAddress(s.me, s.nonce)
	s.put(&types.DynamicFeeTx{Gas: 12_000_000, Data: append(a.Bytecode, in...)})
	return contract{at, a.ABI}
}

func (s *street) send(to contract, value *big.Int, method string, args ...any) sent {
	s.t.Helper()
	data, err := to.abi.Pack(method, args...)
	if err != nil {
		s.t.Fatalf("pack %s: %v", method, err)
	}
	return s.call(to.Address, value, data)
}

func (s *street) call(to common.Address, value *big.Int, data []byte) sent {
	return sent{tx: s.put(&types.DynamicFeeTx{To: &to, Gas: 9_000_000, Value: value, Data: data})}
}

func (s *street) put(tx *types.DynamicFeeTx) *types.Transaction {
	s.t.Helper()
	tx.ChainID, tx.Nonce = big.NewInt(1337), s.nonce
	tx.GasFeeCap, tx.GasTipCap = big.NewInt(1e12), big.NewInt(1e9)
	signed, err := types.SignNewTx(s.key, types.LatestSignerForChainID(tx.ChainID), tx)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.sim.Client().SendTransaction(s.t.Context(), signed); err != nil {
		s.t.Fatal(err)
	}
	s.nonce++
	return signed
}

// eventually waits for the node's pool, which works in its own time.
func (s *street) eventually(what string, f func() bool) {
	s.t.Helper()
	for range 10_000 {
		if f() {
			return
		}
		runtime.Gosched()
	}
	s.t.Fatal(what)
}

// commit makes a block of all that was sent.
func (s *street) commit() *types.Block {
	s.t.Helper()
	s.eventually("the node's pool does not take the transactions", func() bool {
		n, err := s.sim.Client().PendingNonceAt(s.t.Context(), s.me)
		return err == nil && n >= s.nonce
	})
	b, err := s.sim.Client().BlockByHash(s.t.Context(), s.sim.Commit())
	if err != nil {
		s.t.Fatal(err)
	}
	return b
}

// options watch both factories.
func (s *street) options(l event.Listener) Options {
	return Options{
		Client: s.client, Multicall: s.multicall.Address, Base: s.tokens[0], Profile: chain.Local, Listener: l,
		Logger: slog.New(slog.NewTextHandler(testWriter{s.t}, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Factories: []Factory{
			{Name: "v2", Family: amm.ConstantProduct, Address: s.factory2.Address, FeeBps: 30},
			{Name: "v3", Family: amm.Concentrated, Address: s.factory3.Address},
		},
	}
}

type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) { w.t.Logf("%s", p); return len(p), nil }

// predict gives the market a block as the feed would have told of it.
func (s *street) predict(m *Market, b *types.Block, silent map[common.Hash]bool) []amm.PoolID {
	var txs []TxIntents
	for _, tx := range b.Transactions() {
		one := TxIntents{Hash: tx.Hash(), Opaque: true}
		if tx.To() != nil && !silent[tx.Hash()] {
			d := decode.Tx{Hash: tx.Hash(), To: *tx.To(), HasTo: true, Data: tx.Data()}
			d.Value.SetFromBig(tx.Value())
			var v decode.Verdict
			one.Intents, v = s.decoder.Intents(&d, nil)
			one.Opaque = v == decode.Opaque
		}
		txs = append(txs, one)
	}
	return m.Predict(chain.Block(b.NumberU64()), b.Hash(), b.Time(), txs)
}

// block reads a block as a follower would have.
func (s *street) block(b *types.Block) *Block {
	s.t.Helper()
	h, err := s.client.HeadAt(s.t.Context(), chain.Block(b.NumberU64()))
	if err != nil {
		s.t.Fatal(err)
	}
	if h.Hash != b.Hash() {
		s.t.Fatalf("block %d is not canonical", b.NumberU64())
	}
	logs, err := s.client.BlockLogs(s.t.Context(), b.Hash(), Topics())
	if err != nil {
		s.t.Fatal(err)
	}
	return &Block{Head: h, Logs: logs}
}

func (s *street) same(m *Market) {
	s.t.Helper()
	found, err := m.Export().Compare(s.t.Context(), s.client)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, d := range found {
		s.t.Error(d)
	}
}

// tally counts what the market publishes.
type tally struct {
	predicted                             int
	outcome                               [5]int
	unpredicted, readable, reorgs, filled int
	told, wrong                           int
	trust                                 []event.PoolTrust
}

func (c *tally) listener() event.Listener {
	return event.Listener{
		SwapPredicted: func(event.SwapPredicted) { c.predicted++ },
		SwapSettled: func(f event.SwapSettled) {
			c.outcome[f.Outcome]++
		},
		SwapUnpredicted: func(f event.SwapUnpredicted) {
			c.unpredicted++
			if f.Readable {
				c.readable++
			}
		},
		SwapTold: func(f event.SwapTold) {
			c.told++
			if !f.Right {
				c.wrong++
			}
		},
		Reorg:     func(event.Reorg) { c.reorgs++ },
		PoolTrust: func(f event.PoolTrust) { c.trust = append(c.trust, f) },
		FeedGap: func(f event.FeedGap) {
			if f.Filled {
				c.filled++
			}
		},
	}
}

func (c *tally) settled() int {
	n := 0
	for _, k := range c.outcome {
		n += k
	}
	return n
}
