package execute

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"mevbot/internal/rpc"
)

// recover takes up what an earlier process left: the next nonce from journal
// and chain, and every attempt that is not final. It waits for the node as long
// as ctx lasts.
func (r *Runner) recover(ctx context.Context) error {
	var used uint64
	for {
		r.opts.Beat()
		var err error
		if used, err = r.opts.Client.Nonce(ctx, r.journal.account, rpc.AtLatest()); err == nil {
			break
		}
		r.setFault(fmt.Errorf("read the nonce of %s: %w", r.journal.account, err))
		r.log.Warn("nonce not read, asking again", slog.Any("error", err))
		timer := time.NewTimer(r.opts.Poll)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil
		}
	}
	r.setFault(nil)
	next, known, err := r.journal.nextNonce(ctx)
	if err != nil {
		return err
	}
	if r.open, err = r.journal.unresolved(ctx, used); err != nil {
		return err
	}
	switch {
	case !known:
		next = used
	case used > next:
		r.trip(ctx, fmt.Errorf("%w: the chain has used nonces of %s up to %d, the journal knows them up to %d: another program sends with this key, or the database is an old copy; stop the other, then run mev-bot resume",
			errForeign, r.journal.account, used-1, next-1))
		next = used
	}
	// A nonce that was refused while a higher one was on its way has to be used
	// first.
	if hole, found, err := r.journal.hole(ctx, used); err != nil {
		return err
	} else if found {
		next = min(next, hole)
	}
	r.next = next
	if r.refused, err = r.journal.refusals(ctx, used); err != nil {
		return err
	}
	for _, a := range r.open {
		if a.inFlight() {
			r.flight.hold(a.opportunity, a.hash)
		}
	}
	r.log.Info("journal read", slog.Any("account", r.journal.account), slog.Uint64("next_nonce", r.next), slog.Int("unresolved", len(r.open)))
	r.note()
	return nil
}
