package profiles

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/pprof"
	"time"
)

// snapshots are taken after the CPU profile of each round, by the runtime's
// names.
var snapshots = []kind{kindHeap, kindGoroutine, kindMutex, kindBlock}

// continuous makes a round at once, and then one every interval.
func (p *Profiles) continuous(ctx context.Context) error {
	tick := time.NewTicker(p.o.Interval)
	defer tick.Stop()
	for {
		p.round(ctx)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// round takes and saves one profile of each kind, and applies the retention.
func (p *Profiles) round(ctx context.Context) {
	start := p.now()
	var errs []error
	s, err := p.sampleCPU(ctx)
	switch {
	case errors.Is(err, ErrBusy): // a request took longer than an interval: no fault
		p.log.Debug("no CPU profile in this interval: requests are being served")
	case err != nil && ctx.Err() == nil:
		p.m.failed.WithLabelValues(string(kindCPU)).Inc()
		errs = append(errs, fmt.Errorf("profile the CPU: %w", err))
	case err == nil && s.until.Sub(s.from) >= p.o.MinCPU:
		errs = append(errs, p.saveContinuous(kindCPU, s.from, s.until, s.data))
	}
	if ctx.Err() == nil { // at the end only what was measured already is saved
		for _, k := range snapshots {
			errs = append(errs, p.snapshot(k, start))
		}
	}
	errs = append(errs, p.prune())
	p.say(errors.Join(errs...))
}

// sampleCPU profiles once, and waits for its turn if a request is served.
func (p *Profiles) sampleCPU(ctx context.Context) (sample, error) {
	s, err := p.cpu.record(ctx, rankContinuous, p.o.CPUDuration)
	if !errors.Is(err, ErrBusy) {
		return s, err
	}
	wait, cancel := context.WithTimeout(ctx, p.o.Interval)
	defer cancel()
	if p.cpu.free(wait) != nil {
		return s, err
	}
	return p.cpu.record(ctx, rankContinuous, p.o.CPUDuration)
}

// snapshot saves one of the runtime's profiles as it is now. since is the time
// the round began, for the server it is pushed to.
func (p *Profiles) snapshot(k kind, since time.Time) error {
	var b bytes.Buffer
	if err := lookup(k, &b); err != nil {
		p.m.failed.WithLabelValues(string(k)).Inc()
		return err
	}
	return p.saveContinuous(k, since, p.now(), b.Bytes())
}

// lookup writes one of the runtime's profiles, gzip.
func lookup(k kind, w io.Writer) error {
	prof := pprof.Lookup(string(k))
	if prof == nil {
		return fmt.Errorf("the runtime has no profile %q", k)
	}
	if err := prof.WriteTo(w, 0); err != nil {
		return fmt.Errorf("take the %s profile: %w", k, err)
	}
	return nil
}

// saveContinuous writes one file, named by the time it began, and hands a copy
// to the pusher.
func (p *Profiles) saveContinuous(k kind, from, until time.Time, data []byte) error {
	if p.pusher != nil {
		p.pusher.offer(job{kind: k, from: from, until: until, data: data})
	}
	_, err := p.save(fileOf(k, from), func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	return err
}

// save writes one file and counts it.
func (p *Profiles) save(f File, write func(io.Writer) error) (File, error) {
	f, err := p.store.save(f, write)
	if err != nil {
		p.m.failed.WithLabelValues(f.Kind).Inc()
		return f, err
	}
	p.m.saved.WithLabelValues(f.Kind).Inc()
	p.m.last.Set(float64(p.now().UnixMilli()) / 1000)
	return f, nil
}

// prune applies the retention and shows what is left.
func (p *Profiles) prune() error {
	files, bytes, err := p.store.prune(p.now())
	if err != nil {
		return fmt.Errorf("remove old profiles: %w", err)
	}
	p.m.files.Set(float64(files))
	p.m.bytes.Set(float64(bytes))
	return nil
}

// say keeps a fault for Check, and logs when it comes and when it goes. A full
// disk is one warning, not one a minute.
func (p *Profiles) say(err error) {
	if err == nil {
		if p.fault.Swap(nil) != nil {
			p.log.Info("profiles are saved again")
		}
		return
	}
	err = fmt.Errorf("profiles are not saved in %s (is the disk full, or not writable?): %w", p.o.Dir, err)
	if p.fault.Swap(&err) == nil {
		p.log.Warn("profiles are not saved", "err", err)
	}
}
