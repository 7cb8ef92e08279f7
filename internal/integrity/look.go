package integrity

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
)

const (
	// viewsPerCall is how many reads of contracts one call of a node makes.
	viewsPerCall = rpc.MulticallBatch
	// goneTries is how many blocks are compared at, each replaced meanwhile, before
	// the drift is not known this time.
	goneTries = 3
	// rowsPerTable is how many rows of evidence are checked at a time.
	rowsPerTable = 5000
	// booksPatience is how long ago the last comparison of the books may be.
	booksPatience = 5 * time.Minute
)

var (
	errGone     = errors.New("each block was replaced while it was compared")
	errDisputed = errors.New("two reads of the same block differ: a node lies or fails")
)

// The reasons for which pools are distrusted.
const (
	reasonCorrupt = "the state in memory is one that the contract cannot hold"
	reasonDrift   = "the state in memory is not the chain's"
	reasonQuotes  = "the chain's own contracts quote otherwise"
)

// lookAtPools copies some pools and compares them with what a contract can hold,
// with the search's index, and with the chain.
func (r *Runner) lookAtPools(ctx context.Context, s *Snapshot) {
	cost := func(id amm.PoolID) int { return r.opts.Pools.Info(id).Views() }
	ids, after := r.turn.take(r.opts.Pools.Pools(), r.opts.SamplePools, r.opts.SampleCalls*viewsPerCall, cost, r.board.suspects())
	probe, differences, err := r.compare(ctx, s, ids)
	if probe.Sample == nil {
		for _, part := range []string{PartCorruption, PartIndex, PartDrift, PartQuotes} {
			s.add(part, 0, 0, &r.opts.Limits, err)
		}
		return
	}
	s.Pools, s.Sampled, s.Untrusted, s.Hopeless = probe.Pools, len(probe.Sample.Pools), probe.Lost, probe.Hopeless
	corrupt := r.corrupt(s, probe.Sample)
	s.add(PartCorruption, len(probe.Sample.Pools), len(corrupt), &r.opts.Limits, nil)
	r.lookAtIndex(ctx, s, ids, probe.Stale)
	if err != nil {
		s.add(PartDrift, 0, 0, &r.opts.Limits, err)
		s.add(PartQuotes, 0, 0, &r.opts.Limits, err)
	} else {
		r.turn = after
		s.Block, s.Hash = probe.Sample.Head.Number, probe.Sample.Head.Hash
		drifted := r.drifted(s, probe.Sample, differences)
		s.add(PartDrift, len(probe.Sample.Pools), len(drifted), &r.opts.Limits, nil)
		r.distrust(ctx, s, PartDrift, reasonDrift, drifted)
		asked, wrong, err := r.quotes(ctx, s, without(probe.Sample, slices.Concat(drifted, corrupt)))
		s.add(PartQuotes, asked, len(wrong), &r.opts.Limits, err)
		r.distrust(ctx, s, PartQuotes, reasonQuotes, wrong)
		r.prove(without(probe.Sample, slices.Concat(drifted, corrupt, wrong)))
	}
	r.distrust(ctx, s, PartCorruption, reasonCorrupt, corrupt)
}

// compare copies pools and reads them from the chain at the block of the copy. A
// block that is replaced meanwhile says nothing: the pools are copied anew. The
// sample keeps the pools that are trusted.
func (r *Runner) compare(ctx context.Context, s *Snapshot, ids []amm.PoolID) (probe pipeline.Probe, found []pool.Difference, err error) {
	for range goneTries {
		if probe, err = r.opts.Street.Probe(ctx, ids); err != nil {
			return pipeline.Probe{}, nil, err
		}
		r.giveUp(probe.Sample)
		probe.Sample.Pools = slices.DeleteFunc(probe.Sample.Pools, func(p pool.State) bool { return p.Distrust != "" })
		if found, err = r.differences(ctx, probe.Sample); err == nil {
			return probe, found, nil
		}
		if gone, unknown := r.opts.Chain.Gone(ctx, probe.Sample.Head); unknown != nil || !gone {
			return probe, nil, err
		}
		s.Gone++
	}
	return probe, nil, errGone
}

// differences are those that a second read finds as well.
func (r *Runner) differences(ctx context.Context, e *pool.Export) ([]pool.Difference, error) {
	if len(e.Pools) == 0 {
		return nil, nil
	}
	found, err := r.opts.Chain.Compare(ctx, e)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	again := *e
	again.Pools = nil
	for i := range e.Pools {
		if slices.ContainsFunc(found, func(d pool.Difference) bool { return d.Pool == e.Pools[i].Address }) {
			again.Pools = append(again.Pools, e.Pools[i])
		}
	}
	second, err := r.opts.Chain.Compare(ctx, &again)
	if err == nil && !slices.Equal(found, second) {
		err = errDisputed
	}
	return found, err
}

// giveUp notes the pools that reading again does not help.
func (r *Runner) giveUp(e *pool.Export) {
	for i := range e.Pools {
		if p := &e.Pools[i]; p.Hopeless {
			r.board.hopeless(r.poolKey(p.ID), p.Distrust, r.opts.Now())
		}
	}
}

