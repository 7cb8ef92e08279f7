package pipeline

import (
	"slices"
	"time"

	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/execute"
	"mevbot/internal/gas"
	"mevbot/internal/order"
	"mevbot/internal/profit"
	"mevbot/internal/search"
)

// Judged is an opportunity with what was decided about it.
type Judged struct {
	ID        uint64
	Candidate search.Candidate
	Cost      uint256.Int // native wei
	Units     uint64      // gas
	Tip       uint256.Int // bid, wei per gas; it is part of Cost
	Decision  profit.Decision
	execution uint64      // of Units, without data
	steps     [4]gas.Step // that Units is of
	front     bool        // it is the best, or shares a pool with that
	again     bool        // it was published before and only looked at again
}

// hunt judges the cycles that the turn moved and, if the account is free, those
// that were good before and could not be sent. The best ones that do not share a
// pool go out; what else is new is dropped with its reason.
func (p *Pipeline) hunt(changed []amm.PoolID, since time.Time, now *Moment) {
	p.candidates, p.judged = p.candidates[:0], p.judged[:0]
	if len(changed) > 0 {
		p.candidates = p.finder.Find(changed, p.candidates)
	}
	fresh := len(p.candidates)
	if now.Free > 0 && now.Allowed {
		p.candidates = p.finder.Standing(p.candidates)
	}
	p.watch.lap(&p.watch.fact.Search)
	if len(p.candidates) > 0 {
		defer p.watch.lap(&p.watch.fact.Plan)
	}
	for i := range p.candidates {
		again := i >= fresh
		if again && (p.isFresh(p.candidates[i].Cycle, fresh) || p.tried(&p.candidates[i])) {
			continue
		}
		p.judged = append(p.judged, Judged{Candidate: p.candidates[i], again: again})
		p.judge(&p.judged[len(p.judged)-1], now)
	}
	p.bidAll(now)
	p.evidence.Plans, p.evidence.Took = p.evidence.Plans[:0], p.evidence.Took[:0]
	p.sendBest(now, since)
	p.dropRest()
	if now.Bids && slices.ContainsFunc(p.judged, func(j Judged) bool { return j.Decision.Reason == profit.Held }) {
		p.alarm.Reset(p.rounds.Wait(now.Now))
	}
}

// sendBest hands over the best set of opportunities that share no pool, as many
// as the account takes, best first.
func (p *Pipeline) sendBest(now *Moment, since time.Time) {
	p.good, p.goodAt = p.good[:0], p.goodAt[:0]
	for i := range p.judged {
		if j := &p.judged[i]; j.Decision.Reason == "" {
			p.good, p.goodAt = append(p.good, j.Candidate), append(p.goodAt, i)
		}
	}
	if len(p.good) == 0 {
		return
	}
	p.set = search.Disjoint(p.good, p.worth, p.set[:0])
	for _, i := range p.set[:min(now.Free, len(p.set))] {
		p.send(&p.judged[p.goodAt[i]], since, now)
	}
}

// attempted is what was handed over, and on which block's state.
type attempted struct {
	cycle uint32
	in    uint256.Int
	at    chain.Block
}

// tried says that a candidate was handed over on this block's state already: if
// nothing came of it, nothing will.
func (p *Pipeline) tried(c *search.Candidate) bool {
	for i := range p.handed {
		if h := &p.handed[i]; h.at == p.at && h.cycle == c.Cycle && h.in == c.In {
			return true
		}
	}
	return false
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
	c := &j.Candidate
	if !p.price(j, now) {
		j.Decision.Reason = profit.PoolUntrusted
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
		if j.Decision.Reason != "" || !p.cap(j, &facts, now) {
			break
		}
		j.Decision = profit.Decide(&facts, &p.opts.Rules)
	}
	if j.Decision.Reason == "" {
		j.Decision.Reason = p.obstacle(c, now)
	}
}

