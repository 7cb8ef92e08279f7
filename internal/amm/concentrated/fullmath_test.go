package concentrated

import (
	"encoding/binary"
	"math/big"
	"testing"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"
)

// word256 draws numbers of any length, with many words of zeros and of ones:
// what makes a digit's estimate wrong.
func word256() *rapid.Generator[uint256.Int] {
	word := rapid.OneOf(rapid.Uint64(), rapid.SampledFrom([]uint64{0, 1, 1 << 63, ^uint64(0), ^uint64(0) - 1, 1<<63 - 1}))
	return rapid.Custom(func(t *rapid.T) uint256.Int {
		u := uint256.Int{word.Draw(t, "w0"), word.Draw(t, "w1"), word.Draw(t, "w2"), word.Draw(t, "w3")}
		return *u.Rsh(&u, rapid.UintRange(0, 255).Draw(t, "shift"))
	})
}

// quotient checks floor(x*y/d) in big integers; it says nothing where the
// quotient does not fit.
func quotient(t rapid.TB, x, y, d *uint256.Int) {
	if d.IsZero() {
		return
	}
	q, r := new(big.Int).QuoRem(new(big.Int).Mul(x.ToBig(), y.ToBig()), d.ToBig(), new(big.Int))
	if q.BitLen() > 256 {
		return
	}
	var got uint256.Int
	if inexact := mulDiv(&got, x, y, d); got.ToBig().Cmp(q) != 0 || inexact != (r.Sign() != 0) {
		t.Fatalf("%s*%s/%s = %s (inexact %v), want %v", x.Hex(), y.Hex(), d.Hex(), got.Hex(), inexact, q)
	}
	same := *x
	if mulDiv(&same, &same, y, d); !same.Eq(&got) {
		t.Fatalf("%s*%s/%s in place = %s, want %s", x.Hex(), y.Hex(), d.Hex(), same.Hex(), got.Hex())
	}
}

func TestMulDiv(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y, d := word256().Draw(t, "x"), word256().Draw(t, "y"), word256().Draw(t, "d")
		quotient(t, &x, &y, &d)
		// Nearly equal factor and divisor: the quotient fits and is long.
		var near uint256.Int
		near.AddUint64(&y, rapid.Uint64Range(0, 3).Draw(t, "more"))
		quotient(t, &x, &y, &near)
	})
}

func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := word256().Draw(t, "x")
		mul := rapid.Uint64Range(1, feeUnit).Draw(t, "mul")
		den := rapid.Uint64Range(1, feeUnit).Draw(t, "den")
		q, r := new(big.Int).QuoRem(new(big.Int).Mul(x.ToBig(), new(big.Int).SetUint64(mul)), new(big.Int).SetUint64(den), new(big.Int))
		if q.BitLen() > 256 {
			return
		}
		var got uint256.Int
		if inexact := scale(&got, &x, mul, den); got.ToBig().Cmp(q) != 0 || inexact != (r.Sign() != 0) {
			t.Fatalf("%s*%d/%d = %s (inexact %v), want %v", x.Hex(), mul, den, got.Hex(), inexact, q)
		}
	})
}

// The contract divides another way where its product or its sum overflows. No
// pool of a usual spacing comes there; the sum alone overflows once in 2^30
// times even in those that do.
func TestAddToken0WhereTheContractOverflows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price := rapid.Custom(func(t *rapid.T) uint256.Int {
			u := uint256.Int{rapid.Uint64().Draw(t, "p0"), rapid.Uint64().Draw(t, "p1"), rapid.Uint64Range(1, 1<<31).Draw(t, "p2")}
			return u
		}).Draw(t, "price")
		l := uint256.Int{rapid.Uint64().Draw(t, "l0"), rapid.Uint64Range(1<<60, 1<<63).Draw(t, "l1")}
		amount := new(uint256.Int).SetAllOne()
		amount.Div(amount, &price)
		if rapid.Bool().Draw(t, "more") {
			amount.AddUint64(amount, rapid.Uint64Range(0, 3).Draw(t, "by"))
		}
		var got uint256.Int
		addToken0(&got, &price, &l, amount)
		if want := moveReference(0, &price, &l, amount, true); !got.Eq(want) {
			t.Fatalf("price %s, liquidity %s, amount %s: %s, want %s", price.Hex(), l.Hex(), amount.Hex(), got.Hex(), want.Hex())
		}
	})
}

func FuzzMulDiv(f *testing.F) {
	f.Add(make([]byte, 96))
	ones := make([]byte, 96)
	for i := range ones {
		ones[i] = 0xff
	}
	f.Add(ones)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) < 96 {
			return
		}
		var u [3]uint256.Int
		for i := range u {
			for j := range u[i] {
				u[i][j] = binary.LittleEndian.Uint64(raw[32*i+8*j:])
			}
		}
		quotient(t, &u[0], &u[1], &u[2])
	})
}
