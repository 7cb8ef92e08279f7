package telemetry

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"
)

// maxValues bounds the values of one label that come from outside.
const maxValues = 50

// bound keeps the values that one label has had.
type bound struct {
	overflow prometheus.Counter
	mu       sync.Mutex
	seen     map[string]bool
}

func newBound(overflow prometheus.Counter) *bound {
	return &bound{overflow: overflow, seen: map[string]bool{}}
}

// value is v, or "other" when the label already has maxValues others.
func (b *bound) value(v string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.seen[v] {
		return v
	}
	if len(b.seen) >= maxValues {
		b.overflow.Inc()
		return "other"
	}
	b.seen[v] = true
	return v
}
