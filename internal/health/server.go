package health

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// ErrPort says that an address cannot be listened on (exit 4).
var ErrPort = errors.New("cannot listen")

// Listener is one HTTP listener with its handler. The timeouts and limits are
// those of a port that anybody may reach.
type Listener struct {
	// Key is the configuration key of the address, for the error's advice.
	Key     string
	Handler http.Handler
	// WriteTimeout bounds one answer; default 30 s. Profiles take longer.
	WriteTimeout time.Duration
	// MaxConns is how many connections are open at once; default 64. The next
	// ones wait. Without a bound whoever reaches the port could take every file
	// descriptor of the process, and with them feed, node and control socket.
	MaxConns int

	ln net.Listener
}

// Open takes the address, so that an occupied port is known before anything
// else starts; port 0 takes a free one. Serve or Close gives it back.
func (l *Listener) Open(ctx context.Context, address string) error {
	var cfg net.ListenConfig
	ln, err := cfg.Listen(ctx, "tcp", address)
	if err != nil {
		if op, ok := errors.AsType[*net.OpError](err); ok {
			err = op.Err // the rest repeats the address
		}
		return fmt.Errorf("%w on %s: %w: end what uses it or change %s", ErrPort, address, err, l.Key)
	}
	l.ln = ln
	return nil
}

// Addr is the address that Open took.
func (l *Listener) Addr() string { return l.ln.Addr().String() }

// Run answers until ctx ends, then lets answers finish for 3 s.
func (l *Listener) Run(ctx context.Context) error {
	write := l.WriteTimeout
	setDefault(&write, 30*time.Second)
	conns := l.MaxConns
	if conns == 0 {
		conns = 64
	}
	s := &http.Server{
		Handler:           http.MaxBytesHandler(l.Handler, 64<<10),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      write,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
		defer cancel()
		err := s.Shutdown(grace)
		if errors.Is(err, context.DeadlineExceeded) {
			err = s.Close()
		}
		stopped <- err
	})
	err := s.Serve(newBounded(l.ln, conns))
	if stop() { // it ended by itself
		return fmt.Errorf("serve %s: %w", l.Addr(), err)
	}
	if err := <-stopped; err != nil {
		return fmt.Errorf("stop serving %s: %w", l.Addr(), err)
	}
	return nil
}

// Close gives the address back when Run is never called.
func (l *Listener) Close() error {
	if l.ln == nil {
		return nil
	}
	return l.ln.Close()
}
