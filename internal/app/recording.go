package app

import (
	"fmt"
	"path/filepath"

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
	a.recorder, err = replay.NewRecorder(replay.Options{Sink: a.writer, Logger: a.log})
	return err
}
