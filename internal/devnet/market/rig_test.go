package market

import (
	"testing"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/devnet"
)

// newChain starts a local chain for a market on free ports.
func newChain(t testing.TB, m *Market) *devnet.Chain {
	t.Helper()
	c, err := devnet.Start(t.Context(), devnet.Options{
		ChainID: chain.Local.ID, HTTP: "127.0.0.1:0", WS: "127.0.0.1:0", Feed: "127.0.0.1:0", Delay: -1,
		BlockTime: 20 * time.Millisecond, Alloc: m.Genesis(), TargetBaseFee: m.TargetBaseFee, Filler: m.Filler(t.Context()),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}
