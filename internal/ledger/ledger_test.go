package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"math/big"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"mevbot/internal/bindings"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
	"mevbot/internal/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	base     = common.HexToAddress("0xBA5E")
	executor = common.HexToAddress("0xE1")
	wallet   = common.HexToAddress("0x0b0b")
	pair     = common.HexToAddress("0xF0")
)

func transfer(token, from, to common.Address, amount uint64) *types.Log {
	data := uint256.NewInt(amount).Bytes32()
	return &types.Log{Address: token, Data: data[:], Topics: []common.Hash{transferTopic, common.BytesToHash(from[:]), common.BytesToHash(to[:])}}
}

func open(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "a.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// attempt enters an attempt into the journal, as package execute does.
func attempt(t *testing.T, db *store.DB, id uint64, state string) {
	t.Helper()
	hash := common.BigToHash(new(big.Int).SetUint64(id)).Hex()
	if err := db.Write(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), `INSERT INTO attempts (id, opportunity, created_at, chain_id, account, nonce, raw, hash, route, state, updated_at)
			VALUES (?, 7, 1, 1, ?, ?, x'01', ?, '[]', ?, 1)`, int64(id), wallet.Hex(), int64(id), hash, state)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func book(t *testing.T, l *Ledger, db *store.DB, id uint64, r *rpc.Receipt) error {
	t.Helper()
	var publish func()
	err := db.Write(t.Context(), func(tx *sql.Tx) (err error) {
		publish, err = l.Book(t.Context(), tx, id, r)
		return err
	})
	if err == nil {
		publish()
	}
	return err
}

func receipt(id uint64, block chain.Block, success bool, logs ...*types.Log) *rpc.Receipt {
	return &rpc.Receipt{
		Hash: common.BigToHash(new(big.Int).SetUint64(id)), Success: success, Block: block,
		GasUsed: 100, GasForL1: 40, GasPrice: *uint256.NewInt(3), Logs: logs,
	}
}

// Only transfers of the base token into and out of the executor count.
func TestLine(t *testing.T) {
	l := New(Options{Base: base, Executor: executor})
	for _, tc := range []struct {
		name             string
		logs             []*types.Log
		gross, loss, net string
	}{
		{"nothing moved", nil, "0", "0", "-300"},
		{"profit", []*types.Log{transfer(base, pair, executor, 5000), transfer(base, executor, pair, 4000)}, "1000", "0", "700"},
		{"loss", []*types.Log{transfer(base, executor, pair, 500), transfer(base, pair, executor, 100)}, "0", "400", "-700"},
		{"to itself", []*types.Log{transfer(base, executor, executor, 900)}, "0", "0", "-300"},
		{"others", []*types.Log{
			transfer(base, pair, wallet, 77), transfer(pair, pair, executor, 88),
			{Address: base, Topics: []common.Hash{{1}}, Data: []byte{1}},
			{Address: base},
		}, "0", "0", "-300"},
	} {
		line, err := l.Of(receipt(1, 5, true, tc.logs...))
		if err != nil || line.Gross.Dec() != tc.gross || line.Loss.Dec() != tc.loss || line.Net.String() != tc.net || line.Gas.Dec() != "300" {
			t.Errorf("%s: %+v, %v; want gross %s loss %s net %s", tc.name, line, err, tc.gross, tc.loss, tc.net)
		}
	}
	short := transfer(base, pair, executor, 1)
	short.Data = short.Data[:31]
	if _, err := l.Of(receipt(1, 5, true, short)); !errors.Is(err, ErrLog) {
		t.Errorf("a transfer of 31 bytes: %v, want ErrLog", err)
	}
}

// A line is published once; booked again after a reorg it is corrected, and it
// counts only while its attempt is in the chain.
func TestBookAndTotals(t *testing.T) {
	db := open(t)
	var facts []event.Booked
	l := New(Options{
		DB: db, Base: base, Executor: executor, Now: func() time.Time { return time.Unix(1, 0) },
		Listener: event.Listener{Booked: func(b event.Booked) { facts = append(facts, b) }},
	})
	attempt(t, db, 1, "landed")
	attempt(t, db, 2, "failed")
	attempt(t, db, 3, "unknown")
	for id, r := range map[uint64]*rpc.Receipt{
		1: receipt(1, 10, true, transfer(base, pair, executor, 1000)),
		2: receipt(2, 11, false),
		3: receipt(3, 12, true, transfer(base, pair, executor, 9999)),
	} {
		if err := book(t, l, db, id, r); err != nil {
			t.Fatal(err)
		}
	}
	if len(facts) != 3 {
		t.Errorf("%d facts, want 3", len(facts))
	}
	totals, err := l.Totals(t.Context())
	if err != nil || totals.Attempts != 2 || totals.Landed != 1 || totals.Failed != 1 || totals.Provisional != 2 ||
		totals.Gross.Dec() != "1000" || totals.Gas.Dec() != "600" || totals.Net.String() != "400" {
		t.Errorf("totals %+v, %v", totals, err)
	}
	// The receipt came back from another block with another result.
	if err := book(t, l, db, 1, receipt(1, 20, true, transfer(base, pair, executor, 700))); err != nil {
		t.Fatal(err)
	}
	totals, err = l.Totals(t.Context())
	if err != nil || totals.Gross.Dec() != "700" || totals.Net.String() != "100" || len(facts) != 3 {
		t.Errorf("corrected: %+v, %v, %d facts", totals, err, len(facts))
	}
	if err := book(t, l, db, 99, receipt(99, 1, true)); err == nil {
		t.Error("a line without an attempt was booked")
	}
	trades, err := Trades(t.Context(), db, 2)
	if err != nil || len(trades) != 2 || trades[0].Attempt != 3 || trades[0].Net != "" || trades[1].Net != "-300" {
		t.Errorf("trades %+v, %v", trades, err)
	}
	if err := db.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// fakeChain answers balances that a test sets, per block.
type fakeChain struct {
	native, base map[common.Address]map[string]uint64
}

func at(a rpc.At) string {
	for block := range chain.Block(100) {
		if a == rpc.AtBlock(block) {
			return strconv.Itoa(int(block))
		}
	}
	return "?"
}

func (c *fakeChain) Balance(_ context.Context, a common.Address, b rpc.At) (*uint256.Int, error) {
	return uint256.NewInt(c.native[a][at(b)]), nil
}

func (c *fakeChain) CallContract(_ context.Context, _, to common.Address, data []byte, b rpc.At) ([]byte, error) {
	if to != base {
		return nil, errors.New("not the base token")
	}
	contract := bindings.NewIERC20().GetABI()
	args, err := contract.Methods["balanceOf"].Inputs.Unpack(data[4:])
	if err != nil {
		return nil, err
	}
	amount := uint256.NewInt(c.base[args[0].(common.Address)][at(b)]).Bytes32()
	return amount[:], nil
}

// The books balance when what wallet and executor hold has changed by net; what
// is left over shows with its sign.
func TestUnexplained(t *testing.T) {
	db := open(t)
	c := &fakeChain{
		native: map[common.Address]map[string]uint64{wallet: {"9": 5000, "12": 4400}, executor: {"9": 1, "12": 1}},
		base:   map[common.Address]map[string]uint64{wallet: {"9": 20, "12": 20}, executor: {"9": 100, "12": 1100}},
	}
	l := New(Options{DB: db, Client: c, Base: base, Executor: executor, Wallet: wallet, Registerer: prometheus.NewPedanticRegistry()})
	attempt(t, db, 1, "landed")
	attempt(t, db, 2, "failed")
	attempt(t, db, 3, "landed")
	for id, r := range map[uint64]*rpc.Receipt{
		1: receipt(1, 10, true, transfer(base, pair, executor, 1000)), 2: receipt(2, 12, false),
		3: receipt(3, 9, true, transfer(base, pair, executor, 5)), // before the range
	} {
		if err := book(t, l, db, id, r); err != nil {
			t.Fatal(err)
		}
	}
	got, err := l.Unexplained(t.Context(), 9, 12)
	if err != nil || got.Sign() != 0 {
		t.Errorf("unexplained %s, %v; want 0", got, err)
	}
	c.native[wallet]["12"] -= 7
	if got, err := l.Unexplained(t.Context(), 9, 12); err != nil || got.String() != "-7" {
		t.Errorf("unexplained %s, %v; want -7", got, err)
	}
	for want, metric := range map[float64]prometheus.Collector{
		-7e-18: l.metrics.unexplained, 1100e-18: l.metrics.executor.WithLabelValues("base"), 1e-18: l.metrics.executor.WithLabelValues("native"),
	} {
		if got := testutil.ToFloat64(metric); got != want {
			t.Errorf("metric %g, want %g", got, want)
		}
	}
	if _, err := New(Options{DB: db, Client: c}).Balance(t.Context(), 9); err == nil {
		t.Error("balances without a wallet")
	}
}

func TestSignedWei(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := func(name string) *uint256.Int {
			return &uint256.Int{rapid.Uint64().Draw(t, name), rapid.Uint64().Draw(t, name), rapid.Uint64Max(1<<40).Draw(t, name)}
		}
		a, b := word("a"), word("b")
		d := Difference(a, b)
		want := new(big.Int).Sub(a.ToBig(), b.ToBig())
		if d.String() != want.String() || d.Sign() != want.Sign() {
			t.Fatalf("%s - %s = %s", a, b, d)
		}
		back, err := ParseSigned(d.String())
		if err != nil || back != d {
			t.Fatalf("%s parsed is %s, %v", d, back, err)
		}
		if sum := d.Add(Difference(b, a)); sum.Sign() != 0 || d.Sub(d).Sign() != 0 {
			t.Fatalf("%s does not cancel", d)
		}
		text, err := json.Marshal(d)
		if err != nil || string(text) != strconv.Quote(want.String()) {
			t.Fatalf("JSON %s, %v", text, err)
		}
	})
	for _, bad := range []string{"", "-", "+1", "--1", "1.5", "0x1", " 1"} {
		if v, err := ParseSigned(bad); err == nil {
			t.Errorf("%q parsed as %s", bad, v)
		}
	}
}
