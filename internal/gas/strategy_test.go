package gas

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/rpc"
)

func with(t *testing.T, s Strategy, n *node) (*Oracle, error) {
	t.Helper()
	o := New(Options{Client: n, Market: families{}, Strategy: s, Now: time.Now})
	return o, o.Refresh(t.Context(), rpc.Head{Number: 7})
}

// The chain decides, unless the operator has.
func TestStrategyOfTheChain(t *testing.T) {
	for _, c := range []struct {
		set   Strategy
		plain bool
		want  Strategy
		fails bool
	}{
		{Auto, false, Arbitrum, false},
		{Auto, true, EIP1559, false},
		{Arbitrum, false, Arbitrum, false},
		{Arbitrum, true, "", true},
		{EIP1559, false, EIP1559, false},
		{EIP1559, true, EIP1559, false},
	} {
		o, err := with(t, c.set, &node{newest: 10, next: 11, recorded: 30, perUnit: 5, plain: c.plain, rewards: [][Tiers]int64{{1, 2, 3, 4}}})
		if c.fails {
			if !errors.Is(err, errNoArbGasInfo) {
				t.Errorf("%+v: %v", c, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		f, err := o.Fees()
		if err != nil || f.Strategy != c.want || f.Reason == "" {
			t.Errorf("%+v: %+v, %v", c, f, err)
		}
		s, err := o.Quote()
		if err != nil {
			t.Fatal(err)
		}
		if s.Tips[3].IsZero() != (c.want == Arbitrum) || s.PerUnit.IsZero() != (c.want == EIP1559) {
			t.Errorf("%+v: tips %v, %s wei for a unit of data", c, s.Tips, s.PerUnit.Dec())
		}
	}
	// Nor does a chain stop being Arbitrum: data would seem to be free.
	gone := &node{next: 10, recorded: 10, perUnit: 5}
	o, err := with(t, Auto, gone)
	if err != nil {
		t.Fatal(err)
	}
	gone.plain = true
	if err := o.Refresh(t.Context(), rpc.Head{Number: 8}); !errors.Is(err, errArbGasInfoGone) {
		t.Errorf("ArbGasInfo is gone: %v", err)
	}
	if s, err := o.Quote(); err != nil || s.PerUnit.Uint64() != 5 || s.Head != 7 {
		t.Errorf("%+v, %v; want the last prices", s, err)
	}
	// A node that fails is not a chain without ArbGasInfo.
	n := &node{fail: errors.New("node is away")}
	if _, err := with(t, Auto, n); !errors.Is(err, n.fail) {
		t.Errorf("%v, want the node's error", err)
	}
}

// The tip of a tier is the median of its percentile over the blocks, smoothed:
// a quarter of the way each time, but up at once beyond twice as much.
func TestTips(t *testing.T) {
	n := &node{newest: 10, next: 11, plain: true, rewards: [][Tiers]int64{{1, 10, 100, 1000}, {3, 30, 300, 3000}, {2, 20, 200, 2000}}}
	o, err := with(t, Auto, n)
	if err != nil {
		t.Fatal(err)
	}
	check := func(when string, want ...uint64) {
		t.Helper()
		s, err := o.Quote()
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if s.Tips[i].Uint64() != want[i] {
				t.Errorf("%s: tips %v, want %v", when, s.Tips, want)
			}
		}
	}
	check("at first", 2, 20, 200, 2000)
	n.rewards = [][Tiers]int64{{4, 12, 401, 0}}
	if err := o.Refresh(t.Context(), rpc.Head{Number: 8}); err != nil {
		t.Fatal(err)
	}
	// (3*2+4)/4 = 2.5; (3*20+12)/4 = 18; 401 is over twice 200; (3*2000+0)/4 = 1500.
	check("then", 2, 18, 401, 1500)
	// Where nothing landed nobody offered 0: the one block that is left says what the last ones did.
	n.rewards, n.used = [][Tiers]int64{{0, 0, 0, 0}, {4, 18, 401, 1500}, {0, 0, 0, 0}}, []float64{0, 0.5, 0}
	if err := o.Refresh(t.Context(), rpc.Head{Number: 9}); err != nil {
		t.Fatal(err)
	}
	check("with empty blocks", 2, 18, 401, 1500)
	n.used = nil
	n.rewards = [][Tiers]int64{{1, 2, 3, 4}, nilRewards}
	if err := o.Refresh(t.Context(), rpc.Head{Number: 9}); err == nil {
		t.Error("a negative reward is taken")
	}
}

var nilRewards = [Tiers]int64{-1, -1, -1, -1}

// A price that contradicts another is no price.
func TestContradictingPrices(t *testing.T) {
	if _, err := with(t, Auto, &node{next: 10, recorded: 10, perUnit: 5, byteOff: 1}); err == nil || !strings.Contains(err.Error(), "of which a byte has 16") {
		t.Errorf("a byte that does not cost 16 units: %v", err)
	}
}

// Where the node counts much more for the data than we do, it is believed, and
// the log says so once.
func TestNodeThatCountsMore(t *testing.T) {
	var log bytes.Buffer
	n := &node{next: 1000, recorded: 1000, perUnit: 7}
	o := New(Options{Client: n, Market: families{}, Logger: slog.New(slog.NewTextHandler(&log, nil)), Now: time.Now})
	units := func() uint64 {
		if err := o.Refresh(t.Context(), rpc.Head{}); err != nil {
			t.Fatal(err)
		}
		s, err := o.Quote()
		if err != nil {
			t.Fatal(err)
		}
		return s.DataUnits[2]
	}
	ours := units()
	// (units+256) * 1.01 * 7 * 1.1 / 1000: what a node that compresses as we do answers.
	agree := (ours + 256) * 10_100 / 10_000 * 7 * 11_000 / 10_000 / 1000
	n.units = agree
	if got := units(); got != ours {
		t.Errorf("%d units where the node agrees, want %d", got, ours)
	}
	n.units = 2 * agree
	if got := units(); got < 2*ours*95/100 || got > 2*ours*105/100 {
		t.Errorf("%d units where the node counts twice as much, want about %d", got, 2*ours)
	}
	units()
	if c := strings.Count(log.String(), "node_is_believed=true"); c != 1 {
		t.Errorf("logged %d times", c)
	}
	n.units = agree / 2
	if got := units(); got != ours {
		t.Errorf("%d units where the node counts less, want %d", got, ours)
	}
}

// Worked by hand: an eighth more each block, rounded up.
func TestCeiling(t *testing.T) {
	s := Snapshot{BaseFee: *uint256.NewInt(10)}
	for blocks, want := range []uint64{10, 12, 14, 16} {
		if got := s.Ceiling(uint64(blocks)); got.Uint64() != want {
			t.Errorf("%d blocks on: %s, want %d", blocks, got.Dec(), want)
		}
	}
}

func TestPercentile(t *testing.T) {
	var ten []uint256.Int
	for i := range uint64(10) {
		ten = append(ten, *uint256.NewInt(i + 1))
	}
	for p, want := range map[float64]uint64{0: 1, 10: 1, 11: 2, 50: 5, 90: 9, 95: 10, 100: 10} {
		if got := Percentile(ten, p); got.Uint64() != want {
			t.Errorf("percentile %v: %s, want %d", p, got.Dec(), want)
		}
	}
	if got := Percentile(nil, 50); !got.IsZero() {
		t.Errorf("of none: %s", got.Dec())
	}
}
