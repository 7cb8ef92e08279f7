package constproduct

import (
	"math/bits"

	"github.com/holiman/uint256"
)

// fits says that u is narrow enough for the 128-bit path.
func (c Curve) fits(u *uint256.Int) bool {
	return u[2]|u[3]|u[1]>>(c.narrow-64) == 0
}

// amountOut128 is amountOut256 for operands that fit: the denominator has at
// most 128 bits and the quotient is below reserveOut.
func amountOut128(out, in, reserveIn, reserveOut *uint256.Int, kept, feeDen uint64) {
	fh, fl := mul128by64(in[1], in[0], kept)
	dh, dl := mul128by64(reserveIn[1], reserveIn[0], feeDen)
	var carry uint64
	dl, carry = bits.Add64(dl, fl, 0)
	dh += fh + carry
	n3, n2, n1, n0 := mul128(fh, fl, reserveOut[1], reserveOut[0])
	q1, q0 := div256by128(n3, n2, n1, n0, dh, dl)
	*out = uint256.Int{q0, q1}
}

// amountIn128 is amountIn256 for operands that fit and an output below its
// reserve. The quotient may have more than 128 bits where the output is nearly
// the reserve; the numerator is at most 112+112+30 bits.
func amountIn128(in, out, reserveIn, reserveOut *uint256.Int, kept, feeDen uint64) {
	nh, nl := mul128by64(reserveIn[1], reserveIn[0], feeDen)
	n3, n2, n1, n0 := mul128(nh, nl, out[1], out[0])
	l, borrow := bits.Sub64(reserveOut[0], out[0], 0)
	dh, dl := mul128by64(reserveOut[1]-out[1]-borrow, l, kept)
	if n3 > dh || n3 == dh && n2 >= dl {
		num, den := uint256.Int{n0, n1, n2, n3}, uint256.Int{dl, dh}
		in.Div(&num, &den)
	} else {
		q1, q0 := div256by128(n3, n2, n1, n0, dh, dl)
		*in = uint256.Int{q0, q1}
	}
	in.AddUint64(in, 1)
}

// mul128by64 is the product's low 128 bits; the caller knows that it fits.
func mul128by64(xh, xl, y uint64) (h, l uint64) {
	h, l = bits.Mul64(xl, y)
	return h + xh*y, l
}

// mul128 is the whole product.
func mul128(xh, xl, yh, yl uint64) (p3, p2, p1, p0 uint64) {
	var c uint64
	p1, p0 = bits.Mul64(xl, yl)
	a1, a0 := bits.Mul64(xl, yh)
	b1, b0 := bits.Mul64(xh, yl)
	p3, p2 = bits.Mul64(xh, yh)
	p1, c = bits.Add64(p1, a0, 0)
	p2, c = bits.Add64(p2, a1, c)
	p3 += c
	p1, c = bits.Add64(p1, b0, 0)
	p2, c = bits.Add64(p2, b1, c)
	p3 += c
	return p3, p2, p1, p0
}

// div256by128 is the quotient of a number below den*2^128.
func div256by128(n3, n2, n1, n0, dh, dl uint64) (q1, q0 uint64) {
	if dh == 0 { // then n3 is zero and n2 < dl
		q1, r := bits.Div64(n2, n1, dl)
		q0, _ = bits.Div64(r, n0, dl)
		return q1, q0
	}
	if s := uint(bits.LeadingZeros64(dh)); s != 0 {
		dh, dl = dh<<s|dl>>(64-s), dl<<s
		n3, n2, n1, n0 = n3<<s|n2>>(64-s), n2<<s|n1>>(64-s), n1<<s|n0>>(64-s), n0<<s
	}
	q1, n2, n1 = div192by128(n3, n2, n1, dh, dl)
	q0, _, _ = div192by128(n2, n1, n0, dh, dl)
	return q1, q0
}

// div192by128 is one digit of Knuth's algorithm D (TAOCP 4.3.1) for a
// divisor whose top bit is set and a dividend below den*2^64.
func div192by128(n2, n1, n0, dh, dl uint64) (q, r1, r0 uint64) {
	var r, over uint64
	if n2 >= dh { // equal, by the precondition: the digit is at most 2^64-1
		q = ^uint64(0)
		r, over = bits.Add64(n1, dh, 0)
	} else {
		q, r = bits.Div64(n2, n1, dh)
	}
	ph, pl := bits.Mul64(q, dl)
	// q may be too large by one or two; once r has left 64 bits it is right.
	for over == 0 && (ph > r || ph == r && pl > n0) {
		q--
		var b uint64
		pl, b = bits.Sub64(pl, dl, 0)
		ph -= b
		r, over = bits.Add64(r, dh, 0)
	}
	r0, b := bits.Sub64(n0, pl, 0)
	r1, _ = bits.Sub64(r, ph, b)
	return q, r1, r0
}
