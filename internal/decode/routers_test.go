package decode

import (
	"errors"
	"iter"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"mevbot/internal/amm"
	"mevbot/internal/artifact"
)

var (
	routerV2  = Router{Address: common.HexToAddress("0xa1"), Kind: UniswapV2Router, FactoryV2: common.HexToAddress("0xf2")}
	routerV3  = Router{Address: common.HexToAddress("0xa2"), Kind: UniswapV3SwapRouter, FactoryV3: common.HexToAddress("0xf3")}
	router02  = Router{Address: common.HexToAddress("0xa3"), Kind: UniswapV3SwapRouter02, FactoryV2: common.HexToAddress("0xf2"), FactoryV3: common.HexToAddress("0xf3")}
	decoder   = New(Options{Routers: []Router{routerV2, routerV3, router02, executor}})
	somewhere = common.HexToAddress("0xbeef")
)

// realABI is the ABI as the router's authors published it.
func realABI(t *testing.T, name string) abi.ABI {
	t.Helper()
	return realArtifact(t, name).ABI
}

func realArtifact(t *testing.T, name string) *artifact.Artifact {
	t.Helper()
	a, err := artifact.Load(name)
	if errors.Is(err, artifact.ErrMissing) {
		t.Skip("the real contracts are missing: run make contracts")
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// splitTypes yields the types of a list.
func splitTypes(list string) iter.Seq[string] { return strings.SplitSeq(list, ",") }

func read(to Router, value uint64, data []byte) ([]Intent, Verdict) {
	tx := Tx{To: to.Address, HasTo: true, Data: data, Value: *uint256.NewInt(value)}
	return decoder.Intents(&tx, nil)
}

func drawAddresses(t *rapid.T, n int) []common.Address {
	out := make([]common.Address, n)
	for i := range out {
		out[i] = common.BytesToAddress(rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "address"))
	}
	return out
}

func drawAmount(t *rapid.T) *big.Int {
	return new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 1, 32).Draw(t, "amount"))
}

func same(a *uint256.Int, b *big.Int) bool { return a.ToBig().Cmp(b) == 0 }

// What go-ethereum's ABI encoder writes for the published ABI of UniswapV2Router02
// must be read back.
func TestEverySwapOfTheV2Router(t *testing.T) {
	real := realABI(t, "UniswapV2Router02")
	for _, f := range []struct {
		name string
		mode Mode
		eth  int // 0 none, 1 the exact side is the value, 2 the bound is
	}{
		{"swapExactTokensForTokens", ExactIn, 0},
		{"swapTokensForExactTokens", ExactOut, 0},
		{"swapExactETHForTokens", ExactIn, 1},
		{"swapTokensForExactETH", ExactOut, 0},
		{"swapExactTokensForETH", ExactIn, 0},
		{"swapETHForExactTokens", ExactOut, 2},
		{"swapExactTokensForTokensSupportingFeeOnTransferTokens", ExactInFeeOnTransfer, 0},
		{"swapExactETHForTokensSupportingFeeOnTransferTokens", ExactInFeeOnTransfer, 1},
		{"swapExactTokensForETHSupportingFeeOnTransferTokens", ExactInFeeOnTransfer, 0},
	} {
		rapid.Check(t, func(t *rapid.T) {
			path := drawAddresses(t, rapid.IntRange(2, 5).Draw(t, "hops"))
			amount, bound, deadline := drawAmount(t), drawAmount(t), rapid.Uint64().Draw(t, "deadline")
			value := rapid.Uint64().Draw(t, "value")
			args := []any{amount, bound, path, somewhere, new(big.Int).SetUint64(deadline)}
			switch f.eth {
			case 1:
				args = []any{bound, path, somewhere, new(big.Int).SetUint64(deadline)}
				amount = new(big.Int).SetUint64(value)
			case 2:
				args = []any{amount, path, somewhere, new(big.Int).SetUint64(deadline)}
				bound = new(big.Int).SetUint64(value)
			}
			data, err := real.Pack(f.name, args...)
			if err != nil {
				t.Fatal(err)
			}
			got, v := read(routerV2, value, data)
			if v != Readable || len(got) != 1 {
				t.Fatalf("%s: verdict %d, %d intents", f.name, v, len(got))
			}
			in := got[0]
			if in.Mode != f.mode || in.Family != amm.ConstantProduct || in.Factory != routerV2.FactoryV2 || !same(&in.Amount, amount) || !same(&in.Bound, bound) || in.Deadline != deadline {
				t.Fatalf("%s: %+v", f.name, in)
			}
			if hops := addresses(in.Hops); !slices.Equal(hops, path) {
				t.Fatalf("%s: path %v, want %v", f.name, hops, path)
			}
		})
	}
}

