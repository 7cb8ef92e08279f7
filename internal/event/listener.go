package event

// WithDefaults returns l with every nil field replaced by a function that does
// nothing, so that a stage publishes without asking whether anybody listens.
func (l Listener) WithDefaults() Listener {
	if l.FeedState == nil {
		l.FeedState = func(FeedState) {}
	}
	if l.FeedMessage == nil {
		l.FeedMessage = func(FeedMessage) {}
	}
	if l.FeedGap == nil {
		l.FeedGap = func(FeedGap) {}
	}
	if l.FeedRewind == nil {
		l.FeedRewind = func(FeedRewind) {}
	}
	if l.FrameRejected == nil {
		l.FrameRejected = func(FrameRejected) {}
	}
	if l.Decoded == nil {
		l.Decoded = func(Decoded) {}
	}
	if l.SwapPredicted == nil {
		l.SwapPredicted = func(SwapPredicted) {}
	}
	if l.SwapSettled == nil {
		l.SwapSettled = func(SwapSettled) {}
	}
	if l.SwapUnpredicted == nil {
		l.SwapUnpredicted = func(SwapUnpredicted) {}
	}
	if l.Called == nil {
		l.Called = func(Called) {}
	}
	if l.SwapTold == nil {
		l.SwapTold = func(SwapTold) {}
	}
	if l.TransactionTold == nil {
		l.TransactionTold = func(TransactionTold) {}
	}
	if l.BlockConfirmed == nil {
		l.BlockConfirmed = func(BlockConfirmed) {}
	}
	if l.Reorg == nil {
		l.Reorg = func(Reorg) {}
	}
	if l.PoolTrust == nil {
		l.PoolTrust = func(PoolTrust) {}
	}
	if l.StateUpdated == nil {
		l.StateUpdated = func(StateUpdated) {}
	}
	if l.TurnTimed == nil {
		l.TurnTimed = func(TurnTimed) {}
	}
	if l.Opportunity == nil {
		l.Opportunity = func(Opportunity) {}
	}
	if l.Dropped == nil {
		l.Dropped = func(Dropped) {}
	}
	if l.Attempt == nil {
		l.Attempt = func(Attempt) {}
	}
	if l.Booked == nil {
		l.Booked = func(Booked) {}
	}
	if l.RPCCall == nil {
		l.RPCCall = func(RPCCall) {}
	}
	if l.RPCState == nil {
		l.RPCState = func(RPCState) {}
	}
	if l.LimitTripped == nil {
		l.LimitTripped = func(LimitTripped) {}
	}
	if l.ModuleChanged == nil {
		l.ModuleChanged = func(ModuleChanged) {}
	}
	if l.Paper == nil {
		l.Paper = func(Paper) {}
	}
	l.fastFeedDefaults()
	return l
}

// Tee returns a listener that passes every fact to each of ls, in order.
func Tee(ls ...Listener) Listener {
	for i := range ls {
		ls[i] = ls[i].WithDefaults()
	}
	all := Listener{
		FeedState: func(f FeedState) {
			for i := range ls {
				ls[i].FeedState(f)
			}
		},
		FeedMessage: func(f FeedMessage) {
			for i := range ls {
				ls[i].FeedMessage(f)
			}
		},
		FeedGap: func(f FeedGap) {
			for i := range ls {
				ls[i].FeedGap(f)
			}
		},
		FeedRewind: func(f FeedRewind) {
			for i := range ls {
				ls[i].FeedRewind(f)
			}
		},
		FrameRejected: func(f FrameRejected) {
			for i := range ls {
				ls[i].FrameRejected(f)
			}
		},
		Decoded: func(f Decoded) {
			for i := range ls {
				ls[i].Decoded(f)
			}
		},
		SwapPredicted: func(f SwapPredicted) {
			for i := range ls {
				ls[i].SwapPredicted(f)
			}
		},
		SwapSettled: func(f SwapSettled) {
			for i := range ls {
				ls[i].SwapSettled(f)
			}
		},
		SwapUnpredicted: func(f SwapUnpredicted) {
			for i := range ls {
				ls[i].SwapUnpredicted(f)
			}
		},
		TransactionTold: func(f TransactionTold) {
			for i := range ls {
				ls[i].TransactionTold(f)
			}
		},
		Called: func(f Called) {
			for i := range ls {
				ls[i].Called(f)
			}
		},
		SwapTold: func(f SwapTold) {
			for i := range ls {
				ls[i].SwapTold(f)
			}
		},
		BlockConfirmed: func(f BlockConfirmed) {
			for i := range ls {
				ls[i].BlockConfirmed(f)
			}
		},
		Reorg: func(f Reorg) {
			for i := range ls {
				ls[i].Reorg(f)
			}
		},
		PoolTrust: func(f PoolTrust) {
			for i := range ls {
				ls[i].PoolTrust(f)
			}
		},
		StateUpdated: func(f StateUpdated) {
			for i := range ls {
				ls[i].StateUpdated(f)
			}
		},
		TurnTimed: func(f TurnTimed) {
			for i := range ls {
				ls[i].TurnTimed(f)
			}
		},
		Opportunity: func(f Opportunity) {
			for i := range ls {
				ls[i].Opportunity(f)
			}
		},
		Dropped: func(f Dropped) {
			for i := range ls {
				ls[i].Dropped(f)
			}
		},
		Attempt: func(f Attempt) {
			for i := range ls {
				ls[i].Attempt(f)
			}
		},
		Booked: func(f Booked) {
			for i := range ls {
				ls[i].Booked(f)
			}
		},
		RPCCall: func(f RPCCall) {
			for i := range ls {
				ls[i].RPCCall(f)
			}
		},
		RPCState: func(f RPCState) {
			for i := range ls {
				ls[i].RPCState(f)
			}
		},
		LimitTripped: func(f LimitTripped) {
			for i := range ls {
				ls[i].LimitTripped(f)
			}
		},
		ModuleChanged: func(f ModuleChanged) {
			for i := range ls {
				ls[i].ModuleChanged(f)
			}
		},
		Paper: func(f Paper) {
			for i := range ls {
				ls[i].Paper(f)
			}
		},
	}
	all.teeFastFeed(ls)
	return all
}
