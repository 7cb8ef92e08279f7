package fastfeed

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"
)

func TestLead(t *testing.T) {
	start := time.Unix(1_790_000_000, 0)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	hash := func(n int) common.Hash { return common.Hash{byte(n >> 8), byte(n), 1} }
	l := NewLead(0, nil)
	for n := range 100 {
		l.Early(hash(n), 7, at(0))
		l.Record(hash(n), at(n+1)) // leads of 1 to 100 ms
		l.Record(hash(n), at(9999))
		l.Early(hash(n), 8, at(9999))
	}
	l.Record(hash(200), at(0))
	l.Early(hash(200), 7, at(30)) // late by 30
	l.Early(hash(201), 7, at(0))
	l.Record(hash(201), at(60_000)) // outside the cells, not outside the mean
	l.Early(hash(300), 9, at(0))
	l.Early(hash(301), 8, at(0))
	l.Void(9) // 300 is void, 301 stays
	l.Record(hash(302), at(0))
	r := l.Report()
	want := LeadReport{Matched: 102, Pending: 2, Voided: 1, Later: 1, Mean: float64(5050-30+60_000) / 102, P1: -30, P10: 9, P50: 50, P90: 91, P99: 100}
	if r != want {
		t.Errorf("%+v\nwant %+v", r, want)
	}
	l.Early(hash(300), 9, at(40)) // the block was made anew and has it
	l.Record(hash(300), at(45))
	if r := l.Report(); r.Matched != 103 || r.Pending != 2 {
		t.Errorf("%+v", r)
	}
}

// Memory is bounded, and what is forgotten with one side known is counted as
// seen by that side.
func TestLeadForgets(t *testing.T) {
	reg := prometheus.NewPedanticRegistry()
	l, now := NewLead(10, reg), time.Unix(1_790_000_000, 0)
	hash := func(n int) common.Hash { return common.Hash{byte(n >> 8), byte(n), 1} }
	for n := range 1000 {
		switch n % 4 {
		case 0, 1:
			l.Early(hash(n), 1, now)
		case 2:
			l.Record(hash(n), now)
		case 3:
			l.Early(hash(n), 1, now)
			l.Record(hash(n), now.Add(time.Millisecond))
		}
		if n == 500 {
			l.Void(1)
		}
	}
	r := l.Report()
	if len(l.known) > 10 || len(l.ring) != 10 {
		t.Errorf("%d known, ring of %d", len(l.known), len(l.ring))
	}
	if sum := r.Matched + r.EarlyOnly + r.RecordOnly + r.Pending + r.Voided; sum != 1000 || r.Matched != 250 || r.Voided == 0 {
		t.Errorf("%+v adds up to %d", r, sum)
	}
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	alone := 0.0
	for _, f := range families {
		if f.GetName() == "mev_bot_fastfeed_alone_total" {
			for _, m := range f.GetMetric() {
				alone += m.GetCounter().GetValue()
			}
		}
	}
	if alone != float64(r.EarlyOnly+r.RecordOnly) {
		t.Errorf("metric %v, report %+v", alone, r)
	}
}

// A transaction whose block was given up and that comes again is not forgotten
// with its first sight.
func TestLeadRemembersTheSecondSight(t *testing.T) {
	l, now := NewLead(4, nil), time.Unix(1_790_000_000, 0)
	tx := common.Hash{1}
	l.Early(tx, 5, now)
	l.Void(5)
	l.Early(tx, 5, now)
	for n := range 3 { // the third pushes the first sight out
		l.Early(common.Hash{2, byte(n)}, 5, now)
	}
	l.Record(tx, now.Add(time.Second)) // still known
	if r := l.Report(); r.Matched != 1 || r.P50 != 1000 || r.EarlyOnly != 0 {
		t.Errorf("%+v", r)
	}
}
