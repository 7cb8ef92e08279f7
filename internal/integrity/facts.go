package integrity

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"mevbot/internal/event"
	"mevbot/internal/store"
)

// lookAtJournal compares the checksums of the next rows of evidence.
func (r *Runner) lookAtJournal(ctx context.Context, s *Snapshot) {
	if r.opts.Journal == nil {
		s.add(PartJournal, 0, 0, &r.opts.Limits, nil)
		return
	}
	looked, err := r.opts.Journal.CheckRows(ctx, r.rows, rowsPerTable)
	wrong := 0
	if errors.Is(err, store.ErrCorrupt) {
		wrong, looked = 1, max(looked, 1)
		s.find(PartJournal, "", "%v", err)
		err = nil
	}
	s.add(PartJournal, looked, wrong, &r.opts.Limits, err)
}

// lookAtFacts judges what was counted since the last snapshot.
func (r *Runner) lookAtFacts(s *Snapshot) {
	c := r.opts.Tally.take()
	s.add(PartValidation, int(c.exact+c.mismatched), int(c.mismatched), &r.opts.Limits, nil)
	s.add(PartCalls, int(c.answered+c.notAnswered), int(c.notAnswered), &r.opts.Limits, nil)
	for _, name := range slices.Sorted(maps.Keys(c.calls)) {
		r.lookAtEndpoint(s, name, c.calls[name])
	}
}

// lookAtEndpoint leaves a node that does not answer contract calls.
func (r *Runner) lookAtEndpoint(s *Snapshot, name string, c calls) {
	key := caseKey{action: event.SwitchEndpoint, target: name}
	all := c.answered + c.failed
	if c.failed*10_000 <= uint64(r.opts.Limits.Calls)*all {
		r.board.right(key)
		return
	}
	cause := fmt.Sprintf("%s: %d of %d contract calls were not answered", PartCalls, c.failed, all)
	s.find(PartCalls, name, "%d of %d contract calls were not answered", c.failed, all)
	if r.board.wrong(key, cause, r.opts.Now()) {
		r.tell(r.board.tried(key, r.opts.Chain.Leave(name), r.opts.Now()))
	}
}

// lookAtBooks tells what the last comparison of the books found.
func (r *Runner) lookAtBooks(s *Snapshot) {
	if r.opts.Books == nil {
		s.add(PartBooks, 0, 0, &r.opts.Limits, nil)
		return
	}
	b, checked, wrong := r.opts.Books(), 0, 0
	if !b.At.IsZero() {
		checked = 1
	}
	if b.Missing {
		wrong = 1
		s.find(PartBooks, "", "%s", b.Text)
	}
	if since := max(b.At.UnixNano(), r.began.UnixNano()); r.opts.Now().UnixNano()-since < int64(booksPatience) {
		b.Err = nil // it waits until nothing is in flight
	}
	s.add(PartBooks, checked, wrong, &r.opts.Limits, b.Err)
}
