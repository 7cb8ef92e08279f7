package devnet

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"sync"
	"time"
)

const (
	// linkBuffer is how many pieces of up to linkPiece bytes are under way in one
	// direction before the sender has to wait.
	linkBuffer = 256
	linkPiece  = 32 << 10
	// slowness is added one way while a link is slow: a call takes a second.
	slowness = 500 * time.Millisecond
)

// link is a listener on the outside and, one way of delay away, the listener of
// a server on the inside. It carries bytes in pieces that each arrive delay
// after they were sent, so a delay costs no throughput.
type link struct {
	name  string
	outer net.Listener
	inner *pipeListener
	delay time.Duration
	now   func() time.Time
	log   *slog.Logger

	mu        sync.Mutex
	conns     map[net.Conn]struct{} // both ends of every pair
	cutUntil  time.Time
	slowUntil time.Time
	closed    bool
	work      sync.WaitGroup
}

// openLink listens on address. Serve the inside with link.inner.
func openLink(ctx context.Context, name, address string, opts Options) (*link, error) {
	outer, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("open the local chain's %s listener: %w; choose a free address or stop what uses it", name, err)
	}
	l := &link{
		name: name, outer: outer, inner: newPipeListener(outer.Addr()), delay: opts.Delay, now: opts.Now,
		log: opts.Logger, conns: map[net.Conn]struct{}{},
	}
	l.work.Go(l.accept)
	return l, nil
}

func (l *link) addr() string { return l.outer.Addr().String() }

// cut closes every connection and refuses new ones for d.
func (l *link) cut(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cutUntil = l.now().Add(d)
	for c := range l.conns {
		reset(c)
	}
}

// slow makes every piece take longer for d.
func (l *link) slow(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.slowUntil = l.now().Add(d)
}

func (l *link) close() {
	l.mu.Lock()
	l.closed = true
	for c := range l.conns {
		_ = c.Close()
	}
	l.mu.Unlock()
	_ = l.outer.Close()
	_ = l.inner.Close()
	l.work.Wait()
}

func (l *link) accept() {
	for {
		outside, err := l.outer.Accept()
		if err != nil {
			return // closed
		}
		inside, server := net.Pipe()
		if !l.hold(outside, inside) {
			reset(outside)
			continue
		}
		if !l.inner.offer(server) {
			l.drop(outside, inside)
			continue
		}
		l.carry(outside, inside)
		l.carry(inside, outside)
	}
}

// hold keeps a new pair for cut and close; false while the link is cut.
func (l *link) hold(pair ...net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || l.now().Before(l.cutUntil) {
		return false
	}
	for _, c := range pair {
		l.conns[c] = struct{}{}
	}
	return true
}

func (l *link) drop(pair ...net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range pair {
		delete(l.conns, c)
		_ = c.Close()
	}
}

// due is when a piece that was sent now arrives.
func (l *link) due() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if now.Before(l.slowUntil) {
		return now.Add(l.delay + slowness)
	}
	return now.Add(l.delay)
}

type piece struct {
	bytes []byte
	due   time.Time
}

// carry moves what from sends to to until either is closed. What was sent
// before an orderly end still arrives.
func (l *link) carry(from, to net.Conn) {
	underway := make(chan piece, linkBuffer)
	l.work.Go(func() {
		defer close(underway)
		buf := make([]byte, linkPiece)
		for {
			n, err := from.Read(buf)
			if n > 0 {
				underway <- piece{append([]byte(nil), buf[:n]...), l.due()}
			}
			if err != nil {
				return
			}
		}
	})
	l.work.Go(func() {
		deliver(underway, to, l.now)
		l.drop(from, to) // ends the reader; what it still reads is not wanted
		for range underway {
			continue
		}
	})
}

// deliver writes each piece at its time until the channel is closed or the
// other side is gone.
func deliver(underway <-chan piece, to io.Writer, now func() time.Time) {
	for p := range underway {
		if wait := p.due.Sub(now()); wait > 0 {
			t := time.NewTimer(wait)
			<-t.C
		}
		if _, err := to.Write(p.bytes); err != nil {
			return
		}
	}
}

// reset ends a connection so that the other side cannot mistake it for an
// orderly end.
func reset(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

// pipeListener hands a server connections that never touch the network.
type pipeListener struct {
	address net.Addr
	conns   chan net.Conn
	done    chan struct{}
	once    sync.Once
}

func newPipeListener(address net.Addr) *pipeListener {
	return &pipeListener{address: address, conns: make(chan net.Conn), done: make(chan struct{})}
}

// offer gives the server a connection; false when it listens no more.
func (p *pipeListener) offer(c net.Conn) bool {
	select {
	case p.conns <- c:
		return true
	case <-p.done:
		return false
	}
}

// Accept is net.Listener's.
func (p *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

// Close is net.Listener's.
func (p *pipeListener) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

// Addr is that of the outside.
func (p *pipeListener) Addr() net.Addr { return p.address }
