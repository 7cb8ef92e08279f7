package devnet

import (
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// The codes with which Arbitrum's endpoint ends a connection, with its words.
var fastReasons = map[int]string{
	1003: "unexpected client message",
	1008: "authentication expired",
	1011: "server shutting down",
	1013: "client lagged",
}

// EndFastFeed closes the Fast Feed's connections with a close code and the words
// that the real endpoint has for it. Nothing happens without a Fast Feed.
func (c *Chain) EndFastFeed(code int) {
	if c.fast == nil {
		return
	}
	c.opts.Logger.Warn("fault: fast feed ended", "code", code)
	c.fast.end(websocket.StatusCode(code), fastReasons[code])
}

// RefuseFastFeed answers every handshake on the Fast Feed with an HTTP status
// for d. Connections stay.
func (c *Chain) RefuseFastFeed(status int, d time.Duration) {
	if c.fast == nil {
		return
	}
	c.opts.Logger.Warn("fault: fast feed refuses", "status", status, "for", d)
	c.fast.mu.Lock()
	defer c.fast.mu.Unlock()
	c.fast.refuse, c.fast.until = status, c.opts.Now().Add(d)
}

// MuteFastFeed withholds the next n transactions from the Fast Feed.
func (c *Chain) MuteFastFeed(n int) {
	if c.fast == nil {
		return
	}
	c.opts.Logger.Warn("fault: fast feed withholds", "transactions", n)
	c.fast.mu.Lock()
	defer c.fast.mu.Unlock()
	c.fast.muted += n
}

// CutFastFeed closes the Fast Feed's connections and refuses new ones for d.
func (c *Chain) CutFastFeed(d time.Duration) {
	if c.fast == nil {
		return
	}
	c.opts.Logger.Warn("fault: fast feed cut", "for", d)
	c.fastWS.cut(d)
}

// inflictFast makes a fault of the Fast Feed happen.
func (c *Chain) inflictFast(f Fault) {
	switch f.Kind {
	case FastCut:
		c.CutFastFeed(f.For)
	case FastExpire:
		c.RefuseFastFeed(http.StatusUnauthorized, f.For)
		c.EndFastFeed(1008)
	case FastRestart:
		c.RefuseFastFeed(http.StatusServiceUnavailable, f.For)
		c.EndFastFeed(1011)
	case FastMute:
		c.MuteFastFeed(f.Count)
	}
}
