package gas_test

import (
	"context"
	"errors"
	"flag"
	"math"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"mevbot/internal/amm"
	"mevbot/internal/gas"
	pools "mevbot/internal/pool"
	"mevbot/internal/rpc"
)

var worlds = flag.Int("worlds", 1, "how many random worlds estimates are compared with receipts in")

// Pools and Info are the world as a market.
func (w *world) Pools() int { return len(w.pools) }

func (w *world) Info(id amm.PoolID) *pools.Info {
	v := w.pools[id]
	return &pools.Info{ID: id, Address: v.address, Family: v.family, Spacing: v.spacing}
}

// plainNode is a chain where gas costs 1 wei and data nothing.
type plainNode struct{}

func (plainNode) Call(_ context.Context, result any, _ string, _ ...any) error {
	fees := result.(*struct {
		BaseFee []*hexutil.Big   `json:"baseFeePerGas"`
		Reward  [][]*hexutil.Big `json:"reward"`
		Used    []float64        `json:"gasUsedRatio"`
	})
	one := (*hexutil.Big)(big.NewInt(1))
	fees.BaseFee = []*hexutil.Big{one, one}
	return nil
}

func (plainNode) CallContract(context.Context, common.Address, common.Address, []byte, rpc.At) ([]byte, error) {
	return nil, errors.New("nothing to call")
}

func (w *world) oracle() *gas.Oracle {
	o := gas.New(gas.Options{Client: plainNode{}, Market: w, Strategy: gas.EIP1559, Now: func() time.Time { return time.Unix(1, 0) }})
	if err := o.Refresh(w.t.Context(), rpc.Head{}); err != nil {
		w.t.Fatal(err)
	}
	return o
}

// live lets traders trade and attempts what gains, in a block of its own; each run is
// seen with what was estimated for it.
func (w *world) live(o *gas.Oracle, rounds int, see func(r *run, estimate uint64)) {
	w.t.Helper()
	for range rounds {
		for range 1 + w.rand.IntN(3) {
			w.trade()
		}
		w.time += 1 + w.rand.Uint64N(30)
		for range 8 {
			in, _ := big.NewFloat(1e18 * math.Exp(w.rand.Float64()*8-5)).Int(nil)
			r, ok := w.attempt(w.route(), in)
			if !ok {
				continue
			}
			v, err := o.View()
			if err != nil {
				w.t.Fatal(err)
			}
			cost, err := v.Cost(r.steps, nil)
			if err != nil {
				w.t.Fatal(err)
			}
			see(r, cost.Execution)
			w.time++
			break
		}
	}
}

// ratios are (estimate-used)/used, by how far they are off.
type ratios []float64

func (e ratios) at(p float64) float64 {
	off := make([]float64, len(e))
	for i := range e {
		off[i] = math.Abs(e[i])
	}
	slices.Sort(off)
	return off[int(p*float64(len(off)-1))]
}

func (e ratios) below(least float64) (part float64) {
	for i := range e {
		if e[i] < least {
			part += 1 / float64(len(e))
		}
	}
	return part
}

// Estimates of L2 gas against receipts, with the real contracts and routes and states
// by chance: at most 2 % off at the 95th percentile, without having learned
// where tokens are plain, and after having learned where they are proxies. Never
// does a route take more than the gas limit that is signed for the estimate.
func TestEstimateAgainstReceipts(t *testing.T) {
	for name, proxies := range map[string]bool{"plain tokens": false, "two proxies": true} {
		t.Run(name, func(t *testing.T) {
			var untaught, taught ratios
			for seed := range *worlds {
				w := newWorld(t, uint64(seed), proxies)
				o := w.oracle()
				fresh := w.oracle()
				w.live(o, 100, func(r *run, e uint64) { // ticks are crossed for the first time, oracles written
					o.Landed(r.steps, e, nil, &rpc.Receipt{Success: true, GasUsed: r.gas})
				})
				w.live(o, 200, func(r *run, e uint64) {
					taught = append(taught, float64(e)/float64(r.gas)-1)
					v, err := fresh.View()
					if err != nil {
						t.Fatal(err)
					}
					c, err := v.Cost(r.steps, nil)
					if err != nil {
						t.Fatal(err)
					}
					untaught = append(untaught, float64(c.Execution)/float64(r.gas)-1)
					if limit := e + e/2 + 100_000; r.gas > limit {
						t.Errorf("%d gas, over the limit of %d: %+v", r.gas, limit, r.steps)
					}
					o.Landed(r.steps, e, nil, &rpc.Receipt{Success: true, GasUsed: r.gas})
				})
			}
			for what, e := range map[string]ratios{"untaught": untaught, "taught": taught} {
				t.Logf("%-8s %5d routes: off by %.2f %% p50, %.2f %% p95, %.2f %% p99, %.2f %% at most; %.1f %% of them more than 1 %% too low",
					what, len(e), 100*e.at(0.5), 100*e.at(0.95), 100*e.at(0.99), 100*e.at(1), 100*e.below(-0.01))
			}
			if got := taught.at(0.95); len(taught) < 100 || got > 0.02 {
				t.Errorf("%d routes, off by %.2f %% at the 95th percentile; want at most 2 %%", len(taught), 100*got)
			}
			if got := untaught.at(0.95); !proxies && got > 0.02 {
				t.Errorf("off by %.2f %% at the 95th percentile without having learned; want at most 2 %%", 100*got)
			}
		})
	}
}
