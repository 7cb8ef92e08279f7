package risk

import (
	"fmt"
	"testing"
	"time"

	"github.com/holiman/uint256"
	"pgregory.net/rapid"
)

// noon of a Tuesday.
var noon = time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)

func n(v uint64) uint256.Int { return *uint256.NewInt(v) }

// step is a fact of a table, told at after from noon.
type step struct {
	after   time.Duration
	booked  *Booking
	sent    bool
	balance *uint256.Int
	missing *uint256.Int
	resume  string // "", "evidence" or "money"
}

func won(gross, gas uint64) step {
	return step{booked: &Booking{Route: 1, Success: true, Gross: n(gross), Gas: n(gas)}}
}

func lost(gas uint64) step { return step{booked: &Booking{Route: 1, Gas: n(gas)}} }

// asExpected landed with a net result that was expected to be larger.
func asExpected(gross, expected uint64) step {
	return step{booked: &Booking{Success: true, Gross: n(gross), Expected: n(expected)}}
}

func (s step) at(d time.Duration) step { s.after = d; return s }

func repeat(times int, s step) (steps []step) {
	for range times {
		steps = append(steps, s)
	}
	return steps
}

func tell(w *Watch, s *step) []Trip {
	now := noon.Add(s.after)
	switch {
	case s.booked != nil:
		return w.Booked(now, s.booked)
	case s.sent:
		return w.Sent(now)
	case s.balance != nil:
		return w.Balance(now, s.balance)
	case s.missing != nil:
		return w.Missing(now, s.missing)
	default:
		w.Resume(s.resume == "money")
		return nil
	}
}

