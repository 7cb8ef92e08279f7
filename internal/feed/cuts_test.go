package feed

import (
	"flag"
	"math/rand/v2"
	"sync"
	"testing"
	"time"
)

var cuts = flag.Int("cuts", 50, "how many connections TestCuts breaks")

// Connections break again and again, at any byte. Every message is handed over
// once, in order, with one feed and with two.
func TestCuts(t *testing.T) {
	for _, feeds := range []int{1, 2} {
		w := newTape(t, time.Millisecond)
		var mu sync.Mutex
		broken := 0
		ragged := &fault{step: func(c *fakeConn, next *int) bool {
			if *next > w.head() {
				time.Sleep(time.Millisecond)
				return false
			}
			b := frameBytes(0x81, []byte(w.frame(*next)))
			if rand.IntN(12) == 0 {
				c.Write(b[:rand.IntN(len(b))])
				mu.Lock()
				broken++
				mu.Unlock()
				return true
			}
			*next++
			_, err := c.Write(b)
			return err != nil
		}}
		opts := Options{Profile: profile, From: 1, Backoff: Backoff{Min: time.Millisecond, Max: 5 * time.Millisecond}}
		for range feeds {
			f := newFakeFeed(t, w)
			f.set(ragged)
			opts.URLs = append(opts.URLs, f.url())
		}
		client, err := New(opts)
		if err != nil {
			t.Fatal(err)
		}
		out := make(chan Item)
		stop := begin(t, client, out)
		enough := func() bool { mu.Lock(); defer mu.Unlock(); return broken >= *cuts }
		next := 1
		for deadline := time.After(time.Duration(*cuts)*100*time.Millisecond + 20*time.Second); !enough(); {
			select {
			case i := <-out:
				if i.Message == nil || int(i.Message.Seq) != next {
					t.Fatalf("%d feeds: got %+v, want message %d", feeds, i, next)
				}
				next++
			case <-deadline:
				t.Fatalf("%d feeds: stalled at message %d after %d cuts", feeds, next, broken)
			}
		}
		stop()
		t.Logf("%d feeds: %d cuts, %d messages, none missed, none doubled", feeds, broken, next-1)
	}
}
