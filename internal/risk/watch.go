package risk

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/holiman/uint256"
)

// Booking is an attempt that is in the chain. Amounts are native wei.
type Booking struct {
	ID               uint64
	Route            Route // 0 if it is not known
	Success          bool
	Gross, Loss, Gas uint256.Int
	Expected         uint256.Int // net; zero if it is not known
}

// net is what it earned, and what it cost; one of them is zero.
func (b *Booking) net() (gain, loss uint256.Int) {
	var spent uint256.Int
	spent.Add(&b.Loss, &b.Gas)
	return over(&b.Gross, &spent), over(&spent, &b.Gross)
}

// Watch compares what happens with the limits. It is a pure state machine: it
// is told facts and the time of each, and answers which limits were reached.
//
// What is evidence (failures in a row, their cost, the send rate, realised
// against expected) begins anew after a pause and after a resume, so that
// nothing trips twice over the same attempts. What is money (the loss of the
// day, the drawdown, the gas of hour and day) does not: it is only forgotten by
// an operator who says so.
type Watch struct {
	limits    Limits
	latched   map[string]Trip
	paused    map[string]Trip
	day, hour budget
	fallen    uint256.Int // below the peak of the sum of all net results
	failures  int         // in a row
	routes    routeBook
	cost      newest // gross, gas of the failed
	landed    newest // gross, loss and gas, expected net
	sends     minute
	balance   *uint256.Int // nil until it was read
	missing   uint256.Int
}

// NewWatch is a watch that was told nothing yet.
func NewWatch(limits Limits) *Watch {
	w := &Watch{limits: limits, latched: map[string]Trip{}, paused: map[string]Trip{}}
	w.day.length, w.hour.length = 24*time.Hour, time.Hour
	w.forget()
	return w
}

// forget drops the evidence.
func (w *Watch) forget() {
	w.failures, w.routes, w.sends = 0, routeBook{}, nil
	w.cost, w.landed = newest{n: w.limits.FailureWindow}, newest{n: w.limits.RealisedWindow}
	w.missing.Clear()
}

// Resume forgets the evidence and every stop; with money also what was lost and
// spent.
func (w *Watch) Resume(money bool) {
	w.forget()
	clear(w.latched)
	clear(w.paused)
	if money {
		w.day.clear()
		w.hour.clear()
		w.fallen.Clear()
	}
}

// Booked hears of an attempt that is in the chain.
func (w *Watch) Booked(now time.Time, b *Booking) []Trip {
	w.countMoney(now, b)
	return append(w.countEvidence(now, b), w.judge(now)...)
}

func (w *Watch) countMoney(now time.Time, b *Booking) {
	w.day.add(now, b)
	w.hour.add(now, b)
	gain, loss := b.net()
	w.fallen = over(&w.fallen, &gain)
	w.fallen.Add(&w.fallen, &loss)
}

// countEvidence answers the pauses that begin with it.
func (w *Watch) countEvidence(now time.Time, b *Booking) (trips []Trip) {
	l := &w.limits
	var failed, spent uint256.Int
	if b.Success {
		w.failures = 0
		if r := w.routes[b.Route]; r != nil {
			r.failures = 0
		}
		if !b.Expected.IsZero() {
			spent.Add(&b.Loss, &b.Gas)
			w.landed.add([3]uint256.Int{b.Gross, spent, b.Expected})
		}
	} else {
		w.failures++
		failed = b.Gas
	}
	w.cost.add([3]uint256.Int{b.Gross, failed})
	if !b.Success && b.Route != 0 && l.RouteFailures > 0 && w.routes.failed(now, b, l.RouteFailures, l.Pause) {
		trips = append(trips, Trip{
			Limit: RouteFailures, Action: Pauses, Value: fmt.Sprintf("%d failed in a row, the last was attempt %d", l.RouteFailures, b.ID),
			Bound: strconv.Itoa(l.RouteFailures), Until: now.Add(l.Pause), Route: b.Route,
		})
	}
	if l.Failures > 0 && w.failures >= l.Failures {
		trips = w.pause(trips, now, now.Add(l.Pause), Trip{Limit: Failures, Value: fmt.Sprintf("%d failed in a row", w.failures), Bound: strconv.Itoa(l.Failures)})
		w.failures = 0
	}
	if gross, gas := &w.cost.sum[0], &w.cost.sum[1]; l.FailureCostBps > 0 && len(w.cost.rows) >= l.FailureMinimum && !gas.IsZero() && !part(gas, gross, l.FailureCostBps) {
		trips = w.pause(trips, now, now.Add(l.Pause), Trip{
			Limit: FailureCost, Value: fmt.Sprintf("failed attempts cost %s wei of %s wei gross", gas.Dec(), gross.Dec()), Bound: bps(l.FailureCostBps),
		})
		w.cost.clear()
	}
	return trips
}

// Sent hears of an attempt that was made.
func (w *Watch) Sent(now time.Time) (trips []Trip) {
	w.sends.add(now)
	if n := w.limits.SendsPerMinute; n > 0 && len(w.sends) >= n {
		w.sends = nil
		trips = w.pause(trips, now, now.Add(w.limits.Pause), Trip{Limit: SendRate, Value: fmt.Sprintf("%d attempts in a minute", n), Bound: strconv.Itoa(n)})
	}
	return trips
}

