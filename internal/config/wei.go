package config

import (
	"strings"

	"github.com/holiman/uint256"
)

// ParseWei reads an amount as the file has it: wei, or a decimal with a unit
// that comes out in whole wei, as in "0.1 gwei". The space may be left out.
func ParseWei(text string) (*uint256.Int, error) {
	text = strings.TrimSpace(text)
	if i := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' }); i > 0 && text[i] != ' ' {
		text = text[:i] + " " + text[i:]
	}
	return parseWei(text)
}
