package pool

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/event"
)

// trader makes random swaps through the real routers.
type trader struct {
	*street
	rng *rand.Rand
	now uint64
}

func (s *street) trader(seed uint64) *trader {
	return &trader{street: s, rng: rand.New(rand.NewPCG(seed, 7)), now: 1}
}

// amount is log-uniform from 1 wei to 200 ether.
func (r *trader) amount() *big.Int {
	f := new(big.Float).SetFloat64(1)
	bits := r.rng.IntN(68)
	f.SetMantExp(big.NewFloat(1+r.rng.Float64()), bits)
	i, _ := f.Int(nil)
	return i
}

// path is a walk over tokens in which no token follows itself.
func (r *trader) path(hops int) []common.Address {
	p := []common.Address{r.tokens[r.rng.IntN(4)]}
	for len(p) <= hops {
		if t := r.tokens[r.rng.IntN(4)]; t != p[len(p)-1] {
			p = append(p, t)
		}
	}
	return p
}

var fees3 = [4][4][]int64{
	0: {1: {500, 3000}, 2: {3000}},
	1: {0: {500, 3000}, 2: {10000}},
	2: {0: {3000}, 1: {10000}, 3: {500}},
	3: {2: {500}},
}

// path3 is a walk over the V3 pools, with the fee of each hop.
func (r *trader) path3(hops int) ([]common.Address, []int64) {
	at := r.rng.IntN(4)
	p := []common.Address{r.tokens[at]}
	var fees []int64
	for len(fees) < hops {
		to := r.rng.IntN(4)
		if f := fees3[at][to]; len(f) > 0 {
			p, fees, at = append(p, r.tokens[to]), append(fees, f[r.rng.IntN(len(f))]), to
		}
	}
	return p, fees
}

func packed(path []common.Address, fees []int64) []byte {
	out := path[0].Bytes()
	for i, f := range fees {
		out = append(out, byte(f>>16), byte(f>>8), byte(f))
		out = append(out, path[i+1].Bytes()...)
	}
	return out
}

// bound is nothing, or now and then something that cannot be met.
func (r *trader) least() *big.Int {
	if r.rng.IntN(12) == 0 {
		return r.amount()
	}
	return new(big.Int)
}

func (r *trader) most() *big.Int {
	if r.rng.IntN(12) == 0 {
		return r.amount()
	}
	return supply
}

func (r *trader) deadline() *big.Int {
	if r.rng.IntN(20) == 0 {
		return big.NewInt(1)
	}
	return forever
}

// swap2 is a random call of the V2 router.
func (r *trader) swap2() sent {
	path := r.path(1 + r.rng.IntN(3))
	eth := path[0] == r.tokens[0]
	toETH := path[len(path)-1] == r.tokens[0]
	a, to, d := r.amount(), r.me, r.deadline()
	switch k := r.rng.IntN(3); {
	case k == 0 && eth:
		return r.send(r.router2, a, "swapExactETHForTokens", r.least(), path, to, d)
	case k == 0 && toETH:
		return r.send(r.router2, nil, "swapExactTokensForETH", a, r.least(), path, to, d)
	case k == 0:
		return r.send(r.router2, nil, "swapExactTokensForTokens", a, r.least(), path, to, d)
	case k == 1 && eth:
		return r.send(r.router2, r.most(), "swapETHForExactTokens", a, path, to, d)
	case k == 1 && toETH:
		return r.send(r.router2, nil, "swapTokensForExactETH", a, r.most(), path, to, d)
	case k == 1:
		return r.send(r.router2, nil, "swapTokensForExactTokens", a, r.most(), path, to, d)
	case eth:
		return r.send(r.router2, a, "swapExactETHForTokensSupportingFeeOnTransferTokens", r.least(), path, to, d)
	case toETH:
		return r.send(r.router2, nil, "swapExactTokensForETHSupportingFeeOnTransferTokens", a, r.least(), path, to, d)
	}
	return r.send(r.router2, nil, "swapExactTokensForTokensSupportingFeeOnTransferTokens", a, r.least(), path, to, d)
}

// limit is a price within some ticks of 1, or none.
func (r *trader) limit() *big.Int {
	if r.rng.IntN(3) != 0 {
		return new(big.Int)
	}
	one := new(big.Int).Lsh(big.NewInt(1), 96)
	off := new(big.Int).Rsh(one, uint(3+r.rng.IntN(12)))
	if r.rng.IntN(2) == 0 {
		off.Neg(off)
	}
	return one.Add(one, off)
}

