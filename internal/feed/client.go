// Package feed reads sequencer messages in order, once each, or says that it
// cannot.
//
// The feed is a websocket on which the sequencer sends JSON frames in nitro's
// broadcast format, each block before any node has it. A Client listens to
// several servers of it at once. Of each message the first copy counts; the
// others are compared with it. It asks each server to go on from the last
// message it has, and hands messages over in order. What it cannot hand over it
// says: a Gap for messages that no server told, a Rewind for a number that came
// again with another content, which is a reorganisation. It connects again for
// as long as it runs; only when every server is of another chain or another
// protocol does it end.
//
// ParseFrame and EncodeFrame are the format itself, package feed/socket the
// connection. A frame is foreign input: what is not understood is counted with
// a reason, logged at a bounded rate, and if a message was lost with it the
// client connects again to ask for it.
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

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

var (
	// ErrWrongChain means: the server feeds another chain. It ends a client when
	// every server is wrong.
	ErrWrongChain = errors.New("feed of another chain")
	// ErrServerVersion means: the server speaks another protocol version. It ends a
	// client when every server is wrong.
	ErrServerVersion = errors.New("feed of another protocol version")
)

// Options of a Client. URLs and Profile are required.
type Options struct {
	// URLs of servers of the same feed, ws or wss; all are listened to at once.
	URLs []string
	// Secondary URLs are listened to as well when the others have said nothing for
	// 5 s, one more each 5 s, until those have been back for 10 min.
	Secondary []string
	Profile   chain.Profile
	// From is the first message wanted. 0 takes whatever a server sends first,
	// which is its backlog.
	From chain.Seq
	// Dictionary of the feed's compression, see OpenDictionary; nil asks for plain
	// frames.
	Dictionary []byte
	// Signers are who may sign messages; with none signatures are not looked at.
	Signers []common.Address
	// RequireSignature refuses messages without a signature; it needs Signers.
	RequireSignature bool
	MaxFrame         int64         // bytes, compressed or not; default 64 MiB. A backlog comes in frames of up to 240 messages.
	DialTimeout      time.Duration // until the handshake is done; default 10 s
	// ReadTimeout is how long a connection may say nothing, not even a ping, and
	// how long a frame may take once it began; default 20 s. Servers ping every 5 s.
	ReadTimeout time.Duration
	// Silence is how long a connection may bring pings but no frame before it is
	// made anew, and how long no frame may come at all before Check complains;
	// default 20 s. It doubles, up to 16 times, while a feed has nothing new.
	Silence time.Duration
	// Patience is how long a missing message is waited for while another feed may
	// still tell it; default 250 ms.
	Patience time.Duration
	Backoff  Backoff
	// Copies hears every message of every feed, before it is judged, on the feed's
	// goroutine; it must be quick. Nil hears nothing.
	Copies     func(*Message)
	HTTP       *http.Client // makes the handshake; default a client of its own with TLS 1.2 or later
	Listener   event.Listener
	Logger     *slog.Logger
	Registerer prometheus.Registerer // counts each feed's copies; nil counts nothing
	Now        func() time.Time
	// Loop, if not nil, is asked for the heartbeat of each loop by its name: what
	// each turn of it calls, and what its end on purpose does.
	Loop func(name string) (beat, ended func())
}

// Client reads feeds. Run may be called once.
type Client struct {
	opts    Options
	feeds   []*source
	metrics *metrics
	holes   chan struct{} // a message is missing: look at the wait's end

	order sync.Mutex // of messages; held while they are handed over
	merge *merger

	mu    sync.Mutex // guards standby, and what of a source others read
	spare *standby
}

