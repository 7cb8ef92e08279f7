package telemetry

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/lmittmann/tint"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/term"
)

// LogOptions of OpenLogs. The zero value writes INFO and above as JSON or, on a
// terminal, as coloured text to standard error.
type LogOptions struct {
	Level  string    // debug, info (default), warn, error
	Format string    // text, json or auto (default)
	File   string    // if set, JSON lines are appended here, too
	Output io.Writer // default os.Stderr
	// PerSecond is how often one message below WARN is written in a second;
	// default 20.
	PerSecond  int
	Registerer prometheus.Registerer // nil works
	Now        func() time.Time      // default time.Now
}

// Logs is the root of all loggers.
type Logs struct {
	logger *slog.Logger
	level  *slog.LevelVar
	limit  *limiter
	file   *os.File
}

// ErrLog says that the log file cannot be written, or that an option is wrong.
var ErrLog = errors.New("open logs")

// OpenLogs makes the logger and opens the file.
func OpenLogs(opts LogOptions) (*Logs, error) {
	if opts.Output == nil {
		opts.Output = os.Stderr
	}
	if opts.PerSecond == 0 {
		opts.PerSecond = 20
	}
	if opts.Now == nil {
		opts.Now = time.Now //nolint:forbidigo // the one place where the default clock enters
	}
	l := &Logs{level: new(slog.LevelVar)}
	if err := l.SetLevel(opts.Level); err != nil {
		return nil, err
	}
	out, err := outputHandler(opts, l.level)
	if err != nil {
		return nil, err
	}
	sinks := []slog.Handler{out}
	if opts.File != "" {
		if l.file, err = openLogFile(opts.File); err != nil {
			return nil, err
		}
		sinks = append(sinks, slog.NewJSONHandler(l.file, &slog.HandlerOptions{Level: l.level}))
	}
	k := maker{opts.Registerer}
	l.limit = newLimiter(opts.PerSecond, opts.Now,
		k.counters("mev_bot_log_messages_total", "Log messages that were written.", "level"),
		k.counters("mev_bot_log_dropped_total", "Log messages that repeated too fast and were dropped.", "level"))
	l.logger = slog.New(&middleware{next: slog.NewMultiHandler(sinks...), limit: l.limit})
	return l, nil
}

func outputHandler(opts LogOptions, level slog.Leveler) (slog.Handler, error) {
	f, isFile := opts.Output.(*os.File)
	terminal := isFile && term.IsTerminal(int(f.Fd()))
	switch {
	case opts.Format == "json", !terminal && (opts.Format == "auto" || opts.Format == ""):
		return slog.NewJSONHandler(opts.Output, &slog.HandlerOptions{Level: level}), nil
	case opts.Format == "text" && !terminal:
		return slog.NewTextHandler(opts.Output, &slog.HandlerOptions{Level: level}), nil
	case opts.Format == "text", opts.Format == "auto", opts.Format == "":
		return tint.NewTextHandler(opts.Output, &tint.Options{Level: level, TimeFormat: "15:04:05.000"}), nil
	}
	return nil, fmt.Errorf("%w: format %q is none of text, json, auto (log.format)", ErrLog, opts.Format)
}

func openLogFile(path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w: change log.file", ErrLog, err)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("%w: %w: change log.file", ErrLog, err)
	}
	return f, nil
}

// Logger is the root logger.
func (l *Logs) Logger() *slog.Logger { return l.logger }

// SetLevel changes the least level that is written, at once and everywhere.
func (l *Logs) SetLevel(level string) error {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	v, ok := levels[level]
	if !ok {
		return fmt.Errorf("%w: level %q is none of debug, info, warn, error (log.level)", ErrLog, level)
	}
	l.level.Set(v)
	return nil
}

// Dropped is the number of messages that repeated too fast.
func (l *Logs) Dropped() uint64 { return l.limit.dropped.Load() }

// Close closes the file. Loggers may still be used; they write to the output.
func (l *Logs) Close() error {
	if l.file == nil {
		return nil
	}
	if err := errors.Join(l.file.Sync(), l.file.Close()); err != nil {
		return fmt.Errorf("close log file: %w", err)
	}
	return nil
}
