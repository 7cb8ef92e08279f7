// stopgap: replaced and deleted when the real files of this package land

// Package feed reads sequencer messages in order, once each, or says that it
// cannot.
//
// The feed is a websocket that sends JSON frames in nitro's broadcast format.
// A Client connects, asks to go on from the last message it has, and hands
// messages over in order. What it cannot hand over it says: a Gap for messages
// that never came, a Rewind for a number that came again with another content.
package feed

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/coder/websocket"

	"mevbot/internal/chain"
	"mevbot/internal/event"
)

var (
	// ErrWrongChain: the feed says another chain id. It ends the client.
	ErrWrongChain = errors.New("feed of another chain")
	// ErrServerVersion: the feed speaks another protocol version. It ends the client.
	ErrServerVersion = errors.New("feed of another protocol version")
)

// Reasons are the values of event.FrameRejected.Reason.
var Reasons = []string{"malformed", "version", "oversized", "binary"}

// Item is what a Client hands over: exactly one field is set.
type Item struct {
	Message *Message
	Gap     *Gap
	Rewind  *Rewind
}

// Gap says that messages From..To never came.
type Gap struct{ From, To chain.Seq }

// Rewind says that message Seq comes again with another content, and the ones
// after it too.
type Rewind struct{ Seq chain.Seq }

// Options of a Client.
type Options struct {
	URLs    []string // the first is used; others are tried in turn when it is lost
	Profile chain.Profile
	// From is the first message wanted; 0 takes whatever comes first.
	From        chain.Seq
	MaxFrame    int64         // bytes; default 32 MiB
	Silence     time.Duration // a connection silent for longer is made anew; default 20 s
	DialTimeout time.Duration // default 10 s
	ReadTimeout time.Duration // default 20 s
	Listener    event.Listener
	Logger      *slog.Logger
	Now         func() time.Time
}

// Client reads one feed at a time.
type Client struct {
	opts Options
	log  *slog.Logger

	next   chain.Seq // the next number wanted, if begun
	begun  bool
	recent map[chain.Seq]*Message // the last ones, to recognise a rewind

	mu        sync.Mutex
	connected bool
	lastFrame time.Time
	fault     error
}

// remembered is how many messages are kept to compare a re-sent number with.
const remembered = 512

