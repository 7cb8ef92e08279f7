package profiles

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const ms = time.Millisecond

func objectives(t testing.TB, list ...Objective) *Objectives {
	t.Helper()
	w, err := NewObjectives(func() time.Time { return noon }, list)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestObjectives(t *testing.T) {
	share := Objective{Stage: "search", Limit: 10 * ms, Window: 4, Share: 0.75}
	hard := Objective{Stage: "search", Hard: 50 * ms}
	both := Objective{Stage: "search", Limit: 10 * ms, Window: 4, Share: 0.5, Hard: 50 * ms}
	for _, c := range []struct {
		name   string
		o      Objective
		millis []int
		missed string // one letter each: . met, s share, h hard
	}{
		{"at the limit is met", share, []int{10, 10, 10, 10}, "...."},
		{"one of four may be late", share, []int{11, 1, 1, 1, 11}, "....."},
		{"a second late one in the window misses", share, []int{1, 11, 1, 11}, "...s"},
		{"it decides before the window is full", share, []int{11, 11}, ".s"},
		{"after a miss the window is empty", share, []int{11, 11, 11, 1, 11}, ".s..s"},
		{"late ones leave the window", share, []int{11, 1, 1, 1, 11, 1, 1, 1, 11}, "........."},
		{"a lasting breach is said again", share, []int{11, 11, 11, 11, 11, 11}, ".s.s.s"},
		{"a hard limit is met at the limit", hard, []int{50, 1}, ".."},
		{"a hard limit misses every time", hard, []int{51, 1, 60, 70}, "h.hh"},
		{"hard ones count as late", both, []int{60, 11, 11}, "h.s"},
		{"hard goes before share", both, []int{11, 11, 60}, "..h"},
		{"all of them must meet it", Objective{Stage: "search", Limit: ms, Window: 100, Share: 1}, []int{1, 1, 2}, "..s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := objectives(t, c.o)
			var got strings.Builder
			for _, n := range c.millis {
				m, missed := w.Observe("search", time.Duration(n)*ms, "trace")
				switch {
				case !missed:
					got.WriteByte('.')
					continue
				case strings.HasPrefix(m.Objective, "every search within 50ms"):
					got.WriteByte('h')
				case strings.Contains(m.Objective, " search within "):
					got.WriteByte('s')
				}
				if m.At != noon || m.Stage != "search" || m.Latency != time.Duration(n)*ms || m.TraceID != "trace" {
					t.Errorf("miss: %+v", m)
				}
			}
			if got.String() != c.missed {
				t.Errorf("%v: %s, want %s", c.millis, got.String(), c.missed)
			}
		})
	}
	if _, missed := objectives(t, share).Observe("gas", time.Hour, ""); missed {
		t.Error("a stage without an objective missed it")
	}
}

// The window against the definition, counted anew each time.
func TestObjectivesAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 12).Draw(t, "window")
		mayBeLate := rapid.IntRange(0, size-1).Draw(t, "late")
		o := Objective{Stage: "s", Limit: ms, Window: size, Share: float64(size-mayBeLate) / float64(size)}
		w, err := NewObjectives(time.Now, []Objective{o})
		if err != nil {
			t.Fatal(err)
		}
		var past []bool
		for i, late := range rapid.SliceOfN(rapid.Bool(), 0, 60).Draw(t, "late ones") {
			d := ms
			if late {
				d++
			}
			_, missed := w.Observe("s", d, "")
			past = append(past, late)
			n := 0
			for _, l := range past[max(0, len(past)-size):] {
				if l {
					n++
				}
			}
			want := n > mayBeLate
			if missed != want {
				t.Fatalf("observation %d: missed %v, want %v", i, missed, want)
			}
			if want {
				past = nil
			}
		}
	})
}

func TestObjectivesAreChecked(t *testing.T) {
	for want, o := range map[string]Objective{
		"stage":               {Limit: ms, Window: 1, Share: 1},
		"needs a limit":       {Stage: "s"},
		"window":              {Stage: "s", Limit: ms, Share: 1},
		"share":               {Stage: "s", Limit: ms, Window: 1, Share: 1.5},
		"negative":            {Stage: "s", Limit: -ms},
		"hard: must not be b": {Stage: "s", Limit: ms, Window: 1, Share: 1, Hard: 1},
	} {
		if _, err := NewObjectives(time.Now, []Objective{o}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", o, err, want)
		}
	}
	twice := Objective{Stage: "s", Hard: ms}
	if _, err := NewObjectives(time.Now, []Objective{twice, twice}); err == nil {
		t.Error("a stage has two objectives")
	}
}

func TestObserveAllocatesNothing(t *testing.T) {
	w := objectives(t, Objective{Stage: "s", Limit: ms, Window: 100, Share: 0.99, Hard: 5 * ms})
	if n := testing.AllocsPerRun(1000, func() { w.Observe("s", 2*ms, "trace") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkObserve(b *testing.B) {
	w := objectives(b, Objective{Stage: "s", Limit: ms, Window: 1000, Share: 0.99, Hard: time.Second})
	b.ReportAllocs()
	for b.Loop() {
		w.Observe("s", ms, "trace")
	}
}
