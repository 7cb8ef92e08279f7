package rpc

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

const (
	// stickiness is the part of the cost of the endpoint in use below which the
	// cost of another has to be for it to take over.
	stickiness = 0.6
	// leastStay is how long an endpoint is in use at least, unless another one
	// outweighs it.
	leastStay = 5 * time.Second
	// outweighs is by how many seconds the endpoint in use has to be worse to be
	// left at once: it fails, lags or is not preferred.
	outweighs = 0.25
	// lagLimit is how far behind a head may be, by time, before the endpoint is
	// asked only if there is no other.
	lagLimit = 3 * time.Second
)

// outError says that no endpoint can be asked, and for how long at least. It is
// ErrNoEndpoint.
type outError struct {
	why  string
	wait time.Duration // 0: no time will help
}

func (e *outError) Error() string { return ErrNoEndpoint.Error() + ": " + e.why }
func (*outError) Unwrap() error   { return ErrNoEndpoint }

// pick chooses the endpoint of the next read, without those in tried. The one in
// use stays until it cannot be used or another is clearly better.
func (c *Client) pick(tried map[*endpoint]bool) (*endpoint, error) {
	now := c.opts.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	var best *endpoint
	var least float64
	var current *endpoint
	var cost float64
	var whys []string
	var wait time.Duration
	for _, e := range c.reads {
		if tried[e] {
			continue
		}
		e.mu.Lock()
		why, back := e.usable(now), e.back(now)
		one := e.score.cost(now, c.lag(e, now)) + float64(e.rank)*1e-3
		if e == c.preferred {
			one -= 1e3
		}
		if lag := c.lag(e, now); lag > lagLimit {
			one += 1e3 + lag.Seconds()
		}
		if now.Before(e.left) {
			one += 1e4
		}
		e.mu.Unlock()
		switch {
		case why != "":
			whys = append(whys, e.Name+" "+why)
			if back > 0 && (wait == 0 || back < wait) {
				wait = back
			}
			continue
		case best == nil || one < least:
			best, least = e, one
		}
		if e == c.current {
			current, cost = e, one
		}
	}
	if best == nil {
		if len(whys) == 0 {
			return nil, &outError{why: "all were tried"}
		}
		return nil, &outError{strings.Join(whys, "; "), wait}
	}
	if current != nil && current != best && (least > cost*stickiness || now.Sub(c.chosen) < leastStay && cost-least < outweighs) {
		best = current
	}
	if len(tried) == 0 && best != c.current {
		if c.current != nil {
			c.log.Info("reads go to another endpoint", slog.String("from", c.current.Name), slog.String("to", best.Name))
			c.metrics.switches.Inc()
			if why := c.current.abandoned(now); why != "" && best != c.preferred {
				c.opts.Listener.Recovery(event.Recovery{Action: event.SwitchEndpoint, Target: best.Name, Cause: why, Attempt: 1})
			}
		}
		c.current, c.chosen = best, now
	}
	best.mu.Lock()
	allowed := best.breaker.allow(now)
	best.mu.Unlock()
	if !allowed {
		return nil, &outError{best.Name + " is being tried", firstBreak / 4}
	}
	return best, nil
}

// heights remembers when each head number was first seen from anybody, so that
// an endpoint's lag is a time: how long its next block has existed elsewhere.
type heights struct {
	first [256]struct {
		number chain.Block
		at     time.Time
	}
	top   chain.Block
	topAt time.Time
}

// A head that is further beyond the highest than any chain can have mined in the
// meantime is not believed.
const (
	headSlack = 10_000
	headRate  = 300 // blocks a second; Arbitrum makes at most 8, the local chain hundreds
)

// see notes a head number. It is false where the number cannot be.
func (h *heights) see(n chain.Block, now time.Time) bool {
	if h.top != 0 && n > h.top+headSlack+chain.Block(headRate*max(now.Sub(h.topAt).Seconds(), 0)) {
		return false
	}
	if slot := &h.first[n%256]; slot.number < n || slot.at.IsZero() {
		slot.number, slot.at = n, now
	}
	if n > h.top || h.topAt.IsZero() {
		h.top, h.topAt = n, now
	}
	return true
}

// lag is how long the block after n has been known.
func (h *heights) lag(n chain.Block, now time.Time) time.Duration {
	if n >= h.top {
		return 0
	}
	for next := n + 1; next <= h.top && next <= n+256; next++ {
		if slot := h.first[next%256]; slot.number == next {
			return max(now.Sub(slot.at), 0)
		}
	}
	return now.Sub(h.topAt) + time.Minute // further behind than is remembered
}

// lag of an endpoint whose head is known; c.mu and e.mu are held.
func (c *Client) lag(e *endpoint, now time.Time) time.Duration {
	if e.headAt.IsZero() {
		return 0
	}
	// What was learned some time ago may have moved on since.
	lag := c.heights.lag(e.head, e.headAt)
	if now.Sub(e.headAt) > 10*c.opts.ProbeInterval {
		return 0
	}
	return lag
}

// saw notes an endpoint's head. The error is a lie.
func (c *Client) saw(e *endpoint, n chain.Block) error {
	now := c.opts.Now()
	c.mu.Lock()
	ok := c.heights.see(n, now)
	top := c.heights.top
	if ok {
		e.mu.Lock()
		e.head, e.headAt = n, now
		e.mu.Unlock()
	}
	c.mu.Unlock()
	if ok {
		return nil
	}
	err := fmt.Errorf("%w: head %d, the highest known is %d", ErrLie, n, top)
	e.lied(err, now, c.log)
	c.metrics.lies.WithLabelValues(e.Name, "head").Inc()
	return err
}
