package replay

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"mevbot/internal/chain"
	"mevbot/internal/execute"
	"mevbot/internal/gas"
	"mevbot/internal/pipeline"
	"mevbot/internal/pool"
)

// Record is one record of a recording.
type Record struct {
	Kind    uint8
	At      int64 // unix nanoseconds
	Payload []byte
}

// Source gives the records of a recording in order, then io.EOF; any other
// error says why there are no more.
type Source interface {
	Next() (Record, error)
}

// Report says what was repeated.
type Report struct {
	Turns, Messages, Blocks uint64
	Opportunities, Plans    uint64
	From, To                time.Time
	// Truncated is why the recording ended early; nil if it did not.
	Truncated error
}

// Player repeats recordings.
type Player struct {
	// Log hears every line of the facts and decisions, if it is set.
	Log io.Writer

	report  Report
	market  *pool.Market
	street  *pipeline.Pipeline
	now     pipeline.Moment
	view    *gas.View
	took    []bool
	facts   facts
	outcome json.RawMessage
	failed  error
}

// Play repeats a whole recording. The errors are ErrDiffers, with what differs,
// ErrIncomplete, and the source's. A recording that ends early is repeated as
// far as it goes; ended says so of the source's errors.
func (p *Player) Play(ctx context.Context, source Source, ended func(error) bool) (Report, error) {
	for {
		if err := ctx.Err(); err != nil {
			return p.report, err
		}
		rec, err := source.Next()
		switch {
		case errors.Is(err, io.EOF):
			return p.report, nil
		case err != nil && ended(err):
			p.report.Truncated = err
			return p.report, nil
		case err != nil:
			return p.report, err
		}
		if err := p.record(&rec); err != nil {
			return p.report, err
		}
	}
}

func (p *Player) record(rec *Record) error {
	switch rec.Kind {
	case kindSetup:
		return p.begin(rec.Payload)
	case kindGas:
		view := new(gas.View)
		if err := strict(rec.Payload, view); err != nil {
			return fmt.Errorf("read a gas view: %w", err)
		}
		p.view = view
		return nil
	case kindTurn:
		return p.turn(rec)
	case kindLost:
		return fmt.Errorf("%w: turns were lost at %s (%s): the disk or the machine was too slow for the recorder", ErrIncomplete, time.Unix(0, rec.At).UTC().Format(time.RFC3339Nano), rec.Payload)
	default:
		return fmt.Errorf("record of unknown kind %d: made by a newer version?", rec.Kind)
	}
}

