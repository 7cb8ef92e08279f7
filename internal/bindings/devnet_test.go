package bindings_test

import (
	"bytes"
	"encoding/binary"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"mevbot/internal/bindings"
)

// scramble writes a payload as the comment of Opaque.sol documents it.
func scramble(key, salt [32]byte, plain []byte) []byte {
	out := append(bytes.Clone(salt[:]), plain...)
	for i := range plain {
		if i%32 == 0 {
			var n [32]byte
			binary.BigEndian.PutUint64(n[24:], uint64(i/32))
			stream := crypto.Keccak256(key[:], salt[:], n[:])
			for k := 0; k < 32 && i+k < len(plain); k++ {
				out[32+i+k] ^= stream[k]
			}
		}
	}
	return out
}

func TestOpaqueSwapsWhatItsPayloadHides(t *testing.T) {
	m := newMarket(t)
	opaque := bindings.NewOpaque()
	key := crypto.Keccak256Hash([]byte("key"))
	at := m.own(&bindings.OpaqueMetaData, opaque.PackConstructor(key))
	m.fundWeth(at, ether(10))
	hops := m.cycle(4, 0b0110)
	out := m.quote(hops, ether(3))
	payload := func(minOut *big.Int) []byte {
		plain := common.LeftPadBytes(minOut.Bytes(), 16)
		route := encode(hops)
		for i := range hops {
			plain = append(plain, route[23*i:23*i+23]...)
			amount := new(big.Int)
			if i == 0 {
				amount = ether(3)
			}
			plain = append(plain, common.LeftPadBytes(amount.Bytes(), 16)...)
		}
		return scramble(key, crypto.Keccak256Hash([]byte("salt")), plain)
	}
	data := opaque.PackRun(payload(out))
	for _, h := range hops {
		if bytes.Contains(data, h.pool[:]) {
			t.Errorf("calldata shows the pool %s", h.pool)
		}
	}
	if m.call(operator, at, data).err == nil {
		t.Fatal("an account that was not allowed could run")
	}
	m.do(deployer, at, opaque.PackAllow(operator))
	if m.call(operator, at, opaque.PackRun(payload(new(big.Int).Add(out, big.NewInt(1))))).err == nil {
		t.Error("one wei below the minimum went through")
	}
	m.do(operator, at, data)
	want := new(big.Int).Add(ether(7), out)
	if got := m.balance(m.weth, at); got.Cmp(want) != 0 {
		t.Errorf("holds %s wei of WETH, want %s", got, want)
	}
}

func TestKeeperTakesBackWhatItMinted(t *testing.T) {
	m := newMarket(t)
	before := m.balance(m.b, m.keeper)
	position := []bindings.LiquidityKeeperPosition{{Lower: big.NewInt(-600), Upper: big.NewInt(600), Liquidity: ether(5000)}}
	for range 2 { // twice: the second mint adds to a used position
		m.do(deployer, m.keeper, keeper.PackMintV3(m.legs["ab"][1], position))
		if m.balance(m.b, m.keeper).Cmp(before) >= 0 {
			t.Error("a mint cost nothing")
		}
		m.do(deployer, m.keeper, keeper.PackBurnV3(m.legs["ab"][1], position))
	}
	lost := new(big.Int).Sub(before, m.balance(m.b, m.keeper))
	if lost.Sign() < 0 || lost.Cmp(big.NewInt(2)) > 0 {
		t.Errorf("%s wei missing after mint and burn, want at most 1 each time", lost)
	}
	at := m.legs["ab"][0]
	m.do(deployer, m.keeper, keeper.PackBurnV2(at, ether(100)))
	if gain := new(big.Int).Sub(m.balance(m.b, m.keeper), before); gain.Cmp(ether(99)) < 0 {
		t.Errorf("burning a tenth of the pair gave %s wei", gain)
	}
	if m.call(stranger, m.keeper, keeper.PackSend(m.b, stranger, big.NewInt(1))).err == nil {
		t.Error("a stranger took tokens of the keeper")
	}
}

// place puts stand-ins where a genesis has them.
func place(w *world) (gasInfo, node common.Address) {
	gasInfo, node = common.HexToAddress("0x6c"), common.HexToAddress("0xc8")
	w.state.SetCode(gasInfo, common.FromHex(bindings.ArbGasInfoRuntime), 0)
	w.state.SetCode(node, common.FromHex(bindings.NodeInterfaceRuntime), 0)
	return gasInfo, node
}