func addresses(legs []Leg) []common.Address {
	out := []common.Address{legs[0].In}
	for _, l := range legs {
		out = append(out, l.Out)
	}
	return out
}

// v3path encodes a path as the V3 routers want it.
func v3path(tokens []common.Address, fees []uint32) []byte {
	out := tokens[0].Bytes()
	for i, fee := range fees {
		out = append(out, byte(fee>>16), byte(fee>>8), byte(fee))
		out = append(out, tokens[i+1].Bytes()...)
	}
	return out
}

type singleOld struct {
	TokenIn, TokenOut common.Address
	Fee               *big.Int
	Recipient         common.Address
	Deadline          *big.Int
	AmountIn          *big.Int
	AmountOutMinimum  *big.Int
	SqrtPriceLimitX96 *big.Int
}

type singleOldOut struct {
	TokenIn, TokenOut common.Address
	Fee               *big.Int
	Recipient         common.Address
	Deadline          *big.Int
	AmountOut         *big.Int
	AmountInMaximum   *big.Int
	SqrtPriceLimitX96 *big.Int
}

type singleNew struct {
	TokenIn, TokenOut common.Address
	Fee               *big.Int
	Recipient         common.Address
	AmountIn          *big.Int
	AmountOutMinimum  *big.Int
	SqrtPriceLimitX96 *big.Int
}

type singleNewOut struct {
	TokenIn, TokenOut common.Address
	Fee               *big.Int
	Recipient         common.Address
	AmountOut         *big.Int
	AmountInMaximum   *big.Int
	SqrtPriceLimitX96 *big.Int
}

func TestSingleHopsOfTheV3Routers(t *testing.T) {
	old, current := realABI(t, "SwapRouter"), realABI(t, "SwapRouter02")
	rapid.Check(t, func(t *rapid.T) {
		tokens := drawAddresses(t, 2)
		fee := rapid.Uint32Range(0, 1<<24-1).Draw(t, "fee")
		amount, bound, deadline := drawAmount(t), drawAmount(t), rapid.Uint64().Draw(t, "deadline")
		limit := new(big.Int).Rsh(drawAmount(t), 96)
		if amount.Sign() == 0 {
			amount.SetInt64(1) // zero means the router's balance in SwapRouter02
		}
		f, d := new(big.Int).SetUint64(uint64(fee)), new(big.Int).SetUint64(deadline)
		for _, c := range []struct {
			router   Router
			abi      abi.ABI
			name     string
			args     any
			mode     Mode
			deadline uint64
		}{
			{routerV3, old, "exactInputSingle", singleOld{tokens[0], tokens[1], f, somewhere, d, amount, bound, limit}, ExactIn, deadline},
			{routerV3, old, "exactOutputSingle", singleOldOut{tokens[0], tokens[1], f, somewhere, d, amount, bound, limit}, ExactOut, deadline},
			{router02, current, "exactInputSingle", singleNew{tokens[0], tokens[1], f, somewhere, amount, bound, limit}, ExactIn, 0},
			{router02, current, "exactOutputSingle", singleNewOut{tokens[0], tokens[1], f, somewhere, amount, bound, limit}, ExactOut, 0},
		} {
			data, err := c.abi.Pack(c.name, c.args)
			if err != nil {
				t.Fatal(err)
			}
			got, v := read(c.router, 0, data)
			if v != Readable || len(got) != 1 {
				t.Fatalf("%s: verdict %d, %d intents", c.name, v, len(got))
			}
			in := got[0]
			want := Leg{In: tokens[0], Out: tokens[1], Fee: fee}
			if in.Mode != c.mode || in.Hops[0] != want || !same(&in.Amount, amount) || !same(&in.Bound, bound) || !same(&in.Limit, limit) || in.Deadline != c.deadline || in.ToRouter {
				t.Fatalf("%s: %+v", c.name, in)
			}
		}
	})
}

type pathOld struct {
	Path                                 []byte
	Recipient                            common.Address
	Deadline, AmountIn, AmountOutMinimum *big.Int
}

type pathNewOut struct {
	Path                       []byte
	Recipient                  common.Address
	AmountOut, AmountInMaximum *big.Int
}

type pathNew struct {
	Path                       []byte
	Recipient                  common.Address
	AmountIn, AmountOutMinimum *big.Int
}