// New checks the options.
func New(opts Options) (*Client, error) {
	if len(opts.URLs) == 0 {
		return nil, errors.New("feed.urls is empty: name at least one feed")
	}
	for _, raw := range opts.URLs {
		if u, err := url.Parse(raw); err != nil || u.Scheme != "ws" && u.Scheme != "wss" {
			return nil, errors.New("feed.urls: want ws:// or wss:// URLs")
		}
	}
	def := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	def(&opts.Silence, 20*time.Second)
	def(&opts.DialTimeout, 10*time.Second)
	def(&opts.ReadTimeout, 20*time.Second)
	if opts.MaxFrame == 0 {
		opts.MaxFrame = 32 << 20
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	opts.Listener = opts.Listener.WithDefaults()
	c := &Client{opts: opts, log: opts.Logger, recent: map[chain.Seq]*Message{}, fault: errors.New("not connected yet")}
	if opts.From > 0 {
		c.next, c.begun = opts.From, true
	}
	return c, nil
}

// Run reads until ctx ends or the feed turns out to be the wrong one.
func (c *Client) Run(ctx context.Context, out chan<- Item) error {
	const least, most = 100 * time.Millisecond, 5 * time.Second
	pause := least
	for turn := 0; ctx.Err() == nil; turn++ {
		raw := c.opts.URLs[turn%len(c.opts.URLs)]
		began := c.opts.Now()
		err := c.read(ctx, raw, out)
		if ctx.Err() != nil {
			break
		}
		if errors.Is(err, ErrWrongChain) || errors.Is(err, ErrServerVersion) {
			return err
		}
		c.lost(raw, err)
		if c.opts.Now().Sub(began) > most {
			pause = least
		}
		timer := time.NewTimer(pause/2 + rand.N(pause)) //nolint:gosec // jitter needs no secrecy
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
		pause = min(2*pause, most)
	}
	return ctx.Err()
}

// read speaks to one server until the connection ends.
func (c *Client) read(ctx context.Context, raw string, out chan<- Item) error {
	dialing, cancel := context.WithTimeout(ctx, c.opts.DialTimeout)
	defer cancel()
	header := http.Header{"Arbitrum-Feed-Client-Version": {"2"}}
	if c.begun {
		// Asking for the number after the last one makes the server send its
		// whole backlog; asking for the last one sends one duplicate.
		want := c.next
		if want > 0 && c.recent[want-1] != nil {
			want--
		}
		header.Set("Arbitrum-Requested-Sequence-Number", strconv.FormatUint(uint64(want), 10))
	}
	conn, resp, err := websocket.Dial(dialing, raw, &websocket.DialOptions{HTTPHeader: header, CompressionMode: websocket.CompressionDisabled})
	if err != nil {
		return fmt.Errorf("connect: %w", strip(err))
	}
	defer conn.CloseNow() //nolint:errcheck // the connection is over
	conn.SetReadLimit(c.opts.MaxFrame)
	if err := c.checkServer(resp.Header); err != nil {
		return err
	}
	c.found(raw)
	rejected := 0
	for {
		reading, cancel := context.WithTimeout(ctx, c.opts.ReadTimeout)
		kind, data, err := conn.Read(reading)
		cancel()
		if err != nil {
			if websocket.CloseStatus(err) == websocket.StatusMessageTooBig || errors.Is(err, websocket.ErrMessageTooBig) {
				c.reject("oversized", int(c.opts.MaxFrame), err)
			}
			return fmt.Errorf("read: %w", strip(err))
		}
		now := c.opts.Now()
		c.heard(now)
		if kind != websocket.MessageText {
			c.reject("binary", len(data), errors.New("binary frame"))
			continue
		}
		f, err := ParseFrame(data, c.opts.Profile)
		if err != nil {
			reason := "malformed"
			if errors.Is(err, ErrVersion) {
				reason = "version"
			}
			c.reject(reason, len(data), err)
			if rejected++; rejected >= 16 {
				return errors.New("16 unusable frames in a row")
			}
			continue
		}
		rejected = 0
		for i := range f.Messages {
			f.Messages[i].Received = now
			if err := c.hand(ctx, &f.Messages[i], out); err != nil {
				return err
			}
		}
	}
}

// hand delivers a message in its place.
func (c *Client) hand(ctx context.Context, m *Message, out chan<- Item) error {
	if !c.begun {
		c.next, c.begun = m.Seq, true
	}
	switch {
	case m.Seq < c.next:
		old, known := c.recent[m.Seq]
		if !known || old.Same(m) {
			return nil
		}
		c.opts.Listener.FeedRewind(event.FeedRewind{Seq: m.Seq})
		if err := c.put(ctx, Item{Rewind: &Rewind{Seq: m.Seq}}, out); err != nil {
			return err
		}
		for s := m.Seq; s < c.next; s++ {
			delete(c.recent, s)
		}
	case m.Seq > c.next:
		gap := Gap{From: c.next, To: m.Seq - 1}
		c.opts.Listener.FeedGap(event.FeedGap{From: gap.From, To: gap.To})
		if err := c.put(ctx, Item{Gap: &gap}, out); err != nil {
			return err
		}
	}
	c.next = m.Seq + 1
	c.recent[m.Seq] = m
	delete(c.recent, m.Seq-remembered)
	c.opts.Listener.FeedMessage(event.FeedMessage{Seq: m.Seq, Block: m.Block, Bytes: m.Bytes, Received: m.Received})
	return c.put(ctx, Item{Message: m}, out)
}

func (c *Client) put(ctx context.Context, item Item, out chan<- Item) error {
	select {
	case out <- item:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// checkServer reads the handshake's answer. Missing headers are allowed: a
// relay in between may drop them.
func (c *Client) checkServer(h http.Header) error {
	if v := h.Get("Arbitrum-Feed-Server-Version"); v != "" && v != "2" {
		return fmt.Errorf("%w: the server speaks version %q, this client 2: update mev-bot or correct feed.urls", ErrServerVersion, v)
	}
	if v := h.Get("Arbitrum-Chain-Id"); v != "" && v != strconv.FormatUint(uint64(c.opts.Profile.ID), 10) {
		return fmt.Errorf("%w: the feed is of chain %s, the configuration names %d: correct feed.urls or chain.id", ErrWrongChain, v, c.opts.Profile.ID)
	}
	return nil
}

func (c *Client) reject(reason string, size int, err error) {
	c.log.Warn("feed frame rejected", slog.String("reason", reason), slog.Int("bytes", size), slog.Any("error", err))
	c.opts.Listener.FrameRejected(event.FrameRejected{Reason: reason, Bytes: size})
}

func (c *Client) found(raw string) {
	c.mu.Lock()
	c.connected, c.fault, c.lastFrame = true, nil, c.opts.Now()
	c.mu.Unlock()
	c.opts.Listener.FeedState(event.FeedState{URL: host(raw), Connected: true})
}

func (c *Client) heard(at time.Time) {
	c.mu.Lock()
	c.lastFrame = at
	c.mu.Unlock()
}

func (c *Client) lost(raw string, err error) {
	c.mu.Lock()
	was := c.connected
	c.connected, c.fault = false, err
	c.mu.Unlock()
	if was {
		c.opts.Listener.FeedState(event.FeedState{URL: host(raw), Err: err})
	}
}

// Check says why no messages come, or nil.
func (c *Client) Check(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.connected {
		return fmt.Errorf("feed not connected: %w", c.fault)
	}
	if quiet := c.opts.Now().Sub(c.lastFrame); quiet > c.opts.Silence {
		return fmt.Errorf("feed silent for %s", quiet.Round(time.Second))
	}
	return nil
}

func host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return "(unreadable URL)"
	}
	return u.Scheme + "://" + u.Host
}

// strip removes the URL from an error: it may carry an access key.
func strip(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
