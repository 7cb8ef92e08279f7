package market

import (
	"flag"
	"testing"
)

var (
	survey  = flag.Bool("survey", false, "measure the market over many blocks and hold it to its requirements")
	surveys = flag.Int("survey.blocks", 480, "blocks that -survey measures for each seed")
	seeds   = flag.Int("survey.seeds", 3, "seeds that -survey measures, from 1 on")
)

// survey measures a market over some blocks by the real contracts.
func (p *place) survey(t *testing.T, blocks int) Report {
	t.Helper()
	var r Report
	for range blocks {
		receipts := p.step(t)
		if _, err := p.Observe(t.Context(), &r, p.head, receipts); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("seed %d: %s", p.options.Seed, r.String())
	return r
}

func testAlive(t *testing.T, p *place) {
	r := p.survey(t, 24)
	if r.Visible == 0 || r.Covert == 0 || r.Failed == 0 || r.Quiet == 0 || r.Quiet == r.Blocks {
		t.Errorf("nothing visible, covert or failed, or all blocks alike: %+v", r)
	}
	if 10*r.Failed > r.Transactions {
		t.Errorf("%d of %d transactions failed: the traders do not know what they do", r.Failed, r.Transactions)
	}
}

// TestDistribution holds the market, without a bot, to what it promises. It
// needs a minute a seed, so it runs only with -survey.
func TestDistribution(t *testing.T) {
	if !*survey {
		t.Log("measures for minutes: run with -survey")
		return
	}
	for seed := 1; seed <= *seeds; seed++ {
		r := open(t, int64(seed), nil).survey(t, *surveys)
		covert := r.CovertUSD / (r.CovertUSD + r.VisibleUSD)
		minutes := float64(r.Blocks) / 240
		lives := make([]float64, len(r.Lives))
		for i, l := range r.Lives {
			lives[i] = float64(l)
		}
		for _, promise := range []struct {
			what        string
			got         float64
			least, most float64
		}{
			{"share of the value that is covert", covert, 0.30, 0.6},
			{"visible hop swaps a minute", float64(r.Visible) / minutes, 1800, 4000},
			{"median gross of a gap over its gas", Median(r.Gross), 0, 3},
			{"median gross of a paying gap over its gas", Median(r.Paying), 1, 3},
			{"paying gaps a minute", float64(len(r.Paying)) / minutes, 25, 100},
			{"part of blocks without an opportunity", float64(r.Quiet) / float64(r.Blocks), 0.20, 0.9},
			{"blocks that most gaps live", quantile(lives, 0.9), 1, 5},
		} {
			if promise.got < promise.least || promise.got > promise.most {
				t.Errorf("seed %d: %s is %.2f, want %.2f to %.2f", seed, promise.what, promise.got, promise.least, promise.most)
			}
		}
	}
}

func BenchmarkNext(b *testing.B) {
	p := open(b, 1, nil)
	for b.Loop() {
		if _, err := p.Next(b.Context(), p.head); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		for i := range p.pending {
			p.pending[i].open = false
		}
		p.step(b)
		b.StartTimer()
	}
}
