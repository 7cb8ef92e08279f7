package market

import (
	"bytes"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
)

// ask calls a view of a pool at the head and returns its words.
func (p *place) ask(t *testing.T, i int, method string, args ...any) []any {
	t.Helper()
	from := &p.code.pair.ABI
	if p.pools[i].kind == v3 {
		from = &p.code.pool3.ABI
	}
	data, err := from.Pack(method, args...)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := p.client.CallContract(t.Context(), ethereum.CallMsg{To: &p.pools[i].address, Data: data}, p.head.Number())
	if err != nil {
		t.Fatal(err)
	}
	out, err := from.Unpack(method, raw)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func near(got float64, want any) bool {
	w, _ := new(big.Float).SetInt(want.(*big.Int)).Float64()
	return math.Abs(got-w) <= 1e-12*math.Abs(w)
}

// compare checks the market's view of every pool at the head against the pools.
func (p *place) compare(t *testing.T) {
	t.Helper()
	w, err := p.reach(t.Context(), p.head)
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.pools {
		s := &w.states[i]
		if p.pools[i].kind == v2 {
			if r := p.ask(t, i, "getReserves"); !near(s.r0, r[0]) || !near(s.r1, r[1]) {
				t.Errorf("pool %d: reserves %v, %v, contract has %v", i, s.r0, s.r1, r)
			}
			continue
		}
		slot, liquidity := p.ask(t, i, "slot0"), p.ask(t, i, "liquidity")
		if !near(s.sqrt*q96, slot[0]) || int64(s.tick) != slot[1].(*big.Int).Int64() || !near(s.liq, liquidity[0]) {
			t.Errorf("pool %d: price %v tick %d liquidity %v, contract has %v and %v", i, s.sqrt*q96, s.tick, s.liq, slot, liquidity)
		}
		for _, b := range s.ticks {
			if net := p.ask(t, i, "ticks", big.NewInt(int64(b.tick)))[1].(*big.Int); math.Abs(b.net) > 1e-9*s.liq && !near(b.net, net) {
				w, _ := new(big.Float).SetInt(net).Float64()
				if math.Abs(b.net-w) > 1e-9*s.liq {
					t.Errorf("pool %d tick %d: net %v, contract has %v", i, b.tick, b.net, net)
				}
			}
		}
	}
	for i, a := range p.accounts {
		nonce, err := p.client.NonceAt(t.Context(), a.address, p.head.Number())
		if err != nil {
			t.Fatal(err)
		}
		if i >= provider && w.nonces[i] != nonce {
			t.Errorf("account %d: nonce %d, chain has %d", i, w.nonces[i], nonce)
		}
	}
}

func testTradersKnowTheContracts(t *testing.T, p *place) {
	p.compare(t)
	w, err := p.reach(t.Context(), p.head)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range p.pools {
		for _, zero := range []bool{true, false} {
			in := p.pools[i].token1
			if zero {
				in = p.pools[i].token0
			}
			usd := math.Exp(rng.Float64()*math.Log(1e5)) * 10
			amount := integer(w.units(in, usd))
			want, err := p.quote(t.Context(), p.head.Number(), i, in, amount)
			if err != nil {
				t.Fatal(err)
			}
			s := w.states[i]
			got, _ := new(big.Float).SetInt(amount).Float64()
			got = s.sell(&p.pools[i], zero, got)
			exact, _ := new(big.Float).SetInt(want).Float64()
			// The contract rounds the fee up to a whole unit of the input.
			units, _ := new(big.Float).SetInt(amount).Float64()
			if math.Abs(got-exact) > (1e-9+2/units)*exact+2 {
				t.Errorf("pool %d: %v of token %d gives %v, contract says %v", i, amount, in, got, want)
			}
		}
	}
}

// testRoutersTakeEveryForm sends each form of order as a call to its router.
func testRoutersTakeEveryForm(t *testing.T, p *place) {
	w, err := p.reach(t.Context(), p.head)
	if err != nil {
		t.Fatal(err)
	}
	forms := map[[5]byte]bool{}
	turn := &turn{m: p.Market, w: w.clone(), seen: w, now: p.head.Time(), gasWei: 1e18}
	for n := range uint64(240) {
		turn.rng = rand.New(rand.NewPCG(n, 9))
		router := int(n % routers)
		r, ok := turn.draw(router)
		if !ok {
			continue
		}
		who := firstTrader + router*tradersEach
		in, out := w.units(r.path[0], 1000), 0.0
		w.whatIf(&r, in, func(o float64) { out = o })
		o := turn.order(who, &r, in, out)
		p.previous = p.head.ParentHash()
		c, err := p.encode(&o, turn.rng)
		if err != nil {
			t.Fatal(err)
		}
		forms[[5]byte{byte(router), c.data[0], c.data[1], c.data[2], c.data[3]}] = true
		_, err = p.client.CallContract(t.Context(), ethereum.CallMsg{
			From: p.accounts[who].address, To: &p.addresses.Routers[router].Address, Gas: c.gas, Value: c.value, Data: c.data,
		}, p.head.Number())
		if err != nil {
			t.Errorf("router %d refuses %+v, data %x: %v", router, o, c.data, err)
		}
	}
	if len(forms) < 24 {
		t.Errorf("only %d forms of calls were drawn", len(forms))
	}
}

func testPayloadTellsNothing(t *testing.T, p *place) {
	legs := []leg{{pool: 0, zeroForOne: true, in: big.NewInt(1e18)}, {pool: 1}}
	payload := p.scramble(common.Hash{1}, legs, big.NewInt(1))
	if len(payload) != 32+16+2*39 {
		t.Fatalf("payload of %d bytes", len(payload))
	}
	for _, l := range legs {
		if bytes.Contains(payload, p.pools[l.pool].address[:4]) {
			t.Errorf("the payload shows pool %d", l.pool)
		}
	}
	if same := p.scramble(common.Hash{2}, legs, big.NewInt(1)); bytes.Equal(payload[32:], same[32:]) {
		t.Error("two salts give one cipher")
	}
}
