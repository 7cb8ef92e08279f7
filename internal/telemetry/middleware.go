package telemetry

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// middleware limits and redacts each record before it reaches any sink.
type middleware struct {
	next  slog.Handler
	limit *limiter
}

func (h *middleware) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

func (h *middleware) Handle(ctx context.Context, r slog.Record) error {
	suppressed, ok := h.limit.allow(r.Level, r.Message)
	if !ok {
		return nil
	}
	clean := slog.NewRecord(r.Time, r.Level, redactText(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(redactAttr(a))
		return true
	})
	if suppressed > 0 {
		clean.AddAttrs(slog.Int("suppressed", suppressed))
	}
	return h.next.Handle(ctx, clean)
}

func (h *middleware) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = redactAttr(a)
	}
	return &middleware{next: h.next.WithAttrs(clean), limit: h.limit}
}

func (h *middleware) WithGroup(name string) slog.Handler {
	return &middleware{next: h.next.WithGroup(name), limit: h.limit}
}

// maxMessages bounds the memory of the limiter. Messages are static, so a
// program has some hundreds; a library with dynamic ones must not fill it.
const maxMessages = 2000

// limiter lets each message below WARN pass a number of times a second.
type limiter struct {
	perSecond int
	now       func() time.Time
	written   *prometheus.CounterVec // level
	drops     *prometheus.CounterVec // level
	dropped   atomic.Uint64

	mu      sync.Mutex
	windows map[string]*window
}

// window counts one message in the second that began at start.
type window struct {
	start            time.Time
	passed, withheld int
}

func newLimiter(perSecond int, now func() time.Time, written, drops *prometheus.CounterVec) *limiter {
	return &limiter{perSecond: perSecond, now: now, written: written, drops: drops, windows: map[string]*window{}}
}

// allow says whether the message is written, and how many of its kind were
// withheld since the last one that was.
func (l *limiter) allow(level slog.Level, message string) (suppressed int, ok bool) {
	if level < slog.LevelWarn {
		if suppressed, ok = l.count(message); !ok {
			l.dropped.Add(1)
			l.drops.WithLabelValues(levelName(level)).Inc()
			return 0, false
		}
	}
	l.written.WithLabelValues(levelName(level)).Inc()
	return suppressed, true
}

func (l *limiter) count(message string) (suppressed int, ok bool) {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.windows[message]
	if w == nil {
		if len(l.windows) >= maxMessages {
			clear(l.windows)
		}
		w = &window{start: now}
		l.windows[message] = w
	}
	if age := now.Sub(w.start); age >= time.Second || age < 0 {
		w.start, w.passed = now, 0
	}
	if w.passed >= l.perSecond {
		w.withheld++
		return 0, false
	}
	w.passed++
	suppressed, w.withheld = w.withheld, 0
	return suppressed, true
}

// levelName is the metric label: one of four.
func levelName(level slog.Level) string {
	switch {
	case level < slog.LevelInfo:
		return "debug"
	case level < slog.LevelWarn:
		return "info"
	case level < slog.LevelError:
		return "warn"
	}
	return "error"
}
