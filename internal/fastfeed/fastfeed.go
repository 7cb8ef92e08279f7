// Package fastfeed reads Arbitrum's Fast Feed: transactions with their logs right
// after the sequencer executed them, before their block is closed, for holders
// of a ticket.
//
// It is an early signal and never a record. A block that the sequencer gives up
// halfway is replaced by another of the same number (Void), nothing is ever sent
// twice (Gap), and no block is signed or hashed. Whoever acts on it has to take
// back what the sequencer feed or the node does not confirm. A Client therefore
// never refuses to go on: it hands over what it hears, in order, says what it did
// not hear, and connects again for as long as it runs, with a pause that fits why
// the connection ended.
//
// Which tickets to buy is package ticket's business.
package fastfeed

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

	"mevbot/internal/event"
)

// Options of a Client.
type Options struct {
	URL string // ws or wss
	// Key is what tickets were bought for, sent as it is. It never appears in a
	// log, an event or an error.
	Key string
	// Silent is how many transactions at the start of each block the server may
	// leave out: 1 on Arbitrum, where the first of each block is nitro's own and
	// older servers did not publish it.
	Silent      uint32
	MaxFrame    int64         // bytes; default 16 MiB. A transaction of 32 Mgas can log 4 MB, which is 8 MB of hex.
	DialTimeout time.Duration // until the handshake is done; default 5 s, after which the server gives up, too
	// ReadTimeout is how long a connection may leave a ping unanswered; default
	// 20 s. Pings are sent four times in that time.
	ReadTimeout time.Duration
	// Silence is how long no transaction may come before Check complains; default
	// 20 s.
	Silence time.Duration
	// Queue is how many frames, and QueueBytes how much of them, wait for whoever
	// reads the items; default 4096 and 64 MiB. What comes beyond is not read and
	// declared, rather than that the server ends the connection.
	Queue      int
	QueueBytes int64
	HTTP       *http.Client // makes the handshake; default a client of its own with TLS 1.2 or later
	Listener   event.Listener
	Logger     *slog.Logger
	Now        func() time.Time
	// Loop, if not nil, is asked for the heartbeat of each loop by its name: what
	// each turn of it calls, and what its end on purpose does.
	Loop func(name string) (beat, ended func())
}

// Client reads the feed over one connection, for one ticket. Run may be called
// once.
type Client struct {
	opts       Options
	order      order
	patience   patience
	parser     *Parser
	complaints map[string]complaint
	beat       func() // of Run
	retry      chan struct{}

	mu        sync.Mutex // guards what Check reads
	connected bool
	heard     time.Time // the last frame's arrival, or the connection's begin
	fault     error     // why not connected
}

// errNotYet is the fault before the first attempt.
var errNotYet = errors.New("no attempt made yet")

// New checks the options. It connects to nothing.
func New(opts Options) (*Client, error) {
	u, err := url.Parse(opts.URL)
	if err != nil || u.Host == "" || u.Scheme != "ws" && u.Scheme != "wss" {
		return nil, fmt.Errorf("fast feed URL %s: want ws://HOST or wss://HOST", redact(opts.URL))
	}
	if opts.Key == "" {
		return nil, errors.New("no key for the fast feed: set fastfeed.key to what the tickets are bought for")
	}
	for _, r := range opts.Key {
		if r <= ' ' || r > '~' {
			return nil, errors.New("the key for the fast feed has white space or characters that no header can carry: the server would hash another key than yours")
		}
	}
	opts.setDefaults()
	return &Client{
		opts: opts, order: order{silent: opts.Silent}, patience: newPatience(), parser: NewParser(),
		complaints: map[string]complaint{}, retry: make(chan struct{}, 1), fault: errNotYet,
	}, nil
}

func (o *Options) setDefaults() {
	duration := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	duration(&o.DialTimeout, 5*time.Second)
	duration(&o.ReadTimeout, 20*time.Second)
	duration(&o.Silence, 20*time.Second)
	if o.MaxFrame <= 0 {
		o.MaxFrame = 16 << 20
	}
	if o.Queue <= 0 {
		o.Queue = 4096
	}
	if o.QueueBytes <= 0 {
		o.QueueBytes = 64 << 20
	}
	if o.HTTP == nil {
		o.HTTP = &http.Client{Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, DisableKeepAlives: true,
		}}
	}
	// The key goes to the configured host and nowhere else.
	stay := *o.HTTP
	stay.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	o.HTTP = &stay
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if o.Loop == nil {
		o.Loop = func(string) (beat, ended func()) { return func() {}, func() {} }
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.Listener = o.Listener.WithDefaults()
}

