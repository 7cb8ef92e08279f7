//go:build !nodevnet

package cli

import (
	"encoding/json"
	"errors"
	"log/slog"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/app"
	"mevbot/internal/config"
	"mevbot/internal/demo"
	"mevbot/internal/pool"
	"mevbot/internal/search"
	"mevbot/internal/token"
)

// gain waits until the chain holds a cycle that earns, and names it for the
// command line.
func gain(t *testing.T, local *demo.Local) (route string, c search.Candidate, m *pool.Market) {
	t.Helper()
	cfg, err := config.Load(config.Sources{File: local.ConfigFile})
	if err != nil {
		t.Fatal(err)
	}
	reader, err := app.Connect(t.Context(), app.Options{Config: cfg, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for range 100 {
		if m, err = reader.Market(t.Context()); err != nil {
			t.Fatal(err)
		}
		base, _ := m.Tokens().Lookup(cfg.DEX.BaseToken)
		finder, err := search.New(search.Options{Market: m, Base: base, MaxHops: 2})
		if err != nil {
			t.Fatal(err)
		}
		standing := finder.Standing(nil)
		agree(t, reader, m, base, standing[:min(20, len(standing))])
		if len(standing) > 0 {
			var pools []string
			for _, a := range addresses(m, &standing[0]) {
				pools = append(pools, a.Hex())
			}
			return strings.Join(pools, ","), standing[0], m
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Fatal("no cycle on the local chain earns anything")
	return "", search.Candidate{}, nil
}

func addresses(m *pool.Market, c *search.Candidate) (list []common.Address) {
	for _, h := range c.Hops[:c.Len] {
		list = append(list, m.Info(h.Pool()).Address)
	}
	return list
}

// agree runs cycles of every length through the executor: each earns what the
// search says.
func agree(t *testing.T, reader *app.Reader, m *pool.Market, base token.ID, cycles []search.Candidate) {
	t.Helper()
	for i := range cycles {
		c := &cycles[i]
		steps, err := app.Walk(m, addresses(m, c), base, &c.In)
		if err != nil {
			t.Fatal(err)
		}
		trial, err := reader.Try(t.Context(), m, steps)
		if err != nil || trial.Profit == nil || trial.Profit.Cmp(c.Gross.ToBig()) != 0 {
			t.Errorf("cycle of %d pools: %+v, %v; want %s", c.Len, trial, err, c.Gross.Dec())
		}
	}
	t.Logf("%d cycles agree", len(cycles))
}

// What our curves compute is to the wei what the executor does on the real
// pools, for a cycle that earns and for one that loses.
func TestSimulateAgreesWithTheExecutor(t *testing.T) {
	local := chainFixture(t)
	s := &session{T: t, local: local}
	route, c, m := gain(t, local)
	at := strconv.FormatUint(uint64(m.Head().Number), 10)
	args := []string{"simulate", "--route", route, "--amount", token.Format(&c.In, 18), "--block", at}
	out, _ := s.enter(exitOK, append(args, "--json")...)
	var got simulation
	if err := json.Unmarshal([]byte(out), &got); err != nil || got.Executor == nil || !got.Executor.Agrees || got.Executor.Profit != c.Gross.Dec() || got.Profit != c.Gross.Dec() || got.Out != c.Out.Dec() || strconv.FormatUint(got.Block, 10) != at {
		t.Fatalf("%q, %v; want a profit of %s at block %s", out, err, c.Gross.Dec(), at)
	}
	if len(got.Hops) != c.Len || got.Hops[0].In != c.In.Dec() || got.Hops[0].Out != got.Hops[1].In {
		t.Errorf("hops %+v", got.Hops)
	}
	s.says(exitOK, args, "profit "+token.Format(&c.Gross, 18)+" WETH", "earns "+token.Format(&c.Gross, 18)+" WETH")

	// The other way round the same amount loses.
	forth, pools := strings.Split(route, ","), strings.Split(route, ",")
	slices.Reverse(pools)
	back := strings.Join(pools, ",")
	out, _ = s.enter(exitOK, "simulate", "--route", back, "--amount", token.Format(&c.In, 18), "--block", at, "--json")
	if err := json.Unmarshal([]byte(out), &got); err != nil || !strings.HasPrefix(got.Profit, "-") || !got.Executor.Agrees {
		t.Errorf("backwards: %q, %v", out, err)
	}
	if loss, ok := new(big.Int).SetString(got.Profit, 10); !ok || loss.Sign() >= 0 {
		t.Errorf("profit %q", got.Profit)
	}

	// A path that ends elsewhere, or an executor that is not there, is not compared.
	s.says(exitOK, []string{"simulate", "--route", pools[0], "--amount", "0.001"}, "OUT AT BLOCK")
	other := m.Tokens().At(outOf(m, c.Hops[0])).Address.Hex()
	rotated := strings.Join(append(append([]string{}, forth[1:]...), forth[0]), ",")
	if strings.Contains(s.says(exitOK, []string{"simulate", "--route", rotated, "--amount", "0.001", "--token", other}, "profit"), "executor") {
		t.Error("a cycle of another token was compared")
	}
	simulateMistakes(s, route, m, c)
	s.says(exitOK, []string{"gas"}, "gwei", "uniswap_v2 uniswap_v2 ", "uniswap_v3 uniswap_v3 uniswap_v3 ")
	s.says(exitOK, []string{"gas", "--json"}, `"base_fee_wei":"`, `"routes":[{"shape":"uniswap_v2 uniswap_v2","gas":`, `"learned":[]`)
	s.says(exitOK, []string{"gas", "show"}, "gwei", "uniswap_v2 uniswap_v2 ", "strategy", "arbitrum")
	s.says(exitOK, []string{"gas", "strategy"}, "arbitrum", "ArbGasInfo answers", "exceptional")
	s.says(exitOK, []string{"gas", "strategy", "--json"}, `"strategy":"arbitrum"`, `"tip_offered_wei":"0"`)
}

func outOf(m *pool.Market, h amm.Hop) token.ID {
	return m.Info(h.Pool()).Token[h.Direction().Reverse()]
}

func simulateMistakes(s *session, route string, m *pool.Market, c search.Candidate) {
	first := m.Info(c.Hops[0].Pool())
	base, other := first.Token[c.Hops[0].Direction()], outOf(m, c.Hops[0])
	for _, tc := range []struct {
		code int
		says string
		args []string
	}{
		{exitUsage, "--route and --amount", []string{"--route", route}},
		{exitUsage, "--route", []string{"--route", "somewhere", "--amount", "1"}},
		{exitUsage, "--amount", []string{"--route", route, "--amount", "much"}},
		{exitUsage, "--block", []string{"--route", route, "--amount", "1", "--block", "soon"}},
		{exitUsage, "no watched pool", []string{"--route", route, "--amount", "1", "--token", "NONE"}},
		{exitRuntime, "not found", []string{"--route", route, "--amount", "1", "--block", "99999999"}},
		{exitCorrupt, "not the executor", []string{"--route", route, "--amount", "0.001", "--set", "trading.executor=" + m.Tokens().At(base).Address.Hex()}},
	} {
		stdout, stderr := s.enter(tc.code, append([]string{"simulate", "--set", "log.level=error"}, tc.args...)...)
		if !strings.Contains(stderr, tc.says) || !oneLine(stderr) || stdout != "" {
			s.Errorf("%v: said %q %q, want %q", tc.args, stdout, stderr, tc.says)
		}
	}
	stranger := func() common.Address { // a pool without the token that the first gives
		for i := range m.Pools() {
			if info := m.Info(amm.PoolID(i)); info.Token[0] != other && info.Token[1] != other {
				return info.Address
			}
		}
		s.Fatal("every pool trades a token of the first")
		return common.Address{}
	}()
	for says, pools := range map[string][]common.Address{
		"not a watched pool": {m.Tokens().At(base).Address},
		"twice":              {first.Address, first.Address},
		"does not trade":     {first.Address, stranger},
	} {
		if _, err := app.Walk(m, pools, base, &c.In); !errors.Is(err, app.ErrRoute) || !strings.Contains(err.Error(), says) {
			s.Errorf("%v: %v, want %q", pools, err, says)
		}
	}
	if _, err := app.Walk(m, []common.Address{first.Address}, base, new(uint256.Int)); !errors.Is(err, amm.ErrZeroAmount) {
		s.Errorf("an input of zero: %v", err)
	}
}
