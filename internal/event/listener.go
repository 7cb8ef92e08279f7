package event

// WithDefaults returns l with every nil field replaced by a function that does
// nothing, so that a stage publishes without asking whether anybody listens.
func (l Listener) WithDefaults() Listener {
	l.FeedState = orNothing(l.FeedState)
	l.FeedMessage = orNothing(l.FeedMessage)
	l.FeedGap = orNothing(l.FeedGap)
	l.FeedRewind = orNothing(l.FeedRewind)
	l.FrameRejected = orNothing(l.FrameRejected)
	l.Decoded = orNothing(l.Decoded)
	l.SwapPredicted = orNothing(l.SwapPredicted)
	l.SwapSettled = orNothing(l.SwapSettled)
	l.SwapUnpredicted = orNothing(l.SwapUnpredicted)
	l.SwapTold = orNothing(l.SwapTold)
	l.Called = orNothing(l.Called)
	l.TransactionTold = orNothing(l.TransactionTold)
	l.BlockConfirmed = orNothing(l.BlockConfirmed)
	l.Reorg = orNothing(l.Reorg)
	l.PoolTrust = orNothing(l.PoolTrust)
	l.StateUpdated = orNothing(l.StateUpdated)
	l.TurnTimed = orNothing(l.TurnTimed)
	l.Opportunity = orNothing(l.Opportunity)
	l.Dropped = orNothing(l.Dropped)
	l.Attempt = orNothing(l.Attempt)
	l.Booked = orNothing(l.Booked)
	l.RPCCall = orNothing(l.RPCCall)
	l.RPCState = orNothing(l.RPCState)
	l.LimitTripped = orNothing(l.LimitTripped)
	l.ModuleChanged = orNothing(l.ModuleChanged)
	l.Paper = orNothing(l.Paper)
	l.Recovery = orNothing(l.Recovery)
	l.FastFeedState = orNothing(l.FastFeedState)
	l.FastFeedTx = orNothing(l.FastFeedTx)
	l.FastFeedGap = orNothing(l.FastFeedGap)
	l.FastFeedVoid = orNothing(l.FastFeedVoid)
	l.FastFeedRejected = orNothing(l.FastFeedRejected)
	return l
}

func orNothing[T any](f func(T)) func(T) {
	if f == nil {
		return func(T) {}
	}
	return f
}

// Tee returns a listener that passes every fact to each of ls that hears its kind, in
// order. What none of them hears is nil.
func Tee(ls ...Listener) Listener {
	return Listener{
		FeedState:        tee(ls, func(l *Listener) func(FeedState) { return l.FeedState }),
		FeedMessage:      tee(ls, func(l *Listener) func(FeedMessage) { return l.FeedMessage }),
		FeedGap:          tee(ls, func(l *Listener) func(FeedGap) { return l.FeedGap }),
		FeedRewind:       tee(ls, func(l *Listener) func(FeedRewind) { return l.FeedRewind }),
		FrameRejected:    tee(ls, func(l *Listener) func(FrameRejected) { return l.FrameRejected }),
		Decoded:          tee(ls, func(l *Listener) func(Decoded) { return l.Decoded }),
		SwapPredicted:    tee(ls, func(l *Listener) func(SwapPredicted) { return l.SwapPredicted }),
		SwapSettled:      tee(ls, func(l *Listener) func(SwapSettled) { return l.SwapSettled }),
		SwapUnpredicted:  tee(ls, func(l *Listener) func(SwapUnpredicted) { return l.SwapUnpredicted }),
		SwapTold:         tee(ls, func(l *Listener) func(SwapTold) { return l.SwapTold }),
		Called:           tee(ls, func(l *Listener) func(Called) { return l.Called }),
		TransactionTold:  tee(ls, func(l *Listener) func(TransactionTold) { return l.TransactionTold }),
		BlockConfirmed:   tee(ls, func(l *Listener) func(BlockConfirmed) { return l.BlockConfirmed }),
		Reorg:            tee(ls, func(l *Listener) func(Reorg) { return l.Reorg }),
		PoolTrust:        tee(ls, func(l *Listener) func(PoolTrust) { return l.PoolTrust }),
		StateUpdated:     tee(ls, func(l *Listener) func(StateUpdated) { return l.StateUpdated }),
		TurnTimed:        tee(ls, func(l *Listener) func(TurnTimed) { return l.TurnTimed }),
		Opportunity:      tee(ls, func(l *Listener) func(Opportunity) { return l.Opportunity }),
		Dropped:          tee(ls, func(l *Listener) func(Dropped) { return l.Dropped }),
		Attempt:          tee(ls, func(l *Listener) func(Attempt) { return l.Attempt }),
		Booked:           tee(ls, func(l *Listener) func(Booked) { return l.Booked }),
		RPCCall:          tee(ls, func(l *Listener) func(RPCCall) { return l.RPCCall }),
		RPCState:         tee(ls, func(l *Listener) func(RPCState) { return l.RPCState }),
		LimitTripped:     tee(ls, func(l *Listener) func(LimitTripped) { return l.LimitTripped }),
		ModuleChanged:    tee(ls, func(l *Listener) func(ModuleChanged) { return l.ModuleChanged }),
		Paper:            tee(ls, func(l *Listener) func(Paper) { return l.Paper }),
		Recovery:         tee(ls, func(l *Listener) func(Recovery) { return l.Recovery }),
		FastFeedState:    tee(ls, func(l *Listener) func(FastFeedState) { return l.FastFeedState }),
		FastFeedTx:       tee(ls, func(l *Listener) func(FastFeedTx) { return l.FastFeedTx }),
		FastFeedGap:      tee(ls, func(l *Listener) func(FastFeedGap) { return l.FastFeedGap }),
		FastFeedVoid:     tee(ls, func(l *Listener) func(FastFeedVoid) { return l.FastFeedVoid }),
		FastFeedRejected: tee(ls, func(l *Listener) func(FastFeedRejected) { return l.FastFeedRejected }),
	}
}

// tee calls only those that hear: a call that does nothing still copies the fact.
func tee[T any](ls []Listener, of func(*Listener) func(T)) func(T) {
	var hear []func(T)
	for i := range ls {
		if f := of(&ls[i]); f != nil {
			hear = append(hear, f)
		}
	}
	switch len(hear) {
	case 0:
		return nil
	case 1:
		return hear[0]
	case 2:
		first, second := hear[0], hear[1]
		return func(fact T) { first(fact); second(fact) }
	default:
		return func(fact T) {
			for _, f := range hear {
				f(fact)
			}
		}
	}
}
