// Package token identifies tokens, holds their exact amounts and is the only
// place that formats money.
//
// An amount is a uint256 in the token's smallest unit (wei for ETH). A float
// never holds money here; Format and Parse are exact in both directions.
package token

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
)

// ID is a dense index into a Table, so that hot code compares integers.
type ID uint32

// Token is what is known of an ERC-20 token.
type Token struct {
	Address  common.Address
	Symbol   string
	Decimals uint8
}

// MaxDecimals bounds what a token contract may claim: 10^77 still fits 256 bits.
const MaxDecimals = 77

var (
	// ErrDecimals says that a token claims more than MaxDecimals.
	ErrDecimals = errors.New("token has too many decimals")
	// ErrAmount says that a text is not an amount of this token.
	ErrAmount = errors.New("not an amount")
)

// Table gives tokens dense ids. It only grows. It is written by one goroutine
// during start-up and discovery; readers share it with that goroutine.
type Table struct {
	tokens []Token
	ids    map[common.Address]ID
}

// NewTable returns an empty table.
func NewTable() *Table { return &Table{ids: map[common.Address]ID{}} }

// Add returns the id of t, which it enters if the address is new. A known
// address keeps what was entered first.
func (t *Table) Add(tok Token) (ID, error) {
	if id, ok := t.ids[tok.Address]; ok {
		return id, nil
	}
	if tok.Decimals > MaxDecimals {
		return 0, fmt.Errorf("%w: %s claims %d, at most %d", ErrDecimals, tok.Address, tok.Decimals, MaxDecimals)
	}
	id := ID(len(t.tokens))
	t.tokens = append(t.tokens, tok)
	t.ids[tok.Address] = id
	return id, nil
}

// Lookup finds a token by address.
func (t *Table) Lookup(a common.Address) (ID, bool) {
	id, ok := t.ids[a]
	return id, ok
}

// At returns the token with this id, which must come from this table.
func (t *Table) At(id ID) *Token { return &t.tokens[id] }

// Len is the number of tokens.
func (t *Table) Len() int { return len(t.tokens) }

// Format writes amount (smallest units) as an exact decimal without trailing
// zeros: Format(1500000, 6) is "1.5".
func Format(amount *uint256.Int, decimals uint8) string {
	digits := amount.Dec()
	n := int(decimals)
	if n == 0 {
		return digits
	}
	if len(digits) <= n {
		digits = strings.Repeat("0", n-len(digits)+1) + digits
	}
	whole, frac := digits[:len(digits)-n], strings.TrimRight(digits[len(digits)-n:], "0")
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}

// Parse reads a decimal amount of a token exactly. More fraction digits than
// the token has are an error, not a rounding.
func Parse(text string, decimals uint8) (*uint256.Int, error) {
	whole, frac, dotted := strings.Cut(text, ".")
	if whole == "" || dotted && frac == "" || len(frac) > int(decimals) {
		return nil, fmt.Errorf("%w: %q: want digits, and at most %d after the point", ErrAmount, text, decimals)
	}
	digits := whole + frac + strings.Repeat("0", int(decimals)-len(frac))
	for _, c := range digits {
		if c < '0' || c > '9' {
			return nil, fmt.Errorf("%w: %q: want digits and at most one point", ErrAmount, text)
		}
	}
	digits = strings.TrimLeft(digits, "0")
	if digits == "" {
		digits = "0"
	}
	v, err := uint256.FromDecimal(digits)
	if err != nil {
		return nil, fmt.Errorf("%w: %q: %w", ErrAmount, text, err)
	}
	return v, nil
}
