// Package socket is the client's side of a websocket that is only listened to,
// with the compression of the sequencer feed.
//
// It exists because the feed does not speak the standard extension: nitro's
// server names its own, Arbitrum-permessage-deflate, whose messages are
// deflated against a preset dictionary and end with a final block. A library
// for RFC 6455 refuses an extension that it does not know. What is left to do
// is small: a handshake by net/http, reading frames, answering pings and closes.
//
// Everything a server sends is foreign input. Frames that break RFC 6455 end
// the connection with ErrProtocol, a message over the limit, before or after
// inflating, with ErrTooLarge. Memory grows with what has arrived, never with
// what a header announces.
package socket

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // RFC 6455 names it; it proves that the server speaks websocket, nothing else
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

var (
	// ErrProtocol means: the server broke RFC 6455 or the extension that was agreed.
	ErrProtocol = errors.New("websocket protocol broken")
	// ErrCompression means: a message could not be inflated. The two sides may hold
	// different dictionaries.
	ErrCompression = errors.New("websocket message cannot be inflated")
	// ErrTooLarge means: a message is larger than Options.MaxMessage.
	ErrTooLarge = errors.New("websocket message too large")
	// ErrSilent means: neither message nor ping came within Options.ReadTimeout, or
	// a message that began was not whole by then.
	ErrSilent = errors.New("websocket silent")
)

// extension is the token of the feed's compression (nitro
// wsbroadcastserver/utils.go).
const extension = "Arbitrum-permessage-deflate"

// Options of a connection. URL, HTTP, MaxMessage, ReadTimeout and Now are
// required.
type Options struct {
	URL    string      // ws or wss
	Header http.Header // of the handshake, besides websocket's own
	HTTP   *http.Client
	// Dictionary is offered with the feed's compression; nil offers none.
	Dictionary []byte
	MaxMessage int64         // bytes, before and after inflating
	Handshake  time.Duration // until the server has answered
	// ReadTimeout is how long the server may say nothing, not even a ping, and how
	// long a message may take from its first byte to its last. A ping does not
	// excuse a message that never ends.
	ReadTimeout time.Duration
	Now         func() time.Time
	// Beat, if not nil, is called by Next for each frame, pings included.
	Beat func()
}

// Refused is the answer of a server that did not open a websocket.
type Refused struct {
	Status     int
	Text       string        // the first line of the answer, shortened
	RetryAfter time.Duration // 0: the server does not say
}

func (r *Refused) Error() string {
	text := fmt.Sprintf("the server answers %d", r.Status)
	if name := http.StatusText(r.Status); name != "" {
		text += " " + name
	}
	if r.Text != "" {
		text += fmt.Sprintf(": %q", r.Text)
	}
	return text
}

// Closed says that the server ended the connection in order.
type Closed struct {
	Code   int // RFC 6455 7.4; 1005 where it gave none
	Reason string
}

func (c *Closed) Error() string {
	if c.Reason == "" {
		return fmt.Sprintf("closed by the server with code %d", c.Code)
	}
	return fmt.Sprintf("closed by the server with code %d: %q", c.Code, c.Reason)
}

// Message is one whole message.
type Message struct {
	Text  bool      // else binary
	Data  []byte    // inflated; good until the next call of Next
	Began time.Time // when its first byte had arrived
	Wire  int       // payload bytes as they came
	// Compressed says that the message was.
	Compressed bool
}

// Conn is a connection. One goroutine calls Next; Close may come from another.
type Conn struct {
	opts     Options
	pipe     io.ReadWriteCloser
	in       *bufio.Reader
	server   http.Header
	inflater *inflater // nil where messages come plain
	payload  []byte
	watch    watchdog
	closed   atomic.Bool
}

