package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/coder/websocket"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

// The handshake's headers and protocol version (nitro wsbroadcastserver).
const (
	headerClientVersion = "Arbitrum-Feed-Client-Version"
	headerRequested     = "Arbitrum-Requested-Sequence-Number"
	headerServerVersion = "Arbitrum-Feed-Server-Version"
	headerChainID       = "Arbitrum-Chain-Id"
	protocolVersion     = "2"
)

var (
	errSilent   = errors.New("neither frame nor ping came within the read timeout")
	errAskAgain = errors.New("a message is missing after an unusable frame: asking for it again")
)

// session connects to a server and hands over what it sends until that ends.
// open says that the server was connected.
func (c *Client) session(ctx context.Context, server string, out chan<- Item) (open bool, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	dog := &watchdog{limit: c.opts.ReadTimeout, bark: func() { cancel(errSilent) }}
	defer dog.rest()
	conn, err := c.connect(ctx, server, dog)
	if err != nil {
		return false, err
	}
	defer conn.CloseNow() //nolint:errcheck // the connection is over either way
	c.order.reconnected()
	c.doubt = false
	c.up(server)
	var frame bytes.Buffer
	for {
		kind, arrived, err := c.read(ctx, conn, dog, &frame)
		if err != nil {
			if errors.Is(context.Cause(ctx), errSilent) {
				err = errSilent
			}
			if errors.Is(err, websocket.ErrMessageTooBig) {
				c.reject(reasonOversized, frame.Len(), err)
				return true, fmt.Errorf("a frame is larger than %d bytes: raise feed.max_frame_bytes if the server is right: %w", c.opts.MaxFrame, err)
			}
			return true, fmt.Errorf("read the feed: %w", err)
		}
		c.mu.Lock()
		c.heard = arrived
		c.mu.Unlock()
		if kind != websocket.MessageText {
			c.reject(reasonBinary, frame.Len(), errors.New("want a text frame"))
			continue
		}
		if err := c.handFrame(ctx, frame.Bytes(), arrived, out); err != nil {
			return true, err
		}
	}
}

// connect makes the handshake and checks what the server says of itself.
func (c *Client) connect(ctx context.Context, server string, dog *watchdog) (*websocket.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.DialTimeout)
	defer cancel()
	header := http.Header{headerClientVersion: {protocolVersion}}
	if seq, ok := c.order.request(); ok {
		header.Set(headerRequested, strconv.FormatUint(uint64(seq), 10))
	}
	conn, resp, err := websocket.Dial(ctx, server, &websocket.DialOptions{
		HTTPClient: c.opts.HTTP, HTTPHeader: header, CompressionMode: websocket.CompressionDisabled,
		OnPingReceived: func(context.Context, []byte) bool { dog.pinged(); return true },
	})
	if err != nil {
		return nil, fmt.Errorf("connect to the feed: %w%s", withoutURL(err), answer(resp))
	}
	conn.SetReadLimit(c.opts.MaxFrame)
	if err := checkServer(resp.Header, c.opts.Profile.ID); err != nil {
		conn.CloseNow() //nolint:errcheck // the first error says more
		return nil, err
	}
	return conn, nil
}

// checkServer reads what the server says of itself. Headers that are missing
// are let pass, as nitro's client does: a relay in between may drop them.
func checkServer(h http.Header, id chain.ID) error {
	if v := h.Get(headerServerVersion); v != "" && v != protocolVersion {
		return fmt.Errorf("%w: the server speaks version %.20q, this client %s: correct feed.urls, or update mev-bot", ErrServerVersion, v, protocolVersion)
	}
	if v := h.Get(headerChainID); v != "" && v != strconv.FormatUint(uint64(id), 10) {
		return fmt.Errorf("%w: the server feeds chain %.20q, the configuration names %d: correct feed.urls or the chain", ErrWrongChain, v, id)
	}
	return nil
}

// answer is what a server said that refused the handshake.
func answer(resp *http.Response) string {
	if resp == nil || resp.Body == nil {
		return ""
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 200))
	line, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	if err != nil || line == "" {
		return ""
	}
	return fmt.Sprintf(": the server says %q", line)
}

// withoutURL takes the URL out of an error: it may carry an access key.
func withoutURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// read puts the next frame into into. arrived is when it began to arrive.
func (c *Client) read(ctx context.Context, conn *websocket.Conn, dog *watchdog, into *bytes.Buffer) (kind websocket.MessageType, arrived time.Time, err error) {
	into.Reset()
	dog.watch(true)
	defer dog.rest()
	kind, r, err := conn.Reader(ctx)
	if err != nil {
		return 0, time.Time{}, err
	}
	arrived = c.opts.Now()
	dog.watch(false) // pings do not excuse a frame that never ends
	_, err = into.ReadFrom(r)
	return kind, arrived, err
}

// handFrame hands over the messages of a frame.
func (c *Client) handFrame(ctx context.Context, data []byte, arrived time.Time, out chan<- Item) error {
	f, err := ParseFrame(data, c.opts.Profile)
	if err != nil {
		reason := reasonMalformed
		if errors.Is(err, ErrVersion) {
			reason = reasonVersion
		}
		c.reject(reason, len(data), err)
		return nil
	}
	for i := range f.Messages {
		f.Messages[i].Received = arrived
		if err := c.hand(ctx, &f.Messages[i], out); err != nil {
			return err
		}
	}
	return nil
}

// hand puts a message in its place and hands over what follows from that.
func (c *Client) hand(ctx context.Context, m *Message, out chan<- Item) error {
	if c.doubt && c.order.skips(m) && c.asked != c.order.next {
		c.asked = c.order.next
		return errAskAgain
	}
	next := c.order.next
	switch c.order.place(m) {
	case repeat:
		return nil
	case ahead:
		gap := Gap{From: next, To: m.Seq - 1}
		c.opts.Listener.FeedGap(event.FeedGap{From: gap.From, To: gap.To})
		if err := put(ctx, out, Item{Gap: &gap}); err != nil {
			return err
		}
	case replaced:
		c.opts.Listener.FeedRewind(event.FeedRewind{Seq: m.Seq})
		if err := put(ctx, out, Item{Rewind: &Rewind{Seq: m.Seq}}); err != nil {
			return err
		}
	case inOrder:
	}
	c.doubt = false
	c.opts.Listener.FeedMessage(event.FeedMessage{Seq: m.Seq, Block: m.Block, Bytes: m.Bytes, Received: m.Received})
	return put(ctx, out, Item{Message: m})
}

func put(ctx context.Context, out chan<- Item, item Item) error {
	select {
	case out <- item:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// watchdog barks when a connection says nothing for too long. Only the reader's
// goroutine uses it.
type watchdog struct {
	limit time.Duration
	bark  func()
	timer *time.Timer
	pings bool // count as life
}

func (w *watchdog) watch(pings bool) {
	w.pings = pings
	if w.timer == nil {
		w.timer = time.AfterFunc(w.limit, w.bark)
		return
	}
	w.timer.Reset(w.limit)
}

func (w *watchdog) pinged() {
	if w.pings {
		w.timer.Reset(w.limit)
	}
}

func (w *watchdog) rest() {
	w.pings = false
	if w.timer != nil {
		w.timer.Stop()
	}
}