func TestLimits(t *testing.T) {
	join := func(parts ...[]step) (all []step) {
		for _, p := range parts {
			all = append(all, p...)
		}
		return all
	}
	resume, accept := step{resume: "evidence"}, step{resume: "money"}
	balance := func(v uint64) step { return step{balance: uint256.NewInt(v)} }
	missing := func(v uint64) step { return step{missing: uint256.NewInt(v)} }
	sent := step{sent: true}
	daily, drawdown := Limits{DailyLoss: n(100)}, Limits{Drawdown: n(100)}
	failures, cost := Limits{Failures: 3, Pause: time.Minute}, Limits{FailureCostBps: 5000, FailureWindow: 4, FailureMinimum: 3, Pause: time.Minute}
	hour, day := Limits{GasHour: n(100)}, Limits{GasDay: n(100)}
	realised := Limits{RealisedBps: 5000, RealisedWindow: 3}
	rate := Limits{SendsPerMinute: 3, Pause: time.Minute}
	for _, tc := range []struct {
		name   string
		limits Limits
		steps  []step
		want   string // limit, action and end of each trip
	}{
		{"a limit of zero is none", Limits{}, repeat(50, lost(1e18)), ""},

		{"a day's loss below the limit does not trip", daily, []step{lost(99)}, ""},
		{"a day's loss at the limit latches", daily, []step{lost(99), lost(1)}, "daily_loss latch"},
		{"it trips once, not with every attempt after it", daily, repeat(3, lost(100)), "daily_loss latch"},
		{"gain makes up for loss", daily, []step{won(50, 0), lost(149)}, ""},
		{"base token that left the executor is loss", daily, []step{{booked: &Booking{Success: true, Loss: n(60), Gas: n(40)}}}, "daily_loss latch"},
		{"midnight begins a new day", daily, []step{lost(99), lost(99).at(12 * time.Hour)}, ""},
		{"a clock that goes back does not begin a new day", daily, []step{lost(99), lost(1).at(-13 * time.Hour)}, "daily_loss latch"},
		{"a resume does not forget the day's loss", daily, []step{lost(100), resume, lost(1)}, "daily_loss latch, daily_loss latch"},
		{"a resume that accepts the loss begins anew", daily, []step{lost(100), accept, lost(99)}, "daily_loss latch"},

		{"a fall below the peak latches", drawdown, []step{won(500, 0), lost(60), won(20, 0), lost(60)}, "drawdown latch"},
		{"a new peak begins a new fall", drawdown, []step{lost(60), won(70, 0), lost(60)}, ""},
		{"midnight does not make up for a fall", drawdown, []step{lost(60), lost(60).at(12 * time.Hour)}, "drawdown latch"},
		{"a resume does not forget the fall", drawdown, []step{lost(100), resume, lost(1)}, "drawdown latch, drawdown latch"},
		{"accepting the loss begins at this height", drawdown, []step{lost(100), accept, lost(99)}, "drawdown latch"},

		{"failures in a row pause", failures, repeat(3, lost(1)), "failures pause 1m0s"},
		{"a success between them does not", failures, []step{lost(1), lost(1), won(1, 0), lost(1), lost(1)}, ""},
		{"after a pause they are counted anew", failures, repeat(5, lost(1)), "failures pause 1m0s"},
		{"and pause again", failures, join(repeat(3, lost(1)), repeat(3, lost(1).at(2*time.Minute))), "failures pause 1m0s, failures pause 3m0s"},
		{"a resume forgets them", failures, []step{lost(1), lost(1), resume, lost(1), lost(1)}, ""},

		{"failures that cost half of the gross profit pause", cost, []step{won(100, 0), won(100, 0), lost(100)}, "failure_cost pause 1m0s"},
		{"less does not", cost, []step{won(100, 0), won(101, 0), lost(100)}, ""},
		{"too few attempts say nothing", cost, []step{lost(100), lost(100)}, ""},
		{"with no profit at all any failure is too dear", cost, repeat(3, lost(1)), "failure_cost pause 1m0s"},
		{"attempts that left the window count no more", cost, []step{lost(100), won(1000, 0), won(1, 0), won(1, 0), won(1, 0), won(1, 0)}, ""},
		{"gas of a success is no failure", cost, repeat(4, won(10, 100)), ""},

		{"an hour's gas pauses to the end of the hour", hour, []step{won(1000, 60), won(1000, 40).at(59 * time.Minute)}, "gas_hour pause 1h0m0s"},
		{"the next hour has its own", hour, []step{won(1000, 99), won(1000, 99).at(time.Hour)}, ""},
		{"gas of failures counts too", hour, []step{lost(50), won(1000, 50)}, "gas_hour pause 1h0m0s"},
		{"a day's gas pauses to the end of the day", day, []step{won(1000, 60), won(1000, 40).at(3 * time.Hour)}, "gas_day pause 12h0m0s"},

		{"a wallet below the floor latches", Limits{BalanceFloor: n(10)}, []step{balance(10), balance(9), balance(8)}, "balance latch"},
		{"a floor of zero is none", Limits{}, []step{balance(0)}, ""},

		{"too many attempts in a minute pause", rate, []step{sent, sent.at(29 * time.Second), sent.at(59 * time.Second)}, "send_rate pause 1m59s"},
		{"attempts older than a minute do not count", rate, []step{sent, sent.at(30 * time.Second), sent.at(60 * time.Second)}, ""},

		{"far less than expected latches", realised, []step{asExpected(49, 100), asExpected(50, 100), asExpected(50, 100)}, "realised latch"},
		{"half of it does not", realised, repeat(9, asExpected(50, 100)), ""},
		{"too few attempts do not", realised, repeat(2, asExpected(0, 100)), ""},
		{"a net loss is less than nothing", realised, repeat(3, step{booked: &Booking{Success: true, Gross: n(90), Gas: n(100), Expected: n(1)}}), "realised latch"},
		{"what was not expected is not compared", realised, repeat(9, asExpected(0, 0)), ""},
		{"a failure is not compared", realised, repeat(9, step{booked: &Booking{Expected: n(100), Gas: n(1)}}), ""},
		{"a resume forgets what was realised", realised, join(repeat(3, asExpected(0, 100)), []step{resume}, repeat(2, asExpected(0, 100))), "realised latch"},

		{"what the books miss latches", Limits{Missing: n(5)}, []step{missing(4), missing(5)}, "missing latch"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, got := NewWatch(tc.limits), ""
			for i := range tc.steps {
				for _, trip := range tell(w, &tc.steps[i]) {
					if got != "" {
						got += ", "
					}
					got += fmt.Sprintf("%s %s", trip.Limit, trip.Action)
					if !trip.Until.IsZero() {
						got += " " + trip.Until.Sub(noon).String()
					}
				}
			}
			if got != tc.want {
				t.Errorf("tripped %q, want %q", got, tc.want)
			}
		})
	}
}

// A route that fails is paused alone, and each route has its own count.
func TestFailuresOfARoute(t *testing.T) {
	w := NewWatch(Limits{RouteFailures: 2, Pause: time.Minute})
	fail := func(r Route) []Trip { return w.Booked(noon, &Booking{ID: 7, Route: r, Gas: n(1)}) }
	if fail(1) != nil || fail(2) != nil || fail(0) != nil || fail(0) != nil {
		t.Error("tripped by different routes, or by none")
	}
	trips := fail(1)
	if len(trips) != 1 || trips[0].Limit != RouteFailures || trips[0].Route != 1 || !trips[0].Until.Equal(noon.Add(time.Minute)) {
		t.Fatalf("%+v", trips)
	}
	w.Booked(noon, &Booking{Route: 2, Success: true})
	if fail(2) != nil {
		t.Error("a success between two failures was not seen")
	}
}

