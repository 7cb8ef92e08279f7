package gas

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/store"
)

func sortAmounts(list []uint256.Int) { slices.SortFunc(list, compareAmounts) }

// paid fills in what landed in each span and what it paid.
func paid(ctx context.Context, db *store.DB, from time.Time, every time.Duration, spans []Past) (err error) {
	rows, err := db.Read().QueryContext(ctx, `SELECT at, offered_wei, paid_wei FROM gas_receipts WHERE at >= ? AND offered_wei <> '0' ORDER BY at`, from.UnixMilli())
	if err != nil {
		return fmt.Errorf("read receipts: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	bps := make([][]uint64, len(spans))
	for rows.Next() {
		var at int64
		var offered, got string
		if err := rows.Scan(&at, &offered, &got); err != nil {
			return fmt.Errorf("read receipts: %w", err)
		}
		begin := time.UnixMilli(at - at%every.Milliseconds()).UTC()
		i, ok := slices.BinarySearchFunc(spans, begin, func(p Past, t time.Time) int { return p.From.Compare(t) })
		if !ok {
			continue
		}
		part, err := share(got, offered)
		if err != nil {
			return fmt.Errorf("read receipts: %w", err)
		}
		bps[i] = append(bps[i], part)
	}
	for i, list := range bps {
		spans[i].Landed = len(list)
		slices.Sort(list)
		for _, mark := range marks {
			if len(list) > 0 {
				spans[i].Paid = append(spans[i].Paid, list[rank(mark, len(list))])
			}
		}
	}
	return rows.Err()
}

// share of a whole in basis points, rounded down.
func share(part, whole string) (uint64, error) {
	p, err := uint256.FromDecimal(part)
	if err != nil {
		return 0, fmt.Errorf("%q is not an amount", part)
	}
	w, err := uint256.FromDecimal(whole)
	if err != nil || w.IsZero() {
		return 0, fmt.Errorf("%q is not an amount", whole)
	}
	p.MulDivOverflow(p, uint256.NewInt(10_000), w)
	return p.Uint64(), nil
}

// rank is the nearest rank of a percentile among n.
func rank(p float64, n int) int {
	return min(max(int(math.Ceil(p/100*float64(n)))-1, 0), n-1)
}

// Routes is what receipts told of a shape of routes.
type Routes struct {
	Shape    string `json:"shape"`
	Receipts int    `json:"receipts"`
	Reverts  int    `json:"reverts"`
	// Used is the mean gas of execution of those that did not revert.
	Used uint64 `json:"gas_used"`
	// Error is how far estimates were off, as a part of what was used, at the 50th and the
	// 95th percentile; of the data, too. Nothing where none is known.
	Error   []float64 `json:"error_ratio,omitempty"`
	L1Error []float64 `json:"l1_error_ratio,omitempty"`
}

// RoutesSince sums up the receipts from a time on by shape, most first.
func RoutesSince(ctx context.Context, db *store.DB, from time.Time) (list []Routes, err error) {
	rows, err := db.Read().QueryContext(ctx, `SELECT shape, success, estimate, used, l1_estimate, l1_used FROM gas_receipts WHERE at >= ?`, from.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read receipts: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	type sums struct {
		receipts, reverts, used uint64
		l1, l2                  []float64
	}
	all := map[string]*sums{}
	for rows.Next() {
		var shape string
		var success bool
		var estimate, used, l1Estimate, l1Used uint64
		if err := rows.Scan(&shape, &success, &estimate, &used, &l1Estimate, &l1Used); err != nil {
			return nil, fmt.Errorf("read receipts: %w", err)
		}
		s := all[shape]
		if s == nil {
			s = &sums{}
			all[shape] = s
		}
		s.receipts++
		if l1Estimate > 0 && l1Used > 0 {
			s.l1 = append(s.l1, math.Abs(float64(l1Estimate)/float64(l1Used)-1))
		}
		if !success {
			s.reverts++
			continue
		}
		s.used += used
		if estimate > 0 && used > 0 {
			s.l2 = append(s.l2, math.Abs(float64(estimate)/float64(used)-1))
		}
	}
	for shape, s := range all {
		r := Routes{Shape: shape, Receipts: int(s.receipts), Reverts: int(s.reverts), Error: errorsOf(s.l2), L1Error: errorsOf(s.l1)}
		if landed := s.receipts - s.reverts; landed > 0 {
			r.Used = s.used / landed
		}
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b Routes) int {
		if a.Receipts != b.Receipts {
			return b.Receipts - a.Receipts
		}
		return slices.Compare([]byte(a.Shape), []byte(b.Shape))
	})
	return list, rows.Err()
}

// errorsOf is the middle and the 95th percentile.
func errorsOf(list []float64) []float64 {
	if len(list) == 0 {
		return nil
	}
	slices.Sort(list)
	return []float64{list[rank(50, len(list))], list[rank(95, len(list))]}
}
