package decode

import (
	"encoding/binary"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
)

// Aggregators name pools in words: the address in the lower 160 bits, and above
// it a direction, flags, and for pairs the fee.

// bit of a word, counted from its low end.
func bit(w *uint256.Int, i uint) bool { return w[i/64]>>(i%64)&1 == 1 }

// poolWord reads the pool of word i and the 32 bits above its address.
func poolWord(a args, i int) (leg Leg, w uint256.Int, above uint32, ok bool) {
	w, ok = a.word(i)
	if !ok {
		return leg, w, 0, false
	}
	leg.Pool, _ = a.low(i)
	return leg, w, binary.BigEndian.Uint32(a[32*i+8 : 32*i+12]), true
}

// numerator is the share that a pair's fee leaves of the input, in billionths.
// The fee is exact only where it is whole hundredths of a basis point.
func (in *Intent) numerator(leg *Leg, n uint32) {
	const billion = 1_000_000_000
	if n > billion || (billion-n)%1000 != 0 {
		in.AmountUnknown = true
		return
	}
	leg.Fee = (billion - n) / 1000
}

// wordPools reads an array of words for the pools of 1inch V5 and OKX: bit 255
// says token 1 for token 0.
func (in *Intent) wordPools(a args, i int, family amm.Family) bool {
	pools, n, ok := a.array(i)
	if !ok || n == 0 {
		return false
	}
	in.Mode = Sequence
	for k := range n {
		leg, w, fee, ok := poolWord(pools, k)
		if !ok {
			return false
		}
		leg.Family, leg.Backwards = family, bit(&w, 255)
		if family == amm.ConstantProduct {
			in.numerator(&leg, fee)
		}
		in.hop(leg)
	}
	return true
}