// swap3 is a random call of the V3 router.
func (r *trader) swap3() sent {
	path, fees := r.path3(1 + r.rng.IntN(3))
	a := r.amount()
	type single struct {
		TokenIn, TokenOut                                                common.Address
		Fee                                                              *big.Int
		Recipient                                                        common.Address
		Deadline, AmountIn, AmountOutMinimum, AmountOut, AmountInMaximum *big.Int
		SqrtPriceLimitX96                                                *big.Int
	}
	type multi struct {
		Path                                                             []byte
		Recipient                                                        common.Address
		Deadline, AmountIn, AmountOutMinimum, AmountOut, AmountInMaximum *big.Int
	}
	out := r.rng.IntN(2) == 0
	if len(fees) == 1 {
		p := single{path[0], path[1], big.NewInt(fees[0]), r.me, r.deadline(), a, r.least(), a, r.most(), r.limit()}
		if out {
			return r.send(r.router3, nil, "exactOutputSingle", p)
		}
		return r.send(r.router3, nil, "exactInputSingle", p)
	}
	p := multi{packed(path, fees), r.me, r.deadline(), a, r.least(), a, r.most()}
	if out {
		slices.Reverse(path)
		slices.Reverse(fees)
		p.Path = packed(path, fees)
		return r.send(r.router3, nil, "exactOutput", p)
	}
	return r.send(r.router3, nil, "exactInput", p)
}

// swap02 is a random multicall of SwapRouter02: one to three swaps of both
// families, some of which spend what the one before left.
func (r *trader) swap02() sent {
	var calls [][]byte
	add := func(method string, args ...any) {
		data, err := r.router02.abi.Pack(method, args...)
		if err != nil {
			r.t.Fatal(err)
		}
		calls = append(calls, data)
	}
	type input struct {
		Path                       []byte
		Recipient                  common.Address
		AmountIn, AmountOutMinimum *big.Int
	}
	type output struct {
		Path                       []byte
		Recipient                  common.Address
		AmountOut, AmountInMaximum *big.Int
	}
	for range 1 + r.rng.IntN(3) {
		switch r.rng.IntN(5) {
		case 0:
			add("swapExactTokensForTokens", r.amount(), r.least(), r.path(1+r.rng.IntN(3)), r.me)
		case 1:
			add("swapTokensForExactTokens", r.amount(), r.most(), r.path(1+r.rng.IntN(3)), r.me)
		case 2:
			path, fees := r.path3(1 + r.rng.IntN(2))
			add("exactInput", input{packed(path, fees), r.me, r.amount(), r.least()})
		case 3:
			path, fees := r.path3(1 + r.rng.IntN(2))
			slices.Reverse(path)
			slices.Reverse(fees)
			add("exactOutput", output{packed(path, fees), r.me, r.amount(), r.most()})
		case 4: // a V3 hop whose output stays in the router, then a V2 path with it
			path, fees := r.path3(1)
			amount := new(big.Int).Add(r.amount(), big.NewInt(1000))
			add("exactInput", input{packed(path, fees), common.HexToAddress("0x2"), amount, new(big.Int)})
			rest := r.path(2)
			for rest[0] != path[1] {
				rest = r.path(2)
			}
			add("swapExactTokensForTokens", new(big.Int), r.least(), rest, r.me)
		}
	}
	return r.send(r.router02, nil, "multicall0", r.deadline(), calls)
}

// swap is a random swap through any router.
func (r *trader) swap() sent {
	switch r.rng.IntN(3) {
	case 0:
		return r.swap2()
	case 1:
		return r.swap3()
	}
	return r.swap02()
}

