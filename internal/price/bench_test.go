package price

import (
	"encoding/binary"
	"testing"

	"github.com/holiman/uint256"

	"mevbot/internal/token"
)

// BenchmarkSurvey prices the tokens of 10,000 pools, half of them with the base
// token; it is done once a second, off the hot path.
func BenchmarkSurvey(b *testing.B) {
	var pools []PoolState
	for i := range 10_000 {
		t := token.Token{Symbol: "T", Decimals: 18}
		binary.BigEndian.PutUint32(t.Address[:], uint32(1000+i/10))
		with := weth
		if i%2 == 1 {
			with = usdc
		}
		p := pair(with, t, "1000", "3000")
		if i%4 > 1 {
			p.Concentrated = true
			p.SqrtPriceX96.Lsh(uint256.NewInt(7), 94)
			p.Liquidity = *whole("1700", 18)
		}
		pools = append(pools, p)
	}
	for b.Loop() {
		if spots, err := survey(weth.Address, pools, 200, uint256.NewInt(10e18)); err != nil || len(spots) != 1002 {
			b.Fatal(len(spots), err)
		}
	}
}
