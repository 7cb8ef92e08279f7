package profiles

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/trace"
	"time"
)

// missedQueue is how many misses wait while one is saved; more are dropped and
// counted, for one trace of a bad moment is enough.
const missedQueue = 8

// Incident is what was saved of a miss. It is the content of missed-TIME.json.
type Incident struct {
	ID        string    `json:"id"` // of the JSON file: /profiles/ID shows it
	At        time.Time `json:"at"`
	SavedAt   time.Time `json:"saved_at"`
	Stage     string    `json:"stage"`
	LatencyNS int64     `json:"latency_ns"`
	Latency   string    `json:"latency"`
	Objective string    `json:"objective"`
	TraceID   string    `json:"trace_id,omitempty"`
	// Files are the names of what was saved with it, and Missing says what was
	// not and why.
	Files   []string `json:"files"`
	Missing []string `json:"missing,omitempty"`
}

// Missed tells of a missed objective. It never blocks: with a full queue the
// miss is dropped and counted. Call it on any goroutine.
func (p *Profiles) Missed(m Miss) {
	select {
	case p.missed <- m:
	default:
		p.m.misses.WithLabelValues(outcomeDropped).Inc()
	}
}

// incidents keeps the flight recorder running and saves what is missed.
func (p *Profiles) incidents(ctx context.Context) error {
	recorder, stop := p.startRecorder()
	defer stop()
	var last time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case m := <-p.missed:
			now := p.now()
			if since := now.Sub(last); !last.IsZero() && since >= 0 && since < p.o.Cooldown {
				p.m.misses.WithLabelValues(outcomeCooling).Inc()
				continue
			}
			last = now
			p.saveMiss(ctx, m, recorder)
		}
	}
}

// startRecorder returns nil if the recorder is off or something else records.
func (p *Profiles) startRecorder() (r *trace.FlightRecorder, stop func()) {
	if p.o.FlightWindow < 0 {
		return nil, func() {}
	}
	r = trace.NewFlightRecorder(trace.FlightRecorderConfig{MinAge: p.o.FlightWindow, MaxBytes: uint64(p.o.FlightBytes)})
	if err := r.Start(); err != nil {
		p.log.Warn("the flight recorder does not run: missed objectives are saved without their trace", "err", err)
		return nil, func() {}
	}
	return r, r.Stop
}

// saveMiss writes the trace first, for it moves on; then the goroutines, a CPU
// profile of what follows, and last the event that names them.
func (p *Profiles) saveMiss(ctx context.Context, m Miss, recorder *trace.FlightRecorder) {
	saved := p.now()
	event := fileOf(kindMissed, saved)
	in := Incident{
		ID: event.ID, At: m.At.UTC(), SavedAt: saved.UTC(), Stage: m.Stage, LatencyNS: m.Latency.Nanoseconds(),
		Latency: m.Latency.String(), Objective: m.Objective, TraceID: m.TraceID, Files: []string{},
	}
	var errs []error
	add := func(k kind, write func(io.Writer) error) {
		f, err := p.save(fileOf(k, saved), write)
		if err != nil {
			in.Missing = append(in.Missing, fmt.Sprintf("%s: %v", k, err))
			errs = append(errs, err)
			return
		}
		in.Files = append(in.Files, f.Name)
	}
	if recorder == nil {
		in.Missing = append(in.Missing, "trace: the flight recorder does not run")
	} else {
		add(kindTrace, func(w io.Writer) error { _, err := recorder.WriteTo(w); return err })
	}
	add(kindMissedGoroutine, func(w io.Writer) error { return lookup(kindGoroutine, w) })
	if s, err := p.cpu.record(ctx, rankMissed, p.o.MissedCPU); err != nil {
		in.Missing = append(in.Missing, fmt.Sprintf("%s: %v", kindMissedCPU, err))
	} else {
		add(kindMissedCPU, func(w io.Writer) error { _, err := w.Write(s.data); return err })
	}
	_, err := p.save(event, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(in)
	})
	errs = append(errs, err, p.prune())
	p.say(errors.Join(errs...))
	if err != nil {
		p.m.misses.WithLabelValues(outcomeFailed).Inc()
		return
	}
	p.m.misses.WithLabelValues(outcomeSaved).Inc()
	p.log.Warn("a missed objective was saved with its trace", "stage", m.Stage, "latency", m.Latency,
		"objective", m.Objective, "trace_id", m.TraceID, "profile", "/profiles/"+in.ID)
	if p.o.Saved != nil {
		p.o.Saved(in)
	}
}
