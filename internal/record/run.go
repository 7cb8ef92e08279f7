package record

import (
	"context"
	"errors"
	"time"
)

// Run compresses and writes until ctx ends, then writes what is queued and
// closes the recording. A file error, such as a full disk, is logged once and
// stops the recording but not Run: from then on everything is dropped and
// counted, and Check tells why. So Run returns an error only when it is called
// twice.
func (w *Writer) Run(ctx context.Context) error {
	if !w.running.CompareAndSwap(false, true) {
		return errors.New("run recorder: it ran already; a recording is written once")
	}
	tick := time.NewTicker(w.opts.SegmentAge)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			w.finish()
			return nil
		case <-tick.C:
			w.flush((*segments).roll)
		case <-w.wake:
			w.flush(nil)
		}
	}
}

// flush writes what is queued, then does what comes after it.
func (w *Writer) flush(after func(*segments) error) {
	queued, gap, ok := w.take()
	if !ok {
		return
	}
	err := w.out.write(queued)
	if err == nil && gap > 0 {
		w.warn(gap)
		err = w.out.closeGap(gap)
	}
	if err == nil && after != nil {
		err = after(w.out)
	}
	w.spare = queued[:0]
	if err != nil {
		w.stop(err)
	}
}

// take hands out the queue and puts the spare one in its place; not ok when
// the recording has stopped.
func (w *Writer) take() (queued []byte, gap uint64, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return nil, 0, false
	}
	queued, gap = w.queue, w.gap
	w.queue, w.spare, w.gap = w.spare, nil, 0
	return queued, gap, true
}

func (w *Writer) finish() {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.flush((*segments).end)
	if err := w.out.release(); err != nil {
		w.stop(err)
	}
}

func (w *Writer) stop(err error) {
	w.mu.Lock()
	first := w.err == nil
	if first {
		w.closed, w.err, w.queue, w.spare = true, err, nil, nil
	}
	w.mu.Unlock()
	if first {
		w.log.Error("recording stopped; make room and start a new one", "segment", w.out.number, "error", err)
	}
}

// warn says at most once a minute that records are missing.
func (w *Writer) warn(gap uint64) {
	now := w.opts.Now()
	if !w.warned.IsZero() && now.Sub(w.warned) < time.Minute {
		return
	}
	w.warned = now
	w.log.Warn("recording has a gap: the queue was full", "segment", w.out.number, "dropped", gap, "dropped_in_all", w.Dropped())
}
