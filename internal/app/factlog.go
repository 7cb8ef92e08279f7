package app

import (
	"log/slog"

	"mevbot/internal/event"
)

// factLog writes the facts an operator must read about. The common ones
// (messages, predictions, blocks) are metrics only.
func (a *App) factLog() event.Listener {
	log := a.log
	return event.Listener{
		FeedState: func(f event.FeedState) {
			if f.Connected {
				log.Info("feed connected", slog.String("url", f.URL))
				return
			}
			log.Warn("feed lost, reconnecting", slog.String("url", f.URL), slog.Any("error", f.Err))
		},
		FeedGap: func(f event.FeedGap) {
			log.Warn("feed gap: reading the missing blocks from the chain", slog.Uint64("from", uint64(f.From)), slog.Uint64("to", uint64(f.To)))
		},
		FeedRewind: func(f event.FeedRewind) {
			log.Warn("feed rewound: blocks are being replaced", slog.Uint64("seq", uint64(f.Seq)))
		},
		Reorg: func(f event.Reorg) {
			log.Warn("reorg: confirmed blocks were replaced", slog.Uint64("from", uint64(f.From)), slog.Int("depth", f.Depth), slog.Bool("reload", f.Reload))
		},
		PoolTrust: func(f event.PoolTrust) {
			if f.Trusted {
				log.Info("pool trusted again", slog.Uint64("pool", uint64(f.Pool)))
				return
			}
			log.Warn("pool not trusted", slog.Uint64("pool", uint64(f.Pool)), slog.String("reason", f.Reason))
		},
		SwapSettled: func(f event.SwapSettled) {
			if f.Outcome == event.Mismatch {
				log.Error("prediction differs from the chain", slog.Uint64("block", uint64(f.Block)), slog.Any("tx", f.Tx), slog.Uint64("pool", uint64(f.Hop.Pool())))
			}
		},
		Attempt: func(f event.Attempt) {
			switch f.State {
			case event.Landed:
				log.Info("attempt landed", slog.Uint64("attempt", f.ID), slog.Any("tx", f.Hash), slog.Uint64("block", uint64(f.Block)))
			case event.Failed, event.Refused, event.Unknown:
				attrs := []any{slog.Uint64("attempt", f.ID), slog.String("state", f.State.String()), slog.Any("tx", f.Hash)}
				if f.Err != nil {
					attrs = append(attrs, slog.Any("error", f.Err))
				}
				log.Warn("attempt did not land", attrs...)
			case event.Reserved, event.Sent:
				log.Debug("attempt", slog.Uint64("attempt", f.ID), slog.String("state", f.State.String()), slog.Any("tx", f.Hash))
			}
		},
	}
}
