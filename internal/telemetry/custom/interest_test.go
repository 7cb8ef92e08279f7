package custom

import (
	"testing"

	"mevbot/internal/event"
)

// A fact that is only counted is handed on while a custom metric hears it.
func TestInterestFollowsTheMetrics(t *testing.T) {
	wanted := new(Interest)
	var heard struct{ called, told, dropped int }
	l := wanted.Only(event.Listener{
		Called:   func(event.Called) { heard.called++ },
		SwapTold: func(event.SwapTold) { heard.told++ },
		Dropped:  func(event.Dropped) { heard.dropped++ },
	})
	tell := func() {
		l.Called(event.Called{})
		l.SwapTold(event.SwapTold{})
		l.Dropped(event.Dropped{})
	}
	tell() // before there are metrics
	m, err := New(Options{Dir: t.TempDir(), Interest: wanted})
	if err != nil {
		t.Fatal(err)
	}
	tell()
	if heard.called != 0 || heard.told != 0 || heard.dropped != 2 {
		t.Fatalf("without a metric: %+v", heard)
	}
	if _, err := m.define(Definition{Name: "calls_total", Type: TypeCounter, Help: "Calls.", Event: "Called"}, SourceAPI); err != nil {
		t.Fatal(err)
	}
	tell()
	if heard.called != 1 || heard.told != 0 {
		t.Fatalf("with a metric of calls: %+v", heard)
	}
	if err := m.remove("mev_bot_custom_calls_total"); err != nil {
		t.Fatal(err)
	}
	tell()
	if heard.called != 1 || heard.dropped != 4 {
		t.Fatalf("after it was removed: %+v", heard)
	}
}
