package order

import (
	"context"
	"encoding/binary"
	"errors"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"go.uber.org/goleak"

	"mevbot/internal/amm"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/token"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// chainSays answers getCollectTips.
type chainSays struct {
	collects bool
	err      error
	asked    int
}

func (c *chainSays) CallContract(context.Context, common.Address, common.Address, []byte, rpc.At) ([]byte, error) {
	c.asked++
	word := make([]byte, 32)
	if c.collects {
		word[31] = 1
	}
	return word, c.err
}

func headWith(arbOS uint64, tips bool) *rpc.Head {
	h := &rpc.Head{Number: 7}
	binary.BigEndian.PutUint64(h.Mix[16:], arbOS)
	if tips {
		h.Mix[25] = 1
	}
	return h
}

func TestDetection(t *testing.T) {
	lost := errors.New("connection refused")
	for name, tc := range map[string]struct {
		fixed    Policy
		head     *rpc.Head
		collects bool
		err      error
		want     Policy
		wantErr  error
	}{
		"not Arbitrum":                   {head: &rpc.Head{}, want: FCFS},
		"Timeboost's last version":       {head: headWith(51, false), want: FCFS},
		"new version, tips dropped":      {head: headWith(61, false), want: FCFS},
		"tips collected":                 {head: headWith(61, true), collects: true, want: PGA},
		"header says yes, setting no":    {head: headWith(61, true), want: Unknown, wantErr: ErrContradiction},
		"header says no, setting yes":    {head: headWith(61, false), collects: true, want: Unknown, wantErr: ErrContradiction},
		"tips in a version without them": {head: headWith(51, true), want: Unknown, wantErr: ErrContradiction},
		"node lost":                      {head: headWith(61, true), err: lost, want: Unknown, wantErr: lost},
		"set by the operator":            {fixed: PGA, head: headWith(51, false), want: PGA},
	} {
		t.Run(name, func(t *testing.T) {
			d := NewDetector(DetectorOptions{Client: &chainSays{collects: tc.collects, err: tc.err}, Fixed: tc.fixed})
			if err := d.Look(t.Context(), tc.head); !errors.Is(err, tc.wantErr) {
				t.Errorf("error %v, want %v", err, tc.wantErr)
			}
			if got := d.Policy(); got != tc.want {
				t.Errorf("policy %s, want %s", got, tc.want)
			}
			if contradicts := errors.Is(tc.wantErr, ErrContradiction); contradicts != (d.Check(t.Context()) != nil) {
				t.Errorf("check says %v", d.Check(t.Context()))
			}
		})
	}
}

// A change of the chain is followed, and the chain is asked once a change.
func TestAChangeIsFollowed(t *testing.T) {
	var changes []Policy
	node := &chainSays{}
	d := NewDetector(DetectorOptions{Client: node, Changed: func(_, to Policy) { changes = append(changes, to) }})
	look := func(h *rpc.Head, collects bool) {
		node.collects = collects
		_ = d.Look(t.Context(), h)
	}
	look(headWith(61, false), false)
	look(headWith(61, false), false)
	look(headWith(61, false), true) // switched on in this block: its header does not say so, and nobody asks
	look(headWith(61, true), true)
	look(headWith(61, true), true)
	look(headWith(61, true), false)  // switched off, not seen yet
	look(headWith(61, false), true)  // a node that lags answers for another block
	look(headWith(61, false), false) // and is asked again
	if want := []Policy{FCFS, PGA, Unknown, FCFS}; !slices.Equal(changes, want) || node.asked != 4 {
		t.Errorf("changes %v, want %v; asked %d times", changes, want, node.asked)
	}
}

// An express lane counts while somebody holds it, and not where tips decide.
func TestAnExpressLaneIsSeen(t *testing.T) {
	held := true
	d := NewDetector(DetectorOptions{Client: &chainSays{collects: true}, Express: func() bool { return held }})
	for _, step := range []struct {
		head *rpc.Head
		held bool
		want Policy
	}{{headWith(51, false), true, Timeboost}, {headWith(51, false), false, FCFS}, {headWith(51, false), true, Timeboost}, {headWith(61, true), true, PGA}} {
		held = step.held
		if err := d.Look(t.Context(), step.head); err != nil || d.Policy() != step.want {
			t.Errorf("%s, %v, want %s", d.Policy(), err, step.want)
		}
	}
}

func TestParsePolicy(t *testing.T) {
	for _, p := range Policies {
		if got, err := ParsePolicy(p.String()); err != nil || got != p {
			t.Errorf("%s: %s, %v", p, got, err)
		}
	}
	if p, err := ParsePolicy("auto"); err != nil || p != Unknown {
		t.Errorf("auto: %s, %v", p, err)
	}
	if _, err := ParsePolicy("lifo"); err == nil {
		t.Error("lifo was taken")
	}
}

// fakePools are a pair of tokens 1 and 2, and a concentrated pool of 2 and 1.
type fakePools []*pool.Info

func (f fakePools) Pools() int                    { return len(f) }
func (f fakePools) Info(id amm.PoolID) *pool.Info { return f[id] }

type receipts map[common.Hash]*rpc.Receipt

func (r receipts) TransactionReceipt(_ context.Context, h common.Hash) (*rpc.Receipt, error) {
	if x := r[h]; x != nil {
		return x, nil
	}
	return nil, rpc.ErrNotFound
}

func word(v int64) []byte {
	x, _ := uint256.FromBig(big.NewInt(v))
	b := x.Bytes32()
	return b[:]
}

func swap(family amm.Family, p common.Address, by, tx common.Hash, zero, one int64) rpc.Log {
	l := rpc.Log{Address: p, TxHash: tx}
	if family == amm.ConstantProduct {
		l.Topics = []common.Hash{crypto.Keccak256Hash([]byte("Swap(address,uint256,uint256,uint256,uint256,address)")), by, by}
		l.Data = slices.Concat(word(max(zero, 0)), word(max(one, 0)), word(max(-zero, 0)), word(max(-one, 0)))
		return l
	}
	l.Topics = []common.Hash{crypto.Keccak256Hash([]byte("Swap(address,address,int256,int256,uint160,uint128,int24)")), by, by}
	l.Data = slices.Concat(word(zero), word(one), word(1), word(1), word(1))
	return l
}

func TestRivalsAreObserved(t *testing.T) {
	pair, conc := common.HexToAddress("0xa1"), common.HexToAddress("0xb2")
	market := fakePools{
		{ID: 0, Address: pair, Token: [2]token.ID{1, 2}},
		{ID: 1, Address: conc, Token: [2]token.ID{2, 1}},
	}
	executor := common.HexToAddress("0xee")
	rival, us := common.HexToHash("0x99"), common.BytesToHash(executor[:])
	tx := func(n int64) common.Hash { return common.BigToHash(big.NewInt(n)) }
	logs := []rpc.Log{
		// 1000 of token 1 for 500 of 2, those for 1300 of 1: gained 300. The inner
		// swap of a concentrated pool's callback is logged first.
		swap(amm.Concentrated, conc, rival, tx(1), 500, -1300),
		swap(amm.ConstantProduct, pair, rival, tx(1), 1000, -500),
		// Our own, and a user's way through both pools: sold 500 of 2 more than bought.
		swap(amm.ConstantProduct, pair, us, tx(2), 1000, -500),
		swap(amm.Concentrated, conc, us, tx(2), 500, -1200),
		swap(amm.ConstantProduct, pair, rival, tx(3), 1000, -500),
		swap(amm.Concentrated, conc, rival, tx(3), 1000, -2300),
		// One pool only; a cycle at a loss; one that leaves some of token 2 over.
		swap(amm.ConstantProduct, pair, rival, tx(4), 1000, -500),
		swap(amm.ConstantProduct, pair, rival, tx(5), 1000, -500),
		swap(amm.Concentrated, conc, rival, tx(5), 500, -900),
		swap(amm.ConstantProduct, pair, rival, tx(6), 1000, -500),
		swap(amm.Concentrated, conc, rival, tx(6), 400, -1100),
	}
	price := *uint256.NewInt(3)
	o := NewObserver(ObserverOptions{Market: market, Base: 1, Executor: executor, Client: receipts{
		tx(1): {GasUsed: 50, GasPrice: price}, tx(6): {GasUsed: 10, GasPrice: price},
	}})
	ctx, cancel := context.WithCancel(t.Context())
	blocks, out, ended := make(chan *pool.Block), make(chan []Sample), make(chan error, 1)
	go func() { ended <- o.Run(ctx, blocks, out) }()
	b := &pool.Block{Logs: logs}
	b.Head.BaseFee, b.Head.Number = *uint256.NewInt(1), 1
	select {
	case blocks <- b:
	case <-time.After(time.Minute):
		t.Fatal("not taken")
	}
	got := <-out
	// 2 x 50 of 300 - 50; 2 x 10 of 100 - 10.
	want := []Sample{{Block: 1, Pools: [4]amm.PoolID{1, 0}, Len: 2, Paid: 4000, Weight: 3846, Won: true, Front: true}, {Block: 1, Pools: [4]amm.PoolID{0, 1}, Len: 2, Paid: 2222, Weight: 5294, Won: true, Front: true}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	mine := Outcome(hopsOf(1, 0), uint256.NewInt(5), uint256.NewInt(3000), uint256.NewInt(1), 200, 120, true, false)
	if mine != (Sample{Pools: [4]amm.PoolID{1, 0}, Len: 2, Own: true, Front: true, Paid: 2500, Weight: 7142, Used: 6000}) {
		t.Errorf("%+v", mine)
	}
	// A loss waits for its block, in which the winner is looked for.
	mineSeen, won := mine, Outcome(hopsOf(1, 0), uint256.NewInt(5), uint256.NewInt(3000), uint256.NewInt(1), 200, 120, true, true)
	mineSeen.Seen = true
	o.Own(&mine, 1)
	if got := <-out; !slices.Equal(got, []Sample{mineSeen}) {
		t.Errorf("%+v", got)
	}
	o.Own(&mine, 2)
	o.Own(&won, 2)
	if got := <-out; !slices.Equal(got, []Sample{won}) {
		t.Errorf("%+v", got)
	}
	next := &pool.Block{}
	next.Head.Number = 2
	blocks <- next
	if got := <-out; !slices.Equal(got, []Sample{mine}) {
		t.Errorf("%+v", got)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
