package event

import (
	"context"
	"sync/atomic"
)

// Queue stands between the stages and a listener that may be slow. Publishing
// into it never blocks and, in steady state, never allocates: the slots are
// made once and go round. When all are taken the fact is dropped and counted.
type Queue struct {
	free, full chan *slot
	dropped    atomic.Uint64
}

// NewQueue makes a queue that holds size facts.
func NewQueue(size int) *Queue {
	q := &Queue{free: make(chan *slot, size), full: make(chan *slot, size)}
	slots := make([]slot, size)
	for i := range slots {
		q.free <- &slots[i]
	}
	return q
}

// Dropped is the number of facts that found the queue full.
func (q *Queue) Dropped() uint64 { return q.dropped.Load() }

// Len is the number of facts that wait.
func (q *Queue) Len() int { return len(q.full) }

// Run hands the facts to l until ctx ends, then those that still wait.
func (q *Queue) Run(ctx context.Context, l Listener) error {
	l = l.WithDefaults()
	for {
		select {
		case s := <-q.full:
			s.deliver(&l)
			q.free <- s
		case <-ctx.Done():
			for {
				select {
				case s := <-q.full:
					s.deliver(&l)
					q.free <- s
				default:
					return nil
				}
			}
		}
	}
}

func (q *Queue) take(k kind) *slot {
	select {
	case s := <-q.free:
		s.kind = k
		return s
	default:
		q.dropped.Add(1)
		return nil
	}
}

type kind uint8

const (
	kindFeedState kind = iota
	kindFeedMessage
	kindFeedGap
	kindFeedRewind
	kindFrameRejected
	kindDecoded
	kindSwapPredicted
	kindSwapSettled
	kindSwapUnpredicted
	kindSwapTold
	kindBlockConfirmed
	kindReorg
	kindPoolTrust
	kindStateUpdated
	kindOpportunity
	kindDropped
	kindAttempt
	kindBooked
	kindRPCCall
	kindRPCState
	kindLimitTripped
	kindPaper
)

// slot has room for one fact of any kind; only the field named by kind holds.
type slot struct {
	kind            kind
	feedState       FeedState
	feedMessage     FeedMessage
	feedGap         FeedGap
	feedRewind      FeedRewind
	frameRejected   FrameRejected
	decoded         Decoded
	swapPredicted   SwapPredicted
	swapSettled     SwapSettled
	swapUnpredicted SwapUnpredicted
	swapTold        SwapTold
	blockConfirmed  BlockConfirmed
	reorg           Reorg
	poolTrust       PoolTrust
	stateUpdated    StateUpdated
	opportunity     Opportunity
	dropped         Dropped
	attempt         Attempt
	booked          Booked
	rpcCall         RPCCall
	rpcState        RPCState
	limitTripped    LimitTripped
	paper           Paper
}

func (s *slot) deliver(l *Listener) {
	switch s.kind {
	case kindFeedState:
		l.FeedState(s.feedState)
	case kindFeedMessage:
		l.FeedMessage(s.feedMessage)
	case kindFeedGap:
		l.FeedGap(s.feedGap)
	case kindFeedRewind:
		l.FeedRewind(s.feedRewind)
	case kindFrameRejected:
		l.FrameRejected(s.frameRejected)
	case kindDecoded:
		l.Decoded(s.decoded)
	case kindSwapPredicted:
		l.SwapPredicted(s.swapPredicted)
	case kindSwapSettled:
		l.SwapSettled(s.swapSettled)
	case kindSwapUnpredicted:
		l.SwapUnpredicted(s.swapUnpredicted)
	case kindSwapTold:
		l.SwapTold(s.swapTold)
	case kindBlockConfirmed:
		l.BlockConfirmed(s.blockConfirmed)
	case kindReorg:
		l.Reorg(s.reorg)
	case kindPoolTrust:
		l.PoolTrust(s.poolTrust)
	case kindStateUpdated:
		l.StateUpdated(s.stateUpdated)
	case kindOpportunity:
		l.Opportunity(s.opportunity)
	case kindDropped:
		l.Dropped(s.dropped)
	case kindAttempt:
		l.Attempt(s.attempt)
	case kindBooked:
		l.Booked(s.booked)
	case kindRPCCall:
		l.RPCCall(s.rpcCall)
	case kindRPCState:
		l.RPCState(s.rpcState)
	case kindLimitTripped:
		l.LimitTripped(s.limitTripped)
	case kindPaper:
		l.Paper(s.paper)
	}
}