// Run hands items over until ctx ends, then returns nil. Whoever reads out and
// falls behind by more than the queue gets gaps.
func (c *Client) Run(ctx context.Context, out chan<- Item) error {
	beat, ended := c.opts.Loop("fastfeed")
	defer ended()
	c.beat = beat
	for ctx.Err() == nil {
		beat()
		began := c.opts.Now()
		open, end, err := c.session(ctx, out)
		if ctx.Err() != nil {
			break
		}
		var lived time.Duration
		if open {
			lived = c.opts.Now().Sub(began)
		}
		pause := c.patience.after(end, lived)
		c.down(end, err, pause)
		if err := c.lose(ctx, out); err != nil {
			break
		}
		c.rest(ctx, pause)
	}
	c.mu.Lock()
	c.connected, c.fault = false, ctx.Err()
	c.mu.Unlock()
	return nil
}

// Retry ends the pause before the next attempt, as when a round of tickets has
// begun. It may be called from anywhere and does nothing to a connection.
func (c *Client) Retry() {
	select {
	case c.retry <- struct{}{}:
	default:
	}
}

// rest lets d pass, or less if there is a reason to try again.
func (c *Client) rest(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer, turns := time.NewTimer(d), time.NewTicker(time.Second)
	defer timer.Stop()
	defer turns.Stop()
	for {
		select {
		case <-timer.C:
			return
		case <-turns.C:
			c.beat()
		case <-c.retry:
			return
		case <-ctx.Done():
			return
		}
	}
}

// up notes that the server answered.
func (c *Client) up() {
	c.mu.Lock()
	c.connected, c.fault, c.heard = true, nil, c.opts.Now()
	c.mu.Unlock()
	c.opts.Logger.Info("fast feed connected", slog.String("url", redact(c.opts.URL)))
	c.opts.Listener.FastFeedState(event.FastFeedState{URL: redact(c.opts.URL), Connected: true})
}

// advice is what an operator can do about an end.
var advice = map[End]string{
	EndNoTicket:  "buy a ticket with mev-bot fastfeed buy (it is active from the next round on), or correct fastfeed.key",
	EndInUse:     "another process uses the key: stop it, or buy one more ticket",
	EndNotSocket: "a proxy in between drops the websocket upgrade, or fastfeed.url is not the feed's",
	EndMessage:   "something between here and the server sends data: the bot does not",
	EndExpired:   "the round ended without a ticket for the next: buy before the round ends, or set fastfeed.auto_buy",
	EndLagged:    "the line or this machine is too slow for the feed",
	EndOversized: "raise fastfeed.max_frame_bytes if the server is right",
}

// down notes that there is no connection.
func (c *Client) down(end End, err error, pause time.Duration) {
	c.mu.Lock()
	c.connected, c.fault = false, fmt.Errorf("%s: %w", end, err)
	if hint := advice[end]; hint != "" {
		c.fault = fmt.Errorf("%w; %s", c.fault, hint)
	}
	fault := c.fault
	c.mu.Unlock()
	c.opts.Logger.Warn("fast feed not connected", slog.String("url", redact(c.opts.URL)), slog.String("end", string(end)),
		slog.Any("error", fault), slog.Duration("retry_in", pause))
	c.opts.Listener.FastFeedState(event.FastFeedState{URL: redact(c.opts.URL), End: string(end), Err: err, Retry: pause})
}

// Check says why no transactions come, or nil.
func (c *Client) Check(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.connected {
		return fmt.Errorf("fast feed not connected: %w", c.fault)
	}
	if quiet := c.opts.Now().Sub(c.heard); quiet > c.opts.Silence {
		return fmt.Errorf("fast feed connected but silent for %s: the sequencer has stopped or publishes nothing", quiet.Round(time.Second))
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
