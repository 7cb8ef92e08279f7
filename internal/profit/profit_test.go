package profit

import (
	"slices"
	"testing"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"
)

// rules of the tests: exceptional from 1000, high from 500 with a margin, medium
// is not sent, low takes the rest.
func rules() *Rules {
	u := uint256.NewInt
	return &Rules{
		Floor: *u(50), Verify: *u(5000),
		Tier: [Tiers]Rule{
			{MinNet: *u(1000), MinExact: 3, Policy: Policy{Send: true}},
			{MinNet: *u(500), MinMarginBps: 100, Policy: Policy{Send: true, Simulate: true}},
			{MinNet: *u(200), MaxGasShareBps: 5000},
			{MaxDepthBps: 1000, MaxAhead: 2, MinNetUSD: 1, Policy: Policy{Send: true}},
		},
	}
}

// facts of a good opportunity: one native token is worth 10^18 cents, so that a
// wei is a cent.
func facts(gross, cost uint64) Facts {
	f := Facts{In: *uint256.NewInt(10_000), Gross: *uint256.NewInt(gross), Cost: *uint256.NewInt(cost), Exact: 9}
	f.USDPerNative.Mul(uint256.NewInt(1e18), uint256.NewInt(1e6))
	return f
}

func TestTheBestTierWhoseThresholdsAreMet(t *testing.T) {
	for _, tc := range []struct {
		name     string
		facts    Facts
		change   func(*Facts)
		tier     Tier
		reason   Reason
		net      uint64
		simulate bool
	}{
		{"nothing", facts(0, 0), nil, Filtered, BelowGas, 0, false},
		{"does not pay the gas", facts(99, 100), nil, Filtered, BelowGas, 0, false},
		{"pays only the gas", facts(100, 100), nil, Filtered, BelowGas, 0, false},
		{"one wei short of the floor", facts(149, 100), nil, Filtered, BelowMinimum, 49, false},
		{"at the floor", facts(150, 100), nil, Low, "", 50, false},
		{"exceptional", facts(1100, 100), nil, Exceptional, "", 1000, false},
		{"one wei less is high", facts(1099, 100), nil, High, "", 999, true},
		{"a pool not proven is high", facts(1100, 100), func(f *Facts) { f.Exact = 2 }, High, "", 1000, true},
		{"a thin margin is medium, which is not sent", facts(1100, 100), func(f *Facts) { f.Exact = 2; f.In = *uint256.NewInt(100_001) }, Medium, NotWanted, 1000, false},
		{"margin exactly met", facts(1100, 100), func(f *Facts) { f.Exact = 2; f.In = *uint256.NewInt(100_000) }, High, "", 1000, true},
		{"gas takes more than half", facts(601, 301), nil, Low, "", 300, false},
		{"gas takes exactly half", facts(600, 300), nil, Medium, NotWanted, 300, false},
		{"too deep for the last tier", facts(150, 100), func(f *Facts) { f.DepthBps = 1001 }, Filtered, TooDeep, 50, false},
		{"too far ahead for the last tier", facts(150, 100), func(f *Facts) { f.Ahead = 3 }, Filtered, TooFarAhead, 50, false},
		{"no price", facts(150, 100), func(f *Facts) { f.USDPerNative.Clear() }, Filtered, NoPrice, 50, false},
		{"less than a cent", facts(150, 100), func(f *Facts) { f.USDPerNative.SetUint64(1) }, Filtered, BelowUSD, 50, false},
		{"over the guard is verified", facts(5001, 100), nil, Exceptional, "", 4901, true},
		{"at the guard is not", facts(5000, 100), nil, Exceptional, "", 4900, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.change != nil {
				tc.change(&tc.facts)
			}
			d := Decide(&tc.facts, rules())
			if d.Tier != tc.tier || d.Reason != tc.reason || !d.Net.Eq(uint256.NewInt(tc.net)) || d.Simulate != tc.simulate {
				t.Errorf("tier %s, reason %q, net %s, simulate %v; want %s, %q, %d, %v", d.Tier, d.Reason, &d.Net, d.Simulate, tc.tier, tc.reason, tc.net, tc.simulate)
			}
		})
	}
}

func word(t *rapid.T, name string) uint256.Int {
	v := uint256.Int{rapid.Uint64().Draw(t, name), rapid.Uint64().Draw(t, name), rapid.Uint64().Draw(t, name), rapid.Uint64().Draw(t, name)}
	return *v.Rsh(&v, uint(rapid.IntRange(0, 255).Draw(t, "shift")))
}

// Whatever may be sent earns at least the floor and its tier's least after its
// cost, with amounts of any width, and every refusal has a known reason.
func TestNothingBelowTheLeastIsSent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Facts{
			In: word(t, "in"), Gross: word(t, "gross"), Cost: word(t, "cost"), USDPerNative: word(t, "usd"),
			DepthBps: rapid.Uint64().Draw(t, "depth"), Ahead: rapid.Uint64().Draw(t, "ahead"), Exact: rapid.Uint64().Draw(t, "exact"),
		}
		r := rules()
		r.Floor = word(t, "floor")
		d := Decide(&f, r)
		if d.Reason != "" {
			if !slices.Contains(Reasons[:], d.Reason) {
				t.Fatalf("unknown reason %q", d.Reason)
			}
			return
		}
		var need uint256.Int
		if _, over := need.AddOverflow(&f.Cost, &r.Floor); over || f.Gross.Lt(&need) || !f.Gross.Gt(&f.Cost) {
			t.Fatalf("gross %s cost %s floor %s may be sent", &f.Gross, &f.Cost, &r.Floor)
		}
		if d.Tier >= Filtered || d.Net.Lt(&r.Tier[d.Tier].MinNet) || !r.Tier[d.Tier].Send {
			t.Fatalf("tier %s with net %s may be sent", d.Tier, &d.Net)
		}
		keep := r.Tier[d.Tier].Keep(&f.Cost, &d.Net)
		if keep.Lt(&f.Cost) || keep.Gt(&f.Gross) {
			t.Fatalf("the executor insists on %s of gross %s, cost %s", &keep, &f.Gross, &f.Cost)
		}
	})
}

func TestKeepIsBetweenTheCostAndAll(t *testing.T) {
	u := uint256.NewInt
	for bps, want := range map[uint64]uint64{0: 100, 5000: 150, 9999: 199, 10_000: 200} {
		p := Policy{KeepBps: bps}
		if got := p.Keep(u(100), u(100)); !got.Eq(u(want)) {
			t.Errorf("%d bps: %s, want %d", bps, &got, want)
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	f, r := facts(150, 100), rules()
	b.ReportAllocs()
	for b.Loop() {
		if d := Decide(&f, r); d.Tier != Low {
			b.Fatal(d.Tier)
		}
	}
}