// strict reads JSON and refuses what it does not know.
func strict(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// begin builds the pipeline as it was.
func (p *Player) begin(payload []byte) error {
	var first setup
	if err := strict(payload, &first); err != nil {
		return fmt.Errorf("read the setup: %w", err)
	}
	if first.Origin == nil {
		return errors.New("read the setup: the first snapshot is missing")
	}
	clock := func() time.Time { return p.now.Now }
	listener := p.facts.listener()
	var err error
	p.market, err = pool.Restore(pool.Options{
		Multicall: first.Market.Multicall, Factories: first.Market.Factories, Base: first.Pipeline.Base, Tokens: first.Market.Tokens,
		MaxPools: first.Market.MaxPools, Profile: first.Pipeline.Profile, History: first.Market.History, MaxAhead: first.Market.MaxAhead, Unfed: first.Market.Unfed,
		Listener: listener, Logger: slog.New(slog.DiscardHandler), Now: clock,
	}, first.Origin)
	if err != nil {
		return fmt.Errorf("restore the market: %w", err)
	}
	p.street, err = pipeline.New(pipeline.Options{
		Setup: first.Pipeline, Market: p.market, Account: p, Sense: func(now *pipeline.Moment) { *now = p.now },
		Tape: p, Listener: listener, Now: clock,
	})
	return err
}

func (p *Player) turn(rec *Record) error {
	if p.street == nil {
		return errors.New("recording begins without a setup")
	}
	var t turn
	if err := strict(rec.Payload, &t); err != nil {
		return fmt.Errorf("read turn %d: %w", p.report.Turns+1, err)
	}
	p.report.Turns++
	at := time.Unix(0, t.Now.At).UTC()
	if p.report.From.IsZero() {
		p.report.From = at
	}
	p.report.To = at
	switch {
	case t.Block != nil:
		p.report.Blocks++
	case t.Item != nil && t.Item.Message != nil:
		p.report.Messages++
	}
	p.now, p.took = t.Now.moment(p.view), t.Took
	// What came of fetched pools is in the evidence, also when they were refused.
	if err := p.street.Turn(&pipeline.Turn{Item: t.Item, Block: t.Block, Fetched: t.Fetched, Told: t.Told, Paid: t.Paid, Remedy: t.Remedy}); err != nil && t.Fetched == nil {
		return fmt.Errorf("turn %d: %w", p.report.Turns, err)
	}
	if p.failed != nil {
		return fmt.Errorf("turn %d: %w", p.report.Turns, p.failed)
	}
	if !bytes.Equal(p.outcome, t.Evidence) {
		return fmt.Errorf("%w: turn %d at %s: %s", ErrDiffers, p.report.Turns, at.Format(time.RFC3339Nano), difference(t.Evidence, p.outcome))
	}
	return nil
}

// Turn compares what a turn decided; see pipeline.Tape.
func (p *Player) Turn(m *pool.Market, _ *pipeline.Turn, _ *pipeline.Moment, e *pipeline.Evidence) {
	var states []byte
	for _, id := range e.Changed {
		states = m.AppendState(states, id)
	}
	lines := p.facts.lines()
	p.outcome, p.failed = write(m, states, lines, e.Judged, e.Plans)
	for i := range e.Judged {
		if e.Judged[i].ID != 0 {
			p.report.Opportunities++
		}
	}
	p.report.Plans += uint64(len(e.Plans))
	p.facts.text = p.facts.text[:0]
	p.tell(lines, e)
}

// tell writes the turn's lines to the log.
func (p *Player) tell(lines []string, e *pipeline.Evidence) {
	if p.Log == nil {
		return
	}
	for _, l := range lines {
		fmt.Fprintln(p.Log, l)
	}
	for i := range e.Judged {
		j := &e.Judged[i]
		if j.ID == 0 {
			continue
		}
		reason := string(j.Decision.Reason)
		if reason == "" {
			reason = "sent"
		}
		fmt.Fprintf(p.Log, "opportunity %d %v in %s gross %s cost %s %s %s\n", j.ID, j.Candidate.Hops[:j.Candidate.Len],
			j.Candidate.In.Dec(), j.Candidate.Gross.Dec(), j.Cost.Dec(), j.Decision.Tier, reason)
	}
}

// Submit answers as the account did.
func (p *Player) Submit(execute.Plan) bool {
	if len(p.took) == 0 {
		return false // more plans than were recorded: the evidence will differ
	}
	took := p.took[0]
	p.took = p.took[1:]
	return took
}

// Sequenced is of no matter here.
func (p *Player) Sequenced(common.Hash) {}

// Confirmed is of no matter here.
func (p *Player) Confirmed(chain.Block) {}

// Freed never gives a value: such turns are recorded.
func (p *Player) Freed() <-chan struct{} { return nil }

// difference is where two texts part, with what stands there.
func difference(want, got []byte) string {
	at := 0
	for at < len(want) && at < len(got) && want[at] == got[at] {
		at++
	}
	around := func(b []byte) string {
		from, to := max(0, at-80), min(len(b), at+160)
		if from >= to {
			return ""
		}
		return string(b[from:to])
	}
	return fmt.Sprintf("recorded %q, decided %q (byte %d of the evidence)", around(want), around(got), at)
}
