package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/execute"
	"mevbot/internal/rpc"
	"mevbot/internal/timeboost"
)

// express is a node whose Send goes through the express lane while the operator's
// key controls it, and by the usual way otherwise. The bytes are the same either way.
type express struct {
	execute.Node
	me     common.Address
	rounds func() *timeboost.Rounds // nil while they are not known
	send   func(ctx context.Context, round uint64, raw []byte) (uint64, error)
	now    func() time.Time
	log    *slog.Logger
	sent   *prometheus.CounterVec // result
}

// node is where the runner sends to and reads from.
func (a *App) node() (execute.Node, error) {
	url := a.cfg.RPC.Sequencer
	if a.lane == nil || a.key == nil || url.IsZero() {
		return a.client, nil
	}
	sequencer, err := timeboost.NewSequencer(url.Reveal(), a.cfg.Timeboost.Timeout)
	if err != nil {
		return nil, err
	}
	a.sequencer = sequencer
	lane, err := timeboost.NewLane(timeboost.LaneOptions{
		Chain: a.profile.ID, Auction: a.cfg.Timeboost.Auction, Key: a.key, Sequencer: sequencer, Journal: timeboost.NewNumbers(a.db, a.opts.Now),
	})
	if err != nil {
		return nil, err
	}
	sent := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "mev_bot_express_lane_submissions_total", Help: "Transactions handed to the express lane, by what it said: accepted, refused (sent the usual way then) or unknown.",
	}, []string{"result"})
	a.registry.MustRegister(sent)
	return &express{Node: a.client, me: a.key.Address(), rounds: a.lane.Rounds, send: lane.Send, now: a.opts.Now, log: a.log, sent: sent}, nil
}

// Send is execute.Sender's.
func (e *express) Send(ctx context.Context, raw []byte) (common.Hash, error) {
	round, mine := e.mine()
	if !mine {
		return e.Node.Send(ctx, raw)
	}
	_, err := e.send(ctx, round, raw)
	var refused *timeboost.RefusalError
	switch {
	case err == nil:
		e.sent.WithLabelValues("accepted").Inc()
		var tx types.Transaction
		if err := tx.UnmarshalBinary(raw); err != nil {
			return common.Hash{}, fmt.Errorf("read the transaction that was sent: %w", err)
		}
		return tx.Hash(), nil
	case errors.As(err, &refused), errors.Is(err, rpc.ErrNotSent), errors.Is(err, timeboost.ErrRoundOver):
		// Nobody has the bytes: the usual way is free.
		e.sent.WithLabelValues("refused").Inc()
		e.log.Warn("the express lane did not take a transaction, it goes the usual way", slog.Uint64("round", round), slog.Any("error", err))
		return e.Node.Send(ctx, raw)
	default:
		e.sent.WithLabelValues("unknown").Inc()
		return common.Hash{}, err
	}
}

// mine is the round that runs, and whether the operator's key controls it.
func (e *express) mine() (round uint64, mine bool) {
	rounds := e.rounds()
	if rounds == nil {
		return 0, false
	}
	round = rounds.At(e.now())
	who, known := rounds.Controller(round)
	return round, known && who == e.me
}
