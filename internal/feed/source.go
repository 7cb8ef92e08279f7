package feed

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"mevbot/internal/chain"
	"mevbot/internal/event"
	"mevbot/internal/feed/socket"
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
	errAskAgain = errors.New("a message is missing after an unusable frame: asking for it again")
	errNoFrame  = errors.New("pings, but no frame for too long")
	// errNotYet is the fault before the first attempt.
	errNotYet = errors.New("no attempt made yet")
)

// source is one server of the feed. Its goroutine is follow's.
type source struct {
	index     int
	url       string
	name      string // for people: no credentials, unlike any other's
	secondary bool
	attempts  attempts
	plain     bool // compression went wrong: do without
	reported  map[string]complaint
	trouble   event.Trouble // since the connection was lost
	beat      func()        // of its loop

	// Guarded by Client.mu.
	connected  bool
	compressed bool
	end        context.CancelCauseFunc // of the connection
	heard      time.Time               // the last frame's arrival, or the connection's
	quiet      time.Duration           // how long no frame may come
	fault      error                   // why not connected
	wrong      error                   // another chain or version
	apart      bool                    // it tells another history
}

func (c *Client) add(raw string, secondary bool) {
	name := redact(raw)
	for _, other := range c.feeds {
		if other.name == name {
			name = fmt.Sprintf("%s#%d", name, len(c.feeds)+1)
		}
	}
	c.feeds = append(c.feeds, &source{
		index: len(c.feeds), url: raw, name: name, secondary: secondary, attempts: newAttempts(c.opts.Backoff),
		reported: map[string]complaint{}, fault: errNotYet, quiet: c.opts.Silence,
	})
}

// follow keeps a connection to a server until ctx ends. put hands an item over
// and ends with Run, not with ctx.
func (c *Client) follow(ctx context.Context, s *source, put func(Item) error, wrong func(error)) {
	beat, ended := c.opts.Loop(fmt.Sprintf("feed_%d", s.index+1))
	defer ended()
	s.beat = beat
	for ctx.Err() == nil {
		beat()
		began := c.opts.Now()
		open, err := c.session(ctx, s, put)
		if ctx.Err() != nil {
			c.down(s, open, ctx.Err())
			return
		}
		c.down(s, open, err)
		if c.allWrong() {
			wrong(err)
			return
		}
		if open {
			s.trouble.Begin(err, c.opts.Now())
		}
		if errors.Is(err, errAskAgain) {
			continue
		}
		// A server whose compression is not ours may serve plain frames, and one
		// that refuses plain frames may by now compress as it should.
		var lived time.Duration
		if open {
			lived = c.opts.Now().Sub(began)
		}
		s.plain = errors.Is(err, socket.ErrCompression) || s.plain && lived >= stable
		pause := s.attempts.ended(lived, err)
		c.opts.Logger.Warn("feed not connected", slog.String("feed", s.name), slog.Any("error", err), slog.Duration("retry_in", pause))
		if !open {
			if f, ok := s.trouble.Failed(event.Resubscribe, s.name, err, pause, c.opts.Now()); ok {
				c.opts.Listener.Recovery(f)
			}
		}
		wait(ctx, pause, beat)
	}
}

// wait lets d pass, with a beat each second: a server that does not want us may
// be left alone for minutes.
func wait(ctx context.Context, d time.Duration, beat func()) {
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
			beat()
		case <-ctx.Done():
			return
		}
	}
}

// session connects to a server and hands over what it sends until that ends.
// open says that the server was connected.
func (c *Client) session(ctx context.Context, s *source, put func(Item) error) (open bool, err error) {
	conn, err := c.connect(ctx, s)
	if err != nil {
		return false, err
	}
	defer conn.Close()
	alive, end := context.WithCancelCause(ctx)
	defer end(nil)
	defer context.AfterFunc(alive, conn.Close)()
	c.up(s, conn, end)
	for {
		m, err := conn.Next()
		if cause := context.Cause(alive); cause != nil {
			return true, cause
		}
		if err != nil {
			return true, c.broken(s, &m, err)
		}
		if !m.Text {
			c.reject(s, reasonBinary, len(m.Data), errors.New("want a text frame"))
			continue
		}
		if err := c.handFrame(s, &m, put); err != nil {
			return true, err
		}
	}
}

