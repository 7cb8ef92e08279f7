package market

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/core/types"

	"mevbot/internal/devnet"
)

// Rates of what happens in a block, as means, tuned by the survey. Frozen:
// a bot is measured against this world.
const (
	visibleRate  = 7.2
	covertRate   = 4.4
	carelessRate = 0.52
	// carelessCovert is the part of the careless that go through the contract
	// whose calldata tells nothing.
	carelessCovert = 0.25
	choreRate      = 1.6

	smallestUSD, largestUSD = 10, 300_000

	// gapGas is what the two hops of a rival cost, in units of gas.
	gapGas = 250_000
	// calm is the part of a gap's gas that a trade with a router leaves at most.
	calm = 0.8
	// The gross of a careless trade's gap over its gas: median and logarithmic
	// spread.
	carelessMedian, carelessSpread = 1.9, 0.8
)

// turn is the planning of one block's traffic.
type turn struct {
	m      *Market
	w      *world // moves on with each planned trade
	seen   *world // the head's, as everybody sees it
	rng    *rand.Rand
	gasWei float64 // what closing a gap costs
	now    uint64  // the head's time
	at     time.Duration
	out    []devnet.Timed
}

// Next plans what arrives during the interval after head. The same seed and the
// same chain give the same plan.
func (m *Market) Next(ctx context.Context, head *types.Block) ([]devnet.Timed, error) {
	if m.client == nil {
		return nil, ErrNotDeployed
	}
	seen, err := m.reach(ctx, head)
	if err != nil {
		return nil, fmt.Errorf("follow the chain: %w", err)
	}
	fee, _ := new(big.Float).SetInt(head.BaseFee()).Float64()
	t := &turn{
		m: m, seen: seen, w: seen.clone(), rng: stream(m.options.Seed, head.NumberU64(), "traffic"),
		gasWei: gapGas * fee, now: head.Time(),
	}
	m.previous = head.Hash()
	if err := t.run(ctx); err != nil {
		return nil, fmt.Errorf("plan the traffic after block %d: %w", head.NumberU64(), err)
	}
	return t.out, nil
}

// run draws what happens and when, and plans each in the order of arrival.
func (t *turn) run(ctx context.Context) error {
	var acts []func() error
	add := func(n int, act func() error) {
		for range n {
			acts = append(acts, act)
		}
	}
	add(t.poisson(visibleRate), func() error { return t.trade(t.visible()) })
	add(t.poisson(covertRate), func() error { return t.trade(covert) })
	add(t.poisson(carelessRate), t.careless)
	add(t.poisson(choreRate), t.chore)
	if !t.m.options.NoRivals {
		for _, g := range t.contested() {
			add(1, func() error { return t.close(ctx, g) })
		}
	}
	t.rng.Shuffle(len(acts), func(i, j int) { acts[i], acts[j] = acts[j], acts[i] })
	times := make([]time.Duration, len(acts))
	for i := range times {
		times[i] = time.Duration(t.rng.Int64N(int64(t.m.options.Interval)))
	}
	slices.Sort(times)
	for i, act := range acts {
		t.at = times[i]
		if err := act(); err != nil {
			return err
		}
	}
	return nil
}

// visible draws a router.
func (t *turn) visible() int {
	switch n := t.rng.IntN(100); {
	case n < 20:
		return routerA
	case n < 32:
		return routerB
	case n < 62:
		return swapRouter
	}
	return swapRouter02
}

// poisson draws a count with the given mean.
func (t *turn) poisson(mean float64) int {
	limit, n := math.Exp(-mean), -1
	for p := 1.0; p > limit; n++ {
		p *= t.rng.Float64()
	}
	return n
}

// money draws the size of a trade: log-uniform.
func (t *turn) money() float64 {
	return smallestUSD * math.Exp(t.rng.Float64()*math.Log(largestUSD/smallestUSD))
}

// trade is somebody who looks at the venues: of the routes drawn, the first is
// taken that leaves no cycle worth its gas, or none that was not there before.
func (t *turn) trade(router int) error {
	usd := t.money()
	for range 40 {
		r, ok := t.draw(router)
		if !ok {
			continue
		}
		in := t.w.units(r.path[0], usd)
		fits, out := false, 0.0
		t.w.whatIf(&r, in, func(o float64) {
			gain, astray := t.w.disorder(&r)
			fits, out = gain <= calm*t.gasWei && astray <= 0, o
		})
		if !fits {
			was, stray := t.w.disorder(&r)
			t.w.whatIf(&r, in, func(o float64) {
				gain, astray := t.w.disorder(&r)
				fits, out = gain <= max(was, calm*t.gasWei) && astray <= max(stray, 0), o
			})
		}
		if fits {
			return t.place(&r, in, out)
		}
		if router != covert && t.rng.IntN(3) == 0 {
			router = t.visible()
		}
	}
	return nil
}

// careless is somebody who does not look, and leaves a gap. Which gap is drawn
// first and the trade is fitted to it, within a third of its drawn size.
func (t *turn) careless() error {
	usd := t.money()
	target := t.gasWei * carelessMedian * math.Exp(carelessSpread*t.rng.NormFloat64())
	router := covert
	if t.rng.Float64() >= carelessCovert {
		router = t.visible()
	}
	for range 120 {
		r, ok := t.draw(router)
		if ok && t.native(&r) {
			if in, fits := t.fit(&r, usd, target); fits {
				out := 0.0
				t.w.whatIf(&r, in, func(o float64) { out = o })
				return t.place(&r, in, out)
			}
		}
		if router != covert {
			router = t.visible()
		}
	}
	return nil
}

// native says whether every hop has the native token on one side.
func (t *turn) native(r *route) bool {
	for _, p := range r.pools {
		if q := &t.w.pools[p]; q.token0 != weth && q.token1 != weth {
			return false
		}
	}
	return true
}

// fit finds the amount near usd after which the touched tokens' best cycle
// gains target wei. Routes whose tokens have a gap already do not fit.
func (t *turn) fit(r *route, usd, target float64) (in float64, ok bool) {
	if gain, _ := t.w.disorder(r); gain > calm*t.gasWei {
		return 0, false
	}
	gain := func(in float64) (g float64) {
		t.w.whatIf(r, in, func(float64) { g, _ = t.w.disorder(r) })
		return g
	}
	in = t.w.units(r.path[0], usd)
	lo, hi := max(in/1.33, t.w.units(r.path[0], smallestUSD)), min(in*1.33, t.w.units(r.path[0], largestUSD))
	if gain(lo) > target || gain(hi) < target {
		return 0, false
	}
	for range 20 {
		if mid := (lo + hi) / 2; gain(mid) < target {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi, true
}
