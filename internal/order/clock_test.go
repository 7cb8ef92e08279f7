package order

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The first sign of a round begins it, the others of the same half do not, and a
// decision waits until the margin before its end.
func TestClockOfRounds(t *testing.T) {
	start := time.Unix(1_800_000_000, 0)
	ms := func(n int) time.Time { return start.Add(time.Duration(n) * time.Millisecond) }
	c := Rules{Round: 125 * time.Millisecond, Margin: 30 * time.Millisecond}.NewClock()
	if w := c.Wait(ms(0)); w != 0 {
		t.Errorf("waits %s before any round was seen", w)
	}
	for _, step := range []struct{ saw, now, wait int }{
		{0, 0, 95},
		{3, 10, 85},
		{40, 40, 55},
		{60, 95, 0}, // one round
		{126, 126, 95},
		{150, 200, 21}, // the next
		{500, 505, 90}, // after some that were not seen
		{505, 900, -305},
		{100, 100, 95}, // the clock was set back
	} {
		c.Saw(ms(step.saw))
		if w := c.Wait(ms(step.now)); w != time.Duration(step.wait)*time.Millisecond {
			t.Errorf("seen at %d ms, at %d ms it waits %s, want %d ms", step.saw, step.now, w, step.wait)
		}
	}
	none := Rules{}.NewClock()
	none.Saw(ms(0))
	if w := none.Wait(ms(1)); w != 0 {
		t.Errorf("waits %s where no round is set", w)
	}
}

// However the signs come, no decision waits for more than a round less the margin.
func TestClockNeverWaitsLong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		round := time.Duration(rapid.Int64Range(0, 1e9).Draw(t, "round"))
		margin := time.Duration(rapid.Int64Range(0, int64(round)).Draw(t, "margin"))
		c := Rules{Round: round, Margin: margin}.NewClock()
		at := time.Unix(1_800_000_000, 0)
		for range rapid.IntRange(0, 20).Draw(t, "signs") {
			at = at.Add(time.Duration(rapid.Int64Range(-1e9, 1e9).Draw(t, "later")))
			c.Saw(at)
			if w := c.Wait(at.Add(time.Duration(rapid.Int64Range(-1e9, 1e9).Draw(t, "now")))); w > round-margin {
				t.Fatalf("waits %s of a round of %s", w, round)
			}
		}
	})
}
