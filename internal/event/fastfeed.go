package event

func (l *Listener) fastFeedDefaults() {
	if l.FastFeedState == nil {
		l.FastFeedState = func(FastFeedState) {}
	}
	if l.FastFeedTx == nil {
		l.FastFeedTx = func(FastFeedTx) {}
	}
	if l.FastFeedGap == nil {
		l.FastFeedGap = func(FastFeedGap) {}
	}
	if l.FastFeedVoid == nil {
		l.FastFeedVoid = func(FastFeedVoid) {}
	}
	if l.FastFeedRejected == nil {
		l.FastFeedRejected = func(FastFeedRejected) {}
	}
}

func (l *Listener) teeFastFeed(ls []Listener) {
	l.FastFeedState = func(f FastFeedState) {
		for i := range ls {
			ls[i].FastFeedState(f)
		}
	}
	l.FastFeedTx = func(f FastFeedTx) {
		for i := range ls {
			ls[i].FastFeedTx(f)
		}
	}
	l.FastFeedGap = func(f FastFeedGap) {
		for i := range ls {
			ls[i].FastFeedGap(f)
		}
	}
	l.FastFeedVoid = func(f FastFeedVoid) {
		for i := range ls {
			ls[i].FastFeedVoid(f)
		}
	}
	l.FastFeedRejected = func(f FastFeedRejected) {
		for i := range ls {
			ls[i].FastFeedRejected(f)
		}
	}
}
