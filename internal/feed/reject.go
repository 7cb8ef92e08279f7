package feed

import (
	"log/slog"
	"time"

	"mevbot/internal/event"
)

// Reasons are the values of event.FrameRejected.Reason.
var Reasons = []string{reasonMalformed, reasonVersion, reasonOversized, reasonBinary}

const (
	reasonMalformed = "malformed" // not the feed's JSON
	reasonVersion   = "version"   // an envelope version other than 1
	reasonOversized = "oversized" // over Options.MaxFrame; ends the connection
	reasonBinary    = "binary"    // not a text frame
)

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
	c.doubt = true
	c.opts.Listener.FrameRejected(event.FrameRejected{Reason: reason, Bytes: size})
	now := c.opts.Now()
	last, before := c.complaints[reason]
	if before && now.Sub(last.at) < complainEvery {
		last.muted++
		c.complaints[reason] = last
		return
	}
	c.complaints[reason] = complaint{at: now}
	c.opts.Logger.Warn("feed frame rejected", slog.String("reason", reason), slog.Int("bytes", size),
		slog.Any("error", err), slog.Int("not_logged", last.muted))
}
