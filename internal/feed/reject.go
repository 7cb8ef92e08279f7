package feed

import (
	"log/slog"
	"time"

	"mevbot/internal/event"
)

// Reasons are the values of event.FrameRejected.Reason.
var Reasons = []string{reasonMalformed, reasonVersion, reasonOversized, reasonBinary, reasonCompression, reasonProtocol, reasonSignature}

const (
	reasonMalformed   = "malformed"   // not the feed's JSON
	reasonVersion     = "version"     // an envelope version other than 1
	reasonOversized   = "oversized"   // over Options.MaxFrame; ends the connection
	reasonBinary      = "binary"      // not a text frame
	reasonCompression = "compression" // cannot be inflated; ends the connection
	reasonProtocol    = "protocol"    // not as RFC 6455 wants it; ends the connection
	reasonSignature   = "signature"   // not signed as configured; ends the connection
)

// complainEvery is the least time between two log lines for one reason.
const complainEvery = 10 * time.Second

// complaint is when a reason was last logged and how often it was not.
type complaint struct {
	at    time.Time
	muted int
}

// reject publishes an unusable frame of a feed, and logs it unless the same
// happened a moment ago.
func (c *Client) reject(s *source, reason string, size int, err error) {
	c.order.Lock()
	c.merge.rejected(s.index)
	c.order.Unlock()
	c.metrics.reject(s.name, reason)
	c.opts.Listener.FrameRejected(event.FrameRejected{Reason: reason, Bytes: size})
	now := c.opts.Now()
	last, before := s.reported[reason]
	if before && now.Sub(last.at) < complainEvery {
		last.muted++
		s.reported[reason] = last
		return
	}
	s.reported[reason] = complaint{at: now}
	c.opts.Logger.Warn("feed frame rejected", slog.String("feed", s.name), slog.String("reason", reason), slog.Int("bytes", size),
		slog.Any("error", err), slog.Int("not_logged", last.muted))
}
