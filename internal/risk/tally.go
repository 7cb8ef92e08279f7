package risk

import (
	"time"

	"github.com/holiman/uint256"
)

// budget sums what an hour or a day of UTC earned and spent. It begins anew
// with the next one and never goes back.
type budget struct {
	length             time.Duration // divides a day
	start              time.Time
	earned, spent, gas uint256.Int
}

// at moves to the hour or day of now.
func (b *budget) at(now time.Time) {
	if start := now.UTC().Truncate(b.length); start.After(b.start) {
		*b = budget{length: b.length, start: start}
	}
}

func (b *budget) end() time.Time { return b.start.Add(b.length) }

func (b *budget) loss() uint256.Int { return over(&b.spent, &b.earned) }

func (b *budget) add(now time.Time, x *Booking) {
	b.at(now)
	b.earned.Add(&b.earned, &x.Gross)
	b.spent.Add(&b.spent, &x.Loss)
	b.spent.Add(&b.spent, &x.Gas)
	b.gas.Add(&b.gas, &x.Gas)
}

// clear forgets the sums of this hour or day.
func (b *budget) clear() { *b = budget{length: b.length, start: b.start} }

// newest keeps triples of the newest n attempts, and their sums.
type newest struct {
	n    int
	rows [][3]uint256.Int
	next int // the oldest, once there are n
	sum  [3]uint256.Int
}

func (t *newest) add(row [3]uint256.Int) {
	if t.n <= 0 {
		return
	}
	if len(t.rows) < t.n {
		t.rows = append(t.rows, row)
	} else {
		for i := range row {
			t.sum[i].Sub(&t.sum[i], &t.rows[t.next][i])
		}
		t.rows[t.next] = row
		t.next = (t.next + 1) % t.n
	}
	for i := range row {
		t.sum[i].Add(&t.sum[i], &row[i])
	}
}

func (t *newest) clear() { *t = newest{n: t.n} }

// minute keeps the moments of the last 60 seconds, at most limit of them.
type minute []time.Time

func (m *minute) add(now time.Time) {
	m.trim(now)
	*m = append(*m, now)
}

func (m *minute) trim(now time.Time) {
	old := 0
	for old < len(*m) && now.Sub((*m)[old]) >= time.Minute {
		old++
	}
	*m = append((*m)[:0], (*m)[old:]...)
}

// knownRoutes is how many routes with failures are remembered. Beyond it the
// one that failed longest ago is forgotten; failures that are spread over more
// routes than these are for the limits that look at all attempts.
const knownRoutes = 256

// routeRecord is a route that fails, or is paused.
type routeRecord struct {
	failures int
	last     time.Time // of the failures
	attempt  uint64    // the last that failed
	until    time.Time // end of its pause; zero if there is none
}

// routeBook counts failures in a row by route.
type routeBook map[Route]*routeRecord

// failed counts a failure and says whether limit is reached; the count then
// begins anew.
func (b routeBook) failed(now time.Time, x *Booking, limit int, pause time.Duration) bool {
	r := b[x.Route]
	if r == nil {
		b.makeRoom(now)
		r = &routeRecord{}
		b[x.Route] = r
	}
	r.failures++
	r.last, r.attempt = now, x.ID
	if r.failures < limit {
		return false
	}
	r.failures, r.until = 0, now.Add(pause)
	return true
}

// makeRoom forgets the pauses that are over, and if need be the route that is
// not paused and failed longest ago.
func (b routeBook) makeRoom(now time.Time) {
	if len(b) < knownRoutes {
		return
	}
	var oldest Route
	var found *routeRecord
	for route, r := range b {
		if r.until.After(now) {
			continue
		}
		if found == nil || r.last.Before(found.last) || r.last.Equal(found.last) && route < oldest {
			oldest, found = route, r
		}
	}
	if found != nil {
		delete(b, oldest)
	}
}
