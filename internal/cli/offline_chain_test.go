//go:build !nodevnet

package cli

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/artifact"
	"mevbot/internal/bindings"
	"mevbot/internal/demo"
	"mevbot/internal/pool"
)

// exported writes the state of the local chain's pools to a file.
func exported(t *testing.T, local *demo.Local, path string, args ...string) *pool.Export {
	t.Helper()
	code, out, stderr := run(t.Context(), t, append([]string{"pools", "export", "-c", local.ConfigFile, "--out", path}, args...)...)
	if code != exitOK || out != "" {
		t.Fatalf("export: exit %d, %q, %q", code, out, stderr)
	}
	e, err := readState(path)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// What is exported from a chain answers as the chain's own quoters do at that
// block, and the cycles that search finds in it pay what it says, to the wei:
// the executor earns that much, and not a wei more.
func TestOfflineAnswersAreTheChains(t *testing.T) {
	local := chainFixture(t)
	dir := t.TempDir()
	for local.Chain.Head().Number.Uint64() < 12 {
		time.Sleep(100 * time.Millisecond)
	}
	file := filepath.Join(dir, "state.json")
	e := exported(t, local, file)
	if len(e.Pools) < 60 || e.Chain != 412346 {
		t.Fatalf("%d pools of chain %d", len(e.Pools), e.Chain)
	}
	sameByFolderAndBlock(t, local, e, dir)
	m, err := pool.FromExport(e, pool.Options{})
	if err != nil {
		t.Fatal(err)
	}
	compareQuotes(t, local, m)

	confirmed := 0
	for range 10 {
		confirmed += executeFound(t, local, file)
		if confirmed >= 3 {
			break
		}
		time.Sleep(time.Second)
		exported(t, local, file)
	}
	if confirmed < 3 {
		t.Errorf("%d cycles were executed: the test shows nothing", confirmed)
	}
	t.Logf("%d cycles executed", confirmed)
}

// sameByFolderAndBlock: one file a family, and an old block by number, tell the
// same as the one file of its time.
func sameByFolderAndBlock(t *testing.T, local *demo.Local, e *pool.Export, dir string) {
	t.Helper()
	folder := filepath.Join(dir, "families") + "/"
	again := exported(t, local, folder, "--block", strconv.FormatUint(uint64(e.Head.Number), 10))
	if again.Head != e.Head || len(again.Pools) != len(e.Pools) {
		t.Fatalf("%d pools at block %d, want %d at %d", len(again.Pools), again.Head.Number, len(e.Pools), e.Head.Number)
	}
	for i := range again.Pools {
		p := &again.Pools[i]
		k := slices.IndexFunc(e.Pools, func(o pool.State) bool { return o.Address == p.Address })
		want := e.Pools[k]
		if p.Name != want.Name || p.Reserve0 != want.Reserve0 || p.SqrtPriceX96 != want.SqrtPriceX96 || p.Liquidity != want.Liquidity || !slices.Equal(p.Ticks, want.Ticks) {
			t.Errorf("pool %s is %+v, want %+v", p.Address, *p, want)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "notes.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := run(t.Context(), t, "pools", "export", "-c", local.ConfigFile, "--out", folder); code != exitUsage {
		t.Errorf("a folder with a foreign file: exit %d, %q", code, stderr)
	}
	if code, out, stderr := run(t.Context(), t, "pools", "export", "-c", local.ConfigFile, "--block", "99999999"); code != exitRuntime || out != "" || !strings.Contains(stderr, "read block 99999999: ") {
		t.Errorf("a block to come: exit %d, %q", code, stderr)
	}
	for _, pair := range [][2]string{{"WETH", "USDC"}, {"USDC", "WETH"}} {
		args := []string{"quote", "-c", local.ConfigFile, "--in", pair[0], "--out", pair[1], "--amount", "0.25", "--verify"}
		if code, out, stderr := run(t.Context(), t, args...); code != exitOK || strings.Count(out, ", as the chain's quoter says") < 3 || strings.Contains(out, "no quoter") {
			t.Errorf("verify: exit %d, %q, %q", code, out, stderr)
		}
	}
	// A quoter that quotes another market: the second V2 router for the first factory.
	routers := local.Market.Addresses().Routers
	config, err := os.ReadFile(local.ConfigFile)
	if err != nil {
		t.Fatal(err)
	}
	a, b := routers[0].Address.Hex(), routers[1].Address.Hex()
	swapped := write(t, dir, "swapped.yaml", strings.NewReplacer(a, b, b, a).Replace(string(config)))
	if code, out, stderr := run(t.Context(), t, "quote", "-c", swapped, "--in", "WETH", "--out", "USDC", "--amount", "0.25", "--verify"); code != exitCheck || !strings.Contains(out, "the chain's quoter says ") || !strings.Contains(stderr, "check failed: pool 0x") {
		t.Errorf("wrong quoter: exit %d, %q, %q", code, out, stderr)
	}
}

// compareQuotes asks the real QuoterV2 and the V2 routers at the market's block.
func compareQuotes(t *testing.T, local *demo.Local, m *pool.Market) {
	t.Helper()
	quoter, err := artifact.Load("QuoterV2")
	if err != nil {
		t.Fatal(err)
	}
	router, err := artifact.Load("UniswapV2Router02")
	if err != nil {
		t.Fatal(err)
	}
	addresses := local.Market.Addresses()
	at := new(big.Int).SetUint64(uint64(m.Head().Number))
	rng := rand.New(rand.NewPCG(1, 2))
	factories := m.Export().Factories
	answered, refused := 0, 0
	for i := range amm.PoolID(m.Pools()) {
		info := m.Info(i)
		for _, d := range []amm.Direction{amm.ZeroForOne, amm.OneForZero} {
			in, out := m.Tokens().At(info.Token[d]), m.Tokens().At(info.Token[d.Reverse()])
			for range 3 {
				x := new(uint256.Int).Lsh(uint256.NewInt(1+rng.Uint64N(1<<16)), uint(rng.IntN(int(in.Decimals)*10/3+8)))
				var to common.Address
				var data []byte
				abi, method := &quoter.ABI, "quoteExactInputSingle"
				if info.Family == amm.Concentrated {
					to = addresses.QuoterV2
					data, err = abi.Pack(method, struct {
						TokenIn, TokenOut                common.Address
						AmountIn, Fee, SqrtPriceLimitX96 *big.Int
					}{in.Address, out.Address, x.ToBig(), big.NewInt(int64(info.Fee)), new(big.Int)})
				} else {
					for _, r := range addresses.Routers {
						if r.V2Factory == factories[info.Factory].Address && r.V3Factory == (common.Address{}) {
							to = r.Address
						}
					}
					abi, method = &router.ABI, "getAmountsOut"
					data, err = abi.Pack(method, x.ToBig(), []common.Address{in.Address, out.Address})
				}
				if err != nil {
					t.Fatal(err)
				}
				var got uint256.Int
				h := amm.NewHop(i, d)
				errGot := m.Quote(h, x, &got)
				raw, errWant := local.Chain.Client().CallContract(t.Context(), ethereum.CallMsg{To: &to, Data: data, Gas: 30_000_000}, at)
				if errWant != nil {
					t.Fatalf("%s %s: %v", info.Name, x, errWant)
				}
				answer, err := abi.Unpack(method, raw)
				if err != nil {
					t.Fatal(err)
				}
				want, _ := answer[0].(*big.Int)
				if list, ok := answer[0].([]*big.Int); ok {
					want = list[1]
				}
				if errGot != nil {
					// What we refuse gives nothing, or takes less than was offered.
					refused++
					continue
				}
				answered++
				if got.ToBig().Cmp(want) != 0 {
					t.Errorf("%s: %s in gives %s, the chain says %s", info.Name, x.Dec(), got.Dec(), want)
				}
				if info.Family == amm.Concentrated {
					steps, err := m.Trace(h, x)
					if err != nil || steps[len(steps)-1].After.SqrtPriceX96.ToBig().Cmp(answer[1].(*big.Int)) != 0 {
						t.Errorf("%s: %s in leaves the price at %+v (%v), the chain says %s", info.Name, x.Dec(), steps[len(steps)-1].After, err, answer[1])
					}
				}
			}
		}
	}
	t.Logf("block %d: %d quotes compared, %d refused", m.Head().Number, answered, refused)
	if answered < 200 || refused > answered/4 {
		t.Errorf("%d quotes compared, %d refused: the test shows too little", answered, refused)
	}
}

// executeFound runs what search finds through the executor, in the chain's own
// EVM at the file's block, and returns how many cycles it confirmed.
func executeFound(t *testing.T, local *demo.Local, file string) int {
	t.Helper()
	code, out, stderr := run(t.Context(), t, "search", "--state", file, "--gas-price", "0.1gwei", "--json")
	var found searchAnswer
	if code != exitOK || json.Unmarshal([]byte(out), &found) != nil {
		t.Fatalf("search: exit %d, %q, %q", code, out, stderr)
	}
	call := func(c *cycleRow, more int64) error {
		var route []byte
		for _, h := range c.Route {
			flags, fee := byte(amm.ConstantProduct)<<1, uint16(30)
			if h.Family == amm.Concentrated.String() {
				flags, fee = byte(amm.Concentrated)<<1, 0
			}
			if h.Direction == "one_for_zero" {
				flags |= 1
			}
			a, err := hex.DecodeString(h.Pool[2:])
			if err != nil {
				t.Fatal(err)
			}
			route = binary.BigEndian.AppendUint16(append(append(route, flags), a...), fee)
		}
		in, _ := new(big.Int).SetString(c.In, 10)
		profit, _ := new(big.Int).SetString(c.Gross, 10)
		to := local.Market.Addresses().Executor
		data := bindings.NewExecutor().PackExecute(in, profit.Add(profit, big.NewInt(more)), 1<<40, route)
		_, err := local.Chain.Client().CallContract(t.Context(), ethereum.CallMsg{From: local.Operator, To: &to, Data: data, Gas: 3_000_000}, new(big.Int).SetUint64(found.Block))
		return err
	}
	for i := range found.Cycles {
		c := &found.Cycles[i]
		if err := call(c, 0); err != nil {
			t.Errorf("block %d, %s: in %s, gross %s: %v", found.Block, c.Route[0].Name, c.In, c.Gross, err)
		}
		if call(c, 1) == nil {
			t.Errorf("block %d, %s: the executor earns more than the gross %s", found.Block, c.Route[0].Name, c.Gross)
		}
	}
	return len(found.Cycles)
}
