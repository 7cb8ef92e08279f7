package execute

import (
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/event"
)

// told is what a scrape says of a state: how many wait, and for how long.
func told(t *testing.T, reg *prometheus.Registry, state event.AttemptState) (n, age float64) {
	t.Helper()
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			if len(m.GetLabel()) != 1 || m.GetLabel()[0].GetValue() != state.String() {
				continue
			}
			switch f.GetName() {
			case "mev_bot_attempts_unsettled":
				n = m.GetGauge().GetValue()
			case "mev_bot_attempt_oldest_unsettled_seconds":
				age = m.GetGauge().GetValue()
			}
		}
	}
	return n, age
}

// An attempt whose outcome is unknown is told with its age from when it was made,
// also by the process after the one that made it, and no more once it is settled.
func TestAnUnsettledAttemptIsTold(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.chain.fate = lose
	reg := prometheus.NewRegistry()
	b.opts.Registerer = reg
	b.start()
	if n, age := told(t, reg, event.Unknown); n != 0 || age != 0 {
		t.Errorf("before any attempt: %v of %v s", n, age)
	}
	b.submit(1)
	b.until("unknown", func() bool { n, _ := told(t, reg, event.Unknown); return n == 1 })
	b.stop()

	reg = prometheus.NewRegistry()
	b.opts.Registerer = reg
	b.opts.Now = func() time.Time { return time.Now().Add(time.Hour) }
	b.start()
	b.until("taken up", func() bool { n, _ := told(t, reg, event.Unknown); return n == 1 })
	if _, age := told(t, reg, event.Unknown); age < 3600 || age > 3700 {
		t.Errorf("the age is %v s, want an hour", age)
	}
	b.chain.set(func() { b.chain.fate = include })
	b.idle()
	b.until("settled", func() bool { n, age := told(t, reg, event.Unknown); return n == 0 && age == 0 })
}