// bidAll decides what is paid for each that may be sent.
func (p *Pipeline) bidAll(now *Moment) {
	best := -1
	for i := range p.judged {
		if d := &p.judged[i].Decision; best < 0 || d.Net.Gt(&p.judged[best].Decision.Net) {
			best = i
		}
	}
	if best >= 0 && !p.judged[best].Decision.Net.IsZero() {
		p.remember(&p.judged[best].Candidate)
	}
	for i := range p.judged {
		j := &p.judged[i]
		j.front = j.shares(&p.judged[best])
		if j.Decision.Reason == "" {
			p.bid(j, now)
		}
	}
}

// front is a cycle that was the best there was, on the state of a block.
type front struct {
	at    chain.Block
	pools [4]amm.PoolID
	len   int
}

// remember keeps the best of a turn.
func (p *Pipeline) remember(c *search.Candidate) {
	f := front{at: p.at, len: c.Len}
	for i, h := range c.Hops[:c.Len] {
		f.pools[i] = h.Pool()
	}
	p.fronts[p.frontAt%len(p.fronts)] = f
	p.frontAt++
}

// learn takes in how contests came out. A rival's was at the front if the bot saw it
// there, on the state before its block or inside it; where the bot saw nothing, the
// sample says.
func (p *Pipeline) learn(samples []order.Sample) {
	for i := range samples {
		s := &samples[i]
		if s.Own {
			continue
		}
		seen, at := false, false
		for j := range p.fronts {
			f := &p.fronts[j]
			if f.len == 0 || f.at != s.Block && f.at+1 != s.Block {
				continue
			}
			seen = true
			at = at || slices.ContainsFunc(f.pools[:f.len], func(id amm.PoolID) bool { return slices.Contains(s.Pools[:s.Len], id) })
		}
		if seen {
			s.Front = at
		}
	}
	p.bids.Learn(samples)
}

// shares says that two go through one pool.
func (j *Judged) shares(k *Judged) bool {
	for _, h := range j.Candidate.Hops[:j.Candidate.Len] {
		for _, g := range k.Candidate.Hops[:k.Candidate.Len] {
			if h.Pool() == g.Pool() {
				return true
			}
		}
	}
	return false
}

// bid decides what is paid for the place in the block, out of the net profit: a
// bid where the chain orders by tips in an auction, else what the gas strategy
// offers for the tier, which is nothing where tips are dropped. What a tier asks for
// is asked of the profit without a bid: a bid weighs for itself what it risks, and
// only has to leave the floor.
func (p *Pipeline) bid(j *Judged, now *Moment) {
	rules := &p.opts.Rules
	least := rules.Tier[j.Decision.Tier].MinNet
	if least.Lt(&rules.Floor) {
		least = rules.Floor
	}
	if !now.Bids {
		if tip := now.Gas.Tips[profit.Tiers-1-j.Decision.Tier]; !tip.IsZero() && !j.pay(&tip, &least) {
			j.Decision.Reason = profit.Outbid
		}
		return
	}
	room := p.opts.MaxGasPrice
	if most := &p.opts.MaxAttemptGas; !most.IsZero() {
		var units, price uint256.Int
		limit, err := execute.GasLimit(j.Units)
		if err != nil {
			j.Decision.Reason = profit.OverCap
			return
		}
		if price.Div(most, units.SetUint64(limit)); price.Lt(&room) {
			room = price
		}
	}
	var base uint256.Int
	base.Lsh(&now.Gas.BaseFee, 1) // gas.Oracle.MaxFee leaves as much for a rise
	if _, under := room.SubOverflow(&room, &base); under {
		room.Clear()
	}
	stakes := order.Stakes{Value: &j.Decision.Net, Least: &rules.Floor, BaseFee: &now.Gas.BaseFee, Room: &room, Units: j.Units, Front: j.front}
	tip, ok := p.bids.Bid(&stakes, j.Candidate.Hops[:j.Candidate.Len])
	if !ok || !j.pay(&tip, &rules.Floor) {
		j.Decision.Reason = profit.Outbid
	}
}

