package risk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/store"
)

// Report is the level and every limit, for people.
type Report struct {
	AsOf  time.Time `json:"as_of"`
	Level string    `json:"level"`
	Why   string    `json:"why,omitempty"`
	Who   string    `json:"who,omitempty"`
	Until time.Time `json:"until,omitzero"`
	// Allowed says that a new attempt may be sent; Refusal why not.
	Allowed bool     `json:"allowed"`
	Refusal string   `json:"refusal,omitempty"`
	Note    string   `json:"note,omitempty"`
	Limits  []Usage  `json:"limits"`
	Routes  []Paused `json:"paused_routes,omitempty"`
}

// Usage is how much of a limit is used. Amounts are decimal text.
type Usage struct {
	Limit  string `json:"limit"`
	Action Action `json:"action"`
	Unit   string `json:"unit"`
	Value  string `json:"value,omitempty"` // empty if it is not known
	Bound  string `json:"bound,omitempty"` // empty if there is none
	Left   string `json:"left,omitempty"`
	// State is ok, off, tripped, or unknown.
	State string    `json:"state"`
	Until time.Time `json:"until,omitzero"`
	Why   string    `json:"why,omitempty"` // of a trip
}

// Paused is a route that is not taken for a time.
type Paused struct {
	Attempt uint64    `json:"attempt"` // the last that failed: see mev-bot trades
	Until   time.Time `json:"until"`
}

// The states of a limit.
const (
	stateOK      = "ok"
	stateOff     = "off"
	stateTripped = "tripped"
	stateUnknown = "unknown"
)

// Report is the limits of a running bot.
func (g *Gate) Report() Report {
	s, now := g.Level(), g.opts.Now()
	r := Report{
		AsOf: now.UTC(), Level: s.Level.String(), Why: s.Why, Who: s.Who, Until: s.Until.UTC(),
		Refusal: g.Refusal(), Allowed: g.Allow(),
	}
	g.mu.Lock()
	r.fill(g.watch, now)
	g.mu.Unlock()
	r.silence(g)
	return r
}

// ReadReport is the limits as a database shows them, also one that a running bot
// writes to. What is only in a bot's memory is unknown.
func ReadReport(ctx context.Context, db *store.DB, limits Limits, now time.Time) (Report, error) {
	p, err := recall(ctx, db, limits, now)
	if err != nil {
		return Report{}, err
	}
	s := p.state.On(now)
	r := Report{
		AsOf: now.UTC(), Level: s.Level.String(), Why: s.Why, Who: s.Who, Until: s.Until.UTC(),
		Note: "no bot is running: read from its database",
	}
	p.watch.judge(now)
	r.fill(p.watch, now)
	return r, nil
}

func (r *Report) fill(w *Watch, now time.Time) {
	l := &w.limits
	w.day.at(now)
	w.hour.at(now)
	w.sends.trim(now)
	loss := w.day.loss()
	r.amount(DailyLoss, Latches, &loss, &l.DailyLoss)
	r.amount(Drawdown, Latches, &w.fallen, &l.Drawdown)
	r.number(Failures, Pauses, "in a row", uint64(w.failures), uint64(l.Failures))
	r.number(RouteFailures, Pauses, "in a row", w.worstRoute(), uint64(l.RouteFailures))
	r.number(FailureCost, Pauses, "bps of gross", share(&w.cost.sum[1], &w.cost.sum[0]), l.FailureCostBps)
	r.amount(GasHour, Pauses, &w.hour.gas, &l.GasHour)
	r.amount(GasDay, Pauses, &w.day.gas, &l.GasDay)
	r.amount(AttemptGas, Refuses, nil, &l.AttemptGas)
	r.amount(Notional, Refuses, nil, &l.Notional)
	r.least(Balance, w.balance, &l.BalanceFloor)
	r.Limits = append(r.Limits, Usage{Limit: StaleData, Action: Pauses, Unit: "seconds", Bound: seconds(l.MaxSilence), State: stateUnknown})
	r.number(SendRate, Pauses, "attempts a minute", uint64(len(w.sends)), uint64(l.SendsPerMinute))
	got := over(&w.landed.sum[0], &w.landed.sum[1])
	realised := share(&got, &w.landed.sum[2])
	r.number(Realised, Latches, "bps of expected", realised, l.RealisedBps)
	last := &r.Limits[len(r.Limits)-1]
	last.Left = ""
	if len(w.landed.rows) == 0 {
		last.Value, last.State = "", stateUnknown
	} else if l.RealisedBps > 0 && realised > l.RealisedBps {
		last.Left = strconv.FormatUint(realised-l.RealisedBps, 10)
	}
	r.amount(Missing, Latches, &w.missing, &l.Missing)
	r.trips(w, now)
}