// New checks the options. It connects to nothing.
func New(opts Options) (*Client, error) {
	if len(opts.URLs) == 0 {
		return nil, errors.New("no feed URL: name at least one")
	}
	if n := len(opts.URLs) + len(opts.Secondary); n > maxFeeds {
		return nil, fmt.Errorf("%d feed URLs: want at most %d", n, maxFeeds)
	}
	for _, list := range [][]string{opts.URLs, opts.Secondary} {
		for _, raw := range list {
			if u, err := url.Parse(raw); err != nil || u.Host == "" || u.Scheme != "ws" && u.Scheme != "wss" {
				return nil, fmt.Errorf("feed URL %s: want ws://HOST or wss://HOST", redact(raw))
			}
		}
	}
	if opts.RequireSignature && len(opts.Signers) == 0 {
		return nil, errors.New("feed signatures are required, but no signer is allowed: name the signers")
	}
	opts.setDefaults()
	if opts.Backoff.Max < opts.Backoff.Min {
		return nil, fmt.Errorf("feed backoff from %s to %s: the most is below the least", opts.Backoff.Min, opts.Backoff.Max)
	}
	c := &Client{opts: opts, holes: make(chan struct{}, 1)}
	for _, raw := range opts.URLs {
		c.add(raw, false)
	}
	for _, raw := range opts.Secondary {
		c.add(raw, true)
	}
	c.merge = newMerger(opts.From, len(c.feeds), opts.Patience)
	c.spare = newStandby(len(opts.Secondary), opts.Now())
	var err error
	if c.metrics, err = newMetrics(opts.Registerer); err != nil {
		return nil, fmt.Errorf("register the feed's metrics: %w", err)
	}
	return c, nil
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
	duration(&o.Patience, 250*time.Millisecond)
	duration(&o.Backoff.Min, 250*time.Millisecond)
	duration(&o.Backoff.Max, max(2*time.Second, o.Backoff.Min))
	duration(&o.Backoff.Refused, time.Minute)
	duration(&o.Backoff.Wrong, 5*time.Minute)
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
	if o.Loop == nil {
		o.Loop = func(string) (beat, ended func()) { return func() {}, func() {} }
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.Listener = o.Listener.WithDefaults()
}

// Run hands messages over until ctx ends, then returns nil, or until every
// server turns out to be a wrong one (ErrWrongChain, ErrServerVersion). It waits
// for whoever reads out; a server drops a client that waits too long, and the
// client comes back for the rest.
func (c *Client) Run(ctx context.Context, out chan<- Item) error {
	ctx, cancel := context.WithCancelCause(ctx)
	var work sync.WaitGroup
	defer func() {
		cancel(nil)
		work.Wait()
	}()
	wrong := func(err error) { cancel(err) }
	put := func(item Item) error {
		select {
		case out <- item:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for _, s := range c.feeds {
		if !s.secondary {
			work.Go(func() { c.follow(ctx, s, put, wrong) })
		}
	}
	c.watch(ctx, put, func(ctx context.Context, s *source) { work.Go(func() { c.follow(ctx, s, put, wrong) }) })
	if err := context.Cause(ctx); errors.Is(err, ErrWrongChain) || errors.Is(err, ErrServerVersion) {
		return err
	}
	return nil
}

// watchEvery is how often the clock is looked at.
const watchEvery = 100 * time.Millisecond

// watch does what no message brings about: it starts and stops secondary feeds,
// ends connections that have nothing to say and waits that were in vain.
func (c *Client) watch(ctx context.Context, put func(Item) error, start func(context.Context, *source)) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	hole := time.NewTimer(time.Hour)
	defer hole.Stop()
	var stops []context.CancelFunc // of the secondary feeds that run
	beat, ended := c.opts.Loop("feed")
	defer ended()
	for {
		beat()
		select {
		case <-tick.C:
			stops = c.spares(ctx, stops, start)
			c.hush()
			c.believe()
		case <-c.holes:
			c.order.Lock()
			if !c.merge.until.IsZero() {
				hole.Reset(max(0, c.merge.until.Sub(c.opts.Now())))
			}
			c.order.Unlock()
		case <-hole.C:
			c.order.Lock()
			c.merge.settle(c.opts.Now())
			c.flush(put)
			c.order.Unlock()
		case <-ctx.Done():
			return
		}
	}
}

// spares starts secondary feeds that are due and stops them all when none is.
func (c *Client) spares(ctx context.Context, stops []context.CancelFunc, start func(context.Context, *source)) []context.CancelFunc {
	c.mu.Lock()
	due := c.spare.due(c.opts.Now())
	c.mu.Unlock()
	for len(stops) < due {
		s := c.feeds[len(c.opts.URLs)+len(stops)]
		c.opts.Logger.Warn("no message of the primary feeds, listening to a secondary one", slog.String("feed", s.name))
		ctx, stop := context.WithCancel(ctx)
		stops = append(stops, stop)
		start(ctx, s)
	}
	if due == 0 && len(stops) > 0 {
		c.opts.Logger.Info("the primary feeds are back, secondary ones are let go")
		for _, stop := range stops {
			stop()
		}
		stops = nil
	}
	return stops
}

// hush ends connections that brought no frame for too long.
func (c *Client) hush() {
	now := c.opts.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.feeds {
		if s.connected && now.Sub(s.heard) > s.quiet {
			s.quiet = min(2*s.quiet, 16*c.opts.Silence)
			s.end(errNoFrame)
		}
	}
}

// believe makes the only feed that is left tell its history from where it
// differs.
func (c *Client) believe() {
	c.order.Lock()
	lone := c.merge.lone(c.opts.Now())
	c.order.Unlock()
	if lone < 0 {
		return
	}
	s := c.feeds[lone]
	c.opts.Logger.Warn("the feeds disagreed and only one is left: following it", slog.String("feed", s.name))
	c.mu.Lock()
	defer c.mu.Unlock()
	if s.connected {
		s.end(errAskAgain)
	}
}

// flush hands over what the merger decided. Only the end of Run stops it, so
// nothing of it is lost. The caller holds order.
func (c *Client) flush(put func(Item) error) error {
	defer func() { clear(c.merge.out); c.merge.out = c.merge.out[:0] }()
	for _, item := range c.merge.out {
		switch {
		case item.Message != nil:
			m := item.Message
			c.opts.Listener.FeedMessage(event.FeedMessage{Seq: m.Seq, Block: m.Block, Bytes: m.Bytes, Received: m.Received})
		case item.Gap != nil:
			c.opts.Listener.FeedGap(event.FeedGap{From: item.Gap.From, To: item.Gap.To})
		case item.Rewind != nil:
			c.opts.Listener.FeedRewind(event.FeedRewind{Seq: item.Rewind.Seq})
		}
		if err := put(item); err != nil {
			return err
		}
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
