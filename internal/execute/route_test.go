package execute

import (
	"bytes"
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/bindings"
	"mevbot/internal/pool"
)

// The bytes are those of the contract's generated bindings.
func TestCalldataIsTheContracts(t *testing.T) {
	contract := bindings.NewExecutor()
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.IntRange(0, 9), 2, 4, rapid.ID[int]).Draw(t, "pools")
		p := plan(1)
		p.Candidate.Len = len(ids)
		var route []byte
		looks := false
		for i, id := range ids {
			d := amm.Direction(rapid.IntRange(0, 1).Draw(t, "direction"))
			p.Candidate.Hops[i] = amm.NewHop(amm.PoolID(id), d)
			info := pools{}.Info(amm.PoolID(id))
			// contracts/src/Executor.sol: flags . pool . fee
			route = append(append(append(route, byte(info.Family)<<1|byte(d)), info.Address[:]...), 0, byte(info.Fee/100))
			looks = looks || info.Family == amm.Concentrated
		}
		var least *uint256.Int
		if rapid.Bool().Draw(t, "look") {
			least = &uint256.Int{rapid.Uint64().Draw(t, "out"), rapid.Uint64().Draw(t, "out high")}
			if word := least.Bytes32(); looks {
				route = append(route, word[16:]...)
			}
		}
		p.Candidate.In = uint256.Int{rapid.Uint64().Draw(t, "in"), rapid.Uint64().Draw(t, "in high")}
		p.MinProfit = uint256.Int{rapid.Uint64().Draw(t, "least"), rapid.Uint64().Draw(t, "least high")}
		p.Deadline = rapid.Uint64().Draw(t, "deadline")
		got, err := calldata(pools{}, &p, &p.MinProfit, least)
		if err != nil {
			t.Fatal(err)
		}
		want := contract.PackExecute(p.Candidate.In.ToBig(), p.MinProfit.ToBig(), p.Deadline, route)
		if !bytes.Equal(got, want) {
			t.Fatalf("calldata\n%x, want\n%x", got, want)
		}
	})
}

type onePool struct{ info pool.Info }

func (p onePool) Info(amm.PoolID) *pool.Info { return &p.info }

func TestRoutesThatCannotBeEncoded(t *testing.T) {
	good := []amm.Hop{amm.NewHop(0, 0), amm.NewHop(1, 0)}
	for name, tc := range map[string]struct {
		pools Pools
		hops  []amm.Hop
	}{
		"one hop":              {pools{}, good[:1]},
		"five hops":            {pools{}, []amm.Hop{0, 2, 4, 6, 8}},
		"a pool twice":         {pools{}, []amm.Hop{amm.NewHop(3, 0), amm.NewHop(3, 1)}},
		"a fee in half points": {onePool{pool.Info{Family: amm.ConstantProduct, Fee: 3050}}, good},
		"an unknown family":    {onePool{pool.Info{Family: 3}}, good},
	} {
		if _, err := appendRoute(nil, tc.pools, tc.hops, new(uint256.Int)); !errors.Is(err, ErrRoute) {
			t.Errorf("%s: %v", name, err)
		}
	}
	p := plan(1)
	p.Candidate.In = uint256.Int{0, 0, 1}
	if _, err := calldata(pools{}, &p, &p.MinProfit, nil); !errors.Is(err, ErrRoute) {
		t.Errorf("amount of 129 bits: %v", err)
	}
}

// Paper mode calls the executor as its operator on the plan's block, and
// learns the exact profit from a second call.
func TestPaper(t *testing.T) {
	operator := common.HexToAddress("0x0b0b")
	contract := bindings.NewExecutor()
	for _, tc := range []struct {
		name string
		got  int64 // what the run would earn
		net  string
		ok   bool
	}{
		{"gains", 4e15, "3980000000000000", true},
		{"pays the least but not the gas", 1e14, "80000000000000", true},
		{"below the least", 1e13, "0", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := newBench(t)
			b.opts.Live, b.opts.Key, b.opts.Gas, b.opts.Ledger, b.opts.Gate = false, nil, nil, nil, nil
			b.chain.calls = func(data []byte) ([]byte, error) { return paperCall(contract, operator, big.NewInt(tc.got), data) }
			b.start()
			p := plan(9)
			p.Block = 105
			b.until("taken", func() bool { return b.runner.Submit(p) })
			b.runner.Confirmed(104)
			if len(b.papers) != 0 {
				t.Error("simulated before the node has the block")
			}
			b.runner.Confirmed(105)
			b.idle()
			var net string
			var success bool
			if err := b.db.Read().QueryRowContext(t.Context(), `SELECT net_wei, success FROM paper_trades WHERE opportunity = 9 AND block = 105`).Scan(&net, &success); err != nil {
				t.Fatal(err)
			}
			if success != tc.ok || net != tc.net || len(b.papers) != 1 || b.papers[0].Success != tc.ok {
				t.Errorf("success %v, net %s, facts %+v; want %v, %s", success, net, b.papers, tc.ok, tc.net)
			}
			if len(b.drops) != 1 || b.drops[0] != "paper" || b.chain.sends != 0 {
				t.Errorf("drops %v, %d sends", b.drops, b.chain.sends)
			}
		})
	}
}

// paperCall answers as the executor would that earns got.
func paperCall(contract *bindings.Executor, operator common.Address, got *big.Int, data []byte) ([]byte, error) {
	parsed := contract.GetABI()
	if bytes.Equal(data, contract.PackSettings()) {
		return parsed.Methods["settings"].Outputs.Pack(base, common.Address{1}, common.Address{2}, common.Address{}, operator, false)
	}
	args, err := parsed.Methods["execute"].Inputs.Unpack(data[4:])
	if err != nil {
		return nil, err
	}
	least := args[1].(*big.Int)
	if got.Cmp(least) >= 0 {
		return nil, nil
	}
	e := parsed.Errors["BelowMinimum"]
	packed, err := e.Inputs.Pack(got, least)
	if err != nil {
		return nil, err
	}
	return nil, revert(append(append([]byte{}, e.ID[:4]...), packed...))
}