// trips marks what stops the trading now, also on behalf of other parts.
func (r *Report) trips(w *Watch, now time.Time) {
	for _, t := range w.stops(now) {
		i := slices.IndexFunc(r.Limits, func(u Usage) bool { return u.Limit == t.Limit })
		if i < 0 {
			r.Limits = append(r.Limits, Usage{Limit: t.Limit, Action: t.Action})
			i = len(r.Limits) - 1
		}
		r.Limits[i].State, r.Limits[i].Until, r.Limits[i].Why = stateTripped, t.Until.UTC(), t.Why()
	}
	for _, one := range w.routes {
		if one.until.After(now) {
			r.Routes = append(r.Routes, Paused{Attempt: one.attempt, Until: one.until.UTC()})
		}
	}
	slices.SortFunc(r.Routes, func(a, b Paused) int { return a.Until.Compare(b.Until) })
}

// silence fills in what only the gate knows.
func (r *Report) silence(g *Gate) {
	i := slices.IndexFunc(r.Limits, func(u Usage) bool { return u.Limit == StaleData })
	u, limit, now := &r.Limits[i], g.opts.Limits.MaxSilence, g.clock()
	if limit == 0 {
		u.Bound, u.State = "", stateOff
	}
	if heard := g.heard.Load(); heard != never {
		age := time.Duration(now - heard)
		u.Value = seconds(age)
		if limit > 0 {
			u.State, u.Left = stateOK, seconds(max(0, limit-age))
		}
	}
	if g.silent(now) {
		u.State = stateTripped
	}
}

// amount adds a limit in wei. A value of nil is one that only a plan has.
func (r *Report) amount(name string, action Action, value, bound *uint256.Int) {
	u := Usage{Limit: name, Action: action, Unit: "wei", State: stateOK}
	if value != nil {
		u.Value = value.Dec()
	}
	if bound.IsZero() {
		u.State = stateOff
	} else {
		u.Bound = bound.Dec()
		if value != nil {
			left := over(bound, value)
			u.Left = left.Dec()
		}
	}
	r.Limits = append(r.Limits, u)
}

// least adds a limit that a value must not fall below.
func (r *Report) least(name string, value, bound *uint256.Int) {
	u := Usage{Limit: name, Action: Latches, Unit: "wei", State: stateUnknown}
	if value != nil {
		left := over(value, bound)
		u.Value, u.Left, u.State = value.Dec(), left.Dec(), stateOK
	}
	if bound.IsZero() {
		u.Left, u.State = "", stateOff
	} else {
		u.Bound = bound.Dec()
	}
	r.Limits = append(r.Limits, u)
}

func (r *Report) number(name string, action Action, unit string, value, bound uint64) {
	u := Usage{Limit: name, Action: action, Unit: unit, Value: strconv.FormatUint(value, 10), State: stateOff}
	if bound > 0 {
		u.Bound, u.State = strconv.FormatUint(bound, 10), stateOK
		u.Left = strconv.FormatUint(bound-min(value, bound), 10)
	}
	r.Limits = append(r.Limits, u)
}

// share is a/b in 1/10,000, for showing; a million percent at most.
func share(a, b *uint256.Int) uint64 {
	const most = 100_000_000
	if a.IsZero() {
		return 0
	}
	if b.IsZero() {
		return most
	}
	var x uint256.Int
	x.Mul(a, x.SetUint64(10_000))
	x.Div(&x, b)
	if !x.IsUint64() || x.Uint64() > most {
		return most
	}
	return x.Uint64()
}

// worstRoute is the most failures in a row of one route.
func (w *Watch) worstRoute() (n uint64) {
	for _, r := range w.routes {
		n = max(n, uint64(r.failures))
	}
	return n
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()) }
