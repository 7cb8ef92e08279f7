package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/config"
	"mevbot/internal/event"
	"mevbot/internal/rpc"
)

// rpcOptions are the client's options as configured.
func (a *App) rpcOptions() rpc.Options {
	opts := RPCOptions(a.cfg, a.listener, a.registry, a.log)
	opts.Now = a.opts.Now
	opts.Loop = a.health.Loop
	return opts
}

// RPCOptions are the options of a client of the configured nodes. r may be nil.
func RPCOptions(cfg *config.Config, l event.Listener, r prometheus.Registerer, log *slog.Logger) rpc.Options {
	c := &cfg.RPC
	percent := func(n uint64) int {
		if n == 0 {
			return -1 // none, where 0 would be the default
		}
		return int(n)
	}
	return rpc.Options{
		Endpoints: endpoints(c), ChainID: cfg.Chain.Resolved().ID,
		CallTimeout: c.CallTimeout, SendTimeout: c.SendTimeout, BulkTimeout: c.BulkTimeout,
		Deadlines:    rpc.Deadlines{Head: c.HeadTimeout, Logs: c.LogsTimeout, Simulate: c.SimulateTimeout, Receipt: c.ReceiptTimeout},
		PollInterval: c.PollInterval, ProbeInterval: c.ProbeInterval, FreshFor: c.FreshFor, MaxHeadAge: c.MaxHeadAge,
		HedgePercent: percent(c.HedgePercent), RetryPercent: percent(c.RetryPercent), Alone: !c.CompareNodes, PlainLogs: !c.CheckLogs,
		Listener: l, Logger: log, Registerer: r,
	}
}

// endpoints are the nodes as configured: the sequencer's endpoint first, then
// the named ones, or those of rpc.http with their websockets, then rpc.send.
func endpoints(c *config.RPC) (list []rpc.Endpoint) {
	if !c.Sequencer.IsZero() {
		list = append(list, rpc.Endpoint{Name: "sequencer", HTTP: c.Sequencer.Reveal(), Send: true})
	}
	first, sends := len(list), len(list) > 0
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		sends = sends || e.Has(config.RoleSend)
		list = append(list, rpc.Endpoint{
			Name: e.Name, HTTP: e.HTTP.Reveal(), WS: e.WS.Reveal(), Rate: float64(e.Rate),
			Read: e.Has(config.RoleRead), Subscribe: e.Has(config.RoleSubscribe), Send: e.Has(config.RoleSend),
		})
	}
	for i := range max(len(c.HTTP), len(c.WS)) {
		e := rpc.Endpoint{Name: numbered("node", i)}
		if i < len(c.HTTP) {
			e.HTTP, e.Read = c.HTTP[i].Reveal(), true
		}
		if i < len(c.WS) {
			e.WS, e.Subscribe = c.WS[i].Reveal(), true
		}
		if !c.Sequencer.IsZero() && e.HTTP == c.Sequencer.Reveal() {
			list, first, e.Send = list[1:], 0, true // one endpoint does both
		}
		list = append(list, e)
	}
	for i := first; i < len(list) && !sends; i++ {
		if list[i].Read {
			list[i].Send, sends = true, true
		}
	}
	for i, u := range c.Send {
		list = append(list, rpc.Endpoint{Name: fmt.Sprintf("send-%d", i+1), HTTP: u.Reveal(), Send: true})
	}
	return list
}

// numbered is name, name-2, name-3 and so on.
func numbered(name string, i int) string {
	if i == 0 {
		return name
	}
	return fmt.Sprintf("%s-%d", name, i+1)
}

// verifyNodes asks every node for its chain. A node that serves another chain is
// never used; the bot starts if one that reads is left.
func (a *App) verifyNodes(ctx context.Context) error {
	found, err := a.client.Verify(ctx)
	switch {
	case errors.Is(err, rpc.ErrWrongChain):
		return fmt.Errorf("%w: %w; correct chain.id or rpc", ErrWrongChain, err)
	case err != nil:
		return fmt.Errorf("%w: %w; start the node or correct rpc.http", ErrUnreachable, err)
	}
	for name, err := range found {
		a.log.Warn("a node cannot be used at present", slog.String("endpoint", name), slog.Any("error", err))
	}
	return nil
}

// rpcOrder is what the rpc commands ask the running bot for.
type rpcOrder struct {
	Action string `json:"action"` // drain, undrain or prefer
	Name   string `json:"name"`
}

func (a *App) answerRPC(w http.ResponseWriter, r *http.Request) {
	select {
	case <-a.started:
	default:
		http.Error(w, errNotStarted.Error(), http.StatusServiceUnavailable)
		return
	}
	if r.Method == http.MethodPost {
		if err := a.orderRPC(r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(a.client.Endpoints()); err != nil {
		a.log.Warn("endpoints not delivered", slog.Any("error", err))
	}
}

func (a *App) orderRPC(body io.Reader) error {
	var o rpcOrder
	in := json.NewDecoder(io.LimitReader(body, 4096))
	in.DisallowUnknownFields()
	if err := in.Decode(&o); err != nil {
		return fmt.Errorf("want {\"action\", \"name\"}: %w", err)
	}
	var err error
	switch o.Action {
	case "drain", "undrain":
		err = a.client.Drain(o.Name, o.Action == "drain")
	case "prefer":
		err = a.client.Prefer(o.Name)
	default:
		return fmt.Errorf("%q is no action: want drain, undrain or prefer", o.Action)
	}
	if err == nil {
		a.log.Info("an operator changed the endpoints", slog.String("action", o.Action), slog.String("endpoint", o.Name))
	}
	return err
}

// Endpoints asks the bot for the state of its nodes.
func (r *Remote) Endpoints(ctx context.Context) (list []rpc.EndpointStatus, err error) {
	err = r.ask(ctx, http.MethodGet, "/rpc", nil, &list)
	return list, err
}

// Drain takes a node out of use, or back into it.
func (r *Remote) Drain(ctx context.Context, name string, out bool) (list []rpc.EndpointStatus, err error) {
	action := "undrain"
	if out {
		action = "drain"
	}
	err = r.ask(ctx, http.MethodPost, "/rpc", rpcOrder{action, name}, &list)
	return list, err
}

// Prefer sends reads to a node as long as it can be used; an empty name leaves
// the choice to the scores.
func (r *Remote) Prefer(ctx context.Context, name string) (list []rpc.EndpointStatus, err error) {
	err = r.ask(ctx, http.MethodPost, "/rpc", rpcOrder{"prefer", name}, &list)
	return list, err
}