// Balance hears what the operator's wallet holds.
func (w *Watch) Balance(now time.Time, wei *uint256.Int) []Trip {
	w.balance = new(uint256.Int).Set(wei)
	return w.judge(now)
}

// Missing hears what the balances lack against the books.
func (w *Watch) Missing(now time.Time, wei *uint256.Int) []Trip {
	w.missing = *wei
	return w.judge(now)
}

// judge answers the limits that are reached by sums.
func (w *Watch) judge(now time.Time) (trips []Trip) {
	w.day.at(now)
	w.hour.at(now)
	l := &w.limits
	for _, t := range w.standing() {
		trips = w.latch(trips, t)
	}
	if reached(&w.hour.gas, &l.GasHour) {
		trips = w.pause(trips, now, w.hour.end(), Trip{Limit: GasHour, Value: wei(&w.hour.gas), Bound: wei(&l.GasHour)})
	}
	if reached(&w.day.gas, &l.GasDay) {
		trips = w.pause(trips, now, w.day.end(), Trip{Limit: GasDay, Value: wei(&w.day.gas), Bound: wei(&l.GasDay)})
	}
	if w.isShort() {
		got := over(&w.landed.sum[0], &w.landed.sum[1])
		trips = w.latch(trips, Trip{
			Limit: Realised, Value: fmt.Sprintf("%s wei net of %s wei expected in %d attempts", got.Dec(), w.landed.sum[2].Dec(), len(w.landed.rows)),
			Bound: bps(l.RealisedBps),
		})
	}
	if reached(&w.missing, &l.Missing) {
		trips = w.latch(trips, Trip{Limit: Missing, Value: wei(&w.missing), Bound: wei(&l.Missing)})
	}
	return trips
}

// standing are the latches that follow from what is, not from evidence.
func (w *Watch) standing() (trips []Trip) {
	l := &w.limits
	if loss := w.day.loss(); reached(&loss, &l.DailyLoss) {
		trips = append(trips, Trip{Limit: DailyLoss, Value: wei(&loss), Bound: wei(&l.DailyLoss)})
	}
	if reached(&w.fallen, &l.Drawdown) {
		trips = append(trips, Trip{Limit: Drawdown, Value: wei(&w.fallen), Bound: wei(&l.Drawdown)})
	}
	if w.balance != nil && w.balance.Lt(&l.BalanceFloor) {
		trips = append(trips, Trip{Limit: Balance, Value: wei(w.balance), Bound: wei(&l.BalanceFloor)})
	}
	return trips
}

// isShort says that the newest attempts that landed brought far less than was
// expected of them.
func (w *Watch) isShort() bool {
	got := over(&w.landed.sum[0], &w.landed.sum[1])
	return w.limits.RealisedBps > 0 && len(w.landed.rows) > 0 && len(w.landed.rows) == w.landed.n && part(&got, &w.landed.sum[2], w.limits.RealisedBps)
}

// Obstacles are the limits that would trip again at once after a resume: of
// money, unless it is forgotten, and the wallet's balance.
func (w *Watch) Obstacles(now time.Time, forget bool) (trips []Trip) {
	w.day.at(now)
	w.hour.at(now)
	for _, t := range w.standing() {
		if t.Limit == Balance || !forget {
			trips = append(trips, t)
		}
	}
	l := &w.limits
	if !forget && reached(&w.hour.gas, &l.GasHour) {
		trips = append(trips, Trip{Limit: GasHour, Value: wei(&w.hour.gas), Bound: wei(&l.GasHour), Until: w.hour.end()})
	}
	if !forget && reached(&w.day.gas, &l.GasDay) {
		trips = append(trips, Trip{Limit: GasDay, Value: wei(&w.day.gas), Bound: wei(&l.GasDay), Until: w.day.end()})
	}
	return trips
}

// latch adds a trip, unless its limit stopped the trading already.
func (w *Watch) latch(trips []Trip, t Trip) []Trip {
	if _, known := w.latched[t.Limit]; known {
		return trips
	}
	t.Action = Latches
	w.latched[t.Limit] = t
	return append(trips, t)
}

// pause adds a trip, unless its limit pauses as long already.
func (w *Watch) pause(trips []Trip, now, until time.Time, t Trip) []Trip {
	if known, ok := w.paused[t.Limit]; ok && !until.After(known.Until) {
		return trips
	}
	if !until.After(now) {
		return trips
	}
	t.Action, t.Until = Pauses, until
	w.paused[t.Limit] = t
	return append(trips, t)
}

// stops are the trips that stop the trading at a time, by name.
func (w *Watch) stops(now time.Time) (trips []Trip) {
	for _, name := range slices.Sorted(maps.Keys(w.latched)) {
		trips = append(trips, w.latched[name])
	}
	for _, name := range slices.Sorted(maps.Keys(w.paused)) {
		if t := w.paused[name]; t.Until.After(now) {
			trips = append(trips, t)
		}
	}
	return trips
}

func bps(n uint64) string { return fmt.Sprintf("%d.%02d %%", n/100, n%100) }
