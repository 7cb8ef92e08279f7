package pipeline

import (
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/execute"
	"mevbot/internal/profit"
	"mevbot/internal/search"
)

// Judged is an opportunity with what was decided about it.
type Judged struct {
	ID        uint64
	Candidate search.Candidate
	Cost      uint256.Int // native wei
	Units     uint64      // gas
	Decision  profit.Decision
	again     bool // it was published before and only looked at again
}

// hunt judges the cycles that the turn moved and, if the account is free, those
// that were good before and could not be sent. The best one goes out; what else
// is new is dropped with its reason.
func (p *Pipeline) hunt(changed []amm.PoolID, at chain.Block, clock uint64, since time.Time, now *Moment) {
	p.candidates, p.judged = p.candidates[:0], p.judged[:0]
	if len(changed) > 0 {
		p.candidates = p.finder.Find(changed, p.candidates)
	}
	fresh := len(p.candidates)
	if now.Ready && now.Allowed {
		p.candidates = p.finder.Standing(p.candidates)
	}
	best := -1
	for i := range p.candidates {
		again := i >= fresh
		if again && p.isFresh(p.candidates[i].Cycle, fresh) {
			continue
		}
		p.judged = append(p.judged, Judged{Candidate: p.candidates[i], again: again})
		j := &p.judged[len(p.judged)-1]
		p.judge(j, now)
		if j.Decision.Reason == "" && (best < 0 || j.Decision.Net.Gt(&p.judged[best].Decision.Net)) {
			best = len(p.judged) - 1
		}
	}
	p.settle(best, at, clock, since)
}

// isFresh says that a cycle is among the first n candidates.
func (p *Pipeline) isFresh(cycle uint32, n int) bool {
	for i := range p.candidates[:n] {
		if p.candidates[i].Cycle == cycle {
			return true
		}
	}
	return false
}

// judge finds the tier of an opportunity and why it may not be sent now.
func (p *Pipeline) judge(j *Judged, now *Moment) {
	j.Decision = profit.Decision{Tier: profit.Filtered, Reason: profit.StaleGas}
	if now.Gas == nil {
		return
	}
	var err error
	c := &j.Candidate
	if j.Units, j.Cost, err = now.Gas.Estimate(p.opts.Market, c.Hops[:c.Len]); err != nil {
		return
	}
	facts := profit.Facts{In: c.In, Gross: c.Gross, Cost: j.Cost, USDPerNative: now.USDPerNative}
	if !c.Gross.Gt(&j.Cost) { // most of them: no need to look closer
		j.Decision = profit.Decide(&facts, &p.opts.Rules)
		return
	}
	p.survey(c, &facts)
	j.Decision = profit.Decide(&facts, &p.opts.Rules)
	for range profit.Tiers { // a capped one is judged again, perhaps in a lower tier
		if j.Decision.Reason != "" || !p.cap(j, &facts) {
			break
		}
		j.Decision = profit.Decide(&facts, &p.opts.Rules)
	}
	if j.Decision.Reason == "" {
		j.Decision.Reason = p.obstacle(now)
	}
}

// survey fills in what the pools of a route say about it.
func (p *Pipeline) survey(c *search.Candidate, f *profit.Facts) {
	m := p.opts.Market
	f.Ahead, f.Exact = m.Ahead(), ^uint64(0)
	p.from = c.In
	for _, h := range c.Hops[:c.Len] {
		f.Exact = min(f.Exact, m.Exact(h.Pool()))
		segment, _ := m.Segment(h, 0, 0)
		if share := amm.Float(&p.from) / segment.ReserveIn * 10_000; share < 1e9 {
			f.DepthBps = max(f.DepthBps, uint64(share))
		} else {
			f.DepthBps = ^uint64(0)
		}
		if m.Quote(h, &p.from, &p.to) != nil {
			f.DepthBps = ^uint64(0)
			return
		}
		p.from = p.to
	}
}

// cap lowers the input to what the tier allows; false if it is allowed as it is.
func (p *Pipeline) cap(j *Judged, f *profit.Facts) bool {
	most := &p.opts.Rules.Tier[j.Decision.Tier].MaxInput
	c := &j.Candidate
	if most.IsZero() || !c.In.Gt(most) {
		return false
	}
	c.In, p.from = *most, *most
	c.Out.Clear()
	c.Gross.Clear()
	for i, h := range c.Hops[:c.Len] {
		if p.opts.Market.Quote(h, &p.from, &p.to) != nil {
			break
		}
		p.from = p.to
		if i+1 == c.Len && p.to.Gt(&c.In) {
			c.Out = p.to
			c.Gross.Sub(&c.Out, &c.In)
		}
	}
	f.In, f.Gross, f.DepthBps = c.In, c.Gross, 0
	p.survey(c, f)
	return true
}

// obstacle is why nothing may be sent now, however good; empty if it may.
func (p *Pipeline) obstacle(now *Moment) profit.Reason {
	switch {
	case !now.Allowed:
		return profit.Stopped
	case p.opts.Market.Sighted() != nil:
		return profit.Blind
	case !now.Ready:
		return profit.Busy
	}
	return ""
}

// settle publishes what was judged and hands the best over.
func (p *Pipeline) settle(best int, at chain.Block, clock uint64, since time.Time) {
	p.evidence.Plan = nil
	for i := range p.judged {
		j := &p.judged[i]
		if j.again && i != best {
			continue
		}
		p.found++
		j.ID = p.found
		c := &j.Candidate
		p.opts.Listener.Opportunity(event.Opportunity{
			ID: j.ID, Block: at, Hops: c.Hops, Len: c.Len, In: c.In, Gross: c.Gross, Gas: j.Cost,
			Tier: j.Decision.Tier.String(), Net: j.Decision.Net, Again: j.again,
		})
		if i == best {
			p.submit(j, at, clock, since)
		} else if j.Decision.Reason == "" {
			j.Decision.Reason = profit.Superseded
		}
		if j.Decision.Reason != "" {
			p.opts.Listener.Dropped(event.Dropped{ID: j.ID, Reason: string(j.Decision.Reason), Gross: c.Gross, Net: j.Decision.Net})
		}
	}
}

// submit hands an opportunity to the account.
func (p *Pipeline) submit(j *Judged, at chain.Block, clock uint64, since time.Time) {
	policy := &p.opts.Rules.Tier[j.Decision.Tier].Policy
	p.plan = execute.Plan{
		Opportunity: j.ID, Candidate: j.Candidate, Block: at, Cost: j.Cost, Net: j.Decision.Net,
		MinProfit: policy.Keep(&j.Cost, &j.Decision.Net), Simulate: j.Decision.Simulate,
		Deadline: clock + p.opts.Deadline, GasUnits: j.Units, Since: since,
	}
	p.evidence.Plan = &p.plan
	p.evidence.Taken = p.opts.Account.Submit(p.plan)
	if !p.evidence.Taken {
		j.Decision.Reason = profit.Busy
	}
}
