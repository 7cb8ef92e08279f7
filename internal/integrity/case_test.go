package integrity

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	errStill = errors.New("still wrong")
	patient  = Policy{Pause: time.Second, Longest: 8 * time.Second, Attempts: 3, Patience: 10 * time.Second, Relapse: time.Minute}
)

// The steps of a case, each at a second of its own: w wrong, f a failed attempt,
// r a repair, h hopeless.
func TestCases(t *testing.T) {
	type step struct {
		at   int
		what byte
	}
	for _, tc := range []struct {
		name     string
		steps    []step
		at       int // when it is looked at
		stage    Stage
		attempts int
		next     int // seconds, when the next attempt is due; 0 none
		person   bool
	}{
		{"it is tried at once", []step{{1, 'w'}}, 1, Open, 0, 1, false},
		{"it is tried again after a pause", []step{{1, 'w'}, {1, 'f'}}, 1, Open, 1, 2, false},
		{"the pause doubles", []step{{1, 'w'}, {1, 'f'}, {2, 'f'}, {4, 'f'}}, 4, Open, 3, 8, false},
		{"the pause has an end", []step{{1, 'w'}, {1, 'f'}, {2, 'f'}, {4, 'f'}, {8, 'f'}, {16, 'f'}}, 16, Open, 5, 24, true},
		{"a person is needed after enough attempts and enough time", []step{{1, 'w'}, {1, 'f'}, {2, 'f'}, {11, 'f'}}, 11, Open, 3, 15, true},
		{"enough time is not enough", []step{{1, 'w'}, {1, 'f'}, {20, 'f'}}, 20, Open, 2, 22, false},
		{"enough attempts are not enough", []step{{1, 'w'}, {1, 'f'}, {2, 'f'}, {10, 'f'}}, 10, Open, 3, 14, false},
		{"what is repaired needs nobody", []step{{1, 'w'}, {1, 'f'}, {2, 'f'}, {11, 'f'}, {15, 'r'}}, 15, Repaired, 4, 0, false},
		{"wrong again soon is the same trouble", []step{{1, 'w'}, {1, 'r'}, {30, 'w'}}, 30, Open, 1, 31, false},
		{"and its pauses go on", []step{{1, 'w'}, {1, 'r'}, {30, 'w'}, {31, 'r'}, {59, 'w'}}, 59, Open, 2, 61, false},
		{"repairs in vain call a person, too", []step{{1, 'w'}, {1, 'r'}, {5, 'w'}, {6, 'r'}, {10, 'w'}, {12, 'r'}, {13, 'w'}}, 13, Open, 3, 17, true},
		{"wrong again much later is another trouble", []step{{1, 'w'}, {1, 'f'}, {2, 'r'}, {62, 'w'}}, 62, Open, 0, 62, false},
		{"being wrong still is no news", []step{{1, 'w'}, {1, 'f'}, {1, 'w'}}, 1, Open, 1, 2, false},
		{"what cannot be repaired needs a person at once", []step{{1, 'w'}, {1, 'h'}}, 1, Open, 0, 1, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var c Case
			second := func(n int) time.Time { return time.Unix(int64(n), 0) }
			for _, s := range tc.steps {
				switch now := second(s.at); s.what {
				case 'w':
					c.wrong("cause", now, &patient)
				case 'f':
					c.failed(errStill, patient.pause(c.Attempts+1), now, &patient)
				case 'r':
					c.repaired(now)
				case 'h':
					c.hopeless()
				}
			}
			if c.Stage != tc.stage || c.Attempts != tc.attempts || c.NeedsPerson != tc.person {
				t.Errorf("%+v", c)
			}
			if tc.next != 0 && !c.Next.Equal(second(tc.next)) || tc.next == 0 && !c.Next.IsZero() {
				t.Errorf("next %s, want second %d", c.Next, tc.next)
			}
			if tc.next != 0 && (!c.due(second(tc.next)) || tc.next > tc.at && c.due(second(tc.next-1))) {
				t.Errorf("due before or not at second %d", tc.next)
			}
		})
	}
}

func TestPausesDoubleUpToTheLongest(t *testing.T) {
	p := Policy{Pause: 3 * time.Second, Longest: 10 * time.Second}
	for i, want := range []time.Duration{3 * time.Second, 6 * time.Second, 10 * time.Second, 10 * time.Second} {
		if got := p.pause(i + 1); got != want {
			t.Errorf("after %d attempts %s, want %s", i+1, got, want)
		}
	}
}

// Whatever happens, attempts are counted, no pause is longer than the longest, and
// nobody is called for something that is repaired.
func TestCaseHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c Case
		now, tried := time.Unix(1, 0), 0
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "seconds")) * time.Second)
			before := c.Attempts
			if c.Stage == Repaired && now.Sub(c.Last) >= patient.Relapse {
				tried = 0
			}
			c.wrong("cause", now, &patient)
			if c.due(now) && rapid.Bool().Draw(t, "try") {
				tried++
				if rapid.Bool().Draw(t, "works") {
					c.repaired(now)
				} else {
					c.failed(errStill, patient.pause(c.Attempts+1), now, &patient)
				}
			}
			if c.Attempts != tried {
				t.Fatalf("%d attempts, had %d, tried %d", c.Attempts, before, tried)
			}
			if c.Next.Sub(now) > patient.Longest {
				t.Fatalf("waits %s", c.Next.Sub(now))
			}
			if c.NeedsPerson && (c.Stage == Repaired || c.Attempts < patient.Attempts || now.Sub(c.Since) < patient.Patience) {
				t.Fatalf("calls a person: %+v", c)
			}
		}
	})
}
