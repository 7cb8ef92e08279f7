package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"mevbot/internal/risk"
)

// Status is what the bot says of itself over the control socket.
type Status struct {
	Version      string    `json:"version"`
	Chain        uint64    `json:"chain_id"`
	Live         bool      `json:"live"`
	Started      bool      `json:"started"`
	Ready        bool      `json:"ready"`
	Reasons      []string  `json:"reasons,omitempty"`
	Level        string    `json:"level"`
	Why          string    `json:"why,omitempty"`
	Who          string    `json:"who,omitempty"`
	Until        time.Time `json:"until,omitzero"`    // end of a pause that ends by itself
	Refusal      string    `json:"refusal,omitempty"` // why nothing may be sent, if so
	Block        uint64    `json:"block"`
	Pools        int       `json:"pools"`
	NetWei       string    `json:"net_wei"`
	AsOf         time.Time `json:"as_of"`
	Uptime       string    `json:"uptime"`
	FactsDropped uint64    `json:"facts_dropped"`
}

// stopOrder is what a stop or resume command asks for.
type stopOrder struct {
	Level string `json:"level"`
	Who   string `json:"who"`
	Why   string `json:"why"`
	// AcceptLoss of a resume begins the counts of losses and gas anew.
	AcceptLoss bool `json:"accept_loss,omitempty"`
}

// controlServer answers status, stop and resume on a unix socket that only the
// bot's user may open. It works with the HTTP port blocked.
func (a *App) controlServer(ctx context.Context) (*http.Server, net.Listener, error) {
	path := a.cfg.Control.Socket
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, nil, fmt.Errorf("create the folder of the control socket: %w; correct control.socket", err)
	}
	var dialer net.Dialer
	if conn, err := dialer.DialContext(ctx, "unix", path); err == nil {
		_ = conn.Close()
		return nil, nil, fmt.Errorf("%w: another bot answers on the control socket %s: stop it, or set control.socket", errBusySocket, path)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, nil, fmt.Errorf("remove the stale control socket: %w", err)
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "unix", path)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: listen on the control socket: %w; correct control.socket", errBusySocket, err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		_ = l.Close()
		return nil, nil, fmt.Errorf("protect the control socket: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /status", a.answerStatus)
	mux.HandleFunc("GET /risk", a.answerRisk)
	mux.HandleFunc("GET /rpc", a.answerRPC)
	mux.Handle("GET /health", a.health.Handler(nil))
	mux.Handle("GET /health/", a.health.Handler(nil))
	mux.HandleFunc("GET /coverage", a.answerCoverage)
	mux.HandleFunc("POST /rpc", a.answerRPC)
	mux.HandleFunc("POST /stop", a.answerOrder)
	mux.HandleFunc("POST /resume", a.answerOrder)
	mux.Handle("GET /integrity", a.integrityHandler())
	mux.Handle("GET /profile/report", a.observers.operations.Handler())
	return &http.Server{Handler: mux, ReadHeaderTimeout: 2 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}, l, nil
}

var errBusySocket = errors.New("control socket in use")

func (a *App) answerStatus(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(a.status(r.Context())); err != nil {
		a.log.Warn("status not delivered", slog.Any("error", err))
	}
}

func (a *App) status(ctx context.Context) Status {
	now := a.opts.Now()
	s := Status{
		Version: a.opts.Version, Chain: uint64(a.profile.ID), Live: a.cfg.Trading.Live,
		AsOf: now.UTC(), FactsDropped: a.facts.Dropped(), Uptime: now.Sub(a.began).Round(time.Second).String(),
	}
	for _, m := range a.health.Ready() {
		why := "not checked yet"
		if m.Err != nil {
			why = m.Err.Error()
		}
		s.Reasons = append(s.Reasons, m.Name+": "+why)
	}
	select {
	case <-a.started:
		s.Started, s.Ready = true, len(s.Reasons) == 0
	default:
		return s
	}
	level := a.gate.Level()
	s.Level, s.Why, s.Who, s.Until, s.Refusal = level.Level.String(), level.Why, level.Who, level.Until, a.gate.Refusal()
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	block, _ := a.client.Newest()
	s.Block = uint64(block)
	s.Pools = a.market.Pools()
	if totals, err := a.ledger.Totals(ctx); err == nil {
		s.NetWei = totals.Net.String()
	}
	return s
}

func (a *App) answerOrder(w http.ResponseWriter, r *http.Request) {
	var o stopOrder
	body := json.NewDecoder(io.LimitReader(r.Body, 4096))
	body.DisallowUnknownFields()
	if err := body.Decode(&o); err != nil {
		http.Error(w, "want {\"level\", \"who\", \"why\"}: "+err.Error(), http.StatusBadRequest)
		return
	}
	select {
	case <-a.started:
	default:
		http.Error(w, errNotStarted.Error(), http.StatusServiceUnavailable)
		return
	}
	level, err := risk.ParseLevel(o.Level)
	if err == nil && o.Why == "" {
		err = errors.New("a reason is required")
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	// An order is carried out also when the one who gave it does not wait.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), orderTimeout)
	defer cancel()
	if level == risk.Run {
		err = a.gate.Resume(ctx, o.Who, o.Why, o.AcceptLoss)
	} else {
		err = a.gate.Set(ctx, level, o.Who, o.Why)
	}
	a.showLevel()
	switch {
	case errors.Is(err, risk.ErrStands), errors.Is(err, risk.ErrOvertaken):
		http.Error(w, err.Error(), http.StatusConflict)
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	default:
		a.answerStatus(w, r)
	}
}

// orderTimeout is how long an order waits for a database that is locked: longer
// than SQLite's busy timeout.
const orderTimeout = 7 * time.Second

func (a *App) answerRisk(w http.ResponseWriter, _ *http.Request) {
	select {
	case <-a.started:
	default:
		http.Error(w, errNotStarted.Error(), http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(a.gate.Report()); err != nil {
		a.log.Warn("limits not delivered", slog.Any("error", err))
	}
}
