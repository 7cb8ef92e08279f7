package feed

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/event"
	"mevbot/internal/feed/socket"
)

// begin runs a client until the function that it returns is called.
func begin(t *testing.T, c *Client, out chan Item) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx, out) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("ended: %v", err)
		}
	}
}

// await takes messages until one satisfies f.
func await(t *testing.T, what string, out chan Item, f func(*Message) bool) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		select {
		case i := <-out:
			if i.Message != nil && f(i.Message) {
				return
			}
		case <-deadline:
			t.Fatalf("timed out: %s", what)
		}
	}
}

func TestFeedsAreCountedEachForItself(t *testing.T) {
	w := newTape(t, 2*time.Millisecond)
	a, b := newFakeFeed(t, w), newFakeFeed(t, w)
	b.set(&fault{step: func(c *fakeConn, next *int) bool { // 10 ms late
		if *next+5 > w.head() {
			time.Sleep(time.Millisecond)
			return false
		}
		*next++
		return !c.text(w.frame(*next - 1))
	}})
	reg := prometheus.NewRegistry()
	var copies int
	c, err := New(Options{URLs: []string{a.url(), b.url()}, Profile: profile, From: 15, Registerer: reg})
	if err != nil {
		t.Fatal(err)
	}
	out := make(chan Item)
	stop := begin(t, c, out)
	await(t, "a hundred messages", out, func(m *Message) bool { copies++; return copies == 100 })
	stop()
	first, late, leads := 0.0, 0.0, uint64(0)
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		for _, m := range family.GetMetric() {
			words := []string{family.GetName()}
			for _, l := range m.GetLabel() {
				words = append(words, l.GetValue())
			}
			switch strings.Join(words, " ") {
			case "mev_bot_feed_copies_total " + a.url() + " first":
				first = m.GetCounter().GetValue()
			case "mev_bot_feed_copies_total " + b.url() + " repeat":
				late = m.GetCounter().GetValue()
			case "mev_bot_feed_lead_seconds " + a.url():
				leads = m.GetHistogram().GetSampleCount()
			}
		}
	}
	if first < 60 || late < 60 || leads < 60 {
		t.Errorf("%v first copies of the quick feed, %v repeats of the slow one, %d leads", first, late, leads)
	}
	if _, err := New(Options{URLs: []string{a.url()}, Registerer: reg}); err == nil {
		t.Error("registered twice")
	}
}

// A server of another chain is left out, loudly, while another one is right.
func TestAWrongServerDoesNotEndTheOthers(t *testing.T) {
	w := newTape(t, 2*time.Millisecond)
	good, bad := newFakeFeed(t, w), newFakeFeed(t, w)
	bad.set(trials[20].fault(w))
	if !strings.Contains(trials[20].name, "another chain") {
		t.Fatal("the catalogue has changed")
	}
	c, err := New(Options{URLs: []string{bad.url(), good.url()}, Profile: profile, From: 15})
	if err != nil {
		t.Fatal(err)
	}
	out := make(chan Item)
	stop := begin(t, c, out)
	await(t, "the wrong feed is known as such", out, func(*Message) bool { return errors.Is(c.Feeds()[0].Err, ErrWrongChain) })
	if err := c.Check(t.Context()); err != nil {
		t.Errorf("one good feed is not enough: %v", err)
	}
	stop()
}

// Secondary feeds come in when the primary ones are quiet. Their copies go on
// where those stopped.
func TestSecondaryFeed(t *testing.T) {
	w := newTape(t, 5*time.Millisecond)
	primary, spare := newFakeFeed(t, w), newFakeFeed(t, w)
	c, err := New(Options{URLs: []string{primary.url()}, Secondary: []string{spare.url()}, Profile: profile, From: 1})
	if err != nil {
		t.Fatal(err)
	}
	// The clock of the policy alone runs ahead.
	c.spare.heard = c.spare.heard.Add(-standbyAfter)
	primary.set(&fault{step: idle})
	out := make(chan Item)
	stop := begin(t, c, out)
	next := 1
	await(t, "the secondary feed's messages", out, func(m *Message) bool {
		if int(m.Seq) != next {
			t.Fatalf("message %d, want %d", m.Seq, next)
		}
		next++
		return m.Source == spare.url() && m.Seq > 30
	})
	if !c.Feeds()[1].Connected {
		t.Error("not shown as connected")
	}
	stop()
}

