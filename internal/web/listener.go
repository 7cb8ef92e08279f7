// Package web holds the bot's HTTP listeners: their limits, their TLS, and who
// may ask for what.
//
// A listener on loopback without a web configuration is open to who is on the
// machine. Elsewhere it needs one: a file in the format of Prometheus' exporter
// toolkit (TLS, users with bcrypt hashes), and, where programs ask, a file of
// bearer tokens. Probes answer everybody, and tell those without a role no more
// than yes or no.
package web

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
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
	// Access says who may ask; nil is open, for loopback only.
	Access *Access
	// WriteTimeout bounds one answer; default 30 s. Profiles take longer.
	WriteTimeout time.Duration
	// MaxConns is how many connections are open at once; default 64. The next
	// ones wait. Without a bound whoever reaches the port could take every file
	// descriptor of the process, and with them feed, node and control socket.
	MaxConns int
	// MaxBody is the largest body of a request in bytes; default 64 KiB.
	MaxBody int64
	Logger  *slog.Logger // nil: slog.DiscardHandler

	ln      net.Listener
	tls     *tls.Config
	handler http.Handler
}

// Open takes the address, so that an occupied port is known before anything
// else starts; port 0 takes a free one. Run or Close gives it back. An address
// that is not loopback is refused without Access.
func (l *Listener) Open(ctx context.Context, address string) error {
	if l.Access == nil && !Loopback(address) {
		return fmt.Errorf("%w: %s %s is not loopback: set web.config_file with TLS and users", ErrAccess, l.Key, address)
	}
	if l.Logger == nil {
		l.Logger = slog.New(slog.DiscardHandler)
	}
	var err error
	if l.handler, l.tls, err = l.Access.guard(l.Handler, l.Logger); err != nil {
		return err
	}
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

// URL is where Open listens, with its scheme.
func (l *Listener) URL() string {
	if l.tls != nil {
		return "https://" + l.Addr()
	}
	return "http://" + l.Addr()
}

// Run answers until ctx ends, then lets answers finish for 3 s.
func (l *Listener) Run(ctx context.Context) error {
	write, conns, body := l.WriteTimeout, l.MaxConns, l.MaxBody
	if write == 0 {
		write = 30 * time.Second
	}
	if conns == 0 {
		conns = 64
	}
	if body == 0 {
		body = 64 << 10
	}
	s := &http.Server{
		Handler:           http.MaxBytesHandler(http.NewCrossOriginProtection().Handler(l.handler), body),
		TLSConfig:         l.tls,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      write,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(l.Logger.Handler(), slog.LevelDebug),
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
	err := l.serve(s, newBounded(l.ln, conns))
	if stop() { // it ended by itself
		return fmt.Errorf("serve %s: %w", l.Addr(), err)
	}
	if err := <-stopped; err != nil {
		return fmt.Errorf("stop serving %s: %w", l.Addr(), err)
	}
	return nil
}

func (l *Listener) serve(s *http.Server, ln net.Listener) error {
	if l.tls != nil {
		return s.ServeTLS(ln, "", "")
	}
	return s.Serve(ln)
}

// Close gives the address back when Run is never called.
func (l *Listener) Close() error {
	if l.ln == nil {
		return nil
	}
	return l.ln.Close()
}

// Loopback says that an address, host:port or a host alone, is this machine's own.
func Loopback(address string) bool {
	host := address
	if h, _, err := net.SplitHostPort(address); err == nil {
		host = h
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}