// Listener returns the publishing end.
func (q *Queue) Listener() Listener {
	return Listener{
		FeedState: func(f FeedState) {
			if s := q.take(kindFeedState); s != nil {
				s.feedState = f
				q.full <- s
			}
		},
		FeedMessage: func(f FeedMessage) {
			if s := q.take(kindFeedMessage); s != nil {
				s.feedMessage = f
				q.full <- s
			}
		},
		FeedGap: func(f FeedGap) {
			if s := q.take(kindFeedGap); s != nil {
				s.feedGap = f
				q.full <- s
			}
		},
		FeedRewind: func(f FeedRewind) {
			if s := q.take(kindFeedRewind); s != nil {
				s.feedRewind = f
				q.full <- s
			}
		},
		FrameRejected: func(f FrameRejected) {
			if s := q.take(kindFrameRejected); s != nil {
				s.frameRejected = f
				q.full <- s
			}
		},
		Decoded: func(f Decoded) {
			if s := q.take(kindDecoded); s != nil {
				s.decoded = f
				q.full <- s
			}
		},
		SwapPredicted: func(f SwapPredicted) {
			if s := q.take(kindSwapPredicted); s != nil {
				s.swapPredicted = f
				q.full <- s
			}
		},
		SwapSettled: func(f SwapSettled) {
			if s := q.take(kindSwapSettled); s != nil {
				s.swapSettled = f
				q.full <- s
			}
		},
		SwapUnpredicted: func(f SwapUnpredicted) {
			if s := q.take(kindSwapUnpredicted); s != nil {
				s.swapUnpredicted = f
				q.full <- s
			}
		},
		SwapTold: func(f SwapTold) {
			if s := q.take(kindSwapTold); s != nil {
				s.swapTold = f
				q.full <- s
			}
		},
		BlockConfirmed: func(f BlockConfirmed) {
			if s := q.take(kindBlockConfirmed); s != nil {
				s.blockConfirmed = f
				q.full <- s
			}
		},
		Reorg: func(f Reorg) {
			if s := q.take(kindReorg); s != nil {
				s.reorg = f
				q.full <- s
			}
		},
		PoolTrust: func(f PoolTrust) {
			if s := q.take(kindPoolTrust); s != nil {
				s.poolTrust = f
				q.full <- s
			}
		},
		StateUpdated: func(f StateUpdated) {
			if s := q.take(kindStateUpdated); s != nil {
				s.stateUpdated = f
				q.full <- s
			}
		},
		Opportunity: func(f Opportunity) {
			if s := q.take(kindOpportunity); s != nil {
				s.opportunity = f
				q.full <- s
			}
		},
		Dropped: func(f Dropped) {
			if s := q.take(kindDropped); s != nil {
				s.dropped = f
				q.full <- s
			}
		},
		Attempt: func(f Attempt) {
			if s := q.take(kindAttempt); s != nil {
				s.attempt = f
				q.full <- s
			}
		},
		Booked: func(f Booked) {
			if s := q.take(kindBooked); s != nil {
				s.booked = f
				q.full <- s
			}
		},
		RPCCall: func(f RPCCall) {
			if s := q.take(kindRPCCall); s != nil {
				s.rpcCall = f
				q.full <- s
			}
		},
		RPCState: func(f RPCState) {
			if s := q.take(kindRPCState); s != nil {
				s.rpcState = f
				q.full <- s
			}
		},
		LimitTripped: func(f LimitTripped) {
			if s := q.take(kindLimitTripped); s != nil {
				s.limitTripped = f
				q.full <- s
			}
		},
		Paper: func(f Paper) {
			if s := q.take(kindPaper); s != nil {
				s.paper = f
				q.full <- s
			}
		},
	}
}
