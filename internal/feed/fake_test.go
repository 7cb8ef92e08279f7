package feed

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/flate"
)

// tape is what the sequencer tells: numbers from 1, one more every few
// milliseconds.
type tape struct {
	mu    sync.Mutex
	tip   int
	forks map[int]string // from a number on, another content
	turns []int          // where the reorganisations began
	sign  func(seq int, content string) string
}

func newTape(t *testing.T, every time.Duration) *tape {
	w := &tape{tip: 20, forks: map[int]string{}}
	done := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				w.mu.Lock()
				w.tip++
				w.mu.Unlock()
			case <-done:
				return
			}
		}
	}()
	t.Cleanup(func() { close(done); <-stopped })
	return w
}

func (w *tape) head() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.tip
}

// reorganise tells all servers to go back to a number, whose content is another
// from now on.
func (w *tape) reorganise(at int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forks[at] = "B"
	w.turns = append(w.turns, at)
}

// turn is where the server of a connection that has seen so many
// reorganisations has to go on.
func (w *tape) turn(seen *int, next int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	for ; *seen < len(w.turns); *seen++ {
		next = min(next, w.turns[*seen])
	}
	return next
}

// content of a number: eight characters of base64, the last says the fork.
func (w *tape) content(seq int) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	fork, from := "A", 0
	for at, name := range w.forks {
		if seq >= at && at > from {
			fork, from = name, at
		}
	}
	return fmt.Sprintf("%07d%s", seq, fork)
}

func (w *tape) frame(seq int) string {
	if w.sign != nil {
		return w.sign(seq, w.content(seq))
	}
	return message(seq, w.content(seq))
}

// fakeFeed is a server of the feed on raw TCP, of which any part can go wrong.
type fakeFeed struct {
	t    *testing.T
	tape *tape
	ln   net.Listener

	mu         sync.Mutex
	fault      *fault
	conns      map[net.Conn]bool
	dictionary []byte
	asked      []string
	closed     bool
	work       sync.WaitGroup
}

// fault is what goes wrong while it is on. Either function may be nil.
type fault struct {
	// answer takes the handshake's place; true if it has answered.
	answer func(c *fakeConn, r *http.Request) bool
	// step takes the place of sending the next message; true ends the connection.
	step func(c *fakeConn, next *int) bool
	// begin is called once when the fault begins.
	begin func(f *fakeFeed)
}

func newFakeFeed(t *testing.T, w *tape) *fakeFeed {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &fakeFeed{t: t, tape: w, ln: ln, conns: map[net.Conn]bool{}}
	f.work.Go(func() {
		for {
			nc, err := ln.Accept()
			if err != nil {
				return
			}
			f.mu.Lock()
			f.conns[nc] = true
			f.mu.Unlock()
			f.work.Go(func() { f.serve(&fakeConn{Conn: nc, in: bufio.NewReader(nc), feed: f}) })
		}
	})
	t.Cleanup(f.close)
	return f
}

func (f *fakeFeed) url() string { return "ws://" + f.ln.Addr().String() }

func (f *fakeFeed) close() {
	f.ln.Close()
	f.mu.Lock()
	f.closed = true
	f.mu.Unlock()
	f.cut()
	f.work.Wait()
}

// cut ends every connection so that the other side cannot mistake it for an
// orderly end.
func (f *fakeFeed) cut() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.conns {
		c.(*net.TCPConn).SetLinger(0)
		c.Close()
	}
}

func (f *fakeFeed) set(x *fault) {
	f.mu.Lock()
	f.fault = x
	f.mu.Unlock()
	if x != nil && x.begin != nil {
		x.begin(f)
	}
}

func (f *fakeFeed) now() *fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fault == nil {
		return &fault{}
	}
	return f.fault
}

func (f *fakeFeed) serve(c *fakeConn) {
	defer func() {
		c.Close()
		f.mu.Lock()
		delete(f.conns, c.Conn)
		f.mu.Unlock()
	}()
	r, err := http.ReadRequest(c.in)
	if err != nil {
		return
	}
	f.mu.Lock()
	f.asked = append(f.asked, r.Header.Get(headerRequested))
	f.mu.Unlock()
	if answer := f.now().answer; answer != nil && answer(c, r) {
		return
	}
	c.upgrade(r, "")
	next := 1
	if n, err := strconv.Atoi(r.Header.Get(headerRequested)); err == nil && n > 0 && n <= f.tape.head() {
		next = n
	}
	f.work.Go(func() { io.Copy(io.Discard, c.in) }) // pongs
	turns := 0
	f.tape.turn(&turns, next)
	for {
		next = f.tape.turn(&turns, next)
		f.mu.Lock()
		over := f.closed
		f.mu.Unlock()
		if over {
			return
		}
		if step := f.now().step; step != nil {
			if step(c, &next) {
				return
			}
			continue
		}
		if next > f.tape.head() {
			time.Sleep(time.Millisecond)
			continue
		}
		if !c.text(f.tape.frame(next)) {
			return
		}
		next++
	}
}

// fakeConn is the server's side of a connection.
type fakeConn struct {
	net.Conn
	in         *bufio.Reader
	feed       *fakeFeed
	compressed bool
	dictionary []byte
}

// upgrade answers the handshake, with more header lines.
func (c *fakeConn) upgrade(r *http.Request, more string) {
	sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	if !strings.Contains(more, headerServerVersion) {
		more += headerServerVersion + ": 2\r\n"
	}
	if !strings.Contains(more, headerChainID) {
		more += headerChainID + ": " + strconv.Itoa(int(profile.ID)) + "\r\n"
	}
	if c.feed.dictionary != nil && strings.HasPrefix(r.Header.Get("Sec-WebSocket-Extensions"), "Arbitrum-permessage-deflate;") {
		c.compressed, c.dictionary = true, c.feed.dictionary
		more += "Sec-WebSocket-Extensions: Arbitrum-permessage-deflate;server_no_context_takeover;client_no_context_takeover\r\n"
	}
	fmt.Fprintf(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n%s\r\n",
		base64.StdEncoding.EncodeToString(sum[:]), more)
}

// refuse answers with a plain HTTP response.
func (c *fakeConn) refuse(status int, header, body string) bool {
	fmt.Fprintf(c, "HTTP/1.1 %d %s\r\nContent-Length: %d\r\n%s\r\n%s", status, http.StatusText(status), len(body), header, body)
	return true
}

// frame writes one frame of RFC 6455; first is its first byte.
func (c *fakeConn) frame(first byte, payload []byte) bool {
	_, err := c.Write(frameBytes(first, payload))
	return err == nil
}

func frameBytes(first byte, payload []byte) []byte {
	b := []byte{first}
	switch n := len(payload); {
	case n < 126:
		b = append(b, byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 127), uint64(n))
	}
	return append(b, payload...)
}

// text sends a message as the connection agreed.
func (c *fakeConn) text(s string) bool {
	if c.compressed {
		return c.frame(0xC1, deflate(s, c.dictionary))
	}
	return c.frame(0x81, []byte(s))
}

// deflate is a message as nitro compresses it: it ends with a final block.
func deflate(s string, dictionary []byte) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriterDict(&b, flate.BestCompression, dictionary)
	if err != nil {
		panic(err)
	}
	io.WriteString(w, s)
	w.Flush()
	w.Close()
	return b.Bytes()
}
