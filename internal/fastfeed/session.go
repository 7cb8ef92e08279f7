package fastfeed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"

	"mevbot/internal/event"
)

// frame is what the reader hands to the parser.
type frame struct {
	data    *bytes.Buffer
	arrived time.Time
	skipped int // frames before it that found no room
}

// line is a connection and the frames that wait to be parsed.
type line struct {
	conn    *websocket.Conn
	frames  chan frame
	waiting atomic.Int64 // bytes in frames
	spare   sync.Pool    // of *bytes.Buffer
}

// keptBuffer is the most memory that a spare buffer keeps; frames beyond are rare.
const keptBuffer = 1 << 20

// session connects and hands over what comes until that ends. open says that
// the server let us in.
//
// Reading is apart from parsing and handing over: the server ends a connection
// that is read too slowly, and then everything is lost for as long as it takes
// to connect.
func (c *Client) session(ctx context.Context, out chan<- Item) (open bool, end End, err error) {
	beat, over := c.opts.Loop("fastfeed_reader")
	defer over()
	conn, end, err := c.connect(ctx, beat)
	if err != nil {
		return false, end, err
	}
	defer conn.CloseNow() //nolint:errcheck // the connection is over either way
	c.up()
	inner, cancel := context.WithCancelCause(ctx)
	l := &line{conn: conn, frames: make(chan frame, c.opts.Queue)}
	ended := make(chan error, 1)
	var work sync.WaitGroup
	work.Go(func() {
		defer close(l.frames)
		ended <- l.read(inner, c.opts, beat)
	})
	work.Go(func() {
		if err := c.ping(inner, conn); err != nil {
			cancel(err)
		}
	})
	defer work.Wait()
	defer cancel(nil)
	if err := c.takeAll(ctx, l, out); err != nil {
		return true, EndLost, err
	}
	err = <-ended
	if cause := context.Cause(inner); errors.Is(cause, errSilent) {
		err = cause
	}
	end = endOf(err)
	if end == EndOversized {
		c.reject(reasonOversized, int(min(c.opts.MaxFrame, 1<<31-1)), err)
	}
	return true, end, fmt.Errorf("read the fast feed: %w", err)
}

// takeAll takes frames until the reader ends.
func (c *Client) takeAll(ctx context.Context, l *line, out chan<- Item) error {
	turns := time.NewTicker(time.Second)
	defer turns.Stop()
	for {
		c.beat()
		select {
		case f, open := <-l.frames:
			if !open {
				return nil
			}
			if err := c.take(ctx, l, f, out); err != nil {
				return err
			}
		case <-turns.C:
		}
	}
}

// connect makes the handshake. beat is the reader's: pings and pongs are taken
// by the one who reads, so that they show that it does.
func (c *Client) connect(ctx context.Context, beat func()) (*websocket.Conn, End, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.DialTimeout)
	defer cancel()
	conn, resp, err := websocket.Dial(ctx, c.opts.URL, &websocket.DialOptions{
		HTTPClient: c.opts.HTTP, HTTPHeader: http.Header{"Authorization": {"Bearer " + c.opts.Key}},
		CompressionMode: websocket.CompressionDisabled,
		OnPingReceived:  func(context.Context, []byte) bool { beat(); return true },
		OnPongReceived:  func(context.Context, []byte) { beat() },
	})
	if err != nil {
		return nil, refusal(resp), fmt.Errorf("connect to the fast feed: %w%s", withoutURL(err), c.answer(resp))
	}
	conn.SetReadLimit(c.opts.MaxFrame)
	return conn, "", nil
}

// answer is what a server said that refused the handshake, without the key.
func (c *Client) answer(resp *http.Response) string {
	if resp == nil || resp.Body == nil {
		return ""
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 200))
	line, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	if err != nil || line == "" {
		return ""
	}
	return fmt.Sprintf(": the server says %q", strings.ReplaceAll(line, c.opts.Key, "(the key)"))
}

