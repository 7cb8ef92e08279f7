package web

import (
	"net"
	"sync"
)

// bounded is a listener with a limit of connections that are open at once. Above
// it nothing is accepted: what comes waits in the kernel until one is closed.
type bounded struct {
	net.Listener
	room   chan struct{} // holds one for each open connection
	closed chan struct{}
	once   sync.Once
}

func newBounded(l net.Listener, most int) *bounded {
	return &bounded{Listener: l, room: make(chan struct{}, most), closed: make(chan struct{})}
}

// Accept is net.Listener's.
func (b *bounded) Accept() (net.Conn, error) {
	select {
	case b.room <- struct{}{}:
	case <-b.closed:
		return nil, net.ErrClosed
	}
	c, err := b.Listener.Accept()
	if err != nil {
		<-b.room
		return nil, err
	}
	return &boundedConn{Conn: c, leave: sync.OnceFunc(func() { <-b.room })}, nil
}

// Close is net.Listener's.
func (b *bounded) Close() error {
	b.once.Do(func() { close(b.closed) })
	return b.Listener.Close()
}

// boundedConn makes room when it is closed.
type boundedConn struct {
	net.Conn
	leave func()
}

// Close is net.Conn's.
func (c *boundedConn) Close() error {
	defer c.leave()
	return c.Conn.Close()
}