// corrupt are the pools whose state no contract could hold.
func (r *Runner) corrupt(s *Snapshot, e *pool.Export) (ids []amm.PoolID) {
	for i := range e.Pools {
		p := &e.Pools[i]
		if err := p.Inconsistent(); err != nil {
			s.find(PartCorruption, r.name(p.ID), "%v", err)
			r.board.wrong(r.poolKey(p.ID), fmt.Sprintf("%s: %v", PartCorruption, err), r.opts.Now())
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// drifted are the pools that differ from the chain.
func (r *Runner) drifted(s *Snapshot, e *pool.Export, differences []pool.Difference) (ids []amm.PoolID) {
	byAddress := map[common.Address]amm.PoolID{}
	for i := range e.Pools {
		byAddress[e.Pools[i].Address] = e.Pools[i].ID
	}
	for _, d := range differences {
		id := byAddress[d.Pool]
		text := fmt.Sprintf("%s is %s in memory and %s on the chain at block %d", d.Field, d.Memory, d.Chain, e.Head.Number)
		s.find(PartDrift, r.name(id), "%s", text)
		if !slices.Contains(ids, id) {
			r.board.wrong(r.poolKey(id), PartDrift+": "+text, r.opts.Now())
			ids = append(ids, id)
		}
	}
	return ids
}

// distrust stops the trading of pools. Package pool's Mender reads them again.
func (r *Runner) distrust(ctx context.Context, s *Snapshot, part, reason string, ids []amm.PoolID) {
	if len(ids) == 0 {
		return
	}
	if err := r.opts.Street.Mend(ctx, pipeline.Remedy{Distrust: ids, Reason: reason}); err != nil {
		s.find(part, "", "%d pools could not be taken out of use: %v", len(ids), err)
	}
}

// prove notes the pools that are as the chain has them.
func (r *Runner) prove(e *pool.Export) {
	var keys []caseKey
	for i := range e.Pools {
		keys = append(keys, r.poolKey(e.Pools[i].ID))
	}
	r.board.proven(keys)
}

// without is an export that lacks some pools.
func without(e *pool.Export, ids []amm.PoolID) *pool.Export {
	rest := *e
	rest.Pools = slices.DeleteFunc(slices.Clone(e.Pools), func(p pool.State) bool { return slices.Contains(ids, p.ID) })
	return &rest
}

// lookAtIndex has the search's index made anew if it has rates that the pools do not.
func (r *Runner) lookAtIndex(ctx context.Context, s *Snapshot, ids, wrong []amm.PoolID) {
	s.add(PartIndex, len(ids), len(wrong), &r.opts.Limits, nil)
	key := caseKey{action: event.RebuildIndex, target: "search"}
	if len(wrong) == 0 {
		r.board.right(key)
		return
	}
	s.find(PartIndex, r.name(wrong[0]), "the search has another rate than the pool, as of %d pools", len(wrong))
	if !r.board.wrong(key, fmt.Sprintf("%s: the rates of %d pools of %d are wrong", PartIndex, len(wrong), len(ids)), r.opts.Now()) {
		return
	}
	err := r.opts.Street.Mend(ctx, pipeline.Remedy{Reindex: true})
	if err == nil {
		var again pipeline.Probe
		if again, err = r.opts.Street.Probe(ctx, ids); err == nil && len(again.Stale) > 0 {
			err = fmt.Errorf("the rates of %d pools are wrong in the new one, too", len(again.Stale))
		}
	}
	r.tell(r.board.tried(key, err, r.opts.Now()))
}

// quotes asks the chain's own contracts what they give at the block of the sample;
// wrong are the pools of which they say otherwise. Pools that give nothing are not
// asked for.
func (r *Runner) quotes(ctx context.Context, s *Snapshot, e *pool.Export) (asked int, wrong []amm.PoolID, err error) {
	if len(e.Pools) == 0 || r.opts.SampleQuotes < 0 {
		return 0, nil, nil
	}
	m, err := pool.FromExport(e, pool.Options{})
	if err != nil {
		return 0, nil, fmt.Errorf("quote on a copy: %w", err)
	}
	for i := 0; i < m.Pools() && asked < r.opts.SampleQuotes; i++ {
		h, id := amm.NewHop(amm.PoolID(i), amm.Direction(r.rounds&1)), e.Pools[i].ID
		in := quoteAmount(m, h)
		var ours uint256.Int
		if m.Quote(h, &in, &ours) != nil {
			continue
		}
		theirs, err := r.opts.Chain.Quote(ctx, m, h, &in)
		says := theirs.Dec()
		switch {
		case errors.Is(err, pool.ErrNoQuoter):
			continue
		case errors.Is(err, rpc.ErrReverted):
			says = err.Error()
		case err != nil:
			if gone, unknown := r.opts.Chain.Gone(ctx, e.Head); unknown == nil && gone {
				return asked, wrong, nil
			}
			return asked, wrong, fmt.Errorf("ask for a quote: %w", err)
		}
		if asked++; says != ours.Dec() {
			text := fmt.Sprintf("gives %s for %s, the chain says %s at block %d", ours.Dec(), in.Dec(), says, e.Head.Number)
			s.find(PartQuotes, r.name(id), "%s", text)
			r.board.wrong(r.poolKey(id), PartQuotes+": "+text, r.opts.Now())
			wrong = append(wrong, id)
		}
	}
	return asked, wrong, nil
}

// quoteAmount is a hundredth of a whole token, or one unit of those with less than
// two decimals.
func quoteAmount(m *pool.Market, h amm.Hop) (in uint256.Int) {
	decimals := uint64(m.Tokens().At(m.Info(h.Pool()).Token[h.Direction()]).Decimals)
	in.Exp(uint256.NewInt(10), uint256.NewInt(max(decimals, 2)-2))
	return in
}
