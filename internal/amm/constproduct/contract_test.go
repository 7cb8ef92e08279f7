package constproduct

import (
	"flag"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/amm/evmtest"
)

var quotes = flag.Int("quotes", 3000/slowdown, "random quotes to compare with the contracts")

// wide is a number whose bit length is uniform up to the given one: log-uniform.
func wide(r *rand.Rand, maxBits int) (u uint256.Int) {
	u = uint256.Int{r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64() | 1<<63}
	return *u.Rsh(&u, uint(256-1-r.IntN(maxBits)))
}

// pair is a Uniswap V2 pair with its router in an EVM.
type pair struct {
	chain        *evmtest.Chain
	tokens       [2]evmtest.Contract
	pair, router evmtest.Contract
}

func newPair(t testing.TB) *pair {
	c := evmtest.New(t)
	p := &pair{chain: c, tokens: c.Tokens(t)}
	factory := c.Deploy(t, "UniswapV2Factory", c.From)
	at := factory.Do(t, "createPair", p.tokens[0].Address, p.tokens[1].Address)[0].(common.Address)
	p.pair = c.At(t, "UniswapV2Pair", at)
	p.router = c.Deploy(t, "UniswapV2Router02", factory.Address, p.tokens[0].Address)
	c.Begin()
	return p
}

// reservesSlot of UniswapV2Pair: reserve0, reserve1 (112 bits each), time stamp.
var reservesSlot = evmtest.Slot(8)

// set writes reserves and equal balances.
func (p *pair) set(s *State) {
	var word, high uint256.Int
	word.Or(&s.Reserve0, high.Lsh(&s.Reserve1, 112))
	p.pair.Store(reservesSlot, &word)
	p.tokens[0].Give(p.pair.Address, &s.Reserve0)
	p.tokens[1].Give(p.pair.Address, &s.Reserve1)
}

func (p *pair) state() (s State) {
	word := p.pair.Load(reservesSlot)
	mask := new(uint256.Int).Lsh(uint256.NewInt(1), 112)
	mask.SubUint64(mask, 1)
	s.Reserve0.And(&word, mask)
	s.Reserve1.And(word.Rsh(&word, 112), mask)
	return s
}

// swap gives the pair the input and takes the output.
func (p *pair) swap(t testing.TB, s *State, d amm.Direction, in, out *uint256.Int) (State, error) {
	var outs [2]uint256.Int
	outs[d.Reverse()] = *out
	reserve, _ := s.reserves(d)
	var balance uint256.Int
	if _, over := balance.AddOverflow(reserve, in); over {
		t.Fatal("no token has that many")
	}
	p.tokens[d].Give(p.pair.Address, &balance)
	_, err := p.pair.Call(t, p.chain.From, "swap", outs[0].ToBig(), outs[1].ToBig(), p.chain.From, []byte{})
	return p.state(), err
}

// Quotes and swaps equal the router's library and the pair, to the wei, and
// are refused where those revert.
func TestEqualsContract(t *testing.T) {
	p := newPair(t)
	r := rand.New(rand.NewPCG(2, 2))
	c := Uniswap()
	var outs, ins, swaps, reverts, drained int
	for i := range *quotes {
		s := State{wide(r, 112), wide(r, 112)}
		d := amm.Direction(i & 1)
		rin, rout := s.reserves(d)
		snapshot := p.chain.DB.Snapshot()
		p.set(&s)
		// Inputs up to far beyond draining; now and then beyond any arithmetic.
		bits := rin.BitLen() + 12
		if r.IntN(50) == 0 {
			bits = 255
		}
		in := wide(r, bits)
		if r.IntN(200) == 0 {
			in.Clear()
		}
		var got uint256.Int
		err := c.AmountOut(&s, d, &in, &got)
		want, revert := p.router.Call(t, p.chain.From, "getAmountOut", in.ToBig(), rin.ToBig(), rout.ToBig())
		check(t, "getAmountOut", &s, &in, &got, err, want, revert)
		outs++
		if revert != nil {
			reverts++
			continue
		}
		// What the quote says goes through; a wei or two more does not, unless
		// the pair itself still allows it.
		out := got
		out.AddUint64(&out, r.Uint64N(3))
		reverts += p.compareSwap(t, c, &s, d, &in, &out)
		swaps++
		p.chain.DB.RevertToSnapshot(snapshot)

		// The other way round: outputs up to the whole reserve and past it.
		out = wide(r, rout.BitLen())
		switch r.IntN(50) {
		case 0:
			out.Set(rout)
		case 1:
			out.SubUint64(rout, 1)
		case 2:
			out.AddUint64(rout, 1)
		case 3:
			out.Clear()
		}
		err = c.AmountIn(&s, d, &out, &got)
		want, revert = p.router.Call(t, p.chain.From, "getAmountIn", out.ToBig(), rin.ToBig(), rout.ToBig())
		check(t, "getAmountIn", &s, &out, &got, err, want, revert)
		ins++
		if revert != nil {
			reverts++
			continue
		}
		if got.BitLen() > 112 {
			drained++
		}
		if got.BitLen() < 250 && got.GtUint64(1) {
			snapshot = p.chain.DB.Snapshot()
			p.set(&s)
			got.SubUint64(&got, r.Uint64N(2))
			reverts += p.compareSwap(t, c, &s, d, &got, &out)
			swaps++
			p.chain.DB.RevertToSnapshot(snapshot)
		}
	}
	t.Logf("compared %d outputs, %d inputs, %d swaps; %d reverts, %d inputs wider than a reserve", outs, ins, swaps, reverts, drained)
	if reverts < *quotes/20 || swaps < *quotes/2 {
		t.Error("the sample is too tame")
	}
}

func check(t *testing.T, what string, s *State, amount, got *uint256.Int, err error, want []any, revert error) {
	t.Helper()
	if (err != nil) != (revert != nil) {
		t.Fatalf("%s(%s) at %v: error %v, the contract %v", what, amount.Dec(), s, err, revert)
	}
	if err == nil && got.ToBig().Cmp(want[0].(*big.Int)) != 0 {
		t.Fatalf("%s(%s) at %v = %s, the contract %v", what, amount.Dec(), s, got.Dec(), want[0])
	}
}

// compareSwap makes the swap in both and answers 1 if both refuse.
func (p *pair) compareSwap(t *testing.T, c Curve, s *State, d amm.Direction, in, out *uint256.Int) int {
	t.Helper()
	after := *s
	err := c.Apply(&after, d, in, out)
	want, revert := p.swap(t, s, d, in, out)
	if (err != nil) != (revert != nil) {
		t.Fatalf("swap %s for %s at %v: error %v, the pair %v", in.Dec(), out.Dec(), s, err, revert)
	}
	if err != nil {
		if after != *s {
			t.Fatalf("a refused swap moved the state")
		}
		return 1
	}
	if after != want {
		t.Fatalf("swap %s for %s at %v leaves %v, the pair %v", in.Dec(), out.Dec(), s, after, want)
	}
	return 0
}