func TestStandby(t *testing.T) {
	now := time.Unix(1000, 0)
	s := newStandby(2, now)
	at := now.Add
	for _, step := range []struct {
		at      time.Duration
		primary bool
		want    int
	}{
		{0, true, 0},
		{4 * time.Second, false, 0},
		{5 * time.Second, false, 1},
		{6 * time.Second, false, 1},
		{10 * time.Second, false, 2},
		{20 * time.Second, false, 2},
		{30 * time.Second, true, 2},
		{5 * time.Minute, false, 2}, // quiet again
		{5 * time.Minute, true, 2},
	} {
		if step.primary {
			s.message(at(step.at))
		}
		if got := s.due(at(step.at)); got != step.want {
			t.Errorf("at %s: %d run, want %d", step.at, got, step.want)
		}
	}
	for d := 5 * time.Minute; d < 14*time.Minute+59*time.Second; d += time.Second {
		s.message(at(d))
		if s.due(at(d)) != 2 {
			t.Fatalf("let go at %s", d)
		}
	}
	s.message(at(15 * time.Minute))
	if got := s.due(at(15 * time.Minute)); got != 0 {
		t.Errorf("%d run after ten good minutes", got)
	}
}

func TestBackoff(t *testing.T) {
	a := newAttempts(Backoff{Min: 250 * time.Millisecond, Max: 2 * time.Second, Refused: time.Minute, Wrong: 5 * time.Minute})
	a.random = func(d time.Duration) time.Duration { return d - 1 } // the longest
	plain := errors.New("reset")
	for i, want := range []time.Duration{250, 500, 1000, 2000, 2000} {
		if got := a.ended(0, plain); got != want*time.Millisecond {
			t.Errorf("attempt %d: %s", i, got)
		}
	}
	if got := a.ended(stable, plain); got != 0 {
		t.Errorf("after a stable connection: %s", got)
	}
	if got := a.ended(time.Second, plain); got != 250*time.Millisecond {
		t.Errorf("after a short one: %s", got)
	}
	if got := a.ended(0, &socket.Refused{Status: 429}); got != time.Minute {
		t.Errorf("429: %s", got)
	}
	if got := a.ended(0, &socket.Refused{Status: 429, RetryAfter: 2 * time.Minute}); got < 2*time.Minute || got > 150*time.Second {
		t.Errorf("429, come back in 2 min: %s", got)
	}
	if got := a.ended(0, &socket.Refused{Status: 429, RetryAfter: 18 * time.Hour}); got > 20*time.Minute {
		t.Errorf("429, come back tomorrow: %s", got)
	}
	if got := a.ended(0, &socket.Refused{Status: 503}); got > 2*time.Second {
		t.Errorf("503: %s", got)
	}
	if got := a.ended(0, ErrWrongChain); got != 5*time.Minute {
		t.Errorf("wrong chain: %s", got)
	}
}

// Feeds that bring pings but no frame are left ever longer alone, because the
// chain may rest.
func TestQuietFeedsAreMadeAnewEverLessOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := New(Options{URLs: []string{"ws://127.0.0.1:1"}, Profile: profile, Silence: 5 * time.Second, Listener: event.Listener{}})
		if err != nil {
			t.Fatal(err)
		}
		s := c.feeds[0]
		var ends []time.Duration
		began := time.Now()
		reconnect := func() {
			s.connected, s.heard, s.end = true, time.Now(), func(err error) {
				if !errors.Is(err, errNoFrame) {
					t.Errorf("ended with %v", err)
				}
				s.connected = false
			}
		}
		reconnect()
		for len(ends) < 6 {
			time.Sleep(100 * time.Millisecond)
			c.hush()
			if !s.connected {
				ends = append(ends, time.Since(began).Round(time.Second))
				began = time.Now()
				reconnect()
			}
		}
		for i, want := range []time.Duration{5, 10, 20, 40, 80, 80} {
			if ends[i] != want*time.Second {
				t.Errorf("connection %d lived %s, want %ds", i, ends[i], want)
			}
		}
	})
}
