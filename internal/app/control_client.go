package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// Remote speaks to a running bot over its control socket.
type Remote struct {
	socket string
	http   *http.Client
}

// NewRemote names the socket; it connects with each request.
func NewRemote(socket string) *Remote {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", socket)
	}
	return &Remote{socket: socket, http: &http.Client{
		Timeout: 10 * time.Second, Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true},
	}}
}

// Status asks the bot about itself.
func (r *Remote) Status(ctx context.Context) (Status, error) {
	return r.do(ctx, http.MethodGet, "/status", nil)
}

// Stop sets a stop level (pause, drain or kill). The level is durable before
// the answer comes.
func (r *Remote) Stop(ctx context.Context, level, who, why string) (Status, error) {
	return r.do(ctx, http.MethodPost, "/stop", order{Level: level, Who: who, Why: why})
}

// Resume allows trading again.
func (r *Remote) Resume(ctx context.Context, who, why string) (Status, error) {
	return r.do(ctx, http.MethodPost, "/resume", order{Level: "run", Who: who, Why: why})
}

func (r *Remote) do(ctx context.Context, method, path string, body any) (Status, error) {
	var s Status
	payload, err := json.Marshal(body)
	if err != nil {
		return s, err
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://mev-bot"+path, bytes.NewReader(payload))
	if err != nil {
		return s, err
	}
	resp, err := r.http.Do(req)
	if err != nil {
		return s, fmt.Errorf("%w: no bot answers on %s; is it running with this control.socket?", ErrUnreachable, r.socket)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return s, fmt.Errorf("read the answer of %s: %w", r.socket, err)
	}
	if resp.StatusCode != http.StatusOK {
		return s, errors.New(strings.TrimSpace(string(text)))
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return s, fmt.Errorf("read the answer of %s: %w", r.socket, err)
	}
	return s, nil
}
