package fastfeed

import (
	"errors"
	"log/slog"
	"time"

	"mevbot/internal/event"
)

// Reasons are the values of event.FastFeedRejected.Reason.
var Reasons = []string{reasonMalformed, reasonVersion, reasonHash, reasonOversized, reasonBehind}

const (
	reasonMalformed = "malformed" // not the feed's JSON
	reasonVersion   = "version"   // a message version other than 1
	reasonHash      = "hash"      // the hash is not the transaction's
	reasonOversized = "oversized" // over Options.MaxFrame; ends the connection
	reasonBehind    = "behind"    // not read: whoever reads the items is too slow
)

func reasonOf(err error) string {
	switch {
	case errors.Is(err, ErrVersion):
		return reasonVersion
	case errors.Is(err, ErrHash):
		return reasonHash
	}
	return reasonMalformed
}

// complainEvery is the least time between two log lines for one reason.
const complainEvery = 10 * time.Second

// complaint is when a reason was last logged and how often it was not.
type complaint struct {
	at    time.Time
	muted int
}

// reject publishes an unusable frame, and logs it unless the same happened a
// moment ago.
func (c *Client) reject(reason string, size int, err error) {
	c.opts.Listener.FastFeedRejected(event.FastFeedRejected{Reason: reason, Bytes: size})
	now := c.opts.Now()
	last, before := c.complaints[reason]
	if before && now.Sub(last.at) < complainEvery {
		last.muted++
		c.complaints[reason] = last
		return
	}
	c.complaints[reason] = complaint{at: now}
	c.opts.Logger.Warn("fast feed frame rejected", slog.String("reason", reason), slog.Int("bytes", size),
		slog.Any("error", err), slog.Int("not_logged", last.muted))
}
