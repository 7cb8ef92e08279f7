package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/store"
)

// Day is what a UTC day earned and spent. Amounts are native wei; they marshal
// as decimal text.
type Day struct {
	Day         string    `json:"day"` // as 2026-01-31; "total" for a sum
	Attempts    int       `json:"attempts"`
	Landed      int       `json:"landed"`
	Failed      int       `json:"failed"`
	Profitable  int       `json:"profitable"`
	Provisional int       `json:"provisional"` // attempts whose receipt is not final
	Gross       SignedWei `json:"gross_wei"`
	Gas         SignedWei `json:"gas_wei"`
	FailedGas   SignedWei `json:"failed_gas_wei"`
	Net         SignedWei `json:"net_wei"`
	// Expected is the net profit that the attempts promised when they were made.
	Expected SignedWei `json:"expected_wei"`
	// Error is how far the realised net profit of landed attempts was from the
	// expected, as |realised-expected|/expected.
	Error Quantiles `json:"profit_error_ratio"`

	errors []float64
}

// Quantiles of ratios; zero where there is nothing to tell of.
type Quantiles struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
}

// PnL is what each UTC day since a time earned and spent, oldest first, and
// their sum. A day is that of the receipt's booking.
func PnL(ctx context.Context, db *store.DB, since time.Time) (days []Day, total Day, err error) {
	rows, err := db.Read().QueryContext(ctx, `SELECT l.at, l.success, a.final, l.gross_wei, l.gas_wei, l.net_wei, a.route
		FROM ledger l JOIN attempts a ON a.id = l.attempt
		WHERE a.state IN ('landed', 'failed') AND l.at >= ? ORDER BY l.at`, since.UnixMilli())
	if err != nil {
		return nil, total, fmt.Errorf("read the ledger: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	total.Day = "total"
	for rows.Next() {
		var at int64
		var success, final bool
		var gross, gas, net, route string
		if err := rows.Scan(&at, &success, &final, &gross, &gas, &net, &route); err != nil {
			return nil, total, fmt.Errorf("read the ledger: %w", err)
		}
		var one Day
		if err := one.read(success, final, gross, gas, net, route); err != nil {
			return nil, total, fmt.Errorf("read the ledger: %w", err)
		}
		day := time.UnixMilli(at).UTC().Format(time.DateOnly)
		if n := len(days); n == 0 || days[n-1].Day != day {
			days = append(days, Day{Day: day})
		}
		days[len(days)-1].add(&one)
		total.add(&one)
	}
	for i := range days {
		days[i].Error = quantiles(days[i].errors)
	}
	total.Error = quantiles(total.errors)
	return days, total, rows.Err()
}

// read fills a day with one attempt.
func (d *Day) read(success, final bool, gross, gas, net, route string) error {
	var errs [4]error
	d.Attempts = 1
	d.Gross, errs[0] = ParseSigned(gross)
	d.Gas, errs[1] = ParseSigned(gas)
	d.Net, errs[2] = ParseSigned(net)
	d.Expected, errs[3] = Expected(route)
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	if !final {
		d.Provisional = 1
	}
	if d.Net.Sign() > 0 {
		d.Profitable = 1
	}
	if !success {
		d.Failed, d.FailedGas = 1, d.Gas
		return nil
	}
	d.Landed = 1
	if d.Expected.Sign() > 0 {
		d.errors = []float64{math.Abs(d.Net.float()-d.Expected.float()) / d.Expected.float()}
	}
	return nil
}

func (d *Day) add(o *Day) {
	d.Attempts += o.Attempts
	d.Landed += o.Landed
	d.Failed += o.Failed
	d.Profitable += o.Profitable
	d.Provisional += o.Provisional
	d.Gross, d.Gas, d.FailedGas = d.Gross.Add(o.Gross), d.Gas.Add(o.Gas), d.FailedGas.Add(o.FailedGas)
	d.Net, d.Expected = d.Net.Add(o.Net), d.Expected.Add(o.Expected)
	d.errors = append(d.errors, o.errors...)
}

// Expected is the net profit that an attempt's route, as the journal keeps it,
// promised: gross less the estimated cost, in native wei.
func Expected(route string) (net SignedWei, err error) {
	var r struct {
		Gross string `json:"gross_wei"`
		Cost  string `json:"cost_wei"`
	}
	if err := json.Unmarshal([]byte(route), &r); err != nil {
		return net, fmt.Errorf("read a route: %w", err)
	}
	gross, err := uint256.FromDecimal(r.Gross)
	if err != nil {
		return net, fmt.Errorf("read a route: gross %q: %w", r.Gross, err)
	}
	cost, err := uint256.FromDecimal(r.Cost)
	if err != nil {
		return net, fmt.Errorf("read a route: cost %q: %w", r.Cost, err)
	}
	return Difference(gross, cost), nil
}

func quantiles(of []float64) (q Quantiles) {
	if len(of) == 0 {
		return q
	}
	sorted := slices.Sorted(slices.Values(of))
	at := func(part float64) float64 { return sorted[int(part*float64(len(sorted)-1))] }
	return Quantiles{P50: at(0.5), P95: at(0.95)}
}

// float is near the amount; for ratios only.
func (d SignedWei) float() float64 {
	v := d.twos
	sign := 1.0
	if d.Sign() < 0 {
		v.Neg(&v)
		sign = -1
	}
	return sign * v.Float64()
}
