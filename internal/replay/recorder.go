package replay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"

	"mevbot/internal/amm"
	"mevbot/internal/event"
	"mevbot/internal/execute"
	"mevbot/internal/gas"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
)

// Sink is where records go; *record.Writer is one. It counts what it cannot
// take, and says so where it is missing.
type Sink interface {
	Append(kind uint8, at int64, payload func(dst []byte) []byte)
}

// Options of a Recorder. Sink is required.
type Options struct {
	Sink Sink
	// Queue is how many turns may wait; default 1024.
	Queue  int
	Logger *slog.Logger
}

// Recorder keeps turns. Turn and Listener belong to the pipeline's goroutine;
// they never block, and allocate nothing in steady state.
type Recorder struct {
	opts       Options
	first      setup
	pools      execute.Pools
	facts      facts
	free, full chan *slot
	lost       atomic.Uint64
	view       *gas.View // the last one written
}

// slot is room for a turn.
type slot struct {
	turn   pipeline.Turn
	now    pipeline.Moment
	states []byte
	facts  []byte
	judged []pipeline.Judged
	taken  []amm.PoolID
	plans  []execute.Plan
	took   []bool
	lost   uint64 // turns lost before this one
}

// NewRecorder makes a recorder.
func NewRecorder(opts Options) (*Recorder, error) {
	if opts.Sink == nil {
		return nil, errors.New("recorder needs a sink")
	}
	if opts.Queue == 0 {
		opts.Queue = 1024
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	r := &Recorder{opts: opts, free: make(chan *slot, opts.Queue), full: make(chan *slot, opts.Queue)}
	slots := make([]slot, opts.Queue)
	for i := range slots {
		r.free <- &slots[i]
	}
	return r, nil
}

// Begin says what the pipeline begins with: on a market that was just loaded
// with these options, before its first turn and before Run.
func (r *Recorder) Begin(s pipeline.Setup, o *pool.Options, m *pool.Market) {
	r.first = setup{Pipeline: s, Origin: m.TakeOrigin(), Market: market{
		Multicall: o.Multicall, Factories: o.Factories, Tokens: o.Tokens, MaxPools: o.MaxPools, History: o.History, MaxAhead: o.MaxAhead, Unfed: o.Unfed,
	}}
	r.pools = m
	r.facts.text = r.facts.text[:0]
}

// Listener hears the facts of the pipeline and its market.
func (r *Recorder) Listener() event.Listener { return r.facts.listener() }

// Lost is how many turns found the queue full.
func (r *Recorder) Lost() uint64 { return r.lost.Load() }

// Turn takes a turn; see pipeline.Tape.
func (r *Recorder) Turn(m *pool.Market, t *pipeline.Turn, now *pipeline.Moment, e *pipeline.Evidence) {
	var s *slot
	select {
	case s = <-r.free:
	default:
		r.lost.Add(1)
		r.facts.text = r.facts.text[:0]
		return
	}
	s.turn, s.now, s.lost = *t, *now, r.lost.Load()
	s.taken = append(s.taken[:0], now.Taken...)
	s.now.Taken = s.taken
	s.states = s.states[:0]
	for _, id := range e.Changed {
		s.states = m.AppendState(s.states, id)
	}
	s.facts, r.facts.text = r.facts.text, s.facts[:0]
	s.judged = append(s.judged[:0], e.Judged...)
	s.plans, s.took = append(s.plans[:0], e.Plans...), append(s.took[:0], e.Took...)
	r.full <- s // never blocks: there are as many places as slots
}

// Run writes until ctx ends, and then what still waits. What cannot be encoded
// ends the recording, not the bot: it is logged and the rest is thrown away.
func (r *Recorder) Run(ctx context.Context) error {
	err := r.begin()
	var lost uint64
	for {
		select {
		case s := <-r.full:
			err = r.keep(s, &lost, err)
		case <-ctx.Done():
			for {
				select {
				case s := <-r.full:
					err = r.keep(s, &lost, err)
				default:
					return nil
				}
			}
		}
	}
}

// begin writes the setup.
func (r *Recorder) begin() error {
	if r.first.Origin == nil {
		return errors.New("recording begins without the market's first snapshot")
	}
	payload, err := json.Marshal(&r.first)
	if err == nil {
		r.keepRecord(kindSetup, 0, payload)
	}
	if err != nil {
		r.opts.Logger.Error("recording could not begin", slog.Any("error", err))
	}
	r.first.Origin = nil // it is large
	return err
}

// keep writes a slot unless the recording has failed, and gives it back.
func (r *Recorder) keep(s *slot, lost *uint64, failed error) error {
	defer func() { r.free <- s }()
	if failed != nil {
		return failed
	}
	err := r.write(s, lost)
	if err != nil {
		r.opts.Logger.Error("recording ended", slog.Any("error", err))
	}
	return err
}

func (r *Recorder) write(s *slot, lost *uint64) error {
	at := s.now.Now.UnixNano()
	if s.lost != *lost {
		r.keepRecord(kindLost, at, fmt.Appendf(nil, `{"turns":%d}`, s.lost-*lost))
		*lost = s.lost
	}
	if s.now.Gas != nil && s.now.Gas != r.view {
		payload, err := json.Marshal(s.now.Gas)
		if err != nil {
			return fmt.Errorf("record a gas view: %w", err)
		}
		r.keepRecord(kindGas, at, payload)
		r.view = s.now.Gas
	}
	ev, err := write(r.pools, s.states, splitLines(s.facts), s.judged, s.plans)
	if err != nil {
		return err
	}
	payload, err := json.Marshal(&turn{
		Item: s.turn.Item, Block: s.turn.Block, Fetched: s.turn.Fetched, Told: s.turn.Told, Paid: s.turn.Paid, Remedy: s.turn.Remedy, Now: momentOf(&s.now), Took: s.took, Evidence: ev,
	})
	if err != nil {
		return fmt.Errorf("record a turn: %w", err)
	}
	r.keepRecord(kindTurn, at, payload)
	return nil
}

func (r *Recorder) keepRecord(kind uint8, at int64, payload []byte) {
	r.opts.Sink.Append(kind, at, func([]byte) []byte { return payload })
}