// Many routes with a failure each do not grow without end, and do not push out
// one that is paused.
func TestRoutesAreBounded(t *testing.T) {
	w := NewWatch(Limits{RouteFailures: 2, Pause: time.Hour})
	fail := func(after int, r Route) []Trip {
		return w.Booked(noon.Add(time.Duration(after)*time.Second), &Booking{Route: r, Gas: n(1)})
	}
	fail(0, 1)
	fail(0, 1)
	for i := range 1000 {
		fail(i, Route(i+2))
	}
	if len(w.routes) > knownRoutes || w.routes[1] == nil {
		t.Errorf("%d routes, the paused one %v", len(w.routes), w.routes[1])
	}
	if fail(1000, 1001) == nil {
		t.Error("the newest failure was forgotten")
	}
}

// A route's name depends on each pool, direction and the order.
func TestRouteNames(t *testing.T) {
	a, b := [20]byte{19: 1}, [20]byte{19: 2}
	seen := map[Route]bool{}
	for _, r := range []Route{
		Route(0).Hop(a, 0).Hop(b, 1), Route(0).Hop(a, 0).Hop(b, 0), Route(0).Hop(a, 1).Hop(b, 1), Route(0).Hop(b, 1).Hop(a, 0), Route(0).Hop(a, 0),
	} {
		if seen[r] || r == 0 {
			t.Errorf("%x twice or zero", r)
		}
		seen[r] = true
	}
}

// model recomputes from the whole history, with big steps and no state, what a
// Watch keeps up to date.
type model struct {
	facts []modelFact
}

type modelFact struct {
	at time.Time
	b  Booking
}

// sums answers the loss and the gas of the day, the gas of the hour, and the fall
// below the peak, as of the last fact.
func (m *model) sums() (dayLoss, dayGas, hourGas, fall int64) {
	if len(m.facts) == 0 {
		return
	}
	now := m.facts[len(m.facts)-1].at
	var sum, peak int64
	for _, f := range m.facts {
		net := int64(f.b.Gross.Uint64()) - int64(f.b.Loss.Uint64()) - int64(f.b.Gas.Uint64())
		if f.at.YearDay() == now.YearDay() {
			dayLoss -= net
			dayGas += int64(f.b.Gas.Uint64())
			if f.at.Hour() == now.Hour() {
				hourGas += int64(f.b.Gas.Uint64())
			}
		}
		sum += net
		peak = max(peak, sum)
	}
	return dayLoss, dayGas, hourGas, peak - sum
}

// Whatever comes, a limit that is reached stops the trading, and one that is not
// does not.
func TestNothingPassesALimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := func(name string) uint256.Int { return n(rapid.Uint64Range(0, 60).Draw(t, name)) }
		limits := Limits{DailyLoss: n(100), Drawdown: n(150), GasHour: n(120), GasDay: n(300)}
		w, m, now := NewWatch(limits), &model{}, noon
		for range rapid.IntRange(1, 60).Draw(t, "facts") {
			now = now.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "seconds")) * time.Second)
			b := Booking{Route: 1, Success: rapid.Bool().Draw(t, "success"), Gas: amount("gas")}
			if b.Success {
				b.Gross, b.Loss = amount("gross"), n(rapid.Uint64Range(0, 5).Draw(t, "loss"))
			}
			m.facts = append(m.facts, modelFact{now, b})
			w.Booked(now, &b)
			stopped := map[string]bool{}
			for _, s := range w.stops(now) {
				stopped[s.Limit] = true
			}
			dayLoss, dayGas, hourGas, fall := m.sums()
			for name, reached := range map[string]bool{DailyLoss: dayLoss >= 100, Drawdown: fall >= 150, GasHour: hourGas >= 120, GasDay: dayGas >= 300} {
				if reached && !stopped[name] {
					t.Fatalf("%s reached and not stopped: day %d, gas %d and %d, fall %d", name, dayLoss, dayGas, hourGas, fall)
				}
				latch := name == DailyLoss || name == Drawdown
				if !reached && stopped[name] && !latch {
					t.Fatalf("%s stops without being reached", name)
				}
			}
			switch rapid.SampledFrom([]string{"", "", "", "evidence", "money"}).Draw(t, "resume") {
			case "evidence":
				if len(w.Obstacles(now, false)) == 0 {
					w.Resume(false)
				}
			case "money":
				w.Resume(true)
				m.facts = nil
			}
		}
	})
}