// withoutURL takes the URL out of an error: it may carry an access key.
func withoutURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// ping asks whether the server is there. It is the only thing that is ever sent.
func (c *Client) ping(ctx context.Context, conn *websocket.Conn) error {
	tick := time.NewTicker(c.opts.ReadTimeout / 4)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
		asked, cancel := context.WithTimeout(ctx, c.opts.ReadTimeout)
		err := conn.Ping(asked)
		late := errors.Is(asked.Err(), context.DeadlineExceeded)
		cancel()
		if late && ctx.Err() == nil {
			return errSilent
		}
		if err != nil {
			return nil //nolint:nilerr // the reader has the error that ended the connection
		}
	}
}

// read takes frames off the connection until it ends and never waits for
// anybody else.
func (l *line) read(ctx context.Context, opts Options, beat func()) error {
	skipped := 0
	for {
		beat()
		_, r, err := l.conn.Reader(ctx) // text and binary are the same JSON
		if err != nil {
			return err
		}
		f := frame{arrived: opts.Now(), skipped: skipped, data: l.buffer()}
		if _, err := f.data.ReadFrom(r); err != nil {
			return err
		}
		size := int64(f.data.Len())
		if l.waiting.Load()+size > opts.QueueBytes {
			skipped++
			l.done(f.data)
			continue
		}
		l.waiting.Add(size)
		select {
		case l.frames <- f:
			skipped = 0
		default:
			l.waiting.Add(-size)
			l.done(f.data)
			skipped++
		}
	}
}

func (l *line) buffer() *bytes.Buffer {
	if b, ok := l.spare.Get().(*bytes.Buffer); ok {
		b.Reset()
		return b
	}
	return new(bytes.Buffer)
}

func (l *line) done(b *bytes.Buffer) {
	if b.Cap() <= keptBuffer {
		l.spare.Put(b)
	}
}

// take parses a frame and hands over what follows from it.
func (c *Client) take(ctx context.Context, l *line, f frame, out chan<- Item) error {
	size := f.data.Len()
	tx := new(Tx)
	err := c.parser.Parse(f.data.Bytes(), tx)
	l.waiting.Add(-int64(size))
	l.done(f.data)
	c.mu.Lock()
	c.heard = f.arrived
	c.mu.Unlock()
	if f.skipped > 0 {
		c.reject(reasonBehind, 0, fmt.Errorf("%d frames found no room: whoever reads the transactions is too slow", f.skipped))
		if err := c.lose(ctx, out); err != nil {
			return err
		}
	}
	if err != nil {
		c.reject(reasonOf(err), size, err)
		return c.lose(ctx, out)
	}
	tx.Received, tx.Bytes = f.arrived, size
	return c.hand(ctx, tx, out)
}

// hand puts a transaction in its place and hands over what follows from that.
func (c *Client) hand(ctx context.Context, tx *Tx, out chan<- Item) error {
	p := c.order.place(tx.Position, tx.Hash)
	if p.repeat {
		return nil
	}
	if p.void {
		c.opts.Listener.FastFeedVoid(event.FastFeedVoid{Block: tx.Block})
		if err := put(ctx, out, Item{Void: &Void{Block: tx.Block}}); err != nil {
			return err
		}
	}
	if p.gap != nil {
		if err := c.gap(ctx, p.gap, out); err != nil {
			return err
		}
	}
	c.opts.Listener.FastFeedTx(event.FastFeedTx{
		Block: tx.Block, Index: tx.Index, Logs: len(tx.Logs), Bytes: tx.Bytes, Received: tx.Received,
	})
	return put(ctx, out, Item{Tx: tx})
}

// lose says that what follows is not known, unless that was said.
func (c *Client) lose(ctx context.Context, out chan<- Item) error {
	if gap := c.order.lose(); gap != nil {
		return c.gap(ctx, gap, out)
	}
	return nil
}

func (c *Client) gap(ctx context.Context, g *Gap, out chan<- Item) error {
	c.opts.Listener.FastFeedGap(event.FastFeedGap{
		FromBlock: g.From.Block, FromIndex: g.From.Index, ToBlock: g.To.Block, ToIndex: g.To.Index, Open: g.To == Position{},
	})
	return put(ctx, out, Item{Gap: g})
}

func put(ctx context.Context, out chan<- Item, item Item) error {
	select {
	case out <- item:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
