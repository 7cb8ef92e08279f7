package token

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"
)

func TestFormatIsExact(t *testing.T) {
	for _, tc := range []struct {
		amount   string
		decimals uint8
		want     string
	}{
		{"0", 18, "0"},
		{"1", 18, "0.000000000000000001"},
		{"1500000", 6, "1.5"},
		{"1000000", 6, "1"},
		{"100000001", 8, "1.00000001"},
		{"42", 0, "42"},
		{"115792089237316195423570985008687907853269984665640564039457584007913129639935", 77, "1.15792089237316195423570985008687907853269984665640564039457584007913129639935"},
	} {
		if got := Format(uint256.MustFromDecimal(tc.amount), tc.decimals); got != tc.want {
			t.Errorf("Format(%s, %d) = %s, want %s", tc.amount, tc.decimals, got, tc.want)
		}
	}
}

// The oracle is math/big: amount / 10^decimals as a rational number.
func TestFormatAndParseAgreeWithRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.Uint64(), 4, 4).Draw(t, "words")
		keep := rapid.IntRange(0, 4).Draw(t, "keep")
		var a uint256.Int
		copy(a[:keep], words)
		d := rapid.Uint8Range(0, MaxDecimals).Draw(t, "decimals")
		text := Format(&a, d)
		r, ok := new(big.Rat).SetString(text)
		want := new(big.Rat).SetFrac(a.ToBig(), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d)), nil))
		if !ok || r.Cmp(want) != 0 {
			t.Fatalf("Format(%s, %d) = %s", a.Dec(), d, text)
		}
		if strings.Contains(text, ".") && strings.HasSuffix(text, "0") {
			t.Fatalf("%s has trailing zeros", text)
		}
		back, err := Parse(text, d)
		if err != nil || !back.Eq(&a) {
			t.Fatalf("Parse(%s, %d) = %v, %v; want %s", text, d, back, err, a.Dec())
		}
	})
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{"", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", " 1", "0x10", "1.0000001", "115792089237316195423570985008687907853269984665640564039457584007913129639936"} {
		if v, err := Parse(text, 6); !errors.Is(err, ErrAmount) {
			t.Errorf("Parse(%q) = %v, %v; want ErrAmount", text, v, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("1.5", uint8(6))
	f.Add("00012.3400", uint8(18))
	f.Fuzz(func(t *testing.T, text string, decimals uint8) {
		decimals %= MaxDecimals + 1
		v, err := Parse(text, decimals)
		if err != nil {
			return
		}
		again, err := Parse(Format(v, decimals), decimals)
		if err != nil || !again.Eq(v) {
			t.Fatalf("%q is %s, which does not read back: %v, %v", text, v.Dec(), again, err)
		}
	})
}

func TestTableKeepsTheFirstEntry(t *testing.T) {
	table := NewTable()
	a := common.HexToAddress("0x01")
	first, err := table.Add(Token{Address: a, Symbol: "A", Decimals: 6})
	if err != nil {
		t.Fatal(err)
	}
	again, err := table.Add(Token{Address: a, Symbol: "B", Decimals: 18})
	if err != nil || again != first || table.At(first).Decimals != 6 || table.Len() != 1 {
		t.Errorf("a known address was entered again: id %d, %+v, %v", again, table.At(first), err)
	}
	if _, err := table.Add(Token{Address: common.HexToAddress("0x02"), Decimals: 78}); !errors.Is(err, ErrDecimals) {
		t.Errorf("78 decimals: %v, want ErrDecimals", err)
	}
	if _, ok := table.Lookup(common.HexToAddress("0x03")); ok {
		t.Error("an unknown token was found")
	}
}
