package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"

	"mevbot/internal/config"
	"mevbot/internal/event"
	"mevbot/internal/health"
	"mevbot/internal/health/probe"
)

// HealthDir is the folder of the health history and of goroutine dumps.
func HealthDir(c *config.Config) string { return c.Store.Beside(c.Health.Dir, "health") }

// needsNode are the needs of what only a node can answer.
var needsNode = []string{"rpc"}

// newHealth makes the folder of the health history.
func (a *App) newHealth() error {
	return wrong("health.dir", os.MkdirAll(HealthDir(a.cfg), 0o700))
}

// moduleChanged hands a change on, if somebody hears it. The listener is made
// after the checks and before they run.
func (a *App) moduleChanged(f event.ModuleChanged) {
	if hear := a.listener.ModuleChanged; hear != nil {
		hear(f)
	}
}

// overrides are what the configuration sets of modules.
func overrides(c *config.Config) map[string]health.Override {
	out := map[string]health.Override{}
	for _, m := range c.Health.Modules {
		out[m.Name] = health.Override{
			Interval: m.Interval, Timeout: m.Timeout, Warmup: m.Warmup, FailAfter: m.FailAfter, RecoverAfter: m.RecoverAfter,
		}
	}
	return out
}

// ownChecks are the modules of the operator's own.
func (a *App) ownChecks() []health.Module {
	var out []health.Module
	for i := range a.cfg.Health.Checks {
		c := &a.cfg.Health.Checks[i]
		m := health.Module{
			Name: c.Name, Blocks: c.BlocksReady, Needs: c.Needs, Sequence: c.Sequence, Interval: c.Interval, Timeout: c.Timeout,
			FailAfter: c.FailAfter, RecoverAfter: c.RecoverAfter, Warmup: c.Warmup,
		}
		switch c.Type {
		case config.CheckHTTP:
			m.Check = probe.HTTP(c.URL.Reveal(), c.Status)
		case config.CheckTCP:
			m.Check = probe.TCP(c.Address)
		case config.CheckExec:
			m.Check = probe.Exec(c.Command...)
		case config.CheckRPC:
			m.Check = probe.RPC(c.URL.Reveal(), c.ChainID)
		}
		out = append(out, m)
	}
	return out
}

// Health asks the bot for a page of its health, such as /health, into into.
func (r *Remote) Health(ctx context.Context, path string, into any) error {
	err := health.Ask(ctx, r.http, "http://mev-bot", path, into)
	if dial, ok := errors.AsType[*net.OpError](err); ok && dial.Op == "dial" {
		return fmt.Errorf("%w: no bot answers on %s; is it running with this control.socket?", ErrUnreachable, r.socket)
	}
	return err
}

// HealthAt asks the bot whose probes answer at a URL.
func HealthAt(ctx context.Context, client *http.Client, url, path string, into any) error {
	if err := health.Ask(ctx, client, url, path, into); err != nil {
		if _, ok := errors.AsType[*net.OpError](err); ok {
			return fmt.Errorf("%w: %w", ErrUnreachable, err)
		}
		return err
	}
	return nil
}