// move changes liquidity: what no calldata of a swap announces.
func (r *trader) move() {
	switch r.rng.IntN(4) {
	case 0:
		path := r.path(1)
		r.send(r.router2, nil, "addLiquidity", path[0], path[1], r.amount(), r.amount(), new(big.Int), new(big.Int), r.me, forever)
	case 1:
		path, fees := r.path3(1)
		a, b := path[0], path[1]
		if a.Cmp(b) > 0 {
			a, b = b, a
		}
		lower := int64(r.rng.IntN(40) - 20)
		r.mint3(a, b, fees[0], lower, lower+1+int64(r.rng.IntN(20)), 1+int64(r.rng.IntN(50)))
	case 2:
		type params struct {
			TokenId                                     *big.Int
			Liquidity, Amount0Min, Amount1Min, Deadline *big.Int
		}
		liquidity := new(big.Int).Mul(big.NewInt(1e18), big.NewInt(int64(r.rng.IntN(400))))
		r.send(r.nfpm, nil, "decreaseLiquidity", params{big.NewInt(1 + r.rng.Int64N(int64(r.positions))), liquidity, new(big.Int), new(big.Int), forever})
	case 3:
		type params struct {
			TokenId                *big.Int
			Recipient              common.Address
			Amount0Max, Amount1Max *big.Int
		}
		all := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 128), big.NewInt(1))
		r.send(r.nfpm, nil, "collect", params{big.NewInt(1 + r.rng.Int64N(int64(r.positions))), r.me, all, all})
	}
}

// Where every swap is in calldata, every prediction is exact: amounts, and the
// state of the pool after, as the real contracts have them.
func TestEveryPredictionIsExact(t *testing.T) {
	s := newStreet(t)
	var c tally
	m, err := Load(t.Context(), s.options(c.listener()))
	if err != nil {
		t.Fatal(err)
	}
	if m.Pools() != 11 || m.Sighted() != nil {
		t.Fatalf("%d pools, sighted: %v", m.Pools(), m.Sighted())
	}
	r := s.trader(1)
	for range 12 {
		for range 25 {
			r.swap()
		}
		b := s.commit()
		s.predict(m, b, nil)
		before := m.speculation()
		changed, err := m.Confirm(s.block(b))
		if err != nil {
			t.Fatal(err)
		}
		if len(changed) != 0 || !slices.Equal(before, m.speculation()) {
			t.Errorf("block %d: %d pools are not where they were predicted", b.NumberU64(), len(changed))
		}
	}
	s.same(m)
	t.Logf("%+v, counts %+v", c, m.Counts())
	if c.outcome[event.Exact] != c.predicted || c.predicted < 300 || c.unpredicted != 0 {
		t.Errorf("%d predicted, outcomes %v, %d not predicted", c.predicted, c.outcome, c.unpredicted)
	}
}

// speculation copies the speculative states.
func (m *Market) speculation() []state {
	all := make([]state, len(m.slots))
	for i := range m.slots {
		all[i] = m.slots[i].speculative
	}
	return all
}

// With swaps and liquidity that nobody announced in between, nothing exact is
// lost: the confirmed state is the chain's, every prediction gets one outcome,
// and none is a mismatch.
func TestDisturbedPredictionsAreNoMismatch(t *testing.T) {
	s := newStreet(t)
	var c tally
	m, err := Load(t.Context(), s.options(c.listener()))
	if err != nil {
		t.Fatal(err)
	}
	r := s.trader(2)
	for range 6 {
		var ahead []*Block
		for range 1 + r.rng.IntN(3) {
			silent := map[common.Hash]bool{}
			for range 20 {
				switch r.rng.IntN(6) {
				case 0:
					silent[r.swap().tx.Hash()] = true
				case 1:
					r.move()
				default:
					r.swap()
				}
			}
			b := s.commit()
			s.predict(m, b, silent)
			ahead = append(ahead, s.block(b))
		}
		for _, b := range ahead {
			if _, err := m.Confirm(b); err != nil {
				t.Fatal(err)
			}
		}
		s.same(m)
		for i := range m.slots {
			if m.slots[i].speculative != m.slots[i].confirmed {
				t.Errorf("pool %d: with nothing pending the two states differ", i)
			}
		}
	}
	t.Logf("%+v, counts %+v", c, m.Counts())
	if c.outcome[event.Mismatch] != 0 || c.outcome[event.Orphaned] != 0 {
		t.Errorf("outcomes %v", c.outcome)
	}
	if c.settled() != c.predicted {
		t.Errorf("%d predicted, %d settled", c.predicted, c.settled())
	}
	if c.outcome[event.Disturbed] == 0 || c.unpredicted == 0 {
		t.Error("nothing was disturbed: the test shows nothing")
	}
}
