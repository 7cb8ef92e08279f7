// Package coverage says how much of the swapped value was foretold by calldata,
// and which contracts traded what was not.
//
// A Tally is told of each transaction whose logs show swaps in watched pools:
// whom it called, what the decoder made of its calldata, what its swaps were
// worth and how much of that had been predicted. It keeps a bounded number of
// contracts, those with the most value; the rest is one line, so that the sums
// are always whole.
package coverage

import (
	"bytes"
	"slices"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/decode"
)

// Swapped is what a transaction did to watched pools.
type Swapped struct {
	To       common.Address // the called contract; zero for a creation
	Verdict  decode.Verdict // on its calldata
	Selector uint32         // of its calldata, 0 if it has none
	// Value of its swaps, wei of the native coin. Predicted is that of the swaps
	// among them that had been predicted; more than Value counts as Value.
	Value, Predicted uint256.Int
}

// Contract is what went through one called contract.
type Contract struct {
	To             common.Address
	Transactions   uint64
	Value          uint256.Int    // wei
	Predicted      uint256.Int    // wei of Value
	Verdict        decode.Verdict // on its last transaction
	Selector       uint32         // of its last transaction that was not predicted whole
	UnpredictedTxs uint64         // transactions of which something was not predicted
}

// Missed is the value that was not predicted, wei.
func (c *Contract) Missed() (v uint256.Int) { return *v.Sub(&c.Value, &c.Predicted) }

func (c *Contract) add(s *Swapped) {
	predicted := s.Predicted
	if predicted.Gt(&s.Value) {
		predicted = s.Value
	}
	c.Transactions++
	c.Verdict = s.Verdict
	if predicted.Lt(&s.Value) {
		c.UnpredictedTxs++
		c.Selector = s.Selector
	}
	plus(&c.Value, &s.Value)
	plus(&c.Predicted, &predicted)
}

func (c *Contract) merge(o *Contract) {
	c.Transactions += o.Transactions
	c.UnpredictedTxs += o.UnpredictedTxs
	plus(&c.Value, &o.Value)
	plus(&c.Predicted, &o.Predicted)
}

// plus adds and stays at the largest number, which takes 2^256 wei.
func plus(sum, v *uint256.Int) {
	if _, over := sum.AddOverflow(sum, v); over {
		sum.SetAllOne()
	}
}

// Options of a Tally.
type Options struct {
	Keep int // contracts that are kept apart; 0 means 1024
}

// Tally counts. Several goroutines may use one.
type Tally struct {
	mu    sync.Mutex
	keep  int
	by    map[common.Address]*Contract
	total Contract
	other Contract // those that are not kept apart any more
}

// New makes an empty tally.
func New(o Options) *Tally {
	const usual = 1024
	if o.Keep <= 0 {
		o.Keep = usual
	}
	return &Tally{keep: o.Keep, by: map[common.Address]*Contract{}}
}

// Add counts one transaction.
func (t *Tally) Add(s *Swapped) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.total.add(s)
	c := t.by[s.To]
	if c == nil {
		if len(t.by) == t.keep {
			t.evict()
		}
		c = &Contract{To: s.To}
		t.by[s.To] = c
	}
	c.add(s)
}

// evict moves the contract with the least missed value to the rest. One that
// comes again begins anew, so that a kept contract's numbers may be too small,
// never too large.
func (t *Tally) evict() {
	var least *Contract
	for _, c := range t.by {
		if least == nil || compare(c, least) > 0 {
			least = c
		}
	}
	t.other.merge(least)
	delete(t.by, least.To)
}

// compare puts the contract with more missed value first, then the one with
// more value, then the lower address.
func compare(a, b *Contract) int {
	x, y := a.Missed(), b.Missed()
	if n := y.Cmp(&x); n != 0 {
		return n
	}
	if n := b.Value.Cmp(&a.Value); n != 0 {
		return n
	}
	return bytes.Compare(a.To[:], b.To[:])
}

// Top is the n contracts with the most value that was not predicted, the first
// with the most, and what all others together are.
func (t *Tally) Top(n int) (top []Contract, others Contract) {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := make([]*Contract, 0, len(t.by))
	for _, c := range t.by {
		all = append(all, c)
	}
	slices.SortFunc(all, compare)
	others = t.other
	for i, c := range all {
		if i < n {
			top = append(top, *c)
		} else {
			others.merge(c)
		}
	}
	return top, others
}

// Total is all that was counted.
func (t *Tally) Total() Contract {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.total
}

// Share of the swapped value that was predicted, 0 to 1; false before anything
// of value was swapped. It ranks and is shown; it is not money.
func (t *Tally) Share() (float64, bool) {
	c := t.Total()
	if c.Value.IsZero() {
		return 0, false
	}
	return c.Predicted.Float64() / c.Value.Float64(), true
}
