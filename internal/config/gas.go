package config

// Gas says what is offered for gas.
type Gas struct {
	Strategy string `yaml:"strategy" doc:"With arbitrum the next base fee is read, data is paid for and tips are left to the ordering policy; with eip1559 tips are percentiles of what landed; auto takes the first where the chain has ArbGasInfo." enum:"auto,arbitrum,eip1559"`
	Blocks   uint64 `yaml:"blocks" doc:"How many of the newest blocks percentiles are taken over."`
	// The percentiles by tier; a better one does not offer less.
	PercentileLow         uint64 `yaml:"percentile_low" doc:"Percentile of the tips that landed, in a block by gas, which the low tier offers."`
	PercentileMedium      uint64 `yaml:"percentile_medium" doc:"The medium tier's."`
	PercentileHigh        uint64 `yaml:"percentile_high" doc:"The high tier's."`
	PercentileExceptional uint64 `yaml:"percentile_exceptional" doc:"The exceptional tier's."`
}

// Percentiles by tier, the lowest first.
func (g *Gas) Percentiles() [4]float64 {
	return [4]float64{float64(g.PercentileLow), float64(g.PercentileMedium), float64(g.PercentileHigh), float64(g.PercentileExceptional)}
}

func defaultGas() Gas {
	return Gas{Strategy: "auto", Blocks: 20, PercentileLow: 25, PercentileMedium: 50, PercentileHigh: 75, PercentileExceptional: 90}
}

// gas checks what is offered.
func (k *checker) gas() {
	g := &k.c.Gas
	if g.Blocks < 1 || g.Blocks > 1024 {
		k.fail("gas.blocks", "is %d: want 1 to 1024, the most that nodes answer", g.Blocks)
	}
	least := uint64(0)
	for _, p := range []struct {
		key   string
		value uint64
	}{
		{"gas.percentile_low", g.PercentileLow},
		{"gas.percentile_medium", g.PercentileMedium},
		{"gas.percentile_high", g.PercentileHigh},
		{"gas.percentile_exceptional", g.PercentileExceptional},
	} {
		if p.value > 100 || p.value < least {
			k.fail(p.key, "is %d: want %d, as the tier below, to 100", p.value, least)
		}
		least = max(least, min(p.value, 100))
	}
}
