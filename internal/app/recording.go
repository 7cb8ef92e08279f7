package app

import (
	"fmt"
	"path/filepath"

	"github.com/prometheus/client_golang/prometheus"

	"mevbot/internal/record"
	"mevbot/internal/replay"
)

// openRecording begins a recording, if one is wanted.
func (a *App) openRecording() error {
	dir := a.opts.RecordDir
	if dir == "" && a.cfg.Record.Dir != "" {
		dir = filepath.Join(a.cfg.Record.Dir, a.opts.Now().UTC().Format("20060102T150405.000Z"))
	}
	if dir == "" {
		return nil
	}
	hash, err := a.cfg.Hash()
	if err != nil {
		return fmt.Errorf("hash the configuration: %w", err)
	}
	a.writer, err = record.Create(dir, record.Manifest{
		Product: "mev-bot " + a.opts.Version, ChainID: uint64(a.profile.ID), ConfigHash: hash,
	}, record.Options{MaxBytes: int64(a.cfg.Record.MaxBytes), MaxAge: a.cfg.Record.MaxAge, Logger: a.log, Now: a.opts.Now})
	if err != nil {
		return fmt.Errorf("begin the recording: %w", err)
	}
	if a.recorder, err = replay.NewRecorder(replay.Options{Sink: a.writer, Logger: a.log}); err != nil {
		return err
	}
	for what, lost := range map[string]func() uint64{"turns": a.recorder.Lost, "records": a.writer.Dropped} {
		a.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "mev_bot_record_dropped_total", Help: "What is missing in the recording, by what could not keep up or was stopped by an error: turns or records.",
			ConstLabels: prometheus.Labels{"what": what},
		}, func() float64 { return float64(lost()) }))
	}
	return nil
}
