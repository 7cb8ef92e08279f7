//go:build !nodevnet

package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

// On the local chain every token has a feed and pools, and they agree.
func TestPricesOfTheLocalChain(t *testing.T) {
	local := chainFixture(t)
	code, out, stderr := run(t.Context(), t, "price", "-c", local.ConfigFile, "--json")
	var answer struct {
		Block  uint64
		Prices []priceRow
	}
	if err := json.Unmarshal([]byte(out), &answer); code != exitOK || err != nil {
		t.Fatalf("exit %d, %v: %q, %q", code, err, out, stderr)
	}
	if answer.Block == 0 || len(answer.Prices) != len(local.Market.Addresses().Tokens) {
		t.Errorf("block %d, %d tokens", answer.Block, len(answer.Prices))
	}
	for _, p := range answer.Prices {
		if p.Refused != "" || !p.Checked || p.Source != "chainlink" || p.DeviationBps == nil || *p.DeviationBps > 200 {
			t.Errorf("%s: %+v", p.Symbol, p)
		}
	}
	if p := answer.Prices[0]; p.Symbol != "WETH" || p.Native != "1" || p.Feed != "WETH / USD" {
		t.Errorf("the base token: %+v", p)
	}

	code, out, stderr = run(t.Context(), t, "price", "-c", local.ConfigFile, "ARB", local.Market.Addresses().WETH.Hex())
	lines := strings.Split(out, "\n")
	if code != exitOK || len(lines) != 5 || !strings.HasPrefix(lines[1], "ARB ") || !strings.HasSuffix(lines[1], " ok") || !strings.HasPrefix(lines[2], "WETH ") {
		t.Errorf("exit %d, %q, %q", code, out, stderr)
	}

	// A bound that no market keeps, and liquidity that none has.
	code, out, stderr = run(t.Context(), t, "price", "-c", local.ConfigFile, "--set", "price.max_deviation_bps=1", "--set", "price.min_liquidity_wei=1000000 ether", "ARB")
	if code != exitOK || !strings.Contains(out, "too little liquidity") && !strings.Contains(out, "disagree") {
		t.Errorf("exit %d, %q, %q", code, out, stderr)
	}
	if code, _, stderr := run(t.Context(), t, "price", "-c", local.ConfigFile, "DOGE"); code != exitUsage || !strings.Contains(stderr, "DOGE") {
		t.Errorf("exit %d, %q", code, stderr)
	}
}
