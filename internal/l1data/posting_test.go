package l1data

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"math"
	"os/exec"
	"slices"
	"testing"

	"github.com/holiman/uint256"
)

var (
	compressed = flag.Int("compressed", 12_000, "how many transactions are compressed by the C library, too")
	seed       = flag.Uint64("seed", 7, "what the transactions are made from")
)

// sizesInC are the lengths that the C library compresses to, by Node.
func sizesInC(t *testing.T, txs [][]byte) []int {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: it has the C library that the chain compresses with")
	}
	var in bytes.Buffer
	for _, tx := range txs {
		fmt.Fprintln(&in, hex.EncodeToString(tx))
	}
	cmd := exec.CommandContext(t.Context(), node, "-e", `
		const z = require('zlib'), c = z.constants;
		const params = {[c.BROTLI_PARAM_QUALITY]: 1, [c.BROTLI_PARAM_LGWIN]: 22};
		const lines = require('fs').readFileSync(0, 'utf8').trim().split('\n');
		console.log(lines.map(l => z.brotliCompressSync(Buffer.from(l, 'hex'), {params}).length).join('\n'));`)
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
		var n int
		if _, err := fmt.Sscan(s.Text(), &n); err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, n)
	}
	if len(sizes) != len(txs) {
		t.Fatalf("%d lengths of %d transactions", len(sizes), len(txs))
	}
	return sizes
}

// Our length is that of the C library, quality 1 and window 22, to the byte. A
// difference is an error of ours; the 95th percentile says how much it matters.
func TestSizeAgainstC(t *testing.T) {
	txs, kinds := newCorpus(*seed).sample(*compressed)
	for _, tx := range realTransactions(t) {
		txs, kinds = append(txs, tx), append(kinds, "real")
	}
	var m Meter
	var off []float64
	all, same, sum := map[string]int{}, map[string]int{}, map[string]int{}
	for i, want := range sizesInC(t, txs) {
		got, err := m.Size(txs[i])
		if err != nil {
			t.Fatal(err)
		}
		off = append(off, math.Abs(float64(got-want))/float64(want))
		all[kinds[i]]++
		sum[kinds[i]] += want
		if got == want {
			same[kinds[i]]++
		} else if all[kinds[i]]-same[kinds[i]] < 5 {
			t.Errorf("%s transaction of %d bytes: %d bytes, the C library makes %d", kinds[i], len(txs[i]), got, want)
		}
	}
	for kind, n := range all {
		t.Logf("%-8s %6d transactions, %6d of them the same, %d bytes on average", kind, n, same[kind], sum[kind]/n)
	}
	slices.Sort(off)
	t.Logf("error over all: %.3f %% at the 95th percentile, %.3f %% at most", 100*off[len(off)*95/100], 100*off[len(off)-1])
}

// A used meter answers as a new one.
func TestMeterForgets(t *testing.T) {
	txs, _ := newCorpus(8).sample(200)
	var used Meter
	for _, tx := range txs {
		var fresh Meter
		want, err := fresh.Units(tx)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := used.Units(tx); err != nil || got != want || got%16 != 0 {
			t.Fatalf("%d units after others, %d alone: %v", got, want, err)
		}
	}
	for _, n := range []int{0, MaxLength + 1} {
		if _, err := used.Size(make([]byte, n)); !errors.Is(err, ErrLength) {
			t.Errorf("%d bytes: %v, want ErrLength", n, err)
		}
	}
}

func u(n uint64) *uint256.Int { return uint256.NewInt(n) }

// Worked by hand from nitro's rules.
func TestGas(t *testing.T) {
	most := new(uint256.Int).Not(new(uint256.Int))
	for name, c := range map[string]struct {
		units          uint64
		perUnit, price *uint256.Int
		want           uint64
	}{
		// 230 bytes are 3,680 units; 3,680 * 200,000,000 = 736,000,000,000; over 20,000,000 that is 36,800.
		"whole": {230 * 16, u(200_000_000), u(20_000_000), 36_800},
		// 3,680 * 7 = 25,760; / 1000 = 25.76.
		"rounds down":             {3_680, u(7), u(1_000), 25},
		"below one gas":           {16, u(1), u(17), 0},
		"exactly one gas":         {16, u(1), u(16), 1},
		"no price of gas":         {3_680, u(7), u(0), 0},
		"no price of data":        {3_680, u(0), u(7), 0},
		"no data":                 {0, u(7), u(7), 0},
		"saturates over 64 bits":  {math.MaxUint64, u(2), u(1), math.MaxUint64},
		"saturates over 256 bits": {math.MaxUint64, most, u(1), math.MaxUint64},
		"product over 256 bits":   {16, most, most, 16},
	} {
		if got := Gas(c.units, c.perUnit, c.price); got != c.want {
			t.Errorf("%s: %d gas, want %d", name, got, c.want)
		}
	}
	// The fee is the gas at its price: 25 * 1000, less than the cost of 25,760.
	if fee := Fee(3_680, u(7), u(1_000)); fee.Uint64() != 25_000 {
		t.Errorf("fee %s wei, want 25000", fee.Dec())
	}
}

// Worked by hand from nitro's rules of estimation.
func TestPaddingOfEstimates(t *testing.T) {
	// (3,680 + 256) * 10,100 / 10,000 = 3,975.36.
	if got := PaddedUnits(3_680); got != 3_975 {
		t.Errorf("%d padded units, want 3975", got)
	}
	// (0 + 256) * 1.01 = 258.56.
	if got := PaddedUnits(0); got != 258 {
		t.Errorf("%d padded units of nothing, want 258", got)
	}
	// 3,975 * 7 = 27,825; * 1.1 = 30,607.5, down to 30,607; / 1000 = 30.607.
	if got := ComponentGas(3_975, u(7), u(1_000)); got != 30 {
		t.Errorf("component %d gas, want 30", got)
	}
	// 10 * 1 * 1.1 = 11, over 2 = 5.5.
	if got := ComponentGas(10, u(1), u(2)); got != 5 {
		t.Errorf("component %d gas, want 5", got)
	}
	if got := ComponentGas(10, u(1), u(0)); got != 0 {
		t.Errorf("component %d gas at no price, want 0", got)
	}
	// 7/8 of 1,001 is 875.875, down to 875: 30,607 / 875 = 34.98.
	if got := EstimatedGas(3_975, u(7), u(1_001), u(100)); got != 34 {
		t.Errorf("estimate %d gas, want 34", got)
	}
	// The minimum is more: 30,607 / 900 = 34.007.
	if got := EstimatedGas(3_975, u(7), u(1_001), u(900)); got != 34 {
		t.Errorf("estimate %d gas at the minimum, want 34", got)
	}
	if got := EstimatedGas(3_975, u(7), u(1_001), u(1_000)); got != 30 {
		t.Errorf("estimate %d gas at a higher minimum, want 30", got)
	}
}

func BenchmarkSize(b *testing.B) {
	var m Meter
	tx := newCorpus(1).attempt(3)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Size(tx); err != nil {
			b.Fatal(err)
		}
	}
}
