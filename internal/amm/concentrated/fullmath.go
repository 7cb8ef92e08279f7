package concentrated

import (
	"math/bits"

	"github.com/holiman/uint256"
)

// mulDiv sets z to floor(x*y/d) through the whole 512-bit product, as
// FullMath.mulDiv, and says whether a remainder is left. The quotient must fit
// 256 bits and d must not be zero. z may be any of the operands.
//
// It skips leading zero words and divides digit by digit in hardware: three
// times as fast as uint256's MulDivOverflow on a pool's numbers, and it tells
// of the remainder, which rounding up wants, without a second product.
func mulDiv(z, x, y, d *uint256.Int) (inexact bool) {
	var p [9]uint64 // the product, and one word for division's normalisation
	xn, yn := words(x), words(y)
	for i := range xn {
		var carry uint64
		for j := range yn {
			h, l := bits.Mul64(x[i], y[j])
			var c uint64
			l, c = bits.Add64(l, carry, 0)
			h += c
			p[i+j], c = bits.Add64(p[i+j], l, 0)
			carry = h + c
		}
		p[i+yn] = carry
	}
	return divide(z, &p, xn+yn, d)
}

// mulDivUp is FullMath.mulDivRoundingUp, with mulDiv's conditions.
func mulDivUp(z, x, y, d *uint256.Int) {
	if mulDiv(z, x, y, d) {
		z.AddUint64(z, 1)
	}
}

// div sets z to floor(x/d) and says whether a remainder is left.
func div(z, x, d *uint256.Int) (inexact bool) {
	p := [9]uint64{x[0], x[1], x[2], x[3]}
	return divide(z, &p, 4, d)
}

// divUp is UnsafeMath.divRoundingUp for a divisor that is not zero.
func divUp(z, x, d *uint256.Int) {
	if div(z, x, d) {
		z.AddUint64(z, 1)
	}
}

// words is the number of words up to the highest that is not zero.
func words(x *uint256.Int) int {
	n := 4
	for n > 0 && x[n-1] == 0 {
		n--
	}
	return n
}

// divide sets q to the quotient of p's low m words and d, destroys p, and says
// whether a remainder is left (Knuth's algorithm D, TAOCP 4.3.1).
func divide(q *uint256.Int, p *[9]uint64, m int, d *uint256.Int) (inexact bool) {
	n := words(d)
	for m > 0 && p[m-1] == 0 {
		m--
	}
	if m < n {
		*q = uint256.Int{}
		return m > 0
	}
	if n == 1 {
		return divideByWord(q, p, m, d[0])
	}
	v := *d
	if s := uint(bits.LeadingZeros64(d[n-1])); s != 0 {
		for i := n - 1; i > 0; i-- {
			v[i] = d[i]<<s | d[i-1]>>(64-s)
		}
		v[0] = d[0] << s
		p[m] = p[m-1] >> (64 - s)
		for i := m - 1; i > 0; i-- {
			p[i] = p[i]<<s | p[i-1]>>(64-s)
		}
		p[0] <<= s
	}
	var quotient uint256.Int
	for j := m - n; j >= 0; j-- {
		digit := estimate(p[j+n], p[j+n-1], p[j+n-2], v[n-1], v[n-2]) //nolint:gosec // n is 2 to 4 here, and j+n at most 8
		if digit == 0 {
			continue
		}
		var borrow, carry uint64
		for i := range n {
			h, l := bits.Mul64(digit, v[i&3])
			var c uint64
			l, c = bits.Add64(l, carry, 0)
			carry = h + c
			p[i+j], borrow = bits.Sub64(p[i+j], l, borrow)
		}
		if p[j+n], borrow = bits.Sub64(p[j+n], carry, borrow); borrow != 0 {
			digit-- // the estimate was one too large: add the divisor back
			var c uint64
			for i := range n {
				p[i+j], c = bits.Add64(p[i+j], v[i&3], c)
			}
			p[j+n] += c
		}
		quotient[j&3] = digit // j > 3 only with a zero digit, as the quotient fits
	}
	*q = quotient
	return p[0]|p[1]|p[2]|p[3] != 0
}

// divideByWord is divide for a divisor of one word.
func divideByWord(q *uint256.Int, p *[9]uint64, m int, d uint64) (inexact bool) {
	var r uint64
	if p[m-1] < d { // the top word gives no digit: the quotient may need only 4
		m--
		r = p[m]
	}
	var quotient uint256.Int
	for i := m - 1; i >= 0; i-- {
		quotient[i&3], r = bits.Div64(r, p[i], d)
	}
	*q = quotient
	return r != 0
}

// estimate is one digit of a quotient from the top three words of the
// dividend and the top two of a normalised divisor: right or one too large.
func estimate(u2, u1, u0, v1, v0 uint64) uint64 {
	if u2 >= v1 {
		return ^uint64(0)
	}
	q, r := bits.Div64(u2, u1, v1)
	h, l := bits.Mul64(q, v0)
	for h > r || h == r && l > u0 {
		q--
		var c uint64
		if r, c = bits.Add64(r, v1, 0); c != 0 {
			break
		}
		l, c = bits.Sub64(l, v0, 0)
		h -= c
	}
	return q
}

// scale sets z to floor(x*mul/den) and says whether a remainder is left. The
// quotient must fit 256 bits; mul and den are below 2^32.
func scale(z, x *uint256.Int, mul, den uint64) (inexact bool) {
	if x[1]|x[2]|x[3] == 0 {
		h, l := bits.Mul64(x[0], mul)
		q1, r := h/den, h%den
		q0, r := bits.Div64(r, l, den)
		*z = uint256.Int{q0, q1}
		return r != 0
	}
	var p [9]uint64
	var carry uint64
	n := words(x)
	for i := range n {
		h, l := bits.Mul64(x[i&3], mul)
		var c uint64
		p[i], c = bits.Add64(l, carry, 0)
		carry = h + c
	}
	p[n] = carry
	m := n + 1
	if carry == 0 {
		m = n
	}
	return divideByWord(z, &p, m, den)
}

// mulHigh128 is floor(x*y/2^128) of two 128-bit numbers.
func mulHigh128(xh, xl, yh, yl uint64) (h, l uint64) {
	p1, _ := bits.Mul64(xl, yl)
	a1, a0 := bits.Mul64(xl, yh)
	b1, b0 := bits.Mul64(xh, yl)
	h, l = bits.Mul64(xh, yh)
	var c uint64
	p1, c = bits.Add64(p1, a0, 0)
	l, c = bits.Add64(l, a1, c)
	h += c
	_, c = bits.Add64(p1, b0, 0)
	l, c = bits.Add64(l, b1, c)
	return h + c, l
}
