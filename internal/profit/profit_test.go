package profit

import (
	"slices"
	"testing"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"
)

func TestDecideAtTheEdges(t *testing.T) {
	for _, tc := range []struct {
		name                      string
		gross, cost, least, guard uint64
		want                      Reason
		net                       uint64
	}{
		{"pays exactly the least", 150, 100, 50, 0, "", 50},
		{"one wei short of the least", 149, 100, 50, 0, BelowMinimum, 49},
		{"pays only the gas", 100, 100, 0, 0, BelowGas, 0},
		{"does not pay the gas", 99, 100, 0, 0, BelowGas, 0},
		{"one wei over the gas, no least", 101, 100, 0, 0, "", 1},
		{"at the guard", 500, 100, 50, 500, "", 400},
		{"one wei over the guard", 501, 100, 50, 500, TooGood, 401},
		{"nothing", 0, 0, 0, 0, BelowGas, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			u := uint256.NewInt
			d := Decide(u(tc.gross), u(tc.cost), u(tc.least), u(tc.guard))
			if d.Reason != tc.want || d.OK != (tc.want == "") || !d.Net.Eq(u(tc.net)) {
				t.Errorf("%v %q net %s; want %q net %d", d.OK, d.Reason, &d.Net, tc.want, tc.net)
			}
		})
	}
}

// Whatever is sent earns at least the least profit after its cost, and is not
// over the guard, with amounts of any width.
func TestNothingBelowTheLeastIsSent(t *testing.T) {
	word := rapid.Custom(func(t *rapid.T) uint256.Int {
		v := uint256.Int{rapid.Uint64().Draw(t, "0"), rapid.Uint64().Draw(t, "1"), rapid.Uint64().Draw(t, "2"), rapid.Uint64().Draw(t, "3")}
		return *v.Rsh(&v, uint(rapid.IntRange(0, 255).Draw(t, "shift")))
	})
	rapid.Check(t, func(t *rapid.T) {
		gross, cost, least, guard := word.Draw(t, "gross"), word.Draw(t, "cost"), word.Draw(t, "least"), word.Draw(t, "guard")
		d := Decide(&gross, &cost, &least, &guard)
		if d.OK == (d.Reason != "") || d.Reason != "" && !slices.Contains(Reasons[:], d.Reason) {
			t.Fatalf("OK %v with reason %q", d.OK, d.Reason)
		}
		var need uint256.Int
		_, over := need.AddOverflow(&cost, &least)
		pays := !over && !gross.Lt(&need) && gross.Gt(&cost)
		if want := pays && (guard.IsZero() || !gross.Gt(&guard)); d.OK != want {
			t.Fatalf("gross %s cost %s least %s guard %s: OK %v", &gross, &cost, &least, &guard, d.OK)
		}
	})
}