// connect makes the handshake and checks what the server says of itself.
func (c *Client) connect(ctx context.Context, s *source) (*socket.Conn, error) {
	header := http.Header{headerClientVersion: {protocolVersion}}
	c.order.Lock()
	seq, ok := c.merge.request(s.index)
	c.order.Unlock()
	if ok {
		header.Set(headerRequested, strconv.FormatUint(uint64(seq), 10))
	}
	opts := socket.Options{
		URL: s.url, Header: header, HTTP: c.opts.HTTP, MaxMessage: c.opts.MaxFrame,
		Handshake: c.opts.DialTimeout, ReadTimeout: c.opts.ReadTimeout, Now: c.opts.Now, Beat: s.beat,
	}
	if !s.plain {
		opts.Dictionary = c.opts.Dictionary
	}
	conn, err := socket.Dial(ctx, opts)
	if err != nil {
		return nil, fmt.Errorf("connect to the feed: %w", err)
	}
	if err := checkServer(conn.Header(), c.opts.Profile.ID); err != nil {
		conn.Close()
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

// broken counts what ended a connection and says it in words.
func (c *Client) broken(s *source, m *socket.Message, err error) error {
	switch {
	case errors.Is(err, socket.ErrTooLarge):
		c.reject(s, reasonOversized, m.Wire, err)
		return fmt.Errorf("a frame is larger than %d bytes: raise feed.max_frame_bytes if the server is right: %w", c.opts.MaxFrame, err)
	case errors.Is(err, socket.ErrCompression):
		c.reject(s, reasonCompression, m.Wire, err)
	case errors.Is(err, socket.ErrProtocol):
		c.reject(s, reasonProtocol, m.Wire, err)
	}
	return fmt.Errorf("read the feed: %w", err)
}

// handFrame hands over the messages of a frame.
func (c *Client) handFrame(s *source, frame *socket.Message, put func(Item) error) error {
	f, err := ParseFrame(frame.Data, c.opts.Profile)
	if err != nil {
		return c.unreadable(s, frame, err)
	}
	c.mu.Lock()
	s.heard = frame.Began
	c.mu.Unlock()
	for i := range f.Messages {
		m := &f.Messages[i]
		if err := c.opts.verify(m); err != nil {
			c.reject(s, reasonSignature, m.Bytes, err)
			return err
		}
		m.Received, m.Source, m.Parsed = frame.Began, s.name, c.opts.Now()
		if c.opts.Copies != nil {
			c.opts.Copies(m)
		}
		if err := c.hand(s, m, put); err != nil {
			return err
		}
	}
	return nil
}

// unreadable counts a frame that is not the feed's. Where it was compressed, that
// ends the connection: against another dictionary most messages inflate to
// something, which is not JSON.
func (c *Client) unreadable(s *source, frame *socket.Message, err error) error {
	switch {
	case errors.Is(err, ErrVersion):
		c.reject(s, reasonVersion, len(frame.Data), err)
	case frame.Compressed:
		c.reject(s, reasonCompression, len(frame.Data), err)
		return fmt.Errorf("%w: %w", socket.ErrCompression, err)
	default:
		c.reject(s, reasonMalformed, len(frame.Data), err)
	}
	return nil
}

// hand puts a message in its place and hands over what follows from that.
func (c *Client) hand(s *source, m *Message, put func(Item) error) error {
	c.order.Lock()
	defer c.order.Unlock()
	v := c.merge.take(s.index, m, m.Parsed)
	c.note(s, m, &v)
	if !c.merge.until.IsZero() {
		select {
		case c.holes <- struct{}{}:
		default:
		}
	}
	if err := c.flush(put); err != nil {
		return err
	}
	if v.placement == again {
		return errAskAgain
	}
	return nil
}

// note counts a copy and publishes a change of its feed.
func (c *Client) note(s *source, m *Message, v *verdict) {
	c.metrics.copy(s.name, v.placement)
	if v.second {
		c.metrics.led(c.feeds[v.leader].name, v.lead)
	}
	c.mu.Lock()
	if !s.secondary && v.placement != apart {
		c.spare.message(m.Parsed)
	}
	if v.placement == inOrder || v.placement == replaced {
		s.quiet = c.opts.Silence
	}
	changed := s.apart != c.merge.feeds[s.index].apart
	s.apart = c.merge.feeds[s.index].apart
	now := s.apart
	c.mu.Unlock()
	switch {
	case changed && now:
		c.metrics.differed(s.name)
		c.opts.Logger.Error("a feed tells another history than the one followed; it is only compared until it agrees",
			slog.String("feed", s.name), slog.Uint64("seq", uint64(m.Seq)), slog.String("block_hash", m.BlockHash.Hex()))
	case changed:
		c.opts.Logger.Info("the feed agrees again", slog.String("feed", s.name), slog.Uint64("seq", uint64(m.Seq)))
	}
	if v.placement == replaced {
		c.opts.Logger.Warn("a feed told a message anew with another content", slog.String("feed", s.name), slog.Uint64("seq", uint64(m.Seq)))
	}
}

// up notes that a server answered.
func (c *Client) up(s *source, conn *socket.Conn, end context.CancelCauseFunc) {
	c.order.Lock()
	c.merge.connected(s.index)
	next := c.merge.next
	c.order.Unlock()
	c.mu.Lock()
	s.connected, s.compressed, s.fault, s.wrong, s.heard, s.end = true, conn.Compressed(), nil, nil, c.opts.Now(), end
	c.mu.Unlock()
	c.opts.Logger.Info("feed connected", slog.String("feed", s.name), slog.Uint64("next", uint64(next)), slog.Bool("compressed", conn.Compressed()))
	c.opts.Listener.FeedState(event.FeedState{URL: s.name, Connected: true})
	if f, ok := s.trouble.Over(event.Resubscribe, s.name, c.opts.Now()); ok {
		c.opts.Listener.Recovery(f)
	}
}

// down notes that a server is gone, and publishes it if it was there.
func (c *Client) down(s *source, open bool, err error) {
	c.order.Lock()
	c.merge.gone(s.index, c.opts.Now())
	c.order.Unlock()
	c.mu.Lock()
	s.connected, s.fault = false, err
	if errors.Is(err, ErrWrongChain) || errors.Is(err, ErrServerVersion) {
		s.wrong = err
		c.opts.Logger.Error("this feed cannot be used; the others go on", slog.String("feed", s.name), slog.Any("error", err))
	}
	c.mu.Unlock()
	if open {
		c.opts.Listener.FeedState(event.FeedState{URL: s.name, Err: err})
	}
}

// allWrong says that no server is left that could be the right one.
func (c *Client) allWrong() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.feeds {
		if s.wrong == nil {
			return false
		}
	}
	return true
}
