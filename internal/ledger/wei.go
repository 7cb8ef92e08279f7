package ledger

import (
	"fmt"
	"strings"

	"github.com/holiman/uint256"
)

// SignedWei is an exact amount that may be negative. The zero value is 0.
type SignedWei struct {
	twos uint256.Int // two's complement
}

// Difference is a-b. Both must be below 2^255, which native amounts are by far.
func Difference(a, b *uint256.Int) (d SignedWei) {
	d.twos.Sub(a, b)
	return d
}

// ParseSigned reads a decimal with an optional minus sign.
func ParseSigned(text string) (d SignedWei, err error) {
	digits, negative := strings.CutPrefix(text, "-")
	if err := d.twos.SetFromDecimal(digits); err != nil || d.twos.Sign() < 0 || strings.HasPrefix(digits, "+") {
		return SignedWei{}, fmt.Errorf("%q is not an amount in wei", text)
	}
	if negative {
		d.twos.Neg(&d.twos)
	}
	return d, nil
}

// Add is d+e.
func (d SignedWei) Add(e SignedWei) (sum SignedWei) {
	sum.twos.Add(&d.twos, &e.twos)
	return sum
}

// Sub is d-e.
func (d SignedWei) Sub(e SignedWei) (difference SignedWei) {
	difference.twos.Sub(&d.twos, &e.twos)
	return difference
}

// Sign is -1, 0 or 1.
func (d SignedWei) Sign() int { return d.twos.Sign() }

// String is the decimal.
func (d SignedWei) String() string {
	if d.Sign() < 0 {
		return "-" + new(uint256.Int).Neg(&d.twos).Dec()
	}
	return d.twos.Dec()
}

// MarshalText is the decimal: JSON numbers would lose digits.
func (d SignedWei) MarshalText() ([]byte, error) { return []byte(d.String()), nil }
