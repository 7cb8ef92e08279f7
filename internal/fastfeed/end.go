package fastfeed

import (
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// End is why a connection ended or did not come about; the value of
// event.FastFeedState.End.
type End string

// The ends. Which codes the server uses is documented with the feed
// (docs.arbitrum.io, "How to connect to the Fast Feed").
const (
	EndNoTicket  End = "no_ticket"      // HTTP 401: the key has no active ticket
	EndInUse     End = "tickets_in_use" // HTTP 429: as many connections as tickets
	EndNotSocket End = "not_websocket"  // HTTP 426: something in between drops the upgrade
	EndRefused   End = "refused"        // any other answer to the handshake
	EndMessage   End = "client_message" // 1003: the server heard a message of ours
	EndExpired   End = "ticket_expired" // 1008: the round ended without a ticket for the next
	EndRestart   End = "server_restart" // 1011
	EndLagged    End = "lagged"         // 1013: more than 2048 messages behind
	EndOversized End = "oversized"      // a frame over Options.MaxFrame
	EndSilent    End = "silent"         // no answer to a ping: half-open
	EndLost      End = "lost"           // cut, reset, not reachable
)

// Ends lists every End.
var Ends = []End{
	EndNoTicket, EndInUse, EndNotSocket, EndRefused, EndMessage, EndExpired, EndRestart, EndLagged, EndOversized, EndSilent, EndLost,
}

var errSilent = errors.New("no answer to a ping within the read timeout")

// endOf tells the end from the error of a read.
func endOf(err error) End {
	switch websocket.CloseStatus(err) { //nolint:exhaustive // the documented ones
	case websocket.StatusUnsupportedData:
		return EndMessage
	case websocket.StatusPolicyViolation:
		return EndExpired
	case websocket.StatusInternalError:
		return EndRestart
	case websocket.StatusTryAgainLater:
		return EndLagged
	}
	switch {
	case errors.Is(err, errSilent):
		return EndSilent
	case errors.Is(err, websocket.ErrMessageTooBig):
		return EndOversized
	}
	return EndLost
}

// refusal tells the end from the answer to a handshake, which may be nil.
func refusal(resp *http.Response) End {
	if resp == nil {
		return EndLost
	}
	switch resp.StatusCode {
	case http.StatusUnauthorized:
		return EndNoTicket
	case http.StatusTooManyRequests:
		return EndInUse
	case http.StatusUpgradeRequired:
		return EndNotSocket
	}
	return EndRefused
}

// bounds are the least and the most pause after an end.
type bounds struct {
	least, most time.Duration
	// atOnce: after a connection that lived, the first attempt comes at once.
	atOnce bool
}

// pausesOf says how soon an end may be followed by an attempt. Without a ticket
// attempts are useless until somebody buys one, so they are rare, and Retry
// shortens the wait; after a restart of the server everybody comes back, so
// nobody does at once; 429 is mostly a connection of our own that the server has
// not missed yet.
func pausesOf(end End) bounds {
	switch end {
	case EndNoTicket:
		return bounds{10 * time.Second, 5 * time.Minute, false}
	case EndInUse:
		return bounds{5 * time.Second, time.Minute, false}
	case EndNotSocket:
		return bounds{30 * time.Second, 5 * time.Minute, false}
	case EndRefused:
		return bounds{time.Second, time.Minute, false}
	case EndMessage:
		return bounds{10 * time.Second, 5 * time.Minute, false}
	case EndRestart:
		return bounds{250 * time.Millisecond, 10 * time.Second, false}
	case EndLagged:
		return bounds{250 * time.Millisecond, 5 * time.Second, true}
	case EndExpired, EndOversized, EndSilent, EndLost:
		return bounds{500 * time.Millisecond, 30 * time.Second, true}
	}
	return bounds{500 * time.Millisecond, 30 * time.Second, false}
}

// stable is how long a connection must have lived for its end to be an accident.
const stable = 5 * time.Second

// patience decides when to try again: pauses double while the same end repeats,
// and each is drawn between a half and the whole of that.
type patience struct {
	bounds func(End) bounds
	random func(time.Duration) time.Duration
	end    End
	failed int // attempts in a row that ended so
}

func newPatience() patience { return patience{bounds: pausesOf, random: rand.N[time.Duration]} }

// after notes an end of a connection that lived for a time, 0 if there was
// none, and returns the pause before the next attempt.
func (p *patience) after(end End, lived time.Duration) time.Duration {
	b := p.bounds(end)
	if end != p.end || lived >= stable {
		p.failed = 0
	}
	p.end = end
	if lived >= stable && b.atOnce {
		return 0
	}
	pause := min(b.least<<min(p.failed, 20), b.most)
	p.failed++
	return pause/2 + p.random(pause/2+1)
}
