package risk

import "sync/atomic"

// routeTable holds the routes that are paused, for readers without a lock. One
// writer at a time.
type routeTable struct {
	used  atomic.Int32 // slots that were ever used
	slots [64]struct {
		route atomic.Uint64
		until atomic.Int64 // on the gate's clock
	}
}

// empty says that no route was paused yet.
func (t *routeTable) empty() bool { return t.used.Load() == 0 }

func (t *routeTable) allow(r Route, clock func() int64) bool {
	for i := range t.used.Load() {
		if s := &t.slots[i]; s.route.Load() == uint64(r) && clock() < s.until.Load() {
			return false
		}
	}
	return true
}

// pause adds a route; false means that there is no room.
func (t *routeTable) pause(r Route, until, now int64) bool {
	if until <= now {
		return true
	}
	free := -1
	for i := range t.used.Load() {
		s := &t.slots[i]
		if s.route.Load() == uint64(r) {
			s.until.Store(max(until, s.until.Load()))
			return true
		}
		if free < 0 && s.until.Load() <= now {
			free = int(i)
		}
	}
	if free < 0 {
		if free = int(t.used.Load()); free == len(t.slots) {
			return false
		}
	}
	s := &t.slots[free]
	s.until.Store(never)
	s.route.Store(uint64(r))
	s.until.Store(until)
	t.used.Store(max(t.used.Load(), int32(free)+1))
	return true
}

// clear allows all routes.
func (t *routeTable) clear() {
	for i := range t.used.Load() {
		t.slots[i].until.Store(never)
	}
}
