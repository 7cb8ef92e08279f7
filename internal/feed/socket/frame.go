package socket

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// RFC 6455 5.2.
const (
	opContinuation = 0x0
	opText         = 0x1
	opBinary       = 0x2
	opClose        = 0x8
	opPing         = 0x9
	opPong         = 0xA

	bitFinal  = 0x80
	bitRSV1   = 0x40 // the message is compressed
	bitsRSV23 = 0x30
	bitMask   = 0x80

	maxControl = 125 // bytes of a control frame's payload
)

const (
	readSize = 64 << 10
	// keep is the most memory that stays reserved between messages. A backlog may
	// need more, once.
	keep = 1 << 20
)

// header is a frame's.
type header struct {
	final, compressed bool
	op                byte
	size              uint64
}

// Next waits for the next data message, answering pings meanwhile. After an
// error the connection is of no more use.
func (c *Conn) Next() (Message, error) {
	c.watch.start()
	m, err := c.next()
	barked := c.watch.rest()
	if err != nil && barked {
		err = fmt.Errorf("%w for %s", ErrSilent, c.opts.ReadTimeout)
	}
	return m, err
}

func (c *Conn) next() (Message, error) {
	if cap(c.payload) > keep {
		c.payload = nil
	}
	c.payload = c.payload[:0]
	var m Message
	begun := false
	for {
		if c.opts.Beat != nil {
			c.opts.Beat()
		}
		h, err := c.header()
		if err != nil {
			return m, err
		}
		if h.op >= opClose {
			if err := c.control(&h, !begun); err != nil {
				return m, err
			}
			continue
		}
		switch {
		case begun && h.op != opContinuation:
			return m, fmt.Errorf("%w: a message began inside another", ErrProtocol)
		case !begun && h.op == opContinuation:
			return m, fmt.Errorf("%w: a message goes on that never began", ErrProtocol)
		case begun && h.compressed:
			return m, fmt.Errorf("%w: only the first frame of a message says that it is compressed", ErrProtocol)
		case !begun:
			m.Began, m.Text = c.opts.Now(), h.op == opText
			begun, m.Compressed = true, h.compressed
			c.watch.start()
		}
		if h.size > uint64(c.opts.MaxMessage)-uint64(len(c.payload)) {
			return m, fmt.Errorf("%w: over %d bytes", ErrTooLarge, c.opts.MaxMessage)
		}
		if err := c.read(int(h.size)); err != nil {
			return m, err
		}
		if h.final {
			break
		}
	}
	m.Wire, m.Data = len(c.payload), c.payload
	if m.Compressed {
		var err error
		if m.Data, err = c.inflater.inflate(c.payload); err != nil {
			return m, err
		}
	}
	return m, nil
}

// header reads a frame's header and judges it.
func (c *Conn) header() (h header, err error) {
	var b [8]byte
	if _, err := io.ReadFull(c.in, b[:2]); err != nil {
		return h, err
	}
	h.final, h.compressed, h.op = b[0]&bitFinal != 0, b[0]&bitRSV1 != 0, b[0]&0x0F
	size := b[1] &^ bitMask
	switch {
	case b[0]&bitsRSV23 != 0, h.compressed && c.inflater == nil, h.compressed && h.op >= opClose:
		return h, fmt.Errorf("%w: a frame uses an extension that was not agreed", ErrProtocol)
	case b[1]&bitMask != 0:
		return h, fmt.Errorf("%w: the server's frame is masked", ErrProtocol)
	case h.op > opBinary && h.op < opClose, h.op > opPong:
		return h, fmt.Errorf("%w: unknown frame type %d", ErrProtocol, h.op)
	case h.op >= opClose && (!h.final || size > maxControl):
		return h, fmt.Errorf("%w: a control frame is in parts or too long", ErrProtocol)
	}
	switch size {
	case 126:
		_, err = io.ReadFull(c.in, b[:2])
		h.size = uint64(binary.BigEndian.Uint16(b[:2]))
	case 127:
		_, err = io.ReadFull(c.in, b[:8])
		h.size = binary.BigEndian.Uint64(b[:8])
	default:
		h.size = uint64(size)
	}
	return h, whole(err)
}

// read appends n bytes to the payload, reserving memory as they come.
func (c *Conn) read(n int) error {
	for n > 0 {
		part := min(n, readSize)
		c.payload = slices.Grow(c.payload, part)
		at := len(c.payload)
		got, err := io.ReadFull(c.in, c.payload[at:at+part])
		c.payload = c.payload[:at+got]
		if err != nil {
			return whole(err)
		}
		n -= part
	}
	return nil
}

// whole makes an end inside a frame an error of its own.
func whole(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// control answers a ping or close. idle says that no message has begun, so that
// the frame counts as life.
func (c *Conn) control(h *header, idle bool) error {
	var buf [maxControl]byte
	payload := buf[:h.size]
	if _, err := io.ReadFull(c.in, payload); err != nil {
		return whole(err)
	}
	if idle {
		c.watch.start()
	}
	switch h.op {
	case opPing:
		return c.write(opPong, payload)
	case opClose:
		closed := &Closed{Code: 1005}
		if len(payload) == 1 {
			return fmt.Errorf("%w: a close frame with half a code", ErrProtocol)
		}
		if len(payload) >= 2 {
			closed.Code, closed.Reason = int(binary.BigEndian.Uint16(payload)), string(payload[2:])
			payload = payload[:2]
		}
		c.write(opClose, payload) //nolint:errcheck // a courtesy: the server is going anyway
		return closed
	}
	return nil
}

// write sends a control frame, masked as a client must. The mask hides frames
// from proxies, it keeps no secret.
func (c *Conn) write(op byte, payload []byte) error {
	frame := make([]byte, 6, 6+maxControl)
	frame[0], frame[1] = bitFinal|op, bitMask|byte(len(payload))
	binary.BigEndian.PutUint32(frame[2:6], rand.Uint32()) //nolint:gosec // see above
	for i, b := range payload {
		frame = append(frame, b^frame[2+i%4])
	}
	_, err := c.pipe.Write(frame)
	return err
}

// watchdog closes a connection that says nothing for too long.
type watchdog struct {
	limit time.Duration
	bark  func()

	mu     sync.Mutex
	timer  *time.Timer
	barked bool
}

// start begins the limit anew.
func (w *watchdog) start() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer == nil {
		w.timer = time.AfterFunc(w.limit, func() {
			w.mu.Lock()
			w.barked = true
			w.mu.Unlock()
			w.bark()
		})
		return
	}
	w.timer.Reset(w.limit)
}

// rest stops the watch and says whether the connection was closed by it.
func (w *watchdog) rest() (barked bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
	}
	return w.barked
}