// pay takes a tip on all gas out of the net profit; false if less than the least
// would be left.
func (j *Judged) pay(tip, least *uint256.Int) bool {
	var paid, left uint256.Int
	if _, over := paid.MulOverflow(tip, left.SetUint64(j.Units)); over {
		return false
	}
	if _, under := left.SubOverflow(&j.Decision.Net, &paid); under || left.Lt(least) {
		return false
	}
	j.Tip, j.Decision.Net = *tip, left
	j.Cost.Add(&j.Cost, &paid)
	return true
}

// price says what an opportunity costs; false if a pool of its route does not say
// what it would do.
func (p *Pipeline) price(j *Judged, now *Moment) bool {
	var err error
	c := &j.Candidate
	if p.steps, err = gas.Steps(p.opts.Market, c.Hops[:c.Len], &c.In, p.steps[:0]); err != nil {
		return false
	}
	cost, err := now.Gas.Cost(p.steps, nil)
	if err != nil {
		return false
	}
	j.Units, j.Cost, j.execution = cost.Units(), cost.Wei, cost.Execution
	copy(j.steps[:], p.steps)
	return true
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
func (p *Pipeline) cap(j *Judged, f *profit.Facts, now *Moment) bool {
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
	// Where it cannot be priced anew the larger input's cost stands, which is no less.
	p.price(j, now)
	f.In, f.Gross, f.Cost, f.DepthBps = c.In, c.Gross, j.Cost, 0
	p.survey(c, f)
	return true
}

// obstacle is why an opportunity may not be sent now, however good; empty if it
// may.
func (p *Pipeline) obstacle(c *search.Candidate, now *Moment) profit.Reason {
	switch {
	case !now.Allowed:
		return profit.Stopped
	case p.opts.Market.Sighted() != nil:
		return profit.Blind
	case now.Free == 0:
		return profit.Busy
	case now.Bids && p.rounds.Wait(now.Now) > 0:
		return profit.Held
	}
	for _, h := range c.Hops[:c.Len] {
		if slices.Contains(now.Taken, h.Pool()) && !p.lost(h.Pool(), now) {
			return profit.Busy
		}
	}
	return ""
}

// lost says that whatever is on its way through a pool will revert on the state
// as it is known now, so that the pool is as good as free.
func (p *Pipeline) lost(id amm.PoolID, now *Moment) bool {
	known := false
	for i := range p.flying {
		f := &p.flying[i]
		if !f.through(id) || !f.isIn(now.Taken) {
			continue
		}
		known = true
		if p.pays(f) {
			return false
		}
	}
	return known
}

// flying is a plan that the account took and that may be on its way.
type flying struct {
	hops  [4]amm.Hop
	len   int
	in    uint256.Int
	least uint256.Int // out, or the executor reverts
}

func (f *flying) through(id amm.PoolID) bool {
	return slices.ContainsFunc(f.hops[:f.len], func(h amm.Hop) bool { return h.Pool() == id })
}

// isIn says that all its pools are taken: else it has come to rest.
func (f *flying) isIn(taken []amm.PoolID) bool {
	for _, h := range f.hops[:f.len] {
		if !slices.Contains(taken, h.Pool()) {
			return false
		}
	}
	return true
}

// pays says that a plan would not revert on the state as it is.
func (p *Pipeline) pays(f *flying) bool {
	p.from = f.in
	for _, h := range f.hops[:f.len] {
		if p.opts.Market.Quote(h, &p.from, &p.to) != nil {
			return false
		}
		p.from = p.to
	}
	return !p.from.Lt(&f.least)
}

// follow remembers a plan that was taken, and forgets those that have come to
// rest.
func (p *Pipeline) follow(plan *execute.Plan, now *Moment) {
	p.flying = slices.DeleteFunc(p.flying, func(f flying) bool { return !f.isIn(now.Taken) && !f.isFresh(p.evidence.Plans) })
	f := flying{hops: plan.Candidate.Hops, len: plan.Candidate.Len, in: plan.Candidate.In}
	f.least.Add(&plan.Candidate.In, &plan.MinProfit)
	p.flying = append(p.flying, f)
}

// isFresh says that it was handed over in this turn.
func (f *flying) isFresh(plans []execute.Plan) bool {
	return slices.ContainsFunc(plans, func(plan execute.Plan) bool { return plan.Candidate.Hops == f.hops && plan.Candidate.In == f.in })
}

// publish gives an opportunity its id and tells of it.
func (p *Pipeline) publish(j *Judged) {
	p.found++
	j.ID = p.found
	c := &j.Candidate
	p.opts.Listener.Opportunity(event.Opportunity{
		ID: j.ID, Block: p.at, Hops: c.Hops, Len: c.Len, In: c.In, Gross: c.Gross, Gas: j.Cost,
		Tier: j.Decision.Tier.String(), Net: j.Decision.Net, Again: j.again,
	})
}

func (p *Pipeline) drop(j *Judged) {
	p.opts.Listener.Dropped(event.Dropped{ID: j.ID, Reason: string(j.Decision.Reason), Gross: j.Candidate.Gross, Net: j.Decision.Net})
}

// send hands an opportunity to the account.
func (p *Pipeline) send(j *Judged, since time.Time, now *Moment) {
	p.publish(j)
	policy := &p.opts.Rules.Tier[j.Decision.Tier].Policy
	plan := execute.Plan{
		Opportunity: j.ID, Candidate: j.Candidate, Block: p.at, Cost: j.Cost, Tip: j.Tip, Net: j.Decision.Net, Front: j.front,
		MinProfit: policy.Keep(&j.Cost, &j.Decision.Net), Simulate: j.Decision.Simulate,
		Deadline: p.clock + p.opts.Deadline, GasUnits: j.Units, Execution: j.execution, Steps: j.steps, Since: since, Over: p.over(&j.Candidate, now),
	}
	p.leastOut(&plan)
	p.handed[p.hands%len(p.handed)] = attempted{j.Candidate.Cycle, j.Candidate.In, p.at}
	p.hands++
	p.opts.Flush() // the account's facts come after the plan's
	took := p.opts.Account.Submit(plan)
	p.evidence.Plans, p.evidence.Took = append(p.evidence.Plans, plan), append(p.evidence.Took, took)
	if !took {
		j.Decision.Reason = profit.Busy
		p.drop(j)
		return
	}
	p.follow(&plan, now)
}

// leastOut fills in what the route has to give at the prices that the executor
// will find: what it gives at the present ones, less what may be lost of the profit.
// How far the route's own size moves the prices is taken to stay as it is.
func (p *Pipeline) leastOut(plan *execute.Plan) {
	c := &plan.Candidate
	p.from = c.In
	for _, h := range c.Hops[:c.Len] {
		if !p.opts.Market.Ceiling(h, &p.from, &p.to) {
			return
		}
		p.from = p.to
	}
	var spare, floor uint256.Int
	if spare.Sub(&c.Gross, &plan.MinProfit); c.Gross.Lt(&plan.MinProfit) {
		return // the executor refuses it as it is
	}
	floor.Add(&c.In, &plan.MinProfit)
	if _, under := plan.LeastOut.SubOverflow(&p.from, &spare); under || plan.LeastOut.Lt(&floor) {
		plan.LeastOut = floor
	}
}

// over says that the candidate goes through a pool that something which is lost
// still holds.
func (p *Pipeline) over(c *search.Candidate, now *Moment) bool {
	return slices.ContainsFunc(c.Hops[:c.Len], func(h amm.Hop) bool { return slices.Contains(now.Taken, h.Pool()) })
}

// dropRest publishes what is new and was not sent, with the reason.
func (p *Pipeline) dropRest() {
	for i := range p.judged {
		j := &p.judged[i]
		if j.ID != 0 || j.again {
			continue
		}
		if j.Decision.Reason == "" {
			j.Decision.Reason = profit.Superseded
		}
		p.publish(j)
		p.drop(j)
	}
}
