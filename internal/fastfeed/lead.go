package fastfeed

import (
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/chain"
)

// The resolution of Lead: whole milliseconds from leadLeast to leadMost, and
// what lies outside in the first and the last cell.
const (
	leadLeast = -1000
	leadMost  = 4000
)

// Lead measures how much earlier the feed tells of a transaction than the
// record does (the sequencer feed, or the node's logs). It remembers a bounded
// number of transactions; one that leaves its memory with only one side known is
// counted as seen by that side alone. It may be used from many goroutines.
type Lead struct {
	limit   int
	metrics leadMetrics

	mu      sync.Mutex
	known   map[common.Hash]sighting
	ring    []place // in order of first sight; a full ring forgets the oldest
	sights  uint64
	at      int
	cells   [leadMost - leadLeast + 1]uint32
	matched uint64
	sum     time.Duration
	early   uint64 // seen by the feed alone
	record  uint64 // seen by the record alone
	voided  uint64
}

// sighting is what is known of a transaction.
type sighting struct {
	block         chain.Block // as the feed said
	early, record time.Time
	settled       bool   // counted
	number        uint64 // of its place in the ring
}

type place struct {
	hash   common.Hash
	number uint64
}

type leadMetrics struct {
	seconds prometheus.Histogram
	alone   *prometheus.CounterVec
}

// NewLead remembers up to limit transactions, 16384 if that is 0. reg takes its
// metrics; nil is fine.
func NewLead(limit int, reg prometheus.Registerer) *Lead {
	if limit <= 0 {
		limit = 1 << 14
	}
	l := &Lead{limit: limit, known: make(map[common.Hash]sighting, limit), metrics: leadMetrics{
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "mev_bot_fastfeed_lead_seconds", Help: "How much earlier the Fast Feed told of a transaction than the record did; below 0: later.",
			Buckets: []float64{-0.1, -0.01, 0, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1},
		}),
		alone: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mev_bot_fastfeed_alone_total", Help: "Transactions that only one source told of: fastfeed or record.",
		}, []string{"source"}),
	}}
	if reg != nil {
		reg.MustRegister(l.metrics.seconds, l.metrics.alone)
	}
	return l
}

// Early says when the feed told of a transaction.
func (l *Lead) Early(hash common.Hash, block chain.Block, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s, seen := l.see(hash)
	if seen && !s.early.IsZero() {
		if !s.settled { // its block was given up, and it is in the next one
			s.block = block
			l.known[hash] = s
		}
		return
	}
	s.block, s.early = block, at
	l.settle(hash, s)
}

// Record says when the record told of a transaction.
func (l *Lead) Record(hash common.Hash, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s, seen := l.see(hash)
	if seen && !s.record.IsZero() {
		return
	}
	s.record = at
	l.settle(hash, s)
}

// Void takes back what the feed told of a block and of later ones, as far as the
// record has not confirmed it.
func (l *Lead) Void(block chain.Block) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for hash, s := range l.known {
		if !s.settled && !s.early.IsZero() && s.block >= block {
			l.voided++
			delete(l.known, hash)
		}
	}
}

// see finds a transaction, or makes room for it.
func (l *Lead) see(hash common.Hash) (s sighting, seen bool) {
	if s, seen = l.known[hash]; seen {
		return s, true
	}
	l.sights++
	here := place{hash, l.sights}
	if len(l.ring) < l.limit {
		l.ring = append(l.ring, here)
	} else {
		l.forget(l.ring[l.at])
		l.ring[l.at] = here
		l.at = (l.at + 1) % l.limit
	}
	return sighting{number: here.number}, false
}

func (l *Lead) forget(p place) {
	s, ok := l.known[p.hash]
	if !ok || s.number != p.number {
		return // its block was given up, and it may have come again since
	}
	delete(l.known, p.hash)
	switch {
	case s.settled:
	case s.record.IsZero():
		l.early++
		l.metrics.alone.WithLabelValues("fastfeed").Inc()
	default:
		l.record++
		l.metrics.alone.WithLabelValues("record").Inc()
	}
}

func (l *Lead) settle(hash common.Hash, s sighting) {
	if !s.early.IsZero() && !s.record.IsZero() {
		s.settled = true
		lead := s.record.Sub(s.early)
		l.matched++
		l.sum += lead
		l.cells[max(leadLeast, min(leadMost, lead.Milliseconds()))-leadLeast]++
		l.metrics.seconds.Observe(lead.Seconds())
	}
	l.known[hash] = s
}

// LeadReport is what was measured so far.
type LeadReport struct {
	Matched uint64 `json:"matched"` // told of by both
	// EarlyOnly and RecordOnly were told of by one side and left memory so.
	EarlyOnly  uint64 `json:"fastfeed_only"`
	RecordOnly uint64 `json:"record_only"`
	Pending    uint64 `json:"pending"` // told of by one side, still remembered
	Voided     uint64 `json:"voided"`  // told of in a block that was given up
	// Of the matched, in milliseconds; a quantile is exact to one.
	Mean  float64 `json:"mean_ms"`
	P1    int     `json:"p1_ms"`
	P10   int     `json:"p10_ms"`
	P50   int     `json:"p50_ms"`
	P90   int     `json:"p90_ms"`
	P99   int     `json:"p99_ms"`
	Later uint64  `json:"later"` // matched that the record told of first
}

// Report of this moment.
func (l *Lead) Report() LeadReport {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := LeadReport{Matched: l.matched, EarlyOnly: l.early, RecordOnly: l.record, Voided: l.voided}
	for _, s := range l.known {
		if !s.settled {
			r.Pending++
		}
	}
	if l.matched == 0 {
		return r
	}
	r.Mean = float64(l.sum.Microseconds()) / 1000 / float64(l.matched)
	for i := range -leadLeast {
		r.Later += uint64(l.cells[i])
	}
	for _, q := range []struct {
		part float64
		into *int
	}{{0.01, &r.P1}, {0.1, &r.P10}, {0.5, &r.P50}, {0.9, &r.P90}, {0.99, &r.P99}} {
		*q.into = l.quantile(q.part)
	}
	return r
}

// quantile is the least whole millisecond that a part of the matched do not
// exceed.
func (l *Lead) quantile(part float64) int {
	want, sum := uint64(part*float64(l.matched)+0.5), uint64(0)
	for i := range l.cells {
		if sum += uint64(l.cells[i]); sum >= max(want, 1) {
			return i + leadLeast
		}
	}
	return leadMost
}
