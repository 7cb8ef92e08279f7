// Package feed reads sequencer messages in order, once each, or says that it
// cannot.
//
// The feed is a websocket on which the sequencer sends JSON frames in nitro's
// broadcast format, each block before any node has it. A Client connects, asks
// to go on from the last message it has, and hands messages over in order. What
// it cannot hand over it says: a Gap for messages that never came, a Rewind for
// a number that came again with another content, which is a reorganisation. It
// connects again for as long as it runs; only a server of another chain or
// another protocol ends it.
//
// ParseFrame and EncodeFrame are the format itself. A frame is foreign input:
// what is not understood is counted with a reason, logged at a bounded rate,
// and if a message was lost with it the client connects again to ask for it.
package feed

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

var (
	// ErrWrongChain ends a client: the server feeds another chain.
	ErrWrongChain = errors.New("feed of another chain")
	// ErrServerVersion ends a client: the server speaks another protocol version.
	ErrServerVersion = errors.New("feed of another protocol version")
)

// Options of a Client.
type Options struct {
	// URLs of servers of the same feed, ws or wss, in order of preference. One is
	// used at a time; the next one when it fails.
	URLs    []string
	Profile chain.Profile
	// From is the first message wanted. 0 takes whatever the server sends first,
	// which is its backlog.
	From        chain.Seq
	MaxFrame    int64         // bytes; default 64 MiB. A backlog comes in frames of up to 240 messages.
	DialTimeout time.Duration // until the handshake is done; default 10 s
	// ReadTimeout is how long a connection may say nothing, not even a ping, and
	// how long a frame may take once it began; default 20 s. Servers ping every 5 s.
	ReadTimeout time.Duration
	// Silence is how long no frame may come before Check complains; default 20 s.
	Silence  time.Duration
	Backoff  Backoff
	HTTP     *http.Client // makes the handshake; default a client of its own with TLS 1.2 or later
	Listener event.Listener
	Logger   *slog.Logger
	Now      func() time.Time
}

// Client reads one feed. Run may be called once.
type Client struct {
	opts     Options
	order    *order
	attempts *attempts

	// doubt says that a frame was rejected since the last message, so that a
	// missing message may have been in it. asked is the message that was asked
	// for again because of that: only once.
	doubt      bool
	asked      chain.Seq
	complaints map[string]complaint

	mu        sync.Mutex // guards what Check reads
	connected bool
	heard     time.Time // the last frame's arrival
	fault     error     // why not connected
}

// errNotYet is the fault before the first attempt.
var errNotYet = errors.New("no attempt made yet")

// New checks the options. It connects to nothing.
func New(opts Options) (*Client, error) {
	if len(opts.URLs) == 0 {
		return nil, errors.New("no feed URL: name at least one")
	}
	for _, raw := range opts.URLs {
		if u, err := url.Parse(raw); err != nil || u.Host == "" || u.Scheme != "ws" && u.Scheme != "wss" {
			return nil, fmt.Errorf("feed URL %s: want ws://HOST or wss://HOST", redact(raw))
		}
	}
	opts.setDefaults()
	if opts.Backoff.Max < opts.Backoff.Min {
		return nil, fmt.Errorf("feed backoff from %s to %s: the most is below the least", opts.Backoff.Min, opts.Backoff.Max)
	}
	return &Client{
		opts: opts, order: newOrder(opts.From), attempts: newAttempts(opts.Backoff, len(opts.URLs)),
		complaints: map[string]complaint{}, fault: errNotYet,
	}, nil
}

func (o *Options) setDefaults() {
	duration := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	duration(&o.DialTimeout, 10*time.Second)
	duration(&o.ReadTimeout, 20*time.Second)
	duration(&o.Silence, 20*time.Second)
	duration(&o.Backoff.Min, 500*time.Millisecond)
	duration(&o.Backoff.Max, 30*time.Second)
	if o.MaxFrame <= 0 {
		o.MaxFrame = 64 << 20
	}
	if o.HTTP == nil {
		o.HTTP = &http.Client{Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, DisableKeepAlives: true,
		}}
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.Listener = o.Listener.WithDefaults()
}

// Run hands messages over until ctx ends, then returns nil, or until a server
// turns out to be the wrong one (ErrWrongChain, ErrServerVersion). It waits for
// whoever reads out; a server drops a client that waits too long, and the
// client comes back for the rest.
func (c *Client) Run(ctx context.Context, out chan<- Item) error {
	for ctx.Err() == nil {
		server := c.opts.URLs[c.attempts.current]
		began := c.opts.Now()
		open, err := c.session(ctx, server, out)
		if ctx.Err() != nil {
			break
		}
		if errors.Is(err, ErrWrongChain) || errors.Is(err, ErrServerVersion) {
			c.down(server, open, err)
			return err
		}
		c.down(server, open, err)
		if errors.Is(err, errAskAgain) {
			continue
		}
		var lived time.Duration
		if open {
			lived = c.opts.Now().Sub(began)
		}
		pause := c.attempts.ended(lived)
		c.opts.Logger.Warn("feed not connected", slog.String("url", redact(server)), slog.Any("error", err), slog.Duration("retry_in", pause))
		wait(ctx, pause)
	}
	c.down(c.opts.URLs[c.attempts.current], false, ctx.Err())
	return nil
}

func wait(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// up notes that a server answered.
func (c *Client) up(server string) {
	c.mu.Lock()
	c.connected, c.fault, c.heard = true, nil, c.opts.Now()
	c.mu.Unlock()
	c.opts.Logger.Info("feed connected", slog.String("url", redact(server)), slog.Uint64("next", uint64(c.order.next)))
	c.opts.Listener.FeedState(event.FeedState{URL: redact(server), Connected: true})
}

// down notes that a server is gone, and publishes it if it was there.
func (c *Client) down(server string, open bool, err error) {
	c.mu.Lock()
	c.connected, c.fault = false, err
	c.mu.Unlock()
	if open {
		c.opts.Listener.FeedState(event.FeedState{URL: redact(server), Err: err})
	}
}

// Check says why no messages come, or nil.
func (c *Client) Check(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.connected {
		return fmt.Errorf("feed not connected: %w", c.fault)
	}
	if quiet := c.opts.Now().Sub(c.heard); quiet > c.opts.Silence {
		return fmt.Errorf("feed connected but silent for %s: the chain has stopped, or try another feed URL", quiet.Round(time.Second))
	}
	return nil
}

// redact is a URL without what may be secret in it.
func redact(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return "(unreadable)"
	}
	return u.Scheme + "://" + u.Host
}
