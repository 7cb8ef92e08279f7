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

// The kinds of slots that hold facts of the Fast Feed.
const (
	kindFastFeedState kind = 64 + iota
	kindFastFeedTx
	kindFastFeedGap
	kindFastFeedVoid
	kindFastFeedRejected
)

type fastFeedSlot struct {
	fastFeedState    FastFeedState
	fastFeedTx       FastFeedTx
	fastFeedGap      FastFeedGap
	fastFeedVoid     FastFeedVoid
	fastFeedRejected FastFeedRejected
}

func (s *slot) deliverFastFeed(l *Listener) {
	switch s.kind { //nolint:exhaustive // the others are in deliver
	case kindFastFeedState:
		l.FastFeedState(s.fastFeedState)
	case kindFastFeedTx:
		l.FastFeedTx(s.fastFeedTx)
	case kindFastFeedGap:
		l.FastFeedGap(s.fastFeedGap)
	case kindFastFeedVoid:
		l.FastFeedVoid(s.fastFeedVoid)
	case kindFastFeedRejected:
		l.FastFeedRejected(s.fastFeedRejected)
	}
}

func (q *Queue) fastFeed(l *Listener) {
	l.FastFeedState = func(f FastFeedState) {
		if s := q.take(kindFastFeedState); s != nil {
			s.fastFeedState = f
			q.full <- s
		}
	}
	l.FastFeedTx = func(f FastFeedTx) {
		if s := q.take(kindFastFeedTx); s != nil {
			s.fastFeedTx = f
			q.full <- s
		}
	}
	l.FastFeedGap = func(f FastFeedGap) {
		if s := q.take(kindFastFeedGap); s != nil {
			s.fastFeedGap = f
			q.full <- s
		}
	}
	l.FastFeedVoid = func(f FastFeedVoid) {
		if s := q.take(kindFastFeedVoid); s != nil {
			s.fastFeedVoid = f
			q.full <- s
		}
	}
	l.FastFeedRejected = func(f FastFeedRejected) {
		if s := q.take(kindFastFeedRejected); s != nil {
			s.fastFeedRejected = f
			q.full <- s
		}
	}
}
