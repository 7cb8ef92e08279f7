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

	"mevbot/internal/risk"
	"mevbot/internal/telemetry/operations"
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
	return r.do(ctx, http.MethodPost, "/stop", stopOrder{Level: level, Who: who, Why: why})
}

// Resume allows trading again; with acceptLoss also where the limits of losses
// and gas are reached, whose counts begin anew.
func (r *Remote) Resume(ctx context.Context, who, why string, acceptLoss bool) (Status, error) {
	return r.do(ctx, http.MethodPost, "/resume", stopOrder{Level: "run", Who: who, Why: why, AcceptLoss: acceptLoss})
}

// Risk asks the bot for its limits.
func (r *Remote) Risk(ctx context.Context) (report risk.Report, err error) {
	err = r.ask(ctx, http.MethodGet, "/risk", nil, &report)
	return report, err
}

// Report asks the bot what its operations take.
func (r *Remote) Report(ctx context.Context) (*operations.Report, error) {
	var report operations.Report
	if err := r.ask(ctx, http.MethodGet, "/profile/report?format=json", nil, &report); err != nil {
		return nil, err
	}
	if report.Schema != operations.Schema {
		return nil, fmt.Errorf("the bot on %s speaks of reports of schema %d, this program of %d: use the same version", r.socket, report.Schema, operations.Schema)
	}
	return &report, nil
}

func (r *Remote) do(ctx context.Context, method, path string, body any) (s Status, err error) {
	err = r.ask(ctx, method, path, body, &s)
	return s, err
}

// ask sends a request and reads the answer into into.
func (r *Remote) ask(ctx context.Context, method, path string, body, into any) error {
	payload, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://mev-bot"+path, bytes.NewReader(payload))
	if err != nil {
		return err
	}
	resp, err := r.http.Do(req)
	if dial, ok := errors.AsType[*net.OpError](err); err != nil && (!ok || dial.Op != "dial") {
		return fmt.Errorf("wait for the answer of the bot on %s: %w; what was asked may be in force, see mev-bot status", r.socket, err)
	}
	if err != nil {
		return fmt.Errorf("%w: no bot answers on %s; is it running with this control.socket?", ErrUnreachable, r.socket)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return fmt.Errorf("read the answer of %s: %w", r.socket, err)
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(strings.TrimSpace(string(text)))
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read the answer of %s: %w", r.socket, err)
	}
	return nil
}