// Paths forward and backward, and a multicall that spends what its first call
// left in the router.
func TestPathsAndMulticalls(t *testing.T) {
	old, current := realABI(t, "SwapRouter"), realABI(t, "SwapRouter02")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "hops")
		tokens := drawAddresses(t, n+1)
		fees := rapid.SliceOfN(rapid.Uint32Range(0, 1<<24-1), n, n).Draw(t, "fees")
		amount, bound := new(big.Int).Add(drawAmount(t), big.NewInt(0)), drawAmount(t)
		if amount.Sign() == 0 {
			amount.SetInt64(1)
		}
		check := func(name string, in *Intent, reversed bool) {
			hops, legFees := addresses(in.Hops), make([]uint32, n)
			for i, l := range in.Hops {
				legFees[i] = l.Fee
			}
			wantHops, wantFees := slices.Clone(tokens), slices.Clone(fees)
			if reversed {
				slices.Reverse(wantHops)
				slices.Reverse(wantFees)
			}
			if !slices.Equal(hops, wantHops) || !slices.Equal(legFees, wantFees) || !same(&in.Bound, bound) {
				t.Fatalf("%s: %+v", name, in)
			}
		}
		data, err := old.Pack("exactInput", pathOld{v3path(tokens, fees), somewhere, big.NewInt(7), amount, bound})
		if err != nil {
			t.Fatal(err)
		}
		got, v := read(routerV3, 0, data)
		if v != Readable || got[0].Deadline != 7 || !same(&got[0].Amount, amount) {
			t.Fatalf("exactInput: verdict %d, %+v", v, got)
		}
		check("exactInput", &got[0], false)

		backward, err := current.Pack("exactOutput", pathNewOut{v3path(tokens, fees), somewhere, amount, bound})
		if err != nil {
			t.Fatal(err)
		}
		toRouter, err := current.Pack("exactInput", pathNew{v3path(tokens, fees), common.BytesToAddress([]byte{2}), amount, bound})
		if err != nil {
			t.Fatal(err)
		}
		fromRouter, err := current.Pack("swapExactTokensForTokens", new(big.Int), bound, tokens, somewhere)
		if err != nil {
			t.Fatal(err)
		}
		unwrap, err := current.Pack("refundETH")
		if err != nil {
			t.Fatal(err)
		}
		multi, err := current.Pack("multicall0", big.NewInt(9), [][]byte{backward, toRouter, fromRouter, unwrap})
		if err != nil {
			t.Fatal(err)
		}
		got, v = read(router02, 0, multi)
		if v != Readable || len(got) != 3 {
			t.Fatalf("multicall: verdict %d, %d intents", v, len(got))
		}
		check("exactOutput", &got[0], true)
		check("exactInput to the router", &got[1], false)
		if !slices.Equal(addresses(got[2].Hops), tokens) || !same(&got[2].Bound, bound) {
			t.Fatalf("from the router: %+v", got[2])
		}
		if got[0].Mode != ExactOut || !got[1].ToRouter || !got[2].AmountFromPrevious || got[2].Mode != ExactInFeeOnTransfer || got[2].Deadline != 9 {
			t.Fatalf("multicall: %+v", got)
		}
	})
}

// No call of a known router may be taken for harmless by mistake: every
// function of the published ABIs is either read, known not to swap, or opaque.
func TestEveryFunctionOfTheRoutersHasAVerdict(t *testing.T) {
	harmless := []string{
		"refundETH", "unwrapWETH9", "unwrapWETH90", "unwrapWETH9WithFee", "unwrapWETH9WithFee0", "sweepToken", "sweepToken0",
		"sweepTokenWithFee", "sweepTokenWithFee0", "selfPermit", "selfPermitAllowed", "selfPermitAllowedIfNecessary", "selfPermitIfNecessary", "wrapETH", "pull",
	}
	for name, r := range map[string]Router{"SwapRouter": routerV3, "SwapRouter02": router02} {
		for method, m := range realABI(t, name).Methods {
			_, v := read(r, 0, append(slices.Clone(m.ID), make([]byte, 512)...))
			// A multicall of no calls does nothing.
			if want := slices.Contains(harmless, method) || strings.HasPrefix(method, "multicall"); (v == NotASwap) != want {
				t.Errorf("%s.%s %x: verdict %d, harmless %v", name, method, m.ID, v, want)
			}
		}
	}
	if _, v := read(Router{Address: somewhere}, 0, common.FromHex("0xdeadbeef")); v != Opaque {
		t.Errorf("a call to a stranger: verdict %d", v)
	}
	if _, v := read(Router{Address: somewhere}, 1, nil); v != NotASwap {
		t.Errorf("a plain transfer: verdict %d", v)
	}
}
