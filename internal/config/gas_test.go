package config

import (
	"strings"
	"testing"
)

func TestGasSection(t *testing.T) {
	check := func(change func(*Gas)) error {
		c := load(t, Sources{File: file(t, minimal)})
		change(&c.Gas)
		return c.Validate()
	}
	if err := check(func(*Gas) {}); err != nil {
		t.Fatal(err)
	}
	if err := check(func(g *Gas) { g.PercentileLow, g.PercentileMedium, g.Strategy = 50, 50, "eip1559" }); err != nil {
		t.Errorf("equal percentiles: %v", err)
	}
	for say, change := range map[string]func(*Gas){
		`gas.strategy: "geth" is none of`:                                        func(g *Gas) { g.Strategy = "geth" },
		"gas.blocks: is 0: want 1 to 1024":                                       func(g *Gas) { g.Blocks = 0 },
		"gas.blocks: is 1025: want 1 to 1024":                                    func(g *Gas) { g.Blocks = 1025 },
		"gas.percentile_high: is 49: want 50, as the tier below, to 100":         func(g *Gas) { g.PercentileHigh = 49 },
		"gas.percentile_exceptional: is 101: want 75, as the tier below, to 100": func(g *Gas) { g.PercentileExceptional = 101 },
	} {
		if err := check(change); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%v; want %q", err, say)
		}
	}
}
