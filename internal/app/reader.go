package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/config"
	"mevbot/internal/feed"
	"mevbot/internal/pool"
	"mevbot/internal/rpc"
	"mevbot/internal/signer"
	"mevbot/internal/store"
)

// Reader asks the configured node for commands that only look.
type Reader struct{ app *App }

// Connect opens the connection and checks the chain id.
func Connect(ctx context.Context, opts Options) (*Reader, error) {
	a, err := New(opts)
	if err != nil {
		return nil, err
	}
	if err := a.connect(ctx); err != nil {
		a.close()
		return nil, err
	}
	return &Reader{a}, nil
}

// Market finds the pools and takes a snapshot of them at the newest block.
func (r *Reader) Market(ctx context.Context) (*pool.Market, error) {
	return pool.Load(ctx, r.app.marketOptions())
}

// Follow delivers the node's new heads until ctx ends.
func (r *Reader) Follow(ctx context.Context, out chan<- rpc.Head) error {
	return r.app.client.Follow(ctx, out)
}

// Close ends the connection.
func (r *Reader) Close() { r.app.client.Close() }

// Finding is the result of one trial of Diagnose.
type Finding struct {
	Name   string `json:"name"`
	Detail string `json:"detail,omitempty"`
	Error  string `json:"error,omitempty"`
}

// Diagnose tries everything that the bot needs, each on its own, so that one
// failure does not hide another.
func Diagnose(ctx context.Context, opts Options) []Finding {
	var found []Finding
	try := func(name string, f func() (string, error)) {
		detail, err := f()
		one := Finding{Name: name, Detail: detail}
		if err != nil {
			one.Error = err.Error()
		}
		found = append(found, one)
	}
	a, err := New(opts)
	if err != nil {
		return []Finding{{Name: "app", Error: err.Error()}}
	}
	cfg := a.cfg
	try("config", func() (string, error) { return tradingMode(cfg), nil })
	try("rpc", func() (string, error) {
		if err := a.connect(ctx); err != nil {
			return "", err
		}
		h, err := a.client.Latest(ctx)
		return fmt.Sprintf("chain %d at block %d", a.profile.ID, h.Number), err
	})
	try("feed", func() (string, error) { return a.tryFeed(ctx) })
	try("contracts", func() (string, error) { return a.tryContracts(ctx) })
	try("store", func() (string, error) {
		db, err := store.Open(ctx, store.Options{Path: cfg.Store.Path})
		if err != nil {
			return "", err
		}
		return cfg.Store.Path, db.Close()
	})
	var operator common.Address
	if cfg.Trading.Live || cfg.Keys.Keystore != "" {
		try("key", func() (string, error) {
			key, err := signer.Open(cfg.Keys.Keystore, cfg.Keys.PasswordFile)
			if err != nil {
				return "", err
			}
			operator = key.Address()
			return operator.Hex(), nil
		})
	}
	if a.client != nil && operator != (common.Address{}) {
		try("balance", func() (string, error) { return "enough for gas", a.checkFunds(ctx, operator) })
	}
	if a.client != nil && cfg.Trading.Executor != (common.Address{}) {
		try("executor", func() (string, error) {
			return "ours: code, base token, operator; not paused", a.executorAs(ctx, operator)
		})
	}
	if access := a.access(); access != nil {
		try("web", func() (string, error) { return access.ConfigFile, access.Check() })
	}
	for name, addr := range map[string]string{"metrics": cfg.Metrics.Listen, "profile": cfg.Profile.Listen} {
		try(name, func() (string, error) {
			l, err := net.Listen("tcp", addr)
			if err != nil {
				return "", fmt.Errorf("%s.listen: %w; a running bot holds it, or set another", name, err)
			}
			return addr, l.Close()
		})
	}
	if a.client != nil {
		a.client.Close()
	}
	return found
}

func tradingMode(cfg *config.Config) string {
	if cfg.Trading.Live {
		return "live trading"
	}
	return "paper mode"
}

// tryFeed waits for one message.
func (a *App) tryFeed(ctx context.Context) (string, error) {
	if len(a.cfg.Feed.URLs) == 0 {
		return "none configured: blocks come from the node only", nil
	}
	client, err := NewFeed(a.cfg, func(o *feed.Options) { o.Logger = slog.New(slog.DiscardHandler) })
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	items := make(chan feed.Item, 1)
	ended := make(chan error, 1)
	go func() { ended <- client.Run(ctx, items) }()
	select {
	case item := <-items:
		cancel()
		<-ended //nolint:errcheck // it was cancelled
		if item.Message == nil {
			return "connected", nil
		}
		return fmt.Sprintf("message %d", item.Message.Seq), nil
	case err := <-ended:
		if ctx.Err() != nil {
			return "", fmt.Errorf("no message within 10 s: %w", client.Check(context.WithoutCancel(ctx)))
		}
		return "", err
	}
}

// tryContracts asks the contracts what they are.
func (a *App) tryContracts(ctx context.Context) (string, error) {
	if a.client == nil {
		return "", errNotStarted
	}
	return "code, decimals and factories are as configured", a.checkContracts(ctx)
}