// Dial opens a connection. Its errors are *Refused, ErrProtocol, or those of
// the network, without the URL, which may carry a key.
func Dial(ctx context.Context, opts Options) (*Conn, error) {
	u, err := url.Parse(opts.URL)
	if err != nil {
		return nil, errors.New("the URL cannot be read")
	}
	u.Scheme = map[string]string{"ws": "http", "wss": "https"}[u.Scheme]
	ctx, cancel := context.WithTimeout(ctx, opts.Handshake)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, errors.New("the URL cannot be read")
	}
	maps.Copy(req.Header, opts.Header)
	nonce := make([]byte, 16)
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("make the handshake's key: %w", err)
	}
	key := base64.StdEncoding.EncodeToString(nonce)
	req.Header.Set("Connection", "Upgrade")
	req.Header.Set("Upgrade", "websocket")
	req.Header.Set("Sec-WebSocket-Version", "13")
	req.Header.Set("Sec-WebSocket-Key", key)
	if opts.Dictionary != nil {
		req.Header.Set("Sec-WebSocket-Extensions", extension+"; server_no_context_takeover; client_no_context_takeover")
	}
	resp, err := opts.HTTP.Do(req)
	if err != nil {
		if wrapped, ok := errors.AsType[*url.Error](err); ok {
			err = wrapped.Err
		}
		return nil, err
	}
	if resp.StatusCode != http.StatusSwitchingProtocols {
		defer resp.Body.Close()
		return nil, refused(resp, opts.Now())
	}
	c, err := open(resp, key, opts)
	if err != nil {
		resp.Body.Close()
		return nil, err
	}
	return c, nil
}

// open checks the server's side of the handshake.
func open(resp *http.Response, key string, opts Options) (*Conn, error) {
	pipe, writable := resp.Body.(io.ReadWriteCloser)
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")) //nolint:gosec // RFC 6455 1.3
	switch {
	case !writable:
		return nil, fmt.Errorf("%w: the HTTP client gave no connection to write to", ErrProtocol)
	case !hasToken(resp.Header, "Upgrade", "websocket"), !hasToken(resp.Header, "Connection", "upgrade"):
		return nil, fmt.Errorf("%w: the server switched to something else", ErrProtocol)
	case resp.Header.Get("Sec-WebSocket-Accept") != base64.StdEncoding.EncodeToString(sum[:]):
		return nil, fmt.Errorf("%w: the server's answer is not to this handshake", ErrProtocol)
	}
	c := &Conn{opts: opts, pipe: pipe, in: bufio.NewReaderSize(pipe, readSize), server: resp.Header}
	c.watch = watchdog{limit: opts.ReadTimeout, bark: func() { pipe.Close() }}
	compressed, err := agreed(resp.Header, opts.Dictionary != nil)
	if err != nil {
		return nil, err
	}
	if compressed {
		c.inflater = newInflater(opts.Dictionary, opts.MaxMessage)
	}
	return c, nil
}

// agreed says whether the server compresses. It may take what was offered or
// leave it, and nothing else.
func agreed(h http.Header, offered bool) (bool, error) {
	answer := strings.TrimSpace(strings.Join(h.Values("Sec-WebSocket-Extensions"), ","))
	if answer == "" {
		return false, nil
	}
	name, params, _ := strings.Cut(answer, ";")
	if !offered || !strings.EqualFold(strings.TrimSpace(name), extension) {
		return false, fmt.Errorf("%w: the server took the extension %.60q, which was not offered", ErrProtocol, answer)
	}
	fresh := false
	for param := range strings.SplitSeq(params, ";") {
		switch strings.ToLower(strings.TrimSpace(param)) {
		case "":
		case "client_no_context_takeover":
		case "server_no_context_takeover":
			fresh = true
		default:
			return false, fmt.Errorf("%w: the server wants the extension's parameter %.60q", ErrProtocol, param)
		}
	}
	if !fresh {
		return false, fmt.Errorf("%w: the server would compress each message against those before", ErrProtocol)
	}
	return true, nil
}

func hasToken(h http.Header, name, token string) bool {
	for _, line := range h.Values(name) {
		for part := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.TrimSpace(part), token) {
				return true
			}
		}
	}
	return false
}

func refused(resp *http.Response, now time.Time) *Refused {
	r := &Refused{Status: resp.StatusCode}
	if text, err := io.ReadAll(io.LimitReader(resp.Body, 200)); err == nil {
		r.Text, _, _ = strings.Cut(strings.TrimSpace(string(text)), "\n")
	}
	after := resp.Header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(after, 10, 16); err == nil {
		r.RetryAfter = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(after); err == nil {
		r.RetryAfter = max(0, at.Sub(now))
	}
	return r
}

// Header is what the server said in the handshake.
func (c *Conn) Header() http.Header { return c.server }

// Compressed says that the feed's compression was agreed.
func (c *Conn) Compressed() bool { return c.inflater != nil }

// Close ends the connection; a Next that waits returns. It is safe to call
// twice.
func (c *Conn) Close() {
	c.closed.Store(true)
	c.watch.rest()
	c.pipe.Close()
}