func TestBurnerUsesWhatItIsTold(t *testing.T) {
	w := newWorld(t)
	gasInfo, _ := place(w)
	burner := bindings.NewBurner()
	at := w.own(&bindings.BurnerMetaData, nil)
	w.do(stranger, at, burner.PackBurn(big.NewInt(1000))) // the first call writes a fresh slot
	for _, gas := range []int64{100_000, 1_000_000, 12_000_000} {
		out := w.call(stranger, at, burner.PackBurn(big.NewInt(gas)))
		if out.err != nil {
			t.Fatalf("burn %d: %v", gas, out.err)
		}
		data := burner.PackBurn(big.NewInt(gas))
		over := int64(out.gas) - gas - int64(intrinsic(data))
		if over < 0 || over > 7_000 {
			t.Errorf("burn %d used %d on top", gas, over)
		}
	}
	// The block recorded its fee for calls that see none.
	w.evm.Context.BaseFee = new(big.Int)
	w.basefee = new(big.Int)
	info := bindings.NewIArbGasInfo()
	prices, err := info.UnpackGetPricesInWei(w.do(stranger, gasInfo, info.PackGetPricesInWei()))
	if err != nil || prices.PerArbGasTotal.Cmp(big.NewInt(1)) != 0 {
		t.Errorf("price %v without a base fee, want the recorded 1 wei: %v", prices.PerArbGasTotal, err)
	}
}

func TestNodeInterfaceChargesTheL1PriceAt6C(t *testing.T) {
	w := newWorld(t)
	w.basefee = big.NewInt(100_000_000)
	w.use(w.state)
	gasInfo, node := place(w)
	ni := bindings.NewINodeInterface()
	ask := func() bindings.INodeInterfaceGasEstimateL1ComponentOutput {
		got, err := ni.UnpackGasEstimateL1Component(w.do(stranger, node, ni.PackGasEstimateL1Component(stranger, false, make([]byte, 90))))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := ask(); got.GasEstimateForL1 != 0 || got.BaseFee.Cmp(w.basefee) != 0 || got.L1BaseFeeEstimate.Sign() != 0 {
		t.Errorf("at L1 price 0: %+v", got)
	}
	w.state.SetState(gasInfo, common.Hash{}, common.BigToHash(big.NewInt(1e9)))
	// 200 bytes, 16 units each, 1 gwei a unit, 10 % on top, at 0.1 gwei a gas.
	if got := ask(); got.GasEstimateForL1 != 35_200 || got.L1BaseFeeEstimate.Int64() != 1e9 {
		t.Errorf("at L1 price 1 gwei: %+v, want 35200 gas", got)
	}
	whole, err := ni.UnpackGasEstimateComponents(w.do(stranger, node, ni.PackGasEstimateComponents(gasInfo, false, bindings.NewIArbGasInfo().PackGetL1BaseFeeEstimate())))
	if err != nil || whole.GasEstimate < 21_064+whole.GasEstimateForL1 || whole.GasEstimate > 30_000+whole.GasEstimateForL1 {
		t.Errorf("whole estimate %+v: %v", whole, err)
	}
}

func TestAggregatorAnswersRounds(t *testing.T) {
	w := newWorld(t)
	agg := bindings.NewAggregator()
	at := w.own(&bindings.AggregatorMetaData, agg.PackConstructor(8, "ETH / USD", big.NewInt(1), big.NewInt(1e15), big.NewInt(3000e8)))
	w.do(deployer, at, agg.PackSet(big.NewInt(3100e8)))
	got, err := agg.UnpackLatestRoundData(w.do(stranger, at, agg.PackLatestRoundData()))
	if err != nil || got.Arg1.Int64() != 3100e8 || got.Arg3.Int64() != now {
		t.Errorf("latest %+v: %v", got, err)
	}
	first := new(big.Int).Sub(got.Arg0, big.NewInt(1))
	old, err := agg.UnpackGetRoundData(w.do(stranger, at, agg.PackGetRoundData(first)))
	if err != nil || old.Arg1.Int64() != 3000e8 {
		t.Errorf("round %s: %+v: %v", first, old, err)
	}
	for name, out := range map[string]outcome{
		"a round that is not there": w.call(stranger, at, agg.PackGetRoundData(new(big.Int).Add(got.Arg0, big.NewInt(1)))),
		"a stranger's answer":       w.call(stranger, at, agg.PackSet(big.NewInt(5))),
		"an answer out of bounds":   w.call(deployer, at, agg.PackSet(big.NewInt(0))),
	} {
		if out.err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
