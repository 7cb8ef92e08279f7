//go:build !nodevnet

package cli

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"mevbot/internal/app"
	"mevbot/internal/profile"
)

func TestProfilesAreShown(t *testing.T) {
	code, out, _ := run(t.Context(), t, "chain", "ls", "--json")
	var rows []chainRow
	if err := json.Unmarshal([]byte(out), &rows); code != exitOK || err != nil || len(rows) != len(profile.Names()) {
		t.Errorf("exit %d, %v: %s", code, err, out)
	}
	if code, out, _ := run(t.Context(), t, "chain", "ls"); code != exitOK || !strings.Contains(out, "arbitrum-one") {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, out, _ := run(t.Context(), t, "chain", "show", "arbitrum-sepolia"); code != exitOK || !strings.Contains(out, "id: 421614") {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, _, stderr := run(t.Context(), t, "chain", "show", "mainnet"); code != exitUsage || !strings.Contains(stderr, "want arbitrum-one") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	file := t.TempDir() + "/nova.yaml"
	if code, _, stderr := run(t.Context(), t, "config", "init", "--chain", "arbitrum-nova", file); code != exitOK {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if code, _, stderr := run(t.Context(), t, "config", "validate", "-c", file); code != exitOK {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// The contracts are asked what they are. Each case is a configuration that is
// well formed and wrong about one of them.
func TestContractsAreAsked(t *testing.T) {
	local := chainFixture(t)
	text, err := os.ReadFile(local.ConfigFile)
	if err != nil {
		t.Fatal(err)
	}
	check := func(args ...string) (int, map[string]string) {
		code, out, stderr := run(t.Context(), t, append([]string{"chain", "check", "--json"}, args...)...)
		var found []app.Contract
		if err := json.Unmarshal([]byte(out), &found); err != nil {
			t.Fatalf("exit %d, %v: %s%s", code, err, out, stderr)
		}
		wrong := map[string]string{}
		for _, c := range found {
			if c.Problem != "" {
				wrong[c.Key] = c.Problem
			}
		}
		return code, wrong
	}
	// The profile of the local chain is right about it to the last address.
	if code, wrong := check("-c", local.ConfigFile, "--all"); code != exitOK || len(wrong) != 0 {
		t.Errorf("exit %d: %v", code, wrong)
	}

	known, err := profile.Text(profile.Local)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	odd := write(t, dir, "odd.yaml", strings.NewReplacer("symbol: USDC\n    decimals: 6", "symbol: USDC\n    decimals: 18", "description: LINK / USD", "description: LINK / ETH").Replace(string(known)))
	p, err := profile.Named(profile.Local)
	if err != nil {
		t.Fatal(err)
	}
	usdc, _ := p.Token("USDC")
	nobody := "0x00000000000000000000000000000000000000AB"
	a, b := p.Factories[0].Address.Hex(), p.Factories[1].Address.Hex()
	v3 := p.Factories[2].Address.Hex()
	for name, tc := range map[string]struct {
		old, now string
		set      []string
		want     map[string]string
	}{
		"another factory's router": {"factory_v2: \"" + a + "\"", "factory_v2: \"" + b + "\"", nil, map[string]string{
			"dex.routers[0]": "factory() names " + a, "dex.routers[3]": "factoryV2() names " + a,
		}},
		"nothing there": {p.Routers[2].Address.Hex(), nobody, nil, map[string]string{"dex.routers[2]": "no contract there"}},
		"another family": {v3, usdc.Address.Hex(), nil, map[string]string{
			"dex.factories[2]": "feeAmountTickSpacing(uint24) is not answered", "dex.routers[2]": "factory() names", "dex.routers[3]": "factory() names",
		}},
		"decimals and description": {"profile: local", "profile: custom\n  file: " + odd, []string{"--set", "dex.tokens=" + p.Tokens[0].Address.Hex() + "," + usdc.Address.Hex()}, map[string]string{
			"dex.tokens[1]": "has 6 decimals where the chain's profile has 18", "price.feeds[6]": `describes itself as "LINK / USD"`,
		}},
		"no multicall": {"dex:", "dex:\n  multicall: \"" + nobody + "\"", nil, map[string]string{"dex.multicall": "no contract there"}},
	} {
		file := write(t, dir, strings.ReplaceAll(name, " ", "-")+".yaml", strings.ReplaceAll(string(text), tc.old, tc.now))
		code, wrong := check(append([]string{"-c", file}, tc.set...)...)
		if code != exitCheck || len(wrong) != len(tc.want) {
			t.Errorf("%s: exit %d: %v", name, code, wrong)
		}
		for key, want := range tc.want {
			if !strings.Contains(wrong[key], want) {
				t.Errorf("%s: %s: %q, want %q", name, key, wrong[key], want)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		code, _, stderr := run(ctx, t, append(append([]string{"run", "-c", file, "--set", "log.level=error"}, quiet...), tc.set...)...)
		cancel()
		for key, want := range tc.want {
			if code != exitConfig || !strings.Contains(stderr, key+": ") || !strings.Contains(stderr, want) {
				t.Errorf("%s: run: exit %d: %s", name, code, stderr)
			}
		}
	}
}
