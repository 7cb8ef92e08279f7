package custom

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"mevbot/internal/event"
)

// factsPerSecond is a busy chain's; the share of a core at that rate is reported.
const factsPerSecond = 5000

func share(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)*factsPerSecond/float64(time.Second)*100, "%core@5000/s")
}

// BenchmarkUnheard is a fact that no definition uses.
func BenchmarkUnheard(b *testing.B) {
	m, _ := start(b, Options{})
	hear := m.Listener().Opportunity
	b.ReportAllocs()
	for b.Loop() {
		hear(event.Opportunity{Len: 2})
	}
	share(b)
}

// BenchmarkFact is a fact that n definitions hear, each with a filter, a value
// and two labels.
func BenchmarkFact(b *testing.B) {
	for _, n := range []int{1, 5, 10} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			var list []Definition
			for i := range n {
				list = append(list, Definition{
					Name: fmt.Sprintf("profit%d_ether_total", i), Type: TypeCounter, Help: "Profit.", Event: "Opportunity",
					Filter: "Net > 0.5 && Tier != 'dust'", Value: "Net - Gas",
					Labels: []Label{{"tier", "Tier"}, {"size", "Net > 1 ? 'large' : 'small'"}},
				})
			}
			m, _ := start(b, Options{Definitions: list})
			hear := m.Listener().Opportunity
			f := event.Opportunity{Net: ether(2), Gas: ether(1), Tier: "fast", Len: 2}
			b.ReportAllocs()
			for b.Loop() {
				hear(f)
			}
			share(b)
			if m.find("profit0_ether_total").size() != 1 {
				b.Fatal("nothing was counted")
			}
		})
	}
}

// BenchmarkThePage is one of each fact of the page's examples.
func BenchmarkThePage(b *testing.B) {
	list, _ := documented(b)
	m, _ := start(b, Options{Definitions: list})
	l := m.Listener()
	b.ReportAllocs()
	for b.Loop() {
		l.Dropped(event.Dropped{Reason: "gas", Net: ether(2)})
		l.RPCCall(event.RPCCall{Method: "eth_call", Duration: time.Millisecond})
		l.SwapSettled(event.SwapSettled{Lead: time.Second})
		l.Called(event.Called{})
		l.Reorg(event.Reorg{})
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/5*factsPerSecond/float64(time.Second)*100, "%core@5000/s")
}

func BenchmarkHandle(b *testing.B) {
	m, _ := start(b, Options{})
	c, err := m.Counter("trades_total", "Trades.", "venue")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("known", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.Inc("a")
		}
	})
	b.Run("refused", func(b *testing.B) {
		values := make([]string, 4096)
		for i := range values {
			values[i] = fmt.Sprint("visitor ", i)
		}
		i := 0
		b.ReportAllocs()
		for b.Loop() {
			c.Inc(values[i%len(values)])
			i++
		}
	})
}

// BenchmarkFull is what a full house costs: 10,000 series.
func BenchmarkFull(b *testing.B) {
	m, reg := start(b, Options{Dir: b.TempDir()})
	for i := range 98 {
		c, err := m.Counter(fmt.Sprintf("full%d_total", i), "Full.", "who")
		if err != nil {
			b.Fatal(err)
		}
		for j := range 100 {
			c.Inc(fmt.Sprint("visitor ", j))
		}
	}
	b.Run("snapshot", func(b *testing.B) {
		for b.Loop() {
			m.touch()
			if err := m.Save(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("gather", func(b *testing.B) {
		for b.Loop() {
			if _, err := reg.Gather(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
